import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Whether credits may be used for a programme, compliance year and day, lot by lot.
public struct OffsetCheck: Sendable {
  /// What comes out for a lot, from good to bad.
  public enum Outcome: String, Sendable, Comparable {
    /// Everything that was seen of the rules holds.
    case eligible
    /// Everything holds that can be computed; people have to look at the rest.
    case conditional
    /// Something is not known.
    case undecided
    /// Something does not hold.
    case refused

    /// From eligible to refused.
    public static func < (left: Outcome, right: Outcome) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .eligible: 0
      case .conditional: 1
      case .undecided: 2
      case .refused: 3
      }
    }
  }

  /// Why a lot is refused or undecided.
  public struct Reason: Hashable, Sendable {
    /// The reason, in Chinese and English.
    public let wording: Wording
    /// The rule behind it; nil where there is none.
    public let citation: Citation?
  }

  /// What one version says about a lot.
  public struct Judgement: Sendable {
    /// The version, by identifier; nil where no version speaks of such credits.
    public let version: String?
    /// What comes out.
    public let outcome: Outcome
    /// Why.
    public let reasons: [Reason]
  }

  /// A lot with what the versions say about it.
  public struct Line: Sendable {
    /// The lot.
    public let credit: OffsetCredit
    /// What each version says that is in force, or may be.
    public let judgements: [Judgement]

    /// What comes out; where versions differ because a day is not known, undecided.
    public var outcome: Outcome {
      let outcomes = Set(judgements.map(\.outcome))
      return outcomes.count == 1 ? outcomes.first ?? .undecided : .undecided
    }
  }

  /// A version with whether it is sure to be in force on the day.
  public struct Standing: Sendable {
    /// The version.
    public let version: OffsetRules.Version
    /// Whether it is in force; false where that hangs on a day that is not known.
    public let isSure: Bool
  }

  /// The rules.
  public let rules: OffsetRules
  /// The programme.
  public let programme: OffsetRules.Programme
  /// The compliance year.
  public let year: Int
  /// The day of use.
  public let day: Day
  /// The last day for using credits, where it is known.
  public let cutoff: Day?

  /// Makes a check.
  public init(
    _ rules: OffsetRules, programme: OffsetRules.Programme, year: Int, day: Day, cutoff: Day?
  ) {
    self.rules = rules
    self.programme = programme
    self.year = year
    self.day = day
    self.cutoff = cutoff
  }

  /// The versions that are in force on the day, or may be.
  public var standing: [Standing] {
    rules.versions(programme: programme.term.id, year: year).compactMap { version in
      let from = version.from.map { $0.day(cutoff: cutoff) }
      let until = version.until.map { $0.day(cutoff: cutoff) }
      if let from = from.flatMap({ $0 }), day < from { return nil }
      if let until = until.flatMap({ $0 }), day >= until { return nil }
      let isOpen = [from, until].contains { $0.map { $0 == nil } ?? false }
      return Standing(version: version, isSure: !isOpen)
    }
  }

  /// Looks at a lot.
  public func line(_ credit: OffsetCredit) -> Line {
    guard let term = rules.credit(credit.credit) else {
      return Line(
        credit: credit,
        judgements: [
          none(
            zh: "规则库里没有“\(credit.credit)”这种减排量", en: "the regimes know no credit “\(credit.credit)”"
          )
        ])
    }
    if let cutoff, day > cutoff {
      let reason = Reason(
        wording: Wording(
          zh: "\(day) 已过截止日 \(cutoff)", en: "\(day) is behind the last day, \(cutoff)"),
        citation: nil)
      return Line(
        credit: credit,
        judgements: [Judgement(version: nil, outcome: .refused, reasons: [reason])])
    }
    let fitting = standing.filter { $0.version.credits.contains(term.id) }
    if fitting.isEmpty { return Line(credit: credit, judgements: [missing(term)]) }
    return Line(credit: credit, judgements: fitting.map { judge(credit, $0.version) })
  }

  /// No version in force speaks of such credits: another one may, on another day or not at all.
  private func missing(_ term: OffsetRules.Term) -> Judgement {
    let ofYear = rules.versions(programme: programme.term.id, year: year)
    if ofYear.contains(where: { $0.credits.contains(term.id) }) {
      let reason = Reason(
        wording: Wording(
          zh: "\(day) 没有适用于\(term.title)的规则", en: "no rule for \(term.id) is in force on \(day)"),
        citation: nil)
      return Judgement(version: nil, outcome: .refused, reasons: [reason])
    }
    // That a notice was not seen does not mean that it forbids.
    return none(
      zh: "没有见到\(programme.term.title) \(year) 年度对\(term.title)的规则",
      en: "no rule of \(programme.term.id) for \(term.id) in \(year) was seen")
  }

  private func none(zh: String, en: String) -> Judgement {
    Judgement(
      version: nil, outcome: .undecided,
      reasons: [Reason(wording: Wording(zh: zh, en: en), citation: nil)])
  }

  private func judge(_ credit: OffsetCredit, _ version: OffsetRules.Version) -> Judgement {
    let (outcome, reasons) = judge(credit, version.conditions)
    return Judgement(version: version.id, outcome: outcome, reasons: reasons)
  }

  private func judge(
    _ credit: OffsetCredit, _ conditions: [OffsetRules.Condition]
  ) -> (Outcome, [Reason]) {
    let all = conditions.map { judge(credit, $0) }
    let outcome = all.map(\.0).max() ?? .eligible
    // Where something refuses, what would else have to be looked at does not matter any more.
    let telling = all.filter { $0.0 != .eligible && (outcome != .refused || $0.0 == .refused) }
    return (outcome, telling.flatMap(\.1))
  }

  private func judge(
    _ credit: OffsetCredit, _ condition: OffsetRules.Condition
  ) -> (Outcome, [Reason]) {
    switch condition {
    case .byHand(let text, let citation):
      let wording = Wording(zh: "由人核对：\(text)", en: "to be looked at by people: \(text)")
      return (.conditional, [Reason(wording: wording, citation: citation)])
    case .either(let cases):
      let outcomes = cases.map { judge(credit, $0) }
      // One that fits is enough.
      let best = outcomes.map(\.0).min() ?? .refused
      // The reasons of the cases that come nearest; of all, where none fits.
      return (best, outcomes.filter { $0.0 == best }.flatMap(\.1))
    case .test(let test):
      let (outcome, zh, en) = look(credit, test.subject)
      var reasons: [Reason] = []
      if outcome != .eligible {
        let wording = Wording(
          zh: "要求“\(test.text)”，而\(zh)", en: "asked: “\(test.text)”; \(en)")
        reasons = [Reason(wording: wording, citation: test.citation)]
      }
      return (outcome, reasons)
    }
  }

  // MARK: Tests

  private func look(
    _ credit: OffsetCredit, _ subject: OffsetRules.Subject
  ) -> (Outcome, zh: String, en: String) {
    switch subject {
    case .generated(let from, let through): return lookAtDays(credit, from, through)
    case .region(let places):
      guard let region = credit.region else { return (.undecided, "没有写地区", "no region is stated") }
      let isIn = places.contains { RegimeClocks.lies(region, in: $0) }
      return isIn ? (.eligible, "", "") : (.refused, "地区是\(region)", "the region is \(region)")
    case .notRegion(let places):
      guard let region = credit.region else { return (.undecided, "没有写地区", "no region is stated") }
      let isIn = places.contains { RegimeClocks.lies(region, in: $0) }
      return isIn ? (.refused, "地区是\(region)", "the region is \(region)") : (.eligible, "", "")
    case .area(let wanted): return lookAtAreas(credit, wanted)
    case .kind(let kinds), .notKind(let kinds):
      guard let text = credit.kind else { return (.undecided, "没有写项目类型", "no kind is stated") }
      guard let kind = rules.kind(text) else {
        return (
          .undecided, "规则库不认识项目类型“\(text)”", "the regimes know no kind of project “\(text)”"
        )
      }
      var isWanted = kinds.contains(kind.id)
      if case .notKind = subject { isWanted.toggle() }
      return isWanted
        ? (.eligible, "", "") : (.refused, "项目类型是\(kind.title)", "the kind is \(kind.title)")
    }
  }

  private func lookAtDays(
    _ credit: OffsetCredit, _ from: Day?, _ through: Day?
  ) -> (Outcome, zh: String, en: String) {
    guard let days = credit.generated else {
      return (.undecided, "减排量产生的日期不明", "the days of the reductions are not known")
    }
    let isBefore = from.map { days.from < $0 } ?? false
    let isBehind = through.map { days.through > $0 } ?? false
    if !isBefore, !isBehind { return (.eligible, "", "") }
    // Where only the year is known and a part of it fits, nobody can tell.
    let isApart =
      (from.map { days.through < $0 } ?? false) || (through.map { days.from > $0 } ?? false)
    let isStated = credit.from != nil && credit.through != nil
    let text = "\(days.from)..\(days.through)"
    return (
      isApart || isStated ? .refused : .undecided, "减排量产生于 \(text)",
      "the reductions are of \(text)"
    )
  }

  private func lookAtAreas(
    _ credit: OffsetCredit, _ wanted: [String]
  ) -> (Outcome, zh: String, en: String) {
    let areas = rules.areas.filter { wanted.contains($0.term.id) }
    let stated = (credit.areas ?? "").split { "；;、,，".contains($0) }
      .map { $0.filter { !$0.isWhitespace } }
    if stated.contains(where: { name in areas.contains { $0.term.isNamed(name) } }) {
      return (.eligible, "", "")
    }
    if let region = credit.region,
      areas.allSatisfy({ area in area.within.map { !RegimeClocks.lies(region, in: $0) } ?? false })
    {
      return (.refused, "地区是\(region)", "the region is \(region)")
    }
    if stated.isEmpty {
      return (.undecided, "没有写所属片区", "no area is stated")
    }
    let text = stated.joined(separator: "、")
    return (.refused, "所属片区是\(text)", "the areas stated are \(text)")
  }
}
