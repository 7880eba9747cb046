import Diagnostics
import Foundation

/// Writes what commands make into files.
enum OutputFiles {
  /// Writes a text, replacing what was there only once the whole text is on the disk.
  static func write(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .atomic)
    } catch {
      throw CommandStop.failed(
        Wording(
          zh: "文件 \(path) 写不进去：\(error.localizedDescription)",
          en: "the file \(path) cannot be written: \(error.localizedDescription)"))
    }
  }
}
