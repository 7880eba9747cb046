/// The bytes of a text file with its lines, so that a finding can be shown where it is.
public struct SourceText: Sendable {
  /// The name under which findings speak of the file.
  public let file: String
  /// The content; bytes that are not UTF-8 are shown as U+FFFD.
  public let bytes: [UInt8]
  /// The offset of the first byte of each line.
  private let lineStarts: [Int]

  /// Makes a source text; lines end with LF, CR LF or CR.
  public init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    var starts = [0]
    for index in bytes.indices {
      let isEnd =
        bytes[index] == 0x0A
        || bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
      if isEnd { starts.append(index + 1) }
    }
    lineStarts = starts
  }

  /// Makes a source text of a string.
  public init(file: String, text: String) {
    self.init(file: file, bytes: Array(text.utf8))
  }

  /// A line and a column, both from 1; the column counts characters as a reader sees them.
  public struct Position: Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int
  }

  /// How many lines there are; a line break at the end begins one more, empty line.
  public var lineCount: Int { lineStarts.count }

  /// The place of a byte; offsets outside the file are taken to its nearest end.
  public func position(at offset: Int) -> Position {
    let offset = min(max(0, offset), bytes.count)
    let line = lineIndex(of: offset)
    let before = text(lineStarts[line]..<offset)
    let hasMark = line == 0 && before.unicodeScalars.first == "\u{FEFF}"
    return Position(line: line + 1, column: before.count - (hasMark ? 1 : 0) + 1)
  }

  /// The bytes of a line, counted from 1, without its line break; empty outside the file.
  public func lineRange(_ number: Int) -> Range<Int> {
    guard number >= 1, number <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The text of a line, counted from 1, without its line break; empty outside the file.
  public func line(_ number: Int) -> String { text(lineRange(number)) }

  /// The text of a range of bytes, cut to the file.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
