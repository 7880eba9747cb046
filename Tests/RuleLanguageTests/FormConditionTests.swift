import Diagnostics
import RulePlan
import Testing

@testable import RuleLanguage

/// Forms that concern some filings only.
@Suite struct FormConditionTests {
  private func compile(_ form: String, language: String = "1.3") -> Compilation {
    var files = RuleCorpus.files.files
    files["m/methodology.xml"] = Array(
      """
      <methodology language='\(language)' id='m' standing='unofficial'>
        <rows id='line'><input id='made' symbol='Q' unit='t'/></rows>
        \(form)
      </methodology>
      """.utf8)
    return Compiler.compile("m", in: RuleFiles(files))
  }

  @Test func `the condition is a node of the plan, of the whole filing`() throws {
    let compilation = compile(
      "<form id='f' when='any over facility, line of given(Q)' otherwise='无产量'><line/></form>")
    #expect(compilation.findings.map(\.code) == [])
    let plan = try #require(compilation.plan)
    let condition = try #require(compilation.method?.forms.first?.condition)
    #expect(plan.nodes[condition.node].shape == .filing)
    #expect(plan.nodes[condition.node].kind == .flag)
    #expect(condition.text == "any over facility, line of given(Q)")
    #expect(condition.otherwise == "无产量")
    #expect(plan.violations() == [])
  }

  @Test(arguments: [
    ("when='yes'", "rules.attribute-missing"),
    ("otherwise='x'", "rules.attribute-missing"),
    ("when='yes' otherwise=' '", "rules.attribute-missing"),
    ("when='any over facility, line of given(R)' otherwise='x'", "names.unknown"),
    ("when='given(Q)' otherwise='x'", "shapes.needs-reduction"),
    ("when='count over facility, line' otherwise='x'", "kinds.differ"),
  ])
  func `what is wrong with it`(_ attributes: String, _ code: String) {
    #expect(compile("<form id='f' \(attributes)/>").findings.map(\.code) == [code])
  }

  @Test func `it came with language 1·3`() {
    let form = "<form id='f' when='yes' otherwise='x'/>"
    #expect(compile(form, language: "1.2").findings.map(\.code) == ["rules.language-needed"])
    #expect(compile(form).findings.map(\.code) == [])
    #expect(compile("<form id='f'/>").findings.map(\.code) == ["rules.language-least"])
  }

  /// No case could find a sheet that is printed too much.
  @Test func `mutation leaves it alone`() {
    let text = "<methodology><form id='f' when='given(Q)' otherwise='x'/></methodology>"
    #expect(RuleFaults.all(in: Array(text.utf8), file: "m.xml").isEmpty)
  }
}
