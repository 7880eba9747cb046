import Testing

@testable import Diagnostics

private let scale = FindingKind(
  "units.scale", .error, zh: "应为 {expected}，写的是 {got}", en: "{expected} expected, {got} found")
private let odd = FindingKind("check.odd", .warning, zh: "可疑", en: "odd")
private let told = FindingKind("a.told", .remark, zh: "告知", en: "told")

@Suite struct FindingPrinterTests {
  private static let rule = SourceText(
    file: "rules/a.xml", text: "<part>\n\t<title>烟煤消耗量</title><input unit=\"kg\"/>\n</part>\n")
  private static let table = SourceText(file: "rules/t.xml", text: "<row 单位=\"t\"/>")

  private static let sources: FindingPrinter.Sources = { file in
    [rule, table].first { $0.file == file }
  }

  /// A finding with everything that a finding may have.
  private var full: Finding {
    // The first line and the tab have 8 bytes, `<title>` 7, five characters 3 each, `</title>` 8,
    // `<input unit="` 13.
    let start = 8 + 7 + 15 + 8 + 13
    let unit = start..<(start + 2)
    return Finding(
      scale, at: .source(file: "rules/a.xml", range: unit), ["expected": "t", "got": "kg"],
      notes: [
        Finding.Note(
          Wording(zh: "因子按 {expected} 计", en: "the factor is per {expected}"),
          at: .source(file: "rules/t.xml", range: 5..<11))
      ],
      fix: Finding.Fix(
        Wording(zh: "写成 {expected}", en: "write {expected}"), in: "rules/a.xml",
        [.init(unit, "t")]),
      clause: "表 2.3")
  }

  @Test func `a finding is printed with line, underline, notes, fix and clause`() {
    let chinese = FindingPrinter(.chinese, sources: Self.sources).text(full)
    #expect(
      chinese == """
        rules/a.xml:2:35: 错误 units.scale: 应为 t，写的是 kg
         2 |     <title>烟煤消耗量</title><input unit="kg"/>
           |                                           ^~
          说明 rules/t.xml:1:6: 因子按 t 计
           1 | <row 单位="t"/>
             |      ^~~~
          修改: 写成 t
          依据: 表 2.3

        """)
    let english = FindingPrinter(.english, sources: Self.sources).text(full)
    #expect(english.hasPrefix("rules/a.xml:2:35: error units.scale: t expected, kg found\n"))
    #expect(english.contains("\n  note rules/t.xml:1:6: the factor is per t\n"))
    #expect(english.hasSuffix("  fix: write t\n  clause: 表 2.3\n"))
  }

  @Test func `places without text are named as people name them`() {
    let zh = FindingPrinter(.chinese)
    let en = FindingPrinter(.english)
    let cell = Origin.cell(file: "煤.csv", sheet: nil, row: 12, column: 3)
    #expect(zh.text(Finding(odd, at: cell)) == "煤.csv 第12行 第3列 (C12): 警告 check.odd: 可疑\n")
    #expect(
      en.text(Finding(odd, at: cell)) == "煤.csv row 12 column 3 (C12): warning check.odd: odd\n")
    let sheet = Origin.cell(file: "a.xlsx", sheet: "表1", row: 1, column: 27)
    #expect(en.place(sheet) == "a.xlsx[表1] row 1 column 27 (AA1)")
    #expect(en.text(Finding(told, at: .none)) == "remark a.told: told\n")
    #expect(zh.text(Finding(told, at: .address("kiln[K1]/FR1"))) == "kiln[K1]/FR1: 提示 a.told: 告知\n")
    #expect(zh.text(Finding(odd, at: .file("b.xml"))) == "b.xml: 警告 check.odd: 可疑\n")
    #expect(zh.place(.source(file: "b.xml", range: 3..<4)) == "b.xml@3")
  }

  @Test func `findings come in order of path, place and code, whatever order they were made in`() {
    let findings = [
      Finding(told, at: .none), Finding(odd, at: .file("b")),
      Finding(odd, at: .source(file: "b", range: 9..<10)),
      Finding(told, at: .source(file: "b", range: 10..<11)),
      Finding(odd, at: .source(file: "b", range: 10..<11)),
      Finding(scale, at: .source(file: "b", range: 10..<11), ["got": "1"]),
      Finding(scale, at: .source(file: "b", range: 10..<11), ["got": "2"]),
      Finding(odd, at: .cell(file: "c", sheet: nil, row: 2, column: 9)),
      Finding(odd, at: .cell(file: "c", sheet: nil, row: 10, column: 1)),
      Finding(odd, at: .address("a")),
    ]
    let expected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map { findings[$0] }
    #expect(Array(findings.reversed()).inPrintedOrder == expected.inPrintedOrder)
    #expect(
      findings.reversed().inPrintedOrder.map(\.origin)
        == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map { findings[$0].origin })
    #expect(
      findings.inPrintedOrder[3...6].map(\.code)
        == ["a.told", "check.odd", "units.scale", "units.scale"])
  }

  @Test func `other people's text cannot steer the terminal`() {
    let hostile = SourceText(file: "h", text: "a\u{1B}[2Jb\u{202E}c")
    let printer = FindingPrinter(.english) { _ in hostile }
    let text = printer.text(
      Finding(
        scale, at: .source(file: "h", range: 1..<2), ["expected": "\u{1B}[31m", "got": "x\ny"]))
    #expect(!text.unicodeScalars.contains("\u{1B}"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.contains("⟨U+1B⟩[31m expected, x⟨U+A⟩y found"))
    #expect(text.contains("a⟨U+1B⟩[2Jb⟨U+202E⟩c"))
  }

  @Test func `a long line is cut around the place`() {
    let line = String(repeating: "左", count: 300) + "HERE" + String(repeating: "右", count: 300)
    let source = SourceText(file: "l", text: line)
    let printer = FindingPrinter(.english) { _ in source }
    let lines = printer.text(Finding(odd, at: .source(file: "l", range: 900..<904)))
      .split(separator: "\n")
    #expect(lines[1].count < 160)
    #expect(lines[1].contains("HERE"))
    let before = lines[1].prefix { $0 != "H" }
    let indent = lines[2].prefix { $0 != "^" }
    #expect(TerminalText.width(before) == TerminalText.width(indent))
    #expect(lines[2].hasSuffix("^~~~"))
  }

  @Test func `a range over several lines underlines the first`() {
    let printer = FindingPrinter(.english, sources: Self.sources)
    let text = printer.text(Finding(odd, at: .source(file: "rules/a.xml", range: 0..<40)))
    #expect(text.hasSuffix(" 1 | <part>\n   | ^~~~~~\n"))
    let empty = printer.text(Finding(odd, at: .source(file: "rules/a.xml", range: 6..<6)))
    #expect(empty.hasSuffix(" 1 | <part>\n   |       ^\n"))
    let outside = printer.text(Finding(odd, at: .source(file: "rules/a.xml", range: 900..<950)))
    #expect(outside.hasPrefix("rules/a.xml:4:1: "))
  }

  @Test func `the summary counts by severity`() {
    let findings = [Finding(odd, at: .none), Finding(odd, at: .none), Finding(scale, at: .none)]
    #expect(FindingPrinter(.chinese).summary(findings) == "1 个错误，2 个警告")
    #expect(FindingPrinter(.english).summary(findings) == "1 error, 2 warnings")
    #expect(FindingPrinter(.english).summary([]) == "nothing found")
    #expect(findings.hasErrors)
    #expect(!Array(findings.prefix(2)).hasErrors)
  }

  @Test func `JSON carries the same fields in both languages`() {
    let json = FindingJSON(sources: Self.sources)
    #expect(json.text([]) == "{\"findings\":[]}\n")
    let cell = Finding(odd, at: .cell(file: "a\"\\\n\u{1}.csv", sheet: "表", row: 12, column: 3))
    #expect(
      json.text([full, cell]) == """
        {"findings":[
        {"arguments":{},"clause":null,"code":"check.odd","fix":null,\
        "message":{"en":"odd","zh":"可疑"},"notes":[],\
        "origin":{"cell":"C12","column":3,"file":"a\\"\\\\\\n\\u0001.csv","row":12,"sheet":"表"},\
        "severity":"warning"},
        {"arguments":{"expected":"t","got":"kg"},"clause":"表 2.3","code":"units.scale",\
        "fix":{"edits":[{"range":[51,53],"replacement":"t"}],"file":"rules/a.xml",\
        "title":{"en":"write t","zh":"写成 t"}},\
        "message":{"en":"t expected, kg found","zh":"应为 t，写的是 kg"},\
        "notes":[{"caption":{"en":"the factor is per t","zh":"因子按 t 计"},\
        "origin":{"column":6,"file":"rules/t.xml","line":1,"range":[5,11]}}],\
        "origin":{"column":35,"file":"rules/a.xml","line":2,"range":[51,53]},"severity":"error"}
        ]}

        """)
  }
}
