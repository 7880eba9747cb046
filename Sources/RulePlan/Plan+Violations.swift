import Quantities

extension Plan {
  /// What makes the plan unfit to be run; empty for every plan that the compiler makes.
  ///
  /// A violation is a fault of the compiler, not of a rule file: indices out of range, operands
  /// after their readers, shapes that do not combine, kinds that an operation cannot take.
  public func violations() -> [String] {
    var found = structuralViolations()
    if !found.isEmpty { return found }
    for (index, node) in nodes.enumerated() {
      found += violations(of: node).map { "n\(index) \(node.operation.name): \($0)" }
    }
    for table in tables { found += violations(of: table).map { "table \(table.id): \($0)" } }
    return found
  }

  /// Row sets, indices and the order of nodes; the rest is looked at only when these are right.
  private func structuralViolations() -> [String] {
    var found: [String] = []
    if rowSets.first?.parent != nil || rowSets.isEmpty {
      found.append("row set 0 is not the filing")
    }
    for (index, rowSet) in rowSets.enumerated().dropFirst() {
      guard let parent = rowSet.parent, (0..<index).contains(parent) else {
        found.append("row set \(rowSet.id): its parent does not come before it")
        continue
      }
    }
    func inRange(_ shape: Shape, _ what: String) {
      if !rowSets.indices.contains(shape.rows) { found.append("\(what): no such row set") }
    }
    for input in inputs { inRange(input.shape, "input \(input.id)") }
    for (index, node) in nodes.enumerated() {
      inRange(node.shape, "n\(index)")
      if !node.operands.allSatisfy({ (0..<index).contains($0) }) {
        found.append("n\(index): an operand does not come before it")
      }
    }
    for value in named where !nodes.indices.contains(value.node) {
      found.append("\(value.id): no such node")
    }
    for check in checks {
      var used = Array(check.arguments.values)
      switch check.test {
      case .fires(let node):
        used.append(node)
        if nodes.indices.contains(node), nodes[node].kind != .flag {
          found.append("check \(check.id): its condition is no flag")
        }
      case .detector(_, let operands, _): used += operands
      }
      if !used.allSatisfy(nodes.indices.contains) {
        found.append("check \(check.id): no such node")
      }
    }
    return found
  }

  private func violations(of table: Table) -> [String] {
    var found: [String] = []
    for row in table.rows
    where row.keys.count != table.keys.count || row.cells.count != table.columns.count {
      found.append("a row has too many or too few keys or cells")
    }
    if table.keys.filter({ $0.match == .linear }).count > 2 {
      found.append("more than two keys are interpolated")
    }
    for key in table.keys where key.match != .exact && !key.isNumber {
      found.append("key \(key.id) is compared by size and no number")
    }
    if let boundary = table.boundary {
      if !tables.indices.contains(boundary.table)
        || !tables[boundary.table].columns.indices.contains(boundary.position)
        || !tables[boundary.table].columns.indices.contains(boundary.value)
      {
        found.append("its boundary does not exist")
      }
      if table.keys.filter({ $0.match == .linear }).count != 2 {
        found.append("it has a boundary without two interpolated keys")
      }
    }
    if found.isEmpty { found += overlaps(in: table) }
    return found
  }

  /// Rows with the same keys whose validities have a day in common.
  private func overlaps(in table: Table) -> [String] {
    var known: [[Scalar]: [Table.Row]] = [:]
    var found: [String] = []
    for row in table.rows {
      for other in known[row.keys] ?? [] {
        let apart =
          (row.to.flatMap { to in other.from.map { to <= $0 } } ?? false)
          || (other.to.flatMap { to in row.from.map { to <= $0 } } ?? false)
        if table.dating == .undated || !apart {
          found.append("two rows hold for the same keys \(row.keys)")
        }
      }
      known[row.keys, default: []].append(row)
    }
    return found
  }
}
