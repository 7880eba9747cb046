import Accounting
import Diagnostics
import Foundation
import Quantities
import RuleLanguage
import Testing

@testable import Workflow

/// What programmes accept, by year and day.
@Suite struct OffsetTests {
  private static let library = MethodLibrary(
    RegistryDesk.repository.appendingPathComponent("Methodologies").path)
  private static let rules = OffsetRules(library)

  private func check(
    _ programme: String, _ year: Int, _ day: String, cutoff: String? = nil
  ) throws -> OffsetCheck {
    OffsetCheck(
      Self.rules, programme: try #require(Self.rules.programme(programme)), year: year,
      day: try #require(Day(day)), cutoff: cutoff.flatMap { Day($0) })
  }

  private func credit(
    type credit: String = "CCER", region: String? = "湖北省恩施州巴东县", areas: String? = nil,
    kind: String? = "农村户用沼气", _ from: String, _ through: String
  ) -> OffsetCredit {
    var made = OffsetCredit(
      id: "L", credit: credit, vintage: Day(from)?.year ?? 0,
      quantity: CreditQuantity(grams: 1_000_000))
    made.region = region
    made.areas = areas
    made.kind = kind
    made.from = Day(from)
    made.through = Day(through)
    return made
  }

  @Test func theLibraryIsInOrder() {
    #expect(Self.rules.findings == [])
    #expect(Self.rules.versions.count >= 10)
    for version in Self.rules.versions {
      #expect(version.citation.source?.isEmpty == false, "\(version.id)")
      #expect(version.limits.allSatisfy { $0.citation.source != nil }, "\(version.id)")
    }
    // No cap is assumed where none was seen: it is said.
    let open = Self.rules.versions.filter { $0.limits.isEmpty }
    #expect(open.contains { $0.id == "guangdong-2016-phcer" })
    #expect(open.allSatisfy { version in version.holes.contains { $0.id == "limit" } })
  }

  /// Hubei changed crediting period and region seven days before its cut-off.
  ///
  /// - Source: 国家碳交易试点地区2016年度履约情况专题报道, 和碳视角, 2017-08-01. The cut-off itself
  ///   was not seen; 30 June is invented here.
  @Test(arguments: [
    // Generated in 2014: too early for the first version, fine for the second.
    ("2014-01-01", "2014-06-30", "hubei-city-cluster-poor-counties", "refused", "eligible"),
    // Generated in 2015 in a contiguous poor area outside the city cluster: the other way round.
    ("2015-06-01", "2015-06-30", "湖北省连片特困地区", "eligible", "refused"),
    (
      "2015-01-01", "2015-12-31", "湖北省连片特困地区；hubei-city-cluster-poor-counties", "eligible",
      "eligible"
    ),
    ("2012-12-31", "2015-12-31", "hubei-city-cluster-poor-counties", "refused", "refused"),
    ("2013-01-01", "2015-12-31", "hubei-city-cluster-poor-counties", "refused", "eligible"),
    ("2015-01-01", "2016-01-01", "湖北省连片特困地区", "refused", "refused"),
  ])
  func hubeiChangedItsRules(
    from: String, through: String, areas: String, before: String, after: String
  ) throws {
    let lot = credit(areas: areas, from, through)
    for (day, outcome) in [("2017-06-22", before), ("2017-06-23", after), ("2017-06-30", after)] {
      let line = try check("湖北", 2016, day, cutoff: "2017-06-30").line(lot)
      #expect(line.outcome.rawValue == outcome, "\(day): \(line.judgements)")
      #expect(line.judgements.count == 1)
    }
    // Without the cut-off nobody knows which version holds: only where both agree it is decided.
    let open = try check("hubei", 2016, "2017-06-22").line(lot)
    #expect(open.judgements.count == 2)
    #expect(open.outcome.rawValue == (before == after ? before : "undecided"))
    #expect(
      try check("hubei", 2016, "2017-07-01", cutoff: "2017-06-30").line(lot).outcome == .refused)
  }

  @Test func whatIsNotStatedIsNotGuessed() throws {
    let day = "2017-06-01"
    func outcome(_ lot: OffsetCredit) throws -> OffsetCheck.Outcome {
      try check("hubei", 2016, day, cutoff: "2017-06-30").line(lot).outcome
    }
    #expect(try outcome(credit("2015-01-01", "2015-12-31")) == .undecided)
    #expect(try outcome(credit(region: "湖南省", "2015-01-01", "2015-12-31")) == .refused)
    #expect(
      try outcome(credit(areas: "别的片区", "2015-01-01", "2015-12-31")) == .refused)
    var year = credit(areas: "湖北省连片特困地区", "2015-01-01", "2015-12-31")
    (year.from, year.through) = (nil, nil)
    #expect(try outcome(year) == .eligible, "the whole year of the vintage fits")
    #expect(try outcome(credit(type: "BCER", "2015-01-01", "2015-12-31")) == .undecided)
    #expect(try outcome(credit(type: "PHCER", "2015-01-01", "2015-12-31")) == .undecided)
    let unknown = try check("guangdong", 2016, "2017-06-15").line(
      credit(region: "广东省", kind: "别的", "2015-01-01", "2015-12-31"))
    #expect(unknown.outcome == .undecided)
    // The market did not exist yet; that no rule was seen is no permission and no ban.
    #expect(
      try check("national", 2016, day).line(credit("2015-01-01", "2015-12-31")).outcome
        == .undecided)
  }

  @Test(arguments: [
    ("广东省湛江市", "风力发电", "conditional"), ("广东省深圳市", "太阳能发电", "conditional"),
    ("云南省大理州", "水电", "refused"), ("湖北省", "风电", "refused"), ("北京市", "风电", "refused"),
    ("四川省", "fossil-use", "refused"), ("四川省", "林业碳汇", "conditional"),
  ])
  func guangdong2016(region: String, kind: String, outcome: String) throws {
    let lot = credit(region: region, kind: kind, "2015-01-01", "2015-12-31")
    let line = try check("guangdong", 2016, "2017-06-15").line(lot)
    #expect(line.outcome.rawValue == outcome)
    // The notice is of 9 January 2017.
    #expect(try check("guangdong", 2016, "2017-01-08").line(lot).outcome == .refused)
    #expect(try check("guangdong", 2015, "2017-06-15").line(lot).outcome == .undecided)
  }

  /// Kinds and places together: one case of several has to hold.
  @Test(arguments: [
    ("新疆", "风电", "eligible"), ("广东省梅州市", "solar", "eligible"), ("广东省广州市", "风电", "refused"),
    ("深圳市", "生物质发电", "eligible"), ("新疆", "生物质发电", "refused"), ("黑龙江省", "林业碳汇", "eligible"),
    ("黑龙江省", "水电", "refused"),
  ])
  func shenzhen2015(region: String, kind: String, outcome: String) throws {
    let line = try check("深圳", 2015, "2016-06-01").line(
      credit(region: region, kind: kind, "2015-01-01", "2015-12-31"))
    #expect(line.outcome.rawValue == outcome)
  }

  /// A tenth of 1,000,000 t is 100,000 t; 303,641 t are 203,641 t too much. At 70 % from the
  /// province, 303,641 t go with at most 303,641 × 30 / 70 = 130,131.8… t from elsewhere.
  @Test func limitsAndGaps() throws {
    let desk = try RegistryDesk()
    let words = [
      "offsets", "P", "--programme", "guangdong", "--year", "2016", "--date", "2017-06-15",
    ]
    let run = desk.run(words + ["--emissions", "1000000"])
    #expect(run.code == .findings)
    #expect(run.out.contains("最多 100000 t，已用 0 t，还可用 100000 t；可用的有 303641 t，多出 203641 t"))
    #expect(run.out.contains("其他最多用 130131 t"))
    #expect(run.out.contains("没有见到上限，未核对：没有见到2016年度碳普惠减排量的抵消上限"))
    #expect(run.out.contains("可用 239197 t；须由人核对 303641 t；不可用 6500 t"))
    let open = desk.run(words + ["--lang", "en"]).out
    #expect(open.contains("10%, not checked: state the tonnes with --emissions"))
    #expect(open.contains("no limit known, not checked: "))
    let json = desk.run(words + ["--emissions", "1000000", "--json"]).out
    #expect(json.contains(#""most":"100000""#) && json.contains(#""excess":"203641""#))
    #expect(json.contains(#""noLimitKnown":"#))
    _ = desk.run(
      "registry", "use", "P", "GZ-2-2015", "--quantity", "60000", "--programme", "guangdong",
      "--year", "2016", "--day", "2017-06-10", "--emissions", "1000000")
    let later = desk.run(words + ["--emissions", "1000000"]).out
    #expect(later.contains("已用 60000 t，还可用 40000 t；可用的有 243641 t，多出 203641 t"))
    let other = desk.run(words + ["--holder", "别人"])
    #expect(other.code == .clean && other.out.contains("没有可判断的减排量"))
  }

  @Test func whichCreditsBecameUseless() throws {
    let desk = try RegistryDesk()
    let words = [
      "offsets", "P", "--programme", "hubei", "--year", "2016", "--cutoff", "2017-06-30", "--date",
      "2017-06-01", "--against", "2017-06-28",
    ]
    let run = desk.run(words)
    #expect(run.code == .clean)
    #expect(run.out.split(separator: "\n").count == 4)
    func cells(_ lot: String) -> [Substring] {
      (run.lines(lot).first ?? "").split(separator: " ", omittingEmptySubsequences: true)
    }
    #expect(cells("HB-1-2015").prefix(4) == ["HB-1-2015", "2000", "可用", "不可用"], "\(run.out)")
    #expect(cells("HB-2-2014").prefix(4) == ["HB-2-2014", "3000", "不可用", "可用"], "\(run.out)")
    #expect(desk.run(words + ["--json"]).out.contains(#""before":"refused","after":"eligible""#))
  }

  @Test func aTableIsEnough() throws {
    let desk = try RegistryDesk(filled: false)
    try desk.write(
      "批号,种类,年份,数量(tCO2e),地区,类型\nA,国家核证自愿减排量,2015,100,广东省,风电\nB,CCER,2015,50,云南省,水电\n",
      "credits.csv")
    let words = ["--programme", "广东", "--year", "2016", "--date", "2017-06-15"]
    let run = desk.run(["offsets", "/credits.csv"] + words)
    #expect(run.code == .findings)
    #expect(run.lines("A").first?.contains("须由人核对") == true)
    #expect(run.lines("B").first?.contains("不可用") == true)
    try desk.write("批号,种类\nA,CCER\n", "credits.csv")
    let wrong = desk.run(["offsets", "/credits.csv"] + words)
    #expect(wrong.code == .findings && wrong.note.contains("registry.column-missing"))
    #expect(desk.run(["offsets", "/none.csv"] + words).code == .usage)
    #expect(desk.run("offsets", "/credits.csv").code == .usage)
    #expect(desk.run("offsets", "P", "--programme", "月球", "--year", "2016").code == .usage)
    #expect(desk.run("offsets", "P", "--programme", "广东", "--year", "x").code == .usage)
  }

  @Test func rulesAreListed() throws {
    let desk = try RegistryDesk(filled: false)
    let hubei = desk.run("offsets", "--programme", "湖北", "--year", "2016").out
    #expect(hubei.contains("截止日前 7 天之前") && hubei.contains("截止日前 7 天起"))
    #expect(hubei.contains("2013年1月1日至2015年12月31日"))
    #expect(!hubei.contains("guangdong"))
    let all = desk.run("offsets", "--lang", "en").out
    #expect(all.contains("1500000 t for everybody together"))
    #expect(all.contains("secondary") && all.contains("recalled"))
    #expect(desk.run("offsets", "--json").out.contains(#""id":"guangdong-2016-phcer""#))
  }

  /// A restriction that is misspelt must not be one restriction less.
  @Test(arguments: [
    "<require id='x' regoin='广东省'/><hole id='limit'>-</hole>", "<requires id='x'/>",
    "<require id='x' kind='nonsense'/><hole id='limit'>-</hole>",
    "<require id='x' region='广东省' kind='hydro'/><hole id='limit'>-</hole>",
    "<require id='x' generated-from='2013'/><hole id='limit'>-</hole>",
    "<require id='x' region=''/><hole id='limit'>-</hole>", "",
    "<limit id='x' share='10%'/>", "<limit id='x' share='ten' of='emissions'/>",
    "<limit id='x' share='10%' of='programme'/>", "<at-least id='x' share='70%'/>",
    "<limit id='x' amount='1' of='emissions'/>", "<either id='x'/><hole id='limit'>-</hole>",
  ])
  func rulesThatAreNotUnderstoodDecideNothing(_ inside: String) {
    let text = """
      <regime language="1" id="t"><title>t</title>
      <credit id="CCER" title="x"/><kind id="hydro" title="y"/><programme id="p" title="p"/>
      <offset id="o" programme="p" credits="CCER" years="2016">\(inside)</offset></regime>
      """
    var files = ["regimes/t.xml": Array(text.utf8)]
    let rules = OffsetRules(MethodLibrary(RuleFiles(files)))
    #expect(rules.findings.map(\.code).contains("offsets.rule-form"), "\(inside)")
    // The nearest one that is in order.
    let good = text.replacingOccurrences(
      of: inside + "</offset>", with: "<hole id='limit'>-</hole></offset>")
    files["regimes/t.xml"] = Array(good.utf8)
    let found = OffsetRules(MethodLibrary(RuleFiles(files)))
    #expect(found.findings == [] && found.versions.count == 1)
  }
}
