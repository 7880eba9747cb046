import Diagnostics
import Engine
import Quantities
import RulePlan

/// The difference of two results as an ordered list of causes that adds up exactly.
///
/// One cause after the other is exchanged, in the order of the rules, and the figure computed anew:
/// what it moves by is the cause's share. Another order gives other shares and the same sum.
public struct Bridge: Sendable {
  /// One of the two results.
  public struct Side: Sendable {
    /// What people call it: a year, a stage, a file.
    public var label: String
    /// The methodology that it is computed under.
    public var methodology: String
    /// The reporting period.
    public var period: Period
    /// The figure, in the unit of the bridge.
    public var value: Rational
  }

  /// What kind of cause it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// The reporting period, and with it factors that are taken by date.
    case period
    /// Something that the filing says of itself: date, purpose, region.
    case attribute
    /// A row that came: a boundary event.
    case came
    /// A row that went: a boundary event.
    case gone
    /// Another day on which a row begins or ends: a boundary event.
    case days
    /// Another value.
    case value
    /// Another way to obtain a value.
    case choice
    /// Another default, constant or cell of a table of the rules.
    case factor
    /// Another set of global warming potentials.
    case potential
    /// Another formula.
    case formula
    /// A figure as it was reported.
    case reported
    /// What no single cause accounts for.
    case remainder
    /// The roundings that the rules declare.
    case rounding
  }

  /// One thing that differs.
  public struct Change: Hashable, Sendable {
    /// What kind of cause it is.
    public var kind: Kind
    /// The value's or row's name.
    public var title: String
    /// The symbol; empty where there is none.
    public var symbol: String
    /// The row, in words; empty for the filing.
    public var row: String
    /// What the first side has, with its unit.
    public var from: String
    /// What the second side has, with its unit.
    public var to: String
    /// What else is to be said.
    public var note: String
    /// Identifier or symbol and row keys: for finding explanations and for programs.
    public var name: String
    /// The keys of the row from the facility down.
    public var keys: [String]
  }

  /// A share of the difference.
  public struct Step: Sendable {
    /// What was exchanged; several things where none of them has a result without the others.
    public var changes: [Change]
    /// What the figure moved by.
    public var amount: Rational

    /// The kind of the first change.
    public var kind: Kind { changes.first?.kind ?? .remainder }
  }

  /// The figure's title.
  public var title: String
  /// The figure's symbol.
  public var symbol: String
  /// The unit of all amounts.
  public var unit: String
  /// How many decimals amounts are shown with.
  public var decimals: Int
  /// Where the bridge begins.
  public var first: Side
  /// Where it ends.
  public var second: Side
  /// The shares in the order in which they were computed; their sum is the difference, exactly.
  public var steps: [Step]
  /// What differs and moves nothing.
  public var silent: [Change]

  /// The second value less the first.
  public var difference: Rational { second.value - first.value }
}

/// Why there is no bridge.
public enum BridgeProblem: Error, Sendable {
  /// A side has no such figure.
  case noFigure(String, methodology: String)
  /// A side's figure has no value, for lack of data or because of an error.
  case noValue(side: String)
  /// The two figures are measured in units that do not agree.
  case units(String, String)
}

extension Plan {
  /// The plan in which no named value is rounded as declared; all only come to rest.
  func withoutRoundings() -> Plan {
    var plan = self
    for named in named {
      guard let rounding = named.rounding, rounding != .rest,
        case .round(rounding) = nodes[named.node].operation
      else { continue }
      plan.nodes[named.node].operation = .round(.rest)
    }
    return plan
  }

  /// The figure with a symbol or identifier; without a name the first total of the filing, else its
  /// last figure.
  func figure(_ name: String?) -> Named? {
    if let name { return named.first { $0.id == name || $0.symbol == name } }
    let ofFiling = named.filter {
      nodes[$0.node].shape == .filing && nodes[$0.node].kind == .number
    }
    return ofFiling.first { $0.role == .total } ?? ofFiling.last { $0.role == .figure }
  }
}
