import Foundation
import Testing

/// `mrv calculate`, `explain` and `template`. Expected digits are those of the cases, which come
/// from `Conformance/derive`.
struct CalculateTests {
  private static let coal = Product.rule("sectors/other-industries/2015/cases/coal-defaults.case")
  private static let gap = Product.rule(
    "sectors/other-industries/2015/cases/consumption-missing.case")

  private func figure(_ id: String, _ run: Product.Run) throws -> [String: Any] {
    let figures = try #require(try Product.object(run)["figures"] as? [[String: Any]])
    return try #require(figures.first { $0["id"] as? String == id })
  }

  @Test func figuresAsJSON() throws {
    // 1000 t × 23.204 GJ/t × 26.18/1000 tC/GJ × 93 % × 44/12, by hand.
    let run = try Product.run("calculate", "sectors/other-industries/2015", Self.coal, "--json")
    #expect(run.code == 0)
    let total = try figure("total", run)
    #expect(total["value"] as? String == "2071.5092552")
    #expect(total["unit"] as? String == "tCO2e(sar)")
    #expect(total["state"] as? String == "given")
    #expect(try figure("carbonate-emissions", run)["state"] as? String == "not-occurring")
    #expect(try Product.object(run)["methodology"] as? String == "sectors/other-industries/2015")
    #expect((try Product.object(run)["missing"] as? [Any])?.isEmpty == true)
  }

  @Test func limitsUnderThePrintedDigits() throws {
    // 999.5 t and 1000.5 t in place of 1000 t of the sum above, by hand.
    let run = try Product.run("calculate", Self.coal, "--printed-digits", "--json")
    let total = try figure("total", run)
    #expect(total["low"] as? String == "2070.4735")
    #expect(total["high"] as? String == "2072.54501")
    let plain = try figure("total", try Product.run("calculate", Self.coal, "--json"))
    #expect(plain["low"] == nil || plain["low"] is NSNull)
    let table = try Product.run("calculate", Self.coal, "--printed-digits")
    #expect(table.lines.contains { $0.hasPrefix("E_GHG") && $0.contains("2072.54501 ") })
  }

  /// Faults of a filing that nothing can be computed from would only hide why.
  @Test func methodThatIsRegisteredOnlyTellsNothingElse() throws {
    let folder = try TemporaryFolder()
    let method = "carbon-benefit/guangdong-mangrove/2023001-v01"
    try folder.write("项目,内容\n方法学,\(method)\n报告期,2024\n", "filing.csv")
    try folder.write("名称,奇怪的列\nA,1\n", "odd.csv")
    let run = try Product.run("calculate", folder.path)
    #expect(run.code == 3)
    #expect(run.note.contains("methods.registered-only") && !run.note.contains("odd.csv"))
    #expect(!run.note.contains("。；"))
  }

  @Test func tableForPeople() throws {
    let run = try Product.run("calculate", Self.coal)
    #expect(run.code == 0 && run.note.isEmpty)
    let total = try #require(run.lines.first { $0.hasPrefix("E_GHG") })
    let words = total.split(separator: " ")
    #expect(words.contains("2071.5092552") || words.contains("≈2071.509255"))
    #expect(words.suffix(2) == ["tCO2e(sar)", "总量"])
  }

  @Test func sharesArePerCentForPeople() throws {
    // 0.05575013122736883935… by Conformance/derive.
    let path = Product.rule("sectors/grid/ndrc-2013/cases/whole-enterprise.case")
    let run = try Product.run("calculate", path)
    let rate = try #require(run.lines.first { $0.hasPrefix("r_网损") }).split(separator: " ")
    #expect(rate.contains("≈5.575013") && rate.contains("%"))
    let exact = try figure("loss-rate", try Product.run("calculate", path, "--json"))
    #expect((exact["value"] as? String)?.hasPrefix("0.055750131227368839") == true)
    #expect(exact["unit"] as? String == "1")
  }

  @Test func whatIsMissingIsListed() throws {
    let run = try Product.run("calculate", Self.gap)
    #expect(run.code == 1)
    let list = run.lines.drop { !$0.hasPrefix("总量算不出来") }.dropFirst()
    #expect(list.first?.contains("facility[F1]/fuel[烟煤]/FC") == true)
    #expect(list.filter { $0.hasPrefix("  ") }.count == 1)
    let json = try Product.run("calculate", Self.gap, "--json")
    #expect(json.code == 1)
    let missing = try #require(try Product.object(json)["missing"] as? [[String: Any]])
    #expect(missing.map { $0["address"] as? String } == ["facility[F1]/fuel[烟煤]/FC"])
  }

  @Test func monthsDecideTheEdition() throws {
    let file = Product.rule("sectors/power/mee-2022/cases/daily-coal.case")
    let run = try Product.run("calculate", "sectors/power", file, "--json")
    #expect(try Product.object(run)["methodology"] as? String == "sectors/power/mee-2022")
    #expect(run.note.contains("sectors/power/mee-2022"))
  }

  @Test func errorsAndWarningsDecideTheExitCode() throws {
    let failing = Product.rule("sectors/other-industries/2015/failing/")
    // hot-water-above-reference is an error, some-emission a warning.
    let error = try Product.run("calculate", failing + "cold-hot-water.case")
    #expect(error.code == 3)
    #expect(error.out.contains("check.hot-water-above-reference"))
    let warning = failing + "nothing-occurs.case"
    #expect(try Product.run("calculate", warning).code == 0)
    #expect(try Product.run("calculate", warning, "--strict").code == 3)
    let json = try Product.object(try Product.run("calculate", warning, "--json"))
    let findings = try #require(json["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["check.some-emission"])
  }

  @Test func explanationLeadsToTheCell() throws {
    let run = try Product.run("explain", Self.coal, "E_燃烧")
    #expect(run.code == 0)
    #expect(run.out.contains("2071.5092552 tCO2"))
    #expect(run.out.contains("facility[F1]/fuel[烟煤]/FC"))
    #expect(run.out.contains("常用化石燃料相关参数缺省值"))
    let short = try Product.run("explain", Self.coal, "E_燃烧", "--depth", "0")
    #expect(short.out.count < run.out.count)
    #expect(!short.out.contains("facility[F1]/fuel[烟煤]/FC"))
    #expect(short.out.contains("\n  = sum over facility, fuel of "))
    let json = try Product.run("explain", Self.coal, "total", "--json")
    #expect(try !Product.object(json).isEmpty)
  }

  @Test func explanationAsksForTheAddress() throws {
    let file = Product.rule("sectors/other-industries/2015/cases/two-plants-three-fuels.case")
    let several = try Product.run("explain", file, "NCV")
    #expect(several.code == 2)
    #expect(several.note.contains("\n    facility[F2]/fuel[天然气]/NCV"))
    #expect(try Product.run("explain", file, "facility[F2]/fuel[天然气]/NCV").code == 0)
    let unknown = try Product.run("explain", file, "NCVV")
    #expect(unknown.code == 2 && unknown.note.contains("NCV"))
    #expect(try Product.run("explain", file, "fuel[").code == 2)
  }

  @Test func templateIsReadBack() throws {
    let folder = try TemporaryFolder()
    let made = try Product.run(
      "template", "sectors/other-industries/2015", "--period", "2023", "--out", folder.path,
      "--format", "csv")
    #expect(made.code == 0)
    for line in made.lines where !line.isEmpty {
      #expect(FileManager.default.fileExists(atPath: String(line)))
    }
    // Nothing is entered yet: the total is absent, and nothing is wrong with the files.
    let empty = try Product.run("calculate", folder.path, "--json")
    #expect(empty.code == 1)
    let object = try Product.object(empty)
    #expect(object["period"] as? String == "2023")
    #expect((object["findings"] as? [Any])?.isEmpty == true, "\(empty.out)")
    #expect((object["missing"] as? [Any])?.isEmpty == false)
    // Work that people have done is not written over.
    let again = try Product.run(
      "template", "sectors/other-industries/2015", "--out", folder.path, "--format", "csv")
    #expect(again.code == 1 && again.note.contains("--force"))
  }

  @Test func longListWithoutHeader() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      地址,值,单位
      facility[F1]/fuel[烟煤]/FC,1000,t
      """, "cells.csv")
    let run = try Product.run(
      "calculate", "sectors/other-industries/2015", file, "--period", "2024", "--json")
    #expect(try figure("combustion", run)["value"] as? String == "2071.5092552")
  }

  @Test func formatsThatAreNotKnown() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("x", "data.ppt")
    let run = try Product.run("calculate", "sectors/power", file)
    #expect(run.code == 2 && run.note.contains(".csv"))
    let nothing = try TemporaryFolder()
    #expect(try Product.run("calculate", nothing.path).code == 2)
    let noise = try folder.write(String(repeating: "][ = ?\n", count: 400), "noise.case")
    let told = try Product.run("calculate", noise, "--lang", "en")
    #expect(told.code == 3 && told.out.isEmpty && told.note.contains("more are not listed"))
    let broken = try folder.write("{\"format\":", "broken.json")
    #expect(try Product.run("calculate", "sectors/other-industries/2015", broken).code == 3)
  }

  @Test func documents() throws {
    let folder = try TemporaryFolder()
    let out = folder.path + "/made/here"
    let report = try Product.run("report", Self.coal, "--out", out)
    #expect(report.code == 0)
    let formats = ["html", "pdf", "docx", "xlsx", "xml", "json"]
    #expect(report.lines.prefix(6).map(String.init) == formats.map { out + "/report." + $0 })
    let first = try Data(contentsOf: URL(fileURLWithPath: out + "/report.html"))
    #expect(String(decoding: first, as: UTF8.self).contains("2071.5"))
    let other = folder.path + "/other"
    _ = try Product.run("report", Self.coal, "--out", other)
    for format in formats {
      let files = [out, other].map { URL(fileURLWithPath: $0 + "/report." + format) }
      #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]), "\(format)")
    }
    let list = try Product.run("checklist", Self.coal, "--out", out)
    #expect(list.code == 0)
    let text = try String(contentsOfFile: out + "/checklist.txt", encoding: .utf8)
    #expect(text.contains("燃料消费量"))
    #expect(try Product.run("report", Self.coal).code == 2)
  }

  @Test func formatsOfDocuments() throws {
    let folder = try TemporaryFolder()
    let some = try Product.run(
      "report", Self.coal, "--out", folder.path, "--format", "PDF, docx,pdf")
    #expect(some.code == 0)
    let first = some.lines.prefix(2).map(String.init)
    #expect(first == ["pdf", "docx"].map { "\(folder.path)/report.\($0)" })
    #expect(!some.out.contains(".html"))
    let page = try Product.run(
      "doc", "sectors/other-industries/2015", "--out", folder.path, "--format", "html,pdf")
    #expect(page.lines.dropLast().map { $0.suffix(4) } == ["html", ".pdf"])
    let list = try Product.run(
      "checklist", Self.coal, "--out", folder.path, "--format", "xlsx")
    #expect(list.lines.first.map(String.init) == folder.path + "/checklist.xlsx")
    for wrong in ["odt", "", ",", "pdf;docx"] {
      let run = try Product.run(
        "report", Self.coal, "--out", folder.path, "--format", wrong)
      #expect(run.code == 2 && run.note.contains("--format"), "\(wrong)")
    }
  }

  @Test func folderThatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("in the way", "report")
    let run = try Product.run("report", Self.coal, "--out", file)
    #expect(run.code == 1 && run.note.contains(file))
  }

  @Test func rememberedMethodsRunOnlyOnDemand() throws {
    let file = Product.rule("illustrative/own-fuel/cases")
    let names = try FileManager.default.contentsOfDirectory(atPath: file)
    let first = file + "/" + (try #require(names.sorted().first))
    for command in ["calculate", "report", "checklist"] {
      let folder = try TemporaryFolder()
      let extra = command == "calculate" ? [] : ["--out", folder.path]
      let refused = try Product.run([command, first] + extra)
      #expect(refused.code == 1 && refused.note.contains("--allow-recalled"), "\(command)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
    let run = try Product.run("calculate", first, "--allow-recalled")
    #expect(run.out.contains("非官方演示"))
  }

  /// Of several ways to state a value, the one is asked for that the filing uses elsewhere, and
  /// periods that follow each other are told in one line.
  @Test(arguments: [
    (["2023-05", "2023-06"], "至 2023-06，共 2 期"),
    (["2023-05", "2023-07", "2023-11"], "及 2023-07、2023-11，共 3 期"),
  ])
  func missingMonthsAreToldTogether(months: [String], remark: String) throws {
    let folder = try TemporaryFolder()
    let sample = Product.repository.appendingPathComponent("SampleData/power/2023").path
    try FileManager.default.copyItem(atPath: sample, toPath: folder.path + "/filing")
    let path = folder.path + "/filing/coal.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var cut = 0
    let lines = text.components(separatedBy: .newlines).map { line -> String in
      var cells = line.components(separatedBy: ",")
      // Columns: plant, unit, coal, period, 台账 consumption.
      guard cells.count > 4, cells[1] == "1", months.contains(cells[3]) else {
        return line
      }
      cells[4] = ""
      cut += 1
      return cells.joined(separator: ",")
    }
    try #require(cut == months.count)
    try folder.write(lines.joined(separator: "\n"), "filing/coal.csv")
    let run = try Product.run("calculate", "sectors/power", folder.path + "/filing")
    #expect(run.code == 1)
    let list = run.lines.drop { !$0.hasPrefix("总量算不出来") }.dropFirst()
      .filter { $0.hasPrefix("  ") }
    #expect(list.count == 1)
    #expect(list.first?.contains("unit[1]/coal[燃煤]/2023-05/FC_台账") == true)
    #expect(list.first?.hasSuffix(remark) == true)
  }
}
