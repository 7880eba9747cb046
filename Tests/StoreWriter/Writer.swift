import Accounting
import Foundation
import Quantities
import Store

/// The endless writer that tests kill.
enum Writer {
  static func run(_ path: String, from first: Int) throws {
    func note(_ number: Int) -> AuditNote {
      AuditNote(
        time: "2026-03-01T10:00:00+08:00", author: "写入程序", reason: "第 \(number) 次",
        program: "StoreWriter")
    }
    let project =
      !FileManager.default.fileExists(atPath: path)
      ? try ProjectFile.create(path, note(0)) : try ProjectFile.open(path, for: .writing)
    acknowledge(0)
    for number in first... {
      let content = content(number)
      var revision = NewRevision(
        header: Filing.Header(), period: "2024", stage: .reported, content: content,
        cells: content.count, evidence: [])
      revision.filing = number == 1 ? nil : 1
      revision.latest = number == 1 ? nil : number - 1
      acknowledge(try project.add(revision, note(number)))
    }
  }

  /// Uses a tonne of a lot again and again; movement n is of n days behind the issue.
  static func move(_ path: String, from first: Int) throws -> Never {
    func note(_ number: Int) -> AuditNote {
      AuditNote(
        time: "2026-03-01T10:00:00+08:00", author: "写入程序", reason: "第 \(number) 次",
        program: "StoreWriter")
    }
    let start = Day(number: 17_000)
    let isNew = !FileManager.default.fileExists(atPath: path)
    let project =
      isNew ? try ProjectFile.create(path, note(0)) : try ProjectFile.open(path, for: .writing)
    if try project.registry().isEmpty { try project.register(beginning(start), note(0)) }
    acknowledge(0)
    for number in first... {
      let movement = CreditMovement(
        issue: "L", action: .voluntary, quantity: tonne(1), holder: "H",
        day: start.advanced(by: number))
      try project.register([ProjectFile.RegistryLine(movement, at: .none)], note(number))
      acknowledge(number)
    }
    exit(0)
  }

  private static func tonne(_ count: Int64) -> CreditQuantity {
    CreditQuantity(grams: count * CreditQuantity.gramsOfTonne)
  }

  private static func beginning(_ start: Day) -> [ProjectFile.RegistryLine] {
    let before = start.advanced(by: -1)
    var period = MonitoringPeriod(
      id: "T", project: "P", method: "M", from: before, through: before)
    period.quantity = tonne(1_000_000)
    let records: [any RegistryRecord] = [
      CreditMethod(id: "M", title: "M"), CreditProject(id: "P", title: "P", method: "M"), period,
      CreditIssue(
        id: "L", period: "T", credit: "C", vintage: before.year, quantity: tonne(1_000_000),
        holder: "H", day: start),
    ]
    return records.map { ProjectFile.RegistryLine($0, at: .none) }
  }

  /// The content of a revision: of different length each time, up to some pages of the file.
  static func content(_ number: Int) -> [UInt8] {
    let line = Array("revision \(number)\n".utf8)
    return (0..<(1 + number * 37 % 900)).flatMap { _ in line }
  }

  /// Writes past any buffer: what a killed process has acknowledged has been seen.
  private static func acknowledge(_ number: Int) {
    FileHandle.standardOutput.write(Data("\(number)\n".utf8))
  }
}
