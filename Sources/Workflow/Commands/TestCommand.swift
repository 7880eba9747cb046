import Diagnostics
import Dispatch
import Synchronization

/// `mrv test`: runs the worked examples of the rule library.
enum TestCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "test",
      summary: Wording(zh: "运行案例和核查规则的例子", en: "run the cases and the examples of checks"),
      operands: "[METHOD|PATH]", count: 0...1,
      options: [
        OptionSpec(
          "--filter", "TEXT", zh: "只运行名称含 TEXT 的", en: "only those whose name contains TEXT"),
        OptionSpec(
          "--junit", "FILE", zh: "另写一份 JUnit 格式的结果", en: "write the results as JUnit, too"),
        OptionSpec(
          "--export", "FILE", zh: "另写出每个案例的程序、数据和结果，供独立复算程序核对",
          en: "write plan, data and results of each case for the independent evaluator"),
        OptionSpec("--timing", zh: "列出最慢的十个", en: "list the ten slowest"),
      ],
      details: Wording(
        zh: """
          METHOD 是方法学或其上级文件夹，PATH 是规则库里的一个案例；都不写则运行全部。
          核查规则的例子也算案例，名为 METHOD/checks/规则#序号。最后一行总是“N passed, N failed”。
          """,
        en: """
          METHOD is a methodology or a folder of several, PATH a case of the library; else all run.
          Examples of checks count as cases: METHOD/checks/ID#n. The last line is always
          "N passed, N failed".
          """),
      examples: [
        .init("mrv test", zh: "全部案例", en: "all cases"),
        .init("mrv test sectors/power", zh: "发电各版本的案例", en: "the cases of all power editions"),
        .init(
          "mrv test --filter steam --timing", zh: "名称含 steam 的，并列出最慢的",
          en: "those with steam in their name, with the slowest"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let runner = CaseRunner(try call.library(cases: true))
    let names = try names(call, runner)
    if names.isEmpty {
      throw CommandStop.usage(Wording(zh: "没有符合条件的案例", en: "no case fits"))
    }
    let outcomes = run(names, runner, call)
    if call.isJSON {
      call.console.out(TestReport.json(outcomes).text(linesTo: 2) + "\n")
    } else {
      call.console.out(TestReport.text(outcomes, call.language))
    }
    if call.has("--timing"), !call.isJSON {
      call.console.out(TestReport.slowest(outcomes, call.language))
    }
    if let path = call.value("--junit") {
      try OutputFiles.write(TestReport.junit(outcomes), to: path)
    }
    if let path = call.value("--export") {
      var text = ""
      ConformanceExport.lines(runner.library, matching: call.value("--filter")) {
        text += $0 + "\n"
      }
      try OutputFiles.write(text, to: path)
    }
    let failed = outcomes.count { !$0.failures.isEmpty }
    if !call.isJSON { call.line("\(outcomes.count - failed) passed, \(failed) failed") }
    return failed == 0 ? .clean : .failed
  }

  /// Runs the cases on all cores; the outcomes are in the order of the cases.
  private static func run(
    _ items: [Item], _ runner: CaseRunner, _ call: Invocation
  ) -> [CaseRunner.Outcome] {
    let console = call.console
    let what = call.say("案例", "cases")
    let state = Mutex(
      Running(
        outcomes: [CaseRunner.Outcome?](repeating: nil, count: items.count),
        progress: Progress(console, what, total: items.count)))
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
      let outcome = items[index].run(runner)
      state.withLock { state in
        state.outcomes[index] = outcome
        state.done += 1
        state.progress.reached(state.done)
      }
    }
    return state.withLock { $0.outcomes.compactMap { $0 } }
  }

  private struct Running {
    var outcomes: [CaseRunner.Outcome?]
    var progress: Progress
    var done = 0
  }

  /// Something that can be run: a case file or an example of a check.
  private enum Item: Sendable {
    case file(String)
    case example(CheckExample)

    var name: String {
      switch self {
      case .file(let path): path
      case .example(let example): example.name
      }
    }

    func run(_ runner: CaseRunner) -> CaseRunner.Outcome {
      switch self {
      case .file(let path): runner.run(path)
      case .example(let example): runner.run(example)
      }
    }
  }

  private static func names(_ call: Invocation, _ runner: CaseRunner) throws -> [Item] {
    let library = runner.library
    var methods = library.methodologies
    var paths = library.files.paths.filter { $0.hasSuffix(".case") }
    if let word = call.operands.first {
      if word.hasSuffix(".case") {
        let found = paths.filter {
          word == $0 || word.hasSuffix("/" + $0) || $0.hasSuffix("/" + word)
        }
        guard !found.isEmpty else {
          throw CommandStop.usage(
            Wording(zh: "规则库里没有案例“\(word)”", en: "the rule library has no case “\(word)”"))
        }
        paths = found
        methods = []
      } else {
        methods = try MethodNames(library: library).all(word)
        paths = methods.flatMap { library.cases(of: $0) }
      }
    }
    library.compileAll(methods)
    var items = paths.map { Item.file($0) }
    for id in methods {
      items += CheckExample.all(of: id, in: library).map { Item.example($0) }
    }
    if let filter = call.value("--filter") { items = items.filter { $0.name.contains(filter) } }
    return items
  }
}
