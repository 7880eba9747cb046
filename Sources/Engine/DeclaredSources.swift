import RulePlan

/// Where the values of emission sources that a filing declares 不涉及 do not occur.
///
/// A formula of such a source may read rows or blanks of others; it has nothing to wait for.
struct DeclaredSources {
  /// For each node that holds values of one declared source, the statements about that source.
  private let statements: [Int: [Dataset.DeclaredSource]]

  init(plan: Plan, data: Dataset) {
    var statements: [Int: [Dataset.DeclaredSource]] = [:]
    guard !data.declaredSources.isEmpty else {
      self.statements = statements
      return
    }
    var sources: [Int: Set<String>] = [:]
    for named in plan.named { sources[named.node, default: []].insert(named.source ?? "") }
    // A node that holds the value of another source too is that source's affair.
    for (node, names) in sources where names.count == 1 {
      let about = data.declaredSources.filter { names.contains($0.source) }
      if !about.isEmpty { statements[node] = about }
    }
    self.statements = statements
  }

  /// Turns what is absent in the column of a node to not occurring, where it is declared so.
  func settle(_ node: Int, _ states: inout States, _ shape: Shape, _ layout: Layout) {
    guard let about = statements[node] else { return }
    let slots = layout.slots(shape.grain)
    var isCovered = [Bool](repeating: false, count: layout.rows(shape.rows))
    for rows in Set(about.map(\.rows)) {
      var declared = [Bool](repeating: false, count: layout.rows(rows))
      for statement in about where statement.rows == rows { declared[statement.row] = true }
      for (row, covers) in covered(declared, rows, shape.rows, layout).enumerated() where covers {
        isCovered[row] = true
      }
    }
    for row in isCovered.indices where isCovered[row] {
      for element in (row * slots)..<((row + 1) * slots) where states[element] == .absent {
        states[element] = .notOccurring
      }
    }
  }

  /// Whether a node holds values of a declared source.
  func concerns(_ node: Int) -> Bool { statements[node] != nil }

  /// The rows of a set that lie below declared rows, or above declared rows alone.
  private func covered(
    _ declared: [Bool], _ rows: Int, _ own: Int, _ layout: Layout
  ) -> [Bool] {
    if rows == own { return declared }
    if layout.isAncestor(rows, of: own), let owners = layout.ancestors(of: own, in: rows) {
      return owners.map { declared[Int($0)] }
    }
    var result = [Bool](repeating: false, count: layout.rows(own))
    guard layout.isAncestor(own, of: rows), let owners = layout.ancestors(of: rows, in: own)
    else { return result }
    for owner in owners { result[Int(owner)] = true }
    for (row, owner) in owners.enumerated() where !declared[row] { result[Int(owner)] = false }
    return result
  }
}
