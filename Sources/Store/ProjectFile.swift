import Diagnostics
import Foundation

/// An open project file.
///
/// It cannot be copied: one owner, one connection, closed when it goes away. Whatever is told done
/// is on the disk. Nothing that is in the file is ever changed or deleted.
public struct ProjectFile: ~Copyable {
  let connection: Connection
  /// The file.
  public var path: String { connection.path }

  /// What a project is opened for.
  public enum Access: Sendable {
    /// Reading only.
    case reading
    /// Reading and adding.
    case writing
  }

  private init(_ connection: consuming Connection) {
    self.connection = connection
  }

  // MARK: Opening

  /// Opens a project that exists, without trusting it.
  ///
  /// - Throws: a refusal where the file is foreign, damaged, altered or of a newer program; a fault
  ///   where the system does not give it.
  public static func open(
    _ path: String, for access: Access
  ) throws(StoreFailure) -> ProjectFile {
    try open(path, for: access, vfs: nil, migrations: Migration.all)
  }

  static func open(
    _ path: String, for access: Access, vfs: String?, migrations: [Migration]
  ) throws(StoreFailure) -> ProjectFile {
    let header = try FileHeader(path)
    guard header.userVersion <= migrations.count else {
      throw .refused([newer(path, Int(header.userVersion), migrations)])
    }
    if access == .writing {
      let connection = try Connection.open(path, .writing, vfs: vfs)
      try check(connection, migrations)
      return ProjectFile(connection)
    }
    do throws(StoreFailure) {
      let connection = try Connection.open(path, .reading, vfs: vfs)
      try check(connection, migrations)
      return ProjectFile(connection)
    } catch {
      // On a write-protected medium nobody else is writing either, if nothing waits beside it.
      guard case .system(let fault) = error, [.cannotOpen, .readOnly].contains(fault.cause),
        waiting(path) == 0
      else { throw error }
      let connection = try Connection.open(path, .frozen)
      try check(connection, migrations)
      return ProjectFile(connection)
    }
  }

  /// Bytes that wait to be taken into the file, in the file beside it.
  private static func waiting(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    return attributes?[.size] as? Int ?? 0
  }

  /// Holds a file against what a project must look like.
  private static func check(
    _ connection: borrowing Connection, _ migrations: [Migration]
  ) throws(StoreFailure) {
    let path = connection.path
    let known = migrations.map(\.name)
    let version = try connection.value("PRAGMA user_version").int ?? 0
    guard version <= known.count else {
      throw .refused([newer(path, version, migrations)])
    }
    let answer = try connection.value("PRAGMA quick_check(1)").text ?? ""
    guard answer == "ok" else {
      throw .refused([Finding(.storeDamaged, at: .file(path), ["what": answer])])
    }
    guard version > 0, try schema(connection) == schema(Array(migrations.prefix(version))) else {
      throw .refused([Finding(.storeSchema, at: .file(path))])
    }
    let applied = try connection.rows("SELECT name FROM migration ORDER BY ordinal")
      .map { $0.first?.text ?? "" }
    guard applied == Array(known.prefix(version)) else {
      throw .refused([Finding(.storeSchema, at: .file(path))])
    }
    if version < known.count {
      throw .refused([
        Finding(.storeOlder, at: .file(path), ["got": "\(version)", "expected": "\(known.count)"])
      ])
    }
  }

  private static func newer(_ path: String, _ version: Int, _ migrations: [Migration]) -> Finding {
    Finding(
      .storeNewer, at: .file(path), ["got": "\(version)", "expected": "\(migrations.count)"])
  }

  /// The objects of a database, as text.
  private static func schema(
    _ connection: borrowing Connection
  ) throws(StoreFailure) -> [[SQLValue]] {
    try connection.rows(
      """
      SELECT type, name, tbl_name, sql FROM sqlite_schema
      WHERE substr(name, 1, 7) <> 'sqlite_' ORDER BY type, name
      """)
  }

  /// The objects that migrations make.
  private static func schema(_ migrations: [Migration]) throws(StoreFailure) -> [[SQLValue]] {
    let connection = try Connection.open(":memory:", .creating)
    for migration in migrations { try connection.script(migration.sql) }
    return try schema(connection)
  }

  // MARK: Making and migrating

  /// Makes a project file where there is none.
  ///
  /// The file appears under its name only once it is complete and on the disk.
  public static func create(
    _ path: String, _ note: AuditNote
  ) throws(StoreFailure) -> ProjectFile {
    try create(path, note, migrations: Migration.all)
  }

  static func create(
    _ path: String, _ note: AuditNote, migrations: [Migration]
  ) throws(StoreFailure) -> ProjectFile {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw .system(SystemFault(.exists, code: EEXIST, operation: "create", subject: path))
    }
    let draft = DraftFile(path)
    defer { draft.discard() }
    try make(draft.path, note, migrations)
    try draft.publish()
    return try open(path, for: .writing, vfs: nil, migrations: migrations)
  }

  private static func make(
    _ path: String, _ note: AuditNote, _ migrations: [Migration]
  ) throws(StoreFailure) {
    let project = ProjectFile(try Connection.open(path, .creating))
    try project.connection.run("PRAGMA encoding = 'UTF-8'")
    try project.connection.run("PRAGMA application_id = \(StoreVersion.applicationID)")
    try project.connection.run("BEGIN IMMEDIATE")
    try project.apply(migrations[...])
    try project.finish(note, .create, migrations.map(\.name).joined(separator: " "), entry: 1)
    // From here on a commit is one synced append to the file beside it.
    try project.connection.run("PRAGMA journal_mode = WAL")
  }

  /// Brings a project of an older program to the present format.
  ///
  /// - Returns: the names of the migrations that were applied; empty where nothing was to be done.
  @discardableResult
  public static func migrate(
    _ path: String, _ note: AuditNote
  ) throws(StoreFailure) -> [String] {
    try migrate(path, note, migrations: Migration.all)
  }

  @discardableResult
  static func migrate(
    _ path: String, _ note: AuditNote, migrations: [Migration]
  ) throws(StoreFailure) -> [String] {
    let version = Int(try FileHeader(path).userVersion)
    guard version < migrations.count else { return [] }
    let project = try open(
      path, for: .writing, vfs: nil, migrations: Array(migrations.prefix(version)))
    let added = migrations[version...]
    try project.transaction(note, .migrate) { _ throws(StoreFailure) in
      try project.apply(added)
      return added.map(\.name).joined(separator: " ")
    }
    return added.map(\.name)
  }

  /// Runs migrations inside a transaction.
  private func apply(_ migrations: ArraySlice<Migration>) throws(StoreFailure) {
    for (offset, migration) in zip(migrations.indices, migrations) {
      try connection.script(migration.sql)
      let entry = try nextEntry()
      try connection.run(
        "INSERT INTO migration (name, ordinal, entry) VALUES (?, ?, ?)",
        [.text(migration.name), .number(offset + 1), .number(entry)])
      try connection.run("PRAGMA user_version = \(offset + 1)")
    }
  }
}

extension FindingKind {
  static let storeDamaged = FindingKind(
    "store.damaged", .error,
    zh: "项目文件已损坏（{what}）；请用最近的备份，或用 mrv backup 之前抄录的末条校验值核对",
    en: "the project file is damaged ({what}); go back to the latest backup")
  static let storeNewer = FindingKind(
    "store.newer", .error,
    zh: "项目文件是新版程序建立的（格式 {got}，本程序到 {expected}）；请升级 mrv，文件没有改动",
    en: "a newer program made this project (format {got}, this one knows {expected}); update mrv")
  static let storeOlder = FindingKind(
    "store.older", .error,
    zh: "项目文件是旧格式（{got}，现为 {expected}）；请先备份，再运行 mrv init --upgrade 文件",
    en: "the project has format {got}, now it is {expected}; back it up, then mrv init --upgrade")
  static let storeSchema = FindingKind(
    "store.schema", .error,
    zh: "项目文件里的表不是 mrv 建立的样子，可能被其他程序改过；没有读取其中的数据",
    en: "the tables are not as mrv makes them; another program may have changed the file")
}
