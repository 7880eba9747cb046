import Foundation
import Testing

@testable import Store

/// Processes that are killed while they write: nothing that was acknowledged is lost.
@Suite(.serialized, .timeLimit(.minutes(30))) struct KillTests {
  /// How often a writer is killed; 1,000 were done by hand: `Documentation/Store.md`.
  static let rounds = ProcessInfo.processInfo.environment["MRV_KILLS"].flatMap { Int($0) } ?? 20

  /// The helper stands beside the test bundle.
  private static var writer: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("StoreWriter")
  }

  /// What a killed writer had acknowledged; nil where it was killed before its project was there.
  private func killed(
    _ path: String, from first: Int, after pause: UInt32, waits: Bool, _ more: [String] = []
  ) throws -> Int? {
    let out = path + ".out"
    try Data().write(to: URL(fileURLWithPath: out))
    let process = Process()
    process.executableURL = Self.writer
    process.arguments = [path, "\(first)"] + more
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
    try process.run()
    // Every other writer is given the time to begin, however busy the machine is; the others are
    // killed while they start, open or make the project.
    if waits {
      for _ in 0..<5_000 {
        let size = try FileManager.default.attributesOfItem(atPath: out)[.size] as? Int ?? 0
        if size > 0 { break }
        usleep(2_000)
      }
    }
    usleep(pause)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "it ended by itself")
    let text = try String(contentsOfFile: out, encoding: .utf8)
    // A line that was being written is no acknowledgement.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last
      .flatMap { Int($0) }
  }

  @Test func nothingAcknowledgedIsLost() throws {
    var folder = try TemporaryFolder()
    var random = Random(UInt64(Self.rounds))
    var revisions = 0
    var acknowledged = 0
    var interrupted = 0
    for round in 0..<Self.rounds {
      // A new project now and then: recomputing a long log each time would take longest.
      if round % 10 == 0 {
        folder = try TemporaryFolder()
        revisions = 0
      }
      let path = folder.path("a.mrv")
      let pause = UInt32.random(in: 1_000...120_000, using: &random)
      let told = try killed(
        path, from: revisions + 1, after: pause, waits: round % 2 == 0)
      guard FileManager.default.fileExists(atPath: path) else {
        #expect(told == nil, "round \(round): acknowledged without a file")
        continue
      }
      let project = try ProjectFile.open(path, for: .reading)
      #expect(try project.verify().findings == [], "round \(round)")
      let found = try project.revisions()
      let least = max(revisions, told ?? 0)
      #expect(found.count >= least, "round \(round): \(least) acknowledged, \(found.count) there")
      #expect(found.count <= least + 1, "round \(round)")
      for revision in found {
        #expect(try project.content(revision.content) == Self.content(revision.number))
      }
      acknowledged += max(0, found.count - revisions)
      interrupted += found.count > least ? 1 : 0
      revisions = found.count
    }
    print(
      "\(Self.rounds) kills, \(acknowledged) revisions, \(interrupted) killed before they said so")
    #expect(acknowledged > 0, "no writer came far enough to say anything")
  }

  /// Units that were told used are used, once, and the log accounts for each.
  @Test func noMovementIsLost() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    var random = Random(UInt64(Self.rounds))
    var count = 0
    for round in 0..<max(4, Self.rounds / 4) {
      let pause = UInt32.random(in: 1_000...120_000, using: &random)
      let told = try killed(
        path, from: count + 1, after: pause, waits: round % 2 == 0, ["registry"])
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let project = try ProjectFile.open(path, for: .reading)
      #expect(try project.verify().findings == [], "round \(round)")
      let registry = try project.registry()
      let least = max(count, told ?? 0)
      let found = registry.movements.count
      #expect(found >= least && found <= least + 1, "round \(round): \(least) told, \(found)")
      #expect(
        registry.movements.map { Int($0.record.day.number) - 17_000 } == Array(1..<(found + 1)))
      let left = registry.lots.first?.available.grams ?? 1_000_000_000_000
      #expect(left == Int64(1_000_000 - found) * 1_000_000)
      count = found
    }
    #expect(count > 0, "no writer came far enough to say anything")
  }

  /// As `Writer.content` says, written again.
  private static func content(_ number: Int) -> [UInt8] {
    Array(
      String(repeating: "revision \(number)\n", count: 1 + number * 37 % 900).utf8)
  }

  /// Several programs write at once: all get through, none overwrites another.
  @Test func writersTakeTurns() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    do { _ = try Sample.project(path) }
    let signed = await withTaskGroup(of: Int.self) { group in
      for writer in 0..<4 {
        group.addTask {
          var done = 0
          for turn in 0..<5 {
            let number = try? ProjectFile.open(path, for: .writing).sign(
              revision: 1, result: nil, role: "\(writer)", person: "\(turn)", Sample.note(9))
            if number != nil { done += 1 }
          }
          return done
        }
      }
      return await group.reduce(0, +)
    }
    #expect(signed == 20)
    let project = try ProjectFile.open(path, for: .reading)
    #expect(try project.entries().map(\.number) == Array(1...26))
    #expect(try project.verify().findings == [])
    for writer in 0..<4 {
      let own = try project.signOffs().filter { $0.role == "\(writer)" }.map(\.person)
      #expect(own == ["0", "1", "2", "3", "4"])
    }
  }

  /// Two authors who looked at the same revision: the second is told, nothing is lost.
  @Test func theSecondOfTwoAuthorsIsTold() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    let first = try Sample.project(path)
    let second = try ProjectFile.open(path, for: .writing)
    _ = try first.add(Sample.revision([1], filing: 1, latest: 3), Sample.note(7))
    let codes = Sample.refusal {
      _ = try second.add(Sample.revision([2], filing: 1, latest: 3), Sample.note(8))
    }
    #expect(codes == ["store.moved-on"])
    #expect(try second.revisions().count == 4)
  }
}
