import Quantities
import RulePlan

extension Large {
  /// The numbers at rest, 34 significant digits half-even; nil where a part does not fit.
  ///
  /// Elements without a value become zero.
  func rested(where holds: (Int) -> Bool) -> Operand? {
    var kernel = RestKernel(p: scale.p)
    var digits = [Int128](repeating: 0, count: count)
    var exponents = [Int16](repeating: 0, count: count)
    for index in 0..<count where holds(index) && !integers[index].isZero {
      let integer = integers[index]
      let (divisor, over) = scale.q.multipliedReportingOverflow(by: divisors?[index] ?? 1)
      if !over, kernel.rest(integer.magnitude, by: divisor),
        let own = Int16(exactly: kernel.exponent + (self.exponents.map { Int($0[index]) } ?? 0))
      {
        let value = Int128(truncatingIfNeeded: kernel.digits)
        digits[index] = integer.isNegative != scale.isNegative ? 0 - value : value
        exponents[index] = own
      } else {
        // Beyond the kernel: the long way for this element alone.
        let rested = self[index].rounded(.rest)
        guard let places = rested.decimalPlaces,
          let power = Rational(10).power(places),
          let value = (rested * power).numerator.exactInt128,
          let own = Int16(exactly: -places - scale.exponent)
        else { return nil }
        digits[index] = value
        exponents[index] = own
      }
    }
    if let aligned = Large.aligned(digits, exponents),
      let factor = Scale.one.rational(timesTenTo: aligned.shift + scale.exponent)
    {
      return .medium(aligned.integers, factor)
    }
    var own = Scale.one
    own.exponent = scale.exponent
    return .large(
      Large(integers: mapped(digits) { Int256($0) }, exponents: exponents, scale: own))
  }

  /// The numbers rounded to decimals, as integers of 128 bits; nil where a part does not fit.
  func rounded(_ rounding: Rounding, decimals: Int, where holds: (Int) -> Bool) -> [Int128]? {
    let powers = unsignedPowersOfTen
    guard let step = UInt128(exactly: rounding.step), step > 0 else { return nil }
    var result = [Int128](repeating: 0, count: count)
    for index in 0..<count where holds(index) && !integers[index].isZero {
      let integer = integers[index]
      let exponent = self.exponent(index) + decimals
      guard
        let numerator = integer.magnitude.multiplied(by: scale.p)?
          .timesTen(to: max(exponent, 0), powers),
        -exponent < powers.count
      else { return nil }
      let (first, over1) = scale.q.multipliedReportingOverflow(by: divisors?[index] ?? 1)
      let (second, over2) = first.multipliedReportingOverflow(by: powers[max(-exponent, 0)])
      let (divisor, over3) = second.multipliedReportingOverflow(by: step)
      guard !over1, !over2, !over3, divisor >> 127 == 0,
        case let (quotient, remainder)? = numerator.divided(by: divisor),
        let value = Int128(
          exactly: rounding.mode.taken(quotient, remainder, of: divisor)),
        case let (stepped, over) = value.multipliedReportingOverflow(by: Int128(step)), !over
      else { return nil }
      result[index] = integer.isNegative != scale.isNegative ? 0 - stepped : stepped
    }
    return result
  }
}

extension Rounding.Mode {
  /// The quotient of magnitudes or the next one, as the mode says; the divisor has 127 bits.
  @inline(__always)
  fileprivate func taken(
    _ quotient: UInt128, _ remainder: UInt128, of divisor: UInt128
  ) -> UInt128 {
    if remainder == 0 { return quotient }
    let twice = remainder << 1
    let goesUp =
      switch self {
      case .halfEven: twice > divisor || (twice == divisor && quotient & 1 == 1)
      case .halfUp: twice >= divisor
      case .down: false
      case .up: true
      }
    // A quotient of 128 ones does not fit 128 bits with sign either.
    return goesUp ? quotient &+ (quotient == .max ? 0 : 1) : quotient
  }
}

/// Rounds n × p ÷ d to 34 significant digits, half-even.
struct RestKernel {
  /// The multiplier.
  let p: UInt128
  /// The result is digits × 10^exponent.
  private(set) var digits: UInt128 = 0
  private(set) var exponent = 0
  private let powers = unsignedPowersOfTen
  private let lengths = powersOfTen256

  init(p: UInt128) { self.p = p }

  /// Rounds one number above zero; false where it does not fit.
  @inline(__always)
  mutating func rest(_ integer: UInt256, by divisor: UInt128) -> Bool {
    guard let number = integer.multiplied(by: p) else { return false }
    let length = digitCount(number)
    if divisor == 1 {
      if length <= 34 {
        digits = number.low
        exponent = 0
        return true
      }
      guard length - 34 < powers.count else { return false }
      return take(number, by: powers[length - 34], exponent: length - 34)
    }
    // One digit more than wanted, or exactly as many.
    let divisorLength = digitCount(UInt256(high: 0, low: divisor))
    let drop = length - divisorLength - 34
    if drop > 0 {
      guard drop < powers.count,
        case let (whole, over) = divisor.multipliedReportingOverflow(by: powers[drop]), !over
      else { return false }
      return take(number, by: whole, exponent: drop)
    }
    guard let scaled = number.timesTen(to: -drop, powers) else { return false }
    return take(scaled, by: divisor, exponent: drop)
  }

  /// Divides; a quotient of 35 digits loses its last one.
  @inline(__always)
  private mutating func take(_ number: UInt256, by divisor: UInt128, exponent: Int) -> Bool {
    guard let (quotient, remainder) = number.divided(by: divisor) else { return false }
    self.exponent = exponent
    if remainder == 0, quotient < powers[34] {
      digits = quotient
      return true
    }
    if quotient < powers[34] {
      let gap = divisor - remainder
      let goesUp = remainder > gap || (remainder == gap && quotient & 1 == 1)
      digits = goesUp ? quotient + 1 : quotient
      return true
    }
    let (shorter, last) = quotient.quotientAndRemainder(dividingBy: 10)
    let goesUp = last > 5 || (last == 5 && (remainder > 0 || shorter & 1 == 1))
    digits = goesUp ? shorter + 1 : shorter
    self.exponent = exponent + 1
    return shorter < powers[34]
  }

  /// How many decimal digits there are.
  @inline(__always)
  private func digitCount(_ number: UInt256) -> Int {
    // log10 of 2^bits, at most one too small.
    let estimate = (number.bitWidth * 1233) >> 12
    let power = lengths[estimate]
    let reaches =
      number.high > power.high || (number.high == power.high && number.low >= power.low)
    return reaches ? estimate + 1 : estimate
  }
}

/// 10^0 … 10^76.
private let powersOfTen256: [UInt256] = {
  let powers = unsignedPowersOfTen
  return (0...76).map {
    UInt256(high: 0, low: 1).timesTen(to: $0, powers) ?? UInt256(high: .max, low: .max)
  }
}()
