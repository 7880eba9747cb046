import Accounting
import Quantities
import RulePlan

// The cells of whole tables: what is the same down a column is found out once. Whatever is not
// plain goes the way of single cells, which also leaves the findings.
extension CellBinder {
  /// How the cells of a column are placed.
  private struct ColumnPlan {
    var input = 0
    /// The row set of the column; −1 where all cells go the long way.
    var rowSet = -1
    var slots = 1
    /// For each period of the table, with none first, its slot; −1 where it is not one.
    var slotOf: [Int32] = []
    /// What numbers are multiplied by; nil where they stay as they are.
    var factor: Rational?
    var plausible: ClosedRange<Rational>?
    var kind = ValueKind.number
    /// For each text of the table, its code in the column; −1 before it is asked for, −2 where it
    /// is not permitted as it stands.
    var codes: [Int32] = []
  }

  mutating func bind(_ table: CellTable, from start: Int, paths numbers: [Int32]) {
    var plans = table.columns.indices.map { column in self.plan(of: column, table) }
    for (number, line) in table.lines.enumerated() {
      let path = numbers[Int(line.path)]
      let (set, row) = path < 0 ? (-2, 0) : place(path)
      for cell in table.cells(of: number) {
        let column = table.column(cell)
        if plans[column].rowSet == set,
          place(cell, line, table, row, &plans[column], start)
        {
          continue
        }
        bind(start + cell, path: path)
      }
    }
  }

  private func place(_ path: Int32) -> (set: Int, row: Int) {
    let path = paths.all[Int(path)]
    return path.row < 0 ? (-2, 0) : (path.rowSet, Int(path.row))
  }

  private mutating func plan(of index: Int, _ table: CellTable) -> ColumnPlan {
    let column = table.columns[index]
    var result = ColumnPlan()
    // What was filed of the year before goes the long way.
    guard column.facet == nil, let target = names.target(column.name),
      let input = names.targets[target].value
    else {
      return result
    }
    let declared = plan.inputs[input]
    switch declared.kind {
    case .text, .date: break
    case .flag, .reference: return result
    case .number:
      guard declared.facet == .value, let named = names.targets[target].named,
        plan.named[named].unit?.parts.isEmpty ?? true,
        plan.named[named].shownAs?.parts.isEmpty ?? true,
        case .factor(let factor) = units.convert(
          column.unit, named: named, row: 0, set: declared.shape.rows, tree: tree)
      else { return result }
      result.factor = factor == .one ? nil : factor
      result.plausible = plan.named[named].plausible
    }
    result.input = input
    result.kind = declared.kind
    result.slots = filing.period.slotCount(declared.shape.grain.division)
    result.rowSet = declared.shape.rows
    result.slotOf = ([nil] + table.periods.map { Optional($0) }).map { period in
      if case .slot(let slot) = slots.place(period, declared.shape.grain) { return Int32(slot) }
      return -1
    }
    if declared.kind == .text { result.codes = Array(repeating: -1, count: table.texts.count) }
    return result
  }

  /// Places a cell; no where it has to go the long way.
  private mutating func place(
    _ cell: Int, _ line: CellTable.Line, _ table: CellTable, _ row: Int,
    _ plan: inout ColumnPlan, _ start: Int
  ) -> Bool {
    let slot = plan.slotOf[Int(table.period(line, table.column(cell))) + 1]
    let element = row * plan.slots + Int(slot)
    guard slot >= 0, builders[plan.input].source(element) < 0 else { return false }
    switch (table.content(cell), plan.kind) {
    case (.decimal(let integer, let decimals), .number):
      var number = CellTable.number(integer, decimals)
      if let factor = plan.factor { number = number * factor }
      if let range = plan.plausible, !range.contains(number) { return false }
      builders[plan.input].put(.number(number), at: element)
    case (.date(let day), .date): builders[plan.input].put(.date(day), at: element)
    case (.text(let text), .text):
      guard let code = code(text, table, &plan) else { return false }
      builders[plan.input].put(code: code, at: element)
    default: return false
    }
    builders[plan.input].note(source: Int32(start + cell), at: element)
    return true
  }

  /// The code of a text in a column; nil where it is not permitted as it stands.
  private mutating func code(
    _ text: Int, _ table: CellTable, _ plan: inout ColumnPlan
  ) -> Int32? {
    let known = plan.codes[text]
    if known != -1 { return known < 0 ? nil : known }
    let word = table.texts[text]
    let isPermitted = choices[plan.input].isEmpty || choices[plan.input].contains(word)
    plan.codes[text] = isPermitted ? builders[plan.input].code(of: word) : -2
    return isPermitted ? plan.codes[text] : nil
  }
}
