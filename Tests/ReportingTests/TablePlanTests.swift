import Testing

@testable import Reporting

/// How tables are fitted onto paper. The 版心 is 442.2 pt wide upright, 637.8 pt on its side.
@Suite struct TablePlanTests {
  private func table(columns: Int, number: String, widths: [Int] = []) -> DocumentTable {
    let head = (0..<columns).map { TableCell("列\($0)", .columnHeading) }
    let row =
      [TableCell("消耗量", .rowHeading)]
      + (1..<columns).map { _ in TableCell(number, .number) }
    return DocumentTable(caption: "表", head: [head], rows: [row], widths: widths)
  }

  @Test func smallTablesStandUpright() {
    let plan = TablePlan(table(columns: 3, number: "1.50"))
    #expect(plan.size == 10.5 && !plan.isLandscape && plan.parts.count == 1)
    let sum = plan.parts[0].widths.reduce(0, +)
    #expect(abs(sum - 442.2) < 0.1)
  }

  @Test func monthsLieOnTheirSide() {
    let plan = TablePlan(table(columns: 15, number: "123456.78"))
    #expect(plan.isLandscape && plan.parts.count == 1)
  }

  @Test func whatNeverFitsIsDivided() {
    let plan = TablePlan(table(columns: 32, number: "123456.78"))
    #expect(plan.isLandscape && plan.parts.count > 1)
    for part in plan.parts {
      #expect(part.table.head[0].first.map { TextRenderer.inline($0.content) } == "列0")
      #expect(part.widths.reduce(0, +) <= 638)
    }
    // Every other column stands in exactly one part.
    let others = plan.parts.flatMap { part in
      part.table.head[0].dropFirst().map { TextRenderer.inline($0.content) }
    }
    #expect(others == (1..<32).map { "列\($0)" })
    #expect(plan.parts[0].table.caption == "表（1/\(plan.parts.count)）")
  }

  @Test func wishedWidthsHoldWhereTheyCan() {
    // What is longer than its share gets the share; what is shorter leaves room to the others.
    let both = String(repeating: "字", count: 60)
    let plan = TablePlan(
      DocumentTable(
        caption: "表", head: [[TableCell("一", .columnHeading), TableCell("二", .columnHeading)]],
        rows: [[TableCell(both), TableCell(both)]], widths: [75, 25]))
    #expect(abs(plan.parts[0].widths[0] - 442.2 * 0.75) < 1)
    let short = TablePlan(
      DocumentTable(
        caption: "表", head: [[TableCell("一", .columnHeading), TableCell("二", .columnHeading)]],
        rows: [[TableCell("字"), TableCell(both)]], widths: [75, 25]))
    #expect(short.parts[0].widths[0] < 442.2 * 0.25)
    #expect(abs(short.parts[0].widths.reduce(0, +) - 442.2) < 1)
    // A number that is wider than its wish is not torn.
    let narrow = TablePlan(table(columns: 2, number: "123456789.12", widths: [98, 2]))
    #expect(narrow.parts[0].widths[1] > 12 * 0.5 * 10)
  }

  @Test func spansOverDividedColumnsAreCut() {
    var table = table(columns: 32, number: "123456.78")
    table.rows.insert([TableCell("组", .groupHeading, columns: 32)], at: 0)
    for part in TablePlan(table).parts {
      #expect(part.table.rows[0][0].columns == part.table.head[0].count)
    }
  }

  @Test func cellsOverRowsKeepTheirColumns() {
    let table = DocumentTable(
      caption: "", head: [],
      rows: [
        [TableCell("甲", rows: 2), TableCell("1"), TableCell("2")],
        [TableCell("3"), TableCell("4")],
        [TableCell("乙", columns: 2), TableCell("5")],
      ])
    let grid = TableGrid(table)
    #expect(grid.columns == 3)
    #expect(grid.cells.map(\.column) == [0, 1, 2, 1, 2, 0, 2])
  }

  @Test func emptyTablesDoNoHarm() {
    let plan = TablePlan(DocumentTable(caption: "空", head: [], rows: []))
    #expect(plan.parts.count == 1)
    #expect(plan.parts[0].widths == [])
  }
}
