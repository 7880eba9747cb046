import Foundation
import RuleLanguage

/// The rule files of the repository, and small libraries made of texts.
enum RuleCorpus {
  /// The folder with `Package.swift`.
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All XML files below `Methodologies`, by path below it.
  static let files: RuleFiles = read(root.appendingPathComponent("Methodologies"))

  /// All XML files below a folder, by path below it.
  static func read(_ folder: URL) -> RuleFiles {
    var files: [String: [UInt8]] = [:]
    let base = folder.resolvingSymlinksInPath().path
    let names = FileManager.default.enumerator(atPath: base)
    while let name = names?.nextObject() as? String {
      guard name.hasSuffix(".xml"),
        let data = FileManager.default.contents(atPath: "\(base)/\(name)")
      else { continue }
      files[name] = [UInt8](data)
    }
    return RuleFiles(files)
  }

  /// The names in a folder of the repository, ascending; empty where it is not there.
  static func names(in folder: String) -> [String] {
    let path = root.appendingPathComponent(folder).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The text of a file of the repository.
  static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: root.appendingPathComponent(path).path)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
