import Diagnostics
import Quantities

/// How an enterprise determines its data, as it was filed beforehand.
///
/// The document has another name in each edition: 监测计划 to 2020, 数据质量控制计划 from 2021,
/// 数据质量控制方案 in the guides of 2024.
public struct MonitoringPlan: Hashable, Sendable {
  /// What the edition calls it.
  public var title: String?
  /// Its versions, earliest first; the last one is in force.
  public var versions: [Version]
  /// How each parameter is determined.
  public var parameters: [Parameter]
  /// Everything that is told in prose: boundary, facilities, internal quality control.
  public var sections: [Section]

  /// Makes a plan.
  public init(
    title: String? = nil, versions: [Version] = [], parameters: [Parameter] = [],
    sections: [Section] = []
  ) {
    self.title = title
    self.versions = versions
    self.parameters = parameters
    self.sections = sections
  }

  /// Whether nothing is said.
  public var isEmpty: Bool { self == MonitoringPlan() }

  /// A version of the plan.
  public struct Version: Hashable, Sendable {
    /// `1.0`, `2.1`.
    public var number: String
    /// The day of the version.
    public var on: Day?
    /// The first day on which it is followed.
    public var from: Day?
    /// What was changed.
    public var changes: String?
    /// Why.
    public var reason: String?
    /// Who put it into force.
    public var author: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes a version; further properties are set on the result.
    public init(number: String, on: Day? = nil, origin: Origin = .none) {
      self.number = number
      self.on = on
      self.origin = origin
    }
  }

  /// How one parameter is determined.
  public struct Parameter: Hashable, Sendable {
    /// The value, or all values of the name where no row is given.
    public var at: CellAddress
    /// What people call it.
    public var title: String?
    /// 数据来源: the record.
    public var record: String?
    /// How it is measured or computed; 取值方式.
    public var how: String?
    /// 监测频次.
    public var every: String?
    /// 记录频次.
    public var recordedEvery: String?
    /// The standard that is followed.
    public var standard: String?
    /// The meters, by identifier.
    public var meters: [String]
    /// 数据缺失时的处理方式.
    public var ifMissing: String?
    /// 责任部门.
    public var department: String?
    /// What else is to be said.
    public var note: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes an entry; further properties are set on the result.
    public init(at: CellAddress, title: String? = nil, origin: Origin = .none) {
      self.at = at
      self.title = title
      self.meters = []
      self.origin = origin
    }
  }

  /// A part that is told in prose.
  public struct Section: Hashable, Sendable {
    /// Its heading.
    public var title: String
    /// What it says.
    public var text: String
    /// Where it was written.
    public var origin: Origin

    /// Makes a section.
    public init(title: String, text: String, origin: Origin = .none) {
      self.title = title
      self.text = text
      self.origin = origin
    }
  }
}
