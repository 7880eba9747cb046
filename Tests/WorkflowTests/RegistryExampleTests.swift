import Foundation
import Testing

@testable import Workflow

/// Each finding about a registry and its offsets has steps that make it, in the sample's registry.
///
/// `Tests/FailingRecords/<code>` holds `steps.txt` (`file NAME`, its lines, an empty line; commands
/// as they are typed, where `P` is the project and `/x` a file), `about.txt` (title, why, what to
/// do) and `printed.txt`, what the last command prints in both languages.
/// `Documentation/Findings/<code>.md` is made of them.
@Suite struct RegistryExampleTests {
  static let folder = RegistryDesk.repository.appendingPathComponent("Tests/FailingRecords")
  static let codes = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { !$0.hasPrefix(".") }.sorted()

  /// Codes without an example, and who exercises them.
  static let elsewhere = [
    "registry.basis": "RegistryIssueTests: its steps have a digest in them",
    "registry.not-creditable": "RegistryTests: the result has to be made for it",
    "offsets.rule-form": "OffsetTests: needs a rule library of its own",
  ]

  private static func text(_ code: String, _ file: String) -> String {
    let url = folder.appendingPathComponent("\(code)/\(file)")
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }

  @Test(arguments: codes) func theLastStepMakesIt(_ code: String) throws {
    let printed = try ["zh", "en"].map { try Self.last(Self.text(code, "steps.txt"), $0) }
    #expect(printed.allSatisfy { $0.contains("\(code): ") })
    let all = printed.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["MRV_WRITE_PRINTED"] != nil {
      let url = Self.folder.appendingPathComponent("\(code)/printed.txt")
      #expect((try? Data(all.utf8).write(to: url)) != nil)
    }
    #expect(Self.text(code, "printed.txt") == all, "look at it, then set MRV_WRITE_PRINTED=1 once")
  }

  /// What the last command prints, without the folder that this runs in.
  private static func last(_ steps: String, _ language: String) throws -> String {
    let desk = try RegistryDesk()
    var printed = ""
    var file: (name: String, lines: [String])?
    for line in steps.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let open = file {
        if line.isEmpty {
          try desk.write(open.lines.joined(separator: "\n") + "\n", open.name)
          file = nil
        } else {
          file?.lines.append(line)
        }
      } else if line.hasPrefix("file ") {
        file = (String(line.dropFirst(5)), [])
      } else if line.hasPrefix("mrv ") {
        let words = line.split(separator: " ").dropFirst().map(String.init)
        let run = desk.run(words + ["--lang", language])
        printed = run.out + run.note
      }
    }
    return printed.replacing(desk.path("p.mrv"), with: "P")
      .replacing(desk.folder.path + "/", with: "")
  }

  @Test(arguments: codes) func itIsSaidWhyAndWhatToDo(_ code: String) {
    let lines = Self.text(code, "about.txt").split(separator: "\n").map(String.init)
    #expect(lines.count == 3 && lines.first?.hasSuffix(".") == false)
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(".") })
  }

  @Test func everyCodeHasAnExampleOrAReason() throws {
    let sources = RegistryDesk.repository.appendingPathComponent("Sources")
    var declared: Set<String> = []
    let names = FileManager.default.enumerator(atPath: sources.path)
    while let name = names?.nextObject() as? String {
      guard name.hasSuffix(".swift") else { continue }
      let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
      for match in text.matches(of: /FindingKind\(\s*"((?:registry|offsets)\.[^"]+)",/) {
        declared.insert(String(match.1))
      }
    }
    #expect(declared.count > 50)
    let examples = Set(Self.codes)
    #expect(declared.subtracting(examples).subtracting(Self.elsewhere.keys).sorted() == [])
    #expect(examples.subtracting(declared).sorted() == [], "no longer declared")
    #expect(Set(Self.elsewhere.keys).subtracting(declared).sorted() == [], "no longer declared")
    #expect(examples.intersection(Self.elsewhere.keys).sorted() == [], "has an example by now")
  }
}
