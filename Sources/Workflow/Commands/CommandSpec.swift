import Diagnostics

/// What a command is called, takes and does; parsing and help are made from it.
struct CommandSpec: Sendable {
  let name: String
  /// One line in the overview.
  let summary: Wording
  /// What stands behind the name: `METHOD FILING`.
  let operands: String
  /// How many operands there may be.
  let count: ClosedRange<Int>
  var options: [OptionSpec] = []
  /// Paragraphs below the summary in the command's own help.
  var details: Wording?
  var examples: [Example] = []

  /// A command line and what it does.
  struct Example: Sendable {
    let line: String
    let meaning: Wording

    init(_ line: String, zh: String, en: String) {
      self.line = line
      meaning = Wording(zh: zh, en: en)
    }
  }

  /// Its own options and those that every command takes.
  var allOptions: [OptionSpec] { options + OptionSpec.everywhere }
}

/// An option; with a placeholder it takes a value.
struct OptionSpec: Sendable {
  let name: String
  let placeholder: String?
  let help: Wording

  init(_ name: String, _ placeholder: String? = nil, zh: String, en: String) {
    self.name = name
    self.placeholder = placeholder
    help = Wording(zh: zh, en: en)
  }

  /// The reporting period of tables that state none.
  static let period = OptionSpec(
    "--period", "PERIOD", zh: "报告期，如 2024 或 2022-01..2022-04", en: "2024 or 2022-01..2022-04")

  /// Where commands that make files write them.
  static let out = OptionSpec(
    "--out", "DIR", zh: "写文件的文件夹", en: "folder that files are written to")

  /// Lets methodologies of standing `unofficial` run.
  static let allowRecalled = OptionSpec(
    "--allow-recalled", zh: "允许用只凭记忆写成的方法学（非官方演示）",
    en: "let a methodology run that is known only from memory (a demonstration)")

  /// What every command takes.
  static let everywhere: [OptionSpec] = [
    OptionSpec(
      "--methods", "DIR", zh: "规则库所在文件夹（缺省：环境变量 MRV_METHODS，再到程序旁边找）",
      en: "folder of the rule library (else MRV_METHODS, then beside the program)"),
    OptionSpec(
      "--lang", "zh|en", zh: "提示信息的语言；文件和数字不变", en: "language of messages, not of documents"),
    OptionSpec("--json", zh: "给程序读的输出", en: "output for programs"),
    OptionSpec(
      "--strict", zh: "有警告时也以退出码 3 结束", en: "exit with 3 where there are warnings, too"),
    OptionSpec("--help", zh: "显示这段说明", en: "show this help"),
  ]
}

/// A command: its description and what it does.
struct Command: Sendable {
  let spec: CommandSpec
  let run: @Sendable (Invocation) throws -> ExitCode
}

/// Why a command cannot go on.
enum CommandStop: Error {
  /// The command line is wrong or names what does not exist.
  case usage(Wording)
  /// Something could not be done.
  case failed(Wording)
  /// Findings stand in the way.
  case findings([Finding], sources: FindingPrinter.Sources)
  /// A fault of this program.
  case fault(String)
}
