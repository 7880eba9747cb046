import Quantities
import RulePlan

// Operations that take one of several operands: first the operand taken at each element is
// decided, then its values are gathered.
extension Machine {
  mutating func choice(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    switch node.operation {
    case .select:
      var taken = [Int32](repeating: 0, count: count)
      let flags = self.flags(node.operands[0])
      for element in 0..<count { taken[element] = flags[element] ? 1 : 2 }
      take(index, node, taken, condition: node.operands[0], other: nil)
    case .occursWhere:
      let flags = self.flags(node.operands[0])
      let taken: [Int32] = mapped(flags) { $0 ? 1 : -1 }
      take(index, node, taken, condition: node.operands[0], other: .notOccurring)
    case .firstGiven:
      take(index, node, firstGiven(node, count: count), condition: nil, other: nil)
    case .choose(let ids), .chosen(let ids):
      choose(index, node, ids, count: count)
    default: break
    }
  }

  /// The first operand with a value or poison at each element, else the last.
  private func firstGiven(_ node: Node, count: Int) -> [Int32] {
    var taken = [Int32](repeating: Int32(node.operands.count - 1), count: count)
    for place in node.operands.indices.reversed() {
      guard let states = states(node.operands[place]) else {
        taken = [Int32](repeating: Int32(place), count: count)
        continue
      }
      for element in 0..<count
      where states[element].hasValue || states[element] == .poisoned {
        taken[element] = Int32(place)
      }
    }
    return taken
  }

  /// Decides which alternative is taken, for its value or its name.
  private mutating func choose(_ index: Int, _ node: Node, _ ids: [String], count: Int) {
    if case .choose = node.operation, let numbers = firstKnown(node, ids.count, count: count) {
      return set(index, .numbers(numbers), States(count: count))
    }
    var chooser = Chooser(machine: self, node: node, ids: ids)
    var taken = [Int32](repeating: -1, count: count)
    var states = States(count: count)
    var unknown: [(Int, String)] = []
    if let decided = chooser.decidedUnstated(count: count) {
      (taken, states) = decided
    } else {
      for element in 0..<count {
        switch chooser.decide(element) {
        case .alternative(let place): taken[element] = Int32(place)
        case .none(let state): states[element] = state
        case .unknown(let id):
          states[element] = .poisoned
          unknown.append((element, id))
        }
      }
    }
    if case .chosen = node.operation {
      return set(index, .texts(Self.names(ids, taken)), states)
    }
    for (element, id) in unknown { record(index, element, .unknownAlternative(id)) }
    let places: [Int32] = mapped(taken) { $0 < 0 ? -1 : $0 * 2 + 2 }
    take(index, node, places, condition: nil, other: nil, states)
  }

  /// The names of the alternatives that are taken.
  private static func names(_ ids: [String], _ taken: [Int32]) -> Texts {
    let pool = [""] + ids
    guard Set(pool).count == pool.count else {
      return Texts(taken.map { pool[Int($0) + 1] })
    }
    return Texts(pool: pool, codes: mapped(taken) { $0 + 1 })
  }

  /// Sets the values and states of the operand that is taken at each element.
  ///
  /// - Parameter taken: the operand's place; negative where none is.
  /// - Parameter condition: an operand whose state stands where it has no value.
  /// - Parameter other: the state where no operand is taken.
  private mutating func take(
    _ index: Int, _ node: Node, _ taken: [Int32], condition: Int?, other: CellState?,
    _ initial: States? = nil
  ) {
    let count = taken.count
    var isTaken = [Bool](repeating: false, count: node.operands.count)
    for place in taken where place >= 0 { isTaken[Int(place)] = true }
    let places = isTaken.indices.filter { isTaken[$0] }
    var list = initial?.values ?? [CellState](repeating: .given, count: count)
    if let other { list = mapped(list, taken) { $1 < 0 ? other : $0 } }
    for place in places {
      guard let own = self.states(node.operands[place]) else { continue }
      let wanted = Int32(place)
      list = mapped(list, taken, own) { state, taken, own in
        taken != wanted ? state : own == .substituted ? .given : own
      }
    }
    if let condition, let own = self.states(condition) {
      list = mapped(list, own) { $1.hasValue ? $0 : $1 }
    }
    let states = States(list.contains { $0 != .given } ? list : nil, count: count)
    set(index, gathered(node, taken, places, states), states)
  }

  private func gathered(
    _ node: Node, _ taken: [Int32], _ places: [Int], _ states: States
  ) -> Column.Values {
    let count = taken.count
    if places.count == 1, !taken.contains(where: { $0 < 0 }) {
      return column(node.operands[places[0]]).values
    }
    func pick<T>(_ columns: [Int: [T]], _ none: T) -> [T] {
      (0..<count).map { columns[Int(taken[$0])]?[$0] ?? none }
    }
    func columns<T>(_ read: (Int) -> [T]) -> [Int: [T]] {
      Dictionary(uniqueKeysWithValues: places.map { ($0, read(node.operands[$0])) })
    }
    switch node.kind {
    case .number: return .numbers(gatheredNumbers(node, taken, places, states))
    case .flag: return .flags(pick(columns(flags), false))
    case .text:
      var pool = [""]
      let codes = columns { texts($0).coded(in: &pool) }
      return .texts(Texts(pool: pool, codes: pick(codes, 0)))
    case .date: return .dates(pick(columns(dates), data.period.start))
    case .reference: return .references(pick(columns(references), -1))
    }
  }

  private func gatheredNumbers(
    _ node: Node, _ taken: [Int32], _ places: [Int], _ states: States
  ) -> Column.Numbers {
    let count = taken.count
    let operands = places.map { operand(node.operands[$0]) }
    if operands.isEmpty { return .uniform(.zero, count: count) }
    switch Self.aligned(operands, count: count) {
    case .narrow(let columns, let factor):
      return .narrow(Self.picked(columns, taken, places), factor: factor)
    case .medium(let columns, let factor):
      return .medium(Self.picked(columns, taken, places), factor: factor)
    case .wide:
      var position = [Int](repeating: -1, count: node.operands.count)
      for (order, place) in places.enumerated() { position[place] = order }
      return .wide(
        (0..<count).map { element in
          guard taken[element] >= 0, states[element].hasValue else { return .zero }
          return operands[position[Int(taken[element])]][element]
        })
    }
  }

  @inline(__always)
  private static func picked<I: FixedWidthInteger>(
    _ columns: [[I]], _ taken: [Int32], _ places: [Int]
  ) -> [I] {
    var result = [I](repeating: 0, count: taken.count)
    for (column, place) in zip(columns, places) {
      let wanted = Int32(place)
      result = mapped(result, column, taken) { $2 == wanted ? $1 : $0 }
    }
    return result
  }
}

/// Decides which alternative (取值方式) is taken at an element.
struct Chooser {
  /// What is decided.
  enum Decision {
    /// The alternative with this index.
    case alternative(Int)
    /// None; the state of the result.
    case none(CellState)
    /// The filer states an alternative that does not exist.
    case unknown(String)
  }

  private let stated: Texts
  private let statedStates: [CellState]?
  /// For each code of what is stated the alternative; −1 where there is none of this name.
  private let places: [Int]
  private let conditions: [[Bool]]
  private let conditionStates: [[CellState]?]
  private let valueStates: [[CellState]?]

  init(machine: Machine, node: Node, ids: [String]) {
    stated = machine.texts(node.operands[0])
    statedStates = machine.states(node.operands[0])
    places = stated.pool.map { ids.firstIndex(of: $0) ?? -1 }
    let conditionNodes = ids.indices.map { node.operands[1 + 2 * $0] }
    conditions = conditionNodes.map { machine.flags($0) }
    conditionStates = conditionNodes.map { machine.states($0) }
    valueStates = ids.indices.map { machine.states(node.operands[2 + 2 * $0]) }
  }

  /// The decisions at all elements where the filer states no alternative anywhere: the places,
  /// −1 where none is taken, and the states there. Nil where one is stated.
  func decidedUnstated(count: Int) -> (places: [Int32], states: States)? {
    guard let statedStates,
      !statedStates.contains(where: { $0.hasValue || $0 == .poisoned })
    else { return nil }
    // −2 where a poisoned value is the end.
    var taken = [Int32](repeating: -1, count: count)
    var left = [CellState](repeating: .absent, count: count)
    for place in conditions.indices {
      var holds = conditions[place]
      if let states = conditionStates[place] { holds = mapped(holds, states) { $0 && $1.hasValue } }
      let own = Int32(place)
      guard let values = valueStates[place] else {
        taken = mapped(taken, holds) { $0 == -1 && $1 ? own : $0 }
        continue
      }
      left = mapped(left, taken, values) { $1 == -1 && $2 == .notOccurring ? $2 : $0 }
      taken = mapped(taken, holds, values) { taken, holds, value in
        if taken != -1 || !holds { return taken }
        return value.hasValue ? own : value == .poisoned ? -2 : -1
      }
    }
    left = mapped(left, taken) { $1 >= 0 ? .given : $1 == -2 ? .poisoned : $0 }
    let states = States(left.contains { $0 != .given } ? left : nil, count: count)
    return (mapped(taken) { max($0, -1) }, states)
  }

  /// The decision at one element, as `Documentation/Semantics.md` says under `choose`.
  mutating func decide(_ element: Int) -> Decision {
    var first = 0
    let state = statedStates?[element] ?? .given
    if state == .poisoned { return .none(.poisoned) }
    if state.hasValue {
      first = places[Int(stated.codes[element])]
      if first < 0 { return .unknown(stated[element]) }
    }
    var left = CellState.absent
    for place in first..<conditions.count {
      let value = valueStates[place]?[element] ?? .given
      if value == .notOccurring { left = .notOccurring }
      guard (conditionStates[place]?[element] ?? .given).hasValue, conditions[place][element]
      else { continue }
      if value.hasValue { return .alternative(place) }
      if value == .poisoned { return .none(.poisoned) }
    }
    return .none(left)
  }
}
