import Diagnostics
import Engine
import Exchange
import Foundation
import Quantities
import RulePlan

/// `mrv batch`: the totals of many enterprises from one long table.
enum BatchCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "batch",
      summary: Wording(zh: "由一张汇总台账算出许多企业的总量", en: "totals of many enterprises from one table"),
      operands: "METHOD FILE.csv", count: 2...2,
      options: [
        OptionSpec(
          "--out", "FILE", zh: "把总量写成这个 CSV 文件（缺省：写到屏幕）",
          en: "write the totals to this CSV file (else to the screen)"),
        OptionSpec(
          "--table", "ROWS", zh: "这是方法学的哪一张表（缺省：由标题行判断）",
          en: "which table of the methodology it is (else the heading tells)"),
        OptionSpec(
          "--filing", "FILING", zh: "整个项目和上级各行（如设施）的数据取自这份填报",
          en: "take the values of the whole project and of rows above from this filing"),
        .period, .allowRecalled,
      ],
      details: Wording(
        zh: """
          FILE.csv 与 mrv template 生成的一张表相同，只是一个文件里有许多企业：多一列“企业”（或企业ID、
          统一社会信用代码），多一列“年”（或用 --period 指明）。行的顺序不限，同一企业的行不必相邻。
          不写最内层的行名（如“台账行”一列）时，每一行自成一行，可读任意大的文件而不占内存。
          方法学的其他表视为没有数据。各家企业的检查规则不在此运行，请用 mrv calculate。
          减排量方法学另给出：各年是否可核证，每个条件不计入多少行；整个项目的条件要用到的数据，用 --filing
          指明项目的填报（只取整个项目和这张表上级各行的数据）。
          有读不懂的内容的企业不给出总量，注明“有错误”；全部发现按行列出。
          """,
        en: """
          FILE.csv is a table as mrv template makes it, with many enterprises in one file: a column
          more names the enterprise (企业, 企业ID, enterprise), one the year (年, year; or --period).
          Lines may stand in any order. Without the key of the innermost rows each line is a row of
          its own, and files of any size are read in little memory.
          The methodology's other tables count as not filled in. Checks of single filings are not
          run here: see mrv calculate. Of reductions it says whether each year is creditable and how
          many rows each condition leaves out; --filing names the filing of the project, for what
          its own conditions ask (values of the whole and of rows above the table's).
          An enterprise with lines that cannot be read has no totals; all findings are listed by
          line.
          """),
      examples: [
        .init(
          "mrv batch sectors/other-industries/2015 2024.csv --out totals.csv",
          zh: "每家企业每年一行总量", en: "a line of totals for each enterprise and year"),
        .init(
          "mrv batch sectors/power all.csv --period 2023 --table unit",
          zh: "指明年份和是哪一张表", en: "states the year and the table"),
        .init(
          "mrv batch carbon-benefit/METHOD riders.csv --filing project/ --out totals.csv",
          zh: "一个项目的许多参与者", en: "the many participants of one project"),
      ]),
    run: run)

  /// Threads beyond this many wait for the one file.
  private static let mostThreads = 8

  private static func run(_ call: Invocation) throws -> ExitCode {
    let path = call.operands[1]
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandStop.usage(
        Wording(zh: "没有文件“\(path)”", en: "there is no file “\(path)”"))
    }
    let library = try call.library()
    let project = try project(call, library)
    let period = try call.period() ?? project?.filing.period
    let choice = try MethodNames(library: library).find(
      call.operands[0], period: period, purpose: nil)
    if let reason = choice.reason { call.console.note(reason.text(call.language) + "\n") }
    let (method, plan) = try library.usable(choice.id)
    try CalculationCall.refuseRecalled(choice.id, method.standing, call)
    if let set = call.value("--table"), !plan.rowSets.dropFirst().contains(where: { $0.id == set })
    {
      let known = plan.rowSets.dropFirst().map(\.id).joined(separator: " ")
      throw CommandStop.usage(
        Wording(
          zh: "\(choice.id) 没有表“\(set)”；有：\(known)",
          en: "\(choice.id) has no table “\(set)”: \(known)"))
    }
    let (table, heading) = BatchTable.open(
      path, plan: plan, rowSet: call.value("--table"), period: period)
    guard let table else { throw CommandStop.findings(heading, sources: { _ in nil }) }
    let (shared, told) = try shared(project, table, plan, library.units)
    let run = BatchRun.run(
      table, plan: plan, units: library.units, project: shared,
      threads: min(mostThreads, ProcessInfo.processInfo.activeProcessorCount))
    return try write(run, told + heading + run.findings, table, plan, call)
  }

  /// The filing of the project that all enterprises of the table belong to.
  private static func project(
    _ call: Invocation, _ library: MethodLibrary
  ) throws -> FilingReader.Reading? {
    guard let path = call.value("--filing") else { return nil }
    let reading = try FilingReader(library: library, period: try call.period())
      .read(path, method: call.operands[0])
    guard !reading.findings.hasErrors else {
      throw CommandStop.findings(reading.findings, sources: reading.sources)
    }
    return reading
  }

  /// What the filing of the project says for the whole of it and the rows above the table's, and
  /// what was found in it.
  private static func shared(
    _ project: FilingReader.Reading?, _ table: BatchTable, _ plan: Plan, _ units: UnitCatalogue
  ) throws -> (BatchProject?, [Finding]) {
    guard let project else { return (nil, []) }
    guard table.period == project.filing.period else {
      throw CommandStop.usage(
        Wording(
          zh: "--filing 的报告期是 \(project.filing.period)；表要是同一个报告期的，不能有“年”这一列",
          en: "--filing is of \(project.filing.period); the table has to be of that period,"
            + " without a column of years"))
    }
    let (data, _, findings) = FilingBinder.bind(project.filing, to: plan, units: units)
    guard !findings.hasErrors else {
      throw CommandStop.findings(findings, sources: project.sources)
    }
    return (BatchProject(data, plan, above: table.rowSet), project.findings + findings)
  }

  private static func write(
    _ run: BatchRun, _ findings: [Finding], _ table: BatchTable, _ plan: Plan,
    _ call: Invocation
  ) throws -> ExitCode {
    let totals = BatchTotals(
      run: run, columns: run.columns(plan), enterpriseHeading: table.enterpriseHeading)
    let bytes = totals.csv
    let out = call.value("--out")
    if let out { try OutputFiles.write(bytes, to: out) }
    let isMissing = run.lines.contains {
      $0.isSpoiled || $0.values.joined().contains { $0.value == nil }
    }
    let found = call.code(findings)
    let code = found == .clean && isMissing ? ExitCode.failed : found
    let enterprises = Set(run.lines.map(\.enterprise)).count
    if call.isJSON {
      call.write(
        .members([
          "methodology": .text(plan.methodology), "lines": .integer(run.count),
          "enterprises": .integer(enterprises), "out": .optional(out),
          "totals": .array(totals.json),
        ]), findings, sources: { _ in nil })
      return code
    }
    if let out {
      let year = Set(run.lines.map(\.period)).count
      call.line(
        call.say(
          "读入 \(run.count) 行，\(enterprises) 家企业，\(year) 个报告期；总量写在 \(out)",
          "\(run.count) lines, \(enterprises) enterprises, \(year) periods; totals in \(out)"))
    } else {
      call.console.out(String(decoding: bytes.dropFirst(3), as: UTF8.self))
    }
    if !findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: { _ in nil })
      let text = "\n" + FindingDigest(printer: printer).text(findings)
      // Totals on the screen are for programs to read on.
      if out == nil { call.console.note(text) } else { call.console.out(text) }
    }
    return code
  }
}
