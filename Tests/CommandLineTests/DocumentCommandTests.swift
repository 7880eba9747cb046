import Foundation
import Testing

/// `report`, `checklist`, `plan`, `month` and `confirm`, run as people run them.
struct DocumentCommandTests {
  private static let samples = Product.repository.appendingPathComponent("SampleData").path

  /// A copy of a sample filing, so that what commands write beside it stays away from the sample.
  private func copy(_ sample: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let source = Self.samples + "/" + sample
    for name in try FileManager.default.contentsOfDirectory(atPath: source) {
      try FileManager.default.copyItem(
        atPath: source + "/" + name, toPath: folder.path + "/" + name)
    }
    return folder
  }

  private func text(_ folder: TemporaryFolder, _ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  // MARK: report and plan

  @Test func theReportHasItsChaptersInOrder() throws {
    let out = try TemporaryFolder()
    let run = try Product.run(
      "report", Self.samples + "/other-industries", "--out", out.path)
    #expect(run.code == 0)
    let page = try text(out, "report.html")
    var rest = page[...]
    for chapter in [
      "报告主体基本信息</h2>", "核算边界和排放源</h2>", "温室气体排放量</h2>", "活动水平数据及来源说明</h2>",
      "排放因子和计算系数及来源说明</h2>", "报告附表</h2>", "附表1", "附表2", "附表3", "质量保证和文件存档</h2>",
      "其他希望说明的情况</h2>", "真实性声明</h2>", "来源状态</h2>", "计算过程</h2>", "未见原文之处</h2>", "检查发现</h2>",
    ] {
      let found = try #require(rest.range(of: chapter), "\(chapter) in its place")
      rest = rest[found.upperBound...]
    }
  }

  /// Sums of the columns of `SampleData/power/2023`, and the mean weighted by them, by Python's
  /// fractions over the CSV files.
  @Test func powerHasItsTablesWithAColumnForTheYear() throws {
    let out = try TemporaryFolder()
    #expect(
      try Product.run("report", Self.samples + "/power/2023", "--out", out.path).code == 0)
    let page = try text(out, "report.html")
    for table in (1...7).map({ "附表C.\($0)" }) { #expect(page.contains(table), "\(table)") }
    #expect(page.contains("<th scope=\"col\">全年</th>"))
    for number in ["715749.5", "485761.9", "1735149.7", "826824.9"] {
      #expect(page.contains(">\(number)<"), "\(number)")
    }
    #expect(page.contains("20.7670") && page.contains("20.7046"))
  }

  @Test func thePlatformListTypesWhatThePlatformTakes() throws {
    let out = try TemporaryFolder()
    #expect(
      try Product.run("report", Self.samples + "/power/2023", "--out", out.path).code == 0)
    let list = try text(out, "platform.json")
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: String]])
    let ways = Set(entries.compactMap { $0["way"] })
    #expect(ways == ["实测值", "缺省值", "计算值"])
    // Whole tonnes for emissions; four decimals at most for the rest.
    let tonnes = entries.filter { $0["unit"] == "tCO2" }
    #expect(!tonnes.isEmpty && tonnes.allSatisfy { !($0["value"] ?? ".").contains(".") })
    let places = entries.map { ($0["value"] ?? "").split(separator: ".").dropFirst().first?.count }
    #expect(places.allSatisfy { ($0 ?? 0) <= 4 })
    #expect(entries.contains { $0["attachment"]?.contains("检测报告 SDZJ-202301-434") == true })
  }

  @Test(arguments: [
    ("sectors/power/ndrc-2013", "监测计划"), ("sectors/power/mee-2022-12", "数据质量控制计划"),
    ("sectors/cement/cets-2024", "数据质量控制方案"), ("sectors/other-industries/2015", "监测计划"),
  ]) func thePlanIsCalledAsItsEditionCallsIt(_ method: String, _ name: String) throws {
    let out = try TemporaryFolder()
    let period = method.hasSuffix("2015") ? ["--period", "2019"] : []
    #expect(try Product.run(["plan", method, "--out", out.path] + period).code == 0)
    let page = try text(out, "monitoring-plan.html")
    #expect(page.contains("\(name)的版本及修订"))
    for part in ["核算边界和主要排放设施描述", "缺失时的处理", "负责部门", "计量器具", "内部质量控制"] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test func thePlanOfAFilingNamesItsFacilities() throws {
    let out = try TemporaryFolder()
    let run = try Product.run("plan", Self.samples + "/power/2023", "--out", out.path)
    #expect(run.code == 0)
    let page = try text(out, "monitoring-plan.html")
    #expect(page.contains("1号机组") && page.contains("江南示例发电有限公司"))
  }

  // MARK: month

  @Test func aMonthGoesFromGapsToTheLockAndBack() throws {
    let folder = try copy("power/2023")
    func month(_ words: String...) throws -> Product.Run {
      try Product.run(["month", folder.path, "2023-02"] + words)
    }
    let first = try month("--on", "2023-03-20")
    #expect(first.code == 1, "the sample states no day of testing")
    #expect(first.out.contains("2023-04-09") && first.out.contains("还有 20 天"))
    #expect(try month("--on", "2023-03-20", "--submit", "--by", "陈某").code == 2, "no reason")
    let submit = ["--submit", "--by", "陈某", "--reason", "检测日期后补"]
    #expect(
      try Product.run(["month", folder.path, "2023-02", "--on", "2023-03-20"] + submit)
        .out.contains("已锁定"))
    #expect(try month("--on", "2023-03-21", "--submit", "--by", "陈某").code == 2, "locked")
    let table = try text(folder, "coal.csv").replacing("62330.89", with: "62330.88")
    try folder.write(table, "coal.csv")
    let changed = try month("--on", "2023-03-21")
    #expect(changed.code == 3 && changed.out.contains("month.changed"))
    #expect(try month("--on", "2023-03-22", "--return", "--by", "市局").code == 2, "no reason")
    let back = try month(
      "--on", "2023-03-22", "--return", "--by", "市局", "--reason", "与台账不符")
    #expect(back.out.contains("已退回") && back.code == 1)
    let again = try month(
      "--on", "2023-04-20", "--submit", "--by", "陈某", "--reason", "已更正")
    #expect(again.out.contains("已补报"))
    let states = try text(folder, "months.json")
    for action in ["submitted", "returned", "supplemented"] { #expect(states.contains(action)) }
  }

  @Test func theMonthIsWrittenForPeopleAndPrograms() throws {
    let out = try TemporaryFolder()
    let run = try Product.run(
      "month", Self.samples + "/power/2023", "2023-05", "--on", "2023-06-01", "--out", out.path,
      "--json")
    #expect(run.code == 1)
    let object = try Product.object(run)
    #expect(object["deadline"] as? String == "2023-07-10")
    #expect(object["days-left"] as? Int == 39)
    #expect((object["items"] as? [Any])?.count == 9)
    let page = try text(out, "month-2023-05.html")
    for part in ["存证时限", "本月应存证的内容", "检测报告逐项检查", "锁定、补报和退回"] {
      #expect(page.contains(part), "\(part)")
    }
    let file = try JSONSerialization.jsonObject(
      with: Data(try text(out, "month-2023-05.json").utf8))
    #expect((file as? [String: Any])?["month"] as? String == "2023-05")
  }

  @Test func aMissingMonthIsNamedWithItsCells() throws {
    let folder = try copy("power/2023")
    let table = try text(folder, "coal.csv").split(whereSeparator: \.isNewline)
      .filter { !$0.contains(",2023-03,") }.joined(separator: "\n")
    try folder.write(table, "coal.csv")
    let run = try Product.run("month", folder.path, "2023-03", "--on", "2023-04-01")
    #expect(run.code == 1)
    let line = try #require(run.lines.first { $0.contains("不全") && $0.contains("燃料消耗量") })
    #expect(line.contains("unit[1]/coal[燃煤]/2023-03/"))
  }

  @Test(arguments: ["2023-2", "2023", "2024-02", "x"]) func whatIsNoMonthIsUsage(_ word: String)
    throws
  {
    let run = try Product.run(
      "month", Self.samples + "/power/2023", word, "--on", "2023-03-01")
    #expect(run.code == 2 && run.out.isEmpty)
  }

  // MARK: confirm

  @Test func aConfirmedElementIsNoLongerCountedAsRecalled() throws {
    let folder = try copy("power/2023")
    let out = try TemporaryFolder()
    let guide = try folder.write("official text", "guide.txt")
    func recalled() throws -> Int {
      #expect(try Product.run("report", folder.path, "--out", out.path).code == 0)
      let match = try text(out, "report.html").firstMatch(of: /凭记忆，未见原文：(\d+) 个/)
      return try #require(match.flatMap { Int($0.1) })
    }
    let before = try recalled()
    let method = "sectors/power/mee-2022-12"
    let run = try Product.run(
      "confirm", method, "coal-oxidation-default", "--page", "12", "--file", guide, "--by", "王某",
      "--filing", folder.path)
    #expect(run.code == 0 && run.out.contains("0.99"))
    #expect(try recalled() == before - 1)
    let page = try text(out, "report.html")
    #expect(page.contains("已由持有原文者确认的元素"))
    // SHA-256 of "official text", by sha256sum.
    #expect(page.contains("e54444b10e7f8adda65372e122a7b350c8ff31d50f199551451539ea68d2175f"))
    #expect(
      try Product.run("confirm", method, "--list", "--filing", folder.path).out
        .contains("guide.txt 第 12 页"))
    // Rule files stay as they are, and other filings do not know of it.
    #expect(!FileManager.default.fileExists(atPath: Product.library + "/confirmations.json"))
  }

  @Test func aConfirmationNeedsPageFileAndName() throws {
    let folder = try copy("power/2023")
    let guide = try folder.write("x", "guide.txt")
    let base = [
      "confirm", "sectors/power/mee-2022-12", "coal-oxidation-default", "--filing", folder.path,
    ]
    let whole = ["--page", "1", "--file", guide, "--by", "a"]
    for left in stride(from: 0, to: whole.count, by: 2) {
      var words = whole
      words.removeSubrange(left..<left + 2)
      #expect(try Product.run(base + words).code == 2, "\(words)")
    }
    #expect(try Product.run(base + ["--page", "1", "--file", "/no/such", "--by", "a"]).code == 2)
    #expect(try Product.run(base + whole + ["--on", "gestern"]).code == 2)
    let wrong = try Product.run(
      ["confirm", "sectors/power/mee-2022-12", "coal-oxydation-default", "--filing", folder.path]
        + whole)
    #expect(wrong.code == 2 && wrong.note.contains("coal-oxidation-default"))
    // A file that cannot be read is left as it is.
    try folder.write("{", "confirmations.json")
    #expect(try Product.run(base + whole).code == 3)
    #expect(try text(folder, "confirmations.json") == "{")
  }

  // MARK: checklist

  @Test func aVerifierGetsEverythingAndTwoFilingsARanking() throws {
    let out = try TemporaryFolder()
    let one = try Product.run(
      "checklist", Self.samples + "/other-industries", "--out", out.path, "--materiality", "5%")
    #expect(one.code == 0)
    for name in ["checklist", "non-conformities", "conclusion", "verification-report"] {
      #expect(one.out.contains("\(name).html"))
    }
    #expect(try text(out, "checklist.txt").contains("5.00%"))
    let two = try Product.run(
      "checklist", Self.samples + "/other-industries", Self.samples + "/other-industries-wrong",
      Self.samples + "/power/2023", "--out", out.path)
    #expect(two.code == 3, "one of them has errors")
    let summary = try text(out, "summary.txt")
    #expect(summary.contains("核查汇总表（3 份填报数据）"))
    let wrong = try #require(summary.range(of: "other-industries-wrong"))
    let power = try #require(summary.range(of: "power-2023"))
    #expect(wrong.lowerBound < power.lowerBound)
    #expect(FileManager.default.fileExists(atPath: out.path + "/power-2023/conclusion.html"))
    let bad = try Product.run(
      "checklist", Self.samples + "/other-industries", "--out", out.path, "--materiality", "lots")
    #expect(bad.code == 2)
  }

  @Test func findingsLeadToTheCellOfTheFile() throws {
    let folder = try copy("other-industries")
    let table = try text(folder, "fuel.csv").replacing("22.860", with: "78.860")
    try folder.write(table, "fuel.csv")
    let run = try Product.run("calculate", folder.path)
    #expect(run.out.contains("fuel.csv"), "a check's finding names the cell")
    let out = try TemporaryFolder()
    _ = try Product.run("report", folder.path, "--out", out.path)
    #expect(try text(out, "report.html").contains("fuel.csv 第 "))
  }
}
