import Quantities

/// A day, perhaps with a time, as spreadsheets keep it: a number of days.
///
/// - Source: ECMA-376-1, 18.17.4.1: in the system of 1900 serial 1 is 1900-01-01 and 60 is
///   1900-02-29, which never was; in the system of 1904 serial 0 is 1904-01-01.
public struct SheetDate: Hashable, Sendable {
  /// The day.
  public var day: Day
  /// The time of the day in seconds.
  public var seconds: Int

  /// The serial number that 1970-01-01 has from March 1900 on.
  private static let offset = 25_569

  /// Makes a day.
  public init(_ day: Day, seconds: Int = 0) {
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
    day = Day(number: Int32(days - Self.offset))
    guard day.year <= 9_999 else { return nil }
    self.seconds = seconds
  }

  /// The serial number in the system of 1900.
  public var serial: Double {
    let days = Int(day.number) + Self.offset
    return Double(days < 61 ? days - 1 : days) + Double(seconds) / 86_400
  }

  /// The day as `2024-03-05`; a time behind it as ` 08:30:00`.
  public var text: String {
    if seconds == 0 { return day.description }
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    return "\(day) " + time.joined(separator: ":")
  }
}
