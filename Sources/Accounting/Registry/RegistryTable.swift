/// A kind of record that a registry keeps.
public enum RegistryTable: String, FilingWord {
  /// Methods by which reductions are determined.
  case methods
  /// What became of a method: assessed, filed, revised, expired.
  case steps
  /// Projects.
  case projects
  /// Who or what takes part in a project, by an identifier that the operator chooses.
  case participants
  /// Monitoring periods with the quantity determined in each.
  case periods
  /// Units that were issued.
  case issues
  /// Units that changed hands, were used or cancelled.
  case movements

  /// The Chinese word.
  public var title: String {
    switch self {
    case .methods: "方法"
    case .steps: "备案环节"
    case .projects: "项目"
    case .participants: "参与者"
    case .periods: "监测期"
    case .issues: "签发"
    case .movements: "流转"
    }
  }

  /// The columns of the table in order.
  public var columns: [RegistryColumn] {
    switch self {
    case .methods: CreditMethod.columns
    case .steps: MethodStep.columns
    case .projects: CreditProject.columns
    case .participants: ProjectParticipant.columns
    case .periods: MonitoringPeriod.columns
    case .issues: CreditIssue.columns
    case .movements: CreditMovement.columns
    }
  }

  /// The record that a row of this table is; nil where the row is not in order.
  public func record(_ row: RegistryRow) -> (any RegistryRecord)? {
    switch self {
    case .methods: CreditMethod(row)
    case .steps: MethodStep(row)
    case .projects: CreditProject(row)
    case .participants: ProjectParticipant(row)
    case .periods: MonitoringPeriod(row)
    case .issues: CreditIssue(row)
    case .movements: CreditMovement(row)
    }
  }
}
