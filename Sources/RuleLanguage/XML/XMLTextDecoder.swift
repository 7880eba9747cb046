/// Reads the bytes of a text or an attribute value into a text that knows its places.
///
/// libxml2 has found the document well-formed before; what this decoder cannot make sense of, it
/// takes as it stands, and the builder then prefers libxml2's reading.
struct XMLTextDecoder {
  /// Where the bytes stand, which decides what becomes of white space.
  enum Place {
    case text
    case attribute
    case section
  }

  private let bytes: [UInt8]
  private let range: Range<Int>
  private let place: Place
  private var value: [UInt8] = []
  private var pieces: [XMLText.Piece] = []
  private var runStart: Int
  /// Characters given by number, with the bytes of the reference.
  private(set) var references: [(scalar: UInt32, range: Range<Int>)] = []

  init(_ bytes: [UInt8], _ range: Range<Int>, _ place: Place) {
    self.bytes = bytes
    self.range = range
    self.place = place
    self.runStart = range.lowerBound
    value.reserveCapacity(range.count)
  }

  /// Decodes the whole range.
  mutating func decode() -> XMLText {
    var index = range.lowerBound
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "&") where place != .section: index = reference(at: index)
      case 0x0D: index = lineBreak(at: index)
      case 0x0A where place == .attribute, 0x09 where place == .attribute:
        replace(index..<(index + 1), with: [0x20])
        index += 1
      default: index += 1
      }
    }
    closeRun(at: range.upperBound)
    return XMLText(
      value: String(decoding: value, as: UTF8.self), pieces: pieces, range: range)
  }

  private mutating func lineBreak(at index: Int) -> Int {
    let next = index + 1
    let isPair = next < range.upperBound && bytes[next] == 0x0A
    let end = isPair ? next + 1 : next
    replace(index..<end, with: [place == .attribute ? 0x20 : 0x0A])
    return end
  }

  private mutating func reference(at index: Int) -> Int {
    let limit = min(range.upperBound, index + 16)
    guard let semicolon = bytes[index..<limit].firstIndex(of: UInt8(ascii: ";")) else {
      return index + 1
    }
    let name = String(decoding: bytes[(index + 1)..<semicolon], as: UTF8.self)
    let source = index..<(semicolon + 1)
    if let character = Self.predefined[name] {
      replace(source, with: [character])
    } else if let scalar = Self.number(name) {
      references.append((scalar.value, source))
      replace(source, with: Array(String(Character(scalar)).utf8))
    }
    return semicolon + 1
  }

  private static let predefined: [String: UInt8] = [
    "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"), "amp": UInt8(ascii: "&"),
    "quot": UInt8(ascii: "\""), "apos": UInt8(ascii: "'"),
  ]

  private static func number(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value =
      digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return value.flatMap(Unicode.Scalar.init)
  }

  private mutating func replace(_ source: Range<Int>, with replacement: [UInt8]) {
    closeRun(at: source.lowerBound)
    let start = value.count
    value += replacement
    pieces.append(
      XMLText.Piece(value: start..<value.count, source: source, isVerbatim: false))
    runStart = source.upperBound
  }

  private mutating func closeRun(at end: Int) {
    if runStart < end {
      let start = value.count
      value += bytes[runStart..<end]
      pieces.append(
        XMLText.Piece(value: start..<value.count, source: runStart..<end, isVerbatim: true))
    }
    runStart = end
  }
}
