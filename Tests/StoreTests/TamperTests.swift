import Accounting
import Diagnostics
import Foundation
import Testing

@testable import Store

/// Whoever changes a project file behind the program's back is found out, and told where.
@Suite struct TamperTests {
  /// One column of one table.
  struct Place: Sendable, CustomTestStringConvertible {
    let table: String
    let column: String
    var testDescription: String { "\(table).\(column)" }
  }

  static let places: [Place] =
    Schema.tables.flatMap { table in table.columns.map { Place(table: table.name, column: $0) } }
    + ["time", "author", "action", "subject", "reason", "program", "contents", "sha256", "sm3"]
    .map { Place(table: "audit", column: $0) } + [Place(table: "content", column: "bytes")]

  /// Lets another program at a project: no triggers, no references, then all as it was.
  static func tamper(_ path: String, _ body: (borrowing Connection) throws -> Void) throws {
    let connection = try Connection.open(path, .writing)
    try connection.run("PRAGMA foreign_keys = OFF")
    try connection.run("PRAGMA ignore_check_constraints = ON")
    try connection.run("BEGIN")
    let triggers = try connection.rows(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for trigger in triggers { try connection.run("DROP TRIGGER \(trigger[0].text ?? "")") }
    try body(connection)
    for trigger in triggers { try connection.run(trigger[1].text ?? "") }
    try connection.run("COMMIT")
  }

  @Test(arguments: places)
  func everyColumnIsAccountedFor(_ place: Place) throws {
    let folder = try TemporaryFolder()
    let path = try RegistrySample.file(folder.path("a.mrv"))
    var entry: Int?
    try Self.tamper(path) { connection in
      let key = place.table == "audit" ? "number" : "entry"
      let row = try connection.rows(
        """
        SELECT rowid, \(key), \(place.column) FROM \(place.table)
        WHERE \(place.column) <> x'' OR \(place.column) IS NULL ORDER BY rowid DESC LIMIT 1
        """)[0]
      entry = row[1].int
      let changed: SQLValue
      switch row[2] {
      case .integer(let number): changed = .integer(number + 40)
      case .blob(let bytes): changed = .blob(bytes.map { $0 ^ 1 })
      // Digests keep their form, so that only recomputing them tells.
      case .text(let text): changed = .text((text.hasPrefix("0") ? "1" : "0") + text.dropFirst())
      case .null:
        let isNumber = ["base", "result", "first", "last", "year", "grams"].contains(place.column)
        changed = isNumber ? .integer(1) : .text("x")
      }
      try connection.run(
        "UPDATE \(place.table) SET \(place.column) = ? WHERE rowid = ?", [changed, row[0]])
    }
    let codes = Sample.refusal {
      let findings = try ProjectFile.open(path, for: .reading).verify().findings
      #expect(findings.hasErrors)
      if place.table == "audit" {
        #expect(findings.contains { $0.arguments["entry"] == entry.map(String.init) })
      } else if place.column == "bytes" {
        #expect(findings.map(\.code) == ["store.content"])
      } else {
        let rows = findings.filter { $0.code == "store.rows" }
        #expect(rows.map { $0.arguments["entry"] } == [entry.map(String.init)])
        #expect(rows.first?.arguments["tables"]?.contains(place.table) == true)
      }
    }
    // The names of migrations, and what a CHECK forbids, are looked at before anything is read.
    let early = [
      "migration.name": "store.schema", "content.size": "store.damaged",
      "revision.stage": "store.damaged", "finding.severity": "store.damaged",
    ].merging(RegistryTamper.early) { first, _ in first }
    #expect(codes == (early[place.testDescription].map { [$0] } ?? []))
  }

  @Test func aByteOfTheLogIsTold() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.file(folder.path("a.mrv"))
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    let range = try #require(data.range(of: Data("作者-4".utf8)))
    data[range.upperBound - 1] ^= 1
    try data.write(to: URL(fileURLWithPath: path))
    let findings = try ProjectFile.open(path, for: .reading).verify().findings
    #expect(findings.map(\.code) == ["store.chain"])
    #expect(findings.first?.arguments["entry"] == "4")
    #expect(findings.first?.message(.chinese).contains("第 4 条") == true)
  }

  @Test func aRowMoreOrLessIsTold() throws {
    let folder = try TemporaryFolder()
    for table in Schema.tables where table.name != "migration" {
      for isMore in [true, false] {
        let path = try RegistrySample.file(folder.path("\(table.name)-\(isMore).mrv"))
        try Self.tamper(path) { connection in
          let name = table.name
          guard isMore else { return try connection.run("DELETE FROM \(name)") }
          let columns = try connection.rows("SELECT name FROM pragma_table_info('\(name)')")
            .compactMap { $0.first?.text }
          let values = columns.map { column in
            ["number", "ordinal", "row"].contains(column)
              ? "90"
              : ["path", "id"].contains(column)
                ? "'z'"
                : column == "sha256" && name == "content"
                  ? "'\(String(repeating: "7", count: 64))'"
                  : column
          }
          try connection.run(
            """
            INSERT INTO \(name) (\(columns.joined(separator: ", ")))
            SELECT \(values.joined(separator: ", ")) FROM \(name) LIMIT 1
            """)
        }
        let findings = try ProjectFile.open(path, for: .reading).verify().findings
        #expect(
          findings.contains {
            $0.code == "store.rows" && $0.arguments["tables"]?.contains(table.name) == true
          }, "\(table.name) \(isMore)")
      }
    }
  }

  @Test func entriesTakenOutOrPutInAreTold() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.file(folder.path("a.mrv"))
    try Self.tamper(path) { try $0.run("DELETE FROM audit WHERE number = 4") }
    let findings = try ProjectFile.open(path, for: .reading).verify().findings
    let entries = findings.filter { $0.code == "store.chain" }.compactMap { $0.arguments["entry"] }
    #expect(entries == ["5", "6"])
    #expect(findings.contains { $0.code == "store.reference" })
  }

  /// The end of a log can be cut off without a trace in the file: the noted digest tells.
  @Test func aLogCutShortIsToldByANotedDigest() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    var noted = ""
    do { noted = try #require(try Sample.project(path).entries().last?.digest.sm3) }
    #expect(try ProjectFile.open(path, for: .reading).verify(noted: noted).findings == [])
    #expect(
      try ProjectFile.open(path, for: .reading).verify(noted: noted.prefix(12).uppercased())
        .findings == [])
    try Self.tamper(path) {
      try $0.run("DELETE FROM signoff")
      try $0.run("DELETE FROM audit WHERE number = 6")
    }
    let project = try ProjectFile.open(path, for: .reading)
    #expect(try project.verify().findings == [])
    #expect(try project.verify(noted: noted).findings.map(\.code) == ["store.noted"])
    #expect(try project.verify(noted: "").findings.map(\.code) == ["store.noted"])
  }

  @Test func aClockThatWentBackIsTold() throws {
    let folder = try TemporaryFolder()
    let project = try Sample.project(folder.path("a.mrv"))
    _ = try project.sign(revision: 1, result: nil, role: "批准", person: "丙", Sample.note(3))
    let findings = try project.verify().findings
    #expect(findings.map(\.code) == ["store.clock"])
    #expect(findings.first?.severity == .warning && findings.first?.arguments["entry"] == "7")
  }

  @Test func alteredRulesAndContentsAreNotUsed() throws {
    let folder = try TemporaryFolder()
    let path = try Sample.file(folder.path("a.mrv"))
    try Self.tamper(path) { try $0.run("UPDATE content SET bytes = zeroblob(size)") }
    let project = try ProjectFile.open(path, for: .reading)
    let revision = try #require(try project.revisions().first)
    let sources = try #require(try project.results().first?.sources)
    #expect(Sample.refusal { _ = try project.content(revision.content) } == ["store.content"])
    #expect(Sample.refusal { _ = try project.rules(sources) } == ["store.content"])
  }
}

/// What the checks of the tables of the registry see before the log is recomputed.
private enum RegistryTamper {
  static let early: [String: String] = Dictionary(
    uniqueKeysWithValues: [
      "credit_step.step", "credit_participant.through_day", "credit_period.through_day",
      "credit_issue.grams", "credit_issue.first", "credit_issue.last", "credit_movement.action",
      "credit_movement.receiver", "credit_void.record",
    ].map { ($0, "store.damaged") })
}
