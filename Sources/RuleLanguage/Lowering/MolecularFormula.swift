import Quantities

/// The carbon in molecules written as formulas.
enum MolecularFormula {
  /// Mass share of carbon in a molecule such as `CH4O`, with the whole-number atomic masses that
  /// the guidelines print; nil where the text is no formula or has no carbon.
  static func carbonShare(_ text: String) -> Rational? {
    let masses: [String: Rational] = [
      "H": Rational(1), "C": Rational(12), "N": Rational(14), "O": Rational(16),
      "F": Rational(19), "Na": Rational(23), "S": Rational(32), "Cl": Rational.ratio(71, 2),
      "K": Rational(39), "Ca": Rational(40), "Mg": Rational(24), "Si": Rational(28),
    ]
    var total = Rational.zero
    var carbon = Rational.zero
    var rest = text[...]
    while let first = rest.first {
      guard first.isUppercase else { return nil }
      var symbol = String(first)
      rest = rest.dropFirst()
      if let second = rest.first, second.isLowercase {
        symbol.append(second)
        rest = rest.dropFirst()
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let mass = masses[symbol], digits.count < 5 else { return nil }
      let count = Rational(Int(digits) ?? 1)
      total = total + mass * count
      if symbol == "C" { carbon = carbon + mass * count }
    }
    guard !carbon.isZero else { return nil }
    return carbon.divided(by: total)
  }
}
