import Diagnostics
import Exchange
import OfficeFiles
import Quantities
import RulePlan

/// `mrv template`: an empty workbook, or empty tables, to fill in.
enum TemplateCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "template",
      summary: Wording(zh: "生成填报用的空表", en: "make empty tables to fill in"),
      operands: "METHOD", count: 1...1,
      options: [
        OptionSpec(
          "--out", "FILE|DIR", zh: "写成哪个 .xlsx 文件，或写到哪个文件夹",
          en: "the .xlsx file, or the folder, that is written"),
        OptionSpec.period,
        OptionSpec("--format", "xlsx|csv", zh: "工作簿（缺省）或一套 CSV", en: "a workbook, or CSV tables"),
        OptionSpec("--force", zh: "覆盖已有的文件", en: "replace files that exist"),
      ],
      details: Wording(
        zh: """
          生成一个 Excel 工作簿：《企业信息》，每个排放源或设备一张表（按年、按月分开），《登记表》写
          取值方式和凭据，《检测报告》，《不涉及》，《缺省值》供查阅，《填写说明》讲怎样填。下拉表、
          单位和缺省值都在里面。用 Excel 或 WPS 填好存盘，运行 mrv calculate 文件.xlsx。
          --format csv 生成一套 CSV。METHOD 有几个版本时按 --period 选定。
          """,
        en: """
          Makes a workbook: the enterprise, a sheet for each kind of rows (what is said once a year
          and month by month on sheets of their own), a register of choices and evidence, laboratory
          reports, what does not occur, defaults to look up, and how to fill it in. Fill it in,
          save it and run mrv calculate FILE.xlsx. --format csv makes CSV tables instead. Where
          METHOD has several editions, --period decides.
          """),
      examples: [
        .init(
          "mrv template sectors/other-industries/2015 --out data.xlsx", zh: "写成 data.xlsx",
          en: "into data.xlsx"),
        .init(
          "mrv template sectors/power --period 2023 --out data", zh: "2023 年适用的版本，写到文件夹 data",
          en: "the edition for 2023, into the folder data"),
        .init(
          "mrv template sectors/power --period 2023 --out data --format csv", zh: "一套 CSV 表",
          en: "CSV tables"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let target = try call.out()
    let format = call.value("--format") ?? "xlsx"
    guard ["xlsx", "csv"].contains(format) else {
      throw CommandStop.usage(
        Wording(
          zh: "--format 后面是 xlsx 或 csv，不是“\(format)”",
          en: "--format takes xlsx or csv, not “\(format)”"))
    }
    let library = try call.library()
    let stated = try call.period()
    let choice = try MethodNames(library: library).find(call.operands[0], period: stated)
    if let reason = choice.reason { call.console.note(reason.text(call.language) + "\n") }
    let (method, plan) = try library.usable(choice.id)
    guard let period = stated ?? CaseRunner.period(of: method) else { return .failed }
    guard format == "csv" else {
      return try workbook(call, FilingWorkbook.template(for: plan, period: period), target, plan)
    }
    let files = FilingTemplate.files(for: plan, period: period)
    for file in files { _ = try OutputFiles.free(target, file.name, force: call.has("--force")) }
    for file in files {
      let path = try OutputFiles.free(target, file.name, force: true)
      try OutputFiles.write(file.bytes, to: path)
      call.line(path)
    }
    return .clean
  }

  /// Writes the workbook into the file or folder that `--out` names.
  private static func workbook(
    _ call: Invocation, _ workbook: Workbook, _ target: String, _ plan: Plan
  ) throws -> ExitCode {
    let name = plan.methodology.replacing("/", with: "-") + ".xlsx"
    let isFile = target.lowercased().hasSuffix(".xlsx")
    let force = call.has("--force")
    let path =
      try isFile
      ? OutputFiles.free(target, force: force) : OutputFiles.free(target, name, force: force)
    try OutputFiles.write(try OutputFiles.bytes(workbook), to: path)
    call.line(path)
    return .clean
  }
}
