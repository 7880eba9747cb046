import Quantities
import RulePlan

@testable import Engine

/// Makes small plans and data sets by hand: one facility `F1`, fuels below it, a year of months.
struct PlanBuilder {
  var plan = Plan(
    methodology: "test", revision: 1, title: Label("试"),
    rowSets: [
      RowSet(id: "filing", title: Label("填报"), parent: nil),
      RowSet(id: "facility", title: Label("设施"), parent: 0),
      RowSet(id: "fuel", title: Label("燃料"), parent: 1),
    ], tables: [], inputs: [], nodes: [], named: [], checks: [])
  var rows = [
    Dataset.Rows(keys: ["x"], parents: [], declaredNone: []),
    Dataset.Rows(keys: ["F1"], parents: [0]),
    Dataset.Rows(keys: ["烟煤", "天然气"], parents: [0, 0]),
  ]
  var columns: [Column] = []
  var period = "2024-01..2024-02"

  static let year = Shape(rows: 2, grain: .year)
  static let month = Shape(rows: 2, grain: .month)
  static let citation = Citation(clause: "式（1）", source: "GB", evidence: .secondary)

  mutating func add(
    _ operation: Operation, _ operands: [Int] = [], _ shape: Shape, _ kind: ValueKind = .number,
    label: String? = nil
  ) -> Int {
    plan.nodes.append(Node(operation, operands, shape: shape, kind: kind, label: label))
    return plan.nodes.count - 1
  }

  /// An input from texts: a number, day or text, `?` absent, `-` not occurring, `!` poisoned and
  /// `~1` substituted.
  mutating func input(_ cells: [String], _ shape: Shape, _ kind: ValueKind = .number) -> Int {
    var states: [CellState] = []
    var texts: [String] = []
    for cell in cells {
      switch cell {
      case "?": states.append(.absent)
      case "-": states.append(.notOccurring)
      case "!": states.append(.poisoned)
      default: states.append(cell.hasPrefix("~") ? .substituted : .given)
      }
      texts.append(cell.hasPrefix("~") ? String(cell.dropFirst()) : cell)
    }
    let values: Column.Values
    switch kind {
    case .number: values = .numbers(Column.Numbers(exactly: texts.map { Self.rational($0) }))
    case .flag: values = .flags(texts.map { $0 == "yes" })
    case .text: values = .texts(Texts(texts))
    case .date: values = .dates(texts.map { Day($0) ?? Day(number: 0) })
    case .reference: values = .references(texts.map { Int32($0) ?? -1 })
    }
    columns.append(Column(values, states: states.allSatisfy { $0 == .given } ? nil : states))
    plan.inputs.append(Input(id: "i\(plan.inputs.count)", shape: shape, kind: kind))
    return add(.input(plan.inputs.count - 1), [], shape, kind)
  }

  mutating func name(_ node: Int, _ symbol: String, role: Named.Role = .formula) {
    plan.named.append(
      Named(
        id: symbol, symbol: symbol, title: Label(symbol), role: role, node: node,
        unit: UnitLabel("t"), citation: Self.citation))
  }

  static func rational(_ text: String) -> Rational {
    let parts = text.split(separator: "/")
    let numerator = Rational(decimal: parts.first ?? "0") ?? .zero
    guard parts.count == 2, let denominator = Rational(decimal: parts[1]) else { return numerator }
    return numerator.divided(by: denominator) ?? .zero
  }

  var dataset: Dataset {
    guard let period = Period(period) else { preconditionFailure("no period") }
    return Dataset(period: period, rows: rows, columns: columns)
  }

  func evaluation() -> Evaluation { Evaluator(plan: plan).evaluate(dataset) }

  /// The elements of a node as texts like those of ``input(_:_:_:)``; fractions as `n/d`.
  func result(_ node: Int) -> [String] {
    let evaluation = self.evaluation()
    return (0..<evaluation.count(of: node)).map { element in
      switch evaluation.state(node, element) {
      case .absent: return "?"
      case .notOccurring: return "-"
      case .poisoned: return "!"
      case .substituted: return "~" + Self.text(evaluation.value(node, element))
      case .given: return Self.text(evaluation.value(node, element))
      }
    }
  }

  static func text(_ value: Value?) -> String {
    switch value {
    case .number(let number): number.description
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): text
    case .date(let day): day.description
    case .reference(let row): String(row)
    case nil: "nil"
    }
  }
}
