import Foundation
import Testing

/// The command lines that the documents and help texts show, against the program.
struct DocumentationTests {
  /// Lines `mrv …` in the fenced blocks of the README and the documents.
  private static let lines: [String] = {
    let folder = Product.repository.appendingPathComponent("Documentation")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let files =
      names.filter { $0.hasSuffix(".md") }.sorted().map { folder.appendingPathComponent($0) }
      + [Product.repository.appendingPathComponent("README.md")]
    return files.flatMap { file -> [String] in
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      var isCode = false
      return text.split(separator: "\n").compactMap { line in
        if line.hasPrefix("```") { isCode.toggle() }
        return isCode && line.hasPrefix("mrv ") ? String(line) : nil
      }
    }
  }()

  @Test func documentsNameCommandsThatExist() throws {
    #expect(Self.lines.count > 5)
    for line in Self.lines {
      let words = line.split(separator: " ").map(String.init)
      let help = try Product.run("help", words[1])
      #expect(help.code == 0, "\(line)")
      // Behind two blanks stands what the line is for.
      let command = line.split(separator: "  ", maxSplits: 1)[0]
      for option in command.split(separator: " ") where option.hasPrefix("--") {
        #expect(help.out.contains("  \(option)"), "\(line)")
      }
    }
  }

  @Test func examplesOfHelpAreUnderstood() throws {
    let overview = try Product.run("help", "--lang", "en").lines
    let commands = overview.drop { $0 != "commands:" }.dropFirst().prefix { !$0.isEmpty }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    for name in commands where name != "help" {
      let help = try Product.run(name, "--help", "--lang", "en")
      let examples = help.lines.filter { $0.hasPrefix("  mrv ") }
      for example in examples {
        let words = example.split(separator: " ").dropFirst().map(String.init)
        // Asked for help, a command still reads its options.
        let run = try Product.run(words + ["--help"])
        #expect(run.code == 0, "\(example)")
        for word in words where word.hasPrefix("sectors/") || word.hasPrefix("modules/") {
          #expect(FileManager.default.fileExists(atPath: Product.rule(word)), "\(example)")
        }
      }
    }
  }

  @Test(arguments: [
    ("sectors/other-industries/2015", "SampleData/other-industries", "E_GHG"),
    ("sectors/power", "SampleData/power/2023", "E"),
    ("sectors/power", "SampleData/power/2022-01-to-04", "E"),
    ("sectors/machinery/ndrc-2015", "SampleData/machinery", "E"),
    ("sectors/carbon-materials/gbt-2024", "SampleData/carbon-materials", "ET"),
    ("sectors/mining/ndrc-2015", "SampleData/mining", "E"),
    ("sectors/food-beverages/ndrc-2015", "SampleData/food-beverages", "E"),
    ("sectors/buildings/ndrc-2015", "SampleData/buildings", "E"),
    ("sectors/paper/ndrc-2015", "SampleData/paper", "E"),
    ("sectors/magnesium/ndrc-2013", "SampleData/magnesium", "E"),
    ("sectors/ceramics/ndrc-2013", "SampleData/ceramics", "E"),
    ("sectors/flat-glass/ndrc-2013", "SampleData/flat-glass", "E"),
    ("sectors/non-ferrous/ndrc-2015", "SampleData/non-ferrous", "E"),
  ])
  func sampleFilingsRun(method: String, filing: String, total: String) throws {
    let path = Product.repository.appendingPathComponent(filing).path
    let folder = try TemporaryFolder()
    #expect(try Product.run("calculate", method, path).code == 0)
    #expect(try Product.run("explain", method, path, total).code == 0)
    #expect(try Product.run("report", method, path, "--out", folder.path).code == 0)
    #expect(try Product.run("checklist", method, path, "--out", folder.path).code == 0)
  }

  /// `Conformance/derive/sample_totals.py` reads the same tables and gives these digits.
  @Test(arguments: [
    ("SampleData/machinery", "55657.38607734586909321749798500703"),
    ("SampleData/carbon-materials", "192037.4897872956734968602150537634"),
    ("SampleData/mining", "98000.92601058836333333333333333334"),
    ("SampleData/food-beverages", "38917.51998481291666666666666666667"),
    ("SampleData/buildings", "34158.22532125726666666666666666667"),
    ("SampleData/paper", "370643.3749014538566666666666666667"),
    ("SampleData/magnesium", "504174.56055968994"),
    ("SampleData/ceramics", "50697.13023576504761904761904761905"),
    ("SampleData/flat-glass", "142922.8232602515"),
    ("SampleData/non-ferrous", "177729.1904209435333333333333333333"),
  ])
  func sampleTotals(filing: String, total: String) throws {
    let path = Product.repository.appendingPathComponent(filing).path
    let run = try Product.run("calculate", path, "--json")
    #expect(run.code == 0)
    let totals = run.out.split(separator: "\n").filter { $0.contains("\"role\":\"total\"") }
    #expect(totals.contains { $0.contains("\"value\":\"\(total)\"") }, "\(totals)")
  }

  @Test func monthsOfAnEarlierEditionAreNamed() throws {
    let path = Product.repository.appendingPathComponent("SampleData/power/2022-01-to-04").path
    let out = try Product.run("calculate", "sectors/power", path).out
    #expect(out.contains("2022-01..2022-03 按 sectors/power/mee-2021"))
    // Two units in four months are eight values; a longer list is asked for.
    let year = Product.repository.appendingPathComponent("SampleData/power/2023").path
    #expect(!(try Product.run("calculate", "sectors/power", year).out.contains("2023-07/E_燃烧")))
    let all = try Product.run("calculate", "sectors/power", year, "--all").out
    #expect(all.contains("unit[2]/2023-07/E_燃烧"))
  }
}
