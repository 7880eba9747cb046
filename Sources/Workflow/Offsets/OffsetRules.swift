import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Which credits may be used for compliance, as notices decide it: the `offset` elements of the
/// regimes.
public struct OffsetRules: Sendable {
  /// A word of the regimes with its other names.
  public struct Term: Hashable, Sendable {
    /// Permanent identifier.
    public let id: String
    /// What people call it.
    public let title: String
    /// Other names.
    public let names: [String]

    /// Whether a text is the identifier or one of the names.
    func isNamed(_ text: String) -> Bool {
      let word = text.lowercased()
      return [id, title].contains { $0.lowercased() == word }
        || names.contains { $0.lowercased() == word }
    }
  }

  /// An area that a notice names and that is no administrative region.
  public struct Area: Hashable, Sendable {
    /// How it is called.
    public let term: Term
    /// The region that holds it.
    public let within: String?
    /// What was not seen of it.
    public let holes: [String]
  }

  /// A trading programme.
  public struct Programme: Hashable, Sendable {
    /// How it is called.
    public let term: Term
    /// What was not seen of its rules.
    public let holes: [String]
  }

  /// A day on which a version begins or ends.
  public enum Bound: Hashable, Sendable {
    /// A day of the calendar.
    case day(Day)
    /// So many days before the last day for using credits.
    case beforeCutoff(Int)

    /// The day; nil where it hangs on a cut-off that is not known.
    func day(cutoff: Day?) -> Day? {
      switch self {
      case .day(let day): day
      case .beforeCutoff(let days): cutoff?.advanced(by: -days)
      }
    }
  }

  /// One version of what a programme accepts for compliance years.
  public struct Version: Sendable {
    /// Permanent identifier.
    public let id: String
    /// The programme, by identifier.
    public let programme: String
    /// The kinds of credits, by identifier.
    public let credits: [String]
    /// The compliance years; without an upper end where it is open.
    public let years: (first: Int, last: Int?)
    /// From which day on it is in force; nil where that was not seen.
    public let from: Bound?
    /// Until which day, that one not included; nil where it is open.
    public let until: Bound?
    /// What must hold for each lot.
    public let conditions: [Condition]
    /// How much may be used.
    public let limits: [Limit]
    /// What was not seen; `limit` says that no limit was.
    public let holes: [(id: String, text: String)]
    /// Where it stands.
    public let citation: Citation

    /// Whether it speaks of a compliance year.
    func covers(_ year: Int) -> Bool {
      year >= years.first && (years.last.map { year <= $0 } ?? true)
    }
  }

  /// Something that must hold for a lot.
  public indirect enum Condition: Sendable {
    /// A test of what is known about it.
    case test(Test)
    /// Something that people have to look at.
    case byHand(text: String, citation: Citation)
    /// One of several sets of conditions.
    case either([[Condition]])
  }

  /// What was not seen of a condition, its cases and the areas that it names.
  func notSeen(of condition: Condition) -> [String] {
    switch condition {
    case .test(let test): test.holes + areas(of: test).flatMap(\.holes)
    case .byHand: []
    case .either(let cases): cases.joined().flatMap { notSeen(of: $0) }
    }
  }

  /// What was not seen of a version, its conditions and the areas that they name.
  func notSeen(of version: Version) -> [String] {
    version.conditions.flatMap { notSeen(of: $0) } + version.holes.map(\.text)
  }

  /// The areas that a test names.
  func areas(of test: Test) -> [Area] {
    guard case .area(let ids) = test.subject else { return [] }
    return areas.filter { ids.contains($0.term.id) }
  }

  /// A test of a lot.
  public struct Test: Sendable {
    /// The rule in words.
    public let text: String
    /// What is looked at.
    public let subject: Subject
    /// What was not seen of it.
    public let holes: [String]
    /// Where it stands.
    public let citation: Citation
  }

  /// What a test looks at.
  public enum Subject: Hashable, Sendable {
    /// The reductions came about within these days.
    case generated(from: Day?, through: Day?)
    /// The project lies in one of these regions.
    case region([String])
    /// The project lies in none of them.
    case notRegion([String])
    /// The project lies in one of these areas, by identifier.
    case area([String])
    /// The project is of one of these kinds, by identifier.
    case kind([String])
    /// The project is of none of them.
    case notKind([String])
  }

  /// How much may be used.
  public struct Limit: Sendable {
    /// What a share is taken of.
    public enum Base: String, Sendable, CaseIterable {
      /// The approved emissions of the compliance year.
      case emissions
      /// The allowances that were issued for the year.
      case allowances
      /// The allowances that have to be surrendered.
      case obligation
      /// Everybody in the programme together.
      case programme
    }

    /// How much.
    public enum Amount: Sendable {
      /// At most this share of the base.
      case most(Rational, of: Base)
      /// At most this quantity of everybody together.
      case total(CreditQuantity)
      /// At least this share of what is used.
      case least(Rational)
    }

    /// Permanent identifier in its version.
    public let id: String
    /// How much.
    public let amount: Amount
    /// Only credits from these regions count; empty for all.
    public let regions: [String]
    /// Credits from these regions do not count.
    public let notRegions: [String]
    /// What else is said.
    public let text: String?
    /// Where it stands.
    public let citation: Citation
  }

  /// Kinds of credits.
  public let credits: [Term]
  /// Kinds of projects.
  public let kinds: [Term]
  /// Areas.
  public let areas: [Area]
  /// Programmes.
  public let programmes: [Programme]
  /// Versions in the order of the files.
  public let versions: [Version]
  /// What is wrong with the rule files; nothing may be decided by rules that are not in order.
  public let findings: [Finding]

  /// The credit that a text names; nil where the regimes have none of that name.
  public func credit(_ text: String) -> Term? { credits.first { $0.isNamed(text) } }

  /// The kind of project that a text names.
  public func kind(_ text: String) -> Term? { kinds.first { $0.isNamed(text) } }

  /// The programme that a text names.
  public func programme(_ text: String) -> Programme? {
    programmes.first { $0.term.isNamed(text) }
  }

  /// The versions of a programme for a compliance year.
  public func versions(programme: String, year: Int) -> [Version] {
    versions.filter { $0.programme == programme && $0.covers(year) }
  }
}
