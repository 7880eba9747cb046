/// A reporting period of whole months, at most 100 years.
public struct Period: Hashable, Sendable {
  /// The first month.
  public let from: YearMonth
  /// The last month, inclusive.
  public let through: YearMonth

  /// Makes a period; nil where it ends before it begins or is longer than 1,200 months.
  public init?(from: YearMonth, through: YearMonth) {
    guard (0..<1200).contains(from.months(to: through)) else { return nil }
    self.from = from
    self.through = through
  }

  /// Makes the period of a calendar year; nil outside the years 1 … 9999.
  public init?(year: Int) {
    guard let from = YearMonth(year: year, month: 1),
      let through = YearMonth(year: year, month: 12)
    else { return nil }
    self.from = from
    self.through = through
  }

  /// Reads `2024` or `2022-01..2022-04`; nil for any other spelling.
  public init?(_ text: some StringProtocol) {
    if let parts = Day.numbers(text, widths: [4]) {
      self.init(year: parts[0])
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[7] == 0x2E, bytes[8] == 0x2E,
      let from = YearMonth(String(decoding: bytes[..<7], as: UTF8.self)),
      let through = YearMonth(String(decoding: bytes[9...], as: UTF8.self))
    else { return nil }
    self.init(from: from, through: through)
  }

  /// All months, in order.
  public var months: [YearMonth] {
    (from.index...through.index).map { YearMonth(index: $0) }
  }

  /// The first day.
  public var start: Day { from.first }
  /// The day after the last day.
  public var end: Day { through.next.first }
  /// How many days the period has.
  public var days: Int { start.days(to: end) }
  /// Whether the day lies in the period.
  public func contains(_ day: Day) -> Bool { start <= day && day < end }
}

extension Period: CustomStringConvertible {
  /// `2024` for a calendar year, else `2022-01..2022-04`.
  public var description: String {
    if from.month == 1, through.index == from.index + 11 { return Day.padded(from.year, 4) }
    return "\(from)..\(through)"
  }
}
