import Quantities
import RulePlan
import Testing

@testable import Workflow

/// Who falls under which programme: numbers at the edges of what notices say.
@Suite struct ScopeTests {
  static let library = MethodLibrary(
    RunFindingTests.root.appendingPathComponent("Methodologies").path)
  static let programmes = Programme.all(in: library)

  private func programme(_ id: String) throws -> Programme {
    try #require(Self.programmes.first { $0.id == id })
  }

  private func year(
    _ year: Int, _ sector: String, emissions: String? = nil, direct: String? = nil,
    tce: String? = nil, remarks: [ScopeYear.Remark] = []
  ) -> ScopeYear {
    func size(_ text: String?, _ unit: String) -> ScopeYear.Size {
      .init(text.flatMap { Rational(decimal: $0) }, unit, remarks)
    }
    return ScopeYear(
      year: year, methodology: "sectors/\(sector)/x", sector: sector,
      emissions: size(emissions, "tCO2e"), direct: size(direct ?? emissions, "tCO2e"),
      energy: size(tce, "tce"))
  }

  private func decide(
    _ id: String, _ years: [ScopeYear], region: String? = "湖南省"
  ) throws -> [ScopeDecision] {
    ScopeDecision.all([try programme(id)], years, region: region)
  }

  /// “2.6万吨二氧化碳当量……及以上”: the number itself is in.
  @Test(arguments: [
    ("26000", ScopeDecision.Outcome.included), ("25999.99", .below), ("25999.9999999", .below),
    ("26000.01", .included), ("0", .below),
  ])
  func atTheEdge(_ tonnes: String, _ outcome: ScopeDecision.Outcome) throws {
    let decisions = try decide(
      "industries-2023",
      [
        year(2023, "iron-steel", emissions: tonnes, tce: "100")
      ])
    #expect(decisions.map(\.outcome) == [outcome])
  }

  /// The rule of 2016 as a newsletter quotes it: “2013至2015年中任意一年……一万吨标准煤以上（含）”.
  @Test(arguments: [
    (["9000", "10000", "8000"], ScopeDecision.Outcome.included),
    (["9999.99", "9999.99", "9999.99"], .below), (["10000", "0", "0"], .included),
    (["9000", "9000", "9999.9999"], .below),
  ])
  func anyOneOfThreeYears(_ tce: [String], _ outcome: ScopeDecision.Outcome) throws {
    let years = zip(2013...2015, tce).map { year($0, "cement", emissions: "1", tce: $1) }
    let decisions = try decide("national-start", years)
    #expect(decisions.map(\.outcome) == [outcome])
    #expect(decisions[0].years == [2013, 2014, 2015])
  }

  @Test func yearsWithoutDataLeaveItOpenUnlessOneYearIsEnough() throws {
    let below = try decide("national-start", [year(2013, "cement", emissions: "1", tce: "9000")])
    #expect(below.map(\.outcome) == [.undecided])
    #expect(below[0].gaps == [.years([2014, 2015])])
    let above = try decide("national-start", [year(2014, "cement", emissions: "1", tce: "12000")])
    #expect(above.map(\.outcome) == [.included])
    #expect(above[0].gaps == [.years([2013, 2015])])
    // Data of other years say nothing.
    let other = try decide("national-start", [year(2016, "cement", emissions: "1", tce: "12000")])
    #expect(other.map(\.outcome) == [.outside] && other.map(\.reason) == [.years])
  }

  @Test func eachYearDecidesForItself() throws {
    let decisions = try decide(
      "industries-2023",
      [
        year(2023, "paper", emissions: "30000", tce: "1"),
        year(2022, "paper", emissions: "20000", tce: "1"),
      ])
    #expect(decisions.map(\.years) == [[2022], [2023]])
    #expect(decisions.map(\.outcome) == [.below, .included])
  }

  /// “综合能源消费量约1万吨标准煤” stands in brackets: by itself it decides nothing.
  @Test func aboutDecidesNothing() throws {
    let decisions = try decide(
      "industries-2023",
      [
        year(2023, "paper", emissions: "20000", tce: "10000")
      ])
    #expect(decisions.map(\.outcome) == [.undecided])
    #expect(decisions[0].gaps == [.approximate])
  }

  @Test func directEmissionsAreComparedWhereTheNoticeSaysSo() throws {
    let decisions = try decide(
      "national-market-2025",
      [
        year(2024, "aluminium", emissions: "90000", direct: "25999", tce: "1"),
        year(2025, "aluminium", emissions: "90000", direct: "26000", tce: "1"),
      ])
    #expect(decisions.map(\.outcome) == [.below, .included])
  }

  @Test func regionsAndSectors() throws {
    let ceramics = [year(2016, "ceramics", emissions: "26000", tce: "1")]
    // 陶瓷 is one of nine industries in Fujian, of none in the nation's eight as far as seen.
    #expect(try decide("fujian-2018", ceramics, region: "福建省").map(\.outcome) == [.included])
    #expect(try decide("fujian-2018", ceramics, region: "泉州市").map(\.reason) == [.region])
    let open = try decide("fujian-2018", ceramics, region: nil)
    #expect(open.map(\.outcome) == [.undecided] && open[0].gaps.contains(.region))
    let nation = try decide("national-2018", ceramics)
    #expect(nation.map(\.outcome) == [.undecided])
    #expect(nation[0].gaps.contains(.sector("ceramics")))
    // 广东省内（深圳市除外）
    let plant = [year(2016, "cement", emissions: "30000", tce: "1")]
    let id = "guangdong-national-2018"
    #expect(try decide(id, plant, region: "广东省佛山市").map(\.outcome) == [.included])
    #expect(try decide(id, plant, region: "广东省深圳市").map(\.reason) == [.region])
    let mine = [year(2016, "coal-mining", emissions: "900000", tce: "90000")]
    #expect(try decide("national-2018", mine).map(\.reason) == [.sector])
  }

  @Test func aPartOfAYearIsALowerBound() throws {
    let part: [ScopeYear.Remark] = [.months(4)]
    let low = try decide(
      "power-2023",
      [
        year(2022, "power", emissions: "25000", tce: "1", remarks: part)
      ])
    #expect(low.map(\.outcome) == [.undecided] && low[0].gaps == [.number(2022)])
    let high = try decide(
      "power-2023",
      [
        year(2022, "power", emissions: "26000", tce: "1", remarks: part)
      ])
    #expect(high.map(\.outcome) == [.included])
  }

  @Test func moreGasesThanTheRuleCountsLeaveItOpen() throws {
    let gases: [ScopeYear.Remark] = [.otherGases]
    let years = [year(2024, "paper", emissions: "10000", tce: "4999.99", remarks: gases)]
    let open = try decide("guangdong-market-2024", years, region: "广东省")
    #expect(open.map(\.outcome) == [.undecided])
    // Either of two sizes is enough: 5,000 tce.
    let energy = [year(2024, "paper", emissions: "9999.99", tce: "5000", remarks: gases)]
    let included = try decide("guangdong-market-2024", energy, region: "广东省")
    #expect(included.map(\.outcome) == [.included])
  }

  /// As `regimes/national-ets.xml` has them by hand: 111号 for data of 2021, 332号 for 2022 and
  /// 2023, and its supplementary tables from 2023 on.
  @Test(arguments: [
    ("cement", 2020, [] as [String]), ("cement", 2021, ["环办气候函〔2022〕111号"]),
    ("cement", 2022, ["环办气候函〔2023〕332号"]),
    ("cement", 2023, ["环办气候函〔2023〕332号", "环办气候函〔2023〕332号"]),
    ("petrochemicals", 2024, ["环办气候函〔2023〕332号"]), ("iron-steel", 2024, []),
    ("other-industries", 2023, []),
  ])
  func gapsByYearAndSector(_ sector: String, _ year: Int, _ notices: [String]) throws {
    let period = try #require(Period(year: year))
    let gaps = Regimes(Self.library).gaps(sector: sector, period: period)
    #expect(gaps.map(\.notice) == notices)
    #expect(gaps.allSatisfy { !$0.text.isEmpty })
  }

  @Test func everyGapNamesSectorsThatAreThere() {
    let gaps = Regimes(Self.library).gaps
    let known = Set(Self.library.methodologies.map { Regimes.sector(of: $0) })
    #expect(gaps.count >= 12)
    for gap in gaps {
      #expect(!gap.sectors.isEmpty && Set(gap.sectors).subtracting(known) == [], "\(gap)")
      #expect(gap.from != nil && gap.notice?.isEmpty == false, "\(gap)")
    }
  }

  @Test func everyRuleSaysWhereItWasSeen() {
    #expect(Self.programmes.count >= 12)
    #expect(Set(Self.programmes.map(\.id)).count == Self.programmes.count)
    let known = Set(Self.library.methodologies.map { Regimes.sector(of: $0) })
    for programme in Self.programmes {
      #expect(programme.citation.source?.isEmpty == false, "\(programme.id)")
      #expect(!programme.criteria.isEmpty && programme.notice.number != nil, "\(programme.id)")
      #expect(programme.criteria.allSatisfy { !$0.text.isEmpty && $0.amount > .zero })
      let named = (programme.sectors ?? []).union(programme.partly)
      #expect(named.subtracting(known) == [], "\(programme.id): sectors that no folder has")
    }
  }
}
