import Quantities

/// How much of a plan its JSON holds.
package enum Extent: Sendable {
  /// Everything.
  case everything
  /// What can change a digit, a state or a finding: what ``Plan/hash`` covers.
  case meaning
}

extension Plan {
  /// The plan as canonical JSON: stable order of members, numbers as texts (`1.5` or `11/3`).
  public func json() -> String { json(.everything).text() + "\n" }

  /// The plan as JSON, wholly or as far as it matters to results.
  package func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    return .members([
      "encoding": .integer(Plan.encoding),
      "methodology": .text(methodology),
      "revision": words ? .integer(revision) : nil,
      "title": words ? title.json : nil,
      "rowSets": .array(rowSets.map { $0.json(extent) }),
      "tables": .array(tables.map { $0.json(extent) }),
      "inputs": .array(inputs.map(\.json)),
      "nodes": .array(nodes.map { $0.json(extent) }),
      "named": .array(named.map { $0.json(extent) }),
      "checks": .array(checks.map { $0.json(extent) }),
    ])
  }
}

extension Label {
  /// Both languages.
  package var json: JSON { .members(["zh": .text(zh), "en": .optional(en)]) }
}

extension Citation {
  /// Clause, source, evidence, note.
  package var json: JSON {
    .members([
      "clause": .optional(clause), "source": .optional(source),
      "evidence": .text(evidence.rawValue), "note": .optional(note),
    ])
  }
}

extension UnitLabel {
  /// The text and what depends on a row's key.
  package var json: JSON {
    .members([
      "text": .text(text),
      "parts": parts.isEmpty
        ? nil
        : .array(
          parts.map { part in
            .members([
              "placeholder": .text(part.placeholder), "rows": .integer(part.rows),
              "table": .optional(part.table), "column": .optional(part.column),
            ])
          }),
    ])
  }
}

extension Shape {
  /// Row set and grain.
  package var json: JSON {
    .members(["rows": .integer(rows), "grain": .text(grain.name)])
  }
}

extension RowSet {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    let source: JSON
    switch keys {
    case .free: source = .text("free")
    case .table(let table, let extensible):
      source = .members(["table": .integer(table), "extensible": .flag(extensible)])
    case .derived(let table, let keyColumn, let fixed):
      source = .members([
        "table": .integer(table), "keyColumn": .integer(keyColumn),
        "fixed": .array(fixed.sorted { $0.key < $1.key }.map { .integers([$0.key, $0.value]) }),
      ])
    }
    return .members([
      "id": .text(id), "title": words ? title.json : nil, "parent": .optional(parent),
      "keys": source, "validity": .flag(hasValidity), "group": words ? .optional(group) : nil,
      "personal": words && isPersonal ? .flag(true) : nil,
    ])
  }
}

extension Input {
  var json: JSON {
    .members([
      "id": .text(id), "facet": .text(facet.rawValue), "field": .optional(field),
      "shape": shape.json, "kind": .text(kind.name),
      "choices": choices.isEmpty ? nil : .texts(choices),
    ])
  }
}

extension Node {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    let head: [JSON.Member] = [
      .init("op", .text(operation.name)), .init("args", .integers(operands)),
      .init("shape", shape.json), .init("kind", .text(kind.name)),
    ]
    let tail: [JSON.Member] = [
      words ? JSON.optional(label).map { .init("label", $0) } : nil,
      words ? JSON.optional(unit).map { .init("unit", $0) } : nil,
    ].compactMap { $0 }
    return .object(head + operation.parameters + tail)
  }
}

extension Check {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    let condition: JSON
    switch test {
    case .fires(let node): condition = .members(["fires": .integer(node)])
    case .detector(let name, let operands, let parameters):
      condition = .members([
        "detector": .text(name), "operands": .integers(operands),
        "parameters": .object(
          parameters.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) }),
      ])
    }
    return .members([
      "id": .text(id), "severity": .text(severity), "message": words ? message.json : nil,
      "arguments": .object(
        arguments.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) }),
      "test": condition, "reviewRow": words ? .optional(reviewRow) : nil,
      "acceptance": words ? acceptance?.json : nil, "citation": words ? citation.json : nil,
    ])
  }
}
