import Quantities
import RulePlan

// Where values come from: the filing's columns, the rows and slots themselves, repetition.
extension Machine {
  mutating func input(_ index: Int, _ input: Int) {
    let column = data.columns[input]
    if let states = column.states, states.contains(.poisoned) {
      for (element, state) in states.enumerated() where state == .poisoned {
        record(index, element, .wrongInput)
      }
    }
    guard case .numbers(let numbers) = column.values, lanes != .automatic else {
      return set(index, column)
    }
    if lanes == .large, case let count = column.count,
      let large = Operand.wide((0..<count).map { numbers[$0] }).large(count: count)
    {
      return set(index, .large(large), States(column.states, count: count))
    }
    let values: Column.Numbers
    switch (lanes, numbers) {
    case (.medium, .narrow(let integers, let factor)):
      values = .medium(mapped(integers) { Int128($0) }, factor: factor)
    case (.wide, _): values = .wide((0..<column.count).map { numbers[$0] })
    default: values = numbers
    }
    set(index, Column(.numbers(values), states: column.states))
  }

  mutating func position(_ index: Int, _ node: Node) {
    let rows = layout.rows(node.shape.rows)
    let slots = layout.slots(node.shape.grain)
    let count = rows * slots
    let values: Column.Values
    switch node.operation {
    case .key:
      let keys = codedKeys(node.shape.rows)
      values = .texts(Texts(pool: keys.pool, codes: repeated(keys.codes, slots)))
    case .row: values = .references((0..<count).map { Int32($0 / slots) })
    default:
      let isStart = node.operation == .slotStart
      let bounds = (0..<slots).map { slot in
        let range = data.period.slotRange(node.shape.grain.division, slot)
        return isStart ? range.start : range.end
      }
      values = .dates((0..<count).map { bounds[$0 % slots] })
    }
    set(index, values, States(count: count))
  }

  mutating func broadcast(_ index: Int, _ node: Node) {
    let source = node.operands[0]
    if let value = uniforms[source] { return setUniform(index, value) }
    let folding = Folding(layout, from: node.shape, to: plan.nodes[source].shape)
    if folding.isIdentity, larges[source] == nil { return set(index, column(source)) }
    if folding.rowMap == nil, folding.upperSlots == 1, larges[source] == nil {
      let states = states(source).map { repeated($0, folding.slots) }
      return set(index, Column(column(source).values.repeated(folding.slots), states: states))
    }
    let places = folding.places
    let states = states(source).map { states in mapped(places) { states[Int($0)] } }
    if let large = larges[source] {
      return set(index, .large(large.gathered(places)), States(states, count: places.count))
    }
    let column = self.column(source)
    set(index, Column(column.values.gathered(places), states: states))
  }

  /// The keys of a row set with their codes.
  func codedKeys(_ rowSet: Int) -> Texts {
    data.rows[rowSet].codedKeys ?? Texts(data.rows[rowSet].keys)
  }

  mutating func dateDistance(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let states = strict(node.operands, count: count)
    let days = node.operands.map { dates($0) }
    let distances: [Int64]
    if node.operation == .days {
      distances = mapped(days[0], days[1]) { Int64($1.number) - Int64($0.number) }
    } else {
      distances = (0..<count).map { element in
        let start = max(days[0][element], days[2][element])
        let end = min(days[1][element], days[3][element])
        return max(0, Int64(end.number) - Int64(start.number))
      }
    }
    set(index, .numbers(.narrow(distances, factor: .one)), states)
  }
}

/// Each element so many times.
func repeated<A>(_ elements: [A], _ times: Int) -> [A] {
  if times == 1 { return elements }
  return [A](unsafeUninitializedCapacity: elements.count * times) { out, initialized in
    elements.withUnsafeBufferPointer { elements in
      var place = 0
      for element in elements {
        for offset in 0..<times { out.initializeElement(at: place &+ offset, to: element) }
        place &+= times
      }
    }
    initialized = elements.count * times
  }
}

extension Column.Values {
  /// Each element so many times.
  func repeated(_ times: Int) -> Column.Values {
    switch self {
    case .numbers(.narrow(let integers, let factor)):
      .numbers(.narrow(Engine.repeated(integers, times), factor: factor))
    case .numbers(.medium(let integers, let factor)):
      .numbers(.medium(Engine.repeated(integers, times), factor: factor))
    case .numbers(.wide(let fractions)): .numbers(.wide(Engine.repeated(fractions, times)))
    case .flags(let flags): .flags(Engine.repeated(flags, times))
    case .texts(let texts):
      .texts(Texts(pool: texts.pool, codes: Engine.repeated(texts.codes, times)))
    case .dates(let days): .dates(Engine.repeated(days, times))
    case .references(let rows): .references(Engine.repeated(rows, times))
    }
  }
}
