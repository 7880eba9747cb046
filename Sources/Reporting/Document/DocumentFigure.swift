import Quantities

/// What a document says about itself: metadata of files, and the head of the machine formats.
public struct DocumentProperties: Sendable {
  /// What kind of document it is, for programs.
  public enum Kind: String, Sendable {
    /// The annual emission report.
    case report
    /// What a verifier looks at.
    case checklist
    /// The page of a methodology.
    case method
    /// Anything else.
    case document
  }

  /// A fact about the whole, with a permanent id: `period`, `credit-code`.
  public struct Fact: Hashable, Sendable {
    /// The permanent id.
    public var id: String
    /// The value.
    public var value: String

    /// Makes a fact.
    public init(_ id: String, _ value: String) {
      self.id = id
      self.value = value
    }
  }

  /// What kind of document it is.
  public var kind = Kind.document
  /// Who files it.
  public var author: String?
  /// What it is made under.
  public var subject: String?
  /// The day of the filing. Files carry it as their day of making: no clock is read.
  public var date: Day?
  /// Facts in order.
  public var facts: [Fact] = []

  /// Makes properties of nothing in particular.
  public init() {}
}

/// A value of a report for programs.
public struct DocumentFigure: Hashable, Sendable {
  /// A row that the value belongs to.
  public struct Row: Hashable, Sendable {
    /// The id of the row set.
    public var set: String
    /// The key of the row.
    public var key: String

    /// Makes a row.
    public init(set: String, key: String) {
      self.set = set
      self.key = key
    }
  }

  /// The permanent id of what it is a value of.
  public var id: String
  /// Its symbol, as the edition prints it.
  public var symbol: String
  /// Its title.
  public var title: String
  /// `input`, `formula`, `figure`, `total`, `memo` or `intensity`.
  public var role: String
  /// The rows from the facility down; empty for the whole filing.
  public var rows: [Row]
  /// The part of the reporting period, `2024-03`; nil for the whole.
  public var slot: String?
  /// The address of the cell.
  public var address: String
  /// `given`, `substituted`, `not-occurring`, `absent` or `poisoned`.
  public var state: String
  /// All digits; a fraction without end with 34 of them. Nil where there is no value.
  public var value: String?
  /// The unit; nil for pure numbers and what is no number.
  public var unit: String?
  /// The id of the alternative (取值方式) that was taken.
  public var alternative: String?
  /// How well its rule is known.
  public var evidence: String
  /// The clause of its rule.
  public var clause: String?

  /// Makes a figure; further properties are set on the result.
  public init(
    id: String, symbol: String, title: String, role: String, address: String, state: String,
    evidence: String
  ) {
    self.id = id
    self.symbol = symbol
    self.title = title
    self.role = role
    rows = []
    self.address = address
    self.state = state
    self.evidence = evidence
  }
}
