import Accounting
import Diagnostics
import RulePlan
import Store

/// `mrv diff`: what changed between two filings or revisions.
enum DiffCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "diff", summary: Wording(zh: "逐格比较两份填报或两个版本", en: "compare two filings or revisions"),
      operands: "PROJECT.mrv [A [B]] | FILING FILING", count: 1...3,
      options: [.period],
      details: Wording(
        zh: """
          列出改动的单元格：地址、原值 → 新值；同一项目的两个版本还列出谁、在哪个阶段、为什么改。
          只写 PROJECT.mrv 时比较最新版与它的前一版；只写 A 时比较 A 与最新版。
          也可以比较任意两份填报：文件夹、.json、.case 或 PROJECT.mrv@3。
          """,
        en: """
          Lists the cells that changed: address, old → new; between revisions of one project also
          who changed them, at which stage and why.
          PROJECT.mrv alone compares its latest revision with the one before; with A, A and the
          latest. Any two filings can be compared: folders, .json, .case or PROJECT.mrv@3.
          """),
      examples: [
        .init("mrv diff plant.mrv 1 3", zh: "第 1 版与第 3 版", en: "revisions 1 and 3"),
        .init("mrv diff plant.mrv", zh: "最近一次改了什么", en: "what the last change was"),
        .init("mrv diff plant.mrv@3 data/", zh: "项目与文件夹", en: "a project and a folder"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let words = call.operands
    if let reference = ProjectReference(words[0]),
      words.count != 2 || Int(words[1]) != nil
    {
      return try revisions(reference, words.dropFirst().map { $0 }, call)
    }
    guard words.count == 2 else {
      throw CommandStop.usage(
        Wording(
          zh: "要比较的是两份填报，或一个项目的两个版本：mrv diff PROJECT.mrv 1 3",
          en: "compare two filings, or two revisions of a project: mrv diff PROJECT.mrv 1 3"))
    }
    let references = words.map { ProjectReference($0) }
    if let left = references[0], let right = references[1], left.path == right.path {
      let project = try ProjectFilings.read(left.path)
      return try tell(
        project, try project.chosen(left, period: try call.period()),
        try project.chosen(right, period: try call.period()), call)
    }
    let filings = try words.map { try filing($0, call) }
    let difference = FilingDifference(from: filings[0], to: filings[1])
    return print(difference, words[0], words[1], [:], call)
  }

  /// A filing by itself; a project needs no rules for that.
  private static func filing(_ word: String, _ call: Invocation) throws -> Filing {
    if let reference = ProjectReference(word) {
      let project = try ProjectFilings.read(reference.path)
      return try project.data(try project.chosen(reference, period: try call.period())).filing()
    }
    let reading = try FilingReader(library: try call.library(), period: try call.period())
      .read(word, method: nil)
    guard !reading.findings.hasErrors else {
      throw CommandStop.findings(reading.findings, sources: reading.sources)
    }
    return reading.filing
  }

  /// Two revisions of a project, by their numbers.
  private static func revisions(
    _ reference: ProjectReference, _ words: [String], _ call: Invocation
  ) throws -> ExitCode {
    let project = try ProjectFilings.read(reference.path)
    func revision(_ word: String) throws -> RevisionRecord {
      guard let number = Int(word) else {
        throw CommandStop.usage(
          Wording(zh: "版本是数字，不是“\(word)”", en: "a revision is a number, not “\(word)”"))
      }
      return try project.chosen(
        ProjectReference(path: reference.path, revision: number), period: nil)
    }
    if words.count == 2 {
      return try tell(project, try revision(words[0]), try revision(words[1]), call)
    }
    if let word = words.first {
      let old = try revision(word)
      return try tell(project, old, project.latest(of: old.filing) ?? old, call)
    }
    let new = try project.chosen(reference, period: try call.period())
    let before = project.revisions.last { $0.filing == new.filing && $0.number < new.number }
    guard let before else {
      call.line(
        call.say(
          "第 \(new.number) 版是这份填报的第一版，没有可比的",
          "revision \(new.number) is the first of its filing; there is nothing to compare"))
      return .clean
    }
    return try tell(project, before, new, call)
  }

  private static func tell(
    _ project: ProjectFilings, _ old: RevisionRecord, _ new: RevisionRecord, _ call: Invocation
  ) throws -> ExitCode {
    let difference = FilingDifference(
      from: try project.data(old).filing(), to: try project.data(new).filing())
    let changes =
      old.filing == new.filing && old.number < new.number
      ? try CellChanges.revisions(project, after: old, through: new) : [:]
    return print(
      difference, "\(project.path)@\(old.number)", "\(project.path)@\(new.number)", changes, call)
  }

  private static func print(
    _ difference: FilingDifference, _ old: String, _ new: String,
    _ revisions: [String: RevisionRecord], _ call: Invocation
  ) -> ExitCode {
    if call.isJSON {
      call.write(json(difference, old, new, revisions), [], sources: { _ in nil })
      return .clean
    }
    call.line("\(TerminalText.printable(old)) → \(TerminalText.printable(new))")
    guard !difference.isEmpty else {
      call.line(call.say("没有不同", "no difference"))
      return .clean
    }
    var kinds: [String] = []
    for change in difference.changes where kinds.last != change.kind { kinds.append(change.kind) }
    for kind in kinds {
      let changes = difference.changes.filter { $0.kind == kind }
      let title = call.language == .chinese ? CellChanges.titles[kind] ?? kind : kind
      call.line()
      call.line("\(title) \(changes.count)")
      var table = TextTable()
      for change in changes {
        let revision = revisions[CellChanges.key(change)]
        table.add([
          "  " + change.place, Self.value(change.old, call), "→", Self.value(change.new, call),
          revision.map { CellChanges.text($0, call.language) } ?? "",
        ])
      }
      call.console.out(table.text)
    }
    return .clean
  }

  private static func value(_ text: String?, _ call: Invocation) -> String {
    guard let text else { return call.say("（无）", "(none)") }
    return text.isEmpty ? call.say("（空）", "(blank)") : text
  }

  private static func json(
    _ difference: FilingDifference, _ old: String, _ new: String,
    _ revisions: [String: RevisionRecord]
  ) -> JSON {
    .members([
      "old": .text(old), "new": .text(new),
      "changes": .array(
        difference.changes.map { change in
          let revision = revisions[CellChanges.key(change)]
          return .members([
            "kind": .text(change.kind), "at": .text(change.place),
            "old": .optional(change.old), "new": .optional(change.new),
            "revision": .optional(revision?.number), "stage": .optional(revision?.stage.id),
            "author": .optional(revision?.note.author),
            "reason": .optional(revision?.note.reason),
          ])
        }),
    ])
  }
}

/// Which revision made a change.
enum CellChanges {
  /// What the lists of a filing are called in Chinese.
  static let titles = [
    "header": "基本信息", "rows": "行", "cells": "数据", "notOccurring": "不涉及", "samples": "样品",
    "revision": "版本", "boundary": "核算边界", "records": "数据来源登记", "evidence": "支撑材料",
    "meters": "计量器具", "monitoringPlan": "监测计划", "explanations": "说明", "signatures": "签署",
  ]

  /// The last revision behind `old` and up to `new` that changed a thing, by the thing.
  static func revisions(
    _ project: ProjectFilings, after old: RevisionRecord, through new: RevisionRecord
  ) throws -> [String: RevisionRecord] {
    var found: [String: RevisionRecord] = [:]
    var before = try project.data(old).filing()
    let between = project.revisions.filter {
      $0.filing == old.filing && $0.number > old.number && $0.number <= new.number
    }
    for revision in between {
      let after = try project.data(revision).filing()
      for change in FilingDifference(from: before, to: after).changes {
        found[key(change)] = revision
      }
      before = after
    }
    return found
  }

  static func key(_ change: FilingDifference.Change) -> String {
    "\(change.kind) \(change.place)"
  }

  /// `@3 核查 李四：与台账不符`.
  static func text(_ revision: RevisionRecord, _ language: Language) -> String {
    let stage = language == .chinese ? revision.stage.title : revision.stage.id
    let colon = language == .chinese ? "：" : ": "
    return "@\(revision.number) \(stage) \(revision.note.author)\(colon)\(revision.note.reason)"
  }
}
