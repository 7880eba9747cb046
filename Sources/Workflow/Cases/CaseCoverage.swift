import Accounting
import Diagnostics
import Engine
import RulePlan

/// What of a methodology its cases come to: a formula that no case computes may say anything.
struct CaseCoverage {
  let methodology: String
  /// Named values without a value in any case.
  private(set) var values: [Named] = []
  /// Alternatives that no case takes, as `input/alternative`.
  private(set) var alternatives: [String] = []

  /// Runs all cases of a methodology.
  init(_ methodology: String, _ library: MethodLibrary) {
    self.methodology = methodology
    guard let plan = library.compile(methodology).plan else { return }
    var reached: Set<Int> = []
    var taken: Set<String> = []
    for path in library.cases(of: methodology) {
      guard let file = library.readCase(path).0,
        case .success(let calculation) = Calculation.run(
          file.filing, under: methodology, in: library)
      else { continue }
      for (index, named) in plan.named.enumerated() {
        Self.look(named, index, calculation.evaluation, &reached, &taken)
      }
    }
    for (index, named) in plan.named.enumerated() {
      if !reached.contains(index) { values.append(named) }
      guard named.chosen != nil, reached.contains(index) else { continue }
      alternatives += named.alternatives.map { "\(named.id)/\($0.id)" }
        .filter { !taken.contains($0) }
    }
  }

  private static func look(
    _ named: Named, _ index: Int, _ evaluation: Evaluation, _ reached: inout Set<Int>,
    _ taken: inout Set<String>
  ) {
    for element in 0..<evaluation.count(of: named.node)
    where evaluation.state(named.node, element).hasValue {
      reached.insert(index)
      if let chosen = named.chosen, case .text(let id)? = evaluation.value(chosen, element) {
        taken.insert("\(named.id)/\(id)")
      }
    }
  }

  /// The list for people; a line without anything where all is reached.
  func text(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    if values.isEmpty, alternatives.isEmpty {
      return say("\(methodology)：案例覆盖全部的量\n", "\(methodology): cases come to everything\n")
    }
    var text = say("\(methodology)：没有案例算到的\n", "\(methodology): no case comes to\n")
    for named in values { text += "  \(named.addressTitle)  \(named.title.zh)\n" }
    for name in alternatives { text += "  \(name)  \(say("取值方式", "alternative"))\n" }
    return text
  }
}
