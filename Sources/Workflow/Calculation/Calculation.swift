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
    if let refusal = registeredOnly(method) { return .failure(Failure([refusal])) }
    return .success(Calculation(filing, method, plan, runner, library, depth: depth))
  }

  /// Computes a filing under a methodology that is known to compute.
  init(
    _ filing: Filing, _ method: Method, _ plan: Plan, _ runner: MethodLibrary.Runner,
    _ library: MethodLibrary, depth: Int = 0
  ) {
    var (dataset, bound, findings) = runner.binder.bind(filing)
    var earlier: [Calculation] = []
    findings += Externals.fill(
      &dataset, plan, bound, plan.methodology, library, depth, &earlier)
    if let outside = Self.monthsOutside(filing, method, plan) { findings.append(outside) }
    if let superseded = Self.superseded(method, filing, library) { findings.append(superseded) }
    let evaluation = runner.evaluator.evaluate(dataset)
    let checks = CheckRunner.run(evaluation)
    self.method = method
    self.plan = plan
    self.bound = bound
    self.evaluation = evaluation
    self.checks = checks
    self.findings = Self.unique(findings + evaluation.findings() + checks.map(\.finding))
    self.earlier = earlier
  }

  /// The findings without those that an earlier edition has made already.
  private static func unique(_ findings: [Finding]) -> [Finding] {
    var seen: Set<Finding> = []
    return findings.filter { seen.insert($0).inserted }
  }

  /// A method of which only the registration is known computes nothing.
  static func registeredOnly(_ method: Method) -> Finding? {
    guard method.isRegisteredOnly else { return nil }
    let holes = method.holes.map { $0.text.hasSuffix("。") ? String($0.text.dropLast()) : $0.text }
    return Finding(
      .methodRegistered, at: .none,
      ["method": method.id, "holes": holes.joined(separator: "；")])
  }

  /// Another version has taken the place of this one; which applies, the dates decide.
  private static func superseded(
    _ method: Method, _ filing: Filing, _ library: MethodLibrary
  ) -> Finding? {
    if let told = registered(filing) {
      let rule = Regimes(library).rule(
        sector: Regimes.sector(of: method.id), month: filing.period.through, purpose: nil,
        registered: told)
      if let rule {
        if rule.edition == method.id { return nil }
        return Finding(
          .methodTransition, at: filing.header.origin,
          [
            "day": told.description, "period": filing.period.description, "method": method.id,
            "edition": rule.edition, "regime": rule.regime,
          ])
      }
    }
    guard let later = method.registration?.supersededBy else { return nil }
    return Finding(
      .methodSuperseded, at: filing.header.origin, ["method": method.id, "later": later])
  }

  /// The day on which the project was registered, as the filing's header tells it.
  private static func registered(_ filing: Filing) -> Day? {
    let names = ["项目备案日期", "备案日期", "registered-on"]
    return filing.header.further.first { names.contains($0.name) }.flatMap { Day($0.value) }
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
  static let methodRegistered = FindingKind(
    "methods.registered-only", .error,
    zh: "{method} 只登记了备案信息，没有见到公式，不能计算。缺口：{holes}",
    en:
      "{method} is registered only, its formulas were not seen; it computes nothing. Holes: {holes}"
  )
  static let methodSuperseded = FindingKind(
    "methods.superseded", .remark,
    zh: "{method} 已由 {later} 取代，请按项目备案日期和核算周期核对应使用的版本",
    en: "{method} is superseded by {later}; check by registration date and period which applies")
  static let methodTransition = FindingKind(
    "methods.transition", .warning,
    zh: "项目备案于 {day}，报告期 {period}：按过渡规定（{regime}）应使用 {edition}，而不是 {method}",
    en:
      "registered on {day}, period {period}: by the transition rules ({regime}) {edition}"
      + " applies, not {method}"
  )
  static let methodChain = FindingKind(
    "methods.chain", .error, zh: "方法学之间互相引用，超过八层：{got}",
    en: "methodologies refer to each other more than eight deep: {got}")
}
