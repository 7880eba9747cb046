import RulePlan

/// Writes documents as JSON for programs: facts, values with all their digits, content.
///
/// `Documentation/schema/document.schema.json` says what is written. Numbers are texts.
public enum JSONRenderer {
  /// The document as one object.
  public static func text(_ document: Document) -> String {
    let properties = document.properties
    let json = JSON.members([
      "format": .text("mrv-document"), "version": .integer(1),
      "kind": .text(properties.kind.rawValue), "title": .text(document.title),
      "banners": .texts(document.banners),
      "facts": .array(
        properties.facts.map { .members(["id": .text($0.id), "value": .text($0.value)]) }),
      "figures": .array(document.figures.map(figure)),
      "content": .array(document.blocks.flatMap(blocks)),
    ])
    return json.text(linesTo: 2) + "\n"
  }

  private static func figure(_ figure: DocumentFigure) -> JSON {
    .members([
      "id": .text(figure.id), "symbol": .text(figure.symbol), "title": .text(figure.title),
      "role": .text(figure.role), "address": .text(figure.address),
      "rows": .array(
        figure.rows.map { .members(["set": .text($0.set), "key": .text($0.key)]) }),
      "slot": .optional(figure.slot), "state": .text(figure.state),
      "value": .optional(figure.value), "unit": .optional(figure.unit),
      "alternative": .optional(figure.alternative), "evidence": .text(figure.evidence),
      "clause": .optional(figure.clause),
    ])
  }

  // MARK: content

  /// A block; what only opens on a screen is left out.
  private static func blocks(_ block: Block) -> [JSON] {
    switch block {
    case .heading(let level, let content, let anchor):
      return [
        .members([
          "type": .text("heading"), "level": .integer(level), "anchor": .optional(anchor),
          "text": text(content),
        ])
      ]
    case .paragraph(let content):
      return [.members(["type": .text("paragraph"), "text": text(content)])]
    case .equation(let terms):
      let list = terms.map {
        JSON.members([
          "symbol": .text($0.symbol), "unit": .text($0.unit), "number": .text($0.number),
        ])
      }
      return [.members(["type": .text("equation"), "terms": .array(list)])]
    case .list(let points):
      return [.members(["type": .text("list"), "points": .array(points.map(text))])]
    case .table(let table): return [self.table(table)]
    case .chart(let chart):
      let bars = chart.bars.map {
        JSON.members(["label": .text($0.label), "text": .text($0.text)])
      }
      return [
        .members([
          "type": .text("chart"), "caption": .text(chart.caption), "bars": .array(bars),
        ])
      ]
    case .note(let tone, let inner):
      return [
        .members([
          "type": .text("note"), "tone": .text(tone.rawValue),
          "content": .array(inner.flatMap(blocks)),
        ])
      ]
    case .details(let summary, let anchor, let inner):
      return [
        .members([
          "type": .text("details"), "anchor": .optional(anchor), "text": text(summary),
          "content": .array(inner.flatMap(blocks)),
        ])
      ]
    case .anchored(let anchor, let inner):
      return [
        .members([
          "type": .text("section"), "anchor": .text(anchor),
          "content": .array(inner.flatMap(blocks)),
        ])
      ]
    case .interactive, .pageBreak: return []
    }
  }

  private static func text(_ content: [Inline]) -> JSON { .text(TextRenderer.inline(content)) }

  private static func table(_ table: DocumentTable) -> JSON {
    .members([
      "type": .text("table"), "caption": .text(table.caption),
      "head": .array(table.head.map { .array($0.map(cell)) }),
      "rows": .array(table.rows.map { .array($0.map(cell)) }),
    ])
  }

  private static func cell(_ cell: TableCell) -> JSON {
    .members([
      "kind": .text(cell.kind.word), "text": text(cell.content),
      "columns": cell.columns > 1 ? .integer(cell.columns) : nil,
      "rows": cell.rows > 1 ? .integer(cell.rows) : nil, "figure": .optional(cell.figure),
    ])
  }
}

extension TableCell.Kind {
  /// The name in the machine formats.
  var word: String {
    switch self {
    case .number: "number"
    case .text: "text"
    case .rowHeading: "row-heading"
    case .columnHeading: "column-heading"
    case .groupHeading: "group-heading"
    }
  }
}

extension TableCell {
  /// The address of the value that the cell shows.
  var figure: String? {
    for case .opening(_, let card) in content { return card.address }
    return nil
  }
}
