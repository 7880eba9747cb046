import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Makes the rows of each row set, outer ones first, and finds the row of each path.
///
/// Ancestors that a path leaves out are taken where there is only one, or where only one of them
/// has a row with the key that follows.
struct RowBinder {
  let plan: Plan
  var tree: RowTree
  var paths: RowPaths
  var findings: FindingList
  /// The row of each path at the depth reached so far; −1 not known, −3 failed.
  private var reached: [Int32]
  /// The last row that was known on the way of each path, with its row set.
  private var anchor: [(set: Int, row: Int32)]
  private let tableKeys: TableKeys

  init(_ parts: BindingParts, paths: RowPaths, findings: FindingList) {
    plan = parts.plan
    self.tree = RowTree(plan.rowSets)
    self.paths = paths
    self.findings = findings
    reached = Array(repeating: 0, count: paths.all.count)
    anchor = Array(repeating: (0, 0), count: paths.all.count)
    tableKeys = parts.tableKeys
  }

  /// Makes all rows; afterwards each path has its row, or −1.
  mutating func bind() {
    let keys = keysByDepth()
    let depths = plan.rowSets.indices.map { tree.depth($0) }
    for depth in 1..<(max(1, depths.max() ?? 0) + 1) {
      let level = depths.indices.filter { depths[$0] == depth }
      for set in level { makeDerived(set) }
      makeNamed(depth, keys)
      if depth == 1, plan.rowSets.count > 1, tree.sets[1].count == 0,
        plan.rowSets[1].parent == 0
      {
        _ = tree.sets[1].add("F1", below: 0)
      }
      var moved: [[Int32]] = Array(repeating: [], count: plan.rowSets.count)
      for set in level {
        moved[set] = tree.sets[set].sort(parentCount: tree.sets[tree.parent(set)].count)
      }
      settle(depth, keys, moved)
    }
    for number in paths.all.indices.dropFirst() {
      let row = reached[number]
      if row == -1 { ambiguous(number) }
      paths.update(number) { $0.row = row >= 0 ? row : -1 }
    }
  }

  /// For each path, its keys by depth: element 0 is the outermost row set; nil where left out.
  private mutating func keysByDepth() -> [[String?]] {
    var result: [[String?]] = [[]]
    result.reserveCapacity(paths.all.count)
    for number in paths.all.indices.dropFirst() {
      result.append(keysByDepth(number) ?? [])
    }
    return result
  }

  private mutating func keysByDepth(_ number: Int) -> [String?]? {
    let path = paths.all[number]
    guard let last = path.steps.last, let set = rowSet(last, path.origin), set != 0 else {
      reached[number] = -3
      return nil
    }
    let chain = tree.chains[set]
    var keys = [String?](repeating: nil, count: chain.count)
    var before = -1
    for step in path.steps {
      guard let stepSet = rowSet(step, path.origin) else {
        reached[number] = -3
        return nil
      }
      guard let depth = chain.firstIndex(of: stepSet), depth > before else {
        let order = chain.map { plan.rowSets[$0].id + "[…]" }.joined(separator: "/")
        findings.append(
          Finding(
            .intakeRowOrder, at: path.origin,
            ["got": step.rowSet, "of": last.rowSet, "expected": order]))
        reached[number] = -3
        return nil
      }
      keys[depth] = step.key
      before = depth
    }
    paths.update(number) { $0.rowSet = set }
    return keys
  }

  private mutating func rowSet(_ step: CellAddress.Step, _ origin: Origin) -> Int? {
    if let set = tree.byID[step.rowSet] { return set }
    let near = Suggestions.nearest(step.rowSet, among: plan.rowSets.dropFirst().map(\.id))
    findings.append(
      Finding(
        .intakeUnknownRows, at: origin,
        ["got": step.rowSet], near: near))
    return nil
  }

  // MARK: One depth

  private mutating func makeDerived(_ set: Int) {
    guard case .derived(let table, let keyColumn, let fixed) = plan.rowSets[set].keys else {
      return
    }
    let fixedKeys = fixed.sorted { $0.key < $1.key }
    var groups: [[String]: [String]] = [:]
    var seen: Set<[String]> = []
    for row in plan.tables[table].rows {
      let group = fixedKeys.map { TableKeys.text(row.keys[$0.key]) }
      let key = TableKeys.text(row.keys[keyColumn])
      if seen.insert(group + [key]).inserted { groups[group, default: []].append(key) }
    }
    let parentSet = tree.parent(set)
    for parent in 0..<tree.sets[parentSet].count {
      let group = fixedKeys.map { column in
        let row = tree.ancestor(of: Int32(parent), in: parentSet, at: column.value) ?? 0
        return tree.sets[column.value].keys[Int(row)]
      }
      for key in groups[group] ?? [] { _ = tree.sets[set].add(key, below: Int32(parent)) }
    }
  }

  private mutating func makeNamed(_ depth: Int, _ keys: [[String?]]) {
    var expected = Array(repeating: 0, count: plan.rowSets.count)
    for number in paths.all.indices.dropFirst() where keys[number].count == depth {
      expected[paths.all[number].rowSet] += 1
    }
    for (set, count) in expected.enumerated() where count > 0 { tree.sets[set].reserve(count) }
    for number in paths.all.indices.dropFirst() where keys[number].count >= depth {
      guard reached[number] >= 0, let key = keys[number][depth - 1] else { continue }
      let set = tree.chains[paths.all[number].rowSet][depth - 1]
      let parent = reached[number]
      if let known = tree.sets[set].index[RowTree.Key(parent: parent, key: key)] {
        reached[number] = known
      } else if mayMake(key, set, number) {
        reached[number] = tree.sets[set].add(key, below: parent)
      } else {
        reached[number] = -3
      }
    }
  }

  /// Whether a row with this key may exist; a finding where it may not.
  private mutating func mayMake(_ key: String, _ set: Int, _ number: Int) -> Bool {
    let known: [String]
    switch plan.rowSets[set].keys {
    case .free, .table(_, extensible: true): return true
    case .table(let table, extensible: false):
      if tableKeys.contains(key, table) { return true }
      known = tableKeys.keys(table)
    case .derived(let table, let keyColumn, _):
      known = plan.tables[table].rows.map { TableKeys.text($0.keys[keyColumn]) }
    }
    let near = Suggestions.nearest(key, among: known)
    findings.append(
      Finding(
        .intakeUnknownKey, at: paths.all[number].origin,
        ["got": key, "rows": plan.rowSets[set].title.zh, "id": plan.rowSets[set].id], near: near))
    return false
  }

  /// Takes over the sorted rows and finds what paths left out at this depth.
  private mutating func settle(_ depth: Int, _ keys: [[String?]], _ moved: [[Int32]]) {
    for number in paths.all.indices.dropFirst() where keys[number].count >= depth {
      guard reached[number] > -3 else { continue }
      let chain = tree.chains[paths.all[number].rowSet]
      let set = chain[depth - 1]
      if let key = keys[number][depth - 1] {
        if reached[number] >= 0 {
          reached[number] = moved[set][Int(reached[number])]
        } else {
          let known = anchor[number]
          let rows = tree.rows(of: set, key: key, below: known.row, in: known.set)
          reached[number] = rows.count == 1 ? rows[0] : -1
          if rows.count != 1 {
            ambiguous(number, candidates: rows, set)
            reached[number] = -3
          }
        }
        anchor[number] = (set, max(0, reached[number]))
      } else if reached[number] >= 0 {
        anchor[number] = (depth == 1 ? 0 : chain[depth - 2], reached[number])
        let only = tree.sets[set].only[Int(reached[number])]
        reached[number] = only >= 0 ? only : -1
      }
    }
  }

  private mutating func ambiguous(_ number: Int, candidates: [Int32] = [], _ set: Int = 0) {
    let path = paths.all[number]
    let chain = tree.chains[path.rowSet].map { plan.rowSets[$0].id + "[…]" }
    let shown = candidates.prefix(3).map {
      CellAddress(steps: tree.steps(to: $0, in: set), name: "").description
    }
    let got = CellAddress(steps: path.steps, name: "").description
    findings.append(
      .ambiguous(
        got, expected: chain.joined(separator: "/"), candidates: shown, at: path.origin))
  }
}

/// The keys of the tables that row sets pick from, as texts.
struct TableKeys: Sendable {
  private var sets: [Int: Set<String>] = [:]
  private let plan: Plan

  init(_ plan: Plan) {
    self.plan = plan
    for rowSet in plan.rowSets {
      if case .table(let table, _) = rowSet.keys { sets[table] = Set(keys(table)) }
    }
  }

  func contains(_ key: String, _ table: Int) -> Bool { sets[table]?.contains(key) ?? false }

  /// The keys of a table's first key column in printed order, with repetitions.
  func keys(_ table: Int) -> [String] {
    plan.tables[table].rows.compactMap { $0.keys.first.map(Self.text) }
  }

  /// A key as it stands in an address.
  static func text(_ key: Scalar) -> String {
    switch key {
    case .number(let number): number.description
    case .text(let text): text
    case .flag(let flag): flag ? "yes" : "no"
    case .date(let day): day.description
    }
  }
}

extension Finding {
  /// An address that leaves out an ancestor of which there is not exactly one.
  static func ambiguous(
    _ got: String, expected: String, candidates: [String], at origin: Origin
  ) -> Finding {
    let list = candidates.joined(separator: "、")
    return Finding(
      .intakeAmbiguous, at: origin,
      [
        "got": got, "expected": expected,
        "candidates": candidates.isEmpty ? "" : "；可能是 \(list)",
        "candidatesEn": candidates.isEmpty ? "" : "; it may be \(list)",
      ])
  }
}

extension FindingKind {
  static let intakeUnknownRows = FindingKind(
    "intake.unknown-rows", .error, zh: "该方法学没有行集“{got}”{hint}",
    en: "the methodology has no rows “{got}”{hintEn}")
  static let intakeRowOrder = FindingKind(
    "intake.row-order", .error, zh: "“{got}”不在“{of}”的上级中，应写作 {expected}",
    en: "“{got}” is not above “{of}”; write {expected}")
  static let intakeUnknownKey = FindingKind(
    "intake.unknown-key", .error, zh: "“{rows}”（{id}）的表中没有“{got}”{hint}",
    en: "the table of {id} has no “{got}”{hintEn}")
  static let intakeAmbiguous = FindingKind(
    "intake.ambiguous-address", .error,
    zh: "“{got}”没有写明属于哪一行，请填全各列名称（地址写全为 {expected}）{candidates}",
    en: "“{got}” leaves out rows of which there is not exactly one; write {expected}{candidatesEn}")
}
