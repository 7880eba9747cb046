import Foundation

/// A file that is made beside the place where it is to stand, and put there only when complete.
struct DraftFile {
  /// Where it stands in the end.
  let target: String
  /// Where it is made.
  let path: String

  init(_ target: String) {
    self.target = target
    path = "\(target).\(getpid()).new"
    discard()
  }

  /// Takes away what was left of an attempt.
  func discard() {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
  }

  /// Puts the file where it belongs; never takes the place of another one.
  func publish() throws(StoreFailure) {
    try sync(path)
    // A second name, then the first away: unlike a renaming, this never takes another's place.
    if link(path, target) != 0 {
      let code = errno
      // Some file systems have no second names; there the gap between the two calls is accepted.
      guard code != EEXIST, access(target, F_OK) != 0, rename(path, target) == 0 else {
        let cause: SystemFault.Cause = code == EEXIST ? .exists : .cannotOpen
        throw .system(SystemFault(cause, code: code, operation: "create", subject: target))
      }
    }
    unlink(path)
    let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
    try sync(folder)
  }

  private func sync(_ path: String) throws(StoreFailure) {
    let descriptor = Glibc.open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw .system(SystemFault(.cannotOpen, code: errno, operation: "sync", subject: path))
    }
    defer { close(descriptor) }
    // Folders of some network file systems cannot be synced: nothing more can be done there.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .system(SystemFault(.inputOutput, code: errno, operation: "sync", subject: path))
    }
  }
}
