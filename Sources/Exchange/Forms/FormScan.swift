import Accounting
import Diagnostics
import OfficeFiles
import Quantities
import RulePlan

/// Goes down a sheet and takes the values of the forms on it.
struct FormScan {
  let outlines: [FormOutline]
  let plan: Plan
  let units: UnitCatalogue
  let file: String
  let sheet: String
  private(set) var values: [StatedValue] = []
  private(set) var findings: [Finding] = []
  private var current: Int?
  private var steps: [CellAddress.Step] = []
  private var months: [Int: String] = [:]
  private let chains: [[Int]]

  init(
    outlines: [FormOutline], plan: Plan, units: UnitCatalogue, file: String, sheet: String
  ) {
    self.outlines = outlines
    self.plan = plan
    self.units = units
    self.file = file
    self.sheet = sheet
    chains = RowTree(plan.rowSets).chains
    current = form(sheet)
  }

  /// The form that a text is the title of: the whole title, or its number, `附表1`.
  private func form(_ text: String) -> Int? {
    let folded = SheetLayout.folded(text)
    if folded.isEmpty { return nil }
    let whole = outlines.firstIndex { SheetLayout.folded($0.form.title.zh) == folded }
    if let whole { return whole }
    return outlines.firstIndex { outline in
      let title = outline.form.title.zh.split(separator: " ").first.map(String.init) ?? ""
      return title.count >= 2 && title != outline.form.title.zh
        && (folded == title || folded.hasPrefix(title + "."))
    }
      ?? outlines.firstIndex {
        let title = SheetLayout.folded($0.form.title.zh)
        return title.count >= 6 && folded.contains(title)
      }
  }

  // MARK: Rows

  /// Takes a row.
  mutating func add(_ row: Int, _ cells: [SheetCell]) {
    guard let first = cells.first else { return }
    let texts = cells.map { $0.content.text.trimmed }
    if cells.count <= 2, let found = form(texts[0]) {
      current = found
      steps = []
      months = [:]
      return
    }
    guard let current else { return }
    let outline = outlines[current]
    if outline.form.hasMonths, takeMonths(cells) { return }
    guard case .text(let label) = first.content else { return }
    if takeGroup(label, cells, outline) { return }
    if takeLine(label, cells, outline, row) { return }
    if takeTable(label, cells, outline, row) { return }
    guard cells.dropFirst().contains(where: { number($0) != nil }) else { return }
    findings.append(
      Finding(
        .formUnknownLine, at: origin(first), ["got": label, "form": outline.form.title.zh]))
  }

  private func origin(_ cell: SheetCell) -> Origin {
    .cell(file: file, sheet: sheet, row: cell.row, column: cell.column)
  }

  /// A line of months above the values: `2024-01` or `1月`.
  private mutating func takeMonths(_ cells: [SheetCell]) -> Bool {
    var found: [Int: String] = [:]
    for cell in cells {
      let text = cell.content.text.trimmed
      if let period = CellText.period(text), period.name.utf8.count == 7, !period.isSerial {
        found[cell.column] = period.name
      } else if text.hasSuffix("月"), let month = Int(text.dropLast()), (1...12).contains(month) {
        found[cell.column] = "-" + (month < 10 ? "0" : "") + String(month)
      }
    }
    guard found.count >= 2 else { return false }
    months = found
    return true
  }

  /// A heading that says which row the lines below are of: `化石燃料品种：烟煤`, or `烟煤` alone.
  private mutating func takeGroup(
    _ label: String, _ cells: [SheetCell], _ outline: FormOutline
  ) -> Bool {
    guard cells.count == 1 else { return false }
    for set in outline.groups {
      let parts = label.replacing(":", with: "：").split(separator: "：", maxSplits: 1)
        .map { String($0).trimmed }
      let title = plan.rowSets[set].title.zh
      var key: String?
      if parts.count == 2, SheetLayout.folded(parts[0]) == SheetLayout.folded(title) {
        key = parts[1]
      } else if FilingGuide.keys(plan, set).contains(label.trimmed) {
        key = label.trimmed
      }
      guard let key else { continue }
      let chain = chains[set].map { plan.rowSets[$0].id }
      steps = steps.filter { chain.contains($0.rowSet) && $0.rowSet != plan.rowSets[set].id }
      steps.append(.init(plan.rowSets[set].id, key))
      return true
    }
    return false
  }

  private mutating func takeLine(
    _ label: String, _ cells: [SheetCell], _ outline: FormOutline, _ row: Int
  ) -> Bool {
    let folded = FormOutline.folded(label)
    let open = Set(steps.map(\.rowSet))
    let fitting = outline.lines.filter { FormOutline.folded($0.label) == folded }
    let line =
      fitting.first { open.contains(plan.rowSets[$0.rowSet].id) }
      ?? fitting.first { $0.rowSet == 0 }
    guard let line else { return false }
    let own = steps.filter { chains[line.rowSet].map { plan.rowSets[$0].id }.contains($0.rowSet) }
    if line.cells.count > 1 {
      take(line.cells, Array(cells.dropFirst()), outline, own, label, from: cells[0].column)
      return true
    }
    guard case .value(let named, _, let unit)? = line.cells.first else { return true }
    let stated = lineUnit(label, cells) ?? unit
    if outline.form.hasMonths, !months.isEmpty {
      for cell in cells where months[cell.column] != nil {
        add(named, cell, own, months[cell.column], stated, label, outline)
      }
      return true
    }
    guard let cell = cells.dropFirst().first(where: { number($0) != nil }) else {
      tellUnreadable(cells)
      return true
    }
    add(named, cell, own, nil, stated ?? columnUnit(outline, 1), label, outline)
    return true
  }

  /// The unit that a line states: in brackets behind its label, or in a cell of its own.
  private func lineUnit(_ label: String, _ cells: [SheetCell]) -> String? {
    let text = label.replacing("（", with: "(").replacing("）", with: ")").trimmed
    if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
      let unit = String(text[text.index(after: open)...].dropLast())
      if isUnit(unit) { return unit }
    }
    return cells.dropFirst().lazy.map { $0.content.text.trimmed }.first { isUnit($0) }
  }

  private func isUnit(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 30, text.first?.isNumber != true else { return false }
    if case .success = units.parse(text) { return true }
    return false
  }

  private func columnUnit(_ outline: FormOutline, _ column: Int) -> String? {
    outline.form.columns.indices.contains(column) ? outline.form.columns[column].unit : nil
  }

  /// A line of a table whose values stand side by side: the first cell names the row.
  private mutating func takeTable(
    _ label: String, _ cells: [SheetCell], _ outline: FormOutline, _ row: Int
  ) -> Bool {
    guard !LineWords.isTotal(label),
      let table = outline.tables.first(where: { table in
        let keys = FilingGuide.keys(plan, table.rowSet)
        return keys.isEmpty || keys.contains(label.trimmed)
      }), cells.dropFirst().contains(where: { number($0) != nil })
    else { return false }
    let own = steps + [.init(plan.rowSets[table.rowSet].id, label.trimmed)]
    let rest = table.cells.filter { if case .key = $0 { false } else { true } }
    take(rest, Array(cells.dropFirst()), outline, own, label, from: cells[0].column)
    return true
  }

  /// Takes values that stand side by side behind a label.
  private mutating func take(
    _ list: [Form.Cell], _ cells: [SheetCell], _ outline: FormOutline, _ own: [CellAddress.Step],
    _ label: String, from column: Int
  ) {
    for (index, item) in list.enumerated() {
      guard case .value(let named, _, let unit) = item,
        let cell = cells.first(where: { $0.column == column + 1 + index }), number(cell) != nil
      else { continue }
      add(named, cell, own, nil, unit ?? columnUnit(outline, index + 1), label, outline)
    }
  }

  // MARK: Values

  private func number(_ cell: SheetCell) -> NumberText.Reading? {
    switch cell.content {
    case .flag, .error, .noResult, .date, .month: return nil
    case .text, .number, .percent: break
    }
    let reading = NumberText.read(cell.content.text, at: origin(cell))
    return reading.value == nil ? nil : reading
  }

  private mutating func tellUnreadable(_ cells: [SheetCell]) {
    for cell in cells.dropFirst() {
      switch cell.content {
      case .error(let text):
        findings.append(Finding(.cellFormulaError, at: origin(cell), ["got": text]))
      case .noResult: findings.append(Finding(.workbookNoResult, at: origin(cell)))
      default: break
      }
    }
  }

  private mutating func add(
    _ named: Int, _ cell: SheetCell, _ own: [CellAddress.Step], _ month: String?, _ unit: String?,
    _ label: String, _ outline: FormOutline
  ) {
    guard let reading = number(cell),
      case .number(let number, let digits, let given) = reading.content
    else {
      tellUnreadable([cell, cell])
      return
    }
    findings += reading.findings
    values.append(
      StatedValue(
        form: outline.form.title.zh, label: label.trimmed, named: named,
        address: CellAddress(steps: own, period: month, name: plan.named[named].symbol),
        number: number, decimals: CellText.decimals(digits), unit: given ?? unit,
        origin: origin(cell)))
  }
}

extension FindingKind {
  static let formUnknownLine = FindingKind(
    "form.unknown-line", .warning, zh: "《{form}》没有“{got}”这一行，其中的数没有核对",
    en: "“{form}” has no line “{got}”; its numbers were not compared")
}
