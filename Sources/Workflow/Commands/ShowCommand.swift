import Diagnostics
import RulePlan

/// `mrv show`: a methodology for people to read.
enum ShowCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "show",
      summary: Wording(zh: "显示一个方法学，或查找因子", en: "show a methodology, or look up factors"),
      operands: "METHOD | factors [WORD]", count: 1...2,
      options: [
        OptionSpec("--plan", zh: "显示编译后的程序及其哈希", en: "show the compiled program and its hash"),
        OptionSpec("--table", "ID", zh: "只显示一张表", en: "show one table"),
      ],
      examples: [
        .init(
          "mrv show sectors/other-industries/2015", zh: "排放源、输入、公式、表、核查规则、条款、缺口",
          en: "sources, inputs, formulas, tables, checks, clauses, holes"),
        .init(
          "mrv show sectors/other-industries/2015 --table fuels-ncsc", zh: "一张因子表",
          en: "one table of factors"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library()
    let choice = try MethodNames(library: library).find(call.operands[0])
    let (_, plan) = try library.usable(choice.id)
    if call.has("--plan") {
      call.console.out(plan.text())
      return .clean
    }
    return .clean
  }
}
