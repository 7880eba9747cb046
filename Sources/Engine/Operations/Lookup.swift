import Quantities
import RulePlan

extension Machine {
  mutating func lookup(_ index: Int, _ node: Node, table: Int, column: Int) {
    let count = layout.count(node.shape)
    let tableIndex = indexes[table] ?? TableIndex(table, of: plan)
    indexes[table] = tableIndex
    var states = strict(node.operands, count: count)
    let keyCount = tableIndex.table.keys.count
    let operands = node.operands.map { self.column($0).values }
    var found: [[TableIndex.Contribution]] = []
    var places = [Int32](repeating: -1, count: count)
    // Rows and slots mostly ask for the same cells, so that answers are kept by their keys.
    var answers = KnownAnswers()
    for element in 0..<count where states[element].hasValue {
      let answer: KnownAnswers.Answer
      if let known = answers.known(operands, element) {
        answer = known
      } else {
        let sought = operands.map { $0.scalar(element) }
        answer = self.answer(tableIndex, sought, keyCount, column, &found)
        answers.add(answer, sought, element)
      }
      places[element] = answer.place
      if answer.state == .given { continue }
      states[element] = answer.state
      if let reason = answer.reason { record(index, element, reason) }
    }
    set(index, cells(found, places, node.kind), states)
  }

  /// - Parameter sought: the keys, with the day of a dated table last.
  private func answer(
    _ table: TableIndex, _ sought: [Scalar], _ keyCount: Int, _ column: Int,
    _ found: inout [[TableIndex.Contribution]]
  ) -> KnownAnswers.Answer {
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
      values = .texts(found.map { $0.first.flatMap { plan.cell($0).text } ?? "" })
    }
    return lanes == .wide ? values.widened().gathered(places) : values.gathered(places)
  }
}

/// The answers of one look-up node by the keys that asked.
private struct KnownAnswers {
  /// Where the answer is in what was found; −1 with a state and a reason where there is none.
  typealias Answer = (place: Int32, state: CellState, reason: Problem.Reason?)

  private var answers: [Answer] = []
  private var byText: [String: Int] = [:]
  private var byKeys: [[Scalar]: Int] = [:]
  private var last: (element: Int, answer: Int)?

  /// The answer at an element; nil where nobody has asked for these keys yet.
  mutating func known(_ operands: [Column.Values], _ element: Int) -> Answer? {
    if let last, operands.allSatisfy({ $0.isSame(last.element, element) }) {
      return answers[last.answer]
    }
    let place: Int?
    if operands.count == 1, case .texts(let texts) = operands[0] {
      place = byText[texts[element]]
    } else {
      place = byKeys[operands.map { $0.scalar(element) }]
    }
    guard let place else { return nil }
    last = (element, place)
    return answers[place]
  }

  /// Keeps the answer to the keys of an element.
  mutating func add(_ answer: Answer, _ keys: [Scalar], _ element: Int) {
    last = (element, answers.count)
    if keys.count == 1, case .text(let text) = keys[0] {
      byText[text] = answers.count
    } else {
      byKeys[keys] = answers.count
    }
    answers.append(answer)
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

  /// Whether two elements hold the same; false where that is dear to tell.
  fileprivate func isSame(_ a: Int, _ b: Int) -> Bool {
    switch self {
    case .numbers(.narrow(let integers, _)): integers[a] == integers[b]
    case .numbers(.medium(let integers, _)): integers[a] == integers[b]
    case .numbers(.wide(let fractions)): fractions[a] == fractions[b]
    case .flags(let flags): flags[a] == flags[b]
    case .texts(let texts): texts[a] == texts[b]
    case .dates(let days): days[a] == days[b]
    case .references(let rows): rows[a] == rows[b]
    }
  }

  /// The same values with numbers as fractions.
  func widened() -> Column.Values {
    guard case .numbers(let numbers) = self else { return self }
    return .numbers(.wide((0..<Column(self).count).map { numbers[$0] }))
  }
}
