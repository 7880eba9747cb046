import Diagnostics
import Quantities
import Testing

@testable import Exchange

@Suite struct CSVNumberTests {
  private let origin = Origin.cell(file: "t.csv", sheet: nil, row: 2, column: 3)

  private func read(_ text: String) -> NumberText.Reading { NumberText.read(text, at: origin) }

  @Test(
    arguments: [
      ("1000", "1000", nil, []), (" 12.50\u{A0}", "12.50", nil, []), ("-3", "-3", nil, []),
      ("−3", "-3", nil, []), ("+3", "3", nil, []), (".5", "0.5", nil, []), ("5.", "5", nil, []),
      ("１２３．５", "123.5", nil, ["cell.full-width"]),
      ("1,234.5", "1234.5", nil, ["cell.grouping"]),
      ("１，２３４，５６７", "1234567", nil, ["cell.full-width", "cell.grouping"]),
      ("12.5%", "12.5", "%", []), ("12.5 ％", "12.5", "%", ["cell.full-width"]),
      ("1000 t", "1000", "t", []), ("35.7万Nm3", "35.7", "万Nm3", []),
      ("26.7 GJ/t", "26.7", "GJ/t", []), ("3 kWh", "3", "kWh", []),
      ("1.2E+05", "1.2E05", nil, ["cell.scientific"]),
      ("1.2e-05 t", "1.2E-05", "t", ["cell.scientific"]), ("3 e", "3", "e", []),
      ("1E099", "1E099", nil, ["cell.scientific"]),
      ("1\u{200B}2", "12", nil, ["cell.invisible"]),
    ] as [(String, String, String?, [String])])
  func `numbers as people write them`(
    text: String, digits: String, unit: String?, remarks: [String]
  ) throws {
    let reading = read(text)
    #expect(reading.findings.map(\.code) == remarks)
    #expect(reading.findings.allSatisfy { $0.origin == origin && $0.severity != .error })
    let value = try #require(Rational(decimal: digits))
    #expect(reading.content == .number(value, digits: digits, unit: unit))
    #expect(reading.value == value)
    #expect(reading.unit == unit)
  }

  @Test func `scientific notation and percent are the numbers that are written`() throws {
    #expect(read("1.2E+05").value == Rational(decimal: "120000"))
    #expect(read("1.2E-05").value == Rational(decimal: "0.000012"))
    #expect(read("12.5%").value == Rational(decimal: "12.5"))
  }

  @Test(arguments: ["", "  ", "\u{3000}\u{A0}\t"])
  func `blanks are nothing at all`(text: String) {
    #expect(read(text) == .init(content: .blank, findings: []))
  }

  @Test(arguments: ["不涉及", " 不涉及 ", "Not occurring"])
  func `not occurring is said in words`(text: String) {
    #expect(read(text) == .init(content: .notOccurring, findings: []))
  }

  @Test(arguments: ["-", "—", "——", "/", "／", "–", "－", "无", "N/A"])
  func `a dash has three readings, so it is asked for`(text: String) {
    let reading = read(text)
    #expect(reading.content == .unreadable)
    #expect(reading.findings.map(\.code) == ["cell.dash"])
    #expect(reading.findings[0].message(.chinese).contains("不涉及"))
  }

  @Test(arguments: ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "########", "＃NAME?"])
  func `errors of spreadsheets are errors`(text: String) {
    #expect(read(text).content == .unreadable)
    #expect(read(text).findings.map(\.code) == ["cell.formula-error"])
  }

  @Test(arguments: [
    "1,23", "12,34.5", "1,2345", ",123", "1,234,5", "1.2.3", "1 000", "2024-03", "2024/3/1",
    "1/2", "<0.01", "≥5", "(123)", "abc", "1..2", "12:30", "1e9999", "1e400", "1E100", "--5", "5-",
    ".", "%", "t",
    "约100", "NaN", "1.5,000",
  ])
  func `what is no number is not guessed at`(text: String) {
    let reading = read(text)
    #expect(reading.content == .unreadable, "\(reading.content)")
    #expect(reading.findings.map(\.code) == ["cell.not-a-number"])
    #expect(reading.findings[0].severity == .error)
  }

  @Test func `an endless cell is refused and quoted in part`() {
    let reading = read(String(repeating: "9", count: 100_000))
    #expect(reading.findings.map(\.code) == ["cell.not-a-number"])
    #expect(reading.findings[0].arguments["got"]?.count == 60)
  }

  @Test func `codes are unique, in order, and both wordings name the same arguments`() {
    let codes = CSVFindings.all.map(\.code)
    #expect(codes == Set(codes).sorted())
    for kind in CSVFindings.all {
      #expect(arguments(kind.wording.zh) == arguments(kind.wording.en), "\(kind.code)")
    }
  }

  private func arguments(_ text: String) -> Set<Substring> {
    Set(text.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}").first })
  }
}
