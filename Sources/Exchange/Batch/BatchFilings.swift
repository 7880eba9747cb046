import Accounting
import Diagnostics
import Quantities
import RulePlan

/// A table of many enterprises taken apart into a table for each of them.
///
/// The general way, for tables whose lines belong together: several months of one row, rows with
/// validity, methods that compare rows. It holds the file in memory.
public struct BatchFilings: Sendable {
  /// The lines of one enterprise in one period.
  public struct Part: Sendable {
    /// The enterprise.
    public let enterprise: String
    /// The reporting period.
    public let period: Period
    /// Its lines as a table of a filing.
    public internal(set) var file: FilingFile
    /// The row of the whole table that each of its rows was.
    var rows: [Int]
  }

  /// The parts: by period, then in the order of the file.
  public private(set) var parts: [Part] = []
  /// How many lines were taken in.
  public private(set) var lines = 0
  /// What is wrong with the table as a whole and with lines that belong to nobody.
  public private(set) var findings: [Finding] = []
  private let path: String

  /// Reads a table.
  public init(_ table: BatchTable) {
    path = table.path
    let plan = table.plan
    let set = plan.rowSets[table.rowSet]
    let addsKey = set.keys == .free && table.place(of: .key(table.rowSet)) == nil
    let enterprise = (table.columns.firstIndex(of: .enterprise) ?? 0) + 1
    let year = table.columns.firstIndex(of: .year).map { $0 + 1 }
    var list = FindingList()
    var places: [Name: Int] = [:]
    var parts: [Part] = []
    var taken = 0
    let outcome = CSVReader.read(.file(table.path), file: table.path) { record in
      guard record.row > table.headingRow else { return true }
      func note(_ kind: FindingKind, _ column: Int, _ arguments: [String: String]) {
        list.append(
          Finding(
            kind, at: .cell(file: table.path, sheet: nil, row: record.row, column: column),
            arguments))
      }
      let name = CSVWriter.restored(record.text(enterprise)).trimmed
      if name.isEmpty {
        if record.texts.contains(where: { !$0.trimmed.isEmpty }) {
          note(.filingNoKey, enterprise, ["column": table.enterpriseHeading])
        }
        return true
      }
      if LineWords.isTotal(name) {
        note(.filingTotalRow, enterprise, ["got": name])
        return true
      }
      let text = year.map { record.text($0).trimmed } ?? ""
      let stated = Period(text) ?? CellText.period(text).flatMap { Period($0.name) }
      guard let period = year == nil ? table.period : stated else {
        note(.batchYear, year ?? 1, ["got": text])
        return true
      }
      let place = places[Name(enterprise: name, period: period)] ?? parts.count
      if place == parts.count {
        places[Name(enterprise: name, period: period)] = place
        parts.append(
          Part(
            enterprise: name, period: period,
            file: FilingFile(
              name: set.id + ".csv",
              bytes: Self.heading(table, addsKey ? plan.rowSets[table.rowSet].id : nil)),
            rows: [table.headingRow]))
      }
      var cells = (0..<record.count).map { CSVCell.text(record.text($0 + 1)) }
      if addsKey {
        while cells.count < table.columns.count { cells.append(.empty) }
        cells.insert(.text(String(record.row)), at: table.columns.count)
      }
      var writer = CSVWriter(marked: false)
      writer.addAsIs(cells)
      parts[place].file.bytes += writer.take()
      parts[place].rows.append(record.row)
      taken += 1
      return true
    }
    let order = parts.indices.sorted {
      (parts[$0].period.from, parts[$0].period.through, $0)
        < (parts[$1].period.from, parts[$1].period.through, $1)
    }
    self.parts = order.map { parts[$0] }
    lines = taken
    findings = outcome.findings + list.all
  }

  private struct Name: Hashable {
    var enterprise: String
    var period: Period
  }

  /// The heading without the columns that filings do not have, with a key where lines have none.
  private static func heading(_ table: BatchTable, _ key: String?) -> [UInt8] {
    var writer = CSVWriter(marked: false)
    var cells = zip(table.heading, table.columns).map { text, content -> CSVCell in
      if case .sheet = content { return .text(text) }
      return .empty
    }
    if let key { cells.append(.text(key)) }
    writer.addAsIs(cells)
    return writer.take()
  }

  /// A finding about a part, at its place in the whole table.
  public func placed(_ finding: Finding, in part: Part) -> Finding {
    func placed(_ origin: Origin) -> Origin {
      switch origin {
      case .cell(_, let sheet, let row, let column):
        let own = part.rows.indices.contains(row - 1) ? part.rows[row - 1] : row
        return .cell(file: path, sheet: sheet, row: own, column: column)
      case .address(let address): return .address("\(part.enterprise)/\(address)")
      case .file: return .file(path)
      case .none: return .address(part.enterprise)
      case .source: return origin
      }
    }
    return Finding(
      finding.kind, at: placed(finding.origin), finding.arguments, severity: finding.severity,
      notes: finding.notes.map { Finding.Note($0.caption, at: placed($0.origin)) },
      fix: nil, clause: finding.clause)
  }
}
