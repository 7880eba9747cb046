import Engine
import Quantities
import RulePlan

/// Values of the whole period made of those of its months or days, for columns headed 全年.
///
/// They are for reading only: no figure is computed from them.
package struct YearValues {
  let material: ReportMaterial

  /// Makes the values of a calculation.
  package init(material: ReportMaterial) { self.material = material }

  /// The value of a row over all its time slots, as the method says that it is read over time.
  ///
  /// - Parameters:
  ///   - index: the named value, in the plan's order.
  ///   - row: the row in the named value's row set.
  ///   - rule: `sum` …; without one, the named value's own.
  /// - Returns: nil where a slot is missing or the method says nothing.
  package func value(_ index: Int, row: Int, rule: String? = nil) -> Rational? {
    let evaluation = material.evaluation
    let named = material.plan.named[index]
    let shape = material.plan.nodes[named.node].shape
    let elements = slots(of: shape, row)
    if shape.grain == .year { return evaluation.number(named.node, elements.lowerBound) }
    guard let rule = rule ?? named.overTime else { return nil }
    var numbers: [(element: Int, number: Rational)] = []
    for element in elements {
      if let number = evaluation.number(named.node, element) {
        numbers.append((element, number))
      } else if evaluation.state(named.node, element) != .notOccurring {
        return nil
      }
    }
    guard let last = numbers.last else { return nil }
    switch rule {
    case "sum": return numbers.reduce(Rational.zero) { $0 + $1.number }
    case "min": return numbers.map(\.number).min()
    case "max": return numbers.map(\.number).max()
    case "last": return last.number
    case "mean":
      return numbers.reduce(Rational.zero) { $0 + $1.number }
        .divided(by: Rational(numbers.count))
    default: return weighted(numbers, rule, shape)
    }
  }

  private func slots(of shape: Shape, _ row: Int) -> Range<Int> {
    let slots = material.evaluation.element(of: shape, row: 1, slot: 0)
    return row * slots..<(row + 1) * slots
  }

  /// `mean weighted by FC_日`.
  private func weighted(
    _ numbers: [(element: Int, number: Rational)], _ rule: String, _ shape: Shape
  ) -> Rational? {
    let prefix = "mean weighted by "
    guard rule.hasPrefix(prefix) else { return nil }
    let name = rule.dropFirst(prefix.count)
    guard let weight = material.plan.named.first(where: { $0.symbol == name || $0.id == name }),
      material.plan.nodes[weight.node].shape == shape
    else { return nil }
    var (sum, whole) = (Rational.zero, Rational.zero)
    for (element, number) in numbers {
      guard let share = material.evaluation.number(weight.node, element) else { return nil }
      sum = sum + number * share
      whole = whole + share
    }
    return sum.divided(by: whole)
  }
}
