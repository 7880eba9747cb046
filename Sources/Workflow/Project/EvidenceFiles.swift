import Accounting
import Diagnostics
import Foundation
import Store

/// The laboratory reports behind a filing, with the digests of their files where there are some.
enum EvidenceFiles {
  /// The largest file that is read, in bytes.
  private static let largest = 1 << 30

  /// The index of a filing's evidence.
  ///
  /// A file belongs to the report whose number is its name without ending. The files themselves
  /// are not kept, only what they are called and their SHA-256.
  static func records(
    _ filing: Filing, folder: String?
  ) throws -> (records: [EvidenceRecord], findings: [Finding]) {
    var records = reports(filing)
    guard let folder else { return (records, []) }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        .filter { !$0.hasPrefix(".") }
    } catch {
      throw CommandStop.usage(
        Wording(zh: "没有文件夹“\(folder)”", en: "there is no folder “\(folder)”"))
    }
    var files: [(name: String, sha256: String)] = []
    for name in names {
      let path = (folder.hasSuffix("/") ? folder : folder + "/") + name
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      guard attributes?[.size] as? Int ?? 0 <= largest,
        let data = FileManager.default.contents(atPath: path)
      else {
        throw CommandStop.failed(
          Wording(zh: "“\(path)”读不出来，或大于 1 GiB", en: "“\(path)” cannot be read or is over 1 GiB"))
      }
      files.append((name, Digest(of: [UInt8](data)).sha256))
    }
    var used: Set<String> = []
    var findings: [Finding] = []
    for index in records.indices {
      let record = records[index]
      let names = [record.file, record.report].compactMap { $0 }
      guard !names.isEmpty else { continue }
      let file = files.first { names.contains($0.name) || names.contains(stem($0.name)) }
      guard let file else {
        findings.append(
          Finding(
            .evidenceNoFile, at: .address(record.sample),
            ["report": names[0], "folder": folder]))
        continue
      }
      if let stated = record.sha256, stated.lowercased() != file.sha256 {
        findings.append(
          Finding(
            .evidenceOtherFile, at: .address(record.sample),
            ["file": file.name, "stated": stated, "got": file.sha256]))
      }
      records[index].file = file.name
      records[index].sha256 = file.sha256
      used.insert(file.name)
    }
    for file in files where !used.contains(file.name) {
      var record = EvidenceRecord(sample: "")
      record.file = file.name
      record.sha256 = file.sha256
      records.append(record)
    }
    return (records, findings)
  }

  private static func stem(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  /// Documents, samples, and cells that state a report of their own.
  private static func reports(_ filing: Filing) -> [EvidenceRecord] {
    let documents = filing.evidence.map { item in
      var record = EvidenceRecord(sample: item.id)
      for field in item.fields { record.set(field.name, field.value) }
      record.file = item.file
      record.sha256 = item.sha256
      return record
    }
    let samples = filing.samples.map { sample in
      var record = EvidenceRecord(sample: sample.id)
      for field in sample.fields { record.set(field.name, field.value) }
      return record
    }
    var own: [CellAddress: EvidenceRecord] = [:]
    var order: [CellAddress] = []
    for entry in FilingRevision(base: filing).filing().cells {
      guard let facet = entry.address.facet, Filing.evidenceFields.contains(facet) else { continue }
      var address = entry.address
      address.facet = nil
      if own[address] == nil { order.append(address) }
      own[address, default: EvidenceRecord(sample: address.description)]
        .set(facet, entry.cell.value)
    }
    return documents + samples + order.compactMap { own[$0] }
  }
}

extension EvidenceRecord {
  /// Takes over a field of the evidence, where the index has it.
  fileprivate mutating func set(_ name: String, _ value: CellValue) {
    let text = FilingDifference.text(value)
    switch name {
    case "report": report = text
    case "laboratory": laboratory = text
    case "sampled": sampled = text
    case "received": received = text
    case "tested": tested = text
    case "issued": issued = text
    default: break
    }
  }
}

extension FindingKind {
  static let evidenceNoFile = FindingKind(
    "evidence.no-file", .warning,
    zh: "文件夹“{folder}”里没有名为“{report}”的报告文件",
    en: "the folder “{folder}” has no file named “{report}”")
  static let evidenceOtherFile = FindingKind(
    "evidence.other-file", .error,
    zh: "文件“{file}”的 SHA-256 是 {got}，填报数据写的是 {stated}：不是同一个文件",
    en: "the SHA-256 of “{file}” is {got} and the filing says {stated}: this is another file")
}
