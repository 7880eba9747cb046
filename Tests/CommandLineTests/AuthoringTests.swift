import Foundation
import Testing

/// `mrv fmt` and `mrv mutate`: what authors of rule files run.
struct AuthoringTests {
  @Test func formatWritesOnlyWhatDiffers() throws {
    let folder = try TemporaryFolder()
    try folder.copyLibrary("illustrative/own-fuel")
    let path = "illustrative/own-fuel/methodology.xml"
    let words = ["fmt", "illustrative/own-fuel", "--methods", folder.path]
    #expect(try Product.run(words).code == 0)
    // Formatted once, nothing is left to do.
    #expect(try Product.run(words + ["--check"]).code == 0)
    let good = try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
    try folder.write(good.replacingOccurrences(of: " × ", with: "*"), path)
    let check = try Product.run(words + ["--check"])
    #expect(check.code == 1)
    #expect(check.out == path + "\n")
    let spoiled = try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
    #expect(spoiled.contains("*"))
    let run = try Product.run(words)
    #expect(run.code == 0 && run.out == path + "\n")
    #expect(try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8) == good)
  }

  @Test func formatKeepsWhatIsNotWellFormed() throws {
    let folder = try TemporaryFolder()
    try folder.copyLibrary("illustrative/own-fuel")
    let path = "illustrative/own-fuel/methodology.xml"
    try folder.write("<methodology>", path)
    let run = try Product.run("fmt", "illustrative/own-fuel", "--methods", folder.path)
    #expect(run.code == 3)
    #expect(run.out.contains(path))
    #expect(
      try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8) == "<methodology>")
    let wrong = try Product.run("fmt", "illustrative/own-fule")
    #expect(wrong.code == 2 && wrong.note.contains("illustrative/own-fuel"))
  }

  @Test func mutationNeedsCases() throws {
    let folder = try TemporaryFolder()
    let id = "illustrative/own-fuel"
    try folder.copyLibrary(id)
    let words = ["mutate", id, "--methods", folder.path]
    let before = try Data(contentsOf: folder.url.appendingPathComponent("\(id)/methodology.xml"))
    func caught(_ run: Product.Run) throws -> (byCase: Int, survived: Int) {
      let list = try JSONSerialization.jsonObject(with: Data(run.out.utf8))
      let report = try #require((list as? [[String: Any]])?.first)
      return (
        try #require(report["caughtByCase"] as? Int), try #require(report["survived"] as? Int)
      )
    }
    let first = try Product.run(words + ["--at-least", "50", "--json"])
    #expect(first.code == 0)
    let after = try Data(contentsOf: folder.url.appendingPathComponent("\(id)/methodology.xml"))
    #expect(before == after)
    // Without cases only the compiler and the examples of checks notice.
    try FileManager.default.removeItem(atPath: folder.path + "/\(id)/cases")
    try FileManager.default.removeItem(atPath: folder.path + "/\(id)/failing")
    let run = try Product.run(words + ["--at-least", "100", "--json"])
    #expect(run.code == 1)
    #expect(try caught(run).byCase < caught(first).byCase)
    #expect(try caught(run).survived > caught(first).survived)
  }

  @Test func mutationAsksForKnownWords() throws {
    let kind = try Product.run("mutate", "illustrative/own-fuel", "--kind", "droped-molar")
    #expect(kind.code == 2 && kind.note.contains("dropped-molar"))
    #expect(try Product.run("mutate", "modules/fuel-combusti").code == 2)
    #expect(try Product.run("mutate", "--limit", "some").code == 2)
  }

  @Test func pagesOfMethods() throws {
    let folder = try TemporaryFolder()
    try folder.copyLibrary("illustrative/own-fuel")
    let out = folder.path + "/pages"
    let run = try Product.run("doc", "--methods", folder.path, "--out", out)
    #expect(run.code == 0)
    #expect(run.out == "\(out)/illustrative_own-fuel.html\n\(out)/index.html\n")
    let page = try String(contentsOfFile: out + "/illustrative_own-fuel.html", encoding: .utf8)
    for part in ["要填的数据", "19.57", "非官方演示", "来源状态"] { #expect(page.contains(part), "\(part)") }
    let index = try String(contentsOfFile: out + "/index.html", encoding: .utf8)
    #expect(index.contains("illustrative_own-fuel.html"))
  }
}
