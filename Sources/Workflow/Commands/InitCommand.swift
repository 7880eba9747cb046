import Diagnostics
import Store

/// `mrv init`: a project file for the filings of an enterprise.
enum InitCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "init", summary: Wording(zh: "建立项目文件", en: "make a project file"),
      operands: "PROJECT.mrv", count: 1...1,
      options: [
        OptionSpec(
          "--from", "FILING", zh: "同时放入这份填报数据，作为第 1 版", en: "add this filing as revision 1"),
        OptionSpec(
          "--method", "METHOD", zh: "读这份填报数据用的方法学", en: "the methodology to read it by"),
        .evidence, .period, .author, .reason,
        OptionSpec(
          "--upgrade", zh: "把旧程序建立的项目文件升为现在的格式",
          en: "bring an older project to the present format"),
      ],
      details: Wording(
        zh: """
          项目文件把一家企业各期的填报数据、每次修改、各阶段（填报、核查、复核、核定）的改动、
          核算结果和当时的规则放在一个文件里，只增不改，审计记录能查出事后的改动。
          凡是需要填报数据的命令，都可以写 PROJECT.mrv（最新版）或 PROJECT.mrv@3（第 3 版）。
          """,
        en: """
          A project keeps an enterprise's filings, every change, what each stage changed, results
          and the rules they rest on in one file. It only grows, and its log tells tampering.
          Wherever a command takes a filing, PROJECT.mrv is its latest revision and PROJECT.mrv@3
          the third.
          """),
      examples: [
        .init("mrv init plant.mrv --author 张三", zh: "空的项目", en: "an empty project"),
        .init(
          "mrv init plant.mrv --from data/ --author 张三", zh: "连同 data 里的填报数据",
          en: "with the filing in data"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let path = call.operands[0]
    guard path.hasSuffix(StoreVersion.ending), path != StoreVersion.ending else {
      throw CommandStop.usage(
        Wording(
          zh: "项目文件的名字要以 .mrv 结尾，如 \(path).mrv",
          en: "the name of a project ends in .mrv: \(path).mrv"))
    }
    if call.has("--upgrade") { return try upgrade(path, call) }
    // What cannot be read must not leave an empty project behind.
    let material = try call.value("--from").map {
      try ImportInto.material($0, method: call.value("--method"), into: nil, call)
    }
    let note = try call.note(reason: call.value("--reason") ?? "")
    let head = try StoreCall.translate { () throws(StoreFailure) in
      try ProjectFile.create(path, note).entries().last
    }
    guard let material else {
      if call.isJSON {
        call.write(ImportInto.json(path, revision: nil, changes: 0), [], sources: { _ in nil })
      } else {
        call.line(call.say("已建立 \(path)", "made \(path)"))
        if let head { call.line(HistoryCommand.head(head, call)) }
      }
      return .clean
    }
    return try ImportInto.run(call, material, into: path)
  }

  private static func upgrade(_ path: String, _ call: Invocation) throws -> ExitCode {
    let note = try call.note(reason: call.value("--reason") ?? "")
    let applied = try StoreCall.translate { () throws(StoreFailure) in
      try ProjectFile.migrate(path, note)
    }
    call.line(
      applied.isEmpty
        ? call.say("\(path) 已是现在的格式", "\(path) has the present format")
        : call.say("已升级：", "applied: ") + applied.joined(separator: " "))
    return .clean
  }
}
