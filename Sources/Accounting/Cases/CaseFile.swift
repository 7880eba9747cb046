import Diagnostics
import Quantities

/// A worked example of a methodology: a filing and what must come out of it.
public struct CaseFile: Sendable {
  /// What the example is about.
  public var title: String
  /// The filing; its header names the methodology.
  public var filing: Filing
  /// Results that must come out.
  public var expectations: [Expectation]
  /// Findings that must be made; no others of severity error or warning may be.
  public var findings: [ExpectedFinding]
  /// Where the expected digits come from: a script or a printed example.
  public var derived: String?

  /// Makes a case.
  public init(
    title: String, filing: Filing, expectations: [Expectation] = [],
    findings: [ExpectedFinding] = [], derived: String? = nil
  ) {
    self.title = title
    self.filing = filing
    self.expectations = expectations
    self.findings = findings
    self.derived = derived
  }

  /// A result that must come out.
  public struct Expectation: Hashable, Sendable {
    /// The value.
    public var address: CellAddress
    /// What it must be.
    public var outcome: Outcome
    /// The line.
    public var origin: Origin

    /// Makes an expectation.
    public init(_ address: CellAddress, _ outcome: Outcome, origin: Origin = .none) {
      self.address = address
      self.outcome = outcome
      self.origin = origin
    }
  }

  /// What a result must be.
  public enum Outcome: Hashable, Sendable {
    /// A number, compared exactly unless a tolerance is stated.
    case number(Rational, decimals: Int, unit: String?, within: Tolerance?)
    /// A text or a choice.
    case text(String)
    /// Yes or no.
    case flag(Bool)
    /// A day.
    case date(Day)
    /// No value, for lack of data.
    case absent
    /// 不涉及.
    case notOccurring
    /// No value, because of a finding.
    case poisoned
  }

  /// How far a number may be off, and why the source is not more exact.
  public struct Tolerance: Hashable, Sendable {
    /// The largest difference, in the unit of the number.
    public var value: Rational
    /// Why.
    public var reason: String

    /// Makes a tolerance.
    public init(_ value: Rational, reason: String) {
      self.value = value
      self.reason = reason
    }
  }

  /// A finding that must be made.
  public struct ExpectedFinding: Hashable, Sendable {
    /// The code.
    public var code: String
    /// Where; nil when any place will do.
    public var address: CellAddress?
    /// The line.
    public var origin: Origin

    /// Makes an expected finding.
    public init(_ code: String, at address: CellAddress? = nil, origin: Origin = .none) {
      self.code = code
      self.address = address
      self.origin = origin
    }
  }
}
