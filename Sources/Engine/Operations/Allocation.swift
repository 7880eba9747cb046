import Quantities
import RulePlan

extension Machine {
  /// Divides the coarser operand 0 over the elements in proportion to operand 1, so that the
  /// shares of a group add up to it exactly.
  mutating func allocate(_ index: Int, _ node: Node, _ decimals: Int, _ residue: Residue) {
    let count = layout.count(node.shape)
    let whole = plan.nodes[node.operands[0]].shape
    let folding = Folding(layout, from: node.shape, to: whole)
    let amounts = operand(node.operands[0])
    let keys = operand(node.operands[1])
    let amountStates = States(self.states(node.operands[0]), count: folding.upperCount)
    let keyStates = States(self.states(node.operands[1]), count: count)
    var groups = [[Int]](repeating: [], count: folding.upperCount)
    folding.forEach { groups[$1].append($0) }
    var shares = [Rational](repeating: .zero, count: count)
    var states = States(count: count)
    let down = Rounding(.down, .decimals(decimals))
    for (group, members) in groups.enumerated() {
      var state = members.reduce(CellState.given) { state, member in
        keyStates[member] == .notOccurring ? state : max(state, keyStates[member])
      }
      state =
        amountStates[group] == .notOccurring && state != .poisoned && state != .absent
        ? .notOccurring : max(state, amountStates[group])
      let receivers = members.filter { keyStates[$0].hasValue }
      for member in members {
        states[member] =
          state.hasValue ? (keyStates[member].hasValue ? .given : .notOccurring) : state
      }
      guard state.hasValue, !receivers.isEmpty else { continue }
      let division = Division(
        amount: amounts[group], keys: receivers.map { keys[$0] }, rounding: down, residue: residue)
      switch division.shares() {
      case .success(let values):
        for (member, value) in zip(receivers, values) { shares[member] = value }
      case .failure(let failure):
        for member in receivers { states[member] = failure.state }
        if let reason = failure.reason { record(index, receivers[0], reason) }
      }
    }
    set(index, .numbers(.wide(shares)), states)
  }
}

/// One amount divided over some rows.
struct Division {
  let amount: Rational
  let keys: [Rational]
  let rounding: Rounding
  let residue: Residue

  /// Why nothing can be divided.
  struct Failure: Error {
    let state: CellState
    let reason: Problem.Reason?
  }

  /// The shares in the order of the keys; they add up to the amount.
  func shares() -> Result<[Rational], Failure> {
    if keys.contains(where: { $0.signum < 0 }) {
      return .failure(Failure(state: .poisoned, reason: .domain("allocate")))
    }
    let total = keys.reduce(.zero, +)
    guard let unit = amount.divided(by: total) else {
      return .failure(
        amount.isZero
          ? Failure(state: .notOccurring, reason: nil)
          : Failure(state: .poisoned, reason: .divisionByZero))
    }
    var shares = keys.map { ($0 * unit).rounded(rounding) }
    var receiver = keys.count - 1
    if residue == .largest {
      receiver = 0
      for index in keys.indices where keys[receiver] < keys[index] { receiver = index }
    }
    shares[receiver] += amount - shares.reduce(.zero, +)
    return .success(shares)
  }
}

/// The graver of two states, for operations that need all operands.
func max(_ a: CellState, _ b: CellState) -> CellState { a.rawValue < b.rawValue ? b : a }
