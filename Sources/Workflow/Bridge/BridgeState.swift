import Engine
import Quantities
import RulePlan

/// Data between the two sides of a bridge: some rows and values are the first side's, some the
/// second's.
struct BridgeState {
  /// What is exchanged in one go.
  struct Item: Hashable, Sendable {
    /// The input's identifier.
    var id: String
    var path: RowPath
  }

  let model: BridgeModel
  /// The period whose slots the columns have.
  private(set) var period: Period
  private var present: Set<RowPath>
  /// Rows that came: everything in them is the second side's.
  private var came: Set<RowPath> = []
  private var taken: Set<Item> = []
  /// Rows whose days are the second side's.
  private var dated: Set<RowPath> = []
  private(set) var dataset: Dataset

  /// The first side's data.
  init(_ model: BridgeModel) {
    self.model = model
    period = model.first.dataset.period
    present = Set(model.first.rows.keys)
    dataset = Dataset(period: period, rows: [], columns: [])
    rebuild()
  }

  /// Goes over to the second side's period.
  mutating func takePeriod() {
    period = model.second.dataset.period
    rebuild()
  }

  /// Adds rows of the second side and all below them.
  mutating func add(_ paths: [RowPath]) {
    let tops = Set(paths)
    for row in model.second.rows.keys where row.isWithin(tops, model.plan) {
      present.insert(row)
      came.insert(row)
    }
    rebuild()
  }

  /// Takes rows away and all below them.
  mutating func remove(_ paths: [RowPath]) {
    let tops = Set(paths)
    present = present.filter { !$0.isWithin(tops, model.plan) }
    rebuild()
  }

  /// Takes the second side's days of a row.
  mutating func takeDays(_ path: RowPath) {
    dated.insert(path)
    rebuild()
  }

  /// Takes the second side's values.
  mutating func take(_ items: [Item]) {
    taken.formUnion(items)
    for (index, input) in model.plan.inputs.enumerated() where input.id == items.first?.id {
      dataset.columns[index] = column(index)
    }
  }

  // MARK: Columns

  private var order: [[RowPath]] = []
  private var places: [RowPath: Int32] = [:]

  private mutating func rebuild() {
    let plan = model.plan
    order = plan.rowSets.map { _ in [] }
    places = [:]
    var rows = plan.rowSets.map { _ in Dataset.Rows(keys: [], parents: []) }
    for set in plan.rowSets.indices.sorted(by: { plan.depth($0) < plan.depth($1) }) {
      rows[set] = self.rows(set)
    }
    dataset = Dataset(period: period, rows: rows, columns: [])
    dataset.columns = plan.inputs.indices.map { column($0) }
    dataset.declaredSources = declaredSources()
  }

  /// The sources that one of the sides says there are none of.
  private func declaredSources() -> [Dataset.DeclaredSource] {
    var found: [Dataset.DeclaredSource] = []
    for facts in [model.first, model.second] {
      for statement in facts.dataset.declaredSources {
        let path = facts.paths[statement.rows][statement.row]
        guard let place = places[path] else { continue }
        let own = Dataset.DeclaredSource(
          source: statement.source, rows: path.set, row: Int(place))
        if !found.contains(own) { found.append(own) }
      }
    }
    return found
  }

  /// The rows of a set below the rows of its parent, the first side's before those that came.
  private mutating func rows(_ set: Int) -> Dataset.Rows {
    guard set != 0, let parent = model.plan.rowSets[set].parent else {
      order[0] = [RowPath(set: 0, keys: [])]
      places[RowPath(set: 0, keys: [])] = 0
      return Dataset.Rows(keys: [""], parents: [])
    }
    var below: [[String]: [RowPath]] = [:]
    let secondSet = model.second.sets.firstIndex { $0 == set }
    let second = secondSet.map { model.second.paths[$0] } ?? []
    for path in model.first.paths[set] + second.filter({ model.first.rows[$0] == nil })
    where present.contains(path) {
      below[Array(path.keys.dropLast()), default: []].append(path)
    }
    var rows = Dataset.Rows(keys: [], parents: [])
    for (place, above) in order[parent].enumerated() {
      rows.declaredNone.append(isNone(set, secondSet, above))
      for path in below[above.keys] ?? [] {
        places[path] = Int32(order[set].count)
        order[set].append(path)
        rows.keys.append(path.keys.last ?? "")
        rows.parents.append(Int32(place))
        let days = validity(path, set, secondSet)
        rows.from.append(days.from)
        rows.to.append(days.to)
      }
    }
    return rows
  }

  /// Whether one of the sides says that there is nothing of the kind below a row.
  private func isNone(_ set: Int, _ secondSet: Int?, _ above: RowPath) -> Bool {
    func says(_ facts: BridgeFacts, _ set: Int) -> Bool {
      guard let row = facts.rows[above] else { return false }
      let none = facts.dataset.rows[set].declaredNone
      return row < none.count && none[row]
    }
    return says(model.first, set) || secondSet.map { says(model.second, $0) } ?? false
  }

  private func validity(_ path: RowPath, _ set: Int, _ secondSet: Int?) -> BridgeValidity {
    let isSecond = came.contains(path) || dated.contains(path)
    if isSecond, let secondSet, let row = model.second.rows[path] {
      return model.second.validity(secondSet, row)
    }
    return model.first.rows[path].map { model.first.validity(set, $0) } ?? BridgeValidity()
  }

  private func column(_ input: Int) -> Column {
    let declared = model.plan.inputs[input]
    let count = period.slotCount(declared.shape.grain.division)
    var facts: [BridgeFact] = []
    facts.reserveCapacity(order[declared.shape.rows].count * count)
    for path in order[declared.shape.rows] {
      let isSecond = came.contains(path) || taken.contains(Item(id: declared.id, path: path))
      for slot in 0..<count {
        if declared.facet == .validity {
          facts.append(validity(path, declared, input))
          continue
        }
        let first = model.firstFact(input, path, slot, period)
        let second = model.secondFact(input, path, slot, period)
        facts.append((isSecond ? second ?? first : first ?? second) ?? .absent)
      }
    }
    return column(facts, declared.kind)
  }

  private func validity(_ path: RowPath, _ declared: Input, _ input: Int) -> BridgeFact {
    guard let place = places[path] else { return .absent }
    let rows = dataset.rows[declared.shape.rows]
    let day = declared.field == "from" ? rows.from[Int(place)] : rows.to[Int(place)]
    return day.map { BridgeFact(state: .given, value: .date($0)) } ?? .absent
  }

  private func column(_ facts: [BridgeFact], _ kind: ValueKind) -> Column {
    let states = facts.map(\.state)
    switch kind {
    case .number:
      let numbers = facts.map { fact -> Rational in
        if case .number(let number) = fact.value { return number }
        return .zero
      }
      return Column(.numbers(.init(exactly: numbers)), states: states)
    case .flag:
      return Column(.flags(facts.map { $0.value == .flag(true) }), states: states)
    case .text:
      let texts = facts.map { fact -> String in
        if case .text(let text) = fact.value { return text }
        return ""
      }
      return Column(.texts(Texts(texts)), states: states)
    case .date:
      let days = facts.map { fact -> Day in
        if case .date(let day) = fact.value { return day }
        return Day(number: 0)
      }
      return Column(.dates(days), states: states)
    case .reference:
      let rows = facts.map { fact -> Int32 in
        if case .row(let path?) = fact.value { return places[path] ?? -1 }
        return -1
      }
      // A row that is not there any more is as good as none stated.
      let known = zip(facts, rows).map { fact, row in
        row < 0 && fact.state.hasValue ? CellState.absent : fact.state
      }
      return Column(.references(rows), states: known)
    }
  }
}

extension RowPath {
  /// Whether the row is one of the others or lies below one.
  func isWithin(_ others: Set<RowPath>, _ plan: Plan) -> Bool {
    var path = self
    while path.set > 0 {
      if others.contains(path) { return true }
      guard let parent = plan.rowSets[path.set].parent else { return false }
      path = RowPath(set: parent, keys: Array(path.keys.dropLast()))
    }
    return false
  }
}

extension Plan {
  /// How many row sets a row set lies in.
  func depth(_ set: Int) -> Int {
    var depth = 0
    var next = rowSets[set].parent
    while let current = next, depth <= rowSets.count {
      depth += 1
      next = rowSets[current].parent
    }
    return depth
  }
}
