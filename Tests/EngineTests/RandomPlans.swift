import Quantities
import RulePlan

/// A seeded generator: SplitMix64.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// A random plan and a random data set for it, the same for the same seed everywhere.
struct RandomCase {
  var plan: Plan
  var data: Dataset
}

/// Makes random plans: every operation, every shape, every state.
struct RandomPlans {
  var random: SplitMix
  var nodes: [Node] = []
  /// Roughly how many bits the numbers of a node have, to keep chains of products short.
  var sizes: [Int] = []
  var inputs: [Input] = []
  var columns: [Column] = []
  var rows: [Dataset.Rows] = []
  let period: Period

  static let rowSets = [
    RowSet(id: "filing", title: Label("填报"), parent: nil),
    RowSet(id: "facility", title: Label("设施"), parent: 0),
    RowSet(id: "fuel", title: Label("燃料"), parent: 1),
    RowSet(id: "flow", title: Label("流"), parent: 1),
    RowSet(id: "leg", title: Label("航段"), parent: 2),
  ]

  init(seed: UInt64) {
    random = SplitMix(state: seed)
    let spans = ["2024-01..2024-02", "2023-11..2024-02", "2024-03..2024-03", "2024-02..2024-08"]
    guard let text = spans.randomElement(using: &random), let period = Period(text) else {
      preconditionFailure("no period")
    }
    self.period = period
    makeRows()
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func pick<T>(_ items: [T]) -> T {
    items[Int.random(in: items.indices, using: &random)]
  }

  private mutating func makeRows() {
    rows = [Dataset.Rows(keys: ["x"], parents: [])]
    for set in 1..<Self.rowSets.count {
      let parent = Self.rowSets[set].parent ?? 0
      var keys: [String] = []
      var parents: [Int32] = []
      var none: [Bool] = []
      for row in 0..<rows[parent].count {
        let count = chance(12) ? 0 : Int.random(in: 1...3, using: &random)
        for number in 0..<count {
          keys.append(["a", "b", "c"][number])
          parents.append(Int32(row))
        }
        none.append(count == 0 && chance(50))
      }
      rows.append(Dataset.Rows(keys: keys, parents: parents, declaredNone: none))
    }
  }

  func slots(_ grain: Grain) -> Int {
    switch grain {
    case .year: 1
    case .calendarYear: period.slotCount(.calendarYear)
    case .quarter: period.slotCount(.quarter)
    case .month: period.slotCount(.month)
    case .day: period.slotCount(.day)
    }
  }

  func count(_ shape: Shape) -> Int { rows[shape.rows].count * slots(shape.grain) }

  mutating func shape() -> Shape {
    let grain: Grain =
      chance(4) ? .day : pick([.year, .year, .month, .month, .month, .quarter, .calendarYear])
    return Shape(rows: Int.random(in: 0..<Self.rowSets.count, using: &random), grain: grain)
  }

  mutating func states(_ count: Int) -> [CellState]? {
    if chance(45) { return nil }
    let usual = chance(50)
    return (0..<count).map { _ in
      chance(usual ? 90 : 50)
        ? .given : pick([.substituted, .notOccurring, .notOccurring, .absent, .poisoned])
    }
  }

  mutating func number() -> Rational {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return Rational(0)
    case 1: return Rational.ratio(Int.random(in: -999...999, using: &random), pick([3, 7, 12, 44]))
    case 2:
      return Rational(
        Int.random(in: -9_000_000_000_000_000...9_000_000_000_000_000, using: &random))
    case 3, 4: return Rational.ratio(Int.random(in: -99...99, using: &random), 2)
    default:
      return Rational.ratio(
        Int.random(in: -9_999...99_999, using: &random), pick([1, 10, 100, 1000]))
    }
  }

  mutating func addInput(_ kind: ValueKind, _ shape: Shape) -> Int {
    let count = count(shape)
    let values: Column.Values
    switch kind {
    case .number:
      let simple = chance(70)
      let numbers = (0..<count).map { _ in
        simple ? Rational.ratio(Int.random(in: -300...9_999, using: &random), 100) : number()
      }
      values = .numbers(chance(80) ? Column.Numbers(exactly: numbers) : .wide(numbers))
    case .flag: values = .flags((0..<count).map { _ in chance(50) })
    case .text: values = .texts(Texts((0..<count).map { _ in pick(["a", "b", "b", "c", "z"]) }))
    case .date:
      let wide = chance(10) ? 3 : 0
      values = .dates(
        (0..<count).map { _ in
          period.start.advanced(by: Int.random(in: -wide..<(period.days + wide), using: &random))
        })
    case .reference(let target):
      let most = Int32(rows[target].count)
      values = .references(
        (0..<count).map { _ in most == 0 ? -1 : Int32.random(in: -1..<most, using: &random) })
    }
    inputs.append(Input(id: "i\(inputs.count)", shape: shape, kind: kind))
    columns.append(Column(values, states: states(count)))
    return add(.input(inputs.count - 1), [], shape, kind, size: 30)
  }

  @discardableResult
  mutating func add(
    _ operation: Operation, _ operands: [Int], _ shape: Shape, _ kind: ValueKind = .number,
    size: Int = 0
  ) -> Int {
    nodes.append(Node(operation, operands, shape: shape, kind: kind))
    sizes.append(size == 0 ? operands.map { sizes[$0] }.reduce(8, +) : size)
    return nodes.count - 1
  }

  func isAbove(_ upper: Shape, _ lower: Shape) -> Bool {
    var set: Int? = lower.rows
    while let current = set, current != upper.rows { set = Self.rowSets[current].parent }
    return set != nil && upper.grain <= lower.grain
  }

  /// A node of a kind at a shape: an existing one, a broadcast one, a constant or a new input.
  mutating func operand(_ kind: ValueKind, _ shape: Shape) -> Int {
    let fitting = nodes.indices.filter {
      nodes[$0].kind == kind && isAbove(nodes[$0].shape, shape) && sizes[$0] < 300
    }
    if chance(8) {
      switch kind {
      case .number: return add(.constant(.number(number())), [], shape, .number, size: 30)
      case .flag: return add(.constant(.flag(chance(50))), [], shape, .flag)
      case .text: return chance(50) ? add(.key, [], shape, .text) : addInput(kind, shape)
      case .date: return add(chance(50) ? .slotStart : .slotEnd, [], shape, .date)
      case .reference(let target):
        return target == shape.rows ? add(.row, [], shape, kind) : addInput(kind, shape)
      }
    }
    guard !fitting.isEmpty, !chance(8) else { return addInput(kind, shape) }
    let node = chance(60) ? pick(Array(fitting.suffix(12))) : pick(fitting)
    if nodes[node].shape == shape { return node }
    return add(.broadcast, [node], shape, kind, size: sizes[node])
  }

  mutating func operand(_ kind: ValueKind, finerThan shape: Shape) -> Int? {
    let fitting = nodes.indices.filter {
      nodes[$0].kind == kind && isAbove(shape, nodes[$0].shape) && sizes[$0] < 300
    }
    return fitting.isEmpty ? nil : pick(fitting)
  }

  mutating func finish(_ steps: Int) -> RandomCase {
    for _ in 0..<8 { _ = addInput(.number, shape()) }
    for _ in 0..<2 { _ = addInput(.flag, shape()) }
    for _ in 0..<steps { step() }
    let citation = Citation(clause: nil, source: nil, evidence: .definition)
    let named = nodes.indices.filter { nodes[$0].kind == .number }.map {
      Named(
        id: "v\($0)", symbol: "v\($0)", title: Label("值"), role: .formula, node: $0, unit: nil,
        citation: citation)
    }
    let plan = Plan(
      methodology: "random", revision: 1, title: Label("随机"), rowSets: Self.rowSets,
      tables: RandomTables.tables, inputs: inputs, nodes: nodes, named: named, checks: [])
    return RandomCase(
      plan: plan, data: Dataset(period: period, rows: rows, columns: columns))
  }
}

extension RandomPlans {
  static func make(seed: UInt64, steps: Int = 40) -> RandomCase {
    var plans = RandomPlans(seed: seed)
    return plans.finish(steps)
  }
}
