import Engine
import Quantities
import RulePlan

/// Goes from one set of rules to another over the same data: named values are put in place one
/// after the other, each after those that it is computed from.
struct BridgeRules {
  /// Where values come from.
  enum Source {
    /// Another methodology's evaluation; for each named value of the plan its own.
    case methodology(Evaluation, named: [Int?], facts: BridgeFacts, units: BridgeUnits)
    /// Figures that were reported, by index in the plan's named values.
    case reported([Int: Rational])
  }

  private var plan: Plan
  private var dataset: Dataset
  private let figure: Int
  private let words: BridgeWords
  private let facts: BridgeFacts
  private var evaluation: Evaluation

  init(plan: Plan, dataset: Dataset, figure: Int, words: BridgeWords) {
    self.plan = plan
    self.dataset = dataset
    self.figure = figure
    self.words = words
    facts = BridgeFacts(
      plan: plan, dataset: dataset, sets: plan.rowSets.indices.map { Optional($0) })
    evaluation = Evaluator(plan: plan).evaluate(dataset)
  }

  /// Puts in place all values that can be, and notes what the figure moves by.
  mutating func walk(_ source: Source, _ ledger: inout BridgeLedger) {
    let upstream = upstream()
    let order = plan.named.indices.filter {
      let node = plan.named[$0].node
      return plan.nodes[node].kind == .number && node != figure && upstream.contains(node)
    }.sorted { (plan.named[$0].node, $0) < (plan.named[$1].node, $1) }
    for index in order {
      for rows in parts(index) {
        guard let column = column(index, rows, source) else { continue }
        replace(plan.named[index].node, column)
        let change = words.rule(index, rows.count == 1 ? rows.first : nil, source)
        ledger.add(change, evaluation.number(figure, 0))
      }
    }
  }

  /// The nodes that the figure is computed from.
  private func upstream() -> Set<Int> {
    var found: Set<Int> = []
    var waiting = [figure]
    while let node = waiting.popLast() {
      if found.insert(node).inserted { waiting += plan.nodes[node].operands }
    }
    return found
  }

  /// Inputs and constants go row by row, what is computed all at once.
  private func parts(_ index: Int) -> [[RowPath]] {
    let named = plan.named[index]
    let paths = facts.paths[plan.nodes[named.node].shape.rows]
    return named.role == .input && paths.count <= BridgeBuilder.most ? paths.map { [$0] } : [paths]
  }

  /// The value's column with the source's values in some rows; nil where nothing changes.
  private func column(_ index: Int, _ paths: [RowPath], _ source: Source) -> Column? {
    let node = plan.named[index].node
    let shape = plan.nodes[node].shape
    let count = evaluation.count(of: node)
    var numbers = (0..<count).map { evaluation.number(node, $0) ?? .zero }
    var states = (0..<count).map { evaluation.state(node, $0) }
    let slots = dataset.period.slotCount(shape.grain.division)
    var isChanged = false
    for path in paths {
      guard let row = facts.rows[path] else { continue }
      for slot in 0..<slots {
        let element = row * slots + slot
        guard let (state, number) = value(index, path, slot, source) else { continue }
        if state.hasValue != states[element].hasValue
          || state.hasValue && number != numbers[element]
        {
          isChanged = true
        }
        states[element] = state
        numbers[element] = number
      }
    }
    return isChanged ? Column(.numbers(.init(exactly: numbers)), states: states) : nil
  }

  /// What the source has for an element; nil where it has nothing of the kind.
  private func value(
    _ index: Int, _ path: RowPath, _ slot: Int, _ source: Source
  ) -> (CellState, Rational)? {
    switch source {
    case .reported(let values):
      return values[index].map { (.given, $0) }
    case .methodology(let other, let named, let theirs, let units):
      guard let match = named[index], let row = theirs.rows[path] else { return nil }
      let own = plan.nodes[plan.named[index].node].shape
      let node = other.plan.named[match].node
      let shape = other.plan.nodes[node].shape
      guard shape.grain == own.grain, theirs.sets[shape.rows] == own.rows,
        other.plan.nodes[node].kind == .number
      else { return nil }
      let slots = BridgeSlots(target: dataset.period, side: other.dataset.period)
      guard let place = slots.slot(slot, shape.grain) else { return nil }
      let element = theirs.element(shape, row: row, slot: place)
      let state = other.state(node, element)
      // What is wrong or missing on the other side explains nothing.
      if state == .absent || state == .poisoned { return nil }
      guard let number = other.number(node, element) else { return (state, .zero) }
      let ownElement = facts.rows[path].map { facts.element(own, row: $0, slot: slot) } ?? 0
      let factor = units.factor(
        evaluation.unitText(plan.named[index], ownElement),
        other.unitText(other.plan.named[match], element))
      return factor.map { (state, number * $0) }
    }
  }

  /// Makes a node an input with this column, and computes anew what reads it.
  private mutating func replace(_ node: Int, _ column: Column) {
    let shape = plan.nodes[node].shape
    if case .input(let input) = plan.nodes[node].operation,
      plan.inputs[input].id.hasPrefix(Self.mark)
    {
      dataset.columns[input] = column
    } else {
      plan.nodes[node].operation = .input(plan.inputs.count)
      plan.nodes[node].operands = []
      plan.inputs.append(
        Input(id: Self.mark + String(node), facet: .external, shape: shape, kind: .number))
      dataset.columns.append(column)
    }
    evaluation = Evaluator(plan: plan).evaluate(dataset)
  }

  /// What the identifiers of inputs begin with that stand for values put in place.
  private static let mark = "bridge "
}
