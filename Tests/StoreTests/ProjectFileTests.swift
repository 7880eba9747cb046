import Accounting
import Foundation
import Testing

@testable import Store

@Suite struct ProjectFileTests {
  @Test func applicationIDSpellsTheName() {
    #expect("mrv1".utf8.reduce(0) { $0 << 8 | Int32($1) } == StoreVersion.applicationID)
  }

  /// The answers are those of `sha256sum` and of `openssl dgst -sm3`; the SM3 one is also example
  /// 1 of GB/T 32905.
  @Test func digestsAreTheStandardOnes() {
    let digest = Digest(of: Array("abc".utf8))
    #expect(
      digest.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(digest.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
    #expect(
      Digest(of: []).sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  /// `printf '%s' '<a/>' | sha256sum` and so on; then the list of the three through `sha256sum`.
  @Test func theSourceHashIsThatOfSha256sum() {
    let manifest = RuleManifest(Sample.result.rules)
    let lines = manifest.text.split(separator: "\n")
    #expect(lines.map { $0.suffix(5) } == ["a.xml", "b.xml", "c.xml"])
    #expect(lines.last?.hasPrefix("e3b0c44298fc1c14") == true)
    #expect(manifest.hash == "d764a66897ecc8141660c5b2723a01960514170169b3da201c224f311b1919fc")
  }

  @Test func whatWentInComesOut() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    do { _ = try Sample.project(path) }
    let project = try ProjectFile.open(path, for: .reading)
    let filing = try #require(try project.filings().first)
    #expect(try project.filings().count == 1)
    #expect(filing.creditCode == "91110000710924910P" && filing.period == "2024")
    #expect(
      filing.covers(
        creditCode: "91110000710924910P", enterprise: "改名", period: "2024", purpose: nil))
    #expect(
      !filing.covers(
        creditCode: "91110000710924910P", enterprise: "示例公司", period: "2023", purpose: nil))
    #expect(filing.covers(creditCode: nil, enterprise: "示例公司", period: "2024", purpose: nil))

    let revisions = try project.revisions()
    #expect(revisions.map(\.number) == [1, 2, 3])
    #expect(revisions.map(\.base) == [nil, nil, 2])
    #expect(revisions.map(\.stage) == [.reported, .reported, .verified])
    #expect(revisions.map(\.note) == [Sample.note(2), Sample.note(3), Sample.note(4)])
    #expect(try project.content(revisions[1].content) == Array("第二版".utf8))
    #expect(try project.evidence(of: 2) == Sample.revision([]).evidence)

    let result = try #require(try project.results().first)
    #expect(result.plan == Sample.result.plan && result.revision == 1)
    #expect(try project.rules(result.sources) == Sample.result.rules)
    #expect(try project.figures(of: 1) == Sample.result.figures)
    #expect(try project.findings(of: 1) == Sample.result.findings)
    let signed = try #require(try project.signOffs().first)
    #expect(signed.role == "审核" && signed.person == "乙" && signed.result == 1)
    #expect(
      try project.entries().map(\.action) == [.create, .file, .file, .overlay, .calculate, .sign])
    #expect(try project.verify().findings == [])
  }

  /// Any bytes, and texts with anything that SQL, JSON or a terminal might trip over.
  @Test func anyContentIsKept() throws {
    let folder = try TemporaryFolder()
    var random = Random(7)
    let path = folder.path("an 'odd' ü%20 name?.mrv")
    let project = try ProjectFile.create(path, Sample.note(1))
    let texts = ["", "'; DROP TABLE audit; --", "\u{0}内\u{0}", "a\"b\nc\t", "\u{1F600}é", "é"]
    var contents: [[UInt8]] = []
    for index in 0..<40 {
      contents.append(random.bytes(index * index * 3))
      var note = Sample.note(index, reason: texts[index % texts.count])
      note.author = texts[(index / 2) % texts.count]
      var revision = Sample.revision(
        contents[index], filing: index == 0 ? nil : 1, latest: index == 0 ? nil : index)
      revision.methodology = texts[(index + 1) % texts.count]
      #expect(try project.add(revision, note) == index + 1)
    }
    let read = try ProjectFile.open(path, for: .reading)
    for (index, revision) in try read.revisions().enumerated() {
      #expect(try read.content(revision.content) == contents[index])
      #expect(Array(revision.note.reason.utf8) == Array(texts[index % texts.count].utf8))
      #expect(Array((revision.methodology ?? "").utf8) == Array(texts[(index + 1) % 6].utf8))
    }
    #expect(try read.verify().findings.allSatisfy { $0.code == "store.clock" })
  }

  @Test func equalContentIsKeptOnce() throws {
    let folder = try TemporaryFolder()
    let project = try Sample.project(folder.path("a.mrv"))
    let before = try project.connection.value("SELECT count(*) FROM content").int
    _ = try project.add(
      Sample.revision(Array("第一版".utf8), filing: 1, latest: 3), Sample.note(7))
    _ = try project.add(Sample.result, Sample.note(8))
    #expect(try project.connection.value("SELECT count(*) FROM content").int == before)
    #expect(try project.connection.value("SELECT count(*) FROM rule_file").int == 3)
    #expect(try project.verify().findings == [])
  }

  @Test func aRevisionThatTheAuthorDidNotSeeIsTold() throws {
    let folder = try TemporaryFolder()
    let project = try Sample.project(folder.path("a.mrv"))
    let before = try Sample.dump(project)
    let codes = Sample.refusal {
      _ = try project.add(
        Sample.revision([1], filing: 1, latest: 2, base: 2, stage: .verified), Sample.note(7))
    }
    #expect(codes == ["store.moved-on"])
    #expect(try Sample.dump(project) == before)
  }

  @Test func nothingIsChangedOrDeleted() throws {
    let folder = try TemporaryFolder()
    let project = try ProjectFile.open(
      RegistrySample.file(folder.path("a.mrv")), for: .writing)
    let before = try Sample.dump(project)
    for table in ["audit"] + Schema.tables.map(\.name) {
      #expect(throws: StoreFailure.self) { try project.connection.run("DELETE FROM \(table)") }
      let column = table == "audit" ? "reason" : "entry"
      #expect(throws: StoreFailure.self) {
        try project.connection.run("UPDATE \(table) SET \(column) = \(column)")
      }
      #expect(throws: StoreFailure.self) {
        try project.connection.run("INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)")
      }
    }
    #expect(try Sample.dump(project) == before)
  }

  @Test func aReaderWritesNothing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    do { _ = try Sample.project(path) }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    do {
      let project = try ProjectFile.open(path, for: .reading)
      #expect(
        Sample.fault {
          _ = try project.sign(revision: 1, result: nil, role: "批准", person: "丙", Sample.note(9))
        } == .readOnly)
      _ = try project.verify()
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.mrv"])
  }

  @Test func aFileIsNeverReplaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    let project = try Sample.project(path)
    #expect(Sample.fault { _ = try ProjectFile.create(path, Sample.note(1)) } == .exists)
    #expect(Sample.fault { _ = try project.backUp(to: path) } == .exists)
    #expect(
      Sample.fault {
        _ = try ProjectFile.create(folder.path("no/such/folder/a.mrv"), Sample.note(1))
      } == .cannotOpen)
    #expect(try project.verify().findings == [])
  }

  @Test func aBackupIsTheProject() throws {
    let folder = try TemporaryFolder()
    let project = try Sample.project(folder.path("a.mrv"))
    let last = try #require(try project.backUp(to: folder.path("b.mrv")))
    #expect(last == (try project.entries().last))
    let copy = try ProjectFile.open(folder.path("b.mrv"), for: .writing)
    #expect(try Sample.dump(copy) == Sample.dump(project))
    _ = try copy.sign(revision: 1, result: nil, role: "批准", person: "丙", Sample.note(9))
    #expect(try copy.verify().findings == [])
    #expect(try project.entries().count == 6)
  }

  @Test func sameRecordsMakeTheSameBytes() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { _ = try Sample.project(folder.path("\(name).mrv")) }
    let first = try Data(contentsOf: folder.url.appendingPathComponent("a.mrv"))
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("b.mrv")) == first)
  }
}
