import Diagnostics

extension JSONValue {
  /// How much a JSON text may hold.
  public struct Limits: Sendable {
    /// Levels of nesting.
    public var depth: Int
    /// Bytes of the text.
    public var bytes: Int

    /// Makes limits; by default 64 levels and 256 MiB.
    public init(depth: Int = 64, bytes: Int = 256 << 20) {
      self.depth = depth
      self.bytes = bytes
    }
  }

  /// Reads a JSON text; nil with one finding where it is none or exceeds the limits.
  public static func read(
    _ bytes: [UInt8], file: String, limits: Limits = Limits(), findings: inout [Finding]
  ) -> JSONValue? {
    readPlaced(bytes, file: file, limits: limits, findings: &findings)?.value
  }

  /// Reads a JSON text; the places are those where the elements of each list begin that is a member
  /// of the outermost object, and where such a member is an object, its own.
  static func readPlaced(
    _ bytes: [UInt8], file: String, limits: Limits = Limits(), findings: inout [Finding]
  ) -> (value: JSONValue, places: [String: [Int]])? {
    guard bytes.count <= limits.bytes else {
      findings.append(
        Finding(.jsonSize, at: .file(file), ["limit": String(limits.bytes)]))
      return nil
    }
    var reader = JSONReader(bytes: bytes, depth: limits.depth)
    do throws(JSONReader.Problem) {
      return (try reader.document(), reader.places)
    } catch {
      let place = min(error.offset, bytes.count)
      findings.append(
        Finding(
          error.kind, at: .source(file: file, range: place..<min(place + 1, bytes.count)),
          error.arguments))
      return nil
    }
  }
}

/// Reads one JSON text from bytes.
private struct JSONReader {
  struct Problem: Error {
    var kind: FindingKind
    var offset: Int
    var arguments: [String: String] = [:]
  }

  let bytes: [UInt8]
  let depth: Int
  var position = 0
  var places: [String: [Int]] = [:]
  /// The member of the outermost object that is being read.
  private var list = ""

  init(bytes: [UInt8], depth: Int) {
    self.bytes = bytes
    self.depth = depth
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func document() throws(Problem) -> JSONValue {
    let value = try value(0)
    skipBlanks()
    guard position == bytes.count else { throw syntax("文件结尾", "the end of the text") }
    return value
  }

  private func syntax(_ zh: String, _ en: String) -> Problem {
    Problem(kind: .jsonSyntax, offset: position, arguments: ["expected": zh, "expectedEn": en])
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
      position += 1
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(_ level: Int) throws(Problem) -> JSONValue {
    guard level <= depth else {
      throw Problem(kind: .jsonDepth, offset: position, arguments: ["limit": String(depth)])
    }
    skipBlanks()
    switch next {
    case 0x7B: return try object(level)
    case 0x5B: return try array(level)
    case 0x22: return .text(try string())
    case 0x74: return try word("true", .flag(true))
    case 0x66: return try word("false", .flag(false))
    case 0x6E: return try word("null", .null)
    case 0x2D, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39:
      return .number(try number())
    default: throw syntax("一个值", "a value")
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Problem) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw syntax(word, word) }
    position += word.utf8.count
    return value
  }

  private mutating func object(_ level: Int) throws(Problem) -> JSONValue {
    if level == 1 { places[list, default: []].append(position) }
    position += 1
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if take(0x7D) { return .object([]) }
    while true {
      skipBlanks()
      guard next == 0x22 else { throw syntax("加引号的名称", "a name in quotation marks") }
      let start = position
      let name = try string()
      guard names.insert(name).inserted else {
        throw Problem(kind: .jsonDuplicate, offset: start, arguments: ["name": name])
      }
      guard take(0x3A) else { throw syntax(":", ":") }
      if level == 0 { list = name }
      members.append(JSONValue.Member(name, try value(level + 1)))
      if take(0x2C) { continue }
      guard take(0x7D) else { throw syntax(", 或 }", ", or }") }
      return .object(members)
    }
  }

  private mutating func array(_ level: Int) throws(Problem) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    if take(0x5D) { return .array([]) }
    while true {
      if level == 1 {
        skipBlanks()
        places[list, default: []].append(position)
      }
      elements.append(try value(level + 1))
      if take(0x2C) { continue }
      guard take(0x5D) else { throw syntax(", 或 ]", ", or ]") }
      return .array(elements)
    }
  }

  private mutating func digits() throws(Problem) {
    guard let first = next, (0x30...0x39).contains(first) else { throw syntax("数字", "a digit") }
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
  }

  private mutating func number() throws(Problem) -> String {
    let start = position
    if next == 0x2D { position += 1 }
    if next == 0x30 { position += 1 } else { try digits() }
    if next == 0x2E {
      position += 1
      try digits()
    }
    if next == 0x65 || next == 0x45 {
      position += 1
      if next == 0x2B || next == 0x2D { position += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func string() throws(Problem) -> String {
    let start = position
    position += 1
    var content: [UInt8] = []
    while let byte = next {
      if byte == 0x22 {
        position += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw Problem(kind: .jsonEncoding, offset: start)
        }
        return text
      }
      if byte < 0x20 { throw syntax("转义的控制字符", "an escaped control character") }
      if byte == 0x5C {
        try escape(&content)
      } else {
        content.append(byte)
        position += 1
      }
    }
    throw syntax("结尾的引号", "a closing quotation mark")
  }

  private mutating func escape(_ content: inout [UInt8]) throws(Problem) {
    position += 1
    let plain: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D,
      0x74: 0x09,
    ]
    if let byte = next, let meant = plain[byte] {
      content.append(meant)
      position += 1
      return
    }
    guard next == 0x75 else { throw syntax("转义符", "an escape") }
    var unit = try hexadecimal()
    if (0xD800..<0xDC00).contains(unit) {
      guard next == 0x5C, position + 1 < bytes.count, bytes[position + 1] == 0x75 else {
        throw syntax("代理对的后半", "the second half of a surrogate pair")
      }
      position += 1
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else {
        throw syntax("代理对的后半", "the second half of a surrogate pair")
      }
      unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(unit) else {
      throw syntax("一个字符", "a character")
    }
    content += Array(String(Character(scalar)).utf8)
  }

  /// Reads `uXXXX`.
  private mutating func hexadecimal() throws(Problem) -> UInt32 {
    position += 1
    guard position + 4 <= bytes.count,
      bytes[position..<(position + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(
        String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
    else { throw syntax("四位十六进制数", "four hexadecimal digits") }
    position += 4
    return unit
  }
}

extension FindingKind {
  static let jsonSyntax = FindingKind(
    "json.syntax", .error, zh: "JSON 此处应为{expected}", en: "{expectedEn} must stand here in JSON")
  static let jsonDuplicate = FindingKind(
    "json.duplicate-name", .error, zh: "JSON 对象中“{name}”重复", en: "the name “{name}” occurs twice")
  static let jsonDepth = FindingKind(
    "json.depth", .error, zh: "JSON 嵌套超过 {limit} 层", en: "JSON is nested deeper than {limit}")
  static let jsonSize = FindingKind(
    "json.size", .error, zh: "JSON 文件超过 {limit} 字节", en: "the JSON text exceeds {limit} bytes")
  static let jsonEncoding = FindingKind(
    "json.encoding", .error, zh: "JSON 文本不是有效的 UTF-8", en: "the string is not valid UTF-8")
}
