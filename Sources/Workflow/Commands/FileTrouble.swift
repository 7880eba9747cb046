import Diagnostics
import Foundation

/// Why a file could not be written, in our own words: the system's are English whatever the
/// language of the session.
enum FileTrouble {
  /// Why a file could not be written: as the file system says, else as the path shows.
  static func words(_ error: any Error, _ path: String) -> Wording {
    if isFolder(path) == true { return folder }
    var above = URL(fileURLWithPath: path).deletingLastPathComponent()
    while above.path.count > 1, isFolder(above.path) == nil { above.deleteLastPathComponent() }
    return isFolder(above.path) == false ? taken : words(error)
  }

  /// Whether a path is a folder; nil where there is nothing.
  private static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      ? isFolder.boolValue : nil
  }

  /// The reason that an error of the file system gives.
  private static func words(_ error: any Error) -> Wording {
    let number = errno(of: error as NSError)
    if let number, let known = words[number] { return known }
    switch (error as NSError).code {
    case CocoaError.fileWriteNoPermission.rawValue: return denied
    case CocoaError.fileWriteOutOfSpace.rawValue: return full
    case CocoaError.fileWriteVolumeReadOnly.rawValue: return readOnly
    case CocoaError.fileWriteFileExists.rawValue: return taken
    case CocoaError.fileNoSuchFile.rawValue: return absent
    case CocoaError.fileWriteInvalidFileName.rawValue: return badName
    default:
      let code = number.map(String.init) ?? "\((error as NSError).code)"
      return Wording(zh: "系统错误 \(code)", en: "system error \(code)")
    }
  }

  /// The number that the system gave, however deep it lies.
  private static func errno(of error: NSError) -> Int32? {
    if error.domain == NSPOSIXErrorDomain { return Int32(clamping: error.code) }
    return (error.userInfo[NSUnderlyingErrorKey] as? NSError).flatMap { errno(of: $0) }
  }

  private static let denied = Wording(zh: "没有写入权限", en: "no permission to write there")
  private static let full = Wording(zh: "磁盘空间或配额不足", en: "the disk or the quota is full")
  private static let readOnly = Wording(
    zh: "所在磁盘是只读的", en: "the file system is read-only")
  private static let taken = Wording(
    zh: "路径中有一段是文件，不是文件夹", en: "part of the path is a file, not a folder")
  private static let absent = Wording(zh: "所在文件夹不存在", en: "there is no such folder")
  private static let badName = Wording(
    zh: "文件名太长，或有不能用的字符", en: "the name is too long or has characters that cannot be used")
  private static let folder = Wording(
    zh: "同名的是一个文件夹", en: "a folder has that name")

  private static let words: [Int32: Wording] = [
    EACCES: denied, EPERM: denied, ENOSPC: full, EDQUOT: full, EROFS: readOnly, ENOTDIR: taken,
    EEXIST: taken, ENOENT: absent, ENAMETOOLONG: badName, EISDIR: folder, ENOTEMPTY: folder,
  ]
}
