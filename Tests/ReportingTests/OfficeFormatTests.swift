import Foundation
import FoundationXML
import OfficeFiles
import Quantities
import Testing

@testable import Reporting

/// DOCX, PDF, XML and JSON of one small document, against texts written by hand.
@Suite struct OfficeFormatTests {
  private var document: Document {
    var document = Document(
      title: "题<1>", banners: ["试算稿"],
      blocks: [
        .heading(1, [.text("题")]), .heading(2, [.text("一、甲")], anchor: "a"),
        .paragraph([.text("排放 CO2"), .footnote([.text("见另表")]), .link("回", to: "a")]),
        .interactive([.paragraph([.text("点开")])]),
        .table(
          DocumentTable(
            caption: "表1", head: [["项目", "值"].map { TableCell($0, .columnHeading) }],
            rows: [
              [TableCell("组", .groupHeading, columns: 2)],
              [
                TableCell("a", .rowHeading, rows: 2),
                TableCell([.opening([.text("1.50")], Card("b", [], address: "F1/x"))], .number),
              ],
              [TableCell("2", .number)],
            ])),
        .chart(Chart(caption: "图1", bars: [.init(label: "x", length: 1000, text: "9")])),
        .list([[.text("点")]]), .note(.warning, [.paragraph([.text("注意")])]),
      ])
    document.properties.kind = .report
    document.properties.author = "某厂"
    document.properties.date = Day("2024-03-31")
    document.properties.facts = [.init("period", "2024")]
    var figure = DocumentFigure(
      id: "x", symbol: "X", title: "量", role: "figure", address: "F1/x", state: "given",
      evidence: "secondary")
    figure.rows = [.init(set: "facility", key: "F1")]
    figure.value = "1.5"
    figure.unit = "t"
    document.figures = [figure]
    return document
  }

  private func parts(_ bytes: [UInt8]) throws -> [String: String] {
    let reader = try #require(ZIPReader.open(ByteSource(bytes), name: "x.docx").0)
    var parts: [String: String] = [:]
    for entry in reader.entries {
      parts[entry.name] = String(decoding: try reader.bytes(entry), as: UTF8.self)
    }
    return parts
  }

  // MARK: DOCX

  @Test func wordHasTheTextInItsStyles() throws {
    let parts = try parts(WordRenderer.file(document))
    let text = try #require(parts["word/document.xml"])
    #expect(text.contains("<w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">题<"))
    #expect(
      text.contains(
        "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:bookmarkStart w:id=\"1\" w:name=\"d1\"/>"
          + "<w:bookmarkEnd w:id=\"1\"/><w:r><w:t xml:space=\"preserve\">一、甲</w:t></w:r>"))
    #expect(
      text.contains(
        "CO</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"subscript\"/></w:rPr>"
          + "<w:t xml:space=\"preserve\">2</w:t></w:r>"))
    #expect(text.contains("<w:footnoteReference w:id=\"2\"/>"))
    #expect(text.contains("<w:hyperlink w:anchor=\"d1\""))
    #expect(!text.contains("点开"))
    #expect(try #require(parts["word/footnotes.xml"]).contains("见另表"))
    #expect(try #require(parts["word/header1.xml"]).contains("试算稿"))
    #expect(try #require(parts["word/footer1.xml"]).contains("w:instr=\" PAGE \""))
    #expect(parts["word/media/chart1.png"] != nil)
  }

  @Test func wordHasTheOfficialFaces() throws {
    let styles = try #require(try parts(WordRenderer.file(document))["word/styles.xml"])
    for face in ["仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"] {
      #expect(styles.contains("w:eastAsia=\"\(face)\""))
    }
  }

  @Test func wordTablesRepeatTheirHeadAndSpan() throws {
    let text = try #require(try parts(WordRenderer.file(document))["word/document.xml"])
    let rows = text.components(separatedBy: "<w:tr>").dropFirst()
    #expect(rows.count == 4)
    #expect(rows.first?.contains("<w:tblHeader/>") == true)
    #expect(rows.dropFirst().allSatisfy { !$0.contains("<w:tblHeader/>") })
    #expect(text.contains("<w:gridSpan w:val=\"2\"/>"))
    #expect(text.components(separatedBy: "<w:vMerge w:val=\"restart\"/>").count == 2)
    #expect(text.components(separatedBy: "<w:vMerge/>").count == 2)
  }

  @Test func wordTellsNoTimeButTheFilings() throws {
    let core = try #require(try parts(WordRenderer.file(document))["docProps/core.xml"])
    #expect(core.contains(">2024-03-31T00:00:00Z</dcterms:created>"))
    #expect(core.contains("<dc:creator>某厂</dc:creator>"))
    #expect(core.contains("<dc:title>题&lt;1&gt;</dc:title>"))
  }

  @Test func wideTablesStandInASectionOfTheirOwn() throws {
    let wide = DocumentTable(
      caption: "宽", head: [(0..<14).map { TableCell("2024-\($0)", .columnHeading) }],
      rows: [(0..<14).map { _ in TableCell("123456.78", .number) }])
    let document = Document(
      title: "t", blocks: [.paragraph([.text("前")]), .table(wide), .paragraph([.text("后")])])
    let text = try #require(try parts(WordRenderer.file(document))["word/document.xml"])
    let sections = text.components(separatedBy: "<w:sectPr>").dropFirst()
    #expect(sections.map { $0.contains("w:orient=\"landscape\"") } == [false, true, false])
  }

  // MARK: PDF

  @Test func pdfHasBookmarksAndMetadata() throws {
    let file = PDFRenderer.file(document)
    #expect(file.findings == [])
    let words = String(decoding: try #require(file.bytes), as: UTF8.self)
    #expect(words.contains(/\/CreationDate \((D:)?20240331000000/))
    #expect(words.contains("/Outlines"))
  }

  @Test func charactersWithoutGlyphAreFound() {
    let file = PDFRenderer.file(
      Document(title: "t", blocks: [.paragraph([.text("厂\u{1F3ED}")])]))
    #expect(file.findings.map(\.code) == ["documents.glyph-missing"])
    #expect(file.findings[0].arguments["characters"] == "\u{1F3ED}（U+1F3ED）")
  }

  @Test func missingFontsAreNamed() {
    let finding = PDFRenderer.missing(["Noto Serif CJK SC"])
    #expect(finding.code == "documents.font-missing")
    #expect(finding.message(.chinese).contains("fonts-noto-cjk"))
  }

  // MARK: for programs

  @Test func jsonIsWrittenAsTheSchemaSays() {
    let expected = """
      {
      "format":"mrv-document",
      "version":1,
      "kind":"report",
      "title":"题<1>",
      "banners":[
      "试算稿"
      ],
      "facts":[
      {"id":"period","value":"2024"}
      ],
      "figures":[
      {"id":"x","symbol":"X","title":"量","role":"figure","address":"F1/x",\
      "rows":[{"set":"facility","key":"F1"}],"state":"given","value":"1.5","unit":"t",\
      "evidence":"secondary"}
      ],
      "content":[
      {"type":"heading","level":1,"text":"题"},
      {"type":"heading","level":2,"anchor":"a","text":"一、甲"},
      {"type":"paragraph","text":"排放 CO2（注：见另表）回"},
      {"type":"table","caption":"表1","head":[[{"kind":"column-heading","text":"项目"},\
      {"kind":"column-heading","text":"值"}]],"rows":[[{"kind":"group-heading","text":"组",\
      "columns":2}],[{"kind":"row-heading","text":"a","rows":2},{"kind":"number","text":"1.50",\
      "figure":"F1/x"}],[{"kind":"number","text":"2"}]]},
      {"type":"chart","caption":"图1","bars":[{"label":"x","text":"9"}]},
      {"type":"list","points":["点"]},
      {"type":"note","tone":"warning","content":[{"type":"paragraph","text":"注意"}]}
      ]
      }

      """
    #expect(JSONRenderer.text(document) == expected)
  }

  @Test func xmlSaysTheSame() {
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <document xmlns="urn:mrv:document:1" version="1" kind="report" title="题&lt;1&gt;">
        <banner>试算稿</banner>
        <facts>
          <fact id="period">2024</fact>
        </facts>
        <figures>
          <figure id="x" symbol="X" title="量" role="figure" address="F1/x" state="given" \
      value="1.5" unit="t" evidence="secondary">
            <row set="facility" key="F1"/>
          </figure>
        </figures>
        <content>
          <heading level="1">题</heading>
          <heading level="2" anchor="a">一、甲</heading>
          <paragraph>排放 CO2（注：见另表）回</paragraph>
          <table caption="表1">
            <head>
              <cell kind="column-heading">项目</cell>
              <cell kind="column-heading">值</cell>
            </head>
            <row>
              <cell kind="group-heading" columns="2">组</cell>
            </row>
            <row>
              <cell kind="row-heading" rows="2">a</cell>
              <cell kind="number" figure="F1/x">1.50</cell>
            </row>
            <row>
              <cell kind="number">2</cell>
            </row>
          </table>
          <chart caption="图1">
            <bar label="x">9</bar>
          </chart>
          <list>
            <point>点</point>
          </list>
          <note tone="warning">
            <paragraph>注意</paragraph>
          </note>
        </content>
      </document>

      """
    #expect(XMLRenderer.text(document) == expected)
  }

  @Test func everyTextIsEscapedInEveryFormat() throws {
    let bad = "a<b>&\"'\u{0}\u{1B}]]>"
    let document = Document(
      title: bad, banners: [bad],
      blocks: [
        .paragraph([.text(bad), .code(bad), .formula(bad), .footnote([.text(bad)])]),
        .table(DocumentTable(caption: bad, head: [], rows: [[TableCell(bad)]])),
        .chart(Chart(caption: bad, bars: [.init(label: bad, length: 1, text: bad)])),
      ])
    var texts = try parts(WordRenderer.file(document)).filter { $0.key.hasSuffix(".xml") }
    texts["x.xml"] = XMLRenderer.text(document)
    for (name, text) in texts {
      let parser = XMLParser(data: Data(text.utf8))
      #expect(parser.parse(), "\(name)")
    }
    #expect(PDFRenderer.file(document).bytes != nil)
  }
}
