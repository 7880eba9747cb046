import Accounting
import Quantities
import RulePlan

/// A column of numbers of a table: where it stands, what it holds, in which unit.
struct BatchNumber {
  /// The input of the plan.
  let input: Int
  /// The named value.
  let named: Int
  /// The column of the file, from 0.
  let column: Int
  /// The unit of the heading; nil where it has none.
  let unit: String?
  /// Whether the unit column holds for it.
  let usesUnitColumn: Bool
  /// The factor to the declared unit where all lines have the same; nil where keys decide.
  let factor: Rational?
  /// Whether the value is as a rule not below zero.
  let isNeverNegative: Bool
  /// Whether a value up to 1 may have been meant as a share instead of a percentage.
  let isPercent: Bool
  /// Values that raise no question, in the declared unit.
  let plausible: ClosedRange<Rational>?

  /// The values, as written, that need no second look; nil where none does.
  var sure: ClosedRange<Rational>? {
    if !isNeverNegative, !isPercent, plausible == nil { return nil }
    var lower = Rational(Int64.min)
    var upper = Rational(Int64.max)
    if isNeverNegative { lower = .zero }
    // The least number above 1 that has 18 decimals.
    if isPercent { lower = .one + Rational.ratio(1, 1_000_000_000_000_000_000) }
    if let plausible {
      // Where the factor is not known beforehand, every value is looked at.
      guard let inverse = factor?.reciprocal else { return upper...upper }
      lower = max(lower, plausible.lowerBound * inverse)
      upper = min(upper, plausible.upperBound * inverse)
    }
    return lower <= upper ? lower...upper : upper...upper
  }
}

extension BatchTable {
  /// The columns of numbers among these inputs, and those of other kinds by their place.
  func fields(
    _ inputs: Set<Int>, _ units: inout BatchUnits
  ) -> (numbers: [BatchNumber], others: [(input: Int, column: Int)]) {
    var numbers: [BatchNumber] = []
    var others: [(input: Int, column: Int)] = []
    for (column, content) in columns.enumerated() {
      guard case .sheet(.input(let input), let unit) = content, inputs.contains(input) else {
        continue
      }
      guard plan.inputs[input].kind == .number, let index = layout.named[input] else {
        others.append((input, column))
        continue
      }
      let named = plan.named[index]
      let isKeyed = SheetLayout.isKeyed(named.unit) && place(of: .unit) != nil && unit == nil
      var factor: Rational?
      if !isKeyed, named.unit?.parts.isEmpty != false, named.shownAs?.parts.isEmpty != false,
        case .factor(let known) = units.convert(unit, named: index, keys: [])
      {
        factor = known
      }
      numbers.append(
        BatchNumber(
          input: input, named: index, column: column, unit: unit, usesUnitColumn: isKeyed,
          factor: factor, isNeverNegative: LineWords.isNeverNegative(named),
          isPercent: named.shownAs?.text == "%" && named.plausible == nil && unit == nil,
          plausible: named.plausible))
    }
    return (numbers, others)
  }
}
