import Accounting
import Diagnostics
import Foundation
import Testing

@testable import Store

/// A folder that goes away with the test.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("mrv-store-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

/// Numbers that are the same in each run (SplitMix64).
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
  }
}

/// What tests put into project files.
enum Sample {
  static func note(_ number: Int, reason: String = "更正") -> AuditNote {
    let minute = number % 60 < 10 ? "0\(number % 60)" : "\(number % 60)"
    let hour = 10 + number / 60 % 14
    return AuditNote(
      time: "2026-03-01T\(hour):\(minute):00+08:00", author: "作者-\(number)", reason: reason,
      program: "mrv 0.1.0")
  }

  static func revision(
    _ content: [UInt8], filing: Int? = nil, latest: Int? = nil, base: Int? = nil,
    stage: Stage = .reported
  ) -> NewRevision {
    var header = Filing.Header()
    header.enterprise = "示例公司"
    header.creditCode = "91110000710924910P"
    var evidence = EvidenceRecord(sample: "S1")
    evidence.report = "R-2024-01"
    evidence.laboratory = "实验室"
    evidence.sampled = "2024-01-10"
    evidence.file = "R-2024-01.pdf"
    evidence.sha256 = String(repeating: "ab", count: 32)
    var revision = NewRevision(
      header: header, period: "2024", stage: stage, content: content, cells: content.count,
      evidence: [evidence])
    revision.filing = filing
    revision.latest = latest
    revision.base = base
    revision.methodology = "sectors/example/2024"
    return revision
  }

  static let result = NewResult(
    revision: 1, methodology: "sectors/example/2024", plan: String(repeating: "1f", count: 32),
    rules: ["b.xml": Array("<b/>".utf8), "a.xml": Array("<a/>".utf8), "c.xml": []],
    figures: [
      FigureRecord(
        id: "total", role: "total", address: "E", state: "given",
        value: "1234567890.123456789012345678901234", unit: "tCO2"),
      FigureRecord(
        id: "part", role: "figure", address: "facility[F1]/E1", state: "absent", value: nil,
        unit: nil),
    ],
    findings: [
      FindingRecord(code: "value.implausible", severity: "warning", place: "AD", message: "偏高")
    ])

  /// A project with all kinds of records: six entries.
  static func project(_ path: String) throws -> ProjectFile {
    let project = try ProjectFile.create(path, note(1, reason: "建立"))
    _ = try project.add(revision(Array("第一版".utf8)), note(2))
    _ = try project.add(revision(Array("第二版".utf8), filing: 1, latest: 1), note(3))
    _ = try project.add(
      revision(Array("改".utf8), filing: 1, latest: 2, base: 2, stage: .verified), note(4))
    _ = try project.add(result, note(5))
    _ = try project.sign(revision: 3, result: 1, role: "审核", person: "乙", note(6))
    return project
  }

  /// The bytes of such a project, closed.
  private static let bytes = Result {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    do { _ = try project(path) }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Writes such a project to a path, and gives the path.
  static func file(_ path: String) throws -> String {
    try bytes.get().write(to: URL(fileURLWithPath: path))
    return path
  }

  /// The findings of a refusal; none where a system fault or nothing came.
  static func refusal(_ body: () throws -> Void) -> [String] {
    do {
      try body()
    } catch StoreFailure.refused(let findings) {
      return findings.map(\.code)
    } catch {
      return ["\(error)"]
    }
    return []
  }

  /// The cause of a system fault.
  static func fault(_ body: () throws -> Void) -> SystemFault.Cause? {
    do {
      try body()
    } catch StoreFailure.system(let fault) {
      return fault.cause
    } catch {
      return nil
    }
    return nil
  }

  /// Everything that a project holds, as text.
  static func dump(_ project: borrowing ProjectFile) throws -> String {
    var text = ""
    for name in ["audit"] + Schema.tables.map(\.name) {
      let rows = try project.connection.rows("SELECT * FROM \(name)").map { "\($0)" }.sorted()
      text += name + "\n" + rows.joined(separator: "\n") + "\n"
    }
    return text
  }
}
