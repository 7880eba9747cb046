import Accounting
import Diagnostics
import OfficeFiles
import Quantities
import RulePlan

/// A filing as a workbook (XLSX): a sheet for each table that a folder would hold.
public enum FilingWorkbook {
  /// Reads a filing; nil where no reporting period is stated and none is given.
  ///
  /// Columns are found by their headings, sheets by stamp, name or headings. Numbers are binary
  /// doubles in a workbook: each is the shortest decimal that means its double.
  public static func read(
    _ workbook: WorkbookReader, plan: Plan, units: UnitCatalogue, period: Period? = nil
  ) -> (Filing?, [Finding]) {
    var tables = WorkbookTables(workbook, plan: plan, units: units)
    tables.read()
    return assemble(tables, workbook, plan, units, period, stale(workbook, plan))
  }

  /// Reads only what the filing says about itself, for which no plan is needed.
  public static func header(
    _ workbook: WorkbookReader, units: UnitCatalogue, period: Period? = nil
  ) -> (Filing?, [Finding]) {
    let plan = Plan(
      methodology: "", revision: 0, title: Label(""),
      rowSets: [
        RowSet(id: "filing", title: Label("填报"), parent: nil),
        RowSet(id: "facility", title: Label("设施"), parent: 0),
      ], tables: [], inputs: [], nodes: [], named: [], checks: [])
    var tables = WorkbookTables(workbook, plan: plan, units: units)
    tables.read(isHeaderOnly: true)
    var (filing, findings) = assemble(tables, workbook, plan, units, period, [])
    if filing?.header.methodology == nil {
      filing?.header.methodology = WorkbookStamp.read(workbook)?.methodology
    }
    if tables.files.isEmpty {
      findings = [Finding(.workbookNoHeader, at: .file(workbook.file))]
    }
    return (filing, findings)
  }

  private static func assemble(
    _ tables: WorkbookTables, _ workbook: WorkbookReader, _ plan: Plan, _ units: UnitCatalogue,
    _ period: Period?, _ before: [Finding]
  ) -> (Filing?, [Finding]) {
    var (filing, findings) = FilingFolder.read(
      tables.files, plan: plan, units: units, period: period)
    let move = SheetOrigins(file: workbook.file, places: tables.places)
    if let read = filing { filing = move.moved(read) }
    return (filing, before + tables.findings.all + findings.map(move.moved))
  }

  /// What has to be said where the workbook was made for another state of the rules.
  private static func stale(_ workbook: WorkbookReader, _ plan: Plan) -> [Finding] {
    guard let stamp = WorkbookStamp.read(workbook) else {
      return [Finding(.workbookNoStamp, at: .file(workbook.file))]
    }
    if stamp.version > WorkbookStamp.current {
      return [
        Finding(
          .workbookNewer, at: .file(workbook.file),
          ["got": String(stamp.version), "known": String(WorkbookStamp.current)])
      ]
    }
    if stamp.methodology != plan.methodology {
      return [
        Finding(
          .workbookOtherMethod, at: .file(workbook.file),
          ["got": stamp.methodology, "now": plan.methodology])
      ]
    }
    guard stamp.plan != plan.hash else { return [] }
    return [
      Finding(
        .workbookStale, at: .file(workbook.file),
        ["got": String(stamp.revision), "now": String(plan.revision)])
    ]
  }
}

/// Moves places in tables to the sheets that they were made of.
struct SheetOrigins {
  let file: String
  let places: [String: WorkbookTables.Place]

  func moved(_ origin: Origin) -> Origin {
    switch origin {
    case .cell(let name, _, let row, let column):
      guard let place = places[name] else { return origin }
      let own = place.rows.indices.contains(row - 1) ? place.rows[row - 1] : row
      return .cell(file: file, sheet: place.sheet, row: own, column: column)
    case .file(let name):
      guard let place = places[name] else { return origin }
      return .cell(file: file, sheet: place.sheet, row: 1, column: 1)
    case .source, .address, .none: return origin
    }
  }

  func moved(_ finding: Finding) -> Finding {
    Finding(
      finding.kind, at: moved(finding.origin), finding.arguments, severity: finding.severity,
      notes: finding.notes.map { Finding.Note($0.caption, at: moved($0.origin)) },
      fix: finding.fix, clause: finding.clause)
  }

  func moved(_ filing: Filing) -> Filing {
    var filing = filing
    filing.header.origin = moved(filing.header.origin)
    let cells = filing.cells
    filing.cells = []
    var mover = Mover(origins: self)
    filing.visitLists(&mover)
    filing.cells = cells.moving(moved)
    for stage in filing.stages.indices {
      for cell in filing.stages[stage].cells.indices {
        let origin = filing.stages[stage].cells[cell].cell.origin
        filing.stages[stage].cells[cell].cell.origin = moved(origin)
      }
    }
    return filing
  }

  /// Moves the places of everything that a filing lists.
  private struct Mover: FilingListVisitor {
    let origins: SheetOrigins

    mutating func list<R: FilingRecord>(_ name: String, _ records: inout [R]) {
      for index in records.indices { records[index].origin = origins.moved(records[index].origin) }
    }

    mutating func single<R: FilingRecord>(_ name: String, _ record: inout R, isEmpty: Bool) {
      record.origin = origins.moved(record.origin)
    }
  }
}

extension FindingKind {
  static let workbookNoHeader = FindingKind(
    "workbook.no-header", .error, zh: "没有找到“企业信息”表（标题行为 项目、内容），不知道报告主体和报告期",
    en: "there is no sheet 企业信息 with the headings 项目 and 内容: enterprise and period are unknown")
  static let workbookNoStamp = FindingKind(
    "workbook.no-stamp", .remark, zh: "工作簿没有模板标记（可能是自制或另存时丢失），按标题识别各表各列",
    en: "the workbook has no stamp of a template; sheets and columns were found by their headings")
  static let workbookNewer = FindingKind(
    "workbook.newer", .warning, zh: "工作簿由更新版本的 mrv 生成（模板版本 {got}，本程序认识 {known}），请核对读入的内容",
    en: "a newer mrv made the workbook (layout {got}, known here: {known}); compare what was read")
  static let workbookOtherMethod = FindingKind(
    "workbook.other-method", .warning, zh: "工作簿是按 {got} 生成的，现按 {now} 读入，各列按标识和概念对应，请核对",
    en: "the workbook was made for {got} and is read for {now}; columns were matched by meaning")
  static let workbookStale = FindingKind(
    "workbook.stale", .remark, zh: "模板按规则修订 {got} 生成，现为修订 {now}；各列已按标识、符号或旧名称对应",
    en: "the template is of revision {got} of the rules, now {now}; columns were matched by name")
}
