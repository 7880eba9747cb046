import Foundation
import Reporting
import Testing

/// The formats of the document model, against texts written by hand.
@Suite struct DocumentTests {
  static let table = DocumentTable(
    caption: "表1", head: [[TableCell("项目", .columnHeading), TableCell("值", .columnHeading)]],
    rows: [
      [TableCell("甲组", .groupHeading, columns: 2)],
      [
        TableCell("a", .rowHeading),
        TableCell(
          [.opening([.text("1.5")], Card("来历", [.paragraph([.formula("E_燃烧 × 2")])]))], .number),
      ],
    ], widths: [60, 40])

  private func body(_ blocks: [Block]) throws -> String {
    let page = String(
      decoding: HTMLRenderer.page(Document(title: "t", blocks: blocks)), as: UTF8.self)
    let start = try #require(page.range(of: "<main>\n"))
    let end = try #require(page.range(of: "</main>"))
    return String(page[start.upperBound..<end.lowerBound])
  }

  @Test func tablesAsHTML() throws {
    let expected = """
      <table>
      <caption>表1</caption>
      <colgroup><col style="width:60%"><col style="width:40%"></colgroup>
      <thead>
      <tr><th scope="col">项目</th><th scope="col">值</th></tr>
      </thead>
      <tbody>
      <tr><th colspan="2" scope="colgroup" class="group">甲组</th></tr>
      <tr><th scope="row">a</th><td class="number"><details class="card" name="card">\
      <summary aria-label="来历">1.5</summary><div class="open">
      <p><span class="formula">E<sub>燃烧</sub> × 2</span></p>
      </div></details></td></tr>
      </tbody>
      </table>

      """
    #expect(try body([.table(Self.table)]) == expected)
  }

  @Test func blocksAsHTML() throws {
    let blocks: [Block] = [
      .heading(2, [.text("一")], anchor: "a"),
      .paragraph([.strong("重"), .lineBreak, .link("见", to: "a"), .code("F1/x")]),
      .list([[.text("甲")], [.small("乙")]]),
      .note(.warning, [.paragraph([.text("注意")])]),
      .details(summary: [.text("开")], [.paragraph([.text("内")])]),
      .equation([
        EquationTerm(symbol: "F_C", unit: "t", number: "2"),
        EquationTerm(symbol: "×", unit: "", number: "×"),
      ]),
    ]
    let expected = """
      <h2 id="a">一</h2>
      <p><strong>重</strong><br><a href="#a">见</a><code>F1/x</code></p>
      <ul>
      <li>甲</li>
      <li><small>乙</small></li>
      </ul>
      <div class="note warning">
      <p>注意</p>
      </div>
      <details><summary>开</summary>
      <div>
      <p>内</p>
      </div></details>
      <div class="equation"><span class="term"><span>F<sub>C</sub></span><small>t</small>\
      <span>2</span></span> <span class="sign">×</span> </div>

      """
    #expect(try body(blocks) == expected)
  }

  @Test func textHasEverythingButWhatValuesOpenTo() {
    let document = Document(
      title: "t", banners: ["试算稿"],
      blocks: [.heading(1, [.text("题")]), .table(Self.table), .list([[.text("甲")]])])
    let expected = """
      【试算稿】

      # 题
      表1
        | 项目 | 值 |
        | 甲组 |
        | a | 1.5 |
      - 甲

      """
    #expect(TextRenderer.text(document) == expected)
  }

  @Test(arguments: [
    ("a<b", "a&lt;b"), ("\"x\" & 'y'", "&quot;x&quot; &amp; &#39;y&#39;"),
    ("a\u{0}b\u{1B}c", "a\u{FFFD}b\u{FFFD}c"), ("a\u{202E}b", "a\u{FFFD}b"),
  ])
  func everyTextIsEscaped(_ given: String, _ expected: String) throws {
    let anchor = "\u{22}><i>"
    let blocks: [Block] = [
      .heading(1, [.text(given)]), .details(summary: [.code(given)], anchor: anchor, []),
      .table(DocumentTable(caption: given, head: [], rows: [[TableCell(given)]])),
      .chart(Chart(caption: given, bars: [.init(label: given, length: 1000, text: given)])),
      .paragraph([.formula(given), .strong(given), .small(given), .link(given, to: anchor)]),
    ]
    let html = try body(blocks)
    #expect(html.contains("<h1>\(expected)</h1>"))
    #expect(html.contains("<caption>\(expected)</caption>"))
    #expect(!html.contains("<i>"))
    #expect(!html.contains(given))
  }

  @Test func terminalTextHasNoControlCharacters() {
    let text = TextRenderer.text(Document(title: "", blocks: [.paragraph([.text("a\u{1B}[2Jb")])]))
    #expect(text == "a\u{FFFD}[2Jb\n")
  }

  @Test func aPageNeedsNothingFromElsewhere() throws {
    let blocks: [Block] = [
      .table(Self.table),
      .chart(Chart(caption: "c", bars: [.init(label: "a", length: 5, text: "1")])),
    ]
    let page = String(
      decoding: HTMLRenderer.page(Document(title: "t", banners: ["b"], blocks: blocks)),
      as: UTF8.self)
    for word in ["<script", "http:", "https:", "src=", "@import", "url(", "<link", "<img"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-CN\">"))
    #expect(page.contains("default-src 'none'"))
  }

  @Test func aBannerCannotLeaveTheStyleSheet() {
    let banner = "a\"}</style><b>\\"
    let page = String(
      decoding: HTMLRenderer.page(Document(title: "t", banners: [banner])), as: UTF8.self)
    #expect(page.components(separatedBy: "</style>").count == 2)
    #expect(!page.contains("<b>"))
  }

  @Test func removalsGoToTheLeftOfTheZeroLine() throws {
    let bars: [Chart.Bar] = [
      .init(label: "排放", length: 1000, text: "10"), .init(label: "移除", length: -500, text: "-5"),
      .init(label: "缺", length: nil, text: "缺数据"),
    ]
    let html = try body([.chart(Chart(caption: "图", bars: bars))])
    // Labels of two characters take 28 and 12 of air; 390 for the longest bar, half of it is 195 to
    // the left: zero at 40 + 195.
    #expect(html.contains("<rect x=\"235\" y=\"6\" width=\"390\""))
    #expect(html.contains("<rect x=\"40\" y=\"34\" width=\"195\""))
    #expect(html.components(separatedBy: "<rect").count == 3)
    #expect(html.contains("aria-label=\"图：排放 10；移除 -5；缺 缺数据\""))
  }
}
