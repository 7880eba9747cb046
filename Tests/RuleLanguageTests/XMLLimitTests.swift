import Diagnostics
import Testing

@testable import RuleLanguage

@Suite struct XMLLimitTests {
  private func codes(_ text: String, _ limits: XMLLimits = .ruleFile) -> [String] {
    let (root, findings) = XMLReader.read(Array(text.utf8), file: "rule.xml", limits: limits)
    #expect((root == nil) == !findings.isEmpty)
    return findings.map(\.code)
  }

  private func nested(_ depth: Int) -> String {
    String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
  }

  private func attributes(_ count: Int) -> String {
    "<a" + (0..<count).map { " a\($0)=''" }.joined() + "/>"
  }

  @Test func `each limit admits its number and refuses one more`() {
    #expect(codes(nested(32)) == [])
    #expect(codes(nested(33)) == ["xml.too-deep"])
    #expect(codes(attributes(128)) == [])
    #expect(codes(attributes(129)) == ["xml.too-many-attributes"])
    let kib64 = String(repeating: "x", count: 65_536)
    #expect(codes("<a b='\(kib64)'/>") == [])
    #expect(codes("<a b='\(kib64)x'/>") == ["xml.attribute-too-long"])

    var limits = XMLLimits.ruleFile
    limits.elements = 3
    #expect(codes("<a><b/><b/></a>", limits) == [])
    #expect(codes("<a><b/><b/><b/></a>", limits) == ["xml.too-many-elements"])
    limits.text = 4
    #expect(codes("<a>1234</a>", limits) == [])
    #expect(codes("<a>12<b/>345</a>", limits) == ["xml.too-much-text"])
    limits.bytes = 11
    #expect(codes("<a>1234</a>", limits) == [])
    #expect(codes("<a>12345</a>", limits) == ["xml.too-large"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `hostile files cost little`() {
    #expect(codes(attributes(300_000)) == ["xml.too-many-attributes"])
    #expect(codes(nested(500_000)) == ["xml.too-deep"])
    #expect(codes(String(repeating: "<a ", count: 1_000_000)) == ["xml.ill-formed"])
    #expect(codes(String(repeating: "<![CDATA[", count: 400_000)) == ["xml.ill-formed"])
    #expect(codes("<a>" + String(repeating: "&lt;", count: 700_000) + "</a>") == [])
  }
}
