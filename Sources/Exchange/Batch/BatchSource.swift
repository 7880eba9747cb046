import Diagnostics

/// A table opened for reading by several workers.
public struct BatchSource: Sendable {
  let lines: LineSource

  /// Opens a table again behind its heading.
  ///
  /// - Parameter chunk: how many bytes are read at once; the result does not depend on it.
  public init(_ table: BatchTable, chunk: Int = 1 << 19) {
    lines = LineSource(path: table.path, separator: table.separator, chunkSize: chunk)
  }

  /// What stopped the reading before the end of the file, at the row of the file where it did.
  ///
  /// - Parameter firstRows: the row that each chunk begins with, and the one behind the last.
  public func failure(_ table: BatchTable, firstRows: [Int]) -> Finding? {
    switch lines.failure {
    case nil: return nil
    case .unreadable: return Finding(.csvUnreadable, at: .file(table.path))
    case .endless(let chunk):
      let row = firstRows.indices.contains(chunk) ? firstRows[chunk] : 1
      return Finding(
        .csvUnclosedQuote, at: .cell(file: table.path, sheet: nil, row: row, column: 1))
    }
  }
}
