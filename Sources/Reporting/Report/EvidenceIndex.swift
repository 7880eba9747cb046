import Accounting
import RulePlan

/// What stands behind the cells of a filing: laboratory reports, register lines, documents.
package struct EvidenceIndex: Sendable {
  private let samples: [CellAddress: Filing.Sample]
  private let records: [CellAddress: Filing.DataRecord]
  private let documents: [String: Filing.EvidenceItem]

  /// Reads a filing.
  package init(_ filing: Filing) {
    let known = Dictionary(
      filing.samples.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var samples: [CellAddress: Filing.Sample] = [:]
    for entry in filing.cells where entry.address.facet == "sample" {
      guard case .text(let id) = entry.cell.value else { continue }
      var address = entry.address
      address.facet = nil
      samples[address] = known[id]
    }
    self.samples = samples
    records = Dictionary(
      filing.records.map { ($0.at, $0) }, uniquingKeysWith: { first, _ in first })
    documents = Dictionary(
      filing.evidence.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The laboratory report behind a cell; nil where it names none.
  package func sample(_ address: CellAddress) -> Filing.Sample? { samples[address] }

  /// The line of the register for a cell: its own, else that of all periods.
  package func record(_ address: CellAddress) -> Filing.DataRecord? {
    if let record = records[address] { return record }
    var all = address
    all.period = nil
    return records[all]
  }

  /// The documents that the register names for a cell, and the report of its sample.
  package func documents(_ address: CellAddress) -> [Filing.EvidenceItem] {
    var ids = record(address)?.evidence ?? []
    if let report = sample(address)?.evidence, !ids.contains(report) { ids.append(report) }
    return ids.compactMap { documents[$0] }
  }
}

extension Filing.Sample {
  /// The report's number, else what the filing calls the sample.
  package var reportNumber: String {
    for field in fields where field.name == "report" {
      if case .text(let text) = field.value, !text.isEmpty { return text }
    }
    return id
  }
}

extension Filing.EvidenceItem {
  /// The document as people look for it: its title and file.
  package var words: String {
    let name = title ?? type ?? report ?? id
    return file.map { "\(name)（\($0)）" } ?? name
  }
}
