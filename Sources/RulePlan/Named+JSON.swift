import Quantities

extension Named {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    return .members([
      "id": .text(id), "symbol": .text(symbol), "title": words ? title.json : nil,
      "role": .text(role.rawValue), "node": .integer(node), "unit": unit?.json,
      "shownAs": words ? shownAs?.json : nil, "formula": words ? .optional(formula) : nil,
      "rounding": rounding?.json, "citation": words ? citation.json : nil,
      "source": words ? .optional(source) : nil, "concept": words ? .optional(concept) : nil,
      "inputKind": words ? .optional(inputKind) : nil, "chosen": .optional(chosen),
      "alternatives": alternatives.isEmpty ? nil : .array(alternatives.map { $0.json(extent) }),
      "plausible": plausible?.json, "measurement": words ? measurement?.json : nil,
      "declaration": words ? declaration?.json : nil,
      "condition": words ? condition?.json : nil,
      "personal": words && isPersonal ? .flag(true) : nil,
    ])
  }
}

extension Named.Condition {
  var json: JSON {
    .members([
      "kind": .text(kind), "decides": .text(decidesRows ? "rows" : "result"),
      "message": message.json, "acceptance": acceptance?.json,
    ])
  }
}

extension ClosedRange<Rational> {
  /// Both ends.
  package var json: JSON { .texts([lowerBound.description, upperBound.description]) }
}

extension Named.Alternative {
  func json(_ extent: Extent) -> JSON {
    let words = extent == .everything
    return .members([
      "id": .text(id), "title": words ? title.json : nil,
      "formula": words ? .optional(formula) : nil, "citation": words ? citation.json : nil,
    ])
  }
}

extension Named.Measurement {
  var json: JSON {
    .members([
      "how": .optional(how), "every": .optional(every), "record": .optional(record),
      "standard": .optional(standard),
      "crossChecks": crossChecks.isEmpty ? nil : .texts(crossChecks),
    ])
  }
}

extension Named.Declaration {
  var json: JSON {
    .members(["file": .text(file), "range": .integers([range.lowerBound, range.upperBound])])
  }
}
