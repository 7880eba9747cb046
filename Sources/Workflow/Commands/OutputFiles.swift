import Diagnostics
import Foundation
import OfficeFiles

/// Writes what commands make into files.
enum OutputFiles {
  /// Writes a text, replacing what was there only once the whole text is on the disk.
  static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  /// The path of a file in a folder; refuses one that exists unless `force` is set.
  static func free(_ folder: String, _ name: String, force: Bool) throws -> String {
    try free((folder.hasSuffix("/") ? folder : folder + "/") + name, force: force)
  }

  /// The path itself; refuses one that exists unless `force` is set.
  static func free(_ path: String, force: Bool) throws -> String {
    if !force, FileManager.default.fileExists(atPath: path) {
      throw CommandStop.failed(
        Wording(
          zh: "\(path) 已经存在；要覆盖请加 --force", en: "\(path) exists; replace it with --force"))
    }
    return path
  }

  /// The bytes of a workbook.
  static func bytes(_ workbook: Workbook) throws -> [UInt8] {
    do throws(OfficeFileError) {
      return try WorkbookWriter.bytes(workbook)
    } catch {
      throw CommandStop.failed(
        Wording(zh: "工作簿写不出来：\(error)", en: "the workbook cannot be made: \(error)"))
    }
  }

  /// Writes bytes, replacing what was there only once all of them are on the disk.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url, options: .atomic)
    } catch {
      let why = FileTrouble.words(error, path)
      throw CommandStop.failed(
        Wording(
          zh: "文件 \(path) 写不进去：\(why.zh)",
          en: "the file \(path) cannot be written: \(why.en)"))
    }
  }
}
