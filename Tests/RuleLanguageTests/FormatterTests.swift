import Diagnostics
import RulePlan
import Testing

@testable import RuleLanguage

@Suite struct FormatterTests {
  private func format(_ text: String) -> String {
    RuleFormatter.format(Array(text.utf8), file: "a.xml").text ?? "not well-formed"
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  // MARK: the rules of the repository

  @Test func `every formula of every rule file survives printing and reading`() {
    var count = 0
    for path in RuleCorpus.files.paths {
      guard let root = XMLReader.read(RuleCorpus.files.files[path] ?? [], file: path).root else {
        continue
      }
      for text in FormulaPlaces.all(in: root) {
        guard let tree = Parser.parse(text.value, file: path, base: 0).0 else { continue }
        let (again, findings) = Parser.parse(tree.text, file: path, base: 0)
        #expect(again?.form == tree.form, "\(path): \(tree.text) \(findings.map(\.code))")
        #expect(again?.text == tree.text, "\(path): \(tree.text)")
        count += 1
      }
    }
    #expect(count > 300)
  }

  @Test func `formatting twice gives the same as once`() {
    for path in RuleCorpus.files.paths {
      let once = RuleFormatter.format(RuleCorpus.files.files[path] ?? [], file: path).text
      #expect(once != nil, "\(path)")
      let twice = RuleFormatter.format(Array((once ?? "").utf8), file: path).text
      #expect(once == twice, "\(path)")
    }
  }

  @Test func `every methodology means the same after formatting`() {
    var formatted: [String: [UInt8]] = [:]
    for (path, bytes) in RuleCorpus.files.files {
      formatted[path] = RuleFormatter.format(bytes, file: path).text.map { Array($0.utf8) }
    }
    #expect(formatted.count == RuleCorpus.files.files.count)
    var plans = 0
    let after = RuleFiles(formatted)
    for methodology in RuleCorpus.files.methodologies {
      let old = Compiler.compile(methodology, in: RuleCorpus.files)
      let new = Compiler.compile(methodology, in: after)
      #expect(old.plan?.hash == new.plan?.hash, "\(methodology)")
      plans += old.plan == nil ? 0 : 1
      #expect(old.findings.map(\.code) == new.findings.map(\.code), "\(methodology)")
      #expect(
        old.method?.examples.map { words($0.text) } == new.method?.examples.map { words($0.text) },
        "\(methodology)")
      #expect(old.plan?.named.map(\.title) == new.plan?.named.map(\.title), "\(methodology)")
    }
    #expect(plans > 10)
  }

  private func words(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: " ") }
  }

  @Test func `comments, notes and titles are kept`() {
    for path in RuleCorpus.files.paths {
      let bytes = RuleCorpus.files.files[path] ?? []
      let text = RuleFormatter.format(bytes, file: path).text ?? ""
      #expect(
        comments(String(decoding: bytes, as: UTF8.self)) == comments(text), "\(path)")
      let (old, new) = (
        XMLReader.read(bytes, file: path).root, XMLReader.read(Array(text.utf8), file: path).root
      )
      #expect(old.map(shape) == new.map(shape), "\(path)")
    }
  }

  private func comments(_ text: String) -> [String] {
    text.split(separator: "<!--").dropFirst().map { piece in
      (piece.split(separator: "-->").first ?? "").split { " \n".contains($0) }
        .joined(separator: " ")
    }
  }

  /// Names, attributes and, outside formulas, words.
  private func shape(_ element: XMLElement) -> String {
    let attributes = element.attributes
      .map { "\($0.name)=\(CanonicalFormula.text(of: $0.value) ?? one($0.value))" }.sorted()
    let text = CanonicalFormula.text(of: element.text) ?? one(element.text)
    return "(\(element.name) \(attributes) \(text) \(element.elements.map(shape)))"
  }

  private func one(_ text: String) -> String {
    text.split { " \n".contains($0) }.joined(separator: " ")
  }

  // MARK: small examples

  @Test func `formulas take their canonical spelling`() {
    let text = "<part language='1'><formula unit='t' id='a'>b*c / 2 - d</formula></part>"
    #expect(
      format(text)
        == Self.head + """
          <part language="1"><formula id="a" unit="t">b × c ÷ 2 − d</formula></part>

          """)
  }

  @Test func `references that matter stay references`() {
    let text =
      "<part><note a='&#10;&quot;&amp;'>1 &lt; 2 &amp;&#x200B; <![CDATA[<b>]]></note></part>"
    #expect(
      format(text)
        == Self.head + """
          <part><note a="&#10;&quot;&amp;">1 &lt; 2 &amp;&#x200B; &lt;b&gt;</note></part>

          """)
  }

  @Test func `attributes are wrapped and single blank lines kept`() {
    let long = String(repeating: "x", count: 60)
    let text = """
      <!-- first -->
      <part   language="1">


      <input kind="\(long)" id="a" symbol="\(long)"/> <!-- why -->

      <!-- two
           lines -->
      <title>题</title></part>
      """
    let wanted =
      Self.head + """
        <!-- first -->
        <part language="1">
          <input id="a" symbol="\(long)"
              kind="\(long)"/> <!-- why -->

          <!-- two
               lines -->
          <title>题</title>
        </part>

        """
    #expect(format(text) == wanted)
    #expect(format(wanted) == wanted)
  }

  @Test func `a long formula in an attribute is broken before an operator`() {
    let sum = (1...20).map { "value_\($0)" }.joined(separator: " + ")
    let text = "<part><check id=\"a\" holds=\"\(sum) ≤ 5\"/></part>"
    let result = format(text)
    #expect(result.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let rest = result.split(separator: "\n").dropFirst(4).dropLast()
    #expect(rest.count >= 2)
    #expect(rest.allSatisfy { $0.hasPrefix("        + value") }, "\(result)")
    #expect(format(result) == result)
  }

  @Test func `what cannot be read stays as it is`() {
    let text = "<part><formula id=\"a\">b ×</formula></part>"
    #expect(format(text) == Self.head + text + "\n")
    let (none, findings) = RuleFormatter.format(Array("<part>".utf8), file: "a.xml")
    #expect(none == nil && findings.map(\.code) == ["xml.ill-formed"])
  }
}
