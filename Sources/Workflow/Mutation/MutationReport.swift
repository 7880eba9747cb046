import Diagnostics
import RuleLanguage
import RulePlan

/// What became of the faults that were put into a folder of rules.
public struct MutationReport: Sendable {
  /// The methodology or module.
  public let folder: String
  /// Each fault with its outcome, by file and place.
  public let results: [Result]
  /// Cases left out because they do not hold for the rules as they are.
  public let excluded: [String]
  /// How many cases and examples of checks the mutants were tried on.
  public let cases: Int

  /// A fault and who noticed it.
  public struct Result: Sendable {
    /// The fault.
    public let fault: RuleFault
    /// Who noticed it.
    public let outcome: Outcome
  }

  /// Who noticed a fault.
  public enum Outcome: Sendable, Hashable {
    /// The compiler, with the code of its finding.
    case caughtByCompiler(String)
    /// A case or an example of a check.
    case caughtByCase(String)
    /// Nobody.
    case survived
    /// The program is the same with it and without: nobody could notice.
    case withoutEffect
  }

  /// The faults that nobody noticed.
  public var survivors: [RuleFault] {
    results.filter { $0.outcome == .survived }.map(\.fault)
  }

  /// How many faults change the program.
  public var effective: Int { results.count { $0.outcome != .withoutEffect } }

  /// How many the compiler noticed.
  public var caughtByCompiler: Int {
    results.count { if case .caughtByCompiler = $0.outcome { true } else { false } }
  }

  /// How many a case or an example noticed.
  public var caughtByCase: Int {
    results.count { if case .caughtByCase = $0.outcome { true } else { false } }
  }

  /// Caught faults per effective one, in tenths of a percent, rounded down; 1000 without any.
  public var score: Int {
    effective == 0 ? 1000 : (caughtByCompiler + caughtByCase) * 1000 / effective
  }

  /// The report for people: counts, score, survivors with file, line and change.
  public func text(_ language: Language) -> String {
    let zh = language == .chinese
    let percent = "\(score / 10).\(score % 10) %"
    var text = "\(folder): "
    text +=
      zh
      ? "错误 \(effective) 处，编译发现 \(caughtByCompiler)，案例发现 \(caughtByCase)，"
        + "漏过 \(survivors.count)，得分 \(percent)\n"
      : "\(effective) faults, compiler \(caughtByCompiler), cases \(caughtByCase), "
        + "survivors \(survivors.count), score \(percent)\n"
    let idle = results.count - effective
    if idle > 0 {
      text += zh ? "  不影响计算的改动 \(idle) 处，不计入\n" : "  \(idle) changes without effect not counted\n"
    }
    for name in excluded {
      text += zh ? "  案例本身不通过，未使用：\(name)\n" : "  case fails as it is, not used: \(name)\n"
    }
    for fault in survivors {
      text += "  \(fault.file):\(fault.line): \(fault.kind.rawValue): "
      text += TerminalText.printable("\(fault.before) → \(fault.after)") + "\n"
    }
    return text
  }

  /// The report for programs.
  package var json: JSON {
    .members([
      "folder": .text(folder), "cases": .integer(cases), "effective": .integer(effective),
      "caughtByCompiler": .integer(caughtByCompiler), "caughtByCase": .integer(caughtByCase),
      "survived": .integer(survivors.count), "score": .text("\(score / 10).\(score % 10)"),
      "excluded": .texts(excluded), "results": .array(results.map(\.json)),
    ])
  }

  /// The canonical text of the report for programs.
  public func jsonText() -> String { json.text(linesTo: 2) + "\n" }
}

extension MutationReport.Result {
  fileprivate var json: JSON {
    let (word, by): (String, String?) =
      switch outcome {
      case .caughtByCompiler(let code): ("compiler", code)
      case .caughtByCase(let name): ("case", name)
      case .survived: ("survived", nil)
      case .withoutEffect: ("without-effect", nil)
      }
    return .members([
      "file": .text(fault.file), "line": .integer(fault.line), "kind": .text(fault.kind.rawValue),
      "before": .text(fault.before), "after": .text(fault.after), "outcome": .text(word),
      "by": .optional(by),
    ])
  }
}
