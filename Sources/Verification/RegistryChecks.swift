import Accounting
import Diagnostics
import Quantities

/// What is doubtful in a registry although the database took it: reductions that are claimed twice,
/// methods that were not in force, uses that were voided.
public struct RegistryChecks {
  /// Everything that is to be said about a registry; places are addresses such as `projects P1`.
  public static func findings(_ registry: Registry) -> [Finding] {
    let checks = RegistryChecks(registry)
    return checks.claims() + checks.projectsAlike() + checks.methods() + checks.stepOrder()
      + checks.usesAfterVoiding() + checks.computed()
  }

  private let registry: Registry
  private let projects: [String: CreditProject]
  /// The monitoring periods of a project.
  private let periods: [String: [MonitoringPeriod]]
  /// The vintages of which a project has units.
  private let vintages: [String: Set<Int>]
  /// What became of a method, in the order in which it was entered.
  private let steps: [String: [MethodStep]]

  private init(_ registry: Registry) {
    self.registry = registry
    func valid<R>(_ entries: [Registry.Entry<R>]) -> [R] {
      entries.filter(\.isValid).map(\.record)
    }
    projects = Dictionary(
      valid(registry.projects).map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    periods = Dictionary(grouping: valid(registry.periods), by: \.project)
    steps = Dictionary(grouping: valid(registry.steps), by: \.method)
    let issues = Dictionary(grouping: valid(registry.issues), by: \.period)
    vintages = periods.mapValues { periods in
      Set(periods.flatMap { issues[$0.id] ?? [] }.map(\.vintage))
    }
  }

  // MARK: One reduction, two claims

  /// The same key in two projects, or twice in one, on the same days.
  private func claims() -> [Finding] {
    var byKey: [String: [ProjectParticipant]] = [:]
    for entry in registry.participants where entry.isValid {
      byKey[entry.record.key, default: []].append(entry.record)
    }
    var findings: [Finding] = []
    for (key, all) in byKey.sorted(by: { $0.key < $1.key }) where all.count > 1 {
      let sorted = all.sorted { ($0.from, $0.project) < ($1.from, $1.project) }
      for (index, first) in sorted.enumerated() {
        for second in sorted.dropFirst(index + 1) {
          if let through = first.through, second.from > through { break }
          findings.append(claim(key, first, second))
        }
      }
    }
    return findings
  }

  private func claim(
    _ key: String, _ first: ProjectParticipant, _ second: ProjectParticipant
  ) -> Finding {
    let from = max(first.from, second.from)
    let ends = [first.through, second.through].compactMap { $0 }
    var arguments = [
      "key": key, "first": name(first.project), "second": name(second.project),
      "from": "\(from)", "through": ends.min().map { "\($0)" } ?? "…",
    ]
    if first.project == second.project {
      arguments["project"] = name(first.project)
      return Finding(.registryListedTwice, at: .address("projects \(first.project)"), arguments)
    }
    let both = vintages[first.project, default: []]
      .intersection(vintages[second.project, default: []])
      .filter { year in year >= from.year && ends.allSatisfy { year <= $0.year } }.sorted()
    arguments["vintages"] = both.isEmpty ? "—" : both.map(String.init).joined(separator: "、")
    return Finding(.registryClaimedTwice, at: .address("projects \(second.project)"), arguments)
  }

  private func name(_ project: String) -> String {
    guard let record = projects[project] else { return project }
    let outside = record.register.map { "，\($0)" } ?? ""
    return "\(project)（\(record.method)\(outside)）"
  }

  /// Two projects of one owner, region and kind whose periods overlap may be one project that is
  /// registered twice: under two methods, or here and outside.
  private func projectsAlike() -> [Finding] {
    var groups: [String: [CreditProject]] = [:]
    for entry in registry.projects where entry.isValid {
      let project = entry.record
      guard let owner = project.owner, let region = project.region else { continue }
      groups["\(owner)\n\(region)\n\(project.kind ?? "")", default: []].append(project)
    }
    var findings: [Finding] = []
    for (_, group) in groups.sorted(by: { $0.key < $1.key }) where group.count > 1 {
      for (index, first) in group.enumerated() {
        for second in group.dropFirst(index + 1) where overlaps(first.id, second.id) {
          findings.append(
            Finding(
              .registryAlike, at: .address("projects \(second.id)"),
              [
                "first": name(first.id), "second": name(second.id),
                "owner": first.owner ?? "", "region": first.region ?? "",
              ]))
        }
      }
    }
    return findings
  }

  private func overlaps(_ first: String, _ second: String) -> Bool {
    periods[first, default: []].contains { a in
      periods[second, default: []].contains { b in a.from <= b.through && b.from <= a.through }
    }
  }

  // MARK: Methods in time

  /// Units are issued by a method that was filed and had not ended when their period began.
  private func methods() -> [Finding] {
    var findings: [Finding] = []
    let issued = Set(registry.issues.filter(\.isValid).map(\.record.period))
    for entry in registry.periods where entry.isValid {
      let period = entry.record
      // What another register issued is its affair.
      guard period.register == nil, issued.contains(period.id) else { continue }
      let steps = self.steps[period.method, default: []]
      let arguments = [
        "method": period.method, "period": period.id, "from": "\(period.from)",
      ]
      let origin = Origin.address("periods \(period.id)")
      if !steps.contains(where: { $0.step == .filed }) {
        findings.append(Finding(.registryNotFiled, at: origin, arguments))
      }
      let end = steps.filter { [.revised, .expired].contains($0.step) }.map(\.day).min()
      if let end, end <= period.from {
        findings.append(
          Finding(
            .registryEnded, at: origin, arguments.merging(["day": "\(end)"]) { a, _ in a }))
      }
    }
    return findings
  }

  /// Assessed, filed, revised, expired come one after the other.
  private func stepOrder() -> [Finding] {
    let order = MethodStep.Step.allCases
    var findings: [Finding] = []
    for (method, steps) in self.steps.sorted(by: { $0.key < $1.key }) {
      let sorted = steps.enumerated().sorted {
        ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
      }.map(\.element)
      for (first, second) in zip(sorted, sorted.dropFirst()) {
        let places = [first, second].map { order.firstIndex(of: $0.step) ?? 0 }
        guard places[0] >= places[1] else { continue }
        findings.append(
          Finding(
            .registryStepOrder, at: .address("methods \(method)"),
            [
              "method": method, "first": first.step.title, "day": "\(first.day)",
              "second": second.step.title, "next": "\(second.day)",
            ]))
      }
    }
    return findings
  }

  // MARK: Voided uses

  /// Units whose use was voided and that were used again: to be looked at by people.
  private func usesAfterVoiding() -> [Finding] {
    let uses = registry.movements.filter(\.record.action.isFinal)
    let latest = Dictionary(
      uses.filter(\.isValid).map { ($0.record.issue, $0.entry) }, uniquingKeysWith: max)
    return uses.compactMap { entry in
      guard let voidedBy = entry.voidedBy, let last = latest[entry.record.issue], last > voidedBy
      else { return nil }
      return Finding(
        .registryUsedAfterVoid, at: .address("movements \(entry.number)"),
        [
          "number": "\(entry.number)", "lot": entry.record.issue,
          "got": "\(entry.record.quantity)",
        ])
    }
  }
}

extension RegistryChecks {
  /// Periods that say another quantity than results of the same filing, or of the same project and
  /// days.
  private func computed() -> [Finding] {
    // What was computed stays computed: voided periods name their results too.
    let ofProject = Dictionary(grouping: registry.periods.map(\.record), by: \.project)
    return registry.periods.filter(\.isValid).compactMap { entry in
      let period = entry.record
      if let result = registry.result(of: period) {
        let later = registry.results.last {
          $0.filing == result.filing && $0.origin.result > result.origin.result
        }
        guard let later, later.quantity != period.quantity else { return nil }
        return Self.otherwise(period, later, .registryComputedAnew)
      }
      guard period.quantity != nil else { return nil }
      let others = ofProject[period.project, default: []].filter { other in
        other.from == period.from && other.through == period.through
      }
      guard let result = others.compactMap({ registry.result(of: $0) }).last,
        result.quantity != period.quantity
      else { return nil }
      return Self.otherwise(period, result, .registryComputedOtherwise)
    }
  }

  /// That a period says another quantity than was computed.
  public static func otherwise(_ period: MonitoringPeriod, _ result: CreditResult) -> Finding {
    otherwise(period, result, .registryComputedOtherwise)
  }

  private static func otherwise(
    _ period: MonitoringPeriod, _ result: CreditResult, _ kind: FindingKind
  ) -> Finding {
    Finding(
      kind, at: .address("periods \(period.id)"),
      [
        "period": period.id, "got": period.quantity.map { "\($0)" } ?? "—",
        "expected": result.quantity.map { "\($0)" } ?? "—",
        "result": "\(result.origin.result)", "revision": "\(result.origin.revision)",
      ])
  }
}

extension FindingKind {
  static let registryComputedOtherwise = FindingKind(
    "registry.computed-otherwise", .error,
    zh: "监测期“{period}”登记的是 {got} t，同一项目同一期间核算得 {expected} t；"
      + "登记错的用 mrv registry void 冲销后重新登记",
    en: "the period “{period}” says {got} t, computed for the same project and days are"
      + " {expected} t; void what was entered wrongly, then enter it anew")
  static let registryComputedAnew = FindingKind(
    "registry.computed-anew", .warning,
    zh: "监测期“{period}”登记的是 {got} t，同一填报后来的核算结果 {result}（第 {revision} 版）是 {expected} t",
    en: "the period “{period}” says {got} t, a later result of the same filing ({result}, revision"
      + " {revision}) says {expected} t")
  static let registryClaimedTwice = FindingKind(
    "registry.claimed-twice", .error,
    zh: "识别码“{key}”在 {from} 至 {through} 同时属于项目 {first} 和 {second}：同一减排量申报了两次"
      + "（两个项目都有签发的年份：{vintages}）",
    en: "the key “{key}” is in {first} and in {second} from {from} to {through}: one reduction is"
      + " claimed twice (vintages that both have units of: {vintages})")
  static let registryListedTwice = FindingKind(
    "registry.listed-twice", .error,
    zh: "识别码“{key}”在项目 {project} 中 {from} 至 {through} 列了两次",
    en: "the key “{key}” is in {project} twice from {from} to {through}")
  static let registryAlike = FindingKind(
    "registry.alike", .warning,
    zh: "项目 {first} 和 {second} 的业主（{owner}）、地区（{region}）、类型相同，监测期重叠：是否同一项目",
    en: "{first} and {second} have owner ({owner}), region ({region}) and kind in common, and"
      + " periods that overlap: are they one project")
  static let registryNotFiled = FindingKind(
    "registry.method-not-filed", .warning,
    zh: "监测期“{period}”有签发，方法“{method}”却没有登记备案日期",
    en: "units of “{period}” were issued, but no filing of the method “{method}” is entered")
  static let registryEnded = FindingKind(
    "registry.method-ended", .error,
    zh: "方法“{method}”已于 {day} 修订或失效，监测期“{period}”从 {from} 才开始",
    en: "the method “{method}” was revised or expired on {day}; “{period}” begins on {from}")
  static let registryStepOrder = FindingKind(
    "registry.step-order", .warning,
    zh: "方法“{method}”的环节次序不对：{first}（{day}）之后是{second}（{next}）",
    en: "the steps of “{method}” are out of order: {first} ({day}), then {second} ({next})")
  static let registryUsedAfterVoid = FindingKind(
    "registry.used-after-void", .warning,
    zh: "批次“{lot}”的使用（流转第 {number} 条，{got} t）冲销后又有使用，请核对冲销的理由",
    en: "the use of {got} t of “{lot}” (movements {number}) was voided and units used again; why")
}
