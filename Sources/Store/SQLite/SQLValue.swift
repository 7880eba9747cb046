/// One value of a row. There is no floating point: numbers with a fraction are texts.
enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  /// A text, or NULL.
  static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }

  /// A whole number, or NULL.
  static func optional(_ number: Int?) -> SQLValue { number.map { .integer(Int64($0)) } ?? .null }

  /// A whole number.
  static func number(_ number: Int) -> SQLValue { .integer(Int64(number)) }

  /// The whole number, if this is one.
  var int: Int? {
    if case .integer(let number) = self { return Int(number) }
    return nil
  }

  /// The text, if this is one.
  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// The bytes, if this is a blob.
  var bytes: [UInt8]? {
    if case .blob(let bytes) = self { return bytes }
    return nil
  }

  /// Appends an encoding in which no two lists of values are the same bytes: kind, length, content.
  func encode(into bytes: inout [UInt8]) {
    func append(_ kind: String, _ content: [UInt8]) {
      bytes += Array("\(kind)\(content.count):".utf8)
      bytes += content
    }
    switch self {
    case .null: append("n", [])
    case .integer(let number): append("i", Array(String(number).utf8))
    case .text(let text): append("t", Array(text.utf8))
    case .blob(let content): append("b", content)
    }
  }
}
