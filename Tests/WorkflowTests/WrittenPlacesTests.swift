import Accounting
import Diagnostics
import Testing

@testable import Workflow

/// Findings at an address lead to the cell behind it.
@Suite struct WrittenPlacesTests {
  static let rules = """
    <rows id="r"><title>行</title>
    <input id="x" unit="t" entered="month"><title>量</title></input>
    <input id="n" unit="1"><title>数</title></input></rows>
    <input id="whole" unit="1"><title>全</title></input>
    """

  /// Every cell gets a line of its own, in the order of the text; rows have lines from 100 on.
  static func places(_ lines: String) throws -> WrittenPlaces {
    let text = "title 例\nmethod x/a\nperiod 2024\n" + lines
    var filing = try #require(CaseFile.read(text, file: "example.case").0).filing
    let cells = filing.cells.enumerated().map { line, entry in
      var entry = entry
      entry.cell.origin = .cell(file: "r.csv", sheet: nil, row: line + 1, column: 1)
      return entry
    }
    filing.cells = CellList()
    filing.cells.append(contentsOf: cells)
    for index in filing.rows.indices {
      filing.rows[index].origin = .cell(file: "r.csv", sheet: nil, row: index + 100, column: 2)
    }
    let library = RunFindingTests.library(["x/a": rules])
    return WrittenPlaces(try Calculation.run(filing, under: "x/a", in: library).get())
  }

  static func row(_ places: WrittenPlaces, _ address: String) -> Int? {
    guard case .cell(_, _, let row, _) = places.origin(address) else { return nil }
    return row
  }

  @Test func valuesRowsAndMonths() throws {
    let places = try Self.places(
      """
      facility[F1]/r[A]/2024-01/x = 1 t
      facility[F1]/r[A]/2024-02/x = 2 t
      facility[F1]/r[B]/n = 3
      facility[F1]/r[a\\]b]/n = 4
      whole = 5
      """)
    #expect(Self.row(places, "facility[F1]/r[A]/2024-02/x") == 2)
    #expect(Self.row(places, "facility[F1]/r[A]/2024-02") == 2)
    #expect(Self.row(places, "facility[F1]/r[B]") == 3)
    #expect(Self.row(places, "facility[F1]/r[a\\]b]/n") == 4)
    #expect(Self.row(places, "facility[F1]/whole") == 5)
    #expect(Self.row(places, "facility[F1]/r[A]/2024-03/x") == nil)
    #expect(Self.row(places, "facility[F1]/r[C]/n") == nil)
    #expect(Self.row(places, "facility[F1]/r[B]/nothing") == nil)
  }

  /// A row without a value of its own is found where it was declared.
  @Test func declaredRows() throws {
    let places = try Self.places("row facility[F1]/r[A]\nfacility[F1]/r[A]/2024-01/x = 1 t\n")
    #expect(Self.row(places, "facility[F1]/r[A]") == 100)
  }
}
