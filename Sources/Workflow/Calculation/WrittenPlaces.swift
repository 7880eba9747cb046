import Accounting
import Diagnostics
import Exchange
import RulePlan

/// Where in the files of a filing the values stand that findings name by address.
///
/// Looked up when asked: few of the millions of cells that a filing may have are ever asked for.
struct WrittenPlaces: Sendable {
  private let plan: Plan
  private let bound: BoundFiling
  /// The inputs whose columns are entered, in the order of the plan.
  private let inputs: [Int]
  /// Of these, the ones that an address calls by this name.
  private let byName: [String: [Int]]

  init(_ calculation: Calculation) {
    let plan = calculation.plan
    let names = Dictionary(
      plan.named.map { ($0.id, $0.addressName) }, uniquingKeysWith: { first, _ in first })
    self.plan = plan
    bound = calculation.bound
    inputs = plan.inputs.indices.filter { plan.inputs[$0].facet == .value }
    byName = Dictionary(grouping: inputs) { names[plan.inputs[$0].id] ?? "" }
  }

  /// Where the value or row at an address was written; nil where nothing was.
  func origin(_ address: String) -> Origin? {
    var faults: [Finding] = []
    guard let address = CellAddress(address, at: .none, findings: &faults), address.facet == nil
    else { return nil }
    if !address.isRow { return cell(address, of: byName[address.name] ?? []) }
    if address.steps.isEmpty { return nil }
    // A check speaks of a row and month: any of its cells leads to the line.
    if let origin = cell(address, of: inputs) { return origin }
    guard address.period == nil else { return nil }
    for row in bound.filing.rows where row.steps == address.steps {
      if case .cell = row.origin { return row.origin }
    }
    return nil
  }

  /// The first of these inputs that was written at an address in a table.
  private func cell(_ address: CellAddress, of inputs: [Int]) -> Origin? {
    let rows = address.steps.last?.rowSet
    for input in inputs {
      let shape = plan.inputs[input].shape
      guard (shape.rows == 0 ? nil : plan.rowSets[shape.rows].id) == rows,
        let element = bound.element(address, in: shape),
        case .cell? = bound.origin(input, element)
      else { continue }
      return bound.origin(input, element)
    }
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
