import Engine
import Quantities
import RulePlan

/// What a batch asks of a reduction beside its figures: whether each year is creditable, and where
/// conditions do not hold.
struct BatchConditions: Sendable {
  /// A condition with what counts where it does not hold.
  struct Condition: Sendable {
    /// The condition, among the plan's named values.
    let named: Int
    /// Whether it decides about rows: those where it does not hold are left out.
    let decidesRows: Bool
    /// The node that counts where it does not hold; for one of the whole filing a flag.
    fileprivate let fails: Int
    /// The same where it is not decided.
    fileprivate let open: Int
  }

  /// The plan with the counts behind it.
  let plan: Plan
  /// The conditions in declared order.
  let conditions: [Condition]
  /// The flag that they come to; nil where the method has no conditions about the result.
  private let creditable: Int?

  /// Everything that has to be computed.
  var roots: Set<Int> {
    Set(conditions.flatMap { [$0.fails, $0.open] } + [creditable].compactMap { $0 })
  }

  /// Adds the counts to a plan.
  init(_ plan: Plan) {
    var all = plan
    creditable = plan.named.first { $0.role == .creditable }?.node
    conditions = plan.named.indices.compactMap { index in
      let named = plan.named[index]
      guard let condition = named.condition else { return nil }
      return Condition(
        named: index, decidesRows: condition.decidesRows,
        fails: Self.count(.not, named.node, &all),
        open: Self.count(.state([.absent, .poisoned]), named.node, &all))
    }
    self.plan = all
  }

  /// The plan without them, for methods of which they cannot be decided line by line.
  init(leavingOut plan: Plan) {
    self.plan = plan
    conditions = []
    creditable = nil
  }

  /// A count over the rows and slots of where something is so of a flag.
  private static func count(_ operation: Operation, _ flag: Int, _ plan: inout Plan) -> Int {
    let shape = plan.nodes[flag].shape
    plan.nodes.append(Node(operation, [flag], shape: shape, kind: .flag))
    let coarse = Shape(rows: 0, grain: min(shape.grain, .calendarYear))
    guard shape != coarse else { return plan.nodes.count - 1 }
    plan.nodes.append(
      Node(.reduce(.count), [plan.nodes.count - 1], shape: coarse, kind: .number))
    return plan.nodes.count - 1
  }

  // MARK: Reading

  /// The verdicts on one enterprise of an evaluation.
  func verdict(row: Int, _ evaluation: Evaluation) -> BatchVerdict {
    BatchVerdict(
      creditable: creditable.map { node in
        BatchRun.values(of: node, row: row, evaluation).map { state, value in
          if case .flag(let flag)? = value, state.hasValue { return flag }
          return nil
        }
      },
      fails: conditions.map { numbers($0.fails, row, evaluation) },
      open: conditions.map { numbers($0.open, row, evaluation) })
  }

  private func numbers(_ node: Int, _ row: Int, _ evaluation: Evaluation) -> [Int] {
    BatchRun.values(of: node, row: row, evaluation).map { state, value in
      switch value {
      case .flag(let flag): state.hasValue && flag ? 1 : 0
      case .number(let number): state.hasValue ? number.exactInt ?? 0 : 0
      default: 0
      }
    }
  }
}

/// What a batch decides about the reductions of one enterprise in one period.
public struct BatchVerdict: Hashable, Sendable {
  /// For each calendar year whether it is creditable, nil where that is not decided; nil where the
  /// method has no conditions about the result, or where they were not computed.
  public let creditable: [Bool?]?
  /// For each condition how often it does not hold: once, or for each calendar year.
  public let fails: [[Int]]
  /// For each condition how often it is not decided.
  public let open: [[Int]]

  static let none = BatchVerdict(creditable: nil, fails: [], open: [])
}
