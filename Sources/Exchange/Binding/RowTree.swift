import Accounting
import Diagnostics
import Quantities
import RulePlan

/// The rows of a filing laid out for a plan, with look-ups by key.
struct RowTree: Sendable {
  struct Key: Hashable, Sendable {
    var parent: Int32
    var key: String
  }

  /// The rows of one row set, ascending by parent.
  struct Rows: Sendable {
    var keys: [String] = []
    var parents: [Int32] = []
    var titles: [String?] = []
    var from: [Day?] = []
    /// Day after the last day.
    var to: [Day?] = []
    /// The units that were stated for keys of the filer's own, by row.
    var units: [Int: String] = [:]
    var index: [Key: Int32] = [:]
    /// The only row below each parent; −1 where there is none, −2 where there are several.
    var only: [Int32] = []
    /// Rows by key alone; filled when first needed.
    var byKey: [String: [Int32]]?

    var count: Int { keys.count }

    mutating func reserve(_ count: Int) {
      keys.reserveCapacity(count)
      parents.reserveCapacity(count)
      index.reserveCapacity(count)
    }

    mutating func add(_ key: String, below parent: Int32) -> Int32 {
      let row = Int32(keys.count)
      keys.append(key)
      parents.append(parent)
      titles.append(nil)
      from.append(nil)
      to.append(nil)
      index[Key(parent: parent, key: key)] = row
      return row
    }

    /// Brings the rows into the order of their parents; the new place of each old row.
    mutating func sort(parentCount: Int) -> [Int32] {
      var start = [Int32](repeating: 0, count: parentCount + 1)
      for parent in parents { start[Int(parent) + 1] += 1 }
      only = (0..<parentCount).map { start[$0 + 1] == 0 ? -1 : start[$0 + 1] == 1 ? 0 : -2 }
      for index in 0..<parentCount { start[index + 1] += start[index] }
      for parent in 0..<parentCount where only[parent] == 0 { only[parent] = start[parent] }
      var moved = [Int32](repeating: 0, count: count)
      var inOrder = true
      for row in 0..<count {
        let place = start[Int(parents[row])]
        start[Int(parents[row])] += 1
        moved[row] = place
        if Int(place) != row { inOrder = false }
      }
      if !inOrder { permute(moved) }
      return moved
    }

    private mutating func permute(_ moved: [Int32]) {
      let old = self
      for row in 0..<old.count {
        let place = Int(moved[row])
        keys[place] = old.keys[row]
        parents[place] = old.parents[row]
        titles[place] = old.titles[row]
        from[place] = old.from[row]
        to[place] = old.to[row]
      }
      index = index.mapValues { moved[Int($0)] }
    }
  }

  /// The row sets.
  let rowSets: [RowSet]
  /// For each row set, the row sets from below the filing to itself.
  let chains: [[Int]]
  /// Row sets by identifier.
  let byID: [String: Int]
  /// The rows of each row set; the filing has one with an empty key.
  var sets: [Rows]

  init(_ rowSets: [RowSet]) {
    self.rowSets = rowSets
    chains = rowSets.indices.map { index in
      var chain: [Int] = []
      var next: Int? = index
      while let set = next, set != 0, chain.count <= rowSets.count {
        chain.insert(set, at: 0)
        next = rowSets[set].parent
      }
      return chain
    }
    byID = Dictionary(rowSets.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
    sets = rowSets.map { _ in Rows() }
    if !sets.isEmpty { _ = sets[0].add("", below: 0) }
  }

  func depth(_ set: Int) -> Int { chains[set].count }

  func parent(_ set: Int) -> Int { rowSets[set].parent ?? 0 }

  /// The row of an ancestor row set that a row lies below; nil where the set is no ancestor.
  func ancestor(of row: Int32, in set: Int, at ancestor: Int) -> Int32? {
    if set == ancestor { return row }
    if ancestor == 0 { return 0 }
    guard let place = chains[set].firstIndex(of: ancestor) else { return nil }
    var row = row
    for set in chains[set][(place + 1)...].reversed() { row = sets[set].parents[Int(row)] }
    return row
  }

  /// The steps to a row from the outside.
  func steps(to row: Int32, in set: Int) -> [CellAddress.Step] {
    var steps: [CellAddress.Step] = []
    var row = row
    for set in chains[set].reversed() {
      steps.append(CellAddress.Step(rowSets[set].id, sets[set].keys[Int(row)]))
      row = sets[set].parents[Int(row)]
    }
    return steps.reversed()
  }

  /// The nearest row set that two row sets lie in.
  func commonAncestor(_ left: Int, _ right: Int) -> Int {
    var common = 0
    for (a, b) in zip(chains[left], chains[right]) where a == b { common = a }
    return common
  }

  /// Rows with a key below a row of an ancestor row set.
  mutating func rows(of set: Int, key: String, below row: Int32, in ancestorSet: Int) -> [Int32] {
    if sets[set].byKey == nil {
      var byKey: [String: [Int32]] = [:]
      for (row, key) in sets[set].keys.enumerated() { byKey[key, default: []].append(Int32(row)) }
      sets[set].byKey = byKey
    }
    return (sets[set].byKey?[key] ?? []).filter {
      ancestor(of: $0, in: set, at: ancestorSet) == row
    }
  }

  /// A row below a row of an ancestor row set, where there is only one on each way down.
  ///
  /// −1 where there is none, −2 where there are several.
  func onlyRow(of set: Int, below row: Int32, in ancestorSet: Int) -> Int32 {
    let start = ancestorSet == 0 ? 0 : (chains[set].firstIndex(of: ancestorSet) ?? 0) + 1
    var row = row
    for set in chains[set][start...] {
      let only = sets[set].only
      guard Int(row) < only.count else { return -1 }
      row = only[Int(row)]
      if row < 0 { return row }
    }
    return row
  }
}
