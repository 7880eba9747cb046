/// Running text as a document or a screen has it.
package enum Prose {
  /// The text on one line: where it was broken in the file stands a blank, and nothing between
  /// Chinese characters or beside their punctuation, where a blank would look like a gap.
  ///
  /// A single blank inside a line stays: its author meant it.
  package static func flowed(_ text: String) -> String {
    guard
      text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 })
        || text.contains("  ") || text.first == " " || text.last == " "
    else { return text }
    var result = ""
    var gap: Substring = ""
    var rest = text[...]
    while let start = rest.first {
      if start.isWhitespace, start != "\u{3000}", start != "\u{A0}" {
        gap = rest.prefix { $0.isWhitespace && $0 != "\u{3000}" && $0 != "\u{A0}" }
        rest = rest[gap.endIndex...]
        continue
      }
      if !gap.isEmpty, let last = result.last {
        let isMeant = gap == " "
        if isMeant || !closesUp(last, start) { result.append(" ") }
      }
      gap = ""
      result.append(start)
      rest = rest.dropFirst()
    }
    return result
  }

  /// Whether nothing stands between two characters over the end of a line.
  private static func closesUp(_ left: Character, _ right: Character) -> Bool {
    let wide = (TerminalText.width(left) == 2, TerminalText.width(right) == 2)
    return (wide.0 && wide.1) || isMark(left) || isMark(right)
  }

  /// Full-width punctuation, which brings its own room.
  private static func isMark(_ character: Character) -> Bool {
    "，。；：、（）《》“”？！〔〕".contains(character)
  }
}
