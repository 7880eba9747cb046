import Diagnostics
import RuleLanguage
import RulePlan

/// The cases that mutants of a folder are tried on.
struct MutationTrial: Sendable {
  /// Cases and examples of checks that hold for the rules as they are, in the order of asking.
  private(set) var names: [String]
  /// Those that do not hold even for the rules as they are, and prove nothing.
  private(set) var excluded: [String] = []
  private let library: MethodLibrary
  /// The methodologies that read the folder's files.
  private let affected: [String]
  private let hashes: [String: String]
  private let errors: [String: Set<String>]
  private let examples: [String: CheckExample]

  init(_ folder: String, _ library: MethodLibrary) {
    self.library = library
    affected = Self.affected(by: folder, in: library)
    var hashes: [String: String] = [:]
    var errors: [String: Set<String>] = [:]
    var examples: [String: CheckExample] = [:]
    var names: [String] = []
    for methodology in affected {
      let compilation = library.compile(methodology)
      hashes[methodology] = compilation.plan?.hash
      errors[methodology] = Self.errorCodes(compilation)
      for example in CheckExample.all(of: methodology, in: library) {
        examples[example.name] = example
        names.append(example.name)
      }
      names += library.files.paths.filter {
        $0.hasSuffix(".case")
          && ($0.hasPrefix(methodology + "/cases/") || $0.hasPrefix(methodology + "/failing/"))
      }
    }
    self.hashes = hashes
    self.errors = errors
    self.examples = examples
    self.names = []
    for name in names {
      if Self.holds(name, examples, library) {
        self.names.append(name)
      } else {
        excluded.append(name)
      }
    }
  }

  /// Asks a case first that has just noticed something.
  mutating func prefer(_ name: String) {
    guard let index = names.firstIndex(of: name), index > 0 else { return }
    names.remove(at: index)
    names.insert(name, at: 0)
  }

  /// Who notices a fault.
  func outcome(of fault: RuleFault) -> MutationReport.Outcome {
    var files = library.files.files
    files[fault.file] = fault.applied(to: files[fault.file] ?? [])
    let mutant = MethodLibrary(RuleFiles(files))
    var isSame = true
    for methodology in affected {
      let compilation = mutant.compile(methodology)
      let news = Self.errorCodes(compilation).subtracting(errors[methodology] ?? [])
      if let code = news.min() { return .caughtByCompiler(code) }
      if compilation.plan?.hash != hashes[methodology] { isSame = false }
    }
    if isSame { return .withoutEffect }
    for name in names where !Self.holds(name, examples, mutant) { return .caughtByCase(name) }
    return .survived
  }

  private static func holds(
    _ name: String, _ examples: [String: CheckExample], _ library: MethodLibrary
  ) -> Bool {
    let runner = CaseRunner(library)
    if let example = examples[name] { return runner.run(example).failures.isEmpty }
    return runner.run(name).failures.isEmpty
  }

  private static func errorCodes(_ compilation: Compilation) -> Set<String> {
    Set(compilation.findings.filter { $0.severity == .error }.map(\.code))
  }

  // MARK: who reads the folder

  /// The methodologies whose rules or figures come from a folder, directly or through others.
  static func affected(by folder: String, in library: MethodLibrary) -> [String] {
    var reads: [String: Set<String>] = [:]
    for owner in Mutation.folders(in: library) {
      reads[owner] = references(of: owner, in: library)
    }
    var found: Set<String> = [folder]
    var isGrowing = true
    while isGrowing {
      let more = reads.filter { !found.contains($0.key) && !$0.value.isDisjoint(with: found) }
      isGrowing = !more.isEmpty
      found.formUnion(more.keys)
    }
    let methodologies = found.intersection(library.methodologies)
    // The folder itself comes first: its own cases are the likeliest to notice.
    let own = methodologies.filter { $0 == folder }
    return own + methodologies.subtracting(own).sorted()
  }

  private static func references(of folder: String, in library: MethodLibrary) -> Set<String> {
    var found: Set<String> = []
    for path in library.files.paths where path.hasPrefix(folder + "/") && path.hasSuffix(".xml") {
      let text = String(decoding: library.files.files[path] ?? [], as: UTF8.self)
      for match in text.matches(of: /extends="([^"]+)"/) { found.insert(String(match.1)) }
      for match in text.matches(of: /module="([^"]+)"/) { found.insert("modules/" + match.1) }
      for match in text.matches(of: /external\((?:"|&quot;)([^"#&]+)#/) {
        found.insert(String(match.1))
      }
    }
    return found
  }
}
