import Diagnostics
import Engine
import Quantities
import RulePlan

/// Values that lie far from what another way to obtain them gives: a calorific value in kJ/kg where
/// GJ/t is asked for lies a thousand times over its default.
enum DistantWays {
  /// Further apart than this, in either direction, two ways hardly mean the same thing.
  private static let limit = Rational(4)

  /// A warning for each row.
  static func findings(_ calculation: Calculation) -> [Finding] {
    calculation.plan.named.flatMap { named -> [Finding] in
      guard let chosen = named.chosen,
        case .chosen(let ids) = calculation.plan.nodes[chosen].operation
      else { return [] }
      return findings(named, ids, chosen, calculation)
    }
  }

  private static func findings(
    _ named: Named, _ ids: [String], _ chosen: Int, _ calculation: Calculation
  ) -> [Finding] {
    let evaluation = calculation.evaluation
    let node = calculation.plan.nodes[chosen]
    let rows = max(1, evaluation.dataset.rows[node.shape.rows].count)
    let slots = max(1, evaluation.count(of: chosen) / rows)
    var told: Set<Int> = []
    return (0..<evaluation.count(of: chosen)).compactMap { element -> Finding? in
      guard case .text(let id) = evaluation.value(chosen, element),
        let taken = ids.firstIndex(of: id),
        case .number(let value) = evaluation.value(node.operands[2 + 2 * taken], element)
      else { return nil }
      for other in ids.indices where other > taken {
        // A way whose condition does not hold says nothing about this row.
        guard evaluation.value(node.operands[1 + 2 * other], element) != .flag(false),
          case .number(let second) = evaluation.value(node.operands[2 + 2 * other], element),
          isFar(value, second), told.insert(element / slots).inserted
        else { continue }
        let address = calculation.bound.address(of: named.symbol, node.shape, element)
        let title = named.alternatives.first { $0.id == ids[other] }?.title.zh ?? ids[other]
        return Finding(
          .valueDistant, at: .address(address.description),
          [
            "name": named.title.zh, "nameEn": named.title.en ?? named.symbol,
            "got": value.text(digits: 6), "other": second.text(digits: 6), "way": title,
          ])
      }
      return nil
    }
  }

  private static func isFar(_ value: Rational, _ other: Rational) -> Bool {
    guard other != .zero, value != .zero else { return false }
    if (value < .zero) != (other < .zero) { return true }
    return value.magnitude > other.magnitude * limit || value.magnitude * limit < other.magnitude
  }
}

extension FindingKind {
  static let valueDistant = FindingKind(
    "value.distant", .warning,
    zh: "“{name}”是 {got}，而“{way}”是 {other}，相差四倍以上，请核对数值和单位（如 kJ/kg 与 GJ/t）",
    en: "“{nameEn}” is {got}, but {other} by “{way}”: check value and unit")
}
