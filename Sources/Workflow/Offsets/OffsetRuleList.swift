import Accounting
import Diagnostics
import Quantities
import RulePlan

/// The rules of acceptance, as `mrv offsets` lists them without a file.
enum OffsetRuleList {
  static func run(_ rules: OffsetRules, _ day: Day, _ call: Invocation) throws -> ExitCode {
    let programme = try call.value("--programme").map { name in
      guard let programme = rules.programme(name) else {
        let known = rules.programmes.map(\.term.id).joined(separator: ", ")
        throw CommandStop.usage(
          Wording(
            zh: "没有履约体系“\(name)”；有：\(known)", en: "no programme “\(name)”; there are \(known)"))
      }
      return programme.term.id
    }
    let year = call.value("--year").flatMap { Int($0) }
    let programmes = rules.programmes.filter { programme == nil || $0.term.id == programme }
    let versions = rules.versions.filter { version in
      (programme == nil || version.programme == programme)
        && (year.map { version.covers($0) } ?? true)
    }
    if call.isJSON {
      call.write(
        JSON.members([
          "programmes": .array(
            programmes.map {
              .members(["id": .text($0.term.id), "notSeen": .texts($0.holes)])
            }), "rules": .array(versions.map { json($0, rules) }),
        ]), [], sources: { _ in nil })
      return .clean
    }
    for programme in programmes {
      call.line("\(programme.term.title)（\(programme.term.id)）")
      for hole in programme.holes { tell(hole, call.say("空缺：", "not seen: "), 2, call) }
      let own = versions.filter { $0.programme == programme.term.id }
      if own.isEmpty { call.line(call.say("  没有见到规则", "  no rules were seen")) }
      for version in own { tell(version, rules, call) }
    }
    return .clean
  }

  private static func tell(_ version: OffsetRules.Version, _ rules: OffsetRules, _ call: Invocation)
  {
    let years =
      version.years.last == version.years.first
      ? "\(version.years.first)"
      : "\(version.years.first)..\(version.years.last.map(String.init) ?? "")"
    let from = version.from.map { text($0, call) + call.say("起", " on") } ?? ""
    let until =
      version.until.map { call.say(text($0, call) + "之前", "before " + text($0, call)) } ?? ""
    let time = [from, until].filter { !$0.isEmpty }.joined(separator: " ")
    call.line(
      "  \(version.id)  \(version.credits.joined(separator: "、"))  \(years)\(call.say(" 年度", ""))"
        + (time.isEmpty ? "" : "  " + time))
    tell(OffsetAnswer.source(version.citation, call), "", 4, call)
    for condition in version.conditions {
      tell(condition, 4, version.citation.evidence, rules, call)
    }
    for limit in version.limits { tell(limit, call) }
    for hole in version.holes { tell(hole.text, call.say("空缺：", "not seen: "), 4, call) }
  }

  private static func tell(_ text: String, _ head: String, _ indent: Int, _ call: Invocation) {
    call.console.out(TextWrap.lines(head + text, indent: indent))
  }

  private static func text(_ bound: OffsetRules.Bound, _ call: Invocation) -> String {
    switch bound {
    case .day(let day): "\(day)"
    case .beforeCutoff(let days):
      call.say("截止日前 \(days) 天", "\(days) days before the cut-off")
    }
  }

  /// A condition; where it is known otherwise than its version, how.
  private static func tell(
    _ condition: OffsetRules.Condition, _ indent: Int, _ around: Evidence, _ rules: OffsetRules,
    _ call: Invocation
  ) {
    func known(_ citation: Citation) -> String {
      citation.evidence == around ? "" : "（\(OffsetAnswer.source(citation, call))）"
    }
    switch condition {
    case .test(let test):
      tell(test.text + known(test.citation), call.say("条件：", "condition: "), indent, call)
      for hole in rules.notSeen(of: condition) {
        tell(hole, call.say("空缺：", "not seen: "), indent + 2, call)
      }
    case .byHand(let text, let citation):
      tell(text + known(citation), call.say("由人核对：", "by hand: "), indent, call)
    case .either(let cases):
      tell("", call.say("其中之一：", "one of"), indent, call)
      for one in cases {
        for (index, condition) in one.enumerated() {
          tell(condition, indent + (index == 0 ? 2 : 4), around, rules, call)
        }
      }
    }
  }

  private static func tell(_ limit: OffsetRules.Limit, _ call: Invocation) {
    let region = limit.regions.joined(separator: "、")
    let not = limit.notRegions.joined(separator: "、")
    let places =
      !region.isEmpty
      ? call.say("来自\(region)的", "from \(region): ")
      : !not.isEmpty ? call.say("来自\(not)以外的", "from outside \(not): ") : ""
    let words =
      switch limit.amount {
      case .most(let share, let base):
        call.say(
          "不超过\(Self.base(base))的 \(OffsetAcceptance.percent(share))",
          "at most \(OffsetAcceptance.percent(share)) of \(base.rawValue)")
      case .total(let total): call.say("全体合计不超过 \(total) t", "\(total) t for everybody together")
      case .least(let share):
        call.say(
          "至少占 \(OffsetAcceptance.percent(share))", "at least \(OffsetAcceptance.percent(share))")
      }
    let note = limit.text.map { "（\($0)）" } ?? ""
    tell(
      "\(places)\(words)\(note)（\(OffsetAnswer.source(limit.citation, call))）",
      call.say("上限：", "limit: "), 4, call)
  }

  private static func base(_ base: OffsetRules.Limit.Base) -> String {
    switch base {
    case .emissions: "核定排放量"
    case .allowances: "核发配额量"
    case .obligation: "应清缴配额量"
    case .programme: "全体合计"
    }
  }

  private static func json(_ version: OffsetRules.Version, _ rules: OffsetRules) -> JSON {
    .members([
      "id": .text(version.id), "programme": .text(version.programme),
      "credits": .texts(version.credits), "firstYear": .integer(version.years.first),
      "lastYear": .optional(version.years.last),
      "evidence": .text(version.citation.evidence.rawValue),
      "source": .optional(version.citation.source),
      "limits": .integer(version.limits.count),
      "notSeen": .array(
        version.holes.map { .members(["id": .text($0.id), "text": .text($0.text)]) }
          + version.conditions.flatMap { rules.notSeen(of: $0) }.map {
            .members(["text": .text($0)])
          }),
    ])
  }
}
