import Diagnostics
import Quantities
import RulePlan

extension Evaluation {
  /// The address of an element: `facility[F1]/kiln[K1]/2024-03/FR1`.
  ///
  /// The filing itself and the whole reporting period are left out. An empty name is left out too.
  public func address(of shape: Shape, _ element: Int, name: String) -> String {
    var steps: [String] = []
    var set = shape.rows
    let layout = self.layout
    var row = layout.row(element, shape)
    while set != 0, let parent = plan.rowSets[set].parent {
      steps.append(Origin.step(plan.rowSets[set].id, dataset.rows[set].keys[row]))
      row = layout.parentRow(of: row, in: set, below: parent)
      set = parent
    }
    steps.reverse()
    if shape.grain != .year {
      steps.append(dataset.period.name(shape.grain.division, layout.slot(element, shape)))
    }
    if !name.isEmpty { steps.append(name) }
    return steps.joined(separator: "/")
  }

  /// The address of an element of a named value.
  public func address(of named: Named, _ element: Int) -> String {
    address(of: plan.nodes[named.node].shape, element, name: named.addressName)
  }

  /// The element of a shape at a row, given by its place in its row set, and a time slot.
  public func element(of shape: Shape, row: Int, slot: Int) -> Int {
    row * layout.slots(shape.grain) + slot
  }

  /// A problem as a finding at a place that the caller knows; nil for wrong cells, which somebody
  /// else reported.
  public func finding(_ problem: Problem, at origin: Origin) -> Finding? {
    let owner = plan.owners()[problem.node]
    let clause = owner.flatMap { plan.named[$0].citation.clause }
    return problem.finding(plan: plan, at: origin, clause: clause)
  }

  /// What was found wrong, as findings at addresses, without the problems of the filing's cells
  /// that somebody else reported.
  public func findings() -> [Finding] {
    if problems.isEmpty { return [] }
    let owners = plan.owners()
    return problems.compactMap { problem in
      let name = owners[problem.node].map { plan.named[$0].addressName } ?? ""
      let shape = plan.nodes[problem.node].shape
      let address = address(of: shape, problem.element, name: name)
      let clause = owners[problem.node].flatMap { plan.named[$0].citation.clause }
      return problem.finding(plan: plan, at: .address(address), clause: clause)
    }
  }
}

extension Named {
  /// The name in addresses: the symbol, else the identifier.
  public var addressName: String { symbol.isEmpty ? id : symbol }
}

extension Plan {
  /// For each node the named value that it is computed for: its own, else that of its first reader.
  func owners() -> [Int?] {
    var owners = [Int?](repeating: nil, count: nodes.count)
    var isNamed = [Bool](repeating: false, count: nodes.count)
    for (index, value) in named.enumerated().reversed() {
      owners[value.node] = index
      isNamed[value.node] = true
    }
    for index in nodes.indices.reversed() {
      for operand in nodes[index].operands where !isNamed[operand] {
        if let owner = owners[index] { owners[operand] = owner }
      }
    }
    return owners
  }
}
