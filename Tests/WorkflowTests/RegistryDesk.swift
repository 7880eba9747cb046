import Foundation
import Synchronization

@testable import Workflow

/// A folder with a project file whose registry holds the sample tables, and the command line in
/// this process.
final class RegistryDesk {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("mrv-registry-\(UUID().uuidString)")
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// The tables of the sample, in any order.
  static let tables = [
    "issues", "methods", "participants", "periods", "projects", "steps",
  ].map { repository.appendingPathComponent("SampleData/registry/\($0).csv").path }

  struct Run {
    let out: String
    let note: String
    let code: ExitCode

    /// The lines of the result that begin with a word.
    func lines(_ word: String) -> [String] {
      out.split(separator: "\n").map(String.init).filter { $0.hasPrefix(word) }
    }
  }

  init(filled: Bool = true) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    _ = run("init", "P")
    if filled { _ = run(["registry", "add", "P"] + Self.tables) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// Runs a command; `P` is the project, `/x` a file of the desk.
  @discardableResult
  func run(_ words: String...) -> Run { run(words) }

  @discardableResult
  func run(_ words: [String]) -> Run {
    let out = Mutex("")
    let note = Mutex("")
    let full = words.map { word in
      if word == "P" { return path("p.mrv") }
      return word.hasPrefix("/") && !word.contains("SampleData") ? folder.path + word : word
    }
    let library = Self.repository.appendingPathComponent("Methodologies").path
    let code = CommandLineTool.run(
      full, environment: ["MRV_METHODS": library, "MRV_AUTHOR": "张三"], executable: "/",
      clock: { 1_772_328_600 },
      console: Console(
        out: { text in out.withLock { $0 += text } }, note: { text in note.withLock { $0 += text } }
      ))
    return Run(out: out.withLock { $0 }, note: note.withLock { $0 }, code: code)
  }
}
