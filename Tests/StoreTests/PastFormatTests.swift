import Foundation
import Testing

@testable import Store

/// Projects of every format that was released, as they were written then.
@Suite struct PastFormatTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Past")

  @Test(arguments: Migration.all.map(\.name))
  func pastProjectsAreRead(name: String) throws {
    let stored = Self.folder.appendingPathComponent("\(name).mrv")
    let golden = Self.folder.appendingPathComponent("\(name).txt")
    if !FileManager.default.fileExists(atPath: stored.path) {
      // A new format: what is written now is what later programs will have to read.
      let dump = try Sample.dump(
        try ProjectFile.open(RegistrySample.file(stored.path), for: .reading))
      try Data(dump.utf8).write(to: golden)
      Issue.record("recorded \(stored.lastPathComponent); look at it and keep it")
    }
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    try FileManager.default.copyItem(atPath: stored.path, toPath: path)
    try ProjectFile.migrate(path, Sample.note(7))
    let project = try ProjectFile.open(path, for: .writing)
    let expected = Set(try String(contentsOf: golden, encoding: .utf8).split(separator: "\n"))
    let found = Set(try Sample.dump(project).split(separator: "\n"))
    #expect(expected.subtracting(found) == [], "what was written then is there to the letter")
    // What is more: the step itself, and tables that were not there yet.
    let later = Migration.all.map(\.name).drop { $0 != name }.dropFirst()
    let more = found.subtracting(expected).filter { line in
      !Schema.tables.contains { $0.name == line } && !later.contains { line.contains($0) }
    }
    #expect(more == [])
    #expect(try project.verify().findings == [])
    #expect(
      try project.add(Sample.revision([1], filing: 1, latest: 3), Sample.note(8)) == 4)
  }

  /// A second reading of the log, in Python, written from the document.
  private func secondReading(_ path: String) throws -> (lines: [String], code: Int32) {
    let script = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Conformance/verify_project.py")
    let out = path + ".out"
    try Data().write(to: URL(fileURLWithPath: out))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path, path]
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOfFile: out, encoding: .utf8)
    return (text.split(separator: "\n").map(String.init), process.terminationStatus)
  }

  @Test func pythonComesToTheSameDigests() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.file(folder.path("a.mrv"))
    let last = try #require(try ProjectFile.open(path, for: .reading).entries().last)
    let good = try secondReading(path)
    #expect(good.code == 0 && good.lines == [last.digest.sha256, last.digest.sm3])
    let old = Self.folder.appendingPathComponent("0001-project.mrv").path
    try FileManager.default.copyItem(atPath: old, toPath: folder.path("old.mrv"))
    #expect(try secondReading(folder.path("old.mrv")).code == 0)
    try TamperTests.tamper(path) {
      try $0.run("UPDATE figure SET value = '1' WHERE ordinal = 1")
      try $0.run("UPDATE audit SET reason = 'x' WHERE number = 3")
    }
    let bad = try secondReading(path)
    #expect(bad.code == 1 && bad.lines == ["entry 3: digest", "entry 5: rows"])
  }

  /// Python adds up the lots by itself: rows that the triggers would not let in are found.
  @Test func pythonAddsUpTheRegistry() throws {
    let folder = try TemporaryFolder()
    let path = try RegistrySample.file(folder.path("a.mrv"))
    let last = try #require(try ProjectFile.open(path, for: .reading).entries().last)
    let good = try secondReading(path)
    #expect(good.code == 0 && good.lines == [last.digest.sha256, last.digest.sm3])
    try TamperTests.tamper(path) {
      try $0.run("UPDATE credit_movement SET grams = 239197000001 WHERE number = 1")
      try $0.run("UPDATE credit_period SET grams = 5000000")
    }
    let bad = try secondReading(path)
    #expect(
      bad.code == 1
        && bad.lines == [
          "entry 7: rows", "entry 8: rows", "period P1-2016: issued 239207000000",
          "lot L1: overdrawn on 2017-06-20",
        ])
  }
}
