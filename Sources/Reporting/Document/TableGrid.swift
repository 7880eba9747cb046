/// The cells of a table in the columns where they stand, spans resolved.
struct TableGrid {
  /// A cell in its place.
  struct Placed {
    var cell: TableCell
    /// The row, head and body counted together.
    var row: Int
    var column: Int
    var columns: Int
    var rows: Int
  }

  /// How many columns there are.
  let columns: Int
  /// How many rows, head and body together.
  let rows: Int
  /// How many of them are the head.
  let headRows: Int
  /// The cells in reading order.
  let cells: [Placed]
  /// The cells that begin in each row, as places in ``cells``.
  private let starts: [Range<Int>]

  init(_ table: DocumentTable) {
    let lines = table.head + table.rows
    headRows = table.head.count
    rows = lines.count
    var cells: [Placed] = []
    var starts: [Range<Int>] = []
    // For each column, the first row in which no cell from above stands in it.
    var free: [Int] = []
    for (row, line) in lines.enumerated() {
      let start = cells.count
      var column = 0
      let limit = row < headRows ? headRows : lines.count
      for cell in line {
        while column < free.count, free[column] > row { column += 1 }
        let width = max(cell.columns, 1)
        let height = min(max(cell.rows, 1), limit - row)
        while free.count < column + width { free.append(0) }
        for place in column..<column + width { free[place] = row + height }
        cells.append(
          Placed(cell: cell, row: row, column: column, columns: width, rows: height))
        column += width
      }
      starts.append(start..<cells.count)
    }
    self.cells = cells
    self.starts = starts
    columns = free.count
  }

  /// The cells that begin in a row.
  func cells(in row: Int) -> ArraySlice<Placed> { cells[starts[row]] }
}

/// How wide text is, in sizes of its type: estimates that hold for the families of ``Face``.
enum TextWidth {
  /// The width of a line.
  static func of(_ text: some StringProtocol) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The width of the longest line.
  static func longestLine(_ text: String) -> Double {
    text.split(separator: "\n").map { of($0) }.max() ?? 0
  }

  /// The width of the longest piece that is not divided at the end of a line.
  static func longestWord(_ text: String) -> Double {
    var longest = 0.0
    var word = 0.0
    for scalar in text.unicodeScalars {
      let isDivided = scalar.value > 0x2E00 || scalar == " " || scalar == "\n" || scalar == "/"
      if isDivided {
        longest = max(longest, word, scalar.value > 0x2E00 ? 1 : 0)
        word = 0
      } else {
        word += width(scalar)
      }
    }
    return max(longest, word)
  }

  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x30...0x39: return 0.57
    case 0x2C, 0x2E, 0x3A, 0x3B, 0x27, 0x69, 0x6C, 0x6A, 0x49: return 0.33
    case 0x28, 0x29, 0x2D, 0x2F, 0x5B, 0x5D, 0x66, 0x72, 0x74, 0x20: return 0.4
    case 0x4D, 0x57, 0x6D, 0x77, 0x40, 0x25: return 0.95
    case 0x41...0x5A: return 0.72
    case 0x20...0x7E: return 0.6
    default: return 1
    }
  }
}
