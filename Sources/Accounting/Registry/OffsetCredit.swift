import Quantities

/// Units that somebody could use for compliance, with what rules of acceptance ask about them.
public struct OffsetCredit: RegistryRow {
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
  public static let fields: [RegistryField<Self>] = [
    .init("id", "批号", \.id),
    .init("credit", "种类", \.credit),
    .init("vintage", "年份", \.vintage),
    .init("grams", "数量(tCO2e)", \.quantity),
    .init("holder", "持有人", \.holder),
    .init("project", "项目", \.project),
    .init("kind", "类型", \.kind),
    .init("region", "地区", \.region),
    .init("areas", "所属片区", \.areas),
    .init("from_day", "开始日期", \.from),
    .init("through_day", "结束日期", \.through),
  ]

  /// A row in which nothing is filled in yet.
  public static let blank = OffsetCredit(id: "", credit: "", vintage: 0, quantity: .zero)

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
