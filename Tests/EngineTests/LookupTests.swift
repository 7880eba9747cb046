import Quantities
import RulePlan
import Testing

@testable import Engine

/// Steam: enthalpy by temperature and pressure, with the saturation curve between the phases.
@Suite("Look-ups")
struct LookupTests {
  static func steam() -> PlanBuilder {
    var builder = PlanBuilder()
    func cell(_ text: String) -> Table.Cell {
      Table.Cell(
        .value(.number(PlanBuilder.rational(text))), citation: PlanBuilder.citation)
    }
    func key(_ id: String) -> Table.Key {
      Table.Key(id: id, title: Label(id), match: .linear, isNumber: true)
    }
    func column(_ id: String) -> Table.Column {
      Table.Column(id: id, title: Label(id), kind: .number)
    }
    func number(_ text: String) -> Scalar { .number(PlanBuilder.rational(text)) }
    // Printed cells at 0.5 and 1 MPa; 160 °C at 1 MPa is water.
    let grid = [
      ("160", "0.5", "2767.3"), ("180", "0.5", "2812.1"), ("200", "0.5", "2855.5"),
      ("160", "1", "675.7"), ("180", "1", "2777.3"), ("200", "1", "2827.5"),
    ]
    builder.plan.tables = [
      Table(
        id: "steam", title: Label("过热蒸汽"), keys: [key("t"), key("p")], columns: [column("h")],
        rows: grid.map { Table.Row(keys: [number($0.0), number($0.1)], cells: [cell($0.2)]) },
        boundary: Table.Boundary(table: 1, position: 0, value: 1),
        citation: PlanBuilder.citation),
      Table(
        id: "saturation", title: Label("饱和蒸汽"), keys: [key("p")],
        columns: [column("t"), column("h")],
        rows: [
          Table.Row(keys: [number("0.5")], cells: [cell("151.8"), cell("2748.5")]),
          Table.Row(keys: [number("1")], cells: [cell("179.9"), cell("2777")]),
        ], citation: PlanBuilder.citation),
    ]
    return builder
  }

  static func enthalpy(_ t: String, _ p: String) -> ([String], [Problem.Reason]) {
    var builder = steam()
    builder.rows[2] = Dataset.Rows(keys: ["s"], parents: [0])
    let temperature = builder.input([t], PlanBuilder.year)
    let pressure = builder.input([p], PlanBuilder.year)
    let node = builder.add(
      .lookup(table: 0, column: 0), [temperature, pressure], PlanBuilder.year)
    builder.name(node, "h")
    return (builder.result(node), builder.evaluation().problems.map(\.reason))
  }

  @Test(
    "interpolation",
    arguments: [
      ("180", "1", "2777.3"), ("190", "0.5", "2833.8"), ("190", "1", "2802.4"),
      // (2833.8 + 2802.4) ÷ 2
      ("190", "0.75", "2818.1"),
      // At 0.75 MPa the boundary is at 165.85: 170 °C is steam there; on the line of 1 MPa it lies
      // below 179.9, so that this line gives 2777: (2789.7 + 2777) ÷ 2.
      ("170", "0.75", "2783.35"),
    ])
  func interpolation(t: String, p: String, expected: String) {
    #expect(Self.enthalpy(t, p).0 == [expected])
  }

  @Test("never across the phase boundary, never outside the table")
  func refusals() {
    let (value, reasons) = Self.enthalpy("170", "1")
    #expect(value == ["!"])
    #expect(reasons == [.belowBoundary(table: 0, key: "170, 1", boundary: "179.9")])
    #expect(Self.enthalpy("165", "0.75").0 == ["!"])
    #expect(Self.enthalpy("210", "1").1 == [.outsideTable(table: 0, key: "210, 1")])
    #expect(Self.enthalpy("190", "1.1").1 == [.outsideTable(table: 0, key: "190, 1.1")])
  }

  @Test("text keys: missing, empty, doubtful")
  func texts() {
    var builder = PlanBuilder()
    builder.plan.tables = Array(RandomTables.tables.prefix(1))
    builder.rows[2] = Dataset.Rows(keys: ["a", "c", "d", "x"], parents: [0, 0, 0, 0])
    let key = builder.add(.key, [], PlanBuilder.year, .text)
    let node = builder.add(.lookup(table: 0, column: 0), [key], PlanBuilder.year)
    builder.name(node, "NCV")
    #expect(builder.result(node) == ["26.18", "?", "!", "!"])
    #expect(
      builder.evaluation().findings().map(\.code) == [
        "lookup.doubtful-cell", "lookup.key-not-found",
      ])
  }

  @Test("Two rows of one key, which no rule file can declare, are refused")
  func ambiguous() {
    var builder = PlanBuilder()
    func row(_ value: String) -> Table.Row {
      Table.Row(
        keys: [.text("烟煤")],
        cells: [
          Table.Cell(.value(.number(PlanBuilder.rational(value))), citation: PlanBuilder.citation)
        ])
    }
    builder.plan.tables = [
      Table(
        id: "fuels", title: Label("燃料"), keys: [Table.Key(id: "fuel", title: Label("燃料"))],
        columns: [Table.Column(id: "ncv", title: Label("热值"), kind: .number)],
        rows: [row("1"), row("2")], citation: PlanBuilder.citation)
    ]
    let key = builder.add(.key, [], PlanBuilder.year, .text)
    let node = builder.add(.lookup(table: 0, column: 0), [key], PlanBuilder.year)
    builder.name(node, "NCV")
    #expect(builder.result(node) == ["!", "!"])
    #expect(builder.evaluation().findings().map(\.code).first == "lookup.ambiguous-row")
  }
}
