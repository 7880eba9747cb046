import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

extension ChecklistBuilder {
  /// Alternatives below the first choice, and defaults that nobody has read in an official text.
  func weighAlternatives(
    _ named: Named, _ elements: Range<Int>, _ item: inout Checklist.Item
  ) {
    guard let chosen = named.chosen, named.alternatives.count > 1 else { return }
    var counts: [Int: Int] = [:]
    for element in elements {
      guard case .text(let id) = evaluation.value(chosen, element),
        let place = named.alternatives.firstIndex(where: { $0.id == id })
      else { continue }
      counts[place, default: 0] += 1
    }
    for (place, count) in counts.sorted(by: { $0.key < $1.key }) {
      let taken = named.alternatives[place]
      let times = elements.count > 1 ? "（\(count) 个期间）" : ""
      item.record.append("取值方式：\(taken.title.zh)\(times)")
      guard place > 0 else { continue }
      item.risk += 1
      item.doubts.append("未采用优先的取值方式“\(named.alternatives[0].title.zh)”\(times)")
      item.look.append("未采用“\(named.alternatives[0].title.zh)”的原因；往年采用的方式")
      item.acceptance = "所用取值方式符合\(taken.citation.clause ?? "指南")，且不低于往年的优先级"
      if taken.formula != nil, isRecalled(taken, named, elements) {
        item.risk += 1
        item.doubts.append("该取值规则或缺省值未见官方原文（凭记忆），须与原文核对")
        item.evidence.append("指南原文：\(taken.citation.clause ?? "相应条款")")
      }
    }
  }

  /// Whether an alternative's rule, or a table cell that it took, is known from memory only.
  private func isRecalled(
    _ taken: Named.Alternative, _ named: Named, _ elements: Range<Int>
  ) -> Bool {
    if taken.citation.evidence == .recalled { return true }
    let given = elements.first { evaluation.state(named.node, $0).hasValue }
    guard let given else { return false }
    var stack = [evaluation.explain(named.node, element: given)]
    let own = stack[0].node
    while let step = stack.popLast() {
      if step.cells.contains(where: { $0.cell.citation.evidence == .recalled }) { return true }
      // What other named values rest on is their own affair.
      if step.named?.role == .input, step.node != own { continue }
      stack += step.children
    }
    return false
  }

  /// Missing, substituted and implausible values.
  func weighStates(_ named: Named, _ elements: Range<Int>, _ item: inout Checklist.Item) {
    let states = elements.map { evaluation.state(named.node, $0) }
    let absent = states.count { $0 == .absent }
    let poisoned = states.count { $0 == .poisoned }
    let substituted = states.count { $0 == .substituted }
    if absent > 0 {
      item.risk += 4
      item.isMissing = elements.contains {
        evaluation.state(named.node, $0) == .absent
          && missed.contains(evaluation.address(of: named, $0))
      }
      item.doubts.append(elements.count > 1 ? "缺 \(absent) 个期间的数据" : "缺数据")
      item.acceptance = "补报数据并附原始记录，或说明不涉及的原因"
    }
    if poisoned > 0 {
      item.risk += 4
      item.isMissing = true
      item.doubts.append("数值无法使用，见发现的问题")
      item.acceptance = "更正后重新计算，不再出现该问题"
    }
    if substituted > 0 {
      item.risk += 2
      item.doubts.append("\(substituted) 个数值由缺失数据规则代入")
    }
    guard let range = named.plausible else { return }
    let outside = elements.filter { element in
      evaluation.number(named.node, element).map { !range.contains($0) } ?? false
    }
    if !outside.isEmpty {
      item.risk += 2
      item.doubts.append(
        "\(outside.count) 个数值超出通常范围 \(range.lowerBound)～\(range.upperBound)")
    }
  }

  /// Fired checks at this row or below it that name this value.
  mutating func attachChecks(
    _ named: Named, _ shape: Shape, _ elements: Range<Int>, _ item: inout Checklist.Item
  ) {
    let own = evaluation.address(
      of: Shape(rows: shape.rows, grain: .year),
      elements.lowerBound
        / max(elements.count, 1), name: "")
    for (index, fired) in material.fired.enumerated() {
      let check = plan.checks[fired.check]
      var nodes = Set(check.arguments.values)
      if case .detector(_, let operands, _) = check.test { nodes.formUnion(operands) }
      guard nodes.contains(named.node), isBelow(fired.place, own) else {
        continue
      }
      placed.insert(index)
      item.hasFiredCheck = true
      item.risk += Self.risk(fired.finding.severity)
      let period = fired.place.split(separator: "/").last.map(String.init) ?? ""
      let when = period.first?.isNumber == true ? "\(period)：" : ""
      item.doubts.append(when + fired.finding.message(.chinese))
      if let acceptance = check.acceptance?.zh, !acceptance.isEmpty {
        item.acceptance = acceptance
      }
    }
  }

  private func isBelow(_ place: String, _ row: String) -> Bool {
    row.isEmpty ? !place.contains("[") : place == row || place.hasPrefix(row + "/")
  }

  static func risk(_ severity: Severity) -> Int {
    switch severity {
    case .error: 3
    case .warning: 2
    case .remark: 1
    }
  }

  /// How many slots to look at: all where the value is a large share of the total or doubtful,
  /// else as the rule of sampling says, the largest values first.
  func sampling(
    _ named: Named, _ elements: Range<Int>, _ share: Rational?, hasDoubts: Bool
  ) -> Checklist.Sampling? {
    let shape = plan.nodes[named.node].shape
    guard shape.grain != .year, elements.count > 1 else { return nil }
    let given = elements.compactMap { element in
      evaluation.number(named.node, element).map { (element, $0.magnitude) }
    }
    guard given.count > 1 else { return nil }
    let rule = material.sampling
    let isLarge = share.map { $0 >= rule.below } ?? true
    let steps = isLarge || hasDoubts ? [given.count] : rule.counts(of: given.count)
    let count = steps.first ?? given.count
    let order = given.sorted { $0.1 != $1.1 ? $1.1 < $0.1 : $0.0 < $1.0 }
    return Checklist.Sampling(
      slots: given.count, count: count, steps: steps,
      first: order.prefix(min(count, 4)).map { slotName(shape, $0.0) })
  }

  /// The row in words, with the names that the filing gives: `一厂 · 烟煤 `.
  func rowName(_ rowSet: Int, _ row: Int) -> String {
    let shape = Shape(rows: rowSet, grain: .year)
    let names = evaluation.path(of: shape, row).map { step in
      material.rowTitle(step.row, step.set) ?? evaluation.dataset.rows[step.set].keys[step.row]
    }
    return names.isEmpty ? "" : names.joined(separator: " · ") + " "
  }
}
