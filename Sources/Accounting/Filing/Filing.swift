import Diagnostics
import Quantities

/// One enterprise's data for one period, as it was written down.
///
/// A filing knows no methodology: names are texts, units are texts, ancestors may be left out.
/// `Exchange` lays it out as columns for a plan.
public struct Filing: Hashable, Sendable {
  /// What the filing says about itself.
  public var header: Header
  /// The reporting period.
  public var period: Period
  /// Rows that are declared with a title or a validity; naming a row in a cell declares it too.
  public var rows: [Row]
  /// The cells in the order in which they were written; an address may occur twice by mistake.
  public var cells: CellList
  /// What is declared 不涉及.
  public var notOccurring: [Statement]
  /// Laboratory reports whose values belong together.
  public var samples: [Sample]
  /// What each value was taken from: the register without choices and samples, which are cells.
  public var records: [DataRecord] = []
  /// Documents that bear the values out.
  public var evidence: [EvidenceItem] = []
  /// Measuring instruments.
  public var meters: [Meter] = []
  /// The accounting boundary, the enterprise first.
  public var boundary: [BoundaryPart] = []
  /// How the data are determined.
  public var monitoringPlan = MonitoringPlan()
  /// What the enterprise says about its values.
  public var explanations: [Explanation] = []
  /// Who answers for it.
  public var signatures: [Signature] = []
  /// What later stages put over the cells, in the order in which it happened.
  ///
  /// ``FilingRevision/filing(at:)`` applies them; nothing else does.
  public var stages: [Overlay] = []

  /// Makes a filing.
  public init(
    header: Header = Header(), period: Period, rows: [Row] = [], cells: [Entry] = [],
    notOccurring: [Statement] = [], samples: [Sample] = []
  ) {
    self.header = header
    self.period = period
    self.rows = rows
    self.cells = CellList(cells)
    self.notOccurring = notOccurring
    self.samples = samples
  }

  /// What a filing says about itself.
  public struct Header: Hashable, Sendable {
    /// 报告主体: the name of the enterprise.
    public var enterprise: String?
    /// 统一社会信用代码.
    public var creditCode: String?
    /// The methodology that the filing was made for, by identifier.
    public var methodology: String?
    /// The day on which it is filed.
    public var filedOn: Day?
    /// What it is filed for: `annual`, `monthly` …; regimes decide by it.
    public var purpose: String?
    /// The region, by its name or administrative code.
    public var region: String?
    /// Which revision it is.
    public var revision = Revision()
    /// Everything else that was stated, in order: contact, address, industry code ….
    public var further: [Attribute]
    /// Where the header stands.
    public var origin: Origin

    /// What the name of an attribute begins with that states a figure of another methodology:
    /// `external sectors/power/mee-2021#heat-intensity`.
    public static let externalPrefix = "external "

    /// Makes a header; properties are set on the result.
    public init(origin: Origin = .none) {
      self.further = []
      self.origin = origin
    }
  }

  /// A named text.
  public struct Attribute: Hashable, Sendable {
    /// What it is called.
    public var name: String
    /// What was written.
    public var value: String

    /// Makes an attribute.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A declared row.
  public struct Row: Hashable, Sendable {
    /// The row with its ancestors from the outside; never empty.
    public var steps: [CellAddress.Step]
    /// The name that people know it by.
    public var title: String?
    /// First day of its existence.
    public var from: Day?
    /// Last day of its existence, inclusive.
    public var through: Day?
    /// Where it was written.
    public var origin: Origin

    /// Makes a row.
    public init(
      steps: [CellAddress.Step], title: String? = nil, from: Day? = nil, through: Day? = nil,
      origin: Origin = .none
    ) {
      self.steps = steps
      self.title = title
      self.from = from
      self.through = through
      self.origin = origin
    }
  }

  /// A cell with its address.
  public struct Entry: Hashable, Sendable {
    /// The address as written.
    public var address: CellAddress
    /// The cell.
    public var cell: Cell

    /// Makes an entry.
    public init(_ address: CellAddress, _ cell: Cell) {
      self.address = address
      self.cell = cell
    }
  }

  /// A declaration 不涉及 for more than a cell.
  public struct Statement: Hashable, Sendable {
    /// A row, or by its name a row set, an emission source or a value.
    public var target: CellAddress
    /// Why.
    public var reason: String
    /// Where it was written.
    public var origin: Origin

    /// Makes a statement.
    public init(_ target: CellAddress, reason: String, origin: Origin = .none) {
      self.target = target
      self.reason = reason
      self.origin = origin
    }
  }

  /// A laboratory report; the cells that name it share its evidence.
  public struct Sample: Hashable, Sendable {
    /// What cells call it.
    public var id: String
    /// The fields in the order in which they were written.
    public var fields: [Field]
    /// The document of the evidence index that is its report; its fields hold where the sample
    /// states none.
    public var evidence: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes a sample.
    public init(id: String, fields: [Field], origin: Origin = .none) {
      self.id = id
      self.fields = fields
      self.origin = origin
    }
  }

  /// One field of the evidence behind a cell.
  public struct Field: Hashable, Sendable {
    /// `report`, `laboratory`, `accredited` ….
    public var name: String
    /// What is stated.
    public var value: CellValue

    /// Makes a field.
    public init(_ name: String, _ value: CellValue) {
      self.name = name
      self.value = value
    }
  }

  /// The fields of the evidence that rules can read.
  ///
  /// - Source: `Documentation/Language.md` §4.
  public static let evidenceFields = [
    "report", "laboratory", "accredited", "sampled", "received", "tested", "issued", "basis",
    "standard",
  ]

  /// Those of them that are days, in the order in which they follow.
  public static let evidenceDays = ["sampled", "received", "tested", "issued"]

  /// The cell that counts at an address as it is written: the last of the latest stage.
  public func cell(at address: CellAddress) -> Cell? {
    var found: Cell?
    for entry in cells where entry.address == address {
      if let known = found, known.stage > entry.cell.stage { continue }
      found = entry.cell
    }
    return found
  }
}
