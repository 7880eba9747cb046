import Engine
import RulePlan

/// Tells values that somebody reported from those that a rule put in.
///
/// Twelve equal defaults are no sign of invented data: detectors look only at values into which a
/// cell of the same slot enters.
struct ReportedValues {
  let evaluation: Evaluation

  /// Whether a cell of the element's own slot enters its value; false without a value.
  func contains(_ node: Int, _ element: Int) -> Bool {
    guard evaluation.value(node, element) != nil else { return false }
    let own = evaluation.plan.nodes[node]
    return enters(node, element, own.shape)
  }

  private func enters(_ node: Int, _ element: Int, _ shape: Shape) -> Bool {
    let own = evaluation.plan.nodes[node]
    // A coarser value is the same in every slot.
    guard own.shape.grain == shape.grain else { return false }
    switch own.operation {
    case .input: return evaluation.value(node, element) != nil
    case .constant, .key, .row, .slotStart, .slotEnd, .lookup, .chosen: return false
    // What comes from earlier slots was reported there.
    case .shift, .window: return false
    case .reduce, .collect, .bucket: return true
    case .choose(let names):
      guard let taken = taken(names, own.operands, element, own.shape) else { return false }
      return follow(taken, element, own.shape)
    case .firstGiven:
      let given = own.operands.first { value($0, element, own.shape) != nil }
      return given.map { follow($0, element, own.shape) } ?? false
    default: return own.operands.contains { follow($0, element, own.shape) }
    }
  }

  /// The operand whose alternative is taken, by the rule of ``RulePlan/Operation/choose(_:)``.
  private func taken(
    _ names: [String], _ operands: [Int], _ element: Int, _ shape: Shape
  ) -> Int? {
    var first = 0
    if let choice = operands.first, case .text(let stated) = value(choice, element, shape) {
      first = names.firstIndex(of: stated) ?? 0
    }
    return names.indices.dropFirst(first).first { index in
      2 * index + 2 < operands.count
        && value(operands[2 * index + 1], element, shape) == .flag(true)
        && value(operands[2 * index + 2], element, shape) != nil
    }.map { operands[2 * $0 + 2] }
  }

  private func follow(_ node: Int, _ element: Int, _ shape: Shape) -> Bool {
    let own = evaluation.plan.nodes[node].shape
    guard let place = evaluation.element(element, of: shape, in: own) else { return false }
    return enters(node, place, shape)
  }

  private func value(_ node: Int, _ element: Int, _ shape: Shape) -> Value? {
    let own = evaluation.plan.nodes[node].shape
    return evaluation.element(element, of: shape, in: own).flatMap { evaluation.value(node, $0) }
  }
}
