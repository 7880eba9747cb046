import Quantities
import RulePlan

extension Machine {
  /// Coming to rest at 34 significant digits in the 128-bit lane.
  ///
  /// A product with 44/12 has no end of digits, so that each element gets decimals of its own:
  /// 34 less the digits before the point. All elements are then written with the most decimals
  /// that any of them has; nil where that does not fit 128 bits, or the numbers are no integers
  /// times a small fraction.
  static func rested(_ number: Operand) -> Operand? {
    guard case .narrow(let integers, let factor) = number, let (p, q) = factor.small,
      q <= 1_000_000_000_000_000,
      let bound = product(UInt128(bits(integers)), UInt128(p.magnitude)),
      bound < UInt128(Int64.max)
    else { return nil }
    let parts = integers.map { restedParts($0 &* p, q) }
    let most = parts.reduce(0) { max($0, $1.decimals) }
    guard most <= 38 else { return nil }
    var result = [Int128]()
    result.reserveCapacity(parts.count)
    for part in parts {
      let (scaled, overflow) = part.digits.multipliedReportingOverflow(
        by: powersOfTen[most - (part.digits == 0 ? most : part.decimals)])
      if overflow { return nil }
      result.append(scaled)
    }
    guard let step = Rational(10).power(-most) else { return nil }
    return .medium(result, step)
  }

  /// n ÷ q to 34 significant digits, half-even, as digits × 10^−decimals.
  private static func restedParts(_ n: Int64, _ q: Int64) -> (digits: Int128, decimals: Int) {
    let (whole, rest) = n.quotientAndRemainder(dividingBy: q)
    if rest == 0 { return (Int128(whole), 0) }
    // Digits before the point; a share below one has leading zeros that do not count.
    var decimals = 34
    var size = whole.magnitude
    while size > 0 {
      size /= 10
      decimals -= 1
    }
    if whole == 0 {
      var numerator = Int128(rest.magnitude) * 10
      while numerator < Int128(q) {
        numerator *= 10
        decimals += 1
      }
    }
    guard decimals <= 38 else { return (0, .max) }
    // rest × 10^decimals needs more than 128 bits, so it is divided in two strides; q has at most
    // 16 digits, so that neither stride leaves them.
    let half = min(decimals, 21)
    let (high, over) = (Int128(rest.magnitude) * powersOfTen[half])
      .quotientAndRemainder(dividingBy: Int128(q))
    let stride = powersOfTen[decimals - half]
    let low = roundedQuotient(over * stride, by: Int128(q), .down)
    let left = (over * stride) - low * Int128(q)
    var digits = Int128(whole.magnitude) * powersOfTen[decimals] + high * stride + low
    if left * 2 > Int128(q) || (left * 2 == Int128(q) && digits & 1 == 1) { digits += 1 }
    return (n < 0 ? -digits : digits, decimals)
  }
}

/// 10^0 … 10^38.
let powersOfTen: [Int128] = {
  var powers: [Int128] = [1]
  for _ in 0..<38 { powers.append((powers.last ?? 1) * 10) }
  return powers
}()
