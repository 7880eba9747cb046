import Accounting
import Diagnostics
import Engine
import Exchange
import Foundation
import RuleLanguage
import RulePlan
import Testing
import Workflow

/// Keys of the filer's own state the unit that they are measured in.
@Suite struct OwnUnitTests {
  private static let units = SampleDocumentTests.library.units
  private static let files: [String: [UInt8]] = {
    let path = SampleDocumentTests.root + "/Methodologies/units/units.xml"
    var files: [String: [UInt8]] = [:]
    files["units/units.xml"] = [UInt8](FileManager.default.contents(atPath: path) ?? Data())
    files["m/methodology.xml"] = Array(
      """
      <methodology language='1' id='m' standing='unofficial'>
        <table id='kinds'><key id='fuel'/><column id='unit' type='unit'/>
          <row fuel='煤' unit='t'/><row fuel='气' unit='万Nm3'/></table>
        <rows id='fuel' key='kinds' extensible='yes'>
          <title>燃料</title>
          <input id='amount' symbol='FC' unit='unit(fuel)'><title>消耗量</title></input>
          <input id='factor' symbol='EF' unit='tCO2/unit(fuel)'><title>因子</title></input>
          <formula id='emission' symbol='E' unit='tCO2'>FC × EF</formula>
        </rows>
      </methodology>
      """.utf8)
    return files
  }()

  private func plan() throws -> Plan {
    let compilation = Compiler.compile("m", in: RuleFiles(Self.files))
    return try #require(
      compilation.plan, "\(compilation.findings.map { $0.message(.english) })")
  }

  /// The codes of binding, the numbers of FC, and the unit of EF as it is printed, by row.
  private func bind(
    _ filing: Filing
  ) throws -> (codes: [String], amounts: [String], units: [String]) {
    let plan = try plan()
    let (dataset, _, findings) = FilingBinder.bind(filing, to: plan, units: Self.units)
    let evaluation = Evaluator(plan: plan).evaluate(dataset)
    let amount = try #require(plan.named.first { $0.symbol == "FC" })
    let factor = try #require(plan.named.first { $0.symbol == "EF" })
    let count = evaluation.count(of: amount.node)
    return (
      findings.map(\.code).sorted(),
      (0..<count).map { evaluation.number(amount.node, $0)?.description ?? "–" },
      (0..<count).map { element in
        factor.unit.map {
          evaluation.unitText($0, of: plan.nodes[factor.node].shape, element)
        } ?? ""
      }
    )
  }

  private func filing(_ lines: String) throws -> Filing {
    let text = "title x\nmethod m\nperiod 2024\n" + lines
    let (read, findings) = CaseFile.read(text, file: "a.case")
    #expect(findings.map(\.code) == [])
    return try #require(read).filing
  }

  @Test func `a cell states it, and numbers convert to it`() throws {
    let (codes, amounts, units) = try bind(
      filing(
        """
        facility[F]/fuel[木屑]/FC = 1500 kg
        facility[F]/fuel[木屑]/EF = 0.5 tCO2/t
        facility[F]/fuel[木屑]/unit = t
        facility[F]/fuel[热水]/FC = 3 GJ
        facility[F]/fuel[热水]/EF = 0.11
        facility[F]/fuel[热水]/unit = GJ
        """))
    #expect(codes == [])
    #expect(amounts == ["1.5", "3"])
    #expect(units == ["tCO2/t", "tCO2/GJ"])
  }

  @Test func `without one, what was given first says it`() throws {
    let (codes, amounts, units) = try bind(
      filing(
        """
        facility[F]/fuel[木屑]/FC = 1500 kg
        facility[F]/fuel[无名]/FC = 7
        """))
    #expect(codes == [])
    #expect(amounts == ["1.5", "7"])
    #expect(units == ["tCO2/t", "tCO2/unit(fuel)"])
  }

  @Test(arguments: [
    ("fuel[煤]/unit = t", [String]()),
    ("fuel[煤]/unit = 万Nm3", ["intake.key-unit"]),
    ("fuel[木屑]/unit = 车", ["intake.unknown-unit"]),
    ("fuel[木屑]/unit = t\nfacility[F]/fuel[木屑]/FC = 3 GJ", ["intake.unit"]),
    ("unit = t", ["intake.unknown-name"]),
  ])
  func `what does not agree`(_ line: String, _ codes: [String]) throws {
    #expect(try bind(filing("facility[F]/\(line)\n")).codes == codes)
  }

  @Test(arguments: [("t", "tCO2/t", "60"), ("kg", "tCO2/t", "0.06"), ("GJ", "tCO2/GJ", "60")])
  func `the unit column of a table states it`(
    _ word: String, _ unit: String, _ amount: String
  ) throws {
    let plan = try plan()
    let table = """
      设施 facility,燃料 fuel,单位,消耗量 FC [按燃料],因子 EF [tCO2/按燃料]
      F,石油焦,\(word),,3.1284
      F,石油焦,,60,
      """
    let amounts = table.replacing("F,石油焦,,60,", with: "F,石油焦,\(word),60,")
    for text in [table, amounts] {
      let files = [
        FilingFile(name: "filing.csv", bytes: Array("项目,内容\n方法学,m\n报告期,2024\n".utf8)),
        FilingFile(name: "fuel.csv", bytes: Array(text.utf8)),
      ]
      let (filing, _) = FilingFolder.read(files, plan: plan, units: Self.units)
      let bound = try bind(#require(filing))
      #expect(bound.codes == [])
      #expect(bound.units == [unit])
      // A number without a unit of its own is in the unit of the key.
      #expect(bound.amounts == [text == table ? "60" : amount])
    }
  }

  @Test func `it survives writing and reading`() throws {
    let plan = try plan()
    let filing = try filing("facility[F]/fuel[木屑]/FC = 2\nfacility[F]/fuel[木屑]/unit = GJ\n")
    let files = FilingFolder.write(filing, plan: plan)
    let (again, _) = FilingFolder.read(files, plan: plan, units: Self.units)
    #expect(try bind(#require(again)).units == ["tCO2/GJ"])
  }
}
