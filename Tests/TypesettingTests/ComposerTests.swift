import Foundation
import Testing
import Typesetting

/// Pages: where they break, what stands on them.
@Suite struct ComposerTests {
  private let style = TextStyle(.serif, 12)

  private func compose(_ items: [FlowItem], _ setup: PageSetup = .official) -> Composer.Result {
    var metadata = PageMetadata()
    metadata.title = "题"
    metadata.created = "2024-03-31T00:00:00Z"
    return Composer.compose(items, setup: setup, metadata: metadata, fonts: FontBook())
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The sizes of the pages in order, width × height in whole points.
  private func sizes(_ bytes: [UInt8]) -> [String] {
    text(bytes).matches(of: /\/MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]/).map { match in
      let (width, height) = (Double(match.1) ?? 0, Double(match.2) ?? 0)
      return "\(Int(width.rounded())) × \(Int(height.rounded()))"
    }
  }

  private func paragraph(_ words: String, lines: Double = 20) -> Paragraph {
    Paragraph([TextRun(words, style)], pitch: lines)
  }

  private func table(rows: Int, isLandscape: Bool = false) -> FlowTable {
    let lines = (0..<rows).map { row in
      FlowTable.Row([.init([TextRun("行 \(row)", style)]), .init([TextRun("1.50", style)], .right)])
    }
    let head = FlowTable.Row([.init([TextRun("项目", style)]), .init([TextRun("值", style)])])
    var table = FlowTable(
      caption: [TextRun("表1", style)], columns: [200, 200], head: [head], rows: lines, pitch: 20)
    table.isLandscape = isLandscape
    return table
  }

  @Test func theFontsAreThere() {
    #expect(FontBook().missingFamilies() == [])
  }

  @Test func sameItemsMakeTheSameBytes() {
    let items: [FlowItem] = [.paragraph(paragraph("温室气体")), .table(table(rows: 60))]
    #expect(compose(items).bytes == compose(items).bytes)
  }

  @Test func theDayIsTheOneGiven() {
    let words = text(compose([.paragraph(paragraph("a"))]).bytes)
    #expect(words.contains(/\/CreationDate \((D:)?20240331000000/))
    #expect(words.contains(/\/ModDate \((D:)?20240331000000/))
  }

  /// 225 mm are 637.8 pt: 31 lines of 20 pt.
  @Test(arguments: [(31, 1), (32, 2), (62, 2), (63, 3)])
  func aPageHoldsWhatFits(_ count: Int, _ pages: Int) {
    let items = (0..<count).map { FlowItem.paragraph(paragraph("第 \($0) 行")) }
    #expect(compose(items).pages == pages)
  }

  /// 30 lines, then a heading: it would stand alone at the foot of the page.
  @Test func aHeadingStandsWithItsText() {
    var heading = paragraph("题")
    heading.keepsWithNext = true
    let lines = (0..<30).map { FlowItem.paragraph(paragraph("第 \($0) 行")) }
    let bookmarked = { (level: Int) -> FlowItem in
      heading.bookmark = .init(level: level, title: "T")
      return .paragraph(heading)
    }
    let result = compose(lines + [bookmarked(1), .paragraph(paragraph("文"))])
    #expect(result.pages == 2)
    // Without the text below it, it may stand on the first page.
    #expect(compose(lines + [bookmarked(1)]).pages == 1)
  }

  /// 30 lines leave room for one of three: none is left alone on either page.
  @Test func noLineStandsAlone() {
    let lines = (0..<30).map { FlowItem.paragraph(paragraph("第 \($0) 行")) }
    let long = String(repeating: "字", count: 36 * 2 + 10)
    let after = (0..<28).map { FlowItem.paragraph(paragraph("后 \($0) 行")) }
    // Three lines and 28 fill the second page exactly; a line on the first would leave room.
    #expect(compose(lines + [.paragraph(paragraph(long))] + after).pages == 2)
    #expect(
      compose(lines + [.paragraph(paragraph(long))] + after + [.paragraph(paragraph("末"))]).pages
        == 3)
  }

  @Test func wideTablesLieOnTheirSide() {
    let items: [FlowItem] = [
      .paragraph(paragraph("文")), .table(table(rows: 3, isLandscape: true)),
      .paragraph(paragraph("文")),
    ]
    let result = compose(items)
    #expect(sizes(result.bytes) == ["595 × 842", "842 × 595", "595 × 842"])
  }

  @Test func aTableGoesOnBelowItsHead() {
    // Caption 20.4, head 26, and rows of 26 each: 22 rows on the first page, 22 on the second.
    #expect(compose([.table(table(rows: 22))]).pages == 1)
    #expect(compose([.table(table(rows: 23))]).pages == 2)
    #expect(compose([.table(table(rows: 45))]).pages == 3)
  }

  @Test func aRowTallerThanAPageIsDivided() {
    let tall = TextRun(String(repeating: "字", count: 16 * 80), style)
    var table = table(rows: 0)
    table.rows = [.init([.init([tall]), .init([TextRun("1", style)])])]
    // 80 lines of 20 pt, and 29 on a page below caption, head and padding.
    #expect(compose([.table(table)]).pages == 3)
  }

  @Test func cellsOverRowsStayTogether() {
    var table = table(rows: 20)
    table.rows += [
      .init([.init([TextRun("甲", style)], rows: 4), .init([TextRun("1", style)])]),
      .init([.init([TextRun("2", style)])]), .init([.init([TextRun("3", style)])]),
      .init([.init([TextRun("4", style)])]),
    ]
    // Rows 21…24 do not fit behind the 20: all four go over.
    #expect(compose([.table(table)]).pages == 2)
  }

  @Test func whatNoFontHasIsFound() {
    let result = compose([.paragraph(paragraph("甲\u{1F600}乙\u{16FE0}"))])
    #expect(result.unknown.map(\.value).contains(0x1F600))
  }

  @Test func controlCharactersDoNoHarm() {
    let items: [FlowItem] = [.paragraph(paragraph("a\u{0}b\u{202E}c\u{7F}\u{FFFE}d"))]
    #expect(compose(items).pages == 1)
  }

  @Test func linksLeadOnlyToWhatIsThere() {
    var target = paragraph("处")
    target.destination = "d1"
    let link = Paragraph(
      [TextRun("见", style, link: "d1"), TextRun("无", style, link: "d2")], pitch: 20)
    let words = text(compose([.paragraph(link), .paragraph(target)]).bytes)
    #expect(words.matches(of: /\/Subtype \/Link/).count == 1)
  }

  @Test func footnotesTakeRoomFromTheirPage() {
    let note = [TextRun("注：见另表", TextStyle(.serif, 9))]
    let marked = Paragraph(
      [TextRun("文", style), TextRun("1", style, note: note)], pitch: 20)
    let lines = (0..<30).map { FlowItem.paragraph(paragraph("第 \($0) 行")) }
    // 31 lines fill the page; the footnote of the last one has no room left there.
    #expect(compose(lines + [.paragraph(marked)]).pages == 2)
    #expect(compose(Array(lines.dropLast(2)) + [.paragraph(marked)]).pages == 1)
  }

  @Test func picturesArePNG() throws {
    let drawing = Drawing(
      width: 20, height: 10,
      marks: [.box(x: 0, y: 0, width: 5, height: 5, fill: .black, edge: nil)])
    let bytes = try #require(drawing.png(scale: 2, fonts: FontBook()))
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    // IHDR: width and height, big-endian.
    #expect(Array(bytes[16..<24]) == [0, 0, 0, 40, 0, 0, 0, 20])
  }
}
