import Quantities
import RuleLanguage
import RulePlan
import Verification

/// What verifiers go by, from the regimes: sampling, sites, materiality.
struct VerificationRules {
  /// How many of many records are looked at.
  let sampling: SamplingRule
  /// The rule of similar sites, in words; nil where the regimes have none.
  let sites: String?
  /// The materiality as a share of the total, and where it comes from.
  let materiality: (share: Rational, title: String)

  /// A step of a verification with its term in working days.
  struct Step {
    let order: String
    let title: String
    let who: String
    let days: Int?
    let text: String
    let citation: Citation
  }

  /// The steps in their order.
  let steps: [Step]
  /// What an agency may not do.
  let bans: [(title: String, citation: Citation)]

  /// Reads the rules that hold in a region.
  ///
  /// - Parameter materiality: the share that somebody asked for, instead of the regime's.
  init(_ library: MethodLibrary, region: String?, materiality: Rational? = nil) {
    var sampling: SamplingRule?
    var sites: String?
    var threshold: (Rational, String)?
    var steps: [Step] = []
    var bans: [(title: String, citation: Citation)] = []
    for root in RegimeClocks.regimes(library) {
      for element in root.elements(named: "sampling") {
        let place = element.attribute("region")?.value
        guard place.map({ RegimeClocks.lies(region, in: $0) }) ?? true,
          let rule = Self.rule(element, root)
        else { continue }
        // A rule of the region goes before one of the whole country.
        if sampling == nil || place != nil { sampling = rule }
      }
      steps += root.elements(named: "step").map { Self.step($0, root) }
      bans += root.elements(named: "ban").map {
        ($0.attribute("title")?.value ?? "", RegimeClocks.citation($0, root))
      }
      for element in root.elements(named: "sites") where sites == nil {
        sites = element.attribute("title")?.value
      }
      for element in root.elements(named: "materiality")
      where element.attribute("programme") == nil && threshold == nil {
        threshold = (
          Self.share(element.attribute("share")?.value ?? "") ?? .zero,
          element.attribute("title")?.value ?? ""
        )
      }
    }
    self.sampling = sampling ?? .unknown
    self.sites = sites
    self.steps = steps
    self.bans = bans
    if let materiality {
      self.materiality = (materiality, "由命令给定")
    } else {
      self.materiality = threshold.map { (share: $0.0, title: $0.1) } ?? (.zero, "未设阈值")
    }
  }

  private static func step(_ element: XMLElement, _ root: XMLElement) -> Step {
    func text(_ name: String) -> String { element.attribute(name)?.value ?? "" }
    return Step(
      order: text("order"), title: text("title"), who: text("who"), days: Int(text("days")),
      text: text("text"), citation: RegimeClocks.citation(element, root))
  }

  private static func rule(_ element: XMLElement, _ root: XMLElement) -> SamplingRule? {
    let steps = RegimeClocks.words(element, "steps").compactMap { share($0) }
    guard let below = share(element.attribute("below")?.value ?? ""), !steps.isEmpty else {
      return nil
    }
    return SamplingRule(
      below: below, steps: steps, title: element.attribute("title")?.value ?? "",
      citation: RegimeClocks.citation(element, root))
  }

  /// `5%` or `0.05`; nil for anything else and outside 0 … 1.
  static func share(_ text: String) -> Rational? {
    let isPercent = text.hasSuffix("%")
    guard let number = Rational(decimal: isPercent ? String(text.dropLast()) : text) else {
      return nil
    }
    let share = isPercent ? number * .ratio(1, 100) : number
    return share >= .zero && share <= .one ? share : nil
  }
}
