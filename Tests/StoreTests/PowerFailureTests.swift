import CSQLite
import Foundation
import Testing

@testable import Store

/// The power fails, or the disk is full, at any moment.
@Suite(.serialized, .timeLimit(.minutes(30))) struct PowerFailureTests {
  /// How many moments are looked at; all of them, several times, were looked at by hand.
  static let moments = ProcessInfo.processInfo.environment["MRV_CRASHES"].flatMap { Int($0) } ?? 40

  private static let count = 14

  private static func content(_ number: Int) -> [UInt8] {
    Array(String(repeating: "revision \(number)\n", count: 1 + number * 137 % 700).utf8)
  }

  /// Writes revisions through the layer; the project as it was before, and what was asked of the
  /// disk. The log is taken into the file every few pages, and once the project is closed between.
  private func run(
    _ path: String, synchronous: String? = nil
  ) throws -> (before: [UInt8], events: [FaultyDisk.Event]) {
    #expect(FaultyDisk.isRegistered)
    do { _ = try ProjectFile.create(path, Sample.note(1)) }
    let before = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    FaultyDisk.clear()
    for session in 0..<2 {
      let project = try open(path)
      try project.connection.run("PRAGMA wal_autocheckpoint = 12")
      if let synchronous { try project.connection.run("PRAGMA synchronous = \(synchronous)") }
      for number in (session * 7 + 1)...(session * 7 + 7) {
        let first = number == 1
        let added = try project.add(
          Sample.revision(
            Self.content(number), filing: first ? nil : 1, latest: first ? nil : number - 1),
          Sample.note(number))
        FaultyDisk.acknowledge(added)
      }
    }
    return (before, FaultyDisk.events)
  }

  private func open(_ path: String) throws -> ProjectFile {
    try ProjectFile.open(
      path, for: .writing, vfs: FaultyDisk.name, migrations: Migration.all)
  }

  /// How many acknowledged revisions a failure at some moment loses; the log is recomputed.
  private func lost(
    _ image: DiskImage, _ original: String, _ random: inout Random
  ) throws -> Int {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    for (name, bytes) in image.afterFailure(&random) {
      let ending = name.dropFirst(original.count)
      try Data(bytes).write(to: URL(fileURLWithPath: path + ending))
    }
    do {
      let project = try ProjectFile.open(path, for: .reading)
      guard try project.verify().findings.isEmpty else { return image.acknowledged + 1 }
      let revisions = try project.revisions()
      for revision in revisions {
        guard try project.content(revision.content) == Self.content(revision.number) else {
          return image.acknowledged + 1
        }
      }
      return max(0, image.acknowledged - revisions.count)
    } catch {
      print("refused: \(error)")
      return image.acknowledged + 1
    }
  }

  /// The moments at which the power fails: all, where there are enough rounds, else some of them.
  private func moments(_ events: Int, _ random: inout Random) -> [Int] {
    if Self.moments >= events { return (0..<Self.moments).map { $0 % events } }
    return (0..<Self.moments).map { _ in Int.random(in: 0..<events, using: &random) }
  }

  private func worst(synchronous: String? = nil) throws -> (lost: Int, moments: Int) {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    let (before, events) = try run(path, synchronous: synchronous)
    var random = Random(UInt64(Self.moments))
    let moments = moments(events.count, &random).sorted()
    var image = DiskImage([path: before])
    var done = 0
    var worst = 0
    for moment in moments {
      while done <= moment {
        image.apply(events[done])
        done += 1
      }
      let loss = try lost(image, path, &random)
      if loss > 0, synchronous == nil {
        print("moment \(moment) of \(events.count): \(loss) lost, behind \(events[moment].brief)")
      }
      worst = max(worst, loss)
    }
    print("\(events.count) requests to the disk, \(moments.count) power failures, worst \(worst)")
    return (worst, moments.count)
  }

  @Test func aPowerFailureLosesNothingAcknowledged() throws {
    #expect(try worst().lost == 0)
  }

  /// The same without syncing: were nothing lost here, the test above could not find anything.
  @Test func withoutSyncingItWouldLose() throws {
    #expect(try worst(synchronous: "OFF").lost > 0)
  }

  /// The disk is full from the n-th write on, for each n that a step needs.
  @Test(arguments: [SQLITE_FULL, SQLITE_IOERR | 3 << 8])
  func aFullDiskIsToldAndHarmsNothing(answer: Int32) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.mrv")
    do { _ = try Sample.project(path) }
    let project = try open(path)
    FaultyDisk.clear()
    var faults: Set<SystemFault.Cause> = []
    var writes = 0
    var number = 3
    while true {
      let before = try Sample.dump(project)
      FaultyDisk.clear(remaining: writes, answer: answer)
      let revision = Sample.revision(Self.content(writes), filing: 1, latest: number)
      var added: Int?
      let fault = Sample.fault { added = try project.add(revision, Sample.note(9)) }
      FaultyDisk.clear()
      if let added {
        #expect(added == number + 1)
        break
      }
      faults.insert(try #require(fault))
      #expect(try Sample.dump(project) == before, "after \(writes) writes")
      writes += 1
      #expect(writes < 200)
    }
    #expect(faults == (answer == SQLITE_FULL ? [.full] : [.inputOutput]))
    #expect(writes > 3)
    number += 1
    _ = try project.add(Sample.revision([7], filing: 1, latest: number), Sample.note(9))
    let reader = try ProjectFile.open(path, for: .reading)
    #expect(try reader.revisions().count == 5)
    #expect(try reader.verify().findings == [])
  }
}
