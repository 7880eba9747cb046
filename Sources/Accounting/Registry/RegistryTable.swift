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

  /// What its rows are.
  private var record: any RegistryRecord.Type {
    switch self {
    case .methods: CreditMethod.self
    case .steps: MethodStep.self
    case .projects: CreditProject.self
    case .participants: ProjectParticipant.self
    case .periods: MonitoringPeriod.self
    case .issues: CreditIssue.self
    case .movements: CreditMovement.self
    }
  }

  /// The columns of the table in order.
  public var columns: [RegistryColumn] { record.columns }

  /// The record that a row of this table is, by the names of its columns; nil where the row is not
  /// in order.
  public func record(_ cells: [String: RegistryValue]) -> (any RegistryRecord)? {
    record.init(cells)
  }
}
