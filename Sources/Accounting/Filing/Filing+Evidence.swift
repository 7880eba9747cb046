import Diagnostics
import Quantities

extension Filing {
  /// A document of the evidence index 支撑材料目录: a file, and what it is.
  public struct EvidenceItem: Hashable, Sendable {
    /// What samples and records call it; unique in the filing.
    public var id: String
    /// What it is called.
    public var title: String?
    /// What kind of document: 检测报告, 台账, 结算发票, 检定证书 ….
    public var type: String?
    /// The name of the file.
    public var file: String?
    /// SHA-256 of the file, 64 hexadecimal digits.
    public var sha256: String?
    /// The number of the report.
    public var report: String?
    /// The laboratory.
    public var laboratory: String?
    /// The mark on the report: `CMA`, `CNAS`, both; `无` where it has none.
    public var accreditation: String?
    /// 采样日期.
    public var sampled: Day?
    /// 收样日期.
    public var received: Day?
    /// 检测日期.
    public var tested: Day?
    /// 报告日期.
    public var issued: Day?
    /// The standard that was followed.
    public var standard: String?
    /// What else is to be said.
    public var note: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes an item; further properties are set on the result.
    public init(id: String, title: String? = nil, origin: Origin = .none) {
      self.id = id
      self.title = title
      self.origin = origin
    }

    /// Whether the report bears a mark; nil where nothing is said of it.
    public var isAccredited: Bool? {
      guard let accreditation, !accreditation.isEmpty else { return nil }
      return !["无", "否", "no", "none"].contains(accreditation.lowercased())
    }

    /// The fields of the evidence that rules can read, as a sample would state them.
    public var fields: [Field] {
      let texts = [("report", report), ("laboratory", laboratory)]
      let days = [
        ("sampled", sampled), ("received", received), ("tested", tested), ("issued", issued),
      ]
      return texts.compactMap { name, text in text.map { Field(name, .text($0)) } }
        + (isAccredited.map { [Field("accredited", .flag($0))] } ?? [])
        + days.compactMap { name, day in day.map { Field(name, .date($0)) } }
        + (standard.map { [Field("standard", .text($0))] } ?? [])
    }
  }

  /// What a value was taken from: one line of the register of a parameter and period.
  ///
  /// The choice (取值方式), the sample and single fields of the evidence are cells with a facet;
  /// this is the rest of the line.
  public struct DataRecord: Hashable, Sendable {
    /// The value; without a period for all periods.
    public var at: CellAddress
    /// 数据来源: the ledger, bill or log.
    public var record: String?
    /// The records that it was compared with.
    public var crossChecks: [String]
    /// Documents of the evidence index.
    public var evidence: [String]
    /// Meters that it was read from.
    public var meters: [String]
    /// 责任部门.
    public var department: String?
    /// What else is to be said.
    public var note: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes a record; further properties are set on the result.
    public init(at: CellAddress, record: String? = nil, origin: Origin = .none) {
      self.at = at
      self.record = record
      self.crossChecks = []
      self.evidence = []
      self.meters = []
      self.origin = origin
    }
  }
}
