import Diagnostics

/// Findings of several threads, put into the order of the file at the end.
///
/// Each thread reads ever later chunks, so that the first findings of a kind in the file are among
/// the first of some thread.
struct BatchFindings: Sendable {
  /// A finding whose line is counted from the beginning of its chunk.
  struct Entry: Sendable {
    var chunk: Int
    var line: Int
    var column: Int
    var kind: FindingKind
    var arguments: [String: String]
  }

  private(set) var entries: [Entry] = []
  private(set) var counts: [String: Int] = [:]

  /// Notes a finding; the arguments are asked for where it will be listed.
  mutating func add(
    _ kind: FindingKind, chunk: Int, line: Int, column: Int,
    _ arguments: @autoclosure () -> [String: String] = [:]
  ) {
    counts[kind.code, default: 0] += 1
    guard counts[kind.code, default: 0] <= FindingList.limit + 1 else { return }
    entries.append(
      Entry(chunk: chunk, line: line, column: column, kind: kind, arguments: arguments()))
  }

  /// The findings of all threads in the order of lines; of one kind only so many.
  ///
  /// - Parameter firstRows: the row of the file that each chunk begins with, from 1.
  static func merged(
    _ parts: [BatchFindings], file: String, firstRows: [Int]
  ) -> [Finding] {
    let all = parts.flatMap(\.entries).map { entry in
      (row: firstRows[entry.chunk] + entry.line, entry: entry)
    }
    .sorted {
      ($0.row, $0.entry.column, $0.entry.kind.code) < ($1.row, $1.entry.column, $1.entry.kind.code)
    }
    var totals: [String: Int] = [:]
    for part in parts { totals.merge(part.counts, uniquingKeysWith: +) }
    var listed: [String: Int] = [:]
    var result: [Finding] = []
    for (row, entry) in all {
      let count = listed[entry.kind.code, default: 0] + 1
      listed[entry.kind.code] = count
      let origin = Origin.cell(file: file, sheet: nil, row: row, column: entry.column)
      if count <= FindingList.limit {
        result.append(Finding(entry.kind, at: origin, entry.arguments))
      } else if count == FindingList.limit + 1 {
        let rest = (totals[entry.kind.code] ?? count) - FindingList.limit
        result.append(
          Finding(
            .intakeMore, at: origin, ["code": entry.kind.code, "count": String(rest)],
            severity: entry.kind.severity))
      }
    }
    return result
  }
}
