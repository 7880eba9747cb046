import Foundation
import Testing

/// The built program, run as people run it.
enum Product {
  /// What a run left behind.
  struct Run {
    let out: String
    let note: String
    let code: Int32

    /// The lines of the result.
    var lines: [Substring] { out.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  /// The repository, found from this file: tests do not depend on the current folder.
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The rule library of the repository.
  static var library: String { repository.appendingPathComponent("Methodologies").path }

  /// The path of a file in the rule library.
  static func rule(_ path: String) -> String { library + "/" + path }

  /// The program stands beside the test bundle.
  static var path: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("mrv")
  }

  /// Runs the program in an empty environment with the library of the repository.
  static func run(
    _ words: String..., library: String? = Product.library, directory: String = "/"
  ) throws -> Run {
    try run(words, library: library, directory: directory)
  }

  /// Runs the program in an empty environment with the library of the repository.
  static func run(
    _ words: [String], library: String? = Product.library, directory: String = "/"
  ) throws -> Run {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appendingPathComponent("out")
    let note = folder.appendingPathComponent("note")
    try Data().write(to: out)
    try Data().write(to: note)
    let process = Process()
    process.executableURL = path
    process.arguments = words
    process.environment = library.map { ["MRV_METHODS": $0] } ?? [:]
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: note)
    try process.run()
    process.waitUntilExit()
    return Run(
      out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      note: String(decoding: try Data(contentsOf: note), as: UTF8.self),
      code: process.terminationStatus)
  }

  /// The object that a run printed as JSON.
  static func object(_ run: Run) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(run.out.utf8))
    return try #require(value as? [String: Any])
  }
}

/// A folder that goes away with the test.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("mrv-test-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ text: String, _ name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Copies the shared parts of the rule library and one methodology.
  func copyLibrary(_ methodology: String) throws {
    let manager = FileManager.default
    for name in ["mrv-library.xml", "units", "gwp", "concepts", "factors", "modules"] {
      let source = Product.rule(name)
      guard manager.fileExists(atPath: source) else { continue }
      try manager.copyItem(atPath: source, toPath: path + "/" + name)
    }
    try copyPart(methodology)
  }

  /// Copies a folder of the rule library.
  func copyPart(_ path: String) throws {
    let manager = FileManager.default
    let target = url.appendingPathComponent(path)
    try? manager.removeItem(at: target)
    try manager.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try manager.copyItem(atPath: Product.rule(path), toPath: target.path)
  }
}
