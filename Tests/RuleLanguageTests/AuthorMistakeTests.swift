import Diagnostics
import RulePlan
import Testing

@testable import RuleLanguage

/// Mistakes that authors make: each leaves one finding, and it points at what is wrong.
@Suite struct AuthorMistakeTests {
  private func compile(_ root: String, _ more: [String: String] = [:]) -> Compilation {
    var files = RuleCorpus.files.files
    files["m/methodology.xml"] = Array(root.utf8)
    for (path, text) in more { files[path] = Array(text.utf8) }
    return Compiler.compile("m", in: RuleFiles(files))
  }

  private func root(_ body: String, _ attributes: String = "") -> String {
    "<methodology language='1' id='m' standing='unofficial' \(attributes)>\(body)</methodology>"
  }

  /// The findings as `code text`, the text being what the finding points at.
  private func found(_ text: String, _ more: [String: String] = [:]) -> [String] {
    compile(text, more).findings.map { finding in
      guard case .source(let file, let range) = finding.origin else { return finding.code }
      let bytes = Array((file == "m/methodology.xml" ? text : more[file] ?? "").utf8)
      guard range.upperBound <= bytes.count else { return finding.code }
      return "\(finding.code) \(String(decoding: bytes[range], as: UTF8.self))"
    }
  }

  @Test(arguments: [
    ("<applies from='soon'/>", "rules.attribute-value soon"),
    ("<applies from='2024-01' to='2023-12'/>", "rules.attribute-value 2023-12"),
    ("<document date='2024-13-01'/>", "rules.attribute-value 2024-13-01"),
    ("<gwp set='sra'/>", "gwp.unknown-set sra"),
    ("<remove id='nothing'/>", "names.unknown nothing"),
    ("<source id='s' scope='dirct'/>", "rules.attribute-value dirct"),
    ("<source id='s' per='plant'/>", "names.rows-unknown plant"),
    ("<source id='s' applies='yes' replaces='q'/>", "names.unknown q"),
    ("<rows id='line' validity='true'/>", "rules.attribute-value true"),
    ("<rows id='line' entered='monthly'><input id='a'/></rows>", "rules.attribute-value monthly"),
    ("<rows id='line' key='nope'><input id='a'/></rows>", "names.table-unknown nope"),
    ("<rows id='line' per='plant'><input id='a'/></rows>", "names.rows-unknown plant"),
    ("<rows id='month'/>", "rules.attribute-value month"),
    ("<input id='a' kind='activty'/>", "rules.attribute-value activty"),
    ("<input id='a' over-time='mean weighted b'/>", "rules.attribute-value mean weighted b"),
    ("<input id='a' unit='t' shown-as='GJ'/>", "units.kind GJ"),
    ("<input id='a' symbol='A 1'/>", "rules.attribute-value A 1"),
    ("<input id='a' type='choice' of='fules'/>", "names.table-unknown fules"),
    ("<input id='a' type='number' of='x y'/>", "rules.attribute-value number"),
    ("<input id='a'>5</input>", "rules.text-unexpected 5"),
    (
      "<input id='a' symbol='b'/><input id='b' symbol='c'/>", "names.duplicate b"
    ),
    (
      "<input id='a'><alternative id='x'/><alternative id='x'>1</alternative></input>",
      "names.duplicate x"
    ),
    ("<figure id='a' role='totl'>1</figure>", "rules.attribute-value totl"),
    (
      "<input id='a'/><balance id='b' opening='a' inflow='zz' closing='a'/>", "names.unknown zz"
    ),
    (
      "<table id='t'><key id='k' match='near'/></table>", "rules.attribute-value near"
    ),
    (
      "<table id='t'><key id='k'/><column id='u' type='unit'/><row k='1' u='tt'/></table>",
      "units.unknown tt"
    ),
    (
      "<table id='t'><key id='k'/><column id='v' unit='GJ/unit(q)'/></table>",
      "names.unknown GJ/unit(q)"
    ),
    (
      "<table id='t'><key id='k'/><row k='1'/><row k='2'/><row k='1' /></table>",
      "tables.repeated-row <row k='1' />"
    ),
    (
      """
      <table id='t' dated-by='data-month'><key id='k'/><row k='1' from='2020-01' to='2021-12'/>\
      <row k='1' from='2021-12'/></table>
      """, "tables.repeated-row <row k='1' from='2021-12'/>"
    ),
    (
      """
      <table id='t'><key id='k'/><column id='v'/><row k='A' v='1'/></table>\
      <figure id='f' unit='1'>t["B"].v</figure>
      """, "names.choice-unknown \"B\""
    ),
    (
      "<check id='c' holds='yes' row='factors'><message>m</message></check>",
      "rules.attribute-value factors"
    ),
    (
      "<check id='c' holds='yes'><message>m {x}</message></check>", "names.unknown <message>"
    ),
    ("<form id='f'><line figur='a'/></form>", "rules.attribute-unknown figur"),
    ("<form id='f'><column unit='tCo2'/></form>", "units.unknown tCo2"),
  ])
  func `one mistake, one finding, at its place`(_ body: String, _ expected: String) {
    #expect(found(root(body)) == [expected])
  }

  @Test func `a file that cannot be read does not make its names unknown`() {
    let text = root("<figure id='f' unit='1'>x</figure>")
    #expect(found(text, ["m/a.xml": "<part language='1'><input id='x'></part>"]).count == 1)
    #expect(found(text, ["m/a.xml": "<part language='1'><input id='x'/></part>"]).count == 1)
    #expect(found(text) == ["names.unknown x"])
  }

  @Test func `modules that take in each other are told, not followed`() {
    let modules = [
      "modules/a/module.xml": "<module language='1' id='a'><use module='b'/></module>",
      "modules/b/module.xml": "<module language='1' id='b'><use module='a'/></module>",
    ]
    #expect(found(root("<use module='a'/>"), modules) == ["rules.module-cycle <use module='a'/>"])
  }

  @Test func `tables of modules are told where they are bound`() {
    let module = [
      "modules/a/module.xml": """
      <module language='1' id='a'><parameter name='fuels' kind='table'/><rows id='fuel' \
      key='fuels'/></module>
      """
    ]
    let bound = root("<use module='a'><bind name='fuels' to='nope'/></use>")
    #expect(found(bound, module) == ["names.table-unknown nope"])
    let misnamed = root(
      "<table id='t'><key id='k'/></table><use module='a'><bind name='fuels' to='t'/>"
        + "<bind name='fuel' to='t'/></use>")
    #expect(found(misnamed, module) == ["names.unknown fuel"])
  }

  // MARK: what is found points at the bytes of the file

  @Test(arguments: [
    "<input id='x' unit='t'/><formula id='z' when='x in t &lt; 3 and x in t &lt; YY'>1</formula>",
    "<input id='x' unit='t'/>\r\n<formula id='z' unit='t'>\r\n  x\r\n  + x + YY\r\n</formula>",
  ])
  func `places behind references and line breaks of Windows`(_ body: String) {
    #expect(found(root(body)) == ["names.unknown YY"])
  }

  // MARK: what is finer than its place is never repeated over it

  @Test(arguments: [
    (
      "<rows id='fuel'><input id='p'/></rows><figure id='f' unit='1'>prior(p)</figure>",
      "shapes.needs-reduction prior(p)"
    ),
    (
      """
      <rows id='trip'><input id='d' type='date'/><input id='q'/></rows>\
      <figure id='f' unit='1'>sum over facility, trip by month of d of q</figure>
      """, "shapes.needs-time sum over facility, trip by month of d of q"
    ),
    (
      """
      <rows id='trip'><input id='d' type='date'/><input id='q'/></rows>\
      <figure id='f' unit='1'>sum over facility, trip by week of d of q</figure>
      """, "rules.attribute-value sum over facility, trip by week of d of q"
    ),
    (
      """
      <rows id='line' entered='month'><input id='y' type='flag' over-time='sum'/>\
      <formula id='f' type='flag'>y</formula></rows>
      """, "kinds.differ sum"
    ),
  ])
  func `shapes and kinds that do not fit`(_ body: String, _ expected: String) {
    #expect(found(root(body)) == [expected])
  }

  @Test func `last year's percent is a fraction too`() throws {
    let body = "<input id='p' unit='%'/><formula id='f' unit='1'>prior(p)</formula>"
    let plan = try #require(compile(root(body)).plan)
    let node = try #require(plan.named.first { $0.id == "f" }.map { plan.nodes[$0.node] })
    let product = try #require(node.operands.first.map { plan.nodes[$0] })
    #expect(product.operation == .multiply)
  }

  // MARK: editions

  @Test func `an edition may compute what its base had entered`() throws {
    let base = [
      "base/methodology.xml": """
      <methodology language='1' id='base' standing='unofficial'><title>t</title>\
      <rows id='fuel' entered='day'><input id='q' over-time='sum'/></rows><input id='k'/>\
      </methodology>
      """
    ]
    let over = root(
      "<formula id='k' unit='1'>2</formula><rows id='fuel' entered='month'/>", "extends='base'")
    let plan = try #require(compile(over, base).plan)
    #expect(plan.named.first { $0.id == "k" }?.role == .formula)
    #expect(plan.inputs.first { $0.id == "q" }?.shape.grain == .month)
    let twice = root("<input id='k' unit='t'/><input id='k' unit='kg'/>", "extends='base'")
    #expect(found(twice, base) == ["names.duplicate k"])
  }
}
