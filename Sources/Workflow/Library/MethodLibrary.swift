import Accounting
import Diagnostics
import Dispatch
import Engine
import Exchange
import Quantities
import RuleLanguage
import RulePlan
import Synchronization

/// A rule library that has been read, with the methodologies compiled so far.
public struct MethodLibrary: Sendable {
  /// Where the library stands on disk.
  public let root: String
  /// Its files.
  public let files: RuleFiles
  /// Its units.
  public let units: UnitCatalogue
  /// Findings about files that could not be read.
  public let findings: [Finding]
  /// What owners of official texts have confirmed.
  public let confirmations: Confirmations
  private let cache: Cache

  /// Reads the library in a folder, with the confirmations beside it, with or without its cases.
  public init(_ root: String, cases: Bool = true) {
    let (files, findings) = RuleFolder.read(root, cases: cases)
    let (confirmations, faults) = Confirmations.read(root + "/" + Confirmations.fileName)
    self.init(files, root: root, findings: findings + faults, confirmations: confirmations)
  }

  /// Makes a library of files in memory.
  public init(
    _ files: RuleFiles, root: String = "", findings: [Finding] = [],
    confirmations: Confirmations = Confirmations()
  ) {
    self.root = root
    self.files = files
    self.confirmations = confirmations
    let (units, unitFindings) = UnitLibrary.read(files)
    self.units = units
    self.findings = findings + unitFindings
    cache = Cache()
  }

  /// The library with further confirmations, those of a filing; the later one of an element counts.
  func confirming(_ further: Confirmations) -> MethodLibrary {
    if further.entries.isEmpty { return self }
    var all = confirmations
    for entry in further.entries { all.add(entry) }
    return MethodLibrary(self, confirmations: all)
  }

  private init(_ library: MethodLibrary, confirmations: Confirmations) {
    root = library.root
    files = library.files
    units = library.units
    findings = library.findings
    self.confirmations = confirmations
    cache = Cache()
  }

  /// The identifiers of all methodologies, ascending.
  public var methodologies: [String] { files.methodologies }

  /// Compiles a methodology, or gives it again.
  public func compile(_ methodology: String) -> Compilation {
    if let known = cache.compilations.withLock({ $0[methodology] }) { return known }
    var compilation = Compiler.compile(methodology, in: files)
    if !confirmations.entries.isEmpty, let plan = compilation.plan {
      let (confirmed, faults) = confirmations.applied(to: plan)
      compilation = Compilation(
        plan: confirmed, method: compilation.method, findings: compilation.findings + faults)
    }
    cache.compilations.withLock { $0[methodology] = compilation }
    return compilation
  }

  /// What lays filings out and evaluates them under a methodology; nil where it does not compile.
  func runner(_ methodology: String) -> Runner? {
    if let known = cache.runners.withLock({ $0[methodology] }) { return known }
    guard let plan = compile(methodology).plan else { return nil }
    let runner = Runner(plan, units)
    cache.runners.withLock { $0[methodology] = runner }
    return runner
  }

  /// What is made of a plan once, for all filings.
  struct Runner: Sendable {
    let binder: FilingBinder
    let evaluator: Evaluator

    init(_ plan: Plan, _ units: UnitCatalogue) {
      binder = FilingBinder(plan: plan, units: units)
      evaluator = Evaluator(plan: plan)
    }
  }

  /// Compiles methodologies on all cores, so that each is there when it is asked for.
  func compileAll(_ methodologies: [String]) {
    DispatchQueue.concurrentPerform(iterations: methodologies.count) { index in
      _ = compile(methodologies[index])
    }
  }

  /// Reads a worked example; `like` finds other cases below the same methodology.
  public func readCase(_ path: String) -> (CaseFile?, [Finding]) {
    let folder = path.split(separator: "/").dropLast(2).joined(separator: "/")
    let text = String(decoding: files.files[path] ?? [], as: UTF8.self)
    return CaseFile.read(text, file: path) { files.files["\(folder)/\($0)"] }
  }

  /// The root of a rule file, for what is read without compiling; nil where there is none.
  func element(_ path: String) -> XMLElement? {
    XMLReader.read(files.files[path] ?? [], file: path).root
  }

  /// The edition that another one only states the differences to; nil where it stands alone.
  func base(of methodology: String) -> String? {
    element(methodology + "/methodology.xml")?.attribute("extends")?.value
  }

  /// The text of a rule file, for printing findings.
  public func source(_ path: String) -> SourceText? {
    files.files[path].map { SourceText(file: path, bytes: $0) }
  }

  private final class Cache: Sendable {
    let compilations = Mutex<[String: Compilation]>([:])
    let runners = Mutex<[String: Runner]>([:])
  }
}
