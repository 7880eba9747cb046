import Quantities
import RulePlan

// Operations that look at their operands element by element.
extension SpreadWalk {
  func element(_ index: Int, _ node: Node, _ element: Int) -> Knowledge {
    switch node.operation {
    case .add, .subtract: return sum(node, element)
    case .and, .or: return logic(node, element)
    case .select: return selected(node, element)
    case .occursWhere:
      guard known(node.operands[0], element) == .exact else { return .unknown }
      return evaluation.value(node.operands[0], element) == .flag(true)
        ? known(node.operands[1], element) : .exact
    case .firstGiven: return firstGiven(node, element)
    case .choose(let ids), .chosen(let ids): return chosen(node, ids, element)
    case .state:
      return known(node.operands[0], element) == .unknown ? .open : .exact
    default: return strict(node, element)
    }
  }

  /// Operations that need all their operands.
  private func strict(_ node: Node, _ element: Int) -> Knowledge {
    let operands = node.operands.map { known($0, element) }
    if operands.allSatisfy({ $0 == .exact }) { return .exact }
    if operands.contains(.unknown) { return .unknown }
    // An operand without a value decides the state.
    for (node, known) in zip(node.operands, operands)
    where known == .exact && !hasValue(node, element) { return .exact }
    if case .not = node.operation { return .open }
    let ranges = node.operands.compactMap { range($0, element) }
    guard ranges.count == operands.count, let first = ranges.first, let last = ranges.last else {
      return .unknown
    }
    switch node.operation {
    case .negate: return .between(-first.high, -first.low)
    case .multiply: return Self.hull(Self.corners(first, last) { $0 * $1 })
    case .divide:
      if last.low.signum <= 0, last.high.signum >= 0 { return .unknown }
      return Self.hull(Self.corners(first, last) { $0.divided(by: $1) })
    case .least: return .between(min(first.low, last.low), min(first.high, last.high))
    case .greatest: return .between(max(first.low, last.low), max(first.high, last.high))
    case .magnitude: return Self.magnitude(first)
    case .power(let exponent): return Self.power(first, exponent)
    case .round(let rule): return .between(first.low.rounded(rule), first.high.rounded(rule))
    case .irrational(let function, let rule):
      return Self.hull(
        Self.corners(first, last) { Self.value(of: function, $0, $1, rule) })
    case .compare(let comparison): return Self.compared(comparison, first, last)
    default: return .unknown
    }
  }

  typealias Range = (low: Rational, high: Rational)

  /// A function of two numbers that is monotonous in each, at the corners of their ranges.
  private static func corners(
    _ first: Range, _ last: Range, _ value: (Rational, Rational) -> Rational?
  ) -> [Rational?] {
    [first.low, first.high].flatMap { a in [last.low, last.high].map { value(a, $0) } }
  }

  static func hull(_ values: [Rational?]) -> Knowledge {
    let given = values.compactMap { $0 }
    guard given.count == values.count, let low = given.min(), let high = given.max() else {
      return .unknown
    }
    return .between(low, high)
  }

  private static func magnitude(_ range: Range) -> Knowledge {
    let ends = [range.low.magnitude, range.high.magnitude]
    let straddles = range.low.signum < 0 && range.high.signum > 0
    return hull(straddles ? ends + [.zero] : ends)
  }

  private static func power(_ range: Range, _ exponent: Int) -> Knowledge {
    let touchesZero = range.low.signum <= 0 && range.high.signum >= 0
    if exponent == 0 { return .exact }
    if exponent < 0, touchesZero { return .unknown }
    let ends = [range.low.power(exponent), range.high.power(exponent)]
    return hull(touchesZero && exponent % 2 == 0 ? ends + [.zero] : ends)
  }

  /// All four are monotonous in each operand; correct rounding keeps that.
  private static func value(
    of function: Irrational, _ x: Rational, _ y: Rational, _ rule: Rounding
  ) -> Rational? {
    switch function {
    case .squareRoot: x.signum >= 0 ? Functions.squareRoot(x, rule) : nil
    case .logarithm: x.signum > 0 ? Functions.logarithm(x, rule) : nil
    case .exponential: Functions.exponential(x, rule)
    case .power: x.signum > 0 ? Functions.power(x, y, rule) : nil
    }
  }

  /// The same answer for all numbers within the ranges is the one that was computed.
  private static func compared(
    _ comparison: Comparison, _ a: Range, _ b: Range
  ) -> Knowledge {
    let isDecided =
      switch comparison {
      case .equal, .notEqual: a.high < b.low || b.high < a.low
      case .less, .greaterOrEqual: a.high < b.low || a.low >= b.high
      case .lessOrEqual, .greater: a.high <= b.low || a.low > b.high
      }
    return isDecided ? .exact : .open
  }

  private func sum(_ node: Node, _ element: Int) -> Knowledge {
    let operands = node.operands.map { known($0, element) }
    if operands.allSatisfy({ $0 == .exact }) { return .exact }
    if operands.contains(.unknown) { return .unknown }
    var ranges: [Range] = []
    for operand in node.operands {
      if let range = range(operand, element) {
        ranges.append(range)
      } else if evaluation.state(operand, element) == .notOccurring {
        ranges.append((.zero, .zero))
      } else {
        return .exact
      }
    }
    let (a, b) = (ranges[0], ranges[1])
    return node.operation == .add
      ? .between(a.low + b.low, a.high + b.high) : .between(a.low - b.high, a.high - b.low)
  }

  private func logic(_ node: Node, _ element: Int) -> Knowledge {
    let operands = node.operands.map { known($0, element) }
    if operands.allSatisfy({ $0 == .exact }) { return .exact }
    if operands.contains(.unknown) { return .unknown }
    let decisive = Value.flag(node.operation == .or)
    for (operand, known) in zip(node.operands, operands) where known == .exact {
      if evaluation.value(operand, element) == decisive { return .exact }
      if !hasValue(operand, element) {
        return evaluation.state(operand, element) == .poisoned ? .exact : .unknown
      }
    }
    return .open
  }

  private func selected(_ node: Node, _ element: Int) -> Knowledge {
    switch known(node.operands[0], element) {
    case .exact:
      guard case .flag(let holds) = evaluation.value(node.operands[0], element) else {
        return .exact
      }
      return known(node.operands[holds ? 1 : 2], element)
    case .open: return joined([node.operands[1], node.operands[2]], element, node.kind)
    default: return .unknown
    }
  }

  /// What one of several operands can be.
  private func joined(_ operands: [Int], _ element: Int, _ kind: ValueKind) -> Knowledge {
    if operands.count == 1 { return known(operands[0], element) }
    let ranges = operands.compactMap { range($0, element) }
    if ranges.count == operands.count { return Self.hull(ranges.flatMap { [$0.low, $0.high] }) }
    if operands.contains(where: { known($0, element) == .unknown || !hasValue($0, element) }) {
      return .unknown
    }
    if kind == .flag { return .open }
    let values = Set(operands.map { evaluation.value($0, element) })
    return values.count == 1 && operands.allSatisfy { known($0, element) == .exact }
      ? .exact : .unknown
  }

  private func firstGiven(_ node: Node, _ element: Int) -> Knowledge {
    for operand in node.operands {
      let known = known(operand, element)
      if known != .exact { return known }
      let state = evaluation.state(operand, element)
      if state.hasValue || state == .poisoned { return .exact }
    }
    return .exact
  }

  /// The alternatives that can be taken; where conditions are open, one of several.
  private func chosen(_ node: Node, _ ids: [String], _ element: Int) -> Knowledge {
    guard known(node.operands[0], element) == .exact else { return .unknown }
    var first = 0
    if case .text(let id) = evaluation.value(node.operands[0], element) {
      guard let place = ids.firstIndex(of: id) else { return .exact }
      first = place
    } else if evaluation.state(node.operands[0], element) == .poisoned {
      return .exact
    }
    var candidates: [Int] = []
    for place in first..<ids.count {
      let (condition, value) = (node.operands[1 + 2 * place], node.operands[2 + 2 * place])
      let holds = known(condition, element)
      if holds == .exact, evaluation.value(condition, element) != .flag(true) { continue }
      let own = known(value, element)
      if holds == .unknown || own == .unknown { return .unknown }
      let state = evaluation.state(value, element)
      if own == .exact, !state.hasValue {
        if state == .poisoned { return candidates.isEmpty && holds == .exact ? .exact : .unknown }
        continue
      }
      candidates.append(value)
      guard holds == .exact else { continue }
      if case .chosen = node.operation { return candidates.count == 1 ? .exact : .unknown }
      return joined(candidates, element, node.kind)
    }
    return candidates.isEmpty ? .exact : .unknown
  }
}
