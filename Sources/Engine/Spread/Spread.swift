import Quantities
import RulePlan

/// What is known of one element when inputs are known within limits only.
enum Knowledge: Hashable, Sendable {
  /// As evaluated: value or state.
  case exact
  /// A number that is not below the first and not above the second.
  case between(Rational, Rational)
  /// Yes or no.
  case open
  /// Nothing, not even whether there is a value.
  case unknown
}

/// How far the values of an evaluation can lie from what was computed.
///
/// The limits are sound, not tight: they hold for all inputs within theirs, but a value that is
/// read twice is counted as if it could be small in one place and large in the other.
public struct Spread: Sendable {
  let evaluation: Evaluation
  /// By node; nil where every element is exact.
  let columns: [[Knowledge]?]

  /// The limits of one element; nil where it has no number or none can be given.
  public func limits(_ node: Int, _ element: Int) -> ClosedRange<Rational>? {
    switch columns[node]?[element] ?? .exact {
    case .between(let low, let high): low...high
    case .exact: evaluation.number(node, element).map { $0...$0 }
    case .open, .unknown: nil
    }
  }

  /// Whether nothing can be said of an element.
  public func isUnknown(_ node: Int, _ element: Int) -> Bool {
    columns[node]?[element] == .unknown
  }

  /// Whether an element is what was computed, whatever the inputs are within their limits.
  package func isExact(_ node: Int, _ element: Int) -> Bool {
    columns[node]?[element] ?? .exact == .exact
  }
}

extension Evaluation {
  /// How far values can lie from what was computed where inputs are known within limits only.
  ///
  /// - Parameter halves: by input and element, how far the given number can be off, either way. A
  ///   given zero is taken as exact: nothing was there.
  /// - Precondition: all columns were kept.
  /// - Complexity: as the evaluation, in fractions.
  public func spread(_ halves: [Int: [Int: Rational]]) -> Spread {
    var walk = SpreadWalk(self)
    for index in plan.nodes.indices { walk.visit(index, halves) }
    return Spread(evaluation: self, columns: walk.columns)
  }
}

/// Goes through the nodes of a plan with what is known of their elements.
struct SpreadWalk {
  let evaluation: Evaluation
  let plan: Plan
  let layout: Layout
  var columns: [[Knowledge]?]
  var tables: [Int: TableIndex] = [:]

  init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    plan = evaluation.plan
    layout = evaluation.layout
    columns = Array(repeating: nil, count: plan.nodes.count)
  }

  mutating func visit(_ index: Int, _ halves: [Int: [Int: Rational]]) {
    let node = plan.nodes[index]
    var result: [Knowledge]
    if case .input(let input) = node.operation {
      guard let halves = halves[input] else { return }
      result = (0..<layout.count(node.shape)).map { element in
        guard let half = halves[element], !half.isZero,
          let number = evaluation.number(index, element), !number.isZero
        else { return .exact }
        return .between(number - half, number + half)
      }
    } else {
      guard node.operands.contains(where: { columns[$0] != nil }) else { return }
      result = column(index, node)
    }
    if result.contains(where: { $0 != .exact }) { columns[index] = result }
  }

  func known(_ node: Int, _ element: Int) -> Knowledge { columns[node]?[element] ?? .exact }

  func hasValue(_ node: Int, _ element: Int) -> Bool {
    evaluation.state(node, element).hasValue
  }

  /// The limits of a number; nil where it is unknown or none.
  func range(_ node: Int, _ element: Int) -> (low: Rational, high: Rational)? {
    switch known(node, element) {
    case .between(let low, let high): (low, high)
    case .exact: evaluation.number(node, element).map { ($0, $0) }
    case .open, .unknown: nil
    }
  }

  private mutating func column(_ index: Int, _ node: Node) -> [Knowledge] {
    let elements = 0..<layout.count(node.shape)
    switch node.operation {
    case .broadcast:
      let source = node.operands[0]
      let shape = plan.nodes[source].shape
      return elements.map { known(source, layout.element($0, of: node.shape, in: shape)) }
    case .shift(let distance): return elements.map { shifted(node, $0, distance) }
    case .follow: return elements.map { followed(node, $0) }
    case .reduce, .collect, .bucket, .window: return reduced(index, node)
    case .allocate(let decimals, _): return allocated(index, node, decimals)
    case .lookup(let table, let column):
      return elements.map { lookedUp(node, $0, table: table, column: column) }
    default: return elements.map { element(index, node, $0) }
    }
  }

  private func shifted(_ node: Node, _ element: Int, _ distance: Int) -> Knowledge {
    let slot = layout.slot(element, node.shape)
    if slot >= distance { return known(node.operands[0], element - distance) }
    guard node.operands.count > 1 else { return .exact }
    if known(node.operands[0], element) == .unknown { return .unknown }
    return known(node.operands[1], layout.row(element, node.shape))
  }

  private func followed(_ node: Node, _ element: Int) -> Knowledge {
    guard known(node.operands[0], element) == .exact else { return .unknown }
    guard case .reference(let row) = evaluation.value(node.operands[0], element), row >= 0 else {
      return .exact
    }
    let target = plan.nodes[node.operands[1]].shape
    let slot = layout.slot(element, node.shape)
    let map = layout.coarser(from: node.shape.grain, to: target.grain)
    let place = row * layout.slots(target.grain) + (map.map { Int($0[slot]) } ?? slot)
    return known(node.operands[1], place)
  }
}
