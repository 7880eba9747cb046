/// A result that was recorded.
public struct ResultRecord: Hashable, Sendable {
  /// The number in the project, from 1.
  public let number: Int
  /// The revision that was computed.
  public let revision: Int
  /// The methodology.
  public let methodology: String
  /// The plan hash: what the rules mean.
  public let plan: String
  /// The source hash: the text of the rules, kept in the project.
  public let sources: String
  /// The entry of the log that added it.
  public let entry: Int
  /// Who recorded it, when, why and by which program.
  public let note: AuditNote
}

/// A figure of a result.
public struct FigureRecord: Hashable, Sendable {
  /// The identifier in the methodology.
  public var id: String
  /// `total`, `figure`, `memo`, `intensity`.
  public var role: String
  /// The address.
  public var address: String
  /// `given`, `absent` ….
  public var state: String
  /// All digits of the value; nil where there is none.
  public var value: String?
  /// The unit.
  public var unit: String?

  /// Makes a figure.
  public init(
    id: String, role: String, address: String, state: String, value: String?, unit: String?
  ) {
    self.id = id
    self.role = role
    self.address = address
    self.state = state
    self.value = value
    self.unit = unit
  }
}

/// A finding as it was told with a result.
public struct FindingRecord: Hashable, Sendable {
  /// The code.
  public var code: String
  /// `remark`, `warning`, `error`.
  public var severity: String
  /// Where it was.
  public var place: String
  /// The Chinese message.
  public var message: String

  /// Makes a record.
  public init(code: String, severity: String, place: String, message: String) {
    self.code = code
    self.severity = severity
    self.place = place
    self.message = message
  }
}

/// A result to be recorded.
public struct NewResult: Sendable {
  /// The revision that was computed.
  public var revision: Int
  /// The methodology.
  public var methodology: String
  /// The plan hash.
  public var plan: String
  /// The rule files that it rests on, by path.
  public var rules: [String: [UInt8]]
  /// The figures in their order.
  public var figures: [FigureRecord]
  /// The findings in their order.
  public var findings: [FindingRecord]

  /// Makes a result.
  public init(
    revision: Int, methodology: String, plan: String, rules: [String: [UInt8]],
    figures: [FigureRecord], findings: [FindingRecord]
  ) {
    self.revision = revision
    self.methodology = methodology
    self.plan = plan
    self.rules = rules
    self.figures = figures
    self.findings = findings
  }
}

/// Somebody's signature under a revision.
public struct SignOffRecord: Hashable, Sendable {
  /// The number in the project, from 1.
  public let number: Int
  /// The revision.
  public let revision: Int
  /// The result that was signed with it; nil where there was none.
  public let result: Int?
  /// In which role: 编制, 审核, 批准 ….
  public let role: String
  /// Who.
  public let person: String
  /// When, by whom entered, why.
  public let note: AuditNote
}
