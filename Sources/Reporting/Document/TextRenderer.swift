/// Writes documents as plain text for terminals and mails.
public struct TextRenderer {
  private var output = ""

  private init() {}

  /// The document as text; folded parts and what values open to stand indented.
  public static func text(_ document: Document) -> String {
    var renderer = TextRenderer()
    for banner in document.banners { renderer.line("【\(banner)】", 0) }
    for block in document.blocks { renderer.write(block, 0) }
    return renderer.output
  }

  private mutating func line(_ text: String, _ depth: Int) {
    output += String(repeating: "  ", count: depth) + text + "\n"
  }

  private mutating func write(_ block: Block, _ depth: Int) {
    switch block {
    case .heading(let level, let content, _):
      output += "\n"
      line(String(repeating: "#", count: level) + " " + Self.inline(content), depth)
    case .paragraph(let content):
      for part in Self.inline(content).split(separator: "\n") { line(String(part), depth) }
    case .equation(let terms):
      line(terms.map(\.symbol).joined(separator: " "), depth)
      line(terms.map { $0.number + " " + $0.unit }.joined(separator: " "), depth)
    case .list(let points):
      for point in points { line("- " + Self.inline(point), depth) }
    case .table(let table): write(table, depth)
    case .chart(let chart):
      line(chart.caption, depth)
      for bar in chart.bars { line("\(bar.label)：\(bar.text)", depth + 1) }
    case .note(let tone, let blocks):
      line(tone == .plain ? "注" : tone == .warning ? "注意" : "错误", depth)
      for block in blocks { write(block, depth + 1) }
    case .details(let summary, _, let blocks):
      line(Self.inline(summary), depth)
      for block in blocks { write(block, depth + 1) }
    case .anchored(_, let blocks): for block in blocks { write(block, depth) }
    case .interactive: return
    case .pageBreak: output += "\n"
    }
  }

  private mutating func write(_ table: DocumentTable, _ depth: Int) {
    line(table.caption, depth)
    for row in table.head + table.rows {
      let cells = row.map { Self.inline($0.content).replacing("\n", with: " / ") }
      line("| " + cells.joined(separator: " | ") + " |", depth + 1)
    }
  }

  /// The words of a line; what values open to is left out.
  static func inline(_ pieces: [Inline]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .strong(let text), .small(let text), .formula(let text),
        .code(let text), .link(let text, _):
        return visible(text)
      case .opening(let content, _): return inline(content)
      case .footnote(let content): return "（注：\(inline(content))）"
      case .lineBreak: return "\n"
      }
    }.joined()
  }

  /// Control characters of a foreign text must not reach a terminal.
  private static func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar -> Unicode.Scalar in
          if scalar == "\n" || scalar == "\t" { return " " }
          return scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar
        }))
  }
}
