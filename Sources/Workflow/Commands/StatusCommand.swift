import Accounting
import Diagnostics
import RulePlan
import Store

/// `mrv status`: what a project holds and what is out of date.
enum StatusCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "status",
      summary: Wording(zh: "项目里有什么，哪些结果要重算", en: "what a project holds, what is stale"),
      operands: "PROJECT.mrv", count: 1...1,
      details: Wording(
        zh: """
          列出每份填报的报告期、最新版、阶段、最近的改动、签署，以及存下的核算结果是否还有效：
          数据有了新版、规则有了改动都会指出。找到规则库才能核对规则。
          """,
        en: """
          Lists each filing with period, latest revision, stage, last change and signatures, and
          whether recorded results still hold: newer data and changed rules are told. Rules can be
          compared only where a rule library is found.
          """),
      examples: [.init("mrv status plant.mrv", zh: "现在的情况", en: "how things stand")]),
    run: run)

  /// A filing with what is known about it.
  private struct Line {
    let filing: FilingRecord
    let latest: RevisionRecord
    let stage: Stage
    let result: ResultRecord?
    let standing: ResultStanding?
    let signOffs: [SignOffRecord]

    /// Whether data came after the result.
    var hasNewerData: Bool { result.map { $0.revision < latest.number } ?? false }
  }

  private static func run(_ call: Invocation) throws -> ExitCode {
    let path = call.operands[0]
    let library = try? call.library()
    var last: AuditEntry?
    let data = try ProjectFilings.read(path)
    var stages: [Int: Stage] = [:]
    for filing in data.filings {
      let overlays = try data.latest(of: filing.number).map { try data.data($0).overlays } ?? []
      stages[filing.number] = overlays.map(\.stage).max()
    }
    let lines = try StoreCall.translate { () throws(StoreFailure) in
      let project = try ProjectFile.open(path, for: .reading)
      last = try project.entries().last
      return try Self.lines(project, library, stages)
    }
    var findings: [Finding] = []
    if let last, BeijingTime.text(try call.seconds()) < last.note.time {
      findings.append(Finding(.storeClockNow, at: .file(path), ["time": last.note.time]))
    }
    if call.isJSON {
      call.write(json(path, lines, last), findings, sources: { _ in nil })
      return call.code(findings)
    }
    call.line(TerminalText.printable(path))
    if lines.isEmpty {
      call.line(
        call.say(
          "还没有填报数据；用 mrv import 数据 --into \(path) 放入",
          "no filing yet; add one with mrv import FILING --into \(path)"))
    }
    for line in lines { tell(line, call, hasRules: library != nil) }
    if let last { call.line("\n" + HistoryCommand.head(last, call)) }
    if !findings.isEmpty {
      call.console.out("\n" + FindingDigest(printer: FindingPrinter(call.language)).text(findings))
    }
    return call.code(findings)
  }

  private static func lines(
    _ project: borrowing ProjectFile, _ library: MethodLibrary?, _ stages: [Int: Stage]
  ) throws(StoreFailure) -> [Line] {
    let revisions = try project.revisions()
    let results = try project.results()
    let signOffs = try project.signOffs()
    var lines: [Line] = []
    for filing in try project.filings() {
      let own = revisions.filter { $0.filing == filing.number }
      guard let latest = own.last else { continue }
      let numbers = Set(own.map(\.number))
      let result = results.last { numbers.contains($0.revision) }
      var standing: ResultStanding?
      if let result, let library {
        standing = ResultStanding(result, try project.rules(result.sources), in: library)
      }
      lines.append(
        Line(
          filing: filing, latest: latest,
          stage: stages[filing.number] ?? .reported, result: result, standing: standing,
          signOffs: signOffs.filter { $0.revision == latest.number }))
    }
    return lines
  }

  // MARK: Telling

  private static func tell(_ line: Line, _ call: Invocation, hasRules: Bool) {
    let isChinese = call.language == .chinese
    let latest = line.latest
    let stage = line.stage
    call.line()
    call.line(
      call.say("填报 \(line.filing.number)：", "filing \(line.filing.number): ")
        + TerminalText.printable(ProjectFilings.name(line.filing)))
    var table = TextTable()
    table.add([
      call.say("  最新版", "  latest"),
      "@\(latest.number)  \(BeijingTime.short(latest.note.time))  \(latest.note.author)  "
        + latest.note.reason,
    ])
    table.add([call.say("  阶段", "  stage"), isChinese ? stage.title : stage.id])
    table.add([
      call.say("  方法学", "  methodology"), latest.methodology ?? call.say("未写明", "not stated"),
    ])
    table.add([call.say("  核算结果", "  result"), result(line, call, hasRules)])
    let signed = line.signOffs.map {
      "\($0.role) \($0.person) \(BeijingTime.short($0.note.time))"
    }
    table.add([
      call.say("  签署", "  signed"),
      signed.isEmpty
        ? call.say("最新版还没有", "not the latest revision") : signed.joined(separator: "；"),
    ])
    call.console.out(table.text)
  }

  private static func result(_ line: Line, _ call: Invocation, _ hasRules: Bool) -> String {
    guard let result = line.result else {
      return call.say(
        "没有存下的结果；mrv calculate … --record 存一个", "none recorded; mrv calculate … --record keeps one")
    }
    let name = call.say(
      "结果 \(result.number)（第 \(result.revision) 版，\(result.methodology)）：",
      "result \(result.number) (revision \(result.revision), \(result.methodology)): ")
    var parts: [String] = []
    if line.hasNewerData {
      parts.append(
        call.say(
          "数据已有第 \(line.latest.number) 版，应重算",
          "the data are at revision \(line.latest.number): compute again"))
    }
    switch line.standing {
    case .current: parts.append(call.say("规则未变", "the rules are the same"))
    case .reworded:
      parts.append(
        call.say(
          "规则文字有改动，这一方法学的算法未变",
          "rules were reworded, the methodology computes the same"))
    case .rulesChanged: parts.append(call.say("规则已变，应重算", "the rules changed: compute again"))
    case .unknown:
      parts.append(
        call.say("规则库里没有这个方法学，无法核对", "the rule library has not got it; rules are not compared"))
    case nil:
      parts.append(call.say("没有找到规则库，未核对规则", "no rule library was found; rules are not compared"))
    }
    return name + parts.joined(separator: call.say("；", "; "))
  }

  private static func json(_ path: String, _ lines: [Line], _ last: AuditEntry?) -> JSON {
    .members([
      "project": .text(path), "entries": .optional(last?.number),
      "sha256": .optional(last?.digest.sha256), "sm3": .optional(last?.digest.sm3),
      "filings": .array(
        lines.map { line in
          .members([
            "filing": .integer(line.filing.number), "enterprise": .optional(line.filing.enterprise),
            "creditCode": .optional(line.filing.creditCode), "period": .text(line.filing.period),
            "purpose": .optional(line.filing.purpose), "revision": .integer(line.latest.number),
            "stage": .text(line.stage.id),
            "methodology": .optional(line.latest.methodology),
            "result": .optional(line.result?.number),
            "resultRevision": .optional(line.result?.revision),
            "rules": .optional(line.standing?.rawValue),
            "newerData": line.result == nil ? nil : .flag(line.hasNewerData),
            "signed": .array(
              line.signOffs.map {
                .members(["role": .text($0.role), "person": .text($0.person)])
              }),
          ])
        }),
    ])
  }
}

extension FindingKind {
  static let storeClockNow = FindingKind(
    "store.clock-now", .warning, zh: "电脑的时钟早于审计记录的末条（{time}），请先校准时钟",
    en: "this computer's clock is before the last entry of the log ({time}); set it first")
}
