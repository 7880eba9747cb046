import Quantities

/// Rounding division of 64-bit integers by one number above zero, without a division.
///
/// With s = ⌊log2 unit⌋ and M = ⌈2^(64+s) ÷ unit⌉ the quotient of 0 ≤ n < 2^63 is
/// ⌊n × M ÷ 2^(64+s)⌋, the high word of one product shifted by s. Proof: M × unit = 2^(64+s) + e
/// with 0 ≤ e < unit < 2^(s+1). So n × M ÷ 2^(64+s) exceeds n ÷ unit by
/// n × e ÷ (unit × 2^(64+s)) < 2^63 ÷ 2^(64+s) = 2^−(s+1) < 1 ÷ unit, and n ÷ unit lies at least
/// 1 ÷ unit below the next whole number: both have the same floor. A power of two 2^k has M = 2^63
/// and s = k − 1.
///
/// All modes are this floor of n + h: h = ⌊unit ÷ 2⌋ for the halves, 0 for down, unit − 1 for up.
/// In the halves n + h is a multiple of an even unit exactly at a tie, where half-even takes one
/// back from an odd quotient; an odd unit has no ties.
///
/// - Source: Granlund and Montgomery, Division by Invariant Integers using Multiplication (1994).
struct Reciprocal {
  private let unit: UInt64
  private let multiplier: UInt64
  private let shift: UInt64

  /// Makes the reciprocal of a number between 1 and 2^63 − 1.
  init(_ unit: Int64) {
    precondition(unit > 0, "Engine: reciprocal of \(unit); please report")
    let size = UInt64(unit)
    self.unit = size
    let log = UInt64(63 - size.leadingZeroBitCount)
    if size & (size - 1) == 0 {
      multiplier = 1 << 63
      shift = log &- 1
    } else {
      multiplier = size.dividingFullWidth((1 << log, 0)).quotient + 1
      shift = log
    }
  }

  /// Each integer × factor ÷ unit, rounded, × step.
  ///
  /// - Precondition: the magnitude of each integer × factor plus unit is below 2^63.
  func divided(_ integers: [Int64], _ factor: Int64, _ step: Int64, _ mode: Rounding.Mode)
    -> [Int64]
  {
    if unit == 1 { return mapped(integers) { $0 &* factor &* step } }
    let added =
      switch mode {
      case .halfEven, .halfUp: unit / 2
      case .down: UInt64(0)
      case .up: unit - 1
      }
    // 1 where a tie has to become even.
    let ties: UInt64 = mode == .halfEven && unit & 1 == 0 ? 1 : 0
    let (unit, multiplier, shift) = (unit, multiplier, shift)
    return mapped(integers) { integer in
      let product = integer &* factor
      let sign = product &>> 63
      let size = UInt64(bitPattern: (product ^ sign) &- sign) &+ added
      var quotient = size.multipliedFullWidth(by: multiplier).high &>> shift
      let isTie = quotient &* unit == size ? ties : 0
      quotient &-= isTie & quotient
      return ((Int64(bitPattern: quotient) &* step) ^ sign) &- sign
    }
  }
}
