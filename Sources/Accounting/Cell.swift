import Diagnostics
import Quantities

/// What a filing states in one cell.
public enum CellValue: Hashable, Sendable {
  /// A number as written: its exact value, the decimals it was written with, and the unit if given.
  case number(Rational, decimals: Int, unit: String?)
  /// A text, a choice or the key of a row.
  case text(String)
  /// Yes or no.
  case flag(Bool)
  /// A day.
  case date(Day)
  /// 不涉及, with the reason.
  case notOccurring(reason: String)
  /// A number put in by a rule for missing data, with the rule.
  case substituted(Rational, unit: String?, rule: String)
}

/// A value of a filing and where it was written.
public struct Cell: Hashable, Sendable {
  /// What is stated.
  public var value: CellValue
  /// Where it was written.
  public var origin: Origin
  /// The stage that stated it.
  public var stage: Stage

  /// Makes a cell.
  public init(_ value: CellValue, origin: Origin = .none, stage: Stage = .reported) {
    self.value = value
    self.origin = origin
    self.stage = stage
  }
}

/// A stage in the life of a filing; a later one overrides the cells of an earlier one.
public enum Stage: Int, FilingWord, Comparable {
  /// 填报: by the enterprise.
  case reported
  /// 核查: by the verifier.
  case verified
  /// 复核 or 复查: by a second verifier or the authority.
  case reviewed
  /// 核定: by the authority.
  case approved

  /// The Chinese name.
  public var title: String {
    switch self {
    case .reported: "填报"
    case .verified: "核查"
    case .reviewed: "复核"
    case .approved: "核定"
    }
  }

  /// The identifier in files.
  public var id: String { String(describing: self) }

  /// The stage with this identifier or Chinese name.
  public init?(named name: String) {
    let known = Stage.allCases.first { $0.id == name || $0.title == name }
    guard let stage = known ?? (name == "复查" ? .reviewed : nil) else { return nil }
    self = stage
  }

  /// Earlier stages before later ones.
  public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
}
