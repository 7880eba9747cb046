import Diagnostics
import Foundation
import Quantities
import Reporting
import RulePlan

/// `mrv month`: the evidence of one month, its completeness, clock and lock.
enum MonthCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "month",
      summary: Wording(zh: "月度存证：本月缺什么，还有几天，锁定与补报", en: "evidence of a month: gaps, clock, lock"),
      operands: "[METHOD] FILING MONTH", count: 2...3,
      options: [
        .out, FormatOption.spec, .period, .allowRecalled,
        OptionSpec(
          "--on", "DATE", zh: "今天的日期，如 2023-03-01（缺省：系统日期）", en: "today (else the system's day)"),
        OptionSpec(
          "--submit", zh: "登记提交，锁定本月；已退回或已过时限的登记为补报", en: "record the submission and lock the month"
        ),
        OptionSpec("--return", zh: "登记主管部门退回，解除锁定", en: "record that the authority returned it"),
        OptionSpec("--by", "NAME", zh: "办理人", en: "who"),
        OptionSpec(
          "--reason", "TEXT", zh: "补报、退回或内容不全时的原因",
          en: "why, where it is late, returned or has gaps"),
      ],
      details: Wording(
        zh: """
          列出本月应存证的参数、台账和检测报告，缺什么，截止哪一天。内容和时限按规则库 regimes 中
          该行业、月份和地区的规定。--out 写 month-MONTH.html 和 month-MONTH.json。
          提交、退回和补报记在填报数据旁的 months.json，连同本月数据的 SHA-256；锁定后数据改动会报错。
          内容不全时退出码为 1；有错误级发现时为 3。
          """,
        en: """
          Lists the parameters, ledgers and laboratory reports of the month, what is missing and by
          when it is due, by the regimes of the sector, month and region. With --out it writes
          month-MONTH.html and month-MONTH.json. Submission, return and supplement go into
          months.json beside the filing with the hash of the month's data; a change under the lock
          is an error. Exit code 1 where something is missing, 3 with findings of severity error.
          """),
      examples: [
        .init(
          "mrv month SampleData/power/2023 2023-02 --on 2023-03-20", zh: "2 月的存证还缺什么",
          en: "what February still lacks"),
        .init(
          "mrv month data/ 2023-02 --submit --by 陈某 --out month", zh: "写存证清单并登记提交",
          en: "writes the package and records the submission"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let words = call.operands
    guard let word = words.last, let month = YearMonth(word) else {
      throw CommandStop.usage(
        Wording(
          zh: "月份要写成 2023-02，不是“\(words.last ?? "")”",
          en: "a month is written 2023-02, not “\(words.last ?? "")”"))
    }
    let filing = words[words.count - 2]
    let rules = try call.library()
    let today = try today(call)
    let method = try edition(call, rules, words.count > 2 ? words[0] : nil, filing, month)
    let (reading, calculation, library) = try CalculationCall.full(call, rules, method, filing) {
      // A month is filed by itself, today: other factors may apply than in the annual report.
      $0.header.purpose = "monthly-filing"
      $0.header.filedOn = today
    }
    guard calculation.bound.filing.period.months.contains(month) else {
      throw CommandStop.usage(
        Wording(
          zh: "\(month) 不在报告期 \(calculation.bound.filing.period) 内",
          en: "\(month) is not within the period \(calculation.bound.filing.period)"))
    }
    let path = MonthStates.path(beside: filing)
    var (states, faults) = MonthStates.read(path)
    if faults.contains(where: { $0.severity == .error }) {
      throw CommandStop.findings(faults, sources: { _ in nil })
    }
    let found = reading.findings + calculation.findings
    func package(_ states: MonthStates) -> MonthPackage {
      MonthPackage(calculation, month, on: today, library, states, found: found)
    }
    var current = package(states)
    if call.has("--submit") || call.has("--return") {
      states.events.append(try event(call, current))
      try OutputFiles.write(states.json.text(linesTo: 2) + "\n", to: path)
      current = package(states)
    }
    let document = try self.document(current, library)
    try write(call, document, library)
    if call.isJSON {
      call.write(document.json, current.findings, sources: reading.sources)
    } else {
      call.console.out(document.text(call.language))
      if !current.findings.isEmpty {
        let printer = FindingPrinter(call.language, sources: reading.sources)
        call.console.out("\n" + FindingDigest(printer: printer).text(current.findings))
      }
    }
    let code = call.code(current.findings)
    return code == .clean && !current.isComplete ? .failed : code
  }

  /// The edition that the month's data go by: as named, else by the regimes, else that of the
  /// filing.
  private static func edition(
    _ call: Invocation, _ library: MethodLibrary, _ named: String?, _ filing: String,
    _ month: YearMonth
  ) throws -> String? {
    if let named { return named }
    let reading = try FilingReader(library: library, period: try call.period())
      .read(filing, method: nil)
    let rule = Regimes(library).rule(
      sector: Regimes.sector(of: reading.methodology), month: month, purpose: "monthly-filing")
    guard let rule, library.methodologies.contains(rule.edition) else { return reading.methodology }
    return rule.edition
  }

  private static func document(
    _ package: MonthPackage, _ library: MethodLibrary
  ) throws -> MonthDocument {
    var document = MonthDocument(
      package: package, material: Documents.material(package.calculation, library))
    if let frame = FormLibrary(library).skeleton(
      "platform-list", methodology: package.calculation.method.id,
      month: package.month.description)
    {
      document.platform = frame
    }
    return document
  }

  private static func write(
    _ call: Invocation, _ document: MonthDocument, _ library: MethodLibrary
  ) throws {
    guard call.value("--out") != nil else { return }
    let folder = try call.out()
    let package = document.package
    let name = "month-\(package.month)"
    let frame =
      FormLibrary(library).skeleton(
        "monthly-evidence", methodology: package.calculation.method.id,
        month: package.month.description) ?? .plainMonth
    let file = DocumentFile(
      name: name + ".json", bytes: Array((document.json.text(linesTo: 2) + "\n").utf8))
    let made = Documents.Titled(
      name: name, document: document.document(frame), companions: [file])
    let found = try DocumentCall.write(call, [made], into: folder)
    if !found.isEmpty { call.console.note(FindingPrinter(call.language).text(found)) }
  }

  // MARK: events

  /// What `--submit` or `--return` records; refuses what cannot be.
  private static func event(
    _ call: Invocation, _ package: MonthPackage
  ) throws -> MonthStates.Event {
    guard !(call.has("--submit") && call.has("--return")) else {
      throw CommandStop.usage(
        Wording(zh: "--submit 和 --return 只能选一个", en: "--submit or --return, not both"))
    }
    guard let by = call.value("--by"), !by.isEmpty else {
      throw CommandStop.usage(Wording(zh: "请用 --by 写明办理人", en: "--by has to say who"))
    }
    let reason = call.value("--reason") ?? ""
    let isLocked = package.states.isLocked(package.month)
    func event(_ action: MonthStates.Action) -> MonthStates.Event {
      MonthStates.Event(
        month: package.month.description, action: action, on: package.today, by: by,
        reason: reason, sha256: package.hash)
    }
    func wanted(_ zh: String, _ en: String) throws {
      if reason.isEmpty {
        throw CommandStop.usage(
          Wording(zh: "\(zh)，须用 --reason 写明原因", en: "\(en): --reason has to say why"))
      }
    }
    if call.has("--return") {
      guard isLocked else {
        throw CommandStop.usage(
          Wording(
            zh: "\(package.month) 还没有提交，不能退回",
            en: "\(package.month) was not submitted: nothing to return"))
      }
      try wanted("退回", "a return")
      return event(.returned)
    }
    if isLocked, let last = package.states.of(package.month).last {
      guard last.sha256 != package.hash else {
        throw CommandStop.usage(
          Wording(
            zh: "\(package.month) 已提交并锁定，数据没有改动，不用再提交",
            en: "\(package.month) is submitted and locked, and nothing has changed"))
      }
      try wanted(
        "\(package.month) 已锁定，改动后再提交是补报", "\(package.month) is locked: this is a supplement")
      return event(.supplemented)
    }
    if !package.isComplete {
      try wanted(
        "内容不全（缺 \(package.missing.count) 项）", "\(package.missing.count) things are missing")
    }
    let isAgain = package.states.of(package.month).contains { $0.action == .returned }
    let isLate = (package.daysLeft ?? 0) < 0
    if isAgain { try wanted("退回后再提交是补报", "after a return this is a supplement") }
    if isLate { try wanted("已超过时限，提交是补报", "it is late: this is a supplement") }
    return event(isAgain || isLate ? .supplemented : .submitted)
  }

  /// The day that `--on` states, else that of the system.
  private static func today(_ call: Invocation) throws -> Day {
    if let text = call.value("--on") {
      if let day = Day(text) { return day }
      throw CommandStop.usage(
        Wording(zh: "--on 要写成 2023-03-01，不是“\(text)”", en: "--on takes 2023-03-01, not “\(text)”"))
    }
    return call.surroundings.today
  }
}

extension Skeleton {
  /// The month for a rule library without frames.
  static var plainMonth: Skeleton {
    Skeleton(
      id: "plain-month", document: "monthly-evidence", title: "{enterprise} {month} 月度存证清单",
      citation: Citation(clause: nil, source: nil, evidence: .derived),
      items: [
        .text("{status}", .plain), .captioned("month-clocks", "时限"),
        .captioned("month-items", "应存证的内容"),
        .captioned("month-reports", "检测报告"), .captioned("month-values", "参数明细"),
        .captioned("month-states", "状态记录"), .captioned("month-findings", "本月发现"),
      ])
  }
}
