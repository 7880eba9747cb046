/// Tables of Word.
struct WordTable {
  let plan: TablePlan

  /// How many rows are not divided between pages.
  private static let small = 5

  /// One part of the table.
  func xml(_ part: TablePlan.Part, _ lines: inout WordRuns, _ anchors: inout WordAnchors) -> String
  {
    let grid = TableGrid(part.table)
    let widths = part.widths.map(WordXML.twips)
    var result = "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>"
    result += "<w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/>"
    result += "<w:tblLayout w:type=\"fixed\"/>"
    result += "<w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/>"
    result += "<w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar>"
    let head = grid.headRows > 0 ? "1" : "0"
    result += "<w:tblLook w:firstRow=\"\(head)\" w:lastRow=\"0\" w:firstColumn=\"1\" "
    result += "w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>"
    result += "<w:tblCaption w:val=\"\(HTMLText.escaped(part.table.caption))\"/></w:tblPr>\n"
    result += "<w:tblGrid>" + widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
    result += "</w:tblGrid>\n"
    let spans = grid.cells.filter { $0.rows > 1 }
    for row in 0..<grid.rows { result += self.row(row, grid, spans, widths, &lines, &anchors) }
    return result + "</w:tbl>\n"
  }

  private func row(
    _ row: Int, _ grid: TableGrid, _ spans: [TableGrid.Placed], _ widths: [Int],
    _ lines: inout WordRuns, _ anchors: inout WordAnchors
  ) -> String {
    var result = "<w:tr><w:trPr><w:cantSplit/>"
    if row < grid.headRows { result += "<w:tblHeader/>" }
    result += "</w:trPr>"
    // A small table stands on one page.
    let isTogether = grid.rows <= Self.small && row + 1 < grid.rows
    let isHeading = isTogether || grid.cells(in: row).contains { $0.cell.kind == .groupHeading }
    var column = 0
    let spanning = spans.filter { $0.row < row && row < $0.row + $0.rows }
    let all = (spanning + grid.cells(in: row)).sorted { $0.column < $1.column }
    for placed in all {
      if column < placed.column { result += empty(column..<placed.column, widths) }
      column = placed.column + placed.columns
      result += cell(placed, row, isHeading, widths, &lines, &anchors)
    }
    if column < grid.columns { result += empty(column..<grid.columns, widths) }
    return result + "</w:tr>\n"
  }

  private func empty(_ columns: Range<Int>, _ widths: [Int]) -> String {
    let width = widths[columns].reduce(0, +)
    let span = columns.count > 1 ? "<w:gridSpan w:val=\"\(columns.count)\"/>" : ""
    return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(span)</w:tcPr>"
      + "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p></w:tc>"
  }

  private func cell(
    _ placed: TableGrid.Placed, _ row: Int, _ isHeading: Bool, _ widths: [Int],
    _ lines: inout WordRuns, _ anchors: inout WordAnchors
  ) -> String {
    let cell = placed.cell
    let width = widths[placed.column..<placed.column + placed.columns].reduce(0, +)
    var properties = "<w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>"
    if placed.columns > 1 { properties += "<w:gridSpan w:val=\"\(placed.columns)\"/>" }
    if placed.rows > 1 {
      properties += placed.row == row ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>"
    }
    let isHead = cell.kind == .columnHeading || cell.kind == .groupHeading
    if isHead { properties += "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EDEFEF\"/>" }
    if isHead || placed.rows > 1 { properties += "<w:vAlign w:val=\"center\"/>" }
    var runs = ""
    if placed.row == row {
      runs = anchors.mark(cell.anchor, lines)
      runs += lines.runs(cell.content, WordXML.Look(isBold: isHead, size: plan.size))
    }
    let side =
      cell.kind == .number ? "right" : cell.kind == .columnHeading ? "center" : "left"
    let keep = isHeading ? "<w:keepNext/>" : ""
    return "<w:tc><w:tcPr>\(properties)</w:tcPr>"
      + WordXML.paragraph("TableText", runs, more: keep + "<w:jc w:val=\"\(side)\"/>") + "</w:tc>"
  }
}

/// Bookmarks of a Word document: each has a number and a name.
struct WordAnchors {
  private var count = 0
  private var used: Set<String> = []

  /// A bookmark at an anchor; nothing where there is none or it is set already.
  mutating func mark(_ anchor: String?, _ lines: WordRuns) -> String {
    guard let anchor, let name = lines.bookmarks[anchor], used.insert(name).inserted else {
      return ""
    }
    count += 1
    return "<w:bookmarkStart w:id=\"\(count)\" w:name=\"\(name)\"/>"
      + "<w:bookmarkEnd w:id=\"\(count)\"/>"
  }
}
