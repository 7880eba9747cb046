import Diagnostics
import Testing

@testable import RuleLanguage

private func read(_ text: String) -> (root: XMLElement?, findings: [Finding]) {
  XMLReader.read(Array(text.utf8), file: "rule.xml")
}

private func bytes(_ text: String, _ range: Range<Int>) -> String {
  String(decoding: Array(text.utf8)[range], as: UTF8.self)
}

/// What a finding underlines in its text.
private func underlined(_ text: String, _ finding: Finding) -> String? {
  guard case .source("rule.xml", let range) = finding.origin else { return nil }
  return bytes(text, range)
}

@Suite struct XMLReaderTests {
  static let sample = """
    <?xml version="1.0" encoding="UTF-8"?>
    <?xml-model href="rule.rng"?>
    <!-- head -->
    <part language="1">
      <title xml:lang="en">Fuel &amp; heat</title>
      <input id="fc"  symbol = 'FC' unit="t"/>
      <formula id="e" when="a &lt; b">FC × NCV<!-- why --> × <![CDATA[a < b]]></formula>
    </part>
    """

  @Test func `ranges are those of the bytes`() throws {
    let (root, findings) = read(Self.sample)
    #expect(findings.isEmpty)
    let part = try #require(root)
    #expect(part.name == "part")
    #expect(bytes(Self.sample, part.tagRange) == "<part language=\"1\">")
    #expect(bytes(Self.sample, part.range).hasSuffix("</part>"))
    #expect(part.elements.map(\.name) == ["title", "input", "formula"])

    let title = part.elements[0]
    #expect(title.attribute("xml:lang")?.value == "en")
    #expect(title.text == "Fuel & heat")
    #expect(!title.content.isVerbatim)
    #expect(bytes(Self.sample, title.content.sourceRange(5..<6)) == "&amp;")
    #expect(bytes(Self.sample, title.content.sourceRange(7..<11)) == "heat")
    #expect(bytes(Self.sample, title.content.sourceRange(0..<6)) == "Fuel &amp;")

    let input = part.elements[1]
    let tag = "<input id=\"fc\"  symbol = 'FC' unit=\"t\"/>"
    #expect(bytes(Self.sample, input.range) == tag)
    #expect(input.tagRange == input.range)
    #expect(bytes(Self.sample, input.nameRange) == "input")
    #expect(input.attributes.map(\.name) == ["id", "symbol", "unit"])
    #expect(input.attributes.map { bytes(Self.sample, $0.nameRange) } == ["id", "symbol", "unit"])
    #expect(input.attributes.map { bytes(Self.sample, $0.valueRange) } == ["fc", "FC", "t"])
    let symbol = try #require(input.attribute("symbol"))
    #expect(bytes(Self.sample, symbol.range) == "symbol = 'FC'")
    #expect(input.attribute("lang") == nil)
  }

  @Test func `a formula in pieces keeps its places`() throws {
    let formula = try #require(read(Self.sample).root?.elements[2])
    let content = formula.content
    #expect(content.value == "FC × NCV × a < b")
    let value = Array(content.value.utf8)
    for word in ["NCV", "a < b"] {
      let start = try #require(
        value.indices.first { value[$0...].starts(with: Array(word.utf8)) })
      #expect(bytes(Self.sample, content.sourceRange(start..<(start + word.utf8.count))) == word)
    }
    let condition = try #require(formula.attribute("when"))
    #expect(condition.value == "a < b")
    #expect(bytes(Self.sample, condition.text.sourceRange(2..<3)) == "&lt;")
    #expect(bytes(Self.sample, condition.text.sourceRange(4..<5)) == "b")
    #expect(
      formula.children.compactMap { if case .comment(_, let text) = $0 { text } else { nil } }
        == [" why "])
  }

  @Test func `line breaks of Windows are one line feed and keep their places`() throws {
    let text = "\u{FEFF}<a b='1\r\n2'>x\r\ny\r\u{2264}&#x4E2D;</a>"
    let root = try #require(read(text).root)
    #expect(root.attribute("b")?.value == "1 2")
    #expect(root.text == "x\ny\n≤中")
    #expect(bytes(text, root.content.sourceRange(2..<3)) == "y")
    #expect(bytes(text, root.content.sourceRange(4..<7)) == "≤")
    #expect(bytes(text, root.content.sourceRange(7..<10)) == "&#x4E2D;")
    #expect(root.range.lowerBound == 3)
  }

  @Test func `blank content is empty and lies behind the start tag`() throws {
    let root = try #require(read("<a><b> \n </b><c/></a>").root)
    #expect(root.elements.map(\.text) == ["", ""])
    #expect(root.elements[1].content.range == 17..<17)
    #expect(root.content.value == "")
  }

  @Test(arguments: [
    ("<a><b></a>", "</a>", "<b>"), ("<a>x < 3</a>", "<", "less than"),
    ("<a>x <= 3</a>", "<", "≤"), ("<a>R & D</a>", "&", "&amp;"),
    ("<a>R&D</a>", "&D", "&amp;"), ("<a>x&nbsp;y</a>", "&nbsp;", "nbsp"),
    ("<a when=\"x < 3\"/>", "<", "less than"), ("<a b=c/>", "c", "quotes"),
    ("<a b='1' b='2'/>", "b", "twice"), ("<a/><b/>", "<", "root"),
    ("<a><!-- a -- b --></a>", "-", "--"), ("", "", "no element"),
    ("<a b='1'c='2'/>", "c", "blank"), ("<a>x <b</a>", "<", "less than"),
  ])
  func `ill-formed XML is told in plain words at its place`(
    text: String, place: String, word: String
  ) throws {
    let (root, findings) = read(text)
    #expect(root == nil)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.code == "xml.ill-formed")
    #expect(underlined(text, finding) == place)
    #expect(finding.message(.english).contains(word))
    #expect(!finding.message(.english).contains("libxml2"))
  }

  @Test(arguments: [0, 1_000, 1_500_000])
  func `the place is right behind a declaration, Chinese and a long text`(length: Int) throws {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<part>\n"
    let rows = String(repeating: "<row 燃料=\"烟煤\">26.7 é</row>\n", count: length / 30)
    let before = head + rows + "<formula>FC "
    let finding = try #require(read(before + "< 3</formula></part>").findings.first)
    let offset = before.utf8.count
    #expect(finding.origin == .source(file: "rule.xml", range: offset..<(offset + 1)))
    let marked = try #require(read("\u{FEFF}" + before + "< 3</formula></part>").findings.first)
    #expect(marked.origin == .source(file: "rule.xml", range: (offset + 3)..<(offset + 4)))
  }

  @Test func `a mismatched tag names the one that is open`() throws {
    let text = "<a>\n  <kiln id='1'>\n</a>"
    let finding = try #require(read(text).findings.first)
    #expect(finding.message(.chinese) == "XML 格式有误：开始的是 <kiln>，结束的却是 </a>")
    let note = try #require(finding.notes.first)
    guard case .source(_, let range) = note.origin else {
      Issue.record("the note has no place")
      return
    }
    #expect(bytes(text, range) == "<kiln id='1'>")
  }

  @Test(arguments: [
    ("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "xml.doctype"),
    ("<?xml version='1.0' encoding='GBK'?><a/>", "xml.encoding"),
    ("<a>\u{1}</a>", "xml.control-character"),
  ])
  func `what is refused has its code`(text: String, code: String) {
    let (root, findings) = read(text)
    #expect(root == nil)
    #expect(findings.map(\.code) == [code])
  }

  @Test func `other encodings are refused`() {
    let gbk: [UInt8] = [0x3C, 0x61, 0x3E, 0xD6, 0xD0, 0x3C, 0x2F, 0x61, 0x3E]
    let wide: [UInt8] = [0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00]
    let overlong: [UInt8] = [0x3C, 0x61, 0x3E, 0xC0, 0xBC, 0x3C, 0x2F, 0x61, 0x3E]
    let surrogate: [UInt8] = [0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80, 0x3C, 0x2F, 0x61, 0x3E]
    for bytes in [gbk, wide, overlong, surrogate] {
      let (root, findings) = XMLReader.read(bytes, file: "a.xml")
      #expect(root == nil)
      #expect(findings.map(\.code) == ["xml.encoding"])
    }
  }

  @Test func `invisible characters are shown but do not hide the tree`() throws {
    let text = "<a>x\u{202E}y&#x2067;\u{200B}</a>"
    let (root, findings) = read(text)
    #expect(root != nil)
    #expect(Set(findings.map(\.code)) == ["xml.invisible-character"])
    let characters = Set(findings.compactMap { $0.arguments["character"] })
    #expect(characters == ["U+202E", "U+2067", "U+200B"])
  }

  @Test func `DOCTYPE in a comment is only a comment`() {
    #expect(read("<a><!-- <!DOCTYPE x> --><![CDATA[<!DOCTYPE y>]]></a>").findings.isEmpty)
  }
}
