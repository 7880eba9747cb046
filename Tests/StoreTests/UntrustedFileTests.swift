import Diagnostics
import Foundation
import Testing

@testable import Store

/// A file may come from anybody.
@Suite struct UntrustedFileTests {
  /// Opens a file for both kinds of access.
  private func codes(_ path: String) -> [String] {
    let reading = Sample.refusal { _ = try ProjectFile.open(path, for: .reading) }
    let writing = Sample.refusal { _ = try ProjectFile.open(path, for: .writing) }
    return reading == writing ? reading : reading + writing
  }

  @Test func foreignFilesAreLeftAlone() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    for bytes in [[], Array("PK\u{3}\u{4}".utf8), [UInt8](repeating: 0, count: 5000)] {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      #expect(codes(path) == ["store.foreign"])
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
    }
    let other = folder.path("other.mrv")
    do {
      let connection = try Connection.open(other, .creating)
      try connection.run("CREATE TABLE audit (number INTEGER PRIMARY KEY)")
    }
    #expect(codes(other) == ["store.foreign"])
    #expect(Sample.fault { _ = try ProjectFile.open(folder.path("no"), for: .reading) } == .missing)
    #expect(mkfifo(folder.path("pipe.mrv"), 0o600) == 0)
    #expect(codes(folder.url.path) == ["store.foreign"])
    for path in [folder.path("pipe.mrv"), "/dev/null"] {
      #expect(Sample.fault { _ = try ProjectFile.open(path, for: .reading) } == .cannotOpen)
    }
  }

  @Test func aNewerProjectIsRefusedAndUntouched() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    let next = Migration(name: "0003-next", sql: "CREATE TABLE more (x INTEGER) STRICT")
    do {
      let project = try ProjectFile.create(
        path, Sample.note(1), migrations: Migration.all + [next])
      #expect(try project.connection.value("PRAGMA user_version").int == Migration.all.count + 1)
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(codes(path) == ["store.newer"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func anOlderProjectIsBroughtUpToDate() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    do { _ = try Sample.project(path) }
    let next = Migration(name: "0003-next", sql: "CREATE TABLE more (x INTEGER) STRICT")
    let newer = Migration.all + [next]
    func open() throws -> ProjectFile {
      try ProjectFile.open(path, for: .reading, vfs: nil, migrations: newer)
    }
    #expect(Sample.refusal { _ = try open() } == ["store.older"])
    let applied = try ProjectFile.migrate(path, Sample.note(7), migrations: newer)
    #expect(applied == ["0003-next"])
    #expect(try ProjectFile.migrate(path, Sample.note(8), migrations: newer) == [])
    let project = try open()
    #expect(try project.entries().last?.action == .migrate)
    #expect(try project.revisions().count == 3)
    #expect(try project.verify().findings == [])
    #expect(try ProjectFile.migrate(folder.path("a.mrv"), Sample.note(9)) == [])
  }

  /// A migration that was released is never edited.
  @Test func migrationsStayAsTheyWere() {
    let digests = Migration.all.map { "\($0.name) \(Digest(of: Array($0.sql.utf8)).sha256)" }
    #expect(
      digests == [
        "0001-project c638843117010b07077031d01d7649634caaacde973c89964c789411861eab84",
        "0002-registry e6d92f8b1080cbed3129172a5782e519bafa98de33a806058317d8207c91b380",
      ])
  }

  /// Triggers, views and tables of others do not get in, and none of ours may be missing.
  @Test(arguments: [
    "CREATE TRIGGER t AFTER INSERT ON revision BEGIN SELECT zeroblob(1000000000); END",
    "CREATE VIEW v AS SELECT 1", "CREATE TABLE more (x)", "DROP TRIGGER audit_delete",
    "CREATE INDEX i ON audit (time)", "ALTER TABLE filing ADD COLUMN more TEXT",
  ])
  func anAlteredSchemaIsRefused(_ statement: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    do {
      let project = try Sample.project(path)
      try project.connection.run(statement)
    }
    #expect(codes(path) == ["store.schema"])
  }

  /// One changed byte anywhere: the file is refused, or verifying tells, or nothing that counts
  /// was changed. Never does the program end, and never does a changed value pass.
  @Test func changedBytesNeverPass() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    var whole = ""
    do {
      let project = try Sample.project(path)
      whole = try Sample.dump(project)
    }
    let good = try Data(contentsOf: URL(fileURLWithPath: path))
    var random = Random(11)
    var outcomes: [String: Int] = [:]
    for round in 0..<200 {
      var data = good
      let place = Int.random(in: 0..<data.count, using: &random)
      data[place] = UInt8.random(in: 0...255, using: &random)
      if round % 5 == 0 { data = data.prefix(Int.random(in: 0..<data.count, using: &random)) }
      try data.write(to: URL(fileURLWithPath: path))
      var outcome = "same"
      let refused = Sample.refusal {
        let project = try ProjectFile.open(path, for: .reading)
        let findings = try project.verify().findings
        if findings.hasErrors {
          outcome = "told"
        } else {
          #expect(try Sample.dump(project) == whole, "byte \(place)")
        }
      }
      if let code = refused.first {
        outcome = "refused"
        #expect(code.hasPrefix("store."), "\(code)")
      }
      outcomes[outcome, default: 0] += 1
      for ending in ["-wal", "-shm"] { unlink(path + ending) }
    }
    #expect(outcomes.keys.count == 3, "\(outcomes)")
  }
}

extension UntrustedFileTests {
  /// The power failed while the first page was being taken over from the log: it is still there.
  @Test func aTornFirstPageIsReadFromTheLog() throws {
    let folder = try TemporaryFolder()
    let project = try Sample.project(folder.path("a.mrv"))
    // Large enough that the file grows: then the first page changes, too.
    _ = try project.add(
      Sample.revision([UInt8](repeating: 7, count: 50_000), filing: 1, latest: 3), Sample.note(7))
    let torn = folder.path("b.mrv")
    for ending in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: folder.path("a.mrv") + ending, toPath: torn + ending)
    }
    var random = Random(3)
    var data = try Data(contentsOf: URL(fileURLWithPath: torn))
    data.replaceSubrange(0..<512, with: random.bytes(512))
    try data.write(to: URL(fileURLWithPath: torn))
    let whole = try Sample.dump(project)
    let alone = folder.path("c.mrv")
    try data.write(to: URL(fileURLWithPath: alone))
    #expect(Sample.refusal { _ = try ProjectFile.open(alone, for: .reading) } == ["store.foreign"])
    let read = try ProjectFile.open(torn, for: .reading)
    #expect(try Sample.dump(read) == whole && read.verify().findings.isEmpty)
  }
}
