/// Writes documents as XML for programs: facts, values with all their digits, content.
///
/// `Documentation/schema/document.rng` says what is written; the same things as ``JSONRenderer``.
public struct XMLRenderer {
  private var output = ""

  private init() {}

  /// The document as XML.
  public static func text(_ document: Document) -> String {
    var renderer = XMLRenderer()
    renderer.write(document)
    return renderer.output
  }

  private mutating func write(_ document: Document) {
    output += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    open(
      "document", 0,
      [
        ("xmlns", "urn:mrv:document:1"), ("version", "1"),
        ("kind", document.properties.kind.rawValue), ("title", document.title),
      ])
    for banner in document.banners { leaf("banner", 1, [], banner) }
    open("facts", 1)
    for fact in document.properties.facts { leaf("fact", 2, [("id", fact.id)], fact.value) }
    close("facts", 1)
    open("figures", 1)
    for figure in document.figures { write(figure) }
    close("figures", 1)
    open("content", 1)
    for block in document.blocks { write(block, 2) }
    close("content", 1)
    close("document", 0)
  }

  private mutating func write(_ figure: DocumentFigure) {
    let attributes: [(String, String?)] = [
      ("id", figure.id), ("symbol", figure.symbol), ("title", figure.title),
      ("role", figure.role), ("address", figure.address), ("slot", figure.slot),
      ("state", figure.state), ("value", figure.value), ("unit", figure.unit),
      ("alternative", figure.alternative), ("evidence", figure.evidence),
      ("clause", figure.clause),
    ]
    guard !figure.rows.isEmpty else { return empty("figure", 2, attributes) }
    open("figure", 2, attributes)
    for row in figure.rows { empty("row", 3, [("set", row.set), ("key", row.key)]) }
    close("figure", 2)
  }

  // MARK: content

  private mutating func write(_ block: Block, _ depth: Int) {
    switch block {
    case .heading(let level, let content, let anchor):
      leaf("heading", depth, [("level", "\(level)"), ("anchor", anchor)], text(content))
    case .paragraph(let content): leaf("paragraph", depth, [], text(content))
    case .equation(let terms):
      open("equation", depth)
      for term in terms {
        empty(
          "term", depth + 1,
          [("symbol", term.symbol), ("unit", term.unit), ("number", term.number)])
      }
      close("equation", depth)
    case .list(let points):
      open("list", depth)
      for point in points { leaf("point", depth + 1, [], text(point)) }
      close("list", depth)
    case .table(let table): write(table, depth)
    case .chart(let chart):
      open("chart", depth, [("caption", chart.caption)])
      for bar in chart.bars { leaf("bar", depth + 1, [("label", bar.label)], bar.text) }
      close("chart", depth)
    case .note(let tone, let inner):
      write("note", [("tone", tone.rawValue)], inner, depth)
    case .details(let summary, let anchor, let inner):
      write("details", [("anchor", anchor), ("text", text(summary))], inner, depth)
    case .anchored(let anchor, let inner): write("section", [("anchor", anchor)], inner, depth)
    case .interactive, .pageBreak: return
    }
  }

  private mutating func write(
    _ name: String, _ attributes: [(String, String?)], _ blocks: [Block], _ depth: Int
  ) {
    open(name, depth, attributes)
    for block in blocks { write(block, depth + 1) }
    close(name, depth)
  }

  private func text(_ content: [Inline]) -> String { TextRenderer.inline(content) }

  private mutating func write(_ table: DocumentTable, _ depth: Int) {
    open("table", depth, [("caption", table.caption)])
    for (place, row) in (table.head + table.rows).enumerated() {
      let name = place < table.head.count ? "head" : "row"
      open(name, depth + 1)
      for cell in row {
        leaf(
          "cell", depth + 2,
          [
            ("kind", cell.kind.word), ("columns", cell.columns > 1 ? "\(cell.columns)" : nil),
            ("rows", cell.rows > 1 ? "\(cell.rows)" : nil), ("figure", cell.figure),
          ], text(cell.content))
      }
      close(name, depth + 1)
    }
    close("table", depth)
  }

  // MARK: elements

  private mutating func start(
    _ name: String, _ depth: Int, _ attributes: [(String, String?)]
  ) {
    output += String(repeating: "  ", count: depth) + "<" + name
    for (name, value) in attributes {
      guard let value else { continue }
      output += " \(name)=\"\(HTMLText.escaped(value, keepsLines: true))\""
    }
  }

  private mutating func open(
    _ name: String, _ depth: Int, _ attributes: [(String, String?)] = []
  ) {
    start(name, depth, attributes)
    output += ">\n"
  }

  private mutating func close(_ name: String, _ depth: Int) {
    output += String(repeating: "  ", count: depth) + "</\(name)>\n"
  }

  private mutating func empty(_ name: String, _ depth: Int, _ attributes: [(String, String?)]) {
    start(name, depth, attributes)
    output += "/>\n"
  }

  private mutating func leaf(
    _ name: String, _ depth: Int, _ attributes: [(String, String?)], _ text: String
  ) {
    start(name, depth, attributes)
    output += ">\(HTMLText.escaped(text))</\(name)>\n"
  }
}
