import Diagnostics
import Engine
import Reporting
import RulePlan

/// Ways to obtain a value for which the filing has the data, and which were not taken because their
/// condition does not hold: a measured carbon content without its laboratory report.
///
/// The figure is right by the rules and may still be a surprise: a default often lies far higher.
enum PassedOver {
  /// A warning for each row with values that were passed over.
  static func findings(_ calculation: Calculation) -> [Finding] {
    let plan = calculation.plan
    return plan.named.flatMap { named -> [Finding] in
      guard let chosen = named.chosen, case .chosen(let ids) = plan.nodes[chosen].operation else {
        return []
      }
      return findings(named, ids, plan.nodes[chosen], chosen, calculation)
    }
  }

  private struct Group: Hashable {
    let row: Int
    let given: Int
    let taken: Int
  }

  private static func findings(
    _ named: Named, _ ids: [String], _ node: Node, _ chosen: Int, _ calculation: Calculation
  ) -> [Finding] {
    let evaluation = calculation.evaluation
    let rows = max(1, evaluation.dataset.rows[node.shape.rows].count)
    let slots = max(1, evaluation.count(of: chosen) / rows)
    let cells = ids.indices.map { Self.cells(below: node.operands[2 + 2 * $0], calculation.plan) }
    var order: [Group] = []
    var elements: [Group: [Int]] = [:]
    for element in 0..<evaluation.count(of: chosen) {
      guard evaluation.state(node.operands[0], element) != .given,
        case .text(let id) = evaluation.value(chosen, element),
        let taken = ids.firstIndex(of: id),
        let given = (0..<taken).first(where: { place in
          evaluation.value(node.operands[1 + 2 * place], element) != .flag(true)
            && evaluation.state(node.operands[2 + 2 * place], element) == .given
            && !cells[place].isSubset(of: cells[taken])
        })
      else { continue }
      let group = Group(row: element / slots, given: given, taken: taken)
      if elements[group] == nil { order.append(group) }
      elements[group, default: []].append(element)
    }
    return order.map { group in
      finding(named, ids, node, group.given, group.taken, elements[group] ?? [], calculation)
    }
  }

  /// The inputs whose values a way reads: a way without data of its own passes over nothing.
  private static func cells(below root: Int, _ plan: Plan) -> Set<Int> {
    var cells: Set<Int> = []
    var seen: Set<Int> = [root]
    var open = [root]
    while let index = open.popLast() {
      let node = plan.nodes[index]
      if case .input(let input) = node.operation, plan.inputs[input].facet == .value {
        cells.insert(input)
      }
      open += node.operands.filter { seen.insert($0).inserted }
    }
    return cells
  }

  private static func finding(
    _ named: Named, _ ids: [String], _ node: Node, _ given: Int, _ taken: Int,
    _ elements: [Int], _ calculation: Calculation
  ) -> Finding {
    var address = calculation.bound.address(of: named.symbol, node.shape, elements.first ?? 0)
    if elements.count > 1 { address.period = nil }
    func way(_ place: Int) -> Named.Alternative? {
      named.alternatives.first { $0.id == ids[place] }
    }
    func title(_ place: Int) -> String {
      let title = way(place)?.words ?? ids[place]
      return title == ids[place] ? title : "\(title)（\(ids[place])）"
    }
    let condition = calculation.plan.nodes[node.operands[1 + 2 * given]].label
    return Finding(
      .valuePassedOver, at: .address(address.description),
      [
        "name": named.title.zh, "nameEn": named.title.en ?? named.symbol,
        "given": title(given), "taken": title(taken),
        "givenEn": way(given)?.title.en ?? ids[given],
        "takenEn": way(taken)?.title.en ?? ids[taken], "count": String(elements.count),
        "condition": condition.map { "；条件：\(FormulaWords(calculation.plan).plainText($0))" } ?? "",
        "conditionEn": condition.map { "; it asks \($0)" } ?? "",
      ])
  }
}

extension FindingKind {
  static let valuePassedOver = FindingKind(
    "value.passed-over", .warning,
    zh: "“{name}”有 {count} 个值填了“{given}”的数据，却按“{taken}”取值，因为不符合其条件（常见原因："
      + "register.csv 没有登记样品和检测报告）{condition}",
    en:
      "“{nameEn}”: {count} values have data for {givenEn} but were taken by {takenEn}, because its"
      + " condition does not hold (often: no sample in register.csv){conditionEn}")
}
