import Accounting
import Diagnostics
import Exchange
import Quantities
import RulePlan
import Testing

@Suite("Filings bound to plans")
struct BindingTests {
  @Test("One facility is assumed where none is named")
  func assumedFacility() throws {
    let bound = try SmallPlan.bind("fuel[烟煤]/FC = 1500 kg\nfuel[天然气]/fc = 2 万Nm3")
    #expect(bound.codes == [])
    #expect(bound.data.rows[SmallPlan.facility].keys == ["F1"])
    #expect(bound.data.rows[SmallPlan.fuel].keys == ["烟煤", "天然气"])
    #expect(bound.data.rows[SmallPlan.fuel].parents == [0, 0])
    #expect(bound.column("fc") == ["1.5", "2"])
    #expect(bound.column("stock") == ["absent"])
    #expect(
      bound.bound.address(SmallPlan.index("fc"), 1).description == "facility[F1]/fuel[天然气]/FC")
    #expect(bound.bound.origin(SmallPlan.index("fc"), 0) == .source(file: "x.case", range: 0..<25))
    #expect(bound.bound.origin(SmallPlan.index("stock"), 0) == nil)
  }

  @Test("Rows stand in the order of their parents, whatever the order of the lines")
  func order() throws {
    let bound = try SmallPlan.bind(
      """
      facility[B]/fuel[烟煤]/FC = 1 t
      facility[A]/fuel[烟煤]/FC = 2 t
      facility[B]/fuel[天然气]/FC = 3 万Nm3
      facility[A]/fuel[天然气]/FC = 4 万Nm3
      """)
    #expect(bound.codes == [])
    #expect(bound.data.rows[SmallPlan.facility].keys == ["B", "A"])
    #expect(bound.data.rows[SmallPlan.fuel].parents == [0, 0, 1, 1])
    #expect(bound.column("fc") == ["1", "3", "2", "4"])
    #expect(bound.bound.address(0, 3).description == "facility[A]/fuel[天然气]/FC")
  }

  @Test("An ancestor may be left out where only one row has the key")
  func ancestors() throws {
    let unique = try SmallPlan.bind(
      "facility[A]/unit[1]/2024-01/Q = 1\nfacility[B]/unit[2]/2024-01/Q = 2\nunit[2]/2024-02/Q = 3")
    #expect(unique.codes == [])
    #expect(unique.column("output").count == 24)
    #expect(unique.column("output")[13] == "3")
    let several = try SmallPlan.bind(
      "row facility[A]\nrow facility[B]\nfuel[烟煤]/FC = 1\nS = 2")
    #expect(several.codes == ["intake.ambiguous-address", "intake.ambiguous-address"])
    let below = try SmallPlan.bind("unit[1]/meter[M]/feeds = 1\nmeter[M]/feeds = 1")
    #expect(below.codes == ["intake.duplicate"])
    #expect(below.column("feeds") == ["0"])
  }

  @Test("Derived rows come from the table, by the key of the ancestor")
  func derived() throws {
    let bound = try SmallPlan.bind(
      "gas[CH4]/byproduct[丙]/R = 1 kgCH4\ngas[CO2]/byproduct[乙]/R = 2\nrow gas[SF6]")
    #expect(bound.codes == [])
    // Declared rows come first: SF6 has no by-products in the table.
    #expect(bound.data.rows[SmallPlan.gas].keys == ["SF6", "CH4", "CO2"])
    #expect(bound.data.rows[SmallPlan.byproduct].keys == ["丙", "甲", "乙"])
    #expect(bound.data.rows[SmallPlan.byproduct].parents == [1, 2, 2])
    #expect(bound.column("released") == ["0.001", "absent", "2"])
    let wrong = try SmallPlan.bind("gas[CH4]/byproduct[甲]/R = 1")
    #expect(wrong.codes == ["intake.unknown-key"])
    let species = try SmallPlan.bind("gas[CH4]/byproduct[丙]/R = 1 kgCO2")
    #expect(species.codes == ["intake.unit"])
    #expect(species.findings[0].arguments["expected"] == "tCH4")
    // The column says of which gas: 250 kg of it are 0.25 t. A ratio keeps its substance.
    let plain = try SmallPlan.bind("gas[CH4]/byproduct[丙]/R = 250 kg")
    #expect(plain.codes == [])
    #expect(plain.column("released").first == "0.25")
    let ratio = try SmallPlan.bind("fuel[烟煤]/2024-01/C = 0.6 t/GJ")
    #expect(ratio.codes == ["intake.unit"])
  }

  @Test(
    "Says what is wrong with a line",
    arguments: [
      ("fuel[烟煤]/FK = 1", "intake.unknown-name"), ("fuel[烟煤]/E = 1", "intake.computed"),
      ("fuel[烟煤]/FC = 1 GJ", "intake.unit"), ("fuel[烟煤]/FC = 1 pood", "intake.unknown-unit"),
      ("fuel[烟 煤]/FC = 1", "intake.unknown-key"), ("fuels[烟煤]/FC = 1", "intake.unknown-rows"),
      ("fuel[烟煤]/facility[F1]/FC = 1", "intake.row-order"),
      ("unit[1]/FC = 1", "intake.wrong-rows"), ("fuel[烟煤]/C = 0.6", "intake.grain"),
      ("fuel[烟煤]/2024-01-01/C = 0.6", "intake.grain"),
      ("fuel[烟煤]/2024-01/FC = 1", "intake.grain"),
      ("fuel[烟煤]/2023-01/C = 0.6", "intake.outside-period"),
      ("fuel[烟煤]/2024-01/C = 60", "intake.plausible"),
      ("class = c", "intake.choice"), ("fuel[烟煤]/C@choice = none", "intake.choice"),
      ("unit[1]/meter[M]/feeds = 2", "intake.unknown-row"), ("new = 7", "intake.kind"),
      ("started = soon", "intake.kind"), ("S = yes", "intake.kind"),
      ("S = 1\nstock = 2", "intake.duplicate"), ("S@choice = default", "intake.no-choice"),
      ("S@colour = red", "intake.unknown-facet"), ("class@prior = a", "intake.unknown-facet"),
      ("fuel[烟煤]/2024-01/C@sample = S1", "intake.unknown-sample"),
      ("row unit[1]\nrow unit[1]", "intake.row-twice"),
      ("row unit[1] from 2024-03-01 to 2024-02-01", "intake.validity"),
      ("filing credit-code 9144030071526726XH", "filing.credit-code"),
      ("nothing not occurring \"r\"", "intake.unknown-name"),
    ])
  func findings(lines: String, code: String) throws {
    #expect(try SmallPlan.bind(lines).codes == [code])
  }

  @Test("Suggests the nearest names and keys")
  func suggestions() throws {
    #expect(try SmallPlan.bind("stok = 1").findings[0].message(.chinese).contains("stock"))
    #expect(try SmallPlan.bind("fuel[烟]/FC = 1").findings[0].message(.english).contains("烟煤"))
    let grain = try SmallPlan.bind("fuel[烟煤]/C = 0.6").findings[0]
    #expect(grain.message(.english).contains("fuel[烟煤]/2024-01/C"))
  }

  @Test("A number without a unit is in the unit that people enter")
  func shownAs() throws {
    #expect(try SmallPlan.bind("S = 12.5").column("stock") == ["0.125"])
    #expect(try SmallPlan.bind("S = 0.125 1").column("stock") == ["0.125"])
    #expect(try SmallPlan.bind("S@prior = 5 %").column("stock", .prior) == ["0.05"])
  }

  @Test("Choices and evidence hold for all slots unless a slot has its own")
  func broadcast() throws {
    let bound = try SmallPlan.bind(
      """
      sample S1 report "R-1" issued 2024-02-20
      fuel[烟煤]/C@choice = 缺省值
      fuel[烟煤]/2024-02/C@choice = measured
      fuel[烟煤]/2024-01/C@sample = S1
      fuel[烟煤]/2024-03/C@issued = 2024-04-01
      fuel[烟煤]/C@laboratory = "no rule reads it"
      """)
    #expect(bound.codes == [])
    let choices = bound.column("carbon", .choice)
    #expect(choices[0] == "default")
    #expect(choices[1] == "measured")
    #expect(choices[11] == "default")
    #expect(bound.column("carbon", .evidence, "report")[0] == "R-1")
    #expect(bound.column("carbon", .evidence, "sample")[0...1] == ["S1", "absent"])
    let issued = bound.column("carbon", .evidence, "issued")
    #expect(issued[0...3] == ["2024-02-20", "absent", "2024-04-01", "absent"])
  }

  @Test("Not occurring: a row, a row set, a source, a value, a slot")
  func notOccurring() throws {
    let row = try SmallPlan.bind(
      "fuel[烟煤]/FC = 1\nfuel[天然气] not occurring \"无\"\nfuel not occurring \"x\"")
    #expect(row.column("fc") == ["1", "notOccurring"])
    #expect(row.data.rows[SmallPlan.fuel].declaredNone == [true])
    #expect(row.data.rows[SmallPlan.unit].declaredNone == [false])
    let source = try SmallPlan.bind("fuel[烟煤]/2024-01/C = 0.6\ncombustion not occurring \"无\"")
    #expect(source.codes == [])
    #expect(source.column("fc") == ["notOccurring"])
    let facility = try SmallPlan.bind(
      "row facility[A]\nrow facility[B]\nfacility[A] not occurring \"停\"\nfacility[B]/S = 1")
    #expect(facility.column("stock") == ["notOccurring", "0.01"])
    #expect(facility.data.rows[SmallPlan.fuel].declaredNone == [true, false])
    let value = try SmallPlan.bind(
      "unit[1]/2024-02/Q not occurring \"停\"\nS not occurring \"无\"\nunit[1]/2024-01/Q = 2")
    #expect(value.column("output")[0...2] == ["2", "notOccurring", "absent"])
    #expect(value.column("stock") == ["notOccurring"])
  }

  @Test("Months outside the validity of a row or its ancestors do not occur")
  func validity() throws {
    let bound = try SmallPlan.bind(
      """
      row facility[A] from 2024-03-15
      row unit[1] to 2024-06-30
      unit[1]/2024-02/Q = 5
      """)
    #expect(bound.codes == [])
    let states = bound.column("output")
    #expect(states[0] == "notOccurring")
    #expect(states[1] == "5")
    #expect(states[2] == "absent")
    #expect(states[5] == "absent")
    #expect(states[6] == "notOccurring")
    #expect(bound.data.rows[SmallPlan.unit].to == [Day(year: 2024, month: 7, day: 1)])
    #expect(bound.column("unit", .validity) == ["absent"])
  }

  @Test("A filing of one month takes month values without a period")
  func oneMonth() throws {
    let bound = try SmallPlan.bind("unit[1]/Q = 3\nfuel[烟煤]/2024-03/FC = 2", period: "2024-03")
    #expect(bound.codes == [])
    #expect(bound.column("output") == ["3"])
    #expect(bound.column("fc") == ["2"])
  }

  @Test("Numbers come into the narrowest lane")
  func lanes() throws {
    func lane(_ lines: String) throws -> String {
      guard case .numbers(let numbers) = try SmallPlan.bind(lines).data.columns[0].values else {
        return ""
      }
      switch numbers {
      case .narrow(let integers, let factor): return "narrow \(integers) \(factor)"
      case .medium(let integers, let factor): return "medium \(integers) \(factor)"
      case .wide: return "wide"
      }
    }
    #expect(try lane("fuel[烟煤]/FC = 1.25\nfuel[天然气]/FC = 3") == "narrow [125, 300] 0.01")
    #expect(
      try lane("fuel[烟煤]/FC = 0.0000000001\nfuel[天然气]/FC = 12345678901")
        == "medium [1, 123456789010000000000] 0.0000000001")
    let zeros = String(repeating: "0", count: 40)
    #expect(try lane("fuel[烟煤]/FC = 0.\(zeros)1") == "wide")
  }

  @Test("Finds the element of an address")
  func elements() throws {
    let bound = try SmallPlan.bind(
      "facility[A]/unit[1]/2024-01/Q = 1\nfacility[B]/unit[2]/2024-01/Q = 2"
    ).bound
    let shape = Shape(rows: SmallPlan.unit, grain: .month)
    func element(_ text: String) throws -> Int? {
      var findings: [Finding] = []
      let address = try #require(CellAddress(text, at: .none, findings: &findings))
      return bound.element(address, in: shape)
    }
    #expect(try element("facility[B]/unit[2]/2024-03/Q") == 14)
    #expect(try element("unit[2]/2024-03/Q") == 14)
    #expect(try element("2024-03/Q") == nil)
    #expect(try element("unit[2]/Q") == nil)
    #expect(try element("facility[A]/unit[2]/2024-03/Q") == nil)
    #expect(bound.named("Q") == 3)
    #expect(bound.named("output") == 3)
  }

  @Test("A later stage overrides without a finding")
  func stages() throws {
    let period = try #require(Period(year: 2024))
    let address = CellAddress(name: "S")
    let filing = Filing(
      period: period,
      cells: [
        Filing.Entry(address, Cell(.number(1, decimals: 0, unit: nil), stage: .verified)),
        Filing.Entry(
          CellAddress(name: "stock"), Cell(.number(2, decimals: 0, unit: nil), stage: .reported)),
      ])
    let (data, _, findings) = FilingBinder.bind(filing, to: SmallPlan.plan, units: SmallPlan.units)
    #expect(findings == [])
    #expect(
      SmallPlan.Bound(
        data: data,
        bound: FilingBinder.bind(filing, to: SmallPlan.plan, units: SmallPlan.units).1,
        findings: []
      ).column("stock") == ["0.01"])
  }
}
