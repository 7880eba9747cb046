import Accounting
import Diagnostics
import Quantities
import RulePlan

/// How much of the accepted credits may be used: limits with what is used and what is there.
public struct OffsetLimits: Sendable {
  /// The quantities that shares are taken of, in tCO2e; what is not stated is not known.
  public struct Bases: Sendable {
    /// Approved emissions of the compliance year.
    public var emissions: Rational?
    /// Allowances issued for the year.
    public var allowances: Rational?
    /// Allowances that have to be surrendered.
    public var obligation: Rational?

    /// Nothing is known.
    public init() {}

    func value(_ base: OffsetRules.Limit.Base) -> Rational? {
      switch base {
      case .emissions: emissions
      case .allowances: allowances
      case .obligation: obligation
      case .programme: nil
      }
    }
  }

  /// What is to be said about a limit.
  public struct Line: Sendable {
    /// What the limit comes to.
    public enum State: Sendable {
      /// So much in all, in tCO2e, of which so much is used and so much more is accepted.
      case most(Rational, used: CreditQuantity, accepted: CreditQuantity)
      /// A share of something that was not stated.
      case unknownBase(OffsetRules.Limit.Base)
      /// For everybody together: nobody can look at it from here.
      case together(CreditQuantity)
      /// At least a share of what is used: so much counts for it, so much does not.
      case least(Rational, counting: CreditQuantity, other: CreditQuantity)
      /// No limit is known, which is no permission.
      case noneKnown(String)
    }

    /// The version.
    public let version: String
    /// The kinds of credits.
    public let credits: [String]
    /// The limit; nil where none is known.
    public let limit: OffsetRules.Limit?
    /// What it comes to.
    public let state: State

    /// What may still be used under this limit, in tCO2e; negative where too much is used already.
    /// Nil where that is not known.
    public var room: Rational? {
      guard case .most(let most, let used, _) = state else { return nil }
      return most - used.tonnes
    }

    /// How much of what is accepted goes beyond the limit; nil where that is not known.
    public var excess: Rational? {
      guard let room, case .most(_, _, let accepted) = state else { return nil }
      return max(.zero, accepted.tonnes - max(.zero, room))
    }
  }

  /// Looks at the limits of the versions that are in force.
  ///
  /// - Parameters:
  ///   - used: what was used for this programme and year already.
  ///   - lines: what could be used; only what the rules take as far as can be
  ///     computed counts.
  public static func lines(
    _ check: OffsetCheck, used: [OffsetCredit], lines: [OffsetCheck.Line], _ bases: Bases
  ) -> [Line] {
    check.standing.flatMap { standing in
      let version = standing.version
      func isOfVersion(_ credit: OffsetCredit) -> Bool {
        check.rules.credit(credit.credit).map { version.credits.contains($0.id) } ?? false
      }
      let spent = used.filter(isOfVersion)
      let accepted = lines.filter { line in
        line.judgements.contains { $0.version == version.id && $0.outcome <= .conditional }
      }.map(\.credit)
      var result = version.limits.map { limit in
        Line(
          version: version.id, credits: version.credits, limit: limit,
          state: state(limit, spent, accepted, bases))
      }
      let hasMost = version.limits.contains {
        if case .least = $0.amount { false } else { true }
      }
      if !hasMost {
        let text = version.holes.filter { $0.id == "limit" || $0.id == "conditions" }.map(\.text)
          .joined()
        result.append(
          Line(
            version: version.id, credits: version.credits, limit: nil, state: .noneKnown(text)))
      }
      return result
    }
  }

  private static func state(
    _ limit: OffsetRules.Limit, _ used: [OffsetCredit], _ accepted: [OffsetCredit], _ bases: Bases
  ) -> Line.State {
    switch limit.amount {
    case .most(let share, let base):
      guard let value = bases.value(base) else { return .unknownBase(base) }
      return .most(
        value * share, used: sum(used.filter { counts($0, limit) }),
        accepted: sum(accepted.filter { counts($0, limit) }))
    case .total(let quantity): return .together(quantity)
    case .least(let share):
      let all = used + accepted
      return .least(
        share, counting: sum(all.filter { counts($0, limit) }),
        other: sum(all.filter { !counts($0, limit) }))
    }
  }

  /// Whether a limit counts a credit; one without a region counts where a limit is on the outside.
  private static func counts(_ credit: OffsetCredit, _ limit: OffsetRules.Limit) -> Bool {
    guard let region = credit.region else { return limit.regions.isEmpty }
    if limit.notRegions.contains(where: { RegimeClocks.lies(region, in: $0) }) { return false }
    return limit.regions.isEmpty
      || limit.regions.contains { RegimeClocks.lies(region, in: $0) }
  }

  /// The sum; lots of one store never come near the end of the range.
  static func sum(_ credits: [OffsetCredit]) -> CreditQuantity {
    credits.reduce(.zero) { $0.adding($1.quantity) ?? CreditQuantity(grams: .max) }
  }
}
