import Foundation
import RuleLanguage
import Testing

@testable import Workflow

/// `Documentation/Coverage.md` says what the rules are now, and scores say what they were taken on.
@Suite struct CoverageTests {
  static let root = RunFindingTests.root
  static let library = MethodLibrary(root.appendingPathComponent("Methodologies").path)
  static let record = root.appendingPathComponent("Conformance/mutation.json").path

  @Test func thePageIsFresh() throws {
    let scores = try #require(MutationRecord.read(Self.record))
    let page = CoveragePage(Self.library, scores: scores).markdown()
    let file = Self.root.appendingPathComponent("Documentation/Coverage.md")
    let written = try String(contentsOf: file, encoding: .utf8)
    let lines = Set(written.split(separator: "\n"))
    let news = page.split(separator: "\n").filter { !lines.contains($0) }
    #expect(page == written, "run make index; new lines: \(news.prefix(5))")
  }

  @Test func aScoreOfOtherRulesIsStale() throws {
    let method = "illustrative/own-fuel"
    let report = MutationReport(folder: method, results: [], excluded: [], cases: 3)
    var record = MutationRecord()
    record.add(report, in: Self.library)
    #expect(record.isCurrent(method, in: Self.library))
    #expect(!record.isCurrent("illustrative/steam", in: Self.library))
    let page = CoveragePage(Self.library, scores: record).markdown()
    #expect(page.contains("100.0 |") && !page.contains("100.0 *旧 stale*"))

    var files = Self.library.files.files
    let path = method + "/methodology.xml"
    let text = String(decoding: files[path] ?? [], as: UTF8.self)
    files[path] = Array(text.replacing("molar(CO2/C)", with: "(molar(CO2/C) × 2)").utf8)
    let changed = MethodLibrary(RuleFiles(files))
    try #require(changed.compile(method).plan != nil)
    #expect(!record.isCurrent(method, in: changed))
    #expect(CoveragePage(changed, scores: record).markdown().contains("100.0 *旧 stale*"))
  }

  @Test func recordsAreReadBack() throws {
    var record = MutationRecord()
    for folder in ["modules/carbonates", "illustrative/steam"] {
      record.add(
        MutationReport(folder: folder, results: [], excluded: [], cases: 7), in: Self.library)
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(record.text().utf8).write(to: file)
    #expect(MutationRecord.read(file.path) == record)
    try Data("{\"mutation\": [{\"folder\": \"x\"}]}".utf8).write(to: file)
    #expect(MutationRecord.read(file.path) == nil)
    #expect(MutationRecord.read(file.path + ".none")?.entries.isEmpty == true)
  }
}
