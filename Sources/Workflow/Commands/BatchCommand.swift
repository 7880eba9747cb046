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
        .period, .allowRecalled,
      ],
      details: Wording(
        zh: """
          FILE.csv 与 mrv template 生成的一张表相同，只是一个文件里有许多企业：多一列“企业”（或企业ID、
          统一社会信用代码），多一列“年”（或用 --period 指明）。行的顺序不限，同一企业的行不必相邻。
          不写最内层的行名（如“台账行”一列）时，每一行自成一行，可读任意大的文件而不占内存。
          方法学的其他表视为没有数据。各家企业的检查规则不在此运行，请用 mrv calculate。
          有读不懂的内容的企业不给出总量，注明“有错误”；全部发现按行列出。
          """,
        en: """
          FILE.csv is a table as mrv template makes it, with many enterprises in one file: a column
          more names the enterprise (企业, 企业ID, enterprise), one the year (年, year; or --period).
          Lines may stand in any order. Without the key of the innermost rows each line is a row of
          its own, and files of any size are read in little memory.
          The methodology's other tables count as not filled in. Checks of single filings are not
          run here: see mrv calculate. An enterprise with lines that cannot be read has no totals;
          all findings are listed by line.
          """),
      examples: [
        .init(
          "mrv batch sectors/other-industries/2015 2024.csv --out totals.csv",
          zh: "每家企业每年一行总量", en: "a line of totals for each enterprise and year"),
        .init(
          "mrv batch sectors/power all.csv --period 2023 --table unit",
          zh: "指明年份和是哪一张表", en: "states the year and the table"),
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
    let period = try call.period()
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
    let run = BatchRun.run(
      table, plan: plan, units: library.units,
      threads: min(mostThreads, ProcessInfo.processInfo.activeProcessorCount))
    return try write(run, heading + run.findings, table, plan, call)
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

/// The totals of a batch as a table.
struct BatchTotals {
  let run: BatchRun
  /// The figures, those of calendar years once for each year.
  let columns: [(figure: Int, year: Int?)]
  /// What the enterprises' column is called.
  let enterpriseHeading: String

  /// The table: a line for each enterprise and period.
  var csv: [UInt8] {
    var writer = CSVWriter()
    var head = [enterpriseHeading, "报告期"]
    for (place, year) in columns {
      let figure = run.figures[place]
      let unit = figure.unit.map { $0.text == "1" ? "" : " [\($0.text)]" } ?? ""
      let title = figure.title.zh == figure.symbol ? "" : figure.title.zh + " "
      head.append(title + figure.addressName + (year.map { " \($0)" } ?? "") + unit)
    }
    writer.add((head + ["说明"]).map { .text($0) })
    for line in run.lines {
      var cells: [CSVCell] = [.text(line.enterprise), .text(line.period.description)]
      for column in columns { cells.append(cell(line, column)) }
      cells.append(note(line).map { .text($0) } ?? .empty)
      writer.add(cells)
    }
    return writer.bytes
  }

  private func cell(_ line: BatchRun.Line, _ column: (figure: Int, year: Int?)) -> CSVCell {
    let slot = column.year.map { $0 - line.period.from.year } ?? 0
    let values = line.values[column.figure]
    guard !line.isSpoiled, values.indices.contains(slot) else { return .empty }
    let (state, value) = values[slot]
    switch value {
    case .number(let number): return .number(number.description)
    case .flag(let flag): return .text(flag ? "是" : "否")
    case .text(let text): return .text(text)
    case .date(let day): return .text(day.description)
    case .reference, nil: return state == .notOccurring ? .text("不涉及") : .empty
    }
  }

  /// Why a line has not all its figures; nil where it has.
  private func note(_ line: BatchRun.Line) -> String? {
    if line.isSpoiled || line.values.joined().contains(where: { $0.state == .poisoned }) {
      return "有错误"
    }
    return line.values.joined().contains { $0.state == .absent } ? "缺数据" : nil
  }

  /// The same for programs.
  var json: [JSON] {
    run.lines.map { line in
      .members([
        "enterprise": .text(line.enterprise), "period": .text(line.period.description),
        "spoiled": .flag(line.isSpoiled),
        "figures": .array(
          zip(run.figures, line.values).flatMap { figure, values in
            values.enumerated().map { slot, value in
              var text: String?
              if !line.isSpoiled, case .number(let number) = value.value {
                text = number.description
              }
              let year = columns.contains {
                $0.year != nil && run.figures[$0.figure].id == figure.id
              }
              return .members([
                "id": .text(figure.id),
                "vintage": year ? .text(line.period.name(.calendarYear, slot)) : nil,
                "state": .text(value.state.name), "value": .optional(text),
              ])
            }
          }),
      ])
    }
  }
}
