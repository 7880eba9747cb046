import Accounting
import Diagnostics
import Quantities
import RulePlan

/// A draft of the map of a ledger: what its columns may be, for a person to correct.
public struct LedgerSuggestion {
  private let source: LedgerSource
  private let plan: Plan
  private let units: UnitCatalogue
  /// So many lines below the headings show what a column holds.
  private static let sampled = 200

  /// Prepares the reading of a ledger.
  public init(_ source: LedgerSource, plan: Plan, units: UnitCatalogue) {
    self.source = source
    self.plan = plan
    self.units = units
  }

  /// The draft; sheets without a line of headings are left out.
  public func map(period: Period?) -> LedgerMap {
    var map = LedgerMap()
    map.methodology = plan.methodology
    map.period = period
    map.sheets = source.sheets.compactMap(sheet)
    return map
  }

  /// What a column of the ledger holds.
  private struct Column {
    var heading: String
    var name: String
    var unit: String?
    var texts: [String] = []

    func share(_ test: (String) -> Bool) -> Double {
      texts.isEmpty ? 0 : Double(texts.filter(test).count) / Double(texts.count)
    }
  }

  private func sheet(_ name: String) -> LedgerMap.Sheet? {
    final class Lines { var top: [(row: Int, texts: [Int: String])] = [] }
    let lines = Lines()
    _ = source.lines(of: name) { row, texts in
      lines.top.append((row, texts))
      return lines.top.count < Self.sampled
    }
    guard let heading = LedgerHeading.find(lines.top) else { return nil }
    let below = lines.top.filter { $0.row > heading.row }.map(\.texts)
    let columns = heading.texts.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
      .map { index, text in
        let (name, unit) = split(text)
        return Column(
          heading: text, name: name, unit: unit,
          texts: below.compactMap { $0[index]?.trimmed }.filter { !$0.isEmpty })
      }
    var sheet = LedgerMap.Sheet(name)
    sheet.headingRow = heading.row
    let periods = columns.indices.filter { index in
      columns[index].share { isPeriod($0) } > 0.6
    }
    sheet.periodColumn = periods.first.map { columns[$0].heading }
    let isDaily = periods.first.map { columns[$0].share { CellText.day($0) != nil } > 0.5 } ?? false
    for (index, column) in columns.enumerated() where !periods.contains(index) {
      add(column, isDaily, &sheet)
    }
    weigh(&sheet, isDaily)
    return sheet
  }

  private func isPeriod(_ text: String) -> Bool {
    guard let (name, isSerial) = CellText.period(text) else { return false }
    guard let year = Int(name.prefix(4)), (1990...2100).contains(year) else { return false }
    return !isSerial && name.utf8.count >= 7
  }

  /// A heading without its unit: `入炉煤量（t）`, `热值(kJ/kg)`, `热值 [GJ/t]`.
  private func split(_ heading: String) -> (name: String, unit: String?) {
    let (plain, bracketed) = SheetLayout.parts(heading)
    if let bracketed { return (plain, isUnit(bracketed) ? bracketed : nil) }
    let folded = heading.replacing("（", with: "(").replacing("）", with: ")")
    guard folded.hasSuffix(")"), let open = folded.lastIndex(of: "(") else { return (heading, nil) }
    let unit = String(folded[folded.index(after: open)...].dropLast()).trimmed
    let ours = Self.spellings[unit] ?? unit
    return isUnit(ours) ? (String(folded[..<open]).trimmed, ours) : (heading, nil)
  }

  /// Units as ledgers write them.
  private static let spellings = [
    "吨": "t", "万吨": "万t", "千克": "kg", "公斤": "kg", "千瓦时": "kWh", "度": "kWh", "万千瓦时": "万kWh",
    "兆瓦时": "MWh", "吉焦": "GJ", "立方米": "m3", "万立方米": "万m3", "标方": "Nm3", "万标方": "万Nm3",
    "万Nm³": "万Nm3", "Nm³": "Nm3", "m³": "m3", "小时": "h", "％": "%",
  ]

  private func isUnit(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 30 else { return false }
    if case .success = units.parse(text) { return true }
    return false
  }

  private func add(_ column: Column, _ isDaily: Bool, _ sheet: inout LedgerMap.Sheet) {
    let isNumber = column.share { NumberText.read($0, at: .none).value != nil } > 0.6
    // Units and lines are often called by bare numbers.
    let isNumbered =
      column.unit == nil
      && plan.rowSets.dropFirst().contains {
        Self.likeness(column.name, $0.title.zh) == 1
      }
    if !isNumber || isNumbered {
      if let set = rowSet(column) {
        sheet.keys.append((column.heading, plan.rowSets[set].id))
        for key in Set(column.texts).sorted() where !LineWords.isTotal(key) {
          sheet.names.append(.init(theirs: key, ours: ours(key, set)))
        }
      } else {
        sheet.unread[column.heading] = ""
      }
      return
    }
    let found = candidates(column)
    guard let best = found.first else {
      sheet.unread[column.heading] = possible(column)
      return
    }
    let named = plan.named[best.named]
    var value = LedgerMap.Value(
      heading: column.heading, target: CellAddress(name: named.symbol))
    value.unit = column.unit.map { based($0, named) }
    let grain = plan.inputs[best.input].shape.grain
    if isDaily, grain != .day || sheet.periodColumn == nil {
      value.rule =
        ["activity", "production"].contains(named.inputKind ?? "") ? .sum : .mean(decimals: nil)
    }
    let others = found.dropFirst().prefix(3).map { plan.named[$0.named] }
      .map { "\($0.symbol)（\($0.title.zh)）" }
    value.note =
      "\(named.title.zh)，请核对"
      + (others.isEmpty ? "" : "；也可能是 " + others.joined(separator: "、"))
      + (column.unit == nil ? "；单位未写明，按 \((named.shownAs ?? named.unit)?.text ?? "1")" : "")
    sheet.values.append(value)
  }

  /// Means of properties are weighted by the first quantity that is read beside them.
  private func weigh(_ sheet: inout LedgerMap.Sheet, _ isDaily: Bool) {
    guard let quantity = sheet.values.first(where: { $0.rule == .sum })?.heading else { return }
    for index in sheet.values.indices {
      guard case .mean = sheet.values[index].rule else { continue }
      sheet.values[index].rule = .weighted(by: quantity, decimals: nil)
      sheet.values[index].note += "；按“\(quantity)”加权"
    }
  }

  // MARK: Likeness

  private func candidates(_ column: Column) -> [(named: Int, input: Int, score: Double)] {
    var found: [(named: Int, input: Int, score: Double)] = []
    for (index, named) in plan.named.enumerated() where named.role == .input {
      guard let input = plan.inputs.firstIndex(where: { $0.id == named.id && $0.facet == .value }),
        case .number = plan.inputs[input].kind, fits(column.unit, named)
      else { continue }
      let names = [named.title.zh, named.symbol, named.id, named.title.en ?? ""]
      let score = names.map { Self.likeness(column.name, $0) }.max() ?? 0
      if score >= 0.34 { found.append((index, input, score)) }
    }
    return found.sorted { ($1.score, $0.named) < ($0.score, $1.named) }
  }

  /// Whether a unit of the ledger can be one of the value; what depends on rows is let through.
  private func fits(_ unit: String?, _ named: Named) -> Bool {
    guard let unit, let label = named.unit, label.parts.isEmpty else { return true }
    return converts(unit, label.text) || converts(based(unit, named), label.text)
  }

  private func converts(_ unit: String, _ wanted: String) -> Bool {
    guard case .success(let theirs) = units.parse(unit),
      case .success(let ours) = units.parse(wanted)
    else { return false }
    return theirs.factor(to: ours) != nil
  }

  /// A unit of the ledger with the basis that the value is on, which ledgers seldom write.
  private func based(_ unit: String, _ named: Named) -> String {
    guard let label = named.unit?.text, !converts(unit, label), let at = label.firstIndex(of: "@")
    else { return unit }
    let basis = label[at...].prefix { $0 == "@" || $0.isLetter || $0.isNumber }
    return converts(unit + basis, label) ? unit + basis : unit
  }

  /// Values that a column may be by its unit alone.
  private func possible(_ column: Column) -> String {
    guard column.unit != nil else { return "" }
    let named = plan.named.filter { named in
      named.role == .input && named.unit != nil && fits(column.unit, named)
    }
    let list = named.prefix(8).map { "\($0.symbol)（\($0.title.zh)）" }.joined(separator: "、")
    return list.isEmpty ? "" : "没有相近的名称；单位相合的有 \(list)。若是其中之一，把“不读”改为“数值列”并填“对应”"
  }

  private func rowSet(_ column: Column) -> Int? {
    let texts = Set(column.texts)
    var best: (set: Int, score: Double)?
    for set in plan.rowSets.indices where set > 0 {
      let known = Set(FilingGuide.keys(plan, set))
      let hits = known.isEmpty ? 0 : Double(texts.filter(known.contains).count)
      let share = texts.isEmpty ? 0 : hits / Double(texts.count)
      let score = max(share, Self.likeness(column.name, plan.rowSets[set].title.zh))
      if score >= 0.5, score > best?.score ?? 0 { best = (set, score) }
    }
    return best?.set
  }

  /// Our name for a key of theirs: the one of the table that is like it, else their own.
  private func ours(_ key: String, _ set: Int) -> String {
    let known = FilingGuide.keys(plan, set)
    if known.contains(key) { return key }
    let best = known.map { ($0, Self.likeness(key, $0)) }.max { $0.1 < $1.1 }
    guard let best, best.1 >= 0.6 else { return key }
    return best.0
  }

  /// How alike two names are: 1 where one is the other, else their common pairs of characters.
  static func likeness(_ left: String, _ right: String) -> Double {
    let (a, b) = (
      Array(SheetLayout.folded(left).lowercased()), Array(SheetLayout.folded(right).lowercased())
    )
    if a.isEmpty || b.isEmpty { return 0 }
    if a == b { return 1 }
    func pairs(_ text: [Character]) -> [String: Int] {
      var found: [String: Int] = [:]
      for (first, second) in zip(text, text.dropFirst()) {
        found["\(first)\(second)", default: 0] += 1
      }
      return found
    }
    let (p, q) = (pairs(a), pairs(b))
    let common = p.reduce(0) { $0 + min($1.value, q[$1.key] ?? 0) }
    return 2 * Double(common) / Double(max(1, a.count + b.count - 2))
  }
}
