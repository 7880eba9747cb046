import Diagnostics
import Quantities
import RuleLanguage
import RulePlan

/// What annual notices decide: which edition applies to a sector, data month and purpose.
public struct Regimes: Sendable {
  /// One rule of a notice.
  public struct Rule: Sendable {
    /// The regime it belongs to.
    public let regime: String
    /// The sector, as the folder below `sectors` is called; of a reduction method its type.
    public let sector: String
    /// First and last data month.
    public let from: YearMonth?
    /// Last data month; nil when open.
    public let through: YearMonth?
    /// The edition, by identifier.
    public let edition: String
    /// The purposes it is made for; empty for all.
    public let purposes: [String]
    /// The notice.
    public let source: String?
    /// How well it is known.
    public let evidence: Evidence
    /// First day on which a project was registered to go by it; nil when open.
    public let registeredFrom: Day?
    /// Last such day; nil when open.
    public let registeredThrough: Day?

    /// Whether a project registered on this day goes by it; nobody does where the day matters and
    /// is not known.
    func covers(_ registered: Day?) -> Bool {
      if registeredFrom == nil, registeredThrough == nil { return true }
      guard let registered else { return false }
      return (registeredFrom.map { $0 <= registered } ?? true)
        && (registeredThrough.map { registered <= $0 } ?? true)
    }
  }

  /// What a notice decides and nobody here has read.
  public struct Gap: Sendable, Hashable {
    /// The sectors that it concerns.
    public let sectors: [String]
    /// First data month that it concerns; nil when open.
    public let from: YearMonth?
    /// Last data month; nil when open.
    public let through: YearMonth?
    /// The notice.
    public let notice: String?
    /// What was not read, in words.
    public let text: String
  }

  /// All rules, regimes in order of their files.
  public let rules: [Rule]
  /// All gaps, regimes in order of their files.
  public let gaps: [Gap]

  /// Reads the regimes of a rule library.
  public init(_ library: MethodLibrary) {
    var rules: [Rule] = []
    var gaps: [Gap] = []
    for root in RegimeClocks.regimes(library) {
      for element in root.elements(named: "rule") {
        rules.append(
          Rule(
            regime: root.attribute("id")?.value ?? "",
            sector: (element.attribute("sector") ?? element.attribute("type"))?.value ?? "",
            from: element.attribute("from").flatMap { YearMonth($0.value) },
            through: element.attribute("to").flatMap { YearMonth($0.value) },
            edition: element.attribute("edition")?.value ?? "",
            purposes: RegimeClocks.words(element, "purpose"),
            source: element.attribute("source")?.value ?? root.attribute("source")?.value,
            evidence: RegimeClocks.citation(element, root).evidence,
            registeredFrom: element.attribute("registered-from").flatMap { Day($0.value) },
            registeredThrough: element.attribute("registered-to").flatMap { Day($0.value) }))
      }
      gaps += root.elements(named: "gap").map { element in
        Gap(
          sectors: RegimeClocks.words(element, "sector"),
          from: element.attribute("from").flatMap { YearMonth($0.value) },
          through: element.attribute("to").flatMap { YearMonth($0.value) },
          notice: element.attribute("notice")?.value, text: TextWrap.normalised(element.text))
      }
    }
    self.rules = rules
    self.gaps = gaps
  }

  /// The sector of a methodology, as regimes call it; empty for one that stands in no sector.
  static func sector(of methodology: String) -> String {
    let parts = methodology.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// The rule for a sector's month and purpose; the first that fits.
  ///
  /// - Parameter registered: the day on which the project was registered, where that decides.
  public func rule(
    sector: String, month: YearMonth, purpose: String?, registered: Day? = nil
  ) -> Rule? {
    rules.first { rule in
      rule.sector == sector && rule.covers(registered) && (rule.from.map { $0 <= month } ?? true)
        && (rule.through.map { month <= $0 } ?? true)
        && (purpose.map { rule.purposes.isEmpty || rule.purposes.contains($0) } ?? true)
    }
  }

  /// The gaps that concern months of a period in a sector.
  public func gaps(sector: String, period: Period) -> [Gap] {
    gaps.filter { gap in
      gap.sectors.contains(sector) && (gap.from.map { $0 <= period.through } ?? true)
        && (gap.through.map { period.from <= $0 } ?? true)
    }
  }

  /// The editions that apply to the months of a period, each with its months, in order of time.
  public func editions(
    sector: String, period: Period, purpose: String?
  ) -> [(rule: Rule, months: Period)] {
    var result: [(rule: Rule, months: Period)] = []
    for month in period.months {
      guard let rule = rule(sector: sector, month: month, purpose: purpose) else { continue }
      if let last = result.last, last.rule.edition == rule.edition,
        let longer = Period(from: last.months.from, through: month)
      {
        result[result.count - 1].months = longer
      } else if let single = Period(from: month, through: month) {
        result.append((rule, single))
      }
    }
    return result
  }
}
