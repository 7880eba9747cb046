import Quantities
import RulePlan

/// One element that another was computed from.
package struct Dependency {
  /// Which operand of the node it belongs to.
  package let place: Int
  /// The node.
  package let node: Int
  /// The element of the node's column.
  package let element: Int
}

/// Tells which elements an element was computed from, for explanations and findings.
///
/// Only what decided the result is told: the taken alternative, the taken branch, the terms that a
/// reduction really has.
package struct Dependencies {
  let evaluation: Evaluation
  let plan: Plan
  let layout: Layout
  /// The source elements of each element of a collecting node, made at first use.
  private var inverses: [Int: [[Int32]]] = [:]

  /// Makes a view of an evaluation that kept everything.
  package init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    plan = evaluation.plan
    layout = evaluation.layout
  }

  /// The elements that one element of a node was computed from, in the order of the operands.
  package mutating func of(_ index: Int, _ element: Int) -> [Dependency] {
    let node = plan.nodes[index]
    switch node.operation {
    case .input, .constant, .key, .row, .slotStart, .slotEnd: return []
    case .broadcast:
      let shape = plan.nodes[node.operands[0]].shape
      return [dependency(node, 0, layout.element(element, of: node.shape, in: shape))]
    case .select:
      let condition = dependency(node, 0, element)
      guard case .flag(let holds) = evaluation.value(condition.node, element) else {
        return [condition]
      }
      return [condition, dependency(node, holds ? 1 : 2, element)]
    case .occursWhere:
      let condition = dependency(node, 0, element)
      guard evaluation.value(condition.node, element) == .flag(true) else { return [condition] }
      return [condition, dependency(node, 1, element)]
    case .firstGiven:
      let taken = node.operands.indices.first { place in
        let state = evaluation.state(node.operands[place], element)
        return state.hasValue || state == .poisoned
      }
      return [dependency(node, taken ?? node.operands.count - 1, element)]
    case .choose(let ids), .chosen(let ids): return alternative(node, ids, element)
    case .reduce: return terms(node, element)
    case .collect, .bucket: return collected(index, node, element)
    case .shift(let slots):
      let slot = layout.slot(element, node.shape)
      if slot >= slots { return [dependency(node, 0, element - slots)] }
      guard node.operands.count > 1 else { return [] }
      let closing = dependency(node, 1, layout.row(element, node.shape))
      // What does not occur, and was not stated, had no value before.
      let isNone = evaluation.state(node.operands[0], element) == .notOccurring
      return isNone && !evaluation.state(closing.node, closing.element).hasValue
        ? [dependency(node, 0, element)] : [closing]
    case .window(_, let window):
      let states = node.operands.map { evaluation.columns[$0]?.states }
      return layout.places(of: window, before: element, node.shape, states).flatMap { place in
        node.operands.indices.map { dependency(node, $0, place) }
      }
    case .follow: return followed(node, element)
    case .allocate: return allocated(node, element)
    default: return node.operands.indices.map { dependency(node, $0, element) }
    }
  }

  private func dependency(_ node: Node, _ place: Int, _ element: Int) -> Dependency {
    Dependency(place: place, node: node.operands[place], element: element)
  }

  private func alternative(_ node: Node, _ ids: [String], _ element: Int) -> [Dependency] {
    let stated = dependency(node, 0, element)
    var first = 0
    if case .text(let id) = evaluation.value(stated.node, element) {
      guard let place = ids.firstIndex(of: id) else { return [stated] }
      first = place
    }
    for place in first..<ids.count {
      let condition = dependency(node, 1 + 2 * place, element)
      guard evaluation.value(condition.node, element) == .flag(true) else { continue }
      let value = dependency(node, 2 + 2 * place, element)
      let state = evaluation.state(value.node, element)
      if state.hasValue || state == .poisoned { return [stated, condition, value] }
    }
    return [stated]
  }

  /// The elements of a finer shape below one element of a coarser one.
  func elements(of fine: Shape, below element: Int, of coarse: Shape) -> [Int] {
    var rows = layout.row(element, coarse)..<(layout.row(element, coarse) + 1)
    let chain = layout.ancestry(fine.rows)
    guard let top = chain.firstIndex(of: coarse.rows) else { return [] }
    for level in (0..<top).reversed() {
      rows = children(
        of: rows, in: chain[level], isTop: chain[level + 1] == 0 && layout.rows(0) == 1)
    }
    let slot = layout.slot(element, coarse)
    let slots = layout.slots(fine.grain)
    let map = layout.coarser(from: fine.grain, to: coarse.grain)
    let chosen = map.map { map in (0..<slots).filter { Int(map[$0]) == slot } } ?? [slot]
    return rows.flatMap { row in chosen.map { row * slots + $0 } }
  }

  /// The rows whose parents lie in a range; parents are ascending, so that they are neighbours.
  private func children(of parents: Range<Int>, in rowSet: Int, isTop: Bool) -> Range<Int> {
    let rows = layout.data.rows[rowSet]
    if isTop { return 0..<rows.count }
    func firstRow(from parent: Int) -> Int {
      var (low, high) = (0, rows.count)
      while low < high {
        let middle = (low + high) / 2
        if Int(rows.parents[middle]) < parent { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return firstRow(from: parents.lowerBound)..<firstRow(from: parents.upperBound)
  }

  private func terms(_ node: Node, _ element: Int) -> [Dependency] {
    let source = plan.nodes[node.operands[0]].shape
    return elements(of: source, below: element, of: node.shape).flatMap { term in
      node.operands.indices.map { dependency(node, $0, term) }
    }
  }

  private func followed(_ node: Node, _ element: Int) -> [Dependency] {
    let reference = dependency(node, 0, element)
    guard case .reference(let row) = evaluation.value(reference.node, element), row >= 0 else {
      return [reference]
    }
    let target = plan.nodes[node.operands[1]].shape
    let slot = layout.slot(element, node.shape)
    let map = layout.coarser(from: node.shape.grain, to: target.grain)
    let place = row * layout.slots(target.grain) + (map.map { Int($0[slot]) } ?? slot)
    return [reference, dependency(node, 1, place)]
  }

  private func allocated(_ node: Node, _ element: Int) -> [Dependency] {
    let whole = plan.nodes[node.operands[0]].shape
    let group = layout.element(element, of: node.shape, in: whole)
    return [dependency(node, 0, group)]
      + elements(of: node.shape, below: group, of: whole).map { dependency(node, 1, $0) }
  }

  private mutating func collected(_ index: Int, _ node: Node, _ element: Int) -> [Dependency] {
    if inverses[index] == nil { inverses[index] = inverse(node) }
    guard let terms = inverses[index]?[element] else { return [] }
    let source = plan.nodes[node.operands[1]].shape
    let references = plan.nodes[node.operands[0]].shape
    return terms.flatMap { term in
      let place = layout.element(Int(term), of: source, in: references)
      return [dependency(node, 0, place)]
        + node.operands.indices.dropFirst().map { dependency(node, $0, Int(term)) }
    }
  }

  /// The source elements of every element of a collecting or bucketing node; those whose place is
  /// unknown because their reference or day is unusable count for every place they could have.
  private func inverse(_ node: Node) -> [[Int32]] {
    var result = [[Int32]](repeating: [], count: layout.count(node.shape))
    let source = plan.nodes[node.operands[1]].shape
    let slots = layout.slots(node.shape.grain)
    let references = plan.nodes[node.operands[0]].shape
    let isCollect = plan.nodes[node.operands[0]].kind != .date
    let map = isCollect ? layout.coarser(from: source.grain, to: node.shape.grain) : nil
    for element in 0..<layout.count(source) {
      let slot = layout.slot(element, source)
      let place = isCollect ? layout.element(element, of: source, in: references) : element
      switch evaluation.value(node.operands[0], place) {
      case .reference(let row) where row >= 0:
        result[row * slots + (map.map { Int($0[slot]) } ?? slot)].append(Int32(element))
      case .date(let day):
        guard let slot = layout.data.period.slot(containing: day, node.shape.grain.division)
        else { break }
        let coarse = Shape(rows: node.shape.rows, grain: .year)
        let row = layout.element(element, of: source, in: coarse)
        result[row * slots + slot].append(Int32(element))
      default:
        guard evaluation.state(node.operands[0], place) == .poisoned else { break }
        for place in result.indices { result[place].append(Int32(element)) }
      }
    }
    return result
  }
}

extension Evaluation {
  /// The same evaluation with only the problems that reach one of these nodes.
  ///
  /// An alternative that is not taken is computed all the same; what is wrong in it matters to
  /// nobody.
  func withRelevantProblems(reaching roots: Set<Int>) -> Evaluation {
    var dependencies = Dependencies(self)
    var relevant = [Set<Int>](repeating: [], count: plan.nodes.count)
    for root in roots {
      guard let states = columns[root]?.states else { continue }
      for (element, state) in states.enumerated() where state == .poisoned {
        relevant[root].insert(element)
      }
    }
    for node in plan.nodes.indices.reversed() {
      for element in relevant[node] {
        for source in dependencies.of(node, element)
        where state(source.node, source.element) == .poisoned {
          relevant[source.node].insert(source.element)
        }
      }
    }
    let kept = problems.filter { relevant[$0.node].contains($0.element) }
    return Evaluation(plan: plan, dataset: dataset, columns: columns, problems: kept)
  }
}

extension Plan {
  /// The nodes that somebody looks at: named values, checks and what their messages name.
  var roots: Set<Int> {
    var roots = Set(named.map(\.node))
    roots.formUnion(named.compactMap(\.chosen))
    for check in checks {
      roots.formUnion(check.arguments.values)
      switch check.test {
      case .fires(let node): roots.insert(node)
      case .detector(_, let operands, _): roots.formUnion(operands)
      }
    }
    return roots
  }
}
