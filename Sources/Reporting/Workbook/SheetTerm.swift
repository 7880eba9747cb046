import Foundation
import OfficeFiles
import Quantities

/// A piece of a spreadsheet's formula with the value that a spreadsheet gives it.
///
/// Spreadsheets compute in binary floating point. The value is carried along only to tell where
/// that differs from the exact figure in a printed digit; no figure comes from it.
struct SheetTerm {
  /// The formula; what has an operator outside of brackets stands in brackets.
  var text: String
  /// What a spreadsheet computes; 0 and 1 for no and yes.
  var value: Double

  init(_ text: String, _ value: Double) {
    self.text = text
    self.value = value
  }

  /// A number written out.
  init(_ number: Rational) {
    let digits = number.text(digits: 17)
    value = Double(digits) ?? .nan
    if let places = number.decimalPlaces, places <= 15 {
      text = number.description
      value = Double(text) ?? .nan
    } else if let fraction = Self.fraction(number) {
      text = fraction
    } else {
      text = digits
    }
    if text.hasPrefix("-") { text = "(\(text))" }
  }

  /// A text in quotes.
  static func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// 11/3 stays a fraction: its digits would be cut.
  private static func fraction(_ number: Rational) -> String? {
    let text = "\(number.numerator)/\(number.denominator)"
    guard text.count <= 24 else { return nil }
    return "(\(text))"
  }

  /// Two terms with an operator between them.
  static func binary(_ left: SheetTerm, _ sign: String, _ right: SheetTerm) -> SheetTerm {
    let value: Double
    switch sign {
    case "+": value = left.value + right.value
    case "-": value = left.value - right.value
    case "*": value = left.value * right.value
    default: value = left.value / right.value
    }
    return SheetTerm("(\(left.text)\(sign)\(right.text))", value)
  }

  /// The formula as it stands on a sheet: cells of the same sheet without its name.
  func formula(on sheet: String) -> String {
    outer.replacing(SheetName.quoted(sheet), with: "")
  }

  /// The formula without the brackets around the whole of it.
  var outer: String {
    guard text.hasPrefix("("), text.hasSuffix(")") else { return text }
    var depth = 0
    for (place, character) in text.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0, place < text.count - 1 { return text }
    }
    return String(text.dropFirst().dropLast())
  }
}

/// Rounding as spreadsheets do it.
enum SheetRounding {
  /// The term rounded; nil where a spreadsheet has no words for the rule.
  ///
  /// - Parameter term: a cell or a number: it stands several times in the formula.
  static func rounded(_ term: SheetTerm, _ rounding: Rounding) -> SheetTerm? {
    guard rounding.step == 1, case .decimals(let places) = rounding.precision,
      (-9...12).contains(places)
    else { return nil }
    let x = term.text
    let scale = pow(10, Double(places))
    switch rounding.mode {
    case .halfUp:
      return SheetTerm("ROUND(\(x),\(places))", nearest(term.value, scale))
    case .halfEven:
      // A tie is even where the last digit kept is; six more digits tell a tie from its neighbours.
      let shifted = nearest(abs(term.value) * scale, 1e6)
      let isDown = fmod(shifted, 2) == 0.5
      let value = isDown ? truncated(term.value, scale) : nearest(term.value, scale)
      let factor = places >= 0 ? "*\(power(places))" : "/\(power(-places))"
      return SheetTerm(
        "IF(MOD(ROUND(ABS(\(x))\(factor),6),2)=0.5,ROUNDDOWN(\(x),\(places)),"
          + "ROUND(\(x),\(places)))", value)
    case .down:
      let value = truncated(nearest(term.value, scale * 1e6), scale)
      return SheetTerm("ROUNDDOWN(ROUND(\(x),\(places + 6)),\(places))", value)
    case .up:
      let near = nearest(term.value, scale * 1e6)
      let down = truncated(near, scale)
      let value = down == near ? near : down + (near < 0 ? -1 : 1) / scale
      return SheetTerm("ROUNDUP(ROUND(\(x),\(places + 6)),\(places))", value)
    }
  }

  private static func power(_ exponent: Int) -> String {
    "1" + String(repeating: "0", count: exponent)
  }

  /// Half away from zero, with the slack of the last bits that spreadsheets have.
  static func nearest(_ value: Double, _ scale: Double) -> Double {
    let scaled = value * scale
    guard scaled.magnitude < 1e15 else { return value }
    let slack = scaled.magnitude * 4e-16
    return (scaled.sign == .minus ? -1 : 1) * (scaled.magnitude + 0.5 + slack).rounded(.down)
      / scale
  }

  private static func truncated(_ value: Double, _ scale: Double) -> Double {
    let scaled = value * scale
    guard scaled.magnitude < 1e15 else { return value }
    let slack = scaled.magnitude * 4e-16
    return (scaled.sign == .minus ? -1 : 1) * (scaled.magnitude + slack).rounded(.down) / scale
  }
}
