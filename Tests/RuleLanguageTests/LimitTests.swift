import RuleLanguage
import Testing

/// Formulas that would exhaust the stack are refused; those just below the limit are not.
@Suite struct LimitTests {
  /// The codes of the findings about a chain of formulas of which each reads the next.
  private func codes(chain length: Int, _ formula: (String) -> String) -> [String] {
    var body = "<input id='f0' unit='1'/>"
    for index in 1...length {
      body += "<formula id='f\(index)' unit='1'>\(formula("f\(index - 1)"))</formula>"
    }
    // The last is declared first, so that it is the one from which the others are reached.
    body = "<figure id='last' unit='1'>f\(length)</figure>" + body
    var files = RuleCorpus.files.files
    files["m/methodology.xml"] = Array(
      "<methodology language='1' id='m' standing='unofficial'>\(body)</methodology>".utf8)
    return Compiler.compile("m", in: RuleFiles(files)).findings.map(\.code)
  }

  @Test func `a chain of names has an end`() {
    #expect(codes(chain: 90) { $0 } == [])
    #expect(codes(chain: 110) { $0 } == ["names.chain-too-long"])
  }

  @Test func `deep formulas that read each other are deep together`() {
    func negated(_ name: String) -> String { String(repeating: "− ", count: 50) + name }
    #expect(codes(chain: 8, negated) == [])
    #expect(codes(chain: 12, negated) == ["formula.too-deep-together"])
  }

  @Test func `a formula has so many words and signs and no more`() {
    func sum(_ terms: Int) -> String { "a" + String(repeating: " + a", count: terms - 1) }
    #expect(Parser.parse(sum(390), file: "f", base: 0).1.map(\.code) == [])
    #expect(Parser.parse(sum(401), file: "f", base: 0).1.map(\.code) == ["formula.too-many-parts"])
  }
}
