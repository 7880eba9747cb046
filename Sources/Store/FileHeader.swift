import Diagnostics
import Foundation

/// The first bytes of a file, looked at before SQLite opens it: a foreign file is left alone.
///
/// - Source: SQLite, Database File Format, 1.3: magic text, `user_version` at byte 60,
///   `application_id` at byte 68, both big-endian.
struct FileHeader {
  let applicationID: Int32
  let userVersion: Int32

  /// Reads the header of a file.
  ///
  /// - Throws: a refusal where the file is none of ours, a fault where it cannot be read.
  init(_ path: String) throws(StoreFailure) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .system(SystemFault(.missing, code: ENOENT, operation: "open", subject: path))
    }
    guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else {
      throw .system(SystemFault(.cannotOpen, code: EACCES, operation: "open", subject: path))
    }
    defer { try? handle.close() }
    let bytes = ((try? handle.read(upToCount: 100)) ?? nil).map { [UInt8]($0) } ?? []
    guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw .refused([Finding(.storeForeign, at: .file(path))])
    }
    func number(_ offset: Int) -> Int32 {
      Int32(bitPattern: bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) })
    }
    applicationID = number(68)
    userVersion = number(60)
    guard applicationID == StoreVersion.applicationID else {
      throw .refused([Finding(.storeForeign, at: .file(path))])
    }
  }
}

extension FindingKind {
  static let storeForeign = FindingKind(
    "store.foreign", .error,
    zh: "这不是 mrv 的项目文件；项目文件由 mrv init 建立，结尾是 .mrv",
    en: "this is no project file of mrv; mrv init makes one, its name ends in .mrv")
}
