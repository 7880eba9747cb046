import Accounting
import Diagnostics
import Quantities
import Testing
import Verification

/// Laboratory reports as they were forged in 2022, and as they should be.
@Suite struct LaboratoryTests {
  /// A filing with a sample a month from January on: number and days of receipt and report.
  private func filing(
    _ reports: [(number: String, received: String, issued: String)],
    months: [String]? = nil
  ) throws -> Filing {
    var filing = Filing(period: try #require(Period("2023")))
    for (index, report) in reports.enumerated() {
      let id = "S\(index + 1)"
      let month = months?[index] ?? "2023-0\(index + 1)"
      filing.samples.append(
        Filing.Sample(
          id: id,
          fields: [
            .init("report", .text(report.number)), .init("laboratory", .text("某检测")),
            .init("received", .date(try #require(Day(report.received)))),
            .init("issued", .date(try #require(Day(report.issued)))),
          ]))
      filing.cells.append(
        Filing.Entry(
          CellAddress(
            steps: [.init("unit", "1")], period: month, name: "C", facet: "sample"),
          Cell(.text(id))))
    }
    return filing
  }

  private func codes(_ filing: Filing) -> [String] {
    LaboratoryChecks.findings(filing).map(\.code)
  }

  private static let sound = [
    (number: "A-11", received: "2023-02-03", issued: "2023-02-10"),
    (number: "A-37", received: "2023-03-02", issued: "2023-03-09"),
    (number: "A-52", received: "2023-04-04", issued: "2023-04-12"),
  ]

  @Test func soundReportsLeaveNothing() throws {
    #expect(codes(try filing(Self.sound)) == [])
    #expect(codes(Filing(period: try #require(Period("2023")))) == [])
  }

  @Test func datesInTheWrongOrder() throws {
    var reports = Self.sound
    reports[1].issued = "2023-03-01"
    #expect(codes(try filing(reports)) == ["laboratory.dates"])
    reports[1].issued = reports[1].received
    #expect(codes(try filing(reports)) == [], "one day for both is possible")
  }

  @Test func oneNumberForTwoMonths() throws {
    var reports = Self.sound
    reports[1].number = "A-11"
    #expect(codes(try filing(reports)) == ["laboratory.repeated-number"])
  }

  @Test func oneBatchAndMonthlyReports() throws {
    var reports = Self.sound
    for index in reports.indices { reports[index].number = "A-\(11 + index)" }
    #expect(codes(try filing(reports)) == ["laboratory.consecutive-numbers"])
    // Three samples of one month are one delivery.
    let month = [String](repeating: "2023-01", count: 3)
    #expect(codes(try filing(reports, months: month)) == [])
    for index in reports.indices { reports[index].number = "A-\(11 + 2 * index)" }
    #expect(codes(try filing(reports)) == [])
  }

  @Test func allMonthsReceivedOnOneDay() throws {
    var reports = Self.sound
    for index in reports.indices { reports[index].received = "2023-02-03" }
    let filing = try filing(reports)
    #expect(codes(filing) == ["laboratory.same-day"])
    #expect(LaboratoryChecks.findings(filing)[0].arguments["count"] == "3")
  }

  @Test func oneFileForTwoDocuments() throws {
    var filing = Filing(period: try #require(Period("2023")))
    for id in ["D1", "D2"] {
      var item = Filing.EvidenceItem(id: id)
      item.report = "R-\(id)"
      item.sha256 = String(repeating: "a", count: 64)
      filing.evidence.append(item)
    }
    #expect(codes(filing) == ["laboratory.same-file"])
    filing.evidence[1].sha256 = String(repeating: "b", count: 64)
    #expect(codes(filing) == [])
  }

  @Test func whatTheSampleLeavesOutStandsInItsDocument() throws {
    var filing = try filing(Self.sound)
    var item = Filing.EvidenceItem(id: "D1")
    item.tested = Day("2023-02-01")
    filing.evidence = [item]
    filing.samples[0].evidence = "D1"
    #expect(codes(filing) == ["laboratory.dates"])
  }
}
