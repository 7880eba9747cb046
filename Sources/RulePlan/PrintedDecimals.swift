extension Plan {
  /// For each node the decimals that its value has by the rules alone; nil where they follow from
  /// the data.
  ///
  /// What is rounded keeps its decimals through choices, repetitions, sums and differences: 2328.4,
  /// rounded to two places, is printed 2328.40 wherever it is handed on.
  public func printedDecimals() -> [Int?] {
    var known: [Int?] = []
    known.reserveCapacity(nodes.count)
    for node in nodes { known.append(decimals(of: node, known)) }
    return known
  }

  private func decimals(of node: Node, _ known: [Int?]) -> Int? {
    switch node.operation {
    // Coming to rest at 34 digits takes nothing from a value that has its decimals.
    case .round(.rest): return known[node.operands[0]]
    case .round(let rounding), .irrational(_, let rounding):
      guard case .decimals(let count) = rounding.precision else { return nil }
      return max(count, 0)
    case .constant(.number(let number)): return number.isZero ? 0 : nil
    case .broadcast, .negate, .magnitude, .shift, .reduce(.sum), .reduce(.min), .reduce(.max):
      return known[node.operands[0]]
    case .collect(.sum), .follow: return known[node.operands[1]]
    case .add, .subtract, .least, .greatest, .firstGiven: return most(node.operands[...], known)
    case .occursWhere: return known[node.operands[1]]
    case .select: return most(node.operands[1...], known)
    case .choose:
      let values = node.operands.indices.filter { $0 > 0 && $0 % 2 == 0 }
      return most(values.map { node.operands[$0] }[...], known)
    default: return nil
    }
  }

  /// The most decimals of several values; nil where one of them is not known.
  private func most(_ operands: ArraySlice<Int>, _ known: [Int?]) -> Int? {
    var most = 0
    for operand in operands {
      guard let decimals = known[operand] else { return nil }
      most = max(most, decimals)
    }
    return operands.isEmpty ? nil : most
  }
}
