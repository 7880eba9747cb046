import Diagnostics
import Quantities
import RulePlan

/// A table of factors as people read it.
struct TablePage {
  let table: Table
  let language: Language

  init(_ table: Table, _ language: Language) {
    self.table = table.printed
    self.language = language
  }

  private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

  /// The title, all rows and the source.
  func text() -> String {
    var page = TextTable(right: numberColumns)
    for row in rows { page.add(row) }
    page.head(heads)
    var text = "\(title(table.title))（\(table.id)）\n\n" + page.text
    if let source = table.citation.source {
      text += "\n" + TextWrap.lines(say("来源：", "source: ") + source)
    }
    if let note = table.citation.note { text += TextWrap.lines(say("说明：", "note: ") + note) }
    return text
  }

  private func title(_ label: Label) -> String {
    language == .english ? label.en ?? label.zh : label.zh
  }

  private var isDated: Bool { table.dating != .undated }

  /// Which columns hold numbers.
  var numberColumns: Set<Int> {
    Set(
      table.columns.indices.filter { table.columns[$0].kind == .number }
        .map { $0 + table.keys.count })
  }

  /// The cells of each row: keys, values, dates, evidence.
  var rows: [[String]] {
    table.rows.map { row in
      var cells = row.keys.map(\.plainText) + row.cells.map { content($0) }
      if isDated { cells.append(dates(row)) }
      cells.append(row.cells.first?.citation.evidence.rawValue ?? "")
      return cells
    }
  }

  /// The heads of the columns, with units.
  var heads: [String] {
    var heads = table.keys.map { head(title($0.title), $0.unit) }
    heads += table.columns.map { head(title($0.title), $0.unit) }
    if isDated {
      heads.append(
        table.dating == .filingDate
          ? say("填报日期", "filed on") : say("数据月份", "data months"))
    }
    return heads + [say("证据", "evidence")]
  }

  private func head(_ title: String, _ unit: UnitLabel?) -> String {
    guard let unit, unit.text != "1" else { return title }
    return "\(title) \(unit.text)"
  }

  private func content(_ cell: Table.Cell) -> String {
    var text: String
    switch cell.content {
    case .value(let value): text = value.plainText
    case .absent: return "—"
    case .doubtful(let written): text = written + say("（存疑，不可用）", " (doubtful, unusable)")
    case .notOccurring(let reason): return say("不涉及（\(reason)）", "none (\(reason))")
    }
    if let range = cell.range { text += " (\(range.lowerBound) – \(range.upperBound))" }
    return text
  }

  private func dates(_ row: Table.Row) -> String {
    if row.from == nil, row.to == nil { return "" }
    // `to` is the day after the last one.
    let last = row.to?.advanced(by: -1).description ?? "…"
    return "\(row.from?.description ?? "…") – \(last)"
  }
}
