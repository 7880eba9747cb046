import Accounting
import OfficeFiles
import Quantities
import RulePlan

/// Fills in a template as a person does: finds sheets and columns by what is printed in them,
/// writes numbers into the cells below, adds lines where the empty ones are used up.
///
/// It knows nothing of how the program lays out or reads sheets, only their headings.
struct TemplateFiller {
  private let plan: Plan
  private(set) var book: Workbook
  private var sheets: [Sheet]
  /// What no printed column takes; a sheet of its own, by address.
  private var others: [[String]] = []
  private var register: [[String: String]] = []
  /// Values of this period that no printed column took.
  private(set) var misplaced: [String] = []

  /// A sheet for values: its headings and what each means.
  private struct Sheet {
    var index: Int
    /// Row sets of the key columns, by column.
    var keys: [(column: Int, rowSet: String)] = []
    var values: [String: (column: Int, unit: String?)] = [:]
    var fixed: [String: Int] = [:]
    /// The row set that the lines are for; `filing` where there is none.
    var rowSet: String { keys.last?.rowSet ?? "filing" }
  }

  /// The line of headings and the first line to be filled in.
  private static let (headings, first) = (2, 3)

  init(_ template: Workbook, _ plan: Plan) {
    self.plan = plan
    book = template
    sheets = template.sheets.indices.compactMap { Self.sheet(template.sheets[$0], $0, plan) }
  }

  private static func sheet(_ sheet: WorkbookSheet, _ index: Int, _ plan: Plan) -> Sheet? {
    guard !sheet.isHidden, sheet.rows.count > headings else { return nil }
    var found = Sheet(index: index)
    for (column, cell) in sheet.rows[headings].cells.enumerated() {
      guard case .text(let text) = cell.content else { continue }
      let parts = text.split(separator: "\n", maxSplits: 1).map(String.init)
      let unit = parts.count > 1 ? String(parts[1].dropFirst().dropLast()) : nil
      if let set = plan.rowSets.first(where: {
        [$0.title.zh, "\($0.title.zh) \($0.id)"].contains(text)
      }
      ) {
        found.keys.append((column, set.id))
      } else if ["名称", "起", "止", "期间", "单位"].contains(text) {
        found.fixed[text] = column
      } else if let named = plan.named.first(where: {
        $0.role == .input && (parts[0] == $0.symbol || parts[0] == "\($0.title.zh) \($0.symbol)")
      }) {
        found.values[named.symbol] = (column, unit)
      }
    }
    return found.values.isEmpty && found.keys.isEmpty ? nil : found
  }

  /// The template with everything that a filing says.
  mutating func fill(_ filing: Filing) -> Workbook {
    header(filing)
    for row in filing.rows { declare(row) }
    for entry in filing.cells { enter(entry) }
    for statement in filing.notOccurring { absent(statement) }
    writeRegister()
    samples(filing.samples)
    if !others.isEmpty {
      var sheet = WorkbookSheet("其他数据")
      sheet.rows = ([["地址", "值", "单位", "状态", "说明"]] + others).map { texts in
        WorkbookRow(texts.map { WorkbookCell.text($0) })
      }
      book.sheets.append(sheet)
    }
    return book
  }

  // MARK: values

  private mutating func enter(_ entry: Filing.Entry) {
    let address = entry.address
    if let facet = address.facet {
      if facet == "choice" || facet == "sample" || Filing.evidenceFields.contains(facet) {
        var bare = address
        bare.facet = nil
        note(bare.description, facet, Self.text(entry.cell.value))
      } else {
        other(entry)
      }
      return
    }
    guard
      let named = plan.named.first(where: { $0.symbol == address.name || $0.id == address.name }),
      let sheet = sheets.first(where: { $0.values[named.symbol] != nil }),
      let column = sheet.values[named.symbol],
      address.steps.last?.rowSet ?? "filing" == sheet.rowSet,
      address.period == nil || sheet.fixed["期间"] != nil,
      let row = line(sheet, address.steps, address.period, free: column.column)
    else {
      // What a case leaves out of an address, where there is one row only, has no line to go to.
      let name = address.name
      let isPrinted = sheets.contains { sheet in
        plan.named.contains { [$0.symbol, $0.id].contains(name) && sheet.values[$0.symbol] != nil }
      }
      if !isPrinted { misplaced.append(address.description) }
      other(entry)
      return
    }
    switch entry.cell.value {
    case .number(let number, let decimals, let unit):
      let digits = number.text(decimals: decimals)
      if let unit, unit != column.unit {
        put(.text("\(digits) \(unit)"), sheet, row, column.column)
      } else {
        // Spreadsheets keep 15 digits.
        let isLong = digits.filter(\.isNumber).count > 15
        put(isLong ? .text(digits) : .number(digits), sheet, row, column.column)
      }
    case .notOccurring(let reason) where !reason.isEmpty: other(entry)
    case .substituted: other(entry)
    case .flag(let flag): put(.text(flag ? "是" : "否"), sheet, row, column.column)
    case let value: put(.text(Self.text(value)), sheet, row, column.column)
    }
  }

  private mutating func put(
    _ content: WorkbookCell.Content, _ sheet: Sheet, _ row: Int, _ column: Int
  ) {
    while book.sheets[sheet.index].rows[row].cells.count <= column {
      book.sheets[sheet.index].rows[row].cells.append(.empty)
    }
    book.sheets[sheet.index].rows[row].cells[column].content = content
  }

  private func text(_ sheet: Sheet, _ row: Int, _ column: Int) -> String {
    let cells = book.sheets[sheet.index].rows[row].cells
    guard cells.indices.contains(column) else { return "" }
    switch cells[column].content {
    case .text(let text), .number(let text): return text
    default: return ""
    }
  }

  /// The line of some rows and a period: one that is there, else an empty one, else a new one.
  private mutating func line(
    _ sheet: Sheet, _ steps: [CellAddress.Step], _ period: String?, free: Int?
  ) -> Int? {
    let wanted = sheet.keys.map { key in steps.first { $0.rowSet == key.rowSet }?.key ?? "" }
    guard steps.allSatisfy({ step in sheet.keys.contains { $0.rowSet == step.rowSet } }) else {
      return nil
    }
    let count = book.sheets[sheet.index].rows.count
    var block = [String](repeating: "", count: wanted.count)
    for row in Self.first..<max(Self.first, count) {
      let own = sheet.keys.map { text(sheet, row, $0.column) }
      // The keys of a merged block stand in its first line.
      let start = merge(sheet, row)?.rows.lowerBound
      if start == nil || start == row { block = own }
      let isPeriod = sheet.fixed["期间"].map { text(sheet, row, $0) == period ?? "" } ?? true
      if block == wanted, isPeriod, free.map({ text(sheet, row, $0).isEmpty }) ?? true {
        return row
      }
      if block.allSatisfy(\.isEmpty), isPeriod, !wanted.isEmpty {
        for (key, text) in zip(sheet.keys, wanted) where !text.isEmpty {
          put(.text(text), sheet, start ?? row, key.column)
        }
        return row
      }
    }
    book.sheets[sheet.index].rows.append(WorkbookRow([]))
    for (key, text) in zip(sheet.keys, wanted) where !text.isEmpty {
      put(.text(text), sheet, count, key.column)
    }
    if let period, let column = sheet.fixed["期间"] { put(.text(period), sheet, count, column) }
    return count
  }

  private func merge(_ sheet: Sheet, _ row: Int) -> CellRange? {
    book.sheets[sheet.index].merges.first { $0.rows.contains(row) }
  }

  // MARK: rows and what does not occur

  private mutating func declare(_ row: Filing.Row) {
    let stated = [("名称", row.title), ("起", row.from?.description), ("止", row.through?.description)]
      .filter { $0.1 != nil }
    guard let last = row.steps.last?.rowSet,
      let place = sheets.firstIndex(where: { $0.rowSet == last && $0.fixed["名称"] != nil }),
      let line = line(sheets[place], row.steps, nil, free: nil)
    else {
      let days = [row.from, row.through].map { $0?.description ?? "" }.joined(separator: "..")
      let address = CellAddress(steps: row.steps, name: "").description
      others.append([address, row.title ?? "", "", "行", days == ".." ? "" : days])
      return
    }
    for (name, text) in stated {
      guard let text else { continue }
      put(.text(text), sheets[place], line, column(name, of: place))
    }
  }

  /// The column of a heading; a sheet for rows that stay has none for days, so it is added.
  private mutating func column(_ name: String, of place: Int) -> Int {
    if let known = sheets[place].fixed[name] { return known }
    let index = sheets[place].index
    let new = book.sheets[index].rows[Self.headings].cells.count
    book.sheets[index].rows[Self.headings].cells.append(.text(name))
    sheets[place].fixed[name] = new
    return new
  }

  private mutating func absent(_ statement: Filing.Statement) {
    let target = statement.target
    let facility = plan.rowSets.count > 1 ? plan.rowSets[1].id : ""
    guard let set = plan.rowSets.dropFirst(2).first(where: { $0.id == target.name }),
      target.steps.allSatisfy({ $0.rowSet == facility }), target.facet == nil,
      let sheet = book.sheets.firstIndex(where: { $0.name == "不涉及" })
    else {
      others.append([target.description, "", "", "不涉及", statement.reason])
      return
    }
    let texts = [set.title.zh, target.steps.first?.key ?? "", "不涉及", statement.reason]
    book.sheets[sheet].rows.append(WorkbookRow(texts.map { .text($0) }))
  }

  // MARK: lists

  private mutating func header(_ filing: Filing) {
    let header = filing.header
    let items: [(String, String?)] =
      [
        ("报告主体", header.enterprise), ("统一社会信用代码", header.creditCode),
        ("报告期", filing.period.description), ("填报日期", header.filedOn?.description),
        ("用途", header.purpose), ("地区", header.region),
      ] + header.further.map { ($0.name, $0.value) }
    guard let sheet = book.sheets.firstIndex(where: { $0.name == "企业信息" }) else { return }
    for (name, value) in items {
      guard let value else { continue }
      let known = book.sheets[sheet].rows.firstIndex { $0.cells.first?.content == .text(name) }
      if let known {
        book.sheets[sheet].rows[known].cells[1].content = .text(value)
      } else {
        book.sheets[sheet].rows.append(WorkbookRow([.text(name), .text(value)]))
      }
    }
  }

  private mutating func note(_ address: String, _ field: String, _ text: String) {
    if let index = register.firstIndex(where: { $0["address"] == address }) {
      register[index][field] = text
    } else {
      register.append(["address": address, field: text])
    }
  }

  private static let titles = [
    "address": "地址", "choice": "取值方式", "sample": "样品", "report": "报告编号", "laboratory": "检测机构",
    "accredited": "具备资质", "sampled": "采样日期", "received": "收样日期", "tested": "检测日期",
    "issued": "报告日期", "basis": "基准", "standard": "检测标准",
  ]

  /// Puts texts by field into a sheet with headings; a field without column gets one.
  private mutating func add(_ lines: [[String: String]], to name: String, key: String) {
    guard let sheet = book.sheets.firstIndex(where: { $0.name == name }) else { return }
    for line in lines {
      var cells: [WorkbookCell] = []
      for (field, text) in line.sorted(by: { $0.key < $1.key }) {
        let title = field == key ? Self.titles[key] ?? key : Self.titles[field] ?? field
        let heads = book.sheets[sheet].rows[Self.headings].cells
        var column = heads.firstIndex { $0.content == .text(title) }
        if column == nil {
          column = heads.count
          book.sheets[sheet].rows[Self.headings].cells.append(.text(title))
        }
        guard let column else { continue }
        while cells.count <= column { cells.append(.empty) }
        cells[column] = .text(text)
      }
      book.sheets[sheet].rows.append(WorkbookRow(cells))
    }
  }

  private mutating func writeRegister() { add(register, to: "登记表", key: "address") }

  private mutating func samples(_ samples: [Filing.Sample]) {
    let lines = samples.map { sample in
      Dictionary(
        [("sample", sample.id)] + sample.fields.map { ($0.name, Self.text($0.value)) },
        uniquingKeysWith: { first, _ in first })
    }
    add(lines, to: "检测报告", key: "sample")
  }

  private mutating func other(_ entry: Filing.Entry) {
    var line = [entry.address.description, Self.text(entry.cell.value), "", "", ""]
    switch entry.cell.value {
    case .number(_, _, let unit): line[2] = unit ?? ""
    case .substituted(_, let unit, let rule): (line[2], line[3], line[4]) = (unit ?? "", "替代", rule)
    case .notOccurring(let reason): line[4] = reason
    default: break
    }
    others.append(line)
  }

  private static func text(_ value: CellValue) -> String {
    switch value {
    case .number(let number, let decimals, _): number.text(decimals: decimals)
    case .substituted(let number, _, _): number.description
    case .flag(let flag): flag ? "是" : "否"
    case .date(let day): day.description
    case .text(let text): text
    case .notOccurring: "不涉及"
    }
  }
}
