import Quantities
import RulePlan

extension Machine {
  mutating func round(_ index: Int, _ node: Node, _ rounding: Rounding) {
    let count = layout.count(node.shape)
    let number = term(node.operands[0])
    if case .uniform(let value) = number {
      return setUniform(index, .number(value.rounded(rounding)))
    }
    let states = strict(node.operands, count: count)
    set(index, rounded(number, rounding, states, count: count), states)
  }

  /// A column rounded, in the narrowest lane that holds the result.
  func rounded(
    _ number: Operand, _ rounding: Rounding, _ states: States, count: Int
  ) -> Operand {
    let large = usesLarge ? { number.large(count: count) } : { nil }
    let holds = { states[$0].hasValue }
    switch rounding.precision {
    case .digits(let digits):
      if rounding.step == 1, Self.keepsDigits(number, digits) { return number }
      guard rounding == .rest else { break }
      if let result = large()?.rested(where: holds) { return result }
    case .decimals(let decimals):
      if let result = Self.roundedIntegers(number, rounding, decimals: decimals) { return result }
      if abs(decimals) <= 18,
        let result = large()?.rounded(rounding, decimals: decimals, where: holds)
      {
        return Self.shortened(result, factor: tenToThe(-decimals))
      }
    }
    let fractions = (0..<count).map { index -> Rational in
      states[index].hasValue ? number[index].rounded(rounding) : .zero
    }
    guard case .decimals(let decimals) = rounding.precision else { return .wide(fractions) }
    return Self.narrowed(fractions, decimals: decimals) ?? .wide(fractions)
  }

  /// Whether no element can have more significant digits than these, so that rounding to them
  /// changes nothing.
  static func keepsDigits(_ number: Operand, _ digits: Int) -> Bool {
    guard digits <= 37, let factor = number.factor, let bound = number.bound,
      let places = factor.decimalPlaces, places <= 18,
      let numerator = (factor * tenToThe(places)).small?.numerator,
      let largest = product(bound, UInt128(numerator.magnitude))
    else { return false }
    var limit: UInt128 = 1
    for _ in 0..<digits { limit *= 10 }
    return largest < limit
  }

  /// Rounding to decimals as one integer division with remainder; nil where 128 bits do not do.
  private static func roundedIntegers(
    _ number: Operand, _ rounding: Rounding, decimals: Int
  ) -> Operand? {
    guard abs(decimals) <= 18, let factor = number.factor, let bound = number.bound,
      let (multiplier, denominator) = (factor * tenToThe(decimals)).small,
      let largest = product(bound, UInt128(multiplier.magnitude))
    else { return nil }
    let (unit, overflow) = denominator.multipliedReportingOverflow(by: Int64(rounding.step))
    guard !overflow, unit < Int64.max / 4,
      let bound = total(largest, UInt128(unit)), fitsMedium(bound)
    else { return nil }
    let step = Int64(rounding.step)
    let result = tenToThe(-decimals)
    if case .narrow(let integers, _) = number, fitsNarrow(bound) {
      let rounded = Reciprocal(unit).divided(integers, multiplier, step, rounding.mode)
      return .narrow(rounded, result)
    }
    guard let integers = number.mediumIntegers(count: 0) else { return nil }
    let rounded = divided(
      integers, Int128(multiplier), Int128(unit), Int128(step), rounding.mode)
    return shortened(rounded, factor: result)
  }

  @inline(__always)
  private static func divided<I: FixedWidthInteger & SignedInteger>(
    _ integers: [I], _ multiplier: I, _ unit: I, _ step: I, _ mode: Rounding.Mode
  ) -> [I] {
    if unit == 1 { return multiplier == 1 ? integers : mapped(integers) { $0 &* multiplier } }
    switch mode {
    case .halfEven:
      return mapped(integers) {
        let (q, r) = ($0 &* multiplier).quotientAndRemainder(dividingBy: unit)
        let twice = (r < 0 ? 0 &- r : r) &* 2
        let goes = twice > unit || (twice == unit && q & 1 != 0)
        return (goes ? (r < 0 ? q &- 1 : q &+ 1) : q) &* step
      }
    case .halfUp:
      return mapped(integers) {
        let (q, r) = ($0 &* multiplier).quotientAndRemainder(dividingBy: unit)
        let twice = (r < 0 ? 0 &- r : r) &* 2
        return (twice >= unit ? (r < 0 ? q &- 1 : q &+ 1) : q) &* step
      }
    case .down:
      return mapped(integers) { ($0 &* multiplier) / unit &* step }
    case .up:
      return mapped(integers) {
        let (q, r) = ($0 &* multiplier).quotientAndRemainder(dividingBy: unit)
        return (r == 0 ? q : r < 0 ? q &- 1 : q &+ 1) &* step
      }
    }
  }

  /// 128-bit integers in 64 bits where they fit.
  static func shortened(_ integers: [Int128], factor: Rational) -> Operand {
    fitsNarrow(bits(integers))
      ? .narrow(mapped(integers) { Int64(truncatingIfNeeded: $0) }, factor)
      : .medium(integers, factor)
  }

  /// Fractions with so many decimals as 64-bit integers; nil where one does not fit.
  static func narrowed(_ fractions: [Rational], decimals: Int) -> Operand? {
    guard abs(decimals) <= 18 else { return nil }
    let scale = tenToThe(decimals)
    var integers = [Int64]()
    integers.reserveCapacity(fractions.count)
    for fraction in fractions {
      guard let (integer, one) = (fraction * scale).small, one == 1 else { return nil }
      integers.append(integer)
    }
    return .narrow(integers, tenToThe(-decimals))
  }
}

/// 10 to a whole power between −18 and 18.
func tenToThe(_ exponent: Int) -> Rational {
  var power: Int64 = 1
  for _ in 0..<min(abs(exponent), 18) { power *= 10 }
  return exponent < 0 ? Rational.ratio(1, Int(power)) : Rational(power)
}
