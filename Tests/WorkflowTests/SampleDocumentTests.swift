import Diagnostics
import Exchange
import Foundation
import Quantities
import Reporting
import Testing
import Workflow

/// The documents of the filings in `SampleData`.
@Suite struct SampleDocumentTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let library = MethodLibrary(root + "/Methodologies")

  private func calculation(_ folder: String, _ method: String) throws -> Calculation {
    let path = Self.root + "/SampleData/" + folder
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    let files = names.compactMap { name in
      FileManager.default.contents(atPath: path + "/" + name).map {
        FilingFile(name: name, bytes: [UInt8]($0))
      }
    }
    let plan = try #require(Self.library.compile(method).plan)
    let (filing, _) = FilingFolder.read(files, plan: plan, units: Self.library.units)
    return try Calculation.run(try #require(filing), under: method, in: Self.library).get()
  }

  private func page(_ document: Document) -> String {
    String(decoding: HTMLRenderer.page(document), as: UTF8.self)
  }

  /// 21560.35 t × 22.860 GJ/t × 26.18 tC/TJ × 93 % × 44/12 = 44000.342 t, and
  /// 48623.7 MWh × 0.5366 tCO2/MWh = 26091.477 t, by Python's fractions.
  @Test func tonnesRestOnWhatTheyAreAProductOf() throws {
    let calculation = try calculation("other-industries", "sectors/other-industries/2015")
    let text = TextRenderer.text(Documents.checklist(calculation, in: Self.library)[0].document)
    #expect(text.contains("烟煤 燃料消费量（FC） / facility[东厂]/fuel[烟煤]/FC / 影响 44000.3 t"))
    #expect(text.contains("购入电量（AD_购电） / facility[东厂]/AD_购电 / 影响 26091.5 t"))
  }

  @Test func theReviewFormHasItsRows() throws {
    let calculation = try calculation("other-industries", "sectors/other-industries/2015")
    let text = TextRenderer.text(Documents.checklist(calculation, in: Self.library)[0].document)
    var rest = text[...]
    for row in [
      "1 重点排放单位基本情况", "2 核算边界", "3 核算方法", "4.1 核算数据：活动数据", "4.2 核算数据：排放因子",
      "4.3 核算数据：排放量", "4.4 核算数据：生产数据", "5 质量控制和文件存档", "6.1 数据质量控制计划", "6.2 数据质量控制计划的执行", "7 其他内容",
      "现场核查清单",
    ] {
      let found = try #require(rest.range(of: row), "\(row) in its place")
      rest = rest[found.upperBound...]
    }
  }

  @Test func missingAndUnusableValuesComeFirst() throws {
    let calculation = try calculation("other-industries-wrong", "sectors/other-industries/2015")
    let text = TextRenderer.text(Documents.checklist(calculation, in: Self.library)[0].document)
    let lines = text.split(separator: "\n").filter {
      $0.hasPrefix("  | 1 |") || $0.hasPrefix("  | 2 |")
    }
    try #require(lines.count >= 2)
    #expect(lines[0].contains("天然气 燃料消费量（FC）"))
    #expect(lines[1].contains("Na2CO3 碳酸盐的纯度（PUR_carbonate）"))
    let report = page(Documents.report(calculation, in: Self.library)[0].document)
    #expect(report.contains("有未解决的错误"))
    #expect(report.contains("<li><code>facility[西厂]/carbonate[Na2CO3]/PUR_carbonate</code>"))
  }

  @Test(arguments: ["2022-01-to-04", "2023"]) func powerHasAColumnForEachMonth(
    _ folder: String
  ) throws {
    let method = folder == "2023" ? "sectors/power/mee-2022-12" : "sectors/power/mee-2022"
    let calculation = try calculation("power/" + folder, method)
    #expect(calculation.findings.filter { $0.severity == .error }.isEmpty)
    let report = page(Documents.report(calculation, in: Self.library)[0].document)
    let last = folder == "2023" ? "2023-12" : "2022-04"
    #expect(report.contains("<th scope=\"col\">\(last)</th>"))
  }

  @Test func everyFormatHasTheSameBytesAgain() throws {
    let calculation = try calculation("power/2022-01-to-04", "sectors/power/mee-2022")
    func files() throws -> [DocumentFile] {
      let document = Documents.report(calculation, in: Self.library)[0].document
      let set = try DocumentSet.make(document, name: "report", formats: DocumentFormat.allCases)
      #expect(set.findings == [])
      return set.files
    }
    let (first, second) = try (files(), files())
    #expect(
      first.map(\.name)
        == ["html", "pdf", "docx", "xlsx", "xml", "json", "txt"].map { "report." + $0 })
    for (one, other) in zip(first, second) { #expect(one.bytes == other.bytes, "\(one.name)") }
  }
}
