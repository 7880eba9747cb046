import Diagnostics
import Testing

@testable import RuleLanguage

@Suite struct XMLSchemaTests {
  private static let schema = """
    <element name="part" xmlns="http://relaxng.org/ns/structure/1.0">
      <zeroOrMore><element name="input"><attribute name="id"/></element></zeroOrMore>
    </element>
    """

  private func findings(_ text: String, _ schema: String = schema) -> [Finding] {
    RelaxNGSchema.validate(Array(text.utf8), against: Array(schema.utf8), file: "a.xml")
  }

  @Test func `a valid document leaves nothing`() {
    #expect(findings("<part><input id='a'/><input id='b'/></part>") == [])
  }

  @Test func `an invalid one leaves findings at its line`() {
    let text = "<part>\n  <input id='a'/>\n  <imput id='b'/>\n</part>"
    let found = findings(text)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.code == "xml.schema" })
    let start = "<part>\n  <input id='a'/>\n  ".utf8.count
    #expect(
      found.contains { $0.origin == .source(file: "a.xml", range: start..<(start + 15)) },
      "\(found)")
  }

  @Test func `a schema that includes another or is none is refused`() {
    let including = """
      <grammar xmlns="http://relaxng.org/ns/structure/1.0">
        <include href="http://example.org/a.rng"/>
      </grammar>
      """
    #expect(findings("<part/>", including).map(\.code) == ["xml.schema-unusable"])
    #expect(Set(findings("<part/>", "<a/>").map(\.code)) == ["xml.schema-unusable"])
    #expect(findings("<part>").map(\.code) == ["xml.ill-formed"])
  }

  @Test func `codes are unique, in order, and both wordings name the same arguments`() {
    let codes = XMLFindings.all.map(\.code)
    #expect(codes == Set(codes).sorted())
    for kind in XMLFindings.all where kind != .xmlIllFormed {
      #expect(arguments(kind.wording.zh) == arguments(kind.wording.en), "\(kind.code)")
    }
  }

  private func arguments(_ text: String) -> Set<Substring> {
    Set(text.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}").first })
  }
}
