import Diagnostics
import Testing

@testable import Exchange

/// Reads bytes in blocks of a given size.
func readTable(
  _ bytes: [UInt8], block: Int = 1 << 16, encoding: CSVEncoding? = nil,
  limits: CSVLimits = CSVLimits()
) -> (rows: [[String]], outcome: CSVOutcome) {
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: block, alignment: 8)
  defer { buffer.deallocate() }
  var rows: [[String]] = []
  let outcome = CSVReader.read(
    .bytes(bytes), file: "t.csv", encoding: encoding, limits: limits, block: buffer
  ) { record in
    rows.append(record.texts)
    return true
  }
  return (rows, outcome)
}

private func read(_ text: String, limits: CSVLimits = CSVLimits()) -> (
  rows: [[String]], outcome: CSVOutcome
) {
  readTable(Array(text.utf8), limits: limits)
}

/// Code, row and column of each finding.
private func places(_ outcome: CSVOutcome) -> [String] {
  outcome.findings.map {
    guard case .cell("t.csv", nil, let row, let column) = $0.origin else { return $0.code }
    return "\($0.code) \(row),\(column)"
  }
}

@Suite struct CSVReaderTests {
  @Test func `quotes, line breaks in cells and all line ends`() {
    let (rows, outcome) = read(
      "a,b,c\r\n\"x, y\",\"he said \"\"no\"\"\",\"two\r\nlines\"\n1,,3\r\"\",z,\"q\"")
    #expect(
      rows == [
        ["a", "b", "c"], ["x, y", "he said \"no\"", "two\r\nlines"], ["1", "", "3"],
        ["", "z", "q"],
      ])
    #expect(outcome.isComplete)
    #expect(outcome.rows == 4)
    #expect(outcome.findings == [])
  }

  @Test func `rows are counted as a spreadsheet counts them`() {
    var rows: [Int] = []
    let text = "a,b\n\n\"x\ny\",1\n,\n\"\"\nlast,2"
    _ = CSVReader.read(.bytes(Array(text.utf8)), file: "t.csv") { record in
      rows.append(record.row)
      return true
    }
    #expect(rows == [1, 3, 4, 5, 6])
  }

  @Test(arguments: [
    ("a,b;c,d\n1;2,3,4", ","), ("甲;乙;丙\n1,5;2,5;3", ";"), ("a\tb\n1,2\t3", "\t"),
    ("\"a,b,c\";d\n", ";"), ("single\n1", ","), ("\n\na;b\n", ";"),
  ])
  func `the separator is that of the header`(text: String, separator: Character) {
    let (_, outcome) = read(text)
    #expect(outcome.separator == separator)
  }

  @Test func `columns outside a row are empty`() {
    _ = CSVReader.read(.bytes(Array("ab,c".utf8)), file: "t.csv") { record in
      #expect(record.text(1) == "ab")
      #expect(record.text(2) == "c")
      #expect(record.text(0) == "")
      #expect(record.text(3) == "")
      #expect(record.count == 2)
      #expect(!record.isBlank)
      return true
    }
  }

  @Test func `the reader may be stopped`() {
    var seen = 0
    let outcome = CSVReader.read(.bytes(Array("1\n2\n3\n".utf8)), file: "t.csv") { _ in
      seen += 1
      return seen < 2
    }
    #expect(seen == 2)
    #expect(!outcome.isComplete)
  }

  @Test func `what is doubtful or broken has its place`() {
    #expect(places(read("a,b\n1,5\" pipe\n").outcome) == ["csv.stray-quote 2,2"])
    #expect(read("a,b\n1,5\" pipe\"\n").rows[1] == ["1", "5\" pipe\""])
    #expect(places(read("a,b\n\"x\"y,2\n").outcome) == ["csv.stray-quote 2,1"])
    #expect(read("a,b\n\"x\"y,2\n").rows[1] == ["xy", "2"])
    let open = read("a,b\n1,2\n3,\"never\n4,5\n")
    #expect(places(open.outcome) == ["csv.unclosed-quote 3,2"])
    #expect(open.rows == [["a", "b"], ["1", "2"]])
    #expect(!open.outcome.isComplete)
    #expect(places(read("a\n1\u{0}2\n\"\u{0}\"\n").outcome) == ["csv.null 2,1", "csv.null 3,1"])
    #expect(places(read("").outcome) == ["csv.empty"])
    #expect(places(read("\u{FEFF}\n\n").outcome) == ["csv.empty"])
    let many = read(String(repeating: "a\"b\n", count: 1_000))
    #expect(many.outcome.findings.count == 20)
    #expect(many.rows.count == 1_000)
  }

  @Test func `each limit admits its number and refuses one more`() {
    let limits = CSVLimits(field: 4, columns: 3, rows: 2)
    #expect(read("abcd,\"efgh\",c\n1\n", limits: limits).outcome.isComplete)
    #expect(places(read("a,abcde\n", limits: limits).outcome) == ["csv.field-too-long 1,2"])
    #expect(places(read("a,\"abcde\"\n", limits: limits).outcome) == ["csv.field-too-long 1,2"])
    #expect(read("1,2,3,4", limits: limits).outcome.findings.map(\.code) == ["csv.columns"])
    let long = read("1\n2\n\n3\n4\n", limits: limits)
    #expect(places(long.outcome) == ["csv.rows 4,1"])
    #expect(long.rows == [["1"], ["2"]])
  }

  @Test func `a file is read in blocks, and one that is not there is a finding`() throws {
    let missing = CSVReader.read(.file("/nonexistent/煤.csv"), file: "煤.csv") { _ in true }
    #expect(missing.findings.map(\.code) == ["csv.unreadable"])
    #expect(!missing.isComplete)
  }
}

@Suite struct CSVEncodingTests {
  /// 名称,数量 / 烟煤,１ / 㐀𠀀 in GB 18030, written by Python's codec; the last two characters take
  /// four bytes each.
  private static let gb18030: [UInt8] = [
    0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xCA, 0xFD, 0xC1, 0xBF, 0x0A, 0xD1, 0xCC, 0xC3, 0xBA, 0x2C,
    0xA3, 0xB1, 0x0A, 0x81, 0x39, 0xEE, 0x39, 0x95, 0x32, 0x82, 0x36, 0x0A,
  ]
  private static let rows = [["名称", "数量"], ["烟煤", "１"], ["㐀𠀀"]]

  @Test func `GB 18030 is found and decoded, in one block or byte by byte`() {
    let (rows, outcome) = readTable(Self.gb18030)
    #expect(rows == Self.rows)
    #expect(outcome.encoding == .gb18030)
    #expect(outcome.findings == [])
    for block in 1...8 {
      #expect(readTable(Self.gb18030, block: block, encoding: .gb18030).rows == Self.rows)
    }
  }

  @Test func `UTF-8 is read with and without mark`() {
    let text = "名称,数量\n烟煤,１\n㐀𠀀\n"
    for marked in [true, false] {
      let bytes = (marked ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
      for block in [1, 2, 3, 4, 5, 7, 64] {
        let (rows, outcome) = readTable(bytes, block: block)
        #expect(rows == Self.rows, "blocks of \(block)")
        #expect(outcome.encoding == .utf8)
        #expect(outcome.isComplete)
      }
    }
  }

  @Test func `an encoding that changes half-way is refused at its row and column`() {
    let bytes = Array("名称,数量\n烟煤,1\n2,".utf8) + [0xD1, 0xCC, 0xC3, 0xBA, 0x0A]
    let (rows, outcome) = readTable(bytes)
    #expect(rows == [["名称", "数量"], ["烟煤", "1"]])
    #expect(!outcome.isComplete)
    #expect(
      outcome.findings.map(\.origin) == [.cell(file: "t.csv", sheet: nil, row: 3, column: 2)])
    #expect(outcome.findings.map(\.code) == ["csv.encoding"])
  }

  @Test(arguments: [
    [0x61, 0x2C, 0xC0, 0xAF], [0x61, 0x2C, 0xED, 0xA0, 0x80], [0x61, 0x2C, 0xF4, 0x90, 0x80, 0x80],
    [0x61, 0x2C, 0xE4, 0xB8], [0x61, 0x2C, 0xFF],
  ])
  func `bytes that are no UTF-8 are not read as such`(bytes: [UInt8]) {
    let outcome = readTable(bytes, encoding: .utf8).outcome
    #expect(outcome.findings.map(\.code) == ["csv.encoding"])
    #expect(!outcome.isComplete)
  }

  @Test func `a character cut off at the end of the file is refused`() {
    for encoding in CSVEncoding.allCases {
      let whole = encoding == .utf8 ? Array("a,烟".utf8) : [0x61, 0x2C, 0xD1, 0xCC]
      #expect(readTable(whole, encoding: encoding).outcome.isComplete)
      let outcome = readTable(whole.dropLast(), encoding: encoding).outcome
      #expect(outcome.findings.map(\.code) == ["csv.encoding"])
    }
  }

  @Test func `UTF-16 is told apart`() {
    let outcome = readTable([0xFF, 0xFE, 0x61, 0x00, 0x2C, 0x00]).outcome
    #expect(outcome.findings.map(\.code) == ["csv.foreign"])
  }
}

extension Array {
  fileprivate func dropLast() -> [Element] { Array(self[..<Swift.max(0, count - 1)]) }
}
