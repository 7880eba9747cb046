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
      options: [.out, FormatOption.spec(formats), .period, .allowRecalled],
      details: Wording(
        zh: """
          在 --out 指定的文件夹里写 report.*：官方报告表、每个数的计算过程、各项规则和因子的来源状态、
          全部发现。HTML 里每个数可以点开；PDF 和 DOCX 用于打印报送；XLSX 的公式可以重算；XML 和 JSON
          供程序读取。用到凭记忆写下的因子时每页标“试算稿”。已有的文件会被替换。
          """,
        en: """
          Writes report.* into the folder --out: the official tables, how each figure came about,
          how well rules and factors are known, and all findings. Values open in HTML; PDF and DOCX
          are for paper; XLSX has live formulas; XML and JSON are for programs. A report that rests
          on recalled factors is marked as a trial on each page. Earlier files are replaced.
          """),
      examples: [
        .init(
          "mrv report sectors/other-industries/2015 data/ --out report",
          zh: "写 report/report.html、.pdf、.docx、.xlsx、.xml、.json",
          en: "writes report/report.html, .pdf, .docx, .xlsx, .xml, .json"),
        .init("mrv report data/ --out report --format pdf,docx", zh: "只要这两种", en: "only these"),
      ]),
    run: { call in
      try DocumentCall.run(call, name: "report", usual: formats) {
        Documents.report($0, in: $1, language: $2, reading: $3)
      }
    })

  private static let formats: [DocumentFormat] = [.html, .pdf, .docx, .xlsx, .xml, .json]
}

/// `mrv checklist`: what a verifier looks at.
enum ChecklistCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "checklist",
      summary: Wording(zh: "生成核查清单", en: "write the verification checklist"),
      operands: "[METHOD] FILING", count: 1...2,
      options: [.out, FormatOption.spec(formats), .period, .allowRecalled],
      details: Wording(
        zh: """
          在 --out 指定的文件夹里写 checklist.*：按文件评审表的行，
          以吨数乘风险排序，列出要查看的记录、已有的疑点、抽样和接受标准。
          """,
        en: """
          Writes checklist.* into the folder --out: by the rows of the desk review, ranked by
          tonnes and risk, with records, doubts, sampling and what is accepted.
          """),
      examples: [
        .init(
          "mrv checklist sectors/other-industries/2015 data/ --out review",
          zh: "写 review/checklist.html、.pdf、.docx、.txt",
          en: "writes review/checklist.html, .pdf, .docx, .txt")
      ]),
    run: { call in
      try DocumentCall.run(call, name: "checklist", usual: formats) {
        Documents.checklist($0, in: $1, language: $2, reading: $3)
      }
    })

  private static let formats: [DocumentFormat] = [.html, .pdf, .docx, .text]
}

/// What commands that write documents have in common.
enum DocumentCall {
  /// Computes the filing, writes its document in the formats asked for and lists their paths.
  static func run(
    _ call: Invocation, name: String, usual: [DocumentFormat],
    _ make: (Calculation, MethodLibrary, Language, [Finding]) -> Document
  ) throws -> ExitCode {
    let folder = try call.out()
    let formats = try FormatOption.formats(call, usual: usual)
    let (reading, calculation) = try CalculationCall.run(call)
    let document = make(calculation, try call.library(), call.language, reading.findings)
    let made = try write(document, name: name, formats, to: folder, call)
    let findings = reading.findings + calculation.findings
    let printer = FindingPrinter(call.language, sources: reading.sources)
    if !made.isEmpty { call.console.note(printer.text(made)) }
    if !(findings + made).isEmpty { call.console.note(printer.summary(findings + made) + "\n") }
    return call.code(findings + made)
  }

  /// Writes a document in some formats and lists the paths; what was found meanwhile.
  static func write(
    _ document: Document, name: String, _ formats: [DocumentFormat], to folder: String,
    _ call: Invocation
  ) throws -> [Finding] {
    let set: DocumentSet
    do {
      set = try DocumentSet.make(document, name: name, formats: formats)
    } catch {
      throw CommandStop.failed(
        Wording(zh: "文件生成失败：\(error)", en: "the file cannot be made: \(error)"))
    }
    for file in set.files {
      let path = try OutputFiles.free(folder, file.name, force: true)
      try OutputFiles.write(file.bytes, to: path)
      call.line(path)
    }
    return set.findings
  }
}
