import Accounting
import Diagnostics
import Exchange
import Quantities
import RulePlan
import Testing

@Suite("Filings as files")
struct FilingFileTests {
  static let lines = #"""
    row facility[A] "一厂" from 2024-03-15
    row facility[B]
    facility[A]/fuel[烟煤]/FC = 1500.50 kg
    facility[A]/fuel[烟煤]/2024-03/C = 0.60
    facility[A]/fuel[烟煤]/2024-04/C = 0.70 tC/t
    facility[A]/fuel[烟煤]/C@choice = default
    facility[A]/fuel[烟煤]/2024-03/C@sample = S1
    facility[A]/fuel[烟煤]/2024-04/C@issued = 2024-05-06
    facility[A]/fuel[烟煤]/2024-04/C@laboratory = "所"
    facility[B]/S = 12 %
    facility[B]/S@prior = 7
    facility[B]/class = a
    facility[A]/class = "a,\"b\" = 不涉及"
    facility[B]/new = yes
    facility[B]/started = 2020-01-31
    facility[B]/S = 13
    facility[A]/unit[#1 x\]]/2024-02/Q = -5
    facility[A]/unit[#1 x\]]/2024-05/Q = 5 substituted "max"
    unknown = "1"
    note = "=1+1"
    facility[B]/fuel not occurring "无, 停"
    sample S1 report "007" accredited yes received 2024-02-02
    """#

  static func sample() throws -> Filing {
    let period = try #require(Period(year: 2024))
    let (file, findings) = CaseFile.read(lines: Self.lines, period: period, file: "x")
    #expect(findings == [])
    var filing = file.filing
    filing.header.enterprise = "甲,乙"
    filing.header.creditCode = "9144030071526726XG"
    filing.header.methodology = "test/small/1"
    filing.header.filedOn = Day(year: 2025, month: 3, day: 20)
    filing.header.purpose = "annual"
    filing.header.region = "广东"
    filing.header.further = [.init("联系人", "某")]
    filing.cells[3].cell.stage = .verified
    return filing
  }

  /// A filing without places, in an order of its own.
  static func essence(_ filing: Filing) -> [String] {
    let rows = filing.rows.map { row in
      let days = [row.from, row.through].map { $0?.description ?? "" }
      return "row \(row.steps) \(row.title ?? "") \(days)"
    }
    let cells = filing.cells.map { "\($0.address) \($0.cell.value) \($0.cell.stage)" }
    let none = filing.notOccurring.map { "\($0.target) \($0.reason)" }
    let samples = filing.samples.map { "\($0.id) \($0.fields)" }
    let header = filing.header
    let head =
      "\(header.enterprise ?? "") \(header.creditCode ?? "") \(header.methodology ?? "")"
      + " \(header.purpose ?? "") \(header.region ?? "") \(header.further)"
      + " \(header.filedOn?.description ?? "") \(filing.period)"
    return (rows + cells + none + samples).sorted() + [head]
  }

  @Test("A folder of tables reads back as the filing that was written")
  func folder() throws {
    let filing = try Self.sample()
    let files = FilingFolder.write(filing, plan: SmallPlan.plan)
    let (read, findings) = FilingFolder.read(files, plan: SmallPlan.plan, units: SmallPlan.units)
    #expect(findings == [])
    #expect(Self.essence(try #require(read)) == Self.essence(filing))
    #expect(
      Set(files.map(\.name)) == [
        "filing.csv", "facility.csv", "fuel.csv", "unit.csv", "cells.csv", "register.csv",
        "samples.csv",
      ])
  }

  @Test("JSON reads back as the filing that was written")
  func json() throws {
    let filing = try Self.sample()
    let text = FilingJSON.write(filing)
    let (read, findings) = FilingJSON.read(Array(text.utf8), file: "x.json")
    #expect(findings == [])
    #expect(Self.essence(try #require(read)) == Self.essence(filing))
    #expect(FilingJSON.write(try #require(read)) == text)
    #expect(text.contains("1500.50"))
  }

  private func read(_ files: [(String, String)]) -> (Filing?, [Finding]) {
    FilingFolder.read(
      files.map { FilingFile(name: $0.0, bytes: Array($0.1.utf8)) }, plan: SmallPlan.plan,
      units: SmallPlan.units)
  }

  @Test("Columns are recognised by title, symbol or identifier, with the unit of the heading")
  func headings() throws {
    let (filing, findings) = read([
      ("filing.csv", "项目,内容\n报告期,2024\n报告主体,某厂\n"),
      ("fuel.csv", "燃料,期间,单位,fc题 FC,C [tC/t]\n烟煤,,kg,\"1,500.5\",\n烟煤,2024/3,,,0.6\n"),
      ("unit.csv", "unit,月份,output [GJ]\n1,45292,5\n1,2024年2月,不涉及\n"),
      ("facility.csv", "设施,stock [1],started\nF1,0.25,45000\n"),
    ])
    #expect(
      findings.map(\.code) == [
        "cell.grouping", "filing.serial-date", "filing.serial-date",
      ])
    let cells = try #require(filing).cells.map { "\($0.address) \($0.cell.value)" }
    let expected: [(String, CellValue)] = [
      ("facility[F1]/S", .number(Rational.ratio(1, 4), decimals: 2, unit: "1")),
      ("facility[F1]/started", .date(try #require(Day(year: 2023, month: 3, day: 15)))),
      ("fuel[烟煤]/FC", .number(Rational.ratio(3001, 2), decimals: 1, unit: "kg")),
      ("fuel[烟煤]/2024-03/C", .number(Rational.ratio(3, 5), decimals: 1, unit: nil)),
      ("unit[1]/2024-01/Q", .number(5, decimals: 0, unit: nil)),
      ("unit[1]/2024-02/Q", .notOccurring(reason: "")),
    ]
    #expect(cells == expected.map { "\($0.0) \($0.1)" })
    #expect(
      filing?.cells[2].cell.origin == .cell(file: "fuel.csv", sheet: nil, row: 2, column: 4))
  }

  @Test("What is said of a row may stand on each of its lines")
  func repeated() throws {
    let head = "unit,名称,起,月份,output（题） [GJ]\n"
    let plain = "unit,名称,起,月份,output [GJ]\n"
    let (filing, findings) = read([
      ("filing.csv", "项目,内容\n报告期,2024\n"),
      ("unit.csv", plain + "2,,,2024-01,1\n1,甲,2024-02-01,2024-02,1\n1,甲,2024-02-01,2024-03,1\n"),
    ])
    #expect(findings == [])
    #expect(filing?.rows.map(\.steps) == [[.init("unit", "2")], [.init("unit", "1")]])
    #expect(filing?.rows.map(\.title) == [nil, "甲"])
    #expect(read([("unit.csv", head)]).1.map(\.code).contains("filing.unknown-column"))
  }

  @Test("An input called like a fixed column is the input")
  func sameName() {
    let (filing, findings) = read([
      ("filing.csv", "项目,内容\n报告期,2024\n"), ("unit.csv", "unit,to,止\n1,甲,2024-05-31\n"),
    ])
    #expect(findings == [])
    #expect(filing?.cells.map(\.cell.value) == [.text("甲")])
    #expect(filing?.rows.map(\.through) == [Day(year: 2024, month: 5, day: 31)])
  }

  @Test("Days of the revision and of declared rows are read like others, and told where wrong")
  func days() throws {
    let (filing, findings) = read([
      ("filing.csv", "项目,内容\n报告期,2024\n报告版本日期,45292\n"),
      (
        "cells.csv",
        "地址,值,单位,状态,说明\nfacility[甲],甲厂,,行,2024-02-30..2024/6/30\nfacility[乙],,,行,..2024-13\n"
          + "facility[丙],,,行,2024-01-01..2024-03-01..2024-06-30\nfacility[丁],,,行,\n"
      ),
    ])
    #expect(
      findings.map { "\($0.code) \($0.arguments["got"] ?? "")" } == [
        "filing.serial-date 45292", "filing.date 2024-02-30", "filing.date 2024-13",
        "filing.date 2024-01-01..2024-03-01..2024-06-30",
      ])
    let read = try #require(filing)
    #expect(read.header.revision.on == Day("2024-01-01"))
    #expect(read.rows.map(\.steps.last?.key) == ["甲", "乙", "丙", "丁"])
    #expect(read.rows.map(\.from) == [nil, nil, nil, nil])
    #expect(read.rows.map(\.through) == [Day("2024-06-30"), nil, nil, nil])
  }

  @Test("One long list is a filing")
  func longList() throws {
    let (filing, findings) = read([
      ("数据.csv", "地址,值,单位\n报告期,2024,\nfuel[烟煤]/FC,1.50,t\nclass,a,\n")
    ])
    #expect(findings == [])
    #expect(filing?.cells.map(\.address.description) == ["fuel[烟煤]/FC", "class"])
    #expect(
      filing?.cells[0].cell.value == .number(Rational.ratio(3, 2), decimals: 2, unit: "t"))
  }

  @Test(
    "Says what is wrong with a table",
    arguments: [
      ("fuel.csv", "燃料,FD\n烟煤,1\n", "filing.unknown-column"),
      ("fuel.csv", "燃料,FC,fc\n烟煤,1,2\n", "filing.repeated-column"),
      ("fuel.csv", "燃料,C [pood]\n烟煤,1\n", "filing.unknown-unit"),
      ("fuel.csv", "燃料,期间,C\n烟煤,一月,1\n", "filing.period"),
      ("fuel.csv", "燃料,起,FC\n烟煤,昨天,1\n", "filing.date"),
      ("fuel.csv", "燃料,FC\n烟煤,1,2\n", "filing.no-heading"),
      ("fuel.csv", "燃料,FC\n烟煤,很多\n", "cell.not-a-number"),
      ("fule.csv", "燃料,FC\n烟煤,1\n", "filing.unknown-file"),
      ("cells.csv", "地址,值\nfuel[烟煤,1\n", "address.step"),
      ("cells.csv", "地址,值,阶段\nFC,1,明年\n", "filing.stage"),
      ("cells.csv", "地址,价\nFC,1\n", "filing.unknown-column"),
      ("samples.csv", "样品,报告编号\nS1,a\nS1,b\n", "filing.sample-twice"),
    ])
  func wrong(name: String, text: String, code: String) {
    let (_, findings) = read([("filing.csv", "项目,内容\n报告期,2024\n"), (name, text)])
    #expect(findings.map(\.code) == [code])
  }

  @Test("A filing needs a period")
  func period() {
    #expect(read([("filing.csv", "项目,内容\n报告主体,甲\n")]).1.map(\.code) == ["filing.no-period"])
    #expect(
      read([("filing.csv", "项目,内容\n报告期,去年\n")]).1.map(\.code)
        == ["filing.reporting-period"])
  }

  @Test("A template names every input and reads back as an empty filing")
  func template() throws {
    let period = try #require(Period(year: 2024))
    let files = FilingTemplate.files(for: SmallPlan.plan, period: period)
    let fuel = try #require(files.first { $0.name == "fuel.csv" }).text
    #expect(fuel.hasPrefix("设施 facility,燃料 fuel,名称,起,止,期间,单位,fc题 FC [按燃料],carbon题 C [tC/t]\r\n"))
    #expect(fuel.split(separator: "\r\n").count == 14)
    let (filing, findings) = FilingFolder.read(
      files, plan: SmallPlan.plan, units: SmallPlan.units)
    #expect(findings == [])
    #expect(filing?.cells == [])
    #expect(filing?.rows == [])
    #expect(filing?.header.methodology == "test/small/1")
  }
}
