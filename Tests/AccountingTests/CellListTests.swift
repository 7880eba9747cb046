import Accounting
import Diagnostics
import Quantities
import Testing

@Suite struct CellListTests {
  /// Two lines of a table: a number, a text, a day and 不涉及.
  private static func table() -> CellTable {
    var table = CellTable(
      file: "leg.csv",
      columns: [
        .init(name: "FC", position: 3, unit: "kg", readsMonths: true),
        .init(name: "机型", position: 4, unit: nil, readsMonths: false),
      ])
    let first = table.add(path: [.init("facility", "F1"), .init("leg", "1")])
    let second = table.add(path: [.init("facility", "F1"), .init("leg", "2")])
    let day = table.add(period: "2024-03-01")
    let month = table.add(period: "2024-03")
    let text = table.add(text: "A320")
    table.begin(.init(path: first, period: day, month: month, row: 2))
    table.append(.decimal(-1250, decimals: 2), column: 0)
    table.append(.text(text), column: 1)
    // A line without cells leaves nothing behind.
    table.begin(.init(path: second, period: -1, month: -1, row: 3))
    table.begin(.init(path: second, period: -1, month: -1, row: 4))
    table.append(.other(.notOccurring(reason: "")), column: 0)
    table.append(.date(Day(number: 19_000)), column: 1)
    return table
  }

  private static func entry(
    _ leg: String, _ period: String?, _ name: String, _ value: CellValue, _ row: Int, _ column: Int
  ) -> Filing.Entry {
    Filing.Entry(
      CellAddress(
        steps: [.init("facility", "F1"), .init("leg", leg)], period: period, name: name),
      Cell(value, origin: .cell(file: "leg.csv", sheet: nil, row: row, column: column)))
  }

  private static var entries: [Filing.Entry] {
    [
      entry("1", "2024-03", "FC", .number(.ratio(-25, 2), decimals: 2, unit: "kg"), 2, 3),
      entry("1", "2024-03-01", "机型", .text("A320"), 2, 4),
      entry("2", nil, "FC", .notOccurring(reason: ""), 4, 3),
      entry("2", nil, "机型", .date(Day(number: 19_000)), 4, 4),
    ]
  }

  @Test func aTableHandsOutItsCells() {
    var list = CellList()
    list.append(Self.table())
    #expect(list.count == 4)
    #expect(Array(list) == Self.entries)
    #expect(list == CellList(Self.entries))
    #expect(list.hashValue == CellList(Self.entries).hashValue)
    #expect(list != CellList(Self.entries.dropLast()))
  }

  @Test func cellsFollowATableAndOneAnother() {
    let extra = Self.entry("3", nil, "FC", .text("x"), 9, 9)
    var list: CellList = [extra]
    list.append(Self.table())
    list.append(extra)
    var other = CellList([extra])
    other.append(contentsOf: list)
    #expect(Array(list) == [extra] + Self.entries + [extra])
    #expect(Array(other) == [extra, extra] + Self.entries + [extra])
    #expect(other.pieces.count == 3)
    #expect(list[5] == extra && list[4] == Self.entries[3])
  }

  @Test func aChangeKeepsTheOrder() {
    var list = CellList()
    list.append(Self.table())
    list[1].cell.stage = .verified
    var expected = Self.entries
    expected[1].cell.stage = .verified
    #expect(Array(list) == expected)
    list.removeAll { $0.address.name == "FC" }
    expected.removeAll { $0.address.name == "FC" }
    #expect(Array(list) == expected)
    var whole = CellList()
    whole.append(Self.table())
    #expect(whole.takeAll() == Self.entries)
    #expect(whole.isEmpty)
  }

  @Test func placesMoveToASheet() {
    var list: CellList = [Self.entry("3", nil, "FC", .text("x"), 9, 9)]
    list.append(Self.table())
    let moved = list.moving { origin in
      guard case .cell(_, _, let row, let column) = origin else { return origin }
      return .cell(file: "a.xlsx", sheet: "航段", row: row + 10, column: column)
    }
    let expected = ([Self.entry("3", nil, "FC", .text("x"), 9, 9)] + Self.entries).map {
      guard case .cell(_, _, let row, let column) = $0.cell.origin else { return $0 }
      return Filing.Entry(
        $0.address,
        Cell(
          $0.cell.value,
          origin: .cell(file: "a.xlsx", sheet: "航段", row: row + 10, column: column)))
    }
    #expect(Array(moved) == expected)
    #expect(moved.pieces.count == 2)
  }

  @Test func linesCanBeLeftOut() {
    var table = Self.table()
    table.remove { $0.row == 2 }
    var list = CellList()
    list.append(table)
    #expect(Array(list) == Array(Self.entries.suffix(2)))
  }
}
