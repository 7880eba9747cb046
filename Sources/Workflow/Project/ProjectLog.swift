import Accounting
import Diagnostics
import Store

/// The log of a project with what its entries are about, for people.
struct ProjectLog {
  let entries: [AuditEntry]
  private let revisions: [Int: RevisionRecord]
  private let signOffs: [Int: SignOffRecord]

  init(_ project: borrowing ProjectFile) throws(StoreFailure) {
    entries = try project.entries()
    revisions = Dictionary(try project.revisions().map { ($0.number, $0) }) { first, _ in first }
    signOffs = Dictionary(try project.signOffs().map { ($0.number, $0) }) { first, _ in first }
  }

  /// What an entry did, in words.
  func title(_ entry: AuditEntry, _ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    let revision = number(behind: "revision", entry)
    let result = number(behind: "result", entry)
    switch entry.action {
    case .create: return say("建立项目", "made the project")
    case .migrate: return say("升级格式 ", "raised the format: ") + entry.subject
    case .file: return say("填报，第 \(revision) 版", "filed revision \(revision)")
    case .overlay:
      let record = revisions[revision]
      let stage = record?.stage ?? .reported
      let cells = record?.cells ?? 0
      return say(
        "\(stage.title)改动 \(cells) 个单元格，第 \(revision) 版",
        "\(stage.id): \(cells) cells changed, revision \(revision)")
    case .calculate:
      return say(
        "记录第 \(revision) 版的核算结果 \(result)", "recorded result \(result) of revision \(revision)")
    case .sign:
      let signed = signOffs[number(behind: "signoff", entry)]
      let role = [signed?.role, signed?.person].compactMap { $0 }.joined(separator: " ")
      return say("签署第 \(revision) 版：\(role)", "signed revision \(revision): \(role)")
    case .register:
      return say("登记：", "registered: ") + Self.records(entry.subject, language, ordinal: false)
    case .void: return say("冲销：", "voided: ") + Self.records(entry.subject, language, ordinal: true)
    case nil: return entry.subject
    }
  }

  /// `methods 1 issues 2` in words; behind a table stands a count, or the number of a record.
  private static func records(_ subject: String, _ language: Language, ordinal: Bool) -> String {
    guard language == .chinese else { return subject }
    let words = subject.split(separator: " ").map(String.init)
    var parts: [String] = []
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      let table = RegistryTable(named: words[index])?.title ?? words[index]
      parts.append(ordinal ? "\(table)第 \(words[index + 1]) 条" : "\(table) \(words[index + 1]) 条")
    }
    return parts.joined(separator: "、")
  }

  /// The number behind a word of an entry's subject; 0 where there is none.
  private func number(behind word: String, _ entry: AuditEntry) -> Int {
    let words = entry.subject.split(separator: " ")
    guard let place = words.firstIndex(where: { $0 == word }), place + 1 < words.count else {
      return 0
    }
    return Int(words[place + 1]) ?? 0
  }
}
