import Accounting
import RulePlan

/// The columns of the table of one row set, and how they are recognised by their headings.
struct SheetLayout {
  /// What a column holds.
  enum Content: Hashable {
    /// Keys of this row set: the set's own or an ancestor's.
    case key(Int)
    /// The name that people know the row by.
    case title
    /// First day of the row's existence.
    case from
    /// Last day of the row's existence.
    case through
    /// The period of the line.
    case period
    /// The unit of the values whose unit depends on the row.
    case unit
    /// Values of the input with this index.
    case input(Int)
  }

  let plan: Plan
  let rowSet: Int
  /// The columns in the order in which they are written.
  let columns: [Content]
  /// For each input, its named value.
  let named: [Int: Int]
  private let known: [String: [Content]]

  init(_ plan: Plan, _ rowSet: Int, chain: [Int]) {
    self.plan = plan
    self.rowSet = rowSet
    var named: [Int: Int] = [:]
    let byID = Dictionary(
      plan.named.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let inputs = Self.inputs(of: rowSet, plan).filter { byID[plan.inputs[$0].id] != nil }
    for input in inputs { named[input] = byID[plan.inputs[input].id] }
    self.named = named
    var columns = chain.map { Content.key($0) }
    if rowSet != 0 { columns += [.title, .from, .through] }
    if inputs.contains(where: { plan.inputs[$0].shape.grain != .year }) { columns.append(.period) }
    if inputs.contains(where: { Self.isKeyed(named[$0].flatMap { plan.named[$0].unit }) }) {
      columns.append(.unit)
    }
    columns += inputs.map { .input($0) }
    self.columns = columns
    // Of the same name, a key is meant before an input and an input before a fixed column.
    var known: [String: [Content]] = [:]
    let keys = columns.filter(\.isKey)
    let fixed = (columns + [.period, .unit]).filter { !$0.isKey && !$0.isInput }
    for group in [keys, inputs.map { .input($0) }, fixed] {
      var own: [String: [Content]] = [:]
      for content in group {
        for spelling in Set(Self.spellings(content, plan, named).map(Self.folded)) {
          if own[spelling]?.contains(content) == true { continue }
          own[spelling, default: []].append(content)
        }
      }
      known.merge(own) { first, _ in first }
    }
    self.known = known
  }

  /// What a table has columns for: the values, and behind them what rules read of the year before,
  /// each once.
  private static func inputs(of rowSet: Int, _ plan: Plan) -> [Int] {
    let own = plan.inputs.indices.filter { plan.inputs[$0].shape.rows == rowSet }
    var known: Set<String> = []
    return own.filter { plan.inputs[$0].facet == .value }
      + own.filter {
        let input = plan.inputs[$0]
        return input.sheetFacet.map { known.insert("\(input.id)@\($0)").inserted } ?? false
      }
  }

  /// Whether the unit is a table's unit of the row's key and nothing else.
  static func isKeyed(_ unit: UnitLabel?) -> Bool {
    guard let unit, let part = unit.parts.first else { return false }
    return part.table != nil && unit.text == part.placeholder
  }

  /// The columns that a heading without its unit may mean.
  func contents(_ heading: String) -> [Content] { known[Self.folded(heading)] ?? [] }

  /// What the stamp of a workbook calls the column of an input: the value's identifier, with what
  /// follows `@`.
  func id(_ input: Int, _ named: Int) -> String {
    plan.named[named].id + (plan.inputs[input].sheetFacet.map { "@\($0)" } ?? "")
  }

  /// All headings, for suggestions.
  var headings: [String] { columns.map { heading($0) } }

  private static func spellings(
    _ content: Content, _ plan: Plan, _ named: [Int: Int]
  ) -> [String] {
    switch content {
    case .key(let set): return labels(plan.rowSets[set].title, plan.rowSets[set].id, nil)
    case .title: return ["名称", "名称 name", "name"]
    case .from: return ["起", "起 from", "from", "起始日期"]
    case .through: return ["止", "止 to", "to", "终止日期"]
    case .period: return ["期间", "期间 period", "period", "月份", "月"]
    case .unit: return ["单位", "unit of measure"]
    case .input(let index):
      guard let value = named[index].map({ plan.named[$0] }) else { return [] }
      if let facet = plan.inputs[index].sheetFacet {
        let own = lastYear(value, plan.inputs[index])
        return [
          own, "\(own) \(value.symbol)", "\(value.symbol)@\(facet)", "\(value.id)@\(facet)",
          "\(own) \(value.symbol)@\(facet)",
        ]
      }
      return labels(value.title, value.id, value.symbol)
    }
  }

  /// `上年期末库存量`, `上年消耗量的取值方式`.
  private static func lastYear(_ value: Named, _ input: Input) -> String {
    input.field == "choice" ? "上年\(value.title.zh)的取值方式" : "上年\(value.title.zh)"
  }

  private static func labels(_ title: Label, _ id: String, _ symbol: String?) -> [String] {
    var texts = [id, title.zh, "\(title.zh) \(id)"]
    if let symbol { texts += [symbol, "\(title.zh) \(symbol)"] }
    if let en = title.en { texts += [en, "\(en) \(symbol ?? id)"] }
    return texts
  }

  /// A heading without blanks; full-width brackets are as good as plain ones.
  static func folded(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      switch scalar {
      case "（": scalars.append("(")
      case "）": scalars.append(")")
      case "［": scalars.append("[")
      case "］": scalars.append("]")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// The heading of a column: title, symbol and unit.
  func heading(_ content: Content) -> String {
    switch content {
    case .key(let set): return "\(plan.rowSets[set].title.zh) \(plan.rowSets[set].id)"
    case .title: return "名称"
    case .from: return "起"
    case .through: return "止"
    case .period: return "期间"
    case .unit: return "单位"
    case .input(let index):
      guard let value = named[index].map({ plan.named[$0] }) else { return "" }
      var name =
        value.title.zh == value.symbol ? value.symbol : "\(value.title.zh) \(value.symbol)"
      if let facet = plan.inputs[index].sheetFacet {
        name = "\(Self.lastYear(value, plan.inputs[index])) \(value.symbol)@\(facet)"
        if plan.inputs[index].kind != .number { return name }
      }
      guard let unit = value.shownAs ?? value.unit, unit.text != "1" else { return name }
      return "\(name) [\(shown(unit))]"
    }
  }

  /// A unit as headings have it: what depends on the row is called after the row set.
  private func shown(_ unit: UnitLabel) -> String {
    unit.text { part in
      let title = "按\(plan.rowSets[part.rows].title.zh)"
      return part.table == nil ? "（\(title)）" : title
    } ?? unit.text
  }

  /// A heading taken apart: `消耗量 FC [t]` is the name and the unit.
  static func parts(_ heading: String) -> (name: String, unit: String?) {
    let text = heading.trimmed.replacing("［", with: "[").replacing("］", with: "]")
    guard text.last == "]" else { return (text, nil) }
    var level = 0
    for index in text.indices.reversed() {
      if text[index] == "]" { level += 1 }
      if text[index] == "[" { level -= 1 }
      if level == 0 {
        let unit = text[text.index(after: index)...].dropLast()
        return (String(text[..<index]).trimmed, String(unit).trimmed)
      }
    }
    return (text, nil)
  }
}

extension Input {
  /// What follows `@` in addresses of the column of a table; nil for values themselves.
  package var sheetFacet: String? {
    facet == .prior ? field == "choice" ? "prior-choice" : "prior" : nil
  }
}

extension SheetLayout.Content {
  fileprivate var isInput: Bool {
    if case .input = self { return true }
    return false
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
