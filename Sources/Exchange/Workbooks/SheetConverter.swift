import Accounting
import Diagnostics
import OfficeFiles
import Quantities
import RulePlan

/// Makes a table of one sheet, row by row.
final class SheetConverter {
  private let workbook: WorkbookReader
  private let sheet: WorkbookReader.Sheet
  private let kind: TableKind
  private let heading: SheetHeading
  private let columns: [Int]
  private let width: Int
  private let contents: [Int: SheetLayout.Content]
  private let merges: MergedKeys
  private let register: RegisterSheet?
  private let absences: AbsenceSheet?
  private let plan: Plan

  private var writer = CSVWriter(marked: false)
  private(set) var findings = FindingList()
  /// The rows that the sheet names, keys from the outside, and where.
  private(set) var chains: [(steps: [CellAddress.Step], origin: Origin)] = []
  private var lastChain: [CellAddress.Step] = []
  /// The row of the sheet for each row of the table.
  private(set) var rowMap: [Int] = []
  private var toldColumns: Set<Int> = []
  private var hasHidden = false

  init(
    workbook: WorkbookReader, sheet: WorkbookReader.Sheet, kind: TableKind, heading: SheetHeading,
    grid: SheetGrid, plan: Plan, rows: [Int: [[CellAddress.Step]]]
  ) {
    self.workbook = workbook
    self.sheet = sheet
    self.kind = kind
    self.heading = heading
    self.plan = plan
    columns = heading.texts.keys.sorted()
    width = columns.last ?? 0
    var contents: [Int: SheetLayout.Content] = [:]
    if case .values(let layout) = kind.content {
      for (column, text) in heading.texts {
        let found = layout.contents(SheetLayout.parts(text).name)
        if found.count == 1 { contents[column] = found[0] }
      }
    }
    self.contents = contents
    let shared = Set(contents.filter { !$0.value.isOwnValue }.keys)
    merges = MergedKeys(grid.merges, columns: shared, from: heading.next)
    var (register, absences): (RegisterSheet?, AbsenceSheet?) = (nil, nil)
    if case .register = kind.content { register = RegisterSheet(plan, rows: rows) }
    if case .absences = kind.content { absences = AbsenceSheet(plan) }
    (self.register, self.absences) = (register, absences)
  }

  /// The table in CSV.
  var bytes: [UInt8] { writer.bytes }

  /// Reads the sheet and returns what is wrong with it as a sheet.
  func run() -> [Finding] {
    write(headings, row: heading.row)
    let found = workbook.rows(of: sheet) { row in
      if row.number >= self.heading.next { self.add(row) }
      return true
    }
    if hasHidden {
      findings.append(
        Finding(.workbookHiddenRows, at: origin(heading.row, 1), ["sheet": sheet.name]))
    }
    return found
  }

  private var headings: [CSVCell] {
    if absences != nil {
      return ["address", "value", "unit", "state", "note"].map { .text(Tables.title($0)) }
    }
    return (1...max(1, width)).map { column in
      guard let text = heading.texts[column] else { return .empty }
      if register == nil { return .text(text) }
      // The parts of the address become one column.
      switch text {
      case RegisterSheet.parameter: return .text(Tables.title("address"))
      case RegisterSheet.facility, RegisterSheet.row, RegisterSheet.period, RegisterSheet.address:
        return .empty
      default: return .text(text)
      }
    }
  }

  private func origin(_ row: Int, _ column: Int) -> Origin {
    .cell(file: workbook.file, sheet: sheet.name, row: row, column: column)
  }

  // MARK: Rows

  private func add(_ row: SheetRow) {
    var cells = [SheetContent?](repeating: nil, count: width + 1)
    for cell in row.cells {
      guard cell.column <= width, heading.texts[cell.column] != nil else {
        passOver(cell)
        continue
      }
      cells[cell.column] = cell.content
    }
    merges.fill(&cells, row: row.number)
    for told in merges.values(row: row.number) where told < cells.count && cells[told] != nil {
      findings.append(Finding(.workbookMergedValue, at: origin(row.number, told)))
    }
    if row.isHidden { hasHidden = true }
    let texts = cells.indices.dropFirst().map { column in
      cells[column].map { text($0, at: column, row.number) } ?? .empty
    }
    if let register {
      line(texts, register, row.number)
    } else if let absences {
      line(texts, absences, row.number)
    } else {
      note(texts, row.number)
      write(texts, row: row.number)
    }
  }

  /// Tells once for each column that cells without a heading were not read.
  private func passOver(_ cell: SheetCell) {
    guard !heading.hints.contains(cell.column), toldColumns.insert(cell.column).inserted,
      toldColumns.count <= 20
    else { return }
    findings.append(
      Finding(
        .workbookNoHeading, at: origin(cell.row, cell.column),
        ["column": CellName.column(cell.column - 1), "got": String(cell.content.text.prefix(40))]))
  }

  /// The text of a cell as a table has it.
  private func text(_ content: SheetContent, at column: Int, _ row: Int) -> CSVCell {
    func tell(_ kind: FindingKind, _ got: String) {
      findings.append(Finding(kind, at: origin(row, column), ["got": got]))
    }
    switch content {
    case .text(let text): return .text(text)
    case .flag(let flag): return .text(flag ? "是" : "否")
    case .number(let number), .percent(let number):
      if number.isLong { tell(.workbookLongNumber, number.digits) }
      if case .percent = content {
        // Where people enter per cent anyway, the sign says nothing.
        return isPercent(column) ? .number(number.digits) : .text(number.digits + "%")
      }
      return isDay(column) ? .text(day(number) ?? number.digits) : .number(number.digits)
    case .date(_, let number) where isNumber(column), .month(_, let number) where isNumber(column):
      findings.append(
        Finding(
          .workbookDateNumber, at: origin(row, column),
          ["got": content.text, "number": number.digits]))
      return .empty
    case .date, .month: return .text(content.text)
    case .error(let error):
      tell(.cellFormulaError, error)
      return .empty
    case .noResult:
      tell(.workbookNoResult, "")
      return .empty
    }
  }

  private func isNumber(_ column: Int) -> Bool {
    guard case .input(let input) = contents[column] else { return false }
    return plan.inputs[input].kind == .number
  }

  private func isPercent(_ column: Int) -> Bool {
    guard case .values(let layout) = kind.content, case .input(let input) = contents[column],
      let named = layout.named[input], plan.named[named].shownAs?.text == "%"
    else { return false }
    let unit = heading.texts[column].flatMap { SheetLayout.parts($0).unit }
    return unit == nil || unit == "%"
  }

  private func isDay(_ column: Int) -> Bool {
    switch contents[column] {
    case .from, .through: true
    case .input(let input): plan.inputs[input].kind == .date
    default: false
    }
  }

  /// A day whose format was lost, where days are counted from 1904; the reader of tables takes the
  /// others.
  private func day(_ number: SheetNumber) -> String? {
    guard workbook.is1904, let serial = Double(number.digits), serial > 18_000, serial < 60_000
    else { return nil }
    return SheetDate(serial: serial, is1904: true)?.text
  }

  /// Notes the row that a line speaks of.
  private func note(_ texts: [CSVCell], _ row: Int) {
    guard case .values(let layout) = kind.content, layout.rowSet != 0 else { return }
    var keys: [Int: String] = [:]
    for (column, content) in contents {
      guard case .key(let set) = content, column <= texts.count else { continue }
      let text = texts[column - 1].plainText.trimmed
      if !text.isEmpty { keys[set] = text }
    }
    guard let own = keys[layout.rowSet], !LineWords.isTotal(own), !LineWords.isNone(own) else {
      return
    }
    let chain = layout.columns.compactMap { content -> CellAddress.Step? in
      guard case .key(let set) = content, let key = keys[set] else { return nil }
      return CellAddress.Step(plan.rowSets[set].id, key)
    }
    if chain != lastChain { chains.append((chain, origin(row, columns.first ?? 1))) }
    lastChain = chain
  }

  // MARK: Lines about rows

  private func line(_ texts: [CSVCell], _ register: RegisterSheet, _ row: Int) {
    var line = RegisterSheet.Line()
    var rest = false
    var parameterColumn = 1
    for column in columns {
      let text = texts[column - 1].plainText.trimmed
      switch heading.texts[column] {
      case RegisterSheet.parameter:
        line.parameter = text
        parameterColumn = column
      case RegisterSheet.facility: line.facility = text
      case RegisterSheet.row: line.row = text
      case RegisterSheet.period: line.period = text
      case RegisterSheet.address: line.address = text
      default: rest = rest || !text.isEmpty
      }
    }
    // A line that only names a parameter states nothing.
    guard rest else { return }
    do throws(RegisterSheet.Problem) {
      for address in try register.addresses(line) {
        var cells = texts
        for column in columns { cells[column - 1] = field(texts, column, line, register) }
        cells[parameterColumn - 1] = .text(address)
        write(cells, row: row)
      }
    } catch {
      guard case .parameter(let near) = error else { return }
      findings.append(
        Finding(
          .workbookParameter, at: origin(row, parameterColumn),
          ["got": line.parameter], near: near))
    }
  }

  private func field(
    _ texts: [CSVCell], _ column: Int, _ line: RegisterSheet.Line, _ register: RegisterSheet
  ) -> CSVCell {
    guard let name = heading.texts[column], ListReader.column(name) == "choice" else {
      return texts[column - 1]
    }
    let text = texts[column - 1].plainText.trimmed
    return text.isEmpty ? .empty : .text(register.choice(text, line.parameter))
  }

  private func line(_ texts: [CSVCell], _ absences: AbsenceSheet, _ row: Int) {
    var fields: [String: (text: String, column: Int)] = [:]
    for column in columns {
      guard let name = heading.texts[column] else { continue }
      fields[name] = (texts[column - 1].plainText.trimmed, column)
    }
    let state = fields[AbsenceSheet.state]
    guard let state, LineWords.isNone(state.text) || state.text == "否" else { return }
    let item = fields[AbsenceSheet.item]?.text ?? ""
    guard let address = absences.address(item, facility: fields[AbsenceSheet.facility]?.text ?? "")
    else {
      let near = Suggestions.nearest(item, among: absences.names)
      findings.append(
        Finding(
          .workbookItem, at: origin(row, fields[AbsenceSheet.item]?.column ?? 1),
          ["got": item], near: near))
      return
    }
    let reason = fields[AbsenceSheet.reason]?.text ?? ""
    write(
      [.text(address), .empty, .empty, .text("不涉及"), reason.isEmpty ? .empty : .text(reason)],
      row: row)
  }

  // MARK: Writing

  private func write(_ cells: [CSVCell], row: Int) {
    writer.add(cells)
    rowMap.append(row)
  }
}

/// Keys and names of rows that are merged over several lines: each line has them.
final class MergedKeys {
  private let keys: [Int: [ClosedRange<Int>]]
  /// Columns of other merged ranges, by their first row.
  private let others: [Int: [Int]]
  private var next: [Int: Int] = [:]
  private var kept: [Int: SheetContent] = [:]

  /// - Parameters:
  ///   - columns: The columns whose texts are shared, from 1.
  ///   - first: The first row with data, from 1.
  init(_ merges: [CellRange], columns: Set<Int>, from first: Int) {
    var keys: [Int: [ClosedRange<Int>]] = [:]
    var others: [Int: [Int]] = [:]
    for merge in merges where merge.rows.count > 1 && merge.rows.upperBound + 1 >= first {
      let rows = (merge.rows.lowerBound + 1)...(merge.rows.upperBound + 1)
      let column = merge.columns.lowerBound + 1
      if columns.contains(column) {
        keys[column, default: []].append(rows)
      } else {
        others[rows.lowerBound, default: []].append(column)
      }
    }
    self.keys = keys.mapValues { $0.sorted { $0.lowerBound < $1.lowerBound } }
    self.others = others
  }

  /// Puts the shared texts into a line; rows come from the top.
  func fill(_ cells: inout [SheetContent?], row: Int) {
    for (column, ranges) in keys where column < cells.count {
      var index = next[column] ?? 0
      while index < ranges.count, ranges[index].upperBound < row {
        index += 1
        kept[column] = nil
      }
      next[column] = index
      guard index < ranges.count, ranges[index].contains(row) else { continue }
      if let own = cells[column] { kept[column] = own } else { cells[column] = kept[column] }
    }
  }

  /// The columns in which a value is merged over several lines that begin with this one.
  func values(row: Int) -> [Int] {
    others[row] ?? []
  }
}

extension SheetLayout.Content {
  /// Whether a line has such a content for itself and shares it with no other.
  fileprivate var isOwnValue: Bool {
    switch self {
    case .input, .period: true
    case .key, .title, .from, .through, .unit: false
    }
  }
}

extension CSVCell {
  /// The text of a cell, whatever it holds.
  var plainText: String {
    switch self {
    case .text(let text), .number(let text): text
    case .empty: ""
    }
  }
}

extension FindingKind {
  static let workbookNoHeading = FindingKind(
    "workbook.no-heading", .warning, zh: "{column} 列没有标题，其中的内容（如“{got}”）没有读入",
    en: "the column {column} has no heading; what it holds (“{got}”) was not read")
  static let workbookHiddenRows = FindingKind(
    "workbook.hidden-rows", .remark, zh: "工作表“{sheet}”有隐藏或筛掉的行，也已读入",
    en: "hidden rows of the sheet “{sheet}” were read too")
  static let workbookMergedValue = FindingKind(
    "workbook.merged-value", .warning, zh: "此格与下面的行合并；数值只算第一行的，请取消合并并逐行填写",
    en: "this cell is merged with rows below; its value counts for the first row only")
  static let workbookLongNumber = FindingKind(
    "workbook.long-number", .remark, zh: "“{got}”超过 15 位有效数字，电子表格只精确到 15 位；请核对是否为计算误差",
    en: "“{got}” has more than 15 significant digits, which spreadsheets do not keep exactly")
  static let workbookDateNumber = FindingKind(
    "workbook.date-number", .error, zh: "此格显示为日期 {got}（存的数是 {number}），没有读入；若是数量，请把单元格格式改为“常规”后重填",
    en: "this cell shows the day {got} (stored: {number}); if it is a quantity, format it as one")
  static let workbookNoResult = FindingKind(
    "workbook.no-result", .error, zh: "此格是公式，但文件里没有计算结果；请用 Excel 或 WPS 打开、保存后再导入",
    en: "this formula has no stored result; open the file in a spreadsheet and save it")
  static let workbookParameter = FindingKind(
    "workbook.parameter", .error, zh: "登记表里的参数“{got}”不认识，这一行没有读入{hint}",
    en: "the parameter “{got}” is not known; the line was not read{hintEn}")
  static let workbookItem = FindingKind(
    "workbook.item", .error, zh: "“不涉及”表里的项目“{got}”不认识，这一行没有读入{hint}",
    en: "the item “{got}” is not known; the line was not read{hintEn}")
}
