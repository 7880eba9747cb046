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
  public static let columns = [
    RegistryColumn("id", "批号", required: true), RegistryColumn("period", "监测期", required: true),
    RegistryColumn("credit", "种类", required: true),
    RegistryColumn("vintage", "年份", .whole, required: true),
    RegistryColumn("grams", "数量(tCO2e)", .quantity, required: true),
    RegistryColumn("holder", "持有人", required: true),
    RegistryColumn("day", "签发日期", .day, required: true), RegistryColumn("register", "外部登记"),
    RegistryColumn("series", "序列"), RegistryColumn("first", "起号", .whole),
    RegistryColumn("last", "止号", .whole), RegistryColumn("remark", "说明"),
  ]

  /// Reads a row; nil where something that must be there is missing.
  public init?(_ row: RegistryRow) {
    guard let id = row.text("id"), let period = row.text("period"),
      let credit = row.text("credit"), let vintage = row.whole("vintage"),
      let quantity = row.quantity("grams"), let holder = row.text("holder"),
      let day = row.day("day")
    else { return nil }
    self.init(
      id: id, period: period, credit: credit, vintage: Int(clamping: vintage),
      quantity: quantity, holder: holder, day: day)
    register = row.text("register")
    series = row.text("series")
    first = row.whole("first")
    last = row.whole("last")
    remark = row.text("remark")
  }

  /// The values in the order of the columns.
  public var values: [RegistryValue] {
    [
      .text(id), .text(period), .text(credit), .whole(Int64(vintage)), .quantity(quantity),
      .text(holder), .day(day), .optional(register), .optional(series), .optional(first),
      .optional(last), .optional(remark),
    ]
  }
}

/// Units of a lot that changed hands, were used or were cancelled.
public struct CreditMovement: RegistryRecord {
  /// What happened to them.
  public enum Action: String, FilingWord {
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
  public static let columns = [
    RegistryColumn("issue", "批号", required: true),
    RegistryColumn("action", "操作", words: Action.self),
    RegistryColumn("grams", "数量(tCO2e)", .quantity, required: true),
    RegistryColumn("holder", "持有人", required: true), RegistryColumn("receiver", "受让人"),
    RegistryColumn("programme", "履约体系"), RegistryColumn("year", "履约年度", .whole),
    RegistryColumn("day", "日期", .day, required: true), RegistryColumn("register", "外部登记"),
    RegistryColumn("remark", "说明"),
  ]

  /// Reads a row; nil where something that must be there is missing.
  public init?(_ row: RegistryRow) {
    guard let issue = row.text("issue"), let action: Action = row.word("action"),
      let quantity = row.quantity("grams"), let holder = row.text("holder"),
      let day = row.day("day")
    else { return nil }
    self.init(issue: issue, action: action, quantity: quantity, holder: holder, day: day)
    receiver = row.text("receiver")
    programme = row.text("programme")
    year = row.whole("year").map { Int(clamping: $0) }
    register = row.text("register")
    remark = row.text("remark")
  }

  /// The values in the order of the columns.
  public var values: [RegistryValue] {
    [
      .text(issue), .text(action.id), .quantity(quantity), .text(holder), .optional(receiver),
      .optional(programme), .optional(year.map { Int64($0) }), .day(day), .optional(register),
      .optional(remark),
    ]
  }
}
