import Accounting
import Diagnostics

extension ProjectFile {
  /// The number that the next entry of the log gets. Only sure inside a transaction.
  func nextEntry() throws(StoreFailure) -> Int {
    (try connection.value("SELECT max(number) FROM audit").int ?? 0) + 1
  }

  /// Runs a piece of work and its entry in the log as one: both are on the disk, or neither is.
  ///
  /// - Parameter work: adds rows for the entry with the given number and names what they are about.
  func transaction(
    _ note: AuditNote, _ action: AuditEntry.Action,
    _ work: (Int) throws(StoreFailure) -> String
  ) throws(StoreFailure) {
    try connection.run("BEGIN IMMEDIATE")
    do throws(StoreFailure) {
      let entry = try nextEntry()
      let subject = try work(entry)
      try finish(note, action, subject, entry: entry)
    } catch {
      // Where the system failed the transaction may be gone already.
      try? connection.run("ROLLBACK")
      throw error
    }
  }

  /// Writes the entry of the log and commits.
  func finish(
    _ note: AuditNote, _ action: AuditEntry.Action, _ subject: String, entry: Int
  ) throws(StoreFailure) {
    let contents = try self.contents(of: entry)
    let previous = try digest(of: entry - 1)
    let digest = AuditEntry.digest(
      after: previous, number: entry, note: note, word: action.rawValue, subject: subject,
      contents: contents)
    try connection.run(
      "INSERT INTO audit (\(AuditEntry.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .number(entry), .text(note.time), .text(note.author), .text(action.rawValue),
        .text(subject), .text(note.reason), .text(note.program), .text(contents),
        .text(digest.sha256), .text(digest.sm3),
      ])
    try connection.run("COMMIT")
  }

  /// The digest of an entry; of none where there is no such entry.
  private func digest(of entry: Int) throws(StoreFailure) -> Digest {
    let row = try connection.rows(
      "SELECT sha256, sm3 FROM audit WHERE number = ?", [.number(entry)]
    ).first
    guard let sha256 = row?.first?.text, let sm3 = row?.last?.text else { return .none }
    return Digest(sha256: sha256, sm3: sm3)
  }

  /// What an entry added, table by table: name, count of rows, digests. Writing and verifying
  /// both read it from the tables.
  func contents(of entry: Int) throws(StoreFailure) -> String {
    var lines = ""
    for table in Schema.tables {
      var bytes: [UInt8] = []
      var count = 0
      try connection.each(
        """
        SELECT \(table.columns.joined(separator: ", ")) FROM \(table.name)
        WHERE entry = ? ORDER BY \(table.key)
        """, [.number(entry)]
      ) { row throws(StoreFailure) in
        count += 1
        for value in row { value.encode(into: &bytes) }
      }
      guard count > 0 else { continue }
      let digest = Digest(of: bytes)
      lines += "\(table.name) \(count) \(digest.sha256) \(digest.sm3)\n"
    }
    return lines
  }

  // MARK: What can be added

  /// Adds a revision and gives its number.
  ///
  /// - Throws: a refusal where somebody added a revision that the author has not seen.
  public func add(_ revision: NewRevision, _ note: AuditNote) throws(StoreFailure) -> Int {
    var number = 0
    let action: AuditEntry.Action = revision.base == nil ? .file : .overlay
    try transaction(note, action) { entry throws(StoreFailure) in
      let filing = try self.filing(of: revision, entry)
      let latest = try connection.value(
        "SELECT max(number) FROM revision WHERE filing = ?", [.number(filing)]
      ).int
      guard latest == revision.latest else {
        throw .refused([
          Finding(.storeMovedOn, at: .file(path), ["latest": latest.map(String.init) ?? "—"])
        ])
      }
      let content = try keep(revision.content, entry)
      number = try next("revision")
      try connection.run(
        """
        INSERT INTO revision (number, filing, base, stage, content, methodology, cells, entry)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .number(number), .number(filing), .optional(revision.base), .text(revision.stage.id),
          .text(content), .optional(revision.methodology), .number(revision.cells),
          .number(entry),
        ])
      for (index, evidence) in revision.evidence.enumerated() {
        try add(evidence, of: number, at: index + 1, entry)
      }
      return "filing \(filing) revision \(number)"
    }
    return number
  }

  /// The filing of a revision, made where it is new.
  private func filing(of revision: NewRevision, _ entry: Int) throws(StoreFailure) -> Int {
    if let filing = revision.filing { return filing }
    let number = try next("filing")
    let header = revision.header
    try connection.run(
      """
      INSERT INTO filing (number, credit_code, enterprise, period, purpose, entry)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .number(number), .optional(header.creditCode), .optional(header.enterprise),
        .text(revision.period), .optional(header.purpose), .number(entry),
      ])
    return number
  }

  private func add(
    _ evidence: EvidenceRecord, of revision: Int, at ordinal: Int, _ entry: Int
  ) throws(StoreFailure) {
    try connection.run(
      """
      INSERT INTO evidence (revision, ordinal, sample, report, laboratory, sampled, received,
        tested, issued, file, sha256, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .number(revision), .number(ordinal), .text(evidence.sample), .optional(evidence.report),
        .optional(evidence.laboratory), .optional(evidence.sampled),
        .optional(evidence.received), .optional(evidence.tested), .optional(evidence.issued),
        .optional(evidence.file), .optional(evidence.sha256), .number(entry),
      ])
  }

  /// Records a result with the rules it rests on, and gives its number.
  public func add(_ result: NewResult, _ note: AuditNote) throws(StoreFailure) -> Int {
    var number = 0
    try transaction(note, .calculate) { entry throws(StoreFailure) in
      let sources = try keep(rules: result.rules, entry)
      number = try next("result")
      try connection.run(
        """
        INSERT INTO result (number, revision, methodology, plan, sources, entry)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .number(number), .number(result.revision), .text(result.methodology),
          .text(result.plan), .text(sources), .number(entry),
        ])
      for (index, figure) in result.figures.enumerated() {
        try connection.run(
          """
          INSERT INTO figure (result, ordinal, id, role, address, state, value, unit, entry)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          [
            .number(number), .number(index + 1), .text(figure.id), .text(figure.role),
            .text(figure.address), .text(figure.state), .optional(figure.value),
            .optional(figure.unit), .number(entry),
          ])
      }
      for (index, finding) in result.findings.enumerated() {
        try connection.run(
          """
          INSERT INTO finding (result, ordinal, code, severity, place, message, entry)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
          [
            .number(number), .number(index + 1), .text(finding.code), .text(finding.severity),
            .text(finding.place), .text(finding.message), .number(entry),
          ])
      }
      return "revision \(result.revision) result \(number)"
    }
    return number
  }

  /// Adds a signature under a revision, and gives its number.
  public func sign(
    revision: Int, result: Int?, role: String, person: String, _ note: AuditNote
  ) throws(StoreFailure) -> Int {
    var number = 0
    try transaction(note, .sign) { entry throws(StoreFailure) in
      number = try next("signoff")
      try connection.run(
        """
        INSERT INTO signoff (number, revision, result, role, person, entry)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .number(number), .number(revision), .optional(result), .text(role), .text(person),
          .number(entry),
        ])
      return "revision \(revision) signoff \(number)"
    }
    return number
  }

  // MARK: Contents

  private func next(_ table: String) throws(StoreFailure) -> Int {
    (try connection.value("SELECT max(number) FROM \(table)").int ?? 0) + 1
  }

  /// Keeps bytes under their digest, once, and gives it.
  private func keep(_ bytes: [UInt8], _ entry: Int) throws(StoreFailure) -> String {
    let digest = Digest(of: bytes)
    let known = try connection.value(
      "SELECT count(*) FROM content WHERE sha256 = ?", [.text(digest.sha256)])
    if known.int == 0 {
      try connection.run(
        "INSERT INTO content (sha256, sm3, size, bytes, entry) VALUES (?, ?, ?, ?, ?)",
        [
          .text(digest.sha256), .text(digest.sm3), .number(bytes.count), .blob(bytes),
          .number(entry),
        ])
    }
    return digest.sha256
  }

  /// Keeps a set of rule files once, and gives its source hash.
  private func keep(rules: [String: [UInt8]], _ entry: Int) throws(StoreFailure) -> String {
    let manifest = RuleManifest(rules)
    let known = try connection.value(
      "SELECT count(*) FROM rule_file WHERE sources = ?", [.text(manifest.hash)])
    guard known.int == 0 else { return manifest.hash }
    for file in manifest.files {
      try connection.run(
        "INSERT INTO rule_file (sources, path, content, entry) VALUES (?, ?, ?, ?)",
        [
          .text(manifest.hash), .text(file.path), .text(try keep(file.bytes, entry)),
          .number(entry),
        ])
    }
    return manifest.hash
  }
}

extension FindingKind {
  static let storeMovedOn = FindingKind(
    "store.moved-on", .error,
    zh: "这期间有人加入了第 {latest} 版；请先用 mrv diff 看看改了什么，再重新提交",
    en: "revision {latest} was added meanwhile; look at it with mrv diff, then submit again")
}
