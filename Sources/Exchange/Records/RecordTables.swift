import Accounting
import Diagnostics

/// The tables of a folder that hold a list of records each.
struct RecordTables {
  /// One of the tables and the list that it holds.
  private struct Entry: Sendable {
    let name: String
    let headings: [String]
    /// The table of a filing; nil where the list is empty.
    let file: @Sendable (Filing) -> FilingFile?
    /// Reads the table; what is returned puts the list into a filing.
    let read: @Sendable (FilingFile, inout FindingList) -> (inout Filing) -> Void

    init<R: FilingRecord>(_ name: String, _ list: any WritableKeyPath<Filing, [R]> & Sendable) {
      let table = RecordTable(R.self)
      self.name = name
      headings = table.headings
      file = { table.file(name, $0[keyPath: list]) }
      read = { file, findings in
        let records = table.read(R.self, file.bytes, file: file.name, findings: &findings)
        return { $0[keyPath: list] = records }
      }
    }
  }

  /// The tables in the order in which they are written.
  private static let entries = [
    Entry(FilingFile.boundary, \.boundary), Entry(FilingFile.meters, \.meters),
    Entry(FilingFile.evidence, \.evidence),
    Entry(FilingFile.planVersions, \.monitoringPlan.versions),
    Entry(FilingFile.plan, \.monitoringPlan.parameters),
    Entry(FilingFile.planSections, \.monitoringPlan.sections),
    Entry(FilingFile.explanations, \.explanations), Entry(FilingFile.signatures, \.signatures),
    Entry(FilingFile.stages, \.stageLines),
  ]

  /// The names of the tables.
  static let names = Set(entries.map(\.name))

  /// The tables that people add of their own accord.
  static let added = entries.map(\.name).filter { $0 != FilingFile.stages }

  /// The headings of one of the tables; none for other names.
  static func headings(_ name: String) -> [String] { entry(name)?.headings ?? [] }

  private static func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  /// The tables of a filing that are not empty.
  static func files(_ filing: Filing) -> [FilingFile] { entries.compactMap { $0.file(filing) } }

  /// What was read waits here for the filing.
  private var lists: [(inout Filing) -> Void] = []

  /// Reads one of the tables.
  mutating func read(_ file: FilingFile, findings: inout FindingList) {
    guard let entry = Self.entry(file.lastName.lowercased()) else { return }
    lists.append(entry.read(file, &findings))
  }

  /// Puts what was read into a filing.
  ///
  /// - Parameter cells: the cells of stages, by the number of the stage's line, from 1.
  func put(
    into filing: inout Filing, cells: [Int: [Filing.Entry]], findings: inout FindingList
  ) {
    for list in lists { list(&filing) }
    for (number, entries) in cells.sorted(by: { $0.key < $1.key }) {
      guard filing.stages.indices.contains(number - 1) else {
        findings.append(
          Finding(
            .filingStageNumber, at: entries.first?.cell.origin ?? .none,
            ["got": String(number)]))
        continue
      }
      filing.stages[number - 1].cells = entries
    }
  }
}

/// A stage without its cells, as a line of its table; they stand in the long list with its number.
private struct StageLine: FilingRecord {
  static let element = Overlay.element
  static let recordTitle = Overlay.recordTitle
  var stage: Overlay
  var origin: Origin {
    get { stage.origin }
    set { stage.origin = newValue }
  }
  init(_ stage: Overlay) { self.stage = stage }
  init(blankAt origin: Origin) { stage = Overlay(blankAt: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) { stage.codeHead(&coder) }
}

extension Filing {
  /// The stages without their cells.
  fileprivate var stageLines: [StageLine] {
    get { stages.map { StageLine($0) } }
    set { stages = newValue.map(\.stage) }
  }
}
