import Foundation

/// The repository as files: what the tests of this target read.
enum Repository {
  /// The folder with `Package.swift`, found upwards from this file.
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    repeat {
      folder.deleteLastPathComponent()
      let manifest = folder.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: manifest) { return folder }
    } while folder.path != "/"
    return folder
  }()

  /// Paths of all files below a folder, relative to the root, sorted.
  ///
  /// Hidden entries (but `.ci`), `out/` and what a build makes are left out.
  static func files(below folder: String = "", ending: String = "") -> [String] {
    let start = folder.isEmpty ? root : root.appendingPathComponent(folder)
    guard
      let walk = FileManager.default.enumerator(
        at: start, includingPropertiesForKeys: [.isDirectoryKey])
    else { return [] }
    var found: [String] = []
    for case let url as URL in walk {
      let name = url.lastPathComponent
      let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
      if isFolder {
        let made = name.hasPrefix(".") && name != ".ci" || name == "out" || name == "__pycache__"
        if made { walk.skipDescendants() }
      } else if name != ".git", name.hasSuffix(ending) {
        found.append(relative(url))
      }
    }
    return found.sorted()
  }

  /// The names in a folder, hidden ones left out, sorted.
  static func names(in folder: String = "") -> [String] {
    let path = folder.isEmpty ? root.path : root.appendingPathComponent(folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Whether a folder is there.
  static func hasFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let full = root.appendingPathComponent(path).path
    return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Whether a file or folder is there.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// Whether a file has one of these byte sequences; quicker than a pattern.
  static func file(_ path: String, has texts: [String]) -> Bool {
    guard let data = try? Data(contentsOf: root.appendingPathComponent(path)) else { return false }
    return texts.contains { data.range(of: Data($0.utf8)) != nil }
  }

  /// The text of a file; nil where it is not UTF-8.
  static func text(_ path: String) -> String? {
    guard let data = try? Data(contentsOf: root.appendingPathComponent(path)) else { return nil }
    return String(data: data, encoding: .utf8)
  }

  /// The lines of a file, without a last empty one.
  static func lines(_ path: String) -> [String] {
    var lines = (text(path) ?? "").components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func relative(_ url: URL) -> String {
    let full = url.resolvingSymlinksInPath().path
    let prefix = root.path + "/"
    return full.hasPrefix(prefix) ? String(full.dropFirst(prefix.count)) : full
  }
}

/// Exceptions that were agreed on: `Tests/HygieneTests/Allowlist.txt`.
///
/// One a line: what is permitted, the path, and after `#` the reason.
enum Allowlist {
  /// One exception.
  struct Entry: Hashable {
    /// What is permitted: `long`, `sector-word`, `untested`.
    var rule: String
    /// The file, a folder with `/` at its end, or the code of a finding.
    var path: String
    /// Why.
    var reason: String

    /// Whether the exception is about a file.
    func covers(_ file: String) -> Bool {
      path.hasSuffix("/") ? file.hasPrefix(path) : file == path
    }
  }

  /// All exceptions, as written.
  static let entries: [Entry] = Repository.lines("Tests/HygieneTests/Allowlist.txt")
    .compactMap { line in
      let halves = line.split(separator: "#", maxSplits: 1)
      guard let front = halves.first else { return nil }
      let words = front.split(separator: " ").map(String.init)
      guard words.count == 2 else { return nil }
      let reason = halves.count == 2 ? halves[1].trimmingCharacters(in: .whitespaces) : ""
      return Entry(rule: words[0], path: words[1], reason: reason)
    }

  /// Whether a file may break a rule; an entry that ends in `/` is about a folder.
  static func permits(_ rule: String, _ path: String) -> Bool {
    entries.contains { $0.rule == rule && $0.covers(path) }
  }
}
