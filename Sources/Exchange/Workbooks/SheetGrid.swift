import OfficeFiles

/// The top of a sheet with its merged ranges: where titles and headings stand.
struct SheetGrid {
  /// So many rows from the top are looked through for headings.
  static let depth = 40

  /// Texts by row and column, from 1.
  private(set) var texts: [Int: [Int: String]] = [:]
  /// The last column that holds something there.
  private(set) var width = 0
  let merges: [CellRange]

  init(_ workbook: WorkbookReader, _ sheet: WorkbookReader.Sheet) {
    merges = workbook.merges(of: sheet)
    let head = Head()
    _ = workbook.rows(of: sheet) { row in
      guard row.number <= Self.depth else { return false }
      head.rows.append(row)
      return true
    }
    for row in head.rows {
      for cell in row.cells {
        texts[row.number, default: [:]][cell.column] = cell.content.text
        width = max(width, cell.column)
      }
    }
  }

  private final class Head {
    var rows: [SheetRow] = []
  }

  /// Whether the top of the sheet holds nothing.
  var isEmpty: Bool { texts.isEmpty }

  /// The text of a cell; that of the first cell of its range where it is merged.
  func text(_ row: Int, _ column: Int) -> String {
    if let text = texts[row]?[column] { return text.trimmed }
    let range = merges.first {
      $0.rows.contains(row - 1) && $0.columns.contains(column - 1)
    }
    guard let range else { return "" }
    return texts[range.rows.lowerBound + 1]?[range.columns.lowerBound + 1]?.trimmed ?? ""
  }

  /// Whether a cell is one of several that share a text from left to right.
  func isSpread(_ row: Int, _ column: Int) -> Bool {
    merges.contains {
      $0.rows.contains(row - 1) && $0.columns.contains(column - 1) && $0.columns.count > 1
    }
  }
}
