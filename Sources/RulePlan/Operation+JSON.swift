import Quantities

extension Operation {
  /// The name in JSON and in the text of a plan.
  package var name: String {
    switch self {
    case .input: "input"
    case .constant: "constant"
    case .key: "key"
    case .row: "row"
    case .slotStart: "slot-start"
    case .slotEnd: "slot-end"
    case .broadcast: "broadcast"
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply"
    case .divide: "divide"
    case .negate: "negate"
    case .power: "power"
    case .irrational: "irrational"
    case .round: "round"
    case .magnitude: "magnitude"
    case .least: "least"
    case .greatest: "greatest"
    case .compare: "compare"
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .state: "state"
    case .select: "select"
    case .firstGiven: "first-given"
    case .occursWhere: "occurs-where"
    case .choose: "choose"
    case .chosen: "chosen"
    case .lookup: "lookup"
    case .reduce: "reduce"
    case .match: "match"
    case .follow: "follow"
    case .collect: "collect"
    case .bucket: "bucket"
    case .shift: "shift"
    case .window: "window"
    case .days: "days"
    case .overlap: "overlap"
    case .daysAfter: "days-after"
    case .yearsAfter: "years-after"
    case .yearOf: "year-of"
    case .unique: "unique"
    case .allocate: "allocate"
    }
  }

  /// What the operation carries beside its operands, as members of an object.
  package var parameters: [JSON.Member] {
    func members(_ pairs: KeyValuePairs<String, JSON>) -> [JSON.Member] {
      pairs.map { JSON.Member($0, $1) }
    }
    switch self {
    case .input(let index): return members(["input": .integer(index)])
    case .constant(let value): return members(["value": value.json])
    case .power(let exponent): return members(["exponent": .integer(exponent)])
    case .irrational(let function, let rounding):
      return members(["function": .text(function.rawValue), "rounding": rounding.json])
    case .round(let rounding): return members(["rounding": rounding.json])
    case .compare(let comparison): return members(["comparison": .text(comparison.rawValue)])
    case .state(let states):
      let names = states.sorted { $0.rawValue < $1.rawValue }.map(\.name)
      return members(["states": .texts(names)])
    case .choose(let ids), .chosen(let ids): return members(["alternatives": .texts(ids)])
    case .lookup(let table, let column):
      return members(["table": .integer(table), "column": .integer(column)])
    case .reduce(let reduction), .collect(let reduction), .bucket(let reduction):
      return members(["reduction": .text(reduction.rawValue)])
    case .shift(let slots): return members(["slots": .integer(slots)])
    case .window(let reduction, let window):
      return members([
        "reduction": .text(reduction.rawValue), "slots": .integer(window.slots),
        "given": .flag(window.givenOnly),
      ])
    case .match(let rows): return members(["target": .integer(rows)])
    case .allocate(let decimals, let residue):
      return members(["decimals": .integer(decimals), "residue": .text(residue.rawValue)])
    default: return []
    }
  }
}

extension CellState {
  /// The name in JSON.
  public var name: String {
    switch self {
    case .given: "given"
    case .substituted: "substituted"
    case .notOccurring: "not-occurring"
    case .absent: "absent"
    case .poisoned: "poisoned"
    }
  }
}

extension Scalar {
  /// The value as an object with one member that says its kind.
  package var json: JSON {
    switch self {
    case .number(let number): .members(["number": .text(number.description)])
    case .flag(let flag): .members(["flag": .flag(flag)])
    case .text(let text): .members(["text": .text(text)])
    case .date(let day): .members(["date": .text(day.description)])
    }
  }
}

extension Rounding {
  /// Mode, precision and step.
  package var json: JSON {
    let decimals: Int?
    let digits: Int?
    switch precision {
    case .decimals(let count): (decimals, digits) = (count, nil)
    case .digits(let count): (decimals, digits) = (nil, count)
    }
    return .members([
      "mode": .text(mode.rawValue), "decimals": .optional(decimals), "digits": .optional(digits),
      "step": .integer(step),
    ])
  }
}

extension Grain {
  /// The grain of this name.
  public init?(name: String) {
    guard let grain = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = grain
  }

  /// The name in JSON and in rule files.
  public var name: String {
    switch self {
    case .year: "year"
    case .calendarYear: "calendar-year"
    case .quarter: "quarter"
    case .month: "month"
    case .day: "day"
    }
  }
}

extension ValueKind {
  /// The name in JSON: `number`, …, `reference 3`.
  package var name: String {
    switch self {
    case .number: "number"
    case .flag: "flag"
    case .text: "text"
    case .date: "date"
    case .reference(let rows): "reference \(rows)"
    }
  }
}
