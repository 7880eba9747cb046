import OfficeFiles
import Quantities
import RulePlan

/// The sheet of default values: the tables of the methodology, to be read.
struct DefaultSheet {
  let plan: Plan

  /// Tables with more rows than this are left out: steam tables and the like.
  private static let longest = 120

  /// The sheet; nil where there is no table to show.
  func make() -> WorkbookSheet? {
    let tables = plan.tables.filter { !$0.rows.isEmpty && $0.rows.count <= Self.longest }
    guard !tables.isEmpty else { return nil }
    var sheet = WorkbookSheet(SheetNames.defaults)
    sheet.rows = [
      WorkbookRow([.text("缺省值和分类表（供查阅，改了也不起作用）", WorkbookStyle.title)], height: 24),
      WorkbookRow([
        .text(
          "“来源”是本程序对这个数的了解程度：原文、转录、记忆、定义、推算。使用前请对照方法学原文。",
          WorkbookStyle.remark.with { $0.wraps = false })
      ]),
    ]
    for table in tables { sheet.rows += rows(table) }
    let width = sheet.rows.map(\.cells.count).max() ?? 1
    sheet.columns = [.init(0...0, width: 26), .init(1...max(1, width - 1), width: 18)]
    sheet.frozen = (2, 1)
    sheet.print.isLandscape = true
    sheet.tabColor = 0xA5A5A5
    return sheet
  }

  private func rows(_ table: Table) -> [WorkbookRow] {
    let isDated = table.rows.contains { $0.from != nil || $0.to != nil }
    let headings =
      table.keys.map { title($0.title, $0.unit) } + table.columns.map { title($0.title, $0.unit) }
      + (isDated ? ["适用起", "适用止"] : []) + ["条款", "来源", "出处"]
    var rows = [
      WorkbookRow([]),
      WorkbookRow([.text(table.title.zh, WorkbookStyle.section)]),
      WorkbookRow(headings.map { .text($0, WorkbookStyle.optionalHeading) }, height: 32),
    ]
    for row in table.rows {
      let citation = row.cells.first?.citation ?? table.citation
      var cells = row.keys.map { WorkbookCell(content($0), WorkbookStyle.fixed) }
      cells += row.cells.map { cell in
        switch cell.content {
        case .value(let value): WorkbookCell(content(value), WorkbookStyle.fixed)
        case .absent: WorkbookCell(.text("须自填"), WorkbookStyle.fixed)
        case .doubtful: WorkbookCell(.text("存疑"), WorkbookStyle.fixed)
        case .notOccurring: WorkbookCell(.text("不涉及"), WorkbookStyle.fixed)
        }
      }
      if isDated { cells += days(row) }
      cells += [citation.clause ?? "", Self.evidence(citation.evidence), citation.source ?? ""]
        .map { WorkbookCell($0.isEmpty ? .empty : .text($0), WorkbookStyle.fixed) }
      rows.append(WorkbookRow(cells))
    }
    return rows
  }

  /// First and last day of validity.
  private func days(_ row: Table.Row) -> [WorkbookCell] {
    [row.from, row.to?.advanced(by: -1)].map {
      WorkbookCell($0.map { .text($0.description) } ?? .empty, WorkbookStyle.fixed)
    }
  }

  private func title(_ label: Label, _ unit: UnitLabel?) -> String {
    guard let unit, unit.text != "1" else { return label.zh }
    return "\(label.zh)\n[\(unit.text)]"
  }

  private func content(_ value: Scalar) -> WorkbookCell.Content {
    let text = TableKeys.text(value)
    guard case .number = value, CellText.plain(Array(text.utf8)[...]) != nil else {
      return .text(text)
    }
    return .number(text)
  }

  private static func evidence(_ evidence: Evidence) -> String {
    switch evidence {
    case .primary: "原文"
    case .secondary: "转录"
    case .recalled: "记忆"
    case .definition: "定义"
    case .derived: "推算"
    }
  }
}
