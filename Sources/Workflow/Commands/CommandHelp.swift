import Diagnostics

/// Help texts, made from the descriptions of the commands.
enum CommandHelp {
  /// What `mrv help` shows.
  static func overview(_ specs: [CommandSpec], _ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var text = say(
      "mrv：温室气体排放的监测、报告与核查\n\n用法：mrv 命令 [选项] …\n\n命令：\n",
      "mrv: monitoring, reporting and verification of greenhouse-gas emissions\n\n"
        + "usage: mrv COMMAND [options] …\n\ncommands:\n")
    var table = TextTable()
    for spec in specs { table.add(["  " + spec.name, spec.summary.text(language)]) }
    table.add(["  help", say("显示说明：mrv help 命令", "show help: mrv help COMMAND")])
    text += table.text
    text += say("\n所有命令都有的选项：\n", "\noptions of every command:\n")
    text += options(OptionSpec.everywhere, language)
    text += options(
      [OptionSpec("--version", zh: "显示版本", en: "show the version")], language, beside: true)
    text += say(
      """

      退出码：
        0  完成
        1  未完成，或有案例不通过
        2  用法有误
        3  有错误级发现（--strict：警告也算）
        70 程序内部错误

      """,
      """

      exit codes:
        0  done
        1  not done, or a case failed
        2  usage
        3  findings of severity error (--strict: warnings too)
        70 a fault of this program

      """)
    return text
  }

  /// What `mrv COMMAND --help` shows.
  static func text(_ spec: CommandSpec, _ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var text = "mrv \(spec.name)\(say("：", ": "))\(spec.summary.text(language))\n\n"
    let operands = spec.operands.isEmpty ? "" : " " + spec.operands
    text += say("用法：", "usage: ") + "mrv \(spec.name)\(operands) \(say("[选项]", "[options]"))\n"
    if let details = spec.details { text += "\n" + details.text(language) + "\n" }
    text += say("\n选项：\n", "\noptions:\n") + options(spec.allOptions, language)
    if !spec.examples.isEmpty {
      text += say("\n例：\n", "\nexamples:\n")
      for example in spec.examples {
        text += "  \(example.line)\n      \(example.meaning.text(language))\n"
      }
    }
    return text
  }

  private static func options(
    _ options: [OptionSpec], _ language: Language, beside: Bool = false
  ) -> String {
    var table = TextTable()
    for option in options {
      let value = option.placeholder.map { " \($0)" } ?? ""
      var name = "  " + option.name + value
      // One column with the options above it.
      if beside { name += String(repeating: " ", count: max(0, 15 - name.count)) }
      table.add([name, option.help.text(language)])
    }
    return table.text
  }
}
