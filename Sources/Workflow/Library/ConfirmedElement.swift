import RuleLanguage
import RulePlan

/// An element of a plan that can be confirmed on its own.
enum ConfirmedElement {
  /// A named value: its formula, constant or definition.
  case named(Int)
  /// An alternative of a named value.
  case alternative(Int, Int)
  /// A cell of a table.
  case cell(table: Int, row: Int, column: Int)
  /// A check.
  case check(Int)

  /// What a name means: a value by id or symbol, `value@alternative`, `table[key].column`,
  /// `table[key]` for its row, `table[].column` for a column, `table` for all of it, `check:id`.
  static func all(_ name: String, in plan: Plan) -> [ConfirmedElement] {
    if name.hasPrefix("check:") {
      let id = name.dropFirst("check:".count)
      return plan.checks.firstIndex { $0.id == id }.map { [.check($0)] } ?? []
    }
    if let index = value(name, in: plan) { return [.named(index)] }
    if let at = name.lastIndex(of: "@"), let index = value(String(name[..<at]), in: plan) {
      let id = name[name.index(after: at)...]
      let place = plan.named[index].alternatives.firstIndex { $0.id == id }
      return place.map { [.alternative(index, $0)] } ?? []
    }
    return cells(name, in: plan)
  }

  private static func value(_ name: String, in plan: Plan) -> Int? {
    plan.named.firstIndex { $0.id == name } ?? plan.named.firstIndex { $0.symbol == name }
  }

  private static func cells(_ name: String, in plan: Plan) -> [ConfirmedElement] {
    let open = name.firstIndex(of: "[") ?? name.endIndex
    guard let table = plan.tables.firstIndex(where: { $0.id == name[..<open] }) else { return [] }
    var keys: String?
    var column: String?
    if open < name.endIndex {
      guard let close = name.lastIndex(of: "]"), open < close else { return [] }
      keys = String(name[name.index(after: open)..<close])
      let rest = name[name.index(after: close)...]
      if rest.hasPrefix(".") {
        column = String(rest.dropFirst())
      } else if !rest.isEmpty {
        return []
      }
    }
    let own = plan.tables[table]
    var found: [ConfirmedElement] = []
    for (place, row) in own.rows.enumerated() {
      if let keys, !keys.isEmpty, Self.keys(row) != keys, Self.dated(row) != keys { continue }
      for (index, head) in own.columns.enumerated()
      where column.map({ $0 == head.id }) ?? true && row.cells[index].content != .absent {
        found.append(.cell(table: table, row: place, column: index))
      }
    }
    return found
  }

  /// The keys of a row: `烟煤`, `annual-report,2022`.
  private static func keys(_ row: Table.Row) -> String {
    row.keys.map(\.plainText).joined(separator: ",")
  }

  /// The keys with the day from which the row holds: `annual-report;2022-03-15`.
  private static func dated(_ row: Table.Row) -> String {
    keys(row) + (row.from.map { ";\($0)" } ?? "")
  }

  /// What the elements say, as people compare it with the text.
  static func content(_ elements: [ConfirmedElement], in plan: Plan) -> String {
    let words = elements.map { $0.content(in: plan) }.joined(separator: "；")
    guard elements.count > 6 else { return words }
    // A whole table is told by its size; the hash still notices any change.
    let hash = SHA256.hexadecimal(Array(words.utf8)).prefix(16)
    return "\(elements.count) 个数值（内容的 SHA-256 前 16 位：\(hash)）"
  }

  private func content(in plan: Plan) -> String {
    switch self {
    case .named(let index):
      let named = plan.named[index]
      if case .constant(let value) = plan.nodes[named.node].operation {
        return "\(named.addressName) = \(value.plainText) \(named.unit?.text ?? "")"
      }
      let words = named.formula.map { "\(named.addressName) = \($0)" } ?? named.title.zh
      let rounding = named.rounding.map { "，修约 \($0.text)" } ?? ""
      return "\(words)（\(named.unit?.text ?? "1")）\(rounding)"
    case .alternative(let index, let place):
      let way = plan.named[index].alternatives[place]
      return "\(way.title.zh)：\(way.formula ?? "填报值")"
    case .cell(let table, let row, let column):
      let own = plan.tables[table]
      let head = own.columns[column]
      let cell = own.rows[row].cells[column]
      let value: String
      switch cell.content {
      case .value(let scalar): value = scalar.plainText
      case .doubtful(let text): value = "\(text)（存疑）"
      case .notOccurring(let reason): value = "不涉及（\(reason)）"
      case .absent: value = "（空）"
      }
      return "\(Self.dated(own.rows[row])) \(head.title.zh) = \(value) \(head.unit?.text ?? "")"
    case .check(let index): return plan.checks[index].message.zh
    }
  }

  /// Marks the element as read in the official text.
  func raise(_ plan: inout Plan, _ entry: Confirmations.Entry) {
    let day = entry.on.map { "，\($0)" } ?? ""
    let source = "\(entry.by) 对照原文确认\(day)：\(entry.file) 第 \(entry.page) 页，SHA-256 \(entry.sha256)"
    func raised(_ citation: Citation) -> Citation {
      var citation = citation
      // What is true by definition needs nobody's word.
      if citation.evidence != .definition { citation.evidence = .primary }
      citation.note = [citation.source.map { "确认前的来源：\($0)" }, citation.note]
        .compactMap { $0 }.joined(separator: "。")
      citation.source = source
      return citation
    }
    switch self {
    case .named(let index): plan.named[index].citation = raised(plan.named[index].citation)
    case .alternative(let index, let place):
      let citation = plan.named[index].alternatives[place].citation
      plan.named[index].alternatives[place].citation = raised(citation)
    case .cell(let table, let row, let column):
      let citation = plan.tables[table].rows[row].cells[column].citation
      plan.tables[table].rows[row].cells[column].citation = raised(citation)
    case .check(let index): plan.checks[index].citation = raised(plan.checks[index].citation)
    }
  }

  /// How well the element is known, and where it stands.
  func citation(in plan: Plan) -> Citation {
    switch self {
    case .named(let index): plan.named[index].citation
    case .alternative(let index, let place): plan.named[index].alternatives[place].citation
    case .cell(let table, let row, let column):
      plan.tables[table].rows[row].cells[column].citation
    case .check(let index): plan.checks[index].citation
    }
  }
}
