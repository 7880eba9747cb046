import Quantities

extension Table {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    return .members([
      "id": .text(id), "title": words ? title.json : nil,
      "keys": .array(keys.map { $0.json(extent) }),
      "columns": .array(columns.map { $0.json(extent) }),
      "rows": .array(rows.map { $0.json(extent) }),
      "dating": .text(dating.rawValue), "extensible": isExtensible ? .flag(true) : nil,
      "boundary": boundary.map { .integers([$0.table, $0.position, $0.value]) },
      "citation": words ? citation.json : nil,
    ])
  }
}

extension Table.Key {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    return .members([
      "id": .text(id), "title": words ? title.json : nil, "match": .text(match.rawValue),
      "number": .flag(isNumber), "unit": words ? unit?.json : nil,
    ])
  }
}

extension Table.Column {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    return .members([
      "id": .text(id), "title": words ? title.json : nil, "kind": .text(kind.name),
      "unit": unit?.json,
    ])
  }
}

extension Table.Row {
  func json(_ extent: Extent) -> JSON {
    .members([
      "keys": .array(keys.map(\.json)), "cells": .array(cells.map { $0.json(extent) }),
      "from": .optional(from?.description), "to": .optional(to?.description),
    ])
  }
}

extension Table.Cell {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    let value: JSON
    switch content {
    case .value(let scalar): value = scalar.json
    case .absent: value = .null
    case .doubtful(let printed): value = .members(["doubtful": .text(printed)])
    case .notOccurring(let reason): value = .members(["not-occurring": .text(reason)])
    }
    return .members([
      "value": value, "range": words ? range?.json : nil, "citation": words ? citation.json : nil,
    ])
  }
}
