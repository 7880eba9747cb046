import Engine
import Quantities
import RulePlan

/// How the plan of the first side stands to the data of the second: which rows and inputs belong
/// together.
///
/// Names are matched by identifier, then by concept: identifiers are permanent across the editions
/// of a sector, concepts across sectors.
struct BridgeModel {
  let plan: Plan
  let first: BridgeFacts
  let second: BridgeFacts
  /// For each input of the plan, the second side's input.
  let inputs: [Int?]
  /// What a number of the second side is multiplied by, in the plan's unit; by input and row.
  let factor: @Sendable (_ input: Int, _ path: RowPath) -> Rational?

  /// For each row set of the other plan the one of this plan with the same identifier.
  static func sets(_ other: Plan, in plan: Plan) -> [Int?] {
    other.rowSets.map { set in plan.rowSets.firstIndex { $0.id == set.id } }
  }

  /// For each named value of the plan the one of the other plan that means the same.
  static func named(_ plan: Plan, _ other: Plan) -> [Int?] {
    let byID = Dictionary(
      other.named.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    func concepts(_ plan: Plan) -> [String: [Int]] {
      var result: [String: [Int]] = [:]
      for (index, named) in plan.named.enumerated() where named.role == .input {
        if let concept = named.concept { result[concept, default: []].append(index) }
      }
      return result
    }
    let (here, there) = (concepts(plan), concepts(other))
    return plan.named.map { named in
      if let same = byID[named.id] { return same }
      guard named.role == .input, let concept = named.concept, here[concept]?.count == 1,
        let found = there[concept], found.count == 1
      else { return nil }
      return found[0]
    }
  }

  /// For each input of the plan the input of the other plan.
  static func inputs(_ plan: Plan, _ other: Plan, sets: [Int?]) -> [Int?] {
    let named = named(plan, other)
    var meaning: [String: String] = [:]
    for (index, value) in plan.named.enumerated() {
      if let match = named[index] { meaning[value.id] = other.named[match].id }
    }
    return plan.inputs.map { input in
      let id = meaning[input.id] ?? input.id
      return other.inputs.firstIndex { candidate in
        candidate.id == id && candidate.facet == input.facet && candidate.field == input.field
          && candidate.shape.grain == input.shape.grain
          && sets[candidate.shape.rows] == input.shape.rows
          && Self.isAlike(candidate.kind, input.kind, sets)
      }
    }
  }

  private static func isAlike(_ other: ValueKind, _ kind: ValueKind, _ sets: [Int?]) -> Bool {
    if case .reference(let set) = other, case .reference(let own) = kind { return sets[set] == own }
    return other == kind
  }

  // MARK: Facts

  /// What the first side has in an element of the target period.
  func firstFact(_ input: Int, _ path: RowPath, _ slot: Int, _ target: Period) -> BridgeFact? {
    let slots = BridgeSlots(target: target, side: first.dataset.period)
    guard let row = first.rows[path], let own = slots.slot(slot, plan.inputs[input].shape.grain)
    else { return nil }
    return first.fact(input, row: row, slot: own)
  }

  /// What the second side has there, in the units of the plan; nil where it has no such input, row
  /// or slot.
  func secondFact(_ input: Int, _ path: RowPath, _ slot: Int, _ target: Period) -> BridgeFact? {
    let slots = BridgeSlots(target: target, side: second.dataset.period)
    guard let match = inputs[input], let row = second.rows[path],
      let own = slots.slot(slot, plan.inputs[input].shape.grain)
    else { return nil }
    var fact = second.fact(match, row: row, slot: own)
    if case .number(let number) = fact.value {
      guard let factor = factor(input, path) else { return nil }
      if factor != .one { fact.value = .number(number * factor) }
    }
    return fact
  }
}
