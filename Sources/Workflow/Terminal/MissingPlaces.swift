import Accounting
import Diagnostics
import Exchange
import RulePlan

/// Where in a folder of tables something that is missing has to be written.
struct MissingPlaces {
  private let calculation: Calculation
  private let hasTables: Bool
  private let hasSheets: Bool

  init(_ calculation: Calculation) {
    self.calculation = calculation
    var (hasTables, hasSheets) = (false, false)
    for piece in calculation.bound.filing.cells.pieces {
      switch piece {
      case .table(let table):
        hasTables = true
        hasSheets = hasSheets || table.sheet != nil
      case .entries(let entries):
        for case .cell(_, let sheet, _, _) in entries.lazy.map(\.cell.origin) {
          hasTables = true
          hasSheets = hasSheets || sheet != nil
        }
      }
    }
    self.hasTables = hasTables
    self.hasSheets = hasSheets
  }

  /// The table or sheet of a row set; nil where the filing has none.
  func table(_ set: Int, _ grain: Grain = .year) -> Wording? {
    guard hasTables else { return nil }
    if hasSheets {
      let shape = Shape(rows: set, grain: grain)
      let sheet = FilingWorkbook.sheetName(of: shape, plan: calculation.plan)
      return sheet.map { Wording(zh: "《\($0)》", en: "sheet \($0)") }
    }
    let name = (set == 0 ? "enterprise" : calculation.plan.rowSets[set].id) + ".csv"
    return Wording(zh: name, en: name)
  }

  /// The line of the table on which an element of an input belongs.
  func cell(_ input: Int, _ element: Int) -> Wording? {
    let plan = calculation.plan
    let shape = plan.inputs[input].shape
    guard [.value, .prior].contains(plan.inputs[input].facet),
      let table = table(shape.rows, shape.grain)
    else {
      return plan.inputs[input].facet == .filing ? header : nil
    }
    let end = hasSheets ? "" : table.zh
    let row =
      neighbour(shape, element, end) ?? rowLine(shape, element, end)
      ?? blankLine(input, element)?.row
    guard let row else { return table }
    guard let column = column(input, end) else {
      return Wording(zh: "\(table.zh) 第\(row)行", en: "\(table.en) row \(row)")
    }
    let cell = Origin.cellName(row: row, column: column)
    return Wording(
      zh: "\(table.zh) 第\(row)行 第\(column)列 (\(cell))",
      en: "\(table.en) row \(row) column \(column) (\(cell))")
  }

  /// The tables that were read and have a column for an input, with that column.
  private func tables(_ input: Int) -> [(table: CellTable, column: Int)] {
    let plan = calculation.plan
    guard let named = plan.named.first(where: { $0.id == plan.inputs[input].id }) else { return [] }
    let facet = plan.inputs[input].sheetFacet
    return calculation.bound.filing.cells.pieces.compactMap { piece in
      guard case .table(let table) = piece,
        let column = table.columns.first(where: {
          $0.facet == facet && ($0.name == named.symbol || $0.name == named.id)
        })
      else { return nil }
      return (table, column.position)
    }
  }

  private func column(_ input: Int, _ file: String) -> Int? {
    tables(input).first { file.isEmpty || $0.table.file.hasSuffix(file) }?.column
  }

  /// The line that names the row and the period of an element and has no value at all.
  private func blankLine(_ input: Int, _ element: Int) -> (row: Int, column: Int)? {
    let address = calculation.bound.address(
      of: "", calculation.plan.inputs[input].shape, element)
    for (table, column) in tables(input) {
      for line in table.blankLines {
        let period = line.period < 0 ? nil : table.periods[Int(line.period)]
        let month = line.month < 0 ? nil : table.periods[Int(line.month)]
        guard period == address.period || month == address.period,
          Self.fits(table.paths[Int(line.path)], address.steps)
        else { continue }
        return (Int(line.row), column)
      }
    }
    return nil
  }

  /// Whether written rows, perhaps without their ancestors, are those of an address.
  private static func fits(_ written: [CellAddress.Step], _ steps: [CellAddress.Step]) -> Bool {
    written.last == steps.last && written.allSatisfy { steps.contains($0) }
  }

  private var header: Wording {
    guard hasSheets else { return Wording(zh: FilingFile.header, en: FilingFile.header) }
    let sheet = FilingWorkbook.headerSheet
    return Wording(zh: "《\(sheet)》", en: "sheet \(sheet)")
  }

  /// The line of another value of the same row and period.
  private func neighbour(_ shape: Shape, _ element: Int, _ table: String) -> Int? {
    for other in calculation.plan.inputs.indices {
      let input = calculation.plan.inputs[other]
      guard input.shape == shape, input.facet == .value,
        let origin = calculation.bound.origin(other, element), let line = Self.line(origin),
        table.isEmpty || line.file.hasSuffix(table)
      else { continue }
      return line.row
    }
    return nil
  }

  /// The line on which the row is declared, for what is said once.
  private func rowLine(_ shape: Shape, _ element: Int, _ table: String) -> Int? {
    guard shape.grain == .year else { return nil }
    for row in calculation.bound.filing.rows where !row.steps.isEmpty {
      guard calculation.bound.row(row.steps, of: shape.rows) == element,
        let line = Self.line(row.origin), table.isEmpty || line.file.hasSuffix(table)
      else { continue }
      return line.row
    }
    return nil
  }

  private static func line(_ origin: Origin) -> (file: String, row: Int)? {
    guard case .cell(let file, _, let row, _) = origin else { return nil }
    return (file, row)
  }
}
