import Testing

/// What no source file may contain.
@Suite struct SourceTests {
  static let sources = ImportTests.sources
  static let tests = Repository.files(below: "Tests", ending: ".swift")

  /// Numbers of the lines of code that match, from 1.
  static func lines(of path: String, matching test: (Substring) -> Bool) -> [Int] {
    let lines = ImportTests.code[path, default: ""].split(
      separator: "\n", omittingEmptySubsequences: false)
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

  @Test func nothingIsForced() {
    for path in Self.sources {
      let lines = Self.lines(of: path) { line in
        (line.contains("!") || line.contains("fatalError")) && Self.isForced(line)
      }
      #expect(lines == [], "\(path): try!, as!, a force unwrap or fatalError")
    }
  }

  @Test func linesAreShort() {
    for path in Self.sources + Self.tests {
      let long = Repository.lines(path).enumerated().filter {
        $1.utf8.count > 100 && $1.count > 100
      }.map { $0.offset + 1 }
      #expect(long == [], "\(path): lines of more than 100 columns")
    }
  }

  @Test func filesAreShort() {
    for path in Self.sources + Self.tests {
      let count = Repository.lines(path).count
      #expect(count <= 800, "\(path): does it still have one subject?")
      if Allowlist.permits("long", path) {
        #expect(count > 500, "\(path): the entry in Allowlist.txt is not needed")
      } else {
        #expect(count <= 500, "\(path): split it, or give the reason in Allowlist.txt")
      }
    }
  }

  @Test func exceptionsHaveAReason() {
    let codes = Set(FindingCodeTests.kinds.map(\.code))
    for entry in Allowlist.entries {
      let isThere =
        entry.rule == "untested" ? codes.contains(entry.path) : Repository.exists(entry.path)
      #expect(isThere, "Allowlist.txt: \(entry.path) is not there")
      #expect(entry.reason.count >= 10, "Allowlist.txt: \(entry.path) has no reason")
      #expect(
        ["long", "sector-word", "untested"].contains(entry.rule), "Allowlist.txt: \(entry.rule)")
    }
    let rules = Repository.lines("Tests/HygieneTests/Allowlist.txt")
      .filter { !$0.hasPrefix("#") && !$0.isEmpty }
    #expect(rules.count == Allowlist.entries.count, "Allowlist.txt: rule path # reason")
    #expect(Set(Allowlist.entries.map { [$0.rule, $0.path] }).count == Allowlist.entries.count)
  }

  @Test func noPathOfOneMachine() {
    // Wherever this checkout stands is such a path too, whatever its folders are called.
    let own = Repository.root.path + "/"
    let pattern = #/(?:^|[^\w.~*\-])/(?:home|root|Users|tmp)//#
    let folders = ["/home/", "/root/", "/Users/", "/tmp/", own]
    for path in Repository.files() where path != "Tests/HygieneTests/SourceTests.swift" {
      guard Repository.file(path, has: folders), let text = Repository.text(path) else { continue }
      let hits = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $1.contains(pattern) || $1.contains(own) }.map { $0.offset + 1 }
      #expect(hits == [], "\(path): lines with a path of one machine")
    }
  }
}
