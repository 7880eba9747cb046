/// A division of a reporting period into slots.
public enum TimeDivision: Int, Sendable, Comparable, CaseIterable {
  /// One slot: the whole period, whatever its length.
  case year = 0
  /// One slot for each calendar year that the period touches.
  case calendarYear
  /// One slot for each calendar quarter that the period touches.
  case quarter
  /// One slot for each natural month.
  case month
  /// One slot for each day.
  case day

  /// Coarser before finer.
  public static func < (left: TimeDivision, right: TimeDivision) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension TimeDivision {
  /// How many months a slot has that is not cut; a month for what is finer.
  fileprivate var months: Int {
    switch self {
    case .year, .calendarYear: 12
    case .quarter: 3
    case .month, .day: 1
    }
  }
}

extension Period {
  /// How many slots the period has in a division.
  public func slotCount(_ division: TimeDivision) -> Int {
    switch division {
    case .year: 1
    case .calendarYear: through.year - from.year + 1
    case .quarter: through.index / 3 - from.index / 3 + 1
    case .month: from.months(to: through) + 1
    case .day: days
    }
  }

  /// First day of a slot and the day after its last; years and quarters are cut to the period.
  ///
  /// - Precondition: `index` is at least 0 and below ``slotCount(_:)``.
  public func slotRange(_ division: TimeDivision, _ index: Int) -> (start: Day, end: Day) {
    precondition(
      index >= 0 && index < slotCount(division), "Period.slotRange: no such slot; please report")
    switch division {
    case .year:
      return (start, end)
    case .calendarYear:
      return cut((from.year + index) * 12, months: 12)
    case .quarter:
      return cut((from.index / 3 + index) * 3, months: 3)
    case .month:
      let month = from.advanced(by: index)
      return (month.first, month.next.first)
    case .day:
      let day = start.advanced(by: index)
      return (day, day.advanced(by: 1))
    }
  }

  /// So many months from a month on, cut to the period.
  private func cut(_ first: Int, months: Int) -> (start: Day, end: Day) {
    let begin = YearMonth(index: max(first, from.index))
    let after = YearMonth(index: min(first + months, through.index + 1))
    return (begin.first, after.first)
  }

  /// The slot that a day lies in; nil outside the period.
  public func slot(containing day: Day, _ division: TimeDivision) -> Int? {
    guard contains(day) else { return nil }
    switch division {
    case .year: return 0
    case .calendarYear: return day.year - from.year
    case .quarter: return day.yearMonth.index / 3 - from.index / 3
    case .month: return from.months(to: day.yearMonth)
    case .day: return start.days(to: day)
    }
  }

  /// For each slot of the finer division the slot of the coarser one that it lies in.
  ///
  /// - Precondition: `coarse` is not finer than `fine`.
  public func coarser(from fine: TimeDivision, to coarse: TimeDivision) -> [Int32] {
    precondition(coarse <= fine, "Period.coarser: the target is finer; please report")
    if fine == coarse { return (0..<slotCount(fine)).map { Int32($0) } }
    switch (fine, coarse) {
    case (_, .year), (.year, _):
      return [Int32](repeating: 0, count: slotCount(fine))
    case (.day, _):
      var result: [Int32] = []
      result.reserveCapacity(days)
      for month in months {
        let slot = Int32(month.index / coarse.months - from.index / coarse.months)
        for _ in 0..<month.days { result.append(slot) }
      }
      return result
    case (.quarter, _):
      return (from.index / 3...through.index / 3).map { Int32($0 / 4 - from.year) }
    default:
      let length = coarse.months
      return (from.index...through.index).map { Int32($0 / length - from.index / length) }
    }
  }

  /// The name of a slot: `2022-01..2022-04`, `2024`, `2024-Q1`, `2024-03`, `2024-03-15`.
  ///
  /// - Precondition: `index` is at least 0 and below ``slotCount(_:)``.
  public func name(_ division: TimeDivision, _ index: Int) -> String {
    precondition(
      index >= 0 && index < slotCount(division), "Period.name: no such slot; please report")
    switch division {
    case .year: return description
    case .calendarYear: return Day.padded(from.year + index, 4)
    case .quarter:
      let quarter = from.index / 3 + index
      return "\(Day.padded(quarter / 4, 4))-Q\(quarter % 4 + 1)"
    case .month: return from.advanced(by: index).description
    case .day: return start.advanced(by: index).description
    }
  }

  /// The slot with a name as ``name(_:_:)`` gives it; nil where the period has none such.
  ///
  /// The year of a period of one calendar year is the whole period.
  public func index(ofName name: String) -> (division: TimeDivision, index: Int)? {
    if name == description { return (.year, 0) }
    if let month = YearMonth(name) {
      guard from <= month, month <= through else { return nil }
      return (.month, from.months(to: month))
    }
    if let year = Day.numbers(name, widths: [4])?.first {
      guard (from.year...through.year).contains(year) else { return nil }
      return (.calendarYear, year - from.year)
    }
    if let day = Day(name) { return slot(containing: day, .day).map { (.day, $0) } }
    let bytes = Array(name.utf8)
    guard bytes.count == 7, bytes[4] == 0x2D, bytes[5] == 0x51,
      (0x31...0x34).contains(bytes[6]),
      let year = Day.numbers(name.prefix(4), widths: [4])?.first
    else { return nil }
    let index = year * 4 + Int(bytes[6]) - 0x31 - self.from.index / 3
    return index >= 0 && index < slotCount(.quarter) ? (.quarter, index) : nil
  }
}
