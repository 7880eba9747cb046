import Accounting
import Diagnostics
import Exchange
import Foundation
import OfficeFiles
import Quantities
import RulePlan
import Testing

@Suite("Filings as workbooks")
struct WorkbookFilingTests {
  /// Reads a workbook that was written; nil where it cannot be opened.
  static func read(
    _ workbook: Workbook, plan: Plan = SmallPlan.plan
  ) throws -> (Filing?, [Finding]) {
    let bytes = try WorkbookWriter.bytes(workbook)
    let (book, findings) = WorkbookReader.open(ByteSource(bytes), name: "x.xlsx")
    guard let book else { return (nil, findings) }
    return FilingWorkbook.read(book, plan: plan, units: SmallPlan.units)
  }

  @Test("A workbook reads back as the filing that was written")
  func roundTrip() throws {
    let filing = try FilingFileTests.sample()
    let workbook = FilingWorkbook.workbook(filing, plan: SmallPlan.plan)
    let (read, findings) = try Self.read(workbook)
    #expect(findings == [])
    #expect(FilingFileTests.essence(try #require(read)) == FilingFileTests.essence(filing))
    let names = workbook.sheets.map(\.name)
    #expect(
      names == [
        "填写说明", "企业信息", "设施", "燃料", "燃料（按月）", "机组", "机组（按月）", "气体", "副产物", "表计", "其他数据", "登记表",
        "检测报告",
        "缺省值", "清单", "mrv",
      ])
  }

  @Test("An empty template states only methodology and period")
  func template() throws {
    let period = try #require(Period(year: 2024))
    let (read, findings) = try Self.read(
      FilingWorkbook.template(for: SmallPlan.plan, period: period))
    let filing = try #require(read)
    #expect(findings == [])
    #expect(filing.header.methodology == "test/small/1")
    #expect(filing.period == period)
    #expect(filing.cells.isEmpty && filing.rows.isEmpty && filing.notOccurring.isEmpty)
  }

  /// Numbers of no pattern that are the same in each run.
  struct Numbers {
    var state: UInt64
    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    mutating func pick(_ texts: [String]) -> String { texts[next(texts.count)] }
    mutating func number() -> String {
      let digits = next(3) == 0 ? "\(next(900) + 100)" : "\(next(9_000_000) + 1_000_000)"
      let long = next(9) == 0 ? "1234567890123" : ""
      let sign = next(6) == 0 ? "-" : ""
      return sign + digits + long + (next(2) == 0 ? "" : ".\(next(90) + 10)0")
    }
  }

  /// The lines of a case with values of all kinds in rows of all kinds.
  static func lines(_ numbers: inout Numbers) -> [String] {
    var lines: [String] = []
    let facilities = ["一厂", "A]b", "=1+1", "0012", "x/y"]
    let texts = [
      "a", "\"=cmd|'/c'!A1\"", "\" 空 \"", "\"不涉及\"", "\"2024-03\"", "\"1,5\"", "\"两行\"", "b",
    ]
    for facility in facilities where numbers.next(3) > 0 {
      let key = facility.replacing("]", with: "\\]")
      let row = "facility[\(key)]"
      if numbers.next(2) == 0 { lines.append("row \(row) \"\(numbers.pick(["全称", "=甲", "二"]))\"") }
      for fuel in ["烟煤", "天然气"] where numbers.next(2) == 0 {
        lines.append(
          "\(row)/fuel[\(fuel)]/FC = \(numbers.number())\(numbers.pick(["", " kg", " t"]))")
        for month in ["01", "02", "11"] where numbers.next(2) == 0 {
          lines.append("\(row)/fuel[\(fuel)]/2024-\(month)/C = \(numbers.number())")
          if numbers.next(2) == 0 {
            lines.append("\(row)/fuel[\(fuel)]/2024-\(month)/C@choice = measured")
            lines.append("\(row)/fuel[\(fuel)]/2024-\(month)/C@issued = 2024-05-06")
          }
        }
      }
      if numbers.next(2) == 0 { lines.append("\(row)/S = \(numbers.number()) %") }
      if numbers.next(2) == 0 { lines.append("\(row)/class = \(numbers.pick(texts))") }
      if numbers.next(2) == 0 { lines.append("\(row)/new = \(numbers.pick(["yes", "no"]))") }
      if numbers.next(2) == 0 { lines.append("\(row)/started = 2024-02-29") }
      if numbers.next(3) == 0 { lines.append("\(row)/unit[#1]/2024-07/Q = \(numbers.number())") }
      if numbers.next(4) == 0 { lines.append("\(row)/gas not occurring \"无\"") }
    }
    return lines
  }

  @Test("Any filing comes back from its workbook", arguments: 1...25)
  func property(_ seed: Int) throws {
    var numbers = Numbers(state: UInt64(seed) &* 99_991)
    let period = try #require(Period(year: 2024))
    let text = Self.lines(&numbers).joined(separator: "\n")
    let (file, before) = CaseFile.read(lines: text, period: period, file: "x")
    #expect(before == [])
    let filing = file.filing
    let workbook = FilingWorkbook.workbook(filing, plan: SmallPlan.plan)
    let (read, findings) = try Self.read(workbook)
    #expect(!findings.contains { $0.severity == .error }, "\(findings)")
    let (got, wanted) = (
      FilingFileTests.essence(try #require(read)), FilingFileTests.essence(filing)
    )
    // To name a row in a cell declares it; whether it is declared besides makes no difference.
    let difference = Set(got).symmetricDifference(wanted)
    #expect(difference.filter { !($0.hasPrefix("row ") && $0.hasSuffix("  [\"\", \"\"]")) } == [])
  }

  @Test("Boundary, meters, evidence, plan, stages and hostile texts come back", arguments: 0..<40)
  func lists(_ seed: Int) throws {
    var random = RandomFilings(seed: UInt64(seed))
    let filing = random.filing(period: try #require(Period(year: 2024)))
    let (read, findings) = try Self.read(FilingWorkbook.workbook(filing, plan: SmallPlan.plan))
    #expect(findings.filter { $0.severity == .error }.map(\.code) == [])
    let wanted = filing.canonical(sorted: true)
    #expect(wanted.differences(read?.canonical(sorted: true)) == [])
  }

  /// A workbook whose sheets are given as texts; numbers are cells of numbers.
  static func workbook(_ sheets: [(String, [[String]])]) -> Workbook {
    var book = Workbook()
    for (name, rows) in sheets {
      var sheet = WorkbookSheet(name)
      sheet.rows = rows.map { row in
        WorkbookRow(row.map { Double($0) == nil ? .text($0) : .number($0) })
      }
      book.sheets.append(sheet)
    }
    return book
  }

  private static let header = ("企业信息", [["项目", "内容"], ["报告期", "2024"], ["方法学", "test/small/1"]])

  private func codes(_ workbook: Workbook) throws -> [String] {
    try Self.read(workbook).1.map(\.code).filter { $0 != "workbook.no-stamp" }
  }

  @Test("Faults are told by sheet and cell, and the rest is read")
  func faults() throws {
    var book = Self.workbook([
      Self.header,
      ("燃料", [["设施", "燃料", "fc题 FC"], ["一厂", "烟煤", "一千"], ["一厂", "天然气", "12.5"]]),
    ])
    let (read, findings) = try Self.read(book)
    #expect(
      findings.map(\.origin).contains(.cell(file: "x.xlsx", sheet: "燃料", row: 2, column: 3)))
    #expect(
      try #require(read).cells.map(\.cell.value) == [
        .number(Rational.ratio(25, 2), decimals: 1, unit: nil)
      ])

    book.sheets[1].rows[1].cells[2] = WorkbookCell(
      .date(SheetDate(try #require(Day("2024-03-05")))))
    #expect(try codes(book) == ["workbook.date-number"])
    book.sheets[1].rows[1].cells[2] = .text("#DIV/0!")
    #expect(try codes(book) == ["cell.formula-error"])
    book.sheets[1].rows[1].cells[2] = .number("0.30000000000000004")
    #expect(try codes(book) == ["workbook.long-number"] || codes(book) == [])
    book.sheets[1].rows[1].cells[2] = .number("5")
    book.sheets[1].rows[1].cells.append(.text("旁注"))
    #expect(try codes(book) == ["workbook.no-heading"])
    book.sheets[1].rows[1].cells.removeLast()
    book.sheets[1].rows[0].cells[2] = .text("fc体 FC")
    #expect(try codes(book) == ["filing.unknown-column"])
  }

  @Test("A formula without result is told by its cell; hidden rows are read")
  func noResult() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("OfficeFilesTests/Hostile/no-result.xlsx")
    let book = try #require(
      WorkbookReader.open(try ByteSource(path: path.path), name: "x.xlsx").0)
    let (read, findings) = FilingWorkbook.read(
      book, plan: SmallPlan.plan, units: SmallPlan.units)
    #expect(
      findings.map(\.code) == ["workbook.no-stamp", "workbook.no-result", "workbook.hidden-rows"])
    #expect(findings[1].origin == .cell(file: "x.xlsx", sheet: "燃料", row: 2, column: 3))
    #expect(try #require(read).cells.map(\.address.description) == ["facility[一厂]/fuel[天然气]/FC"])
  }

  @Test("Keys that are merged over lines hold for each, values for the first")
  func merged() throws {
    var book = Self.workbook([
      Self.header,
      (
        "燃料",
        [
          ["设施", "燃料", "期间", "carbon题 C"], ["一厂", "烟煤", "2024-01", "0.5"],
          ["", "", "2024-02", "0.6"],
          ["", "", "2024-03", ""],
        ]
      ),
    ])
    book.sheets[1].merges = [
      CellRange(rows: 1...3, columns: 0...0), CellRange(rows: 1...3, columns: 1...1),
      CellRange(rows: 2...3, columns: 3...3),
    ]
    let (read, findings) = try Self.read(book)
    #expect(
      try #require(read).cells.map(\.address.description) == [
        "facility[一厂]/fuel[烟煤]/2024-01/C", "facility[一厂]/fuel[烟煤]/2024-02/C",
      ])
    #expect(
      findings.filter { $0.code == "workbook.merged-value" }.map(\.origin) == [
        .cell(file: "x.xlsx", sheet: "燃料", row: 3, column: 4)
      ])
  }

  @Test("The register speaks of all rows where it names none")
  func register() throws {
    let fuel = [
      ["设施", "燃料", "fc题 FC"], ["一厂", "烟煤", "1"], ["一厂", "天然气", "2"], ["二厂", "烟煤", "3"],
    ]
    func addresses(_ line: [String]) throws -> [String] {
      let book = Self.workbook([
        Self.header, ("燃料", fuel),
        ("登记表", [["参数", "设施", "名称", "期间", "取值方式", "地址"], line]),
      ])
      let (read, findings) = try Self.read(book)
      #expect(!findings.contains { $0.severity == .error }, "\(findings)")
      return try #require(read).cells.filter { $0.address.facet == "choice" }.map {
        $0.address.description + " " + String(describing: $0.cell.value)
      }
    }
    #expect(try addresses(["carbon题 C", "", "", "", "实测"]).count == 3)
    #expect(
      try addresses(["C", "一厂", "烟煤", "2024-03", "measured"]) == [
        "facility[一厂]/fuel[烟煤]/2024-03/C@choice text(\"measured\")"
      ])
    #expect(try addresses(["carbon", "", "烟煤", "", "缺省值"]).count == 2)
    #expect(
      try addresses(["", "", "", "", "default", "facility[二厂]/fuel[烟煤]/C"]) == [
        "facility[二厂]/fuel[烟煤]/C@choice text(\"default\")"
      ])
    let wrong = Self.workbook([
      Self.header, ("燃料", fuel), ("登记表", [["参数", "取值方式"], ["碳", "实测"]]),
    ])
    #expect(try codes(wrong) == ["workbook.parameter"])
  }

  @Test("What does not occur is said by title")
  func absences() throws {
    let book = Self.workbook([
      Self.header,
      (
        "不涉及",
        [
          ["项目", "设施", "是否涉及", "理由"], ["气体", "", "不涉及", "无"], ["表计", "", "涉及", ""],
          ["汽体", "", "不涉及", ""],
        ]
      ),
    ])
    let (read, findings) = try Self.read(book)
    #expect(try #require(read).notOccurring.map(\.target.description) == ["gas"])
    #expect(findings.map(\.code).contains("workbook.item"))
  }

  @Test("Slips in the names of rows above are pointed out; sheets of one's own are passed over")
  func slips() throws {
    let book = Self.workbook([
      Self.header, ("设施", [["设施", "stock题 S"], ["一厂", "5"]]),
      ("燃料", [["设施", "燃料", "fc题 FC"], ["一场", "烟煤", "1"]]), ("底稿", [["随便", "写"], ["a", "b"]]),
    ])
    #expect(try codes(book) == ["workbook.sheet-unknown", "workbook.unlisted-row"])
  }

  @Test("A workbook of another methodology, state or layout is named")
  func stale() throws {
    let period = try #require(Period(year: 2024))
    let workbook = FilingWorkbook.template(for: SmallPlan.plan, period: period)
    var later = SmallPlan.plan
    later.inputs[0].shape.grain = .month
    #expect(try Self.read(workbook, plan: later).1.map(\.code) == ["workbook.stale"])
    later.methodology = "test/small/2"
    #expect(try Self.read(workbook, plan: later).1.map(\.code) == ["workbook.other-method"])
    var newer = workbook
    let stamp = newer.sheets.count - 1
    newer.sheets[stamp].rows[0].cells[1] = .text("99")
    #expect(try Self.read(newer).1.map(\.code) == ["workbook.newer"])
    // Nothing that says what the filing is about.
    let (_, findings) = FilingWorkbook.header(
      try #require(
        WorkbookReader.open(
          ByteSource(try WorkbookWriter.bytes(Self.workbook([("表", [["a", "b"]])]))), name: "x"
        ).0), units: SmallPlan.units)
    #expect(findings.map(\.code) == ["workbook.no-header"])
  }

  @Test("Columns of a stale workbook are found by identifier and by concept")
  func renamed() throws {
    var old = SmallPlan.plan
    for index in old.named.indices where ["fc", "carbon"].contains(old.named[index].id) {
      old.named[index].title = Label("旧" + old.named[index].id)
      old.named[index].symbol = "X\(index)"
      old.named[index].concept = old.named[index].id == "carbon" ? "carbon-content" : nil
    }
    var now = SmallPlan.plan
    if let index = now.named.firstIndex(where: { $0.id == "carbon" }) {
      now.named[index].id = "carbon-2"
      now.named[index].concept = "carbon-content"
    }
    for index in now.inputs.indices where now.inputs[index].id == "carbon" {
      now.inputs[index].id = "carbon-2"
    }
    let period = try #require(Period(year: 2024))
    let text = "facility[一厂]/fuel[烟煤]/fc = 5\nfacility[一厂]/fuel[烟煤]/2024-02/carbon = 0.5"
    let filing = CaseFile.read(lines: text, period: period, file: "x").0.filing
    let (read, findings) = try Self.read(FilingWorkbook.workbook(filing, plan: old), plan: now)
    #expect(findings.map(\.code) == ["workbook.stale"])
    #expect(
      try #require(read).cells.map { "\($0.address) \($0.cell.value)" }.count == 2)
    #expect(
      try #require(read).cells.map(\.address.name) == ["FC", "C"])
  }
}
