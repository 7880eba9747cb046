import Accounting
import Diagnostics
import Exchange
import Quantities
import Store

/// The filings of a project as data, by the numbers of their revisions.
///
/// The project stays open, and the content of a revision is read when it is asked for.
final class ProjectFilings {
  /// The file, for messages.
  let path: String
  let filings: [FilingRecord]
  let revisions: [RevisionRecord]
  private let project: ProjectFile

  private init(
    _ project: consuming ProjectFile, _ filings: [FilingRecord], _ revisions: [RevisionRecord]
  ) {
    path = project.path
    self.filings = filings
    self.revisions = revisions
    self.project = project
  }

  /// Opens a project for reading and lists its revisions.
  static func read(_ path: String) throws -> ProjectFilings {
    try StoreCall.translate { () throws(StoreFailure) in
      let project = try ProjectFile.open(path, for: .reading)
      let (filings, revisions) = (try project.filings(), try project.revisions())
      return ProjectFilings(project, filings, revisions)
    }
  }

  /// The revision with this number.
  func revision(_ number: Int) -> RevisionRecord? { revisions.first { $0.number == number } }

  /// The latest revision of a filing.
  func latest(of filing: Int) -> RevisionRecord? { revisions.last { $0.filing == filing } }

  /// The revision that a reference means.
  ///
  /// - Parameter period: chooses where the project has several filings.
  func chosen(_ reference: ProjectReference, period: Period?) throws -> RevisionRecord {
    if let number = reference.revision {
      if let revision = revision(number) { return revision }
      let last = revisions.last?.number ?? 0
      throw CommandStop.usage(
        Wording(
          zh: "“\(path)”没有第 \(number) 版，最新是第 \(last) 版；mrv history 列出全部",
          en: "“\(path)” has no revision \(number), the latest is \(last); mrv history lists them"))
    }
    let fitting = filings.filter {
      period.map(\.description) == nil || $0.period == period?.description
    }
    if fitting.count == 1, let filing = fitting.first, let revision = latest(of: filing.number) {
      return revision
    }
    if filings.isEmpty {
      throw CommandStop.usage(
        Wording(
          zh: "“\(path)”里还没有填报数据；用 mrv import 数据 --into \(path) 放入",
          en: "“\(path)” has no filing yet; add one with mrv import FILING --into \(path)"))
    }
    let list = filings.map { filing in
      let number = latest(of: filing.number)?.number ?? 0
      return "\n    \(path)@\(number)  \(Self.name(filing))"
    }.joined()
    throw CommandStop.usage(
      Wording(
        zh: "“\(path)”里有几份填报，请写明版本，或用 --period 指明报告期：\(list)",
        en: "“\(path)” has several filings; name a revision, or the period with --period:\(list)"))
  }

  /// Enterprise, period and purpose of a filing.
  static func name(_ filing: FilingRecord) -> String {
    [filing.enterprise ?? filing.creditCode, filing.period, filing.purpose].compactMap { $0 }
      .joined(separator: " ")
  }

  /// A revision with the overlays up to it, as data.
  func data(_ record: RevisionRecord) throws -> FilingRevision {
    let number = record.base ?? record.number
    guard let base = revision(number) else {
      throw CommandStop.fault("revision \(record.number) rests on none")
    }
    var result = FilingRevision(base: try parsed(base))
    let overlays = revisions.filter { $0.base == number && $0.number <= record.number }
    for overlay in overlays {
      result = result.adding(
        Overlay(
          stage: overlay.stage, author: overlay.note.author, reason: overlay.note.reason,
          cells: Array(try parsed(overlay).cells)))
    }
    return result
  }

  /// The content of one revision.
  private func parsed(_ record: RevisionRecord) throws -> Filing {
    let name = "\(path)@\(record.number)"
    let bytes = try StoreCall.translate { () throws(StoreFailure) in
      try project.content(record.content)
    }
    let (filing, findings) = FilingJSON.read(bytes, file: name)
    guard let filing, !findings.hasErrors else {
      throw CommandStop.findings(findings, sources: { _ in nil })
    }
    return filing
  }
}

extension Filing {
  /// The canonical text under which a revision is kept.
  ///
  /// What cannot be read back as the same data is not kept at all.
  func canonical() throws -> [UInt8] {
    let text = FilingJSON.write(self)
    let bytes = Array(text.utf8)
    let (read, findings) = FilingJSON.read(bytes, file: "")
    guard let read, !findings.hasErrors, FilingJSON.write(read) == text,
      read.cells.map(\.plain) == cells.map(\.plain)
    else {
      throw CommandStop.fault("a filing is not read back as it was written")
    }
    return bytes
  }
}

extension Filing.Entry {
  /// The entry without the place where it was written.
  fileprivate var plain: Filing.Entry {
    var entry = self
    entry.cell.origin = .none
    return entry
  }
}
