import Engine
import RulePlan

/// Tells values that somebody reported from those that a rule put in.
///
/// Twelve equal defaults are no sign of invented data: detectors look only at values into which a
/// cell of the same slot enters.
struct ReportedValues {
  private let evaluation: Evaluation
  private var dependencies: Dependencies

  init(evaluation: Evaluation) {
    self.evaluation = evaluation
    dependencies = Dependencies(evaluation)
  }

  /// Whether a cell of the element's own slot enters its value; false without a value.
  mutating func contains(_ node: Int, _ element: Int) -> Bool {
    guard evaluation.value(node, element) != nil else { return false }
    return enters(node, element, evaluation.plan.nodes[node].shape)
  }

  private mutating func enters(_ node: Int, _ element: Int, _ shape: Shape) -> Bool {
    let own = evaluation.plan.nodes[node]
    // A coarser value is the same in every slot.
    guard own.shape.grain == shape.grain else { return false }
    switch own.operation {
    case .input: return evaluation.value(node, element) != nil
    case .constant, .key, .row, .slotStart, .slotEnd, .lookup, .chosen: return false
    // What comes from earlier slots was reported there.
    case .shift, .window: return false
    case .reduce, .collect, .bucket: return true
    case .select, .occursWhere, .choose, .firstGiven:
      // What is taken is told last, after the conditions it is taken under.
      guard let taken = dependencies.of(node, element).last else { return false }
      return enters(taken.node, taken.element, shape)
    default:
      let operands = dependencies.of(node, element)
      return operands.contains { enters($0.node, $0.element, shape) }
    }
  }
}
