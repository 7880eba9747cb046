import Accounting

/// A filing of a project: one enterprise's data for one period and purpose, in all its revisions.
public struct FilingRecord: Hashable, Sendable {
  /// The number in the project, from 1.
  public let number: Int
  /// 统一社会信用代码, as first filed.
  public let creditCode: String?
  /// The enterprise, as first filed.
  public let enterprise: String?
  /// The reporting period as text.
  public let period: String
  /// What it is filed for; nil where nothing was stated.
  public let purpose: String?

  /// Whether a filing with this header and period is a revision of this one.
  ///
  /// The credit code decides where both have one, else the name.
  public func covers(
    creditCode: String?, enterprise: String?, period: String, purpose: String?
  ) -> Bool {
    guard period == self.period, purpose == self.purpose else { return false }
    if let creditCode, let own = self.creditCode { return creditCode == own }
    return enterprise == self.enterprise
  }
}

/// An immutable revision: a whole filing, or cells that a stage puts over one.
public struct RevisionRecord: Hashable, Sendable {
  /// The number in the project, from 1: what stands behind `@`.
  public let number: Int
  /// The filing.
  public let filing: Int
  /// The revision that this one puts cells over; nil for a whole filing.
  public let base: Int?
  /// Who stated it.
  public let stage: Stage
  /// SHA-256 of the content.
  public let content: String
  /// The methodology that its tables were read by.
  public let methodology: String?
  /// How many cells it states.
  public let cells: Int
  /// The entry of the log that added it.
  public let entry: Int
  /// Who added it, when and why.
  public let note: AuditNote
}

/// A revision to be added.
public struct NewRevision: Hashable, Sendable {
  /// The filing that it belongs to; nil for a filing that is new in the project.
  public var filing: Int?
  /// The latest revision of the filing that the author has seen; refused where there is another.
  public var latest: Int?
  /// What the filing says about itself.
  public var header: Filing.Header
  /// The reporting period as text.
  public var period: String
  /// The revision that it puts cells over; nil for a whole filing.
  public var base: Int?
  /// Who states it.
  public var stage: Stage
  /// The canonical text of the filing or of the cells.
  public var content: [UInt8]
  /// The methodology that its tables were read by.
  public var methodology: String?
  /// How many cells it states.
  public var cells: Int
  /// Laboratory reports and files behind it.
  public var evidence: [EvidenceRecord]

  /// Makes a revision; what may be nil is set on the result.
  public init(
    header: Filing.Header, period: String, stage: Stage, content: [UInt8], cells: Int,
    evidence: [EvidenceRecord]
  ) {
    self.header = header
    self.period = period
    self.stage = stage
    self.content = content
    self.cells = cells
    self.evidence = evidence
  }
}

/// A laboratory report or a file behind the values of a revision.
public struct EvidenceRecord: Hashable, Sendable {
  /// What cells call the sample, or the address of the cell that states the report itself.
  public var sample: String
  /// Number of the report.
  public var report: String?
  /// The laboratory.
  public var laboratory: String?
  /// Day of sampling.
  public var sampled: String?
  /// Day on which the laboratory received the sample.
  public var received: String?
  /// Day of the test.
  public var tested: String?
  /// Day of the report.
  public var issued: String?
  /// The file, by its name.
  public var file: String?
  /// SHA-256 of the file.
  public var sha256: String?

  /// Makes a record; what is known is set on the result.
  public init(sample: String) { self.sample = sample }
}
