import Foundation
import Testing

/// The guides of `Documentation/Guides` do what they say: their commands run in order in a folder
/// of their own, end as the guide says, and print what it quotes.
@Suite struct GuideTests {
  /// Commands of one `sh` block, and the lines that the `text` block behind it quotes.
  struct Step {
    var commands: [(line: String, code: Int32)] = []
    var quoted: [String] = []
  }

  private static let guides = Product.repository.appendingPathComponent("Documentation/Guides")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: guides.path)) ?? []
    return files.filter { $0.hasSuffix(".md") }.sorted()
  }

  @Test func eachReaderHasAPageInBothLanguages() {
    let readers = ["author", "energy-manager", "verifier"]
    #expect(Self.names == readers.flatMap { ["\($0).en.md", "\($0).zh.md"] })
  }

  @Test(arguments: GuideTests.names) func commandsRunAndPrintWhatIsQuoted(_ name: String) throws {
    let text = try String(
      contentsOf: Self.guides.appendingPathComponent(name), encoding: .utf8)
    let steps = Self.steps(text)
    try #require(steps.count >= 5)
    #expect(steps.contains { !$0.quoted.isEmpty })
    let folder = try TemporaryFolder()
    for part in ["SampleData", "Methodologies"] {
      try FileManager.default.copyItem(
        atPath: Product.repository.appendingPathComponent(part).path,
        toPath: folder.path + "/" + part)
    }
    for step in steps {
      var printed = ""
      for command in step.commands {
        let run = try Self.run(command.line, in: folder.path)
        #expect(run.code == command.code, "\(name): \(command.line)\n\(run.output.suffix(800))")
        printed += run.output
      }
      for line in step.quoted {
        let place = "\(name), behind \(step.commands.last?.line ?? "")"
        #expect(printed.contains(line), "\(place): “\(line)”\n\(printed.suffix(2000))")
      }
    }
  }

  // MARK: reading and running

  static func steps(_ text: String) -> [Step] {
    var steps: [Step] = []
    var fence: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        fence = fence == nil ? String(line.dropFirst(3)) : nil
        if fence == "sh" { steps.append(Step()) }
      } else if fence == "sh", !line.isEmpty, !steps.isEmpty {
        let parts = line.replacing(" # exit ", with: " # 退出码 ").components(
          separatedBy: " # 退出码 ")
        let code = parts.count > 1 ? Int32(parts[1]) ?? -1 : 0
        steps[steps.count - 1].commands.append((parts[0], code))
      } else if fence == "text", !line.isEmpty, !steps.isEmpty {
        steps[steps.count - 1].quoted.append(line)
      }
    }
    return steps
  }

  private static func run(_ line: String, in folder: String) throws -> (code: Int32, output: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    let tools = Product.path.deletingLastPathComponent().path
    environment["PATH"] = "\(tools):\(environment["PATH"] ?? "/usr/bin:/bin")"
    environment["MRV_METHODS"] = folder + "/Methodologies"
    environment["LC_ALL"] = "C.UTF-8"
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
