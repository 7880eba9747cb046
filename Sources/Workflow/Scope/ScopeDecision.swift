import Quantities

/// Whether an enterprise falls under a programme, and why.
public struct ScopeDecision: Sendable {
  /// What came of it.
  public enum Outcome: String, Sendable {
    /// A criterion is reached.
    case included
    /// All that is looked at is there, and none is reached.
    case below
    /// What is missing could change it.
    case undecided
    /// Region, sector or years are others.
    case outside
  }

  /// One number beside one size.
  public struct Comparison: Sendable {
    /// The size.
    public var criterion: Programme.Criterion
    /// The year.
    public var year: Int
    /// The number.
    public var size: ScopeYear.Size
    /// Whether it reaches the size; nil where that is not known.
    public var isReached: Bool?
  }

  /// What would have to be known.
  public enum Gap: Sendable, Hashable {
    /// Data of these years.
    case years([Int])
    /// Where the enterprise stands.
    case region
    /// Whether its class of the sector is covered.
    case sector(String)
    /// The number of a year.
    case number(Int)
    /// The notice only says 约.
    case approximate
  }

  /// Why it is outside.
  public enum Reason: Sendable, Hashable {
    case region
    case sector
    case years
  }

  /// The programme.
  public var programme: Programme
  /// The years that are decided; one for a programme in which each year decides for itself.
  public var years: [Int]
  /// What came of it.
  public var outcome: Outcome
  /// Number by number.
  public var comparisons: [Comparison] = []
  /// What is missing.
  public var gaps: [Gap] = []
  /// Why it is outside; nil where it is not.
  public var reason: Reason?

  /// The decisions about an enterprise: one for a programme, or one for each year.
  ///
  /// - Parameters:
  ///   - years: what is known, a year once.
  ///   - region: where the enterprise stands, as it names it; nil where it does not.
  public static func all(
    _ programmes: [Programme], _ years: [ScopeYear], region: String?
  ) -> [ScopeDecision] {
    programmes.flatMap { programme -> [ScopeDecision] in
      let known = years.filter { programme.looks(at: $0.year) }.sorted { $0.year < $1.year }
      let stop = known.isEmpty ? Reason.years : outside(programme, known, region)
      if let stop {
        return [
          ScopeDecision(
            programme: programme, years: known.map(\.year), outcome: .outside, reason: stop)
        ]
      }
      if programme.isAnyYear { return [decide(programme, known, region)] }
      return known.map { decide(programme, [$0], region) }
    }
  }

  private static func outside(
    _ programme: Programme, _ years: [ScopeYear], _ region: String?
  ) -> Reason? {
    if let region {
      if let place = programme.region, !RegimeClocks.lies(region, in: place) { return .region }
      if programme.except.contains(where: { RegimeClocks.lies(region, in: $0) }) { return .region }
    }
    return years.allSatisfy { programme.covers(sector: $0.sector) == false } ? .sector : nil
  }

  private static func decide(
    _ programme: Programme, _ years: [ScopeYear], _ region: String?
  ) -> ScopeDecision {
    var decision = ScopeDecision(
      programme: programme, years: years.map(\.year), outcome: .below)
    for year in years where programme.covers(sector: year.sector) != false {
      for criterion in programme.criteria {
        decision.comparisons.append(compare(criterion, year))
      }
    }
    let firm = decision.comparisons.filter { !$0.criterion.isApproximate }
    if firm.contains(where: { $0.isReached == true }) {
      decision.outcome = .included
    } else {
      let unknown = firm.filter { $0.isReached == nil }.map(\.year)
      decision.gaps += Set(unknown).sorted().map { .number($0) }
      if decision.comparisons.contains(where: { $0.isReached == true }) {
        decision.gaps.append(.approximate)
      }
    }
    // In a programme of any one year, a year without data could be the one.
    if programme.isAnyYear, let last = programme.years.through {
      let lacking = (programme.years.from...max(programme.years.from, last)).filter {
        !decision.years.contains($0)
      }
      if !lacking.isEmpty { decision.gaps.append(.years(lacking)) }
    }
    if decision.outcome == .below, !decision.gaps.isEmpty { decision.outcome = .undecided }
    doubt(&decision, programme, years, region)
    return decision
  }

  /// What is reached decides nothing where region or class are not known.
  private static func doubt(
    _ decision: inout ScopeDecision, _ programme: Programme, _ years: [ScopeYear],
    _ region: String?
  ) {
    guard decision.outcome != .below else { return }
    if programme.region != nil, region == nil {
      decision.gaps.append(.region)
      decision.outcome = .undecided
    }
    for sector in Set(years.map(\.sector)).sorted() where programme.covers(sector: sector) == nil {
      decision.gaps.append(.sector(sector))
      decision.outcome = .undecided
    }
  }

  private static func compare(
    _ criterion: Programme.Criterion, _ year: ScopeYear
  ) -> Comparison {
    let size = year.size(criterion)
    var isReached = size.value.map { criterion.isReached(by: $0) }
    // A part of a year that is below says nothing about the whole; the same for more gases than
    // are counted that are above.
    let isPart = size.remarks.contains { if case .months = $0 { true } else { false } }
    if isReached == false, isPart { isReached = nil }
    if isReached == true, size.remarks.contains(.otherGases) { isReached = nil }
    return Comparison(criterion: criterion, year: year.year, size: size, isReached: isReached)
  }
}
