import Engine
import Quantities
import RulePlan

/// A row by its keys, whatever its place among others.
struct RowPath: Hashable, Sendable {
  /// Index of the row set in the plan that the bridge is computed with.
  var set: Int
  /// The keys from the facility down.
  var keys: [String]
}

/// One element of an input's column, without its place.
struct BridgeFact: Hashable, Sendable {
  /// A value; a reference by the path of its row.
  enum Value: Hashable, Sendable {
    case number(Rational)
    case flag(Bool)
    case text(String)
    case date(Day)
    case row(RowPath?)
  }

  var state: CellState
  var value: Value?

  static let absent = BridgeFact(state: .absent, value: nil)
}

/// The data of one side, found by rows and periods as the plan of the bridge names them.
struct BridgeFacts {
  /// The side's own plan.
  let plan: Plan
  let dataset: Dataset
  /// For each row set of the side the row set of the bridge's plan; nil where it has none.
  let sets: [Int?]
  /// For each row set the paths of its rows, in order.
  let paths: [[RowPath]]
  /// The rows by path.
  let rows: [RowPath: Int]

  init(plan: Plan, dataset: Dataset, sets: [Int?]) {
    self.plan = plan
    self.dataset = dataset
    self.sets = sets
    var paths = plan.rowSets.map { _ in [RowPath]() }
    func fill(_ set: Int) {
      guard paths[set].isEmpty else { return }
      let target = sets[set] ?? -1 - set
      guard set != 0, let parent = plan.rowSets[set].parent else {
        paths[set] = [RowPath(set: 0, keys: [])]
        return
      }
      fill(parent)
      paths[set] = dataset.rows[set].keys.indices.map { row in
        let above = paths[parent][Int(dataset.rows[set].parents[row])].keys
        return RowPath(set: target, keys: above + [dataset.rows[set].keys[row]])
      }
    }
    for set in plan.rowSets.indices { fill(set) }
    self.paths = paths
    var rows: [RowPath: Int] = [:]
    for path in paths {
      for (row, path) in path.enumerated() { rows[path] = row }
    }
    self.rows = rows
  }

  /// The element of a shape at a row and slot.
  func element(_ shape: Shape, row: Int, slot: Int) -> Int {
    row * dataset.period.slotCount(shape.grain.division) + slot
  }

  /// What the side has in an element of one of its own inputs.
  func fact(_ input: Int, row: Int, slot: Int) -> BridgeFact {
    let column = dataset.columns[input]
    let element = element(plan.inputs[input].shape, row: row, slot: slot)
    let state = column.state(element)
    guard state.hasValue else { return BridgeFact(state: state, value: nil) }
    let value: BridgeFact.Value
    switch column.value(element) {
    case .number(let number): value = .number(number)
    case .flag(let flag): value = .flag(flag)
    case .text(let text): value = .text(text)
    case .date(let day): value = .date(day)
    case .reference(let row):
      guard case .reference(let set) = plan.inputs[input].kind, row >= 0 else {
        value = .row(nil)
        break
      }
      value = .row(paths[set][row])
    }
    return BridgeFact(state: state, value: value)
  }

  /// First day and day after the last of a row's validity.
  func validity(_ set: Int, _ row: Int) -> BridgeValidity {
    let rows = dataset.rows[set]
    return BridgeValidity(
      from: row < rows.from.count ? rows.from[row] : nil,
      to: row < rows.to.count ? rows.to[row] : nil)
  }
}

/// The days of a row.
struct BridgeValidity: Hashable, Sendable {
  /// First day.
  var from: Day?
  /// Day after the last.
  var to: Day?
}

/// Which slots of two periods belong together: the same month of the year, quarter or day.
struct BridgeSlots {
  let target: Period
  let side: Period

  /// The slot of the side that belongs to a slot of the target; nil where it has none.
  func slot(_ slot: Int, _ grain: Grain) -> Int? {
    if target == side { return slot }
    let division = grain.division
    let count = side.slotCount(division)
    if grain == .year { return 0 }
    let isAlike =
      target.from.month == side.from.month && target.slotCount(.month) == side.slotCount(.month)
    if isAlike, grain != .day { return slot < count ? slot : nil }
    let sought = Self.label(target, division, slot)
    return (0..<count).first { Self.label(side, division, $0) == sought }
  }

  /// The name without its year.
  private static func label(_ period: Period, _ division: TimeDivision, _ slot: Int) -> Substring {
    period.name(division, slot).dropFirst(4)
  }
}
