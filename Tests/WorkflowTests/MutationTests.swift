import Diagnostics
import RuleLanguage
import Testing
import Workflow

/// Faults put into small rules, where it is known who must notice.
@Suite struct MutationTests {
  private static let units = """
    <units language="1"><unit id="t" dimension="mass" scale="1" species="yes"/>
      <unit id="kg" dimension="mass" scale="0.001" species="yes"/>
      <species id="CO2"/><species id="C"/></units>
    """

  private static let rules = """
    <methodology language="1" id="m" standing="unofficial">
      <input id="fuel" symbol="FC" unit="t"/>
      <input id="carbon" symbol="CC" unit="tC/t"/>
      <constant id="factor" symbol="OF" unit="1">0.98</constant>
      <formula id="co2" symbol="E" unit="tCO2" per="facility">
        FC × CC × OF × molar(CO2/C)
      </formula>
      <figure id="total" unit="tCO2">
        sum over facility of if (FC in t) ≤ 10 then E else E × 2
      </figure>
    </methodology>
    """

  private static let ordinary = """
    title ordinary
    method m
    period 2024
    facility[F]/FC = 9 t
    facility[F]/CC = 0.5 tC/t
    expect total = 16.17 tCO2
    """

  private static func library(_ cases: [String: String]) -> MethodLibrary {
    var files = ["units/units.xml": units, "m/methodology.xml": rules]
    for (name, text) in cases { files["m/cases/\(name).case"] = text }
    return MethodLibrary(RuleFiles(files.mapValues { Array($0.utf8) }))
  }

  @Test func `the small rules hold`() {
    let library = Self.library(["ordinary": Self.ordinary])
    #expect(library.compile("m").findings.map(\.code) == [])
    #expect(CaseRunner(library).run("m/cases/ordinary.case").failures.map(\.en) == [])
  }

  @Test func `the compiler notices a dropped molar ratio, the case a digit`() async {
    let report = await Mutation.run("m", in: Self.library(["ordinary": Self.ordinary]))
    func outcome(_ kind: RuleFault.Kind) -> [MutationReport.Outcome] {
      report.results.filter { $0.fault.kind == kind }.map(\.outcome)
    }
    #expect(outcome(.droppedMolar) == [.caughtByCompiler("units.species")])
    #expect(outcome(.constantDigit) == [.caughtByCase("m/cases/ordinary.case")])
    #expect(report.excluded == [])
    #expect(
      report.caughtByCompiler + report.caughtByCase + report.survivors.count == report.effective)
  }

  @Test func `an edge that no case touches survives, with its place`() async {
    let report = await Mutation.run("m", in: Self.library(["ordinary": Self.ordinary]))
    let edge = report.survivors.first { $0.kind == .edge }
    #expect(edge?.file == "m/methodology.xml")
    #expect(edge?.line == 9)
    #expect(edge?.before.contains("≤ 10") ?? false)
    #expect(edge?.after.contains("less than") == true)
    #expect(report.text(.english).contains("m/methodology.xml:9: edge: "))
  }

  @Test func `a case on the edge notices`() async {
    let edge = Self.ordinary.replacing("9 t", with: "10 t")
      .replacing("0.5", with: "0.6").replacing("16.17", with: "21.56")
    let report = await Mutation.run("m", in: Self.library(["edge": edge]))
    #expect(report.excluded == [])
    #expect(!report.survivors.contains { $0.kind == .edge })
  }

  @Test func `a case that fails as it is proves nothing`() async {
    let wrong = Self.ordinary.replacing("16.17", with: "16.18")
    let report = await Mutation.run("m", in: Self.library(["wrong": wrong]))
    #expect(report.excluded == ["m/cases/wrong.case"])
    #expect(report.caughtByCase == 0 && report.cases == 0)
    #expect(!report.survivors.isEmpty)
  }

  @Test func `the same seed chooses the same faults`() async {
    let library = Self.library(["ordinary": Self.ordinary])
    let all = await Mutation.run("m", in: library).results.map(\.fault)
    let first = await Mutation.run("m", in: library, .init(limit: 5, seed: 7))
    let again = await Mutation.run("m", in: library, .init(limit: 5, seed: 7))
    #expect(first.results.count == 5)
    #expect(first.jsonText() == again.jsonText())
    let places = first.results.compactMap { all.firstIndex(of: $0.fault) }
    #expect(places.count == 5 && places == places.sorted())
  }
}
