import Accounting
import Foundation
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
