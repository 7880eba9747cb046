import Accounting
import Quantities
import RulePlan

// The cells of whole tables: what is the same down a column is found out once. Whatever is not
// plain goes the way of single cells, which also leaves the findings.
extension CellBinder {
  /// How the cells of a column are placed; nil for those that go the long way.
  private struct ColumnPlan {
    let input: Int
    let rowSet: Int
    let slots: Int
    /// For each period of the table, with none first, its slot; −1 where it is not one.
    let slotOf: [Int32]
    /// What numbers are multiplied by.
    let factor: Rational
    let plausible: ClosedRange<Rational>?
    let kind: ValueKind
    /// For each text of the table, its code in the column; −1 before it is asked for, −2 where it
    /// is not permitted as it stands.
    var codes: [Int32]
  }

  mutating func bind(_ table: CellTable, from start: Int, paths numbers: [Int32]) {
    var plans = table.columns.indices.map { column in self.plan(of: column, table) }
    for (number, line) in table.lines.enumerated() {
      let path = numbers[Int(line.path)]
      let row = path < 0 ? (set: -1, row: Int32(-1)) : place(path)
      for cell in table.cells(of: number) {
        let column = table.column(cell)
        guard plans[column] != nil, row.set == plans[column]?.rowSet,
          place(cell, line, table, Int(row.row), &plans[column], start)
        else {
          bind(start + cell, path: path)
          continue
        }
      }
    }
  }

  private func place(_ path: Int32) -> (set: Int, row: Int32) {
    let path = paths.all[Int(path)]
    return path.row < 0 ? (-1, -1) : (path.rowSet, path.row)
  }

  /// What is the same down a column; nil where its cells go the long way.
  private mutating func plan(of index: Int, _ table: CellTable) -> ColumnPlan? {
    let column = table.columns[index]
    guard let target = names.target(column.name), let input = names.targets[target].value else {
      return nil
    }
    let declared = plan.inputs[input]
    var factor = Rational.one
    var plausible: ClosedRange<Rational>?
    switch declared.kind {
    case .text, .date: break
    case .flag, .reference: return nil
    case .number:
      guard declared.facet == .value, let named = names.targets[target].named,
        plan.named[named].unit?.parts.isEmpty ?? true,
        plan.named[named].shownAs?.parts.isEmpty ?? true,
        case .factor(let known) = units.convert(
          column.unit, named: named, row: 0, set: declared.shape.rows, tree: tree)
      else { return nil }
      factor = known
      plausible = plan.named[named].plausible
    }
    let slotOf = ([nil] + table.periods.map { Optional($0) }).map { period in
      if case .slot(let slot) = slots.place(period, declared.shape.grain) { return Int32(slot) }
      return -1
    }
    return ColumnPlan(
      input: input, rowSet: declared.shape.rows,
      slots: filing.period.slotCount(declared.shape.grain.division), slotOf: slotOf,
      factor: factor, plausible: plausible, kind: declared.kind,
      codes: declared.kind == .text ? Array(repeating: -1, count: table.texts.count) : [])
  }

  /// Places a cell; no where it has to go the long way.
  private mutating func place(
    _ cell: Int, _ line: CellTable.Line, _ table: CellTable, _ row: Int,
    _ plan: inout ColumnPlan?, _ start: Int
  ) -> Bool {
    guard let input = plan?.input, let count = plan?.slots,
      let slot = plan?.slotOf[Int(table.period(line, table.column(cell))) + 1], slot >= 0
    else { return false }
    let element = row * count + Int(slot)
    guard builders[input].source(element) < 0 else { return false }
    switch (table.content(cell), plan?.kind) {
    case (.decimal(let integer, let decimals), .number):
      var number = CellTable.number(integer, decimals)
      if let factor = plan?.factor, factor != .one { number = number * factor }
      if let range = plan?.plausible, !range.contains(number) { return false }
      builders[input].put(.number(number), at: element)
    case (.date(let day), .date): builders[input].put(.date(day), at: element)
    case (.text(let text), .text):
      guard let code = code(text, table, input, &plan) else { return false }
      builders[input].put(code: code, at: element)
    default: return false
    }
    builders[input].note(source: Int32(start + cell), at: element)
    return true
  }

  /// The code of a text in a column; nil where it is not permitted as it stands.
  private mutating func code(
    _ text: Int, _ table: CellTable, _ input: Int, _ plan: inout ColumnPlan?
  ) -> Int32? {
    guard let known = plan?.codes[text] else { return nil }
    if known != -1 { return known < 0 ? nil : known }
    let word = table.texts[text]
    let isPermitted = choices[input].isEmpty || choices[input].contains(word)
    let code = isPermitted ? builders[input].code(of: word) : -2
    plan?.codes[text] = code
    return isPermitted ? code : nil
  }
}
