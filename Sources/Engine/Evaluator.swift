import Quantities
import RulePlan

/// Runs a plan over data sets.
///
/// A pure function: no clock, locale, file or order of a dictionary can change a digit. Data sets
/// of many facilities are simply data sets with many rows. One evaluator may serve many data sets;
/// it keeps the indexes of its tables.
public struct Evaluator: Sendable {
  /// The program that is run.
  public let plan: Plan
  /// Which representation numbers start in; for the test that all of them agree.
  package var lanes: Lanes = .automatic
  /// For each node, whether its numbers came to rest.
  private let atRest: [Bool]
  private let indexes: TableIndexes

  /// Makes an evaluator of a plan that has no ``RulePlan/Plan/violations()``.
  public init(plan: Plan) {
    self.plan = plan
    atRest = Self.restingNodes(plan)
    indexes = TableIndexes(plan)
  }

  /// The nodes whose numbers are at rest: those rounded so, and what only moves their values.
  private static func restingNodes(_ plan: Plan) -> [Bool] {
    var result = [Bool](repeating: false, count: plan.nodes.count)
    for (index, node) in plan.nodes.enumerated() {
      let values: [Int]
      switch node.operation {
      case .round(.rest):
        result[index] = true
        continue
      case .broadcast, .firstGiven, .negate, .magnitude: values = node.operands
      case .select: values = Array(node.operands.dropFirst())
      case .occursWhere, .follow: values = [node.operands[1]]
      default: continue
      }
      result[index] = values.allSatisfy { result[$0] }
    }
    return result
  }

  /// Which representation of numbers the kernels are given.
  package enum Lanes: Sendable {
    /// As the data set has them.
    case automatic
    /// Integers of 128 bits where possible.
    case medium
    /// Integers of 256 bits where possible.
    case large
    /// Fractions of any size.
    case wide
  }

  /// Computes all nodes over a data set, or those that the kept ones need.
  ///
  /// User's mistakes poison elements and are listed in ``Evaluation/problems``; nothing traps.
  /// - Parameter data: a data set laid out for this plan.
  /// - Parameter keeping: which columns the result holds.
  public func evaluate(_ data: Dataset, keeping: Keeping = .everything) -> Evaluation {
    var machine = Machine(
      plan: plan, data: data, lanes: lanes, atRest: atRest, indexes: indexes)
    guard case .roots(let roots) = keeping else {
      for index in plan.nodes.indices { machine.evaluate(index) }
      let evaluation = Evaluation(
        plan: plan, dataset: data, columns: machine.finished(keeping), problems: machine.problems)
      return machine.problems.isEmpty
        ? evaluation : evaluation.withRelevantProblems(reaching: plan.roots)
    }
    let use = plan.use(by: roots)
    for index in plan.nodes.indices where use.isNeeded[index] {
      machine.evaluate(index)
      // Which problems matter can only be told from all columns.
      guard machine.problems.isEmpty else { continue }
      for node in use.lastRead[index] { machine.free(node) }
    }
    let columns = machine.finished(keeping)
    if machine.problems.isEmpty {
      return Evaluation(plan: plan, dataset: data, columns: columns, problems: [])
    }
    for index in plan.nodes.indices where use.isNeeded[index] && machine.isEmpty(index) {
      machine.evaluate(index)
    }
    let full = Evaluation(
      plan: plan, dataset: data, columns: machine.finished(.everything, use.isNeeded),
      problems: machine.problems
    ).withRelevantProblems(reaching: roots)
    return Evaluation(plan: plan, dataset: data, columns: columns, problems: full.problems)
  }
}

/// Which columns an evaluation keeps.
public enum Keeping: Sendable {
  /// All: explanations are possible.
  case everything
  /// Those of these nodes. What they do not need is not computed, the rest is freed after its last
  /// use; problems are listed that reach one of them.
  case roots(Set<Int>)
}

/// The columns of one run and what was wrong.
public struct Evaluation: Sendable {
  /// The program.
  public let plan: Plan
  /// The data set.
  public let dataset: Dataset
  /// The column of each node; nil where it was not kept.
  public let columns: [Column?]
  /// Where values were first poisoned, in order of nodes and elements; only what reaches a named
  /// value or a check, so that an alternative that is not taken leaves none.
  public let problems: [Problem]

  /// The rows and slots behind the columns.
  let layout: Layout

  init(plan: Plan, dataset: Dataset, columns: [Column?], problems: [Problem]) {
    self.plan = plan
    self.dataset = dataset
    self.columns = columns
    self.problems = problems
    layout = Layout(plan: plan, data: dataset)
  }

  /// How many elements the column of a node has.
  public func count(of node: Int) -> Int { layout.count(plan.nodes[node].shape) }

  /// The state of one element; absent where the column was not kept.
  public func state(_ node: Int, _ element: Int) -> CellState {
    columns[node]?.state(element) ?? .absent
  }

  /// The value of one element; nil where it has none.
  public func value(_ node: Int, _ element: Int) -> Value? {
    guard let column = columns[node], column.state(element).hasValue else { return nil }
    return column.value(element)
  }

  /// The number in one element; nil where it has none or is not a number.
  public func number(_ node: Int, _ element: Int) -> Rational? {
    if case .number(let number) = value(node, element) { return number }
    return nil
  }
}

/// The value of one element of a column.
public enum Value: Hashable, Sendable {
  /// An exact number.
  case number(Rational)
  /// Yes or no.
  case flag(Bool)
  /// A text.
  case text(String)
  /// A day.
  case date(Day)
  /// A row of the row set that the node's kind names; −1 for none.
  case reference(Int)
}

extension Column {
  /// One element, whatever its state.
  public func value(_ index: Int) -> Value {
    switch values {
    case .numbers(let numbers): .number(numbers[index])
    case .flags(let flags): .flag(flags[index])
    case .texts(let texts): .text(texts[index])
    case .dates(let days): .date(days[index])
    case .references(let rows): .reference(Int(rows[index]))
    }
  }
}

extension Plan {
  /// Which nodes the roots need, and for each node those that nobody reads after it.
  func use(by roots: Set<Int>) -> (isNeeded: [Bool], lastRead: [[Int]]) {
    var isNeeded = [Bool](repeating: false, count: nodes.count)
    var lastRead = [[Int]](repeating: [], count: nodes.count)
    for index in nodes.indices.reversed() {
      isNeeded[index] = isNeeded[index] || roots.contains(index)
      guard isNeeded[index] else { continue }
      for operand in nodes[index].operands where !isNeeded[operand] {
        isNeeded[operand] = true
        if !roots.contains(operand) { lastRead[index].append(operand) }
      }
    }
    return (isNeeded, lastRead)
  }
}
