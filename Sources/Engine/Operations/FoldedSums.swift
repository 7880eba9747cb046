import Quantities
import RulePlan

// Sums and means in the lanes of integers.
extension Machine {
  /// A sum in the lanes of integers; false where they do not hold it.
  mutating func foldedSum(_ index: Int, _ node: Node, _ folding: Folding) -> Bool {
    let source = node.operands[0]
    let own = States(states(source), count: folding.rows * folding.slots)
    guard let terms = restedTerms(term(source), isAtRest: atRest[source], own),
      let sums = Self.sums(of: terms, folding)
    else { return false }
    set(index, sums, foldedStates(own, source, node, folding))
    return true
  }

  /// A mean in the lanes of integers; false where they do not hold it.
  mutating func foldedMean(_ index: Int, _ node: Node, _ folding: Folding) -> Bool {
    let count = folding.rows * folding.slots
    let source = node.operands[0]
    let given = strict(node.operands, count: count)
    var terms = term(source)
    var isAtRest = atRest[source]
    var weights = Operand.narrow([Int64](repeating: 1, count: count), .one)
    var weightsAreAtRest = true
    if let weight = node.operands.dropFirst().first {
      weights = term(weight)
      weightsAreAtRest = atRest[weight]
      terms = multiplied(weights, terms, given, count: count)
      isAtRest = false
    }
    guard usesLarge, let dividends = restedTerms(terms, isAtRest: isAtRest, given),
      let divisors = restedTerms(weights, isAtRest: weightsAreAtRest, given),
      let dividend = Self.sums(of: dividends, folding)?.large(count: folding.upperCount),
      let divisor = Self.sums(of: divisors, folding)?.large(count: folding.upperCount)
    else { return false }
    var states = foldedStates(given, source, node, folding)
    for element in 0..<folding.upperCount
    where states[element] == .given && divisor.integers[element].isZero {
      states[element] = .notOccurring
    }
    guard let quotient = Large.quotient(dividend, divisor, where: { states[$0] == .given }) else {
      return false
    }
    set(index, .large(quotient), states)
    return true
  }

  /// A sum into groups in the lane of 64 bits; false where that does not hold it.
  mutating func groupedSum(_ index: Int, _ source: Int, _ grouping: Grouping) -> Bool {
    let count = grouping.targets.count
    let own = States(states(source), count: count)
    guard let terms = restedTerms(term(source), isAtRest: atRest[source], own),
      case .narrow(let integers, let factor) = terms, let bound = terms.bound,
      let most = product(bound, UInt128(max(count, 1))), fitsNarrow(most)
    else { return false }
    var sums = [Int64](repeating: 0, count: grouping.count)
    for (element, target) in grouping.targets.enumerated() where target >= 0 {
      sums[Int(target)] &+= integers[element]
    }
    set(index, .numbers(.narrow(sums, factor: factor)), groupedStates(own, grouping))
    return true
  }

  /// The terms of a sum at rest, zero where they have no value; nil where only fractions hold them.
  private func restedTerms(_ number: Operand, isAtRest: Bool, _ states: States) -> Operand? {
    var terms = number
    if case .uniform(let number) = terms {
      let one: Int64 = number.isZero ? 0 : 1
      terms = .narrow([Int64](repeating: one, count: states.count), number.isZero ? .one : number)
    }
    if !isAtRest, !Self.keepsDigits(terms, 34) {
      terms = rounded(terms, .rest, states, count: states.count)
    }
    if case .wide = terms {
      guard usesLarge, let large = terms.large(count: states.count),
        let rested = large.rested(where: { states[$0].hasValue })
      else { return nil }
      terms = rested
    }
    return terms.cleared(where: states.values)
  }

  /// Sums of terms into the groups of a folding; nil where only fractions hold them.
  private static func sums(of terms: Operand, _ folding: Folding) -> Operand? {
    if case .large(let large) = terms { return large.folded(folding).map { .large($0) } }
    guard let bound = terms.bound, case let largest = UInt128(max(folding.largestGroup, 1)) else {
      return nil
    }
    let sum = product(bound, largest) ?? .max
    switch terms {
    case .narrow(let integers, let factor) where fitsNarrow(sum):
      return .narrow(folded(integers, folding), factor)
    case .narrow(let integers, let factor) where fitsMedium(sum):
      return .medium(folded(mapped(integers) { Int128($0) }, folding), factor)
    case .medium(let integers, let factor) where fitsMedium(sum):
      return shortened(folded(integers, folding), factor: factor)
    case .medium(let integers, let factor):
      return .wide(foldedHalves(integers, folding).map { $0 * factor })
    case .uniform, .narrow, .large, .wide: return nil
    }
  }

  /// The states of a sum over all elements of a node, whose states are given.
  private func foldedStates(
    _ states: States, _ source: Int, _ node: Node, _ folding: Folding
  ) -> States {
    let count = folding.upperCount
    var marks = missingRows(from: plan.nodes[source].shape.rows, to: node.shape)
    if let states = states.values {
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
}
