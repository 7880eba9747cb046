import Accounting
import Exchange
import Foundation
import Quantities
import Reporting
import RuleLanguage
import Testing

@testable import Workflow

/// A rule file alone brings a figure, a column to fill in, a line of the report and a line of the
/// checklist: adding an emission source touches no Swift.
@Suite struct FourthSourceTests {
  static let method = "sectors/other-industries/2015"

  static let part = """
    <part language="1" evidence="recalled" clause="made up for this test" source="this test">
      <source id="welding" gas="CO2" scope="direct">
        <title>焊接保护气</title>
        <rows id="cylinder" per="facility">
          <title>气瓶批次</title>
          <input id="shield-gas" symbol="AD_焊" kind="activity" unit="tCO2">
            <title>保护气CO2用量</title>
            <measured how="称量" every="batch" record="气瓶台账"/>
            <cross-check record="气体采购发票"/>
          </input>
        </rows>
        <figure id="welding" symbol="E_焊" unit="tCO2">
          <title>焊接保护气CO2排放</title>
          sum over facility, cylinder of AD_焊
        </figure>
        <check id="welding-small" severity="warning" row="activity" holds="E_焊 ≤ c_焊">
          <message>焊接排放{E_焊}偏大</message>
          <accept>与采购发票一致</accept>
        </check>
        <constant id="welding-limit" symbol="c_焊" unit="tCO2">1</constant>
      </source>
      <form id="welding-form">
        <title>附表：焊接</title>
        <column title="源类别"/>
        <column title="排放量" unit="tCO2"/>
        <line label="焊接保护气" figure="welding"/>
      </form>
    </part>
    """

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func library() -> MethodLibrary {
    var files = RuleFolder.read(root.appendingPathComponent("Methodologies").path).0.files
    files["\(method)/sources/welding.xml"] = Array(part.utf8)
    return MethodLibrary(RuleFiles(files))
  }

  static func calculation() throws -> Calculation {
    let text = """
      title 焊接
      method \(method)
      period 2024
      facility[F1]/cylinder[1]/AD_焊 = 1.25 tCO2
      facility[F1]/cylinder[2]/AD_焊 = 0.5 tCO2
      """
    let file = try #require(CaseFile.read(text, file: "welding.case").0)
    return try Calculation.run(file.filing, under: method, in: library()).get()
  }

  @Test func figureAndCheck() throws {
    let calculation = try Self.calculation()
    let figure = try #require(calculation.plan.named.first { $0.id == "welding" })
    #expect(calculation.evaluation.number(figure.node, 0) == Rational(decimal: "1.75"))
    let fired = calculation.findings.first { $0.code == "check.welding-small" }
    #expect(fired?.message(.chinese) == "焊接排放1.75 tCO2偏大")
  }

  @Test func columnToFillIn() throws {
    let plan = try #require(Self.library().compile(Self.method).plan)
    let period = try #require(Period(year: 2024))
    let sheet = FilingTemplate.files(for: plan, period: period).first { $0.name == "cylinder.csv" }
    #expect(sheet?.text.contains("AD_焊") == true)
    #expect(sheet?.text.contains("tCO2") == true)
  }

  @Test func linesOfReportAndChecklist() throws {
    let calculation = try Self.calculation()
    let page = TextRenderer.text(Documents.report(calculation, in: Self.library())[0].document)
    let list = TextRenderer.text(Documents.checklist(calculation, in: Self.library())[0].document)
    #expect(page.contains("附表：焊接"))
    #expect(page.contains("焊接保护气CO2排放"))
    #expect(list.contains("保护气CO2用量"))
    #expect(list.contains("气瓶台账"))
    #expect(list.contains("气体采购发票"))
    #expect(list.contains("与采购发票一致"))
  }
}
