import Accounting
import Foundation
import OfficeFiles
import Quantities
import Reporting
import Testing
import Workflow

/// The formulas of report.xlsx, computed from their text, give the figures that are printed.
@Suite struct SheetFormulaTests {
  static let library = SampleDocumentTests.library
  private static let values = "计算"

  /// One case with an `expect` of each methodology.
  static let cases: [String] = {
    var seen: Set<String> = []
    return library.files.files.keys.sorted().filter { path in
      path.hasSuffix(".case") && path.contains("/cases/")
        && seen.insert(
          String(
            path.prefix { $0 != "." }.split(separator: "/").dropLast(2)
              .joined(separator: "/"))
        ).inserted
    }
  }()

  private func workbook(_ path: String) throws -> Workbook? {
    let bytes = try #require(Self.library.files.files[path])
    let folder = path.split(separator: "/").dropLast(2).joined(separator: "/")
    let (read, _) = CaseFile.read(String(decoding: bytes, as: UTF8.self), file: path) { base in
      Self.library.files.files["\(folder)/\(base)"]
    }
    let file = try #require(read)
    guard let methodology = file.filing.header.methodology,
      case .success(let calculation) = Calculation.run(
        file.filing, under: methodology, in: Self.library)
    else { return nil }
    return WorkbookRenderer.workbook(Documents.report(calculation, in: Self.library)[0].document)
  }

  @Test func everyMethodologyHasACase() { #expect(Self.cases.count >= 10) }

  @Test(arguments: cases) func formulasGiveThePrintedFigures(_ path: String) throws {
    guard let workbook = try workbook(path) else { return }
    let evaluator = SheetEvaluator(workbook)
    for sheet in workbook.sheets {
      for (row, line) in sheet.rows.enumerated() {
        for (column, cell) in line.cells.enumerated() {
          guard case .formula(let formula, let cached) = cell.content else { continue }
          let got = evaluator.value(sheet.name, row, column)
          let name = "\(path) \(sheet.name)!\(CellName.cell(row: row, column: column)) \(formula)"
          switch cached {
          case .text(let text): #expect(got == .text(text), "\(name)")
          case .number(let digits):
            let wanted = Double(digits) ?? .nan
            let slack = Self.slack(cell.format?.numberFormat, wanted)
            #expect(abs(got.number - wanted) <= slack, "\(name): \(got) not \(digits)")
          }
        }
      }
    }
  }

  /// Half a unit of the last digit that a format prints; without one, nine digits.
  private static func slack(_ format: String?, _ wanted: Double) -> Double {
    guard let format, let number = format.firstMatch(of: /^0(?:\.(0+))?/) else {
      return abs(wanted) * 1e-9
    }
    let places = (number.1?.count ?? 0) + (format.hasSuffix("%") ? 2 : 0)
    return 0.5000001 / pow(10, Double(places))
  }

  /// What is live: another quantity of fuel moves the total.
  @Test func anotherInputMovesTheTotal() throws {
    let path = "sectors/other-industries/2015/cases/whole-enterprise.case"
    var workbook = try #require(try workbook(path))
    let sheet = try #require(workbook.sheets.firstIndex { $0.name == Self.values })
    func row(_ symbol: String) throws -> Int {
      try #require(
        workbook.sheets[sheet].rows.firstIndex {
          $0.cells.count > 2 && $0.cells[2].content == .text(symbol)
        })
    }
    let (input, total) = (try row("FC"), try row("E_燃烧"))
    let before = SheetEvaluator(workbook).value(Self.values, total, 4).number
    workbook.sheets[sheet].rows[input].cells[3] = .number("0")
    let after = SheetEvaluator(workbook).value(Self.values, total, 4).number
    #expect(after < before)
  }
}
