import Foundation
import Testing

/// `mrv bridge`: that it can be called as its help says. The amounts are tested in `BridgeTests`.
struct BridgeCommandTests {
  private static func sample(_ name: String) -> String {
    Product.repository.appendingPathComponent("SampleData/\(name)").path
  }

  private static let years = [sample("other-industries"), sample("other-industries-2025")]

  /// The amounts and their sum; Foundation's decimals hold these few digits.
  private func amounts(_ run: Product.Run) throws -> (steps: [Decimal], difference: Decimal) {
    let object = try Product.object(run)
    let steps = try #require(object["steps"] as? [[String: Any]])
    func number(_ text: Any?) throws -> Decimal {
      let digits = try #require(text as? String)
      return try #require(Decimal(string: digits))
    }
    return (try steps.map { try number($0["amount"]) }, try number(object["difference"]))
  }

  @Test func twoYearsAddUp() throws {
    let run = try Product.run(["bridge"] + Self.years + ["--json"])
    #expect(run.code == 0)
    let (steps, difference) = try amounts(run)
    #expect(steps.count == 6)
    #expect(steps.reduce(0, +) == difference && difference != 0)
    // 22110.35 t less 21560.35 t at 22.86 GJ/t, 0.02618 tC/GJ, 93 % and 44/12, by hand.
    #expect(steps.contains(try #require(Decimal(string: "1122.4394874"))))
  }

  @Test func documentsAreWritten() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let call = ["bridge"] + Self.years + ["--out", folder.path]
    let run = try Product.run(call)
    #expect(run.code == 0)
    let names = ["bridge.html", "bridge.xlsx", "波动说明.txt"]
    let first = try names.map { try Data(contentsOf: folder.appendingPathComponent($0)) }
    let told = run.lines.filter { $0.hasPrefix(folder.path) }.map(String.init)
    let paths = names.map { "\(folder.path)/\($0)" }
    #expect(told == paths)
    let page = String(decoding: first[0], as: UTF8.self)
    #expect(page.contains("<svg") && page.contains("图1 由 A 到 B"))
    #expect(first[1].starts(with: Data("PK".utf8)))
    let text = String(decoding: first[2], as: UTF8.self)
    #expect(text.contains("原因：二号纸机 3 月复产，产汽量增加。"))
    #expect(text.contains("（请填写）"))
    // The same again, byte for byte.
    _ = try Product.run(call)
    #expect(try names.map { try Data(contentsOf: folder.appendingPathComponent($0)) } == first)
  }

  @Test func stagesAndReportedFigures() throws {
    let stages = try Product.run(
      "bridge", Self.years[1], "--stage-a", "填报", "--stage-b", "verified", "--json")
    let (steps, difference) = try amounts(stages)
    #expect(steps.count == 1 && steps[0] == difference && difference > 0)
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("指标,值,单位\nE_电,30000,tCO2\nE_GHG,100000,tCO2e\n".utf8).write(to: file)
    let reported = try Product.run("bridge", Self.years[1], "--reported", file.path, "--json")
    let (parts, whole) = try amounts(reported)
    #expect(parts.count == 2 && parts.reduce(0, +) == whole)
    #expect(try Product.object(reported)["a"] as? [String: String] != nil)
  }

  @Test func defaultsWhereThereAreSome() throws {
    let run = try Product.run("bridge", Self.years[0], "--choose-b", "default", "--json")
    #expect(run.code == 0)
    let object = try Product.object(run)
    let steps = try #require(object["steps"] as? [[String: Any]])
    let changes = steps.compactMap { ($0["changes"] as? [[String: Any]])?.first }
    #expect(changes.map { $0["kind"] as? String } == ["choice"])
    #expect(changes.map { $0["symbol"] as? String } == ["NCV"])
  }

  @Test func sameFilingHasNoSteps() throws {
    let run = try Product.run("bridge", Self.years[0], "--lang", "en")
    #expect(run.code == 0)
    #expect(run.out.contains("B − A = 0.00 tCO2e"))
  }

  @Test(arguments: [
    ["bridge"], ["bridge", "/nowhere"], ["bridge", "A", "--stage-b", "初审"],
    ["bridge", "A", "--choose-b", "guess"], ["bridge", "A", "--figure", "nothing"],
    ["bridge", "A", "--reported", "/nowhere.csv"],
  ]) func wrongCallsAreRefused(words: [String]) throws {
    let run = try Product.run(words.map { $0 == "A" ? Self.years[0] : $0 })
    #expect(run.code == 2)
    #expect(!run.note.isEmpty)
  }

  @Test(arguments: [
    ("值,单位\n1,t\n", "bridge.heading"), ("指标,值\nE_无,1\n", "bridge.figure"),
    ("指标,值\nE_电,很多\n", "bridge.value"), ("指标,值,单位\nE_电,1,kg\n", "bridge.unit"),
  ]) func reportedFiguresThatCannotBeRead(text: String, code: String) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    let run = try Product.run("bridge", Self.years[0], "--reported", file.path)
    #expect(run.code == 3)
    #expect(run.note.contains(code) || run.out.contains(code))
  }
}
