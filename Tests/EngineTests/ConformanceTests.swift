import Foundation
import Quantities
import RulePlan
import Testing

@testable import Engine

/// Compares the engine with `Conformance/evaluate.py`, which reads the same plans and data.
@Suite("The independent evaluator agrees")
struct ConformanceTests {
  static let seeds = Array(1000..<1024)

  static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Conformance")
  }

  static func request(_ example: RandomCase) -> String {
    let line = "{\"plan\":\(example.plan.json()),\"data\":\(example.data.json())}"
    return line.replacingOccurrences(of: "\n", with: "")
  }

  /// Compares one answer, the states and values of all nodes, with ours.
  static func compare(_ example: RandomCase, _ answer: String, _ seed: Int) throws {
    let object = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
    let columns = try #require(object?["nodes"] as? [[[Any]]])
    let evaluation = Evaluator(plan: example.plan).evaluate(example.data)
    #expect(columns.count == example.plan.nodes.count)
    for (node, column) in columns.enumerated() {
      try #require(column.count == evaluation.count(of: node))
      for (element, cell) in column.enumerated() {
        let name = example.plan.nodes[node].operation.name
        let state = evaluation.state(node, element).name
        var matches = state == cell[0] as? String
        if matches, let value = evaluation.value(node, element) {
          matches = cell.count == 2 && agrees(value, cell[1])
        }
        try #require(
          matches,
          """
          seed \(seed) n\(node) \(name)[\(element)]: \(state) \
          \(String(describing: evaluation.value(node, element))) and not \(cell)
          """)
      }
    }
  }

  static func agrees(_ value: Value, _ other: Any) -> Bool {
    switch value {
    case .number(let number):
      guard let text = other as? String else { return false }
      let parts = text.split(separator: "/").compactMap { BigInt(String($0)) }
      return parts.first == number.numerator
        && (parts.count == 2 ? parts[1] : BigInt(1)) == number.denominator
    case .flag(let flag): return other as? Bool == flag
    case .text(let text): return other as? String == text
    case .date(let day): return other as? String == day.description
    case .reference(let row): return other as? Int == row
    }
  }

  /// The requests are stored to be asked again; what counts here are the answers.
  @Test("stored random plans", arguments: seeds)
  func stored(seed: Int) throws {
    let example = RandomPlans.make(seed: UInt64(seed))
    let stem = Self.folder.appendingPathComponent("random/\(seed)")
    let answer = try String(contentsOf: stem.appendingPathExtension("answer.json"), encoding: .utf8)
    try Self.compare(example, answer, seed)
  }

  /// Writes requests for the recording script; then asks Python about some more plans.
  @Test(
    "live", .enabled(if: ProcessInfo.processInfo.environment["MRV_CONFORMANCE"] != nil))
  func live() throws {
    let environment = ProcessInfo.processInfo.environment
    if environment["MRV_CONFORMANCE"] == "record" {
      try FileManager.default.createDirectory(
        at: Self.folder.appendingPathComponent("random"), withIntermediateDirectories: true)
      for seed in Self.seeds {
        let path = Self.folder.appendingPathComponent("random/\(seed).request.json")
        let request = Self.request(RandomPlans.make(seed: UInt64(seed))) + "\n"
        try request.write(to: path, atomically: true, encoding: .utf8)
      }
      return
    }
    let count = Int(environment["MRV_CONFORMANCE"] ?? "") ?? 100
    let examples = (0..<count).map { RandomPlans.make(seed: UInt64(5000 + $0)) }
    let requests = examples.map { Self.request($0) + "\n" }.joined()
    let answers = try Self.python("evaluate.py", ["--batch"], input: requests).split(
      separator: "\n")
    try #require(answers.count == count)
    for (index, answer) in answers.enumerated() {
      try Self.compare(examples[index], String(answer), 5000 + index)
    }
  }

  /// Explanations of random values follow from their leaves.
  @Test(
    "replay", .enabled(if: ProcessInfo.processInfo.environment["MRV_CONFORMANCE"] != nil))
  func replay() throws {
    var trees = ""
    for seed in 7000..<7040 {
      let example = RandomPlans.make(seed: UInt64(seed))
      let evaluation = Evaluator(plan: example.plan).evaluate(example.data)
      for node in example.plan.nodes.indices.suffix(12) where evaluation.count(of: node) > 0 {
        trees += evaluation.explain(node, element: 0, limits: .none).json()
      }
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "mrv-replay-\(UUID().uuidString)")
    try trees.write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    let answer = try Self.python("replay.py", [path.path], input: "")
    #expect(answer.hasSuffix(" steps replayed, 0 do not follow\n"), "\(answer.suffix(2000))")
    #expect(!answer.hasPrefix("0 "))
  }

  /// Runs a script of the conformance kit and gives what it prints.
  static func python(_ script: String, _ arguments: [String], input: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "mrv-conformance-\(UUID().uuidString)")
    try input.write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["python3", "-B", folder.appendingPathComponent(script).path] + arguments
    let pipe = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: path)
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
