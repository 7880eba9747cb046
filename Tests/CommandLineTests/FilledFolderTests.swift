import Foundation
import Testing

/// `mrv calculate` over folders as people hand them in.
struct FilledFolderTests {
  private static let samples = Product.repository.appendingPathComponent("SampleData")

  /// A copy of a sample filing with some of its files left out or replaced.
  private func copy(
    _ sample: String, without: Set<String> = [], _ changes: [String: String] = [:]
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let source = Self.samples.appendingPathComponent(sample)
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path)
    where !without.contains(name) && changes[name] == nil {
      let text = try String(contentsOf: source.appendingPathComponent(name), encoding: .utf8)
      _ = try folder.write(text, name)
    }
    for (name, text) in changes { _ = try folder.write(text, name) }
    return folder
  }

  @Test func measuredValuesWithoutTheirReportAreNotPassedOverInSilence() throws {
    let untouched = try copy("power/2023")
    let whole = try Product.run("calculate", untouched.path)
    #expect(whole.code == 0)
    #expect(!whole.out.contains("value.passed-over"))
    let bare = try copy("power/2023", without: ["register.csv"])
    let run = try Product.run("calculate", bare.path)
    let told = run.lines.filter { $0.contains("value.passed-over") }
    #expect(told.count == 2)
    #expect(told.allSatisfy { $0.contains("register.csv") })
  }

  @Test func aFacilityWithoutRowsIsNamedWithItsTable() throws {
    // The western plant has one carbonate; without its line nobody says that it has none.
    let table = """
      设施 facility,碳酸盐品种 carbonate,碳酸盐消费量 AD_carbonate [t],碳酸盐的纯度 PUR_carbonate [%]
      东厂,CaCO3,3250.00,96.8
      """
    let gap = try copy("other-industries", ["carbonate.csv": table])
    let run = try Product.run("calculate", gap.path)
    #expect(run.code == 1)
    let line = try #require(run.lines.first { $0.contains("facility[西厂]/carbonate ") })
    #expect(line.contains("carbonate.csv"))
    // Said in the table itself, the total is there: 112289.99… less the carbonate left out.
    let said = try copy("other-industries", ["carbonate.csv": table + "\n西厂,不涉及,,\n"])
    #expect(try Product.run("calculate", said.path).code == 0)
  }

  @Test func gapsAreListedBesideErrors() throws {
    let run = try Product.run("calculate", Self.samples.path + "/other-industries-wrong")
    #expect(run.code == 3)
    let line = try #require(
      run.lines.first { $0.contains("facility[西厂]/carbonate[Na2CO3]/PUR_carbonate") })
    // The purity is the seventh column of the table.
    #expect(line.contains("carbonate.csv 第4行 第7列 (G4)"))
    #expect(run.out.contains("fuel.csv 第5行 第7列 (G5)"))
  }

  @Test func aMonthWithoutItsOnlyValueIsNamedByItsCell() throws {
    // The table has one column of values; February stands on its third line.
    let source = Self.samples.appendingPathComponent("coal-mining/pit.csv")
    let text = try String(contentsOf: source, encoding: .utf8)
    #expect(text.contains(",2023-02,80568.05"))
    let gap = try copy(
      "coal-mining", ["pit.csv": text.replacing(",2023-02,80568.05", with: ",2023-02,")])
    let run = try Product.run("calculate", gap.path)
    #expect(run.code == 1)
    let line = try #require(run.lines.first { $0.contains("2023-02/P_露天") })
    #expect(line.contains("pit.csv 第3行 第5列 (E3)"))
    let english = try Product.run("calculate", gap.path, "--lang", "en")
    #expect(english.out.contains("pit.csv row 3 column 5 (E3)"))
  }

  @Test func documentsTellWhatWasFoundWhileReading() throws {
    let bare = try copy("power/2023", without: ["register.csv"])
    let out = try TemporaryFolder()
    for (command, file) in [("report", "report.html"), ("checklist", "checklist.txt")] {
      #expect(try Product.run(command, bare.path, "--out", out.path).code == 0)
      let text = try String(contentsOfFile: out.path + "/" + file, encoding: .utf8)
      #expect(text.contains("value.passed-over"), "\(file)")
    }
  }

  @Test func aValueAThousandTimesItsDefaultIsDoubted() throws {
    let table = """
      设施 facility,化石燃料品种 fuel,单位,燃料消费量 FC [按化石燃料品种],低位发热量 NCV [GJ/unit(fuel)]
      东厂,烟煤,t,-1,22860
      西厂,烟煤,t,1,22.86
      """
    let folder = try copy("other-industries", ["fuel.csv": table])
    let run = try Product.run("calculate", folder.path)
    let told = run.lines.filter { $0.contains("value.distant") }
    #expect(told.count == 1)
    #expect(told.first?.contains("facility[东厂]/fuel[烟煤]/NCV") == true)
    #expect(run.lines.count { $0.contains("filing.negative") } == 1)
  }
}
