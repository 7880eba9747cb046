import Engine
import Quantities
import RulePlan
import Synchronization

extension UnitCatalogue {
  /// What a number in one unit is multiplied by to be in another; CO2e without regard to its set.
  func factor(from: String, to: String) -> Rational? {
    if from == to { return .one }
    guard case .success(let from) = parse(UnitText.withoutSets(from)),
      case .success(let to) = parse(UnitText.withoutSets(to))
    else { return nil }
    return from.factor(to: to)
  }

  /// The same, where a share by mass (tC/t) may also be shown in per cent.
  func shownFactor(from: String, to: String) -> Rational? {
    if let factor = factor(from: from, to: to) { return factor }
    guard case .success(let from) = parse(UnitText.withoutSets(from)),
      case .success(let to) = parse(UnitText.withoutSets(to)), to.isDimensionless
    else { return nil }
    var powers: [String: Int] = [:]
    for (atom, exponent) in from.exponents { powers[atom.dimension, default: 0] += exponent }
    return powers.values.allSatisfy { $0 == 0 } ? from.scale.divided(by: to.scale) : nil
  }
}

/// Units of the two sides of a bridge, and the way from one to the other.
final class BridgeUnits: Sendable {
  private let first: Calculation
  private let second: Calculation
  private let catalogue: UnitCatalogue
  private let isSame: Bool
  private let known = Mutex<[String: Rational?]>([:])

  init(first: Calculation, second: Calculation, units: UnitCatalogue) {
    self.first = first
    self.second = second
    catalogue = units
    isSame = first.plan.hash == second.plan.hash
  }

  /// What a number in one unit is multiplied by to be in another.
  func factor(_ to: String, _ from: String) -> Rational? {
    if to == from { return .one }
    let key = from + "\n" + to
    if let factor = known.withLock({ $0[key] }) { return factor }
    let factor = catalogue.factor(from: from, to: to)
    known.withLock { $0[key] = .some(factor) }
    return factor
  }

  /// What a number of the second side is multiplied by to be in the unit of the first side's input.
  func factor(
    _ input: Int, _ path: RowPath, _ facts: BridgeFacts, _ others: BridgeFacts, _ named: [Int?]
  ) -> Rational? {
    if isSame { return .one }
    let declared = first.plan.inputs[input]
    guard let index = first.plan.named.firstIndex(where: { $0.id == declared.id }),
      let match = named[index], let own = first.plan.named[index].unit,
      let other = second.plan.named[match].unit
    else { return .one }
    if own.text == other.text, own.parts.isEmpty { return .one }
    let ownText = facts.rows[path].map { row in
      first.evaluation.unitText(
        own, of: declared.shape, facts.element(declared.shape, row: row, slot: 0))
    }
    let shape = second.plan.nodes[second.plan.named[match].node].shape
    let otherText = others.rows[path].map { row in
      second.evaluation.unitText(other, of: shape, others.element(shape, row: row, slot: 0))
    }
    // A row that only one side has is measured as there.
    guard let ownText, let otherText else { return .one }
    return factor(ownText, otherText)
  }

  /// A number in the unit that people enter and read, with that unit.
  func shown(_ number: Rational, _ named: Named, _ unit: String) -> (Rational, String) {
    guard let shown = named.shownAs?.text, shown != unit,
      let factor = catalogue.shownFactor(from: unit, to: shown)
    else { return (number, unit) }
    return (number * factor, shown)
  }
}

extension Evaluation {
  /// The unit of a named value at an element; `1` where it has none.
  func unitText(_ named: Named, _ element: Int) -> String {
    guard let label = named.unit else { return "1" }
    return unitText(label, of: plan.nodes[named.node].shape, element)
  }
}
