import Quantities
import RulePlan

/// How many of many records a verifier looks at.
public struct SamplingRule: Sendable {
  /// Items from this share of the total on are looked at whole; 1 for all of the total.
  public var below: Rational
  /// The share of the records that is looked at first, then after each nonconformity.
  public var steps: [Rational]
  /// The rule in words.
  public var title: String
  /// Where it was seen and how well it is known.
  public var citation: Citation

  /// Makes a rule.
  public init(below: Rational, steps: [Rational], title: String, citation: Citation) {
    self.below = below
    self.steps = steps
    self.title = title
    self.citation = citation
  }

  /// Where no regime says anything: everything is looked at.
  public static let unknown = SamplingRule(
    below: .zero, steps: [.one], title: "规则库没有抽样规定：全部核对",
    citation: Citation(clause: nil, source: nil, evidence: .derived))

  /// How many of this many records each step takes, rounded up.
  public func counts(of records: Int) -> [Int] {
    steps.map { step in
      let part = (step * Rational(records)).rounded(Rounding(.up, .decimals(0)))
      return min(max(Int(part.text(decimals: 0)) ?? records, 1), records)
    }
  }

  /// The steps as `30%、50%`.
  public var words: String {
    steps.map { ($0 * Rational(100)).text(decimals: 0) + "%" }.joined(separator: "、")
  }

  /// The smallest whole number that is not below the square root of a count.
  public static func squareRoot(of count: Int) -> Int {
    guard count > 0 else { return 0 }
    var root = 1
    while root * root < count { root += 1 }
    return root
  }
}
