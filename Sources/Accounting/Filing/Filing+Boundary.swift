import Diagnostics
import Quantities

extension Filing {
  /// A part of the accounting boundary 核算边界: the enterprise, a facility, a unit or a line.
  ///
  /// Parts form a graph without cycles: what two lines share is part of both.
  public struct BoundaryPart: Hashable, Sendable {
    /// What a part is.
    public enum Kind: String, FilingWord {
      /// 企业.
      case enterprise
      /// 设施: a plant or site.
      case facility
      /// 装置: a unit with an output of its own.
      case unit
      /// 生产线 or 工序.
      case line
      /// 设备: a boiler, a kiln, a tank.
      case equipment

      /// The Chinese word.
      public var title: String {
        switch self {
        case .enterprise: "企业"
        case .facility: "设施"
        case .unit: "装置"
        case .line: "生产线"
        case .equipment: "设备"
        }
      }
    }

    /// What other parts call it; unique in the filing.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// The name that people know it by.
    public var title: String?
    /// The parts that it belongs to; empty for the enterprise.
    public var partOf: [String]
    /// The row of the data that stands for it, from the outside; empty where there is none.
    public var row: [CellAddress.Step]
    /// Whether its emissions are accounted for; nil counts as yes.
    public var isIncluded: Bool?
    /// Why it is left out, or what else is to be said.
    public var note: String?
    /// What happened to it in the period.
    public var changes: [BoundaryChange]
    /// Where it was written.
    public var origin: Origin

    /// Makes a part; further properties are set on the result.
    public init(id: String, kind: Kind, partOf: [String] = [], origin: Origin = .none) {
      self.id = id
      self.kind = kind
      self.partOf = partOf
      self.row = []
      self.changes = []
      self.origin = origin
    }
  }

  /// A change of the boundary in the period: 新增, 退役, 迁移 ….
  public struct BoundaryChange: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, FilingWord {
      /// 新增: newly built or commissioned.
      case new
      /// 退役: shut down for good.
      case retired
      /// 迁移: moved to or from another site or enterprise.
      case moved
      /// 变更: rebuilt, renamed or of another capacity.
      case altered

      /// The Chinese word.
      public var title: String {
        switch self {
        case .new: "新增"
        case .retired: "退役"
        case .moved: "迁移"
        case .altered: "变更"
        }
      }
    }

    /// What happened.
    public var kind: Kind
    /// The first day after the change.
    public var on: Day?
    /// What was there before, for a move or an alteration.
    public var before: String?
    /// What else is to be said.
    public var note: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes a change.
    public init(
      _ kind: Kind, on: Day? = nil, before: String? = nil, note: String? = nil,
      origin: Origin = .none
    ) {
      self.kind = kind
      self.on = on
      self.before = before
      self.note = note
      self.origin = origin
    }
  }
}
