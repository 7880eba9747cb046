import Diagnostics
import Dispatch
import RuleLanguage
import RulePlan
import Synchronization

/// `mrv mutate`: whether cases notice mistakes in the rules.
enum MutateCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "mutate",
      summary: Wording(
        zh: "往规则里放错误，看案例能否发现", en: "put mistakes into rules and see whether cases notice"),
      operands: "[METHOD|modules/NAME …]", count: 0...64,
      options: [
        OptionSpec("--limit", "N", zh: "每个文件夹最多 N 处错误", en: "at most N mistakes a folder"),
        OptionSpec("--seed", "N", zh: "决定选哪些错误，缺省 1", en: "decides which are chosen; 1 if missing"),
        OptionSpec("--kind", "KIND", zh: "只放这一类错误", en: "only mistakes of this kind"),
        OptionSpec(
          "--at-least", "PERCENT", zh: "得分低于此数时退出码为 1，缺省 95",
          en: "exit with 1 where the score is lower; 95 if missing"),
        OptionSpec(
          "--record", "FILE", zh: "把得分和所测规则的哈希记入 FILE，供覆盖表引用",
          en: "keep score and hash of the rules in FILE, for the page of coverage"),
      ],
      details: Wording(
        zh: """
          丢掉 44/12、乘写成除、改一位数字、MWh 写成 kWh、漏掉一项……规则文件本身不改。
          列出编译和案例发现的数目、得分和漏过的错误；漏过的，应补一个案例。
          --record 只记全部错误的得分，不与 --limit、--kind 同用。
          KIND：
          \(kinds)
          """,
        en: """
          44/12 dropped, × for ÷, a digit changed, kWh for MWh, a term left out … The files are not
          changed. Lists how many the compiler and the cases notice, the score, and what survived:
          each survivor wants a case. --record takes only the score of all mistakes, so it does
          not go with --limit or --kind.
          KIND:
          \(kinds)
          """),
      examples: [
        .init(
          "mrv mutate sectors/other-industries/2015", zh: "一个方法学的全部错误",
          en: "all mistakes of a methodology"),
        .init(
          "mrv mutate modules/fuel-combustion --limit 50 --kind dropped-molar",
          zh: "一个模块，只丢摩尔质量比", en: "a module, molar ratios dropped"),
      ]),
    run: run)

  private static var kinds: String {
    let names = RuleFault.Kind.allCases.map(\.rawValue).joined(separator: " ")
    return String(TextWrap.lines(names, width: 90, indent: 2).dropLast())
  }

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library(cases: true)
    let floor = try number(call, "--at-least", 0...100) ?? 95
    let options = try options(call)
    let folders = try folders(call, library)
    var record = try record(call, options)
    let console = call.console
    let what = call.say("错误", "mistakes")
    var reports: [MutationReport] = []
    for folder in folders {
      let progress = Mutex(Progress(console, "\(folder) \(what)", total: 0))
      reports.append(
        Blocking.run {
          await Mutation.run(folder, in: library, options) { done, total in
            progress.withLock { $0.reached(done, of: total) }
          }
        })
      guard let report = reports.last else { continue }
      if !call.isJSON { call.console.out(report.text(call.language)) }
      if let path = call.value("--record") {
        // After each folder: what took an hour is not lost with what comes behind it.
        record.add(report, in: library)
        try OutputFiles.write(record.text(), to: path)
      }
    }
    if call.isJSON { call.console.out(JSON.array(reports.map(\.json)).text(linesTo: 3) + "\n") }
    return reports.allSatisfy { $0.score >= floor * 10 } ? .clean : .failed
  }

  /// The record that `--record` names, as it is now.
  private static func record(
    _ call: Invocation, _ options: Mutation.Options
  ) throws -> MutationRecord {
    guard let path = call.value("--record") else { return MutationRecord() }
    guard options.limit == nil, options.kinds.isEmpty else {
      throw CommandStop.usage(
        Wording(
          zh: "--record 记的是全部错误的得分，请去掉 --limit、--kind",
          en: "--record keeps the score of all mistakes; leave out --limit and --kind"))
    }
    guard let record = MutationRecord.read(path) else {
      throw CommandStop.failed(
        Wording(
          zh: "\(path) 不是 mrv mutate --record 写的文件，没有改动它",
          en: "\(path) was not written by mrv mutate --record and is left as it is"))
    }
    return record
  }

  private static func options(_ call: Invocation) throws -> Mutation.Options {
    var kinds: Set<RuleFault.Kind> = []
    for word in call.arguments.options["--kind"] ?? [] {
      guard let kind = RuleFault.Kind(rawValue: word) else {
        let near = Nearest.names(to: word, among: RuleFault.Kind.allCases.map(\.rawValue))
        throw CommandStop.usage(
          Wording(
            zh: "没有“\(word)”这一类错误" + (near.isEmpty ? "" : "；是否指 \(near[0])？"),
            en: "there is no kind “\(word)”" + (near.isEmpty ? "" : "; did you mean \(near[0])?")))
      }
      kinds.insert(kind)
    }
    return Mutation.Options(
      limit: try number(call, "--limit", 0...1_000_000),
      seed: UInt64(try number(call, "--seed", 0...Int.max) ?? 1), kinds: kinds)
  }

  private static func number(
    _ call: Invocation, _ option: String, _ range: ClosedRange<Int>
  ) throws -> Int? {
    guard let text = call.value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw CommandStop.usage(
        Wording(
          zh: "\(option) 后面是不小于 \(range.lowerBound) 的整数，不是“\(text)”",
          en: "\(option) takes a whole number of at least \(range.lowerBound), not “\(text)”"))
    }
    return number
  }

  private static func folders(_ call: Invocation, _ library: MethodLibrary) throws -> [String] {
    let known = Mutation.folders(in: library)
    if call.operands.isEmpty { return known }
    return try call.operands.flatMap { word -> [String] in
      let name = MethodNames.cleaned(word)
      if known.contains(name) { return [name] }
      if name.hasPrefix("modules") {
        let near = Nearest.names(to: name, among: known)
        throw CommandStop.usage(
          Wording(
            zh: "规则库里没有模块“\(name)”" + (near.isEmpty ? "" : "；是否指 \(near[0])？"),
            en: "the library has no module “\(name)”"
              + (near.isEmpty ? "" : "; did you mean \(near[0])?")))
      }
      return try MethodNames(library: library).all(name)
    }
  }
}

/// Waits for what runs in tasks; for the one thread that the program starts with.
enum Blocking {
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () async -> Result
  ) -> Result {
    let box = Box<Result>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      let result = await body()
      box.result.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    while true {
      // The signal comes after the result: this loop ends at once.
      if let result = box.result.withLock({ $0 }) { return result }
    }
  }

  private final class Box<Result: Sendable>: Sendable {
    let result = Mutex<Result?>(nil)
  }
}
