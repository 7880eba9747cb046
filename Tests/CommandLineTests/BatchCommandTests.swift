import Foundation
import Testing

/// `mrv batch`, with the illustrative flight legs: a table whose rows are told apart by their keys.
struct BatchCommandTests {
  private static let method = "illustrative/flight-legs"

  /// Writes a table and runs the program on it.
  private func run(_ text: String, _ options: String...) throws -> Product.Run {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-batch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent("legs.csv"))
    return try Product.run(
      ["batch", Self.method, "legs.csv", "--allow-recalled"] + options, directory: folder.path)
  }

  private static let head =
    "企业,年,航段 leg,机型,飞行性质 性质,起飞机场 起飞,到达机场 到达,燃油消耗量 FC [t]\n"

  @Test func headingsThatDoNotFit() throws {
    let nothing = try run("甲,乙\n1,2\n")
    #expect(nothing.code == 3 && (nothing.out + nothing.note).contains("batch.no-table"))
    let nobody = try run("年,航段 leg,机型\n2022,1,A330\n")
    #expect(nobody.code == 3 && (nobody.out + nobody.note).contains("batch.no-enterprise"))
    let never = try run("企业,航段 leg,机型\n甲,1,A330\n")
    #expect(never.code == 3 && (never.out + never.note).contains("batch.no-year"))
    let wrong = try run(Self.head + "甲,二零二二,1,A330,商业,PEK,SHA,3\n")
    #expect(wrong.code == 3 && (wrong.out + wrong.note).contains("batch.year"))
  }

  @Test func totalsAsATable() throws {
    let run = try run(
      Self.head
        + "甲,2022,1,A330,商业,PEK,SHA,3\n乙,2022,1,A330,商业,PEK,SHA,3\n甲,2022,2,A330,商业,PEK,SHA,4\n")
    // 44.1 GJ/t × 0.0195 tC/GJ × 44/12 = 3.15315 tCO2 a tonne, by hand: 7 t and 3 t.
    let lines = run.out.split(whereSeparator: \.isNewline)
    #expect(
      lines == [
        "企业,报告期,E [tCO2],航段数,说明", "甲,2022,22.07205,2,", "乙,2022,9.45945,1,",
      ])
    #expect(run.code == 0 && run.note.isEmpty)
  }

  @Test func usage() throws {
    #expect(try Product.run("batch", Self.method).code == 2)
    #expect(try Product.run("batch", Self.method, "nowhere.csv", "--allow-recalled").code == 2)
    let table = try run(Self.head, "--table", "nothing")
    #expect(table.code == 2 && table.note.contains("nothing"))
  }
}
