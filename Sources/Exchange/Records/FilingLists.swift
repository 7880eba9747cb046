import Accounting
import Diagnostics

/// Goes through everything that a filing lists.
protocol FilingListVisitor {
  /// A list.
  mutating func list<R: FilingRecord>(_ name: String, _ records: inout [R])
  /// A part that a filing has at most once.
  mutating func single<R: FilingRecord>(_ name: String, _ record: inout R, isEmpty: Bool)
}

extension Filing {
  /// Shows every list to a visitor; the order is that of files.
  mutating func visitLists<Visitor: FilingListVisitor>(_ visitor: inout Visitor) {
    visitor.single("revision", &header.revision, isEmpty: header.revision.isEmpty)
    visitor.list("further", &header.further)
    visitor.list("boundary", &boundary)
    visitor.list("rows", &rows)
    var entries = cells.takeAll()
    visitor.list("cells", &entries)
    cells = CellList(entries)
    visitor.list("notOccurring", &notOccurring)
    visitor.list("samples", &samples)
    visitor.list("records", &records)
    visitor.list("evidence", &evidence)
    visitor.list("meters", &meters)
    visitor.single("monitoringPlan", &monitoringPlan, isEmpty: monitoringPlan.isEmpty)
    visitor.list("explanations", &explanations)
    visitor.list("signatures", &signatures)
    visitor.list("stages", &stages)
  }
}

/// The shapes of everything that a filing lists.
struct FilingShapes: FilingListVisitor, Sendable {
  /// A list or a single part.
  struct Part: Sendable {
    var name: String
    var shape: RecordShape
    var isSingle: Bool
  }

  /// The filing's own fields.
  let head = RecordDescriber.shape(FilingHead.self)
  private(set) var parts: [Part] = []

  mutating func list<R: FilingRecord>(_ name: String, _ records: inout [R]) {
    parts.append(Part(name: name, shape: RecordDescriber.shape(R.self), isSingle: false))
  }

  mutating func single<R: FilingRecord>(_ name: String, _ record: inout R, isEmpty: Bool) {
    parts.append(Part(name: name, shape: RecordDescriber.shape(R.self), isSingle: true))
  }
}

/// Puts records that were read into the lists of a filing.
struct RecordIntake: FilingListVisitor {
  /// A record as it was read.
  struct Item {
    var object: JSONValue
    var origin: Origin
  }

  private var waiting: [String: [Item]] = [:]
  private var count = 0
  private(set) var findings: FindingList

  init(findings: FindingList = FindingList()) { self.findings = findings }

  /// Takes a record for a list; what has gathered is put into the filing from time to time.
  mutating func add(_ item: Item, to list: String, of filing: inout Filing) {
    waiting[list, default: []].append(item)
    count += 1
    if count >= 4096 { finish(&filing) }
  }

  /// Puts what has gathered into the filing.
  mutating func finish(_ filing: inout Filing) {
    filing.visitLists(&self)
    waiting = [:]
    count = 0
  }

  mutating func report(_ finding: Finding) { findings.append(finding) }

  mutating func list<R: FilingRecord>(_ name: String, _ records: inout [R]) {
    for item in waiting[name] ?? [] {
      if let record = RecordReader.read(
        R.self, item.object, at: item.origin, findings: &findings)
      {
        records.append(record)
      }
    }
  }

  mutating func single<R: FilingRecord>(_ name: String, _ record: inout R, isEmpty: Bool) {
    var isEmpty = isEmpty
    for item in waiting[name] ?? [] {
      guard isEmpty else {
        let names = ["name": R.recordTitle, "nameEn": name]
        findings.append(Finding(.filingTwice, at: item.origin, names))
        continue
      }
      isEmpty = false
      if let read = RecordReader.read(R.self, item.object, at: item.origin, findings: &findings) {
        record = read
      }
    }
  }
}

extension FindingKind {
  static let filingTwice = FindingKind(
    "filing.twice", .error, zh: "“{name}”只能有一个；只读入了第一个",
    en: "there can be one {nameEn} only; the first was read")
}
