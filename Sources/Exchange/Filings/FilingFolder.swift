import Accounting
import Diagnostics
import Quantities
import RulePlan

/// A filing as a folder of CSV tables.
///
/// `filing.csv` holds the header, one table for each row set (named by its identifier) the values,
/// `enterprise.csv` the values of the filing as a whole, `register.csv` choices and evidence,
/// `samples.csv` laboratory reports and `cells.csv` whatever is easier said in long form. A long
/// list alone is a filing too.
public enum FilingFolder {
  /// Reads a filing; nil where no reporting period is stated and none is given.
  ///
  /// - Parameters:
  ///   - files: The files; those that are not CSV are passed over.
  ///   - period: The reporting period, where the files do not state one.
  public static func read(
    _ files: [FilingFile], plan: Plan, units: UnitCatalogue, period: Period? = nil
  ) -> (Filing?, [Finding]) {
    let tables = files.filter { $0.name.hasSuffix(".csv") || $0.name.hasSuffix(".CSV") }
    let layouts = self.layouts(plan)
    var lists = ListReader(findings: FindingList())
    var sheets: [(order: Int, reader: SheetReader)] = []
    var tableRecords = RecordTables()
    for file in tables {
      switch kind(of: file, layouts, isOnly: tables.count == 1) {
      case .header: lists.readHeader(file.bytes, file: file.name)
      case .cells: lists.readCells(file.bytes, file: file.name)
      case .register: lists.readRegister(file.bytes, file: file.name)
      case .samples: lists.readSamples(file.bytes, file: file.name)
      case .records: tableRecords.read(file, findings: &lists.findings)
      case .sheet(let set):
        guard let layout = layouts[set] else { continue }
        var reader = SheetReader(plan: plan, layout: layout, file: file.name, units: units)
        reader.read(file.bytes, findings: &lists.findings)
        sheets.append((set, reader))
      case .unknown:
        let near = Suggestions.nearest(file.stem, among: layouts.values.map { name($0) })
        lists.findings.append(
          Finding(
            .filingUnknownFile, at: .file(file.name),
            ["got": file.lastName], near: near))
      }
    }
    guard let period = lists.period ?? period else {
      if !lists.findings.all.contains(where: { $0.kind == .filingReportingPeriod }) {
        lists.findings.append(
          Finding(.filingNoPeriod, at: tables.first.map { .file($0.name) } ?? .none))
      }
      return (nil, lists.findings.all)
    }
    sheets.sort { $0.order < $1.order }
    var cells = CellList()
    for sheet in sheets { cells.append(sheet.reader.table) }
    let rows = sheets.flatMap(\.reader.rows) + lists.rows
    var listed = lists.cells
    if !sheets.isEmpty {
      let sorted = KeyCheck.strays(listed, tables: cells, rows: rows, plan: plan)
      for finding in KeyCheck.alike(cells) + sorted.findings { lists.findings.append(finding) }
      listed = sorted.kept
    }
    cells.append(contentsOf: listed + sheets.flatMap(\.reader.ownUnits))
    var filing = Filing(
      header: lists.header, period: period, rows: rows,
      notOccurring: sheets.flatMap(\.reader.notOccurring) + lists.notOccurring,
      samples: lists.samples)
    filing.cells = cells
    filing.records = lists.records
    tableRecords.put(into: &filing, cells: lists.stageCells, findings: &lists.findings)
    filing.monitoringPlan.title = lists.planTitle
    return (filing, lists.findings.all)
  }

  private enum Kind {
    case header
    case cells
    case register
    case samples
    case records
    case sheet(Int)
    case unknown
  }

  private static func kind(
    of file: FilingFile, _ layouts: [Int: SheetLayout], isOnly: Bool
  ) -> Kind {
    switch file.lastName.lowercased() {
    case FilingFile.header: return .header
    case FilingFile.cells: return .cells
    case FilingFile.register: return .register
    case FilingFile.samples: return .samples
    case let name where RecordTables.names.contains(name): return .records
    default: break
    }
    let found = layouts.first { set, layout in
      file.stem == name(layout)
        || set != 0 && file.stem == layout.plan.rowSets[set].title.zh
    }
    if let found { return .sheet(found.key) }
    return isOnly && isLongList(file) ? .cells : .unknown
  }

  /// Whether the first line names the columns 地址 and 值.
  private static func isLongList(_ file: FilingFile) -> Bool {
    var columns: Set<String> = []
    _ = CSVReader.read(.bytes(file.bytes), file: file.name) { record in
      columns = Set(record.texts.compactMap { ListReader.column($0) })
      return false
    }
    return columns.isSuperset(of: ["address", "value"])
  }

  /// The layout of the table of each row set that has one.
  static func layouts(_ plan: Plan) -> [Int: SheetLayout] {
    let tree = RowTree(plan.rowSets)
    var layouts: [Int: SheetLayout] = [:]
    for set in plan.rowSets.indices {
      let layout = SheetLayout(plan, set, chain: tree.chains[set])
      let hasInputs = !layout.named.isEmpty
      var isNamed = set != 0
      if case .derived = plan.rowSets[set].keys { isNamed = false }
      if hasInputs || isNamed { layouts[set] = layout }
    }
    return layouts
  }

  /// The name of a table without ending.
  static func name(_ layout: SheetLayout) -> String {
    layout.rowSet == 0
      ? String(FilingFile.enterprise.dropLast(4)) : layout.plan.rowSets[layout.rowSet].id
  }
}

extension FindingKind {
  static let filingUnknownFile = FindingKind(
    "filing.unknown-file", .error, zh: "不认识文件“{got}”{hint}",
    en: "the file “{got}” is not known{hintEn}")
  static let filingNoPeriod = FindingKind(
    "filing.no-period", .error, zh: "没有报告期；请在 filing.csv 或《企业信息》表写：报告期 2024",
    en: "there is no reporting period; write 报告期 2024 into filing.csv or the sheet 企业信息")
}
