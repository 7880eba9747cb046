/// A whole number of 256 bits without sign.
struct UInt256 {
  /// The upper half.
  var high: UInt128
  /// The lower half.
  var low: UInt128

  /// 0.
  static let zero = UInt256(high: 0, low: 0)

  /// How many binary digits there are; 0 for zero.
  @inline(__always)
  var bitWidth: Int {
    high == 0 ? 128 - low.leadingZeroBitCount : 256 - high.leadingZeroBitCount
  }

  /// The product; nil where it does not fit 255 bits.
  @inline(__always)
  func multiplied(by other: UInt128) -> UInt256? {
    if other == 1 { return self }
    let wide = low.multipliedFullWidth(by: other)
    if high == 0 { return wide.high >> 127 == 0 ? UInt256(high: wide.high, low: wide.low) : nil }
    let (upper, over) = high.multipliedReportingOverflow(by: other)
    let (sum, carries) = upper.addingReportingOverflow(wide.high)
    return over || carries || sum >> 127 != 0 ? nil : UInt256(high: sum, low: wide.low)
  }

  /// The product with 10 to a power, which is not negative; nil where it does not fit 255 bits.
  @inline(__always)
  func timesTen(to exponent: Int, _ powers: [UInt128]) -> UInt256? {
    if exponent < powers.count { return multiplied(by: powers[exponent]) }
    if high == 0 && low == 0 { return self }
    if exponent > 2 * (powers.count - 1) { return nil }
    let most = powers.count - 1
    return multiplied(by: powers[most])?.multiplied(by: powers[exponent - most])
  }

  /// Quotient and remainder; nil where the quotient does not fit 128 bits.
  @inline(__always)
  func divided(by divisor: UInt128) -> (quotient: UInt128, remainder: UInt128)? {
    if high == 0 { return low.quotientAndRemainder(dividingBy: divisor) }
    if high >= divisor { return nil }
    return divisor >> 64 == 0
      ? dividedShort(by: UInt64(truncatingIfNeeded: divisor)) : dividedLong(by: divisor)
  }

  /// By a divisor of 64 bits, which the upper half falls short of.
  private func dividedShort(by divisor: UInt64) -> (quotient: UInt128, remainder: UInt128) {
    let top = UInt64(truncatingIfNeeded: high)
    let first = divisor.dividingFullWidth((top, UInt64(truncatingIfNeeded: low >> 64)))
    let second = divisor.dividingFullWidth(
      (first.remainder, UInt64(truncatingIfNeeded: low)))
    return (UInt128(first.quotient) << 64 | UInt128(second.quotient), UInt128(second.remainder))
  }

  /// By a divisor of more than 64 bits, which the upper half falls short of (Knuth, 4.3.1 D).
  private func dividedLong(by divisor: UInt128) -> (quotient: UInt128, remainder: UInt128) {
    let shift = UInt128(divisor.leadingZeroBitCount)
    let v = divisor << shift
    let upper = shift == 0 ? high : high << shift | low >> (128 - shift)
    let lower = low << shift
    let first = Self.digit(upper, UInt64(truncatingIfNeeded: lower >> 64), v)
    let second = Self.digit(first.rest, UInt64(truncatingIfNeeded: lower), v)
    return (UInt128(first.digit) << 64 | UInt128(second.digit), second.rest >> shift)
  }

  /// One digit of 64 bits of (top, next) ÷ v, where top is less than v and v has its highest bit.
  @inline(__always)
  private static func digit(
    _ top: UInt128, _ next: UInt64, _ v: UInt128
  ) -> (digit: UInt64, rest: UInt128) {
    let lead = UInt64(truncatingIfNeeded: v >> 64)
    let tail = UInt64(truncatingIfNeeded: v)
    let upper = UInt64(truncatingIfNeeded: top >> 64)
    let middle = UInt64(truncatingIfNeeded: top)
    var digit = UInt64.max
    var rest = UInt128(middle) + UInt128(lead)
    if upper < lead {
      let estimate = lead.dividingFullWidth((upper, middle))
      digit = estimate.quotient
      rest = UInt128(estimate.remainder)
    }
    while rest >> 64 == 0, UInt128(digit) * UInt128(tail) > rest << 64 | UInt128(next) {
      digit &-= 1
      rest += UInt128(lead)
    }
    return (digit, (top << 64 | UInt128(next)) &- UInt128(digit) &* v)
  }
}

/// A whole number of 256 bits with sign, of which magnitudes use 255.
struct Int256 {
  /// The upper half; carries the sign.
  var high: Int128
  /// The lower half.
  var low: UInt128

  /// 0.
  static let zero = Int256(high: 0, low: 0)

  @inline(__always)
  init(high: Int128, low: UInt128) {
    self.high = high
    self.low = low
  }

  @inline(__always)
  init(_ value: Int128) {
    self.init(high: value >> 127, low: UInt128(truncatingIfNeeded: value))
  }

  /// A magnitude of at most 255 bits with a sign.
  @inline(__always)
  init(_ magnitude: UInt256, isNegative: Bool) {
    let value = Int256(high: Int128(truncatingIfNeeded: magnitude.high), low: magnitude.low)
    self = isNegative ? -value : value
  }

  @inline(__always) var isNegative: Bool { high < 0 }
  @inline(__always) var isZero: Bool { high == 0 && low == 0 }

  @inline(__always)
  var magnitude: UInt256 {
    let value = isNegative ? -self : self
    return UInt256(high: UInt128(truncatingIfNeeded: value.high), low: value.low)
  }

  /// The number with 128 bits; nil where it does not fit.
  @inline(__always)
  var narrowed: Int128? {
    let value = Int128(truncatingIfNeeded: low)
    return high == value >> 127 ? value : nil
  }

  @inline(__always)
  static prefix func - (value: Int256) -> Int256 {
    let (low, under) = UInt128(0).subtractingReportingOverflow(value.low)
    return Int256(high: 0 &- value.high &- (under ? 1 : 0), low: low)
  }

  /// The sum; nil where it does not fit.
  @inline(__always)
  func adding(_ other: Int256) -> Int256? {
    let (low, carries) = low.addingReportingOverflow(other.low)
    let (high, over1) = high.addingReportingOverflow(other.high)
    let (sum, over2) = high.addingReportingOverflow(carries ? 1 : 0)
    return over1 != over2 ? nil : Int256(high: sum, low: low)
  }

  /// The product with a number without sign; nil where it does not fit.
  @inline(__always)
  func multiplied(by other: UInt128) -> Int256? {
    if other == 1 { return self }
    return magnitude.multiplied(by: other).map { Int256($0, isNegative: isNegative) }
  }
}
