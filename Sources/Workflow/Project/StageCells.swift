import Accounting
import Diagnostics

/// The cells that a stage puts over a filing, taken from what the stage handed in.
enum StageCells {
  /// A filing of only those cells that differ from what stands there.
  ///
  /// What was handed in may be the whole filing or only the cells in question: what it does not
  /// mention stays. Rows, samples and the header belong to the enterprise's revision. Files that
  /// carry stages of their own count as they stand at this one.
  static func filing(
    _ new: Filing, over old: Filing, _ stage: Stage
  ) throws -> Filing {
    let strays = FilingDifference(from: old, to: new).changes.filter { change in
      change.kind != "cells" && change.new != nil && !change.isOfExcerpt
    }
    guard strays.isEmpty else {
      throw CommandStop.findings(
        strays.map {
          Finding(
            .storeStageOther, at: .address($0.place),
            [
              "stage": stage.title, "stage-en": stage.id, "old": $0.old ?? "—",
              "new": $0.new ?? "—",
            ])
        }, sources: { _ in nil })
    }
    let standing = Dictionary(old.cells.map { ($0.address, $0.cell) }) { first, second in
      second.stage >= first.stage ? second : first
    }
    var excerpt = Filing(period: old.period)
    let handedIn = FilingRevision(base: new).filing(at: stage)
    for entry in handedIn.cells where standing[entry.address]?.value != entry.cell.value {
      var entry = entry
      entry.cell.stage = stage
      excerpt.cells.append(entry)
    }
    return excerpt
  }

  /// Cells of a stage that a later stage has decided already.
  static func overridden(_ cells: Filing, in filing: Filing) -> [Finding] {
    let standing = Dictionary(filing.cells.map { ($0.address, $0.cell) }) { _, last in last }
    return cells.cells.compactMap { entry in
      guard let cell = standing[entry.address], cell.stage > entry.cell.stage else { return nil }
      return Finding(
        .storeLaterStage, at: .address(entry.address.description),
        [
          "stage": cell.stage.title, "stage-en": cell.stage.id,
          "value": FilingDifference.text(cell.value),
        ])
    }
  }

  /// Says that a new revision of the enterprise does not carry what stages changed.
  static func leftBehind(_ standing: FilingRevision, at origin: Origin) -> Finding {
    let cells = Set(standing.overlays.flatMap { $0.cells.map(\.address) })
    return Finding(.storeStagesLeft, at: origin, ["count": "\(cells.count)"])
  }
}

extension FilingDifference.Change {
  /// What differs by itself where somebody hands in a few cells: day of filing, period of a list.
  fileprivate var isOfExcerpt: Bool {
    kind == "revision" || kind == "header" && ["filedOn", "period", "methodology"].contains(place)
  }
}

extension FindingKind {
  static let storeStageOther = FindingKind(
    "store.stage-other", .error,
    zh: "{stage}阶段只能改数值，这里原为“{old}”，交来的是“{new}”；行、样品和表头请由企业重新填报",
    en:
      "the stage {stage-en} changes values only, not this from “{old}” to “{new}”: file anew"
  )
  static let storeLaterStage = FindingKind(
    "store.later-stage", .warning,
    zh: "{stage}阶段已把这一项定为“{value}”，这次的改动记下了，但不起作用",
    en: "the stage {stage-en} has set this to “{value}”; the change is kept but has no effect")
  static let storeStagesLeft = FindingKind(
    "store.stages-left", .warning,
    zh: "新的填报版本不带此前各阶段（核查、复核、核定）改过的 {count} 个单元格，需要重新核查",
    en:
      "the new revision does not carry the {count} cells that later stages changed; verify it again"
  )
}
