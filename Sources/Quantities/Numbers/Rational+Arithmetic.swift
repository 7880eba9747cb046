extension Rational {
  /// Exact sum.
  public static func + (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage {
      return smallSum(a, b, c, d)
    }
    let (b, d) = (left.denominator, right.denominator)
    if b == d { return Rational(reducing: left.numerator + right.numerator, b) }
    return Rational(reducing: left.numerator * d + right.numerator * b, b * d)
  }

  /// a/b + c/d with one short common divisor (Knuth, 4.5.1).
  private static func smallSum(_ a: Int64, _ b: Int64, _ c: Int64, _ d: Int64) -> Rational {
    if b == 1, d == 1 {
      let (sum, over) = a.addingReportingOverflow(c)
      if !over { return Rational(sum) }
      return Rational(Int128(a) + Int128(c))
    }
    let common = Int64(Limbs.gcd(b.magnitude, d.magnitude))
    let sum = Int128(a) * Int128(d / common) + Int128(c) * Int128(b / common)
    var second = common
    if common != 1 {
      let rest =
        Int64(exactly: sum).map { ($0 % common).magnitude }
        ?? UInt64((sum % Int128(common)).magnitude)
      second = Int64(Limbs.gcd(rest, common.magnitude))
    }
    let numerator = second == 1 ? sum : sum / Int128(second)
    let denominator = Int128(b / common) * Int128(d / second)
    return lowestTerms(numerator, denominator)
  }

  /// Takes a fraction known to be in lowest terms.
  private static func lowestTerms(_ n: Int128, _ d: Int128) -> Rational {
    if let numerator = Int64(exactly: n), numerator != .min, let denominator = Int64(exactly: d) {
      return Rational(storage: .small(numerator, denominator))
    }
    return Rational(storage: .big(BigFraction(BigInt(n), BigInt(d))))
  }

  /// The number with the other sign.
  public static prefix func - (value: Rational) -> Rational {
    switch value.storage {
    case .small(let n, let d): Rational(storage: .small(0 - n, d))
    case .big(let fraction): Rational(lowestTerms: -fraction.numerator, fraction.denominator)
    }
  }

  /// Exact difference.
  public static func - (left: Rational, right: Rational) -> Rational { left + (-right) }

  /// Exact product.
  public static func * (left: Rational, right: Rational) -> Rational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage {
      return smallProduct(a, b, c, d)
    }
    if left.isZero || right.isZero { return .zero }
    // Divisors across, so that nothing longer than the result arises.
    let (a, d) = crossReduced(left.numerator, right.denominator)
    let (c, b) = crossReduced(right.numerator, left.denominator)
    return Rational(lowestTerms: a * c, b * d)
  }

  private static func crossReduced(_ n: BigInt, _ d: BigInt) -> (BigInt, BigInt) {
    if d == .one { return (n, d) }
    let common = BigInt.gcd(n, d)
    if common == .one { return (n, d) }
    return (
      n.quotientAndRemainder(dividingBy: common).quotient,
      d.quotientAndRemainder(dividingBy: common).quotient
    )
  }

  private static func smallProduct(_ a: Int64, _ b: Int64, _ c: Int64, _ d: Int64) -> Rational {
    if a == 0 || c == 0 { return .zero }
    let first = d == 1 ? 1 : Int64(Limbs.gcd(a.magnitude, d.magnitude))
    let second = b == 1 ? 1 : Int64(Limbs.gcd(c.magnitude, b.magnitude))
    let (n1, n2) = (a / first, c / second)
    let (d1, d2) = (b / second, d / first)
    let (n, over1) = n1.multipliedReportingOverflow(by: n2)
    let (m, over2) = d1.multipliedReportingOverflow(by: d2)
    if !over1, !over2, n != .min { return Rational(storage: .small(n, m)) }
    return lowestTerms(Int128(n1) * Int128(n2), Int128(d1) * Int128(d2))
  }

  /// Exact quotient; nil where `divisor` is zero.
  public func divided(by divisor: Rational) -> Rational? {
    divisor.reciprocal.map { self * $0 }
  }

  /// 1 over the number; nil for zero.
  public var reciprocal: Rational? {
    switch storage {
    case .small(let n, let d):
      if n == 0 { return nil }
      return Rational(storage: n < 0 ? .small(0 - d, 0 - n) : .small(d, n))
    case .big(let fraction):
      let (n, d) = (fraction.numerator, fraction.denominator)
      return n.isNegative ? Rational(lowestTerms: -d, -n) : Rational(lowestTerms: d, n)
    }
  }

  /// Adds in place.
  public static func += (left: inout Rational, right: Rational) { left = left + right }
  /// Subtracts in place.
  public static func -= (left: inout Rational, right: Rational) { left = left - right }
  /// Multiplies in place.
  public static func *= (left: inout Rational, right: Rational) { left = left * right }

  /// The number to a whole power, exactly; 1 for exponent 0.
  ///
  /// Nil for zero to a negative power, and where the result would have more than 2^20 binary
  /// digits.
  public func power(_ exponent: Int) -> Rational? {
    if exponent == 0 || self == .one { return .one }
    if isZero { return exponent > 0 ? .zero : nil }
    if self == Rational(-1) { return exponent.isMultiple(of: 2) ? .one : self }
    let count = exponent.magnitude
    let width = UInt(max(numerator.bitWidth, denominator.bitWidth))
    let (bits, over) = width.multipliedReportingOverflow(by: count)
    guard !over, bits <= 1 << 20 else { return nil }
    let result = Rational(
      lowestTerms: numerator.power(Int(count)), denominator.power(Int(count)))
    return exponent > 0 ? result : result.reciprocal
  }
}

extension Rational: Comparable {
  /// Order by value.
  public static func < (left: Rational, right: Rational) -> Bool {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage {
      return b == d ? a < c : Int128(a) * Int128(d) < Int128(c) * Int128(b)
    }
    if left.signum != right.signum { return left.signum < right.signum }
    return left.numerator * right.denominator < right.numerator * left.denominator
  }
}
