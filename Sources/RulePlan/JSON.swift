/// A JSON text in the making; members keep the order in which they are given.
///
/// The printed form is canonical: no blanks but line ends asked for, no floating-point numbers,
/// control characters as `\u00XX`, everything else as it is. Same value, same bytes.
package enum JSON: Hashable, Sendable {
  /// Nothing.
  case null
  /// Yes or no.
  case flag(Bool)
  /// A whole number; quantities are texts.
  case integer(Int)
  /// A text.
  case text(String)
  /// Elements in order.
  case array([JSON])
  /// Members in order.
  case object([Member])

  /// One member of an object.
  package struct Member: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The value.
    package let value: JSON

    /// Makes a member.
    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object of the members that have a value.
  package static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// A text, or nothing.
  package static func optional(_ text: String?) -> JSON? { text.map { .text($0) } }

  /// A whole number, or nothing.
  package static func optional(_ number: Int?) -> JSON? { number.map { .integer($0) } }

  /// Whole numbers in order.
  package static func integers(_ numbers: some Sequence<Int>) -> JSON {
    .array(numbers.map { .integer($0) })
  }

  /// Texts in order.
  package static func texts(_ texts: some Sequence<String>) -> JSON {
    .array(texts.map { .text($0) })
  }

  /// The canonical text; elements of arrays down to this depth each start a line.
  package func text(linesTo depth: Int = 2) -> String {
    var bytes: [UInt8] = []
    write(into: &bytes, level: 0, depth: depth)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The canonical bytes without line ends.
  package func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes, level: 0, depth: 0)
    return bytes
  }

  private func write(into bytes: inout [UInt8], level: Int, depth: Int) {
    switch self {
    case .null: bytes += Array("null".utf8)
    case .flag(let flag): bytes += Array((flag ? "true" : "false").utf8)
    case .integer(let number): bytes += Array(String(number).utf8)
    case .text(let text): Self.quote(text, into: &bytes)
    case .array(let elements):
      Self.list(elements, "[", "]", into: &bytes, level, depth) { element, bytes in
        element.write(into: &bytes, level: level + 1, depth: depth)
      }
    case .object(let members):
      Self.list(members, "{", "}", into: &bytes, level, depth) { member, bytes in
        Self.quote(member.name, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(into: &bytes, level: level + 1, depth: depth)
      }
    }
  }

  private static func list<T>(
    _ items: [T], _ open: String, _ close: String, into bytes: inout [UInt8], _ level: Int,
    _ depth: Int, _ write: (T, inout [UInt8]) -> Void
  ) {
    bytes += Array(open.utf8)
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if level < depth { bytes.append(UInt8(ascii: "\n")) }
      write(item, &bytes)
    }
    if level < depth, !items.isEmpty { bytes.append(UInt8(ascii: "\n")) }
    bytes += Array(close.utf8)
  }

  private static func quote(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        bytes += Array(("\\u00" + (hex.utf8.count == 1 ? "0" : "") + hex).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
