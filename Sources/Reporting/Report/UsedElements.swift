import Engine
import Quantities
import RulePlan

/// Every element of the rules that took part in a figure, with how well it is known.
///
/// - Source: `Documentation/Decisions/0005-evidence.md`: a recalled element that moved a figure
///   makes the report a trial calculation.
struct UsedElements {
  /// An element.
  struct Element {
    var kind: String
    var title: [Inline]
    var citation: Citation
    /// What `mrv confirm` calls it.
    var address: String
  }

  private let elements: [Element]
  private let material: ReportMaterial

  init(_ material: ReportMaterial) {
    self.material = material
    elements = Self.collect(material)
  }

  /// Whether something recalled moved a figure.
  var hasRecalled: Bool { elements.contains { $0.citation.evidence == .recalled } }

  // MARK: collecting

  /// What was reached from the results.
  private struct Reached {
    var named: Set<Int> = []
    var taken: Set<[Int]> = []
    var cells: [String: Element] = [:]
    var seen: Set<[Int]> = []
  }

  private static func collect(_ material: ReportMaterial) -> [Element] {
    let plan = material.plan
    let evaluation = material.evaluation
    let explanations = material.lookups.explanations
    let byNode = Dictionary(
      plan.named.enumerated().map { ($1.node, $0) }, uniquingKeysWith: { first, _ in first })
    var reached = Reached()
    // The results of the whole filing first: mostly they reach everything, and once is enough.
    let roots = plan.named.filter { $0.role.isFigure || $0.role == .creditable }
    let order = roots.sorted { plan.nodes[$0.node].shape.rows < plan.nodes[$1.node].shape.rows }
    for root in order.sorted(by: { $0.role == .total && $1.role != .total }) {
      for element in 0..<evaluation.count(of: root.node) {
        guard evaluation.state(root.node, element).hasValue,
          !reached.seen.contains([root.node, element])
        else { continue }
        visit(
          explanations.explain(root.node, element: element, limits: .none), byNode, plan, &reached)
      }
    }
    let words = material.lookups.words
    return values(reached.named, plan, words) + alternatives(reached.taken, plan, words)
      + reached.cells.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func visit(
    _ root: ExplanationNode, _ byNode: [Int: Int], _ plan: Plan, _ reached: inout Reached
  ) {
    var stack = [root]
    while let step = stack.popLast() {
      guard step.state.hasValue else { continue }
      reached.seen.insert([step.node, step.element])
      if let index = byNode[step.node] {
        reached.named.insert(index)
        if let way = step.alternative,
          let place = plan.named[index].alternatives.firstIndex(where: { $0.id == way.id })
        {
          reached.taken.insert([index, place])
        }
      }
      for cell in step.cells {
        let words = "\(cell.table.zh)：\(TableWords.cell(cell))"
        reached.cells["\(cell.tableID) \(words)"] = Element(
          kind: "表中数值", title: [.text(words)], citation: cell.cell.citation,
          address: TableWords.address(cell))
      }
      stack += step.children
    }
  }

  private static func values(
    _ named: Set<Int>, _ plan: Plan, _ words: FormulaWords
  ) -> [Element] {
    named.sorted().map { index in
      let value = plan.named[index]
      let kind = value.role == .input ? "参数" : value.role == .constant ? "常数" : "公式"
      var title: [Inline] = value.inline
      if let formula = value.formula, value.alternatives.isEmpty {
        title += [.text(" = "), .formula(words.text(formula))]
      }
      return Element(kind: kind, title: title, citation: value.citation, address: value.id)
    }
  }

  private static func alternatives(
    _ taken: Set<[Int]>, _ plan: Plan, _ words: FormulaWords
  ) -> [Element] {
    taken.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { pair in
      let value = plan.named[pair[0]]
      let way = value.alternatives[pair[1]]
      guard value.alternatives.count > 1 || way.formula != nil else { return nil }
      var title = value.inline + [.text("：\(way.words)")]
      if let formula = way.formula {
        title += [.text(" = "), .formula(words.text(formula))]
      }
      return Element(
        kind: "取值方式", title: title, citation: way.citation, address: "\(value.id)@\(way.id)")
    }
  }

  // MARK: annex

  func blocks() -> [Block] {
    let order: [Evidence] = [.recalled, .secondary, .primary, .derived, .definition]
    var blocks: [Block] = [
      .paragraph([
        .text(
          "本报告的数字用到规则中的 \(elements.count) 个元素。下表按依据的可靠程度统计；"
            + "凭记忆的和转录的元素逐一列出。持有官方原文的人可以用 mrv confirm 逐项确认。")
      ])
    ]
    let counts = order.map { evidence -> [TableCell] in
      let count = elements.count { $0.citation.evidence == evidence }
      return [
        TableCell(ReportWords.evidence(evidence), .rowHeading),
        TableCell([.code(evidence.rawValue)]),
        TableCell("\(count)", .number),
      ]
    }
    blocks.append(
      .table(
        DocumentTable(
          caption: "用到的元素按来源状态统计",
          head: [["来源状态", "代号", "个数"].map { TableCell($0, .columnHeading) }], rows: counts,
          widths: [50, 30, 20])))
    for evidence in order {
      let group = elements.filter { $0.citation.evidence == evidence }
      guard !group.isEmpty else { continue }
      let words = "\(ReportWords.evidence(evidence))：\(group.count) 个"
      let table = Block.table(Self.table(group, words))
      blocks.append(
        evidence == .recalled || evidence == .secondary
          ? table : .details(summary: [.text(words)], [table]))
    }
    return blocks
  }

  private static func table(_ group: [Element], _ caption: String) -> DocumentTable {
    let rows = group.map { element -> [TableCell] in
      var source: [Inline] = [.text(element.citation.source ?? "—")]
      if let note = element.citation.note { source += [.lineBreak, .small(note)] }
      return [
        TableCell(element.kind),
        TableCell(element.title + [.lineBreak, .code(element.address)]),
        TableCell(ReportWords.clause(element.citation.clause)), TableCell(source),
      ]
    }
    return DocumentTable(
      caption: caption,
      head: [["类别", "元素", "条款", "来源"].map { TableCell($0, .columnHeading) }], rows: rows,
      widths: [10, 40, 20, 30])
  }
}

/// Cells of tables in words.
enum TableWords {
  /// What `mrv confirm` calls a cell: `fuels[烟煤].ncv`, `grid[annual-report;2022-03-15].factor`.
  static func address(_ cell: ExplanationNode.TableCell) -> String {
    let day = cell.from.map { ";\($0)" } ?? ""
    return "\(cell.tableID)[\(cell.keys.joined(separator: ","))\(day)].\(cell.columnID)"
  }

  /// `烟煤，低位发热量 = 22.35 GJ/t`.
  static func cell(_ cell: ExplanationNode.TableCell) -> String {
    let content: String
    switch cell.cell.content {
    case .value(let value): content = value.words
    case .absent: content = "（空）"
    case .doubtful(let printed): content = "\(printed)（存疑）"
    case .notOccurring(let reason): content = "不涉及（\(reason)）"
    }
    let unit = cell.unit.map { $0 == "1" ? "" : " \(UnitWords.text($0))" } ?? ""
    return "\(cell.keys.joined(separator: "，"))，\(cell.column.zh) = \(content)\(unit)"
  }
}

extension Scalar {
  /// The value as people read it.
  var words: String {
    switch self {
    case .number(let number): number.description
    case .flag(let flag): flag ? "是" : "否"
    case .text(let text): text
    case .date(let day): day.description
    }
  }
}
