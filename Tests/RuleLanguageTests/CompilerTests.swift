import Diagnostics
import Quantities
import RulePlan
import Testing

@testable import RuleLanguage

/// Small methodologies in memory and the plans that come of them.
@Suite struct CompilerTests {
  /// Compiles a methodology with this content; further files are given by path.
  private func compile(
    _ body: String, attributes: String = "", _ more: [String: String] = [:]
  ) -> Compilation {
    var files = RuleCorpus.files.files
    files["m/methodology.xml"] = Array(
      "<methodology language='1' id='m' standing='unofficial' \(attributes)>\(body)</methodology>"
        .utf8)
    for (path, text) in more { files[path] = Array(text.utf8) }
    return Compiler.compile("m", in: RuleFiles(files))
  }

  private func codes(_ body: String) -> [String] { compile(body).findings.map(\.code) }

  private func named(_ id: String, _ compilation: Compilation) throws -> (Named, Node, Plan) {
    let plan = try #require(
      compilation.plan, "\(compilation.findings.map { $0.message(.english) })")
    let value = try #require(plan.named.first { $0.id == id })
    return (value, plan.nodes[value.node], plan)
  }

  // MARK: units

  @Test(arguments: [
    // tonnes of carbon become carbon dioxide
    ("<input id='a' unit='tC'/>", "a × molar(CO2/C)", "tCO2"),
    ("<input id='a' unit='kWh'/><input id='b' unit='tCO2/MWh'/>", "(a to MWh) × b", "tCO2"),
    ("<input id='a' unit='t@ar'/><input id='b' unit='tH2O/t@ar'/>", "a × dry(b)", "t@d"),
    ("<input id='a' unit='%'/><input id='b' unit='t'/>", "a × b", "t"),
    ("<input id='a' unit='t'/>", "a in kg", "1"),
    ("<input id='a' unit='m'/>", "a^2", "m2"),
    (
      "<input id='a' unit='°C'/><input id='b' unit='°C'/><input id='c' unit='kJ/(kg·K)'/>",
      "(a − b) × c", "kJ/kg"
    ),
    ("<gwp set='sar'/><input id='a' unit='tCH4'/>", "a × gwp(CH4)", "tCO2e(sar)"),
    (
      "<gwp set='sar'/><input id='a' unit='tCO2'/><input id='b' unit='tCO2e(sar)'/>", "a + b",
      "tCO2e(sar)"
    ),
    ("<gwp set='sar'/><input id='a' unit='tCO2'/>", "a", "tCO2e"),
    ("<input id='a' type='date'/><input id='b' type='date'/>", "b − a", "1"),
    ("<input id='a' unit='m2'/>", "round(sqrt(a), 3)", "m"),
  ])
  func `units that fit`(_ inputs: String, _ formula: String, _ unit: String) {
    #expect(codes("\(inputs)<formula id='r' unit='\(unit)'>\(formula)</formula>") == [])
  }

  @Test(arguments: [
    ("<input id='a' unit='tCO2e(sar)'/>", "a", "tCO2", "units.species"),
    ("<input id='a' unit='t'/><input id='b' unit='kg'/>", "a + b", "t", "units.scale"),
    ("<input id='a' unit='t'/><input id='b' unit='kg'/>", "min(a, b)", "t", "units.scale"),
    (
      "<input id='a' unit='t'/><input id='b' unit='GJ'/>", "if yes then a else b", "t", "units.kind"
    ),
    ("<input id='a' unit='t'/>", "if a ≤ 2 then a else a", "t", "units.kind"),
    ("<input id='a' unit='Nm3'/><input id='b' unit='GJ/万Nm3'/>", "a × b", "GJ", "units.scale"),
    ("<input id='a' unit='GJ@gross'/>", "a", "GJ", "units.basis"),
    ("<input id='a' unit='%'/>", "a to GJ", "1", "units.kind"),
    ("<input id='a' unit='a'/>", "a to d", "d", "units.kind"),
    ("<input id='a' unit='t'/>", "a^0.5", "1", "numbers.power-unrounded"),
    ("<input id='a' unit='t'/>", "a + sqrt(a)", "t", "numbers.power-unrounded"),
  ])
  func `units that do not fit`(
    _ inputs: String, _ formula: String, _ unit: String, _ code: String
  ) {
    #expect(codes("\(inputs)<formula id='r' unit='\(unit)'>\(formula)</formula>") == [code])
  }

  @Test(arguments: ["1", "1.1"])
  func `a table with digits behind a hyphen came with language 1·1`(_ version: String) {
    let files = [
      "m/methodology.xml": """
      <methodology language='\(version)' id='m' standing='unofficial'>
        <table id='fuels-2013' evidence='secondary' clause='1'>
          <key id='k'/><column id='c' unit='t'/><row k='x' c='2'/>
        </table>
        <formula id='r' unit='t'>3 × fuels-2013["x"].c</formula>
      </methodology>
      """
    ]
    let found = compile("", files).findings.map(\.code)
    #expect(found == (version == "1" ? ["rules.language-needed"] : []))
  }

  @Test(arguments: [
    ("a", "a to t"), ("a × b", "(a × b) to t"), ("a + a", "(a + a) to t"),
    ("max(a, a)", "max(a, a) to t"),
  ])
  func `what to write instead binds as it is meant`(_ formula: String, _ hint: String) throws {
    let inputs = "<input id='a' unit='kg'/><input id='b' unit='1'/>"
    func compiled(_ formula: String) -> [Finding] {
      compile("\(inputs)<formula id='r' unit='t'>\(formula)</formula>").findings
    }
    let finding = try #require(compiled(formula).first)
    #expect(finding.code == "units.scale" && finding.arguments["hint"] == hint)
    #expect(compiled(hint).isEmpty)
  }

  @Test func `a value in percent is read as the fraction and kept as percent`() throws {
    let compilation = compile(
      "<input id='a' unit='%'/><formula id='r' unit='%'>a × a</formula>")
    let (value, node, plan) = try named("r", compilation)
    #expect(value.unit?.text == "%")
    // at rest ← × 100 ← (a × 1/100) × (a × 1/100)
    #expect(node.operation == .round(.rest))
    let scaled = plan.nodes[node.operands[0]]
    #expect(scaled.operation == .multiply)
    let hundreds = plan.nodes.compactMap { node -> Rational? in
      if case .constant(.number(let number)) = node.operation { number } else { nil }
    }
    #expect(Set(hundreds) == [Rational(100), Rational.ratio(1, 100)])
  }

  // MARK: shapes

  private static let rows = """
    <rows id='line' entered='month'>
      <input id='q' unit='t' over-time='sum'/>
      <input id='c' unit='GJ/t' over-time='mean weighted by q'/>
    </rows>
    """

  @Test func `a yearly formula reads months as over-time says`() throws {
    let compilation = compile(
      Self.rows + "<figure id='f' per='line' unit='GJ'>q × c</figure>")
    let (_, node, plan) = try named("f", compilation)
    #expect(node.shape == Shape(rows: 2, grain: .year))
    let reductions = plan.nodes.compactMap { node -> String? in
      if case .reduce(let kind) = node.operation { "\(kind) \(node.operands.count)" } else { nil }
    }
    #expect(reductions.sorted() == ["mean 2", "sum 1"])
  }

  @Test func `a reduction over month keeps the product monthly`() throws {
    let compilation = compile(
      Self.rows + "<figure id='f' unit='GJ'>sum over facility, line, month of q × c</figure>")
    let (_, node, plan) = try named("f", compilation)
    #expect(node.shape == .filing)
    let product = try #require(plan.nodes.first { $0.operation == .multiply })
    #expect(product.shape == Shape(rows: 2, grain: .month))
  }

  @Test func `where with this collects by a reference`() throws {
    let compilation = compile(
      """
      <rows id='pipe'><input id='to' type='reference' to='plant'/><input id='flow' unit='t'/></rows>
      <rows id='plant'>
        <formula id='received' unit='t'>sum over pipe where to = this plant of flow</formula>
      </rows>
      """)
    let (_, node, plan) = try named("received", compilation)
    #expect(plan.nodes[node.operands[0]].operation == .collect(.sum))
    #expect(plan.rowSets[node.shape.rows].id == "plant")
  }

  @Test(arguments: [
    (
      "<rows id='a'><rows id='b'><input id='x' unit='t'/></rows></rows>",
      "sum over facility, a, b of x", ""
    ),
    (
      "<rows id='a'><rows id='b'><input id='x' unit='t'/></rows></rows>", "sum over a, b of x",
      "shapes.axis-missing"
    ),
    (
      "<rows id='a'><input id='x' unit='t'/></rows>", "sum over facility, a where x of x",
      "kinds.differ"
    ),
    (
      "<rows id='a'><input id='x' type='flag'/></rows>", "sum over facility, a of x", "kinds.differ"
    ),
    (
      "<rows id='a'><input id='x' unit='t'/></rows>", "product over facility, a of x",
      "units.not-bare"
    ),
    (
      "<rows id='a'><input id='x' unit='t'/></rows>", "(count over facility, a) × 1 t",
      "formula.unexpected"
    ),
  ])
  func `reductions`(_ rows: String, _ formula: String, _ code: String) {
    let found = codes("\(rows)<figure id='f' unit='t'>\(formula)</figure>")
    #expect(found == (code.isEmpty ? [] : [code]))
  }

  // MARK: declarations

  @Test func `alternatives keep their order and bring a check`() throws {
    let compilation = compile(
      """
      <input id='c' symbol='NCV' unit='GJ/t'>
        <alternative id='measured' when='evidence(NCV, accredited)'/>
        <alternative id='default'>d</alternative>
      </input>
      <constant id='d' unit='GJ/t'>20</constant>
      """)
    let (value, _, plan) = try named("c", compilation)
    #expect(value.alternatives.map(\.id) == ["measured", "default"])
    #expect(value.chosen != nil)
    #expect(plan.checks.map(\.id) == ["alternative-c"])
    #expect(plan.inputs.contains { $0.facet == .choice && $0.choices == ["measured", "default"] })
  }

  @Test func `a balance has its signs from the attributes`() throws {
    let inputs = ["o", "i", "j", "u", "c"].map { "<input id='\($0)' unit='t'/>" }.joined()
    let balance =
      "<balance id='b' unit='t' opening='o' inflow='i j' outflow='u' closing='c' prior='yes'/>"
    let (value, _, plan) = try named("b", compile(inputs + balance))
    #expect(value.formula == "o + i + j − u − c")
    #expect(plan.checks.map(\.id) == ["balance-b"])
    #expect(plan.inputs.contains { $0.id == "c" && $0.facet == .prior })
  }

  @Test func `an allocation has its decimals and its residue`() throws {
    let body = """
      <input id='total' unit='t'/>
      <rows id='line'><input id='share' unit='GJ'/>
        <allocate id='part' unit='t' of='total' over='line' key='share' decimals='2'
          residue='last'/>
      </rows>
      """
    let (_, node, _) = try named("part", compile(body))
    #expect(node.operation == .allocate(decimals: 2, residue: .last))
    #expect(
      codes(body.replacing("decimals='2'", with: "decimals='x'")) == ["rules.attribute-value"])
  }

  @Test func `an edition replaces by id and removes`() throws {
    let base = """
      <methodology language='1' id='base' standing='unofficial'>
        <constant id='f' symbol='F' unit='1'>1</constant><constant id='g' unit='1'>2</constant>
        <formula id='r' unit='1'>F × 3</formula>
      </methodology>
      """
    let compilation = compile(
      "<constant id='f' symbol='F' unit='1'>7</constant><remove id='g'/>",
      attributes: "extends='base'", ["base/methodology.xml": base])
    let (value, node, plan) = try named("f", compilation)
    #expect(node.operation == .constant(.number(Rational(7))))
    #expect(value.declaration?.file == "m/methodology.xml")
    #expect(plan.named.map(\.id).sorted() == ["f", "r"])
  }

  @Test func `a module reads the table that is bound to it`() throws {
    let module = """
      <module language='1' id='small'><parameter name='fuels' kind='table'/>
        <rows id='fuel' key='fuels'><input id='fc' unit='t'/>
          <formula id='heat' unit='GJ'>fc × fuels[fuel].ncv</formula></rows>
      </module>
      """
    let table = """
      <table id='mine'><key id='fuel'/><column id='ncv' unit='GJ/t'/>
        <row fuel='a' ncv='20'/></table>
      """
    let compilation = compile(
      "<use module='small'><bind name='fuels' to='mine'/></use>" + table,
      ["modules/small/module.xml": module])
    let (_, _, plan) = try named("heat", compilation)
    #expect(plan.tables.map(\.id) == ["mine"])
    #expect(plan.nodes.contains { $0.operation == .lookup(table: 0, column: 0) })
  }

  @Test func `values that hang together may be declared in any order`() throws {
    let (value, _, _) = try named(
      "a",
      compile(
        """
        <formula id='a' unit='1'>b + c</formula><formula id='b' unit='1'>c × 2</formula>
        <constant id='c' unit='1'>3</constant>
        """))
    #expect(value.formula == "b + c")
  }

  // MARK: findings

  @Test func `all mistakes of one run are reported, and none because of another`() {
    let found = codes(
      """
      <formula id='a' unit='t'>missing + 1</formula>
      <formula id='b' unit='t'>a × 2</formula>
      <formula id='c' unit='nothing'>1</formula>
      <formula id='d' unit='1'>(1 + </formula>
      """)
    #expect(found == ["names.unknown", "units.unknown", "formula.expected"])
  }

  @Test func `both sides of an operator are reported`() {
    #expect(
      codes("<formula id='a' unit='t'>one + other</formula>") == ["names.unknown", "names.unknown"])
  }

  @Test func `a place in an attribute is that of its bytes`() throws {
    let text = "<check id='a' per='facility' holds='none = 1'><message>a</message></check>"
    let finding = try #require(compile(text).findings.first)
    let head = "<methodology language='1' id='m' standing='unofficial' >".utf8.count
    let start = head + "<check id='a' per='facility' holds='".utf8.count
    #expect(
      finding.origin == .source(file: "m/methodology.xml", range: start..<(start + 4)))
  }

  @Test func `a message that names nothing is reported`() {
    #expect(
      codes("<check id='a' per='facility' holds='1 = 1'><message>{x}</message></check>")
        == ["names.unknown"])
  }
}
