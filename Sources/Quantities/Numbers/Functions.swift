/// Functions whose values are not rational in general, correctly rounded.
///
/// Each value is enclosed between two fractions; the enclosure is narrowed until both ends round
/// alike. Values that are rational are found first, so the others are never a tie and the
/// narrowing ends. All functions are nil outside their domain, where the magnitude of the result
/// is beyond 10^1000 (with significant digits also below 10^−1000), and for rules of more than
/// 1,000 digits or decimals.
///
/// - Source: the method of A. Ziv, Fast evaluation of elementary mathematical functions with
///   correctly rounded last bit, ACM Trans. Math. Softw. 17 (1991).
public enum Functions {
  /// Square root; nil below zero.
  public static func squareRoot(_ x: Rational, _ rule: Rounding) -> Rational? {
    guard x.signum >= 0, isServed(rule), isServed(x) else { return nil }
    if x.isZero { return .zero }
    if let exact = exactRoot(x, 2) { return inRange(exact.rounded(rule)) }
    return narrowed(rule) { bits in
      // √(n/d) = √(n·d·4^k) ÷ (d·2^k); the root of the integer is off by less than 1.
      let shift = max(0, bits - (x.numerator.bitWidth - x.denominator.bitWidth) / 2)
      let root = (x.numerator * x.denominator << (2 * shift)).squareRoot
      let divisor = x.denominator << shift
      return Enclosure(root, root + .one, over: divisor)
    }
  }

  /// e to the power of x.
  public static func exponential(_ x: Rational, _ rule: Rounding) -> Rational? {
    guard isServed(rule), isServed(x) else { return nil }
    if x.isZero { return Rational.one.rounded(rule) }
    if x > largestExponent { return nil }
    if x < -smallestExponent { return vanishing(rule) }
    if x.magnitude < closestToOne {
      // e^x lies strictly between 1 and 1 + 2x; all these numbers round alike.
      return (.one + x).rounded(rule)
    }
    return narrowed(rule) { bits in
      let work = bits + 128
      let scaled = (x.numerator << work).quotientAndRemainder(dividingBy: x.denominator).quotient
      return FixedPoint(bits: work).exponential(scaled, inputError: 1)
    }
  }

  /// Natural logarithm; nil for zero and below.
  public static func logarithm(_ x: Rational, _ rule: Rounding) -> Rational? {
    guard x.signum > 0, isServed(rule), isServed(x) else { return nil }
    if x == .one { return .zero }
    return narrowed(rule) { bits in
      let fixed = FixedPoint(bits: bits + 64 + lostBits(x))
      let value = fixed.logarithm(x)
      return Enclosure(value - fixed.slack, value + fixed.slack, over: .one << fixed.bits)
    }
  }

  /// x to the power of y; for x at or below zero only whole y, and zero not to a negative one.
  public static func power(_ x: Rational, _ y: Rational, _ rule: Rounding) -> Rational? {
    guard isServed(rule), isServed(x), isServed(y) else { return nil }
    if y.isZero || x == .one { return Rational.one.rounded(rule) }
    if x.signum <= 0 {
      guard y.isInteger else { return nil }
      if x.isZero { return y.signum > 0 ? .zero : nil }
      // All modes treat both signs alike.
      return power(-x, y, rule).map { y.numerator.isEven ? $0 : -$0 }
    }
    if let exact = exactPower(x, y) { return inRange(exact.rounded(rule)) }
    // A first look at y·ln x says whether the result is in range at all.
    let fixed = FixedPoint(bits: 192 + lostBits(x))
    let estimate = Rational(reducing: fixed.logarithm(x), .one << fixed.bits) * y
    if estimate > largestExponent { return nil }
    if estimate < -smallestExponent { return vanishing(rule) }
    if estimate.magnitude < closestToOne {
      return (.one + estimate).rounded(rule)
    }
    let size = y.numerator.bitWidth - y.denominator.bitWidth
    let extra = max(0, size) + 1
    return narrowed(rule) { bits in
      let work = bits + 192
      let wide = FixedPoint(bits: work + extra + 64)
      // |error of ln x| < 2^−(work + extra), hence that of y·ln x is below 2^−work.
      let product = wide.logarithm(x) * y.numerator
      let scaled = (product >> (extra + 64)).quotientAndRemainder(dividingBy: y.denominator)
      return FixedPoint(bits: work).exponential(scaled.quotient, inputError: 4)
    }
  }

  // MARK: Limits

  private static let widestResult = BigInt.tenTo(1000)
  /// e^2303 is just above 10^1000.
  private static let largestExponent = Rational(2303)
  private static let smallestExponent = Rational(2303)
  /// Nearer to one than any result with 1,000 digits can tell.
  private static let closestToOne = Rational(lowestTerms: .one, BigInt.tenTo(1100))

  private static func isServed(_ rule: Rounding) -> Bool {
    switch rule.precision {
    case .decimals(let count): (-1000...1000).contains(count)
    case .digits(let count): (1...1000).contains(count)
    }
  }

  /// Whether an argument has at most some 12,000 digits above and below the stroke.
  private static func isServed(_ x: Rational) -> Bool {
    x.numerator.bitWidth <= 40_000 && x.denominator.bitWidth <= 40_000
  }

  /// Binary digits by which ln x is smaller than 1 at most, for x near 1.
  private static func lostBits(_ x: Rational) -> Int {
    max(0, x.denominator.bitWidth - (x.numerator - x.denominator).bitWidth + 2)
  }

  private static func inRange(_ x: Rational) -> Rational? {
    x.numerator.magnitude > widestResult * x.denominator ? nil : x
  }

  /// A positive value below 10^−1000 under the rule; nil where its digits are asked for.
  private static func vanishing(_ rule: Rounding) -> Rational? {
    guard case .decimals = rule.precision else { return nil }
    return Rational(lowestTerms: .one, widestResult * BigInt(10)).rounded(rule)
  }

  // MARK: Narrowing

  /// Two numbers between which a value lies.
  struct Enclosure {
    let low: Rational
    let high: Rational

    init(_ low: BigInt, _ high: BigInt, over divisor: BigInt) {
      self.low = Rational(reducing: low, divisor)
      self.high = Rational(reducing: high, divisor)
    }
  }

  /// Asks for enclosures of more and more binary digits until both ends round alike.
  private static func narrowed(
    _ rule: Rounding, _ enclosure: (_ bits: Int) -> Enclosure
  ) -> Rational? {
    var bits = 160
    if case .digits(let count) = rule.precision { bits = 64 + count * 10 / 3 }
    if case .decimals(let count) = rule.precision { bits = 64 + max(20, count) * 10 / 3 }
    while bits <= 1 << 14 {
      let ends = enclosure(bits)
      if ends.low.signum == ends.high.signum {
        let low = ends.low.rounded(rule)
        if low == ends.high.rounded(rule) { return inRange(low) }
      }
      bits *= 2
    }
    return nil
  }

  // MARK: Rational values

  /// x^y where that is a fraction with at most 2^18 binary digits.
  ///
  /// With y = p/q in lowest terms x^y is rational only where x is a q-th power of a fraction.
  /// A longer value has more decimals than any rule keeps: it is no tie either.
  private static func exactPower(_ x: Rational, _ y: Rational) -> Rational? {
    guard let exponent = y.numerator.exactInt64, let degree = y.denominator.exactInt64,
      let root = exactRoot(x, Int(degree))
    else { return nil }
    let width = UInt64(max(root.numerator.bitWidth, root.denominator.bitWidth))
    let (bits, over) = width.multipliedReportingOverflow(by: exponent.magnitude)
    guard !over, bits <= 1 << 18 else { return nil }
    return root.power(Int(exponent))
  }

  /// The root of a positive fraction where it is a fraction.
  private static func exactRoot(_ x: Rational, _ degree: Int) -> Rational? {
    if degree == 1 { return x }
    guard let n = x.numerator.exactRoot(degree), let d = x.denominator.exactRoot(degree) else {
      return nil
    }
    return Rational(lowestTerms: n, d)
  }
}
