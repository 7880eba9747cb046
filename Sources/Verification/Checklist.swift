import Quantities

/// What a verifier has to look at, in the rows of the desk-review form 文件评审表.
///
/// - Source: 《企业温室气体排放报告核查指南（试行）》 环办气候函〔2021〕130号, seen in transcriptions.
public struct Checklist: Sendable {
  /// The rows, in the order of the form.
  public var rows: [Row]
  /// The tonnes that shares are shares of; nil where no result has a value.
  public var total: Rational?
  /// Whether ``total`` is only what could be computed of a total that has no value.
  public var isPartial: Bool
  /// What was computed beside what was reported, results of the whole filing in their order.
  public var comparisons: [Comparison]
  /// The records to ask for by name, with what they are compared with.
  public var records: [Record]

  /// A result as the machine has it and as the enterprise reports it.
  public struct Comparison: Sendable {
    /// The result, by index into ``RulePlan/Plan/named``.
    public var named: Int
    /// What it is.
    public var title: String
    /// Its unit.
    public var unit: String
    /// What was computed from the filing; nil where it cannot be.
    public var expected: Rational?
    /// What the enterprise reports; nil where it reports nothing.
    public var reported: Rational?
    /// Half of the last digit that was reported: what rounding alone explains.
    public var tolerance: Rational
    /// Whether it is a total, so that its own value is the measure of the difference.
    public var isTotal: Bool

    /// Reported less expected; nil where one is not there.
    public var difference: Rational? {
      guard let expected, let reported else { return nil }
      return reported - expected
    }

    /// Whether rounding alone explains the difference; nil without one.
    public var isRounding: Bool? { difference.map { $0.magnitude <= tolerance } }
  }

  /// A record that a verifier asks for.
  public struct Record: Sendable {
    /// Its name, as the method has it.
    public var name: String
    /// The parameters that it bears out.
    public var parameters: [String]
    /// What the parameters are compared with.
    public var crossChecks: [String]
    /// The tonnes that rest on the parameters.
    public var tonnes: Rational
  }

  /// A row of the form.
  public struct Row: Sendable {
    /// Which row; what the form calls it stands in its frame.
    public var subject: Subject
    /// What to look at, most important first.
    public var items: [Item]
    /// How many further items move next to nothing, and the tonnes that rest on them.
    public var rest: (count: Int, tonnes: Rational)
  }

  /// The rows of the form.
  public enum Subject: String, Sendable, CaseIterable {
    /// 1 重点排放单位基本情况.
    case basics
    /// 2 核算边界.
    case boundary
    /// 3 核算方法.
    case method
    /// 4.1 活动数据.
    case activity
    /// 4.2 排放因子.
    case factor
    /// 4.3 排放量.
    case emission
    /// 4.4 生产数据.
    case production
    /// 5 质量控制和文件存档.
    case quality
    /// 6.1 数据质量控制计划.
    case plan
    /// 6.2 数据质量控制计划的执行.
    case execution
    /// 7 其他内容.
    case other
  }

  /// One thing to look at.
  public struct Item: Sendable {
    /// What it is about.
    public var title: String
    /// The address in the filing; empty where it is about the whole.
    public var address: String
    /// What was filed and what the machine found: the record of the review.
    public var record: [String]
    /// What is doubtful.
    public var doubts: [String]
    /// What to look at.
    public var look: [String]
    /// The evidence to ask for.
    public var evidence: [String]
    /// When the point is closed.
    public var acceptance: String
    /// The tonnes of the total that rest on it; nil where that cannot be said.
    public var tonnes: Rational?
    /// The share of the total, 1 for all of it.
    public var share: Rational?
    /// 1 for nothing remarkable, more with each reason to doubt.
    public var risk: Int
    /// Whether a check of the methodology fired at it.
    public var hasFiredCheck: Bool
    /// Whether a result waits for it.
    public var isMissing: Bool
    /// How many months or other slots there are, and which are looked at first.
    public var sampling: Sampling?

    /// Makes an item; properties are set on the result.
    public init(title: String, address: String = "", acceptance: String) {
      self.title = title
      self.address = address
      self.acceptance = acceptance
      record = []
      doubts = []
      look = []
      evidence = []
      risk = 1
      isMissing = false
      hasFiredCheck = false
    }

    /// Tonnes × risk, by which items are ranked; without tonnes, the risk alone.
    public var weight: Rational { (tonnes ?? .zero) * Rational(risk) }
  }

  /// Which of many records to look at.
  public struct Sampling: Sendable {
    /// How many slots have a value.
    public var slots: Int
    /// How many to look at.
    public var count: Int
    /// How many after each nonconformity, beginning with ``count``.
    public var steps: [Int]
    /// Those to look at first, as names of periods.
    public var first: [String]
  }
}
