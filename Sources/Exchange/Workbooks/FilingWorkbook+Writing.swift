import Accounting
import OfficeFiles
import Quantities
import RulePlan

extension FilingWorkbook {
  /// An empty workbook to be filled in for a plan.
  public static func template(for plan: Plan, period: Period) -> Workbook {
    WorkbookBuilder(plan, period, tables: nil).workbook()
  }

  /// A filing as a workbook, from which ``read(_:plan:units:period:)`` makes the same filing.
  ///
  /// Numbers that a spreadsheet would not keep exactly are written as texts.
  public static func workbook(_ filing: Filing, plan: Plan) -> Workbook {
    WorkbookBuilder(
      plan, filing.period, tables: FilingFolder.write(filing, plan: plan)
    ).workbook()
  }
}

/// Makes the sheets of a workbook out of the tables of a folder, or empty ones.
struct WorkbookBuilder {
  private let plan: Plan
  private let period: Period
  private let layouts: [Int: SheetLayout]
  private let choices: ChoiceLists
  /// The records of each table, by file name, the headings first; nil for an empty workbook.
  private let tables: [String: [[String]]]?
  private let order: [String]

  init(_ plan: Plan, _ period: Period, tables files: [FilingFile]?) {
    self.plan = plan
    self.period = period
    layouts = FilingFolder.layouts(plan)
    choices = ChoiceLists(plan)
    order = files?.map(\.name) ?? []
    tables = files.map { files in
      Dictionary(
        files.map { ($0.name, Self.records($0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  private static func records(_ file: FilingFile) -> [[String]] {
    var records: [[String]] = []
    _ = CSVReader.read(.bytes(file.bytes), file: file.name) { record in
      records.append(record.texts.map(CSVWriter.restored))
      return true
    }
    return records
  }

  func workbook() -> Workbook {
    var stamp = WorkbookStamp(plan)
    var values: [ValueSheets.Made] = []
    var parents: [Int: String] = [:]
    for set in layouts.keys.sorted() {
      guard let layout = layouts[set] else { continue }
      let sheets = ValueSheets(
        plan: plan, layout: layout, period: period, choices: choices, parents: parents)
      let taken = values.map(\.sheet.name) + Self.reserved
      let made = sheets.make(lines(layout), besides: taken)
      parents[set] = made.lazy.compactMap(\.keys).first
      values += made
    }
    let lists = ListSheets(plan: plan, choices: choices, rows: rows(), parents: parents)
    let header = lists.header(headerItems())
    let others = otherSheets(lists)
    let guide = GuideSheet(plan: plan, period: period, sheets: values.map(\.sheet.name)).make()
    stamp.sheets = [.init(name: guide.name), header.stamp]
    stamp.sheets += values.map(\.stamp) + others.map(\.stamp)
    var book = Workbook(sheets: [guide, header.sheet])
    book.sheets += values.map(\.sheet) + others.map(\.sheet)
    if let defaults = DefaultSheet(plan: plan).make() {
      book.sheets.append(defaults)
      stamp.sheets.append(.init(name: defaults.name))
    }
    stamp.sheets.append(.init(name: SheetNames.choices))
    book.sheets += [choices.sheet(), stamp.sheet()]
    book.properties.title = "\(plan.title.zh) \(period)"
    book.properties.author = "mrv"
    return book
  }

  private static let reserved =
    [
      SheetNames.guide, SheetNames.defaults, SheetNames.choices, WorkbookStamp.sheetName,
      RegisterSheet.name, AbsenceSheet.name,
    ] + SheetNames.lists.map(\.name)

  // MARK: Tables of values

  /// The lines of a table; nil for an empty workbook.
  private func lines(_ layout: SheetLayout) -> [ValueSheets.Line]? {
    guard let tables else { return nil }
    let records = tables[FilingFolder.name(layout) + ".csv"] ?? []
    return records.dropFirst().map { texts in
      var line: ValueSheets.Line = [:]
      for (content, text) in zip(layout.columns, texts) where !text.isEmpty {
        line[content] = text
      }
      takeUnit(&line, layout)
      return line
    }
  }

  /// Puts the unit that all values of a line have behind them into its column.
  private func takeUnit(_ line: inout ValueSheets.Line, _ layout: SheetLayout) {
    guard layout.columns.contains(.unit), line[.unit] == nil else { return }
    var split: [(SheetLayout.Content, String)] = []
    var units: Set<String> = []
    for (content, text) in line {
      guard case .input(let input) = content, let named = layout.named[input],
        SheetLayout.isKeyed(plan.named[named].unit), plan.inputs[input].kind == .number
      else { continue }
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, CellText.plain(Array(parts[0].utf8)[...]) != nil else { return }
      split.append((content, parts[0]))
      units.insert(parts[1])
    }
    guard units.count == 1, let unit = units.first else { return }
    line[.unit] = unit
    for (content, digits) in split { line[content] = digits }
  }

  /// The rows of each row set that the tables name.
  private func rows() -> [Int: [[CellAddress.Step]]] {
    var rows: [Int: [[CellAddress.Step]]] = [:]
    for (set, layout) in layouts where set != 0 {
      var seen: Set<[CellAddress.Step]> = []
      for line in lines(layout) ?? [] {
        guard let own = line[.key(set)], !LineWords.isTotal(own), !LineWords.isNone(own) else {
          continue
        }
        let chain = layout.columns.compactMap { content -> CellAddress.Step? in
          guard case .key(let set) = content, let key = line[content] else { return nil }
          return CellAddress.Step(plan.rowSets[set].id, key.trimmed)
        }
        if seen.insert(chain).inserted { rows[set, default: []].append(chain) }
      }
    }
    return rows
  }

  // MARK: Lists

  private func headerItems() -> [(String, String)] {
    let standard = ["报告主体", "统一社会信用代码", "方法学", "报告期", "填报日期", "用途", "地区"]
    var items = standard.map { ($0, "") }
    let stated =
      tables?[FilingFile.header]?.dropFirst().map { ($0.first ?? "", $0.count > 1 ? $0[1] : "") }
      ?? [("方法学", plan.methodology), ("报告期", period.description)]
    for (name, value) in stated {
      if let index = items.firstIndex(where: { $0.0 == name && $0.1.isEmpty }) {
        items[index].1 = value
      } else {
        items.append((name, value))
      }
    }
    return items
  }

  private func otherSheets(_ lists: ListSheets) -> [ListSheets.Made] {
    let evidence = [
      "report", "laboratory", "accredited", "sampled", "received", "tested", "issued",
    ]
    let empty = layouts.keys.sorted().filter { $0 > 1 }
    guard let tables else {
      let samples = (["sample"] + evidence).map(Tables.title)
      let own = ["choice", "record", "evidence", "sample"] + evidence + ["department", "remark"]
      return [
        lists.register(nil, fields: own),
        lists.list("检测报告", FilingFile.samples, samples, [], emptyRows: 40),
        lists.absences(empty), emptyList(lists, FilingFile.evidence),
        emptyList(lists, FilingFile.meters),
      ]
    }
    let own = Set(layouts.values.map { FilingFolder.name($0) + ".csv" })
    return order.compactMap { table in
      guard let records = tables[table], let headings = records.first, !own.contains(table),
        table != FilingFile.header
      else { return nil }
      if table == FilingFile.register { return register(lists, records) }
      let name = SheetNames.lists.first { $0.table == table }?.name ?? String(table.dropLast(4))
      return lists.list(name, table, headings, Array(records.dropFirst()), emptyRows: 10)
    }
  }

  private func emptyList(_ lists: ListSheets, _ table: String) -> ListSheets.Made {
    let name = SheetNames.lists.first { $0.table == table }?.name ?? table
    return lists.list(name, table, RecordTables.headings(table), [], emptyRows: 20)
  }

  private func register(_ lists: ListSheets, _ records: [[String]]) -> ListSheets.Made {
    let columns = (records.first ?? []).map { ListReader.column($0) ?? "" }
    let lines = records.dropFirst().map { texts in
      Dictionary(
        zip(columns, texts).filter { !$0.1.isEmpty }, uniquingKeysWith: { first, _ in first })
    }
    return lists.register(Array(lines), fields: columns.filter { $0 != "address" && !$0.isEmpty })
  }
}
