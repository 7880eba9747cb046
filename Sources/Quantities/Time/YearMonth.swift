/// A natural month of a year.
public struct YearMonth: Hashable, Sendable {
  /// Year × 12 + month − 1.
  let index: Int

  init(index: Int) { self.index = index }

  /// Makes a month of the years 1 … 9999; nil for others.
  public init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    index = year * 12 + month - 1
  }

  /// Reads `2024-03`; nil for any other spelling.
  public init?(_ text: some StringProtocol) {
    guard let parts = Day.numbers(text, widths: [4, 2]) else { return nil }
    self.init(year: parts[0], month: parts[1])
  }

  /// The year.
  public var year: Int { index / 12 }
  /// The month, 1 … 12.
  public var month: Int { index % 12 + 1 }
  /// The calendar quarter, 1 … 4.
  public var quarter: Int { index % 12 / 3 + 1 }
  /// The first day.
  public var first: Day { Day(number: Day.number(year, month, 1)) }
  /// The month after.
  public var next: YearMonth { YearMonth(index: index + 1) }
  /// How many days the month has.
  public var days: Int { first.days(to: next.first) }

  /// Months from this month to another; negative where the other is earlier.
  public func months(to other: YearMonth) -> Int { other.index - index }

  /// The month this many months later.
  public func advanced(by months: Int) -> YearMonth { YearMonth(index: index + months) }
}

extension YearMonth: Comparable {
  /// Order in time.
  public static func < (left: YearMonth, right: YearMonth) -> Bool { left.index < right.index }
}

extension YearMonth: CustomStringConvertible {
  /// `2024-03`.
  public var description: String { "\(Day.padded(year, 4))-\(Day.padded(month, 2))" }
}
