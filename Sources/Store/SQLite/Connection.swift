import CSQLite
import Diagnostics

/// One connection to SQLite; closed when it goes away. Pointers of SQLite stay in this folder.
///
/// The connection cannot be copied, so two threads cannot come to use it at once.
struct Connection: ~Copyable {
  /// What a connection is for.
  enum Mode: Sendable {
    /// Reads; a statement that writes is refused.
    case reading
    /// Reads a file that nobody can be writing: on a medium that is write-protected.
    case frozen
    /// Reads and writes a file that exists.
    case writing
    /// Makes a file, or replaces an empty one.
    case creating
  }

  let handle: OpaquePointer
  /// The file, for messages.
  let path: String

  /// How long another program's write is waited for, in milliseconds.
  static let patience: Int32 = 10_000

  /// Opens a file without trusting it.
  ///
  /// - Parameter vfs: the name of a layer between SQLite and the system; tests put faults there.
  static func open(
    _ path: String, _ mode: Mode, vfs: String? = nil
  ) throws(StoreFailure) -> Connection {
    var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    switch mode {
    // A connection that may not write leaves the files beside a WAL behind: see Store.md.
    case .reading, .writing: flags |= SQLITE_OPEN_READWRITE
    case .frozen: flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    case .creating: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    }
    var opened: OpaquePointer?
    let name = mode == .frozen ? frozenURI(path) : path
    let code = sqlite3_open_v2(name, &opened, flags, vfs)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw failure(code, "open", path)
    }
    let connection = Connection(opened, path)
    try connection.configure(mode)
    return connection
  }

  private init(_ handle: OpaquePointer, _ path: String) {
    self.handle = handle
    self.path = path
  }

  private func configure(_ mode: Mode) throws(StoreFailure) {
    sqlite3_busy_timeout(handle, Self.patience)
    for (option, value) in Self.options {
      let code = mrv_sqlite3_set_flag(handle, option, value)
      guard code == SQLITE_OK else { throw Self.failure(code, "configure", path) }
    }
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.longest)
    try run("PRAGMA cell_size_check = ON")
    try run("PRAGMA mmap_size = 0")
    try run("PRAGMA recursive_triggers = ON")
    try run("PRAGMA foreign_keys = ON")
    // In WAL mode this is FULL: each commit is synced. Where a file system has no WAL, the
    // removal of the journal is synced, too.
    try run("PRAGMA synchronous = EXTRA")
    if mode == .reading { try run("PRAGMA query_only = ON") }
  }

  deinit { sqlite3_close_v2(handle) }

  /// The largest text or blob, in bytes.
  private static let longest: Int32 = 512 << 20

  /// A file may come from anybody: its schema is not believed and its pages cannot be written to
  /// by tricks. Attached files, loaded extensions and functions in the schema stay out.
  private static let options: [(Int32, Int32)] = [
    (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (SQLITE_DBCONFIG_ENABLE_VIEW, 0), (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
  ]

  private static func frozenURI(_ path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : "file:"
    for byte in path.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || [0x2F, 0x2E, 0x5F, 0x2D].contains(byte)
      if isPlain {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16)
        uri += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return uri + "?immutable=1"
  }

  // MARK: Statements

  /// Runs one statement and passes over its rows.
  func run(_ sql: String, _ values: [SQLValue] = []) throws(StoreFailure) {
    try each(sql, values) { _ throws(StoreFailure) in }
  }

  /// Runs several statements without parameters, divided by `;`.
  func script(_ sql: String) throws(StoreFailure) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw Self.failure(code, "schema", path) }
  }

  /// All rows of a query.
  func rows(_ sql: String, _ values: [SQLValue] = []) throws(StoreFailure) -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    try each(sql, values) { row throws(StoreFailure) in rows.append(row) }
    return rows
  }

  /// The first value of the first row; NULL where there is none.
  func value(_ sql: String, _ values: [SQLValue] = []) throws(StoreFailure) -> SQLValue {
    try rows(sql, values).first?.first ?? .null
  }

  /// Hands out the rows of a query one after the other.
  func each(
    _ sql: String, _ values: [SQLValue] = [],
    _ body: ([SQLValue]) throws(StoreFailure) -> Void
  ) throws(StoreFailure) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let statement = prepared else {
      throw Self.failure(code, Self.operation(sql), path)
    }
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() {
      let code = Self.bind(value, to: statement, Int32(index + 1))
      guard code == SQLITE_OK else { throw Self.failure(code, Self.operation(sql), path) }
    }
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw Self.failure(code, Self.operation(sql), path) }
      try body(Self.row(statement))
    }
  }

  private static func bind(
    _ value: SQLValue, to statement: OpaquePointer, _ index: Int32
  ) -> Int32 {
    // SQLite copies what it is given before the call returns.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(let text):
      return Array(text.utf8).withUnsafeBytes { bytes in
        // No bytes have no address, and NULL would not be the empty text.
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
          return sqlite3_bind_text(statement, index, "", 0, copied)
        }
        return sqlite3_bind_text64(
          statement, index, start.assumingMemoryBound(to: CChar.self),
          UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
      }
    case .blob(let content):
      return content.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
          return sqlite3_bind_zeroblob(statement, index, 0)
        }
        return sqlite3_bind_blob64(statement, index, start, UInt64(bytes.count), copied)
      }
    }
  }

  private static func row(_ statement: OpaquePointer) -> [SQLValue] {
    (0..<sqlite3_column_count(statement)).map { column in
      switch sqlite3_column_type(statement, column) {
      case SQLITE_NULL: return .null
      case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
      case SQLITE_BLOB:
        return .blob(content(sqlite3_column_blob(statement, column), statement, column))
      default:
        let start = UnsafeRawPointer(sqlite3_column_text(statement, column))
        return .text(String(decoding: content(start, statement, column), as: UTF8.self))
      }
    }
  }

  private static func content(
    _ start: UnsafeRawPointer?, _ statement: OpaquePointer, _ column: Int32
  ) -> [UInt8] {
    guard let start else { return [] }
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  // MARK: Failures

  /// The first word of a statement tells what was being done, and no value.
  private static func operation(_ sql: String) -> String {
    sql.split(separator: " ").first.map { $0.lowercased() } ?? ""
  }

  /// What a result code means for the user.
  static func failure(_ code: Int32, _ operation: String, _ path: String) -> StoreFailure {
    let cause: SystemFault.Cause
    switch code & 0xFF {
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      return .refused([Finding(.storeDamaged, at: .file(path), ["what": "SQLite \(code)"])])
    case SQLITE_BUSY, SQLITE_LOCKED: cause = .busy
    case SQLITE_FULL: cause = .full
    case SQLITE_READONLY, SQLITE_PERM: cause = .readOnly
    case SQLITE_CANTOPEN: cause = .cannotOpen
    case SQLITE_IOERR: cause = .inputOutput
    default: cause = .other
    }
    return .system(SystemFault(cause, code: code, operation: operation, subject: path))
  }
}
