import Diagnostics
import RuleLanguage
import RulePlan

/// `mrv lint`: compiles methodologies and tells what is wrong, doubtful or not known.
enum LintCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "lint",
      summary: Wording(zh: "检查规则文件", en: "check rule files"),
      operands: "[METHOD …]", count: 0...64,
      options: [
        OptionSpec(
          "--evidence", "FLOOR", zh: "列出证据低于 FLOOR 的内容：primary、secondary 或 recalled",
          en: "list what is known less well than FLOOR: primary, secondary or recalled"),
        OptionSpec(
          "--untouched", zh: "列出没有任何案例算到的量和取值方式",
          en: "list values and alternatives that no case comes to"),
      ],
      details: Wording(
        zh: """
          编译所写的方法学（不写则全部），列出发现，再给每个方法学一行概况：
          条款清单中已形式化的条数与总数、缺口、案例数。
          """,
        en: """
          Compiles the named methodologies (else all) and lists the findings, then a line for each:
          clauses formalised of all clauses, holes, cases.
          """),
      examples: [
        .init("mrv lint", zh: "检查整个规则库", en: "check the whole library"),
        .init(
          "mrv lint sectors/power --untouched", zh: "哪些公式还没有案例",
          en: "which formulas have no case yet"),
        .init(
          "mrv lint sectors/power/ndrc-2013 --evidence primary", zh: "列出不是从原文读到的内容",
          en: "list what was not read in the official text"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library(cases: true)
    let floor = try floor(call)
    let names = MethodNames(library: library)
    let ids =
      call.operands.isEmpty
      ? library.methodologies : try call.operands.flatMap { try names.all($0) }
    var progress = Progress(call.console, call.say("检查", "checking"), total: ids.count)
    var findings = library.findings
    var summary = TextTable(right: [1, 2, 3, 4, 5])
    var below = ""
    var entries: [JSON] = []
    var untouched = ""
    for (index, id) in ids.enumerated() {
      let compilation = library.compile(id)
      let own =
        compilation.findings
        + CheckExample.all(of: id, in: library).flatMap { $0.findings(in: library) }
      findings += own
      let facts = LintFacts(id, compilation, own, library)
      summary.add(facts.row)
      if call.has("--untouched"), compilation.plan != nil {
        untouched += CaseCoverage(id, library).text(call.language)
      }
      if let floor, let plan = compilation.plan, let method = compilation.method {
        let weak = EvidenceList(plan, method).below(floor)
        if !weak.isEmpty {
          below += call.say(
            "\(id)：证据低于 \(floor.rawValue) 的有 \(weak.count) 项\n",
            "\(id): \(weak.count) known less well than \(floor.rawValue)\n")
          below += EvidenceList.text(weak)
        }
        entries.append(facts.json(weak))
      } else {
        entries.append(facts.json(nil))
      }
      progress.reached(index + 1)
    }
    findings = findings.withoutRepetition
    if call.isJSON {
      call.write(
        .members(["methods": .array(entries)]), findings, sources: { library.source($0) })
      return call.code(findings)
    }
    let printer = FindingPrinter(call.language, sources: { library.source($0) })
    call.console.out(printer.text(findings) + below + untouched)
    summary.head([
      call.say("方法学", "methodology"), call.say("错误", "errors"), call.say("警告", "warnings"),
      call.say("条款", "clauses"), call.say("缺口", "holes"), call.say("案例", "cases"),
    ])
    call.console.out(summary.text)
    call.line(printer.summary(findings))
    return call.code(findings)
  }

  private static func floor(_ call: Invocation) throws -> Evidence? {
    guard let text = call.value("--evidence") else { return nil }
    guard let floor = Evidence(rawValue: text),
      floor != .definition, floor != .derived
    else {
      throw CommandStop.usage(
        Wording(
          zh: "--evidence 后面是 primary、secondary 或 recalled，不是“\(text)”",
          en: "--evidence takes primary, secondary or recalled, not “\(text)”"))
    }
    return floor
  }
}

/// What is counted about one methodology.
struct LintFacts {
  let id: String
  let errors: Int
  let warnings: Int
  let formalised: Int
  let clauses: Int
  let holes: Int
  let cases: Int

  init(
    _ id: String, _ compilation: Compilation, _ findings: [Finding], _ library: MethodLibrary
  ) {
    self.id = id
    errors = findings.count { $0.severity == .error }
    warnings = findings.count { $0.severity == .warning }
    let inventory = compilation.method?.clauses ?? []
    // Where the text contradicts itself a reading was chosen and formalised.
    formalised = inventory.count { $0.status == "formalised" || $0.status == "contradictory" }
    clauses = inventory.count
    holes = (compilation.method?.holes.count ?? 0) + inventory.count { $0.status == "hole" }
    cases = library.cases(of: id).count
  }

  var row: [String] {
    [id, "\(errors)", "\(warnings)", "\(formalised)/\(clauses)", "\(holes)", "\(cases)"]
  }

  func json(_ weak: [EvidenceList.Item]?) -> JSON {
    .members([
      "id": .text(id), "errors": .integer(errors), "warnings": .integer(warnings),
      "formalised": .integer(formalised), "clauses": .integer(clauses), "holes": .integer(holes),
      "cases": .integer(cases), "below": weak.map { .array($0.map(\.json)) },
    ])
  }
}

extension [Finding] {
  /// The findings without those that are equal to an earlier one: shared files are read often.
  var withoutRepetition: [Finding] {
    var seen: Set<Finding> = []
    return filter { seen.insert($0).inserted }
  }
}
