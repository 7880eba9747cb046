import OfficeFiles
import Quantities

/// A number as it is printed, read back for a spreadsheet.
struct PrintedNumber {
  /// The digits of the number itself: 51.32% is 0.5132.
  let digits: String
  /// The spreadsheet's format that prints it so.
  let format: String
  private let value: Rational
  private let decimals: Int
  private let isShare: Bool

  /// Reads a text that is a number and nothing else, with or without a per cent sign or a unit
  /// behind a blank.
  init?(_ text: String) {
    var body = text[...]
    var unit = ""
    if let blank = body.firstIndex(of: " ") {
      unit = String(body[blank...])
      body = body[..<blank]
    }
    isShare = body.hasSuffix("%")
    if isShare { body = body.dropLast() }
    guard let number = Rational(decimal: String(body)), !body.hasSuffix(".") else { return nil }
    decimals = body.split(separator: ".").dropFirst().first?.count ?? 0
    value = isShare ? number * .ratio(1, 100) : number
    digits = value.description
    let places = SheetLook.decimals(decimals)
    if isShare {
      format = places + "%"
    } else if unit.isEmpty {
      format = places
    } else {
      // A quoted piece of a format is printed as it is.
      format = places + "\"" + unit.filter { $0 != "\"" && $0 != "\\" } + "\""
    }
  }

  /// By what the exact value is multiplied to be printed so; nil where no power of ten does it.
  func factor(from exact: String) -> String? {
    guard let exact = Rational(decimal: exact) else { return nil }
    let candidates: [(String, Rational)] = [
      ("1", .one), ("100", Rational(100)), ("1000", Rational(1000)),
      ("0.001", .ratio(1, 1000)), ("0.0001", .ratio(1, 10_000)), ("10000", Rational(10_000)),
      ("0.01", .ratio(1, 100)),
    ]
    let shown = (isShare ? value * Rational(100) : value).text(decimals: decimals)
    // Zero would fit every factor.
    if value.isZero { return exact.isZero ? "1" : nil }
    return candidates.first { _, factor in
      let scaled = exact * factor * (isShare ? Rational(100) : .one)
      return scaled.text(decimals: decimals) == shown
    }?.0
  }
}
