import Diagnostics

/// Takes the words of one line of a case file, remembering where each stood.
struct LineScanner {
  /// A word and whether it stood in quotation marks.
  struct Word {
    var text: String
    var quoted: Bool
    var range: Range<Int>
  }

  let bytes: [UInt8]
  let file: String
  /// The bytes of the line, without its end.
  let line: Range<Int>
  private(set) var position: Int

  init(_ bytes: [UInt8], file: String, line: Range<Int>) {
    self.bytes = bytes
    self.file = file
    self.line = line
    self.position = line.lowerBound
  }

  /// The whole line as a place, without a comment and blanks around it.
  var origin: Origin {
    var scanner = LineScanner(bytes, file: file, line: line)
    let words = scanner.rest()
    return .source(file: file, range: words?.range ?? line)
  }

  func origin(_ range: Range<Int>) -> Origin { .source(file: file, range: range) }

  /// The place of the next word, or the end of the line.
  var next: Origin {
    var ahead = self
    guard let word = ahead.word() else {
      let end = min(ahead.position, line.upperBound)
      return .source(file: file, range: end..<end)
    }
    return .source(file: file, range: word.range)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  /// Whether only a comment or nothing is left.
  mutating func isAtEnd() -> Bool {
    while position < line.upperBound, Self.isBlank(bytes[position]) { position += 1 }
    // A number sign starts a comment only after a blank: methodology#figure is one word.
    return position >= line.upperBound || bytes[position] == 0x23
  }

  /// The next word: quoted text, or what stands up to a blank outside brackets.
  mutating func word() -> Word? {
    guard !isAtEnd() else { return nil }
    if bytes[position] == 0x22 { return quoted() }
    let start = position
    var inKey = false
    while position < line.upperBound {
      let byte = bytes[position]
      if byte == 0x5C, inKey, position + 1 < line.upperBound {
        position += 2
        continue
      }
      if byte == 0x5B { inKey = true }
      if byte == 0x5D { inKey = false }
      if Self.isBlank(byte), !inKey { break }
      position += 1
    }
    return Word(text: text(start..<position), quoted: false, range: start..<position)
  }

  /// The next word if it is this unquoted one.
  mutating func take(_ text: String) -> Bool {
    var ahead = self
    guard let word = ahead.word(), !word.quoted, word.text == text else { return false }
    self = ahead
    return true
  }

  /// The next word without taking it.
  func peek() -> Word? {
    var ahead = self
    return ahead.word()
  }

  /// What is left of the line, without a comment.
  mutating func rest() -> Word? {
    guard let first = word() else { return nil }
    if first.quoted, isAtEnd() { return first }
    var end = first.range.upperBound
    while let word = word() { end = word.range.upperBound }
    let range = first.range.lowerBound..<end
    return Word(text: text(range), quoted: false, range: range)
  }

  /// A quoted text; nil where its end is missing.
  private mutating func quoted() -> Word? {
    let start = position
    var content: [UInt8] = []
    var index = start + 1
    while index < line.upperBound {
      var byte = bytes[index]
      if byte == 0x22 {
        position = index + 1
        return Word(
          text: String(decoding: content, as: UTF8.self), quoted: true, range: start..<position)
      }
      if byte == 0x5C, index + 1 < line.upperBound, [0x22, 0x5C].contains(bytes[index + 1]) {
        index += 1
        byte = bytes[index]
      }
      content.append(byte)
      index += 1
    }
    // The text runs to the end of the line; the caller finds the mark at its beginning only.
    position = line.upperBound
    return Word(
      text: String(decoding: bytes[start..<line.upperBound], as: UTF8.self), quoted: false,
      range: start..<line.upperBound)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
