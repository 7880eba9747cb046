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

  /// The elements of one of several slots that lie side by side for each row.
  public func slot(_ slot: Int, of slots: Int) -> Column {
    if slots == 1 { return self }
    func taken<A>(_ all: [A]) -> [A] {
      stride(from: slot, to: all.count, by: slots).map { all[$0] }
    }
    let part: Values =
      switch values {
      case .numbers(.narrow(let all, let factor)):
        .numbers(.narrow(taken(all), factor: factor))
      case .numbers(.medium(let all, let factor)):
        .numbers(.medium(taken(all), factor: factor))
      case .numbers(.wide(let all)): .numbers(.wide(taken(all)))
      case .flags(let all): .flags(taken(all))
      case .texts(let all): .texts(Texts(pool: all.pool, codes: taken(all.codes)))
      case .dates(let all): .dates(taken(all))
      case .references(let all): .references(taken(all))
      }
    return Column(part, states: states.map { taken($0) })
  }

  /// Columns of numbers or of flags, one for each slot, as one column with the slots of a row side
  /// by side; the first decides how many rows there are.
  public static func interleaved(_ slots: [Column]) -> Column {
    guard slots.count > 1, let rows = slots.first?.count else {
      return slots.first ?? Column(.numbers(.narrow([], factor: .one)))
    }
    var numbers: [Rational] = []
    var flags: [Bool] = []
    var states: [CellState] = []
    for row in 0..<rows {
      for slot in slots {
        states.append(row < slot.count ? slot.state(row) : .notOccurring)
        switch slot.values {
        case .numbers(let own) where row < slot.count: numbers.append(own[row])
        case .flags(let own) where row < slot.count: flags.append(own[row])
        default:
          numbers.append(.zero)
          flags.append(false)
        }
      }
    }
    let isFlags = if case .flags? = slots.first?.values { true } else { false }
    return Column(
      isFlags ? .flags(flags) : .numbers(Numbers(exactly: numbers)),
      states: states.contains { $0 != .given } ? states : nil)
  }

  /// The slots of some rows in a new order; absent where a row is nil.
  public func taking(_ rows: [Int?], slots: Int) -> Column {
    let places = rows.flatMap { row in (0..<slots).map { slot in row.map { $0 * slots + slot } } }
    func taken<A>(_ all: [A], _ none: A) -> [A] { places.map { $0.map { all[$0] } ?? none } }
    let part: Values =
      switch values {
      case .numbers(.narrow(let all, let factor)):
        .numbers(.narrow(taken(all, 0), factor: factor))
      case .numbers(.medium(let all, let factor)):
        .numbers(.medium(taken(all, 0), factor: factor))
      case .numbers(.wide(let all)): .numbers(.wide(taken(all, .zero)))
      case .flags(let all): .flags(taken(all, false))
      case .texts(let all): .texts(Texts(pool: all.pool, codes: taken(all.codes, 0)))
      case .dates(let all): .dates(taken(all, Day(number: 0)))
      case .references(let all): .references(taken(all, -1))
      }
    return Column(part, states: places.map { $0.map { state($0) } ?? .absent })
  }
}
