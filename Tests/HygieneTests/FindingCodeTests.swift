import Foundation
import Testing

/// Codes of findings are permanent and documented: people search for them and programs read them.
@Suite struct FindingCodeTests {
  /// A kind as declared in the sources.
  struct Kind {
    var path: String
    var constant: String
    var code: String
    var severity: String
    var zh: String
    var en: String

    /// The row of the index.
    var row: String {
      let cells = ["`\(code)`", severity, zh, en].map { $0.replacing("|", with: "\\|") }
      return "| " + cells.joined(separator: " | ") + " |"
    }
  }

  /// Kinds whose code depends on a rule file; a methodology documents them.
  static let dynamic = ["check."]

  /// All kinds with a code of their own, in the order of the sources.
  static let kinds: [Kind] = ImportTests.sources.flatMap { path -> [Kind] in
    guard Repository.file(path, has: ["FindingKind("]) else { return [] }
    return declarations(in: Repository.text(path) ?? "").map { groups in
      Kind(
        path: path, constant: groups[0], code: groups[1], severity: groups[2], zh: groups[3],
        en: groups[4])
    }
  }

  /// Constant, code, severity, zh and en of each literal declaration in a source text.
  static func declarations(in text: String) -> [[String]] {
    let pattern =
      #/
      (?:(\w+)(?:\s*:\s*FindingKind)?\s*=\s*)? FindingKind\(\s* "((?:[^"\\]|\\.)*)",\s* \.(\w+),\s*
      zh:\s* ((?:\s*\+?\s*"(?:[^"\\]|\\.)*")+) ,\s*
      en:\s* ((?:\s*\+?\s*"(?:[^"\\]|\\.)*")+) ,?\s*\)
      /#
    return text.matches(of: pattern).map { match in
      [
        String(match.1 ?? "?"), String(match.2), String(match.3), joined(match.4), joined(match.5),
      ]
    }
  }

  /// The text of string literals joined by `+`.
  static func joined(_ literals: Substring) -> String {
    literals.matches(of: /"((?:[^"\\]|\\.)*)"/)
      .map { $0.1.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\") }
      .joined()
  }

  @Test func declarationsAreRead() {
    let text = """
      static let a = FindingKind("x.y-z", .error, zh: "甲 {a}", en: "one {a}")
      static let b = FindingKind(
        "x.w", .remark, zh: "乙" + "丙",
        en: "two \\"2\\"")
      """
    #expect(
      Self.declarations(in: text) == [
        ["a", "x.y-z", "error", "甲 {a}", "one {a}"], ["b", "x.w", "remark", "乙丙", "two \"2\""],
      ])
  }

  @Test func everyKindIsALiteral() {
    for path in ImportTests.sources {
      let text = Repository.text(path) ?? ""
      guard text.contains("FindingKind(") else { continue }
      let code = SwiftText.strip(text, keeping: .codeAndStrings)
      let calls = code.matches(of: /\bFindingKind\(\s*"?([^"(,\s]*)/).filter { call in
        !Self.dynamic.contains { call.1.hasPrefix($0) }
      }
      #expect(
        calls.count == Self.declarations(in: text).count,
        "\(path): write FindingKind(\"code\", .severity, zh: \"…\", en: \"…\") with literals")
    }
  }

  @Test func codesAreUnique() {
    let byCode = Dictionary(grouping: Self.kinds, by: \.code)
    let twice = byCode.filter { $0.value.count > 1 }
      .map { "\($0.key): \($0.value.map(\.path))" }
    #expect(twice == [])
  }

  @Test func codesAndWordingsAreInForm() {
    for kind in Self.kinds {
      let name = "\(kind.path): \(kind.code)"
      let isSlug = kind.code.wholeMatch(of: /[a-z]+(?:-[a-z]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*/) != nil
      #expect(isSlug, "\(name): domain.slug")
      #expect(["error", "warning", "remark"].contains(kind.severity), "\(name)")
      // A wording may be nothing but an argument that comes in two languages: {reason}.
      let isArgument = kind.zh.wholeMatch(of: /\{[\w-]+\}/) != nil
      #expect(isArgument || kind.zh.contains(/\p{Han}/), "\(name) has no Chinese wording")
      #expect(kind.en.contains(/[A-Za-z]/), "\(name) has no English wording")
      #expect(!kind.zh.hasSuffix("。") && !kind.en.hasSuffix("."), "\(name): no full stop")
      let (zh, en) = (Self.arguments(kind.zh), Self.arguments(kind.en))
      #expect(zh.isSubset(of: en) || en.isSubset(of: zh), "\(name): different arguments")
    }
  }

  /// The names in braces, without the ending by which some are told apart by language.
  static func arguments(_ wording: String) -> Set<String> {
    Set(
      wording.matches(of: /\{([\w-]+)\}/).map {
        String($0.1.replacing(/En$|-en$|-zh$/, with: ""))
      })
  }

  @Test func indexIsFresh() {
    let rows = Repository.lines("Documentation/Findings/index.md").filter { $0.hasPrefix("| `") }
    let expected = Self.kinds.map(\.row)
    #expect(Set(expected).subtracting(rows) == [], "missing: run `make index`")
    #expect(Set(rows).subtracting(expected) == [], "no longer there: run `make index`")
    #expect(rows == rows.sorted() && rows.count == Set(rows).count, "run `make index`")
  }

  /// A code counts as exercised where a test, a gallery or a failing case has it, or a test names
  /// the constant. Those without are listed in Allowlist.txt, which can only get shorter.
  @Test func codesAreExercised() {
    let tests = Repository.files(below: "Tests").filter { !$0.hasPrefix("Tests/HygieneTests/") }
    let cases = Repository.files(below: "Methodologies", ending: ".case")
    let texts = (tests.filter { $0.hasSuffix(".swift") || $0.hasSuffix(".txt") } + cases)
      .compactMap(Repository.text)
    let seen = Data((texts + tests).joined(separator: "\n").utf8)
    for kind in Self.kinds {
      let isSeen = [kind.code, ".\(kind.constant)"].contains { name in
        seen.range(of: Data(name.utf8)) != nil
      }
      #expect(
        isSeen || Allowlist.permits("untested", kind.code),
        "\(kind.path): no test and no case makes \(kind.code)")
    }
  }

  @Test func pagesBelongToCodes() {
    let codes = Set(Self.kinds.map(\.code))
    let pages = Repository.names(in: "Documentation/Findings").filter { $0 != "index.md" }
    let orphans = pages.filter { !codes.contains(String($0.dropLast(3))) || !$0.hasSuffix(".md") }
    #expect(orphans == [])
  }
}
