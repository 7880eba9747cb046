/// A day, perhaps with a time, as spreadsheets keep it: a number of days.
///
/// - Source: ECMA-376-1, 18.17.4.1: in the system of 1900 serial 1 is 1900-01-01 and 60 is
///   1900-02-29, which never was; in the system of 1904 serial 0 is 1904-01-01.
public struct SheetDate: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, from 1.
  public var month: Int
  /// The day, from 1.
  public var day: Int
  /// The time of the day in seconds.
  public var seconds: Int

  /// Makes a day; whether the calendar has it is not asked.
  public init(year: Int, month: Int, day: Int, seconds: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.seconds = seconds
  }

  /// The day of a serial number; nil outside 1900 to 9999 and for the day that never was.
  public init?(serial: Double, is1904: Bool) {
    guard serial.isFinite, serial >= 0, serial < 3_000_000 else { return nil }
    let whole = serial.rounded(.down)
    var seconds = Int(((serial - whole) * 86_400).rounded())
    var days = Int(whole)
    if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
    if is1904 {
      days += 1_462
    } else {
      if days == 60 || days < 1 { return nil }
      if days < 60 { days += 1 }
    }
    // Days since 1970-01-01: serial 25569.
    (year, month, day) = Self.civil(days - 25_569)
    guard year <= 9_999 else { return nil }
    self.seconds = seconds
  }

  /// The serial number in the system of 1900.
  public var serial: Double {
    let days = Self.days(year, month, day) + 25_569
    return Double(days < 61 ? days - 1 : days) + Double(seconds) / 86_400
  }

  /// The day as `2024-03-05`; a time behind it as ` 08:30:00`.
  public var text: String {
    func padded(_ number: Int, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(year, 4))-\(padded(month))-\(padded(day))"
    if seconds == 0 { return date }
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0) }
    return date + " " + time.joined(separator: ":")
  }

  /// The civil date of a number of days since 1970-01-01, in the Gregorian calendar.
  private static func civil(_ days: Int) -> (Int, Int, Int) {
    // Years from March, in eras of 400 years: leap days then stand at the end.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
