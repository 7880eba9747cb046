import Accounting
import Diagnostics
import Engine
import Quantities
import Reporting
import RulePlan

/// A plan of two formulas with one facility and two fuels: E = FC × EF, total E.
struct SmallReport {
  var standing = "transcribed"
  var evidence = Evidence.secondary
  /// The consumption of both fuels; `?` is absent, `-` not occurring.
  var consumption = ["10.50", "2"]
  var enterprise = "某厂"
  /// Whether the form shows the consumption by way of another value, which hands it on.
  var handsOn = false

  private static let fuels = Shape(rows: 2, grain: .year)

  private func named(
    _ id: String, _ symbol: String, _ title: String, _ role: Named.Role, _ node: Int,
    _ unit: String, formula: String? = nil
  ) -> Named {
    var named = Named(
      id: id, symbol: symbol, title: Label(title), role: role, node: node, unit: UnitLabel(unit),
      citation: Citation(clause: "式（1）", source: "某指南", evidence: evidence))
    named.formula = formula
    return named
  }

  private var plan: Plan {
    let shape = Self.fuels
    return Plan(
      methodology: "test", revision: 1, title: Label("试"),
      rowSets: [
        RowSet(id: "filing", title: Label("填报"), parent: nil),
        RowSet(id: "facility", title: Label("设施"), parent: 0),
        RowSet(id: "fuel", title: Label("燃料"), parent: 1),
      ], tables: [],
      inputs: [
        Input(id: "consumption", shape: shape, kind: .number),
        Input(id: "factor", shape: shape, kind: .number),
      ],
      nodes: [
        Node(.input(0), shape: shape, unit: "t"),
        Node(.input(1), shape: shape, unit: "tCO2/t"),
        Node(.multiply, [0, 1], shape: shape, label: "FC × EF", unit: "tCO2"),
        Node(
          .reduce(.sum), [2], shape: .filing, label: "sum over facility, fuel of E", unit: "tCO2"),
        Node(.firstGiven, [0], shape: shape, unit: "%"),
      ],
      named: [
        named("consumption", "FC", "消耗量", .input, 0, "t"),
        named("factor", "EF", "排放因子", .input, 1, "tCO2/t"),
        named("emission", "E", "燃料排放量", .formula, 2, "tCO2", formula: "FC × EF"),
        named(
          "total", "E_总", "排放总量", .total, 3, "tCO2", formula: "sum over facility, fuel of E"),
      ] + (handsOn ? [named("used", "W", "采用值", .formula, 4, "%", formula: "FC")] : []), checks: [])
  }

  private var method: Method {
    var method = Method(id: "test", title: Label("某指南"), standing: standing)
    method.forms = [
      Form(
        id: "one", title: Label("附表1 汇总"), columns: [("项目", nil), ("排放量", "tCO2")],
        lines: [.fixed(label: "总量", cells: [.value(3, decimals: nil, unit: nil)])]),
      Form(
        id: "two", title: Label("附表2 明细"), columns: [("项目", nil), ("数据", nil), ("单位", nil)],
        lines: [
          .each(
            rows: 2, cells: [],
            lines: [
              .fixed(
                label: "消耗量", cells: [.value(handsOn ? 4 : 0, decimals: nil, unit: nil)])
            ])
        ]),
    ]
    return method
  }

  var material: ReportMaterial {
    guard let period = Period(year: 2024) else { preconditionFailure("no period") }
    var filing = Filing(period: period)
    filing.header.enterprise = enterprise
    filing.notOccurring = [
      Filing.Statement(CellAddress(name: "consumption"), reason: "停用")
    ]
    let states = consumption.map { text -> CellState in
      text == "?" ? .absent : text == "-" ? .notOccurring : .given
    }
    let numbers = consumption.map { Rational(decimal: $0) ?? .zero }
    let factors = ["2.25", "3"].map { Rational(decimal: $0) ?? .zero }
    let data = Dataset(
      period: period,
      rows: [
        Dataset.Rows(keys: ["x"], parents: []), Dataset.Rows(keys: ["F1"], parents: [0]),
        Dataset.Rows(keys: ["烟煤", "天然气"], parents: [0, 0]),
      ],
      columns: [
        Column(.numbers(Column.Numbers(exactly: numbers)), states: states),
        Column(.numbers(Column.Numbers(exactly: factors))),
      ])
    let consumption = consumption
    return ReportMaterial(
      method: method, evaluation: Evaluator(plan: plan).evaluate(data), filing: filing,
      findings: [], hash: "0123",
      entry: { input, element in
        guard input == 0, let number = Rational(decimal: consumption[element]) else { return nil }
        let decimals = consumption[element].split(separator: ".").dropFirst().first?.count ?? 0
        return Filing.Entry(
          CellAddress(name: "FC"),
          Cell(
            .number(number, decimals: decimals, unit: nil),
            origin: .cell(file: "fuel.csv", sheet: nil, row: element + 2, column: 3)))
      }, rowTitle: { _, _ in nil }, factor: { $0 == $1 ? .one : nil })
  }

  var document: Document { AnnualReport.document(material) }

  var page: String { String(decoding: HTMLRenderer.page(document), as: UTF8.self) }
}
