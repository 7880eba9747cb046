import RulePlan

extension Evaluation {
  /// A row that an element belongs to.
  public struct RowStep: Hashable, Sendable {
    /// The row set, by index into ``RulePlan/Plan/rowSets``.
    public let set: Int
    /// The row.
    public let row: Int
  }

  /// The rows that an element belongs to, from the one below the filing to its own; none for a
  /// value of the whole filing.
  public func path(of shape: Shape, _ element: Int) -> [RowStep] {
    var steps: [RowStep] = []
    var set = shape.rows
    var row = layout.row(element, shape)
    while set != 0, let parent = plan.rowSets[set].parent {
      steps.append(RowStep(set: set, row: row))
      row = layout.parentRow(of: row, in: set, below: parent)
      set = parent
    }
    return steps.reversed()
  }

  /// Whether the rows that an element belongs to exist in its time slot, for a day at least.
  public func exists(_ shape: Shape, _ element: Int) -> Bool {
    let range = dataset.period.slotRange(shape.grain.division, layout.slot(element, shape))
    return path(of: shape, element).allSatisfy { step in
      let rows = dataset.rows[step.set]
      let from = rows.from.indices.contains(step.row) ? rows.from[step.row] : nil
      let to = rows.to.indices.contains(step.row) ? rows.to[step.row] : nil
      return (from ?? range.start) < range.end && (to ?? range.end) > range.start
    }
  }

  /// The addresses of the cells that a figure or total waits for.
  public func awaited() -> Set<String> {
    // Several values may have one identifier: the first is the one that is entered.
    let byID = Dictionary(plan.named.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let results = plan.named.filter {
      [.figure, .total, .reduction, .creditable].contains($0.role)
    }
    var addresses: Set<String> = []
    for case .cell(let input, let place) in missing(forAbsentOf: results.map(\.node)) {
      guard let value = byID[plan.inputs[input].id] else { continue }
      addresses.insert(address(of: value, place))
    }
    return addresses
  }
}
