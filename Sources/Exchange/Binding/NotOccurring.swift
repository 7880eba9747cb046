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
  /// Emission sources that do not occur below a row.
  private(set) var sources: [Dataset.DeclaredSource] = []
  private let parts: BindingParts
  private let tree: RowTree

  init(_ parts: BindingParts, tree: RowTree) {
    self.parts = parts
    self.tree = tree
    rows = tree.sets.map { Array(repeating: false, count: $0.count) }
    none = tree.rowSets.indices.map { set in
      Array(repeating: false, count: set == 0 ? 1 : tree.sets[tree.parent(set)].count)
    }
    // A table without rows for an ancestor says so itself; nobody has to declare it.
    for (set, rowSet) in tree.rowSets.enumerated() {
      guard case .derived = rowSet.keys else { continue }
      for (parent, only) in tree.sets[set].only.enumerated() where only == -1 {
        none[set][parent] = true
      }
    }
  }

  /// Takes a statement about a row.
  mutating func add(row: Int32, of set: Int) { rows[set][Int(row)] = true }

  /// Takes a statement about a row set or a source below a row; no where the name is neither.
  mutating func add(name: String, row: Int32, of scope: Int) -> Bool {
    var found = false
    for (set, rowSet) in parts.plan.rowSets.enumerated().dropFirst()
    where rowSet.id == name || rowSet.group == name {
      guard scope == 0 || tree.chains[tree.parent(set)].contains(scope) else { continue }
      found = true
      for parent in none[set].indices
      where tree.ancestor(of: Int32(parent), in: tree.parent(set), at: scope) == row {
        none[set][parent] = true
      }
    }
    // Figures of the filing add up over the facilities.
    let isKnown = parts.rowsOfSource[name]?.contains { rows in
      scope == 0 || tree.chains[rows].contains(scope) || (rows == 0 && scope == 1)
    }
    if isKnown ?? false {
      found = true
      sources.append(Dataset.DeclaredSource(source: name, rows: scope, row: Int(row)))
    }
    for index in parts.inputsOfSource[name] ?? [] {
      let rows = parts.plan.inputs[index].shape.rows
      guard scope == 0 || scope == rows || tree.chains[rows].contains(scope) else { continue }
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
