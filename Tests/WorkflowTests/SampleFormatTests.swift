import Accounting
import Exchange
import Foundation
import RulePlan
import Testing

@testable import Workflow

/// The sample in JSON and XML is the sample in tables.
@Suite struct SampleFormatTests {
  private static let samples = RunFindingTests.root.appendingPathComponent("SampleData")

  private static func filing() throws -> Filing {
    let library = MethodLibrary(
      RunFindingTests.root.appendingPathComponent("Methodologies").path)
    let folder = samples.appendingPathComponent("other-industries-2025")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let files = try names.map { name in
      FilingFile(
        name: name, bytes: [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
    }
    let plan = try #require(library.compile("sectors/other-industries/2015").plan)
    let (filing, findings) = FilingFolder.read(files, plan: plan, units: library.units)
    #expect(findings.filter { $0.severity == .error } == [])
    return try #require(filing)
  }

  /// Compares a file with what is written; `MRV_RECORD=1` writes it, and fails.
  private func compare(_ name: String, _ text: String) throws {
    let file = Self.samples.appendingPathComponent("formats/\(name)")
    if ProcessInfo.processInfo.environment["MRV_RECORD"] != nil {
      try Data(text.utf8).write(to: file)
      Issue.record("wrote \(name)")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "MRV_RECORD=1 writes it")
  }

  @Test func formatsSayTheSame() throws {
    let filing = try Self.filing()
    #expect(filing.meters.count == 3 && filing.meters[0].calibrations.count == 2)
    #expect(filing.boundary.map(\.changes.count) == [0, 0, 0, 0, 1, 1, 0])
    #expect(filing.records.first?.crossChecks == ["购销存台账", "结算发票"])
    #expect(filing.stages.map(\.cells.count) == [1])
    let json = FilingJSON.write(filing)
    try compare("other-industries-2025.json", json)
    let xml = FilingXML.write(filing)
    try compare("other-industries-2025.xml", xml)
    let (read, findings) = FilingXML.read(Array(xml.utf8), file: "x.xml")
    #expect(findings == [])
    #expect(FilingJSON.write(try #require(read)) == json)
  }
}
