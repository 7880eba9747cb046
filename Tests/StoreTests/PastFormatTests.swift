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
}
