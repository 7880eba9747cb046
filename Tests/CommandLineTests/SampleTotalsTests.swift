import Foundation
import Testing

/// The sample enterprises: their totals, and what is awkward in them.
@Suite struct SampleTotalsTests {
  private static let samples = Product.repository.appendingPathComponent("SampleData").path

  /// Expected values: `Conformance/derive/sample_enterprises.py`, from the tables by Python's
  /// fractions; a value that the rules round to two decimals is printed with two.
  @Test(arguments: [
    ("cement/2024", ["E_直接 2328606.40 tCO2", "E_总 2416524.35 tCO2", "E_燃烧 798962.89 tCO2"]),
    ("other-industries", ["E_GHG ≈112290.027937 tCO2e(sar)", "E_热 ≈8084.224138 tCO2"]),
    ("other-industries-2025", ["E_GHG ≈111444.819695 tCO2e(sar)"]),
    (
      "power/2023-group",
      ["E_燃烧合计 ≈4902146.510184 tCO2", "E_电合计 1630.08849 tCO2", "E ≈4903776.598674 tCO2"]
    ),
  ])
  func totals(sample: String, expected: [String]) throws {
    let run = try Product.run("calculate", Self.samples + "/" + sample)
    #expect(run.code == 0)
    let figures = run.lines.map { line -> String in
      let words = line.split(separator: " ")
      return words.count > 3 ? "\(words[0]) \(words[2]) \(words[3])" : ""
    }
    for figure in expected { #expect(figures.contains(figure), "\(figure)\n\(run.out)") }
  }

  /// 20.832 GJ/t × 0.03085 tC/GJ, the default of the guide, since the report came 47 days after the
  /// end of September; the unit of May has no months before it.
  @Test func aLateReportAndAUnitOfMay() throws {
    let path = Self.samples + "/power/2023-group"
    let run = try Product.run("calculate", path, "--all")
    #expect(run.out.contains("警告 check.report-late"))
    #expect(run.out.contains("≈0.642667 "))
    let months = run.lines.filter { $0.contains("unit[3]/") && $0.contains("/E_机组 ") }
    #expect(months.count == 12)
    #expect(months.map { $0.hasSuffix("不涉及") } == (1...12).map { $0 < 5 })
    let folder = try TemporaryFolder()
    #expect(
      try Product.run("checklist", path, "--out", folder.path, "--format", "txt").code == 0)
    let list = try String(contentsOfFile: folder.path + "/checklist.txt", encoding: .utf8)
    #expect(list.contains("元素碳检测报告在月末40日之后出具"))
    #expect(list.contains("2023-05-16"))
  }

  /// 111444.82 − 112290.03 and its share of 112290.03, both from
  /// `Conformance/derive/sample_enterprises.py`.
  @Test func theReportComparesWithTheYearBefore() throws {
    let folder = try TemporaryFolder()
    let (this, last) = ("/other-industries-2025", "/other-industries")
    let run = try Product.run(
      "report", Self.samples + this, "--previous", Self.samples + last, "--out", folder.path,
      "--format", "txt,html")
    #expect(run.code == 0)
    let text = try String(contentsOfFile: folder.path + "/report.txt", encoding: .utf8)
    #expect(text.contains("| 企业温室气体排放总量 | 112290.03 | 111444.82 | -845.21 | -0.75% |"))
    let page = try String(contentsOfFile: folder.path + "/report.html", encoding: .utf8)
    #expect(page.contains("历年企业温室气体排放总量（tCO2e）：2024 112290.03；2025 111444.82"))
    let wrong = try Product.run(
      "report", Self.samples + last, "--previous", Self.samples + this, "--out", folder.path)
    #expect(wrong.code == 2)
  }

  /// A year without a total is told and left out.
  @Test func aYearThatCannotBeComputedIsTold() throws {
    let folder = try TemporaryFolder()
    let run = try Product.run(
      "report", Self.samples + "/other-industries-2025", "--previous",
      Self.samples + "/other-industries-wrong", "--out", folder.path, "--format", "txt")
    #expect(run.code == 0)
    let text = try String(contentsOfFile: folder.path + "/report.txt", encoding: .utf8)
    #expect(text.contains("report.earlier"))
    #expect(!text.contains("与上一期比较"))
  }

  /// What the filing states of the year before: `上年报告值 E,3398106.72`.
  @Test func theYearBeforeMayBeStated() throws {
    let folder = try TemporaryFolder()
    let run = try Product.run(
      "report", Self.samples + "/power/2023-group", "--out", folder.path, "--format", "txt")
    #expect(run.code == 0)
    let text = try String(contentsOfFile: folder.path + "/report.txt", encoding: .utf8)
    #expect(text.contains("| 二氧化碳排放总量 | 3398106.72 | 4903776.60 | +1505669.88 | +44.31% |"))
    #expect(text.contains("2022：企业填报"))
    // Before the unit was there, not even a default is its calorific value.
    let none = "| G 低位发热量 | GJ/t，收到基 | 不涉及 | 不涉及 | 不涉及 | 不涉及 | 2"
    #expect(text.contains(none))
  }
}
