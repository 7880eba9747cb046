import CSQLite

extension Connection {
  /// Copies the whole database, as it is at this moment, into another one that is empty.
  ///
  /// Other programs may go on reading and writing the source meanwhile.
  func copy(into target: borrowing Connection) throws(StoreFailure) {
    guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else {
      throw Self.failure(sqlite3_extended_errcode(target.handle), "backup", target.path)
    }
    // All pages in one step: the copy is of one moment.
    let code = sqlite3_backup_step(backup, -1)
    let closing = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, closing == SQLITE_OK else {
      throw Self.failure(code == SQLITE_DONE ? closing : code, "backup", target.path)
    }
  }
}
