import Accounting
import Diagnostics
import RulePlan

/// What is declared 不涉及, laid over rows and inputs.
struct NotOccurring {
  /// For each row set, the rows that do not occur.
  private(set) var rows: [[Bool]]
  /// For each row set, the parent rows below which it is declared to have none.
  private(set) var none: [[Bool]]
  /// Inputs that do not occur below a row.
  private(set) var inputs: [(input: Int, set: Int, row: Int32)] = []
  private let plan: Plan
  private let tree: RowTree

  init(plan: Plan, tree: RowTree) {
    self.plan = plan
    self.tree = tree
    rows = tree.sets.map { Array(repeating: false, count: $0.count) }
    none = tree.rowSets.indices.map { set in
      Array(repeating: false, count: set == 0 ? 1 : tree.sets[tree.parent(set)].count)
    }
  }

  /// Takes a statement about a row.
  mutating func add(row: Int32, of set: Int) { rows[set][Int(row)] = true }

  /// Takes a statement about a row set or a source below a row; no where the name is neither.
  mutating func add(name: String, row: Int32, of scope: Int) -> Bool {
    var found = false
    for (set, rowSet) in plan.rowSets.enumerated().dropFirst()
    where rowSet.id == name || rowSet.group == name {
      guard scope == 0 || tree.chains[tree.parent(set)].contains(scope) else { continue }
      found = true
      for parent in none[set].indices
      where tree.ancestor(of: Int32(parent), in: tree.parent(set), at: scope) == row {
        none[set][parent] = true
      }
    }
    for (index, input) in plan.inputs.enumerated() {
      guard let named = plan.named.first(where: { $0.id == input.id }), named.source == name,
        scope == 0 || scope == input.shape.rows
          || tree.chains[input.shape.rows].contains(scope)
      else { continue }
      found = true
      inputs.append((index, scope, row))
    }
    return found
  }

  /// Carries the statements down to descendant rows, outer row sets first.
  mutating func settle() {
    let order = tree.rowSets.indices.dropFirst().sorted { tree.depth($0) < tree.depth($1) }
    for set in order {
      let parentSet = tree.parent(set)
      for parent in none[set].indices where rows[parentSet][parent] { none[set][parent] = true }
      for (row, parent) in tree.sets[set].parents.enumerated() where none[set][Int(parent)] {
        rows[set][row] = true
      }
    }
  }
}
