import Quantities

/// Units that were issued together: one project, period and vintage. A unit is one tCO2e.
public struct CreditIssue: RegistryRecord {
  /// The identifier of the lot.
  public var id: String
  /// The monitoring period.
  public var period: String
  /// What kind of credit, in the words of the regimes.
  public var credit: String
  /// The year in which the reductions came about.
  public var vintage: Int
  /// How much, in tCO2e; more than nothing.
  public var quantity: CreditQuantity
  /// Who got it.
  public var holder: String
  /// The day of issue.
  public var day: Day
  /// The register outside this store that issued it; nil where this store is the register.
  public var register: String?
  /// What stands before the numbers of the units, in that register.
  public var series: String?
  /// The number of the first unit; with the last one it states whole tonnes.
  public var first: Int64?
  /// The number of the last unit.
  public var last: Int64?
  /// What else is to be said.
  public var remark: String?

  /// Makes units; what may be nil is set on the result.
  public init(
    id: String, period: String, credit: String, vintage: Int, quantity: CreditQuantity,
    holder: String, day: Day
  ) {
    self.id = id
    self.period = period
    self.credit = credit
    self.vintage = vintage
    self.quantity = quantity
    self.holder = holder
    self.day = day
  }

  /// The table that it stands in.
  public static let table = RegistryTable.issues
  /// The columns in order.
  public static let fields: [RegistryField<Self>] = [
    .init("id", "批号", \.id),
    .init("period", "监测期", \.period),
    .init("credit", "种类", \.credit),
    .init("vintage", "年份", \.vintage),
    .init("grams", "数量(tCO2e)", \.quantity),
    .init("holder", "持有人", \.holder),
    .init("day", "签发日期", \.day),
    .init("register", "外部登记", \.register),
    .init("series", "序列", \.series),
    .init("first", "起号", \.first),
    .init("last", "止号", \.last),
    .init("remark", "说明", \.remark),
  ]

  /// A row in which nothing is filled in yet.
  public static let blank = CreditIssue(
    id: "", period: "", credit: "", vintage: 0, quantity: .zero, holder: "", day: .blank)
}

/// Units of a lot that changed hands, were used or were cancelled.
public struct CreditMovement: RegistryRecord {
  /// What happened to them.
  public enum Action: String, FilingWord, RegistryCell {
    /// They changed hands.
    case transferred
    /// They were used for compliance.
    case surrendered
    /// They were used of free will.
    case voluntary
    /// They were cancelled without a use.
    case cancelled

    /// The Chinese word.
    public var title: String {
      switch self {
      case .transferred: "转让"
      case .surrendered: "履约"
      case .voluntary: "自愿"
      case .cancelled: "注销"
      }
    }

    /// Whether the units are used or gone afterwards.
    public var isFinal: Bool { self != .transferred }
  }

  /// The lot.
  public var issue: String
  /// What happened.
  public var action: Action
  /// How much, in tCO2e; more than nothing.
  public var quantity: CreditQuantity
  /// Whose units they were.
  public var holder: String
  /// Who got them, where they changed hands.
  public var receiver: String?
  /// The programme that they were surrendered to.
  public var programme: String?
  /// The compliance year.
  public var year: Int?
  /// The day.
  public var day: Day
  /// The register outside this store that says so; nil where this store is the register.
  public var register: String?
  /// Why, or for what.
  public var remark: String?

  /// Makes a movement; what may be nil is set on the result.
  public init(
    issue: String, action: Action, quantity: CreditQuantity, holder: String, day: Day
  ) {
    self.issue = issue
    self.action = action
    self.quantity = quantity
    self.holder = holder
    self.day = day
  }

  /// The table that it stands in.
  public static let table = RegistryTable.movements
  /// The columns in order.
  public static let fields: [RegistryField<Self>] = [
    .init("issue", "批号", \.issue),
    .init("action", "操作", \.action),
    .init("grams", "数量(tCO2e)", \.quantity),
    .init("holder", "持有人", \.holder),
    .init("receiver", "受让人", \.receiver),
    .init("programme", "履约体系", \.programme),
    .init("year", "履约年度", \.year),
    .init("day", "日期", \.day),
    .init("register", "外部登记", \.register),
    .init("remark", "说明", \.remark),
  ]

  /// A row in which nothing is filled in yet.
  public static let blank = CreditMovement(
    issue: "", action: .transferred, quantity: .zero, holder: "", day: .blank)
}
