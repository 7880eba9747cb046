import Diagnostics
import Exchange
import Foundation
import Quantities
import RuleLanguage
import RulePlan
import Testing

@testable import Workflow

/// Many enterprises in one table: computed line by line, and each as a filing of its own.
@Suite("batch") struct BatchTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let rules = """
    <methodology language="1" id="b" standing="unofficial" evidence="definition">
      <title>台账</title>
      <table id="fuels"><title>燃料</title><key id="fuel"/>
        <column id="unit" type="unit"/><column id="ncv" unit="GJ/unit(fuel)"/>
        <column id="cc" unit="tC/GJ"/><column id="of" unit="1"/>
        <row fuel="烟煤" unit="t" ncv="26.7" cc="0.02618" of="0.99"/>
        <row fuel="天然气" unit="万Nm3" ncv="389.31" cc="0.01532" of="0.99"/>
        <row fuel="焦炭" unit="t" ncv="28.435" cc="0.0295" of="0.93"/>
      </table>
      <rows id="fuel" per="facility" key="fuels"><title>燃料</title></rows>
      <rows id="record" per="fuel"><title>台账行</title>
        <input id="use" symbol="FC" kind="activity" unit="unit(fuel)"><title>消耗量</title></input>
        <input id="heat" symbol="NCV" kind="factor" unit="GJ/unit(fuel)"><title>低位发热量</title>
          <alternative id="measured"/><alternative id="default">fuels[fuel].ncv</alternative>
        </input>
        <input id="carbon" symbol="C" kind="factor" unit="tC/unit(fuel)"><title>元素碳含量</title>
          <alternative id="measured"/>
          <alternative id="by-heat">round(NCV × fuels[fuel].cc, 4)</alternative>
        </input>
        <formula id="co2" symbol="E" unit="tCO2" round="2">
          FC × C × fuels[fuel].of × molar(CO2/C)
        </formula>
      </rows>
      <figure id="plant" symbol="E_厂" per="facility" unit="tCO2" round="1">
        sum over fuel, record of E
      </figure>
      <figure id="number" symbol="n" role="memo" unit="1">
        count over facility, fuel, record of FC
      </figure>
      <figure id="total" symbol="E_总" role="total" unit="tCO2" round="0">
        sum over facility of E_厂
      </figure>
    </methodology>
    """

  private static func plan(_ rules: String) -> Plan? { library(rules).compile("b").plan }

  private static func library(_ rules: String = rules) -> MethodLibrary {
    let own = MethodLibrary(root.appendingPathComponent("Methodologies").path)
    var files = own.files.files.filter { $0.key.hasPrefix("units/") }
    files["b/methodology.xml"] = Array(rules.utf8)
    return MethodLibrary(RuleFiles(files))
  }

  /// Runs a table that is written to a file first.
  private func run(
    _ text: [UInt8], streams: Bool = true, threads: Int = 1, chunk: Int = 1 << 19,
    period: Period? = nil, rules: String = rules
  ) throws -> BatchRun {
    let library = Self.library(rules)
    let compilation = library.compile("b")
    #expect(compilation.findings.map { "\($0.code) \($0.arguments)" } == [])
    let plan = try #require(compilation.plan)
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-batch-\(UUID().uuidString).csv")
    try Data(text).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let (table, findings) = BatchTable.open(file.path, plan: plan, period: period)
    #expect(findings.map(\.code) == [])
    return BatchRun.run(
      try #require(table), plan: plan, units: library.units, threads: threads, streams: streams,
      chunk: chunk)
  }

  /// Enterprise, period and figures, as texts; places in files are not compared.
  private func figures(_ run: BatchRun) -> [String] {
    run.lines.map { line in
      if line.isSpoiled { return "\(line.enterprise) \(line.period) spoiled" }
      let values = line.values.joined().map { state, value -> String in
        if case .number(let number)? = value { return number.description }
        return "\(state)"
      }
      return "\(line.enterprise) \(line.period) " + values.joined(separator: " ")
    }
  }

  private func findings(_ run: BatchRun) -> [String] {
    run.findings.map { finding in
      guard case .cell(_, _, let row, let column) = finding.origin else {
        return "\(finding.code) \(finding.origin)"
      }
      return "\(finding.code) \(row):\(column)"
    }
  }

  private static let head = "企业ID,设施,年,燃料,消耗量,单位,低位发热量,元素碳含量\n"

  /// Expected by Python's decimal: E = round(FC × C × OF × 44 / 12, 2), C measured, else
  /// round(NCV × CC, 4), half-even; a plant is round(ΣE, 1), the total round(Σ, 0).
  @Test("totals of enterprises whose lines lie apart")
  func totals() throws {
    let text =
      Self.head + """
        甲厂,一,2024,烟煤,1234.56,t,,
        乙厂,一,2024,天然气,12.5,万Nm3,,
        甲厂,二,2024,焦炭,1000,t,27.5,
        甲厂,一,2024,烟煤,500.25,t,,0.5555
        甲厂,一,2023,烟煤,10,t,,
        乙厂,一,2024,天然气,20000,Nm3,380.5,
        """
    for streams in [true, false] {
      let run = try run(Array(text.utf8), streams: streams)
      #expect(run.isStreamed == streams)
      #expect(
        figures(run) == [
          "甲厂 2023 1 25", "甲厂 2024 3 6908", "乙厂 2024 2 313",
        ])
      #expect(findings(run) == [])
    }
  }

  @Test("any order, chunk and number of threads: the same figures as filing by filing")
  func agreement() throws {
    var generator = SystemSeed(state: 41)
    for _ in 0..<4 {
      let text = Self.random(&generator)
      let whole = try run(text, streams: false)
      let expected = figures(whole)
      #expect(expected.count > 20)
      for (threads, chunk) in [(1, 1 << 19), (2, 4096), (3, 700)] {
        let streamed = try run(text, threads: threads, chunk: chunk)
        #expect(streamed.isStreamed)
        #expect(figures(streamed) == expected)
        #expect(streamed.count == whole.count)
      }
    }
  }

  /// A table as people send it: quotes, blanks, other units, full-width digits, percent signs.
  private static func random(_ generator: inout SystemSeed) -> [UInt8] {
    func pick<T>(_ items: [T]) -> T {
      items[Int.random(in: items.indices, using: &generator)]
    }
    var text = pick(["", "\u{FEFF}"]) + head
    let end = pick(["\n", "\r\n"])
    for _ in 0..<600 {
      let fuel = pick(["烟煤", "天然气", "焦炭", " 烟煤", "\"焦炭\""])
      let gas = fuel == "天然气"
      let unit = gas ? pick(["万Nm3", "Nm3"]) : pick(["t", "kg", "万t"])
      let amount = Int.random(in: 0...9_999_999, using: &generator)
      let decimals = Int.random(in: 0...5, using: &generator)
      var number = Rational.ratio(amount, pick([1, 10, 100, 1000])).text(decimals: decimals)
      if pick([true, false, false, false, false, false]) { number = "\"\(number)\"" }
      if pick(Array(repeating: false, count: 40) + [true]) { number = "１２３．５" }
      let heat = pick(["", "", "", "27.5", "21.497", "300"])
      let carbon = pick(["", "", "", "0.5555", "0.61"])
      text +=
        "\(pick(["甲", "乙", "丙 ", "丁"]))\(Int.random(in: 1...9, using: &generator)),"
        + "\(pick(["一", "二"])),\(pick(["2023", "2024"])),\(fuel),\(number),\(unit),"
        + "\(heat),\(carbon)"
        + end
      if pick(Array(repeating: false, count: 30) + [true]) { text += end }
    }
    return Array(text.utf8)
  }

  @Test("what is wrong is told by line and column, and the enterprise has no total")
  func faults() throws {
    let text =
      Self.head + """
        甲厂,一,2024,烟煤,12..5,t,,
        乙厂,一,2024,木柴,1,t,,
        丙厂,一,2024,烟煤,1,GJ,,
        ,一,2024,烟煤,1,t,,
        丁厂,一,今年,烟煤,1,t,,

        戊厂,一,2024,烟煤,-1,t,,
        己厂,,2024,烟煤,1,t,,
        合计,,2024,,7,,,
        庚厂,一,2024,烟煤,,t,,
        """
    for (threads, chunk) in [(1, 1 << 19), (2, 60)] {
      let run = try run(Array(text.utf8), threads: threads, chunk: chunk)
      #expect(
        findings(run) == [
          "cell.not-a-number 2:5", "intake.unknown-key 3:4", "intake.unit 4:5", "filing.no-key 5:1",
          "batch.year 6:3", "filing.negative 8:5", "filing.no-key 9:2", "filing.total-row 10:1",
        ])
      #expect(
        figures(run) == [
          "甲厂 2024 spoiled", "乙厂 2024 spoiled",
          "丙厂 2024 spoiled", "戊厂 2024 1 -2",
          "己厂 2024 spoiled", "庚厂 2024 0 absent",
        ])
    }
  }

  @Test("what needs several lines is computed filing by filing")
  func notLineByLine() throws {
    let text =
      Self.head.replacing("企业ID,", with: "企业ID,台账行,") + "甲,1,一,2024,烟煤,1,t,,\n甲,1,一,2024,烟煤,2,t,,\n"
    let run = try run(Array(text.utf8))
    #expect(!run.isStreamed)
    #expect(findings(run) == ["intake.duplicate 3:6"])
    #expect(run.lines.map(\.isSpoiled) == [true])
  }

  @Test("GB 18030 and quotes over line ends")
  func encodings() throws {
    let text = Self.head + "\"甲\n厂\",一,2024,烟煤,10,t,,\n甲厂,一,2024,烟煤,\"1,000\",t,,\n"
    let plain = try run(Array(text.utf8), chunk: 64)
    #expect(figures(plain) == ["甲\n厂 2024 1 25", "甲厂 2024 1 2537"])
    #expect(findings(plain) == ["cell.grouping 3:5"])
    let encoding = String.Encoding(
      rawValue: CFStringEncodingValue.gb18030)
    let bytes = try #require(text.data(using: encoding))
    let chinese = try run(Array(bytes))
    #expect(!chinese.isStreamed)
    #expect(figures(chinese) == figures(plain))
  }

  // MARK: participants

  private static let participants = """
    <methodology language="1.2" id="b" standing="unofficial" evidence="definition">
      <title>参与者</title>
      <rows id="participant" per="filing" personal="yes"><title>参与者</title>
        <input id="begins" symbol="起" type="date"><title>起</title></input>
        <input id="ends" symbol="止" type="date"><title>止</title></input>
        <input id="activity" symbol="AD" kind="activity" unit="km"><title>里程</title></input>
        <condition id="long" kind="eligibility" decides="rows" holds="AD in km ≥ 1">
          <message>不足1公里</message>
        </condition>
        <formula id="year" symbol="w" unit="km" evaluated="calendar-year">
          AD × overlap(起, days-after(止, 1), slot-start, slot-end) ÷ days(起, days-after(止, 1))
        </formula>
      </rows>
      <figure id="reduction" symbol="ER" role="reduction" unit="km">
        sum over participant where long of w
      </figure>
      <figure id="total" symbol="T" role="total" unit="km">sum over calendar-year of ER</figure>
    </methodology>
    """

  private static let trips = """
    项目,参与者,起,止,AD [km]
    一,甲,2024-12-31,2025-01-02,9
    二,甲,2025-01-01,2025-01-10,5
    一,乙,2024-12-01,2024-12-31,0.5
    一,丙,2025-01-05,2025-01-05,1.25

    """

  /// 甲 9 km over three days, one of them in 2024; 乙 below a kilometre; 丙 wholly in 2025.
  @Test("participants go by calendar year", arguments: [true, false])
  func vintages(streams: Bool) throws {
    let period = try #require(Period("2024-12..2025-01"))
    let run = try run(
      Array(Self.trips.utf8), streams: streams, threads: 2, chunk: 64, period: period,
      rules: Self.participants)
    #expect(run.isStreamed == streams)
    #expect(
      figures(run).sorted() == ["一 2024-12..2025-01 3 7.25 10.25", "二 2024-12..2025-01 0 5 5"])
    #expect(
      run.columns(try #require(Self.plan(Self.participants))).map(\.year) == [2024, 2025, nil])
  }

  @Test("a participant twice spoils the project and is told by its line")
  func twice() throws {
    let period = try #require(Period("2024-12..2025-01"))
    let text = Self.trips + "一, 丁,2025-01-05,2025-01-05,2\n一,甲,2025-01-07,2025-01-07,3\n"
    let run = try run(
      Array(text.utf8), threads: 2, chunk: 64, period: period, rules: Self.participants)
    #expect(run.isStreamed)
    #expect(findings(run) == ["batch.row-twice 7:2"])
    #expect(figures(run).sorted() == ["一 2024-12..2025-01 spoiled", "二 2024-12..2025-01 0 5 5"])
  }

  @Test("lines without a participant and sums of lines are left out")
  func unnamed() throws {
    let period = try #require(Period("2024-12..2025-01"))
    let text = Self.trips + "二,合计,2025-01-05,2025-01-05,2\n一,,2025-01-07,2025-01-07,3\n"
    let run = try run(Array(text.utf8), period: period, rules: Self.participants)
    #expect(findings(run) == ["filing.total-row 6:2", "filing.no-key 7:2"])
    #expect(figures(run).sorted() == ["一 2024-12..2025-01 spoiled", "二 2024-12..2025-01 0 5 5"])
  }
}

/// Foundation's number for GB 18030.
private enum CFStringEncodingValue {
  static let gb18030: UInt = 0x8000_0632
}

/// A seeded generator: SplitMix64.
struct SystemSeed: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
