import Quantities
import RulePlan

/// Several columns of numbers brought to one lane and one factor.
enum Aligned {
  /// Integers of 64 bits.
  case narrow([[Int64]], Rational)
  /// Integers of 128 bits.
  case medium([[Int128]], Rational)
  /// No common lane of integers.
  case wide
}

extension Machine {
  /// Brings columns to the narrowest lane and factor that hold them all.
  static func aligned(_ operands: [Operand], count: Int) -> Aligned {
    guard let (multiples, factor, bound) = multiples(operands) else { return .wide }
    if fitsNarrow(bound) {
      let columns = operands.compactMap { $0.narrowIntegers(count: count) }
      if columns.count == operands.count {
        return .narrow(zip(columns, multiples).map(Self.multiplied), factor)
      }
    }
    let columns = operands.compactMap { $0.mediumIntegers(count: count) }
    let wider = multiples.map { Int128($0) }
    return .medium(zip(columns, wider).map(Self.multiplied), factor)
  }

  /// A factor that columns share when each is multiplied by its own whole number, and a bound of
  /// the integers then; nil where there is none that fits 128 bits.
  static func multiples(
    _ operands: [Operand]
  ) -> (multiples: [Int64], factor: Rational, bound: UInt128)? {
    var factor: Rational?
    for operand in operands {
      guard let own = operand.factor else { return nil }
      if own.isZero { continue }
      guard let known = factor else {
        factor = own.magnitude
        continue
      }
      guard let common = commonFactor(known, own) else { return nil }
      factor = common.factor.magnitude
    }
    guard let factor else { return nil }
    var multiples: [Int64] = []
    var bound: UInt128 = 0
    for operand in operands {
      guard let own = operand.factor, let part = operand.bound,
        let (multiple, one) = own.divided(by: factor)?.small, one == 1,
        let scaled = product(part, UInt128(multiple.magnitude)), fitsMedium(scaled)
      else { return nil }
      multiples.append(multiple)
      bound = max(bound, scaled)
    }
    return (multiples, factor, bound)
  }

  @inline(__always)
  private static func multiplied<I: FixedWidthInteger>(_ integers: [I], by multiple: I) -> [I] {
    multiple == 1 ? integers : mapped(integers) { $0 &* multiple }
  }

  /// The smaller or larger of two numbers.
  mutating func extreme(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let isLeast = node.operation == .least
    let left = operand(node.operands[0])
    let right = operand(node.operands[1])
    let states = strict(node.operands, count: count)
    let result: Column.Numbers
    switch Self.aligned([left, right], count: count) {
    case .narrow(let columns, let factor):
      let integers = mapped(columns[0], columns[1]) { isLeast ? min($0, $1) : max($0, $1) }
      result = .narrow(integers, factor: factor)
    case .medium(let columns, let factor):
      let integers = mapped(columns[0], columns[1]) { isLeast ? min($0, $1) : max($0, $1) }
      result = .medium(integers, factor: factor)
    case .wide:
      result = .wide(
        (0..<count).map { element in
          guard states[element].hasValue else { return .zero }
          let (a, b) = (left[element], right[element])
          return (a < b) == isLeast ? a : b
        })
    }
    set(index, .numbers(result), states)
  }
}
