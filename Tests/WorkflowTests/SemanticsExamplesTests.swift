import Foundation
import RuleLanguage
import Testing

@testable import Workflow

/// Every example in `Documentation/Semantics.md` is run: what the pages say is what happens.
@Suite struct SemanticsExamplesTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let number: Int
    let rules: String
    let lines: String
    let language: String
    var testDescription: String { "\(name) \(number)" }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func examples() -> [Example] {
    let path = root.appendingPathComponent("Documentation/Semantics.md")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    var rules: [String: String] = [:]
    var languages: [String: String] = [:]
    var examples: [Example] = []
    var block: (kind: String, name: String, lines: [String])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let open = block {
          let body = open.lines.joined(separator: "\n")
          if open.kind == "xml" {
            rules[open.name] = body
          } else {
            let number = examples.count { $0.name == open.name } + 1
            examples.append(
              Example(
                name: open.name, number: number, rules: rules[open.name] ?? "", lines: body,
                language: languages[open.name] ?? "1"))
          }
          block = nil
        } else {
          let words = line.dropFirst(3).split(separator: " ").map(String.init)
          if words.count >= 2, words[1].hasPrefix("example=") {
            block = (words[0], String(words[1].dropFirst(8)), [])
            if words.count == 3 { languages[block?.name ?? ""] = String(words[2].dropFirst(9)) }
          }
        }
      } else {
        block?.lines.append(String(line))
      }
    }
    return examples
  }

  @Test func thereAreExamplesOnEveryPage() {
    let names = Set(Self.examples().map(\.name))
    #expect(names.count >= 8)
    #expect(Self.examples().allSatisfy { !$0.rules.isEmpty })
  }

  @Test(arguments: examples()) func holds(_ example: Example) {
    let library = MethodLibrary(
      Self.root.appendingPathComponent("Methodologies").path)
    var files = library.files.files
    let folder = "semantics/\(example.name)"
    files["\(folder)/methodology.xml"] = Array(
      """
      <methodology language="\(example.language)" id="\(example.name)"
        standing="unofficial" evidence="definition">
      <title>例</title><gwp set="sar"/>
      \(example.rules)
      </methodology>
      """.utf8)
    var head = "title \(example.name)\nmethod \(folder)\n"
    if !example.lines.contains("period ") { head += "period 2024\n" }
    let path = "\(folder)/cases/\(example.number).case"
    files[path] = Array((head + example.lines).utf8)
    let outcome = CaseRunner(MethodLibrary(RuleFiles(files))).run(path)
    #expect(outcome.failures.map(\.en) == [])
  }
}
