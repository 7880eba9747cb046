import Diagnostics
import Foundation
import RuleLanguage
import Workflow

let arguments = CommandLine.arguments
if let root = RuleFolder.locate(given: nil, environment: ProcessInfo.processInfo.environment, executable: "/proc/self/exe") {
  let (files, findings) = RuleFolder.read(root)
  let wanted = arguments.dropFirst().isEmpty ? files.methodologies : Array(arguments.dropFirst())
  let printer = FindingPrinter(.english, sources: { path in files.files[path].map { SourceText(file: path, bytes: $0) } })
  print(printer.text(findings))
  for id in wanted {
    let result = Compiler.compile(id, in: files)
    print(id, result.plan.map { "nodes \($0.nodes.count) named \($0.named.count)" } ?? "no plan", result.findings.count)
    print(printer.text(result.findings))
  }
}
