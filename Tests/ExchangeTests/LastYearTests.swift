import Accounting
import Exchange
import OfficeFiles
import Quantities
import RulePlan
import Testing

@Suite("Values of the year before in tables and workbooks")
struct LastYearTests {
  private static let heading = "上年stock题 S@prior [%]"

  private static func files(_ filing: Filing) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: FilingFolder.write(filing, plan: SmallPlan.plan).map {
        ($0.name, String(decoding: $0.bytes, as: UTF8.self))
      })
  }

  @Test("Empty tables and workbooks have a column for what rules read of last year")
  func template() throws {
    let period = try #require(Period(year: 2024))
    let tables = FilingTemplate.files(for: SmallPlan.plan, period: period)
    let facility = try #require(tables.first { $0.name == "facility.csv" })
    #expect(String(decoding: facility.bytes, as: UTF8.self).contains(Self.heading))
    let guide = try #require(tables.first { $0.name == "填写说明.txt" })
    #expect(String(decoding: guide.bytes, as: UTF8.self).contains("\(Self.heading)：照上年报告填"))
    let workbook = FilingWorkbook.template(for: SmallPlan.plan, period: period)
    let sheet = try #require(workbook.sheets.first { $0.name == "设施" })
    let texts = sheet.rows.flatMap(\.cells).compactMap { cell -> String? in
      if case .text(let text) = cell.content { text } else { nil }
    }
    #expect(texts.contains("上年stock题 S@prior\n[%]"))
    #expect(texts.contains("照上年报告填；上年没有这一项的不填"))
  }

  @Test(
    "The column is known by its heading, its short form and with another unit",
    arguments: [
      ("上年stock题 S@prior [%]", "7", "0.07"), ("上年stock题", "7", "0.07"), ("S@prior", "7", "0.07"),
      ("stock@prior [1]", "0.5", "0.5"),
    ])
  func headings(heading: String, text: String, value: String) throws {
    let files = [
      FilingFile(name: "filing.csv", bytes: Array("项目,内容\n报告期,2024\n".utf8)),
      FilingFile(
        name: "facility.csv", bytes: Array("设施,stock题,\(heading)\nF1,12,\(text)\n".utf8)),
    ]
    let (read, findings) = FilingFolder.read(files, plan: SmallPlan.plan, units: SmallPlan.units)
    #expect(findings.filter { $0.code != "filing.percent" }.isEmpty)
    let filing = try #require(read)
    #expect(
      filing.cells.map(\.address.description).sorted()
        == ["facility[F1]/S", "facility[F1]/S@prior"])
    let (data, bound, told) = FilingBinder.bind(
      filing, to: SmallPlan.plan, units: SmallPlan.units)
    #expect(told == [])
    let result = SmallPlan.Bound(data: data, bound: bound, findings: told)
    #expect(result.column("stock", .prior, "approved") == [value])
    #expect(result.column("stock") == ["0.12"])
  }

  @Test("Written out, last year's value stands in its table and reads back")
  func roundTrip() throws {
    let filing = try FilingFileTests.sample()
    let files = Self.files(filing)
    #expect(files["facility.csv"]?.contains(Self.heading) == true)
    #expect(files["cells.csv"]?.contains("@prior") == false)
    let (read, findings) = try WorkbookFilingTests.read(
      FilingWorkbook.workbook(filing, plan: SmallPlan.plan))
    #expect(findings == [])
    let prior = try #require(read).cells.filter { $0.address.facet == "prior" }
    #expect(prior.map(\.address.description) == ["facility[B]/S@prior"])
    #expect(prior.map(\.cell.value) == [.number(Rational(7), decimals: 0, unit: nil)])
  }
}
