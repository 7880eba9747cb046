import Quantities
import RulePlan

// + and −: not occurring counts as nothing.
extension Machine {
  mutating func addition(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let negates = node.operation == .subtract
    var left = term(node.operands[0])
    var right = term(node.operands[1])
    if case .uniform(let a) = left, case .uniform(let b) = right {
      return setUniform(index, .number(negates ? a - b : a + b))
    }
    let leftStates = states(node.operands[0])
    let rightStates = states(node.operands[1])
    let states = Self.additiveStates(leftStates, rightStates, count: count)
    left = left.cleared(where: leftStates)
    right = right.cleared(where: rightStates)
    set(index, sum(left, right, negates: negates, count: count), states)
  }

  /// The states of a sum or difference.
  private static func additiveStates(
    _ left: [CellState]?, _ right: [CellState]?, count: Int
  ) -> States {
    var result = States(count: count)
    if left == nil && right == nil { return result }
    for index in 0..<count {
      let a = left?[index] ?? .given
      let b = right?[index] ?? .given
      if a == .poisoned || b == .poisoned {
        result[index] = .poisoned
      } else if a == .absent || b == .absent {
        result[index] = .absent
      } else if a == .notOccurring && b == .notOccurring {
        result[index] = .notOccurring
      }
    }
    return result
  }

  /// left ± right in the narrowest lane that holds it.
  private func sum(
    _ left: Operand, _ right: Operand, negates: Bool, count: Int
  ) -> Operand {
    if case .uniform(let number) = right, number.isZero { return left }
    if let a = left.factor, let b = right.factor, let common = commonFactor(a, b),
      let x = left.bound, let y = right.bound,
      let first = product(x, UInt128(common.p.magnitude)),
      let second = product(y, UInt128(common.q.magnitude)),
      let bound = total(first, second), fitsMedium(bound)
    {
      let q = negates ? -common.q : common.q
      if fitsNarrow(bound), let m = left.narrowIntegers(count: count),
        let n = right.narrowIntegers(count: count)
      {
        return .narrow(Self.combined(m, common.p, n, q), common.factor)
      }
      if let m = left.mediumIntegers(count: count), let n = right.mediumIntegers(count: count) {
        let sums = Self.combined(m, Int128(common.p), n, Int128(q))
        return .medium(sums, common.factor)
      }
    }
    if usesLarge, let a = left.large(count: count), let b = right.large(count: count),
      let sum = Large.sum(a, b, negates: negates)
    {
      return .large(sum)
    }
    return .wide(
      (0..<count).map { negates ? left[$0] - right[$0] : left[$0] + right[$0] })
  }

  @inline(__always)
  private static func combined<I: FixedWidthInteger>(_ m: [I], _ p: I, _ n: [I], _ q: I) -> [I] {
    if p == 1 && q == 1 { return mapped(m, n) { $0 &+ $1 } }
    if p == 1 { return mapped(m, n) { $0 &+ ($1 &* q) } }
    return mapped(m, n) { ($0 &* p) &+ ($1 &* q) }
  }
}

extension Operand {
  /// The numbers with zero wherever there is no value.
  func cleared(where states: [CellState]?) -> Operand {
    guard let states else { return self }
    switch self {
    case .uniform: return self
    case .narrow(let integers, let factor):
      return .narrow(mapped(integers, states) { $1.hasValue ? $0 : 0 }, factor)
    case .medium(let integers, let factor):
      return .medium(mapped(integers, states) { $1.hasValue ? $0 : 0 }, factor)
    case .large(let large): return .large(large.cleared(where: states))
    case .wide(let fractions):
      return .wide(mapped(fractions, states) { $1.hasValue ? $0 : .zero })
    }
  }
}
