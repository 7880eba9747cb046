import Accounting
import Engine
import Quantities
import RulePlan

/// The chapter of the accounting boundary: facilities, emission sources, what does not occur.
struct BoundaryBlocks {
  let material: ReportMaterial

  /// The rows directly below the filing with the rows below them, as declared.
  func facilities(caption: String) -> [Block] {
    let plan = material.plan
    var rows: [[TableCell]] = []
    for set in plan.rowSets.indices where set > 0 && isPlant(set) {
      let list = material.evaluation.dataset.rows[set]
      for row in list.keys.indices {
        let shape = Shape(rows: set, grain: .year)
        let key = list.keys[row]
        rows.append([
          TableCell(plan.rowSets[set].title.zh, .rowHeading), TableCell(key),
          TableCell(material.rowName(shape, row)), TableCell(life(set, row)),
        ])
      }
    }
    if rows.isEmpty { return [] }
    return [
      .table(
        DocumentTable(
          caption: caption,
          head: [["类别", "编号", "名称", "存续"].map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [18, 22, 36, 24]))
    ]
  }

  /// Facilities and what has a validity of its own: plants, lines, units; not fuels or materials.
  private func isPlant(_ set: Int) -> Bool {
    set == 1 || material.plan.inputs.contains { $0.facet == .validity && $0.shape.rows == set }
      || material.filing.rows.contains {
        $0.steps.last?.rowSet == material.plan.rowSets[set].id && $0.title != nil
      }
  }

  private func life(_ set: Int, _ row: Int) -> String {
    let rows = material.evaluation.dataset.rows[set]
    let from = rows.from.indices.contains(row) ? rows.from[row] : nil
    let to = rows.to.indices.contains(row) ? rows.to[row] : nil
    let words = [from.map { "自 \($0)" }, to.map { "至 \($0.advanced(by: -1))" }].compactMap { $0 }
    return words.isEmpty ? "整个报告期" : words.joined(separator: " ")
  }

  /// The emission sources of the method and whether they occur.
  func sources(caption: String) -> [Block] {
    let rows = material.method.sources.map { source -> [TableCell] in
      [
        TableCell(source.title.zh, .rowHeading), TableCell(source.gas ?? "—"),
        TableCell(Self.scope(source.scope)), TableCell(occurrence(source)),
        TableCell(ReportWords.clause(source.citation.clause)),
      ]
    }
    if rows.isEmpty { return [] }
    return [
      .table(
        DocumentTable(
          caption: caption,
          head: [
            ["排放源", "温室气体", "直接或间接", "本报告期", "依据"].map { TableCell($0, .columnHeading) }
          ], rows: rows, widths: [30, 14, 14, 22, 20]))
    ]
  }

  static func scope(_ scope: String?) -> String {
    switch scope {
    case "direct": "直接"
    case "indirect": "间接"
    case "removal": "清除（扣减）"
    default: "—"
    }
  }

  /// 涉及, 不涉及 with the reason, or what is missing.
  private func occurrence(_ source: Method.Source) -> String {
    if let statement = material.filing.notOccurring.first(where: {
      $0.target.steps.isEmpty && $0.target.name == source.id
    }) {
      return statement.reason.isEmpty ? "不涉及" : "不涉及：\(statement.reason)"
    }
    let evaluation = material.evaluation
    let own = material.plan.named.filter { $0.source == source.id && $0.role != .constant }
    let states = own.flatMap { named in
      (0..<evaluation.count(of: named.node)).map { evaluation.state(named.node, $0) }
    }
    if states.contains(where: \.hasValue) { return "涉及" }
    return states.allSatisfy { $0 == .notOccurring } ? "不涉及" : "缺数据"
  }

  /// What the filing declares 不涉及, with reasons.
  func notOccurring(caption: String) -> [Block] {
    let statements = material.filing.notOccurring
    if statements.isEmpty { return [] }
    let rows = statements.map { statement in
      [
        TableCell(title(statement.target), .rowHeading),
        TableCell(statement.reason.isEmpty ? "（未写原因）" : statement.reason),
        TableCell([.code(OriginText.text(statement.origin))]),
      ]
    }
    return [
      .table(
        DocumentTable(
          caption: caption, head: [["项目", "原因", "填报位置"].map { TableCell($0, .columnHeading) }],
          rows: rows, widths: [34, 42, 24]))
    ]
  }

  private func title(_ target: CellAddress) -> [Inline] {
    let source = material.method.sources.first { $0.id == target.name }
    guard let source, target.steps.isEmpty else {
      if target.name.isEmpty, let last = target.steps.last,
        let set = material.plan.rowSets.first(where: { $0.id == last.rowSet })
      {
        return [.text("\(material.places.row(target))　\(set.title.zh)")]
      }
      return material.places.line(target)
    }
    return [.text(source.title.zh)]
  }
}
