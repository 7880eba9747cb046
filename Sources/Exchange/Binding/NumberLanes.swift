import Quantities
import RulePlan

extension Column.Numbers {
  /// The narrowest lane that holds the numbers exactly.
  ///
  /// Decimals become integers times a common power of ten; a number that is no decimal, or one of
  /// more than 38 digits, takes the whole column to fractions.
  static func narrowest(_ values: [Rational]) -> Column.Numbers {
    var places = 0
    var knownDenominator: Int64 = 1
    for value in values {
      if let small = value.small {
        if small.denominator == knownDenominator { continue }
        knownDenominator = small.denominator
      }
      guard let needed = value.decimalPlaces else { return .wide(values) }
      places = max(places, needed)
      if places > 38 { return .wide(values) }
    }
    guard let scale = Rational(10).power(places), let factor = scale.reciprocal else {
      return .wide(values)
    }
    if let narrow = narrow(values, scale) { return .narrow(narrow, factor: factor) }
    var medium: [Int128] = []
    medium.reserveCapacity(values.count)
    for value in values {
      guard let integer = (value * scale).numerator.exactInt128 else { return .wide(values) }
      medium.append(integer)
    }
    return .medium(medium, factor: factor)
  }

  private static func narrow(_ values: [Rational], _ scale: Rational) -> [Int64]? {
    guard let whole = scale.small?.numerator else { return nil }
    var integers: [Int64] = []
    integers.reserveCapacity(values.count)
    for value in values {
      guard let small = value.small else { return nil }
      let (integer, overflow) = small.numerator.multipliedReportingOverflow(
        by: whole / small.denominator)
      if overflow { return nil }
      integers.append(integer)
    }
    return integers
  }
}
