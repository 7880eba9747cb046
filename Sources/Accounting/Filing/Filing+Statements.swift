import Diagnostics
import Quantities

extension Filing {
  /// Which revision of a filing this is; a revision is never changed, only followed by another.
  public struct Revision: Hashable, Sendable {
    /// 版本号: `1.0`.
    public var number: String?
    /// The day on which it was made.
    public var on: Day?
    /// Who made it.
    public var author: String?
    /// Why it follows the one before.
    public var reason: String?
    /// SHA-256 of the revision that it follows, 64 hexadecimal digits.
    public var follows: String?

    /// Makes a revision; properties are set on the result.
    public init() {}

    /// Whether nothing is said.
    public var isEmpty: Bool { self == Revision() }
  }

  /// What the enterprise says about a value: why it changed, why it is missing, why it is so.
  public struct Explanation: Hashable, Sendable {
    /// What is explained.
    public enum Kind: String, FilingWord {
      /// 波动原因: why it differs from last year's.
      case change
      /// 取值说明: why it was obtained in this way.
      case choice
      /// 缺失说明: why it is missing or was substituted.
      case missing
      /// 其他.
      case other

      /// The Chinese word.
      public var title: String {
        switch self {
        case .change: "波动原因"
        case .choice: "取值说明"
        case .missing: "缺失说明"
        case .other: "其他"
        }
      }
    }

    /// The value, a row, or all values of a name where no row is given.
    public var at: CellAddress
    /// What is explained.
    public var kind: Kind
    /// What is said.
    public var text: String
    /// Where it was written.
    public var origin: Origin

    /// Makes an explanation.
    public init(
      at: CellAddress, _ kind: Kind = .other, _ text: String, origin: Origin = .none
    ) {
      self.at = at
      self.kind = kind
      self.text = text
      self.origin = origin
    }
  }

  /// Who answers for the filing: 法定代表人, 填报负责人 ….
  public struct Signature: Hashable, Sendable {
    /// In which function.
    public var role: String
    /// Who.
    public var name: String?
    /// When.
    public var on: Day?
    /// What is signed: 对本报告的真实性负责.
    public var statement: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes a signature; further properties are set on the result.
    public init(role: String, name: String? = nil, origin: Origin = .none) {
      self.role = role
      self.name = name
      self.origin = origin
    }
  }
}
