import Diagnostics
import RuleLanguage

/// The command line: finds the command, runs it, turns what stands in its way into messages.
public enum CommandLineTool {
  /// The version that `--version` tells.
  public static let version = "0.1.0"

  /// Every command in the order of the overview.
  static let commands: [Command] = [
    MethodsCommand.command, ShowCommand.command, TemplateCommand.command,
    ImportCommand.command, CompareCommand.command,
    CalculateCommand.command, BatchCommand.command, ExplainCommand.command,
    BridgeCommand.command, ReportCommand.command, ChecklistCommand.command,
    PlanCommand.command, MonthCommand.command, ConfirmCommand.command, ScopeCommand.command,
    TestCommand.command,
    LintCommand.command, FormatCommand.command, MutateCommand.command, DocCommand.command,
    NewCommand.command, InitCommand.command,
    StatusCommand.command, HistoryCommand.command, DiffCommand.command, SignCommand.command,
    BackupCommand.command, RegistryCommand.command, OffsetsCommand.command,
  ]

  /// Runs one command line.
  ///
  /// - Parameters:
  ///   - words: the words behind the program's name.
  ///   - environment: the environment's variables.
  ///   - executable: the path of the program, beside which the rule library is looked for.
  ///   - clock: seconds since 1970-01-01 00:00 UTC, for the logs of projects.
  ///   - console: where to write.
  /// - Returns: what the shell is told.
  public static func run(
    _ words: [String], environment: [String: String], executable: String,
    clock: @escaping @Sendable () -> Int64, console: Console
  ) -> ExitCode {
    var language = Language.chinese
    do {
      language = try Self.language(words)
      guard let (command, rest) = try choose(words, language, console) else { return .clean }
      let arguments = try CommandArguments.parse(rest, for: command.spec)
      if arguments.options["--help"] != nil {
        console.out(CommandHelp.text(command.spec, language))
        return .clean
      }
      try arguments.checkCount(command.spec)
      return try command.run(
        Invocation(
          spec: command.spec, arguments: arguments, language: language,
          surroundings: .init(
            environment: environment, executable: executable, clock: clock),
          console: console))
    } catch {
      return tell(error, language, console)
    }
  }

  /// The command and the words behind its name; nil where help or the version was all.
  private static func choose(
    _ words: [String], _ language: Language, _ console: Console
  ) throws -> (Command, [String])? {
    let leading = leadingOptions(words)
    guard let name = words.dropFirst(leading).first else {
      if words.contains("--version") {
        console.out("mrv \(version)\n")
      } else {
        console.out(CommandHelp.overview(commands.map(\.spec), language))
      }
      return nil
    }
    let rest = Array(words.prefix(leading)) + Array(words.dropFirst(leading + 1))
    if name == "help" {
      guard let topic = operands(rest).first else {
        console.out(CommandHelp.overview(commands.map(\.spec), language))
        return nil
      }
      console.out(CommandHelp.text(try command(named: topic).spec, language))
      return nil
    }
    return (try command(named: name), rest)
  }

  /// The words that are neither options of every command nor their values.
  private static func operands(_ words: [String]) -> [String] {
    var found: [String] = []
    var rest = words[...]
    while let word = rest.first {
      if word.hasPrefix("-") {
        rest = rest.dropFirst(leadingOptions(Array(rest.prefix(2))))
      } else {
        found.append(word)
        rest = rest.dropFirst()
      }
    }
    return found
  }

  /// How many words stand before the command's name.
  private static func leadingOptions(_ words: [String]) -> Int {
    var index = 0
    while index < words.count, words[index].hasPrefix("-") {
      let option = (OptionSpec.everywhere + [.out]).first { $0.name == words[index] }
      index += option?.placeholder == nil ? 1 : 2
    }
    return min(index, words.count)
  }

  private static func command(named name: String) throws -> Command {
    if let command = commands.first(where: { $0.spec.name == name }) { return command }
    let known = commands.map(\.spec.name)
    let longer = name.isEmpty ? [] : known.filter { $0.hasPrefix(name) }
    let near = longer.isEmpty ? Nearest.names(to: name, among: known) : longer
    let zh = near.isEmpty ? "" : "；是否指 \(near.joined(separator: "、"))？"
    let en = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
    throw CommandStop.usage(
      Wording(
        zh: "没有命令“\(name)”\(zh.isEmpty ? "；" : zh)mrv help 列出全部命令",
        en: "there is no command “\(name)”\(en.isEmpty ? ";" : en) mrv help lists them all"))
  }

  private static func language(_ words: [String]) throws -> Language {
    var language = Language.chinese
    for (index, word) in words.enumerated() {
      var value: String?
      if word == "--lang" { value = index + 1 < words.count ? words[index + 1] : "" }
      if word.hasPrefix("--lang=") { value = String(word.dropFirst("--lang=".count)) }
      guard let value else { continue }
      guard let known = Language(rawValue: value) else {
        throw CommandStop.usage(
          Wording(
            zh: "--lang 只能是 zh 或 en，不是“\(value)”", en: "--lang is zh or en, not “\(value)”"))
      }
      language = known
    }
    return language
  }

  /// Tells people why a command could not go on.
  private static func tell(
    _ error: any Error, _ language: Language, _ console: Console
  ) -> ExitCode {
    func note(_ wording: Wording) {
      let lines = wording.text(language).split(separator: "\n")
        .map { TerminalText.printable($0) }
      console.note("mrv: \(lines.joined(separator: "\n"))\n")
    }
    switch error {
    case CommandStop.usage(let wording):
      note(wording)
      return .usage
    case CommandStop.failed(let wording):
      note(wording)
      return .failed
    case CommandStop.findings(let findings, let sources):
      let printer = FindingPrinter(language, sources: sources)
      // A file of another kind leaves hundreds: the first ones tell enough.
      console.note(printer.text(Array(findings.inPrintedOrder.prefix(50))))
      if findings.count > 50 {
        note(
          Wording(
            zh: "另有 \(findings.count - 50) 个没有列出", en: "\(findings.count - 50) more are not listed")
        )
      }
      console.note(printer.summary(findings) + "\n")
      return findings.hasErrors ? .findings : .failed
    default:
      note(Wording(zh: "程序内部错误：\(error)", en: "a fault of this program: \(error)"))
      return .fault
    }
  }
}
