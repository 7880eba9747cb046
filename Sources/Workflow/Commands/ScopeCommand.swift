import Accounting
import Diagnostics
import Quantities
import RulePlan

/// `mrv scope`: which programmes an enterprise falls under, and which editions apply.
enum ScopeCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "scope",
      summary: Wording(
        zh: "企业应纳入哪些报告、履约范围，适用哪个版本", en: "which programmes an enterprise falls under"),
      operands: "FILING …", count: 1...32,
      options: [
        OptionSpec(
          "--all", zh: "也列出地区、行业或年度不符的通知",
          en: "list programmes of other regions, sectors and years, too"),
        OptionSpec(
          "--region", "REGION", zh: "企业所在地区，代替填报数据里的",
          en: "where the enterprise stands, in place of what the filings say"), .period,
        .allowRecalled,
      ],
      details: Wording(
        zh: """
          每个 FILING 是同一企业一个年度的填报数据，可以写几个年度：有的通知看“任一年”。
          逐个通知列出规则（“以上”含不含本数，按通知）、比较的数、结论和还缺什么；门槛只写“约”的不作结论。
          综合能源消费量按填报数据折算，企业信息里写明“综合能源消费量”（如 10523.4 tce）的以写明的为准。
          最后按月份和用途列出适用的版本，以及通知里还没读到的规定。规则多数只见转录，请对照通知原文。
          """,
        en: """
          Each FILING is a year of the same enterprise; several may be named, as some notices look
          at any one year. For each programme: the rule (whether the number itself is in, as the
          notice says), the numbers compared, the outcome, what is missing. What a notice only calls
          “about” decides nothing. Energy is converted from the filing unless its header states
          综合能源消费量 (10523.4 tce). Then the edition for each month and purpose, and what notices
          decide and nobody here has read. Most rules were seen in transcriptions only: compare with
          the notice.
          """),
      examples: [
        .init("mrv scope SampleData/cement/2024", zh: "一个年度", en: "one year"),
        .init(
          "mrv scope 2023.xlsx 2024.xlsx --region 广东省", zh: "两个年度，广东省的企业",
          en: "two years of an enterprise in 广东省"),
      ]),
    run: run)

  /// A filing with the year that it is of.
  private typealias Entry = (name: String, filing: Filing, year: ScopeYear)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library()
    let energy = ScopeEnergy(library)
    var filings: [Entry] = []
    var findings: [Finding] = []
    for name in call.operands {
      let (reading, calculation) = try CalculationCall.run(call, method: nil, filing: name)
      findings += (reading.findings + calculation.findings).filter { $0.severity == .error }
      guard let year = ScopeYear(calculation, energy) else {
        findings.append(
          Finding(
            .scopeYears, at: .file(name), ["period": calculation.bound.filing.period.description]))
        continue
      }
      // What another enterprise emits decides nothing here.
      if let finding = stranger(name, reading.filing, to: filings.first?.filing) {
        findings.append(finding)
        continue
      }
      if let other = filings.first(where: { $0.year.year == year.year }) {
        findings.append(
          Finding(.scopeTwice, at: .file(name), ["year": "\(year.year)", "other": other.name]))
        continue
      }
      filings.append((name, reading.filing, year))
    }
    guard !filings.isEmpty else { throw CommandStop.findings(findings, sources: { _ in nil }) }
    let region = call.value("--region") ?? filings.compactMap(\.filing.header.region).last
    let decisions = ScopeDecision.all(
      Programme.all(in: library), filings.map(\.year), region: region)
    let regimes = Regimes(library)
    let page = ScopePage(
      years: filings.map(\.year).sorted { $0.year < $1.year },
      enterprise: filings.compactMap(\.filing.header.enterprise).first, region: region,
      decisions: decisions, editions: editions(filings, regimes),
      gaps: gaps(filings, regimes), language: call.language)
    if call.isJSON {
      call.write(page.json(), findings, sources: { _ in nil })
    } else {
      call.console.out(page.text(all: call.has("--all")))
      if !findings.isEmpty {
        call.console.out("\n" + FindingPrinter(call.language).text(findings))
      }
    }
    return call.code(findings)
  }

  /// That a filing is of another enterprise than the first one.
  private static func stranger(_ name: String, _ filing: Filing, to first: Filing?) -> Finding? {
    guard let first = first?.header else { return nil }
    let own = filing.header
    let isOther =
      if let code = own.creditCode, let known = first.creditCode { code != known } else {
        own.enterprise != first.enterprise
      }
    guard isOther else { return nil }
    return Finding(
      .scopeEnterprise, at: .file(name),
      ["got": own.enterprise ?? "—", "first": first.enterprise ?? "—"])
  }

  // MARK: editions

  private static let purposes = ["annual-report", "monthly-filing", "supplementary-form"]

  private static func editions(
    _ filings: [Entry], _ regimes: Regimes
  ) -> [ScopePage.Edition] {
    filings.flatMap { entry in
      purposes.flatMap { purpose in
        regimes.editions(
          sector: entry.year.sector, period: entry.filing.period, purpose: purpose
        ).map {
          ScopePage.Edition(
            purpose: purpose, months: $0.months, edition: $0.rule.edition,
            source: $0.rule.source, evidence: $0.rule.evidence)
        }
      }
    }
  }

  /// What was not read of the notices for the filings, each once.
  private static func gaps(_ filings: [Entry], _ regimes: Regimes) -> [Regimes.Gap] {
    let concerned = Set(
      filings.flatMap { regimes.gaps(sector: $0.year.sector, period: $0.filing.period) })
    return regimes.gaps.filter(concerned.contains)
  }
}

extension FindingKind {
  static let scopeYears = FindingKind(
    "scope.years", .error, zh: "填报数据跨年度（{period}），门槛按日历年度比较，请按年度分开",
    en: "the filing lies in several years ({period}); thresholds go by calendar year")
  static let scopeTwice = FindingKind(
    "scope.same-year", .error, zh: "{year} 年已有一份数据（{other}），这一份没有采用；同一年度只写一份",
    en: "{other} is a filing of {year} already, so this one is not used; name one filing a year")
  static let scopeEnterprise = FindingKind(
    "scope.other-enterprise", .error,
    zh: "这份数据是“{got}”的，前面是“{first}”的；没有计入，请对它另运行一次",
    en: "this filing is of “{got}”, the first of “{first}”: it is left out, run it by itself")
}
