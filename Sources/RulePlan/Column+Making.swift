import Quantities

extension Column {
  /// A column in which nothing is given.
  public static func absent(_ kind: ValueKind, count: Int) -> Column {
    let values: Values =
      switch kind {
      case .number: .numbers(.narrow([Int64](repeating: 0, count: count), factor: .one))
      case .flag: .flags([Bool](repeating: false, count: count))
      case .text: .texts(Texts(repeating: "", count: count))
      case .date: .dates([Day](repeating: Day(number: 0), count: count))
      case .reference: .references([Int32](repeating: -1, count: count))
      }
    return Column(values, states: [CellState](repeating: .absent, count: count))
  }

  /// The year of the period, for an input that reads it from the filing; nil for any other.
  public static func year(_ input: Input, _ period: Period, count: Int) -> Column? {
    guard input.facet == .filing, input.field == "year" else { return nil }
    let year = period.through.year
    switch input.kind {
    case .number:
      return Column(.numbers(.narrow([Int64](repeating: Int64(year), count: count), factor: .one)))
    case .text: return Column(.texts(Texts(repeating: String(year), count: count)))
    case .flag, .date, .reference: return nil
    }
  }

  /// The elements in a range.
  public func slice(_ range: Range<Int>) -> Column {
    let part: Values =
      switch values {
      case .numbers(.narrow(let all, let factor)):
        .numbers(.narrow(Array(all[range]), factor: factor))
      case .numbers(.medium(let all, let factor)):
        .numbers(.medium(Array(all[range]), factor: factor))
      case .numbers(.wide(let all)): .numbers(.wide(Array(all[range])))
      case .flags(let all): .flags(Array(all[range]))
      case .texts(let all): .texts(Texts(pool: all.pool, codes: Array(all.codes[range])))
      case .dates(let all): .dates(Array(all[range]))
      case .references(let all): .references(Array(all[range]))
      }
    return Column(part, states: states.map { Array($0[range]) })
  }
}
