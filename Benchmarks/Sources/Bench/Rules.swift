import Diagnostics
import Foundation
import RuleLanguage
import RulePlan

/// The rule files of the workloads.
enum Rules {
  /// Compiles a methodology of the library that generate.py made.
  static func plan(_ methodology: String, in folder: URL) throws -> Plan {
    let library = folder.appendingPathComponent("Methodologies")
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: library.path)
    where path.hasSuffix(".xml") {
      files[path] = Array(try Data(contentsOf: library.appendingPathComponent(path)))
    }
    let compilation = Compiler.compile(methodology, in: RuleFiles(files))
    let errors = compilation.findings.filter { $0.severity == .error }
    guard let plan = compilation.plan, errors.isEmpty else {
      let messages = errors.map { "\($0.code): \($0.message(.english)) \($0.origin)" }
      throw BenchError(messages.joined(separator: "\n"))
    }
    return plan
  }
}
