extension Rational {
  /// Decimals and digits beyond this are not asked for; a rule is held to it silently.
  static let widestPrecision = 10_000

  /// The number rounded once, exactly as the rule says.
  ///
  /// Precisions are held within ±10,000 decimals and 1 … 10,000 digits, steps to at least 1.
  public func rounded(_ rule: Rounding) -> Rational {
    if isZero { return self }
    let step = max(1, rule.step)
    switch rule.precision {
    case .decimals(let decimals):
      let places = min(max(decimals, -Rational.widestPrecision), Rational.widestPrecision)
      return rounded(rule.mode, places: places, step: step)
    case .digits(let digits):
      let count = min(max(digits, 1), Rational.widestPrecision)
      return rounded(rule.mode, places: count - 1 - decimalExponent, step: step)
    }
  }

  /// The number as a named value keeps it: 34 significant digits, half-even.
  public func resting() -> Rational {
    // 19 digits over a divisor of 10^15 have at most 34 digits: nothing to round.
    if case .small(_, let d) = storage, d == 1 || 1_000_000_000_000_000 % d == 0 { return self }
    return rounded(.rest)
  }

  /// The e with 10^e ≤ |x| less than 10^(e + 1); 0 for zero.
  var decimalExponent: Int {
    if isZero { return 0 }
    let (n, d) = (numerator.magnitude, denominator)
    // log10 of 2^bits; the steps below repair what the estimate misses.
    var e = (n.bitWidth - d.bitWidth) * 30_103 / 100_000
    func reaches(_ exponent: Int) -> Bool {
      exponent >= 0 ? n >= d * BigInt.tenTo(exponent) : n * BigInt.tenTo(-exponent) >= d
    }
    while !reaches(e) { e -= 1 }
    while reaches(e + 1) { e += 1 }
    return e
  }

  private func rounded(_ mode: Rounding.Mode, places: Int, step: Int) -> Rational {
    if case .small(let n, let d) = storage, places >= 0, places <= 18, step <= 1000 {
      let power = Int128(Decimals.powerOfTen(places))
      if d == 1, step == 1 { return self }
      let quotient = roundedQuotient(Int128(n) * power, by: Int128(d) * Int128(step), mode)
      if let q = Int64(exactly: quotient * Int128(step)), let p = Int64(exactly: power) {
        return Rational.ratio(Int(q), Int(p))
      }
    }
    var n = numerator
    var d = denominator * BigInt(step)
    if places >= 0 { n *= BigInt.tenTo(places) } else { d *= BigInt.tenTo(-places) }
    let quotient = roundedQuotient(n, by: d, mode) * BigInt(step)
    if places >= 0 { return Rational(quotient, tenths: places) }
    return Rational(quotient * BigInt.tenTo(-places))
  }
}

extension Rational {
  /// value ÷ 10^places; the common divisor has no other primes than 2 and 5.
  init(_ value: BigInt, tenths places: Int) {
    if value.isZero {
      self = .zero
      return
    }
    let twos = min(value.trailingZeroBits, places)
    var limbs = value.limbs
    Limbs.shiftRight(&limbs, twos)
    var fives = 0
    for (count, power) in Rational.fives {
      while fives + count <= places {
        var trial = limbs
        guard Limbs.divide(&trial, by: power) == 0 else { break }
        limbs = trial
        fives += count
      }
    }
    self.init(
      lowestTerms: BigInt(negative: value.isNegative, limbs: limbs),
      BigInt.fiveTo(places - fives) << (places - twos))
  }

  /// 5^16 … 5^1, so that many zeros go in few divisions.
  private static let fives: [(count: Int, power: UInt64)] = [
    (16, 152_587_890_625), (4, 625), (1, 5),
  ]
}

/// The whole number next to n ÷ d as the mode says.
///
/// - Precondition: `d` is above zero.
public func roundedQuotient(_ n: Int128, by d: Int128, _ mode: Rounding.Mode) -> Int128 {
  precondition(d > 0, "roundedQuotient: divisor not above zero; please report")
  let (quotient, remainder) = n.quotientAndRemainder(dividingBy: d)
  if remainder == 0 { return quotient }
  let away: Bool
  let rest = remainder.magnitude
  let gap = d.magnitude - rest
  switch mode {
  case .down: away = false
  case .up: away = true
  case .halfUp: away = rest >= gap
  case .halfEven: away = rest > gap || (rest == gap && quotient & 1 != 0)
  }
  return away ? quotient + (n < 0 ? -1 : 1) : quotient
}

/// The whole number next to n ÷ d as the mode says.
///
/// - Precondition: `d` is above zero.
public func roundedQuotient(_ n: BigInt, by d: BigInt, _ mode: Rounding.Mode) -> BigInt {
  precondition(d.signum > 0, "roundedQuotient: divisor not above zero; please report")
  let (quotient, remainder) = n.quotientAndRemainder(dividingBy: d)
  if remainder.isZero { return quotient }
  let away: Bool
  let twice = remainder.magnitude << 1
  switch mode {
  case .down: away = false
  case .up: away = true
  case .halfUp: away = twice >= d
  case .halfEven: away = twice > d || (twice == d && !quotient.isEven)
  }
  return away ? quotient + BigInt(n.signum) : quotient
}
