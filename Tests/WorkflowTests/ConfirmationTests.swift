import Diagnostics
import Foundation
import Reporting
import RulePlan
import Testing

@testable import Workflow

/// Elements that somebody has read in the official text.
@Suite struct ConfirmationTests {
  static let method = "sectors/power/mee-2022-12"

  private func plan() throws -> Plan {
    try #require(SampleDocumentTests.library.compile(Self.method).plan)
  }

  private func entry(_ element: String, _ content: String) -> Confirmations.Entry {
    Confirmations.Entry(
      methodology: Self.method, element: element, content: content, file: "指南.pdf",
      sha256: String(repeating: "0", count: 64), page: "12", by: "王某", on: nil)
  }

  @Test(arguments: [
    ("coal-oxidation-default", 1), ("OF_缺省", 1), ("coal-oxidation@default", 1),
    ("fuels-power[柴油].ncv", 1), ("fuels-power[柴油]", 2), ("fuels-power[].ncv", 2),
    ("power-grid[annual-report;2022-03-15].factor", 1), ("power-grid[annual-report].factor", 3),
    ("no-such", 0), ("fuels-power[煤].ncv", 0), ("fuels-power[", 0), ("fuels-power[柴油]ncv", 0),
    ("", 0), ("@", 0), ("check:no-such", 0),
  ]) func namesMeanElements(_ name: String, _ least: Int) throws {
    let found = ConfirmedElement.all(name, in: try plan()).count
    #expect(least == 0 ? found == 0 : found >= least, "\(name): \(found)")
    if name.hasSuffix(".ncv"), !name.contains("[]") { #expect(found == least) }
  }

  @Test func aConfirmationRaisesOneElementAndNothingElse() throws {
    let plan = try plan()
    let targets = ConfirmedElement.all("fuels-power[柴油].ncv", in: plan)
    var confirmations = Confirmations()
    confirmations.add(
      entry("fuels-power[柴油].ncv", ConfirmedElement.content(targets, in: plan)))
    let (raised, findings) = confirmations.applied(to: plan)
    #expect(findings.isEmpty)
    #expect(raised.hash == plan.hash, "no digit depends on it")
    let before = EvidenceList(plan, try method()).items
    let after = EvidenceList(raised, try method()).items
    let changed = zip(before, after).filter { $0.citation != $1.citation }.map { $1 }
    #expect(changed.map(\.name) == ["fuels-power[柴油].ncv"])
    #expect(changed.first?.citation.evidence == .primary)
    #expect(changed.first?.citation.source?.contains("第 12 页") == true)
  }

  private func method() throws -> Method {
    try #require(SampleDocumentTests.library.compile(Self.method).method)
  }

  @Test func aConfirmationOfAnotherTextCountsForNothing() throws {
    var confirmations = Confirmations()
    confirmations.add(entry("coal-oxidation-default", "OF_缺省 = 0.98 1"))
    confirmations.add(entry("gone", "x"))
    let (plan, findings) = confirmations.applied(to: try plan())
    #expect(findings.map(\.code) == ["confirmations.stale", "confirmations.unknown"])
    let named = try #require(plan.named.first { $0.id == "coal-oxidation-default" })
    #expect(named.citation.evidence != .primary)
  }

  @Test func theFileIsReadAsItIsWritten() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-confirm-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/" + Confirmations.fileName
    #expect(Confirmations.read(path).0.entries.isEmpty)
    var confirmations = Confirmations()
    confirmations.add(entry("a", "甲 \"乙\"\n丙"))
    confirmations.add(entry("b", ""))
    try Data(confirmations.json.text(linesTo: 2).utf8).write(to: URL(fileURLWithPath: path))
    let (read, findings) = Confirmations.read(path)
    #expect(findings.isEmpty)
    #expect(read.entries == confirmations.entries)
    // One of the same element takes the place of the first.
    confirmations.add(entry("a", "新"))
    #expect(confirmations.entries.map(\.element) == ["b", "a"])
    try Data("{\"confirmations\":[{\"element\":\"a\"}]}".utf8).write(
      to: URL(fileURLWithPath: path))
    #expect(Confirmations.read(path).1.map(\.code) == ["confirmations.form"])
  }
}
