import Testing

@testable import Diagnostics

@Suite struct SourceTextTests {
  @Test func `lines end with LF, CR LF or CR, and columns count characters`() {
    let text = SourceText(file: "a", text: "ab\n烟煤x\r\nc\rd\n")
    #expect(text.lineCount == 5)
    #expect((1...5).map { text.line($0) } == ["ab", "烟煤x", "c", "d", ""])
    #expect(text.line(0) == "")
    #expect(text.line(6) == "")
    // 'x' is the 10th byte from 0: 3 for the first line, 6 for two Chinese characters.
    #expect(text.position(at: 9) == .init(line: 2, column: 3))
    #expect(text.position(at: 0) == .init(line: 1, column: 1))
    #expect(text.position(at: 12) == .init(line: 3, column: 1))
    #expect(text.position(at: 14) == .init(line: 4, column: 1))
    #expect(text.position(at: 10_000) == .init(line: 5, column: 1))
    #expect(text.position(at: -1) == .init(line: 1, column: 1))
  }

  @Test func `a byte order mark is no column, letters with marks are one`() {
    let marked = SourceText(file: "a", text: "\u{FEFF}xy")
    #expect(marked.position(at: 3) == .init(line: 1, column: 1))
    #expect(marked.position(at: 4) == .init(line: 1, column: 2))
    let accented = SourceText(file: "a", text: "e\u{301}x")
    #expect(accented.position(at: 3) == .init(line: 1, column: 2))
  }

  @Test func `an empty file has one empty line`() {
    let text = SourceText(file: "a", bytes: [])
    #expect(text.lineCount == 1)
    #expect(text.line(1) == "")
    #expect(text.position(at: 0) == .init(line: 1, column: 1))
  }

  @Test func `Chinese takes two columns, marks none`() {
    #expect(TerminalText.width("烟煤 t，ab") == 10)
    #expect(TerminalText.width("ＡＢ１") == 6)
    #expect(TerminalText.width("a × b ≤ c") == 9)
    #expect(TerminalText.width("e\u{301}") == 1)
  }

  @Test(arguments: [
    (1, 1, "A1"), (12, 3, "C12"), (5, 26, "Z5"), (5, 27, "AA5"), (1, 702, "ZZ1"),
    (1, 703, "AAA1"), (1_048_576, 16_384, "XFD1048576"),
  ])
  func `cells are named as spreadsheets do`(row: Int, column: Int, name: String) {
    #expect(Origin.cellName(row: row, column: column) == name)
  }
}
