import Quantities
import RulePlan

/// What binding needs of a plan, whatever the filing.
final class BindingParts: Sendable {
  /// A column of a table.
  struct TableColumn: Hashable {
    var table: Int
    var column: Int
  }

  let plan: Plan
  let units: UnitCatalogue
  let names: NameIndex
  let tableKeys: TableKeys
  /// For each input, the permitted texts.
  let choices: [Set<String>]
  /// The row sets of the values of an emission source, by its identifier.
  let rowsOfSource: [String: Set<Int>]
  /// The inputs that belong to an emission source, by its identifier.
  let inputsOfSource: [String: [Int]]
  /// The units that a table gives its keys, where the unit of a value depends on them.
  let keyUnits: [TableColumn: [String: String]]

  init(_ plan: Plan, _ units: UnitCatalogue) {
    self.plan = plan
    self.units = units
    names = NameIndex(plan)
    tableKeys = TableKeys(plan)
    choices = plan.inputs.map { Set($0.choices) }
    var rowsOfSource: [String: Set<Int>] = [:]
    for named in plan.named {
      // Whoever only binds may have left the program out.
      guard let source = named.source, plan.nodes.indices.contains(named.node) else { continue }
      rowsOfSource[source, default: []].insert(plan.nodes[named.node].shape.rows)
    }
    self.rowsOfSource = rowsOfSource
    var inputsOfSource: [String: [Int]] = [:]
    for (index, input) in plan.inputs.enumerated() {
      guard let named = names.named(input.id), let source = plan.named[named].source else {
        continue
      }
      inputsOfSource[source, default: []].append(index)
    }
    self.inputsOfSource = inputsOfSource
    var keyUnits: [TableColumn: [String: String]] = [:]
    for named in plan.named {
      for part in (named.unit?.parts ?? []) + (named.shownAs?.parts ?? []) {
        guard let table = part.table, let column = part.column else { continue }
        let place = TableColumn(table: table, column: column)
        if keyUnits[place] == nil { keyUnits[place] = Self.units(of: place, plan) }
      }
    }
    self.keyUnits = keyUnits
  }

  /// The units that a column of a table gives its keys.
  static func units(of place: TableColumn, _ plan: Plan) -> [String: String] {
    var units: [String: String] = [:]
    for row in plan.tables[place.table].rows {
      guard let key = row.keys.first, place.column < row.cells.count,
        case .value(.text(let unit)) = row.cells[place.column].content
      else { continue }
      units[TableKeys.text(key)] = unit
    }
    return units
  }
}
