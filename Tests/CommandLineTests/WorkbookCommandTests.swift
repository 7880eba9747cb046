import Foundation
import Testing

/// `mrv template`, `import` and `compare` with workbooks, as people run them.
@Suite struct WorkbookCommandTests {
  static let sample = Product.repository.appendingPathComponent("SampleData/other-industries").path

  @Test func aTemplateIsAFilingWithoutData() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/填报.xlsx"
    let made = try Product.run(
      "template", "sectors/other-industries/2015", "--period", "2023", "--out", file)
    #expect(made.code == 0 && made.out == file + "\n")
    let empty = try Product.run("calculate", file, "--json")
    #expect(empty.code == 1)
    let object = try Product.object(empty)
    #expect(object["period"] as? String == "2023")
    #expect((object["findings"] as? [Any])?.isEmpty == true, "\(empty.out)")
    // Work that people have done is not written over.
    let again = try Product.run("template", "sectors/other-industries/2015", "--out", file)
    #expect(again.code == 1 && again.note.contains("--force"))
    let named = try Product.run(
      "template", "sectors/other-industries/2015", "--out", folder.path)
    #expect(named.out == folder.path + "/sectors-other-industries-2015.xlsx\n")
    let wrong = try Product.run(
      "template", "sectors/power", "--out", folder.path, "--format", "pdf")
    #expect(wrong.code == 2)
  }

  @Test func theSameBytesEachTime() throws {
    let folder = try TemporaryFolder()
    var bytes: [Data] = []
    for name in ["a.xlsx", "b.xlsx"] {
      let path = folder.path + "/" + name
      #expect(try Product.run("import", Self.sample, "--out", path).code == 0)
      bytes.append(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    #expect(bytes[0] == bytes[1])
  }

  @Test func figuresOfAWorkbookAreThoseOfTheTables() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/a.xlsx"
    #expect(try Product.run("import", Self.sample, "--out", file).code == 0)
    func figures(_ path: String) throws -> [String] {
      let object = try Product.object(try Product.run("calculate", path, "--json"))
      let list = object["figures"] as? [[String: Any]] ?? []
      return list.map { "\($0["id"] ?? "") \($0["value"] ?? "")" }
    }
    let wanted = try figures(Self.sample)
    #expect(wanted.count > 5)
    #expect(try figures(file) == wanted)
    #expect(try Product.run("import", file, "--out", folder.path + "/csv").code == 0)
    #expect(try figures(folder.path + "/csv") == wanted)
    #expect(try Product.run("import", file, "--out", folder.path + "/a.json").code == 0)
    #expect(try figures(folder.path + "/a.json") == wanted)
  }

  @Test func filesThatAreNoWorkbooks() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("设施,消耗量\n一厂,12\n", "a.xlsx")
    let run = try Product.run("calculate", text)
    #expect(run.code == 3 && (run.out + run.note).contains("workbook.text"))
    let english = try Product.run("calculate", text, "--lang", "en")
    #expect((english.out + english.note).contains("name it .csv"))
    let empty = try folder.write("", "b.xlsx")
    #expect(try Product.run("import", empty, "--out", folder.path + "/x").code == 3)
    #expect(try Product.run("calculate", folder.path + "/none.xlsx").code == 2)
    #expect(try Product.run("import", Self.sample).code == 2)
  }

  @Test func ledgersAreReadThroughTheirMap() throws {
    let folder = try TemporaryFolder()
    var lines = ["日期,机组,入炉煤量（吨）,备注"]
    // 31 days of 100.5 t: 3115.5 t.
    for day in 1...31 { lines.append("2023-01-\(day < 10 ? "0" : "")\(day),1,100.5,无") }
    let ledger = try folder.write(lines.joined(separator: "\n"), "ledger.csv")
    let map = folder.path + "/map.csv"
    let method = "sectors/power/mee-2022-12"
    let draft = try Product.run(
      "import", "--suggest-map", method, ledger, "--period", "2023", "--out", map)
    #expect(draft.code == 0, "\(draft.note)")
    let text = try String(contentsOfFile: map, encoding: .utf8)
    #expect(text.contains("期间列,日期") && text.contains("名称列,机组,unit"))
    let lookup = text.split(separator: "\r\n").filter {
      $0.hasPrefix("数值列") || $0.hasPrefix("不读,入炉煤量")
    }
    #expect(lookup.count == 1)
    let own = text.replacingOccurrences(
      of: String(lookup[0]), with: "固定行,,coal[燃煤]\r\n数值列,入炉煤量（吨）,FC_台账,t@ar,合计")
    try own.write(toFile: map, atomically: true, encoding: .utf8)
    let out = folder.path + "/out"
    let run = try Product.run("import", "--map", map, ledger, "--out", out)
    #expect(run.code == 0, "\(run.out)\(run.note)")
    let coal = try String(contentsOfFile: out + "/coal.csv", encoding: .utf8)
    #expect(coal.contains("3115.5 t@ar"))
    let kept = try String(contentsOfFile: out + "/台账/台账明细.csv", encoding: .utf8)
    #expect(kept.split(separator: "\r\n").count == 32)
    #expect(try Product.run("import", "--map", "none.csv", ledger, "--out", out).code == 2)
    #expect(try Product.run("import", "--suggest-map", ledger, "--out", map).code == 2)
  }

  @Test func formsAreCompared() throws {
    let folder = try TemporaryFolder()
    let report = Product.repository
      .appendingPathComponent("Tests/CommandLineTests/Forms/appendices.xlsx").path
    let run = try Product.run("compare", report, Self.sample, "--json")
    #expect(run.code == 3)
    let object = try Product.object(run)
    let lines = object["lines"] as? [[String: Any]] ?? []
    let outcomes = Dictionary(
      grouping: lines.map { $0["outcome"] as? String ?? "" }, by: { $0 }
    ).mapValues(\.count)
    #expect(outcomes == ["same": 12, "different": 2])
    #expect(run.out.contains("form.unknown-line"))
    // The forms by themselves lack most of the data.
    let alone = try Product.run(
      "compare", report, "sectors/other-industries/2015", "--period", "2024", "--out",
      folder.path + "/forms")
    #expect(alone.out.contains("算不出来"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/forms/fuel.csv"))
    #expect(try Product.run("compare", report, "sectors/other-industries/2015").code == 2)
  }
}
