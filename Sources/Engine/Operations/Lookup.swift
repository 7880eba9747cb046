import Quantities
import RulePlan

extension Machine {
  /// An answer by its place among what was found; −1 with a state and a reason where there is none.
  private typealias Answer = (place: Int32, state: CellState, reason: Problem.Reason?)

  mutating func lookup(_ index: Int, _ node: Node, table: Int, column: Int) {
    let count = layout.count(node.shape)
    let tableIndex = indexes[table]
    var states = strict(node.operands, count: count)
    let keyCount = tableIndex.table.keys.count
    let operands = node.operands.map { self.column($0).values }
    var found: [[TableIndex.Contribution]] = []
    var places = [Int32](repeating: -1, count: count)
    // Rows and slots mostly ask for the same cells: each different key is looked up once.
    let keys = KeyCodes(operands, count: count)
    // By code: the place of the answer; −1 before it is asked for, −2 where there is none.
    var known = [Int32](repeating: -1, count: keys.limit)
    var failures: [Int32: Answer] = [:]
    for element in 0..<count where states[element].hasValue {
      let code = keys.codes[element]
      if known[Int(code)] == -1 {
        let sought = operands.map { $0.scalar(element) }
        let answer = self.answer(tableIndex, sought, keyCount, column, &found)
        known[Int(code)] = answer.state == .given ? answer.place : -2
        if answer.state != .given { failures[code] = answer }
      }
      places[element] = known[Int(code)]
      guard places[element] == -2, let answer = failures[code] else { continue }
      states[element] = answer.state
      if let reason = answer.reason { record(index, element, reason) }
    }
    set(index, cells(found, places, node.kind), states)
  }

  /// - Parameter sought: the keys, with the day of a dated table last.
  private func answer(
    _ table: TableIndex, _ sought: [Scalar], _ keyCount: Int, _ column: Int,
    _ found: inout [[TableIndex.Contribution]]
  ) -> Answer {
    let keys = Array(sought.prefix(keyCount))
    var day: Day?
    if sought.count > keyCount, case .date(let last) = sought[keyCount] {
      day = last
    }
    switch table.find(keys, day: day, column: column) {
    case .failure(.keyNotFound) where table.table.isExtensible: return (-1, .absent, nil)
    case .failure(let reason): return (-1, .poisoned, reason)
    case .cells(let cells):
      var state = CellState.given
      for cell in cells {
        switch plan.cell(cell).content {
        case .value: break
        case .absent: state = .absent
        case .notOccurring where state == .given: state = .notOccurring
        case .notOccurring: break
        case .doubtful(let printed):
          let reason = Problem.Reason.doubtfulCell(
            table: cell.table, key: table.text(keys), printed: printed)
          return (-1, .poisoned, reason)
        }
      }
      if state != .given { return (-1, state, nil) }
      found.append(cells)
      return (Int32(found.count - 1), .given, nil)
    }
  }

  /// The values of the answers, spread over the elements that asked.
  private func cells(
    _ found: [[TableIndex.Contribution]], _ places: [Int32], _ kind: ValueKind
  ) -> Column.Values {
    let values: Column.Values
    if case .number = kind {
      values = .numbers(Column.Numbers(exactly: found.map { plan.total($0) }))
    } else {
      values = .texts(Texts(found.map { $0.first.flatMap { plan.cell($0).text } ?? "" }))
    }
    return lanes == .wide ? values.widened().gathered(places) : values.gathered(places)
  }
}

extension Plan {
  /// The cell of a contribution.
  func cell(_ contribution: TableIndex.Contribution) -> Table.Cell {
    tables[contribution.table].rows[contribution.row].cells[contribution.column]
  }

  /// The value of cells in proportion.
  func total(_ contributions: [TableIndex.Contribution]) -> Rational {
    contributions.reduce(.zero) { $0 + $1.weight * (cell($1).number ?? .zero) }
  }
}

extension Table.Cell {
  /// The text that stands in the cell.
  var text: String? {
    if case .value(let value) = content { return value.text }
    return nil
  }
}

extension Column.Values {
  /// One element as a value of a plan; a reference as the number of its row.
  func scalar(_ index: Int) -> Scalar {
    switch self {
    case .numbers(let numbers): .number(numbers[index])
    case .flags(let flags): .flag(flags[index])
    case .texts(let texts): .text(texts[index])
    case .dates(let days): .date(days[index])
    case .references(let rows): .number(Rational(Int(rows[index])))
    }
  }

  /// The same values with numbers as fractions.
  func widened() -> Column.Values {
    guard case .numbers(let numbers) = self else { return self }
    return .numbers(.wide((0..<Column(self).count).map { numbers[$0] }))
  }
}
