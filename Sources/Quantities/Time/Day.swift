/// A day of the proleptic Gregorian calendar, without time zone.
public struct Day: Hashable, Sendable {
  /// Days since 1970-01-01; negative before.
  public let number: Int32

  /// Makes the day that is this many days after 1970-01-01.
  public init(number: Int32) { self.number = number }

  /// Makes a day of the years 1 … 9999; nil where the calendar has none.
  public init?(year: Int, month: Int, day: Int) {
    guard let last = Day.daysIn(month: month, year: year), (1...last).contains(day) else {
      return nil
    }
    number = Day.number(year, month, day)
  }

  /// Reads `2024-03-05`; nil for any other spelling and for days that do not exist.
  public init?(_ text: some StringProtocol) {
    guard let parts = Day.numbers(text, widths: [4, 2, 2]) else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }

  /// Days from this day to another; negative where the other is earlier.
  public func days(to other: Day) -> Int { Int(other.number) - Int(number) }

  /// The day this many days later, held within the years 1 … 9999.
  public func advanced(by days: Int) -> Day {
    let (sum, over) = Int(number).addingReportingOverflow(days)
    let target = over ? (days < 0 ? Int.min : Int.max) : sum
    return Day(number: Int32(min(max(target, -719_162), 2_932_896)))
  }

  /// The day this many days later; nil outside the years 1 … 9999.
  public func moved(days: Int) -> Day? {
    let (sum, over) = Int(number).addingReportingOverflow(days)
    return over || !(-719_162...2_932_896).contains(sum) ? nil : Day(number: Int32(sum))
  }

  /// The same day this many years later, 28 February where that year has no 29th; nil outside the
  /// years 1 … 9999.
  public func moved(years: Int) -> Day? {
    let (from, month, day) = parts
    let (year, over) = from.addingReportingOverflow(years)
    guard !over, let last = Day.daysIn(month: month, year: year) else { return nil }
    return Day(year: year, month: month, day: min(day, last))
  }

  /// The year.
  public var year: Int { parts.year }
  /// The month, 1 … 12.
  public var month: Int { parts.month }
  /// The day of the month, from 1.
  public var day: Int { parts.day }
  /// The month that the day lies in.
  public var yearMonth: YearMonth { YearMonth(index: parts.year * 12 + parts.month - 1) }

  /// Year, month and day in one computation.
  ///
  /// - Source: H. Hinnant, chrono-compatible low-level date algorithms, `civil_from_days`.
  public var parts: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    // Months counted from March, so that the leap day comes last.
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// - Source: H. Hinnant, as above, `days_from_civil`.
  static func number(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  static func daysIn(month: Int, year: Int) -> Int? {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    if month == 2 {
      let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      return leap ? 29 : 28
    }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Groups of ASCII digits of the given widths between hyphens.
  static func numbers(_ text: some StringProtocol, widths: [Int]) -> [Int]? {
    numbers(in: String(text).utf8, widths: widths)
  }

  /// Byte by byte: a filing of flight legs has a day in every line.
  private static func numbers(in bytes: String.UTF8View, widths: [Int]) -> [Int]? {
    guard bytes.count == widths.reduce(widths.count - 1, +) else { return nil }
    var numbers: [Int] = []
    numbers.reserveCapacity(widths.count)
    var number = 0
    var width = 0
    for byte in bytes {
      if width == widths[numbers.count] {
        guard byte == 0x2D else { return nil }
        numbers.append(number)
        (number, width) = (0, 0)
      } else {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int(byte) - 0x30
        width += 1
      }
    }
    numbers.append(number)
    return numbers
  }

  static func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

extension Day: Comparable {
  /// Order in time.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day: CustomStringConvertible {
  /// `2024-03-05`.
  public var description: String {
    let (year, month, day) = parts
    return "\(Day.padded(year, 4))-\(Day.padded(month, 2))-\(Day.padded(day, 2))"
  }
}
