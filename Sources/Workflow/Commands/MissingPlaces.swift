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
    guard plan.inputs[input].facet == .value, let table = table(shape.rows, shape.grain) else {
      return plan.inputs[input].facet == .filing ? header : nil
    }
    let end = hasSheets ? "" : table.zh
    let found = neighbour(shape, element, end) ?? rowLine(shape, element, end)
    guard let found else { return table }
    return Wording(zh: "\(table.zh) 第\(found)行", en: "\(table.en) row \(found)")
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
