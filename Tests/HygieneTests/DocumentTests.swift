import Foundation
import Testing

/// Documents: what they point at is there, and lists have no gaps.
@Suite struct DocumentTests {
  static let pages = Repository.files(ending: ".md")

  /// What may stand at the top of the repository.
  static let top: Set<String> = [
    "Package.swift", "Package.resolved", "Sources", "Tests", "Methodologies", "SampleData",
    "README.md", "Makefile", "Documentation", "Benchmarks", "Conformance",
  ]

  @Test func topIsTidy() {
    #expect(Set(Repository.names()).subtracting(Self.top.union(["out"])) == [])
  }

  @Test func decisionsAreNumberedWithoutGaps() {
    let names = Repository.names(in: "Documentation/Decisions")
    let numbers = names.map { Int($0.prefix(4)) ?? 0 }
    #expect(numbers == Array(1...max(1, names.count)))
    #expect(names.allSatisfy { $0.wholeMatch(of: /\d{4}-[a-z]+(?:-[a-z]+)*\.md/) != nil })
  }

  @Test func decisionsSayWhyAndWhatElse() {
    for name in Repository.names(in: "Documentation/Decisions") {
      let lines = Repository.lines("Documentation/Decisions/\(name)")
      let heads = lines.filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
      let wanted = ["Context", "Decision", "Consequences", "Rejected"]
      #expect(wanted.allSatisfy(heads.contains), "\(name): \(wanted)")
      #expect(lines.first?.hasPrefix("# \(name.prefix(4)) ") == true, "\(name): its heading")
    }
  }

  @Test func linksLeadSomewhere() {
    for path in Self.pages {
      let text = (Repository.text(path) ?? "").replacing(/```.*?```/.dotMatchesNewlines(), with: "")
      let folder = URL(fileURLWithPath: "/" + path).deletingLastPathComponent()
      let broken = text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }.filter { link in
        guard !link.contains("://"), !link.hasPrefix("#"), !link.hasPrefix("mailto:") else {
          return false
        }
        let file = link.split(separator: "#")[0]
        let target = folder.appendingPathComponent(String(file)).standardized.path
        return !Repository.exists(String(target.dropFirst()))
      }
      #expect(broken == [], "\(path): links that lead nowhere")
    }
  }

  @Test func filesThatTextsNameAreThere() {
    let documents =
      Repository.files(below: "Sources", ending: ".swift")
      + Repository.files(below: "Methodologies", ending: ".xml") + Self.pages
    for path in documents where Repository.file(path, has: ["Documentation/"]) {
      let text = Repository.text(path) ?? ""
      let named = text.matches(of: /Documentation\/[\w\/\-]+\.(?:md|rng)/).map { String($0.0) }
      let missing = Set(named).filter { !Repository.exists($0) }
      #expect(missing == [], "\(path) names documents that are not there")
    }
  }

  @Test func theGlossaryHasEachTermOnce() {
    let rows = Repository.lines("Documentation/Glossary.md")
      .filter { $0.hasPrefix("| ") && !$0.hasPrefix("| ---") && !$0.hasPrefix("| 中文") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    #expect(rows.count >= 40)
    for column in 0...1 {
      let terms = rows.map { $0.count > column ? $0[column].lowercased() : "" }
      #expect(!terms.contains(""), "a term without its \(column == 0 ? "Chinese" : "English")")
      let twice = Dictionary(grouping: terms, by: { $0 }).filter { $0.value.count > 1 }.keys
      #expect(twice.sorted() == [])
    }
  }

  @Test func commandsOfTheReadmeAreThere() {
    let makefile = Repository.lines("Makefile")
    let named = (Repository.text("README.md") ?? "").matches(of: /\bmake ([a-z]+)/)
      .map { String($0.1) }
    #expect(named.contains("report") && named.contains("test"))
    for target in Set(named) {
      #expect(makefile.contains { $0.hasPrefix("\(target):") }, "make \(target)")
    }
  }
}
