import Quantities
import RulePlan

/// A plan cut in two where the rows of one row set are summed up.
///
/// The rows of a long table need not be in memory together: ``rows`` computes them block by block,
/// in any order and by any thread, ``PartialSums`` add up what the blocks give, and ``rest`` goes
/// on with the sums. Terms come to rest before they are added and the addition is exact, so that
/// the digits are those of the whole plan.
public struct PlanSplit: Sendable {
  /// A sum over the rows, the only thing that ``rest`` takes from them.
  public struct Partial: Sendable {
    /// The node of ``PlanSplit/rows`` whose column is added up.
    public let node: Int
    /// The row set of the sums.
    public let target: Int
    /// How finely the sums are divided in time: the whole period, or its calendar years.
    public let grain: Grain
    /// The input of ``PlanSplit/rest`` that takes them.
    public let input: Int
    /// How the rows come together: sum, count, any, all.
    public let reduction: Reduction
  }

  /// The row set of the table.
  public let rowSet: Int
  /// Computes the rows.
  public let rows: Plan
  /// The sums.
  public let partials: [Partial]
  /// Computes everything else; what the rows alone need is still in it and never computed.
  public let rest: Plan
  /// The inputs of the row set that ``rows`` reads.
  public let inputs: Set<Int>
  /// The inputs of row sets above, without the filing itself, that ``rows`` reads.
  public let upperInputs: Set<Int>
  /// The row sets above whose keys ``rows`` reads.
  public let keySets: Set<Int>
  /// The innermost row set above the table that ``rest`` has values of.
  public let innermost: Int

  /// Cuts a plan; nil where a row needs more than itself, its keys and the tables, or where rows
  /// are reduced otherwise than by sum, count, any or all over the period or its calendar years.
  public init?(_ plan: Plan, at rowSet: Int, roots: Set<Int>) {
    var cut = Cut(plan, rowSet, roots)
    guard cut.run() else { return nil }
    self.rowSet = rowSet
    rows = cut.rows
    rest = cut.rest
    partials = cut.partials
    inputs = cut.inputs
    upperInputs = cut.upperInputs
    keySets = cut.keySets
    innermost = cut.innermost
  }

  /// The work of cutting.
  private struct Cut {
    let plan: Plan
    let rowSet: Int
    let roots: Set<Int>
    let chain: [Int]
    var rows: Plan
    var rest: Plan
    var partials: [Partial] = []
    var inputs: Set<Int> = []
    var upperInputs: Set<Int> = []
    var keySets: Set<Int> = []
    var innermost = 0
    /// Nodes that depend on no row of the table, no reduction and no other row.
    private var isShared: [Bool]

    init(_ plan: Plan, _ rowSet: Int, _ roots: Set<Int>) {
      self.plan = plan
      self.rowSet = rowSet
      self.roots = roots
      rows = plan
      rest = plan
      isShared = [Bool](repeating: false, count: plan.nodes.count)
      chain = Array(plan.ancestry(rowSet).dropFirst())
    }

    mutating func run() -> Bool {
      if roots.contains(where: { plan.nodes[$0].shape.rows == rowSet }) { return false }
      share()
      guard cutSums() else { return false }
      let restNodes = needed(rest, roots)
      for node in restNodes {
        let set = rest.nodes[node].shape.rows
        if let depth = chain.firstIndex(of: set), depth < chain.firstIndex(of: innermost) ?? 0 {
          innermost = set
        }
      }
      return takeRows()
    }

    /// Nodes of the filing and of row sets above that every block can compute for itself.
    private mutating func share() {
      for (index, node) in plan.nodes.enumerated() where chain.contains(node.shape.rows) {
        isShared[index] = isElementwise(node) && node.operands.allSatisfy { isShared[$0] }
      }
    }

    private func isElementwise(_ node: Node) -> Bool {
      switch node.operation {
      case .row, .reduce, .match, .follow, .collect, .bucket, .shift, .window, .allocate, .unique:
        false
      case .input(let input): plan.inputs[input].facet != .validity
      case .constant, .key, .slotStart, .slotEnd, .broadcast, .add, .subtract, .multiply, .divide,
        .negate, .power, .irrational, .round, .magnitude, .least, .greatest, .compare, .and, .or,
        .not, .state, .select, .firstGiven, .occursWhere, .choose, .chosen, .lookup, .days,
        .overlap, .daysAfter, .yearsAfter, .yearOf:
        true
      }
    }

    /// Replaces the reductions over the table's rows by inputs of the rest.
    private mutating func cutSums() -> Bool {
      for index in needed(plan, roots) where plan.nodes[index].shape.rows != rowSet {
        let node = plan.nodes[index]
        guard node.operands.contains(where: { plan.nodes[$0].shape.rows == rowSet }) else {
          continue
        }
        guard chain.contains(node.shape.rows), Self.isYearly(node.shape.grain),
          node.operands.count == 1,
          case .reduce(let reduction) = node.operation,
          [.sum, .count, .any, .all].contains(reduction)
        else { return false }
        var source = node.operands[0]
        if reduction == .sum {
          rows.nodes.append(
            Node(.round(.rest), [source], shape: plan.nodes[source].shape, kind: .number))
          source = rows.nodes.count - 1
        }
        partials.append(
          Partial(
            node: source, target: node.shape.rows, grain: node.shape.grain,
            input: rest.inputs.count, reduction: reduction))
        rest.inputs.append(Input(id: "partial-\(index)", shape: node.shape, kind: node.kind))
        rest.nodes[index] = Node(
          .input(rest.inputs.count - 1), shape: node.shape, kind: node.kind, label: node.label,
          unit: node.unit)
      }
      return !partials.isEmpty
    }

    private static func isYearly(_ grain: Grain) -> Bool {
      grain == .year || grain == .calendarYear
    }

    /// Checks what the rows read, and notes their inputs and keys.
    private mutating func takeRows() -> Bool {
      for index in needed(rows, Set(partials.map(\.node))) {
        let node = rows.nodes[index]
        if case .key = node.operation { keySets.insert(node.shape.rows) }
        if node.shape.rows != rowSet {
          guard isShared[index] else { return false }
          if case .input(let input) = node.operation, node.shape.rows != 0 {
            upperInputs.insert(input)
          }
          continue
        }
        guard Self.isYearly(node.shape.grain), isElementwise(node), node.operation != .key else {
          return false
        }
        if case .input(let input) = node.operation {
          // A line has one value of each kind, not one for each year.
          guard node.shape.grain == .year else { return false }
          inputs.insert(input)
        }
        if case .reference = node.kind { return false }
      }
      return true
    }

    /// The nodes that these need, ascending.
    private func needed(_ plan: Plan, _ roots: Set<Int>) -> [Int] {
      let isNeeded = plan.use(by: roots).isNeeded
      return plan.nodes.indices.filter { isNeeded[$0] }
    }
  }
}
