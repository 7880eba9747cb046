import Diagnostics
import Quantities
import RuleLanguage
import RulePlan

/// A programme of a regime: who has to report or to surrender, by region, sector, years and size.
public struct Programme: Sendable {
  /// Permanent identifier.
  public var id = ""
  /// What it is called.
  public var title = ""
  /// What those in it have to do, in words.
  public var duty: String?
  /// Number of the notice, and the day or month of its issue.
  public var notice: (number: String?, issued: String?)
  /// The region; nil for the nation.
  public var region: String?
  /// Regions within it that it does not cover.
  public var except: [String] = []
  /// The industries as the notice names them.
  public var covers: String?
  /// The sectors, as the folders below `sectors` are called; nil for all.
  public var sectors: Set<String>?
  /// Sectors of which only classes are covered that the rule could not tell apart.
  public var partly: Set<String> = []
  /// The first data year, and the last; nil when open.
  public var years: (from: Int, through: Int?) = (0, nil)
  /// Whether one of the years decides for good; else each year decides for itself.
  public var isAnyYear = false
  /// What is compared; one of them is enough.
  public var criteria: [Criterion] = []
  /// Remarks.
  public var note: String?
  /// Where it was seen and how well it is known.
  public var citation: Citation

  /// One size from which an enterprise is in.
  public struct Criterion: Sendable, Hashable {
    /// What is compared.
    public enum Metric: String, Sendable {
      /// The total of a filing.
      case emissions
      /// The total without indirect emissions.
      case direct = "direct-emissions"
      /// Comprehensive energy consumption in standard coal.
      case energy
    }

    /// What is compared.
    public var metric: Metric
    /// The size.
    public var amount: Rational
    /// Its unit as the notice has it.
    public var unit: String
    /// Whether the size itself is in: 以上（含）.
    public var isInclusive: Bool
    /// The gas that alone is counted; nil for all.
    public var gas: String?
    /// Whether the notice only says 约: decides nothing by itself.
    public var isApproximate: Bool
    /// The words of the notice.
    public var text: String

    /// Whether a value reaches the size.
    public func isReached(by value: Rational) -> Bool {
      isInclusive ? value >= amount : value > amount
    }
  }

  /// Whether data of a year are looked at.
  public func looks(at year: Int) -> Bool {
    year >= years.from && (years.through.map { year <= $0 } ?? true)
  }

  /// Whether the sector is covered; nil where only a part of it is.
  func covers(sector: String) -> Bool? {
    if partly.contains(sector) { return nil }
    return sectors.map { $0.contains(sector) } ?? true
  }

  /// Reads the programmes of a rule library, in order of their files.
  public static func all(in library: MethodLibrary) -> [Programme] {
    RegimeClocks.regimes(library).flatMap { root in
      root.elements(named: "inclusion").compactMap { read($0, root) }
    }
  }

  private static func read(_ element: XMLElement, _ root: XMLElement) -> Programme? {
    func text(_ name: String) -> String? { element.attribute(name)?.value }
    guard let span = text("years").flatMap(years) else { return nil }
    var programme = Programme(citation: RegimeClocks.citation(element, root))
    programme.id = text("id") ?? ""
    programme.title = text("title") ?? programme.id
    programme.duty = text("duty")
    programme.notice = (text("number"), text("issued"))
    programme.region = text("region")
    programme.except = RegimeClocks.words(element, "except")
    programme.covers = text("covers")
    programme.sectors = text("sectors") == nil ? nil : Set(RegimeClocks.words(element, "sectors"))
    programme.partly = Set(RegimeClocks.words(element, "partly"))
    programme.years = span
    programme.isAnyYear = text("any") == "yes"
    programme.criteria = element.elements(named: "criterion").compactMap(criterion)
    programme.note = element.elements(named: "note").first.map { TextWrap.normalised($0.text) }
    return programme
  }

  /// `2013..2015`, `2022..` or `2017`.
  private static func years(_ text: String) -> (from: Int, through: Int?)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
    guard let first = parts.first, let from = first else { return nil }
    if parts.count > 1 { return parts[1].map { (from, $0) } }
    return (from, text.hasSuffix("..") ? nil : from)
  }

  private static func criterion(_ element: XMLElement) -> Criterion? {
    func text(_ name: String) -> String? { element.attribute(name)?.value }
    guard let metric = text("metric").flatMap({ Criterion.Metric(rawValue: $0) }),
      let amount = text("amount").flatMap({ Rational(decimal: $0) })
    else { return nil }
    return Criterion(
      metric: metric, amount: amount, unit: text("unit") ?? "",
      isInclusive: text("compare") == "at-least", gas: text("gas"),
      isApproximate: text("about") == "yes", text: TextWrap.normalised(element.text))
  }
}
