import Accounting
import Diagnostics

/// The tables of a folder that hold a list of records each.
struct RecordTables {
  /// The names of the tables.
  static let names: Set<String> = [
    FilingFile.boundary, FilingFile.meters, FilingFile.evidence, FilingFile.plan,
    FilingFile.planVersions, FilingFile.planSections, FilingFile.explanations,
    FilingFile.signatures, FilingFile.stages,
  ]

  /// The tables that people add of their own accord.
  static let added = [
    FilingFile.boundary, FilingFile.meters, FilingFile.evidence, FilingFile.planVersions,
    FilingFile.plan, FilingFile.planSections, FilingFile.explanations, FilingFile.signatures,
  ]

  /// The headings of one of the tables; none for other names.
  static func headings(_ name: String) -> [String] {
    switch name {
    case FilingFile.boundary: RecordTable(Filing.BoundaryPart.self).headings
    case FilingFile.meters: RecordTable(Filing.Meter.self).headings
    case FilingFile.evidence: RecordTable(Filing.EvidenceItem.self).headings
    case FilingFile.plan: RecordTable(MonitoringPlan.Parameter.self).headings
    case FilingFile.planVersions: RecordTable(MonitoringPlan.Version.self).headings
    case FilingFile.planSections: RecordTable(MonitoringPlan.Section.self).headings
    case FilingFile.explanations: RecordTable(Filing.Explanation.self).headings
    case FilingFile.signatures: RecordTable(Filing.Signature.self).headings
    case FilingFile.stages: RecordTable(StageLine.self).headings
    default: []
    }
  }

  private var boundary: [Filing.BoundaryPart] = []
  private var meters: [Filing.Meter] = []
  private var evidence: [Filing.EvidenceItem] = []
  private var plan = MonitoringPlan()
  private var explanations: [Filing.Explanation] = []
  private var signatures: [Filing.Signature] = []
  private var stages: [Overlay] = []

  init() {}

  /// The lists of a filing.
  init(_ filing: Filing) {
    boundary = filing.boundary
    meters = filing.meters
    evidence = filing.evidence
    plan = filing.monitoringPlan
    explanations = filing.explanations
    signatures = filing.signatures
    // The cells of a stage stand in the long list, with its number.
    stages = filing.stages.map { Overlay($0, cells: []) }
  }

  /// The tables that are not empty.
  func files() -> [FilingFile] {
    [
      table(FilingFile.boundary, boundary), table(FilingFile.meters, meters),
      table(FilingFile.evidence, evidence), table(FilingFile.planVersions, plan.versions),
      table(FilingFile.plan, plan.parameters), table(FilingFile.planSections, plan.sections),
      table(FilingFile.explanations, explanations), table(FilingFile.signatures, signatures),
      stages.isEmpty
        ? nil
        : RecordTable(StageLine.self).file(
          FilingFile.stages, stages.map { StageLine($0) }),
    ].compactMap { $0 }
  }

  private func table<R: FilingRecord>(_ name: String, _ records: [R]) -> FilingFile? {
    RecordTable(R.self).file(name, records)
  }

  /// Reads one of the tables.
  mutating func read(_ file: FilingFile, findings: inout FindingList) {
    func records<R: FilingRecord>(_: R.Type) -> [R] {
      RecordTable(R.self).read(R.self, file.bytes, file: file.name, findings: &findings)
    }
    switch file.lastName.lowercased() {
    case FilingFile.boundary: boundary = records(Filing.BoundaryPart.self)
    case FilingFile.meters: meters = records(Filing.Meter.self)
    case FilingFile.evidence: evidence = records(Filing.EvidenceItem.self)
    case FilingFile.plan: plan.parameters = records(MonitoringPlan.Parameter.self)
    case FilingFile.planVersions: plan.versions = records(MonitoringPlan.Version.self)
    case FilingFile.planSections: plan.sections = records(MonitoringPlan.Section.self)
    case FilingFile.explanations: explanations = records(Filing.Explanation.self)
    case FilingFile.signatures: signatures = records(Filing.Signature.self)
    case FilingFile.stages: stages = records(StageLine.self).map(\.stage)
    default: break
    }
  }

  /// Puts what was read into a filing.
  ///
  /// - Parameter cells: the cells of stages, by the number of the stage's line, from 1.
  func put(
    into filing: inout Filing, cells: [Int: [Filing.Entry]], findings: inout FindingList
  ) {
    filing.boundary = boundary
    filing.meters = meters
    filing.evidence = evidence
    filing.monitoringPlan = plan
    filing.explanations = explanations
    filing.signatures = signatures
    filing.stages = stages
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

/// A stage without its cells, as a line of its table.
private struct StageLine: FilingRecord {
  static let element = "stage"
  static let recordTitle = "阶段"
  var stage: Overlay
  var origin: Origin {
    get { stage.origin }
    set { stage.origin = newValue }
  }
  init(_ stage: Overlay) { self.stage = stage }
  init(blankAt origin: Origin) { stage = Overlay(blankAt: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.word("stage", "阶段", &stage.stage)
    coder.text("author", "作者", &stage.author)
    coder.day("on", "日期", &stage.on)
    coder.text("reason", "理由", &stage.reason)
  }
}

extension Overlay {
  /// A stage with other cells.
  fileprivate init(_ stage: Overlay, cells: [Filing.Entry]) {
    self = stage
    self.cells = cells
  }
}
