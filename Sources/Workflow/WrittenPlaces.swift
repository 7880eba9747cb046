import Accounting
import Diagnostics
import Engine
import Exchange
import RulePlan

/// Where in the files of a filing the values stand that findings name by address.
struct WrittenPlaces: Sendable {
  private let places: [String: Origin]

  init(_ calculation: Calculation) {
    let (plan, evaluation) = (calculation.plan, calculation.evaluation)
    var places: [String: Origin] = [:]
    for (index, input) in plan.inputs.enumerated() where input.facet == .value {
      let named = plan.named.first { $0.id == input.id }
      let count = calculation.bound.count(of: index)
      for element in 0..<count {
        guard let origin = calculation.bound.origin(index, element) else { continue }
        let place = evaluation.address(of: input.shape, element, name: "")
        if let name = named?.addressName {
          places[place.isEmpty ? name : "\(place)/\(name)"] = origin
        }
        // A check speaks of a row and month: any of its cells leads to the line.
        if !place.isEmpty, places[place] == nil { places[place] = origin }
      }
    }
    for row in calculation.bound.filing.rows {
      let place = row.steps.map(\.description).joined(separator: "/")
      if places[place] == nil, row.origin != .none { places[place] = row.origin }
    }
    self.places = places
  }

  /// Where the value or row at an address was written; nil where nothing was.
  func origin(_ address: String) -> Origin? {
    guard let origin = places[address] else { return nil }
    if case .cell = origin { return origin }
    return nil
  }

  /// The findings, those at an address with the cell behind it.
  func located(_ findings: [Finding]) -> [Finding] {
    findings.map { finding in
      guard case .address(let address) = finding.origin, let origin = origin(address),
        !finding.notes.contains(where: { $0.origin == origin })
      else { return finding }
      let caption = Wording(zh: "数据填在这里", en: "the value stands here")
      return Finding(
        finding.kind, at: finding.origin, finding.arguments, severity: finding.severity,
        notes: finding.notes + [Finding.Note(caption, at: origin)], fix: finding.fix,
        clause: finding.clause)
    }
  }
}
