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
  public static let fields: [RegistryField<Self>] = [
    .init("id", "编号", \.id),
    .init("title", "名称", \.title),
    .init("scheme", "体系", \.scheme),
    .init("region", "适用地区", \.region),
    .init("batch", "批次", \.batch),
    .init("notice", "文号", \.notice),
    .init("supersedes", "替代", \.supersedes),
  ]

  /// A row in which nothing is filled in yet.
  public static let blank = CreditMethod(id: "", title: "")
}

/// Something that became of a method on a day.
public struct MethodStep: RegistryRecord {
  /// What became of it.
  public enum Step: String, FilingWord, RegistryCell {
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
  public static let fields: [RegistryField<Self>] = [
    .init("method", "方法", \.method),
    .init("step", "环节", \.step),
    .init("day", "日期", \.day),
    .init("notice", "文号", \.notice),
    .init("remark", "说明", \.remark),
  ]

  /// A row in which nothing is filled in yet.
  public static let blank = MethodStep(method: "", step: .assessed, day: .blank)
}
