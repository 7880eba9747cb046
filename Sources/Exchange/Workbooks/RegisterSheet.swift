import Accounting
import RulePlan

/// The sheet 登记表: how each value was obtained, by parameter, row and period instead of address.
struct RegisterSheet {
  /// The name of the sheet.
  static let name = "登记表"
  /// The columns that together are the address.
  static let parameter = "参数"
  static let facility = "设施"
  static let row = "名称"
  static let period = "期间"
  static let address = "地址"

  /// The heading in the register of a folder; the columns of the address keep their names.
  static func column(_ heading: String) -> String? {
    let folded = SheetLayout.folded(heading)
    if [parameter, facility, row, period, address].contains(folded) { return folded }
    guard let column = ListReader.column(heading), fields.contains(column) else { return nil }
    return Tables.title(column)
  }

  private static let fields = Set(
    ["choice", "sample"] + ListReader.recordFields + Filing.evidenceFields)

  private let plan: Plan
  private let tree: RowTree
  /// The rows of each row set that the other sheets have.
  private let rows: [Int: [[CellAddress.Step]]]
  private let parameters: [String: Int]
  private let choices: [Int: [String: String]]

  init(_ plan: Plan, rows: [Int: [[CellAddress.Step]]]) {
    self.plan = plan
    self.rows = rows
    tree = RowTree(plan.rowSets)
    var parameters: [String: [Int]] = [:]
    var choices: [Int: [String: String]] = [:]
    for (index, named) in plan.named.enumerated() where Self.isListed(named) {
      let texts = [Self.label(named), named.symbol, named.id, named.title.zh]
      for text in Set(texts.map(SheetLayout.folded)) { parameters[text, default: []].append(index) }
      for way in named.alternatives {
        let known = [way.id, way.title.zh, Self.label(way), Self.words[way.id] ?? way.id]
        for text in known { choices[index, default: [:]][SheetLayout.folded(text)] = way.id }
      }
    }
    self.parameters = parameters.compactMapValues { $0.count == 1 ? $0[0] : nil }
    self.choices = choices
  }

  /// Whether the register may speak of a value.
  static func isListed(_ named: Named) -> Bool {
    named.role == .input || named.alternatives.count > 1
  }

  /// What the sheet calls a parameter.
  static func label(_ named: Named) -> String {
    named.title.zh == named.symbol ? named.symbol : "\(named.title.zh) \(named.symbol)"
  }

  /// What the sheet calls a way to obtain a value.
  static func label(_ way: Named.Alternative) -> String {
    if way.title.zh != way.id { return "\(way.title.zh) \(way.id)" }
    return words[way.id].map { "\($0) \(way.id)" } ?? way.id
  }

  /// What the commonest ways are called where a rule file gives them no title.
  private static let words = ["measured": "实测值", "default": "缺省值", "supplier": "供应商提供"]

  /// A line of the sheet: the texts of the columns of the address.
  struct Line {
    var parameter = ""
    var facility = ""
    var row = ""
    var period = ""
    var address = ""
  }

  /// What is wrong with a line.
  enum Problem: Error {
    /// There is no such parameter; these are near.
    case parameter([String])
  }

  /// The addresses that a line speaks of: one, or one for each row where it names none.
  func addresses(_ line: Line) throws(Problem) -> [String] {
    if !line.address.isEmpty { return [line.address] }
    guard let index = parameter(line.parameter) else {
      let known = plan.named.filter(Self.isListed).map(Self.label)
      throw .parameter(Suggestions.nearest(line.parameter, among: known))
    }
    let named = plan.named[index]
    let set = shape(named).rows
    let period = line.period.isEmpty ? nil : CellText.period(line.period)?.name ?? line.period
    return chains(set, line).map { steps in
      CellAddress(steps: steps, period: period, name: named.symbol).description
    }
  }

  /// The identifier of a way to obtain a value; the text itself where it names none.
  func choice(_ text: String, _ parameter: String) -> String {
    self.parameter(parameter).flatMap { choices[$0]?[SheetLayout.folded(text)] } ?? text
  }

  private func parameter(_ text: String) -> Int? { parameters[SheetLayout.folded(text)] }

  private func shape(_ named: Named) -> Shape {
    let input = plan.inputs.first { $0.id == named.id && $0.facet == .value }
    return input?.shape ?? plan.nodes[named.node].shape
  }

  /// The rows that a line means.
  private func chains(_ set: Int, _ line: Line) -> [[CellAddress.Step]] {
    if set == 0 { return [[]] }
    let parts = line.row.split(separator: "/").map { String($0).trimmed }
    let known = (rows[set] ?? []).filter { steps in
      let facility = steps.first { $0.rowSet == plan.rowSets[1].id }?.key
      let own = steps.filter { $0.rowSet != plan.rowSets[1].id }.map(\.key)
      return (line.facility.isEmpty || facility == nil || facility == line.facility)
        && (parts.isEmpty || own.suffix(parts.count) == parts[...])
    }
    if !known.isEmpty { return known }
    // No such row: the address says what was meant, and the reader tells that it is not there.
    var steps: [CellAddress.Step] = []
    if !line.facility.isEmpty { steps.append(.init(plan.rowSets[1].id, line.facility)) }
    let chain = tree.chains[set].filter { $0 > 1 }
    for (set, key) in zip(chain.suffix(parts.count), parts) {
      steps.append(.init(plan.rowSets[set].id, key))
    }
    return steps.isEmpty ? [] : [steps]
  }
}

/// The sheet 不涉及: which row sets do not occur, by title instead of address.
struct AbsenceSheet {
  /// The name of the sheet.
  static let name = "不涉及"
  static let item = "项目"
  static let facility = "设施"
  static let state = "是否涉及"
  static let reason = "理由"

  static func column(_ heading: String) -> String? {
    let folded = SheetLayout.folded(heading)
    return [item, facility, state, reason].first { $0 == folded }
  }

  private let plan: Plan
  private let sets: [String: Int]

  init(_ plan: Plan) {
    self.plan = plan
    var sets: [String: Int] = [:]
    for (index, set) in plan.rowSets.enumerated() where index > 1 {
      for text in [set.id, set.title.zh] { sets[SheetLayout.folded(text)] = index }
    }
    self.sets = sets
  }

  /// The address of a row set; nil where there is none of the name.
  func address(_ item: String, facility: String) -> String? {
    guard let set = sets[SheetLayout.folded(item)] else { return nil }
    let steps =
      facility.isEmpty ? [] : [CellAddress.Step(plan.rowSets[1].id, facility)]
    return CellAddress(steps: steps, name: plan.rowSets[set].id).description
  }

  /// Names for suggestions.
  var names: [String] { plan.rowSets.dropFirst(2).map(\.title.zh) }
}
