import Diagnostics
import RulePlan

/// `mrv methods`: what the rule library holds.
enum MethodsCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "methods",
      summary: Wording(zh: "列出规则库里的方法学", en: "list the methodologies of the rule library"),
      operands: "[TEXT]", count: 0...1,
      options: [
        OptionSpec(
          "--coverage", zh: "改为列出覆盖情况（Markdown）：每个版本有什么、证据、缺口、案例、变异得分",
          en: "a page (Markdown) of what each edition has: evidence, holes, cases, mutation score"),
        OptionSpec(
          "--scores", "FILE", zh: "变异得分取自 mrv mutate --record 写的 FILE",
          en: "take mutation scores from FILE, made by mrv mutate --record"),
      ],
      details: Wording(
        zh: """
          每行一个方法学：标识、标题、适用的数据月份、状态、案例数。
          状态：transcribed 结构取自至少一份来源；unofficial 结构只凭记忆；registered 只登记，未见公式，不能计算。
          有备案的方法学还列出编号、状态（专家评估、备案、修订、失效）和取代它的版本。
          标题、标识或编号（不分大小写）含 TEXT 的才列出。
          """,
        en: """
          One methodology a line: identifier, title, data months, standing, number of cases.
          Standing: transcribed, its structure was seen in a source; unofficial, known from memory;
          registered, its formulas were not seen and it computes nothing.
          Registered ones have their number, stage and the version that supersedes them.
          With TEXT only those whose identifier, title or number (in any case) contains it.
          """),
      examples: [
        .init("mrv methods", zh: "全部方法学", en: "all methodologies"),
        .init("mrv methods 发电", zh: "标题含“发电”的", en: "those with 发电 in their title"),
        .init(
          "mrv methods --coverage --scores Conformance/mutation.json", zh: "覆盖情况",
          en: "how far the library goes"),
        .init("mrv methods 2017004-v01", zh: "按备案编号找", en: "by number of registration"),
        .init("mrv methods --json", zh: "给程序读的清单", en: "the list for programs"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library(cases: true)
    if call.has("--coverage") { return try coverage(library, call) }
    var progress = Progress(
      call.console, call.say("读取方法学", "reading methodologies"), total: library.methodologies.count)
    var entries: [(id: String, method: Method?, cases: Int, isSound: Bool)] = []
    for (index, id) in library.methodologies.enumerated() {
      let compilation = library.compile(id)
      progress.reached(index + 1)
      if let text = call.operands.first, !isMeant(text, id, compilation.method) { continue }
      entries.append(
        (id, compilation.method, library.cases(of: id).count, compilation.plan != nil))
    }
    if call.isJSON {
      call.console.out(json(entries).text(linesTo: 1) + "\n")
      return call.code(library.findings)
    }
    let registered = entries.contains { $0.method?.registration != nil }
    var table = TextTable(right: [registered ? 5 : 4])
    for entry in entries {
      let title = entry.method?.title
      let name = call.language == .english ? title?.en ?? title?.zh : title?.zh
      let unsound = call.say("不可用，见 mrv lint", "unusable, see mrv lint")
      table.add(
        [
          entry.id, name ?? "", MethodNames.applies(entry.method),
          entry.isSound ? entry.method?.standing ?? "" : unsound,
        ] + (registered ? [entry.method?.registration?.line(call.language) ?? ""] : [])
          + ["\(entry.cases)"])
    }
    if table.isEmpty {
      call.line(call.say("没有方法学", "no methodology"))
    } else {
      table.head(
        [
          call.say("标识", "id"), call.say("标题", "title"), call.say("数据月份", "data months"),
          call.say("状态", "standing"),
        ] + (registered ? [call.say("备案", "registration")] : []) + [call.say("案例", "cases")])
      call.console.out(table.text)
    }
    return call.code(library.findings)
  }

  private static func coverage(
    _ library: MethodLibrary, _ call: Invocation
  ) throws -> ExitCode {
    var scores = MutationRecord()
    if let path = call.value("--scores") {
      guard let read = MutationRecord.read(path) else {
        throw CommandStop.failed(
          Wording(
            zh: "\(path) 不是 mrv mutate --record 写的文件",
            en: "\(path) was not written by mrv mutate --record"))
      }
      scores = read
    }
    call.console.out(CoveragePage(library, scores: scores).markdown())
    return call.code(library.findings)
  }

  private static func isMeant(_ text: String, _ id: String, _ method: Method?) -> Bool {
    let number = method?.registration?.normalised
    if let number, number.contains(text.lowercased()) { return true }
    return [id, method?.title.zh, method?.title.en].compactMap { $0 }.contains { $0.contains(text) }
  }

  private static func json(
    _ entries: [(id: String, method: Method?, cases: Int, isSound: Bool)]
  ) -> JSON {
    .array(
      entries.map { entry in
        .members([
          "id": .text(entry.id),
          "title": .members([
            "zh": .optional(entry.method?.title.zh), "en": .optional(entry.method?.title.en),
          ]),
          "from": .optional(entry.method?.applies.from),
          "through": .optional(entry.method?.applies.through),
          "standing": .optional(entry.method?.standing),
          "registration": MethodJSON.registration(entry.method?.registration),
          "cases": .integer(entry.cases),
          "usable": .flag(entry.isSound),
        ])
      })
  }
}
