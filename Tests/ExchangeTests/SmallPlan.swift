import Accounting
import Diagnostics
import Exchange
import Quantities
import RulePlan
import Testing

/// A plan with one of everything that the binder has to deal with.
enum SmallPlan {
  static let citation = Citation(clause: nil, source: nil, evidence: .definition)

  static let units = UnitCatalogue(
    definitions: [
      UnitDefinition(
        name: "t", dimension: "mass", scale: Rational(1000), mayCarrySpecies: true),
      UnitDefinition(name: "kg", dimension: "mass", scale: .one, mayCarrySpecies: true),
      UnitDefinition(name: "万Nm3", dimension: "volume", scale: Rational(10000)),
      UnitDefinition(name: "Nm3", dimension: "volume", scale: .one),
      UnitDefinition(name: "GJ", dimension: "energy", scale: .one),
      UnitDefinition(name: "%", dimension: "1", scale: Rational.ratio(1, 100)),
    ], species: ["C", "CO2", "CH4"])

  static func table(
    _ id: String, keys: [String], columns: [Table.Column] = [], _ rows: [([String], [String])]
  ) -> Table {
    Table(
      id: id, title: Label(id), keys: keys.map { Table.Key(id: $0, title: Label($0)) },
      columns: columns,
      rows: rows.map { keys, cells in
        Table.Row(
          keys: keys.map { .text($0) },
          cells: cells.map { Table.Cell(.value(.text($0)), citation: citation) })
      }, citation: citation)
  }

  static let filing = 0
  static let facility = 1
  static let fuel = 2
  static let unit = 3
  static let gas = 4
  static let byproduct = 5
  static let meter = 6

  static let plan: Plan = {
    let rowSets = [
      RowSet(id: "filing", title: Label("填报"), parent: nil),
      RowSet(id: "facility", title: Label("设施"), parent: 0),
      RowSet(
        id: "fuel", title: Label("燃料"), parent: 1, keys: .table(0, extensible: false),
        group: "combustion"),
      RowSet(id: "unit", title: Label("机组"), parent: 1, hasValidity: true),
      RowSet(id: "gas", title: Label("气体"), parent: 1, keys: .table(1, extensible: true)),
      RowSet(
        id: "byproduct", title: Label("副产物"), parent: 4,
        keys: .derived(table: 2, keyColumn: 1, fixed: [0: 4])),
      RowSet(id: "meter", title: Label("表计"), parent: 3),
    ]
    let tables = [
      table(
        "fuels", keys: ["fuel"],
        columns: [Table.Column(id: "unit", title: Label("单位"), kind: .text)],
        [(["烟煤"], ["t"]), (["天然气"], ["万Nm3"])]),
      table("gases", keys: ["gas"], [(["CO2"], []), (["CH4"], [])]),
      table(
        "byproducts", keys: ["gas", "product"],
        [(["CO2", "甲"], []), (["CO2", "乙"], []), (["CH4", "丙"], [])]),
    ]
    let perFuel = UnitLabel(
      "unit(fuel)", parts: [.init(placeholder: "unit(fuel)", rows: fuel, table: 0, column: 0)])
    let perGas = UnitLabel("t[gas]", parts: [.init(placeholder: "[gas]", rows: gas)])
    let inputs = [
      input("fc", fuel, .year), input("carbon", fuel, .month),
      input("carbon", fuel, .month, .text, .choice, choices: ["measured", "default"]),
      input("carbon", fuel, .month, .date, .evidence, field: "issued"),
      input("carbon", fuel, .month, .text, .evidence, field: "report"),
      input("carbon", fuel, .month, .text, .evidence, field: "sample"),
      input("stock", facility, .year),
      input("stock", facility, .year, .number, .prior, field: "approved"),
      input("output", unit, .month), input("released", byproduct, .year),
      input("class", facility, .year, .text, choices: ["a", "b"]),
      input("feeds", meter, .year, .reference(unit)), input("new", facility, .year, .flag),
      input("started", facility, .year, .date),
      input("filing", filing, .year, .date, .filing, field: "date"),
      input("unit", unit, .year, .date, .validity, field: "from"),
      input("to", unit, .year, .text),
    ]
    let named = [
      make("fc", "FC", perFuel, source: "combustion"),
      make(
        "carbon", "C", UnitLabel("tC/t"), plausible: Rational.ratio(1, 2)...Rational.ratio(9, 10)),
      make("stock", "S", UnitLabel("1"), shown: UnitLabel("%")),
      make("output", "Q", UnitLabel("GJ")), make("released", "R", perGas),
      make("class", "class", nil), make("feeds", "feeds", nil), make("new", "new", nil),
      make("started", "started", nil), make("total", "E", UnitLabel("tCO2"), role: .total),
      make("to", "to", nil),
    ]
    return Plan(
      methodology: "test/small/1", revision: 1, title: Label("小"), rowSets: rowSets,
      tables: tables, inputs: inputs, nodes: [], named: named, checks: [])
  }()

  static func input(
    _ id: String, _ rows: Int, _ grain: Grain, _ kind: ValueKind = .number,
    _ facet: Input.Facet = .value, field: String? = nil, choices: [String] = []
  ) -> Input {
    Input(
      id: id, facet: facet, field: field, shape: Shape(rows: rows, grain: grain), kind: kind,
      choices: choices)
  }

  static func make(
    _ id: String, _ symbol: String, _ unit: UnitLabel?, shown: UnitLabel? = nil,
    plausible: ClosedRange<Rational>? = nil, source: String? = nil, role: Named.Role = .input
  ) -> Named {
    var named = Named(
      id: id, symbol: symbol, title: Label(id + "题"), role: role, node: 0, unit: unit,
      citation: citation)
    named.shownAs = shown
    named.plausible = plausible
    named.source = source
    if id == "carbon" {
      named.alternatives = ["measured", "default"].map {
        Named.Alternative(
          id: $0, title: Label($0 == "default" ? "缺省值" : "实测"), formula: nil, citation: citation)
      }
    }
    return named
  }

  /// The number of an input with this identifier, facet and field.
  static func index(_ id: String, _ facet: Input.Facet = .value, _ field: String? = nil) -> Int {
    plan.inputs.firstIndex {
      $0.id == id && $0.facet == facet && (field == nil || $0.field == field)
    } ?? -1
  }

  /// Binds the lines of a case for 2024.
  static func bind(_ lines: String, period: String = "2024") throws -> Bound {
    let period = try #require(ValueText.period(period))
    let (file, read) = CaseFile.read(lines: lines, period: period, file: "x.case")
    #expect(read == [])
    let (data, bound, findings) = FilingBinder.bind(file.filing, to: plan, units: units)
    return Bound(data: data, bound: bound, findings: findings)
  }

  struct Bound {
    var data: Dataset
    var bound: BoundFiling
    var findings: [Finding]

    var codes: [String] { findings.map(\.code) }

    /// The values and states of a column: numbers as text, blanks as the state's name.
    func column(_ id: String, _ facet: Input.Facet = .value, _ field: String? = nil) -> [String] {
      let column = data.columns[SmallPlan.index(id, facet, field)]
      return (0..<column.count).map { element in
        let state = column.state(element)
        guard state.hasValue else { return "\(state)" }
        switch column.values {
        case .numbers(.narrow(let integers, let factor)):
          return (Rational(integers[element]) * factor).description
        case .numbers(.medium(let integers, let factor)):
          return (Rational(integers[element]) * factor).description
        case .numbers(.wide(let fractions)): return fractions[element].description
        case .flags(let flags): return "\(flags[element])"
        case .texts(let texts): return texts[element]
        case .dates(let days): return days[element].description
        case .references(let rows): return "\(rows[element])"
        }
      }
    }
  }
}
