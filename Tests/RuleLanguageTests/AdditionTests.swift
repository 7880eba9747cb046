import Diagnostics
import RulePlan
import Testing

@testable import RuleLanguage

/// What a methodology adds to its modules, and an edition to its base.
@Suite struct AdditionTests {
  private static let module = """
    <module language='1' id='stove'>
      <parameter name='fuels' kind='table'/>
      <source id='burning' gas='CO2'>
        <rows id='fuel' key='fuels' entered='month' evaluated='month'>
          <input id='amount' symbol='FC' unit='t' over-time='sum'>
            <alternative id='metered'/>
            <alternative id='usual'>fuels[fuel].usual</alternative>
          </input>
          <input id='plain' symbol='P' unit='t'/>
          <formula id='double' symbol='D' unit='t'>FC + FC</formula>
        </rows>
      </source>
    </module>
    """
  private static let tables = """
    <table id='mine'><key id='fuel'/><column id='usual' unit='t'/><row fuel='a' usual='3'/></table>
    <table id='fuels'><key id='fuel'/><column id='weight' unit='t/m3'/>
      <row fuel='a' weight='0.84'/></table>
    """

  private func library(
    _ additions: String, language: String = "1.3", rest: String = "", base: String? = nil
  ) -> RuleFiles {
    var files = RuleCorpus.files.files
    files["modules/stove/module.xml"] = Array(Self.module.utf8)
    let extends = base == nil ? "" : "extends='base'"
    let use =
      base == nil
      ? "<use module='stove'><bind name='fuels' to='mine'/>\(additions)</use>\(Self.tables)"
      : additions
    files["m/methodology.xml"] = Array(
      """
      <methodology language='\(language)' id='m' standing='unofficial' \(extends)>
        \(use)\(rest)
      </methodology>
      """.utf8)
    if let base {
      files["base/methodology.xml"] = Array(
        """
        <methodology language='1' id='base' standing='unofficial'>
          <use module='stove'><bind name='fuels' to='mine'/></use>\(Self.tables)\(base)
        </methodology>
        """.utf8)
    }
    return RuleFiles(files)
  }

  private func codes(
    _ additions: String, language: String = "1.3", rest: String = "", base: String? = nil
  ) -> [String] {
    Compiler.compile("m", in: library(additions, language: language, rest: rest, base: base))
      .findings.map(\.code)
  }

  /// The ids of the alternatives of a value and of what its plan chooses among.
  private func ways(of id: String, _ library: RuleFiles) throws -> [String] {
    let compilation = Compiler.compile("m", in: library)
    let plan = try #require(
      compilation.plan, "\(compilation.findings.map { $0.message(.english) })")
    let named = try #require(plan.named.first { $0.id == id })
    guard case .choose(let ids) = plan.nodes[named.node].operation else { return [] }
    #expect(ids == named.alternatives.map(\.id))
    return ids
  }

  private static let volume = """
    <add to='fuel'>
      <input id='volume' symbol='V' unit='m3' over-time='sum'/>
    </add>
    """

  @Test(arguments: [
    ("", ["metered", "usual", "by-volume", "one"]),
    ("before='usual'", ["metered", "by-volume", "one", "usual"]),
    ("before='metered'", ["by-volume", "one", "metered", "usual"]),
  ])
  func `alternatives stand behind all, or where it is said`(
    _ before: String, _ expected: [String]
  ) throws {
    let library = library(
      """
      \(Self.volume)<add to='amount' \(before)>
        <alternative id='by-volume'>V × fuels[fuel].weight</alternative>
        <alternative id='one' when='V in m3 > 0'>mine[fuel].usual</alternative>
      </add>
      """)
    #expect(try ways(of: "amount", library) == expected)
    // A declaration in rows of the module has their shape and their grain.
    let plan = try #require(Compiler.compile("m", in: library).plan)
    let volume = try #require(plan.named.first { $0.id == "volume" })
    let amount = try #require(plan.named.first { $0.id == "amount" })
    #expect(plan.nodes[volume.node].shape == plan.nodes[amount.node].shape)
    #expect(plan.nodes[volume.node].shape.grain == .month)
    #expect(volume.source == "burning")
    // Tables are called by the names of whoever writes: `fuels` is two tables here.
    #expect(amount.alternatives.last { $0.id == "usual" }?.formula == "fuels[fuel].usual")
  }

  @Test func `twice, one after the other`() throws {
    let added = """
      <add to='amount' before='usual'><alternative id='one'>1 × P</alternative></add>
      <add to='amount' before='one'><alternative id='two'>2 × P</alternative></add>
      """
    #expect(try ways(of: "amount", library(added)) == ["metered", "two", "one", "usual"])
  }

  @Test func `an input without alternatives is entered first`() throws {
    let added = "<add to='plain'><alternative id='half'>0.5 × FC</alternative></add>"
    #expect(try ways(of: "plain", library(added)) == ["entered", "half"])
    let first =
      "<add to='plain' before='entered'><alternative id='half'>0.5 × FC</alternative></add>"
    #expect(try ways(of: "plain", library(first)) == ["half", "entered"])
  }

  @Test func `an edition adds to its base`() throws {
    let own = "<input id='own' symbol='O' unit='t'><alternative id='entered'/></input>"
    let added = """
      <add to='amount'><alternative id='half'>0.5 × P</alternative></add>
      <add to='own'><alternative id='half'>0.5 × total</alternative></add>
      <add to='burning'><input id='total' unit='t'/></add>
      """
    let library = library(added, base: own)
    #expect(try ways(of: "amount", library) == ["metered", "usual", "half"])
    #expect(try ways(of: "own", library) == ["entered", "half"])
    let replaced = "<input id='own' symbol='O' unit='t'/>"
    let more = "<add to='own'><alternative id='half'>0.5 × O</alternative></add>" + replaced
    #expect(codes(more, base: own) == ["rules.add-target"])
  }

  @Test(arguments: [
    ("<add to='amuont'><alternative id='a'>P</alternative></add>", "rules.add-target"),
    ("<add to='fuel'><alternative id='a'>P</alternative></add>", "rules.add-target"),
    ("<add to='amount'><input id='x' unit='t'/></add>", "rules.add-target"),
    (
      "<add to='amount'><alternative id='a'>P</alternative><input id='x' unit='t'/></add>",
      "rules.element-unknown"
    ),
    ("<add to='amount' before='x'><alternative id='a'>P</alternative></add>", "names.unknown"),
    ("<add to='amount'><alternative id='usual'>P</alternative></add>", "names.duplicate"),
    ("<add to='double'><alternative id='a'>P</alternative></add>", "rules.child-missing"),
    ("<add to='amount'><alternative id='a'>P in kg</alternative></add>", "units.kind"),
    ("<add to='fuel'><input id='plain' unit='t'/></add>", "names.duplicate"),
  ])
  func `what cannot be added`(_ added: String, _ code: String) {
    #expect(codes(added) == [code])
  }

  @Test func `findings stand where the addition is written`() {
    let added = "<add to='amount'><alternative id='a'>nobody</alternative></add>"
    let finding = Compiler.compile("m", in: library(added)).findings.first
    guard case .source("m/methodology.xml", _) = finding?.origin else {
      Issue.record("\(String(describing: finding))")
      return
    }
    #expect(finding?.code == "names.unknown")
  }

  @Test func `additions came with language 1·3`() {
    let added = "<add to='amount'><alternative id='half'>0.5 × P</alternative></add>"
    #expect(codes(added, language: "1.2") == ["rules.language-needed"])
    #expect(codes(added) == [])
  }

  @Test func `one file of all gives the same plan`() throws {
    let added = """
      \(Self.volume)<add to='amount' before='usual' clause='5' evidence='recalled'>
        <alternative id='by-volume'>V × fuels[fuel].weight</alternative>
      </add>
      <add to='plain'><alternative id='half'>0.5 × FC</alternative></add>
      """
    let library = library(added)
    let plan = try #require(Compiler.compile("m", in: library).plan)
    let text = try #require(FlatEdition.text("m", in: library).0)
    var files = RuleCorpus.files.files
    files["m/methodology.xml"] = Array(text.utf8)
    let flat = try #require(Compiler.compile("m", in: RuleFiles(files)).plan, "\(text)")
    for (one, other) in zip(plan.named, flat.named) {
      #expect(one.id == other.id)
      #expect(one.alternatives.map(\.id) == other.alternatives.map(\.id))
      #expect(one.alternatives.map(\.citation.clause) == other.alternatives.map(\.citation.clause))
    }
    #expect(plan.named.count == flat.named.count)
    #expect(plan.nodes.count == flat.nodes.count)
  }
}
