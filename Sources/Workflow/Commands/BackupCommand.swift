import Diagnostics
import RulePlan
import Store

/// `mrv backup`: a verified copy of a project.
enum BackupCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "backup", summary: Wording(zh: "备份项目文件并核对", en: "copy a project and verify the copy"),
      operands: "PROJECT.mrv FILE", count: 2...2,
      details: Wording(
        zh: """
          别人正在写入时也可以备份，得到的是某一时刻的完整副本。副本的审计链重算无误后才以 FILE 的名字出现，
          不会覆盖已有文件。不要用复制命令备份正在使用的项目文件，那样可能漏掉最后几步。
          """,
        en: """
          Others may go on writing: the copy is of one moment. It appears as FILE only when its log
          has been recomputed, and no file is replaced. Copying the file by other means while it is
          in use may miss the last steps.
          """),
      examples: [
        .init("mrv backup plant.mrv backup/plant-2026-03.mrv", zh: "备份", en: "copies")
      ]),
    run: { call in
      let target = call.operands[1]
      let last = try StoreCall.translate { () throws(StoreFailure) in
        try ProjectFile.open(call.operands[0], for: .reading).backUp(to: target)
      }
      guard !call.isJSON else {
        let json = JSON.members([
          "backup": .text(target), "entries": .optional(last?.number),
          "sha256": .optional(last?.digest.sha256), "sm3": .optional(last?.digest.sm3),
        ])
        call.write(json, [], sources: { _ in nil })
        return .clean
      }
      call.line(call.say("已备份到 \(target)，审计链已核对", "copied to \(target), the log is verified"))
      if let last { call.line(HistoryCommand.head(last, call)) }
      return .clean
    })
}
