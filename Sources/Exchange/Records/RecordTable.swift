import Accounting
import Diagnostics
import Quantities

/// A list of records as a table: a line for each, a column for each field.
///
/// Records inside a record stand on further lines with the same first column: a meter with three
/// calibrations takes three lines. Several texts in a cell stand on lines of their own.
struct RecordTable {
  /// A column.
  struct Column {
    var field: RecordShape.Field
    /// The list inside the record that the field belongs to; nil for the record itself.
    var list: String?
  }

  let shape: RecordShape
  let columns: [Column]
  /// The list inside the record, if it has one.
  private let inner: String?

  init<R: FilingRecord>(_: R.Type) {
    let shape = RecordDescriber.shape(R.self)
    var columns: [Column] = []
    var inner: String?
    for field in shape.fields {
      if case .records(let nested) = field.kind {
        inner = field.id
        columns += nested.fields.map { Column(field: $0, list: field.id) }
      } else {
        columns.append(Column(field: field, list: nil))
      }
    }
    self.shape = shape
    self.columns = columns
    self.inner = inner
  }

  /// The headings of an empty table.
  var headings: [String] { columns.map(\.field.title) }

  // MARK: Writing

  /// The table of a list, with the columns that are used; nil for an empty list.
  func file<R: FilingRecord>(_ name: String, _ records: [R]) -> FilingFile? {
    if records.isEmpty { return nil }
    let texts = records.flatMap { self.lines(of: RecordWriter.object($0)) }
    let used = columns.indices.filter { index in
      index == 0 || columns[index].field.isRequired && columns[index].list == nil
        || texts.contains { $0[index] != nil }
    }
    let heading = used.map { CSVCell.text(columns[$0].field.title) }
    let cells = texts.map { line in
      used.map { index -> CSVCell in line[index].map { .text($0) } ?? .empty }
    }
    return Tables.file(name, heading, cells)
  }

  private func lines(of object: JSONValue) -> [[String?]] {
    let nested = inner.flatMap { object[$0]?.elements } ?? []
    let count = max(1, nested.count)
    return (0..<count).map { number in
      columns.enumerated().map { index, column in
        if column.list != nil {
          return number < nested.count ? Self.text(nested[number][column.field.id], column) : nil
        }
        // The first column says which record a further line belongs to.
        return number == 0 || index == 0 ? Self.text(object[column.field.id], column) : nil
      }
    }
  }

  private static func text(_ value: JSONValue?, _ column: Column) -> String? {
    switch value {
    case .flag(let flag): flag ? "是" : "否"
    case .array(let elements):
      CellText.spelled(elements.map { $0.plainText ?? "" })
    case .text(let text):
      if case .word(let words) = column.field.kind {
        words.first { $0.id == text }?.title ?? text
      } else {
        CellText.spelled(text)
      }
    default: nil
    }
  }

  // MARK: Reading

  /// A record while its lines are read.
  private struct Draft {
    var members: [JSONValue.Member] = []
    var inner: [JSONValue] = []
    var places: [String: Origin] = [:]
    var origin: Origin
  }

  /// The records of a table.
  func read<R: FilingRecord>(
    _: R.Type, _ bytes: [UInt8], file: String, findings: inout FindingList
  ) -> [R] {
    var drafts: [Draft] = []
    var byKey: [String: Int] = [:]
    var found: [Column?]?
    var list = findings
    let outcome = CSVReader.read(.bytes(bytes), file: file) { record in
      guard let columns = found else {
        found = heading(record, file, &list)
        return true
      }
      if record.isBlank { return true }
      take(record, columns, file, &drafts, &byKey, &list)
      return true
    }
    for finding in outcome.findings { list.append(finding) }
    findings = list
    var records: [R] = []
    for draft in drafts {
      var members = draft.members
      if let inner, !draft.inner.isEmpty { members.append(.init(inner, .array(draft.inner))) }
      if let record = RecordReader.read(
        R.self, .object(members), at: draft.origin, places: draft.places, findings: &findings)
      {
        records.append(record)
      }
    }
    return records
  }

  private func heading(
    _ record: CSVRecord, _ file: String, _ findings: inout FindingList
  ) -> [Column?] {
    (0..<record.count).map { index in
      let text = CSVWriter.restored(record.text(index + 1)).trimmed
      if let column = columns.first(where: { $0.field.title == text || $0.field.id == text }) {
        return column
      }
      if !text.isEmpty {
        let near = Suggestions.nearest(text, among: headings)
        findings.append(
          Finding(
            .filingUnknownColumn,
            at: .cell(file: file, sheet: nil, row: record.row, column: index + 1),
            ["got": text], near: near))
      }
      return nil
    }
  }

  private func take(
    _ record: CSVRecord, _ found: [Column?], _ file: String, _ drafts: inout [Draft],
    _ byKey: inout [String: Int], _ findings: inout FindingList
  ) {
    var draft = Draft(origin: .cell(file: file, sheet: nil, row: record.row, column: 1))
    var inside: [JSONValue.Member] = []
    for (index, column) in found.enumerated() {
      let place = Origin.cell(file: file, sheet: nil, row: record.row, column: index + 1)
      let text = CSVWriter.restored(record.text(index + 1)).trimmed
      if text.isEmpty { continue }
      guard let column else { continue }
      let value = Self.value(text, column.field.kind, at: place, &findings)
      draft.places[column.field.id] = place
      if column.list != nil {
        inside.append(.init(column.field.id, value))
      } else {
        draft.members.append(.init(column.field.id, value))
      }
    }
    if draft.members.isEmpty, inside.isEmpty { return }
    if !inside.isEmpty { draft.inner = [.object(inside)] }
    guard inner != nil, let key = draft.members.first(where: { $0.name == columns[0].field.id })
    else {
      drafts.append(draft)
      return
    }
    let name = key.value.plainText ?? ""
    // A line that only repeats the first column goes on with its record.
    if let known = byKey[name], draft.members.count == 1, !inside.isEmpty {
      drafts[known].inner += draft.inner
      drafts[known].places.merge(draft.places) { first, _ in first }
      return
    }
    byKey[name] = drafts.count
    drafts.append(draft)
  }

  private static func value(
    _ text: String, _ kind: FieldKind, at place: Origin, _ findings: inout FindingList
  ) -> JSONValue {
    switch kind {
    case .day:
      let day = CellText.day(text, at: place, findings: &findings)
      return .text(day?.description ?? text)
    case .flag: return ValueText.flag(text).map { .flag($0) } ?? .text(text)
    case .texts, .addresses: return .array(texts(text).map { .text($0) })
    default: return .text(CellText.restored(text))
    }
  }

  /// The texts that stand on lines of their own in a cell.
  static func texts(_ text: String) -> [String] {
    text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }
      .map { CellText.restored(String($0).trimmed) }
  }
}
