import RulePlan

/// What somebody has to supply before an absent value can be computed.
public enum Missing: Hashable, Sendable {
  /// An element of the column of an input, by its index in ``RulePlan/Plan/inputs``.
  case cell(input: Int, element: Int)
  /// Rows of a row set, or the statement that there are none, below an element of a shape.
  case rows(rowSet: Int, below: Shape, element: Int)
  /// A cell of a table that the document leaves empty, read at an element of a node.
  case tableCell(table: Int, column: Int, node: Int, element: Int)
  /// A value of a slot before this element of a node, where there is none.
  case before(node: Int, element: Int)
}

extension Evaluation {
  /// What is missing for an absent element, in the order of the formula; empty where it is not
  /// absent. Everything is told once, at most `limit` things.
  ///
  /// An element that an error poisons may lack data as well: that is told too, so that nobody mends
  /// the error only to learn of the gap.
  ///
  /// Where several alternatives could have filled a value, the first open one is told for which the
  /// filing gives data elsewhere, else the first open one.
  public func missing(for node: Int, _ element: Int, limit: Int = 1_000) -> [Missing] {
    var walk = MissingWalk(self, limit: limit)
    walk.visit(node, element)
    return walk.found
  }

  /// What is missing for any absent element of these nodes, each thing once.
  func missing(forAbsentOf nodes: [Int]) -> [Missing] {
    // One walk for all: what several elements wait for is looked at once.
    var walk = MissingWalk(self, limit: .max)
    for node in nodes {
      for element in 0..<count(of: node) where state(node, element) == .absent {
        walk.visit(node, element)
      }
    }
    return walk.found
  }
}

/// Walks from an absent or poisoned element down to what is absent in the filing.
private struct MissingWalk {
  private struct Place: Hashable {
    let node: Int
    let element: Int
  }

  private let evaluation: Evaluation
  private let limit: Int
  private var dependencies: Dependencies
  private var seen: Set<Place> = []
  private var known: Set<Missing> = []
  private let isInUse: [Bool]
  private(set) var found: [Missing] = []

  init(_ evaluation: Evaluation, limit: Int) {
    self.evaluation = evaluation
    self.limit = limit
    dependencies = Dependencies(evaluation)
    isInUse = Self.uses(evaluation)
  }

  mutating func visit(_ node: Int, _ element: Int) {
    // A stack of its own: formulas refer to formulas as deep as a rule file likes.
    var stack = [Place(node: node, element: element)]
    while let place = stack.popLast(), found.count < limit {
      guard isOpen(place), seen.insert(place).inserted else { continue }
      stack += next(place).reversed()
    }
  }

  private mutating func next(_ place: Place) -> [Place] {
    let node = evaluation.plan.nodes[place.node]
    let isAbsent = evaluation.state(place.node, place.element) == .absent
    switch node.operation {
    case .input(let input):
      if isAbsent { add(.cell(input: input, element: place.element)) }
      return []
    case .firstGiven:
      let used = node.operands.first { isInUse[$0] } ?? node.operands.first
      return used.map { [Place(node: $0, element: place.element)] } ?? []
    case .choose(let ids): return alternatives(node, ids, place.element)
    case .lookup(let table, let column):
      let keys = open(dependencies.of(place.node, place.element))
      if keys.isEmpty, isAbsent {
        add(.tableCell(table: table, column: column, node: place.node, element: place.element))
      }
      return keys
    case .shift, .window:
      let before = dependencies.of(place.node, place.element)
      if before.isEmpty, isAbsent { add(.before(node: place.node, element: place.element)) }
      return open(before)
    case .reduce:
      let terms = dependencies.of(place.node, place.element)
      if terms.isEmpty, isAbsent, let source = node.operands.first {
        let rows = evaluation.plan.nodes[source].shape.rows
        add(.rows(rowSet: rows, below: node.shape, element: place.element))
      } else {
        addChildless(node, place.element)
      }
      return open(terms)
    default: return open(dependencies.of(place.node, place.element))
    }
  }

  /// Rows on the way of a reduction that have none below them and are not declared to have none.
  private mutating func addChildless(_ node: Node, _ element: Int) {
    guard let source = node.operands.first else { return }
    let layout = evaluation.layout
    let chain = layout.ancestry(evaluation.plan.nodes[source].shape.rows)
    guard let top = chain.firstIndex(of: node.shape.rows), top > 0 else { return }
    for level in (0..<top).reversed() {
      let parents = Shape(rows: chain[level + 1], grain: node.shape.grain)
      let rows = evaluation.dataset.rows[chain[level]]
      let occupied = Set(rows.parents)
      for below in dependencies.elements(of: parents, below: element, of: node.shape) {
        let row = layout.row(below, parents)
        if parents.rows == 0 || occupied.contains(Int32(row)) { continue }
        if row < rows.declaredNone.count, rows.declaredNone[row] { continue }
        let shape = Shape(rows: parents.rows, grain: .year)
        add(.rows(rowSet: chain[level], below: shape, element: row))
      }
    }
  }

  /// The value of the alternative that the filer most likely means, of those that are open.
  private func alternatives(_ node: Node, _ ids: [String], _ element: Int) -> [Place] {
    var first = 0
    if case .text(let id) = evaluation.value(node.operands[0], element),
      let stated = ids.firstIndex(of: id)
    {
      first = stated
    }
    let open = (first..<ids.count).filter { place in
      evaluation.value(node.operands[1 + 2 * place], element) == .flag(true)
    }
    .map { node.operands[2 + 2 * $0] }
    if let likely = open.first(where: { isInUse[$0] }) ?? open.first {
      return [Place(node: likely, element: element)]
    }
    return (first..<ids.count).map { Place(node: node.operands[1 + 2 * $0], element: element) }
  }

  /// For each node, whether the filing gives any of the values that it is computed from.
  private static func uses(_ evaluation: Evaluation) -> [Bool] {
    var uses: [Bool] = []
    for node in evaluation.plan.nodes {
      guard case .input(let input) = node.operation else {
        uses.append(node.operands.contains { uses[$0] })
        continue
      }
      let column = evaluation.dataset.columns[input]
      let isGiven = column.states?.contains { $0.hasValue } ?? (column.count > 0)
      uses.append(isGiven && evaluation.plan.inputs[input].facet == .value)
    }
    return uses
  }

  /// Whether something may be missing below.
  private func isOpen(_ place: Place) -> Bool {
    let state = evaluation.state(place.node, place.element)
    return state == .absent || state == .poisoned
  }

  private func open(_ list: [Dependency]) -> [Place] {
    list.map { Place(node: $0.node, element: $0.element) }.filter(isOpen)
  }

  private mutating func add(_ missing: Missing) {
    if known.insert(missing).inserted { found.append(missing) }
  }
}
