import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Reads a ledger through its map into a filing, and keeps every line that went into it.
public struct LedgerReader {
  /// What came of a ledger.
  public struct Outcome: Sendable {
    /// The filing; nil where no reporting period is known.
    public var filing: Filing?
    /// Every value of the ledger as it was read, as a table.
    public var lines: FilingFile
    /// What is wrong with ledger or map.
    public var findings: [Finding]
  }

  /// A value of the ledger.
  struct Raw {
    var origin: Origin
    var sheet: String
    var row: Int
    var period: String
    var text: String
    var number: Rational
    var decimals: Int
    var unit: String?
    var weight: Rational?
  }

  /// Where values of the ledger go, with the column that they come from.
  struct Target: Hashable {
    var address: CellAddress
    var column: Int
    var sheet: Int
  }

  private let source: LedgerSource
  private let map: LedgerMap
  private let mapFile: String
  private let plan: Plan
  private let names: NameIndex
  /// For each row set, the row sets from the outside to itself, by identifier.
  private let chains: [[String]]
  var findings = FindingList()
  private var order: [Target] = []
  private var groups: [Target: [Raw]] = [:]
  private var texts: [(address: CellAddress, value: CellValue, origin: Origin)] = []
  private var told: Set<String> = []

  /// - Parameter mapFile: What findings call the map.
  public init(_ source: LedgerSource, map: LedgerMap, mapFile: String, plan: Plan) {
    self.source = source
    self.map = map
    self.mapFile = mapFile
    self.plan = plan
    names = NameIndex(plan)
    chains = RowTree(plan.rowSets).chains.map { $0.map { plan.rowSets[$0].id } }
  }

  /// Reads the ledger.
  ///
  /// - Parameter period: The reporting period, where the map states none.
  public mutating func read(period: Period?) -> Outcome {
    for index in map.sheets.indices { read(index) }
    let period = map.period ?? period
    var table = LedgerLines(file: source.file)
    var cells: [Filing.Entry] = []
    var records: [Filing.DataRecord] = []
    for target in order {
      // What lies outside the period is in no sum, whatever the grain of the value.
      let group = (groups[target] ?? []).filter { isInside($0.period, period, at: $0.origin) }
      guard let first = group.first else { continue }
      let column = map.sheets[target.sheet].values[target.column]
      findMissingMonths(group, column, target, period)
      let value = reduce(group, column, target)
      table.add(group, target.address, column, value)
      guard let value else { continue }
      let unit = first.unit
      cells.append(
        Filing.Entry(
          target.address,
          Cell(.number(value.number, decimals: value.decimals, unit: unit), origin: first.origin)))
      var record = Filing.DataRecord(at: target.address, origin: first.origin)
      record.record = Self.place(group, source.file, column)
      record.evidence = ["台账"]
      records.append(record)
    }
    for text in texts where isInside(text.address.period, period, at: text.origin) {
      cells.append(Filing.Entry(text.address, Cell(text.value, origin: text.origin)))
    }
    guard let period else {
      findings.append(Finding(.mapNoPeriod, at: .file(mapFile)))
      return Outcome(filing: nil, lines: table.file(), findings: findings.all)
    }
    var filing = Filing(period: period)
    filing.cells.append(contentsOf: cells)
    filing.header.methodology = plan.methodology
    filing.records = records
    return Outcome(filing: filing, lines: table.file(), findings: findings.all)
  }

  /// Whether a value is of the reporting period; what is not is told once.
  private mutating func isInside(_ name: String?, _ period: Period?, at origin: Origin) -> Bool {
    guard let name, let period, let month = YearMonth(name.prefix(7)),
      !(period.from...period.through).contains(month)
    else { return true }
    if told.insert("outside").inserted {
      findings.append(
        Finding(.mapOutside, at: origin, ["got": name, "period": period.description]))
    }
    return false
  }

  /// Where the values came from, in words: 台账.xlsx《入炉煤》第 5–35 行“日耗量”.
  private static func place(_ group: [Raw], _ file: String, _ column: LedgerMap.Value) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let sheet = group[0].sheet.isEmpty ? "" : "《\(group[0].sheet)》"
    let rows = group.map(\.row)
    let (first, last) = (rows.min() ?? 0, rows.max() ?? 0)
    let span = first == last ? "\(first)" : "\(first)–\(last)"
    return "\(name)\(sheet)第 \(span) 行“\(column.heading)”"
  }

  // MARK: Sheets

  /// The columns of a sheet, found by their headings.
  private struct Columns {
    var period: Int?
    var keys: [(column: Int, set: Int)] = []
    var values: [(column: Int, index: Int, input: Int, weight: Int?)] = []
  }

  private mutating func read(_ index: Int) {
    let sheet = map.sheets[index]
    guard let name = sheetName(sheet) else { return }
    var top: [(row: Int, texts: [Int: String])] = []
    final class Lines { var top: [(row: Int, texts: [Int: String])] = [] }
    let lines = Lines()
    _ = source.lines(of: name) { row, texts in
      lines.top.append((row, texts))
      return row < LedgerHeading.depth
    }
    top = lines.top
    let found = sheet.headingRow.map { LedgerHeading.at($0, top) } ?? LedgerHeading.find(top)
    guard let heading = found else {
      findings.append(
        Finding(.mapNoHeading, at: source.origin(name, sheet.headingRow ?? 1, 1), ["sheet": name]))
      return
    }
    let columns = self.columns(sheet, index, heading, name)
    // The closure cannot hold a mutating self; a box carries it there and back.
    final class Box {
      var reader: LedgerReader
      init(_ reader: LedgerReader) { self.reader = reader }
    }
    let box = Box(self)
    let problems = source.lines(of: name) { row, texts in
      if row > heading.row { box.reader.line(row, texts, columns, sheet, index, name) }
      return true
    }
    self = box.reader
    for problem in problems { findings.append(problem) }
  }

  private mutating func sheetName(_ sheet: LedgerMap.Sheet) -> String? {
    let known = source.sheets
    if case .table = source { return "" }
    if known.contains(sheet.name) { return sheet.name }
    if sheet.name.isEmpty, known.count == 1 { return known[0] }
    let near = Suggestions.nearest(sheet.name, among: known)
    findings.append(
      Finding(
        .mapSheet, at: .file(source.file),
        ["got": sheet.name], near: near))
    return nil
  }

  private mutating func columns(
    _ sheet: LedgerMap.Sheet, _ sheetIndex: Int, _ heading: LedgerHeading, _ name: String
  ) -> Columns {
    var columns = Columns()
    var used: Set<Int> = []
    func place(_ text: String) -> Int? {
      if let column = heading.column(text) {
        used.insert(column)
        return column
      }
      let near = Suggestions.nearest(text, among: heading.texts.values)
      findings.append(
        Finding(
          .mapColumn, at: source.origin(name, heading.row, 1),
          ["got": text], near: near))
      return nil
    }
    columns.period = sheet.periodColumn.flatMap { place($0) }
    for key in sheet.keys {
      guard let set = rowSet(key.rowSet), let column = place(key.heading) else { continue }
      columns.keys.append((column, set))
    }
    for (index, value) in sheet.values.enumerated() {
      guard let column = place(value.heading), let input = input(value) else { continue }
      var weight: Int?
      if case .weighted(let by, _) = value.rule { weight = place(by) }
      columns.values.append((column, index, input, weight))
    }
    for unread in sheet.unread.keys {
      if let column = heading.column(unread) { used.insert(column) }
    }
    for (column, text) in heading.texts.sorted(by: { $0.key < $1.key })
    where !used.contains(column) && !text.isEmpty {
      findings.append(
        Finding(.mapUnread, at: source.origin(name, heading.row, column), ["got": text]))
    }
    return columns
  }

  private mutating func rowSet(_ text: String) -> Int? {
    let found = plan.rowSets.firstIndex { $0.id == text || $0.title.zh == text }
    if found == nil {
      let near = Suggestions.nearest(text, among: plan.rowSets.flatMap { [$0.id, $0.title.zh] })
      findings.append(
        Finding(
          .mapRowSet, at: .file(mapFile),
          ["got": text], near: near))
    }
    return found
  }

  private mutating func input(_ value: LedgerMap.Value) -> Int? {
    if let target = names.target(value.target.name), let input = names.targets[target].value {
      return input
    }
    let known = plan.named.filter { $0.role == .input }.map(\.symbol)
    let near = Suggestions.nearest(value.target.name, among: known)
    findings.append(
      Finding(
        .mapTarget, at: .cell(file: mapFile, sheet: nil, row: max(1, value.line), column: 3),
        ["got": value.target.name], near: near))
    return nil
  }

  // MARK: Lines

  private mutating func line(
    _ row: Int, _ texts: [Int: String], _ columns: Columns, _ sheet: LedgerMap.Sheet,
    _ index: Int, _ name: String
  ) {
    let values = columns.values.filter { !(texts[$0.column] ?? "").trimmed.isEmpty }
    if values.isEmpty { return }
    let heads = [columns.period].compactMap { $0 } + columns.keys.map(\.column)
    if let total = heads.first(where: { LineWords.isTotal(texts[$0] ?? "") }) {
      findings.append(
        Finding(
          .filingTotalRow, at: source.origin(name, row, total), ["got": texts[total] ?? ""]))
      return
    }
    var period: String?
    if let column = columns.period {
      let text = (texts[column] ?? "").trimmed
      guard let read = CellText.period(text) else {
        findings.append(
          Finding(.filingPeriod, at: source.origin(name, row, column), ["got": text]))
        return
      }
      period = read.name
    }
    var steps = sheet.fixed
    for key in columns.keys {
      let text = (texts[key.column] ?? "").trimmed
      guard !text.isEmpty else {
        findings.append(Finding(.mapNoKey, at: source.origin(name, row, key.column)))
        return
      }
      let ours = sheet.names.first { $0.theirs == text }?.ours ?? text
      let step = CellAddress.Step(plan.rowSets[key.set].id, ours)
      if let place = steps.firstIndex(where: { $0.rowSet == step.rowSet }) {
        steps[place] = step
      } else {
        steps.append(step)
      }
    }
    for value in values {
      let weight = value.weight.flatMap { texts[$0] }
      take(
        texts[value.column] ?? "", weight, value.input, period, steps,
        Target(
          address: sheet.values[value.index].target, column: value.index, sheet: index),
        source.origin(name, row, value.column), name, row)
    }
  }

  private mutating func take(
    _ text: String, _ weight: String?, _ input: Int, _ period: String?,
    _ steps: [CellAddress.Step], _ target: Target, _ origin: Origin, _ sheet: String, _ row: Int
  ) {
    var target = target
    target.address.steps = ordered(steps + target.address.steps, plan.inputs[input].shape.rows)
    target.address.period = slot(period, plan.inputs[input].shape.grain)
    guard case .number = plan.inputs[input].kind else {
      texts.append((target.address, .text(text.trimmed), origin))
      return
    }
    let reading = NumberText.read(text, at: origin)
    for finding in reading.findings { findings.append(finding) }
    switch reading.content {
    case .blank, .unreadable: return
    case .notOccurring: texts.append((target.address, .notOccurring(reason: ""), origin))
    case .number(let number, let digits, let unit):
      let column = map.sheets[target.sheet].values[target.column].unit
      let known = groups[target]?.first?.unit ?? column
      if let unit, let known, unit != known {
        findings.append(Finding(.mapUnit, at: origin, ["got": text, "unit": unit]))
        return
      }
      let raw = Raw(
        origin: origin, sheet: sheet, row: row, period: period ?? "", text: text.trimmed,
        number: number, decimals: CellText.decimals(digits), unit: unit ?? column,
        weight: weight.flatMap { NumberText.read($0, at: origin).value })
      if groups[target] == nil { order.append(target) }
      groups[target, default: []].append(raw)
    }
  }

  /// Rows from the outside, each row set once; the later one counts.
  private func ordered(_ steps: [CellAddress.Step], _ set: Int) -> [CellAddress.Step] {
    let chain = chains[set]
    return chain.compactMap { id in steps.last { $0.rowSet == id } }
      + steps.filter { !chain.contains($0.rowSet) }
  }

  /// The period of a value in the grain in which it is entered.
  private func slot(_ period: String?, _ grain: Grain) -> String? {
    guard let period, let month = YearMonth(period.prefix(7)) else {
      return grain == .year ? nil : period
    }
    switch grain {
    case .year: return nil
    case .calendarYear: return String(period.prefix(4))
    case .quarter: return "\(month.year)-Q\(month.quarter)"
    case .month: return month.description
    case .day: return period
    }
  }
}
