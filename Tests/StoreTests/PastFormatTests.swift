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
      let dump = try Sample.dump(try Sample.project(stored.path))
      try Data(dump.utf8).write(to: golden)
      Issue.record("recorded \(stored.lastPathComponent); look at it and keep it")
    }
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    try FileManager.default.copyItem(atPath: stored.path, toPath: path)
    try ProjectFile.migrate(path, Sample.note(7))
    let project = try ProjectFile.open(path, for: .writing)
    let expected = try String(contentsOf: golden, encoding: .utf8)
    #expect(try Sample.dump(project) == expected)
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
    try TamperTests.tamper(path) {
      try $0.run("UPDATE figure SET value = '1' WHERE ordinal = 1")
      try $0.run("UPDATE audit SET reason = 'x' WHERE number = 3")
    }
    let bad = try secondReading(path)
    #expect(bad.code == 1 && bad.lines == ["entry 3: digest", "entry 5: rows"])
  }
}
