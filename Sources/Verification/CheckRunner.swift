import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// A check that fired at one place.
public struct FiredCheck: Sendable {
  /// The check, by index into ``RulePlan/Plan/checks``.
  public let check: Int
  /// Where: the address of the rows and period, without a name.
  public let place: String
  /// What people are told, at that place.
  public let finding: Finding
}

/// Runs a methodology's checks over the columns of an evaluation.
public enum CheckRunner {
  /// The checks that fire, in declared order, then by place.
  ///
  /// A check whose condition has no value (data missing, not occurring) keeps silent.
  public static func run(_ evaluation: Evaluation) -> [FiredCheck] {
    var fired: [FiredCheck] = []
    for index in evaluation.plan.checks.indices {
      let check = evaluation.plan.checks[index]
      switch check.test {
      case .fires(let node):
        for element in 0..<evaluation.count(of: node)
        where evaluation.value(node, element) == .flag(true) {
          fired.append(
            result(index, evaluation, evaluation.plan.nodes[node].shape, element))
        }
      case .detector(let name, let operands, let parameters):
        guard let first = operands.first else { continue }
        let shape = evaluation.plan.nodes[first].shape
        for element in Detectors.run(name, operands, parameters, evaluation) {
          fired.append(result(index, evaluation, shape, element))
        }
      }
    }
    return fired
  }

  private static func result(
    _ index: Int, _ evaluation: Evaluation, _ shape: Shape, _ element: Int
  ) -> FiredCheck {
    let check = evaluation.plan.checks[index]
    let place = evaluation.address(of: shape, element, name: "")
    var arguments: [String: String] = [:]
    for (name, node) in check.arguments {
      arguments[name] = text(node, element, shape, evaluation)
    }
    for set in evaluation.plan.rowSets where arguments[set.id] == nil {
      arguments[set.id] = key(of: set.id, element, shape, evaluation)
    }
    if check.id.hasPrefix("alternative-") || check.id.hasPrefix("balance-") {
      let id = check.id.drop { $0 != "-" }.dropFirst()
      arguments["name"] = evaluation.plan.named.first { $0.id == id }?.title.zh ?? String(id)
    }
    let kind = FindingKind(
      "check.\(check.id)", Severity(rawValue: check.severity) ?? .warning, zh: check.message.zh,
      en: check.message.en ?? check.message.zh)
    let address = place.isEmpty ? "check.\(check.id)" : place
    return FiredCheck(
      check: index, place: place,
      finding: Finding(kind, at: .address(address), arguments, clause: check.citation.clause))
  }

  /// A value as it stands in a message: the number in plain decimals, with its unit.
  private static func text(
    _ node: Int, _ element: Int, _ shape: Shape, _ evaluation: Evaluation
  ) -> String {
    let own = evaluation.plan.nodes[node]
    guard let upper = evaluation.element(element, of: shape, in: own.shape) else { return "…" }
    switch evaluation.value(node, upper) {
    case .number(let number):
      let digits = number.text(atMost: 6)
      let label = evaluation.plan.named.first { $0.node == node }?.unit
      let unit = label.map { evaluation.unitText($0, of: own.shape, upper) } ?? own.unit
      return unit == nil || unit == "1" ? digits : "\(digits) \(unit ?? "")"
    case .flag(let flag): return flag ? "是" : "否"
    case .text(let text): return text
    case .date(let day): return day.description
    case .reference(let row):
      guard case .reference(let rows) = own.kind, row >= 0 else { return "…" }
      return evaluation.dataset.rows[rows].keys[row]
    case nil: return "（无值）"
    }
  }

  private static func key(
    of id: String, _ element: Int, _ shape: Shape, _ evaluation: Evaluation
  ) -> String? {
    guard let set = evaluation.plan.rowSets.firstIndex(where: { $0.id == id }), set > 0,
      let row = evaluation.element(
        element, of: shape, in: Shape(rows: set, grain: .year))
    else { return nil }
    return evaluation.dataset.rows[set].keys[row]
  }
}
