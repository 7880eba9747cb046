import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  // MARK: tables

  mutating func lookup(
    _ name: String, _ keys: [Expression], _ column: String, _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard let index = table(name, in: place.context) else {
      report(.tableUnknown, at(tree, place), ["name": name], clause: place.context.clause)
      return nil
    }
    guard let columnIndex = tables[index].columns.firstIndex(where: { $0.id == column }) else {
      report(
        .columnUnknown, at(tree, place),
        ["name": column, "table": name, "known": columnNames(index)],
        clause: place.context.clause)
      return nil
    }
    if Lexer.hasDigitBehindHyphen(name) {
      needsNewer("\(name)[…]", at: at(tree, place), place.context)
    }
    let table = tables[index]
    guard keys.count == table.keys.count else {
      report(
        .argumentCount, at(tree, place),
        ["name": name, "expected": "\(table.keys.count)", "got": "\(keys.count)"])
      return nil
    }
    var unit = columnUnits[index]?[columnIndex] ?? .one
    var operands: [Typed] = []
    for (position, (key, expression)) in zip(table.keys, keys).enumerated() {
      guard let value = lower(expression, place),
        demand(value, key.isNumber ? .number : .text, expression, place) != nil
      else { return nil }
      if key.isNumber, let wanted = keyUnits[index]?[position] ?? nil, value.unit != wanted {
        reportUnits(
          got: value.unit, expected: wanted, at(expression, place), what: expression.text,
          of: expression, clause: place.context.clause)
        return nil
      }
      if case .text(let text) = expression.node,
        !table.rows.contains(where: { $0.keys[position] == .text(text) })
      {
        reportKey(text, position, table, expression, place)
        return nil
      }
      if case .name(let rows) = expression.node, rowSetIndex[rows] != nil {
        unit = unit.renaming(key: key.id, to: rows)
      } else if case .text(let text) = expression.node {
        guard let concrete = concreteUnit(unit, key: key.id, text, index, tree, place) else {
          return nil
        }
        unit = concrete
      }
      operands.append(value)
    }
    if table.dating != .undated { operands.append(day(table, place)) }
    var shape = operands[0].shape
    for operand in operands.dropFirst() {
      guard
        let joint = joinShapes(
          Typed(node: operands[0].node, shape: shape, kind: .text), operand, tree, place)
      else { return nil }
      shape = joint.2
    }
    let isText = table.columns[columnIndex].kind == .text
    let percent = table.columns[columnIndex].unit?.text.contains("%") ?? false
    let node = emit(
      .lookup(table: index, column: columnIndex), operands.map { broadcast($0, to: shape).node },
      shape, isText ? .text : .number, label: tree.label,
      unit: table.columns[columnIndex].unit?.text)
    var value = Typed(node: node, shape: shape, kind: isText ? .text : .number, unit: unit)
    if isText {
      value.choices = Set(
        table.rows.compactMap { row in
          if case .value(.text(let text)) = row.cells[columnIndex].content { text } else { nil }
        })
    }
    if percent {
      value.unit = unit.withoutPercent
      let hundredth = emit(.constant(.number(Rational.ratio(1, 100))), [], .filing)
      let wide = broadcast(Typed(node: hundredth, shape: .filing, kind: .number), to: shape)
      value.node = emit(
        .multiply, [node, wide.node], shape, .number, label: tree.label, unit: value.unit.text)
    }
    return value
  }

  /// A key that is written in a formula and stands in no row.
  private mutating func reportKey(
    _ text: String, _ position: Int, _ table: Table, _ tree: Expression, _ place: Place
  ) {
    let keys = Set(table.rows.map { $0.keys[position].text }).sorted()
    let near = Nearest.names(to: text, among: keys)
    report(
      .choiceUnknown, at(tree, place),
      [
        "name": "\(table.id).\(table.keys[position].id)", "got": text,
        "known": (near + keys.filter { !near.contains($0) }).prefix(8).joined(separator: " "),
      ], clause: place.context.clause)
  }

  /// The day that a dated table is asked for.
  mutating func day(_ table: Table, _ place: Place) -> Typed {
    if table.dating == .filingDate {
      let input = Input(id: "filing", facet: .filing, field: "date", shape: .filing, kind: .date)
      let node = emit(.input(inputNumber(input)), [], .filing, .date, label: "filing(date)")
      return Typed(node: node, shape: .filing, kind: .date)
    }
    let isYear = place.shape.grain <= .calendarYear
    let shape = Shape(rows: 0, grain: isYear ? .month : place.shape.grain)
    let start = Typed(
      node: emit(.slotStart, [], shape, .date, label: "slot-start"), shape: shape, kind: .date)
    guard isYear else { return start }
    // A year value looks at the first day of its last month.
    return Typed(
      node: emit(
        .reduce(.last), [start.node], Shape(rows: 0, grain: place.shape.grain), .date,
        label: "slot-start (last)"),
      shape: Shape(rows: 0, grain: place.shape.grain), kind: .date)
  }

  /// The unit with what depends on a key given as text made concrete.
  mutating func concreteUnit(
    _ unit: Unit, key: String, _ text: String, _ table: Int, _ tree: Expression, _ place: Place
  ) -> Unit? {
    guard unit.depends(on: key) else { return unit }
    var result = unit.mapped { atom in
      atom.species == "[\(key)]"
        ? UnitAtom(dimension: atom.dimension, species: text, basis: atom.basis) : atom
    }
    let atom = UnitAtom(dimension: "unit(\(key))", species: nil, basis: nil)
    guard let power = result.exponents[atom] else { return result }
    let column = tables[table].columns.firstIndex { $0.id == "unit" }
    let row = tables[table].rows.first { $0.keys.first == .text(text) }
    guard let column, let row, case .value(.text(let unitText)) = row.cells[column].content,
      let found = self.unit(unitText, at: at(tree, place))
    else {
      report(.keyUnit, at(tree, place), ["key": text, "table": tables[table].id])
      return nil
    }
    result = Unit.plain(
      scale: result.scale, exponents: result.exponents.filter { $0.key != atom })
    return found.power(power).map { result.times($0) }
  }
}
