import Quantities

extension Dataset {
  /// The data set as canonical JSON, for the independent evaluator and for replay.
  public func json() -> String { structure.text() + "\n" }

  /// The data set as JSON.
  package var structure: JSON {
    .members([
      "encoding": .integer(Plan.encoding),
      "period": .texts([period.from.description, period.through.description]),
      "rows": .array(rows.map(\.json)),
      "columns": .array(columns.map(\.json)),
      "declaredSources": declaredSources.isEmpty ? nil : .array(declaredSources.map(\.json)),
    ])
  }
}

extension Dataset.DeclaredSource {
  var json: JSON {
    .members(["source": .text(source), "rows": .integer(rows), "row": .integer(row)])
  }
}

extension Dataset.Rows {
  var json: JSON {
    func days(_ days: [Day?]) -> JSON? {
      days.contains { $0 != nil } ? .array(days.map { .optional($0?.description) ?? .null }) : nil
    }
    return .members([
      "keys": .texts(keys), "parents": .integers(parents.map { Int($0) }),
      "from": days(from), "to": days(to),
      "declaredNone": declaredNone.contains(true) ? .array(declaredNone.map { .flag($0) }) : nil,
    ])
  }
}

extension Column {
  /// The values, null where there is none, and the states unless all are given.
  package var json: JSON {
    .members([
      "values": .array((0..<count).map { state($0).hasValue ? json($0) : .null }),
      "states": states.map { .texts($0.map(\.name)) },
    ])
  }

  private func json(_ index: Int) -> JSON {
    switch values {
    case .numbers(let numbers): .text(numbers[index].description)
    case .flags(let flags): .flag(flags[index])
    case .texts(let texts): .text(texts[index])
    case .dates(let days): .text(days[index].description)
    case .references(let rows): .integer(Int(rows[index]))
    }
  }
}
