import OfficeFiles
import RulePlan

/// What drop-downs offer, on a hidden sheet: a column for each list.
struct ChoiceLists {
  /// The ranges of the keys of tables, by row set.
  private(set) var keys: [Int: String] = [:]
  /// The ranges of the permitted texts, by input.
  private(set) var inputs: [Int: String] = [:]
  /// The ranges of the units of the table behind a row set's keys.
  private(set) var units: [Int: String] = [:]
  /// The range of the parameters of the register.
  private(set) var parameters: String?
  private var columns: [[String]] = []

  init(_ plan: Plan) {
    for (set, rows) in plan.rowSets.enumerated() {
      guard case .table(let table, _) = rows.keys else { continue }
      keys[set] = add(FilingGuide.keys(plan, set))
      units[set] = add(Self.units(plan, set, table))
    }
    for (index, input) in plan.inputs.enumerated() where input.kind == .text {
      guard input.facet == .value || input.facet == .prior else { continue }
      // Last year's value is one of those of this year.
      let value = plan.inputs.first { $0.id == input.id && $0.facet == .value }
      let listed = input.choices.isEmpty ? value?.choices ?? [] : input.choices
      guard !listed.isEmpty else { continue }
      let ways =
        input.field == "choice"
        ? plan.named.first { $0.id == input.id }?.alternatives.map(RegisterSheet.label) : nil
      inputs[index] = add(ways ?? listed.map(ChoiceWords.offered))
    }
    parameters = add(plan.named.filter(RegisterSheet.isListed).map(RegisterSheet.label))
  }

  /// The units that the table behind the keys states, each once.
  private static func units(_ plan: Plan, _ set: Int, _ table: Int) -> [String] {
    let parts = plan.named.compactMap(\.unit).flatMap(\.parts)
    guard let part = parts.first(where: { $0.rows == set && $0.table == table }),
      let column = part.column
    else { return [] }
    var found: [String] = []
    for row in plan.tables[table].rows where column < row.cells.count {
      if case .value(let value) = row.cells[column].content {
        let text = TableKeys.text(value)
        if !found.contains(text) { found.append(text) }
      }
    }
    return found
  }

  /// Adds a list and returns its range; nil for an empty one.
  private mutating func add(_ texts: [String]) -> String? {
    guard !texts.isEmpty else { return nil }
    let column = columns.firstIndex(of: texts) ?? columns.count
    if column == columns.count { columns.append(texts) }
    let range = CellRange(rows: 0...(texts.count - 1), columns: column...column)
    return SheetName.quoted(SheetNames.choices) + CellName.range(range)
  }

  /// The hidden sheet.
  func sheet() -> WorkbookSheet {
    var sheet = WorkbookSheet(SheetNames.choices)
    sheet.isHidden = true
    let depth = columns.map(\.count).max() ?? 0
    sheet.rows = (0..<depth).map { row in
      WorkbookRow(columns.map { row < $0.count ? .text($0[row]) : .empty })
    }
    return sheet
  }
}
