import Diagnostics
import Foundation
import Workflow

let arguments = Array(CommandLine.arguments.dropFirst())
if let root = RuleFolder.locate(given: nil, environment: ProcessInfo.processInfo.environment, executable: "/proc/self/exe") {
  let library = MethodLibrary(root)
  let printer = FindingPrinter(.english, sources: { library.source($0) })
  if arguments.first == "test" {
    let runner = CaseRunner(library)
    var passed = 0
    var failed = 0
    for path in runner.paths(matching: arguments.dropFirst().first) {
      let outcome = runner.run(path)
      if outcome.failures.isEmpty { passed += 1 } else {
        failed += 1
        print("FAIL", path)
        for failure in outcome.failures.prefix(6) { print("   ", failure.en) }
      }
    }
    print("\(passed) passed, \(failed) failed")
  } else {
    for id in arguments.isEmpty ? library.methodologies : arguments {
      let result = library.compile(id)
      print(id, result.plan.map { "nodes \($0.nodes.count) named \($0.named.count)" } ?? "no plan", result.findings.count)
      if !result.findings.isEmpty { print(printer.text(result.findings)) }
    }
  }
}
