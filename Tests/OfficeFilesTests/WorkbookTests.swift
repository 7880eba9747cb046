import Diagnostics
import Foundation
import OfficeFiles
import Quantities
import Testing

@Suite struct WorkbookTests {
  /// Numbers of no pattern that are the same in each run.
  struct Numbers {
    var state: UInt64
    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  static let words = [
    "烟煤", "=1+1", "-12 号炉", "+甲", "@乙", " 前后空格 ", "a&b<c>\"d\"'", "两\n行", "0012", "😀",
    "_x000D_", "tab\t中", "不涉及", "１２", "'撇",
  ]

  static func random(_ numbers: inout Numbers) -> WorkbookCell {
    switch numbers.next(7) {
    case 0: return .empty
    case 1: return .text(words[numbers.next(words.count)])
    case 2: return .number(String(numbers.next(2_000_000) - 1_000_000))
    case 3:
      let digits = String(numbers.next(1_000_000_000) + 1) + String(numbers.next(900_000) + 100_000)
      let place = 1 + numbers.next(digits.count - 1)
      return .number("-" + digits.prefix(place) + "." + digits.dropFirst(place))
    case 4: return WorkbookCell(.flag(numbers.next(2) == 0))
    case 5:
      // 1990-01-01 is day 7305; eighty years.
      return WorkbookCell(.date(SheetDate(Day(number: Int32(7_305 + numbers.next(29_220))))))
    default:
      return WorkbookCell(
        .formula("A1*2", cached: .number(String(numbers.next(1_000)) + ".5")))
    }
  }

  /// What a cell reads back as; trailing zeros of a number say nothing without a format for them.
  static func expected(_ cell: WorkbookCell) -> String? {
    switch cell.content {
    case .empty: return nil
    case .text(let text): return text
    case .number(let digits):
      guard digits.contains(".") else { return digits }
      var trimmed = digits
      while trimmed.hasSuffix("0") { trimmed.removeLast() }
      if trimmed.hasSuffix(".") { trimmed.removeLast() }
      return trimmed
    case .flag(let flag): return flag ? "TRUE" : "FALSE"
    case .date(let date): return date.text
    case .formula(_, .number(let digits)): return digits
    case .formula(_, .text(let text)): return text
    }
  }

  @Test(arguments: 1...12) func whatIsWrittenIsReadBack(_ seed: Int) throws {
    var numbers = Numbers(state: UInt64(seed) &* 77_777)
    var sheets: [WorkbookSheet] = []
    for index in 0..<(1 + numbers.next(3)) {
      let taken = sheets.map(\.name)
      var sheet = WorkbookSheet(SheetName.made(from: "燃料/表", besides: taken))
      let rows = (0..<numbers.next(40)).map { _ in
        WorkbookRow((0..<numbers.next(9)).map { _ in Self.random(&numbers) })
      }
      // Row by row in some, at once in others.
      if seed % 3 == 0 {
        sheet.further = { emit in rows.forEach(emit) }
      } else {
        sheet.rows = rows
      }
      sheet.isHidden = index == 1
      sheets.append(sheet)
      let bytes = try WorkbookWriter.bytes(Workbook(sheets: sheets))
      #expect(try WorkbookWriter.bytes(Workbook(sheets: sheets)) == bytes, "bytes repeat")
      let book = try #require(WorkbookReader.open(ByteSource(bytes), name: "x").0)
      #expect(book.sheets.map(\.name) == sheets.map(\.name))
      #expect(book.sheets.map { $0.visibility == .hidden } == sheets.map(\.isHidden))
      let (cells, findings) = HostileTests.read(book, book.sheets[index])
      #expect(findings == [])
      var wanted: [String: String] = [:]
      for (row, line) in rows.enumerated() {
        for (column, cell) in line.cells.enumerated() {
          wanted[CellName.cell(row: row, column: column)] = Self.expected(cell)
        }
      }
      let got = Dictionary(uniqueKeysWithValues: cells.map { ($0.name, $0.content.text) })
      #expect(got == wanted)
    }
  }

  @Test func shownDecimalsAreKept() throws {
    var sheet = WorkbookSheet("表")
    let two = CellFormat().with { $0.numberFormat = "0.00" }
    let share = CellFormat().with { $0.numberFormat = "0.0%" }
    let month = CellFormat().with { $0.numberFormat = "yyyy\"年\"m\"月\"" }
    sheet.rows = [
      WorkbookRow([
        .number("1.5", two), .number("-3", two), .number("1.234", two), .number("0.652", share),
        .number("45352", month), .number("-1250.5"),
      ])
    ]
    let bytes = try WorkbookWriter.bytes(Workbook(sheets: [sheet]))
    let book = try #require(WorkbookReader.open(ByteSource(bytes), name: "x").0)
    let texts = HostileTests.read(book, book.sheets[0]).0.map(\.content.text)
    // 45352 is 2024-03-01: Python, date(1899, 12, 30) + timedelta(45352).
    #expect(texts == ["1.50", "-3.00", "1.234", "65.2%", "2024-03", "-1250.5"])
  }

  @Test func mergesAreRead() throws {
    var sheet = WorkbookSheet("表")
    sheet.rows = [WorkbookRow([.text("甲")]), WorkbookRow([]), WorkbookRow([.text("乙")])]
    let range = CellRange(rows: 0...1, columns: 0...2)
    sheet.merges = [range]
    let bytes = try WorkbookWriter.bytes(Workbook(sheets: [sheet]))
    let book = try #require(WorkbookReader.open(ByteSource(bytes), name: "x").0)
    #expect(book.merges(of: book.sheets[0]) == [range])
  }

  @Test func daysOfBothSystems() {
    // Pairs from LibreOffice and ECMA-376-1, 18.17.4.1.
    let known: [(Double, Bool, String?)] = [
      (1, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, nil),
      (61, false, "1900-03-01"), (45_351, false, "2024-02-29"), (43_889, true, "2024-02-29"),
      (0, true, "1904-01-01"), (45_351.5, false, "2024-02-29 12:00:00"), (-1, false, nil),
      (0, false, nil), (2_958_466, false, nil), (2_958_465, false, "9999-12-31"),
    ]
    for (serial, is1904, text) in known {
      #expect(SheetDate(serial: serial, is1904: is1904)?.text == text, "\(serial)")
    }
    for day in stride(from: 61.0, to: 80_000, by: 97) {
      #expect(SheetDate(serial: day, is1904: false)?.serial == day)
    }
  }

  @Test func sheetNamesAreFit() {
    #expect(SheetName.made(from: "a/b*c?[d]:\\", besides: []) == "a／b＊c？［d］：＼")
    #expect(SheetName.made(from: "'表'", besides: []) == "表")
    #expect(SheetName.made(from: "", besides: []) == "表")
    #expect(SheetName.made(from: "ABC", besides: ["abc"]) == "ABC_2")
    let long = String(repeating: "长", count: 40)
    let first = SheetName.made(from: long, besides: [])
    #expect(first.count == 31)
    #expect(SheetName.made(from: long, besides: [first]).count == 31)
    #expect(SheetName.quoted("甲'乙") == "'甲''乙'!")
    #expect(CellName.cell(row: 4, column: 16_383) == "XFD5")
  }

  @Test func whatSpreadsheetsRefuseIsAnError() {
    let twice = Workbook(sheets: [WorkbookSheet("表"), WorkbookSheet("表")])
    #expect(throws: OfficeFileError.self) { try WorkbookWriter.bytes(twice) }
    var long = WorkbookSheet("表")
    long.rows = [WorkbookRow([.text(String(repeating: "长", count: 40_000))])]
    #expect(throws: OfficeFileError.self) { try WorkbookWriter.bytes(Workbook(sheets: [long])) }
  }

  @Test func xmlIsStreamed() throws {
    final class Seen { var texts: [String] = [] }
    let seen = Seen()
    let handler = XMLStream.Handler(
      start: { element in
        seen.texts.append("<\(element.name) \(element["k"] ?? "")>")
        return true
      },
      text: { text in
        seen.texts.append(text)
        return true
      })
    let text = "<a xmlns=\"u\" k=\"1 &amp; 2\">x&lt;y<b/><![CDATA[z&]]></a>"
    try XMLStream.read(Array(text.utf8), handler)
    #expect(seen.texts == ["<a 1 & 2>", "x<y", "<b >", "z&"])
    #expect(throws: XMLStreamProblem.documentType(line: 1)) {
      try XMLStream.read(Array("<!DOCTYPE a><a/>".utf8), handler)
    }
    #expect(throws: XMLStreamProblem.self) { try XMLStream.read(Array("<a><b></a>".utf8), handler) }
  }
}
