import Quantities

/// A project that reduces emissions or removes carbon.
public struct CreditProject: RegistryRecord {
  /// The identifier.
  public var id: String
  /// The title.
  public var title: String
  /// The method that it was registered under.
  public var method: String
  /// What kind of project it is, in the words of the regimes that accept credits.
  public var kind: String?
  /// Where it is, from province to county.
  public var region: String?
  /// Areas that notices name and that it lies in, as the operator states; divided by `；`.
  public var areas: String?
  /// The organisation that owns it; a person's name has no place here.
  public var owner: String?
  /// The day on which it began.
  public var started: Day?
  /// The register outside this store that has it; nil where this store is the register.
  public var register: String?

  /// Makes a project; what may be nil is set on the result.
  public init(id: String, title: String, method: String) {
    self.id = id
    self.title = title
    self.method = method
  }

  /// The table that it stands in.
  public static let table = RegistryTable.projects
  /// The columns in order.
  public static let columns = [
    RegistryColumn("id", "编号", required: true), RegistryColumn("title", "名称", required: true),
    RegistryColumn("method", "方法", required: true), RegistryColumn("kind", "类型"),
    RegistryColumn("region", "地区"), RegistryColumn("areas", "所属片区"),
    RegistryColumn("owner", "业主"), RegistryColumn("started", "开工日期", .day),
    RegistryColumn("register", "外部登记"),
  ]

  /// Reads a row; nil where something that must be there is missing.
  public init?(_ row: RegistryRow) {
    guard let id = row.text("id"), let title = row.text("title"), let method = row.text("method")
    else { return nil }
    self.init(id: id, title: title, method: method)
    kind = row.text("kind")
    region = row.text("region")
    areas = row.text("areas")
    owner = row.text("owner")
    started = row.day("started")
    register = row.text("register")
  }

  /// The values in the order of the columns.
  public var values: [RegistryValue] {
    [
      .text(id), .text(title), .text(method), .optional(kind), .optional(region),
      .optional(areas), .optional(owner), .optional(started), .optional(register),
    ]
  }
}

/// Somebody or something whose reductions a project claims, for a time.
///
/// Nothing is kept but what tells the same one again: a meter's number, a plot, or the code that
/// the operator's secret makes of an identifier.
public struct ProjectParticipant: RegistryRecord {
  /// The project.
  public var project: String
  /// The identifier. The same key in two projects at one time is one reduction claimed twice.
  public var key: String
  /// From which day.
  public var from: Day
  /// Through which day; nil where it goes on.
  public var through: Day?

  /// Makes a participant.
  public init(project: String, key: String, from: Day, through: Day?) {
    self.project = project
    self.key = key
    self.from = from
    self.through = through
  }

  /// The table that it stands in.
  public static let table = RegistryTable.participants
  /// The columns in order.
  public static let columns = [
    RegistryColumn("project", "项目", required: true),
    RegistryColumn("key", "识别码", required: true, personal: true),
    RegistryColumn("from_day", "开始日期", .day, required: true),
    RegistryColumn("through_day", "结束日期", .day),
  ]

  /// Reads a row; nil where something that must be there is missing.
  public init?(_ row: RegistryRow) {
    guard let project = row.text("project"), let key = row.text("key"),
      let from = row.day("from_day")
    else { return nil }
    self.init(project: project, key: key, from: from, through: row.day("through_day"))
  }

  /// The values in the order of the columns.
  public var values: [RegistryValue] {
    [.text(project), .text(key), .day(from), .optional(through)]
  }
}

/// A monitoring period of a project with the quantity that was determined for it.
public struct MonitoringPeriod: RegistryRecord {
  /// The identifier.
  public var id: String
  /// The project.
  public var project: String
  /// The method by which the quantity was determined.
  public var method: String
  /// The first day.
  public var from: Day
  /// The last day.
  public var through: Day
  /// The reductions in tCO2e, may be negative; nil only for one outside whose quantity is unknown.
  public var quantity: CreditQuantity?
  /// What it rests on: a result of a project file, a report's number.
  public var basis: String?
  /// The register outside this store that has it; nil where this store is the register.
  public var register: String?

  /// Makes a period; what may be nil is set on the result.
  public init(id: String, project: String, method: String, from: Day, through: Day) {
    self.id = id
    self.project = project
    self.method = method
    self.from = from
    self.through = through
  }

  /// The table that it stands in.
  public static let table = RegistryTable.periods
  /// The columns in order.
  public static let columns = [
    RegistryColumn("id", "编号", required: true), RegistryColumn("project", "项目", required: true),
    RegistryColumn("method", "方法", required: true),
    RegistryColumn("from_day", "开始日期", .day, required: true),
    RegistryColumn("through_day", "结束日期", .day, required: true),
    RegistryColumn("grams", "减排量(tCO2e)", .quantity), RegistryColumn("basis", "依据"),
    RegistryColumn("register", "外部登记"),
  ]

  /// Reads a row; nil where something that must be there is missing.
  public init?(_ row: RegistryRow) {
    guard let id = row.text("id"), let project = row.text("project"),
      let method = row.text("method"), let from = row.day("from_day"),
      let through = row.day("through_day")
    else { return nil }
    self.init(id: id, project: project, method: method, from: from, through: through)
    quantity = row.quantity("grams")
    basis = row.text("basis")
    register = row.text("register")
  }

  /// The values in the order of the columns.
  public var values: [RegistryValue] {
    [
      .text(id), .text(project), .text(method), .day(from), .day(through),
      quantity.map { .quantity($0) } ?? .none, .optional(basis), .optional(register),
    ]
  }
}
