import Quantities
import RulePlan

/// One run of a plan over one data set: the columns so far and the problems so far.
struct Machine {
  let plan: Plan
  let data: Dataset
  let layout: Layout
  let lanes: Evaluator.Lanes
  private(set) var columns: [Column?]
  /// Nodes that hold the same value everywhere: constants and what follows from them alone. They
  /// get no column until somebody asks for it.
  private(set) var uniforms: [Scalar?]
  /// Numbers on their way to rest, by node; no column holds them until somebody asks for it.
  private(set) var larges: [Int: Large] = [:]
  private(set) var problems: [Problem] = []
  /// Nodes whose numbers have at most 34 digits because they came to rest.
  let atRest: [Bool]
  /// Look-up indexes by table, made at first use.
  let indexes: TableIndexes
  private let declaredSources: DeclaredSources

  init(
    plan: Plan, data: Dataset, lanes: Evaluator.Lanes, atRest: [Bool], indexes: TableIndexes
  ) {
    self.plan = plan
    self.indexes = indexes
    self.data = data
    self.lanes = lanes
    self.atRest = atRest
    layout = Layout(plan: plan, data: data)
    declaredSources = DeclaredSources(plan: plan, data: data)
    columns = [Column?](repeating: nil, count: plan.nodes.count)
    uniforms = [Scalar?](repeating: nil, count: plan.nodes.count)
  }

  /// Lets what a declared source would wait for not occur.
  mutating func settleDeclared(_ node: Int) {
    guard declaredSources.concerns(node), let known = columns[node]?.states else { return }
    var states = States(known, count: known.count)
    declaredSources.settle(node, &states, plan.nodes[node].shape, layout)
    columns[node]?.states = states.values
  }

  /// Whether a node has no values, because they were freed or never computed.
  func isEmpty(_ node: Int) -> Bool { columns[node] == nil && uniforms[node] == nil }

  /// Frees the column of a node.
  mutating func free(_ node: Int) {
    columns[node] = nil
    larges[node] = nil
  }

  /// The columns that are kept, with those of uniform nodes written out.
  func finished(_ keeping: Keeping, _ isComputed: [Bool]? = nil) -> [Column?] {
    plan.nodes.indices.map { index in
      if case .roots(let roots) = keeping, !roots.contains(index) { return nil }
      if isComputed?[index] == false { return nil }
      return column(index)
    }
  }

  /// Notes where a value is first poisoned.
  mutating func record(_ node: Int, _ element: Int, _ reason: Problem.Reason) {
    problems.append(Problem(node: node, element: element, reason: reason))
  }

  /// Declares a node to hold one value everywhere.
  mutating func setUniform(_ node: Int, _ value: Scalar) { uniforms[node] = value }

  /// Sets the column of a node.
  mutating func set(_ node: Int, _ column: Column) { columns[node] = column }

  /// Sets the column of a node from its values and states.
  mutating func set(_ node: Int, _ values: Column.Values, _ states: States) {
    columns[node] = Column(values, states: states.values)
  }

  /// Sets the numbers of a node.
  mutating func set(_ node: Int, _ numbers: Operand, _ states: States) {
    guard case .large(let large) = numbers else {
      return set(node, .numbers(numbers.numbers(count: states.count)), states)
    }
    larges[node] = large
    columns[node] = Column(.numbers(.narrow([], factor: .one)), states: states.values)
  }

  /// The column of an earlier node; uniform and large ones are written out.
  func column(_ node: Int) -> Column {
    if let large = larges[node] {
      return Column(.numbers(large.numbers), states: columns[node]?.states)
    }
    if let column = columns[node] { return column }
    let count = layout.count(plan.nodes[node].shape)
    guard let value = uniforms[node] else {
      preconditionFailure("Engine: node \(node) was read after it was freed; please report")
    }
    switch value {
    case .number(let number):
      return Column(.numbers(.uniform(number, count: count)))
    case .flag(let flag): return Column(.flags(.init(repeating: flag, count: count)))
    case .text(let text): return Column(.texts(Texts(repeating: text, count: count)))
    case .date(let day): return Column(.dates(.init(repeating: day, count: count)))
    }
  }

  /// The states of an earlier node; nil when all are given.
  func states(_ node: Int) -> [CellState]? { columns[node]?.states }

  /// The yes-or-no values of an earlier node.
  func flags(_ node: Int) -> [Bool] {
    if case .flags(let flags) = column(node).values { return flags }
    return mismatch(node)
  }

  /// The texts of an earlier node.
  func texts(_ node: Int) -> Texts {
    if case .texts(let texts) = column(node).values { return texts }
    return mismatch(node)
  }

  /// The days of an earlier node.
  func dates(_ node: Int) -> [Day] {
    if case .dates(let days) = column(node).values { return days }
    return mismatch(node)
  }

  /// The rows that an earlier node refers to.
  func references(_ node: Int) -> [Int32] {
    if case .references(let rows) = column(node).values { return rows }
    return mismatch(node)
  }

  /// The numbers of an earlier node.
  func numbers(_ node: Int) -> Column.Numbers {
    if case .numbers(let numbers) = column(node).values { return numbers }
    return mismatch(node)
  }

  private func mismatch<T>(_ node: Int) -> T {
    preconditionFailure("Engine: node \(node) has values of another kind; please report")
  }

  /// The state of a result that needs all its operands: the gravest of theirs.
  func strict(_ operands: [Int], count: Int) -> States {
    var result: [CellState]?
    for operand in operands {
      guard let states = states(operand) else { continue }
      guard var merged = result else {
        result = states.map { $0 == .substituted ? .given : $0 }
        continue
      }
      for index in merged.indices where states[index].rawValue > merged[index].rawValue {
        merged[index] = states[index] == .substituted ? .given : states[index]
      }
      result = merged
    }
    return States(result, count: count)
  }
}

/// The states of a column in the making; no array until one element has no value.
struct States {
  let count: Int
  private(set) var values: [CellState]?

  init(_ values: [CellState]? = nil, count: Int) {
    self.values = values
    self.count = count
  }

  subscript(index: Int) -> CellState {
    get { values?[index] ?? .given }
    set {
      if values == nil {
        if newValue == .given { return }
        values = [CellState](repeating: .given, count: count)
      }
      values?[index] = newValue
    }
  }
}
