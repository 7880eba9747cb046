import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Whether units may be surrendered, before a registry takes the movement.
enum OffsetAcceptance {
  /// What the rules say about a movement; an error where they refuse it.
  static func findings(
    _ movement: CreditMovement, _ lot: CreditLot, _ registry: Registry, _ check: OffsetCheck,
    _ call: Invocation
  ) throws -> [Finding] {
    let origin = Origin.address("issues \(movement.issue)")
    let credit = OffsetCredit(lot, holder: movement.holder, quantity: movement.quantity)
    let line = check.line(credit)
    var findings: [Finding] = []
    for judgement in line.judgements where judgement.outcome != .eligible {
      // Where a day is not known, what one version refuses another may take.
      let isRefused = judgement.outcome == .refused && line.outcome == .refused
      let isByHand = judgement.outcome == .conditional
      let kind: FindingKind =
        isRefused ? .offsetRefused : isByHand ? .offsetByHand : .offsetUndecided
      findings += judgement.reasons.map { reason in
        Finding(
          kind, at: origin,
          [
            "reason": reason.wording.zh, "reasonEn": reason.wording.en,
            "version": judgement.version ?? check.programme.term.id,
          ], clause: reason.citation?.source)
      }
    }
    // These units count as used: the question is whether all together are too many.
    let used = OffsetArguments.used(registry, check, holder: movement.holder) + [credit]
    let limits = OffsetLimits.lines(check, used: used, lines: [], try OffsetArguments.bases(call))
    let own = check.rules.credit(credit.credit)?.id
    for limit in limits where own.map({ limit.credits.contains($0) }) ?? false {
      findings += Self.finding(limit, origin)
    }
    guard call.has("--despite") else { return findings }
    // Somebody answers for it: told, not in the way.
    return findings.map { finding in
      Finding(
        finding.kind, at: finding.origin, finding.arguments,
        severity: min(finding.severity, .warning), clause: finding.clause)
    }
  }

  private static func finding(
    _ line: OffsetLimits.Line, _ origin: Origin
  ) -> [Finding] {
    let version = ["version": line.version]
    let clause = line.limit?.citation.source
    switch line.state {
    case .most(let most, let used, _):
      guard used.tonnes > most else { return [] }
      let arguments = [
        "most": most.text(atMost: 6), "used": "\(used)",
        "text": line.limit?.text.map { "（\($0)）" } ?? "",
      ]
      return [
        Finding(
          .offsetOver, at: origin, arguments.merging(version) { a, _ in a }, clause: clause)
      ]
    case .unknownBase(let base):
      let option = ["option": "--\(base.rawValue)"]
      return [
        Finding(
          .offsetUnchecked, at: origin, option.merging(version) { a, _ in a }, clause: clause)
      ]
    case .together(let total):
      return [
        Finding(
          .offsetTogether, at: origin, ["total": "\(total)"].merging(version) { a, _ in a },
          clause: clause)
      ]
    case .least(let share, let counting, let other):
      let all = counting.tonnes + other.tonnes
      if counting.tonnes >= all * share { return [] }
      let arguments = [
        "share": Self.percent(share), "counting": "\(counting)", "all": all.description,
      ]
      return [
        Finding(
          .offsetShare, at: origin, arguments.merging(version) { a, _ in a }, clause: clause)
      ]
    case .noneKnown(let text):
      return [
        Finding(.offsetNoLimit, at: origin, ["text": text].merging(version) { a, _ in a })
      ]
    }
  }

  /// `70%`.
  static func percent(_ share: Rational) -> String {
    (share * Rational(100)).text(atMost: 6) + "%"
  }
}

extension FindingKind {
  static let offsetRefused = FindingKind(
    "offsets.refused", .error, zh: "规则 {version} 不接受：{reason}",
    en: "{version} refuses it: {reasonEn}")
  static let offsetUndecided = FindingKind(
    "offsets.undecided", .warning, zh: "规则 {version} 尚不能判断：{reason}",
    en: "{version} cannot be decided: {reasonEn}")
  static let offsetByHand = FindingKind(
    "offsets.by-hand", .warning, zh: "规则 {version}：{reason}", en: "{version}: {reasonEn}")
  static let offsetOver = FindingKind(
    "offsets.over-limit", .error,
    zh: "规则 {version} 的上限是 {most} t，连同这次共用 {used} t，超过了{text}",
    en: "the limit of {version} is {most} t; with these {used} t are used{text}")
  static let offsetUnchecked = FindingKind(
    "offsets.limit-unchecked", .warning, zh: "规则 {version} 有上限，没有核对：请用 {option} 写明基数（t）",
    en: "the limit of {version} was not looked at: state its base in tonnes with {option}")
  static let offsetTogether = FindingKind(
    "offsets.limit-together", .remark,
    zh: "规则 {version}：全体合计的上限是 {total} t，单个企业无法核对",
    en: "{version}: {total} t is the limit of everybody together; it cannot be looked at from here")
  static let offsetShare = FindingKind(
    "offsets.share-below", .warning,
    zh: "规则 {version} 要求至少 {share} 来自指定地区；目前 {all} t 中有 {counting} t",
    en: "{version} wants at least {share} from a region; now it is {counting} t of {all} t")
  static let offsetNoLimit = FindingKind(
    "offsets.no-limit-known", .warning, zh: "规则 {version} 没有见到上限，未核对：{text}",
    en: "no limit of {version} is known, none was checked: {text}")
}
