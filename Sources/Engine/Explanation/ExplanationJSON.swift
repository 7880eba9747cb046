import Quantities
import RulePlan

extension ExplanationNode {
  /// The tree as JSON with exact numbers, so that a replay can recompute every step from its
  /// leaves: inputs, constants and table cells.
  public func json() -> String { structure.text(linesTo: 0) + "\n" }

  /// The tree as JSON.
  package var structure: JSON {
    var members: [JSON.Member] = [
      .init("id", .text("n\(node).\(element)")), .init("kind", .text(kind.rawValue)),
      .init("op", .text(operation.name)), .init("place", .integer(place)),
    ]
    // The value of a constant and the cell of a look-up stand below, like every value.
    members += operation.parameters.filter { !["table", "column", "value"].contains($0.name) }
    func add(_ name: String, _ value: JSON?) {
      if let value { members.append(.init(name, value)) }
    }
    add("name", .optional(named?.addressName))
    add("title", named?.title.json)
    add("label", .optional(label))
    add("unit", .optional(unit))
    add("state", .text(state.name))
    add("value", value?.json)
    add("before-rounding", beforeRounding.map { .text($0.description) })
    add("address", .text(address))
    add("alternative", .optional(alternative?.id))
    add("citation", (alternative?.citation ?? named?.citation)?.json)
    if !cells.isEmpty { add("cells", .array(cells.map(\.json))) }
    if omitted > 0 { add("omitted", .integer(omitted)) }
    if isRepeated { add("repeated", .flag(true)) }
    if !children.isEmpty { add("children", .array(children.map(\.structure))) }
    return .object(members)
  }
}

extension ExplanationNode.TableCell {
  var json: JSON {
    .members([
      "table": .text(tableID), "title": table.json, "keys": .texts(keys), "column": column.json,
      "unit": .optional(unit), "value": .text(cell.text ?? ""),
      "weight": .text(weight.description), "citation": cell.citation.json,
    ])
  }
}

extension Value {
  /// The value as JSON: numbers and days as texts.
  package var json: JSON {
    switch self {
    case .number(let number): .text(number.description)
    case .flag(let flag): .flag(flag)
    case .text(let text): .text(text)
    case .date(let day): .text(day.description)
    case .reference(let row): .integer(row)
    }
  }
}
