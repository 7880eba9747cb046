import Accounting
import Diagnostics
import Exchange
import Foundation
import Quantities
import RulePlan
import Store
import Verification

/// `mrv registry add` and `void`: records come in, and mistaken ones stop counting.
enum RegistryEntering {
  static func add(_ call: Invocation) throws -> ExitCode {
    let path = call.operands[1]
    let code = try call.value("--hash-with").map { try key($0) }
    var lines: [ProjectFile.RegistryLine] = []
    var findings: [Finding] = []
    for file in try files(call) {
      let coded = code.map { key in { (text: String) in Digest.code(of: text, key: key) } }
      let table =
        try FilingReader.workbook(file).map { RegistryFile.read($0, code: coded) }
        ?? RegistryFile.read(.file(file), file: file, code: coded)
      lines += table.lines.map { ProjectFile.RegistryLine($0.record, at: $0.origin) }
      findings += table.findings
    }
    guard !findings.hasErrors else {
      throw CommandStop.findings(findings, sources: { _ in nil })
    }
    guard !lines.isEmpty else {
      throw CommandStop.usage(
        Wording(zh: "这些表里没有记录，什么也没有写", en: "the tables hold no records; nothing was written"))
    }
    let note = try call.note(reason: call.value("--reason") ?? "")
    let registry = try StoreCall.translate { () throws(StoreFailure) in
      let project = try ProjectFile.open(path, for: .writing)
      try project.register(lines, note)
      return try project.registry()
    }
    // What the database takes may still be claimed twice: told at once, and by `check` later.
    findings += RegistryChecks.findings(registry)
    let counts = RegistryTable.allCases.compactMap { table -> (RegistryTable, Int)? in
      let count = lines.count { $0.record.table == table }
      return count > 0 ? (table, count) : nil
    }
    if call.isJSON {
      let json = JSON.members([
        "project": .text(path),
        "added": .object(counts.map { JSON.Member($0.0.id, .integer($0.1)) }),
      ])
      call.write(json, findings, sources: { _ in nil })
      return call.code(findings)
    }
    let list = counts.map { table, count in
      call.say("\(table.title) \(count)", "\(table.id) \(count)")
    }
    call.line(
      call.say("已登记：", "registered: ") + list.joined(separator: call.say("、", ", ")))
    return RegistryCommand.tell(findings, call)
  }

  /// The tables that are named; of a folder all its tables.
  private static func files(_ call: Invocation) throws -> [String] {
    try call.operands.dropFirst(2).flatMap { path -> [String] in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        isFolder.boolValue
      else { return [path] }
      let tables = FilingReader.tables(in: path)
      guard !tables.isEmpty else {
        throw CommandStop.usage(
          Wording(
            zh: "文件夹“\(path)”里没有 CSV 表", en: "the folder “\(path)” holds no CSV tables"))
      }
      return tables
    }
  }

  /// The bytes of the file that codes are made with.
  private static func key(_ file: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandStop.usage(
        Wording(zh: "密钥文件“\(file)”打不开", en: "the key file “\(file)” cannot be opened"))
    }
    guard data.count >= 16 else {
      throw CommandStop.usage(
        Wording(
          zh: "密钥文件“\(file)”太短（不足 16 字节），代码容易被猜出",
          en: "the key file “\(file)” is below 16 bytes: codes could be guessed"))
    }
    return [UInt8](data)
  }

  static func void(_ call: Invocation) throws -> ExitCode {
    let path = call.operands[1]
    guard let table = RegistryTable(named: call.operands[2]), let number = Int(call.operands[3])
    else {
      let known = RegistryTable.allCases.map(\.id).joined(separator: ", ")
      throw CommandStop.usage(
        Wording(
          zh: "写法：mrv registry void PROJECT.mrv 表 序号；表是 \(known) 之一",
          en: "usage: mrv registry void PROJECT.mrv TABLE N; TABLE is one of \(known)"))
    }
    guard let reason = call.value("--reason"), !reason.isEmpty else {
      throw CommandStop.usage(
        Wording(zh: "冲销要用 --reason 写明理由", en: "say with --reason why it is voided"))
    }
    let note = try call.note(reason: reason)
    try StoreCall.translate { () throws(StoreFailure) in
      try ProjectFile.open(path, for: .writing).void(table, number: number, remark: reason, note)
    }
    if call.isJSON {
      let json = JSON.members([
        "project": .text(path), "voided": .text(table.id), "number": .integer(number),
      ])
      call.write(json, [], sources: { _ in nil })
    } else {
      call.line(
        call.say(
          "已冲销\(table.title)第 \(number) 条；记录仍在，不再计算",
          "voided \(table.id) \(number); it stays there and does not count"))
    }
    return .clean
  }
}
