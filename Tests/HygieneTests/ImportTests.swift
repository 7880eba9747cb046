import Testing

/// Who imports whom, as `Documentation/Structure.md` says.
@Suite struct ImportTests {
  /// The targets in the order of the table of `Structure.md`: each imports only those above it.
  static let targets: [String] = Repository.lines("Documentation/Structure.md")
    .compactMap { $0.prefixMatch(of: /\| `(\w+)` \|/).map { String($0.1) } }

  /// Modules of the system that sources may use, and where.
  static let system: [String: [String]?] = [
    "Foundation": nil, "Synchronization": nil, "Dispatch": nil, "Glibc": nil,
  ]

  /// Targets that must build without Foundation.
  static let plain = ["Quantities", "RulePlan", "Engine"]

  /// The sources of all targets.
  static let sources = Repository.files(below: "Sources", ending: ".swift")

  /// The modules that a source file imports.
  static func imports(of path: String) -> [String] {
    let code = SwiftText.strip(Repository.text(path) ?? "")
    return code.split(separator: "\n").compactMap { line in
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

  @Test(arguments: sources) func importsOnlyWhatStandsAbove(_ path: String) {
    let above = Self.targets.prefix { $0 != Self.target(of: path) }
    let wrong = Self.imports(of: path).filter { name in
      !above.contains(name) && Self.system[name] == nil
    }
    #expect(wrong == [], "\(path) imports what Structure.md does not allow")
  }

  @Test(arguments: sources) func keepsFoundationOut(_ path: String) {
    guard Self.plain.contains(Self.target(of: path)) else { return }
    let wrong = Self.imports(of: path).filter { $0.hasPrefix("Foundation") }
    #expect(wrong == [], "\(path): \(Self.plain) stay free of Foundation")
  }

  @Test func pointersOfLibxml2StayInOneFolder() {
    let outside = Self.sources.filter { path in
      Self.imports(of: path).contains("CXML2") && !path.hasPrefix("Sources/RuleLanguage/XML/")
    }
    #expect(outside == [])
  }

  @Test func syntaxStaysInTheRuleLanguage() {
    let readers = Self.sources.filter { Self.imports(of: $0).contains("RuleLanguage") }
      .map(Self.target(of:))
    #expect(Set(readers).isSubset(of: ["Workflow"]))
  }
}
