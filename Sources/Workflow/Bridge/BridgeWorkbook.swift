import OfficeFiles
import Quantities

/// A bridge as a workbook: the table with running values and sum as formulas beside their values,
/// and the paragraph.
struct BridgeWorkbook {
  let bridge: Bridge
  let narrative: BridgeNarrative
  private let table: BridgeTable

  init(_ bridge: Bridge, _ narrative: BridgeNarrative) {
    self.bridge = bridge
    self.narrative = narrative
    table = BridgeTable(bridge: bridge)
  }

  func workbook() -> Workbook {
    var workbook = Workbook(sheets: [steps(), paragraph()])
    workbook.properties.title = bridge.title + "差异归因"
    return workbook
  }

  // MARK: Formats

  private static let head = CellFormat().with {
    $0.isBold = true
    $0.fill = 0xE8EEF0
    $0.wraps = true
    $0.border = .thin
  }
  private static let text = CellFormat().with {
    $0.wraps = true
    $0.border = .thin
  }
  private static let strong = text.with { $0.isBold = true }

  /// Numbers with the decimals of the bridge.
  private var number: CellFormat {
    let zeros = String(repeating: "0", count: bridge.decimals)
    return Self.text.with { $0.numberFormat = zeros.isEmpty ? "#,##0" : "#,##0.\(zeros)" }
  }

  // MARK: Sheets

  private func steps() -> WorkbookSheet {
    var sheet = WorkbookSheet("差异表")
    let widths: [Double] = [6, 10, 34, 22, 20, 20, 16, 18]
    sheet.columns = widths.enumerated().map { .init($0...$0, width: $1) }
    let heads = ["序号", "类别", "项目", "行", "A", "B", "影响（\(table.unit)）", "累计（\(table.unit)）"]
    sheet.rows = [
      WorkbookRow([.text(bridge.title + "：由 A 到 B 的逐项差异", Self.strong)]),
      WorkbookRow(heads.map { .text($0, Self.head) }),
      whole("A \(bridge.first.label)", .number(table.plain(bridge.first.value), number)),
    ]
    let first = sheet.rows.count
    for line in table.lines {
      for (index, change) in line.changes.enumerated() {
        let isLast = index == line.changes.count - 1
        sheet.rows.append(
          row(line, change, isFirst: index == 0, isLast: isLast, place: sheet.rows.count))
      }
    }
    let last = sheet.rows.count
    // The value of B is what A and the amounts add up to.
    let sum = "H3+SUM(G\(first + 1):G\(max(last, first + 1)))"
    sheet.rows.append(
      whole(
        "B \(bridge.second.label)",
        WorkbookCell(
          .formula(sum, cached: .number(table.plain(bridge.second.value))), number)))
    sheet.rows.append(WorkbookRow([]))
    sheet.rows.append(WorkbookRow([.text(BridgeTable.order.zh)]))
    sheet.frozen = (2, 0)
    sheet.print.isLandscape = true
    sheet.print.repeatedRows = 2
    return sheet
  }

  private func whole(_ label: String, _ value: WorkbookCell) -> WorkbookRow {
    var cells = [WorkbookCell](repeating: .text("", Self.text), count: 7)
    cells[2] = .text(label, Self.strong)
    return WorkbookRow(cells + [value])
  }

  private func row(
    _ line: BridgeTable.Line, _ change: Bridge.Change, isFirst: Bool, isLast: Bool, place: Int
  ) -> WorkbookRow {
    let title = BridgeKindWords.title(change) + (change.note.isEmpty ? "" : "（\(change.note)）")
    let texts = [
      isFirst ? line.number : "", BridgeKindWords.kind(change.kind), title, change.row,
      change.from, change.to,
    ]
    var cells = texts.map { WorkbookCell.text($0, Self.text) }
    // Spreadsheet rows count from 1: the row above has the number that this one has from 0.
    let amount = line.amount.hasPrefix("+") ? String(line.amount.dropFirst()) : line.amount
    let running = "H\(place)" + (isLast ? "+G\(place + 1)" : "")
    let value = isLast ? line.running : line.running - line.shown
    cells.append(isLast ? .number(amount, number) : .text("并入下项", Self.text))
    cells.append(
      WorkbookCell(
        .formula(running, cached: .number(table.plain(value))), number))
    return WorkbookRow(cells)
  }

  private func paragraph() -> WorkbookSheet {
    var sheet = WorkbookSheet("波动说明")
    sheet.columns = [.init(0...0, width: 110)]
    let wrapped = CellFormat().with { $0.wraps = true }
    sheet.rows = narrative.paragraphs().map { WorkbookRow([.text($0, wrapped)]) }
    return sheet
  }
}
