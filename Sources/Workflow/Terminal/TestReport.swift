import Diagnostics
import RulePlan

/// The outcomes of cases as text, JSON and JUnit.
enum TestReport {
  /// The cases that failed, with at most eight reasons each; those that no rules stand for
  /// together.
  static func text(_ outcomes: [CaseRunner.Outcome], _ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var text = ""
    var told: Set<String> = []
    for outcome in outcomes where !outcome.failures.isEmpty {
      if let methodology = outcome.uncompiled {
        guard told.insert(methodology).inserted else { continue }
        let count = outcomes.count { $0.uncompiled == methodology }
        let what = say("规则有错，\(count) 个案例没有运行", "faulty rules, cases not run: \(count)")
        text += "\(say("不通过", "FAILED"))  \(methodology)  \(what)\n"
        text += reasons(outcome, language)
        continue
      }
      text += "\(say("不通过", "FAILED"))  \(outcome.path)"
      text += outcome.title == outcome.path ? "\n" : "  \(TerminalText.printable(outcome.title))\n"
      text += reasons(outcome, language)
    }
    return text
  }

  private static func reasons(_ outcome: CaseRunner.Outcome, _ language: Language) -> String {
    var text = ""
    for failure in outcome.failures.prefix(8) {
      text += "    \(TerminalText.printable(failure.text(language)))\n"
    }
    let more = outcome.failures.count - 8
    if more > 0 { text += language == .chinese ? "    另有 \(more) 处\n" : "    \(more) more\n" }
    return text
  }

  /// The ten slowest cases, slowest first.
  static func slowest(_ outcomes: [CaseRunner.Outcome], _ language: Language) -> String {
    var table = TextTable(right: [0])
    for outcome in outcomes.sorted(by: { $0.duration > $1.duration }).prefix(10) {
      table.add([milliseconds(outcome.duration) + " ms", outcome.path])
    }
    return table.text
  }

  /// The outcomes for programs.
  static func json(_ outcomes: [CaseRunner.Outcome]) -> JSON {
    .members([
      "passed": .integer(outcomes.count { $0.failures.isEmpty }),
      "failed": .integer(outcomes.count { !$0.failures.isEmpty }),
      "cases": .array(
        outcomes.map { outcome in
          .members([
            "path": .text(outcome.path), "title": .text(outcome.title),
            "passed": .flag(outcome.failures.isEmpty),
            "failures": .array(
              outcome.failures.map { .members(["zh": .text($0.zh), "en": .text($0.en)]) }),
            "differences": .array(
              outcome.differences.map {
                .members([
                  "address": .text($0.address), "got": .text($0.got),
                  "expected": .text($0.expected),
                ])
              }),
          ])
        }),
    ])
  }

  /// The outcomes as JUnit XML; the folder is the class.
  static func junit(_ outcomes: [CaseRunner.Outcome]) -> String {
    let failed = outcomes.count { !$0.failures.isEmpty }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuite name=\"mrv\" tests=\"\(outcomes.count)\" failures=\"\(failed)\">\n"
    for outcome in outcomes {
      let parts = outcome.path.split(separator: "/")
      let folder = parts.dropLast().joined(separator: "/")
      let name = parts.last.map(String.init) ?? outcome.path
      text += "  <testcase classname=\"\(escaped(folder))\" name=\"\(escaped(name))\""
      text += " time=\"\(seconds(outcome.duration))\""
      if outcome.failures.isEmpty {
        text += "/>\n"
        continue
      }
      let reasons = outcome.failures.map(\.zh).joined(separator: "\n")
      text += ">\n    <failure message=\"\(escaped(outcome.failures.first?.zh ?? ""))\">"
      text += "\(escaped(reasons))</failure>\n  </testcase>\n"
    }
    return text + "</testsuite>\n"
  }

  private static func milliseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let tenths = seconds * 10_000 + attoseconds / 100_000_000_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let thousandths = String(attoseconds / 1_000_000_000_000_000)
    let zeros = String(repeating: "0", count: max(0, 3 - thousandths.count))
    return "\(seconds).\(zeros)\(thousandths)"
  }

  private static func escaped(_ text: String) -> String {
    TerminalText.printable(text.replacing("\n", with: "; "))
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
