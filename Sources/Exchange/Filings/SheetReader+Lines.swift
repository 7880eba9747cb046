import Accounting
import Diagnostics
import Quantities

// The lines of a table: what each says besides its values.
extension SheetReader {
  /// What a line says besides its values.
  struct Line {
    var key: KeyMemory.Meaning
    var title: String?
    var from: Day?
    var through: Day?
    var period: PeriodMemory.Meaning?
    /// The column of the period, from 1.
    var periodColumn = 0
    var unit: String?
    var isUsable = true
  }

  mutating func line(_ record: CSVRecord, _ findings: inout FindingList) {
    let key = key(record)
    if let column = totalColumn(record, key) {
      let text = record.text(column).trimmed
      findings.append(
        Finding(.filingTotalRow, at: origin(record.row, column), ["got": text]))
      return
    }
    let line = head(record, key, &findings)
    guard line.isUsable else { return }
    if sayNone(line, record) { return }
    let before = table.count
    table.begin(
      CellTable.Line(
        path: key.path, period: line.period?.place ?? -1, month: line.period?.month ?? -1,
        row: Int32(record.row)))
    for index in columns.indices {
      guard let values = columns[index]?.values else { continue }
      let bytes = record.bytes(index + 1)
      if bytes.isEmpty { continue }
      value(bytes, index, values, line, record.row, &findings)
    }
    if record.count > columns.count,
      ((columns.count + 1)...record.count).contains(where: { !record.text($0).trimmed.isEmpty })
    {
      findings.append(
        Finding(.filingNoHeading, at: origin(record.row, columns.count + 1)))
    }
    let hasValues = table.count > before
    if hasValues, layout.rowSet != 0, !key.isOwn { keyless.append(record.row) }
    guard key.isOwn else { return }
    if picksKeys, let own = table.paths[Int(key.path)].last, keys.tell(key, own.key),
      let finding = LineWords.ownKey(
        own.key, layout.rowSet, plan, at: origin(record.row, keyColumn))
    {
      findings.append(finding)
    }
    stateUnit(of: line, record.row)
    note(line, record.row, hasValues: hasValues || line.period != nil)
  }

  /// Takes the unit of a line whose key the table does not have as that of the key: the unit of the
  /// table that it converts to, so that a line in kg is one in t; itself where there is none.
  private mutating func stateUnit(of line: Line, _ row: Int) {
    guard let text = line.unit, let key = table.paths[Int(line.key.path)].last?.key,
      case .table(let number, extensible: true) = plan.rowSets[layout.rowSet].keys,
      let column = plan.tables[number].columns.firstIndex(where: { $0.id == "unit" }),
      haveUnits.insert(line.key.path).inserted, case .success(let unit) = units.parse(text)
    else { return }
    let place = BindingParts.TableColumn(table: number, column: column)
    let known = BindingParts.units(of: place, plan)
    guard known[key] == nil else { return }
    let words = Set(known.values).sorted()
    let fitting =
      words.contains(text)
      ? text
      : words.first { word in
        guard case .success(let other) = units.parse(word) else { return false }
        return unit.factor(to: other) != nil
      }
    let address = CellAddress(steps: table.paths[Int(line.key.path)], name: CellBinder.unitName)
    let written = 1 + (columns.firstIndex { $0?.content == .unit } ?? 0)
    ownUnits.append(
      Filing.Entry(address, Cell(.text(fitting ?? text), origin: origin(row, written))))
  }

  /// Whether keys are picked from a table.
  private var picksKeys: Bool {
    if case .table = plan.rowSets[layout.rowSet].keys { return true }
    return false
  }

  private var ownID: String { plan.rowSets[layout.rowSet].id }

  /// The column, from 1, whose key, title or period says that the line is a sum; nil where none.
  private mutating func totalColumn(_ record: CSVRecord, _ key: KeyMemory.Meaning) -> Int? {
    for index in columns.indices {
      switch columns[index]?.content {
      case .key: if key.totalColumn == index { return index + 1 }
      case .title, .period:
        let bytes = record.bytes(index + 1)
        if !bytes.isEmpty, titles.isTotal(bytes) { return index + 1 }
      default: continue
      }
    }
    return nil
  }

  /// Takes a line of no values whose key is 不涉及 as a statement; no where it is none.
  ///
  /// Where no key is written, the name may say it: people write it there too.
  private mutating func sayNone(_ line: Line, _ record: CSVRecord) -> Bool {
    let isNamedNone = !line.key.isOwn && line.title.map(LineWords.isNone) == true
    guard layout.rowSet > 1, line.key.isNone || isNamedNone else { return false }
    let hasValues = columns.indices.contains { index in
      guard case .input = columns[index]?.content else { return false }
      return !record.text(index + 1).trimmed.isEmpty
    }
    if hasValues { return false }
    let above = table.paths[Int(line.key.path)].filter { !LineWords.isNone($0.key) }
    notOccurring.append(
      Filing.Statement(
        CellAddress(steps: above, name: ownID), reason: isNamedNone ? "" : line.title ?? "",
        origin: origin(record.row, keyColumn)))
    return true
  }

  /// Takes the row of a line; what is said of it may be repeated on each of its lines.
  private mutating func note(_ line: Line, _ row: Int, hasValues: Bool) {
    let new = Found(
      path: line.key.path, line: row, title: line.title, from: line.from, through: line.through,
      hasValues: hasValues)
    guard let place = keys.place(of: line.key, orElse: found.count) else {
      found.append(new)
      return
    }
    guard new.isDescription else { return }
    let known = found[place]
    if !known.isDescription {
      found[place] = new
      found[place].hasValues = known.hasValues
    } else if (known.title, known.from, known.through) != (new.title, new.from, new.through) {
      // The binder reports the second declaration.
      found.append(new)
    }
  }

  // MARK: What stands before the values

  /// The row that a line names.
  private mutating func key(_ record: CSVRecord) -> KeyMemory.Meaning {
    if let known = keys.known(record, keyColumns) { return known }
    var texts: [Int: String] = [:]
    var totalColumn: Int?
    for index in keyColumns {
      guard case .key(let set)? = columns[index]?.content else { continue }
      let raw = record.text(index + 1)
      if totalColumn == nil, LineWords.isTotal(raw) { totalColumn = index }
      let text = CSVWriter.restored(raw).trimmed
      if !text.isEmpty { texts[set] = text }
    }
    var steps: [CellAddress.Step] = []
    for case .key(let set) in layout.columns {
      if let key = texts[set] { steps.append(CellAddress.Step(plan.rowSets[set].id, key)) }
    }
    let path = keys.path(of: steps, in: &table)
    let meaning = KeyMemory.Meaning(
      path: path, isOwn: steps.last?.rowSet == ownID,
      isNone: steps.last.map { LineWords.isNone($0.key) } ?? false, totalColumn: totalColumn)
    keys.remember(meaning)
    return meaning
  }

  private mutating func head(
    _ record: CSVRecord, _ key: KeyMemory.Meaning, _ findings: inout FindingList
  ) -> Line {
    var line = Line(key: key)
    for index in columns.indices {
      guard let content = columns[index]?.content else { continue }
      switch content {
      case .key, .input: continue
      case .period: period(record, index, &line, &findings)
      case .title, .unit, .from, .through:
        if record.bytes(index + 1).isEmpty { continue }
        let raw = CSVWriter.restored(record.text(index + 1))
        let text = raw.trimmed
        if text.isEmpty { continue }
        let place = origin(record.row, index + 1)
        switch content {
        case .title: line.title = raw
        case .unit: line.unit = text
        case .from: line.from = day(text, place, &line, &findings)
        default: line.through = day(text, place, &line, &findings)
        }
      }
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

  private mutating func period(
    _ record: CSVRecord, _ index: Int, _ line: inout Line, _ findings: inout FindingList
  ) {
    let bytes = record.bytes(index + 1)
    if bytes.isEmpty { return }
    let number = periods.number(of: bytes)
    if number == periods.meanings.count {
      let text = CSVWriter.restored(record.text(index + 1)).trimmed
      periods.meanings.append(meaning(ofPeriod: text))
    }
    let meaning = periods.meanings[number]
    switch meaning.kind {
    case .blank: return
    case .unreadable:
      let text = CSVWriter.restored(record.text(index + 1)).trimmed
      findings.append(
        Finding(.filingPeriod, at: origin(record.row, index + 1), ["got": text]))
      line.isUsable = false
      return
    case .serial:
      let text = CSVWriter.restored(record.text(index + 1)).trimmed
      findings.append(
        Finding(
          .filingSerialDate, at: origin(record.row, index + 1),
          ["got": text, "day": table.periods[Int(meaning.place)]]))
    case .plain: break
    }
    line.period = meaning
    line.periodColumn = index + 1
  }

  /// What a written period means: spreadsheets turn months into their first days, and for values a
  /// month this turns back.
  private mutating func meaning(ofPeriod text: String) -> PeriodMemory.Meaning {
    if text.isEmpty { return PeriodMemory.Meaning(kind: .blank) }
    guard let (name, isSerial) = CellText.period(text) else {
      return PeriodMemory.Meaning(kind: .unreadable)
    }
    var meaning = PeriodMemory.Meaning(kind: isSerial ? .serial : .plain)
    meaning.place = table.add(period: name)
    meaning.month = meaning.place
    if let day = Day(name), day.day == 1 {
      meaning.month = table.add(period: day.yearMonth.description)
    }
    return meaning
  }
}

extension SheetLayout.Content {
  /// Whether the column holds keys.
  var isKey: Bool {
    if case .key = self { return true }
    return false
  }
}

extension FindingKind {
  static let filingNoHeading = FindingKind(
    "filing.no-heading", .error, zh: "此格所在的列没有标题", en: "the column of this cell has no heading")
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
