import Testing

/// What no source file may contain.
@Suite struct SourceTests {
  static let sources = ImportTests.sources
  static let tests = Repository.files(below: "Tests", ending: ".swift")

  /// Numbers of the lines of code that match, from 1.
  static func lines(of path: String, matching test: (Substring) -> Bool) -> [Int] {
    let code = SwiftText.strip(Repository.text(path) ?? "")
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.filter { test(lines[$0]) }.map { $0 + 1 }
  }

  /// Whether a line of code unwraps, casts or tries by force, or traps without saying so.
  static func isForced(_ line: Substring) -> Bool {
    line.contains(/[\w)\]>"]!(?!=)/) || line.contains(/\bfatalError\s*\(/)
  }

  @Test func forceIsRecognised() {
    let forced = [
      "try! f()", "x as! Int", "a!", "f()!.b", "a[0]! + 1", "var a: Int!", "fatalError()",
    ]
    let fine = ["a != b", "a !== b", "!a && !b(c)", "if !a[1] {", "precondition(a, b)"]
    #expect(forced.allSatisfy { Self.isForced($0[...]) })
    #expect(!fine.contains { Self.isForced($0[...]) })
  }

  @Test(arguments: sources) func nothingIsForced(_ path: String) {
    #expect(
      Self.lines(of: path, matching: Self.isForced) == [],
      "\(path): lines with try!, as!, a force unwrap or fatalError")
  }

  @Test(arguments: sources + tests) func linesAreShort(_ path: String) {
    let long = Repository.lines(path).enumerated().filter { $1.count > 100 }.map { $0.offset + 1 }
    #expect(long == [], "\(path): lines of more than 100 columns")
  }

  @Test(arguments: sources + tests) func filesAreShort(_ path: String) {
    let count = Repository.lines(path).count
    #expect(count <= 800, "\(path) has \(count) lines: does it still have one subject?")
    let mayBeLong = Allowlist.permits("long", path)
    #expect(count <= 500 || mayBeLong, "\(path) has \(count) lines: split it, or allow it")
    #expect(count > 500 || !mayBeLong, "\(path): the entry in Allowlist.txt is not needed")
  }

  @Test func exceptionsHaveAReason() {
    for entry in Allowlist.entries {
      #expect(Repository.exists(entry.path), "Allowlist.txt: \(entry.path) is not there")
      #expect(entry.reason.count >= 10, "Allowlist.txt: \(entry.path) has no reason")
      #expect(["long", "sector-word"].contains(entry.rule), "Allowlist.txt: \(entry.rule)")
    }
    let rules = Repository.lines("Tests/HygieneTests/Allowlist.txt")
      .filter { !$0.hasPrefix("#") && !$0.isEmpty }
    #expect(rules.count == Allowlist.entries.count, "Allowlist.txt: rule path # reason")
    #expect(Set(Allowlist.entries.map { [$0.rule, $0.path] }).count == Allowlist.entries.count)
  }

  @Test func noPathOfOneMachine() {
    let pattern = #/(?:^|[^\w.~*\-])/(?:work|home|root|farm|Users)/|/tmp/wt\b/#
    for path in Repository.files() {
      guard let text = Repository.text(path), path != "Tests/HygieneTests/SourceTests.swift"
      else { continue }
      let hits = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $1.contains(pattern) }.map { $0.offset + 1 }
      #expect(hits == [], "\(path): lines with a path of one machine")
    }
  }
}
