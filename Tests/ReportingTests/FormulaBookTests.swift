import OfficeFiles
import Quantities
import Testing

@testable import Reporting

/// Formulas of a small calculation, written by hand.
@Suite struct FormulaBookTests {
  @Test func productsAndSums() {
    let book = FormulaBook(SmallReport().material)
    let formulas = book.lines.map { $0.formula?.formula(on: FormulaBook.valueSheet) }
    // Rows 4 and 5 are the consumption, 6 and 7 the factor, 8 and 9 the product, 10 the sum.
    #expect(formulas == ["D4", "D5", "D6", "D7", "E4*E6", "E5*E7", "SUM(E8:E9)"])
  }

  @Test func whatDoesNotOccurIsNotAdded() {
    var small = SmallReport()
    small.consumption = ["10.50", "-"]
    let book = FormulaBook(small.material)
    let formulas = book.lines.compactMap { $0.formula?.formula(on: FormulaBook.valueSheet) }
    #expect(formulas.last == "SUM(E7)")
  }

  @Test func whatIsMissingIsNamed() {
    var small = SmallReport()
    small.consumption = ["10.50", "?"]
    let book = FormulaBook(small.material)
    #expect(book.lines.last?.formula == nil)
    #expect(book.lines.last?.remark == "缺数据")
  }

  @Test(arguments: [
    (Rounding(.halfUp, .decimals(2)), "ROUND(A1,2)"),
    (Rounding(.halfUp, .decimals(-1)), "ROUND(A1,-1)"),
    (
      Rounding(.halfEven, .decimals(2)),
      "IF(MOD(ROUND(ABS(A1)*100,6),2)=0.5,ROUNDDOWN(A1,2),ROUND(A1,2))"
    ),
    (
      Rounding(.halfEven, .decimals(-1)),
      "IF(MOD(ROUND(ABS(A1)/10,6),2)=0.5,ROUNDDOWN(A1,-1),ROUND(A1,-1))"
    ),
    (Rounding(.down, .decimals(0)), "ROUNDDOWN(ROUND(A1,6),0)"),
    (Rounding(.up, .decimals(0)), "ROUNDUP(ROUND(A1,6),0)"),
  ])
  func roundings(_ rounding: Rounding, _ formula: String) {
    #expect(SheetRounding.rounded(SheetTerm("A1", 1), rounding)?.text == formula)
  }

  @Test(arguments: [
    Rounding(.halfEven, .decimals(1), step: 5), Rounding(.halfEven, .digits(4)),
  ])
  func whatASpreadsheetCannotSay(_ rounding: Rounding) {
    #expect(SheetRounding.rounded(SheetTerm("A1", 1), rounding) == nil)
  }

  /// Half-even at two decimals, by Python's decimal.
  @Test(arguments: [
    (0.125, 0.12), (0.375, 0.38), (2.5, 2.5), (-0.125, -0.12), (1.005, 1.0), (1.015, 1.02),
    (1.0051, 1.01),
  ])
  func tiesGoToTheEvenDigit(_ given: Double, _ expected: Double) {
    let term = SheetRounding.rounded(
      SheetTerm("A1", given), Rounding(.halfEven, .decimals(2)))
    #expect(term.map { abs($0.value - expected) < 1e-12 } == true)
  }

  @Test func numbersAreWrittenExactly() {
    #expect(SheetTerm(.ratio(11, 3)).text == "(11/3)")
    #expect(SheetTerm(.ratio(-1, 2)).text == "(-0.5)")
    #expect(SheetTerm(Rational(12)).text == "12")
  }

  @Test func neighbouringCellsBecomeRanges() {
    #expect(
      SheetList.ranges(["'计算'!E5", "'计算'!E6", "'计算'!E8", "E9", "E10", "2"])
        == ["'计算'!E5:E6", "'计算'!E8", "E9:E10", "2"])
  }

  @Test func longListsAreDividedAmongCalls() {
    let terms = (0..<500).map { SheetTerm("A\($0 * 2 + 1)", 1) }
    let text = SheetList.call("SUM", terms, 500).text
    #expect(text.hasPrefix("SUM(SUM(A1,A3"))
    #expect(text.components(separatedBy: "SUM(").count == 5)
  }

  @Test(arguments: [
    ("51.32%", "0.5132", "0.00%"), ("1.50", "1.5", "0.00"), ("-3860.5", "-3860.5", "0.0"),
    ("12", "12", "0"), ("135 MW", "135", "0\" MW\""),
  ])
  func printedNumbersAreReadBack(_ text: String, _ digits: String, _ format: String) throws {
    let number = try #require(PrintedNumber(text))
    #expect(number.digits == digits)
    #expect(number.format == format)
  }

  @Test(arguments: ["不涉及", "—", "1.2.3", "", "=1+1"])
  func textsAreNoNumbers(_ text: String) {
    #expect(PrintedNumber(text) == nil)
  }

  @Test func sheetsOfTablesReadTheirNumbersFromTheCalculation() throws {
    var document = SmallReport().document
    let material = SmallReport().material
    document.figures = material.figures()
    document.calculation = { material.calculationSheets() }
    let workbook = WorkbookRenderer.workbook(document)
    let form = try #require(workbook.sheets.first { $0.name.hasPrefix("附表1") })
    let formulas = form.rows.flatMap(\.cells).compactMap { cell -> String? in
      if case .formula(let formula, _) = cell.content { return formula }
      return nil
    }
    #expect(formulas == ["'计算'!E10"])
  }
}
