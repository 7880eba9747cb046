import Diagnostics
import Foundation
import RuleLanguage

/// Finds the rule library on disk and reads its files.
public enum RuleFolder {
  /// The file that marks a folder as a rule library.
  public static let marker = "mrv-library.xml"
  /// The largest rule file that is read, in bytes.
  public static let largest = 4 << 20

  /// The rule library: the given folder, `MRV_METHODS`, beside the program, in `../share/mrv`, or
  /// in one of the program's parent folders. Never the current folder: what runs must not depend on
  /// where somebody stands.
  ///
  /// - Returns: the path, nil where no folder holds the marker.
  public static func locate(
    given: String?, environment: [String: String], executable: String
  ) -> String? {
    var candidates: [String] = []
    if let given { return isLibrary(given) ? given : nil }
    if let named = environment["MRV_METHODS"], !named.isEmpty {
      return isLibrary(named) ? named : nil
    }
    var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    candidates.append(folder.appendingPathComponent("Methodologies").path)
    candidates.append(
      folder.deletingLastPathComponent().appendingPathComponent("share/mrv/Methodologies").path)
    for _ in 0..<6 {
      folder = folder.deletingLastPathComponent()
      candidates.append(folder.appendingPathComponent("Methodologies").path)
    }
    return candidates.first(where: isLibrary)
  }

  private static func isLibrary(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + marker)
  }

  /// Reads all rule files and cases below a library.
  ///
  /// - Returns: the files by their path below the library, and findings about those that could not
  ///   be read. Links that lead out of the folder are not followed.
  public static func read(_ root: String) -> (RuleFiles, [Finding]) {
    var files: [String: [UInt8]] = [:]
    var findings: [Finding] = []
    let base = URL(fileURLWithPath: root).resolvingSymlinksInPath().path
    let names = FileManager.default.enumerator(atPath: base)
    while let name = names?.nextObject() as? String {
      guard name.hasSuffix(".xml") || name.hasSuffix(".case") else { continue }
      let path = base + "/" + name
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard real.hasPrefix(base + "/") else { continue }
      let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      guard size <= largest else {
        findings.append(Finding(.fileTooLarge, at: .file(name), ["limit": "\(largest)"]))
        continue
      }
      guard let data = FileManager.default.contents(atPath: path) else {
        findings.append(Finding(.fileUnreadable, at: .file(name), ["path": name]))
        continue
      }
      files[name] = [UInt8](data)
    }
    return (RuleFiles(files), findings)
  }
}

extension FindingKind {
  static let fileTooLarge = FindingKind(
    "files.too-large", .error, zh: "文件超过 {limit} 字节，没有读取",
    en: "the file is over {limit} bytes and was not read")
  static let fileUnreadable = FindingKind(
    "files.unreadable", .error, zh: "文件 {path} 无法读取", en: "the file {path} cannot be read")
}
