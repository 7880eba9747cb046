import OfficeFiles

/// The top of a sheet with its merged ranges: where titles and headings stand.
struct SheetGrid {
  /// So many rows from the top and columns from the left are looked through for headings.
  static let (depth, breadth) = (40, 400)

  /// Texts by row and column, from 1.
  private(set) var texts: [Int: [Int: String]] = [:]
  /// The last column that holds something there.
  private(set) var width = 0
  /// The merged ranges of the whole sheet.
  let merges: [CellRange]
  /// For each merged cell there, the first cell of its range and whether that is a wide one.
  private var anchors: [Place: (place: Place, isWide: Bool)] = [:]

  private struct Place: Hashable {
    var row: Int
    var column: Int
  }

  /// - Parameter isMerged: Whether merged ranges are looked for, which takes a pass over the sheet.
  init(_ workbook: WorkbookReader, _ sheet: WorkbookReader.Sheet, isMerged: Bool = true) {
    merges = isMerged ? workbook.merges(of: sheet) : []
    let head = Head()
    _ = workbook.rows(of: sheet) { row in
      guard row.number <= Self.depth else { return false }
      head.rows.append(row)
      return true
    }
    for row in head.rows {
      for cell in row.cells where cell.column <= Self.breadth {
        texts[row.number, default: [:]][cell.column] = cell.content.text
        width = max(width, cell.column)
      }
    }
    anchor()
  }

  private mutating func anchor() {
    var budget = 4 * Self.depth * Self.breadth
    for merge in merges where merge.rows.lowerBound < Self.depth {
      let first = Place(row: merge.rows.lowerBound + 1, column: merge.columns.lowerBound + 1)
      guard first.column <= width else { continue }
      for row in first.row...min(Self.depth, merge.rows.upperBound + 1) {
        for column in first.column...min(width, merge.columns.upperBound + 1) {
          anchors[Place(row: row, column: column)] = (first, merge.columns.count > 1)
          budget -= 1
        }
      }
      // Overlapping ranges without end are nobody's headings.
      if budget < 0 { return }
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
    guard let first = anchors[Place(row: row, column: column)]?.place else { return "" }
    return texts[first.row]?[first.column]?.trimmed ?? ""
  }

  /// Whether a cell is one of several that share a text from left to right.
  func isSpread(_ row: Int, _ column: Int) -> Bool {
    anchors[Place(row: row, column: column)]?.isWide ?? false
  }
}
