import Quantities

/// Everything that a registry keeps.
public struct Registry: Sendable {
  /// A record with its place in the registry.
  public struct Entry<Record: Sendable>: Sendable {
    /// The number in its table, from 1.
    public let number: Int
    /// The entry of the log that added it.
    public let entry: Int
    /// The record.
    public let record: Record
    /// Whether it was voided later, and by which entry of the log.
    public let voidedBy: Int?

    /// Makes an entry.
    public init(number: Int, entry: Int, record: Record, voidedBy: Int?) {
      self.number = number
      self.entry = entry
      self.record = record
      self.voidedBy = voidedBy
    }

    /// Whether it counts.
    public var isValid: Bool { voidedBy == nil }
  }

  /// Methods, in the order in which they were entered; so for all below.
  public var methods: [Entry<CreditMethod>] = []
  /// What became of the methods.
  public var steps: [Entry<MethodStep>] = []
  /// Projects.
  public var projects: [Entry<CreditProject>] = []
  /// Participants.
  public var participants: [Entry<ProjectParticipant>] = []
  /// Monitoring periods.
  public var periods: [Entry<MonitoringPeriod>] = []
  /// Lots of units.
  public var issues: [Entry<CreditIssue>] = []
  /// What happened to units.
  public var movements: [Entry<CreditMovement>] = []
  /// Results of reductions that the same file keeps, in the order in which they were recorded.
  public var results: [CreditResult] = []

  /// Makes an empty registry.
  public init() {}

  /// Whether nothing was ever entered.
  public var isEmpty: Bool { methods.isEmpty && projects.isEmpty }

  /// The rows of a table with number and whether each counts.
  public func rows(
    _ table: RegistryTable
  ) -> [(number: Int, isValid: Bool, values: [RegistryValue])] {
    func rows<R: RegistryRecord>(
      _ list: [Entry<R>]
    ) -> [(number: Int, isValid: Bool, values: [RegistryValue])] {
      list.map { ($0.number, $0.isValid, $0.record.values) }
    }
    return switch table {
    case .methods: rows(methods)
    case .steps: rows(steps)
    case .projects: rows(projects)
    case .participants: rows(participants)
    case .periods: rows(periods)
    case .issues: rows(issues)
    case .movements: rows(movements)
    }
  }
}

/// A lot with where it comes from and what is left of it.
public struct CreditLot: Hashable, Sendable {
  /// The lot.
  public let issue: CreditIssue
  /// Its monitoring period.
  public let period: MonitoringPeriod
  /// Its project.
  public let project: CreditProject
  /// What each holder has, without those who have nothing; ascending by name.
  public let balances: [(holder: String, quantity: CreditQuantity)]
  /// What was surrendered for compliance.
  public let surrendered: CreditQuantity
  /// What was used of free will.
  public let voluntary: CreditQuantity
  /// What was cancelled.
  public let cancelled: CreditQuantity

  /// What is left with all holders.
  public var available: CreditQuantity {
    CreditQuantity(grams: balances.reduce(0) { $0 + $1.quantity.grams })
  }

  /// The days in which the reductions came about: those of the period in the year of the vintage.
  public var generated: (from: Day, through: Day) {
    let first = Day(year: issue.vintage, month: 1, day: 1) ?? period.from
    let last = Day(year: issue.vintage, month: 12, day: 31) ?? period.through
    return (max(first, period.from), min(last, period.through))
  }

  /// Equal lots.
  public static func == (left: CreditLot, right: CreditLot) -> Bool { left.issue == right.issue }
  /// By the lot.
  public func hash(into hasher: inout Hasher) { hasher.combine(issue) }
}

extension Registry {
  /// The result of this file that a monitoring period rests on; nil where it rests on another.
  public func result(of period: MonitoringPeriod) -> CreditResult? {
    guard let origin = period.basis.flatMap({ CreditResult.Origin($0) }) else { return nil }
    return results.first { $0.origin == origin }
  }

  /// The lots that count, with what is left of each.
  public var lots: [CreditLot] {
    var periods: [String: MonitoringPeriod] = [:]
    for entry in self.periods where entry.isValid { periods[entry.record.id] = entry.record }
    var projects: [String: CreditProject] = [:]
    for entry in self.projects where entry.isValid { projects[entry.record.id] = entry.record }
    var moved: [String: [CreditMovement]] = [:]
    for entry in movements where entry.isValid {
      moved[entry.record.issue, default: []].append(entry.record)
    }
    return issues.compactMap { entry in
      let issue = entry.record
      guard entry.isValid, let period = periods[issue.period],
        let project = projects[period.project]
      else { return nil }
      return Self.lot(issue, period, project, moved[issue.id] ?? [])
    }
  }

  private static func lot(
    _ issue: CreditIssue, _ period: MonitoringPeriod, _ project: CreditProject,
    _ movements: [CreditMovement]
  ) -> CreditLot {
    var balances = [issue.holder: issue.quantity.grams]
    var totals: [CreditMovement.Action: Int64] = [:]
    for movement in movements {
      balances[movement.holder, default: 0] -= movement.quantity.grams
      totals[movement.action, default: 0] += movement.quantity.grams
      if let receiver = movement.receiver {
        balances[receiver, default: 0] += movement.quantity.grams
      }
    }
    func total(_ action: CreditMovement.Action) -> CreditQuantity {
      CreditQuantity(grams: totals[action] ?? 0)
    }
    return CreditLot(
      issue: issue, period: period, project: project,
      balances: balances.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        .map { (holder: $0.key, quantity: CreditQuantity(grams: $0.value)) },
      surrendered: total(.surrendered), voluntary: total(.voluntary),
      cancelled: total(.cancelled))
  }
}
