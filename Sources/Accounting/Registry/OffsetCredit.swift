import Quantities

/// Units that somebody could use for compliance, with what rules of acceptance ask about them.
public struct OffsetCredit: Hashable, Sendable {
  /// The lot.
  public var id: String
  /// What kind of credit.
  public var credit: String
  /// The year in which the reductions came about.
  public var vintage: Int
  /// How much there is, in tCO2e.
  public var quantity: CreditQuantity
  /// Whose they are.
  public var holder: String?
  /// The project.
  public var project: String?
  /// What kind of project.
  public var kind: String?
  /// Where it is.
  public var region: String?
  /// Areas that notices name and that it lies in.
  public var areas: String?
  /// First day on which the reductions came about; nil where only the vintage is known.
  public var from: Day?
  /// Last such day.
  public var through: Day?

  /// Makes units; what may be nil is set on the result.
  public init(id: String, credit: String, vintage: Int, quantity: CreditQuantity) {
    self.id = id
    self.credit = credit
    self.vintage = vintage
    self.quantity = quantity
  }

  /// The columns of a table of such units that belongs to no registry.
  public static let columns = [
    RegistryColumn("id", "批号", required: true),
    RegistryColumn("credit", "种类", required: true),
    RegistryColumn("vintage", "年份", .whole, required: true),
    RegistryColumn("grams", "数量(tCO2e)", .quantity, required: true),
    RegistryColumn("holder", "持有人"), RegistryColumn("project", "项目"),
    RegistryColumn("kind", "类型"), RegistryColumn("region", "地区"),
    RegistryColumn("areas", "所属片区"), RegistryColumn("from_day", "开始日期", .day),
    RegistryColumn("through_day", "结束日期", .day),
  ]

  /// Reads a row; nil where something that must be there is missing.
  public init?(_ row: RegistryRow) {
    guard let id = row.text("id"), let credit = row.text("credit"),
      let vintage = row.whole("vintage"), let quantity = row.quantity("grams")
    else { return nil }
    self.init(id: id, credit: credit, vintage: Int(clamping: vintage), quantity: quantity)
    holder = row.text("holder")
    project = row.text("project")
    kind = row.text("kind")
    region = row.text("region")
    areas = row.text("areas")
    from = row.day("from_day")
    through = row.day("through_day")
  }

  /// Units of a lot that a holder has.
  public init(_ lot: CreditLot, holder: String, quantity: CreditQuantity) {
    self.init(
      id: lot.issue.id, credit: lot.issue.credit, vintage: lot.issue.vintage, quantity: quantity)
    self.holder = holder
    project = lot.project.title
    kind = lot.project.kind
    region = lot.project.region
    areas = lot.project.areas
    from = lot.generated.from
    through = lot.generated.through
  }

  /// The days in which the reductions came about; those of the vintage where none are stated.
  public var generated: (from: Day, through: Day)? {
    let first = from ?? Day(year: vintage, month: 1, day: 1)
    let last = through ?? Day(year: vintage, month: 12, day: 31)
    guard let first, let last, first <= last else { return nil }
    return (first, last)
  }
}
