import Engine
import Quantities
import RulePlan

/// How much of a result rests on each value that a filing supplies.
///
/// The program is run again with one value a thousandth larger; what the result moves by, times a
/// thousand, are the tonnes that rest on the value. That is exact for products and sums and a good
/// guide elsewhere.
struct ChecklistInfluence {
  /// A named input at one row, all its time slots together.
  struct Place: Hashable {
    /// Index into ``RulePlan/Plan/named``.
    var named: Int
    /// Row of the input's row set.
    var row: Int
  }

  /// More runs than this and the values of all rows are moved together.
  private static let mostRuns = 600
  private static let step = Rational.ratio(1, 1000)

  private let evaluation: Evaluation
  private let plan: Plan
  /// The results that are watched, by node of the scaled plan.
  private var targets: [Int] = []
  private var scaled: Plan
  /// For each named input, its factor's input in the scaled plan.
  private var factors: [Int: Int] = [:]

  init(_ evaluation: Evaluation, targets: [Int]) {
    self.evaluation = evaluation
    plan = evaluation.plan
    scaled = evaluation.plan
    let inputs = plan.named.indices.filter { Self.isNumber(plan.named[$0], plan) }
    var byNode: [Int: [Int]] = [:]
    for index in inputs { byNode[plan.named[index].node, default: []].append(index) }
    var nodes: [Node] = []
    var places = [Int](repeating: 0, count: plan.nodes.count)
    for (index, node) in plan.nodes.enumerated() {
      var node = node
      node.operands = node.operands.map { places[$0] }
      nodes.append(node)
      places[index] = nodes.count - 1
      guard let named = byNode[index] else { continue }
      let input = scaled.inputs.count
      scaled.inputs.append(Input(id: "factor-\(index)", shape: node.shape, kind: .number))
      nodes.append(Node(.input(input), shape: node.shape))
      nodes.append(
        Node(.multiply, [nodes.count - 2, nodes.count - 1], shape: node.shape))
      places[index] = nodes.count - 1
      for name in named { factors[name] = input }
    }
    scaled.nodes = nodes
    scaled.checks = []
    scaled.named = plan.named.map { value in
      var value = value
      value.node = places[value.node]
      value.chosen = value.chosen.map { places[$0] }
      return value
    }
    self.targets = targets.map { places[$0] }
  }

  private static func isNumber(_ named: Named, _ plan: Plan) -> Bool {
    guard named.role == .input, case .number = plan.nodes[named.node].kind else { return false }
    return true
  }

  /// The tonnes that rest on each place; a place without an entry could not be moved.
  func tonnes(_ places: [Place]) -> [Place: Rational] {
    guard let base = run(nil) else { return [:] }
    let isPerRow = places.count <= Self.mostRuns
    var whole: [Int: Rational] = [:]
    var result: [Place: Rational] = [:]
    for place in places {
      if !isPerRow, let known = whole[place.named] {
        result[place] = known
        continue
      }
      guard factors[place.named] != nil, let moved = run(place, everyRow: !isPerRow) else {
        continue
      }
      var sum = Rational.zero
      for (before, after) in zip(base, moved) { sum = sum + (after - before).magnitude }
      let tonnes = sum * Rational(1000)
      result[place] = tonnes
      whole[place.named] = tonnes
    }
    return result
  }

  /// The watched results with one place moved; nil where one has no value.
  private func run(_ place: Place?, everyRow: Bool = false) -> [Rational]? {
    var data = evaluation.dataset
    for index in plan.inputs.count..<scaled.inputs.count {
      let shape = scaled.inputs[index].shape
      let slots = evaluation.element(of: shape, row: 1, slot: 0)
      let count = slots * data.rows[shape.rows].count
      var numbers = [Rational](repeating: .one, count: count)
      if let place, factors[place.named] == index {
        let range = everyRow ? 0..<count : place.row * slots..<(place.row + 1) * slots
        for element in range { numbers[element] = .one + Self.step }
      }
      data.columns.append(Column(Column.Numbers(exactly: numbers)))
    }
    let evaluator = Evaluator(plan: scaled)
    let moved = evaluator.evaluate(data, keeping: .roots(Set(targets)))
    var result: [Rational] = []
    for target in targets {
      guard let number = moved.number(target, 0) else { return nil }
      result.append(number)
    }
    return result
  }
}

extension Column {
  init(_ numbers: Numbers) {
    self.init(.numbers(numbers))
  }
}
