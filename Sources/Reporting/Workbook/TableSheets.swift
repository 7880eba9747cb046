import Diagnostics
import OfficeFiles

/// The tables of a document as sheets of a workbook.
struct TableSheets {
  let document: Document
  /// Where the values of a document stand, by their addresses.
  let cells: [String: String]
  /// All digits of the values of a document, by their addresses.
  private let exact: [String: String]
  private(set) var sheets: [WorkbookSheet] = []
  private var taken: [String]

  /// - Parameter calculation: sheets that the tables refer to.
  init(_ document: Document, _ calculation: CalculationSheets) {
    self.document = document
    cells = calculation.cells
    exact = Dictionary(
      document.figures.compactMap { figure in figure.value.map { (figure.address, $0) } },
      uniquingKeysWith: { first, _ in first })
    taken = calculation.sheets.map(\.name)
    for block in document.blocks { add(block) }
  }

  private mutating func add(_ block: Block) {
    switch block {
    case .table(let table): sheets.append(sheet(table))
    case .note(_, let blocks), .details(_, _, let blocks), .anchored(_, let blocks):
      for block in blocks { add(block) }
    case .heading, .paragraph, .equation, .list, .chart, .interactive, .pageBreak: return
    }
  }

  private mutating func sheet(_ table: DocumentTable) -> WorkbookSheet {
    let grid = TableGrid(table)
    let plan = TablePlan(table)
    let widths = Self.widths(plan, grid)
    let name = SheetName.made(from: Self.short(table.caption), besides: taken)
    taken.append(name)
    var sheet = WorkbookSheet(name)
    sheet.rows = [
      WorkbookRow([.text(table.caption, SheetLook.title)], height: 24),
      WorkbookRow([
        .text(document.banners.joined(separator: "　"), SheetLook.mark)
      ]),
    ]
    let above = sheet.rows.count
    for row in 0..<grid.rows {
      var line = [WorkbookCell](
        repeating: WorkbookCell(.empty, SheetLook.cell), count: grid.columns)
      for placed in grid.cells(in: row) {
        line[placed.column] = cell(placed.cell)
        if placed.columns > 1 || placed.rows > 1 {
          sheet.merges.append(
            CellRange(
              rows: row + above...row + above + placed.rows - 1,
              columns: placed.column...placed.column + placed.columns - 1))
        }
      }
      sheet.rows.append(WorkbookRow(line, height: Self.height(grid.cells(in: row), widths)))
    }
    sheet.columns = widths.enumerated().map { .init($0...$0, width: $1) }
    sheet.frozen = (rows: above + grid.headRows, columns: 0)
    sheet.print.isLandscape = plan.isLandscape
    sheet.print.repeatedRows = above + grid.headRows
    sheet.print.footer = "&C第 &P 页，共 &N 页"
    return sheet
  }

  /// What a tab can say of a caption.
  private static func short(_ caption: String) -> String {
    caption.count <= 28 ? caption : String(caption.prefix(27)) + "…"
  }

  /// Widths in characters of the spreadsheet, from the widths on paper.
  private static func widths(_ plan: TablePlan, _ grid: TableGrid) -> [Double] {
    guard plan.parts.count == 1, let part = plan.parts.first else {
      return [Double](repeating: 14, count: grid.columns)
    }
    return part.widths.map { max(8, $0 / 5.2) }
  }

  /// The height of a row whose words need more than one line; not every program fits rows when it
  /// opens a file. A cell over several rows has room of its own.
  private static func height(_ cells: ArraySlice<TableGrid.Placed>, _ widths: [Double]) -> Double? {
    let lines = cells.filter { $0.rows == 1 }.map { placed in
      let room = widths[placed.column..<placed.column + placed.columns].reduce(0, +)
      let text = TextRenderer.inline(placed.cell.content)
      return text.split(separator: "\n").map { line in
        (Double(TerminalText.width(line)) / max(1, room - 1)).rounded(.up)
      }.reduce(0, +)
    }
    guard let most = lines.max(), most > 1 else { return nil }
    return 15 * most
  }

  // MARK: cells

  private func cell(_ cell: TableCell) -> WorkbookCell {
    let text = TextRenderer.inline(cell.content)
    switch cell.kind {
    case .columnHeading: return .text(text, SheetLook.head)
    case .groupHeading: return .text(text, SheetLook.group)
    case .text, .rowHeading: return .text(text, SheetLook.cell)
    case .number: return number(text, cell)
    }
  }

  /// A number as such; with the cell that it is computed in where there is one.
  private func number(_ text: String, _ cell: TableCell) -> WorkbookCell {
    guard let printed = PrintedNumber(text) else {
      return .text(
        text,
        SheetLook.cell.with {
          $0.horizontal = .right
          $0.indent = 1
        })
    }
    let look = SheetLook.cell.with {
      $0.horizontal = .right
      // A number does not touch the unit in the next cell.
      $0.indent = 1
      $0.numberFormat = printed.format
    }
    guard let address = cell.figure, let source = cells[address],
      let exact = exact[address], let factor = printed.factor(from: exact)
    else { return .number(printed.digits, look) }
    let formula = factor == "1" ? source : "\(source)*\(factor)"
    return WorkbookCell(.formula(formula, cached: .number(printed.digits)), look)
  }
}
