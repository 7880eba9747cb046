import Foundation
import Testing

/// `mrv methods`, `show`, `lint` and `test` over the rule library and over spoiled copies of it.
struct LibraryTests {
  @Test func methodsAsTableAndJSON() throws {
    let run = try Product.run("methods")
    #expect(run.code == 0)
    let ids = try methodFolders()
    for id in ids { #expect(run.lines.contains { $0.hasPrefix(id + " ") }, "\(id)") }
    let json = try JSONSerialization.jsonObject(
      with: Data(try Product.run("methods", "--json").out.utf8))
    let entries = try #require(json as? [[String: Any]])
    #expect(entries.compactMap { $0["id"] as? String } == ids)
    let one = try Product.run("methods", "发电设施")
    #expect(one.lines.dropFirst(2).allSatisfy { $0.isEmpty || $0.hasPrefix("sectors/power/") })
  }

  /// The folders that hold a methodology, by walking the disk.
  private func methodFolders() throws -> [String] {
    let walk = FileManager.default.enumerator(atPath: Product.library)
    var found: [String] = []
    while let path = walk?.nextObject() as? String {
      if path.hasSuffix("/methodology.xml") {
        found.append(String(path.dropLast("/methodology.xml".count)))
      }
    }
    return found.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  @Test func examplesOfChecksAreLinted() throws {
    let folder = try TemporaryFolder()
    let id = "illustrative/flight-legs"
    try folder.copyLibrary(id)
    let path = "\(id)/methodology.xml"
    let text = try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
    let words = [id, "--methods", folder.path, "--lang", "en"]
    #expect(try Product.run(["lint"] + words).code == 0)
    let wrong = text.replacingOccurrences(of: "leg[1]/FC = 0.5 t", with: "leg[1]/FCC = 0.5 t")
    try folder.write(wrong, path)
    let line = wrong.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("FCC = 0.5") }.map { $0 + 1 }
    let lint = try Product.run(["lint"] + words)
    #expect(lint.code == 3)
    #expect(lint.out.contains("\(path):\(line ?? 0):7: error intake.unknown-name"))
    let test = try Product.run(["test"] + words)
    #expect(test.code == 1)
    #expect(test.out.contains("\(path):\(line ?? 0): "))
  }

  @Test func tableColumnsLineUp() throws {
    // In a terminal a Chinese character is two columns wide.
    func width(_ text: Substring) -> Int {
      text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }
    let lines = try Product.run("methods", "--lang", "zh").lines.filter { !$0.isEmpty }
    let rule = try #require(lines.dropFirst().first)
    for line in lines.dropFirst(2) { #expect(width(line) == width(rule), "\(line)") }
  }

  @Test func showTellsWhatToSupply() throws {
    let out = try Product.run("show", "sectors/other-industries/2015").out
    for part in ["排放源", "要填的数据", "公式", "结果", "核查规则", "条款清单", "缺口", "FC（fuel-consumption）"] {
      #expect(out.contains(part), "\(part)")
    }
    let json = try Product.object(
      try Product.run("show", "sectors/other-industries/2015", "--json"))
    #expect((json["named"] as? [Any])?.isEmpty == false)
    let short = try Product.run("show", "other-industries/2015")
    #expect(short.out == out)
  }

  @Test func showTableAndPlan() throws {
    let table = try Product.run("show", "sectors/other-industries/2015", "--table", "fuels-ncsc")
    let row = try #require(table.lines.first { $0.hasPrefix("烟煤 ") })
    #expect(row.contains("23.204") && row.contains("26.18") && row.contains("recalled"))
    let wrong = try Product.run("show", "sectors/other-industries/2015", "--table", "fuels-ncs")
    #expect(wrong.code == 2 && wrong.note.contains("fuels-ncsc"))
    let plan = try Product.run("show", "sectors/other-industries/2015", "--plan")
    #expect(plan.out.hasPrefix("plan sectors/other-industries/2015 revision "))
    let hash = try #require(plan.lines.first?.split(separator: " ").last)
    #expect(hash.count == 64)
    #expect(try Product.run("show", "sectors/other-industries/2015").out.contains(hash))
  }

  /// The 24 sectors of the three batches of the NDRC: 2526号, 2920号, 1722号.
  @Test func allSectorsAreListed() throws {
    let run = try Product.run("methods", "--json")
    let list = try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [[String: Any]]
    var sectors: Set<String> = []
    for entry in list ?? [] where entry["usable"] as? Bool == true {
      let parts = (entry["id"] as? String ?? "").split(separator: "/").map(String.init)
      if parts.count == 3, parts[0] == "sectors" { sectors.insert(parts[1]) }
    }
    let batches: [[String]] = [
      [
        "power", "grid", "iron-steel", "chemicals", "aluminium", "magnesium", "flat-glass",
        "cement", "ceramics", "civil-aviation",
      ], ["oil-gas", "petrochemicals", "coking", "coal-mining"],
      [
        "paper", "non-ferrous", "electronics", "machinery", "mining", "food-beverages",
        "buildings", "land-transport", "fluorochemicals", "other-industries",
      ],
    ]
    #expect(batches.map(\.count) == [10, 4, 10])
    let missing = batches.flatMap { $0 }.filter { !sectors.contains($0) }
    #expect(missing == [])
  }

  /// The flat text of an edition, in the place of the edition and its base, gives the same results.
  @Test(arguments: ["sectors/power/mee-2022", "sectors/other-industries/2015"])
  func flatEditionStandsForItself(id: String) throws {
    let folder = try TemporaryFolder()
    try folder.copyLibrary(id)
    let flat = try Product.run("show", id, "--flat").out
    #expect(!flat.contains("extends=") && !flat.contains("<use "))
    let place = folder.url.appendingPathComponent(id)
    for part in ["sources", "tables", "checks.xml", "layout.xml"] {
      try? FileManager.default.removeItem(at: place.appendingPathComponent(part))
    }
    try? FileManager.default.removeItem(at: folder.url.appendingPathComponent("modules"))
    if id.hasPrefix("sectors/power") {
      // Its January to March come from the edition before.
      try folder.copyPart("sectors/power/mee-2021")
      try folder.copyPart("sectors/power/ndrc-2013")
      try folder.copyPart("modules")
    }
    try folder.write(flat, id + "/methodology.xml")
    let lint = try Product.run("lint", id, "--methods", folder.path)
    #expect(lint.code == 0, "\(lint.out)")
    let test = try Product.run("test", id, "--methods", folder.path)
    #expect(test.code == 0, "\(test.out)")
    #expect(test.lines.dropLast().last?.hasSuffix("passed, 0 failed") == true)
  }

  @Test func lintFindsWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    try folder.copyLibrary("sectors/other-industries/2015")
    let clean = try Product.run("lint", "--methods", folder.path)
    #expect(clean.code == 0, "\(clean.out)")
    let path = folder.path + "/sectors/other-industries/2015/methodology.xml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("E_CH4_净 × gwp(CH4)"))
    try folder.write(
      text.replacingOccurrences(of: "E_CH4_净 × gwp(CH4)", with: "E_CH4_净"),
      "sectors/other-industries/2015/methodology.xml")
    let spoiled = try Product.run("lint", "--methods", folder.path)
    #expect(spoiled.code == 3)
    #expect(spoiled.out.contains("sectors/other-industries/2015/methodology.xml:"))
    #expect(spoiled.out.contains("units.species"))
    let json = try Product.run("lint", "--methods", folder.path, "--json")
    #expect(json.code == 3)
    #expect((try Product.object(json)["findings"] as? [Any])?.isEmpty == false)
    // Whatever needs the methodology says the same and computes nothing.
    let file = folder.path + "/sectors/other-industries/2015/cases/coal-defaults.case"
    let run = try Product.run("calculate", file, "--methods", folder.path)
    #expect(run.code == 3 && run.out.isEmpty && run.note.contains("units.species"))
    #expect(try Product.run("methods", "--methods", folder.path).out.contains("mrv lint"))
  }

  @Test func evidenceBelowAFloor() throws {
    let id = "sectors/other-industries/2015"
    func count(_ floor: String) throws -> Int {
      let run = try Product.run("lint", id, "--evidence", floor, "--json")
      let methods = try #require(try Product.object(run)["methods"] as? [[String: Any]])
      return try #require(methods.first?["below"] as? [Any]).count
    }
    // Nothing is less than recalled, and whatever is below secondary is below primary.
    #expect(try count("recalled") == 0)
    #expect(try count("secondary") > 0)
    #expect(try count("primary") > count("secondary"))
  }

  @Test func testsTellWhatFailed() throws {
    let folder = try TemporaryFolder()
    let id = "illustrative/own-fuel"
    try folder.copyLibrary(id)
    let good = try Product.run("test", "--methods", folder.path)
    #expect(good.code == 0)
    let count = try #require(good.lines.dropLast().last?.wholeMatch(of: /(\d+) passed, 0 failed/))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.path + "/\(id)/cases")
    let first = try #require(names.sorted().first)
    let path = "\(id)/cases/\(first)"
    let text = try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
    try folder.write(text + "\nexpect no-such-figure = 1 t\n", path)
    let junit = folder.path + "/results/junit.xml"
    let bad = try Product.run("test", "--methods", folder.path, "--junit", junit)
    #expect(bad.code == 1)
    #expect(bad.out.contains(path) && bad.out.contains("no-such-figure"))
    let passed = try #require(Int(count.1)) - 1
    #expect(bad.lines.dropLast().last == "\(passed) passed, 1 failed")
    let xml = try String(contentsOfFile: junit, encoding: .utf8)
    #expect(xml.contains("tests=\"\(passed + 1)\" failures=\"1\""))
    #expect(xml.contains("no-such-figure"))
    let json = try Product.object(try Product.run("test", "--json", "--methods", folder.path))
    #expect(json["failed"] as? Int == 1)
    let one = try Product.run("test", path, "--methods", folder.path)
    #expect(one.lines.dropLast().last == "0 passed, 1 failed")
  }

  /// What is wrong with the rules is said once, not for each case.
  @Test func rulesThatDoNotCompileAreToldOnce() throws {
    let folder = try TemporaryFolder()
    let id = "illustrative/own-fuel"
    try folder.copyLibrary(id)
    let good = try Product.run("test", id, "--methods", folder.path)
    let all = try #require(good.lines.dropLast().last?.wholeMatch(of: /(\d+) passed, 0 failed/)).1
    try #require((Int(all) ?? 0) > 1)
    let path = id + "/methodology.xml"
    let text = try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
    let end = try #require(text.range(of: "</methodology>", options: .backwards))
    try folder.write(
      text[..<end.lowerBound] + "<formula id=\"odd\" symbol=\"ODD\">NO_SUCH</formula>\n"
        + text[end.lowerBound...], path)
    let run = try Product.run("test", id, "--methods", folder.path)
    #expect(run.code == 1)
    #expect(run.out.components(separatedBy: "NO_SUCH").count == 2, "\(run.out)")
    #expect(run.out.contains("\(path):"))
    #expect(run.out.contains("\(id)  规则有错，\(all) 个案例没有运行"))
    #expect(run.lines.dropLast().last == "0 passed, \(all) failed")
    let english = try Product.run("test", id, "--methods", folder.path, "--lang", "en")
    #expect(english.out.contains("\(id)  faulty rules, cases not run: \(all)"))
  }

  @Test func examplesOfChecksAreCases() throws {
    let folder = try TemporaryFolder()
    let id = "sectors/other-industries/2015"
    try folder.copyLibrary(id)
    let words = ["test", id, "--filter", "checks/some-emission", "--methods", folder.path]
    #expect(try Product.run(words).lines.dropLast().last == "2 passed, 0 failed")
    // The example that must fire is told to keep silent.
    let path = id + "/checks.xml"
    let text = try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
    let parts = text.components(separatedBy: "<check id=\"some-emission\"")
    try #require(parts.count == 2)
    let spoiled = parts[1].replacingOccurrences(of: "fires=\"yes\"", with: "fires=\"no\"")
    try folder.write(parts[0] + "<check id=\"some-emission\"" + spoiled, path)
    let run = try Product.run(words)
    #expect(run.code == 1)
    #expect(run.out.contains(id + "/checks/some-emission#1"))
    #expect(run.lines.dropLast().last == "1 passed, 1 failed")
  }

  @Test func whatNoCaseComesTo() throws {
    let folder = try TemporaryFolder()
    let id = "illustrative/own-fuel"
    try folder.copyLibrary(id)
    let words = ["lint", id, "--untouched", "--methods", folder.path]
    let before = try Product.run(words).out
    #expect(!before.contains("  FC（"))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/\(id)/cases") {
      try FileManager.default.removeItem(atPath: folder.path + "/\(id)/cases/\(name)")
    }
    try? FileManager.default.removeItem(atPath: folder.path + "/\(id)/failing")
    #expect(try Product.run(words).out.contains("  FC（"))
  }
}
