import Diagnostics

extension ProjectFile {
  /// What a verification of the log says.
  public struct Verification: Sendable {
    /// What is wrong; empty where everything is as it was written.
    public let findings: [Finding]
    /// The last entry; nil where there is none.
    public let last: AuditEntry?
  }

  /// Recomputes the log and everything it accounts for.
  ///
  /// Whoever alters a row, an entry or a content without the digests of everything later is found
  /// out. Whoever rewrites all of it is found out by the digest of an entry that was noted
  /// elsewhere.
  ///
  /// - Parameter noted: SHA-256 or SM3 of an entry, or its first digits, as noted elsewhere.
  public func verify(noted: String? = nil) throws(StoreFailure) -> Verification {
    // One moment for everything that is read.
    try connection.run("BEGIN")
    defer { try? connection.run("COMMIT") }
    var findings = try integrity()
    let entries = try self.entries()
    findings += try chain(entries)
    findings += try contents()
    if let noted = noted?.lowercased() {
      let isThere =
        noted.utf8.count >= 8
        && entries.contains {
          $0.digest.sha256.hasPrefix(noted) || $0.digest.sm3.hasPrefix(noted)
        }
      if !isThere { findings.append(Finding(.storeNoted, at: .file(path), ["got": noted])) }
    }
    return Verification(findings: findings, last: entries.last)
  }

  /// What SQLite finds by itself: pages, indexes, references.
  private func integrity() throws(StoreFailure) -> [Finding] {
    let answer = try connection.rows("PRAGMA integrity_check(5)").compactMap { $0.first?.text }
    let references = try connection.rows("PRAGMA foreign_key_check").compactMap { $0.first?.text }
    var findings: [Finding] = []
    if answer != ["ok"] {
      findings.append(
        Finding(
          .storeDamaged, at: .file(path), ["what": answer.first ?? "PRAGMA integrity_check"]))
    }
    for table in Set(references).sorted() {
      findings.append(Finding(.storeReference, at: .file(path), ["table": table]))
    }
    return findings
  }

  private func chain(_ entries: [AuditEntry]) throws(StoreFailure) -> [Finding] {
    var findings: [Finding] = []
    var previous = Digest.none
    var time = ""
    for (index, entry) in entries.enumerated() {
      let arguments = ["entry": "\(entry.number)", "time": entry.note.time]
      let expected = AuditEntry.digest(
        after: previous, number: index + 1, note: entry.note, word: entry.word,
        subject: entry.subject, contents: entry.contents)
      if expected != entry.digest {
        findings.append(Finding(.storeChain, at: .file(path), arguments))
      }
      let contents = try self.contents(of: entry.number)
      if contents != entry.contents {
        let tables = Self.tables(contents, entry.contents)
        findings.append(
          Finding(
            .storeRows, at: .file(path),
            arguments.merging(["tables": tables.joined(separator: "、")]) { a, _ in a }))
      }
      if entry.note.time < time {
        findings.append(
          Finding(
            .storeClock, at: .file(path), arguments.merging(["previous": time]) { a, _ in a }))
      }
      time = max(time, entry.note.time)
      // The next entry is held against what this one says, so that one change is told once.
      previous = entry.digest
    }
    return findings
  }

  /// The tables for which two accounts of an entry differ.
  private static func tables(_ left: String, _ right: String) -> [String] {
    let lines = Set(left.split(separator: "\n")).symmetricDifference(right.split(separator: "\n"))
    return Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) }).sorted()
  }

  /// Every content against its digests.
  private func contents() throws(StoreFailure) -> [Finding] {
    var findings: [Finding] = []
    try connection.each(
      "SELECT sha256, sm3, bytes FROM content ORDER BY sha256"
    ) { row throws(StoreFailure) in
      let stated = Digest(sha256: row[0].text ?? "", sm3: row[1].text ?? "")
      guard Digest(of: row[2].bytes ?? []) != stated else { return }
      findings.append(
        Finding(.storeContent, at: .file(path), ["content": String(stated.sha256.prefix(12))]))
    }
    return findings
  }
}

extension FindingKind {
  static let storeChain = FindingKind(
    "store.chain", .error,
    zh: "审计记录第 {entry} 条（{time}）与其校验值不符：这一条或前一条被改动、插入或删除过",
    en:
      "entry {entry} of the log ({time}) does not have its digest: it or the one before was changed"
  )
  static let storeRows = FindingKind(
    "store.rows", .error,
    zh: "审计记录第 {entry} 条（{time}）写入的数据被改动过，所在的表：{tables}",
    en: "what entry {entry} of the log ({time}) wrote was changed since, in the tables {tables}")
  static let storeReference = FindingKind(
    "store.reference", .error, zh: "表 {table} 中有一行指向不存在的记录，项目文件被改动过",
    en: "a row of the table {table} refers to nothing: the file was altered")
  static let storeClock = FindingKind(
    "store.clock", .warning,
    zh: "审计记录第 {entry} 条的时间 {time} 早于前面的 {previous}，请核对当时电脑的时钟",
    en: "entry {entry} of the log says {time}, before the earlier {previous}; was the clock right?")
  static let storeNoted = FindingKind(
    "store.noted", .error,
    zh: "审计记录中没有校验值为“{got}”的一条：记录可能被重写或截短过，请核对抄录的值（至少前 8 位）",
    en: "no entry has the digest “{got}”: the log was rewritten or cut short, or the note is wrong")
}
