import Accounting
import Diagnostics
import Foundation
import Quantities
import RuleLanguage
import Testing

@testable import Workflow

/// The evidence of a month: clocks, what belongs to it, the lock.
@Suite struct MonthTests {
  private func month(_ text: String) throws -> YearMonth { try #require(YearMonth(text)) }

  private func clocks(_ month: String, region: String? = nil, sector: String = "power") throws
    -> RegimeClocks
  {
    RegimeClocks(
      SampleDocumentTests.library, sector: sector, month: try self.month(month), region: region)
  }

  // Forty natural days after 28 February 2023: 31 days of March and nine of April.
  @Test(arguments: [
    ("2023-02", "2023-04-09"), ("2022-04", "2022-06-09"), ("2023-12", "2024-02-09"),
    ("2024-01", "2024-03-11"),
  ]) func theTermIsFortyNaturalDays(_ month: String, _ day: String) throws {
    let own = try #require(try clocks(month).own)
    #expect(own.deadline(try self.month(month)).description == day)
    #expect(own.region == nil)
  }

  @Test func theTermBeginsWithItsNotice() throws {
    #expect(try clocks("2022-03").clocks.isEmpty)
    #expect(try clocks("2022-03").items.isEmpty)
  }

  @Test func aRegionsShorterTermGoesFirst() throws {
    let local = try clocks("2023-02", region: "示例市")
    #expect(local.clocks.map(\.days) == [20, 25, 40, 40])
    #expect(local.own?.days == 20)
    #expect(try clocks("2023-02", region: "浙江省").clocks.map(\.days) == [40])
  }

  @Test(arguments: [
    ("广东省广州市", "广东省", true), ("广东", "广东省", true), ("北京市", "北京市", true),
    ("北京", "北京市", true), ("河北省", "北京市", false),
  ]) func regionsAreNamedInSeveralWays(_ region: String, _ place: String, _ lies: Bool) {
    #expect(RegimeClocks.lies(region, in: place) == lies)
    #expect(!RegimeClocks.lies(nil, in: place))
  }

  @Test func thePackageOfPowerHasTheThreeParts() throws {
    let items = try clocks("2023-02").items
    #expect(items.contains { $0.proof == "laboratory" && $0.concepts.contains("coal-carbon") })
    #expect(items.contains { $0.concepts.contains("purchased-power-used") })
    #expect(items.contains { $0.values.contains("load-factor") })
    #expect(try clocks("2023-02", sector: "cement").items.isEmpty)
  }

  // MARK: the lock

  private func filing(_ text: String) throws -> Filing {
    let (file, findings) = CaseFile.read("title a\nmethod b\nperiod 2023\n" + text, file: "a.case")
    #expect(findings.isEmpty)
    return try #require(file?.filing)
  }

  @Test func theHashIsOfTheMonthAlone() throws {
    let month = try self.month("2023-02")
    let base = try filing("unit[1]/2023-02/FC = 10 t\nunit[1]/2023-03/FC = 20 t\n")
    let other = try filing("unit[1]/2023-03/FC = 21 t\nunit[1]/2023-02/FC = 10 t\n")
    let changed = try filing("unit[1]/2023-02/FC = 10.0 t\nunit[1]/2023-03/FC = 20 t\n")
    let hash = MonthStates.hash(base, month)
    #expect(hash == MonthStates.hash(other, month), "another month and another order")
    #expect(hash != MonthStates.hash(changed, month), "written decimals are data")
    #expect(hash.count == 64)
  }

  @Test func aMonthIsLockedUntilItIsReturned() throws {
    let month = try self.month("2023-02")
    var states = MonthStates()
    #expect(!states.isLocked(month))
    let day = try #require(Day("2023-03-20"))
    func event(_ action: MonthStates.Action) -> MonthStates.Event {
      .init(
        month: "2023-02", action: action, on: day, by: "a", reason: "b",
        sha256: String(repeating: "0", count: 64))
    }
    for (action, isLocked) in [
      (MonthStates.Action.submitted, true), (.returned, false), (.supplemented, true),
    ] {
      states.events.append(event(action))
      #expect(states.isLocked(month) == isLocked)
    }
    #expect(!states.isLocked(month.next))
  }

  @Test func eventsAreReadAsTheyAreWritten() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-month-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = MonthStates.path(beside: folder.path)
    #expect(path == folder.path + "/months.json")
    #expect(MonthStates.path(beside: "a/b.json") == "a/b.json.months.json")
    var states = MonthStates()
    states.events = [
      .init(
        month: "2023-02", action: .returned, on: try #require(Day("2023-03-20")), by: "市局",
        reason: "“数”\n不符", sha256: String(repeating: "a", count: 64))
    ]
    try Data(states.json.text(linesTo: 2).utf8).write(to: URL(fileURLWithPath: path))
    #expect(MonthStates.read(path).0 == states)
    let faulty = "{\"months\":[{\"month\":\"2023-13\",\"action\":\"submitted\"}]}"
    try Data(faulty.utf8).write(to: URL(fileURLWithPath: path))
    #expect(MonthStates.read(path).1.map(\.code) == ["month.event"])
  }
}
