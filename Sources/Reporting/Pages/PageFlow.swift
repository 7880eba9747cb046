import Typesetting

/// A document as items that flow over pages.
struct PageFlow {
  let document: Document
  let style: PageStyle
  private(set) var items: [FlowItem] = []
  private var lines: PageRuns
  /// Anchors that the next item answers to.
  private var waiting: String?

  init(_ document: Document) {
    self.document = document
    style = document.properties.kind == .report ? .official : .working
    lines = PageRuns(destinations: Anchors.names(document.blocks))
    for block in document.blocks { add(block, Surrounding()) }
  }

  /// What a block stands in.
  private struct Surrounding {
    var indent = 0.0
    var bar: Ink?
    var isSmall = false
  }

  private func text(_ around: Surrounding) -> TextStyle {
    TextStyle(.serif, around.isSmall ? min(style.body, 10.5) : style.body)
  }

  private mutating func add(_ block: Block, _ around: Surrounding) {
    switch block {
    case .heading(let level, let content, let anchor): heading(level, content, anchor, around)
    case .paragraph(let content): paragraph(content, around)
    case .equation(let terms): equation(terms, around)
    case .list(let points):
      // The line that a list begins with does not stay behind.
      if case .paragraph(var line)? = items.last, line.runs.last?.text.hasSuffix("：") == true {
        line.keepsWithNext = true
        items[items.count - 1] = .paragraph(line)
      }
      for point in points { self.point(point, around) }
    case .table(let table): add(table)
    case .chart(let chart): add(chart)
    case .note(let tone, let blocks):
      var inner = around
      inner.indent += 12
      inner.bar = tone == .plain ? PageStyle.bar : PageStyle.mark
      for block in blocks { add(block, inner) }
    case .details(let summary, let anchor, let blocks):
      waiting = anchor ?? waiting
      paragraph(summary, around)
      var inner = around
      inner.indent += 14
      inner.isSmall = true
      for block in blocks { add(block, inner) }
    case .anchored(let anchor, let blocks):
      waiting = anchor
      for block in blocks { add(block, around) }
    case .interactive: return
    case .pageBreak: items.append(.pageBreak)
    }
  }

  private mutating func destination(_ anchor: String? = nil) -> String? {
    defer { waiting = nil }
    return (anchor ?? waiting).flatMap { lines.destinations[$0] }
  }

  // MARK: text

  private mutating func heading(
    _ level: Int, _ content: [Inline], _ anchor: String?, _ around: Surrounding
  ) {
    let look = style.heading(level)
    let shown = level == 1 ? TitleLines.divided(content, room: 440 / look.size) : content
    var heading = Paragraph(lines.runs(shown, look), pitch: look.size * 1.6)
    heading.keepsWithNext = true
    heading.before = level == 1 ? 0 : look.size * 0.8
    heading.after = level == 1 ? look.size : look.size * 0.3
    heading.alignment = level == 1 ? .center : .left
    heading.indent = around.indent
    heading.bookmark = .init(level: level, title: TextRenderer.inline(content))
    heading.destination = destination(anchor)
    items.append(.paragraph(heading))
  }

  private mutating func paragraph(_ content: [Inline], _ around: Surrounding) {
    var look = text(around)
    // A whole paragraph beside the matter is set as such, not word by word.
    var content = content
    if content.isAside {
      look.size = min(look.size * 0.75, 12)
      look.ink = PageStyle.soft
      content = content.map { if case .small(let text) = $0 { .text(text) } else { $0 } }
    }
    let ratio = style.pitch / style.body
    var paragraph = Paragraph(lines.runs(content, look), pitch: look.size * ratio)
    paragraph.firstIndent = style.hasIndent && around.bar == nil ? look.size * 2 : 0
    paragraph.indent = around.indent
    paragraph.bar = around.bar
    paragraph.after = style.hasIndent ? 0 : look.size * 0.35
    paragraph.destination = destination()
    items.append(.paragraph(paragraph))
  }

  private mutating func point(_ content: [Inline], _ around: Surrounding) {
    let look = text(around)
    let ratio = style.pitch / style.body
    let runs = [TextRun("• ", look)] + lines.runs(content, look)
    var point = Paragraph(runs, pitch: look.size * ratio)
    // Lines after the first stand behind the sign.
    point.firstIndent = -look.size * 1.3
    point.indent = around.indent + (style.hasIndent ? look.size * 2 : look.size)
    point.bar = around.bar
    items.append(.paragraph(point))
  }

  // MARK: equations

  /// Terms with unit and number beneath; terms wrap as wholes.
  private mutating func equation(_ terms: [EquationTerm], _ around: Surrounding) {
    let size = 10.0
    let room = 420 - around.indent
    var drawing = Drawing(width: room, height: 0)
    var x = 0.0
    var top = 0.0
    for term in terms {
      let texts = [term.symbol, term.unit, term.number]
      let width = (texts.map { TextWidth.of($0) }.max() ?? 1) * size + 10
      if x > 0, x + width > room {
        x = 0
        top += 46
      }
      let looks = [size, size * 0.8, size].map { TextStyle(.serif, $0) }
      for (place, text) in texts.enumerated() where !text.isEmpty {
        if term.isSign, place > 0 { continue }
        let pieces: [Inline] = place == 0 ? [.formula(text)] : [.text(text)]
        drawing.marks.append(
          .text(
            lines.runs(pieces, looks[place]), x: x + width / 2,
            y: top + 12 + Double(place) * 13, .center))
      }
      x += width
    }
    drawing.height = top + 46
    items.append(.drawing(drawing))
  }

  // MARK: tables

  private mutating func add(_ table: DocumentTable) {
    let plan = TablePlan(table)
    // Words and the caption below them do not stick together.
    if case .paragraph(var line)? = items.last, line.bookmark == nil {
      line.after = max(line.after, 8)
      items[items.count - 1] = .paragraph(line)
    }
    let caption = TextStyle(.sans, 10.5, isBold: true)
    for part in plan.parts {
      var set = FlowTable(
        caption: lines.runs([.text(part.table.caption)], caption), columns: part.widths,
        head: rows(part.table.head, plan.size), rows: rows(part.table.rows, plan.size),
        pitch: plan.size * 1.36)
      set.continued = [TextRun("（续）", caption)]
      set.padding = TablePlan.padding(plan.size)
      set.isLandscape = plan.isLandscape
      set.destination = destination()
      items.append(.table(set))
    }
  }

  private mutating func rows(_ rows: [[TableCell]], _ size: Double) -> [FlowTable.Row] {
    rows.map { row in
      let isHeading = row.count == 1 && row[0].kind == .groupHeading
      return FlowTable.Row(row.map { cell($0, size) }, keepsWithNext: isHeading)
    }
  }

  private mutating func cell(_ cell: TableCell, _ size: Double) -> FlowTable.Cell {
    let isHead = cell.kind == .columnHeading || cell.kind == .groupHeading
    let look = TextStyle(.sans, size, isBold: isHead)
    let alignment: TextAlignment =
      cell.kind == .number ? .right : cell.kind == .columnHeading ? .center : .left
    return FlowTable.Cell(
      lines.runs(cell.content, look), alignment, columns: cell.columns, rows: cell.rows,
      fill: isHead ? PageStyle.tint : nil,
      destination: cell.anchor.flatMap { lines.destinations[$0] })
  }

  // MARK: charts

  private mutating func add(_ chart: Chart) {
    let look = TextStyle(.sans, 10.5, isBold: true)
    var caption = Paragraph(lines.runs([.text(chart.caption)], look), pitch: 16)
    caption.keepsWithNext = true
    caption.before = 6
    caption.destination = destination()
    items.append(.paragraph(caption))
    items.append(.drawing(ChartDrawing.drawing(chart)))
  }
}

/// Charts as drawings.
enum ChartDrawing {
  static func drawing(_ chart: Chart) -> Drawing {
    let shapes = ChartShapes(chart, .page)
    var drawing = Drawing(width: Double(shapes.width), height: Double(shapes.height))
    drawing.marks = shapes.shapes.map { shape in
      switch shape {
      case .bar(let x, let y, let width, let height, let look):
        let fill = look == .hollow ? .white : look == .grey ? PageStyle.grey : PageStyle.bar
        return .box(
          x: Double(x), y: Double(y), width: Double(width), height: Double(height), fill: fill,
          edge: look == .hollow ? PageStyle.bar : nil)
      case .label(let text, let x, let y, let size, let anchor):
        let pieces = TextPieces.plain(text).map {
          TextRun($0.text, TextStyle(.sans, Double(size), rise: $0.rise))
        }
        return .text(pieces, x: Double(x), y: Double(y), anchor == .start ? .left : .center)
      case .rule(let x1, let y1, let x2, let y2):
        return .line(
          x1: Double(x1), y1: Double(y1), x2: Double(x2), y2: Double(y2), PageStyle.soft)
      }
    }
    return drawing
  }
}

/// The anchors of a document.
enum Anchors {
  /// A name for each of them: names of destinations in a file are ASCII, anchors are not.
  static func names(_ blocks: [Block]) -> [String: String] {
    var names: [String: String] = [:]
    for anchor in all(blocks) where names[anchor] == nil { names[anchor] = "d\(names.count + 1)" }
    return names
  }

  /// All of them, in order.
  private static func all(_ blocks: [Block]) -> [String] { blocks.flatMap(all) }

  private static func all(_ block: Block) -> [String] {
    switch block {
    case .heading(_, _, let anchor): return anchor.map { [$0] } ?? []
    case .details(_, let anchor, let blocks): return (anchor.map { [$0] } ?? []) + all(blocks)
    case .anchored(let anchor, let blocks): return [anchor] + all(blocks)
    case .note(_, let blocks): return all(blocks)
    case .table(let table): return table.rows.flatMap { $0.compactMap(\.anchor) }
    case .paragraph, .equation, .list, .chart, .interactive, .pageBreak: return []
    }
  }
}
