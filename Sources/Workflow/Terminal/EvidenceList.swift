import RulePlan

/// How well each element of a methodology is known.
struct EvidenceList {
  /// One element and how well it is known.
  struct Item {
    let kind: String
    let name: String
    let citation: Citation

    var json: JSON {
      .members([
        "kind": .text(kind), "name": .text(name), "evidence": .text(citation.evidence.rawValue),
        "clause": .optional(citation.clause), "source": .optional(citation.source),
      ])
    }
  }

  /// Elements in the order: named values, alternatives, tables' cells, checks, clauses.
  let items: [Item]

  init(_ plan: Plan, _ method: Method) {
    var items: [Item] = []
    for named in plan.named {
      items.append(Item(kind: named.role.rawValue, name: named.id, citation: named.citation))
      for alternative in named.alternatives {
        items.append(
          Item(
            kind: "alternative", name: "\(named.id)/\(alternative.id)",
            citation: alternative.citation))
      }
    }
    for table in plan.tables.map(\.printed) {
      for row in table.rows {
        for (column, cell) in zip(table.columns, row.cells) where cell.content != .absent {
          let keys = row.keys.map(\.plainText).joined(separator: ", ")
          items.append(
            Item(kind: "table", name: "\(table.id)[\(keys)].\(column.id)", citation: cell.citation))
        }
      }
    }
    for check in plan.checks {
      items.append(Item(kind: "check", name: check.id, citation: check.citation))
    }
    for source in method.sources {
      items.append(Item(kind: "source", name: source.id, citation: source.citation))
    }
    self.items = items
  }

  /// Those that are known less well than a floor; what is true by definition or computed is fine.
  func below(_ floor: Evidence) -> [Item] {
    items.filter { $0.citation.evidence.rank < floor.rank }
  }

  /// One line each.
  static func text(_ items: [Item]) -> String {
    var table = TextTable()
    for item in items {
      table.add([
        "  " + item.citation.evidence.rawValue, item.kind, item.name, item.citation.clause ?? "",
      ])
    }
    return table.text
  }
}

extension Evidence {
  /// How far something can be relied on.
  var rank: Int {
    switch self {
    case .primary, .definition, .derived: 2
    case .secondary: 1
    case .recalled: 0
    }
  }
}

extension Scalar {
  /// The value without quotes.
  var plainText: String {
    switch self {
    case .number(let number): number.description
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): text
    case .date(let day): day.description
    }
  }
}
