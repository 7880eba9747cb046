import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// The keys and columns of a table: each id once, and units that depend on a key of it.
  mutating func checkHead(_ element: XMLElement, _ declaration: Declaration) {
    let file = declaration.context.file
    var seen: Set<String> = []
    let keys = element.elements(named: "key").compactMap { $0.attribute("id")?.value }
    for child in element.elements where child.name == "key" || child.name == "column" {
      guard let id = child.attribute("id") else {
        // The column of a form needs no id, that of a table is named by its rows.
        report(
          .attributeMissing, .source(file: file, range: child.tagRange),
          ["name": "id", "element": child.name])
        continue
      }
      if !seen.insert(id.value).inserted {
        report(.nameDuplicate, .source(file: file, range: id.valueRange), ["name": id.value])
      }
      guard let unit = child.attribute("unit") else { continue }
      for (opening, closing) in [("unit(", Character(")")), ("[", Character("]"))] {
        for name in Self.placeholders(in: unit.value, opening: opening, closing: closing)
        where !keys.contains(name) && rowSetIndexOrDeclared(name) == false {
          report(
            .nameUnknown, .source(file: file, range: unit.valueRange),
            ["name": name, "known": keys.joined(separator: " ")])
        }
      }
    }
    if keys.isEmpty {
      report(
        .childMissing, .source(file: file, range: element.tagRange),
        ["name": "key", "element": "table"])
    }
  }

  /// Whether a row set has this id; tables are read before row sets are bound.
  private func rowSetIndexOrDeclared(_ name: String) -> Bool {
    declarations.contains { $0.kind == "rows" && $0.id == name }
  }

  /// The cells of a column of units are units.
  mutating func checkUnits(
    _ row: XMLElement, of table: Table, _ context: Declaration.Context
  ) {
    guard let head = unitColumns[table.id] else { return }
    for column in head {
      guard let cell = row.attribute(column), !cell.value.isEmpty else { continue }
      _ = unit(cell.value, at: .source(file: context.file, range: cell.valueRange))
    }
  }

  /// A row whose keys another row has, at the same time where rows are dated.
  mutating func reportRepeated(
    _ row: Table.Row, _ element: XMLElement, _ table: Table, _ context: Declaration.Context
  ) {
    func overlaps(_ other: Table.Row) -> Bool {
      if table.dating == .undated { return true }
      let startsBeforeEnd = row.from.map { from in other.to.map { from < $0 } ?? true } ?? true
      let endsBehindStart = row.to.map { to in other.from.map { $0 < to } ?? true } ?? true
      return startsBeforeEnd && endsBehindStart
    }
    let same = rowsByKey[table.id]?[row.keys] ?? []
    rowsByKey[table.id, default: [:]][row.keys, default: []].append(row)
    guard same.contains(where: overlaps) else { return }
    report(
      .tableRepeated, .source(file: context.file, range: element.tagRange),
      ["table": table.id, "key": row.keys.map(\.text).joined(separator: ", ")])
  }
}
