import Accounting
import Diagnostics
import RulePlan
import Store

/// `mrv history`: the log of a project.
enum HistoryCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "history", summary: Wording(zh: "项目的审计记录", en: "the log of a project"),
      operands: "PROJECT.mrv", count: 1...1,
      options: [
        OptionSpec(
          "--verify", zh: "重算整条审计链和所有内容的校验值", en: "recompute the chain and every content"),
        OptionSpec(
          "--noted", "DIGEST", zh: "另处抄录的某一条的校验值（至少前 8 位），核对它还在",
          en: "a digest noted elsewhere (8 digits or more): is it still there"),
        OptionSpec("--cell", "ADDRESS", zh: "只看一个单元格的各次数值", en: "the values of one cell only"),
        .period,
      ],
      details: Wording(
        zh: """
          每一条写明何时、何人、做了什么、为什么。每条的校验值（SHA-256 和 SM3）包含前一条的，
          改动任何一条或任何数据，--verify 都会指出是哪一条；发现改动时退出码为 3。
          把末条校验值抄录在别处（如随报告打印），日后用 --noted 核对，可以发现整份记录被重写或截短。
          """,
        en: """
          Each entry says when, who, what and why. Its digests (SHA-256 and SM3) cover the entry
          before; --verify tells which entry or data was changed, and then the exit code is 3.
          Note the last digest elsewhere: --noted then tells a log that was rewritten or cut short.
          """),
      examples: [
        .init("mrv history plant.mrv", zh: "全部记录", en: "all entries"),
        .init("mrv history plant.mrv --verify --noted 3f9a01c2", zh: "核对", en: "verifies"),
        .init(
          "mrv history plant.mrv --cell 'facility[F1]/AD'", zh: "一个数的来历",
          en: "one value over time"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let path = call.operands[0]
    if let address = call.value("--cell") { return try cell(address, path, call) }
    let verifies = call.has("--verify") || call.has("--noted")
    let (log, findings) = try StoreCall.translate { () throws(StoreFailure) in
      let project = try ProjectFile.open(path, for: .reading)
      let log = try ProjectLog(project)
      let noted = call.value("--noted")
      return (log, verifies ? try project.verify(noted: noted).findings : [])
    }
    let entries = log.entries
    if call.isJSON {
      call.write(json(path, entries, verifies), findings, sources: { _ in nil })
      return call.code(findings)
    }
    var table = TextTable()
    for entry in entries {
      table.add([
        "\(entry.number)", BeijingTime.short(entry.note.time), entry.note.author,
        log.title(entry, call.language), entry.note.reason,
      ])
    }
    table.head([
      call.say("序号", "no."), call.say("时间", "time"), call.say("操作人", "author"),
      call.say("事项", "what"), call.say("原因", "reason"),
    ])
    call.console.out(table.text)
    if let last = entries.last { call.line("\n" + head(last, call)) }
    if verifies {
      call.line()
      if findings.isEmpty {
        call.line(
          call.say(
            "审计链完整：\(entries.count) 条记录和全部内容与校验值相符",
            "the chain is whole: \(entries.count) entries and all contents are as written"))
      } else {
        call.console.out(FindingDigest(printer: FindingPrinter(call.language)).text(findings))
      }
    }
    return call.code(findings)
  }

  /// The last entry with its digests, to be noted elsewhere.
  static func head(_ entry: AuditEntry, _ call: Invocation) -> String {
    call.say("末条第 \(entry.number) 条的校验值（可抄录）", "digests of the last entry, \(entry.number)")
      + "\n  SHA-256  \(entry.digest.sha256)\n  SM3      \(entry.digest.sm3)"
  }

  private static func json(_ path: String, _ entries: [AuditEntry], _ isVerified: Bool) -> JSON {
    .members([
      "project": .text(path), "verified": .flag(isVerified),
      "entries": .array(
        entries.map { entry in
          .members([
            "number": .integer(entry.number), "time": .text(entry.note.time),
            "author": .text(entry.note.author), "action": .optional(entry.action?.rawValue),
            "subject": .text(entry.subject), "reason": .text(entry.note.reason),
            "program": .text(entry.note.program), "sha256": .text(entry.digest.sha256),
            "sm3": .text(entry.digest.sm3),
          ])
        }),
    ])
  }

  // MARK: One cell

  private static func cell(_ text: String, _ path: String, _ call: Invocation) throws -> ExitCode {
    var findings: [Finding] = []
    guard let address = CellAddress(text, at: .none, findings: &findings), !address.isRow else {
      throw CommandStop.usage(
        Wording(
          zh: "“\(text)”不是单元格的地址，例：facility[F1]/fuel[烟煤]/FC",
          en: "“\(text)” is no address of a cell; example: facility[F1]/fuel[烟煤]/FC"))
    }
    let project = try ProjectFilings.read(path)
    let filing = try project.chosen(
      ProjectReference(path: path, revision: nil), period: try call.period()
    ).filing
    var table = TextTable()
    var last: String?
    for revision in project.revisions where revision.filing == filing {
      let cell = try project.data(revision).filing().cell(at: address)
      let value = cell.map { FilingDifference.text($0.value) }
      guard value != last else { continue }
      last = value
      table.add([
        "@\(revision.number)", BeijingTime.short(revision.note.time),
        call.language == .chinese ? revision.stage.title : revision.stage.id,
        revision.note.author, value ?? call.say("（无）", "(none)"), revision.note.reason,
      ])
    }
    guard !table.isEmpty else {
      throw CommandStop.usage(
        Wording(
          zh: "“\(path)”的各版里都没有单元格 \(text)", en: "no revision of “\(path)” has the cell \(text)"))
    }
    table.head([
      call.say("版本", "revision"), call.say("时间", "time"), call.say("阶段", "stage"),
      call.say("操作人", "author"), call.say("值", "value"), call.say("原因", "reason"),
    ])
    call.console.out(table.text)
    return .clean
  }
}
