import Accounting
import Diagnostics
import Exchange
import Foundation
import OfficeFiles
import RulePlan

/// `mrv import --map` and `--suggest-map`: the enterprise's own ledgers.
struct LedgerCall {
  let call: Invocation

  /// Drafts the map of a ledger.
  func suggest(_ path: String, method: String?) throws -> ExitCode {
    let library = try call.library()
    guard let method else {
      throw CommandStop.usage(
        Wording(
          zh: "请写明方法学：mrv import --suggest-map METHOD \(path) --out 对照表.csv",
          en: "name the methodology: mrv import --suggest-map METHOD \(path) --out MAP.csv"))
    }
    let target = try call.out()
    let choice = try MethodNames(library: library).find(method, period: try call.period())
    if let reason = choice.reason { call.console.note(reason.text(call.language) + "\n") }
    let (_, plan) = try library.usable(choice.id)
    let ledger = try source(path)
    let map = LedgerSuggestion(ledger, plan: plan, units: library.units)
      .map(period: try call.period())
    guard !map.sheets.isEmpty else {
      throw CommandStop.failed(
        Wording(
          zh: "“\(path)”里没有找到有标题行的表", en: "no sheet of “\(path)” has a line of headings"))
    }
    let file = try OutputFiles.free(target, force: call.has("--force"))
    try OutputFiles.write(map.text(), to: file)
    call.line(file)
    let values = map.sheets.flatMap(\.values).count
    let unread = map.sheets.reduce(0) { $0 + $1.unread.count }
    call.line(
      call.say(
        "猜出 \(values) 列，\(unread) 列没有对应；请打开核对、修改，再运行 mrv import --map \(file) \(path)",
        "\(values) columns guessed, \(unread) left out; correct the map, then run"
          + " mrv import --map \(file) \(path)"))
    return .clean
  }

  /// Reads a ledger through its map.
  func read(_ path: String, map mapPath: String, method: String?) throws -> ExitCode {
    let library = try call.library()
    guard FileManager.default.fileExists(atPath: mapPath) else {
      throw CommandStop.usage(
        Wording(zh: "没有对照表“\(mapPath)”", en: "there is no map “\(mapPath)”"))
    }
    let mapFile = try FilingReader.file(mapPath)
    let (map, mapFindings) = LedgerMap.read(mapFile.bytes, file: mapPath)
    let ledger = try source(path)
    let sources = self.sources([mapFile], ledger)
    guard let word = method ?? map.methodology else {
      throw CommandStop.usage(
        Wording(
          zh: "对照表没有写方法学；请写一行：方法学,,sectors/…",
          en: "the map names no methodology; write 方法学,,sectors/… into it"))
    }
    let stated = try call.period() ?? map.period
    let choice = try MethodNames(library: library).find(word, period: stated)
    if let reason = choice.reason { call.console.note(reason.text(call.language) + "\n") }
    let (_, plan) = try library.usable(choice.id)
    var reader = LedgerReader(ledger, map: map, mapFile: mapPath, plan: plan)
    let outcome = reader.read(period: stated)
    let findings = mapFindings + outcome.findings
    guard var filing = outcome.filing else {
      throw CommandStop.findings(findings, sources: sources)
    }
    filing.evidence.append(try evidence(path))
    let reading = FilingReader.Reading(
      filing: filing, methodology: choice.id, reason: choice.reason, findings: findings,
      sources: sources)
    if let project = call.value("--into"), !project.isEmpty {
      return try put(reading, outcome.lines, into: project)
    }
    return try write(reading, outcome.lines, plan)
  }

  /// Puts the ledger's values over the filing that a project has for the period, as a revision.
  private func put(
    _ reading: FilingReader.Reading, _ lines: FilingFile, into path: String
  ) throws -> ExitCode {
    guard !reading.findings.hasErrors else {
      throw CommandStop.findings(reading.findings, sources: reading.sources)
    }
    let period = reading.filing.period.description
    let project = try ProjectFilings.read(path)
    let numbered = try ImportInto.numberedFiling(project, call)
    let fitting = numbered.map { [$0] } ?? project.filings.filter { $0.period == period }
    guard let filing = fitting.first, let latest = project.latest(of: filing.number) else {
      throw CommandStop.usage(
        Wording(
          zh: "“\(path)”里还没有报告期 \(period) 的填报数据；台账不含企业信息，请先用 mrv import 放入填好企业信息的工作簿",
          en: "“\(path)” has no filing for \(period); a ledger does not say whose it is:"
            + " add a workbook with the enterprise's data first"))
    }
    guard fitting.count == 1, filing.period == period else {
      throw CommandStop.usage(
        Wording(
          zh: "“\(path)”里报告期 \(period) 有几份填报，或 --filing 指的是另一期；请用 --filing 指明一份",
          en: "say with --filing which filing of \(period) is meant"))
    }
    let standing = try project.data(latest).filing(at: .reported)
    let merged = FilingReader.Reading(
      filing: LedgerMerge.filing(reading.filing, over: standing),
      methodology: latest.methodology ?? reading.methodology, reason: nil,
      findings: reading.findings, sources: reading.sources)
    if let folder = call.value("--out"), !folder.isEmpty {
      let file = try OutputFiles.free(folder, lines.name, force: call.has("--force"))
      try OutputFiles.write(lines.bytes, to: file)
      if !call.isJSON { call.line(file) }
    }
    let kept = try EvidenceFiles.records(merged.filing, folder: call.value("--evidence"))
    guard !kept.findings.hasErrors else {
      throw CommandStop.findings(kept.findings, sources: reading.sources)
    }
    let material = ImportInto.Material(
      reading: merged, target: latest, evidence: kept.records, remarks: kept.findings)
    return try ImportInto.run(call, material, into: path)
  }

  /// Writes the filing with the ledger's lines beside it.
  private func write(
    _ reading: FilingReader.Reading, _ lines: FilingFile, _ plan: Plan
  ) throws -> ExitCode {
    let target = try call.out()
    var written = try FilingOutput(call: call, plan: plan).write(reading.filing, to: target)
    let ending = [".xlsx", ".json", ".xml"].first { target.lowercased().hasSuffix($0) }
    let force = call.has("--force")
    // Beside a file, else in a folder below the tables: there it is no table of the filing.
    let path =
      if let ending {
        try OutputFiles.free(String(target.dropLast(ending.count)) + "-" + lines.name, force: force)
      } else {
        try OutputFiles.free(target, "台账/" + lines.name, force: force)
      }
    try OutputFiles.write(lines.bytes, to: path)
    written.append(path)
    return ImportCommand.tell(call, reading, written)
  }

  private func evidence(_ path: String) throws -> Filing.EvidenceItem {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandStop.failed(Wording(zh: "“\(path)”读不出来", en: "“\(path)” cannot be read"))
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var item = Filing.EvidenceItem(id: "台账")
    item.title = name
    item.type = "台账"
    item.file = name
    item.sha256 = SHA256.hexadecimal([UInt8](data))
    return item
  }

  private func source(_ path: String) throws -> LedgerSource {
    if let workbook = try FilingReader.workbook(path) { return .workbook(workbook) }
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandStop.usage(Wording(zh: "没有台账“\(path)”", en: "there is no ledger “\(path)”"))
    }
    return .table(try FilingReader.file(path))
  }

  private func sources(_ files: [FilingFile], _ ledger: LedgerSource) -> FindingPrinter.Sources {
    let table: [FilingFile] = if case .table(let file) = ledger { [file] } else { [] }
    let all = files + table
    return { name in
      all.first { $0.name == name }.map { SourceText(file: name, bytes: $0.bytes) }
    }
  }
}
