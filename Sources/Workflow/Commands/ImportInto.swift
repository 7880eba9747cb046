import Accounting
import Diagnostics
import Exchange
import Quantities
import RulePlan
import Store

/// `mrv import … --into PROJECT.mrv`: a filing becomes a revision, or a stage's cells over one.
enum ImportInto {
  /// The options of a command that can put a filing into a project.
  static let options: [OptionSpec] = [
    OptionSpec(
      "--into", "PROJECT.mrv", zh: "放入这个项目文件，成为新的一版", en: "add it to this project as a revision"),
    OptionSpec(
      "--stage", "STAGE", zh: "改动属于哪个阶段：填报（缺省）、核查、复核、核定",
      en: "whose cells these are: reported (default), verified, reviewed, approved"),
    OptionSpec(
      "--filing", "N", zh: "属于项目里第几份填报（缺省：按企业、报告期和用途找）",
      en: "number of the filing (else found by enterprise, period and purpose)"),
    .evidence,
    .author, .reason,
  ]

  /// A filing that is to go into a project, and the revision that it is about.
  struct Material {
    let reading: FilingReader.Reading
    /// The revision that a stage's cells go over; nil where the filing itself tells.
    let target: RevisionRecord?
    /// The index of the documents behind it.
    let evidence: [EvidenceRecord]
    /// What is to be said about the documents.
    let remarks: [Finding]
  }

  /// Reads the filing that is to go into a project; errors stand in the way, since what was not
  /// read would be lost.
  ///
  /// A stage may hand in a few cells only: what they are about then follows from the project.
  static func material(
    _ path: String, method: String?, into project: ProjectFilings?, _ call: Invocation
  ) throws -> Material {
    var reader = FilingReader(library: try call.library(), period: try call.period())
    var target: RevisionRecord?
    if let project, try stage(call) != .reported {
      guard !project.filings.isEmpty else { throw CommandStop.usage(nothingToCover(project.path)) }
      let reference = ProjectReference(path: project.path, revision: nil)
      let numbered = try numberedFiling(project, call).flatMap { project.latest(of: $0.number) }
      let chosen = try numbered ?? project.chosen(reference, period: reader.period)
      let period = project.filings.first { $0.number == chosen.filing }?.period
      reader.period = reader.period ?? period.flatMap { Period($0) }
      target = chosen
    }
    let reading = try reader.read(path, method: method ?? target?.methodology)
    guard !reading.findings.hasErrors else {
      call.console.note(
        call.say("有错误，什么也没有放入项目\n", "there are errors: nothing was put into the project\n"))
      throw CommandStop.findings(reading.findings, sources: reading.sources)
    }
    let evidence = try EvidenceFiles.records(reading.filing, folder: call.value("--evidence"))
    guard !evidence.findings.hasErrors else {
      throw CommandStop.findings(evidence.findings, sources: reading.sources)
    }
    return Material(
      reading: reading, target: target, evidence: evidence.records, remarks: evidence.findings)
  }

  /// Puts a filing into a project and tells what became of it.
  static func run(_ call: Invocation, _ material: Material, into path: String) throws -> ExitCode {
    let stored = try store(call, material, into: path)
    guard stored.isNew else {
      call.line(
        call.say(
          "与第 \(stored.number) 版相同，没有新增版本",
          "the same as revision \(stored.number); nothing was added"))
      return call.code(material.reading.findings)
    }
    tell(call, path, stored, try stage(call), material.reading)
    return call.code(stored.findings)
  }

  /// What became of a filing that was put into a project.
  struct Stored {
    /// The revision that it is.
    let number: Int
    /// Whether the project did not have it before.
    let isNew: Bool
    /// The latest revision before.
    let latest: RevisionRecord?
    /// What it changes in that.
    let changed: FilingDifference?
    /// What is to be said.
    let findings: [Finding]
  }

  /// Puts a filing into a project, unless its latest revision says the same.
  static func store(
    _ call: Invocation, _ material: Material, into path: String
  ) throws -> Stored {
    let reading = material.reading
    let stage = try stage(call)
    let project = try ProjectFilings.read(path)
    let filing = try filing(of: reading.filing, material.target, in: project, call)
    let latest = filing.flatMap { project.latest(of: $0.number) }
    let standing = try latest.map { try project.data($0) }
    var findings = reading.findings + material.remarks + others(filing, reading.filing, project)
    var revision = NewRevision(
      header: reading.filing.header, period: reading.filing.period.description, stage: stage,
      content: [], cells: 0, evidence: material.evidence)
    revision.filing = filing?.number
    revision.latest = latest?.number
    revision.methodology = reading.methodology
    var kept = reading.filing
    var changed = standing.map { FilingDifference(from: $0.filing(), to: kept) }
    if stage != .reported {
      guard let latest, let standing else { throw CommandStop.usage(nothingToCover(path)) }
      revision.base = latest.base ?? latest.number
      let before = standing.filing(at: stage)
      kept = try StageCells.filing(kept, over: before, stage)
      let overlay = Overlay(stage: stage, author: "", reason: "", cells: Array(kept.cells))
      let after = standing.adding(overlay)
      changed = FilingDifference(from: before, to: after.filing(at: stage))
      findings += StageCells.overridden(kept, in: after.filing())
    } else if let standing, !standing.overlays.isEmpty, kept.stages.isEmpty {
      findings.append(StageCells.leftBehind(standing, at: reading.filing.header.origin))
    }
    if let latest, changed?.isEmpty == true {
      return Stored(
        number: latest.number, isNew: false, latest: latest, changed: changed, findings: findings)
    }
    let stated = call.value("--reason") ?? reading.filing.header.revision.reason
    let reason = try reason(stated, isFirst: latest == nil)
    revision.content = try kept.canonical()
    revision.cells = kept.cells.count
    let note = try call.note(reason: reason)
    let number = try StoreCall.translate { () throws(StoreFailure) in
      try ProjectFile.open(path, for: .writing).add(revision, note)
    }
    return Stored(
      number: number, isNew: true, latest: latest, changed: changed, findings: findings)
  }

  private static func tell(
    _ call: Invocation, _ path: String, _ stored: Stored, _ stage: Stage,
    _ reading: FilingReader.Reading
  ) {
    let (number, findings) = (stored.number, stored.findings)
    let count = stored.changed?.changes.count ?? 0
    if call.isJSON {
      call.write(
        json(path, revision: number, changes: count), findings, sources: reading.sources)
      return
    }
    let period = reading.filing.period.description
    let done = call.say(
      "已存为 \(path)@\(number)（\(stage.title)，报告期 \(period)）",
      "stored as \(path)@\(number) (\(stage.id), period \(period))")
    call.line(TerminalText.printable(done))
    if let latest = stored.latest {
      call.line(
        call.say(
          "与第 \(latest.number) 版有 \(count) 处不同，逐项列出：mrv diff \(path) \(latest.number) \(number)",
          "\(count) differences from revision \(latest.number): mrv diff \(path) \(latest.number)"
            + " \(number)"))
    }
    if !findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: reading.sources)
      call.console.out("\n" + FindingDigest(printer: printer).text(findings))
    }
  }

  static func json(_ path: String, revision: Int?, changes: Int) -> JSON {
    .members([
      "project": .text(path), "revision": .optional(revision), "changes": .integer(changes),
    ])
  }

  // MARK: Where it belongs

  private static func stage(_ call: Invocation) throws -> Stage {
    guard let word = call.value("--stage") else { return .reported }
    if let stage = Stage(named: word) { return stage }
    throw CommandStop.usage(
      Wording(
        zh: "--stage 应为 填报、核查、复核（复查）或 核定，不是“\(word)”",
        en: "--stage is reported, verified, reviewed or approved, not “\(word)”"))
  }

  private static func reason(_ stated: String?, isFirst: Bool) throws -> String {
    if let stated, !stated.isEmpty { return stated }
    if isFirst { return "首次填报" }
    throw CommandStop.usage(
      Wording(
        zh: "请用 --reason 写明为什么修改，审计记录里要留下原因",
        en: "say with --reason why it changes; the log keeps it"))
  }

  private static func filing(
    of new: Filing, _ target: RevisionRecord?, in project: ProjectFilings, _ call: Invocation
  ) throws -> FilingRecord? {
    if let filing = try numberedFiling(project, call) { return filing }
    if let target { return project.filings.first { $0.number == target.filing } }
    return project.filings.first {
      $0.covers(
        creditCode: new.header.creditCode, enterprise: new.header.enterprise,
        period: new.period.description, purpose: new.header.purpose)
    }
  }

  /// The filing that `--filing` names.
  static func numberedFiling(
    _ project: ProjectFilings, _ call: Invocation
  ) throws -> FilingRecord? {
    guard let text = call.value("--filing") else { return nil }
    if let number = Int(text), let filing = project.filings.first(where: { $0.number == number }) {
      return filing
    }
    throw CommandStop.usage(
      Wording(
        zh: "“\(project.path)”没有第 \(text) 份填报；mrv status 列出全部",
        en: "“\(project.path)” has no filing \(text); mrv status lists them"))
  }

  /// A filing of the same period under another name may be meant as a correction.
  private static func others(
    _ filing: FilingRecord?, _ new: Filing, _ project: ProjectFilings
  ) -> [Finding] {
    guard filing == nil,
      let other = project.filings.first(where: { $0.period == new.period.description })
    else { return [] }
    return [
      Finding(
        .storeSecondFiling, at: new.header.origin,
        ["name": ProjectFilings.name(other), "number": "\(other.number)"])
    ]
  }

  private static func nothingToCover(_ path: String) -> Wording {
    Wording(
      zh: "“\(path)”里还没有这份填报，谈不上核查；请先放入企业填报的数据（不写 --stage）",
      en: "“\(path)” does not have this filing yet; add what the enterprise reported first")
  }
}

extension FindingKind {
  static let storeSecondFiling = FindingKind(
    "store.second-filing", .warning,
    zh: "项目里已有同一报告期的另一份填报（{name}），这份作为新的填报存入；若是更正，请加 --filing {number} 重新导入",
    en:
      "the project has {name} for this period; to correct that, add --filing {number}"
  )
}
