/// Titles over two lines.
enum TitleLines {
  /// A title that takes two lines is divided at a blank, so that no word is torn.
  static func divided(_ content: [Inline], room: Double) -> [Inline] {
    let text = TextRenderer.inline(content)
    let width = TextWidth.of(text)
    guard width > room, width < room * 2 else { return content }
    let places = text.indices.filter { text[$0] == " " }
    let middle = places.min {
      let (left, right) = (TextWidth.of(text[..<$0]), TextWidth.of(text[..<$1]))
      return abs(left - width / 2) < abs(right - width / 2)
    }
    guard let middle, TextWidth.of(text[..<middle]) <= room,
      TextWidth.of(text[middle...]) <= room
    else { return content }
    return [.text(String(text[..<middle])), .lineBreak, .text(String(text[middle...].dropFirst()))]
  }
}
