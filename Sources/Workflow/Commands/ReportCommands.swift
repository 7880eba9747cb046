import Diagnostics
import Reporting
import RulePlan

/// `mrv report`: the annual report of a filing.
enum ReportCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "report",
      summary: Wording(zh: "生成年度排放报告", en: "write the annual emission report"),
      operands: "[METHOD] FILING", count: 1...2,
      options: [.out, .period, .allowRecalled],
      details: Wording(
        zh: """
          在 --out 指定的文件夹里写 report.html：官方报告表、每个数的计算过程、各项规则和因子的来源状态、
          全部发现。用到凭记忆写下的因子时每页标“试算稿”。已有的 report.html 会被替换。
          """,
        en: """
          Writes report.html into the folder --out: the official tables, how each figure came about,
          how well rules and factors are known, and all findings. A report that rests on recalled
          factors is marked as a trial on each page. An earlier report.html is replaced.
          """),
      examples: [
        .init(
          "mrv report sectors/other-industries/2015 data/ --out report", zh: "写 report/report.html",
          en: "writes report/report.html")
      ]),
    run: { call in
      try DocumentCall.run(call) { Documents.report($0, in: $1, language: $2, reading: $3) }
    })
}

/// `mrv checklist`: what a verifier looks at.
enum ChecklistCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "checklist",
      summary: Wording(zh: "生成核查清单", en: "write the verification checklist"),
      operands: "[METHOD] FILING", count: 1...2,
      options: [.out, .period, .allowRecalled],
      details: Wording(
        zh: """
          在 --out 指定的文件夹里写 checklist.html 和 checklist.txt：按文件评审表的行，
          以吨数乘风险排序，列出要查看的记录、已有的疑点、抽样和接受标准。
          """,
        en: """
          Writes checklist.html and checklist.txt into the folder --out: by the rows of the desk
          review, ranked by tonnes and risk, with records, doubts, sampling and what is accepted.
          """),
      examples: [
        .init(
          "mrv checklist sectors/other-industries/2015 data/ --out review",
          zh: "写 review/checklist.html 和 .txt", en: "writes review/checklist.html and .txt")
      ]),
    run: { call in
      try DocumentCall.run(call) { Documents.checklist($0, in: $1, language: $2, reading: $3) }
    })
}

/// What commands that write documents have in common.
enum DocumentCall {
  /// Computes the filing, writes the documents and lists their paths.
  static func run(
    _ call: Invocation, _ make: (Calculation, MethodLibrary, Language, [Finding]) -> [DocumentFile]
  ) throws -> ExitCode {
    let folder = try call.out()
    let (reading, calculation) = try CalculationCall.run(call)
    for file in make(calculation, try call.library(), call.language, reading.findings) {
      let path = try OutputFiles.free(folder, file.name, force: true)
      try OutputFiles.write(file.bytes, to: path)
      call.line(path)
    }
    let findings = reading.findings + calculation.findings
    if !findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: reading.sources)
      call.console.note(printer.summary(findings) + "\n")
    }
    return call.code(findings)
  }
}
