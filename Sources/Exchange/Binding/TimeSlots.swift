import Quantities
import RulePlan

extension Grain {
  /// What the grain is called in findings.
  var words: (zh: String, en: String) {
    switch self {
    case .year: ("全期一个值", "one value for the whole period")
    case .calendarYear: ("每自然年一个值", "one value a calendar year")
    case .quarter: ("每季度一个值", "one value a quarter")
    case .month: ("每月一个值", "one value a month")
    case .day: ("每日一个值", "one value a day")
    }
  }
}

/// The slots of a period and their names.
struct TimeSlots: Sendable {
  /// Where a written period leads.
  enum Place: Hashable {
    /// One slot.
    case slot(Int)
    /// Several slots: the period is coarser than the grain.
    case slots(Range<Int>)
    /// The period is finer than the grain.
    case finer
    /// Not in the reporting period.
    case outside
  }

  let period: Period
  private var known: [String: [Place?]] = [:]

  init(_ period: Period) { self.period = period }

  /// The slots of a written period; nil means the whole reporting period.
  mutating func place(_ name: String?, _ grain: Grain) -> Place {
    let key = name ?? ""
    if let places = known[key], let place = places[grain.rawValue] { return place }
    let place = find(name, grain.division)
    known[key, default: Array(repeating: nil, count: Grain.allCases.count)][grain.rawValue] = place
    return place
  }

  private func find(_ name: String?, _ division: TimeDivision) -> Place {
    let range: (start: Day, end: Day)
    if let name {
      guard let found = period.index(ofName: name) else { return .outside }
      // A year of which the period has some months is no name of the period.
      if found.division == .calendarYear, division == .year { return .outside }
      range = period.slotRange(found.division, found.index)
    } else {
      range = (period.start, period.end)
    }
    guard let first = period.slot(containing: range.start, division),
      let last = period.slot(containing: range.end.advanced(by: -1), division)
    else { return .outside }
    let start = period.slotRange(division, first).start
    let end = period.slotRange(division, last).end
    guard start == range.start, end == range.end else { return .finer }
    return first == last ? .slot(first) : .slots(first..<(last + 1))
  }
}
