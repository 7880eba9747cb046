import Diagnostics
import Foundation
import Quantities
import Store

/// What commands that work on a project have in common.
enum StoreCall {
  /// Turns what the store cannot do into what the command line tells.
  static func translate<T: ~Copyable>(_ body: () throws(StoreFailure) -> T) throws -> T {
    do throws(StoreFailure) {
      return try body()
    } catch {
      throw stop(error)
    }
  }

  /// Why a command cannot go on.
  static func stop(_ failure: StoreFailure) -> CommandStop {
    switch failure {
    case .refused(let findings): return .findings(findings, sources: { _ in nil })
    case .system(let fault):
      let wording = wording(fault)
      return fault.cause == .missing ? .usage(wording) : .failed(wording)
    }
  }

  private static func wording(_ fault: SystemFault) -> Wording {
    let file = fault.subject
    switch fault.cause {
    case .busy:
      return Wording(
        zh: "“\(file)”正被其他程序写入，等了十秒仍未结束；请稍后再试，什么也没有写",
        en: "another program is writing “\(file)”, ten seconds were not enough; nothing was written"
      )
    case .full:
      return Wording(
        zh: "磁盘已满，“\(file)”没有写进去；已存的内容不受影响，腾出空间后重做这一步即可",
        en: "the disk is full and nothing was written to “\(file)”; what it holds is unharmed")
    case .readOnly, .cannotOpen:
      return Wording(
        zh: "“\(file)”打不开或不能写（权限，或文件夹写保护）",
        en: "“\(file)” cannot be opened or written (permission, or a write-protected folder)")
    case .exists:
      return Wording(
        zh: "“\(file)”已经存在，不会覆盖；请换一个名字",
        en: "“\(file)” exists and is not replaced; choose another name")
    case .missing where ProjectReference(file)?.revision != nil:
      let project = ProjectReference(file)?.path ?? file
      return Wording(
        zh: "这里写项目文件本身，不带版本：\(project)",
        en: "the project itself is wanted here, without a revision: \(project)")
    case .missing:
      return Wording(
        zh: "没有项目文件“\(file)”；mrv init \(file) 可以建立一个",
        en: "there is no project “\(file)”; mrv init \(file) makes one")
    case .inputOutput, .other:
      return Wording(
        zh: "“\(file)”读写失败（\(fault.operation)，代码 \(fault.code)）：磁盘满、断开或超过限额？"
          + "已存的内容不受影响",
        en: "reading or writing “\(file)” failed (\(fault.operation), code \(fault.code)):"
          + " is the disk full or gone? What it holds is unharmed")
    }
  }
}

extension Invocation {
  /// Who does it, when, why, by which program: what the log of a project keeps.
  func note(reason: String) throws -> AuditNote {
    AuditNote(
      time: BeijingTime.text(try seconds()), author: try author(), reason: reason,
      program: "mrv \(CommandLineTool.version)")
  }

  /// `--author`, `MRV_AUTHOR`, or the name under which the user is logged in.
  private func author() throws -> String {
    let environment = surroundings.environment
    let names = [
      value("--author"), environment["MRV_AUTHOR"], environment["USER"], environment["LOGNAME"],
    ]
    if let name = names.compactMap({ $0 }).first(where: { !$0.isEmpty }) { return name }
    throw CommandStop.usage(
      Wording(
        zh: "请用 --author 写明操作人姓名，审计记录里要留名",
        en: "say who you are with --author; the log keeps the name"))
  }

  /// The time in seconds since 1970-01-01 00:00 UTC.
  ///
  /// `SOURCE_DATE_EPOCH` replaces the clock where files have to come out the same again.
  func seconds() throws -> Int64 {
    guard let text = surroundings.environment["SOURCE_DATE_EPOCH"], !text.isEmpty else {
      return surroundings.clock()
    }
    guard let seconds = Int64(text), seconds >= 0 else {
      throw CommandStop.usage(
        Wording(
          zh: "环境变量 SOURCE_DATE_EPOCH 应为 1970 年以来的秒数，不是“\(text)”",
          en: "SOURCE_DATE_EPOCH is seconds since 1970, not “\(text)”"))
    }
    return seconds
  }
}

/// The time of China, which has one time zone: the same text on every machine.
enum BeijingTime {
  /// `2026-03-01T09:30:00+08:00`.
  static func text(_ seconds: Int64) -> String {
    let local = seconds + 8 * 3600
    let day = Day(number: Int32(clamping: local / 86_400))
    let rest = Int(local % 86_400)
    let parts = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day)T\(parts.joined(separator: ":"))+08:00"
  }

  /// `2026-03-01 09:30`, for people.
  static func short(_ text: String) -> String {
    text.count >= 16 ? text.prefix(10) + " " + text.dropFirst(11).prefix(5) : text
  }
}

extension OptionSpec {
  /// Who does it.
  static let author = OptionSpec(
    "--author", "NAME", zh: "操作人姓名，记入审计记录（缺省：MRV_AUTHOR 或登录名）",
    en: "who does it, for the log (else MRV_AUTHOR or the login name)")

  /// The files behind a filing.
  static let evidence = OptionSpec(
    "--evidence", "DIR", zh: "检测报告等附件所在文件夹；记下每个文件的校验值",
    en: "folder of laboratory reports; the digest of each file is kept")

  /// Why it is done.
  static let reason = OptionSpec(
    "--reason", "TEXT", zh: "原因，记入审计记录", en: "why, for the log")
}
