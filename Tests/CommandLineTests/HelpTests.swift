import Foundation
import Testing

/// The help texts, compared with the files in Goldens.
///
/// After a wanted change: `mrv COMMAND --help --lang zh > Tests/CommandLineTests/Goldens/…`.
struct HelpTests {
  private static let commands = [
    "methods", "show", "template", "compare", "calculate", "batch", "explain", "bridge", "report",
    "checklist", "plan", "month", "confirm", "scope", "test", "lint", "fmt", "mutate", "doc",
    "new", "init", "import", "status", "history", "diff", "sign", "backup", "registry", "offsets",
  ]

  private func golden(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appendingPathComponent("Goldens/\(name).txt"))
    return String(decoding: data, as: UTF8.self)
  }

  @Test(arguments: ["zh", "en"])
  func overview(language: String) throws {
    let run = try Product.run("help", "--lang", language)
    #expect(run.out == (try golden("help.\(language)")))
    #expect(run.code == 0 && run.note.isEmpty)
    #expect(try Product.run("--help", "--lang", language).out == run.out)
    #expect(try Product.run("--lang", language).out == run.out)
  }

  @Test(arguments: commands, ["zh", "en"])
  func command(name: String, language: String) throws {
    let run = try Product.run(name, "--help", "--lang", language)
    #expect(run.out == (try golden("\(name).\(language)")))
    #expect(run.code == 0 && run.note.isEmpty)
    #expect(try Product.run("help", name, "--lang=\(language)").out == run.out)
    #expect(try Product.run("--lang", language, name, "-h").out == run.out)
  }

  @Test func overviewNamesEveryCommandWithAPage() throws {
    let out = try Product.run("help").out
    let lines = out.split(separator: "\n").drop { $0 != "命令：" }.dropFirst()
    let listed = lines.prefix { $0.hasPrefix("  ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(Set(listed) == Set(Self.commands + ["help"]))
  }

  @Test func version() throws {
    let run = try Product.run("--version")
    #expect(run.code == 0)
    #expect(run.out.wholeMatch(of: /mrv \d+\.\d+\.\d+\n/) != nil)
  }

  @Test func everyPageHasAnExampleAndFitsTheTerminal() throws {
    for name in Self.commands {
      let out = try Product.run(name, "--help", "--lang", "en").out
      #expect(out.contains("examples:\n  mrv \(name)"), "\(name)")
      #expect(out.split(separator: "\n").allSatisfy { $0.count <= 120 }, "\(name)")
    }
  }
}
