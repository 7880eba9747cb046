/// Writes documents as one HTML file without scripts, fonts or pictures from elsewhere.
///
/// Same document, same bytes.
public struct HTMLRenderer {
  private var output = ""
  /// The footnotes; they stand at the end.
  private var notes: [[Inline]] = []
  private let known: KnownText

  /// - Parameter known: what was set before; the cards of a document say the same words again and
  ///   again.
  private init(_ known: KnownText = KnownText()) { self.known = known }

  /// The document as a page.
  public static func page(_ document: Document) -> [UInt8] {
    var renderer = HTMLRenderer()
    renderer.write(document)
    return Array(renderer.output.utf8)
  }

  private mutating func write(_ document: Document) {
    let title = HTMLText.escaped(document.title)
    output += """
      <!DOCTYPE html>
      <html lang="zh-CN">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      \(HTMLStyle.sheet(banners: document.banners))</style>
      </head>
      <body>

      """
    if !document.banners.isEmpty {
      output += "<div class=\"banner\" role=\"note\">"
      output += document.banners.map { "<strong>\(HTMLText.escaped($0))</strong>" }.joined()
      output += "</div>\n"
    }
    output += "<main>\n"
    for block in document.blocks { write(block) }
    writeNotes()
    output += "</main>\n</body>\n</html>\n"
  }

  private mutating func writeNotes() {
    guard !notes.isEmpty else { return }
    output += "<section aria-label=\"注\"><ol class=\"footnotes\">\n"
    for (place, note) in notes.enumerated() {
      let number = place + 1
      output += "<li id=\"note-\(number)\">\(inline(note)) "
      output += "<a href=\"#mark-\(number)\" aria-label=\"回到注 \(number) 处\">↑</a></li>\n"
    }
    output += "</ol></section>\n"
  }

  private mutating func write(_ block: Block) {
    switch block {
    case .heading(let level, let content, let anchor):
      let name = "h\(min(max(level, 1), 4))"
      output += "<\(name)\(id(anchor))>\(inline(content))</\(name)>\n"
    case .paragraph(let content): output += "<p>\(inline(content))</p>\n"
    case .equation(let terms): write(terms)
    case .list(let points):
      output += "<ul>\n"
      for point in points { output += "<li>\(inline(point))</li>\n" }
      output += "</ul>\n"
    case .table(let table): write(table)
    case .chart(let chart): output += HTMLChart.text(chart)
    case .note(let tone, let blocks):
      output += "<div class=\"note \(tone.rawValue)\">\n"
      for block in blocks { write(block) }
      output += "</div>\n"
    case .details(let summary, let anchor, let blocks):
      output += "<details\(id(anchor))><summary>\(inline(summary))</summary>\n<div>\n"
      for block in blocks { write(block) }
      output += "</div></details>\n"
    case .anchored(let anchor, let blocks):
      output += "<section\(id(anchor))>\n"
      for block in blocks { write(block) }
      output += "</section>\n"
    case .interactive(let blocks):
      output += "<div class=\"interactive\">\n"
      for block in blocks { write(block) }
      output += "</div>\n"
    case .pageBreak: output += "<div class=\"page\"></div>\n"
    }
  }

  private func id(_ anchor: String?) -> String {
    anchor.map { " id=\"\(HTMLText.escaped($0))\"" } ?? ""
  }

  /// Terms wrap as wholes; number and unit stand beneath their symbol.
  private mutating func write(_ terms: [EquationTerm]) {
    output += "<div class=\"equation\">"
    for term in terms {
      let symbol = known.formula(term.symbol)
      guard !term.isSign else {
        output += "<span class=\"sign\">\(symbol)</span> "
        continue
      }
      output += "<span class=\"term\"><span>\(symbol)</span>"
      output += "<small>\(term.unit.isEmpty ? "&#160;" : known.plain(term.unit))</small>"
      output += "<span>\(HTMLText.escaped(term.number))</span></span> "
    }
    output += "</div>\n"
  }

  // MARK: lines

  private mutating func inline(_ pieces: [Inline]) -> String {
    var result = ""
    for piece in pieces { result += inline(piece) }
    return result
  }

  private mutating func inline(_ piece: Inline) -> String {
    switch piece {
    case .text(let text): return known.plain(text)
    case .strong(let text): return "<strong>\(known.plain(text))</strong>"
    case .small(let text): return "<small>\(known.plain(text))</small>"
    case .formula(let text): return "<span class=\"formula\">\(known.formula(text))</span>"
    case .code(let text): return "<code>\(HTMLText.escaped(text))</code>"
    case .link(let text, let target):
      return "<a href=\"#\(HTMLText.escaped(target))\">\(known.plain(text))</a>"
    case .lineBreak: return "<br>"
    case .footnote(let content):
      notes.append(content)
      let number = notes.count
      return "<sup><a id=\"mark-\(number)\" href=\"#note-\(number)\" "
        + "aria-label=\"注 \(number)\">\(number)</a></sup>"
    case .opening(let content, let card):
      var inner = HTMLRenderer(known)
      for block in card.blocks { inner.write(block) }
      return "<details class=\"card\" name=\"card\"><summary aria-label=\""
        + "\(HTMLText.escaped(card.name))\">\(inline(content))</summary>"
        + "<div class=\"open\">\n\(inner.output)</div></details>"
    }
  }

  // MARK: tables

  private mutating func write(_ table: DocumentTable) {
    let caption = HTMLText.escaped(table.caption)
    let columns = (table.head + table.rows).map { $0.reduce(0) { $0 + $1.columns } }.max() ?? 0
    let isWide = columns > 8
    // What fits a desk slides on a telephone, rather than break numbers.
    let slides = !isWide && columns > 4
    // A wide table scrolls in its frame, which must then be reachable by keyboard.
    if isWide {
      output += "<div class=\"frame\" role=\"region\" aria-label=\"\(caption)\" tabindex=\"0\">\n"
    }
    if slides { output += "<div class=\"slide\">\n" }
    output += isWide ? "<table class=\"wide\">\n" : "<table>\n"
    output += "<caption>\(known.plain(table.caption))</caption>\n"
    if !table.widths.isEmpty {
      let columns = table.widths.map { "<col style=\"width:\($0)%\">" }
      output += "<colgroup>\(columns.joined())</colgroup>\n"
    }
    if !table.head.isEmpty {
      output += "<thead>\n"
      for row in table.head { write(row, isHead: true) }
      output += "</thead>\n"
    }
    output += "<tbody>\n"
    for row in table.rows { write(row, isHead: false) }
    output += "</tbody>\n</table>\n"
    if isWide || slides { output += "</div>\n" }
  }

  private mutating func write(_ row: [TableCell], isHead: Bool) {
    output += "<tr>"
    for cell in row {
      var attributes = id(cell.anchor)
      if cell.columns > 1 { attributes += " colspan=\"\(cell.columns)\"" }
      if cell.rows > 1 { attributes += " rowspan=\"\(cell.rows)\"" }
      let name: String
      switch cell.kind {
      case .number:
        name = "td"
        attributes += " class=\"number\""
      case .text: name = isHead ? "th" : "td"
      case .rowHeading:
        name = "th"
        attributes += " scope=\"row\""
      case .columnHeading:
        name = "th"
        attributes += cell.columns > 1 ? " scope=\"colgroup\"" : " scope=\"col\""
      case .groupHeading:
        name = "th"
        attributes += " scope=\"colgroup\" class=\"group\""
      }
      output += "<\(name)\(attributes)>\(inline(cell.content))</\(name)>"
    }
    output += "</tr>\n"
  }
}

/// Lines that were set as HTML before.
private final class KnownText {
  private var plainTexts: [String: String] = [:]
  private var formulas: [String: String] = [:]

  func plain(_ text: String) -> String {
    if let known = plainTexts[text] { return known }
    let made = HTMLText.plain(text)
    plainTexts[text] = made
    return made
  }

  func formula(_ text: String) -> String {
    if let known = formulas[text] { return known }
    let made = HTMLText.formula(text)
    formulas[text] = made
    return made
  }
}
