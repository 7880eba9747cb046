import Quantities

/// The factor that a column of ``Large`` numbers shares: ± p ÷ q × 10^exponent.
///
/// Where a factor has an end of digits, q is 1.
struct Scale: Equatable {
  /// Above zero.
  var p: UInt128 = 1
  /// Above zero; has no divisor in common with 10 or p.
  var q: UInt128 = 1
  /// Whether the factor is below zero.
  var isNegative = false
  /// The power of ten.
  var exponent = 0

  /// 1.
  static let one = Scale()

  /// The parts of a factor that is not zero; nil where they do not fit 128 bits.
  init?(_ factor: Rational) {
    let n: Int128
    let d: Int128
    if let small = factor.small {
      (n, d) = (Int128(small.numerator), Int128(small.denominator))
    } else if let numerator = factor.numerator.exactInt128,
      let denominator = factor.denominator.exactInt128
    {
      (n, d) = (numerator, denominator)
    } else {
      return nil
    }
    if n == 0 { return nil }
    self.init(p: n.magnitude, q: d.magnitude, isNegative: n < 0, exponent: 0)
  }

  private init() {}

  /// ± 1 ÷ q × 10^exponent; q has no divisor in common with 10.
  init(over q: UInt128, isNegative: Bool, exponent: Int) {
    self.q = q
    self.isNegative = isNegative
    self.exponent = exponent
  }

  /// Takes p ÷ q in lowest terms and moves twos and fives of q into the power of ten.
  private init?(p: UInt128, q: UInt128, isNegative: Bool, exponent: Int) {
    self.isNegative = isNegative
    self.exponent = exponent
    var (p, q) = (p, q)
    let twos = q.trailingZeroBitCount
    q >>= UInt128(twos)
    var fives = 0
    while q % 5 == 0 {
      q /= 5
      fives += 1
    }
    for _ in 0..<abs(twos - fives) {
      let (scaled, over) = p.multipliedReportingOverflow(by: twos > fives ? 5 : 2)
      if over { return nil }
      p = scaled
    }
    self.exponent -= max(twos, fives)
    while p % 10 == 0 {
      p /= 10
      self.exponent += 1
    }
    self.p = p
    self.q = q
  }

  /// The product; nil where the parts do not fit.
  func times(_ other: Scale) -> Scale? {
    let first = Self.gcd(p, other.q)
    let second = Self.gcd(other.p, q)
    let (p, over1) = (p / first).multipliedReportingOverflow(by: other.p / second)
    let (q, over2) = (q / second).multipliedReportingOverflow(by: other.q / first)
    if over1 || over2 { return nil }
    return Scale(
      p: p, q: q, isNegative: isNegative != other.isNegative,
      exponent: exponent + other.exponent)
  }

  /// 1 over the factor; nil where the parts do not fit.
  var reciprocal: Scale? {
    Scale(p: q, q: p, isNegative: isNegative, exponent: -exponent)
  }

  /// The factor times a power of ten as a fraction; nil where the parts do not fit.
  func rational(timesTenTo shift: Int = 0) -> Rational? {
    guard let n = Int128(exactly: p), let d = Int128(exactly: q),
      let quotient = Rational(n).divided(by: Rational(d)),
      let power = Rational(10).power(exponent + shift)
    else { return nil }
    return (isNegative ? -quotient : quotient) * power
  }

  static func gcd(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
