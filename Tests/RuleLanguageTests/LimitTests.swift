import RuleLanguage
import Testing

/// Formulas that would exhaust the stack are refused; long chains of formulas would not.
@Suite struct LimitTests {
  /// The codes of the findings about a chain of formulas of which each reads the next.
  private func codes(chain length: Int, _ formula: (String) -> String) -> [String] {
    var body = "<input id='f0' unit='1'/>"
    for index in 1...length {
      body += "<formula id='f\(index)' unit='1'>\(formula("f\(index - 1)"))</formula>"
    }
    // The end of the chain is read first and last: in whatever order the compiler goes, it starts
    // from there and not from the beginning.
    body =
      "<formula id='first' unit='1'>f\(length)</formula>" + body
      + "<formula id='last' unit='1'>f\(length)</formula>"
    var files = RuleCorpus.files.files
    files["m/methodology.xml"] = Array(
      "<methodology language='1' id='m' standing='unofficial'>\(body)</methodology>".utf8)
    return Compiler.compile("m", in: RuleFiles(files)).findings.map(\.code)
  }

  @Test func `chains may be long: they are compiled from their beginning`() {
    #expect(codes(chain: 300) { $0 } == [])
    #expect(codes(chain: 30) { String(repeating: "− ", count: 50) + $0 } == [])
  }

  @Test func `a formula has so many words and signs and no more`() {
    func sum(_ terms: Int) -> String { "a" + String(repeating: " + a", count: terms - 1) }
    #expect(Parser.parse(sum(390), file: "f", base: 0).1.map(\.code) == [])
    #expect(Parser.parse(sum(401), file: "f", base: 0).1.map(\.code) == ["formula.too-many-parts"])
  }
}
