import Accounting
import Diagnostics
import Exchange
import Foundation
import OfficeFiles
import Quantities
import RulePlan
import Testing
import Workflow

/// Forms filled in by hand, beside a filing whose figures Python's fractions have given:
/// 21560.35 t × 22.860 GJ/t × 26.18 tC/TJ × 93 % × 44/12 = 44000.342 t for 烟煤, and
/// 48623.7 − 1260.5 + 15380.26 MWh at 0.5366 tCO2/MWh = 33668.14 t for electricity.
@Suite struct FormComparisonTests {
  static let method = "sectors/other-industries/2015"

  static func calculation() throws -> Calculation {
    let folder = SampleDocumentTests.root + "/SampleData/other-industries"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
      FilingFile(
        name: name, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
    }
    let library = SampleDocumentTests.library
    let plan = try #require(library.compile(method).plan)
    let filing = try #require(FilingFolder.read(files, plan: plan, units: library.units).0)
    return try Calculation.run(filing, under: method, in: library).get()
  }

  static func read(
    _ sheets: [(String, [[String]])], _ calculation: Calculation
  ) throws -> ([StatedValue], [Finding]) {
    var book = Workbook()
    for (name, rows) in sheets {
      var sheet = WorkbookSheet(name)
      sheet.rows = rows.map { row in
        WorkbookRow(row.map { Double($0) == nil ? .text($0) : .number($0) })
      }
      book.sheets.append(sheet)
    }
    let bytes = try WorkbookWriter.bytes(book)
    let reader = try #require(WorkbookReader.open(ByteSource(bytes), name: "表.xlsx").0)
    return FormReader(
      reader, forms: calculation.method.forms, plan: calculation.plan,
      units: SampleDocumentTests.library.units
    ).read()
  }

  static func compare(_ rows: [[String]], sheet: String = "表") throws -> [FormComparison.Line] {
    let calculation = try calculation()
    let (values, _) = try read([(sheet, rows)], calculation)
    return FormComparison(values, calculation, units: SampleDocumentTests.library.units).lines
  }

  private static let title = ["附表1 报告主体温室气体排放量报告"]

  @Test(arguments: [
    ("33668", FormComparison.Outcome.same, ""), ("33668.14", .same, ""),
    ("33668.2", .different, ""),
    ("33668.140636", .same, ""), ("336681.4", .different, "10 倍"),
    ("33.668", .different, "1000 分之一"),
    ("-33668", .different, "正负号"), ("9182.22", .different, "44/12"),
  ])
  func electricity(_ stated: String, _ outcome: FormComparison.Outcome, _ hint: String) throws {
    let lines = try Self.compare([
      Self.title, ["源类别", "排放量"], ["（四） 企业净购入电力 隐含的CO2排放", stated],
    ])
    #expect(lines.map(\.outcome) == [outcome])
    #expect(hint.isEmpty || lines[0].hint?.zh.contains(hint) == true, "\(lines)")
  }

  @Test func rowsAreFoundByTheirHeadings() throws {
    let lines = try Self.compare(
      [
        ["活动水平数据表"], ["项目", "数据", "单位"], ["化石燃料品种：烟煤"], ["燃料消费量", "21560.35", "t"],
        ["低位发热量", "22860", "MJ/t"], ["天然气"], ["燃料消费量", "4865200", "Nm3"], ["柴油"],
        ["燃料消费量", "146.29", "t"],
      ], sheet: "附表2")
    #expect(lines.map(\.outcome) == [.same, .same, .same, .different])
    #expect(lines.map { $0.stated.address.steps.last?.key } == ["烟煤", "烟煤", "天然气", "柴油"])
  }

  @Test func whatCannotBeComparedIsTold() throws {
    let calculation = try Self.calculation()
    let (values, findings) = try Self.read(
      [
        (
          "附表2",
          [
            ["附表2 活动水平数据表"], ["项目", "数据", "单位"], ["化石燃料品种：褐煤"],
            ["燃料消费量", "5", "t"], ["化石燃料品种：烟煤"], ["低位发热量", "22.86", "kWh"], ["水分", "8"],
          ]
        ), ("空", [["随便"]]),
      ], calculation)
    #expect(findings.map(\.code) == ["form.unknown-line"])
    let comparison = FormComparison(
      values, calculation, units: SampleDocumentTests.library.units)
    #expect(comparison.findings.map(\.code) == ["form.absent", "form.unit"])
    let (_, none) = try Self.read([("表", [["a", "1"]])], calculation)
    #expect(none.map(\.code) == ["form.none"])
  }

  @Test func differencesHaveTheirCell() throws {
    let calculation = try Self.calculation()
    let (values, _) = try Self.read(
      [("附表1", [["源类别", "排放量"], ["企业温室气体排放总量", "112290"], ["化石燃料燃烧CO2排放", "1"]])], calculation)
    let comparison = FormComparison(
      values, calculation, units: SampleDocumentTests.library.units)
    #expect(comparison.lines.map(\.outcome) == [.same, .different])
    #expect(comparison.findings.map(\.code) == ["form.differs"])
    #expect(
      comparison.findings.map(\.origin) == [.cell(file: "表.xlsx", sheet: "附表1", row: 3, column: 2)])
  }
}
