import Diagnostics
import Foundation

extension ProjectFile {
  /// Writes a copy of the project as it is at this moment, and verifies it.
  ///
  /// Other programs may go on writing meanwhile. The copy appears under its name only when its log
  /// has been recomputed; no file is replaced.
  ///
  /// - Returns: the last entry of the copy.
  public func backUp(to path: String) throws(StoreFailure) -> AuditEntry? {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw .system(SystemFault(.exists, code: EEXIST, operation: "backup", subject: path))
    }
    let draft = DraftFile(path)
    defer { draft.discard() }
    try copy(to: draft.path)
    let verification = try Self.open(draft.path, for: .reading).verify()
    let errors = verification.findings.filter { $0.severity == .error }
    guard errors.isEmpty else { throw .refused(errors) }
    try draft.publish()
    return verification.last
  }

  private func copy(to path: String) throws(StoreFailure) {
    let target = try Connection.open(path, .creating)
    try connection.copy(into: target)
  }
}
