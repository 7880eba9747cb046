import Diagnostics
import Quantities
import RulePlan

/// What `mrv scope` prints.
struct ScopePage {
  /// An edition that applies to some months for a purpose.
  struct Edition {
    let purpose: String
    let months: Period
    let edition: String
    let source: String?
    let evidence: Evidence
  }

  let years: [ScopeYear]
  let enterprise: String?
  let region: String?
  let decisions: [ScopeDecision]
  let editions: [Edition]
  /// What notices decide for the filings and nobody here has read.
  let gaps: [Regimes.Gap]
  let language: Language

  private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

  // MARK: for people

  func text(all: Bool) -> String {
    var text = TerminalText.printable(enterprise ?? say("（未写报告主体）", "(no enterprise stated)"))
    text += say("，地区：", ", region: ")
    text += TerminalText.printable(region ?? say("未写", "not stated")) + "\n\n" + sizes()
    let groups: [(ScopeDecision.Outcome, String)] = [
      (.included, say("应纳入", "Included")), (.undecided, say("尚不能判断", "Undecided")),
      (.below, say("未达到", "Below the threshold")),
    ]
    for (outcome, title) in groups {
      let own = decisions.filter { $0.outcome == outcome }
      text += "\n\(title)\(say("：", ": "))\(own.isEmpty ? say("无", "none") : "")\n"
      for decision in own { text += block(decision) }
    }
    let outside = decisions.filter { $0.outcome == .outside }
    if all {
      text += "\n" + say("不看这些数据的：\n", "Not concerned:\n")
      for decision in outside { text += heading(decision) + reason(decision) }
    } else if !outside.isEmpty {
      text += say(
        "\n另有 \(outside.count) 个通知的地区、行业或年度不符，--all 列出。\n",
        "\n\(outside.count) programmes of other regions, sectors or years: --all lists them.\n")
    }
    return text + "\n" + editionTable() + unread()
  }

  private func sizes() -> String {
    var table = TextTable(right: [2, 3, 4])
    for year in years {
      table.add([
        "\(year.year)", year.methodology, shown(year.emissions), shown(year.direct),
        shown(year.energy),
      ])
    }
    table.head([
      say("年度", "year"), say("方法学", "methodology"), say("排放总量", "total"),
      say("其中直接排放", "direct"), say("综合能源消费量", "energy"),
    ])
    var text = table.text
    for year in years {
      let remarks = (year.emissions.remarks + year.energy.remarks).filter { $0 != .otherGases }
      for words in Set(remarks.map { self.words($0) }).sorted() {
        text += TextWrap.lines("\(year.year): " + words, indent: 2)
      }
    }
    return text
  }

  private func shown(_ size: ScopeYear.Size) -> String {
    size.value.map { "\($0.text(decimals: 2)) \(size.unit)" } ?? "—"
  }

  private func heading(_ decision: ScopeDecision) -> String {
    let programme = decision.programme
    var parts = [programme.title]
    if let number = programme.notice.number { parts.append(number) }
    if let issued = programme.notice.issued { parts.append(issued) }
    parts.append(programme.citation.evidence.rawValue)
    return TextWrap.lines(parts.joined(separator: say("，", ", ")), indent: 2)
  }

  private func block(_ decision: ScopeDecision) -> String {
    var text = heading(decision)
    let programme = decision.programme
    if let duty = programme.duty { text += line(say("要做的：", "duty: ") + duty) }
    if let covers = programme.covers { text += line(say("范围：", "covers: ") + covers) }
    let span = years(programme)
    for criterion in programme.criteria {
      text += line(
        say("规则：", "rule: ") + criterion.text + say("（", " (") + span + say("，", ", ")
          + sense(criterion) + say("）", ")"))
    }
    for comparison in decision.comparisons { text += line(words(comparison)) }
    for gap in decision.gaps { text += line(say("还缺：", "missing: ") + words(gap)) }
    if let note = programme.note { text += line(say("注意：", "note: ") + note) }
    if let source = programme.citation.source { text += line(say("来源：", "source: ") + source) }
    return text
  }

  private func line(_ text: String) -> String { TextWrap.lines(text, indent: 4) }

  private func years(_ programme: Programme) -> String {
    let (from, through) = programme.years
    let span =
      through.map { $0 == from ? "\(from)" : "\(from)–\($0)" }
      ?? say("\(from) 年起", "\(from) on")
    return programme.isAnyYear
      ? say("\(span)任一年", "any of \(span)") : say("\(span)逐年", "\(span), each year")
  }

  private func sense(_ criterion: Programme.Criterion) -> String {
    let sign = criterion.isInclusive ? "≥" : ">"
    var text = "\(sign) \(criterion.amount.description) \(criterion.unit)"
    text += criterion.isInclusive ? say("，含本数", ", inclusive") : say("，不含本数", ", exclusive")
    if criterion.isApproximate { text += say("，只写“约”，不单独作数", "; only “about”, decides nothing") }
    return text
  }

  /// The number beside the size, with as many digits as show the difference.
  private func words(_ comparison: ScopeDecision.Comparison) -> String {
    let criterion = comparison.criterion
    guard let value = comparison.size.value else {
      return "\(comparison.year): " + say("没有可比较的数", "no number to compare")
        + remarks(comparison.size)
    }
    let short = value.text(decimals: 2)
    let isPlain =
      Rational(decimal: short).map {
        ($0 < criterion.amount) == (value < criterion.amount)
          && ($0 == criterion.amount) == (value == criterion.amount)
      } ?? false
    let digits = isPlain ? short : value.description
    let sign =
      value == criterion.amount ? "=" : value < criterion.amount ? "<" : ">"
    let outcome =
      switch comparison.isReached {
      case true?: say("达到", "reached")
      case false?: say("未达到", "not reached")
      case nil: say("不能判断", "undecided")
      }
    return "\(comparison.year): \(digits) \(comparison.size.unit) \(sign) "
      + "\(criterion.amount.description) \(criterion.unit)，\(outcome)\(remarks(comparison.size))"
      .replacing("，", with: say("，", ", "))
  }

  private func remarks(_ size: ScopeYear.Size) -> String {
    let texts = size.remarks.map { words($0) }
    return texts.isEmpty
      ? "" : say("（", " (") + texts.joined(separator: say("；", "; ")) + say("）", ")")
  }

  private func words(_ remark: ScopeYear.Remark) -> String {
    switch remark {
    case .months(let count):
      say("只有 \(count) 个月的数据", "only \(count) months of data")
    case .noTotal:
      say("方法学没有企业总量", "the methodology has no total of the enterprise")
    case .totalAbsent: say("总量缺数据，见 mrv calculate", "the total lacks data: mrv calculate")
    case .otherGases: say("总量含其他气体", "the total has other gases in it")
    case .noScope:
      say("方法学没有标明哪些是间接排放", "the methodology does not say what is indirect")
    case .withoutIndirect: say("不含间接排放", "without indirect emissions")
    case .stated: say("企业自报的综合能源消费量", "energy as the enterprise states it")
    case .unreadable(let text):
      say(
        "企业信息里的综合能源消费量“\(text)”读不出来，请写成 10523.4 tce",
        "the energy stated, “\(text)”, is not readable: write 10523.4 tce")
    case .converted(let names):
      say("综合能源消费量由填报数据折算：", "energy converted from: ")
        + names.joined(separator: say("、", ", "))
    case .unconverted(let names):
      say("综合能源消费量算不出，缺：", "energy not known, for lack of: ")
        + names.prefix(3).joined(separator: say("、", ", ")) + (names.count > 3 ? "…" : "")
    case .noConversion:
      say("方法学里没有能折算成标准煤的数据", "the methodology has nothing to convert")
    }
  }

  private func words(_ gap: ScopeDecision.Gap) -> String {
    switch gap {
    case .years(let years):
      say("这些年度的数据：", "data of ") + years.map(String.init).joined(separator: say("、", ", "))
    case .region:
      say("企业所在地区（企业信息“地区”，或 --region）", "the region (in the filing, or --region)")
    case .sector(let sector):
      say(
        "\(sector) 只有部分子类在内，请按通知附件核对行业子类",
        "only a part of \(sector) is covered; see the classes in the notice")
    case .number(let year): say("\(year) 年可比较的数", "a number of \(year) that can be compared")
    case .approximate:
      say("通知只写“约”，请向主管部门确认", "the notice only says “about”; ask the authority")
    }
  }

  private func reason(_ decision: ScopeDecision) -> String {
    let words =
      switch decision.reason {
      case .region: say("地区不符", "another region")
      case .sector: say("行业不在内", "the sector is not covered")
      case .years, nil:
        say("只看 ", "only looks at ") + years(decision.programme) + say("，没有这些年度的数据", "")
      }
    return line(words)
  }

  private func editionTable() -> String {
    guard !editions.isEmpty else {
      return say("没有规定这个行业适用哪个版本的通知。\n", "No notice says which edition applies.\n")
    }
    var table = TextTable()
    for edition in editions {
      table.add([
        edition.months.description, purpose(edition.purpose), edition.edition,
        edition.evidence.rawValue, edition.source ?? "",
      ])
    }
    table.head([
      say("数据月份", "months"), say("用途", "purpose"), say("适用版本", "edition"),
      say("证据", "evidence"), say("依据", "source"),
    ])
    return table.text
  }

  private func unread() -> String {
    if gaps.isEmpty { return "" }
    var text = say(
      "\n通知里还没读到、会影响这个行业和年度的规定：\n",
      "\nWhat notices decide for this sector and these years and nobody here has read:\n")
    for gap in gaps {
      let months = "\(gap.from?.description ?? "…") – \(gap.through?.description ?? "…")"
      let head = [months, gap.notice].compactMap { $0 }.joined(separator: say("，", ", "))
      text += TextWrap.lines(head + say("：", ": ") + gap.text, indent: 2)
    }
    return text
  }

  private func purpose(_ id: String) -> String {
    language == .chinese ? Self.purpose(id) : id
  }

  /// What is filed, in Chinese words.
  static func purpose(_ id: String) -> String {
    switch id {
    case "annual-report": "年度报告"
    case "monthly-filing": "月度存证"
    case "supplementary-form": "补充数据表"
    default: id
    }
  }

  // MARK: for programs

  func json() -> JSON {
    .members([
      "enterprise": .optional(enterprise), "region": .optional(region),
      "years": .array(years.map(year)),
      "programmes": .array(decisions.map(decision)),
      "editions": .array(
        editions.map {
          .members([
            "months": .text($0.months.description), "purpose": .text($0.purpose),
            "edition": .text($0.edition), "evidence": .text($0.evidence.rawValue),
            "source": .optional($0.source),
          ])
        }),
      "gaps": .array(
        gaps.map {
          .members([
            "from": .optional($0.from?.description), "to": .optional($0.through?.description),
            "notice": .optional($0.notice), "text": .text($0.text),
          ])
        }),
    ])
  }

  private func year(_ year: ScopeYear) -> JSON {
    .members([
      "year": .integer(year.year), "methodology": .text(year.methodology),
      "emissions": size(year.emissions), "direct": size(year.direct), "energy": size(year.energy),
    ])
  }

  private func size(_ size: ScopeYear.Size) -> JSON {
    .members([
      "value": .optional(size.value?.description), "unit": .text(size.unit),
      "remarks": size.remarks.isEmpty ? nil : .texts(size.remarks.map { words($0) }),
    ])
  }

  private func decision(_ decision: ScopeDecision) -> JSON {
    let programme = decision.programme
    return .members([
      "id": .text(programme.id), "title": .text(programme.title),
      "number": .optional(programme.notice.number), "issued": .optional(programme.notice.issued),
      "region": .optional(programme.region), "duty": .optional(programme.duty),
      "covers": .optional(programme.covers), "years": .integers(decision.years),
      "evidence": .text(programme.citation.evidence.rawValue),
      "source": .optional(programme.citation.source),
      "outcome": .text(decision.outcome.rawValue),
      "reason": decision.reason.map { .text("\($0)") },
      "comparisons": .array(decision.comparisons.map(comparison)),
      "missing": .texts(decision.gaps.map { words($0) }), "note": .optional(programme.note),
    ])
  }

  private func comparison(_ comparison: ScopeDecision.Comparison) -> JSON {
    .members([
      "year": .integer(comparison.year), "metric": .text(comparison.criterion.metric.rawValue),
      "value": .optional(comparison.size.value?.description), "unit": .text(comparison.size.unit),
      "amount": .text(comparison.criterion.amount.description),
      "amountUnit": .text(comparison.criterion.unit),
      "inclusive": .flag(comparison.criterion.isInclusive),
      "decides": .flag(!comparison.criterion.isApproximate),
      "reached": comparison.isReached.map { .flag($0) }, "rule": .text(comparison.criterion.text),
    ])
  }
}
