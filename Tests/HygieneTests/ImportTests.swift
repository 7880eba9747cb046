import Testing

/// Who imports whom, as `Documentation/Structure.md` says.
@Suite struct ImportTests {
  /// The targets in the order of the table of `Structure.md`: each imports only those above it.
  static let targets: [String] = Repository.lines("Documentation/Structure.md")
    .compactMap { $0.prefixMatch(of: /\| `(\w+)` \|/).map { String($0.1) } }

  /// Modules of the system that sources may use.
  static let system: Set = ["Foundation", "Synchronization", "Dispatch", "Glibc"]

  /// Targets that must build without Foundation.
  static let plain = ["Quantities", "RulePlan", "Engine"]

  /// The sources of all targets.
  static let sources = Repository.files(below: "Sources", ending: ".swift")

  /// The code of each source file, without comments and strings.
  static let code: [String: String] = Dictionary(
    uniqueKeysWithValues: sources.map { ($0, SwiftText.strip(Repository.text($0) ?? "")) })

  /// The modules that each source file imports.
  static let imports: [String: [String]] = code.mapValues(modules(in:))

  /// The modules that a piece of code imports.
  static func modules(in code: String) -> [String] {
    code.split(separator: "\n").compactMap { line in
      guard line.contains("import") else { return nil }
      let pattern =
        /^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:public |package |internal |private |fileprivate )?import\s+/
      guard let start = line.prefixMatch(of: pattern) else { return nil }
      let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let words = line[start.range.upperBound...].split(separator: " ").map(String.init)
      guard let first = words.first else { return nil }
      let name = kinds.contains(first) && words.count > 1 ? words[1] : first
      return name.split(separator: ".").first.map(String.init)
    }
  }

  /// The target that a source file belongs to.
  static func target(of path: String) -> String {
    path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
  }

  /// The dependencies that `Package.swift` declares for each library.
  static let declared: [String: [String]] = {
    let manifest = Repository.text("Package.swift") ?? ""
    var result: [String: [String]] = [:]
    for match in manifest.matches(of: /library\(\s*"(\w+)",\s*\[([^\]]*)\]/) {
      result[String(match.1)] = match.2.matches(of: /"(\w+)"/).map { String($0.1) }
    }
    return result
  }()

  @Test func structureNamesEveryTarget() {
    let folders = Repository.names(in: "Sources").filter { Repository.hasFolder("Sources/\($0)") }
    #expect(Self.targets.count >= 5)
    #expect(Set(folders).subtracting(Self.targets) == [], "not in Structure.md")
    #expect(Set(Self.declared.keys).subtracting(Self.targets) == [], "not in Structure.md")
  }

  @Test func dependenciesPointUpwards() {
    for (name, dependencies) in Self.declared {
      let above = Self.targets.prefix { $0 != name }
      let wrong = dependencies.filter { !above.contains($0) }
      #expect(wrong == [], "Package.swift: \(name) may depend only on targets above it")
    }
  }

  @Test func importsAreRead() {
    let code = "import A\n@testable import B\n  package import struct C.D\nlet importer = 1"
    #expect(Self.modules(in: code) == ["A", "B", "C"])
  }

  @Test func filesImportOnlyWhatStandsAbove() {
    for (path, names) in Self.imports {
      let above = Self.targets.prefix { $0 != Self.target(of: path) }
      let wrong = names.filter { !above.contains($0) && !Self.system.contains($0) }
      #expect(wrong == [], "\(path) imports what Structure.md does not allow")
    }
  }

  @Test func someTargetsStayFreeOfFoundation() {
    for (path, names) in Self.imports where Self.plain.contains(Self.target(of: path)) {
      #expect(!names.contains { $0.hasPrefix("Foundation") }, "\(path) imports Foundation")
    }
  }

  /// Where the pointers of each library of C may go.
  static let bridges = [
    "CXML2": ["Sources/RuleLanguage/XML/", "Sources/OfficeFiles/XML/"],
    "CArchive": ["Sources/OfficeFiles/ZIP/"],
    "CXLSXWriter": ["Sources/OfficeFiles/WorkbookWriting/"],
  ]

  @Test func pointersOfLibrariesStayInTheirFolders() {
    for (library, folders) in Self.bridges {
      let outside = Self.sources.filter { path in
        Self.imports[path, default: []].contains(library)
          && !folders.contains { path.hasPrefix($0) }
      }
      #expect(outside == [], "\(library) is imported outside its folder")
    }
  }

  @Test func pointersOfTheStoreStayInTheirFiles() {
    let homes = ["CSQLite": "Sources/Store/SQLite/", "CCrypto": "Sources/Store/Digest.swift"]
    for (module, home) in homes {
      let users = Self.sources.filter { Self.imports[$0, default: []].contains(module) }
      #expect(!users.isEmpty && users.allSatisfy { $0.hasPrefix(home) }, "\(module): \(users)")
    }
  }

  @Test func syntaxStaysInTheRuleLanguage() {
    let readers = Self.sources.filter { Self.imports[$0, default: []].contains("RuleLanguage") }
    // Reports print formulas in words: one file reads them, the others see the words.
    let words = "Sources/Reporting/Report/FormulaWords.swift"
    #expect(readers.contains(words))
    let others = readers.filter { $0 != words }.map(Self.target(of:))
    #expect(Set(others).isSubset(of: ["Workflow", "mrv"]))
  }
}
