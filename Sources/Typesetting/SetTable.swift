/// A table with its text broken into lines and its rows measured.
final class SetTable {
  /// A cell in its place.
  struct Placed {
    var block: TextBlock
    var cell: FlowTable.Cell
    /// The first row: of the head and the body together.
    var row: Int
    var rows: Int
    var x: Double
    var width: Double
  }

  let table: FlowTable
  /// The caption, and the caption of further pages.
  let captions: [TextBlock]
  /// How many rows the head has.
  let headRows: Int
  /// The heights of the rows of head and body.
  private(set) var heights: [Double]
  /// All cells in reading order.
  private(set) var cells: [Placed] = []
  /// The cells over several rows.
  private var spans: [Placed] = []
  /// The cells that begin in each row, as places in ``cells``.
  private var starts: [Range<Int>] = []

  init(_ table: FlowTable, fonts: FontBook) {
    self.table = table
    let width = table.columns.reduce(0, +)
    let runs = [table.caption, table.caption + table.continued]
    captions = runs.map { runs in
      TextBlock(
        runs, width: width, pitch: (runs.map(\.style.size).max() ?? 10) * 1.7, fonts: fonts)
    }
    headRows = table.head.count
    let rows = table.head + table.rows
    heights = rows.map { _ in 0 }
    place(rows, fonts)
    spans = cells.filter { $0.rows > 1 }
    measure()
  }

  private func place(_ rows: [FlowTable.Row], _ fonts: FontBook) {
    let count = table.columns.count
    // For each column, the first row in which no cell from above stands in it.
    var free = [Int](repeating: 0, count: count)
    for (row, line) in rows.enumerated() {
      let start = cells.count
      var column = 0
      for cell in line.cells {
        while column < count, free[column] > row { column += 1 }
        guard column < count else { break }
        let last = min(column + max(cell.columns, 1), count)
        let limit = row < headRows ? headRows : rows.count
        let span = min(max(cell.rows, 1), limit - row)
        let x = table.columns[..<column].reduce(0, +)
        let width = table.columns[column..<last].reduce(0, +)
        let block = TextBlock(
          cell.runs, width: max(width - 2 * table.padding, 1), pitch: table.pitch,
          alignment: cell.alignment, fonts: fonts)
        cells.append(
          Placed(block: block, cell: cell, row: row, rows: span, x: x, width: width))
        for place in column..<last { free[place] = row + span }
        column = last
      }
      starts.append(start..<cells.count)
    }
  }

  private func measure() {
    for cell in cells where cell.rows == 1 {
      heights[cell.row] = max(heights[cell.row], height(of: cell))
    }
    for row in heights.indices where heights[row] == 0 {
      heights[row] = table.pitch + 2 * table.padding
    }
    for cell in cells where cell.rows > 1 {
      let own = heights[cell.row..<cell.row + cell.rows].reduce(0, +)
      heights[cell.row + cell.rows - 1] += max(0, height(of: cell) - own)
    }
  }

  private func height(of cell: Placed) -> Double { cell.block.height + 2 * table.padding }

  /// The height of rows.
  func height(_ rows: Range<Int>) -> Double { heights[rows].reduce(0, +) }

  /// Room that caption and head take at the top of a page.
  var topHeight: Double {
    (captions.first.map { $0.lines.first?.width ?? 0 > 0 ? $0.height : 0 } ?? 0)
      + height(0..<headRows)
  }

  /// The cells that begin in a row.
  func cells(in row: Int) -> ArraySlice<Placed> { cells[starts[row]] }

  /// The rows that belong on one page with this one and those before: linked by cells over
  /// several rows, or by a heading.
  func group(from row: Int) -> Range<Int> {
    var end = row + 1
    var next = row
    let rows = heights.count
    while next < end {
      for cell in cells(in: next) { end = max(end, min(cell.row + cell.rows, rows)) }
      if next >= headRows, table.rows[next - headRows].keepsWithNext { end = max(end, next + 2) }
      end = min(end, rows)
      next += 1
    }
    return row..<end
  }

  /// Whether all of these rows stay with what follows them.
  func areHeadings(_ rows: Range<Int>) -> Bool {
    rows.allSatisfy { $0 >= headRows && table.rows[$0 - headRows].keepsWithNext }
  }

  /// The footnotes of rows.
  func notes(_ rows: Range<Int>) -> [[TextRun]] {
    rows.flatMap { cells(in: $0).flatMap { $0.block.notes(in: 0..<$0.block.lines.count) } }
  }

  // MARK: drawing

  private static let edge = Ink(0.25, 0.25, 0.25)

  /// Draws rows; cells that reach beyond them end with them.
  func draw(_ rows: Range<Int>, x: Double, y: Double, on canvas: Canvas) {
    for row in rows {
      for cell in cells(in: row) { draw(cell, in: rows, x: x, y: y, on: canvas) }
    }
    // What reaches over a page is told where it begins; only its box goes on.
    for cell in spans where cell.row < rows.lowerBound && cell.row + cell.rows > rows.lowerBound {
      edge(cell, box(cell, in: rows, x: x, y: y), on: canvas)
    }
  }

  private typealias Box = (x: Double, y: Double, width: Double, height: Double)

  private func box(_ cell: Placed, in rows: Range<Int>, x: Double, y: Double) -> Box {
    let from = max(cell.row, rows.lowerBound)
    let to = min(cell.row + cell.rows, rows.upperBound)
    let top = y + height(rows.lowerBound..<from)
    return (x: x + cell.x, y: top, width: cell.width, height: height(from..<to))
  }

  private func draw(
    _ cell: Placed, in rows: Range<Int>, x: Double, y: Double, on canvas: Canvas
  ) {
    let box = box(cell, in: rows, x: x, y: y)
    edge(cell, box, on: canvas)
    let room = box.height - 2 * table.padding
    let isMiddle = cell.row < headRows || cell.rows > 1
    let down = isMiddle ? max(0, (room - cell.block.height) / 2) : 0
    let lines = min(cell.block.lines.count, Int((room + 0.01) / table.pitch))
    cell.block.draw(
      0..<lines, x: box.x + table.padding, y: box.y + table.padding + down, on: canvas)
    if let name = cell.cell.destination { canvas.destination(name, x: box.x, y: box.y) }
  }

  /// Draws the lines of one row that fit into a height, from a line on.
  func draw(
    row: Int, lines: Range<Int>, height: Double, x: Double, y: Double, on canvas: Canvas
  ) {
    for cell in cells(in: row) {
      edge(cell, (x: x + cell.x, y: y, width: cell.width, height: height), on: canvas)
      let own = lines.clamped(to: 0..<cell.block.lines.count)
      cell.block.draw(own, x: x + cell.x + table.padding, y: y + table.padding, on: canvas)
      if lines.lowerBound == 0, let name = cell.cell.destination {
        canvas.destination(name, x: x + cell.x, y: y)
      }
    }
  }

  private func edge(_ cell: Placed, _ box: Box, on canvas: Canvas) {
    if let fill = cell.cell.fill {
      canvas.fill(x: box.x, y: box.y, width: box.width, height: box.height, fill)
    }
    canvas.frame(x: box.x, y: box.y, width: box.width, height: box.height, Self.edge)
  }
}
