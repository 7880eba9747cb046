import Accounting
import Diagnostics
import Exchange
import Foundation
import OfficeFiles
import Testing
import Workflow

/// The workbooks of `Corpus/`: one filing in the habits of Excel, WPS, LibreOffice and people. Each
/// imports equal to the tables of `SampleData`, which nobody made a workbook of.
@Suite struct WorkbookCorpusTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Corpus")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".xlsx") }.sorted()
  static let method = "sectors/other-industries/2015"

  /// What a filing states, without places, in an order of its own; numbers by value.
  static func essence(_ filing: Filing) -> [String] {
    func text(_ value: CellValue) -> String {
      guard case .number(let number, _, let unit) = value else { return "\(value)" }
      return "\(number) \(unit ?? "")"
    }
    let cells = filing.cells.map { "\($0.address) = \(text($0.cell.value))" }
    let rows = filing.rows.map { "row \($0.steps) \($0.title ?? "")" }
    let none = filing.notOccurring.map { "none \($0.target) \($0.reason)" }
    let samples = filing.samples.map { "sample \($0.id) \($0.fields)" }
    let header = filing.header
    return (cells + rows + none + samples).sorted() + [
      "\(header.enterprise ?? "") \(header.creditCode ?? "") \(header.purpose ?? "")",
      "\(header.region ?? "") \(header.further) \(String(describing: header.filedOn))",
      "\(header.methodology ?? "") \(filing.period)",
    ]
  }

  @Test func thereAreEnough() { #expect(Self.names.count >= 17) }

  @Test(arguments: names) func importsEqual(_ name: String) throws {
    let plan = try #require(SampleDocumentTests.library.compile(Self.method).plan)
    let units = SampleDocumentTests.library.units
    let sample = SampleDocumentTests.root + "/SampleData/other-industries"
    let files = try FileManager.default.contentsOfDirectory(atPath: sample).sorted().map { file in
      FilingFile(
        name: file, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: sample + "/" + file))))
    }
    let wanted = try #require(FilingFolder.read(files, plan: plan, units: units).0)
    let path = Self.folder.appendingPathComponent(name).path
    let book = try #require(WorkbookReader.open(try ByteSource(path: path), name: name).0)
    let (read, findings) = FilingWorkbook.read(book, plan: plan, units: units)
    #expect(!findings.contains { $0.severity == .error }, "\(findings)")
    #expect(Self.essence(try #require(read)) == Self.essence(wanted))
    let stated = FilingWorkbook.header(book, units: units).0?.header.methodology
    #expect(stated == Self.method)
  }
}
