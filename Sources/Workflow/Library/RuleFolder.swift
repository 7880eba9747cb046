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

  /// Reads the rule files below a library.
  ///
  /// - Parameter cases: whether cases are read too; there are several to a rule file.
  /// - Returns: the files by their path below the library, and findings about those that could not
  ///   be read. Links that lead out of the folder are not followed.
  public static func read(_ root: String, cases: Bool = true) -> (RuleFiles, [Finding]) {
    var files: [String: [UInt8]] = [:]
    var findings: [Finding] = []
    let base = URL(fileURLWithPath: root).resolvingSymlinksInPath().path
    let names = FileManager.default.enumerator(atPath: base)
    while let name = names?.nextObject() as? String {
      if !cases, name.hasSuffix("/cases") || name.hasSuffix("/failing") {
        names?.skipDescendants()
        continue
      }
      guard name.hasSuffix(".xml") || cases && name.hasSuffix(".case") else { continue }
      let path = base + "/" + name
      guard let size = size(of: path, in: base) else { continue }
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

  /// The size of a file; nil where it is a link that leads out of a folder.
  private static func size(of path: String, in base: String) -> Int? {
    func attributes(_ path: String) -> [FileAttributeKey: Any] {
      (try? FileManager.default.attributesOfItem(atPath: path)) ?? [:]
    }
    let own = attributes(path)
    // Folders that are links are not entered: only the last part of a path can be one.
    guard own[.type] as? FileAttributeType == .typeSymbolicLink else {
      return own[.size] as? Int ?? 0
    }
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return real.hasPrefix(base + "/") ? attributes(real)[.size] as? Int ?? 0 : nil
  }
}

extension FindingKind {
  static let fileTooLarge = FindingKind(
    "files.too-large", .error, zh: "文件超过 {limit} 字节，没有读取",
    en: "the file is over {limit} bytes and was not read")
  static let fileUnreadable = FindingKind(
    "files.unreadable", .error, zh: "文件 {path} 无法读取", en: "the file {path} cannot be read")
}
