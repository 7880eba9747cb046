import Diagnostics
import Foundation

/// The first bytes of a file, looked at before SQLite opens it: a foreign file is left alone.
///
/// - Source: SQLite, Database File Format, 1.3: magic text, `user_version` at byte 60,
///   `application_id` at byte 68, both big-endian.
struct FileHeader {
  let userVersion: Int32

  /// Reads the header of a file.
  ///
  /// - Throws: a refusal where the file is none of ours, a fault where it cannot be read.
  init(_ path: String) throws(StoreFailure) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw .system(SystemFault(.missing, code: ENOENT, operation: "open", subject: path))
    }
    // A pipe or a device would keep the program waiting.
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = (try? FileManager.default.attributesOfItem(atPath: real))?[.type]
    if type as? FileAttributeType == .typeDirectory {
      throw .refused([Finding(.storeForeign, at: .file(path))])
    }
    guard type as? FileAttributeType == .typeRegular,
      let handle = FileHandle(forReadingAtPath: path)
    else {
      throw .system(SystemFault(.cannotOpen, code: EACCES, operation: "open", subject: path))
    }
    defer { try? handle.close() }
    let bytes = Self.read(handle, 100)
    if Self.isOurs(bytes) {
      userVersion = Self.number(bytes, 60)
    } else if let waiting = Self.waiting(path) {
      // The power failed while the first page was being taken in: it still stands in the log.
      userVersion = Self.number(waiting, 60)
    } else {
      throw .refused([Finding(.storeForeign, at: .file(path))])
    }
  }

  private static func isOurs(_ bytes: [UInt8]) -> Bool {
    bytes.count == 100 && bytes.starts(with: Array("SQLite format 3\0".utf8))
      && number(bytes, 68) == StoreVersion.applicationID
  }

  /// The beginning of the first page as it waits in the write-ahead log, if it is ours.
  ///
  /// - Source: SQLite, Database File Format, 4.1: a header of 32 bytes with the size of pages at
  ///   byte 8; before each page 24 bytes, which begin with its number.
  private static func waiting(_ path: String) -> [UInt8]? {
    guard let log = FileHandle(forReadingAtPath: path + "-wal") else { return nil }
    defer { try? log.close() }
    let header = read(log, 32)
    guard header.count == 32, number(header, 0) & ~1 == 0x377f_0682 else { return nil }
    let size = Int(number(header, 8))
    guard size >= 512, size <= 65_536, size & (size - 1) == 0 else { return nil }
    var found: [UInt8]?
    var offset: UInt64 = 32
    while true {
      guard (try? log.seek(toOffset: offset)) != nil else { return found }
      let frame = read(log, 124)
      guard frame.count == 124 else { return found }
      let page = Array(frame[24...])
      if number(frame, 0) == 1, isOurs(page) { found = page }
      offset += UInt64(24 + size)
    }
  }

  private static func read(_ handle: FileHandle, _ count: Int) -> [UInt8] {
    ((try? handle.read(upToCount: count)) ?? nil).map { [UInt8]($0) } ?? []
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> Int32 {
    Int32(bitPattern: bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) })
  }
}

extension FindingKind {
  static let storeForeign = FindingKind(
    "store.foreign", .error,
    zh: "这不是 mrv 的项目文件；项目文件由 mrv init 建立，结尾是 .mrv",
    en: "this is no project file of mrv; mrv init makes one, its name ends in .mrv")
}
