import Diagnostics
import Foundation
import OfficeFiles
import Testing

/// The files of `Hostile/`, made by the script there: each is refused or read with a clear word.
@Suite struct HostileTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Hostile")

  static func open(
    _ name: String, limits: ContainerLimits = .intake
  ) throws -> (WorkbookReader?, [Finding]) {
    let path = folder.appendingPathComponent(name + ".xlsx").path
    return WorkbookReader.open(try ByteSource(path: path), name: name, limits: limits)
  }

  /// All cells of the first sheet, with what is wrong.
  static func cells(_ name: String) throws -> ([SheetCell], [Finding]) {
    let (book, findings) = try open(name)
    guard let book, let sheet = book.sheets.first else { return ([], findings) }
    return read(book, sheet)
  }

  static func read(
    _ book: WorkbookReader, _ sheet: WorkbookReader.Sheet
  ) -> ([SheetCell], [Finding]) {
    final class Box { var cells: [SheetCell] = [] }
    let box = Box()
    let findings = book.rows(of: sheet) { row in
      box.cells += row.cells
      return true
    }
    return (box.cells, findings)
  }

  @Test(arguments: [
    ("bomb", "container.ratio"), ("slip", "container.escapes"), ("absolute", "container.escapes"),
    ("twice", "container.twice"), ("overlap", "container.damaged"),
    ("password", "container.encrypted"), ("truncated", "container.damaged"),
    ("tail", "container.damaged"), ("method", "container.method"), ("empty", "container.empty"),
    ("old", "workbook.old"), ("old-password", "container.encrypted"), ("text", "workbook.text"),
    ("page", "workbook.html"), ("xml2003", "workbook.xml-2003"), ("noise", "container.not-a-zip"),
    ("open-document", "workbook.open-document"), ("binary", "workbook.binary"),
    ("document", "workbook.document"), ("nothing", "workbook.missing-part"),
  ])
  func isRefused(_ name: String, _ code: String) throws {
    let (book, findings) = try Self.open(name)
    #expect(book == nil)
    #expect(findings.map(\.code) == [code])
    #expect(findings.allSatisfy { $0.severity == .error })
  }

  @Test(arguments: [
    ("lying", "workbook.too-long"), ("garbled", "container.damaged"),
    ("no-sheet", "workbook.missing-part"), ("entities", "workbook.document-type"),
    ("outside", "workbook.document-type"), ("deep", "workbook.too-deep"),
  ])
  func sheetIsRefused(_ name: String, _ code: String) throws {
    let (cells, findings) = try Self.cells(name)
    #expect(findings.map(\.code) == [code])
    #expect(cells.isEmpty)
  }

  @Test func limitsHold() throws {
    var limits = ContainerLimits.intake
    limits.entries = 50
    #expect(try Self.open("many", limits: limits).1.map(\.code) == ["container.too-many"])
    #expect(try Self.open("many").0 != nil)
    limits = .intake
    limits.fileBytes = 100
    #expect(try Self.open("good", limits: limits).1.map(\.code) == ["container.too-large"])
    limits = .intake
    limits.ratio = 1_000_000
    limits.entryBytes = 1 << 20
    #expect(try Self.open("bomb", limits: limits).1.map(\.code) == ["container.too-much"])
    #expect(try Self.open("good").1 == [])
  }

  @Test func cellsOutsideASheetAreTold() throws {
    let (cells, findings) = try Self.cells("wide")
    #expect(cells.prefix(10).map(\.content.text) == (1...10).map(String.init))
    #expect(cells.allSatisfy { $0.column <= 16_384 })
    #expect(findings.filter { $0.code == "workbook.outside" }.count == 200)
    #expect(findings.last?.code == "workbook.given-up")

    let (low, rest) = try Self.cells("low")
    #expect(low.map(\.name) == ["XFD1048576"])
    #expect(rest.map(\.code) == ["workbook.outside", "workbook.outside"])
  }

  @Test func readsUpToTheFault() throws {
    let (cells, findings) = try Self.cells("ill-formed")
    #expect(cells.map(\.content.text) == ["5"])
    #expect(findings.map(\.code) == ["workbook.ill-formed"])
  }

  @Test func oneBadCellDoesNotBlankTheOthers() throws {
    let (cells, findings) = try Self.cells("values")
    #expect(findings.map(\.code) == ["workbook.number", "workbook.number", "workbook.string"])
    #expect(
      findings.map(\.origin)
        == (1...3).map {
          .cell(file: "values", sheet: "表", row: 1, column: $0)
        })
    let texts = Dictionary(uniqueKeysWithValues: cells.map { ($0.name, $0.content) })
    #expect(texts["D1"] == .error("#DIV/0!"))
    #expect(texts["E1"] == .noResult)
    #expect(texts["F1"]?.text == "0.57")
    #expect(texts["G1"] == .flag(true))
    #expect(texts["H1"] == nil)
    #expect(texts["I1"] == .text("甲乙"))
    guard case .number(let long) = texts["J1"] else {
      Issue.record("J1 is no number")
      return
    }
    #expect(long.digits == "123456789.12345679" && long.isLong)
  }

  /// Cut anywhere, a workbook is refused or read in part, and never with a trap.
  @Test func cutAnywhere() throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("good.xlsx"))
    for length in stride(from: 0, to: data.count, by: 7) {
      let (book, findings) = WorkbookReader.open(
        ByteSource([UInt8](data.prefix(length))), name: "cut")
      #expect(book == nil && findings.count == 1, "\(length) bytes")
    }
  }

  /// A bit turned anywhere leaves findings or the right number, and never a trap.
  @Test func bitsTurned() throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("good.xlsx"))
    for place in stride(from: 0, to: data.count, by: 5) {
      var bytes = [UInt8](data)
      bytes[place] ^= 1 << UInt8(place % 8)
      let (book, findings) = WorkbookReader.open(ByteSource(bytes), name: "turned")
      guard let book, let sheet = book.sheets.first else {
        #expect(!findings.isEmpty, "byte \(place)")
        continue
      }
      let (cells, told) = Self.read(book, sheet)
      #expect(!told.isEmpty || cells.map(\.content.text) == ["1"], "byte \(place)")
    }
  }
}
