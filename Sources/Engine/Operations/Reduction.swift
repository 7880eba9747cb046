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
    if reduction == .sum, node.operands.count == 1, foldedSum(index, node, folding) {
      return
    }
    if reduction == .mean, foldedMean(index, node, folding) { return }
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
      for row in 0..<rows.count {
        childless[layout.parentRow(of: row, in: chain[level], below: parent)] = false
      }
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

  /// Reduces the operand's elements into the groups; the wide lane of all reductions.
  mutating func reduce(
    _ index: Int, _ reduction: Reduction, _ source: Int, weight: Int?, _ grouping: Grouping
  ) {
    switch reduction {
    case .count: countGiven(index, source, grouping)
    case .any, .all: quantify(index, source, grouping, isAny: reduction == .any)
    case .last: takeLast(index, source, grouping)
    case .min, .max: takeExtreme(index, source, grouping, isMax: reduction == .max)
    case .sum where groupedSum(index, source, grouping): break
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
