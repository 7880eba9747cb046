/// Whole numbers that stand for themselves ÷ 2^bits.
///
/// Every operation truncates by less than 1; the number of operations is below `bits`, so an error
/// of 2^32 units covers them for any `bits` up to 2^19, and results are given as enclosures.
struct FixedPoint {
  let bits: Int

  /// Bound of the error of a logarithm, in units; 2^−(bits − 48) of the value 1.
  let slack = BigInt.one << 48

  var one: BigInt { .one << bits }

  private func product(_ a: BigInt, _ b: BigInt) -> BigInt { (a * b) >> bits }

  private func quotient(_ a: BigInt, _ divisor: Int) -> BigInt {
    a.quotientAndRemainder(dividingBy: BigInt(divisor)).quotient
  }

  // MARK: Logarithm

  /// ln of a positive fraction, off by less than ``slack``.
  func logarithm(_ x: Rational) -> BigInt {
    var (n, d) = (x.numerator, x.denominator)
    var exponent = n.bitWidth - d.bitWidth
    if exponent >= 0 { d = d << exponent } else { n = n << -exponent }
    // n/d is in ½ … 2 now; bring it to about 0.7 … 1.4.
    if n * 5 > d * 7 {
      d = d << 1
      exponent += 1
    } else if n * 7 < d * 5 {
      n = n << 1
      exponent -= 1
    }
    let t = ((n - d) << bits).quotientAndRemainder(dividingBy: n + d).quotient
    let part = areaTangent(t) << 1
    return exponent == 0 ? part : part + naturalLogarithmOfTwo * BigInt(exponent)
  }

  /// artanh t = t + t³/3 + t⁵/5 + …, |t| at most 0.2.
  private func areaTangent(_ t: BigInt) -> BigInt {
    let square = product(t, t)
    var sum = t
    var power = t
    var divisor = 3
    while true {
      power = product(power, square)
      if power.isZero { return sum }
      sum += quotient(power, divisor)
      divisor += 2
    }
  }

  /// ln 2 = 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749).
  ///
  /// - Source: X. Gourdon and P. Sebah, The logarithmic constant: log 2 (2004), formula 15.
  var naturalLogarithmOfTwo: BigInt {
    let terms = [(18, 26), (-2, 4801), (8, 8749)]
    return terms.reduce(BigInt.zero) { $0 + BigInt($1.0) * areaTangent(reciprocal: $1.1) }
  }

  private func areaTangent(reciprocal m: Int) -> BigInt {
    var power = quotient(one, m)
    var sum = power
    var divisor = 3
    while true {
      power = quotient(power, m * m)
      if power.isZero { return sum }
      sum += quotient(power, divisor)
      divisor += 2
    }
  }

  // MARK: Exponential

  /// e^x for a fixed-point x that is itself off by up to `inputError` units.
  func exponential(_ x: BigInt, inputError: Int) -> Functions.Enclosure {
    let ln2 = naturalLogarithmOfTwo
    // x = k·ln 2 + r with |r| at most ln 2 or so; k may be off by one without harm.
    let k = roundedQuotient(x, by: ln2, .halfEven)
    let rest = x - k * ln2
    let mantissa = exponentialOfSmall(rest)
    // The error of ln 2, k times at most 3,400, and of the squarings stays far below 2^64.
    let margin = BigInt(inputError + 1) << 64
    let exponent = Int(k.exactInt64 ?? 0)
    let (low, high) = (mantissa - margin, mantissa + margin)
    if exponent >= 0 {
      return Functions.Enclosure(low << exponent, high << exponent, over: one)
    }
    return Functions.Enclosure(low, high, over: one << -exponent)
  }

  /// e^r by Taylor's series of r ÷ 2^s and s squarings.
  private func exponentialOfSmall(_ r: BigInt) -> BigInt {
    let halvings = 12
    let small = r >> halvings
    var sum = one
    var term = one
    var n = 1
    while true {
      term = quotient(product(term, small), n)
      if term.isZero { break }
      sum += term
      n += 1
    }
    for _ in 0..<halvings { sum = product(sum, sum) }
    return sum
  }
}
