import Quantities
import RulePlan

/// Builds explanations of one evaluation.
struct Explainer: Sendable {
  private let evaluation: Evaluation
  private let plan: Plan
  private var limits = ExplanationLimits.none
  private var dependencies: Dependencies
  private let tables: TableIndexes
  private var steps = 0
  private var seen: Set<Place> = []
  /// Steps without their children: one value is a step of many explanations.
  private var known: [Place: ExplanationNode] = [:]
  private let namedByNode: [Int: Int]
  private let problems: [Place: Problem.Reason]

  /// A node and an element.
  private struct Place: Hashable {
    let node: Int
    let element: Int
  }

  init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    plan = evaluation.plan
    dependencies = Dependencies(evaluation)
    tables = TableIndexes(plan)
    namedByNode = Dictionary(
      plan.named.enumerated().map { ($1.node, $0) }, uniquingKeysWith: { first, _ in first })
    problems = Dictionary(
      evaluation.problems.map { (Place(node: $0.node, element: $0.element), $0.reason) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Explains one element, as if nothing had been explained before.
  mutating func explain(
    _ node: Int, _ element: Int, _ limits: ExplanationLimits
  ) -> ExplanationNode {
    self.limits = limits
    steps = 0
    seen.removeAll(keepingCapacity: true)
    return explain(node, element, place: 0, depth: 0)
  }

  private mutating func explain(_ index: Int, _ element: Int, place: Int, depth: Int)
    -> ExplanationNode
  {
    let node = plan.nodes[index]
    if node.operation == .broadcast, namedByNode[index] == nil {
      let source = dependencies.of(index, element)[0]
      return explain(source.node, source.element, place: place, depth: depth)
    }
    steps += 1
    let here = Place(node: index, element: element)
    let isNew = seen.insert(here).inserted
    var step = known[here] ?? bare(index, element, node)
    if known.count < Self.mostKnown { known[here] = step }
    step.place = place
    step.isRepeated = !isNew
    guard isNew else { return step }
    let sources = dependencies.of(index, element)
    if depth >= limits.depth || steps >= limits.steps {
      step.omitted = sources.count
      return step
    }
    var shown = sources.count
    if step.kind == .reduction, limits.terms < .max / 4 {
      shown = min(shown, limits.terms * max(1, node.operands.count))
    }
    step.omitted = sources.count - shown
    for source in sources.prefix(shown) {
      step.children.append(
        explain(source.node, source.element, place: source.place, depth: depth + 1))
    }
    return step
  }

  /// Enough for a report; what is explained once needs none.
  private static let mostKnown = 50_000

  /// The step without its children.
  private func bare(_ index: Int, _ element: Int, _ node: Node) -> ExplanationNode {
    let named = namedByNode[index].map { plan.named[$0] }
    let (before, rounding) = self.rounding(node, element, named)
    let name = named?.addressName ?? ""
    return ExplanationNode(
      kind: kind(node, named), node: index, element: element, operation: node.operation,
      place: 0, label: node.label, named: named, unit: unit(node, element, named),
      value: evaluation.value(index, element), state: evaluation.state(index, element),
      beforeRounding: before, rounding: rounding, cells: cells(node, element),
      alternative: alternative(node, element, named),
      address: evaluation.address(of: node.shape, element, name: name),
      problem: problems[Place(node: index, element: element)], children: [], omitted: 0,
      isRepeated: false)
  }

  private func kind(_ node: Node, _ named: Named?) -> ExplanationNode.Kind {
    switch node.operation {
    case .input: return .input
    case .constant: return .constant
    case .key, .row, .slotStart, .slotEnd: return .position
    case .lookup: return .lookup
    case .reduce, .collect, .bucket, .window: return .reduction
    case .choose, .chosen, .select, .firstGiven, .shift: return .choice
    default: break
    }
    return named?.role.isFigure == true ? .figure : .formula
  }

  private func unit(_ node: Node, _ element: Int, _ named: Named?) -> String? {
    guard node.kind == .number else { return nil }
    if let unit = named?.unit { return evaluation.unitText(unit, of: node.shape, element) }
    guard let text = node.unit, text.contains("unit(") || text.contains("[") else {
      return node.unit
    }
    return evaluation.unitText(keyed(text, node.shape), of: node.shape, element)
  }

  /// A unit that names row sets or their key columns, with the parts that depend on their keys.
  private func keyed(_ text: String, _ shape: Shape) -> UnitLabel {
    var parts: [UnitLabel.Part] = []
    var rows: Int? = shape.rows
    while let set = rows {
      let rowSet = plan.rowSets[set]
      var names = [rowSet.id]
      var table: Int?
      switch rowSet.keys {
      case .free: break
      case .table(let index, _), .derived(let index, _, _):
        table = index
        names += plan.tables[index].keys.map(\.id)
      }
      let column = table.flatMap { plan.tables[$0].columns.firstIndex { $0.id == "unit" } }
      for name in names {
        if let table, let column {
          parts.append(
            UnitLabel.Part(placeholder: "unit(\(name))", rows: set, table: table, column: column))
        }
        parts.append(UnitLabel.Part(placeholder: "[\(name)]", rows: set))
      }
      rows = rowSet.parent
    }
    return UnitLabel(text, parts: parts)
  }

  /// The number before rounding and the rule, where the step rounds.
  private func rounding(_ node: Node, _ element: Int, _ named: Named?) -> (Rational?, Rounding?) {
    guard case .round(let rounding) = node.operation,
      let before = evaluation.number(node.operands[0], element)
    else { return (nil, nil) }
    return (before == before.rounded(rounding) ? nil : before, rounding)
  }

  /// The alternative that was taken, from the named value's own declaration.
  private func alternative(_ node: Node, _ element: Int, _ named: Named?) -> Named.Alternative? {
    if let named, let chosen = named.chosen, plan.nodes[chosen].shape == node.shape,
      case .text(let id) = evaluation.value(chosen, element)
    {
      return named.alternatives.first { $0.id == id }
    }
    return nil
  }

  /// The cells behind a look-up.
  private func cells(_ node: Node, _ element: Int) -> [ExplanationNode.TableCell] {
    guard case .lookup(let table, let column) = node.operation else { return [] }
    let index = tables[table]
    var keys: [Scalar] = []
    for operand in node.operands {
      switch evaluation.value(operand, element) {
      case .number(let number): keys.append(.number(number))
      case .text(let text): keys.append(.text(text))
      case .date(let day): keys.append(.date(day))
      case .flag(let flag): keys.append(.flag(flag))
      default: return []
      }
    }
    let count = index.table.keys.count
    var day: Day?
    if keys.count > count, case .date(let last) = keys[count] { day = last }
    guard
      case .cells(let found) = index.find(Array(keys.prefix(count)), day: day, column: column)
    else { return [] }
    return found.map { contribution in
      let table = plan.tables[contribution.table]
      return ExplanationNode.TableCell(
        table: table.title, tableID: table.id,
        keys: table.rows[contribution.row].keys.map(\.text),
        from: table.rows[contribution.row].from,
        columnID: table.columns[contribution.column].id,
        column: table.columns[contribution.column].title,
        unit: unit(of: contribution), cell: plan.cell(contribution),
        weight: contribution.weight)
    }
  }

  /// The unit of a cell; what its table says row by row, GJ/unit(fuel), as it stands in this row.
  private func unit(of contribution: TableIndex.Contribution) -> String? {
    let table = plan.tables[contribution.table]
    guard let label = table.columns[contribution.column].unit else { return nil }
    let cells = table.rows[contribution.row].cells
    // Columns of a table name its own key, so nothing says which row set decides.
    if label.parts.isEmpty, let start = label.text.firstRange(of: "unit("),
      let end = label.text[start.upperBound...].firstIndex(of: ")"),
      let column = table.columns.firstIndex(where: { $0.id == "unit" }),
      let unit = cells[column].text
    {
      return String(label.text[..<start.lowerBound]) + unit
        + label.text[label.text.index(after: end)...]
    }
    return label.text { part in
      guard part.table == contribution.table, let column = part.column,
        cells.indices.contains(column), let unit = cells[column].text
      else { return part.placeholder }
      return unit
    }
  }
}
