import Accounting
import Diagnostics
import Exchange
import Quantities
import RulePlan
import Testing

/// What the lists of a filing say of each other.
@Suite struct ReferenceTests {
  private func codes(_ change: (inout Filing) -> Void) throws -> [String] {
    var filing = Filing(period: try #require(Period(year: 2024)))
    filing.meters = [Filing.Meter(id: "M1"), Filing.Meter(id: "M2")]
    filing.meters[1].subMeterOf = "M1"
    filing.evidence = [Filing.EvidenceItem(id: "E1")]
    filing.boundary = [
      Filing.BoundaryPart(id: "P", kind: .enterprise),
      Filing.BoundaryPart(id: "L", kind: .line, partOf: ["P"]),
    ]
    change(&filing)
    return FilingBinder.bind(filing, to: SmallPlan.plan, units: SmallPlan.units).2.map(\.code)
  }

  @Test func whatHoldsTogetherIsSilent() throws {
    #expect(try codes { _ in } == [])
    #expect(
      try codes { filing in
        filing.evidence[0].sha256 = String(repeating: "0aF9", count: 16)
        filing.samples = [Filing.Sample(id: "S", fields: [])]
        filing.samples[0].evidence = "E1"
        // A line of two boilers belongs to both; that is no circle.
        filing.boundary.append(Filing.BoundaryPart(id: "N", kind: .line, partOf: ["P", "L"]))
      } == [])
  }

  @Test func namesThatNothingBears() throws {
    let address = CellAddress(name: "S")
    #expect(
      try codes { filing in
        var record = Filing.DataRecord(at: address, record: "台账")
        record.evidence = ["E1", "E2"]
        record.meters = ["M3"]
        filing.records = [record]
      } == ["filing.reference", "filing.reference"])
    #expect(try codes { $0.meters[1].subMeterOf = "M9" } == ["filing.reference"])
    #expect(try codes { $0.boundary[1].partOf = ["Q"] } == ["filing.reference"])
    #expect(
      try codes { filing in
        filing.samples = [Filing.Sample(id: "S", fields: [])]
        filing.samples[0].evidence = "E9"
      } == ["filing.reference"])
    #expect(
      try codes { filing in
        var parameter = MonitoringPlan.Parameter(at: address)
        parameter.meters = ["M1", "M7"]
        filing.monitoringPlan.parameters = [parameter]
      } == ["filing.reference"])
  }

  @Test func namesBorneTwiceAndCircles() throws {
    #expect(try codes { $0.meters[1].id = "M1" }.contains("filing.identifier-twice"))
    #expect(
      try codes { $0.meters[0].subMeterOf = "M2" } == ["filing.circle", "filing.circle"])
    #expect(
      try codes { $0.boundary[0].partOf = ["L"] } == ["filing.circle", "filing.circle"])
  }

  @Test func hashes() throws {
    #expect(try codes { $0.evidence[0].sha256 = "abc" } == ["filing.hash"])
    #expect(
      try codes { $0.evidence[0].sha256 = String(repeating: "g", count: 64) } == ["filing.hash"])
  }

  @Test func stagesWithoutALine() {
    let files = [
      ("filing.csv", "项目,内容\n报告期,2024\n"),
      ("stages.csv", "阶段,作者,理由\n核查,甲,抄录有误\n"),
      ("cells.csv", "地址,值,修改\nS,1,1\nS,2,2\nS,3,甲\n"),
    ].map { FilingFile(name: $0.0, bytes: Array($0.1.utf8)) }
    let (filing, findings) = FilingFolder.read(
      files, plan: SmallPlan.plan, units: SmallPlan.units)
    #expect(findings.map(\.code) == ["filing.stage-number", "filing.stage-number"])
    #expect(filing?.stages.map(\.cells.count) == [1])
    #expect(filing?.stages.first?.stage == .verified)
  }

  @Test("A sample takes from its report what it does not state itself")
  func reportsOfSamples() throws {
    var filing = Filing(period: try #require(Period(year: 2024)))
    var report = Filing.EvidenceItem(id: "E1")
    report.report = "R-2024-7"
    report.accreditation = "CMA"
    report.issued = Day(year: 2024, month: 5, day: 6)
    filing.evidence = [report]
    let issued = try #require(Day(year: 2024, month: 6, day: 1))
    filing.samples = [Filing.Sample(id: "S1", fields: [Filing.Field("issued", .date(issued))])]
    filing.samples[0].evidence = "E1"
    let address = CellAddress(
      steps: [.init("facility", "A"), .init("fuel", "烟煤")], name: "C", facet: "sample")
    filing.cells = [Filing.Entry(address, Cell(.text("S1")))]
    let (dataset, _, findings) = FilingBinder.bind(
      filing, to: SmallPlan.plan, units: SmallPlan.units)
    #expect(findings == [])
    func column(_ field: String) throws -> Column.Values {
      let index = SmallPlan.plan.inputs.firstIndex { $0.facet == .evidence && $0.field == field }
      return dataset.columns[try #require(index)].values
    }
    guard case .texts(let texts) = try column("report"),
      case .dates(let days) = try column("issued")
    else {
      Issue.record("columns of other kinds")
      return
    }
    #expect(texts.first == "R-2024-7")
    #expect(days.first == issued)
  }
}
