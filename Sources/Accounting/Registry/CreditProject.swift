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
  public static let fields: [RegistryField<Self>] = [
    .init("id", "编号", \.id),
    .init("title", "名称", \.title),
    .init("method", "方法", \.method),
    .init("kind", "类型", \.kind),
    .init("region", "地区", \.region),
    .init("areas", "所属片区", \.areas),
    .init("owner", "业主", \.owner),
    .init("started", "开工日期", \.started),
    .init("register", "外部登记", \.register),
  ]

  /// A row in which nothing is filled in yet.
  public static let blank = CreditProject(id: "", title: "", method: "")
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
  public static let fields: [RegistryField<Self>] = [
    .init("project", "项目", \.project),
    .init("key", "识别码", \.key, personal: true),
    .init("from_day", "开始日期", \.from),
    .init("through_day", "结束日期", \.through),
  ]

  /// A row in which nothing is filled in yet.
  public static let blank = ProjectParticipant(
    project: "", key: "", from: .blank, through: nil)
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
  public static let fields: [RegistryField<Self>] = [
    .init("id", "编号", \.id),
    .init("project", "项目", \.project),
    .init("method", "方法", \.method),
    .init("from_day", "开始日期", \.from),
    .init("through_day", "结束日期", \.through),
    .init("grams", "减排量(tCO2e)", \.quantity),
    .init("basis", "依据", \.basis),
    .init("register", "外部登记", \.register),
  ]

  /// A row in which nothing is filled in yet.
  public static let blank = MonitoringPeriod(
    id: "", project: "", method: "", from: .blank, through: .blank)
}
