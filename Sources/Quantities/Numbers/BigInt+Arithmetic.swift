extension BigInt {
  /// Sum.
  public static func + (left: BigInt, right: BigInt) -> BigInt {
    if left.isNegative == right.isNegative {
      return BigInt(negative: left.isNegative, limbs: Limbs.sum(left.limbs, right.limbs))
    }
    if Limbs.compare(left.limbs, right.limbs) >= 0 {
      var limbs = left.limbs
      Limbs.subtract(&limbs, right.limbs)
      return BigInt(negative: left.isNegative, limbs: limbs)
    }
    var limbs = right.limbs
    Limbs.subtract(&limbs, left.limbs)
    return BigInt(negative: right.isNegative, limbs: limbs)
  }

  /// The number with the other sign.
  public static prefix func - (value: BigInt) -> BigInt {
    BigInt(negative: !value.isNegative, limbs: value.limbs)
  }

  /// Difference.
  public static func - (left: BigInt, right: BigInt) -> BigInt { left + (-right) }

  /// Product.
  /// - Complexity: O(limbs × limbs).
  public static func * (left: BigInt, right: BigInt) -> BigInt {
    BigInt(
      negative: left.isNegative != right.isNegative,
      limbs: Limbs.product(left.limbs, right.limbs))
  }

  /// Adds in place.
  public static func += (left: inout BigInt, right: BigInt) { left = left + right }
  /// Subtracts in place.
  public static func -= (left: inout BigInt, right: BigInt) { left = left - right }
  /// Multiplies in place.
  public static func *= (left: inout BigInt, right: BigInt) { left = left * right }

  /// Quotient towards zero and the remainder, which has the sign of the dividend.
  ///
  /// - Precondition: `divisor` is not zero.
  public func quotientAndRemainder(
    dividingBy divisor: BigInt
  ) -> (quotient: BigInt, remainder: BigInt) {
    precondition(!divisor.isZero, "BigInt.quotientAndRemainder: division by zero; please report")
    let result = Limbs.divided(limbs, by: divisor.limbs)
    return (
      BigInt(negative: isNegative != divisor.isNegative, limbs: result.quotient),
      BigInt(negative: isNegative, limbs: result.remainder)
    )
  }

  /// Greatest common divisor, never negative; that of 0 and x is |x|.
  public static func gcd(_ a: BigInt, _ b: BigInt) -> BigInt {
    BigInt(negative: false, limbs: Limbs.gcd(a.limbs, b.limbs))
  }

  /// Multiplied by 2 to the power of `bits`; negative `bits` shift right.
  public static func << (value: BigInt, bits: Int) -> BigInt {
    if bits < 0 { return value >> (0 - bits) }
    return BigInt(negative: value.isNegative, limbs: Limbs.shiftedLeft(value.limbs, bits))
  }

  /// Divided by 2 to the power of `bits`, towards zero; negative `bits` shift left.
  public static func >> (value: BigInt, bits: Int) -> BigInt {
    if bits < 0 { return value << (0 - bits) }
    var limbs = value.limbs
    Limbs.shiftRight(&limbs, bits)
    return BigInt(negative: value.isNegative, limbs: limbs)
  }

  /// The number to a whole power; anything to the power of 0 is 1.
  ///
  /// - Precondition: `exponent` is not negative. The caller bounds the size of the result.
  public func power(_ exponent: Int) -> BigInt {
    precondition(exponent >= 0, "BigInt.power: negative exponent; please report")
    var result = BigInt.one
    var square = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      rest >>= 1
      if rest > 0 { square *= square }
    }
    return result
  }

  /// 10 to a whole power, not negative.
  static func tenTo(_ exponent: Int) -> BigInt { fiveTo(exponent) << exponent }

  /// 5 to a whole power, not negative.
  static func fiveTo(_ exponent: Int) -> BigInt {
    exponent < powersOfFive.count ? powersOfFive[exponent] : BigInt(5).power(exponent)
  }

  /// The powers that rounding to 34 digits asks for all the time.
  private static let powersOfFive: [BigInt] = {
    var powers = [BigInt.one]
    for i in 0..<80 { powers.append(powers[i] * BigInt(5)) }
    return powers
  }()
}
