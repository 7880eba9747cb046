import Quantities

/// How finely a value is divided in time.
public enum Grain: Int, Sendable, Comparable, CaseIterable {
  /// One value for the whole reporting period.
  case year = 0
  /// One value for each calendar year of the period: for reductions the vintage.
  case calendarYear
  /// One value a quarter.
  case quarter
  /// One value a natural month.
  case month
  /// One value a day.
  case day

  /// The same as a division of a reporting period.
  public var division: TimeDivision {
    switch self {
    case .year: .year
    case .calendarYear: .calendarYear
    case .quarter: .quarter
    case .month: .month
    case .day: .day
    }
  }

  /// Coarser before finer.
  public static func < (left: Grain, right: Grain) -> Bool { left.rawValue < right.rawValue }
}

/// The axes of a value: a row set with all its ancestors, and a grain of time.
public struct Shape: Hashable, Sendable {
  /// Index into ``Plan/rowSets``.
  public var rows: Int
  /// The division in time.
  public var grain: Grain

  /// Makes a shape.
  public init(rows: Int, grain: Grain) {
    self.rows = rows
    self.grain = grain
  }

  /// One value for the filing and its period.
  public static let filing = Shape(rows: 0, grain: .year)
}
