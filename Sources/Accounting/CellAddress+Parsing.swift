import Diagnostics

extension CellAddress {
  /// Reads an address; nil with a finding where it is malformed.
  ///
  /// A period is checked for its form, not for its place in the calendar.
  public init?(_ text: some StringProtocol, at origin: Origin, findings: inout [Finding]) {
    var reader = AddressReader(Array(text.utf8))
    if let address = reader.address() {
      self = address
      return
    }
    let kind = reader.problem ?? .addressName
    findings.append(Finding(kind, at: origin, ["got": String(text), "part": reader.part]))
    return nil
  }

  /// Whether a text has the form of a year, quarter, month or day.
  public static func isPeriod(_ text: some StringProtocol) -> Bool {
    isPeriod(Array(text.utf8)[...])
  }

  static func isPeriod(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = Array(bytes)
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= text.count else { return nil }
      var value = 0
      for byte in text[from..<(from + count)] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard number(0, 4) != nil else { return false }
    if text.count == 4 { return true }
    guard text.count >= 7, text[4] == 0x2D else { return false }
    if text.count == 7, text[5] == 0x51 { return (0x31...0x34).contains(text[6]) }
    guard let month = number(5, 2), (1...12).contains(month) else { return false }
    if text.count == 7 { return true }
    guard text.count == 10, text[7] == 0x2D, let day = number(8, 2) else { return false }
    return (1...31).contains(day)
  }
}

/// Reads one address from bytes.
private struct AddressReader {
  let bytes: [UInt8]
  var position = 0
  /// What is wrong, once reading has failed.
  var problem: FindingKind?
  /// The piece that is wrong.
  var part = ""

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func address() -> CellAddress? {
    var address = CellAddress(name: "")
    while position < bytes.count {
      guard let open = bracketOfStep() else { break }
      guard let step = step(open: open) else { return nil }
      address.steps.append(step)
      if position == bytes.count { return address }
      guard bytes[position] == 0x2F else {
        return fail(.addressStep, bytes[position...])
      }
      position += 1
      if position == bytes.count { return fail(.addressName, bytes[...]) }
    }
    if position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
      let end = bytes[position...].firstIndex(of: 0x2F) ?? bytes.count
      guard CellAddress.isPeriod(bytes[position..<end]) else {
        return fail(.addressPeriod, bytes[position..<end])
      }
      address.period = String(decoding: bytes[position..<end], as: UTF8.self)
      position = min(end + 1, bytes.count)
      // A finding may be about a row and a month without naming a value.
      if end == bytes.count { return address }
    }
    return nameAndFacet(address)
  }

  /// The opening bracket, if the text up to the next `/` is a step.
  func bracketOfStep() -> Int? {
    for index in position..<bytes.count {
      if bytes[index] == 0x5B { return index }
      if bytes[index] == 0x2F || bytes[index] == 0x40 { return nil }
    }
    return nil
  }

  mutating func step(open: Int) -> CellAddress.Step? {
    guard open > position else { return fail(.addressStep, bytes[position...]) }
    let rowSet = String(decoding: bytes[position..<open], as: UTF8.self)
    var key: [UInt8] = []
    var index = open + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x5D {
        guard !key.isEmpty else { return fail(.addressStep, bytes[position...index]) }
        position = index + 1
        return CellAddress.Step(rowSet, String(decoding: key, as: UTF8.self))
      }
      if byte == 0x5C, index + 1 < bytes.count, [0x5D, 0x5C].contains(bytes[index + 1]) {
        index += 1
      }
      if byte == 0x0A { break }
      key.append(bytes[index])
      index += 1
    }
    return fail(.addressStep, bytes[position...])
  }

  mutating func nameAndFacet(_ start: CellAddress) -> CellAddress? {
    var address = start
    let rest = bytes[position...]
    let at = rest.firstIndex(of: 0x40) ?? rest.endIndex
    let name = rest[..<at]
    // `sectors/x/2022#figure` names a figure of another methodology; no other name has a slash.
    guard !name.isEmpty, name.contains(0x23) || !name.contains(0x2F),
      !name.contains(where: { $0 == 0x20 || $0 == 0x09 || $0 == 0x5D || $0 == 0x3D })
    else { return fail(.addressName, rest) }
    address.name = String(decoding: name, as: UTF8.self)
    guard at < rest.endIndex else { return address }
    let facet = rest[(at + 1)...]
    guard !facet.isEmpty, !facet.contains(where: { $0 == 0x2F || $0 == 0x40 || $0 == 0x20 }) else {
      return fail(.addressFacet, rest[at...])
    }
    address.facet = String(decoding: facet, as: UTF8.self)
    return address
  }

  mutating func fail<T>(_ kind: FindingKind, _ bytes: ArraySlice<UInt8>) -> T? {
    problem = kind
    part = String(decoding: bytes, as: UTF8.self)
    return nil
  }
}

extension FindingKind {
  static let addressStep = FindingKind(
    "address.step", .error,
    zh: "地址“{got}”中的“{part}”应写作 行集[行名]，行名中的“]”写作“\\]”",
    en: "“{part}” in the address “{got}” must be written rows[key], with “]” in a key as “\\]”")
  static let addressPeriod = FindingKind(
    "address.period", .error,
    zh: "地址“{got}”中的“{part}”不是期间；应写作 2024、2024-Q1、2024-03 或 2024-03-15",
    en: "“{part}” in the address “{got}” is no period; write 2024, 2024-Q1, 2024-03 or 2024-03-15")
  static let addressName = FindingKind(
    "address.name", .error,
    zh: "地址“{got}”须以一个数据项的符号或标识结尾",
    en: "the address “{got}” must end with the symbol or identifier of one value")
  static let addressFacet = FindingKind(
    "address.facet", .error,
    zh: "地址“{got}”中“@”之后应为 choice、prior、sample 或一个证据字段",
    en: "after “@” the address “{got}” needs choice, prior, sample or a field of the evidence")
}
