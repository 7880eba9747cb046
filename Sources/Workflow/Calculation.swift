import Accounting
import Diagnostics
import Engine
import Exchange
import Quantities
import RuleLanguage
import RulePlan
import Verification

/// A filing computed under a methodology.
public struct Calculation: Sendable {
  /// The methodology.
  public let method: Method
  /// The program.
  public let plan: Plan
  /// The filing and the way between its cells and the columns.
  public let bound: BoundFiling
  /// The columns.
  public let evaluation: Evaluation
  /// Checks that fired.
  public let checks: [FiredCheck]
  /// What is wrong or doubtful: intake, evaluation and checks, in that order.
  public let findings: [Finding]
  /// The earlier editions that month values were taken from.
  public let earlier: [Calculation]

  /// Computes a filing.
  ///
  /// - Parameters:
  ///   - filing: the filing.
  ///   - methodology: the edition that owns the year figures.
  ///   - library: the rules.
  ///   - depth: how many methodologies wait for this one; a chain of more than eight is refused.
  /// - Returns: the calculation, or the findings that stand in its way.
  public static func run(
    _ filing: Filing, under methodology: String, in library: MethodLibrary, depth: Int = 0
  ) -> Result<Calculation, Failure> {
    guard library.files.methodologies.contains(methodology) else {
      let near = library.methodologies.filter { $0.contains(methodology) }
      return .failure(
        Failure([
          Finding(
            .methodUnknown, at: .none,
            ["got": methodology, "known": near.prefix(5).joined(separator: " ")])
        ]))
    }
    let compilation = library.compile(methodology)
    guard let plan = compilation.plan, let method = compilation.method,
      let runner = library.runner(methodology)
    else {
      return .failure(Failure(compilation.findings))
    }
    var (dataset, bound, findings) = runner.binder.bind(filing)
    var earlier: [Calculation] = []
    findings += Externals.fill(
      &dataset, plan, bound, methodology, library, depth, &earlier)
    if let outside = monthsOutside(filing, method, plan) { findings.append(outside) }
    let evaluation = runner.evaluator.evaluate(dataset)
    let checks = CheckRunner.run(evaluation)
    return .success(
      Calculation(
        method: method, plan: plan, bound: bound, evaluation: evaluation, checks: checks,
        findings: unique(findings + evaluation.findings() + checks.map(\.finding)),
        earlier: earlier))
  }

  /// The findings without those that an earlier edition has made already.
  private static func unique(_ findings: [Finding]) -> [Finding] {
    var seen: Set<Finding> = []
    return findings.filter { seen.insert($0).inserted }
  }

  /// Months that belong to another edition, where this one takes nothing from an earlier edition.
  private static func monthsOutside(_ filing: Filing, _ method: Method, _ plan: Plan) -> Finding? {
    if plan.inputs.contains(where: { $0.facet == .external }) { return nil }
    let from = method.applies.from.flatMap { YearMonth($0) } ?? filing.period.from
    let through = method.applies.through.flatMap { YearMonth($0) } ?? filing.period.through
    guard filing.period.from < from || through < filing.period.through else { return nil }
    return Finding(
      .monthsOutside, at: filing.header.origin,
      [
        "period": filing.period.description, "method": method.id,
        "from": method.applies.from ?? "…", "to": method.applies.through ?? "…",
      ])
  }

  /// Findings that stand in the way of a calculation.
  public struct Failure: Error, Sendable {
    /// What stands in the way.
    public let findings: [Finding]

    init(_ findings: [Finding]) {
      self.findings = findings
    }
  }
}

extension FindingKind {
  static let methodUnknown = FindingKind(
    "methods.unknown", .error, zh: "规则库中没有方法学“{got}”；相近的有：{known}",
    en: "the rule library has no methodology “{got}”; near ones: {known}")
  static let monthsOutside = FindingKind(
    "editions.months-outside", .remark,
    zh: "报告期 {period} 有月份不在 {method} 的适用月份（{from} 至 {to}）之内，请核对应使用的版本",
    en:
      "the period {period} has months outside those of {method} ({from} to {to}); check the edition"
  )
  static let methodChain = FindingKind(
    "methods.chain", .error, zh: "方法学之间互相引用，超过八层：{got}",
    en: "methodologies refer to each other more than eight deep: {got}")
}
