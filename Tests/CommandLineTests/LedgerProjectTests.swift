import Foundation
import Testing

/// Ledgers that go straight into a project, and projects as filings of other commands.
@Suite struct LedgerProjectTests {
  private static let sample = Product.repository
    .appendingPathComponent("SampleData/other-industries").path

  private static let map = """
    项目,台账中,对应,单位,汇总
    方法学,,sectors/other-industries/2015,,
    报告期,,2024,,
    标题行,1,,,
    期间列,月份,,,
    固定行,,facility[东厂],,
    数值列,购电量（MWh）,AD_购电,MWh,合计

    """

  /// The ledger's sum is 49078.5 MWh, by Python; (49078.5 − 1260.5 + 15380.26) × 0.5366 =
  /// 33912.186316.
  @Test func aLedgerChangesItsValuesAndNothingElse() throws {
    let folder = try TemporaryFolder()
    let project = folder.path + "/plant.mrv"
    let rows = (1...12).map { month in
      let cents = 400_050 + 1375 * month
      let digits = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
      return "2024-\(month < 10 ? "0" : "")\(month),\(digits)\n"
    }
    try folder.write("月份,购电量（MWh）\n" + rows.joined(), "ledger.csv")
    try folder.write(Self.map, "map.csv")
    let words = [
      "import", "--map", folder.path + "/map.csv", folder.path + "/ledger.csv", "--into", project,
      "--author", "李", "--reason", "全年购电台账",
    ]
    #expect(try Product.run("init", project, "--author", "李").code == 0)
    let early = try Product.run(words)
    #expect(early.code == 2 && early.note.contains("台账不含企业信息"))
    #expect(try Product.run("import", Self.sample, "--into", project, "--author", "李").code == 0)
    let run = try Product.run(words + ["--out", folder.path + "/lines"])
    #expect(run.code == 0, "\(run.note)")
    let kept = folder.path + "/lines/台账明细.csv"
    #expect(FileManager.default.fileExists(atPath: kept))
    let diff = try Product.run("diff", project, "1", "2").out
    #expect(diff.contains("数据 1\n"))
    #expect(diff.contains("facility[东厂]/AD_购电  48623.700  →  49078.50 MWh"))
    #expect(diff.contains("[台账].sha256"))
    let figures = try Product.run("calculate", project).out
    #expect(figures.contains("33912.186316"))
    // The same again changes nothing.
    #expect(try Product.run(words).out.contains("与第 2 版相同"))
  }

  @Test func everyCommandTakesARevision() throws {
    let folder = try TemporaryFolder()
    let project = folder.path + "/plant.mrv"
    #expect(
      try Product.run("init", project, "--from", Self.sample, "--author", "李").code == 0)
    for command in ["report", "checklist", "plan"] {
      let run = try Product.run(
        command, project + "@1", "--out", folder.path + "/" + command, "--format", "txt")
      #expect(run.code == 0, "\(command): \(run.note)")
    }
    let two = try Product.run(
      "checklist", project + "@1", Self.sample, "--out", folder.path + "/two", "--format", "txt")
    #expect(two.code == 0, "\(two.note)")
  }
}
