import Accounting
import Diagnostics
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
  private let cache: Cache

  /// Reads the library in a folder.
  public init(_ root: String) {
    let (files, findings) = RuleFolder.read(root)
    self.init(files, root: root, findings: findings)
  }

  /// Makes a library of files in memory.
  public init(_ files: RuleFiles, root: String = "", findings: [Finding] = []) {
    self.root = root
    self.files = files
    let (units, unitFindings) = UnitLibrary.read(files)
    self.units = units
    self.findings = findings + unitFindings
    cache = Cache()
  }

  /// The identifiers of all methodologies, ascending.
  public var methodologies: [String] { files.methodologies }

  /// Compiles a methodology, or gives it again.
  public func compile(_ methodology: String) -> Compilation {
    if let known = cache.compilations.withLock({ $0[methodology] }) { return known }
    let compilation = Compiler.compile(methodology, in: files)
    cache.compilations.withLock { $0[methodology] = compilation }
    return compilation
  }

  /// Reads a worked example; `like` finds other cases below the same methodology.
  public func readCase(_ path: String) -> (CaseFile?, [Finding]) {
    let folder = path.split(separator: "/").dropLast(2).joined(separator: "/")
    let text = String(decoding: files.files[path] ?? [], as: UTF8.self)
    return CaseFile.read(text, file: path) { files.files["\(folder)/\($0)"] }
  }

  /// The text of a rule file, for printing findings.
  public func source(_ path: String) -> SourceText? {
    files.files[path].map { SourceText(file: path, bytes: $0) }
  }

  private final class Cache: Sendable {
    let compilations = Mutex<[String: Compilation]>([:])
  }
}
