import Diagnostics
import Reporting
import RulePlan

/// `mrv doc`: readable pages of methodologies.
enum DocCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "doc",
      summary: Wording(zh: "生成方法学的可读网页", en: "write readable pages of methodologies"),
      operands: "[METHOD …]", count: 0...64,
      options: [.out, FormatOption.spec],
      details: Wording(
        zh: """
          每个方法学一个 HTML 文件（--format html,pdf 也要 PDF）：要填的数据、公式、核查规则、报告表格、条款
          清单、缺口、沿革、因子表，都带来源状态，便于与官方原文逐条对照。不写 METHOD 则写全部，另加 index.html。
          """,
        en: """
          One HTML file a methodology (with --format html,pdf as PDF, too): data to supply,
          formulas, checks, forms, clauses, holes, history and tables of factors, each with how
          well it is known, to be compared with the official text.
          Without METHOD all of them and an index.html.
          """),
      examples: [
        .init("mrv doc sectors/power --out pages", zh: "发电各版本", en: "all editions of power"),
        .init("mrv doc --out pages", zh: "全部方法学和目录", en: "all methodologies and an index"),
        .init(
          "mrv doc sectors/power --out pages --format html,pdf", zh: "也要 PDF", en: "as PDF, too"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let folder = try call.out()
    let library = try call.library()
    let names = MethodNames(library: library)
    let ids =
      call.operands.isEmpty
      ? library.methodologies : try call.operands.flatMap { try names.all($0) }
    var progress = Progress(call.console, call.say("网页", "pages"), total: ids.count)
    var findings: [Finding] = []
    var pages: [(id: String, method: Method)] = []
    for (index, id) in ids.enumerated() {
      let (method, plan) = try library.usable(id)
      let page = Documents.Titled(
        name: name(id),
        document: MethodDocument(
          method, plan, history: MethodHistory(id, library).blocks()
        ).document())
      findings += try DocumentCall.write(call, [page], into: folder)
      pages.append((id, method))
      progress.reached(index + 1)
    }
    if call.operands.isEmpty {
      let index = Documents.Titled(name: "index", document: index(pages))
      findings += try DocumentCall.write(call, [index], into: folder)
    }
    if !findings.isEmpty {
      call.console.note(FindingPrinter(call.language).text(findings))
    }
    return call.code(findings)
  }

  private static func name(_ id: String) -> String {
    id.split(separator: "/").joined(separator: "_")
  }

  private static func index(_ pages: [(id: String, method: Method)]) -> Document {
    let rows = pages.map { page in
      [
        TableCell([.code(name(page.id) + ".html")], .rowHeading), TableCell(page.method.title.zh),
        TableCell(MethodNames.applies(page.method)), TableCell(page.method.standing),
      ]
    }
    let head = ["文件", "标题", "数据月份", "状态"].map { TableCell($0, .columnHeading) }
    var document = Document(
      title: "方法学目录",
      blocks: [.table(DocumentTable(caption: "方法学目录", head: [head], rows: rows))])
    document.properties.kind = .method
    return document
  }
}
