import Accounting

/// The values of a ledger put over a filing that is there.
enum LedgerMerge {
  /// The filing with the ledger's values in place of its own; what the ledger does not mention
  /// stays, and what is new comes behind it.
  static func filing(_ ledger: Filing, over standing: Filing) -> Filing {
    var result = standing
    let ledger = renamed(ledger, beside: standing)
    result.cells = CellList()
    result.cells.append(
      contentsOf: merged(Array(standing.cells), Array(ledger.cells), by: \.address))
    result.rows = merged(standing.rows, ledger.rows, by: \.steps, replacing: false)
    result.records = merged(standing.records, ledger.records, by: \.at)
    result.evidence = merged(standing.evidence, ledger.evidence, by: \.id)
    return result
  }

  private static func merged<Item, Key: Hashable>(
    _ old: [Item], _ new: [Item], by key: (Item) -> Key, replacing: Bool = true
  ) -> [Item] {
    let latest = Dictionary(new.map { (key($0), $0) }, uniquingKeysWith: { $1 })
    let known = Set(old.map(key))
    return old.map { replacing ? latest[key($0)] ?? $0 : $0 }
      + new.filter { !known.contains(key($0)) }
  }

  /// A ledger of another file keeps the documents of earlier ones apart from its own.
  private static func renamed(_ ledger: Filing, beside standing: Filing) -> Filing {
    var result = ledger
    var names: [String: String] = [:]
    for (place, item) in ledger.evidence.enumerated() {
      let isTaken = standing.evidence.contains { $0.id == item.id && $0.file != item.file }
      guard isTaken else { continue }
      let name = "\(item.id) \(item.file ?? "")"
      names[item.id] = name
      result.evidence[place].id = name
    }
    for (place, record) in ledger.records.enumerated() {
      result.records[place].evidence = record.evidence.map { names[$0] ?? $0 }
    }
    return result
  }
}
