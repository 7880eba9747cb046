import Engine
import Quantities
import RulePlan

/// Fills one form of a layout.
struct FormTable {
  let material: ReportMaterial
  let values: ValueCells
  let form: Form

  /// A row that lines are printed below; the filing at first.
  private struct Context {
    var rowSet = 0
    var row = 0
  }

  /// The months of the reporting period, where the form has a column for each.
  private var months: Int {
    form.hasMonths ? material.evaluation.dataset.period.slotCount(.month) : 0
  }

  /// Whether a column for the whole period follows the months.
  private var hasYear: Bool { months > 1 }

  private var width: Int { max(form.columns.count, 2) + months + (hasYear ? 1 : 0) }

  func table() -> DocumentTable {
    let head = form.columns.map { column in
      let unit = column.unit.map { "（\(UnitWords.text($0))）" } ?? ""
      // Titles often name the unit already.
      let title = column.title.contains("（") ? column.title : column.title + unit
      return TableCell(title, .columnHeading)
    }
    let period = material.evaluation.dataset.period
    var monthHeads = (0..<months).map { TableCell(period.name(.month, $0), .columnHeading) }
    if hasYear { monthHeads.append(TableCell(months == 12 ? "全年" : "合计", .columnHeading)) }
    var rows = lines(form.lines, Context())
    if rows.isEmpty { rows = [[TableCell("（本表没有可填的内容）", .text, columns: width)]] }
    let widths = months > 0 ? [] : width == 2 ? [64, 36] : width == 3 ? [44, 32, 24] : []
    return DocumentTable(
      caption: form.title.zh, head: head.isEmpty ? [] : [head + monthHeads], rows: rows,
      widths: widths)
  }

  private func lines(_ lines: [Form.Line], _ context: Context) -> [[TableCell]] {
    lines.flatMap { line -> [[TableCell]] in
      switch line {
      case .heading(let text): [[TableCell(text, .groupHeading, columns: width)]]
      case .fixed(let label, let cells): fixed(label, cells, context)
      case .each(let rows, let cells, let inner): each(rows, cells, inner, context)
      }
    }
  }

  // MARK: repetitions

  private func each(
    _ set: Int, _ cells: [Form.Cell], _ inner: [Form.Line], _ context: Context
  ) -> [[TableCell]] {
    let shape = Shape(rows: set, grain: .year)
    let upper = Shape(rows: context.rowSet, grain: .year)
    let evaluation = material.evaluation
    let rows = evaluation.dataset.rows[set].keys.indices.filter {
      evaluation.element($0, of: shape, in: upper) == context.row
    }
    let title = material.plan.rowSets[set].title.zh
    guard !rows.isEmpty else {
      let reason = material.filing.notOccurring.first {
        $0.target.name == material.plan.rowSets[set].id
          || $0.target.name == material.plan.rowSets[set].group
      }?.reason
      let words = reason.map { "\(title)：不涉及（\($0.isEmpty ? "未写原因" : $0)）" } ?? "\(title)：无"
      return [[TableCell([.small(words)], .text, columns: width)]]
    }
    return rows.flatMap { row -> [[TableCell]] in
      let below = Context(rowSet: set, row: row)
      let name = material.rowName(shape, row)
      var result: [[TableCell]] = []
      if cells.isEmpty {
        let lines = self.lines(inner, below)
        // A row of which nothing is filed needs no heading.
        if lines.isEmpty { return [] }
        result.append([TableCell("\(title)：\(name)", .groupHeading, columns: width)])
        return result + lines
      }
      var line: [TableCell] = []
      if !cells.contains(where: { $0.isKey }) { line.append(TableCell(name, .rowHeading)) }
      for cell in cells { line.append(self.cell(cell, name, below, line.count)) }
      return [line] + lines(inner, below)
    }
  }

  private func cell(
    _ cell: Form.Cell, _ name: String, _ context: Context, _ column: Int
  ) -> TableCell {
    switch cell {
    case .key: return TableCell(name, .rowHeading)
    case .text(let text): return TableCell(text)
    case .value(let named, let decimals, let unit):
      let elements = self.elements(material.plan.named[named], context)
      guard elements.count == 1, let element = elements.first else { return TableCell("—") }
      let printed = unit ?? columnUnit(column)
      let filled = values.cell(named, element, decimals: decimals, unit: printed)
      let shown = columnUnit(column) == nil ? filled.withUnit : filled.content
      return TableCell(shown, .number)
    }
  }

  private func columnUnit(_ column: Int) -> String? {
    form.columns.indices.contains(column) ? form.columns[column].unit : nil
  }

  // MARK: lines

  private func fixed(_ label: String, _ cells: [Form.Cell], _ context: Context) -> [[TableCell]] {
    guard case .value(let index, let decimals, let unit)? = cells.first, cells.count == 1 else {
      var line = [TableCell(label, .rowHeading)]
      for cell in cells { line.append(self.cell(cell, label, context, line.count)) }
      return [line]
    }
    let named = material.plan.named[index]
    let elements = self.elements(named, context)
    if months > 0 { return byMonth(label, index, unit, decimals, context) }
    let shown = elements.filter { !isSilent(index, $0) }
    return shown.map { element in
      let filled = values.cell(index, element, decimals: decimals, unit: unit ?? columnUnit(1))
      let name = shown.count > 1 ? label + suffix(named, element, context) : label
      var line = [TableCell(name, .rowHeading)]
      if form.columns.count > 2 {
        line.append(TableCell(filled.content, .number))
        line.append(TableCell(filled.unit.isEmpty ? "—" : filled.unit))
      } else {
        line.append(TableCell(columnUnit(1) == nil ? filled.withUnit : filled.content, .number))
      }
      return line
    }
  }

  /// Lines with a cell for each month, one line for each row; a value of the year spans them all.
  private func byMonth(
    _ label: String, _ index: Int, _ unit: String?, _ decimals: Int?, _ context: Context
  ) -> [[TableCell]] {
    let named = material.plan.named[index]
    let shape = material.plan.nodes[named.node].shape
    let elements = self.elements(named, context).filter {
      shape.grain != .year || !isSilent(index, $0)
    }
    guard let first = elements.first else { return [] }
    let head = values.cell(index, first, decimals: decimals, unit: unit).unit
    func line(_ cells: ArraySlice<Int>, _ name: String, span: Int) -> [TableCell] {
      let year = hasYear && span == 1 ? [self.year(index, cells, unit, decimals)] : []
      var line = [TableCell(name, .rowHeading)]
      if form.columns.count > 1 { line.append(TableCell(head.isEmpty ? "—" : head)) }
      for element in cells {
        if span == 1, isSilent(index, element) {
          line.append(TableCell("—", .number))
          continue
        }
        let filled = values.cell(index, element, decimals: decimals, unit: unit)
        line.append(TableCell(filled.content, .number, columns: span))
      }
      return line + year
    }
    let isMonthly = shape.grain == .month
    let size = isMonthly ? months : 1
    guard isMonthly || shape.grain == .year else { return [] }
    return stride(from: 0, to: elements.count, by: size).compactMap { start in
      let cells = elements[start..<min(start + size, elements.count)]
      let evaluation = material.evaluation
      if cells.allSatisfy({ isSilent(index, $0) || !evaluation.exists(shape, $0) }) { return nil }
      let isLone = elements.count == size
      let name = isLone ? label : "\(label)　\(material.rowName(shape, elements[start]))"
      return line(cells, name, span: isMonthly ? 1 : months + (hasYear ? 1 : 0))
    }
  }

  /// The cell of the whole period behind the months of one row.
  private func year(
    _ index: Int, _ cells: ArraySlice<Int>, _ unit: String?, _ decimals: Int?
  ) -> TableCell {
    guard let first = cells.first else { return TableCell("—", .number) }
    let named = material.plan.named[index]
    let shape = material.plan.nodes[named.node].shape
    let row = Shape(rows: shape.rows, grain: .year)
    let place = material.evaluation.element(first, of: shape, in: row) ?? 0
    if case .value(let other)? = form.years[index] {
      let target = material.plan.nodes[material.plan.named[other].node].shape
      if let element = material.evaluation.element(place, of: row, in: target) {
        return TableCell(
          values.cell(other, element, decimals: decimals, unit: unit).content, .number)
      }
    }
    var rule: String?
    if case .sum? = form.years[index] { rule = "sum" }
    guard
      let sum = YearValues(material: material).value(index, row: place, rule: rule)
    else { return TableCell("—", .number) }
    let (printed, factor) = material.printed(named, first, unit: unit)
    let places = material.decimals(decimals, named, unit: printed, factor: factor)
    let text = NumberDisplay.text(
      sum * (factor ?? .one),
      decimals: places ?? ((rule ?? named.overTime) == "sum" ? nil : 4))
    // As in the months: what does not fit the printed unit has its own behind it.
    let own = UnitWords.text(material.unitText(named, first))
    return TableCell([.text(text)] + (factor == nil ? [.small(" \(own)")] : []), .number)
  }

  /// A value below a repeated row that nobody entered and nobody needs.
  private func isSilent(_ index: Int, _ element: Int) -> Bool {
    let named = material.plan.named[index]
    guard named.role == .input, material.evaluation.state(named.node, element) == .absent else {
      return false
    }
    return material.plan.nodes[named.node].shape.rows > 1 && !values.isMissed(index, element)
  }

  /// The elements of a value at or below a row.
  private func elements(_ named: Named, _ context: Context) -> [Int] {
    let evaluation = material.evaluation
    let shape = material.plan.nodes[named.node].shape
    let place = Shape(rows: context.rowSet, grain: .year)
    let own = Shape(rows: shape.rows, grain: .year)
    if let upper = evaluation.element(context.row, of: place, in: own) {
      let slots = evaluation.element(of: shape, row: 1, slot: 0)
      return Array(upper * slots..<(upper + 1) * slots)
    }
    return (0..<evaluation.count(of: named.node)).filter {
      evaluation.element($0, of: shape, in: place) == context.row
    }
  }

  /// What tells the elements of one line apart: rows below the current one, the month.
  private func suffix(_ named: Named, _ element: Int, _ context: Context) -> String {
    let shape = material.plan.nodes[named.node].shape
    var words: [String] = []
    if shape.rows != context.rowSet { words.append(material.rowName(shape, element)) }
    if shape.grain != .year {
      let address = material.evaluation.address(of: shape, element, name: "")
      words.append(address.split(separator: "/").last.map(String.init) ?? "")
    }
    return words.isEmpty ? "" : "　" + words.joined(separator: "　")
  }
}

extension Form.Cell {
  fileprivate var isKey: Bool {
    if case .key = self { return true }
    return false
  }
}
