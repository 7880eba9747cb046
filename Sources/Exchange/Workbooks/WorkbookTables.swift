import Accounting
import Diagnostics
import OfficeFiles
import Quantities
import RulePlan

/// Makes of the sheets of a workbook the tables that a folder would hold.
///
/// Cells keep their columns, and the row of each line is noted, so that whatever is found in a
/// table has its place in the sheet.
struct WorkbookTables {
  /// A sheet that was made into a table.
  struct Place {
    var sheet: String
    /// The row of the sheet for each row of the table, from 1.
    var rows: [Int]
  }

  private let workbook: WorkbookReader
  private let plan: Plan
  private let units: UnitCatalogue
  private let stamp: WorkbookStamp?
  private(set) var files: [FilingFile] = []
  /// Where the tables stood, by the name of the file.
  private(set) var places: [String: Place] = [:]
  private(set) var findings = FindingList()
  private var rows: [Int: [[CellAddress.Step]]] = [:]
  private var seen: [Int: Set<[CellAddress.Step]>] = [:]
  /// Every row once, with the first place that names it.
  private var named: [(steps: [CellAddress.Step], origin: Origin)] = []

  init(_ workbook: WorkbookReader, plan: Plan, units: UnitCatalogue) {
    self.workbook = workbook
    self.plan = plan
    self.units = units
    stamp = WorkbookStamp.read(workbook)
  }

  /// Reads the sheets; with `isHeaderOnly` only what the filing says about itself.
  mutating func read(isHeaderOnly: Bool = false) {
    let kinds = self.kinds().filter { !isHeaderOnly || $0.table == FilingFile.header }
    var late: [(WorkbookReader.Sheet, TableKind, SheetHeading, SheetGrid)] = []
    for sheet in workbook.sheets where !isOurs(sheet) {
      let grid = SheetGrid(workbook, sheet, isMerged: !isHeaderOnly)
      if grid.isEmpty { continue }
      guard let (kind, heading) = choose(sheet, grid, kinds) else {
        if !isHeaderOnly { passOver(sheet) }
        continue
      }
      switch kind.content {
      // Lines about rows wait until the rows are known.
      case .register, .absences: late.append((sheet, kind, heading, grid))
      case .values, .list: convert(sheet, kind, heading, grid)
      }
    }
    for (sheet, kind, heading, grid) in late { convert(sheet, kind, heading, grid) }
    findUnlisted()
  }

  /// Tells of rows whose ancestor stands on no sheet of its own: a slip of the pen makes a new one.
  private mutating func findUnlisted() {
    var told: Set<CellAddress.Step> = []
    for (steps, origin) in named {
      for step in steps.dropLast() where !told.contains(step) {
        guard let set = plan.rowSets.firstIndex(where: { $0.id == step.rowSet }),
          let known = rows[set]?.compactMap(\.last?.key), !known.contains(step.key)
        else { continue }
        told.insert(step)
        let near = Suggestions.nearest(step.key, among: known)
        findings.append(
          Finding(
            .workbookUnlisted, at: origin,
            ["got": step.key, "title": plan.rowSets[set].title.zh, "titleEn": step.rowSet],
            near: near))
      }
    }
  }

  // MARK: What the sheets are

  private func isOurs(_ sheet: WorkbookReader.Sheet) -> Bool {
    if sheet.name == WorkbookStamp.sheetName, sheet.visibility != .visible { return true }
    if let own = stamp?.sheets.first(where: { $0.name == sheet.name }) { return own.table == nil }
    return [SheetNames.guide, SheetNames.defaults, SheetNames.choices].contains(sheet.name)
  }

  private func kinds() -> [TableKind] {
    let layouts = FilingFolder.layouts(plan)
    var kinds: [TableKind] = layouts.keys.sorted().compactMap { set in
      guard let layout = layouts[set] else { return nil }
      return TableKind(
        table: FilingFolder.name(layout) + ".csv", content: .values(layout),
        names: SheetNames.all(layout), renamed: renamed(layout), units: units)
    }
    kinds.append(
      TableKind(
        table: FilingFile.register, content: .register, names: [RegisterSheet.name],
        required: [RegisterSheet.parameter], units: units))
    kinds.append(
      TableKind(
        table: FilingFile.cells, content: .absences, names: [AbsenceSheet.name],
        required: [AbsenceSheet.item, AbsenceSheet.state], units: units))
    for list in SheetNames.lists {
      let stamped = stamp?.sheets.filter { $0.table == list.table }.flatMap(\.columns) ?? []
      let columns = stamped.map(\.heading) + Self.headings(list.table)
      kinds.append(
        TableKind(
          table: list.table, content: .list, names: [list.name, String(list.table.dropLast(4))],
          headings: Set(columns.map(SheetLayout.folded)),
          required: Self.required[list.table] ?? [], units: units))
    }
    return kinds
  }

  private static let required: [String: Set<String>] = [
    FilingFile.header: ["项目", "内容"], FilingFile.cells: ["地址", "值"],
    FilingFile.samples: ["样品"],
  ]

  /// The headings that a list may have, by title and identifier.
  private static func headings(_ table: String) -> [String] {
    let columns: [String]
    switch table {
    case FilingFile.header: columns = ["item", "content"]
    case FilingFile.cells:
      columns = ["address", "value", "unit", "state", "note", "stage", "overlay"]
    case FilingFile.samples: columns = ["sample", "evidence"] + Filing.evidenceFields
    default: return RecordTables.headings(table)
    }
    return columns + columns.map(Tables.title)
  }

  /// What columns of a stale workbook are called now: found by identifier, then by concept.
  private func renamed(_ layout: SheetLayout) -> [String: String] {
    var result: [String: String] = [:]
    for sheet in stamp?.sheets ?? [] where sheet.table != nil {
      for column in sheet.columns {
        let name = SheetLayout.folded(SheetLayout.parts(column.heading).name)
        guard column.id != nil, result[name] == nil, layout.contents(name).isEmpty else { continue }
        let byID = layout.named.filter { layout.id($0.key, $0.value) == column.id }
        let byConcept = layout.named.filter { input, named in
          column.concept != nil && plan.named[named].concept == column.concept
            && plan.inputs[input].facet == .value && column.id?.contains("@") == false
        }
        let found = byID.isEmpty ? byConcept : byID
        if found.count == 1, let (input, named) = found.first {
          let facet = plan.inputs[input].sheetFacet.map { "@\($0)" } ?? ""
          result[name] = plan.named[named].symbol + facet
        }
      }
    }
    return result
  }

  /// The table that a sheet holds: by its name or stamp, else the one that knows its headings best.
  private func choose(
    _ sheet: WorkbookReader.Sheet, _ grid: SheetGrid, _ kinds: [TableKind]
  ) -> (TableKind, SheetHeading)? {
    let stamped = stamp?.sheets.first { $0.name == sheet.name }?.table
    let named = kinds.filter { kind in
      stamped.map { $0 == kind.table && isSame(kind, sheet.name) }
        ?? kind.names.contains(sheet.name)
    }
    for kind in named {
      if let heading = SheetHeading.find(grid, kind) { return (kind, heading) }
    }
    var best: (kind: TableKind, heading: SheetHeading, score: Int)?
    for kind in kinds {
      guard let heading = SheetHeading.find(grid, kind) else { continue }
      let hasKey = heading.texts.values.contains { kind.isOwnKey($0) }
      let score = heading.known * 2 + (hasKey ? 3 : 0)
      let isClear = hasKey || heading.known >= 2 && heading.known * 2 > heading.texts.count
      if isClear, score > best?.score ?? 0 { best = (kind, heading, score) }
    }
    return best.map { ($0.kind, $0.heading) }
  }

  /// The absences and the other cells are one table of a folder and two sheets.
  private func isSame(_ kind: TableKind, _ name: String) -> Bool {
    guard kind.table == FilingFile.cells else { return true }
    if case .absences = kind.content { return name == AbsenceSheet.name }
    return name != AbsenceSheet.name
  }

  private mutating func passOver(_ sheet: WorkbookReader.Sheet) {
    guard sheet.visibility == .visible else { return }
    findings.append(
      Finding(
        .workbookSheetUnknown,
        at: .cell(file: workbook.file, sheet: sheet.name, row: 1, column: 1), ["sheet": sheet.name])
    )
  }

  // MARK: Making tables

  private mutating func convert(
    _ sheet: WorkbookReader.Sheet, _ kind: TableKind, _ heading: SheetHeading, _ grid: SheetGrid
  ) {
    let converter = SheetConverter(
      workbook: workbook, sheet: sheet, kind: kind, heading: heading, grid: grid, plan: plan,
      rows: rows)
    for finding in converter.run() { findings.append(finding) }
    for finding in converter.findings.all { findings.append(finding) }
    if case .values(let layout) = kind.content { note(converter.chains, layout) }
    // Sheet names have no slash, so that no two tables get the same name.
    let name = "\(workbook.file)/\(sheet.name)/\(kind.table)"
    files.append(FilingFile(name: name, bytes: converter.bytes))
    places[name] = Place(sheet: sheet.name, rows: converter.rowMap)
  }

  private mutating func note(
    _ chains: [(steps: [CellAddress.Step], origin: Origin)], _ layout: SheetLayout
  ) {
    for chain in chains where seen[layout.rowSet, default: []].insert(chain.steps).inserted {
      rows[layout.rowSet, default: []].append(chain.steps)
      named.append(chain)
    }
  }
}

extension FindingKind {
  static let workbookSheetUnknown = FindingKind(
    "workbook.sheet-unknown", .warning, zh: "工作表“{sheet}”没有读入：没有认出标题行；若其中有填报数据，标题请与模板一致",
    en: "the sheet “{sheet}” was not read: no line of headings is known; use those of the template")
  static let workbookUnlisted = FindingKind(
    "workbook.unlisted-row", .warning, zh: "“{title}”表里没有“{got}”，此处按另一个算{hint}",
    en: "the sheet of {titleEn} has no “{got}”; it counts as another one{hintEn}")
}
