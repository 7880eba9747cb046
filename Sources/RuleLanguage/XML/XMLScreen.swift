import Diagnostics

/// Looks through the bytes of a file before libxml2 sees them.
///
/// Here falls what libxml2 would accept, load or spend quadratic time on: other encodings,
/// document types, thousands of attributes, characters that change what the eye reads.
struct XMLScreen {
  private let bytes: [UInt8]
  private let file: String
  private let limits: XMLLimits
  /// Characters that cannot be seen are listed up to this number.
  private static let listed = 20

  private(set) var findings: [Finding] = []
  /// Whether libxml2 must not be started.
  private(set) var isRefused = false

  init(_ bytes: [UInt8], file: String, limits: XMLLimits) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
  }

  /// Runs all looks in the order in which a failure hides the ones behind.
  mutating func run() {
    if bytes.count > limits.bytes {
      let count = limits.bytes
      refuse(.xmlTooLarge, 0..<0, ["limit": String(count), "got": String(bytes.count)])
      return
    }
    if let name = Self.foreignMark(bytes) ?? declaredEncoding() {
      refuse(.xmlEncoding, 0..<0, ["encoding": name])
      return
    }
    scanCharacters()
    if !isRefused { scanMarkup() }
  }

  private mutating func refuse(
    _ kind: FindingKind, _ range: Range<Int>, _ arguments: [String: String] = [:]
  ) {
    isRefused = true
    note(kind, range, arguments)
  }

  private mutating func note(
    _ kind: FindingKind, _ range: Range<Int>, _ arguments: [String: String] = [:]
  ) {
    findings.append(Finding(kind, at: .source(file: file, range: range), arguments))
  }

  // MARK: Encoding

  private static func foreignMark(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE), (0xFE, 0xFF), (0x00, 0x3C), (0x3C, 0x00): return "UTF-16"
    default: return nil
    }
  }

  /// The encoding that the XML declaration names, unless it is UTF-8.
  private func declaredEncoding() -> String? {
    let head = String(decoding: bytes.prefix(256), as: UTF8.self)
    guard let start = head.firstRange(of: "<?xml "), let end = head.firstRange(of: "?>"),
      start.upperBound < end.lowerBound
    else { return nil }
    let declaration = head[start.upperBound..<end.lowerBound]
    guard let word = declaration.firstRange(of: "encoding") else { return nil }
    let name = declaration[word.upperBound...].drop { " \t\r\n=\"'".contains($0) }
      .prefix { !"\"' ".contains($0) }
    return name.lowercased() == "utf-8" ? nil : String(name)
  }

  // MARK: Characters

  private mutating func scanCharacters() {
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var count = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        index += 1
        continue
      }
      guard let (scalar, length) = Self.scalar(bytes, at: index) else {
        refuse(.xmlEncoding, index..<(index + 1), ["encoding": "?"])
        return
      }
      if let kind = FindingKind.suspicious(scalar), count < Self.listed {
        count += 1
        note(kind, index..<(index + length), ["character": codePoint(scalar)])
        if kind == .xmlControlCharacter { isRefused = true }
      }
      index += length
    }
  }

  /// The scalar at an index with its length in bytes; nothing where the bytes are not UTF-8.
  static func scalar(_ bytes: [UInt8], at index: Int) -> (UInt32, Int)? {
    let lead = bytes[index]
    let length: Int
    var scalar: UInt32
    switch lead {
    case 0..<0x80: return (UInt32(lead), 1)
    case 0xC2..<0xE0: (length, scalar) = (2, UInt32(lead & 0x1F))
    case 0xE0..<0xF0: (length, scalar) = (3, UInt32(lead & 0x0F))
    case 0xF0..<0xF5: (length, scalar) = (4, UInt32(lead & 0x07))
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for byte in bytes[(index + 1)..<(index + length)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    let isShortest = length == 2 || scalar >= (length == 3 ? 0x800 : 0x10000)
    return isShortest && Unicode.Scalar(scalar) != nil ? (scalar, length) : nil
  }

  // MARK: Markup

  private mutating func scanMarkup() {
    var index = 0
    while !isRefused, let open = next(UInt8(ascii: "<"), from: index) {
      if starts("<!--", at: open) {
        index = end(of: "-->", from: open + 4)
      } else if starts("<![CDATA[", at: open) {
        index = end(of: "]]>", from: open + 9)
      } else if starts("<?", at: open) {
        index = end(of: "?>", from: open + 2)
      } else if starts("<!DOCTYPE", at: open) {
        refuse(.xmlDoctype, open..<(open + 9))
      } else {
        index = scanTag(from: open)
      }
    }
  }

  /// Walks through a tag, counts attributes, and returns the index behind it.
  private mutating func scanTag(from open: Int) -> Int {
    var index = open + 1
    var count = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: ">"): return index
      case UInt8(ascii: "<"): return index - 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let start = index
        index = next(byte, from: start) ?? bytes.count
        count += 1
        if index - start > limits.attributeLength {
          let limit = String(limits.attributeLength)
          refuse(.xmlAttributeTooLong, (start - 1)..<start, ["limit": limit])
          return index
        }
        if count > limits.attributes {
          let limit = String(limits.attributes)
          refuse(.xmlTooManyAttributes, open..<(open + 1), ["limit": limit])
          return index
        }
        index += 1
      default: break
      }
    }
    return bytes.count
  }

  private func next(_ byte: UInt8, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }

  private func starts(_ text: StaticString, at index: Int) -> Bool {
    bytes.hasText(text, at: index)
  }

  private func end(of text: StaticString, from start: Int) -> Int {
    bytes.end(of: text, from: start, within: bytes.count)
  }
}

extension [UInt8] {
  /// Whether an ASCII text stands at an index.
  func hasText(_ text: StaticString, at index: Int) -> Bool {
    guard index >= 0, index + text.utf8CodeUnitCount <= count else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<wanted.count where self[index + offset] != wanted[offset] { return false }
      return true
    }
  }

  /// The index behind the next occurrence of an ASCII text, or `limit`.
  func end(of text: StaticString, from start: Int, within limit: Int) -> Int {
    var index = start
    while index < limit {
      if hasText(text, at: index) { return Swift.min(limit, index + text.utf8CodeUnitCount) }
      index += 1
    }
    return limit
  }
}

/// A scalar as Unicode writes it: `U+202E`.
func codePoint(_ scalar: UInt32) -> String {
  let digits = String(scalar, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension FindingKind {
  /// The finding that a character deserves which the eye cannot see or which re-orders the line.
  static func suspicious(_ scalar: UInt32) -> FindingKind? {
    switch scalar {
    case 0x09, 0x0A, 0x0D: nil
    case 0..<0x20: .xmlControlCharacter
    case 0x7F..<0xA0, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
      .xmlInvisibleCharacter
    default: nil
    }
  }

  static let xmlTooLarge = FindingKind(
    "xml.too-large", .error,
    zh: "文件有 {got} 字节，超过上限 {limit} 字节；请拆成几个文件",
    en: "the file has {got} bytes, more than the {limit} allowed; split it")
  static let xmlEncoding = FindingKind(
    "xml.encoding", .error,
    zh: "文件必须是 UTF-8 编码（此处为 {encoding}）；请在编辑器中另存为 UTF-8",
    en: "the file must be encoded in UTF-8 (here: {encoding}); save it again as UTF-8")
  static let xmlDoctype = FindingKind(
    "xml.doctype", .error,
    zh: "规则文件不得有 DOCTYPE 或实体声明；请删去",
    en: "a rule file must not have a DOCTYPE or declare entities; delete it")
  static let xmlControlCharacter = FindingKind(
    "xml.control-character", .error,
    zh: "文件中有控制字符 {character}；请删去",
    en: "the file holds the control character {character}; delete it")
  static let xmlInvisibleCharacter = FindingKind(
    "xml.invisible-character", .error,
    zh: "此处有看不见的字符 {character}，会使读到的与写下的不同；请删去",
    en: "an invisible character {character} makes the text differ from what is seen; delete it")
  static let xmlTooManyAttributes = FindingKind(
    "xml.too-many-attributes", .error,
    zh: "一个元素的属性不得多于 {limit} 个",
    en: "an element may have at most {limit} attributes")
  static let xmlAttributeTooLong = FindingKind(
    "xml.attribute-too-long", .error,
    zh: "一个属性值不得长于 {limit} 字节；引号是否没有闭合？",
    en: "an attribute value may have at most {limit} bytes; is its closing quote missing?")
}
