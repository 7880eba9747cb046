import Typesetting

/// Lines of a document as runs of text on pages.
struct PageRuns {
  /// The names of destinations by the anchors of the document.
  let destinations: [String: String]
  /// How many footnotes there were.
  private(set) var notes = 0

  init(destinations: [String: String]) { self.destinations = destinations }

  /// The runs of a line, in a style.
  mutating func runs(_ pieces: [Inline], _ style: TextStyle) -> [TextRun] {
    pieces.flatMap { runs($0, style) }
  }

  private mutating func runs(_ piece: Inline, _ style: TextStyle) -> [TextRun] {
    switch piece {
    case .text(let text): return set(TextPieces.plain(text), style)
    case .strong(let text):
      var own = style
      own.isBold = true
      return set(TextPieces.plain(text), own)
    case .small(let text):
      var own = style
      own.size = style.size * 0.85
      own.ink = PageStyle.soft
      return set(TextPieces.plain(text), own)
    case .formula(let text): return set(TextPieces.formula(text), style)
    case .code(let text):
      return [TextRun(text, TextStyle(.mono, style.size * 0.88, ink: style.ink))]
    case .link(let text, let anchor):
      return set(TextPieces.plain(text), style, link: destinations[anchor])
    case .opening(let content, let card):
      let link = card.address.flatMap { destinations[$0] }
      return runs(content, style).map { run in
        var run = run
        run.link = link
        return run
      }
    case .footnote(let content):
      notes += 1
      var mark = style
      mark.rise = .above
      let small = TextStyle(.serif, 9)
      let note = [TextRun("\(notes)　", small)] + runs(content, small)
      return [TextRun("\(notes)", mark, note: note)]
    case .lineBreak: return [TextRun("\u{2028}", style)]
    }
  }

  private func set(
    _ pieces: [TextPiece], _ style: TextStyle, link: String? = nil
  ) -> [TextRun] {
    pieces.map { piece in
      var own = style
      if piece.rise != .none { own.rise = piece.rise }
      return TextRun(piece.text, own, link: link)
    }
  }
}
