import Quantities
import RulePlan

// Along time: the value some slots ago, and what becomes of the slots before.
extension Machine {
  mutating func shift(_ index: Int, _ node: Node, _ distance: Int) {
    let count = layout.count(node.shape)
    let slots = layout.slots(node.shape.grain)
    let values = column(node.operands[0])
    var states = States(count: count)
    var places = [Int32](repeating: -1, count: count)
    for element in 0..<count {
      guard element % slots >= distance else {
        states[element] = .absent
        continue
      }
      places[element] = Int32(element - distance)
      states[element] = values.state(element - distance)
    }
    guard node.operands.count > 1 else {
      return set(index, values.values.gathered(places), states)
    }
    let closing = column(node.operands[1])
    for row in 0..<(count / max(1, slots)) {
      let first = row * slots
      let isNone = values.state(first) == .notOccurring
      states[first] =
        isNone && closing.state(row).rawValue > CellState.substituted.rawValue
          && closing.state(row) != .poisoned ? .notOccurring : closing.state(row)
    }
    let joined = Column.Values.alternating(values.values, closing.values, places, slots)
    set(index, joined, states)
  }

  mutating func window(_ index: Int, _ node: Node, _ reduction: Reduction, _ window: Window) {
    var fold = WindowFold(
      reduction: reduction, column: column(node.operands[0]),
      weights: node.operands.count > 1 ? column(node.operands[1]) : nil,
      count: layout.count(node.shape))
    let states = node.operands.map { self.states($0) }
    for element in 0..<fold.count {
      fold.add(element, layout.places(of: window, before: element, node.shape, states))
    }
    set(index, fold.values, fold.states)
  }
}

extension Layout {
  /// The elements that a window before an element looks at, the earliest first.
  ///
  /// A window of given values goes back over what has none; it ends at a poisoned one, which
  /// could be among them.
  func places(
    of window: Window, before element: Int, _ shape: Shape, _ states: [[CellState]?]
  ) -> [Int] {
    let first = element - slot(element, shape)
    guard window.givenOnly else { return Array(max(first, element - window.slots)..<element) }
    var places: [Int] = []
    for place in (first..<element).reversed() {
      let own = states.map { $0?[place] ?? .given }
      if own.contains(.poisoned) { return (places + [place]).reversed() }
      guard own.allSatisfy(\.hasValue) else { continue }
      places.append(place)
      if places.count == window.slots { break }
    }
    return places.reversed()
  }
}

extension Column.Values {
  /// The elements at these places; where a place is negative, that of the row from other values.
  fileprivate static func alternating(
    _ own: Column.Values, _ other: Column.Values, _ places: [Int32], _ slots: Int
  ) -> Column.Values {
    func picked<T>(_ a: (Int) -> T, _ b: (Int) -> T) -> [T] {
      places.enumerated().map { $1 < 0 ? b($0 / slots) : a(Int($1)) }
    }
    switch (own, other) {
    case (.numbers(let a), .numbers(let b)):
      return .numbers(Column.Numbers(exactly: picked({ a[$0] }, { b[$0] })))
    case (.flags(let a), .flags(let b)): return .flags(picked({ a[$0] }, { b[$0] }))
    case (.texts(let a), .texts(let b)): return .texts(Texts(picked({ a[$0] }, { b[$0] })))
    case (.dates(let a), .dates(let b)): return .dates(picked({ a[$0] }, { b[$0] }))
    case (.references(let a), .references(let b)):
      return .references(picked({ a[$0] }, { b[$0] }))
    default: preconditionFailure("Engine: a value before is of another kind; please report")
    }
  }
}

/// Reduces the elements of one window after the other.
private struct WindowFold {
  let reduction: Reduction
  let column: Column
  let weights: Column?
  let count: Int
  private(set) var states: States
  private var numbers: [Rational] = []
  private var flags: [Bool] = []
  private var places: [Int32] = []

  init(reduction: Reduction, column: Column, weights: Column?, count: Int) {
    self.reduction = reduction
    self.column = column
    self.weights = weights
    self.count = count
    states = States(count: count)
  }

  /// The values of all windows so far.
  var values: Column.Values {
    switch reduction {
    case .any, .all: .flags(flags)
    case .last, .min, .max: column.values.gathered(places)
    default: .numbers(.wide(numbers))
    }
  }

  mutating func add(_ element: Int, _ members: [Int]) {
    switch reduction {
    case .any, .all:
      let decisive: Truth = reduction == .any ? .yes : .no
      var folded = Ternary(reduction == .any ? .no : .yes)
      for place in members {
        guard case .flag(let flag) = column.value(place) else { continue }
        folded.combine(Ternary(column.state(place), flag), decisive: decisive)
      }
      states[element] = folded.state
      flags.append(folded.value == .yes)
    case .count: count(element, members)
    case .last, .min, .max: take(element, members)
    default: accumulate(element, members)
    }
  }

  private mutating func count(_ element: Int, _ members: [Int]) {
    if members.contains(where: { column.state($0) == .poisoned }) { states[element] = .poisoned }
    let counted = members.filter { column.state($0).hasValue && column.value($0) != .flag(false) }
    numbers.append(Rational(counted.count))
  }

  /// The state of terms taken together; of no terms at all, what is said where there are none.
  private func state(_ members: [Int], none: CellState) -> CellState {
    if members.isEmpty { return none }
    return members.reduce(.notOccurring) { $0.joined(state(of: $1)) }
  }

  /// The state of a term with its weight.
  private func state(of place: Int) -> CellState {
    let own = column.state(place)
    guard let other = weights?.state(place), other.rawValue > own.rawValue else { return own }
    return other
  }

  private mutating func take(_ element: Int, _ members: [Int]) {
    var state = state(members, none: .absent)
    var taken = -1
    for place in members where column.state(place).hasValue {
      switch reduction {
      case .last: taken = place
      case .min where taken < 0 || column.values.isLess(place, taken): taken = place
      case .max where taken < 0 || column.values.isLess(taken, place): taken = place
      default: break
      }
    }
    if reduction == .last, state == .absent, taken >= 0 { state = .given }
    states[element] = state
    places.append(state == .given ? Int32(taken) : -1)
  }

  private mutating func accumulate(_ element: Int, _ members: [Int]) {
    let none: CellState = reduction == .sum || reduction == .product ? .notOccurring : .absent
    var state = state(members, none: none)
    var terms = Terms()
    for place in members where state == .given && self.state(of: place).hasValue {
      guard case .number(let number) = column.value(place) else { continue }
      var weight: Rational?
      if case .number(let share) = weights?.value(place) { weight = share }
      terms.add(number, weight, reduction)
    }
    // As elsewhere, nothing to multiply by is 1.
    if reduction == .product, state == .notOccurring { state = .given }
    var result: Rational?
    if state == .given {
      result = terms.result(reduction, isWeighted: weights != nil)
      if result == nil { state = reduction == .variance ? .absent : .notOccurring }
    }
    states[element] = state
    numbers.append(result ?? .zero)
  }
}
