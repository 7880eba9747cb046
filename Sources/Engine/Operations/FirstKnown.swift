import Quantities
import RulePlan

// The commonest choice in one pass: a measured number where there is one, else a default.
extension Machine {
  /// The values of a choice in which the filer states no alternative, none has a condition, and
  /// each is given or absent, the last one always given; nil for any other.
  ///
  /// Only numbers of 64 bits; the general way gives the same in all lanes.
  func firstKnown(_ node: Node, _ alternatives: Int, count: Int) -> Column.Numbers? {
    guard node.kind == .number, let stated = states(node.operands[0]),
      stated.allSatisfy({ $0 == .absent || $0 == .notOccurring })
    else { return nil }
    var operands: [Operand] = []
    var known: [[CellState]] = []
    for place in 0..<alternatives {
      guard uniforms[node.operands[1 + 2 * place]] == .flag(true) else { return nil }
      let value = node.operands[2 + 2 * place]
      operands.append(operand(value))
      guard let states = states(value) else { break }
      guard place + 1 < alternatives,
        !states.contains(where: { $0.rawValue == 2 || $0.rawValue == 4 })
      else { return nil }
      known.append(states)
    }
    guard operands.count == known.count + 1,
      let (multiples, factor, bound) = Self.multiples(operands), fitsNarrow(bound)
    else { return nil }
    let columns = operands.compactMap { $0.narrowIntegers(count: count) }
    guard columns.count == operands.count, var result = columns.last, let last = multiples.last
    else { return nil }
    if last != 1 { result = mapped(result) { $0 &* last } }
    for place in known.indices.reversed() {
      result = Self.laid(columns[place], times: multiples[place], known[place], over: result)
    }
    return .narrow(result, factor: factor)
  }

  /// A column times a number where it has values, elsewhere what lies below.
  private static func laid(
    _ column: [Int64], times multiple: Int64, _ states: [CellState], over below: [Int64]
  ) -> [Int64] {
    mapped(below, column, states) { $2.rawValue < 2 ? $1 &* multiple : $0 }
  }
}
