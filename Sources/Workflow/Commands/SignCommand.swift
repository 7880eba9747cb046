import Diagnostics
import RulePlan
import Store

/// `mrv sign`: somebody's signature under a revision.
enum SignCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "sign", summary: Wording(zh: "签署一个版本", en: "sign a revision"),
      operands: "PROJECT.mrv[@N]", count: 1...1,
      options: [
        OptionSpec(
          "--role", "ROLE", zh: "以什么身份：编制、审核、批准等", en: "as whom: compiled, checked, approved …"),
        OptionSpec("--person", "NAME", zh: "签署人（缺省：操作人）", en: "who signs (else the author)"),
        .period, .author, .reason,
      ],
      details: Wording(
        zh: """
          把签署记入审计记录，连同该版最近一次记录的核算结果。这是谁在何时认可了哪些数据的记载，
          不是电子签名法意义上的可靠电子签名。
          """,
        en: """
          Puts the signature into the log, with the latest recorded result of the revision. It says
          who agreed to which data and when; it is no electronic signature in the sense of the law.
          """),
      examples: [
        .init("mrv sign plant.mrv@3 --role 审核 --author 王五", zh: "审核第 3 版", en: "signs revision 3")
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    guard let reference = ProjectReference(call.operands[0]) else {
      throw CommandStop.usage(
        Wording(zh: "要签署的是 PROJECT.mrv 或 PROJECT.mrv@N", en: "sign PROJECT.mrv or PROJECT.mrv@N"))
    }
    guard let role = call.value("--role"), !role.isEmpty else {
      throw CommandStop.usage(
        Wording(zh: "请用 --role 写明以什么身份签署，如 审核", en: "say with --role as whom, such as 审核"))
    }
    let revision = try ProjectFilings.read(reference.path)
      .chosen(reference, period: try call.period())
    let note = try call.note(reason: call.value("--reason") ?? "")
    let person = call.value("--person") ?? note.author
    let result = try StoreCall.translate { () throws(StoreFailure) in
      let project = try ProjectFile.open(reference.path, for: .writing)
      let result = try project.results().last { $0.revision == revision.number }?.number
      _ = try project.sign(
        revision: revision.number, result: result, role: role, person: person, note)
      return result
    }
    if call.isJSON {
      let json = JSON.members([
        "project": .text(reference.path), "revision": .integer(revision.number),
        "result": .optional(result), "role": .text(role), "person": .text(person),
      ])
      call.write(json, [], sources: { _ in nil })
      return .clean
    }
    let basis =
      result.map { call.say("（核算结果 \($0)）", " (result \($0))") }
      ?? call.say("（该版没有记录核算结果）", " (no result was recorded of it)")
    let done = call.say(
      "\(person) 已签署 \(reference.path)@\(revision.number)：\(role)",
      "\(person) signed \(reference.path)@\(revision.number): \(role)")
    call.line(TerminalText.printable(done + basis))
    return .clean
  }
}
