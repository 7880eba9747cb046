import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// `low(TABLE[key].column)`: the lower end of the range that is printed beside a cell.
  ///
  /// The bounds become columns of the table, so that a look-up finds them like any cell.
  mutating func bound(
    _ name: String, _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    needsNewer("\(name)(…)", at: at(tree, place), place.context)
    guard count(arguments, 1, name, tree, place) else { return nil }
    guard case .lookup(let tableName, let keys, let column) = arguments[0].node,
      let index = table(tableName, in: place.context)
    else {
      report(.boundForm, at(arguments[0], place), ["name": name, "got": arguments[0].text])
      return nil
    }
    guard let position = tables[index].columns.firstIndex(where: { $0.id == column }) else {
      // The look-up itself tells what is wrong with the name of the column.
      return lookup(tableName, keys, column, arguments[0], place)
    }
    guard tables[index].keys.allSatisfy({ $0.match != .linear }),
      tables[index].rows.contains(where: { $0.cells[position].range != nil })
    else {
      report(.boundForm, at(arguments[0], place), ["name": name, "got": arguments[0].text])
      return nil
    }
    let id = addBounds(name, position, to: index)
    return lookup(tableName, keys, id, tree, place)
  }

  /// Adds the column of bounds where it is not there yet.
  private mutating func addBounds(_ name: String, _ position: Int, to index: Int) -> String {
    let column = tables[index].columns[position]
    let id = "\(column.id).\(name)"
    if tables[index].columns.contains(where: { $0.id == id }) { return id }
    let isLow = name == "low"
    var bound = column
    bound.id = id
    bound.title = Label(
      column.title.zh + (isLow ? "（下限）" : "（上限）"),
      en: column.title.en.map { $0 + (isLow ? " (low)" : " (high)") })
    tables[index].columns.append(bound)
    let unit = columnUnits[index]?[position] ?? nil
    columnUnits[index]?.append(unit)
    for row in tables[index].rows.indices {
      var cell = tables[index].rows[row].cells[position]
      if case .value = cell.content {
        let limit = isLow ? cell.range?.lowerBound : cell.range?.upperBound
        cell.content = limit.map { .value(.number($0)) } ?? .absent
      }
      cell.range = nil
      tables[index].rows[row].cells.append(cell)
    }
    return id
  }
}

extension FindingKind {
  static let boundForm = FindingKind(
    "formula.bound", .error,
    zh: "{name}(…) 里要写印有范围、不用插值的表格单元格，如 {name}(fuels[fuel].of)，不是“{got}”",
    en:
      "{name}(…) takes a cell of a column that prints ranges, without interpolation, not “{got}”")
}
