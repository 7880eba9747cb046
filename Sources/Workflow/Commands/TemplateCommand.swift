import Diagnostics
import Exchange
import Quantities
import RulePlan

/// `mrv template`: empty tables to fill in.
enum TemplateCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "template",
      summary: Wording(zh: "生成填报用的空表", en: "make empty tables to fill in"),
      operands: "METHOD", count: 1...1,
      options: [
        OptionSpec.out, OptionSpec.period,
        OptionSpec("--force", zh: "覆盖已有的文件", en: "replace files that exist"),
      ],
      details: Wording(
        zh: """
          在 --out 指定的文件夹里写一套 CSV：filing.csv 是企业和报告期，每个排放源或设备一张表，
          register.csv 写取值方式和凭据，samples.csv 写检测报告，cells.csv 声明不涉及的项。
          填写说明.txt 逐列说明填什么。用 Excel 或 WPS 打开填写，另存仍为 CSV，再运行
          mrv calculate。METHOD 有几个版本时按 --period 选定。
          """,
        en: """
          Writes CSV tables into the folder --out: filing.csv for the enterprise and the period, one
          table for each kind of rows, register.csv for choices and evidence, samples.csv for
          laboratory reports, cells.csv for what does not occur. 填写说明.txt tells what goes into
          each column. Fill them in, keep them CSV and run mrv calculate. Where METHOD has several
          editions, --period decides.
          """),
      examples: [
        .init(
          "mrv template sectors/other-industries/2015 --out data", zh: "写到文件夹 data",
          en: "into the folder data"),
        .init(
          "mrv template sectors/power --period 2023 --out data", zh: "2023 年适用的版本，每月一行",
          en: "the edition for 2023, a line a month"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let folder = try call.out()
    let library = try call.library()
    let stated = try call.period()
    let choice = try MethodNames(library: library).find(call.operands[0], period: stated)
    if let reason = choice.reason { call.console.note(reason.text(call.language) + "\n") }
    let (method, plan) = try library.usable(choice.id)
    guard let period = stated ?? CaseRunner.period(of: method) else { return .failed }
    let files = FilingTemplate.files(for: plan, period: period)
    for file in files { _ = try OutputFiles.free(folder, file.name, force: call.has("--force")) }
    for file in files {
      let path = try OutputFiles.free(folder, file.name, force: true)
      try OutputFiles.write(file.bytes, to: path)
      call.line(path)
    }
    return .clean
  }
}
