import Diagnostics
import RuleLanguage
import RulePlan

/// `mrv show`: a methodology for people to read.
enum ShowCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "show",
      summary: Wording(zh: "显示一个方法学，或查找因子", en: "show a methodology, or look up factors"),
      operands: "METHOD | factors [WORD …]", count: 1...9,
      options: [
        OptionSpec("--table", "ID", zh: "只显示一张表的全部行", en: "show all rows of one table"),
        OptionSpec(
          "--flat", zh: "显示合并了上一版本和模块之后的完整规则文件",
          en: "show the whole rule file, base editions and modules taken in"),
        OptionSpec("--plan", zh: "显示编译后的程序及其哈希", en: "show the compiled program and its hash"),
      ],
      details: Wording(
        zh: """
          显示排放源、要填的数据（单位、取值方式、如何测量）、公式、结果、表、核查规则、条款清单、缺口。
          factors 按燃料、气体、地区（省份也找所在区域电网）、年份、表名查找：同时符合所有 WORD 的因子、常数、
          全球变暖潜势，给出数值、单位、有效日期、证据、文件、哪些方法学使用；失效或被替代的写明由什么替代。
          不写 WORD 则列出所有的表。
          """,
        en: """
          Shows sources, data to supply (unit, alternatives, measurement), formulas, figures,
          tables, checks, clauses and holes. `factors` looks for what fits all WORDs (fuel, gas,
          place, a province also by the region of its grid, year, table) among factors, constants
          and global warming potentials of the library: value, unit, dates, evidence, document,
          which methodologies use it, and what took the place of what holds no longer. Without
          WORD it lists the tables.
          """),
      examples: [
        .init("mrv show sectors/other-industries/2015", zh: "一个方法学", en: "a methodology"),
        .init(
          "mrv show sectors/other-industries/2015 --table fuels-ncsc", zh: "一张因子表",
          en: "one table of factors"),
        .init("mrv show factors 烟煤", zh: "各方法学里烟煤的缺省值", en: "defaults of 烟煤 in all tables"),
        .init(
          "mrv show factors electricity 广东 2022", zh: "广东 2022 年的电力因子",
          en: "factors of electricity for 广东, 2022"),
        .init("mrv show sectors/power/mee-2022 --flat", zh: "完整的规则文件", en: "the whole rule file"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library()
    if call.operands[0] == "factors" {
      return try FactorSearch(library: library).show(call)
    }
    if call.operands.count > 1 {
      throw CommandStop.usage(
        Wording(
          zh: "多出“\(call.operands[1])”；用法：mrv show METHOD，或 mrv show factors WORD",
          en: "“\(call.operands[1])” is too much: mrv show METHOD, or mrv show factors WORD"))
    }
    let choice = try MethodNames(library: library).find(call.operands[0])
    if call.has("--flat") {
      let (text, findings) = FlatEdition.text(choice.id, in: library.files)
      guard let text else {
        throw CommandStop.findings(findings, sources: { library.source($0) })
      }
      let file = choice.id + "/methodology.xml"
      call.console.out(RuleFormatter.format(Array(text.utf8), file: file).text ?? text)
      return .clean
    }
    let (method, plan) = try library.usable(choice.id)
    if call.has("--plan") {
      call.console.out(call.isJSON ? plan.json() : plan.text())
      return .clean
    }
    if let id = call.value("--table") {
      call.console.out(try table(id, plan, call.language))
      return .clean
    }
    let page = MethodPage(method, plan, call.language)
    call.console.out(call.isJSON ? MethodJSON.text(method, plan) : page.text())
    return .clean
  }

  private static func table(_ id: String, _ plan: Plan, _ language: Language) throws -> String {
    guard let table = plan.tables.first(where: { $0.id == id }) else {
      let near = Nearest.names(to: id, among: plan.tables.map(\.id))
      let list = (near.isEmpty ? plan.tables.map(\.id) : near).joined(separator: "、")
      throw CommandStop.usage(
        Wording(
          zh: "方法学里没有表“\(id)”；有：\(list)",
          en: "the methodology has no table “\(id)”; it has: \(list)"))
    }
    return TablePage(table, language).text()
  }
}
