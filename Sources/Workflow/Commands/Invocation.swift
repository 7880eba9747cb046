import Diagnostics
import Quantities
import RuleLanguage
import RulePlan

/// One run of one command.
struct Invocation: Sendable {
  let spec: CommandSpec
  let arguments: CommandArguments
  let language: Language
  let surroundings: Surroundings
  let console: Console

  /// What a command may know of the machine.
  struct Surroundings: Sendable {
    var environment: [String: String]
    /// The path of the running program.
    var executable: String
    /// Seconds since 1970-01-01 00:00 UTC; only logs and what counts days are told the time.
    var clock: @Sendable () -> Int64

    /// The day in Beijing, by which terms run.
    var today: Day { Day(number: Int32(clamping: (clock() + 8 * 3600) / 86_400)) }
  }

  var operands: [String] { arguments.operands }
  var isJSON: Bool { has("--json") }

  func has(_ option: String) -> Bool { arguments.options[option] != nil }

  /// The value of an option; the last one where it was given several times.
  func value(_ option: String) -> String? { arguments.options[option]?.last }

  /// A text in the language of messages.
  func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

  /// Writes a line of the result.
  func line(_ text: String = "") { console.out(text + "\n") }

  /// The period that `--period` states; nil without the option.
  func period() throws -> Period? {
    guard let text = value("--period") else { return nil }
    guard let period = Period(text) else {
      throw CommandStop.usage(
        Wording(
          zh: "--period 后面是年份或起止月份，如 2024 或 2022-01..2022-04，不是“\(text)”",
          en: "--period takes a year or months, 2024 or 2022-01..2022-04, not “\(text)”"))
    }
    return period
  }

  /// Writes one JSON object: the members of an object, then the list of findings.
  func write(_ head: JSON, _ findings: [Finding], sources: @escaping FindingPrinter.Sources) {
    var text = head.text(linesTo: 2)
    while text.last == "\n" || text.last == "}" { text.removeLast() }
    // The findings' own object goes on where the members end.
    let list = FindingJSON(sources: sources).text(findings).dropFirst()
    console.out(text + ",\n" + list)
  }

  /// The folder that `--out` names.
  func out() throws -> String {
    guard let folder = value("--out"), !folder.isEmpty else {
      throw CommandStop.usage(
        Wording(zh: "请用 --out DIR 指明写到哪个文件夹", en: "name the folder with --out DIR"))
    }
    return folder
  }

  /// The rule library that `--methods`, `MRV_METHODS` or the place of the program leads to; with
  /// its cases for those who look at them.
  func library(cases: Bool = false) throws -> MethodLibrary {
    let given = value("--methods")
    guard
      let root = RuleFolder.locate(
        given: given, environment: surroundings.environment, executable: surroundings.executable)
    else {
      throw CommandStop.usage(Self.noLibrary(given, surroundings.environment["MRV_METHODS"]))
    }
    return MethodLibrary(root, cases: cases)
  }

  private static func noLibrary(_ given: String?, _ named: String?) -> Wording {
    let marker = RuleFolder.marker
    if let given {
      return Wording(
        zh: "“\(given)”不是规则库：里面没有 \(marker)",
        en: "“\(given)” is no rule library: it has no \(marker)")
    }
    if let named, !named.isEmpty {
      return Wording(
        zh: "环境变量 MRV_METHODS 指的“\(named)”不是规则库：里面没有 \(marker)",
        en: "“\(named)”, which MRV_METHODS names, is no rule library: it has no \(marker)")
    }
    return Wording(
      zh: "找不到规则库（含 \(marker) 的文件夹）；请用 --methods DIR 指明",
      en: "no rule library (a folder with \(marker)) was found; name it with --methods DIR")
  }

  /// The exit code that findings lead to.
  func code(_ findings: [Finding]) -> ExitCode {
    let limit: Severity = has("--strict") ? .warning : .error
    return findings.contains { $0.severity >= limit } ? .findings : .clean
  }
}
