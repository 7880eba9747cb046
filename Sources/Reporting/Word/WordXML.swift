/// Pieces of WordprocessingML.
enum WordXML {
  static let namespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    + "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
    + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    + "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""

  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  /// Twentieths of a point.
  static func twips(_ points: Double) -> Int { Int((points * 20).rounded()) }

  /// Properties of a run.
  struct Look {
    var isBold = false
    /// The size in points; that of the style where it is nil.
    var size: Double?
    var isCode = false
    var isSoft = false
    var rise = TextRise.none

    var xml: String {
      var inner = ""
      if isCode { inner += "<w:rStyle w:val=\"Code\"/>" }
      if isBold { inner += "<w:b/>" }
      if isSoft { inner += "<w:color w:val=\"404040\"/>" }
      if let size { inner += "<w:sz w:val=\"\(Int(size * 2))\"/>" }
      switch rise {
      case .none: break
      case .below: inner += "<w:vertAlign w:val=\"subscript\"/>"
      case .above: inner += "<w:vertAlign w:val=\"superscript\"/>"
      }
      return inner.isEmpty ? "" : "<w:rPr>\(inner)</w:rPr>"
    }
  }

  static func run(_ text: String, _ look: Look = Look()) -> String {
    "<w:r>\(look.xml)<w:t xml:space=\"preserve\">\(HTMLText.escaped(text))</w:t></w:r>"
  }

  /// A paragraph.
  ///
  /// - Parameter more: further properties, in the order of the schema behind the style.
  static func paragraph(_ style: String, _ runs: String, more: String = "") -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(more)</w:pPr>\(runs)</w:p>\n"
  }
}

/// Lines of a document as runs of Word.
struct WordRuns {
  /// Names of bookmarks by the anchors of the document.
  let bookmarks: [String: String]
  /// Footnotes, as paragraphs' runs.
  private(set) var notes: [String] = []

  init(bookmarks: [String: String]) { self.bookmarks = bookmarks }

  mutating func runs(_ pieces: [Inline], _ look: WordXML.Look = .init()) -> String {
    var result = ""
    for piece in pieces { result += runs(piece, look) }
    return result
  }

  private mutating func runs(_ piece: Inline, _ look: WordXML.Look) -> String {
    switch piece {
    case .text(let text): return set(TextPieces.plain(text), look)
    case .strong(let text):
      var own = look
      own.isBold = true
      return set(TextPieces.plain(text), own)
    case .small(let text):
      var own = look
      own.isSoft = true
      own.size = look.size.map { $0 * 0.85 }
      return set(TextPieces.plain(text), own)
    case .formula(let text): return set(TextPieces.formula(text), look)
    case .code(let text):
      var own = look
      own.isCode = true
      own.size = look.size.map { $0 * 0.88 }
      return WordXML.run(text, own)
    case .link(let text, let anchor):
      return link(set(TextPieces.plain(text), look), to: bookmarks[anchor])
    case .opening(let content, let card):
      return link(runs(content, look), to: card.address.flatMap { bookmarks[$0] })
    case .footnote(let content):
      notes.append(runs(content))
      // 0 and 1 are the lines that Word puts between text and footnotes.
      return "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>"
        + "<w:footnoteReference w:id=\"\(notes.count + 1)\"/></w:r>"
    case .lineBreak: return "<w:r><w:br/></w:r>"
    }
  }

  private func set(_ pieces: [TextPiece], _ look: WordXML.Look) -> String {
    pieces.map { piece in
      var own = look
      own.rise = piece.rise
      return WordXML.run(piece.text, own)
    }.joined()
  }

  private func link(_ runs: String, to bookmark: String?) -> String {
    guard let bookmark else { return runs }
    return "<w:hyperlink w:anchor=\"\(bookmark)\" w:history=\"1\">\(runs)</w:hyperlink>"
  }
}
