import Accounting
import Diagnostics
import OfficeFiles
import Quantities

/// Tables of a registry: one CSV file or sheet for each kind of record, with a line of headings.
///
/// Headings are the Chinese ones or the names of the columns, in any order. Everything that cannot
/// be read is a finding with its cell; nothing is corrected.
public enum RegistryFile {
  /// A record and the line that it stands in.
  public struct Line: Sendable {
    /// The record.
    public let record: any RegistryRecord
    /// The line.
    public let origin: Origin
  }

  /// The name of the file of a table: `issues.csv`.
  public static func name(_ table: RegistryTable) -> String { table.id + ".csv" }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - file: the name under which findings speak of the table; the kind of record follows from
  ///     it where it is the name of a table, else from the headings.
  ///   - code: makes the code of a participant out of an identifier that may not be kept; nil
  ///     where identifiers are kept as they are.
  public static func read(
    _ source: CSVSource, file: String, code: ((String) -> String)? = nil
  ) -> (lines: [Line], findings: [Finding]) {
    var reader = records(file, sheet: nil, code)
    let findings = reader.read(source)
    return (reader.lines.map { Line(record: $0, origin: $1) }, findings)
  }

  /// Reads the sheets of a workbook that people see; the kind of record follows from the name of a
  /// sheet where it is the name of a table, else from the headings.
  public static func read(
    _ book: WorkbookReader, code: ((String) -> String)? = nil
  ) -> (lines: [Line], findings: [Finding]) {
    let source = LedgerSource.workbook(book)
    var all: (lines: [Line], findings: [Finding]) = ([], [])
    for sheet in source.sheets {
      let reader = RegistrySheet(records(book.file, sheet: sheet, code))
      let findings = source.lines(of: sheet) { row, texts in reader.take(row, texts) }
      all.lines += reader.reader.lines.map { Line(record: $0, origin: $1) }
      all.findings += findings + reader.reader.findings
    }
    return all
  }

  private static func records(
    _ file: String, sheet: String?, _ code: ((String) -> String)?
  ) -> RegistryReader<any RegistryRecord> {
    RegistryReader<any RegistryRecord>(file: file, sheet: sheet, code: code) { headings in
      table(sheet ?? file, headings).map { table in
        RegistryReader.Layout(title: table.title, columns: table.columns) { table.record($0) }
      }
    }
  }

  /// Reads a table of units that belongs to no registry, for asking where they are accepted.
  public static func credits(
    _ source: CSVSource, file: String
  ) -> (credits: [OffsetCredit], findings: [Finding]) {
    var reader = RegistryReader<OffsetCredit>(file: file, sheet: nil, code: nil) { _ in
      RegistryReader.Layout(title: "减排量", columns: OffsetCredit.columns) { OffsetCredit($0) }
    }
    let findings = reader.read(source)
    return (reader.lines.map(\.0), findings)
  }

  /// The table by the name of the file, else the only one that the headings fit.
  private static func table(_ file: String, _ headings: [String]) -> RegistryTable? {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = String(name.split(separator: ".").first ?? "")
    if let table = RegistryTable(named: stem) { return table }
    let fitting = RegistryTable.allCases.filter { table in
      table.columns.filter(\.isRequired)
        .allSatisfy { column in headings.contains { column.isNamed($0) } }
        && headings.allSatisfy { heading in
          heading.isEmpty || table.columns.contains { $0.isNamed(heading) }
        }
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// A table as CSV with Chinese headings; records that were voided are left out.
  public static func written(_ registry: Registry, _ table: RegistryTable) -> [UInt8] {
    var writer = CSVWriter()
    writer.add(table.columns.map { .text($0.title) })
    for row in registry.rows(table) where row.isValid {
      writer.add(zip(table.columns, row.values).map { cell($0, $1) })
    }
    return writer.bytes
  }

  private static func cell(_ column: RegistryColumn, _ value: RegistryValue) -> CSVCell {
    guard let text = column.text(value, chinese: true) else { return .empty }
    return switch value {
    case .none, .day, .text: .text(text)
    case .whole, .quantity: .number(text)
    }
  }
}

/// Takes a table of a registry line by line.
private struct RegistryReader<Record> {
  /// What a table holds.
  struct Layout {
    let title: String
    let columns: [RegistryColumn]
    let make: ([String: RegistryValue]) -> Record?
  }

  let file: String
  let sheet: String?
  let code: ((String) -> String)?
  /// The layout that headings speak of.
  let layout: ([String]) -> Layout?
  private(set) var lines: [(Record, Origin)] = []
  private(set) var findings: [Finding] = []
  private(set) var goesOn = true
  private var table: Layout?
  /// The column of the file, from 1, of each column of the table that it has.
  private var places: [(column: RegistryColumn, place: Int)] = []

  init(
    file: String, sheet: String?, code: ((String) -> String)?,
    layout: @escaping ([String]) -> Layout?
  ) {
    self.file = file
    self.sheet = sheet
    self.code = code
    self.layout = layout
  }

  /// Reads the whole table and gives what has to be said about it.
  mutating func read(_ source: CSVSource) -> [Finding] {
    var reader = self
    let outcome = CSVReader.read(source, file: file) { record in
      if !record.isBlank {
        reader.take(record.row, count: record.count) { CSVWriter.restored(record.text($0)) }
      }
      return reader.goesOn
    }
    self = reader
    return outcome.findings + findings
  }

  /// Takes a line that holds something.
  ///
  /// - Parameter text: the text in a column, from 1.
  mutating func take(_ row: Int, count: Int, _ text: (Int) -> String) {
    guard let table else { return takeHeadings(row, (0..<count).map { text($0 + 1) }) }
    var values: [String: RegistryValue] = [:]
    let before = findings.count
    for (column, place) in places {
      let text = Self.trimmed(text(place))
      let origin = Origin.cell(file: file, sheet: sheet, row: row, column: place)
      if text.isEmpty {
        guard column.isRequired else { continue }
        findings.append(Finding(.registryMissing, at: origin, ["name": column.title]))
      } else {
        values[column.id] = value(text, column, origin)
      }
    }
    guard before == findings.count, let read = table.make(values) else { return }
    let origin = Origin.cell(file: file, sheet: sheet, row: row, column: 1)
    lines.append((read, origin))
  }

  // MARK: Headings

  private mutating func takeHeadings(_ row: Int, _ texts: [String]) {
    let headings = texts.map { Self.heading($0) }
    guard let found = layout(headings) else {
      let known = RegistryTable.allCases.map { "\($0.id)（\($0.title)）" }.joined(separator: "、")
      let origin = Origin.cell(file: file, sheet: sheet, row: row, column: 1)
      findings.append(Finding(.registryTable, at: origin, ["known": known]))
      goesOn = false
      return
    }
    table = found
    for (index, heading) in headings.enumerated() where !heading.isEmpty {
      let origin = Origin.cell(file: file, sheet: sheet, row: row, column: index + 1)
      guard let column = found.columns.first(where: { $0.isNamed(heading) }) else {
        let known = found.columns.map(\.title).joined(separator: "、")
        findings.append(
          Finding(
            .registryColumn, at: origin,
            ["got": texts[index], "table": found.title, "known": known]))
        continue
      }
      if places.contains(where: { $0.column == column }) {
        findings.append(Finding(.registryColumnTwice, at: origin, ["got": column.title]))
        continue
      }
      places.append((column, index + 1))
    }
    for column in found.columns
    where column.isRequired && !places.contains(where: { $0.column == column }) {
      findings.append(
        Finding(
          .registryColumnMissing, at: .cell(file: file, sheet: sheet, row: row, column: 1),
          ["name": column.title, "table": found.title]))
      goesOn = false
    }
    // A column that is not understood might hold what matters: nothing is read around it.
    if !findings.isEmpty { goesOn = false }
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  /// A heading without blanks and with narrow brackets: `数量 （tCO2e）` is `数量(tco2e)`.
  private static func heading(_ text: String) -> String {
    text.filter { !$0.isWhitespace }.replacing("（", with: "(").replacing("）", with: ")")
      .lowercased()
  }

  // MARK: Cells

  private mutating func value(
    _ text: String, _ column: RegistryColumn, _ origin: Origin
  ) -> RegistryValue? {
    switch column.kind {
    case .text:
      guard column.isPersonal else { return .text(text) }
      if let code { return .text(code(text)) }
      guard PersonalNumber.isLikely(text) else { return .text(text) }
      // The number itself is not repeated in a message that may be kept or sent.
      findings.append(Finding(.registryPersonal, at: origin))
    case .word(let words):
      if let word = words.first(where: { $0.id == text || $0.title == text }) {
        return .text(word.id)
      }
      wrong(text, column, words.map(\.title).joined(separator: "、"), origin)
    case .day:
      if let day = Day(text) { return .day(day) }
      wrong(text, column, "2017-06-09", origin)
    case .whole:
      if let number = Int64(text) { return .whole(number) }
      wrong(text, column, "2016", origin)
    case .quantity: return quantity(text, column, origin)
    }
    return nil
  }

  private mutating func quantity(
    _ text: String, _ column: RegistryColumn, _ origin: Origin
  ) -> RegistryValue? {
    guard let number = Rational(decimal: text) else {
      wrong(text, column, "239197", origin)
      return nil
    }
    switch CreditQuantity.tonnes(number) {
    case .success(let quantity): return .quantity(quantity)
    case .failure(.tooFine): findings.append(Finding(.registryFine, at: origin, ["got": text]))
    case .failure(.tooLarge): wrong(text, column, "< 9,000,000,000,000", origin)
    }
    return nil
  }

  private mutating func wrong(
    _ text: String, _ column: RegistryColumn, _ expected: String, _ origin: Origin
  ) {
    findings.append(
      Finding(
        .registryValue, at: origin,
        ["name": column.title, "got": String(text.prefix(60)), "expected": expected]))
  }
}

/// Takes a sheet; a class, since the closure that lines of a workbook are handed to outlives them.
private final class RegistrySheet {
  private(set) var reader: RegistryReader<any RegistryRecord>

  init(_ reader: RegistryReader<any RegistryRecord>) { self.reader = reader }

  /// Takes a line, texts by column, and returns whether to go on.
  func take(_ row: Int, _ texts: [Int: String]) -> Bool {
    guard texts.values.contains(where: { !$0.isEmpty }) else { return true }
    reader.take(row, count: texts.keys.max() ?? 0) { texts[$0] ?? "" }
    return reader.goesOn
  }
}

extension RegistryColumn {
  /// Whether a heading, narrow and without blanks, names this column; a unit may be left out.
  fileprivate func isNamed(_ heading: String) -> Bool {
    let title = title.lowercased()
    return heading == title || heading == name
      || heading == title.prefix { $0 != "(" } && title.contains("(")
  }
}

/// Numbers that belong to a person, by their form.
enum PersonalNumber {
  /// Whether a text is an identity card's number or a mobile telephone's.
  ///
  /// - Source: GB 11643—1999: 17 digits and a check character after ISO 7064 MOD 11-2.
  static func isLikely(_ text: String) -> Bool {
    let bytes = Array(text.utf8.filter { $0 != 0x20 && $0 != 0x2D })
    func digits(_ part: some Sequence<UInt8>) -> Bool { part.allSatisfy { 48...57 ~= $0 } }
    if bytes.count == 11, digits(bytes), bytes[0] == 49, bytes[1] > 50 { return true }
    guard bytes.count == 18, digits(bytes.prefix(17)) else { return false }
    let sum = bytes.prefix(17).reduce(0) { ($0 + Int($1) - 48) * 2 % 11 }
    let check = (12 - sum) % 11
    return check == 10 ? [88, 120].contains(bytes[17]) : Int(bytes[17]) - 48 == check
  }
}

extension FindingKind {
  static let registryTable = FindingKind(
    "registry.table", .error,
    zh: "看不出是哪一种表；请用这些名字之一作文件名或工作表名：{known}",
    en: "the kind of table is not clear; name the file or sheet after one of these: {known}")
  static let registryColumn = FindingKind(
    "registry.column", .error, zh: "{table}表没有“{got}”这一列；可用的列：{known}",
    en: "the table {table} has no column “{got}”; there are {known}")
  static let registryColumnTwice = FindingKind(
    "registry.column-twice", .error, zh: "“{got}”这一列出现了两次", en: "the column “{got}” is there twice")
  static let registryColumnMissing = FindingKind(
    "registry.column-missing", .error, zh: "{table}表缺少“{name}”这一列",
    en: "the table {table} lacks the column “{name}”")
  static let registryMissing = FindingKind(
    "registry.missing", .error, zh: "“{name}”没有填", en: "“{name}” is not filled in")
  static let registryValue = FindingKind(
    "registry.value", .error, zh: "“{name}”读不懂“{got}”；应写成：{expected}",
    en: "“{name}” cannot be “{got}”; write it like {expected}")
  static let registryFine = FindingKind(
    "registry.too-fine", .error, zh: "数量 {got} t 细于 1 g；减排量登记到克为止",
    en: "the quantity {got} t is finer than one gram, the least that is counted")
  static let registryPersonal = FindingKind(
    "registry.personal-key", .error,
    zh: "识别码看来是身份证号或手机号，不能这样存入；请加 --hash-with FILE，只存换算后的代码",
    en: "the key looks like an identity or telephone number; --hash-with FILE keeps a code instead")
}
