import Accounting
import Diagnostics
import Quantities
import RulePlan

/// What `mrv offsets` tells about credits.
struct OffsetAnswer {
  let check: OffsetCheck
  let lines: [OffsetCheck.Line]
  let limits: [OffsetLimits.Line]
  let call: Invocation

  func tell() -> ExitCode {
    let code: ExitCode =
      lines.contains { $0.outcome == .refused } || isOver ? .findings : .clean
    if call.isJSON {
      call.write(json, [], sources: { _ in nil })
      return code
    }
    head()
    if lines.isEmpty { call.line(call.say("没有可判断的减排量", "there are no credits to judge")) }
    call.console.out(table)
    tellSums()
    tellLimits()
    return code
  }

  private var isOver: Bool { limits.contains { $0.excess.map { $0 > .zero } ?? false } }

  private func head() {
    call.line(
      "\(check.programme.term.title)  \(check.year)\(call.say(" 年度", ""))  \(check.day)")
    let standing = check.standing
    if standing.isEmpty {
      call.line(call.say("没有见到这一天适用的规则", "no rule that is in force on this day was seen"))
    }
    for one in standing {
      let sure =
        one.isSure
        ? ""
        : call.say("（是否适用要看截止日，用 --cutoff 写明）", " (hangs on the cut-off: --cutoff)")
      call.line("  \(one.version.id)\(sure)  \(Self.source(one.version.citation, call))")
      for hole in check.rules.notSeen(of: one.version) { tell(hole, 4) }
    }
    for hole in check.programme.holes { tell(hole, 2) }
    call.line()
  }

  private func tell(_ hole: String, _ indent: Int) {
    call.console.out(TextWrap.lines(call.say("空缺：", "not seen: ") + hole, indent: indent))
  }

  /// `转述：…`, the evidence and the source.
  static func source(_ citation: Citation, _ call: Invocation) -> String {
    let evidence =
      switch citation.evidence {
      case .primary: call.say("原文", "primary")
      case .secondary: call.say("转述", "secondary")
      case .recalled: call.say("凭记忆", "recalled")
      case .definition: call.say("定义", "definition")
      case .derived: call.say("推算", "derived")
      }
    let parts = [citation.clause, citation.source].compactMap { $0 }
    return ([evidence] + parts).joined(separator: call.say("，", ", "))
  }

  static func word(_ outcome: OffsetCheck.Outcome, _ call: Invocation) -> String {
    switch outcome {
    case .eligible: call.say("可用", "accepted")
    case .conditional: call.say("须由人核对", "by hand")
    case .undecided: call.say("不能判断", "undecided")
    case .refused: call.say("不可用", "refused")
    }
  }

  private var table: String {
    var table = TextTable(right: [3])
    for line in lines {
      let credit = line.credit
      var first = true
      for judgement in line.judgements {
        var reasons = judgement.reasons.map { $0.wording.text(call.language) }
        if reasons.isEmpty { reasons = [""] }
        for (index, reason) in reasons.enumerated() {
          let cells =
            first
            ? [
              credit.id, credit.credit, "\(credit.vintage)", "\(credit.quantity)",
              Self.word(line.outcome, call),
            ] : ["", "", "", "", ""]
          let version = index == 0 ? judgement.version ?? "—" : ""
          // Where versions differ each says its own.
          let own =
            index == 0 && line.judgements.count > 1 ? Self.word(judgement.outcome, call) : ""
          table.add(cells + [version, own, reason])
          first = false
        }
      }
    }
    if table.isEmpty { return "" }
    table.head([
      call.say("批号", "lot"), call.say("种类", "credit"), call.say("年份", "vintage"),
      call.say("数量 t", "tonnes"), call.say("结论", "outcome"), call.say("规则", "rule"), "",
      call.say("原因", "reason"),
    ])
    return table.text
  }

  private func tellSums() {
    guard !lines.isEmpty else { return }
    let groups = Dictionary(grouping: lines, by: \.outcome).sorted { $0.key < $1.key }
    let parts = groups.map { outcome, lines in
      "\(Self.word(outcome, call)) \(OffsetLimits.sum(lines.map(\.credit))) t"
    }
    call.line("\n" + call.say("合计：", "in all: ") + parts.joined(separator: call.say("；", "; ")))
  }

  // MARK: Limits

  private func tellLimits() {
    guard !limits.isEmpty else { return }
    call.line("\n" + call.say("上限", "limits"))
    for line in limits { call.line("  " + Self.text(line, call)) }
  }

  private static func text(_ line: OffsetLimits.Line, _ call: Invocation) -> String {
    let name = "\(line.version)（\(line.credits.joined(separator: "、"))）"
    let note = line.limit?.text.map { call.say("；", "; ") + $0 } ?? ""
    let source = line.limit.map { call.say("；", "; ") + self.source($0.citation, call) } ?? ""
    return name + words(line, call) + note + source
  }

  private static func words(_ line: OffsetLimits.Line, _ call: Invocation) -> String {
    let places = Self.places(line.limit, call)
    switch line.state {
    case .most(let most, let used, let accepted):
      let room = max(.zero, line.room ?? .zero)
      let excess = line.excess ?? .zero
      let gap =
        excess > .zero
        ? call.say("，多出 \(excess.text(atMost: 6)) t", ", \(excess.text(atMost: 6)) t too much")
        : call.say(
          "，还差 \((room - accepted.tonnes).text(atMost: 6)) t 到上限",
          ", \((room - accepted.tonnes).text(atMost: 6)) t below the limit")
      return call.say(
        "\(places)最多 \(most.text(atMost: 6)) t，已用 \(used) t，还可用 \(room.text(atMost: 6)) t；"
          + "可用的有 \(accepted) t",
        "\(places)at most \(most.text(atMost: 6)) t, used \(used) t, room for"
          + " \(room.text(atMost: 6)) t; accepted are \(accepted) t") + gap
    case .unknownBase(let base):
      let share = share(line.limit).map { OffsetAcceptance.percent($0) } ?? ""
      return call.say(
        "\(places)\(share)，没有核对：请用 --\(base.rawValue) 写明\(Self.base(base))（t）",
        "\(places)\(share), not checked: state the tonnes with --\(base.rawValue)")
    case .together(let total):
      return call.say(
        "全体合计最多 \(total) t，单个企业无法核对",
        "\(total) t for everybody together, which cannot be looked at from here")
    case .least(let share, let counting, let other):
      let rest = Self.beside(counting, share)
      return call.say(
        "\(places)至少占 \(OffsetAcceptance.percent(share))：现有 \(counting) t，其他 \(other) t；"
          + "与之配合，其他最多用 \(rest) t",
        "\(places)at least \(OffsetAcceptance.percent(share)): there are \(counting) t"
          + " and \(other) t of others, of which \(rest) t can be used beside them")
    case .noneKnown(let text):
      return call.say("没有见到上限，未核对：", "no limit known, not checked: ") + text
    }
  }

  /// How many whole tonnes of others can be used beside those that count.
  private static func beside(_ counting: CreditQuantity, _ share: Rational) -> String {
    guard share > .zero, let inverse = Rational(share.denominator, over: share.numerator) else {
      return "∞"
    }
    return (counting.tonnes * (.one - share) * inverse).rounded(Rounding(.down, .decimals(0)))
      .description
  }

  private static func share(_ limit: OffsetRules.Limit?) -> Rational? {
    if case .most(let share, _) = limit?.amount { return share }
    return nil
  }

  private static func base(_ base: OffsetRules.Limit.Base) -> String {
    switch base {
    case .emissions: "核定排放量"
    case .allowances: "核发的配额量"
    case .obligation: "应清缴的配额量"
    case .programme: "全体合计"
    }
  }

  private static func places(_ limit: OffsetRules.Limit?, _ call: Invocation) -> String {
    guard let limit else { return "" }
    let from = limit.regions.joined(separator: "、")
    let not = limit.notRegions.joined(separator: "、")
    if !from.isEmpty { return call.say("来自\(from)的", "from \(from): ") }
    if !not.isEmpty { return call.say("来自\(not)以外的", "from outside \(not): ") }
    return ""
  }

  // MARK: Two days

  /// Tells which lots come out differently on another day.
  func compare(_ other: OffsetCheck, _ others: [OffsetCheck.Line]) -> ExitCode {
    let changed = zip(lines, others).filter { $0.outcome != $1.outcome }
    if call.isJSON {
      let answer = JSON.members([
        "programme": .text(check.programme.term.id), "year": .integer(check.year),
        "date": .text("\(check.day)"), "against": .text("\(other.day)"),
        "changed": .array(
          changed.map { before, after in
            .members([
              "lot": .text(before.credit.id), "tonnes": .text("\(before.credit.quantity)"),
              "before": .text(before.outcome.rawValue), "after": .text(after.outcome.rawValue),
              "reasons": Self.reasons(after),
            ])
          }),
      ])
      call.write(answer, [], sources: { _ in nil })
      return .clean
    }
    guard !changed.isEmpty else {
      call.line(
        call.say(
          "\(check.day) 和 \(other.day) 的结论没有不同：\(lines.count) 批",
          "nothing comes out differently on \(check.day) and \(other.day): \(lines.count) lots"))
      return .clean
    }
    var table = TextTable(right: [1])
    for (before, after) in changed {
      let reasons = (after.outcome > before.outcome ? after : before).judgements
        .flatMap(\.reasons).map { $0.wording.text(call.language) }
      table.add([
        before.credit.id, "\(before.credit.quantity)", Self.word(before.outcome, call),
        Self.word(after.outcome, call), reasons.joined(separator: call.say("；", "; ")),
      ])
    }
    table.head([
      call.say("批号", "lot"), call.say("数量 t", "tonnes"), "\(check.day)", "\(other.day)",
      call.say("原因", "reason"),
    ])
    call.console.out(table.text)
    return .clean
  }

  // MARK: JSON

  private static func reasons(_ line: OffsetCheck.Line) -> JSON {
    .array(
      line.judgements.map { judgement in
        .members([
          "rule": .optional(judgement.version), "outcome": .text(judgement.outcome.rawValue),
          "reasons": .array(
            judgement.reasons.map { reason in
              .members([
                "zh": .text(reason.wording.zh), "en": .text(reason.wording.en),
                "source": .optional(reason.citation?.source),
                "evidence": .optional(reason.citation?.evidence.rawValue),
              ])
            }),
        ])
      })
  }

  private var json: JSON {
    .members([
      "programme": .text(check.programme.term.id), "year": .integer(check.year),
      "date": .text("\(check.day)"),
      "rules": .texts(check.standing.map(\.version.id)),
      "notSeen": .texts(
        check.standing.flatMap { check.rules.notSeen(of: $0.version) } + check.programme.holes),
      "lots": .array(
        lines.map { line in
          .members([
            "lot": .text(line.credit.id), "credit": .text(line.credit.credit),
            "vintage": .integer(line.credit.vintage),
            "tonnes": .text("\(line.credit.quantity)"),
            "holder": .optional(line.credit.holder), "outcome": .text(line.outcome.rawValue),
            "judgements": Self.reasons(line),
          ])
        }),
      "limits": .array(limits.map { Self.json(of: $0) }),
    ])
  }

  private static func json(of line: OffsetLimits.Line) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("rule", .text(line.version)), JSON.Member("credits", .texts(line.credits)),
    ]
    func add(_ name: String, _ text: String) { members.append(JSON.Member(name, .text(text))) }
    switch line.state {
    case .most(let most, let used, let accepted):
      add("most", most.description)
      add("used", "\(used)")
      add("accepted", "\(accepted)")
      add("excess", (line.excess ?? .zero).description)
    case .unknownBase(let base): add("notChecked", base.rawValue)
    case .together(let total): add("together", "\(total)")
    case .least(let share, let counting, let other):
      add("least", share.description)
      add("counting", "\(counting)")
      add("other", "\(other)")
    case .noneKnown(let text): add("noLimitKnown", text)
    }
    if let citation = line.limit?.citation {
      add("evidence", citation.evidence.rawValue)
      if let source = citation.source { add("source", source) }
    }
    return .object(members)
  }
}
