import Accounting
import RulePlan

/// Which laboratory report stands behind which cell of a filing.
struct EvidenceIndex {
  private let samples: [CellAddress: Filing.Sample]

  init(_ filing: Filing) {
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
  }

  /// The laboratory report behind a cell; nil where it names none.
  func sample(_ address: CellAddress) -> Filing.Sample? { samples[address] }
}

extension Filing.Sample {
  /// The report's number, else what the filing calls the sample.
  var reportNumber: String {
    for field in fields where field.name == "report" {
      if case .text(let text) = field.value, !text.isEmpty { return text }
    }
    return id
  }
}
