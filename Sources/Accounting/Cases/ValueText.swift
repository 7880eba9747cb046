import Diagnostics
import Quantities

/// Reads the spellings of values that cases, long lists and JSON have in common.
public enum ValueText {
  /// A number with its decimals and, directly behind it, perhaps a unit: `65.2`, `−3`, `65.2%`.
  public struct Number: Hashable, Sendable {
    /// The exact value.
    public var value: Rational
    /// How many digits stand behind the decimal point.
    public var decimals: Int
    /// What stands behind the number.
    public var unit: String?
  }

  /// Reads a number that begins the text; nil where the text does not begin with one.
  ///
  /// Digits with an optional sign and one decimal point; no exponent, no grouping of digits.
  public static func number(_ text: some StringProtocol) -> Number? {
    var bytes = Array(text.utf8)
    let minus: [UInt8] = [0xE2, 0x88, 0x92]
    if bytes.starts(with: minus) { bytes.replaceSubrange(0..<3, with: [0x2D]) }
    var end = 0
    if let first = bytes.first, first == 0x2D || first == 0x2B { end = 1 }
    let start = end
    var point: Int?
    while end < bytes.count {
      if bytes[end] == 0x2E, point == nil, end > start {
        point = end
      } else if bytes[end] < 0x30 || bytes[end] > 0x39 {
        break
      }
      end += 1
    }
    guard end > start, point != end - 1 else { return nil }
    let digits = String(decoding: bytes[..<end], as: UTF8.self)
    guard let value = Rational(decimal: digits) else { return nil }
    let unit = String(decoding: bytes[end...], as: UTF8.self)
    return Number(
      value: value, decimals: point.map { end - $0 - 1 } ?? 0, unit: unit.isEmpty ? nil : unit)
  }

  /// Reads what people write for yes and no.
  public static func flag(_ text: String) -> Bool? {
    switch text {
    case "yes", "是": true
    case "no", "否": false
    default: nil
    }
  }

  /// Reads an unquoted value without a unit behind a blank: a day, yes or no, a number, else text.
  public static func value(_ text: String) -> CellValue {
    if let flag = flag(text) { return .flag(flag) }
    if text.utf8.count == 10, let day = Day(text) { return .date(day) }
    if let number = number(text), number.unit.map(isUnitStart) ?? true {
      return .number(number.value, decimals: number.decimals, unit: number.unit)
    }
    return .text(text)
  }

  /// Reads a reporting period: `2024`, `2024-Q1`, `2024-03`, `2022-01..2022-04`.
  public static func period(_ text: String) -> Period? {
    if let period = Period(text) { return period }
    if let month = YearMonth(text) { return Period(from: month, through: month) }
    guard CellAddress.isPeriod(text), text.utf8.count == 7,
      let year = Period(text.prefix(4)), let quarter = Int(text.suffix(1)), text.contains("Q")
    else { return nil }
    let first = year.from.advanced(by: quarter * 3 - 3)
    return Period(from: first, through: first.advanced(by: 2))
  }

  /// A unit cannot begin like the rest of a date or of a code: `2024-05`, `3#`.
  private static func isUnitStart(_ unit: String) -> Bool {
    guard let first = unit.unicodeScalars.first else { return false }
    return first.properties.isAlphabetic || first == "%" || first == "‰" || first == "°"
  }
}
