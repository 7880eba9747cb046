import Accounting
import Diagnostics
import Exchange
import Foundation
import OfficeFiles
import Reporting
import RulePlan
import Testing

@testable import Workflow

/// Every edition from its template through a workbook that is filled in to its documents.
@Suite struct WholePathTests {
  static let library = MethodLibrary(
    RunFindingTests.root.appendingPathComponent("Methodologies").path)
  /// All but those of which only the registration is known: they compute nothing.
  static let editions = library.methodologies.filter { id in
    id.hasPrefix("sectors/") && library.compile(id).method?.standing != "registered"
  }

  /// The case of a whole enterprise; where no case is called so, the one with the most cells.
  static func path(_ edition: String) -> String? {
    let cases = library.files.paths.filter {
      $0.hasPrefix(edition + "/cases/") && $0.hasSuffix(".case")
    }
    if let whole = cases.first(where: { $0.contains("/whole-") }) { return whole }
    return cases.max { size($0) < size($1) }
  }

  private static func size(_ path: String) -> Int {
    library.readCase(path).0?.filing.cells.count ?? 0
  }

  @Test func everySectorIsThere() {
    #expect(Self.editions.count >= 29)
  }

  @Test(arguments: editions) func fromTemplateToDocuments(_ edition: String) throws {
    let plan = try #require(Self.library.compile(edition).plan)
    let path = try #require(Self.path(edition))
    var file = try #require(Self.library.readCase(path).0)

    var filler = TemplateFiller(
      FilingWorkbook.template(for: plan, period: file.filing.period), plan)
    let bytes = try WorkbookWriter.bytes(filler.fill(file.filing))
    let (book, faults) = WorkbookReader.open(ByteSource(bytes), name: "filled.xlsx")
    #expect(faults == [])
    let (filing, findings) = FilingWorkbook.read(
      try #require(book), plan: plan, units: Self.library.units)
    #expect(filler.misplaced == [], "values for which the template has no column")
    // Amounts below zero and shares below one per cent are asked about in any filing.
    let doubts = ["filing.negative", "filing.percent"]
    let told = findings.filter { $0.severity >= .warning && !doubts.contains($0.code) }
    #expect(told.map { "\($0.code) \($0.origin)" } == [])
    file.filing = try #require(filing)

    // What the case expects of its own text, it expects of the workbook.
    let failures = CaseRunner(Self.library).failures(of: file).map { $0.text(.english) }
    #expect(failures == [], "\(path)")
    #expect(!file.expectations.isEmpty)
    let calculation = try Calculation.run(file.filing, under: edition, in: Self.library).get()
    try write(calculation, edition)
  }

  private func totals(_ calculation: Calculation) -> [String] {
    calculation.plan.named.compactMap { named in
      guard named.role == .total, calculation.plan.nodes[named.node].shape == .filing else {
        return nil
      }
      return calculation.evaluation.number(named.node, 0)?.text(decimals: 2)
    }
  }

  /// All machine formats and HTML for every edition; one of the dear ones each, in turn.
  private func write(_ calculation: Calculation, _ edition: String) throws {
    let dear: [DocumentFormat] = [.pdf, .docx, .xlsx]
    let turn = (Self.editions.firstIndex(of: edition) ?? 0) % dear.count
    let report = try Documents.files(
      Documents.report(calculation, in: Self.library), formats: [.html, .json, .xml, dear[turn]])
    let checklist = try Documents.files(
      Documents.checklist(calculation, in: Self.library), formats: [.html, .text])
    #expect(report.findings.isEmpty && checklist.findings.isEmpty)
    let files = report.files + checklist.files
    let wanted = ["report.html", "report.json", "report.xml", "report.\(dear[turn].rawValue)"]
    #expect(Set(files.map(\.name)).isSuperset(of: wanted + ["checklist.html", "checklist.txt"]))
    let page = String(
      decoding: files.first { $0.name == "report.html" }?.bytes ?? [], as: UTF8.self)
    #expect(page.contains("</html>") && page.contains(calculation.method.title.zh))
    // The total stands in the report as people read it, to two decimals.
    for total in totals(calculation) {
      #expect(page.contains(total), "\(edition): \(total)")
    }
  }
}
