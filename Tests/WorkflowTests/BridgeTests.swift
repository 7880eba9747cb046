import Accounting
import Diagnostics
import Engine
import Foundation
import Quantities
import RulePlan
import Testing

@testable import Workflow

/// Differences explained; the amounts are those of `Conformance/derive/bridges.py`.
@Suite struct BridgeTests {
  static let library = RunFindingTests.library([
    "x/a": BridgeRulesText.first, "x/b": BridgeRulesText.second,
  ])

  /// An answer of the derivation.
  struct Answer: Decodable {
    var first: String
    var second: String
    var steps: [[String]]
  }

  static func answer(_ name: String) throws -> Answer {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Answers/bridges.json")
    let all = try JSONDecoder().decode([String: Answer].self, from: Data(contentsOf: url))
    return try #require(all[name])
  }

  static func filing(_ lines: String, period: String = "2024") throws -> Filing {
    let text = "title 例\nmethod x/a\nperiod \(period)\n" + lines
    let (file, findings) = CaseFile.read(text, file: "example.case")
    #expect(findings == [])
    return try #require(file).filing
  }

  static func calculation(_ filing: Filing, _ method: String = "x/a") throws -> Calculation {
    try Calculation.run(filing, under: method, in: library).get()
  }

  static func bridge(
    _ first: Calculation, _ second: Calculation, figure: String? = nil
  ) throws -> Bridge {
    try BridgeBuilder(first, second, units: library.units, figure: figure)
      .build(labels: ("甲", "乙"))
  }

  /// A number as Python's `Fraction` prints it.
  static func number(_ text: String) throws -> Rational {
    let parts = text.split(separator: "/").map(String.init)
    let top = try #require(Rational(decimal: parts[0]))
    guard parts.count == 2 else { return top }
    let below = try #require(Rational(decimal: parts[1]))
    return try #require(top.divided(by: below))
  }

  static func name(_ step: Bridge.Step) -> String {
    let change = step.changes[0]
    let row = change.keys.last.map { " " + $0 } ?? ""
    switch change.kind {
    case .came, .gone: return change.kind.rawValue + row
    case .rounding: return "rounding"
    case .remainder: return "sum"
    case .attribute: return "purpose"
    default: return change.name + (change.keys.count > 1 ? row : "")
    }
  }

  static func compare(_ bridge: Bridge, _ name: String) throws {
    let answer = try answer(name)
    #expect(bridge.first.value == (try number(answer.first)))
    #expect(bridge.second.value == (try number(answer.second)))
    #expect(bridge.steps.map(Self.name) == answer.steps.map { $0[0] })
    for (step, expected) in zip(bridge.steps, answer.steps) {
      #expect(step.amount == (try number(expected[1])), "\(expected[0])")
    }
  }

  static let coalAndOil = """
    filing purpose annual
    facility[F1]/fuel[煤]/FC = 1000 t
    facility[F1]/fuel[煤]/NCV = 21.5 GJ/t
    facility[F1]/fuel[油]/FC = 10 t
    facility[F1]/AD = 200 MWh
    """

  // MARK: Each kind of comparison

  @Test func twoYears() throws {
    let later = """
      filing purpose annual
      facility[F1]/fuel[气]/FC = 5000 kg
      facility[F1]/fuel[煤]/FC = 1100 t
      facility[F1]/fuel[煤]/NCV = 20.9 GJ/t
      facility[F1]/AD = 180.3 MWh
      """
    let bridge = try Self.bridge(
      Self.calculation(Self.filing(Self.coalAndOil)),
      Self.calculation(Self.filing(later, period: "2025")))
    try Self.compare(bridge, "two-years")
    #expect(bridge.silent.map(\.kind) == [.period])
  }

  @Test func measuredAndDefault() throws {
    let first = try Self.filing(Self.coalAndOil)
    let second = try Self.filing(
      Self.coalAndOil + "\nfacility[F1]/fuel[煤]/NCV@choice = default")
    let bridge = try Self.bridge(Self.calculation(first), Self.calculation(second))
    try Self.compare(bridge, "measured-and-default")
    #expect(bridge.steps.first?.kind == .choice)
    #expect(bridge.steps.first?.changes.first?.to == "20 GJ/t")
  }

  @Test func twoEditions() throws {
    let filing = try Self.filing(Self.coalAndOil)
    let bridge = try Self.bridge(
      Self.calculation(filing), Self.calculation(filing, "x/b"))
    try Self.compare(bridge, "two-editions")
    let kinds = bridge.steps.map(\.kind)
    #expect(kinds == [.factor, .factor, .formula, .factor, .rounding])
  }

  @Test func twoRegimes() throws {
    let annual = Self.coalAndOil.split(separator: "\n").filter { !$0.contains("油") }
      .joined(separator: "\n")
    let monthly = annual.replacingOccurrences(of: "purpose annual", with: "purpose monthly")
    let bridge = try Self.bridge(
      Self.calculation(Self.filing(annual)), Self.calculation(Self.filing(monthly)))
    try Self.compare(bridge, "two-regimes")
  }

  @Test func reportedAndRecomputed() throws {
    let calculation = try Self.calculation(Self.filing(Self.coalAndOil))
    let plan = calculation.plan
    func index(_ id: String) throws -> Int { try #require(plan.named.firstIndex { $0.id == id }) }
    let builder = try BridgeBuilder(
      calculation, calculation, units: Self.library.units, figure: nil)
    let bridge = try builder.build(
      reported: [
        try index("combustion"): Rational(2000), try index("power-co2"): Rational(100),
        try index("total"): Rational(2101),
      ])
    try Self.compare(bridge, "reported")
  }

  @Test func stagesOfOneFiling() throws {
    var filing = try Self.filing(Self.coalAndOil)
    let address = try #require(filing.cells.first { $0.address.name == "FC" }).address
    filing.stages = [
      Overlay(
        stage: .verified, author: "核查组", reason: "抄录有误",
        cells: [
          Filing.Entry(address, Cell(.number(Rational(1100), decimals: 0, unit: "t")))
        ])
    ]
    let revision = FilingRevision(base: filing)
    let bridge = try Self.bridge(
      Self.calculation(revision.filing(at: .reported)), Self.calculation(filing))
    // 100 t × 21.5 GJ/t × 0.025 tC/GJ × 44/12, before roundings.
    #expect(bridge.steps.first?.amount.text(decimals: 6) == "197.083333")
    #expect(bridge.steps.map(\.kind) == [.value, .rounding])
  }

  @Test func sameResultsHaveNoSteps() throws {
    let calculation = try Self.calculation(Self.filing(Self.coalAndOil))
    let bridge = try Self.bridge(calculation, calculation)
    #expect(bridge.steps.isEmpty && bridge.silent.isEmpty && bridge.difference == .zero)
  }

  @Test func whatHasNoValueHasNoBridge() throws {
    let whole = try Self.calculation(Self.filing(Self.coalAndOil))
    let lacking = try Self.calculation(Self.filing("facility[F1]/AD = 200 MWh"))
    #expect(throws: BridgeProblem.self) { try Self.bridge(whole, lacking) }
    #expect(throws: BridgeProblem.self) { try Self.bridge(whole, whole, figure: "nothing") }
  }

  // MARK: What is exchanged together, boundary, potentials

  /// Two methods of which each needs a value that the other side lacks.
  @Test func whatHasNoResultAloneGoesTogether() throws {
    let rules = """
      <source id="s" gas="CO2" scope="direct"><title>源</title>
        <input id="way" symbol="法" type="choice" of="p q"><title>方法</title></input>
        <input id="p" symbol="P" unit="tCO2"><title>甲量</title></input>
        <input id="q" symbol="Q" unit="tCO2"><title>乙量</title></input>
        <input id="z" symbol="Z" unit="tCO2"><title>丙量</title></input>
        <figure id="t" role="total" symbol="T" unit="tCO2">
          sum over facility of (if 法 = "p" then P + Z else Q + Z)</figure>
      </source>
      """
    let library = RunFindingTests.library(["x/c": rules])
    func calculation(_ lines: String) throws -> Calculation {
      let file = CaseFile.read("title 例\nmethod x/c\nperiod 2024\n" + lines, file: "c").0
      return try Calculation.run(try #require(file).filing, under: "x/c", in: library).get()
    }
    let first = try calculation(
      "facility[F]/法 = p\nfacility[F]/P = 10 tCO2\nfacility[F]/Z = 1 tCO2")
    let second = try calculation(
      "facility[F]/法 = q\nfacility[F]/Q = 25 tCO2\nfacility[F]/Z = 4 tCO2")
    let bridge = try BridgeBuilder(first, second, units: library.units, figure: nil)
      .build(labels: ("甲", "乙"))
    #expect(bridge.steps.map { $0.changes.map(\.symbol) } == [["法", "P", "Q"], ["Z"]])
    #expect(bridge.steps.map(\.amount) == [Rational(15), Rational(3)])
  }

  /// A row whose days change; its values stay.
  @Test func daysOfARow() throws {
    let rules = """
      <source id="s" gas="CO2" scope="direct"><title>源</title>
        <rows id="unit" per="facility" entered="year" validity="yes"><title>装置</title>
          <input id="rate" symbol="r" unit="tCO2"><title>每日量</title></input>
        </rows>
        <figure id="t" role="total" symbol="T" unit="tCO2">sum over facility, unit of r</figure>
      </source>
      """
    let library = RunFindingTests.library(["x/d": rules])
    func calculation(_ days: String) throws -> Calculation {
      let text = "title 例\nmethod x/d\nperiod 2024\nrow facility[F]/unit[1] \(days)\n"
      let file = CaseFile.read(text + "facility[F]/unit[1]/r = 2 tCO2", file: "d").0
      return try Calculation.run(try #require(file).filing, under: "x/d", in: library).get()
    }
    let bridge = try BridgeBuilder(
      calculation(""), calculation("from 2024-03-01"), units: library.units, figure: nil
    ).build(labels: ("甲", "乙"))
    #expect(bridge.steps.isEmpty)
    #expect(bridge.silent.map(\.kind) == [.days])
    #expect(bridge.silent.first?.to == "2024-03-01至")
  }

  /// Very many rows go together, and their sum is exact all the same.
  @Test func manyRows() throws {
    func lines(_ keys: Range<Int>, _ amount: Int) -> String {
      keys.map { "facility[F]/leg[\($0)]/x = \(amount) tCO2" }.joined(separator: "\n")
    }
    let rules = """
      <source id="s" gas="CO2" scope="direct"><title>源</title>
        <rows id="leg" per="facility"><title>航段</title>
          <input id="x" symbol="x" unit="tCO2"><title>量</title></input></rows>
        <figure id="t" role="total" symbol="T" unit="tCO2">sum over facility, leg of x</figure>
      </source>
      """
    let library = RunFindingTests.library(["x/g": rules])
    func calculation(_ lines: String) throws -> Calculation {
      let file = CaseFile.read("title 例\nmethod x/g\nperiod 2024\n" + lines, file: "g").0
      return try Calculation.run(try #require(file).filing, under: "x/g", in: library).get()
    }
    // 0–199 against 100–299: 100 go, 100 come, 100 change from 3 to 5.
    let bridge = try BridgeBuilder(
      calculation(lines(0..<200, 3)), calculation(lines(100..<300, 5)), units: library.units,
      figure: nil
    ).build(labels: ("甲", "乙"))
    #expect(bridge.steps.map(\.kind) == [.came, .gone, .value])
    #expect(bridge.steps.map(\.amount) == [Rational(500), Rational(-300), Rational(200)])
    #expect(bridge.steps.map { $0.changes[0].row } == ["100 行", "100 行", "100 行"])
  }

  /// 10 tCH4 at 21 (SAR) and at 28 (AR5): 70 tCO2e.
  @Test func potentials() throws {
    func rules(_ set: String) -> String {
      """
      <gwp set="\(set)"/>
      <source id="s" gas="CH4" scope="direct"><title>源</title>
        <input id="m" symbol="M" unit="tCH4"><title>甲烷</title></input>
        <figure id="e" symbol="E" unit="tCO2e">(sum over facility of M) × gwp(CH4)</figure>
      </source>
      <figure id="t" role="total" symbol="T" unit="tCO2e">E</figure>
      """
    }
    let library = RunFindingTests.library(["x/e": rules("sar"), "x/f": rules("ar5")])
    let text = "title 例\nmethod x/e\nperiod 2024\nfacility[F]/M = 10 tCH4"
    let filing = try #require(CaseFile.read(text, file: "e").0).filing
    let bridge = try BridgeBuilder(
      Calculation.run(filing, under: "x/e", in: library).get(),
      Calculation.run(filing, under: "x/f", in: library).get(), units: library.units, figure: nil
    ).build(labels: ("甲", "乙"))
    #expect(bridge.steps.map(\.kind) == [.potential])
    #expect(bridge.steps.map(\.amount) == [Rational(70)])
  }

  // MARK: Sums

  /// Random filings under random editions: whatever differs, the steps add up to the last digit,
  /// and so do the printed amounts.
  @Test(arguments: 0..<25) func sumsAreExact(seed: Int) throws {
    var random = Dice(state: UInt64(seed))
    let calculations = try [0, 1].map { _ in
      try Self.calculation(
        Self.filing(random.lines(), period: random.pick(["2024", "2025", "2024-03..2024-08"])),
        random.pick(["x/a", "x/b"]))
    }
    let bridge = try Self.bridge(calculations[0], calculations[1])
    let total = bridge.steps.reduce(Rational.zero) { $0 + $1.amount }
    #expect(total == bridge.difference)
    #expect(bridge.steps.allSatisfy { $0.amount != .zero })
    let table = BridgeTable(bridge: bridge)
    let shown = try table.lines.reduce(Rational.zero) { sum, line in
      sum + (try #require(Rational(decimal: line.amount.replacing("+", with: ""))))
    }
    #expect(shown == table.shownDifference)
    // The same causes, the other way round, add up to the opposite.
    let back = try Self.bridge(calculations[1], calculations[0])
    #expect(back.steps.reduce(Rational.zero) { $0 + $1.amount } == -bridge.difference)
  }

  /// SplitMix64, and filings made of it.
  struct Dice {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(count))
    }

    mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }

    mutating func lines() -> String {
      var lines = ["filing purpose \(pick(["annual", "monthly"]))"]
      for facility in ["F1", "F2", "F3"].prefix(1 + below(3)).shuffled(by: below(6)) {
        lines.append("facility[\(facility)]/AD = \(below(100_000)).\(below(10)) MWh")
        let fuels = ["煤", "油", "气"].filter { _ in below(3) > 0 }
        for fuel in fuels.isEmpty ? ["煤"] : fuels {
          let row = "facility[\(facility)]/fuel[\(fuel)]"
          lines.append("\(row)/FC = \(below(50_000)).\(below(1000)) t")
          if below(2) == 0 { lines.append("\(row)/NCV = \(10 + below(40)).\(below(1000)) GJ/t") }
          if below(4) == 0 { lines.append("\(row)/NCV@choice = default") }
        }
      }
      return lines.joined(separator: "\n")
    }
  }
}

extension Sequence where Element == String {
  /// One of the orders of the elements.
  fileprivate func shuffled(by number: Int) -> [String] {
    let all = Array(self)
    return number % 2 == 0 ? all : all.reversed()
  }
}
