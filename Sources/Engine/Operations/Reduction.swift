import Quantities
import RulePlan

/// Which element of the result each element of an operand goes to.
struct Grouping {
  /// For each element of the operand the element of the result; −1 where it goes nowhere.
  var targets: [Int32]
  /// Elements of the result.
  let count: Int
  /// What elements of the result are whatever their terms are: absent where rows are missing that
  /// nobody declared to be none, poisoned where it is unknown which terms belong there.
  var marks: States
}

extension Machine {
  mutating func reduce(_ index: Int, _ node: Node, _ reduction: Reduction) {
    let source = plan.nodes[node.operands[0]]
    let folding = Folding(layout, from: source.shape, to: node.shape)
    if reduction == .sum, node.operands.count == 1, foldedSum(index, node, folding) { return }
    var targets = [Int32](repeating: 0, count: layout.count(source.shape))
    folding.forEach { targets[$0] = Int32($1) }
    let grouping = Grouping(
      targets: targets, count: folding.upperCount,
      marks: missingRows(from: source.shape.rows, to: node.shape))
    reduce(index, reduction, node.operands[0], weight: node.operands.dropFirst().first, grouping)
  }

  /// Absent for each result that some row set on the way has no rows for, undeclared.
  func missingRows(from rowSet: Int, to shape: Shape) -> States {
    let slots = layout.slots(shape.grain)
    var marks = States(count: layout.count(shape))
    let chain = layout.ancestry(rowSet)
    guard let top = chain.firstIndex(of: shape.rows), top > 0 else { return marks }
    for level in 0..<top {
      let parent = chain[level + 1]
      let rows = data.rows[chain[level]]
      var childless = [Bool](repeating: true, count: layout.rows(parent))
      for row in 0..<rows.count { childless[parent == 0 ? 0 : Int(rows.parents[row])] = false }
      if !childless.contains(true) { continue }
      let upward = layout.ancestors(of: parent, in: shape.rows)
      for row in childless.indices where childless[row] {
        if row < rows.declaredNone.count && rows.declaredNone[row] { continue }
        let target = upward.map { Int($0[row]) } ?? row
        for slot in 0..<slots { marks[target * slots + slot] = .absent }
      }
    }
    return marks
  }

  /// A sum in the integer lanes; false where they do not hold it.
  private mutating func foldedSum(_ index: Int, _ node: Node, _ folding: Folding) -> Bool {
    let source = node.operands[0]
    let terms = term(source).cleared(where: states(source))
    if case .large(let large) = terms {
      guard atRest[source], let sums = large.folded(folding) else { return false }
      set(index, .large(sums), foldedStates(source, node, folding))
      return true
    }
    guard atRest[source] || Self.keepsDigits(terms, 34), let bound = terms.bound,
      case let largest = UInt128(max(folding.largestGroup, 1))
    else { return false }
    let sum = product(bound, largest) ?? .max
    let result: Operand
    switch terms {
    case .narrow(let integers, let factor) where fitsNarrow(sum):
      result = .narrow(Self.folded(integers, folding), factor)
    case .narrow(let integers, let factor) where fitsMedium(sum):
      result = .medium(Self.folded(mapped(integers) { Int128($0) }, folding), factor)
    case .medium(let integers, let factor) where fitsMedium(sum):
      result = Self.shortened(Self.folded(integers, folding), factor: factor)
    case .medium(let integers, let factor):
      result = .wide(Self.foldedHalves(integers, folding).map { $0 * factor })
    case .uniform, .narrow, .large, .wide: return false
    }
    set(index, result, foldedStates(source, node, folding))
    return true
  }

  /// The states of a sum over all elements of a node.
  private func foldedStates(_ source: Int, _ node: Node, _ folding: Folding) -> States {
    let count = folding.upperCount
    var marks = missingRows(from: plan.nodes[source].shape.rows, to: node.shape)
    if let states = states(source) {
      marks = Self.sumStates(states, folding, marks: marks)
    } else if let rowMap = folding.rowMap {
      var seen = [Bool](repeating: false, count: folding.upperRows)
      for row in rowMap { seen[Int(row)] = true }
      for element in 0..<count
      where !seen[element / folding.upperSlots] && marks[element] == .given {
        marks[element] = .notOccurring
      }
    }
    return marks
  }

  private static func folded<I: FixedWidthInteger>(_ integers: [I], _ folding: Folding) -> [I] {
    var sums = [I](repeating: 0, count: folding.upperCount)
    sums.withUnsafeMutableBufferPointer { sums in
      integers.withUnsafeBufferPointer { integers in
        if folding.slotMap != nil, folding.upperSlots == 1 {
          for row in 0..<folding.rows {
            var sum: I = 0
            let start = row * folding.slots
            for element in start..<(start + folding.slots) { sum &+= integers[element] }
            sums[folding.rowMap.map { Int($0[row]) } ?? row] &+= sum
          }
        } else {
          folding.forEach { sums[$1] &+= integers[$0] }
        }
      }
    }
    return sums
  }

  /// Sums that may leave 128 bits: the upper and the lower halves of the terms added apart.
  private static func foldedHalves(_ integers: [Int128], _ folding: Folding) -> [Rational] {
    let upper = folded(mapped(integers) { $0 >> 64 }, folding)
    let lower = folded(mapped(integers) { $0 & Int128(UInt64.max) }, folding)
    let unit = Rational(Int128(1) << 64)
    return zip(upper, lower).map { Rational($0) * unit + Rational($1) }
  }

  /// The states of sums: poisoned before absent before given before not occurring.
  private static func sumStates(
    _ states: [CellState], _ folding: Folding, marks: States
  ) -> States {
    var worst = [CellState](repeating: .notOccurring, count: folding.upperCount)
    folding.forEach { fine, coarse in worst[coarse] = worst[coarse].joined(states[fine]) }
    var result = States(count: folding.upperCount)
    for element in worst.indices { result[element] = worst[element].joined(marks.forced(element)) }
    return result
  }

  /// Reduces the operand's elements into the groups; the wide lane of all reductions.
  mutating func reduce(
    _ index: Int, _ reduction: Reduction, _ source: Int, weight: Int?, _ grouping: Grouping
  ) {
    switch reduction {
    case .count: countGiven(index, source, grouping)
    case .any, .all: quantify(index, source, grouping, isAny: reduction == .any)
    case .last: takeLast(index, source, grouping)
    case .min, .max: takeExtreme(index, source, grouping, isMax: reduction == .max)
    case .sum, .mean, .product, .variance:
      accumulate(index, reduction, source, weight: weight, grouping)
    }
  }

  /// The states of the groups in a reduction that leaves out what is not occurring.
  func groupedStates(_ states: States, _ grouping: Grouping) -> States {
    var worst = [CellState](repeating: .notOccurring, count: grouping.count)
    for (element, target) in grouping.targets.enumerated() where target >= 0 {
      worst[Int(target)] = worst[Int(target)].joined(states[element])
    }
    var result = States(count: grouping.count)
    for element in worst.indices {
      result[element] = worst[element].joined(grouping.marks.forced(element))
    }
    return result
  }
}

extension CellState {
  /// The state of terms taken together: poisoned, absent, given, not occurring, in this order.
  func joined(_ other: CellState) -> CellState {
    if self == .poisoned || other == .poisoned { return .poisoned }
    if self == .absent || other == .absent { return .absent }
    return hasValue || other.hasValue ? .given : .notOccurring
  }
}

extension States {
  /// A mark as a state to join: not occurring, which changes nothing, where there is none.
  func forced(_ element: Int) -> CellState {
    self[element] == .given ? .notOccurring : self[element]
  }
}
