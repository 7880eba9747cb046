import Quantities
import RulePlan

/// Yes, no, and what stands in their place.
enum Truth {
  case yes
  case no
}

/// A three-valued truth: a value, or a state without one.
struct Ternary {
  private(set) var value: Truth?
  private(set) var state: CellState

  init(_ value: Truth) {
    self.value = value
    state = .given
  }

  init(_ state: CellState, _ flag: Bool) {
    self.state = state.hasValue ? .given : state
    value = state.hasValue ? (flag ? .yes : .no) : nil
  }

  /// Takes in one more term of an `and` (no decides) or an `or` (yes decides).
  ///
  /// Poison goes through; then a decisive value stands; then absent, then not occurring.
  @inline(__always)
  mutating func combine(_ term: Ternary, decisive: Truth) {
    if state == .poisoned { return }
    if term.state == .poisoned || value != decisive && term.value == decisive {
      self = term
    } else if value != decisive && term.state.rawValue > state.rawValue {
      self = term
    }
  }
}

extension Machine {
  mutating func logic(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let first = flags(node.operands[0])
    if node.operation == .not {
      let states = strict(node.operands, count: count)
      return set(index, .flags(mapped(first) { !$0 }), states)
    }
    let isAnd = node.operation == .and
    let second = flags(node.operands[1])
    let a = states(node.operands[0])
    let b = states(node.operands[1])
    if a == nil && b == nil {
      let flags = isAnd ? mapped(first, second) { $0 && $1 } : mapped(first, second) { $0 || $1 }
      return set(index, .flags(flags), States(count: count))
    }
    var states = States(count: count)
    var flags = [Bool](repeating: false, count: count)
    for element in 0..<count {
      var result = Ternary(a?[element] ?? .given, first[element])
      result.combine(
        Ternary(b?[element] ?? .given, second[element]), decisive: isAnd ? .no : .yes)
      flags[element] = result.value == .yes
      states[element] = result.state
    }
    set(index, .flags(flags), states)
  }

  mutating func stateTest(_ index: Int, _ node: Node, _ wanted: Set<CellState>) {
    let count = layout.count(node.shape)
    let flags: [Bool]
    if let states = states(node.operands[0]) {
      var table = [Bool](repeating: false, count: 5)
      for state in wanted { table[Int(state.rawValue)] = true }
      flags = states.map { table[Int($0.rawValue)] }
    } else {
      flags = [Bool](repeating: wanted.contains(.given), count: count)
    }
    set(index, .flags(flags), States(count: count))
  }

  mutating func compare(_ index: Int, _ node: Node, _ comparison: Comparison) {
    let count = layout.count(node.shape)
    let states = strict(node.operands, count: count)
    let flags: [Bool]
    switch plan.nodes[node.operands[0]].kind {
    case .number: flags = compareNumbers(node, comparison, states, count: count)
    case .date:
      flags = mapped(dates(node.operands[0]), dates(node.operands[1])) {
        comparison.holds($0 < $1, $0 == $1)
      }
    case .text:
      let (left, right) = (texts(node.operands[0]), texts(node.operands[1]))
      var pool = left.pool
      flags = mapped(left.codes, right.coded(in: &pool)) { comparison.holds(false, $0 == $1) }
    case .flag:
      flags = mapped(self.flags(node.operands[0]), self.flags(node.operands[1])) {
        comparison.holds(false, $0 == $1)
      }
    case .reference:
      flags = mapped(references(node.operands[0]), references(node.operands[1])) {
        comparison.holds(false, $0 == $1)
      }
    }
    set(index, .flags(flags), states)
  }

  private func compareNumbers(
    _ node: Node, _ comparison: Comparison, _ states: States, count: Int
  ) -> [Bool] {
    let left = operand(node.operands[0])
    let right = operand(node.operands[1])
    switch Self.aligned([left, right], count: count) {
    case .narrow(let columns, let factor):
      return Self.compared(columns, comparison, reversed: factor.signum < 0)
    case .medium(let columns, let factor):
      return Self.compared(columns, comparison, reversed: factor.signum < 0)
    case .wide:
      return (0..<count).map { element in
        guard states[element].hasValue else { return false }
        let (a, b) = (left[element], right[element])
        return comparison.holds(a < b, a == b)
      }
    }
  }

  @inline(__always)
  private static func compared<I: FixedWidthInteger>(
    _ columns: [[I]], _ comparison: Comparison, reversed: Bool
  ) -> [Bool] {
    let (a, b) = reversed ? (columns[1], columns[0]) : (columns[0], columns[1])
    switch comparison {
    case .equal: return mapped(a, b) { $0 == $1 }
    case .notEqual: return mapped(a, b) { $0 != $1 }
    case .less: return mapped(a, b) { $0 < $1 }
    case .lessOrEqual: return mapped(a, b) { $0 <= $1 }
    case .greater: return mapped(a, b) { $0 > $1 }
    case .greaterOrEqual: return mapped(a, b) { $0 >= $1 }
    }
  }
}

extension Comparison {
  /// Whether the comparison holds of two values of which these are known.
  func holds(_ isLess: Bool, _ isEqual: Bool) -> Bool {
    switch self {
    case .equal: isEqual
    case .notEqual: !isEqual
    case .less: isLess
    case .lessOrEqual: isLess || isEqual
    case .greater: !isLess && !isEqual
    case .greaterOrEqual: !isLess
    }
  }
}
