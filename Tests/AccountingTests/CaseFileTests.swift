import Accounting
import Diagnostics
import Quantities
import Testing

@Suite("Case files")
struct CaseFileTests {
  private static let good = #"""
    # a comment
    title 燃煤一年
    method sectors/other-industries/2015
    period 2024                       # or 2022-01..2022-04
    filing date 2025-03-20
    filing region 广东
    row facility[F1] "一厂" from 2024-05-17 to 2024-09-30
    facility[F1]/fuel[烟煤]/FC = 1000.50 t
    fuel[烟煤]/OF = 98%
    fuel[烟煤]/NCV@choice = default
    fuel[天然气] not occurring "无"
    sample S1 report "R-1" laboratory "甲 \"乙\"" accredited yes received 2024-02-02
    fuel[烟煤]/2024-01/C@sample = S1
    burns = yes
    commissioned = 2019-07-01
    note = "a # b"
    stock@prior = −3 t
    filled = 12.5 t substituted "max-of-year"
    expect combustion = 2381.23 tCO2 within 0.005 because "printed so" # why
    expect fuel[烟煤]/E absent
    expect E2 not occurring
    expect E3 poisoned
    finds check.stock-balance at fuel[烟煤]/FC
    finds intake.unit
    derived Conformance/derive/other_industries.py
    """#

  @Test("Reads every kind of line")
  func reads() throws {
    let (read, findings) = CaseFile.read(Self.good, file: "a.case")
    #expect(findings.isEmpty)
    let file = try #require(read)
    #expect(file.title == "燃煤一年")
    #expect(file.derived == "Conformance/derive/other_industries.py")
    let filing = file.filing
    #expect(filing.header.methodology == "sectors/other-industries/2015")
    #expect(filing.header.filedOn == Day(year: 2025, month: 3, day: 20))
    #expect(filing.header.region == "广东")
    #expect(filing.period == Period(year: 2024))
    #expect(filing.rows.count == 1)
    #expect(filing.rows[0].title == "一厂")
    #expect(filing.rows[0].through == Day(year: 2024, month: 9, day: 30))
    #expect(
      filing.cells.map(\.cell.value) == [
        .number(Rational.ratio(2001, 2), decimals: 2, unit: "t"),
        .number(98, decimals: 0, unit: "%"), .text("default"), .text("S1"), .flag(true),
        .date(try #require(Day(year: 2019, month: 7, day: 1))), .text("a # b"),
        .number(-3, decimals: 0, unit: "t"),
        .substituted(Rational.ratio(25, 2), unit: "t", rule: "max-of-year"),
      ])
    #expect(filing.notOccurring.map(\.reason) == ["无"])
    #expect(
      filing.samples[0].fields.map(\.value) == [
        .text("R-1"), .text("甲 \"乙\""), .flag(true),
        .date(try #require(Day(year: 2024, month: 2, day: 2))),
      ])
    #expect(
      file.expectations.map(\.outcome) == [
        .number(
          Rational.ratio(238_123, 100), decimals: 2, unit: "tCO2",
          within: .init(Rational.ratio(1, 200), reason: "printed so")),
        .absent, .notOccurring, .poisoned,
      ])
    #expect(file.findings.map(\.code) == ["check.stock-balance", "intake.unit"])
    #expect(file.findings.map { $0.address?.description } == ["fuel[烟煤]/FC", nil])
  }

  @Test("Remembers where a cell stood")
  func origins() throws {
    let text = "title a\nmethod m\nperiod 2024\n  FC = 1 t  # x\n"
    let file = try #require(CaseFile.read(text, file: "a.case").0)
    #expect(file.filing.cells[0].cell.origin == .source(file: "a.case", range: 31..<39))
  }

  @Test(
    "Says what is wrong with a line and reads on",
    arguments: [
      ("FC 5 t", "case.expected"), ("FC =", "case.expected"), ("FC = 5 t u", "case.expected"),
      ("fuel[a FC = 5", "address.step"), ("FC = \"a", "case.quote"),
      ("FC not occurring", "case.reason"), ("row FC", "case.row"), ("row", "case.expected"),
      ("fuel[a]/2024 = 5", "address.name"), ("expect fuel[a] absent", "address.name"),

      ("row a[b] since 2024-01-01", "case.expected"), ("row a[b] from 2024-02-30", "case.date"),
      ("sample S1 lab x", "case.sample-field"), ("title again", "case.repeated"),
      ("expect E = 5 within 0.1", "case.tolerance"), ("expect E", "case.expected"),
      ("expect E missing", "case.expected"), ("finds something", "case.expected"),
      ("filing date tomorrow", "case.date"), ("filing date", "case.expected"),
      ("period 2024-13", "case.period"),
    ])
  func malformed(line: String, code: String) throws {
    let text = "title a\nmethod m\nperiod 2024\n\(line)\nlast = 7\n"
    let (file, findings) = CaseFile.read(text, file: "a.case")
    #expect(findings.map(\.code) == [code])
    #expect(file?.filing.cells.last?.address.name == "last")
  }

  @Test("Names the head lines that are missing")
  func head() {
    let (file, findings) = CaseFile.read("FC = 1\n", file: "a.case")
    #expect(file == nil)
    #expect(findings.map(\.code) == ["case.missing", "case.missing", "case.missing"])
  }

  @Test("Lines of an example may state their own period")
  func examplePeriod() throws {
    let year = try #require(Period(year: 2024))
    let (file, findings) = CaseFile.read(lines: "period 2020\nFC = 1", period: year, file: "x")
    #expect(findings == [])
    #expect(file.filing.period == Period(year: 2020))
    #expect(CaseFile.read(lines: "FC = 1", period: year, file: "x").0.filing.period == year)
  }

  @Test(
    "Reads periods",
    arguments: [
      ("2024", "2024"), ("2024-Q2", "2024-04..2024-06"), ("2024-03", "2024-03..2024-03"),
      ("2022-01..2022-04", "2022-01..2022-04"),
    ])
  func periods(text: String, printed: String) {
    #expect(ValueText.period(text)?.description == printed)
  }

  @Test("A later stage overrides an earlier one")
  func stages() throws {
    func entry(_ value: Int) -> Filing.Entry {
      Filing.Entry(CellAddress(name: "FC"), Cell(.number(Rational(value), decimals: 0, unit: nil)))
    }
    let period = try #require(Period(year: 2024))
    let revision = FilingRevision(base: Filing(period: period, cells: [entry(1)]))
      .adding(Overlay(stage: .approved, author: "甲", reason: "r", cells: [entry(3)]))
      .adding(Overlay(stage: .verified, author: "乙", reason: "r", cells: [entry(2)]))
    #expect(revision.filing(at: .reported).cells == [entry(1)])
    #expect(revision.filing(at: .verified).cells.map(\.cell.value) == [entry(2).cell.value])
    #expect(revision.filing().cells.map(\.cell.value) == [entry(3).cell.value])
    #expect(
      revision.history(of: CellAddress(name: "FC")).map { $0.overlay?.author } == [nil, "甲", "乙"])
  }

  private static let base = """
    title 全年
    method x/a
    period 2024
    filing region 广东
    filing date 2025-03-20
    row facility[F1] "一厂"
    row facility[F1]/fuel[A] from 2024-02-01
    row facility[F1]/fuel[B]
    sample S1 accredited yes
    facility[F1]/fuel[A]/2024-01/FC = 1 t
    facility[F1]/fuel[A]/2024-02/FC = 2 t
    facility[F1]/fuel[B]/FC = 3 t
    facility[F1]/y not occurring "无"
    expect E = 1 t
    """

  private func like(_ lines: String) -> (CaseFile?, [String]) {
    let (file, findings) = CaseFile.read("like cases/all.case\n" + lines, file: "b.case") { path in
      switch path {
      case "cases/all.case": Array(Self.base.utf8)
      case "cases/round.case": Array("like cases/round.case\n".utf8)
      default: nil
      }
    }
    return (file, findings.map(\.code))
  }

  @Test("A case that is like another takes over what is filed and puts its own lines over it")
  func inherits() throws {
    let (read, codes) = like(
      """
      title 少一个月
      filing date 2025-04-01
      fuel[A]/2024-02/FC = 20 t
      facility[F1]/y = 5 t
      row facility[F1]/fuel[A] from 2024-01-01
      sample S1 accredited no
      without facility[F1]/fuel[B]
      """)
    #expect(codes == [])
    let file = try #require(read)
    #expect(file.title == "少一个月")
    #expect(file.expectations.isEmpty)
    #expect(file.filing.header.region == "广东")
    #expect(file.filing.header.filedOn == Day("2025-04-01"))
    #expect(
      file.filing.cells.map { "\($0.address)" } == [
        "facility[F1]/fuel[A]/2024-01/FC", "fuel[A]/2024-02/FC", "facility[F1]/y",
      ])
    #expect(file.filing.rows.map { $0.steps.last?.key } == ["F1", "A"])
    #expect(file.filing.rows.last?.from == Day("2024-01-01"))
    #expect(file.filing.notOccurring.isEmpty)
    #expect(file.filing.samples.map(\.fields) == [[Filing.Field("accredited", .flag(false))]])
  }

  @Test("What cannot be taken over is told")
  func inheritsNothing() {
    #expect(like("title a\nwithout fuel[C]/FC").1 == ["case.without-nothing"])
    #expect(like("title a\nlike cases/all.case").1 == ["case.like-first"])
    func codes(_ text: String) -> [String] {
      CaseFile.read(text + "\ntitle a\nmethod x/a\nperiod 2024\n", file: "b.case") { path in
        path == "cases/round.case" ? Array("like cases/round.case\n".utf8) : nil
      }.1.map(\.code)
    }
    #expect(codes("like cases/none.case") == ["case.like-missing"])
    // Whatever stands outside the folder is not even asked for.
    for path in ["../cases/all.case", "/cases/all.case", "cases/../../all.case", "a\\..\\b"] {
      var asked: [String] = []
      let read = CaseFile.read("like \(path)\ntitle a\nmethod x/a\nperiod 2024", file: "b.case") {
        asked.append($0)
        return Array(Self.base.utf8)
      }
      #expect(read.1.map(\.code) == ["case.like-missing"] && asked.isEmpty, "\(path)")
    }
    #expect(codes("like cases/round.case") == ["case.like-missing"])
  }
}
