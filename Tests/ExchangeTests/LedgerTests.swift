import Accounting
import Diagnostics
import Exchange
import Quantities
import RulePlan
import Testing

@Suite("Ledgers of the enterprise's own")
struct LedgerTests {
  private static let map = """
    项目,台账中,对应,单位,汇总,说明
    方法学,,test/small/1,,,
    报告期,,2024,,,
    工作表,,,,,
    标题行,2,,,,
    期间列,日期,,,,
    名称列,锅炉,unit,,,
    固定行,,facility[一厂],,,
    名称,1号炉,#1,,,
    数值列,产汽,Q,GJ,合计,
    不读,班次,,,,
    """

  private static let ledger = """
    一厂产汽日报,,,
    日期,班次,锅炉,产汽
    2024-01-01,甲,1号炉,10.5
    2024-01-01,乙,1号炉,20.25
    2024/1/2,甲,1号炉,"1,000"
    2024-02-01,甲,2号炉,7
    合计,,,1037.75
    """

  private func read(
    _ ledger: String, _ map: String, plan: Plan = SmallPlan.plan
  ) -> (Filing?, [Finding], String) {
    let (parsed, before) = LedgerMap.read(Array(map.utf8), file: "map.csv")
    var reader = LedgerReader(
      .table(FilingFile(name: "台账.csv", bytes: Array(ledger.utf8))), map: parsed,
      mapFile: "map.csv", plan: plan)
    let outcome = reader.read(period: nil)
    return (outcome.filing, before + outcome.findings, outcome.lines.text)
  }

  @Test("Lines of days become months by the declared rule, and are kept")
  func sums() throws {
    let (filing, findings, lines) = read(Self.ledger, Self.map)
    let cells = try #require(filing).cells.map { "\($0.address) \($0.cell.value)" }
    // 10.5 + 20.25 + 1000 = 1030.75
    #expect(
      cells == [
        "facility[一厂]/unit[#1]/2024-01/Q "
          + "\(CellValue.number(Rational.ratio(103_075, 100), decimals: 2, unit: "GJ"))",
        "facility[一厂]/unit[2号炉]/2024-02/Q "
          + "\(CellValue.number(Rational(7), decimals: 0, unit: "GJ"))",
      ])
    #expect(
      Set(findings.map(\.code)) == ["filing.total-row", "cell.grouping", "map.days"])
    #expect(
      lines.contains("台账.csv,,3,2024-01-01,产汽,10.5,GJ,合计,facility[一厂]/unit[#1]/2024-01/Q,1030.75"))
    #expect(lines.split(whereSeparator: \.isNewline).count == 5)
    #expect(
      try #require(filing).records.map { $0.record ?? "" } == [
        "台账.csv第 3–5 行“产汽”", "台账.csv第 6 行“产汽”",
      ])
  }

  @Test("Without a rule several lines are an error; nothing is guessed")
  func noRule() throws {
    let map = Self.map.replacing("合计,", with: ",")
    let (filing, findings, lines) = read(Self.ledger, map)
    #expect(try #require(filing).cells.count == 1)
    #expect(findings.map(\.code).contains("map.no-rule"))
    #expect(lines.contains("10.5"))
  }

  @Test(
    "Weighted means, means, last, largest and smallest",
    arguments: [
      // (10.5×2 + 20.25×1 + 1000×1) / 4 = 260.3125; the mean of three is 343.58333…
      ("加权 班次 3位", "260.312"), ("加权 班次", "260.3125"), ("平均 2位", "343.58"), ("最后", "1000"),
      ("最大", "1000"), ("最小", "10.5"),
    ])
  func rules(_ rule: String, _ expected: String) throws {
    let ledger = Self.ledger.replacing("01-01,甲", with: "01-01,2").replacing("乙", with: "1")
      .replacing("1/2,甲", with: "1/2,1")
    let map = Self.map.replacing("合计", with: rule)
      .replacing("不读,班次,,,,", with: "")
    let (filing, _, _) = read(ledger, map)
    guard case .number(let number, let decimals, _) = try #require(filing).cells.first?.cell.value
    else {
      Issue.record("no number")
      return
    }
    #expect(number.text(decimals: decimals) == expected)
  }

  @Test(
    "What is wrong with map or ledger is told",
    arguments: [
      ("数值列,产汽,Q,", "数值列,产气,Q,", "map.column"), ("数值列,产汽,Q,", "数值列,产汽,P,", "map.target"),
      ("名称列,锅炉,unit", "名称列,锅炉,boiler", "map.row-set"), ("标题行,2", "标题行,二", "map.row"),
      ("不读,班次,,,,", "", "map.unread"), ("合计", "总和", "map.rule"),
      ("报告期,,2024,,,", "", "map.no-period"),
      ("固定行,,facility[一厂]", "固定行,,facility", "map.address"), ("不读,", "不看,", "map.word"),
      ("标题行,2", "标题行,99", "map.no-heading"), ("报告期,,2024", "报告期,,2023", "map.outside"),
      ("合计", "加权 班次", "map.no-weight"), ("报告期,,2024", "报告期,,去年", "filing.reporting-period"),
    ])
  func faults(_ old: String, _ new: String, _ code: String) {
    #expect(Self.map.contains(old))
    let (_, findings, _) = read(Self.ledger, Self.map.replacing(old, with: new))
    #expect(findings.map(\.code).contains(code), "\(findings.map(\.code))")
  }

  /// A ledger of months for a value of the whole year: 100 a month.
  private func yearly(_ months: [String]) -> (total: Rational?, findings: [Finding]) {
    let map = """
      项目,台账中,对应,单位,汇总,说明
      方法学,,test/small/1,,,
      报告期,,2024,,,
      期间列,月份,,,,
      固定行,,facility[一厂]/fuel[coal],,,
      数值列,用量,FC,t,合计,
      """
    let ledger = (["月份,用量"] + months.map { "\($0),100" }).joined(separator: "\n")
    let (filing, findings, _) = read(ledger, map)
    guard case .number(let number, _, _)? = filing?.cells.first?.cell.value else {
      return (nil, findings)
    }
    return (number, findings)
  }

  private static let months = (1...12).map { "2024-" + ($0 < 10 ? "0" : "") + "\($0)" }

  @Test("A month without a line is told where months become a year")
  func missingMonth() {
    #expect(yearly(Self.months).findings == [])
    let (total, findings) = yearly(Self.months.filter { $0 != "2024-07" })
    #expect(total == 1100)
    #expect(findings.map(\.code) == ["map.months"])
    #expect(findings.first?.message(.chinese).contains("2024-07") == true)
    // One line for the year says nothing of months.
    #expect(yearly(["2024-12"]).findings == [])
  }

  @Test("A month outside the period is in no sum")
  func otherYear() {
    let (total, findings) = yearly(["2023-12"] + Self.months + ["2025-01"])
    #expect(total == 1200)
    #expect(findings.map(\.code) == ["map.outside"])
  }

  @Test("Cells that cannot be taken are told and the others are read")
  func cells() throws {
    let ledger = Self.ledger.replacing("20.25", with: "20 t").replacing("2号炉", with: "")
    let (filing, findings, _) = read(ledger, Self.map)
    #expect(try #require(filing).cells.count == 1)
    #expect(findings.map(\.code).contains("map.unit"))
    #expect(findings.map(\.code).contains("map.no-key"))
    let zero = Self.ledger.replacing("甲", with: "0").replacing("乙", with: "0")
    let map = Self.map.replacing("合计", with: "加权 班次")
    #expect(read(zero, map).1.map(\.code).contains("map.zero-weight"))
  }

  @Test("A map reads back as it was written")
  func text() {
    let (map, findings) = LedgerMap.read(Array(Self.map.utf8), file: "m")
    #expect(findings == [])
    let (again, none) = LedgerMap.read(map.text(), file: "m")
    #expect(none == [])
    #expect(again.sheets.map(\.keys).count == 1)
    #expect(again.text() == map.text())
    let sheet = LedgerMap.read(Array("工作表,别处,,,,\n".utf8), file: "m").0
    #expect(sheet.sheets.map(\.name) == ["别处"])
  }

  @Test("A draft names headings, period, rows and likely values")
  func suggestion() throws {
    let ledger = """
      日期,机组,output题（GJ）,备注
      2024-01-01,#1,10.5,好
      2024-01-02,#1,11.5,好
      2024-01-03,#2,12.5,好
      """
    let source = LedgerSource.table(FilingFile(name: "l.csv", bytes: Array(ledger.utf8)))
    let map = LedgerSuggestion(source, plan: SmallPlan.plan, units: SmallPlan.units)
      .map(period: Period(year: 2024))
    let sheet = try #require(map.sheets.first)
    #expect(sheet.headingRow == 1 && sheet.periodColumn == "日期")
    #expect(sheet.keys.map(\.rowSet) == ["unit"])
    #expect(sheet.values.map(\.target.name) == ["Q"] && sheet.values.map(\.unit) == ["GJ"])
    #expect(Array(sheet.unread.keys) == ["备注"])
    #expect(LedgerMap.read(map.text(), file: "m").1 == [])
  }
}
