import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Reads the table of one row set: a line for each row and period, a column for each input.
struct SheetReader {
  /// A column that was recognised.
  private struct Column {
    var content: SheetLayout.Content
    /// The unit of the heading, where it is not the one that people enter anyway.
    var unit: String?
  }

  let plan: Plan
  let layout: SheetLayout
  let file: String
  let units: UnitCatalogue
  private var found: [Filing.Row] = []
  private var places: [[CellAddress.Step]: Int] = [:]
  private var valueless: Set<Int> = []
  private var isDescribed = false
  private(set) var cells: [Filing.Entry] = []
  private(set) var notOccurring: [Filing.Statement] = []
  /// Lines with values and without a key of the row set's own, and where their values are.
  private var keyless: [(origin: Origin, cells: Range<Int>)] = []
  private var toldKeys: Set<String> = []
  private var firstDays: Set<Int> = []
  private var columns: [Column?] = []
  private var hasHeading = false

  init(plan: Plan, layout: SheetLayout, file: String, units: UnitCatalogue) {
    self.plan = plan
    self.layout = layout
    self.file = file
    self.units = units
  }

  mutating func read(_ bytes: [UInt8], findings: inout FindingList) {
    let outcome = CSVReader.read(.bytes(bytes), file: file) { record in
      if hasHeading {
        line(record, &findings)
      } else if isTitle(record) {
        findings.append(
          Finding(.filingTitleRow, at: origin(record.row, 1), ["got": record.text(1).trimmed]))
      } else {
        heading(record, &findings)
        hasHeading = true
      }
      return true
    }
    for finding in outcome.findings { findings.append(finding) }
    leaveOutKeyless(&findings)
  }

  /// Leaves out lines that do not say which row they mean, where the table has several.
  private mutating func leaveOutKeyless(_ findings: inout FindingList) {
    guard places.count > 1 else { return }
    let column = layout.heading(.key(layout.rowSet))
    for line in keyless.reversed() { cells.removeSubrange(line.cells) }
    for line in keyless {
      findings.append(Finding(.filingNoKey, at: line.origin, ["column": column]))
    }
  }

  private func origin(_ row: Int, _ column: Int) -> Origin {
    .cell(file: file, sheet: nil, row: row, column: column)
  }

  /// Whether a line above the heading is a title: one text that names no column.
  private func isTitle(_ record: CSVRecord) -> Bool {
    let texts = record.texts.map(\.trimmed).filter { !$0.isEmpty }
    guard texts.count == 1, let text = texts.first, layout.columns.count > 1 else { return false }
    return layout.contents(SheetLayout.parts(text).name).isEmpty
  }

  // MARK: Heading

  private mutating func heading(_ record: CSVRecord, _ findings: inout FindingList) {
    var seen: Set<SheetLayout.Content> = []
    for index in 0..<record.count {
      let column = self.column(record.text(index + 1), origin(record.row, index + 1), &findings)
      if let column, !seen.insert(column.content).inserted {
        findings.append(
          Finding(
            .filingRepeatedColumn, at: origin(record.row, index + 1),
            ["got": record.text(index + 1).trimmed]))
        columns.append(nil)
      } else {
        columns.append(column)
      }
    }
  }

  private func column(
    _ text: String, _ origin: Origin, _ findings: inout FindingList
  ) -> Column? {
    let heading = CSVWriter.restored(text).trimmed
    if heading.isEmpty { return nil }
    let (name, unit) = SheetLayout.parts(heading)
    let contents = layout.contents(name)
    guard let content = contents.first else {
      let near = Suggestions.nearest(name, among: layout.headings)
      findings.append(
        Finding(
          .filingUnknownColumn, at: origin,
          ["got": heading], near: near))
      return nil
    }
    guard contents.count == 1 else {
      findings.append(
        Finding(
          .filingAmbiguousColumn, at: origin,
          ["got": heading, "known": contents.map { layout.heading($0) }.joined(separator: "、")]))
      return nil
    }
    guard let unit, case .input(let input) = content,
      let label = layout.named[input].flatMap({ plan.named[$0].shownAs ?? plan.named[$0].unit }),
      label.text != unit, !unit.contains("按")
    else { return Column(content: content, unit: nil) }
    if case .failure = units.parse(unit) {
      findings.append(
        Finding(.filingUnknownUnit, at: origin, ["got": unit, "expected": label.text]))
      return nil
    }
    return Column(content: content, unit: unit)
  }

  // MARK: Lines

  /// What a line says besides its values.
  private struct Line {
    var steps: [CellAddress.Step] = []
    var title: String?
    var from: Day?
    var through: Day?
    var period: String?
    /// Where the period stands.
    var place = Origin.none
    var unit: String?
    var isUsable = true
  }

  private mutating func line(_ record: CSVRecord, _ findings: inout FindingList) {
    if let column = totalColumn(record) {
      let text = record.text(column).trimmed
      findings.append(
        Finding(.filingTotalRow, at: origin(record.row, column), ["got": text]))
      return
    }
    let line = head(record, &findings)
    guard line.isUsable else { return }
    if sayNone(line, record) { return }
    let before = cells.count
    for index in columns.indices {
      guard let column = columns[index], case .input(let input) = column.content else { continue }
      let bytes = record.bytes(index + 1)
      if bytes.isEmpty { continue }
      value(bytes, input, column, line, origin(record.row, index + 1), &findings)
    }
    if record.count > columns.count,
      ((columns.count + 1)...record.count).contains(where: { !record.text($0).trimmed.isEmpty })
    {
      findings.append(
        Finding(.filingNoHeading, at: origin(record.row, columns.count + 1)))
    }
    if cells.count > before, layout.rowSet != 0, line.steps.last?.rowSet != ownID {
      keyless.append((origin(record.row, keyColumn), before..<cells.count))
    }
    if let key = line.steps.last, key.rowSet == ownID, toldKeys.insert(key.key).inserted,
      let finding = LineWords.ownKey(
        key.key, layout.rowSet, plan, at: origin(record.row, keyColumn))
    {
      findings.append(finding)
    }
    note(line, origin(record.row, 1), hasValues: cells.count > before || line.period != nil)
  }

  private var ownID: String { plan.rowSets[layout.rowSet].id }

  /// The place of the row set's own keys, from 1.
  private var keyColumn: Int {
    1 + (columns.firstIndex { $0?.content == .key(layout.rowSet) } ?? 0)
  }

  /// The column, from 1, whose key, title or period says that the line is a sum; nil where none.
  private func totalColumn(_ record: CSVRecord) -> Int? {
    columns.indices.first { index in
      switch columns[index]?.content {
      case .key, .title, .period: LineWords.isTotal(record.text(index + 1))
      default: false
      }
    }
    .map { $0 + 1 }
  }

  /// Takes a line of no values whose key is 不涉及 as a statement; no where it is none.
  private mutating func sayNone(_ line: Line, _ record: CSVRecord) -> Bool {
    guard layout.rowSet > 1, let last = line.steps.last, LineWords.isNone(last.key) else {
      return false
    }
    let hasValues = columns.indices.contains { index in
      guard case .input = columns[index]?.content else { return false }
      return !record.text(index + 1).trimmed.isEmpty
    }
    if hasValues { return false }
    let above = line.steps.filter { !LineWords.isNone($0.key) }
    notOccurring.append(
      Filing.Statement(
        CellAddress(steps: above, name: ownID), reason: line.title ?? "",
        origin: origin(record.row, keyColumn)))
    return true
  }

  /// The declared rows.
  ///
  /// Rows that only have values are said by these, unless the order would suffer.
  var rows: [Filing.Row] {
    isDescribed ? found : found.indices.filter(valueless.contains).map { found[$0] }
  }

  /// Takes the row of a line; what is said of it may be repeated on each of its lines.
  private mutating func note(_ line: Line, _ origin: Origin, hasValues: Bool) {
    guard let last = line.steps.last, last.rowSet == plan.rowSets[layout.rowSet].id else { return }
    let row = Filing.Row(
      steps: line.steps, title: line.title, from: line.from, through: line.through, origin: origin)
    let isDescription = line.title != nil || line.from != nil || line.through != nil
    isDescribed = isDescribed || isDescription
    guard let place = places[line.steps] else {
      places[line.steps] = found.count
      if !hasValues { valueless.insert(found.count) }
      found.append(row)
      return
    }
    let known = found[place]
    guard isDescription else { return }
    if known.title == nil, known.from == nil, known.through == nil {
      found[place] = row
    } else if (known.title, known.from, known.through) != (row.title, row.from, row.through) {
      // The binder reports the second declaration.
      found.append(row)
    }
  }

  private func head(_ record: CSVRecord, _ findings: inout FindingList) -> Line {
    var line = Line()
    var keys: [Int: String] = [:]
    for index in columns.indices {
      guard let column = columns[index] else { continue }
      if case .input = column.content { continue }
      let raw = CSVWriter.restored(record.text(index + 1))
      let text = raw.trimmed
      if text.isEmpty { continue }
      let place = origin(record.row, index + 1)
      switch column.content {
      case .key(let set): keys[set] = text
      case .title: line.title = raw
      case .unit: line.unit = text
      case .from: line.from = day(text, place, &line, &findings)
      case .through: line.through = day(text, place, &line, &findings)
      case .period:
        guard let (period, isSerial) = CellText.period(text) else {
          findings.append(Finding(.filingPeriod, at: place, ["got": text]))
          line.isUsable = false
          continue
        }
        if isSerial {
          findings.append(Finding(.filingSerialDate, at: place, ["got": text, "day": period]))
        }
        line.period = period
        line.place = place
      case .input: break
      }
    }
    for case .key(let set) in layout.columns {
      if let key = keys[set] { line.steps.append(CellAddress.Step(plan.rowSets[set].id, key)) }
    }
    return line
  }

  private func day(
    _ text: String, _ place: Origin, _ line: inout Line, _ findings: inout FindingList
  ) -> Day? {
    let day = CellText.requiredDay(text, at: place, findings: &findings)
    if day == nil { line.isUsable = false }
    return day
  }

  private mutating func value(
    _ bytes: ArraySlice<UInt8>, _ input: Int, _ column: Column, _ line: Line, _ place: Origin,
    _ findings: inout FindingList
  ) {
    guard let named = layout.named[input] else { return }
    let value: CellValue?
    if case .number = plan.inputs[input].kind {
      let unit = column.unit ?? (SheetLayout.isKeyed(plan.named[named].unit) ? line.unit : nil)
      value = number(bytes, unit, place, &findings)
      if let value, let doubt = percentDoubt(value, plan.named[named], place) {
        findings.append(doubt)
      }
      if case .number(let number, _, _) = value, number < .zero,
        LineWords.isNeverNegative(plan.named[named])
      {
        findings.append(Finding(.filingNegative, at: place, ["got": number.description]))
      }
    } else {
      value = text(bytes, plan.inputs[input].kind, place, &findings)
    }
    guard let value else { return }
    let address = CellAddress(
      steps: line.steps, period: period(of: input, line, &findings),
      name: plan.named[named].symbol)
    cells.append(Filing.Entry(address, Cell(value, origin: place)))
  }

  /// The period of a value: spreadsheets turn months into their first days, and this turns back.
  private mutating func period(
    of input: Int, _ line: Line, _ findings: inout FindingList
  ) -> String? {
    guard plan.inputs[input].shape.grain == .month, let text = line.period,
      let day = Day(text), day.day == 1
    else { return line.period }
    let month = day.yearMonth.description
    if case .cell(_, _, let row, _) = line.place, firstDays.insert(row).inserted {
      findings.append(Finding(.filingFirstDay, at: line.place, ["got": text, "month": month]))
    }
    return month
  }

  /// A warning about 0.98 in a column of percentages that no range of plausible values guards.
  private func percentDoubt(_ value: CellValue, _ named: Named, _ place: Origin) -> Finding? {
    guard case .number(let number, _, nil) = value, named.shownAs?.text == "%",
      named.plausible == nil, number > .zero, number <= .one
    else { return nil }
    return Finding(
      .filingPercent, at: place,
      ["got": number.description, "meant": (number * Rational(100)).description])
  }

  private func number(
    _ bytes: ArraySlice<UInt8>, _ unit: String?, _ place: Origin,
    _ findings: inout FindingList
  ) -> CellValue? {
    if let (value, decimals) = CellText.plain(bytes) {
      return .number(value, decimals: decimals, unit: unit)
    }
    let reading = NumberText.read(
      CSVWriter.restored(String(decoding: bytes, as: UTF8.self)), at: place)
    for finding in reading.findings { findings.append(finding) }
    switch reading.content {
    case .blank, .unreadable: return nil
    case .notOccurring: return .notOccurring(reason: "")
    case .number(let value, let digits, let own):
      return .number(value, decimals: CellText.decimals(digits), unit: own ?? unit)
    }
  }

  private func text(
    _ bytes: ArraySlice<UInt8>, _ kind: ValueKind, _ place: Origin,
    _ findings: inout FindingList
  ) -> CellValue? {
    let text = CSVWriter.restored(String(decoding: bytes, as: UTF8.self)).trimmed
    if text.isEmpty { return nil }
    if text == "不涉及" { return .notOccurring(reason: "") }
    switch kind {
    case .flag: return ValueText.flag(text).map { .flag($0) } ?? .text(text)
    case .date:
      return CellText.day(text, at: place, findings: &findings).map { .date($0) } ?? .text(text)
    default: return .text(text)
    }
  }
}

extension FindingKind {
  static let filingUnknownColumn = FindingKind(
    "filing.unknown-column", .error, zh: "不认识列“{got}”{hint}",
    en: "the column “{got}” is not known{hintEn}")
  static let filingAmbiguousColumn = FindingKind(
    "filing.ambiguous-column", .error, zh: "列“{got}”可指 {known}，请写全",
    en: "the column “{got}” may be {known}; write one of them")
  static let filingRepeatedColumn = FindingKind(
    "filing.repeated-column", .error, zh: "列“{got}”重复，只读第一列",
    en: "the column “{got}” occurs twice; the first one is read")
  static let filingUnknownUnit = FindingKind(
    "filing.unknown-unit", .error, zh: "不认识列标题中的单位“{got}”，应为 {expected} 或可换算的单位",
    en: "the unit “{got}” of the heading is not known; write {expected} or one that converts to it")
  static let filingNoHeading = FindingKind(
    "filing.no-heading", .error, zh: "此格所在的列没有标题", en: "the column of this cell has no heading")
  static let filingNegative = FindingKind(
    "filing.negative", .warning, zh: "“{got}”是负数；消耗量、产量和因子一般不为负，请核对",
    en: "“{got}” is negative; amounts and factors are not as a rule")
  static let filingTitleRow = FindingKind(
    "filing.title-row", .remark, zh: "“{got}”这一行按表名跳过，下一行当作标题行",
    en: "the line “{got}” was passed over as a title; the next one is read as the heading")
  static let filingPercent = FindingKind(
    "filing.percent", .warning, zh: "“{got}”按 {got}% 读入；若指 {meant}%，请写 {meant}",
    en: "“{got}” was read as {got} %; if it means {meant} %, write {meant}")
  static let filingPeriod = FindingKind(
    "filing.period", .error, zh: "“{got}”不是期间，应写作 2024-03、2024-Q1 或 2024-03-15",
    en: "“{got}” is no period; write 2024-03, 2024-Q1 or 2024-03-15")
  static let filingFirstDay = FindingKind(
    "filing.first-day", .remark, zh: "“{got}”那一行的月值按 {month} 读入",
    en: "values a month on the line of {got} were read as those of {month}")
  static let filingDate = FindingKind(
    "filing.date", .error, zh: "“{got}”不是日期，应写作 2024-03-15",
    en: "“{got}” is no day; write 2024-03-15")
  static let filingSerialDate = FindingKind(
    "filing.serial-date", .remark, zh: "“{got}”按电子表格的日期序号读作 {day}",
    en: "“{got}” was read as a spreadsheet's serial date, {day}")
}
