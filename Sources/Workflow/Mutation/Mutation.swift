import Diagnostics
import RuleLanguage
import RulePlan

/// Puts faults into the rules and sees who notices: what `mrv mutate` does.
///
/// Each mutant is a copy of the rules in memory with one fault. It is caught by the compiler, or by
/// a case or an example of a check that no longer holds; what nobody notices is a survivor.
public enum Mutation {
  /// What to do.
  public struct Options: Sendable {
    /// At most so many faults, chosen by the seed; all where it is nil.
    public var limit: Int?
    /// Decides which faults are chosen below a limit.
    public var seed: UInt64
    /// Which mistakes are made; all where it is empty.
    public var kinds: Set<RuleFault.Kind>

    /// Makes options.
    public init(limit: Int? = nil, seed: UInt64 = 1, kinds: Set<RuleFault.Kind> = []) {
      self.limit = limit
      self.seed = seed
      self.kinds = kinds
    }
  }

  /// Runs the mutants of one folder of rules.
  ///
  /// The faults go into the files of the folder itself; the cases are its own and those of every
  /// methodology that extends it, uses it as a module or refers to its figures.
  ///
  /// - Parameters:
  ///   - folder: a methodology, or `modules/NAME`.
  ///   - library: the rules.
  ///   - options: how many and which.
  ///   - progress: called after each group of mutants with how many are done, and of how many.
  /// - Returns: what became of each, in order of file and place; the same for the same input.
  public static func run(
    _ folder: String, in library: MethodLibrary, _ options: Options = Options(),
    progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async -> MutationReport {
    let faults = chosen(faults(of: folder, in: library), options)
    var trial = MutationTrial(folder, library)
    var results: [MutationReport.Result] = []
    // Within a group every mutant asks the cases in the same order, so that nothing depends on
    // which task is first.
    for start in stride(from: 0, to: faults.count, by: 32) {
      let group = Array(faults[start..<min(start + 32, faults.count)])
      let current = trial
      let outcomes = await withTaskGroup(
        of: (Int, MutationReport.Outcome).self
      ) { tasks -> [MutationReport.Outcome] in
        for (index, fault) in group.enumerated() {
          tasks.addTask { (index, current.outcome(of: fault)) }
        }
        var list = [MutationReport.Outcome](repeating: .survived, count: group.count)
        for await (index, outcome) in tasks { list[index] = outcome }
        return list
      }
      for (fault, outcome) in zip(group, outcomes) {
        results.append(MutationReport.Result(fault: fault, outcome: outcome))
        if case .caughtByCase(let name) = outcome { trial.prefer(name) }
      }
      progress(results.count, faults.count)
    }
    return MutationReport(
      folder: folder, results: results, excluded: trial.excluded, cases: trial.names.count)
  }

  /// The folders that can be mutated: methodologies and modules, ascending.
  public static func folders(in library: MethodLibrary) -> [String] {
    var folders = Set(library.methodologies)
    for path in library.files.paths where path.hasPrefix("modules/") && path.hasSuffix(".xml") {
      folders.insert(path.split(separator: "/").prefix(2).joined(separator: "/"))
    }
    return folders.sorted()
  }

  private static func faults(of folder: String, in library: MethodLibrary) -> [RuleFault] {
    let nested = library.methodologies.filter { $0.hasPrefix(folder + "/") }
    return library.files.paths.flatMap { path -> [RuleFault] in
      guard path.hasPrefix(folder + "/"), path.hasSuffix(".xml"),
        !nested.contains(where: { path.hasPrefix($0 + "/") })
      else { return [] }
      return RuleFaults.all(in: library.files.files[path] ?? [], file: path)
    }
  }

  /// The faults that the options choose, in their order.
  private static func chosen(_ all: [RuleFault], _ options: Options) -> [RuleFault] {
    let wanted = options.kinds.isEmpty ? all : all.filter { options.kinds.contains($0.kind) }
    guard let limit = options.limit, limit < wanted.count else { return wanted }
    var state = options.seed
    let ranked = wanted.indices.map { ($0, Self.next(&state)) }.sorted { $0.1 < $1.1 }
    return ranked.prefix(max(0, limit)).map(\.0).sorted().map { wanted[$0] }
  }

  /// SplitMix64: the same numbers on every machine.
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
