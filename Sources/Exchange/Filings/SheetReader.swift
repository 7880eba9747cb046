import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Reads the table of one row set: a line for each row and period, a column for each input.
///
/// Lines say the same keys, periods and words again and again: what they mean is found out once.
struct SheetReader {
  /// A column that was recognised.
  struct Column {
    var content: SheetLayout.Content
    /// How its values are read; nil where it has none.
    var values: ValueColumn?
  }

  /// How the values of a column are read.
  struct ValueColumn {
    var kind: ValueKind
    /// Whether the line may state the unit.
    var takesLineUnit: Bool
    /// Whether 0.98 may mean 98 % or 0.98 %.
    var mayBePercent: Bool
    var isNeverNegative: Bool
    /// Whether there is a value a month.
    var readsMonths: Bool
    /// The unit of the heading, where it is not the one that people enter anyway.
    var unit: String?
    var name: String
    /// What follows `@` in the addresses of its cells; nil for values themselves.
    var facet: String?
    /// The place among the columns of the table of cells.
    var place = 0
  }

  let plan: Plan
  let layout: SheetLayout
  let file: String
  let units: UnitCatalogue
  /// The cells that were read.
  var table: CellTable
  var notOccurring: [Filing.Statement] = []
  /// The units of keys that the table of the row set does not have.
  var ownUnits: [Filing.Entry] = []
  /// The rows whose unit is known.
  var haveUnits: Set<Int32> = []
  var columns: [Column?] = []
  /// The columns that hold keys.
  var keyColumns: [Int] = []
  var memories: [ValueMemory] = []
  var keys = KeyMemory()
  var periods = PeriodMemory()
  var titles = TitleMemory()
  var found: [Found] = []
  /// Lines with values and without a key of the row set's own.
  var keyless: [Int] = []
  private var hasHeading = false

  /// A row of the filing that lines name.
  struct Found {
    var path: Int32
    var line: Int
    var title: String?
    var from: Day?
    var through: Day?
    var hasValues: Bool

    var isDescription: Bool { title != nil || from != nil || through != nil }
  }

  init(plan: Plan, layout: SheetLayout, file: String, units: UnitCatalogue) {
    self.plan = plan
    self.layout = layout
    self.file = file
    self.units = units
    table = CellTable(file: file, columns: [])
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
    table.end()
    for finding in outcome.findings { findings.append(finding) }
    leaveOutKeyless(&findings)
  }

  /// Leaves out lines that do not say which row they mean, where the table has several.
  private mutating func leaveOutKeyless(_ findings: inout FindingList) {
    guard !keyless.isEmpty, keys.noted > 1 else { return }
    let column = layout.heading(.key(layout.rowSet))
    let lines = Set(keyless)
    table.remove { lines.contains(Int($0.row)) }
    for line in keyless {
      findings.append(Finding(.filingNoKey, at: origin(line, keyColumn), ["column": column]))
    }
  }

  func origin(_ row: Int, _ column: Int) -> Origin {
    .cell(file: file, sheet: nil, row: row, column: column)
  }

  /// The place of the row set's own keys, from 1.
  var keyColumn: Int {
    1 + (columns.firstIndex { $0?.content == .key(layout.rowSet) } ?? 0)
  }

  /// The declared rows.
  ///
  /// Rows that only have values are said by these, unless the order would suffer.
  var rows: [Filing.Row] {
    let isDescribed = found.contains(where: \.isDescription)
    return found.lazy.filter { isDescribed || !$0.hasValues }.map { row in
      Filing.Row(
        steps: table.paths[Int(row.path)], title: row.title, from: row.from,
        through: row.through, origin: origin(row.line, 1))
    }
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
    makeTable()
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
    else { return makeColumn(content, unit: nil) }
    if case .failure = units.parse(unit) {
      findings.append(
        Finding(.filingUnknownUnit, at: origin, ["got": unit, "expected": label.text]))
      return nil
    }
    return makeColumn(content, unit: unit)
  }

  private func makeColumn(_ content: SheetLayout.Content, unit: String?) -> Column {
    guard case .input(let input) = content, let index = layout.named[input] else {
      return Column(content: content)
    }
    let named = plan.named[index]
    let kind = plan.inputs[input].kind
    let isKeyed = unit == nil && SheetLayout.isKeyed(named.unit)
    return Column(
      content: content,
      values: ValueColumn(
        kind: kind, takesLineUnit: kind == .number && isKeyed,
        mayBePercent: named.shownAs?.text == "%" && named.plausible == nil && unit == nil,
        isNeverNegative: LineWords.isNeverNegative(named),
        readsMonths: plan.inputs[input].shape.grain == .month, unit: unit, name: named.symbol,
        facet: plan.inputs[input].sheetFacet))
  }

  /// Numbers the columns that have values; the table of cells is made of them.
  private mutating func makeTable() {
    var kept: [CellTable.Column] = []
    for index in columns.indices {
      guard let values = columns[index]?.values else { continue }
      columns[index]?.values?.place = kept.count
      kept.append(
        CellTable.Column(
          name: values.name, position: index + 1,
          unit: values.kind == .number ? values.unit : nil, readsMonths: values.readsMonths,
          facet: values.facet))
    }
    table = CellTable(file: file, columns: kept)
    memories = columns.map { _ in ValueMemory() }
    keyColumns = columns.indices.filter { columns[$0]?.content.isKey == true }
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
  static let filingTitleRow = FindingKind(
    "filing.title-row", .remark, zh: "“{got}”这一行按表名跳过，下一行当作标题行",
    en: "the line “{got}” was passed over as a title; the next one is read as the heading")
}
