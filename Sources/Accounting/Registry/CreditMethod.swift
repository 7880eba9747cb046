import Quantities

/// A method by which reductions are determined, as an authority filed it.
public struct CreditMethod: RegistryRecord {
  /// Normalised number: `2017004-v01`.
  public var id: String
  /// The title.
  public var title: String
  /// The scheme that it belongs to.
  public var scheme: String?
  /// Where it holds.
  public var region: String?
  /// The batch in which it was filed.
  public var batch: String?
  /// The notice.
  public var notice: String?
  /// The method that it takes the place of.
  public var supersedes: String?

  /// Makes a method; what may be nil is set on the result.
  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }

  /// The table that it stands in.
  public static let table = RegistryTable.methods
  /// The columns in order.
  public static let columns = [
    RegistryColumn("id", "编号", required: true), RegistryColumn("title", "名称", required: true),
    RegistryColumn("scheme", "体系"), RegistryColumn("region", "适用地区"),
    RegistryColumn("batch", "批次"), RegistryColumn("notice", "文号"),
    RegistryColumn("supersedes", "替代"),
  ]

  /// Reads a row; nil where something that must be there is missing.
  public init?(_ row: RegistryRow) {
    guard let id = row.text("id"), let title = row.text("title") else { return nil }
    self.init(id: id, title: title)
    scheme = row.text("scheme")
    region = row.text("region")
    batch = row.text("batch")
    notice = row.text("notice")
    supersedes = row.text("supersedes")
  }

  /// The values in the order of the columns.
  public var values: [RegistryValue] {
    [
      .text(id), .text(title), .optional(scheme), .optional(region), .optional(batch),
      .optional(notice), .optional(supersedes),
    ]
  }
}

/// Something that became of a method on a day.
public struct MethodStep: RegistryRecord {
  /// What became of it.
  public enum Step: String, FilingWord {
    /// Experts assessed it.
    case assessed
    /// The authority filed it: from now on it may be used.
    case filed
    /// A revision took its place.
    case revised
    /// It ended.
    case expired

    /// The Chinese word.
    public var title: String {
      switch self {
      case .assessed: "专家评估"
      case .filed: "备案"
      case .revised: "修订"
      case .expired: "失效"
      }
    }
  }

  /// The method.
  public var method: String
  /// What became of it.
  public var step: Step
  /// On which day.
  public var day: Day
  /// The notice that says so.
  public var notice: String?
  /// What else is to be said.
  public var remark: String?

  /// Makes a step; what may be nil is set on the result.
  public init(method: String, step: Step, day: Day) {
    self.method = method
    self.step = step
    self.day = day
  }

  /// The table that it stands in.
  public static let table = RegistryTable.steps
  /// The columns in order.
  public static let columns = [
    RegistryColumn("method", "方法", required: true),
    RegistryColumn("step", "环节", words: Step.self),
    RegistryColumn("day", "日期", .day, required: true), RegistryColumn("notice", "文号"),
    RegistryColumn("remark", "说明"),
  ]

  /// Reads a row; nil where something that must be there is missing.
  public init?(_ row: RegistryRow) {
    guard let method = row.text("method"), let step: Step = row.word("step"),
      let day = row.day("day")
    else { return nil }
    self.init(method: method, step: step, day: day)
    notice = row.text("notice")
    remark = row.text("remark")
  }

  /// The values in the order of the columns.
  public var values: [RegistryValue] {
    [.text(method), .text(step.id), .day(day), .optional(notice), .optional(remark)]
  }
}
