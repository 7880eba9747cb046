import Diagnostics
import OfficeFiles

/// A ledger of the enterprise's own: sheets of lines, whatever file they stand in.
public enum LedgerSource {
  /// A workbook.
  case workbook(WorkbookReader)
  /// A CSV file.
  case table(FilingFile)

  /// The name of the file.
  public var file: String {
    switch self {
    case .workbook(let book): book.file
    case .table(let file): file.name
    }
  }

  /// The names of the sheets that people see; one without a name for a CSV file.
  public var sheets: [String] {
    switch self {
    case .workbook(let book): book.sheets.filter { $0.visibility == .visible }.map(\.name)
    case .table: [""]
    }
  }

  /// The name of a sheet in findings.
  private func shown(_ sheet: String) -> String? {
    if case .workbook = self { return sheet }
    return nil
  }

  /// The place of a cell, from 1.
  func origin(_ sheet: String, _ row: Int, _ column: Int) -> Origin {
    .cell(file: file, sheet: shown(sheet), row: row, column: column)
  }

  /// Hands out the lines of a sheet with their row, texts by column from 1; no ends the reading.
  func lines(of sheet: String, _ each: @escaping (Int, [Int: String]) -> Bool) -> [Finding] {
    switch self {
    case .workbook(let book):
      guard let own = book.sheets.first(where: { $0.name == sheet }) else { return [] }
      let merges = MergedTexts(book.merges(of: own))
      return book.rows(of: own) { row in
        var texts: [Int: String] = [:]
        for cell in row.cells { texts[cell.column] = cell.content.text }
        merges.fill(&texts, row: row.number)
        return each(row.number, texts)
      }
    case .table(let file):
      let outcome = CSVReader.read(.bytes(file.bytes), file: file.name) { record in
        var texts: [Int: String] = [:]
        for column in 0..<record.count {
          let text = CSVWriter.restored(record.text(column + 1))
          if !text.isEmpty { texts[column + 1] = text }
        }
        return each(record.row, texts)
      }
      return outcome.findings
    }
  }
}

/// Texts that are merged over several lines: each line has them, numbers excepted.
private final class MergedTexts {
  private let ranges: [CellRange]
  private var next = 0
  private var kept: [Int: (text: String, last: Int)] = [:]

  init(_ merges: [CellRange]) {
    ranges = merges.filter { $0.rows.count > 1 }
      .sorted { $0.rows.lowerBound < $1.rows.lowerBound }
  }

  func fill(_ texts: inout [Int: String], row: Int) {
    while next < ranges.count, ranges[next].rows.lowerBound + 1 <= row {
      let range = ranges[next]
      next += 1
      let column = range.columns.lowerBound + 1
      // A number belongs to its own line; repeated it would count many times.
      guard range.rows.lowerBound + 1 == row, let text = texts[column],
        NumberText.read(text, at: .none).value == nil
      else { continue }
      kept[column] = (text, range.rows.upperBound + 1)
    }
    for (column, merged) in kept {
      if row > merged.last {
        kept[column] = nil
      } else if texts[column] == nil {
        texts[column] = merged.text
      }
    }
  }
}
