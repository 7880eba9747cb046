import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Lays filings out as the columns of a plan.
public struct FilingBinder: Sendable {
  /// What is the same for every filing.
  private let parts: BindingParts

  /// Makes a binder, which may serve many filings.
  public init(plan: Plan, units: UnitCatalogue) {
    parts = BindingParts(plan, units)
  }

  /// The data set of a filing for a plan, the way back from elements to cells, and what is wrong.
  ///
  /// Stages that the filing brings along are put over its cells, up to the last one.
  /// Cells with a finding of severity error are poisoned where their place is known, else left out.
  /// - Complexity: O(rows + cells + elements of all inputs).
  public static func bind(
    _ filing: Filing, to plan: Plan, units: UnitCatalogue
  ) -> (Dataset, BoundFiling, [Finding]) {
    FilingBinder(plan: plan, units: units).bind(filing)
  }

  /// The data set of a filing, the way back from elements to cells, and what is wrong; see
  /// ``bind(_:to:units:)``.
  public func bind(_ filing: Filing) -> (Dataset, BoundFiling, [Finding]) {
    let plan = parts.plan
    let filing = filing.stages.isEmpty ? filing : FilingRevision(base: filing).filing()
    var paths = RowPaths()
    for row in filing.rows { _ = paths.number(row.steps, row.origin) }
    let cellPaths = Self.paths(of: filing, &paths)
    for statement in filing.notOccurring {
      _ = paths.number(statement.target.steps, statement.origin)
    }
    var rows = RowBinder(parts, paths: paths, findings: FindingList())
    rows.bind()
    Self.declareRows(filing, &rows)

    var cells = CellBinder(parts, filing: filing, rows: rows)
    if let code = filing.header.creditCode,
      let finding = CreditCode.check(code, at: filing.header.origin)
    {
      cells.findings.append(finding)
    }
    for finding in ReferenceCheck.findings(filing) { cells.findings.append(finding) }
    for (piece, paths) in cellPaths.enumerated() { cells.bindKeyUnits(piece, paths: paths) }
    for rank in 0...3 {
      for (piece, paths) in cellPaths.enumerated() {
        cells.bind(piece, rank: rank, paths: paths)
      }
    }
    var none = NotOccurring(parts, tree: cells.tree)
    Self.state(filing, &cells, &none, paths: &paths)
    none.settle()
    cells.fillAttributes()
    cells.blankOut(none)
    return Self.finish(filing, plan, cells, none)
  }

  /// For each run of cells the numbers of their rows: by cell, or by the row of a table.
  private static func paths(of filing: Filing, _ paths: inout RowPaths) -> [[Int32]] {
    var lastSets: [Set<String>] = [
      Set(filing.rows.compactMap { $0.steps.last?.rowSet }),
      Set(filing.notOccurring.compactMap { $0.target.steps.last?.rowSet }),
    ]
    for piece in filing.cells.pieces {
      switch piece {
      case .entries(let entries):
        lastSets.append(Set(entries.compactMap { $0.address.steps.last?.rowSet }))
      case .table(let table): lastSets.append(Set(table.paths.compactMap { $0.last?.rowSet }))
      }
    }
    return filing.cells.pieces.enumerated().map { place, piece in
      switch piece {
      case .entries(let entries):
        return entries.map { paths.number($0.address.steps, $0.cell.origin) }
      case .table(let table):
        let isAlone = lastSets.indices.allSatisfy {
          $0 == place + 2 || lastSets[$0].isDisjoint(with: lastSets[place + 2])
        }
        return paths.numbers(of: table, isAlone: isAlone)
      }
    }
  }

  /// Takes titles and validities of declared rows.
  private static func declareRows(_ filing: Filing, _ rows: inout RowBinder) {
    var declared = rows.tree.sets.map { Array(repeating: false, count: $0.count) }
    for row in filing.rows {
      let path = rows.paths.all[Int(rows.paths.number(row.steps, row.origin))]
      guard path.row >= 0, path.rowSet > 0 else { continue }
      let index = Int(path.row)
      if declared[path.rowSet][index] {
        rows.findings.append(
          Finding(
            .intakeRowTwice, at: row.origin,
            ["row": CellAddress(steps: row.steps, name: "").description]))
        continue
      }
      declared[path.rowSet][index] = true
      if let from = row.from, let through = row.through, through < from {
        rows.findings.append(
          Finding(
            .intakeValidity, at: row.origin,
            ["from": from.description, "to": through.description]))
      }
      rows.tree.sets[path.rowSet].titles[index] = row.title
      rows.tree.sets[path.rowSet].from[index] = row.from
      rows.tree.sets[path.rowSet].to[index] = row.through?.advanced(by: 1)
    }
  }

  /// Takes the statements 不涉及.
  private static func state(
    _ filing: Filing, _ cells: inout CellBinder, _ none: inout NotOccurring,
    paths: inout RowPaths
  ) {
    for statement in filing.notOccurring {
      let number = paths.number(statement.target.steps, statement.origin)
      let path = cells.paths.all[Int(number)]
      guard path.row >= 0 else { continue }
      let name = statement.target.name
      if statement.target.isRow {
        none.add(row: path.row, of: path.rowSet)
      } else if statement.target.facet != nil
        || !none.add(name: name, row: path.row, of: path.rowSet)
      {
        cells.markNotOccurring(statement, path)
      }
    }
  }

  private static func finish(
    _ filing: Filing, _ plan: Plan, _ cells: CellBinder, _ none: NotOccurring
  ) -> (Dataset, BoundFiling, [Finding]) {
    let rows = cells.tree.sets.enumerated().map { set, rows in
      Dataset.Rows(
        keys: rows.keys, parents: set == 0 ? [] : rows.parents, from: rows.from, to: rows.to,
        declaredNone: none.none[set],
        codedKeys: plan.rowSets[set].keys == .free ? nil : Texts(rows.keys))
    }
    var dataset = Dataset(
      period: filing.period, rows: rows, columns: cells.builders.map { $0.column() })
    dataset.declaredSources = none.sources
    for set in dataset.rows.indices { dataset.rows[set].units = cells.ownUnits(set) }
    let bound = BoundFiling(
      plan: plan, filing: filing, tree: cells.tree, names: cells.names,
      sources: cells.builders.map(\.sources))
    return (dataset, bound, cells.findings.all)
  }
}

extension CellBinder {
  /// A statement 不涉及 about a value: for one row or all below it, for one slot or all.
  mutating func markNotOccurring(_ statement: Filing.Statement, _ path: RowPaths.Path) {
    let address = statement.target
    guard let target = target(address.name, statement.origin) else { return }
    guard let input = names.targets[target].value, address.facet == nil else {
      findings.append(
        Finding(.intakeComputed, at: statement.origin, ["name": address.name]))
      return
    }
    let shape = plan.inputs[input].shape
    let count = filing.period.slotCount(shape.grain.division)
    let range: Range<Int>
    switch slots.place(address.period, shape.grain) {
    case .slot(let slot): range = slot..<(slot + 1)
    case .slots(let several): range = several
    case .finer, .outside:
      findings.append(
        Finding(
          .intakeOutside, at: statement.origin,
          ["got": address.period ?? "", "period": filing.period.description]))
      return
    }
    for row in 0..<tree.sets[shape.rows].count
    where tree.ancestor(of: Int32(row), in: shape.rows, at: path.rowSet) == path.row {
      for slot in range where builders[input].state(row * count + slot) == .absent {
        builders[input].mark(row * count + slot, .notOccurring)
      }
    }
  }

  /// Fills the columns that come from the filing's header and the rows' validity.
  mutating func fillAttributes() {
    for (index, input) in plan.inputs.enumerated() {
      if input.facet == .validity {
        let rows = tree.sets[input.shape.rows]
        let count = filing.period.slotCount(input.shape.grain.division)
        for (row, day) in (input.field == "from" ? rows.from : rows.to).enumerated() {
          guard let day else { continue }
          for slot in 0..<count { builders[index].put(.date(day), at: row * count + slot) }
        }
      } else if input.facet == .filing, let value = attribute(input) {
        for element in 0..<builders[index].count { builders[index].put(value, at: element) }
      }
    }
  }

  private func attribute(_ input: Input) -> Scalar? {
    let header = filing.header
    switch (input.field ?? "", input.kind) {
    case ("date", .date): return header.filedOn.map { .date($0) }
    case ("purpose", .text): return header.purpose.map { .text($0) }
    case ("region", .text): return header.region.map { .text($0) }
    case ("year", .number): return .number(Rational(filing.period.through.year))
    case ("year", .text): return .text(String(filing.period.through.year))
    case (let field, .text):
      return header.further.first { $0.name == field }.map { .text($0.value) }
    default: return nil
    }
  }

  /// Turns blanks into 不涉及 where rows or inputs are declared so, and outside validities.
  mutating func blankOut(_ none: NotOccurring) {
    let (from, to) = validities()
    for (index, input) in plan.inputs.enumerated()
    where input.facet != .validity && input.facet != .filing {
      let set = input.shape.rows
      let stated = none.inputs.filter { $0.input == index }
      let limited = !from[set].isEmpty
      guard limited || !stated.isEmpty || none.rows[set].contains(true) else { continue }
      let division = input.shape.grain.division
      let ranges = (0..<filing.period.slotCount(division)).map {
        filing.period.slotRange(division, $0)
      }
      for row in none.rows[set].indices {
        let isOut =
          none.rows[set][row]
          || stated.contains { tree.ancestor(of: Int32(row), in: set, at: $0.set) == $0.row }
        for (slot, range) in ranges.enumerated() {
          let exists = !limited || (from[set][row] < range.end && to[set][row] > range.start)
          if exists && !isOut { continue }
          let element = row * ranges.count + slot
          if builders[index].state(element) == .absent {
            builders[index].mark(element, .notOccurring)
          }
        }
      }
    }
  }

  /// First day and day after the last of each row and its ancestors; empty for sets without any.
  private func validities() -> (from: [[Day]], to: [[Day]]) {
    var from: [[Day]] = Array(repeating: [], count: tree.sets.count)
    var to = from
    let order = tree.sets.indices.sorted { tree.depth($0) < tree.depth($1) }
    for set in order {
      let rows = tree.sets[set]
      let parent = tree.parent(set)
      let inherits = set != 0 && !from[parent].isEmpty
      guard
        inherits || rows.from.contains(where: { $0 != nil })
          || rows.to.contains(where: { $0 != nil })
      else { continue }
      for row in 0..<rows.count {
        let above = Int(rows.parents[row])
        let first = rows.from[row] ?? filing.period.start
        let last = rows.to[row] ?? filing.period.end
        from[set].append(inherits ? max(first, from[parent][above]) : first)
        to[set].append(inherits ? min(last, to[parent][above]) : last)
      }
    }
    return (from, to)
  }
}

extension FindingKind {
  static let intakeRowTwice = FindingKind(
    "intake.row-twice", .error, zh: "{row} 重复声明", en: "{row} is declared twice")
  static let intakeValidity = FindingKind(
    "intake.validity", .error, zh: "止日 {to} 早于起日 {from}", en: "the last day {to} is before {from}")
}
