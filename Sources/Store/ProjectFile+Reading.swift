import Accounting
import Diagnostics

extension ProjectFile {
  /// The log, oldest entry first.
  public func entries() throws(StoreFailure) -> [AuditEntry] {
    try connection.rows("SELECT \(AuditEntry.columns) FROM audit ORDER BY number")
      .compactMap { AuditEntry(row: $0) }
  }

  /// The filings of the project, in the order in which they came.
  public func filings() throws(StoreFailure) -> [FilingRecord] {
    try connection.rows(
      "SELECT number, credit_code, enterprise, period, purpose FROM filing ORDER BY number"
    ).map { row in
      FilingRecord(
        number: row[0].int ?? 0, creditCode: row[1].text, enterprise: row[2].text,
        period: row[3].text ?? "", purpose: row[4].text)
    }
  }

  /// All revisions, oldest first.
  public func revisions() throws(StoreFailure) -> [RevisionRecord] {
    try connection.rows(
      """
      SELECT revision.number, filing, base, stage, content, methodology, cells, entry,
        time, author, reason, program
      FROM revision JOIN audit ON audit.number = entry ORDER BY revision.number
      """
    ).map { row in
      RevisionRecord(
        number: row[0].int ?? 0, filing: row[1].int ?? 0, base: row[2].int,
        stage: row[3].text.flatMap { Stage(named: $0) } ?? .reported, content: row[4].text ?? "",
        methodology: row[5].text, cells: row[6].int ?? 0, entry: row[7].int ?? 0,
        note: Self.note(row[8...]))
    }
  }

  /// The laboratory reports and files behind a revision.
  public func evidence(of revision: Int) throws(StoreFailure) -> [EvidenceRecord] {
    try connection.rows(
      """
      SELECT sample, report, laboratory, sampled, received, tested, issued, file, sha256
      FROM evidence WHERE revision = ? ORDER BY ordinal
      """, [.number(revision)]
    ).map { row in
      var record = EvidenceRecord(sample: row[0].text ?? "")
      record.report = row[1].text
      record.laboratory = row[2].text
      record.sampled = row[3].text
      record.received = row[4].text
      record.tested = row[5].text
      record.issued = row[6].text
      record.file = row[7].text
      record.sha256 = row[8].text
      return record
    }
  }

  /// The bytes that a digest stands for.
  ///
  /// - Throws: a refusal where they are not there or are others.
  public func content(_ sha256: String) throws(StoreFailure) -> [UInt8] {
    let bytes = try connection.value(
      "SELECT bytes FROM content WHERE sha256 = ?", [.text(sha256)]
    ).bytes
    guard let bytes, Digest(of: bytes).sha256 == sha256 else {
      throw .refused([
        Finding(.storeContent, at: .file(path), ["content": String(sha256.prefix(12))])
      ])
    }
    return bytes
  }

  // MARK: Results

  /// The results that were recorded, oldest first.
  public func results() throws(StoreFailure) -> [ResultRecord] {
    try connection.rows(
      """
      SELECT result.number, revision, methodology, plan, sources, entry,
        time, author, reason, program
      FROM result JOIN audit ON audit.number = entry ORDER BY result.number
      """
    ).map { row in
      ResultRecord(
        number: row[0].int ?? 0, revision: row[1].int ?? 0, methodology: row[2].text ?? "",
        plan: row[3].text ?? "", sources: row[4].text ?? "", entry: row[5].int ?? 0,
        note: Self.note(row[6...]))
    }
  }

  /// The figures of a result.
  public func figures(of result: Int) throws(StoreFailure) -> [FigureRecord] {
    try connection.rows(
      """
      SELECT id, role, address, state, value, unit FROM figure WHERE result = ? ORDER BY ordinal
      """, [.number(result)]
    ).map { row in
      FigureRecord(
        id: row[0].text ?? "", role: row[1].text ?? "", address: row[2].text ?? "",
        state: row[3].text ?? "", value: row[4].text, unit: row[5].text)
    }
  }

  /// The findings that were told with a result.
  public func findings(of result: Int) throws(StoreFailure) -> [FindingRecord] {
    try connection.rows(
      "SELECT code, severity, place, message FROM finding WHERE result = ? ORDER BY ordinal",
      [.number(result)]
    ).map { row in
      FindingRecord(
        code: row[0].text ?? "", severity: row[1].text ?? "", place: row[2].text ?? "",
        message: row[3].text ?? "")
    }
  }

  /// The rule files that stand behind a source hash, by their path.
  ///
  /// - Throws: a refusal where one of them is missing or altered.
  public func rules(_ sources: String) throws(StoreFailure) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let rows = try connection.rows(
      "SELECT path, content FROM rule_file WHERE sources = ?", [.text(sources)])
    for row in rows { files[row[0].text ?? ""] = try content(row[1].text ?? "") }
    guard RuleManifest(files).hash == sources else {
      throw .refused([
        Finding(.storeContent, at: .file(path), ["content": String(sources.prefix(12))])
      ])
    }
    return files
  }

  /// The signatures, oldest first.
  public func signOffs() throws(StoreFailure) -> [SignOffRecord] {
    try connection.rows(
      """
      SELECT signoff.number, revision, result, role, person, time, author, reason, program
      FROM signoff JOIN audit ON audit.number = entry ORDER BY signoff.number
      """
    ).map { row in
      SignOffRecord(
        number: row[0].int ?? 0, revision: row[1].int ?? 0, result: row[2].int,
        role: row[3].text ?? "", person: row[4].text ?? "", note: Self.note(row[5...]))
    }
  }

  private static func note(_ row: ArraySlice<SQLValue>) -> AuditNote {
    let texts = row.map { $0.text ?? "" }
    return AuditNote(time: texts[0], author: texts[1], reason: texts[2], program: texts[3])
  }
}

extension FindingKind {
  static let storeContent = FindingKind(
    "store.content", .error,
    zh: "内容 {content}… 缺失或与其校验值不符，项目文件被改动过或已损坏",
    en: "the content {content}… is missing or not what its digest says: the file was altered")
}
