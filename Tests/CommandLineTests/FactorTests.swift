import Foundation
import Testing

/// `mrv show factors` and `mrv scope`, as people run them.
struct FactorTests {
  private func rows(_ words: String...) throws -> [[String: Any]] {
    let run = try Product.run(["show", "factors"] + words + ["--json"])
    #expect(run.code == 0, "\(run.note)")
    let json = try JSONSerialization.jsonObject(with: Data(run.out.utf8))
    return try #require(json as? [[String: Any]])
  }

  private func values(_ row: [String: Any]) -> [String] {
    (row["values"] as? [[String: String]] ?? []).compactMap { $0["value"] }
  }

  /// 环办气候函〔2023〕43号: 0.5703 from 2023-02-07, until the announcement of 2024-04.
  @Test func whatIsSupersededSaysByWhat() throws {
    let row = try #require(
      try rows("annual-report").first {
        $0["file"] as? String == "factors/electricity-national.xml" && values($0) == ["0.5703"]
      })
    #expect(row["from"] as? String == "2023-02-07" && row["to"] as? String == "2024-03-31")
    let next = try #require(row["supersededBy"] as? [String: Any])
    #expect(next["from"] as? String == "2024-04" && values(next) == ["0.5568"])
    #expect(row["evidence"] as? String == "secondary" && row["datedBy"] as? String == "filing-date")
    let users = try #require(row["usedBy"] as? [String])
    #expect(
      users.contains("sectors/other-industries/2015") && !users.contains("sectors/grid/ndrc-2013"))
    let text = try Product.run("show", "factors", "annual-report")
    #expect(text.out.contains("2024-04 起被替代：0.5568 tCO2/MWh"))
    let english = try Product.run("show", "factors", "annual-report", "--lang", "en")
    #expect(english.out.contains("superseded from 2024-04 by 0.5568 tCO2/MWh"))
    // 0.5703 of the supplementary forms has ended, and nothing came in its place.
    let ended = try Product.run("show", "factors", "supplementary-form")
    #expect(ended.out.contains("2024-03-31 之后不再有效"))
  }

  @Test func placeAndYear() throws {
    let rows = try rows("电力", "广东省", "2022")
    let found = rows.map { "\($0["table"] ?? "") \(values($0).joined(separator: " "))" }
    // The province and, by the region of its grid, the region; the year's column alone.
    #expect(found.contains("electricity-provincial 0.4403"))
    #expect(found.contains("electricity-regional-later 0.3869"))
    #expect(!found.contains { $0.contains("0.5149") })
    let old = try Product.run("show", "factors", "electricity-provincial", "广东", "2021")
    #expect(old.out.contains("0.4715") && old.out.contains("同表有更新的年份：2023年 0.4419"))
  }

  @Test func fuelsOfAllTablesStayApart() throws {
    let rows = try rows("烟煤", "单位热值含碳量")
    let tables = Set(rows.compactMap { $0["table"] as? String })
    #expect(tables.isSuperset(of: ["fuels-metals-2013", "fuels-coal-2014", "fuels-gb"]))
    // 26.18 of steel and aluminium, 26.10 of coal mining: cell by cell from the tables.
    let metals = try #require(rows.first { $0["table"] as? String == "fuels-metals-2013" })
    #expect(values(metals) == ["26.18"])
    #expect((metals["usedBy"] as? [String])?.contains("sectors/aluminium/ndrc-2013") == true)
    #expect(metals["keys"] as? [String] == ["烟煤"])
    let coal = try #require(rows.first { $0["table"] as? String == "fuels-coal-2014" })
    #expect(values(coal) == ["26.10"])
  }

  @Test func gasesAndConstants() throws {
    let rows = try rows("SF6")
    let sets = rows.filter { ($0["file"] as? String)?.hasPrefix("gwp/") == true }
    let found = Set(sets.map { "\($0["table"] ?? "") \(values($0).joined())" })
    #expect(found == ["ar4 22800", "ar5 23500", "ar6 25184", "sar 23900"])
    let sar = try #require(sets.first { $0["table"] as? String == "sar" })
    #expect((sar["usedBy"] as? [String])?.contains("sectors/grid/ndrc-2013") == true)
    // 83.74 kJ/kg: water of 20 °C, a constant of the module of purchased heat.
    let water = try self.rows("20 ℃水的热焓")
    #expect(water.map(values) == [["83.74"]])
    #expect((water[0]["usedBy"] as? [String])?.contains("sectors/paper/ndrc-2015") == true)
  }

  @Test func nothingFound() throws {
    let run = try Product.run("show", "factors", "没有这种燃料")
    #expect(run.code == 1 && run.note.contains("没有这种燃料"))
    let both = try Product.run("show", "factors", "烟煤", "没有这一年", "--lang", "en")
    #expect(both.code == 1 && both.note.contains("“烟煤” and “没有这一年”"))
    #expect(try Product.run("show", "factors").out.contains("electricity-national"))
  }
}

/// `mrv scope` over sample filings.
struct ScopeCommandTests {
  private static let samples = Product.repository.appendingPathComponent("SampleData").path

  @Test func anEnterpriseOfTheMarket() throws {
    let run = try Product.run("scope", Self.samples + "/cement/2024", "--json")
    #expect(run.code == 0, "\(run.note)")
    let object = try Product.object(run)
    let programmes = try #require(object["programmes"] as? [[String: Any]])
    let included = programmes.filter { $0["outcome"] as? String == "included" }
    #expect(
      Set(included.compactMap { $0["id"] as? String })
        == ["industries-2023", "national-market-2025"])
    let editions = try #require(object["editions"] as? [[String: Any]])
    #expect(
      Set(editions.compactMap { $0["purpose"] as? String }) == ["annual-report", "monthly-filing"])
    #expect(editions.allSatisfy { $0["edition"] as? String == "sectors/cement/cets-2024" })
  }

  /// Of the notices on cement, the grid factor of the tables from 2023 on was not read; of other
  /// industries nothing is missing.
  @Test func whatNobodyHasReadIsTold() throws {
    let path = Self.samples + "/cement/2024"
    let gaps = try #require(
      try Product.object(try Product.run("scope", path, "--json"))["gaps"] as? [[String: Any]])
    #expect(gaps.map { $0["notice"] as? String } == ["环办气候函〔2023〕332号"])
    #expect(gaps.map { $0["from"] as? String } == ["2023-01"])
    let text = try Product.run("scope", path).out
    #expect(text.contains("通知里还没读到") && text.contains("电网因子"))
    let other = try Product.run("scope", Self.samples + "/other-industries")
    #expect(!other.out.contains("还没读到"))
  }

  /// What another enterprise emits decides nothing.
  @Test func anotherEnterpriseIsLeftOut() throws {
    let own = Self.samples + "/cement/2024"
    let alone = try Product.object(try Product.run("scope", own, "--json"))
    let run = try Product.run("scope", own, Self.samples + "/other-industries-2025", "--json")
    #expect(run.code == 3)
    let both = try Product.object(run)
    let codes = (both["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
    #expect(codes == ["scope.other-enterprise"])
    for part in ["programmes", "editions"] {
      let (one, two) = (alone[part] as? NSArray, both[part] as? NSArray)
      #expect(one != nil && one == two, "\(part)")
    }
  }

  /// 年综合能源消费总量2000吨标准煤（含）以上, as the enterprise itself states it.
  @Test func statedEnergyGoesFirst() throws {
    let text = """
      title 一年
      method sectors/other-industries/2015
      period 2017
      filing date 2018-03-01
      filing region 北京市
      filing 综合能源消费量 2000 tce
      facility[F1]/fuel[烟煤]/FC = 100 t
      """
    let folder = try TemporaryFolder()
    let file = try folder.write(text, "a.case")
    let run = try Product.run("scope", file, "--json")
    let object = try Product.object(run)
    let programmes = try #require(object["programmes"] as? [[String: Any]])
    let beijing = programmes.first { $0["id"] as? String == "beijing-report-2017" }
    #expect(beijing?["outcome"] as? String == "included", "\(run.out)\(run.note)")
    let odd = try folder.write(text.replacing("2000 tce", with: "0.2 万tce"), "b.case")
    #expect(try Product.run("scope", odd).out.contains("“0.2 万tce”读不出来"))
  }

  /// A filing may name its methodology by a folder alone.
  @Test func editionsOfAShortName() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "title 一年\nmethod other-industries\nperiod 2017\nfacility[F1]/fuel[烟煤]/FC = 1 t\n", "a.case")
    let object = try Product.object(try Product.run("scope", file, "--json"))
    let editions = try #require(object["editions"] as? [[String: Any]])
    #expect(editions.map { $0["edition"] as? String } == ["sectors/other-industries/2015"])
  }

  @Test func oneFilingAYear() throws {
    let path = Self.samples + "/other-industries"
    let twice = try Product.run("scope", path, path)
    #expect(twice.code == 3 && twice.out.contains("scope.same-year"))
    let years = try Product.run(
      "scope", path, Self.samples + "/other-industries-2025", "--lang", "en")
    #expect(years.code == 0 && years.out.contains("2025"))
    let other = try Product.run("scope", path, Self.samples + "/coking")
    #expect(other.out.contains("scope.other-enterprise"))
    let folder = try TemporaryFolder()
    let long = try folder.write(
      "title 跨年\nmethod sectors/other-industries/2015\nperiod 2023-07..2024-06\n", "a.case")
    let across = try Product.run("scope", long)
    #expect(across.code == 3 && across.note.contains("scope.years"))
    #expect(try Product.run("scope").code == 2)
    #expect(try Product.run("scope", "/none").code == 2)
  }
}

/// `mrv mutate --record` and `mrv methods --coverage`.
struct RecordTests {
  @Test func scoresAreKeptOnlyOfAllMistakes() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/scores.json"
    let part = try Product.run("mutate", "illustrative/steam", "--limit", "1", "--record", file)
    #expect(part.code == 2 && part.note.contains("--limit"))
    #expect(!FileManager.default.fileExists(atPath: file))
    try folder.write("no record", "scores.json")
    let other = try Product.run("mutate", "illustrative/steam", "--record", file)
    #expect(other.code == 1)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "no record")
    #expect(try Product.run("methods", "--coverage", "--scores", file).code == 1)
  }
}
