import Quantities

extension Plan {
  /// What is wrong with one node whose operands exist.
  func violations(of node: Node) -> [String] {
    let kinds = node.operands.map { nodes[$0].kind }
    var found: [String] = []
    func expect(_ condition: Bool, _ violation: String) {
      if !condition { found.append(violation) }
    }
    func takes(_ expected: [ValueKind], gives kind: ValueKind) {
      expect(kinds == expected, "it takes operands of other kinds")
      expect(node.kind == kind, "its result is of another kind")
    }
    func sameShape(_ places: some Sequence<Int>) {
      for place in places where place < node.operands.count {
        expect(
          nodes[node.operands[place]].shape == node.shape, "operand \(place) has another shape")
      }
    }
    switch node.operation {
    case .add, .subtract, .multiply, .divide, .least, .greatest:
      takes([.number, .number], gives: .number)
      sameShape(0..<2)
    case .negate, .power, .round, .magnitude:
      takes([.number], gives: .number)
      sameShape(0..<1)
    case .irrational(let function, _):
      takes(.init(repeating: .number, count: function == .power ? 2 : 1), gives: .number)
      sameShape(0..<2)
    case .and, .or:
      takes([.flag, .flag], gives: .flag)
      sameShape(0..<2)
    case .not:
      takes([.flag], gives: .flag)
      sameShape(0..<1)
    case .compare(let comparison):
      expect(kinds.count == 2 && kinds[0] == kinds[1] && node.kind == .flag, "kinds differ")
      expect(
        comparison == .equal || comparison == .notEqual || kinds.first == .number
          || kinds.first == .date, "its operands have no order")
      sameShape(0..<2)
    case .state:
      expect(kinds.count == 1 && node.kind == .flag, "it takes one operand and gives a flag")
      sameShape(0..<1)
    case .days: takes([.date, .date], gives: .number)
    case .overlap: takes([.date, .date, .date, .date], gives: .number)
    case .daysAfter, .yearsAfter: takes([.date, .number], gives: .date)
    case .yearOf: takes([.date], gives: .number)
    case .unique:
      expect(
        kinds.count == 1 && kinds[0] != .number && node.kind == .flag,
        "it takes one operand that is no number and gives a flag")
    default: found += violationsOfMoves(node, kinds)
    }
    switch node.operation {
    case .days, .overlap, .daysAfter, .yearsAfter, .yearOf, .unique: sameShape(0..<4)
    default: break
    }
    return found
  }

  /// What is wrong with a node that takes values from elsewhere or chooses between them.
  private func violationsOfMoves(_ node: Node, _ kinds: [ValueKind]) -> [String] {
    let count = kinds.count
    let shapes = node.operands.map { nodes[$0].shape }
    let same = shapes.allSatisfy { $0 == node.shape }
    func unless(_ condition: Bool, _ violation: String) -> [String] { condition ? [] : [violation] }
    switch node.operation {
    case .input(let index):
      return unless(
        inputs.indices.contains(index) && inputs[index].shape == node.shape
          && inputs[index].kind == node.kind && count == 0, "it differs from its input")
    case .constant(let value):
      return unless(value.kind == node.kind && count == 0, "its value is of another kind")
    case .key: return unless(node.kind == .text && count == 0, "a key is a text")
    case .row: return unless(node.kind == .reference(node.shape.rows), "it refers elsewhere")
    case .slotStart, .slotEnd: return unless(node.kind == .date, "a slot begins on a day")
    case .broadcast:
      return unless(
        count == 1 && kinds[0] == node.kind && covers(shapes[0], node.shape),
        "its operand is not coarser")
    case .select:
      return unless(
        count == 3 && kinds == [.flag, node.kind, node.kind] && same, "kinds or shapes differ")
    case .firstGiven:
      return unless(
        count > 0 && kinds.allSatisfy { $0 == node.kind } && same, "kinds or shapes differ")
    case .occursWhere:
      return unless(kinds == [.flag, node.kind] && same, "kinds or shapes differ")
    case .choose(let ids), .chosen(let ids):
      let kind = node.operation == .choose(ids) ? node.kind : nil
      let right = (0..<ids.count).allSatisfy { place in
        2 * place + 2 < count && kinds[2 * place + 1] == .flag
          && (kind == nil || kinds[2 * place + 2] == kind)
      }
      return unless(
        count == 1 + 2 * ids.count && kinds[0] == .text && right && same
          && (kind != nil || node.kind == .text), "kinds or shapes of alternatives differ")
    default: return violationsOfJoins(node, kinds, shapes)
    }
  }

  /// What is wrong with a look-up, a reduction or a node that follows references.
  private func violationsOfJoins(_ node: Node, _ kinds: [ValueKind], _ shapes: [Shape]) -> [String]
  {
    let count = kinds.count
    func unless(_ condition: Bool, _ violation: String) -> [String] { condition ? [] : [violation] }
    switch node.operation {
    case .lookup(let table, let column):
      guard tables.indices.contains(table), tables[table].columns.indices.contains(column) else {
        return ["no such table or column"]
      }
      let expected: [ValueKind] =
        tables[table].keys.map { $0.isNumber ? .number : .text }
        + (tables[table].dating == .undated ? [] : [.date])
      return unless(
        kinds == expected && shapes.allSatisfy { $0 == node.shape }
          && tables[table].columns[column].kind == node.kind, "keys of other kinds or shapes")
    case .reduce(let reduction):
      return unless(
        (count == 1 || (count == 2 && reduction == .mean)) && covers(node.shape, shapes[0])
          && shapes.allSatisfy { $0 == shapes[0] }, "its operand is not finer")
        + violations(of: reduction, kinds, at: 0, gives: node.kind)
    case .shift(let slots):
      return unless(
        (count == 1 || count == 2 && slots == 1) && kinds.allSatisfy { $0 == node.kind }
          && shapes[0] == node.shape
          && shapes.dropFirst().allSatisfy { $0 == Shape(rows: node.shape.rows, grain: .year) },
        "its operands differ")
    case .window(let reduction, let window):
      return unless(
        (count == 1 || (count == 2 && reduction == .mean)) && window.slots > 0
          && shapes.allSatisfy { $0 == node.shape }, "its shapes differ")
        + violations(of: reduction, kinds, at: 0, gives: node.kind)
    case .match(let rows):
      return unless(
        kinds == [.text] && node.kind == .reference(rows) && rowSets.indices.contains(rows)
          && shapes == [node.shape], "it takes a text and gives a reference")
    case .follow:
      guard count == 2, case .reference(let rows) = kinds[0] else { return ["no reference"] }
      return unless(
        shapes[0] == node.shape && shapes[1].rows == rows && kinds[1] == node.kind
          && shapes[1].grain <= node.shape.grain, "its value is not of the rows referred to")
    case .collect(let reduction):
      guard count >= 2, kinds[0] == .reference(node.shape.rows) else { return ["no reference"] }
      return unless(
        shapes.dropFirst().allSatisfy { $0 == shapes[1] } && shapes[0].rows == shapes[1].rows
          && shapes[0].grain <= shapes[1].grain && node.shape.grain <= shapes[1].grain,
        "its shapes differ")
        + violations(of: reduction, kinds, at: 1, gives: node.kind)
    case .bucket(let reduction):
      guard count >= 2, kinds[0] == .date else { return ["no dates"] }
      return unless(
        shapes.allSatisfy { $0 == shapes[0] } && isAncestor(node.shape.rows, of: shapes[0].rows),
        "its shapes differ")
        + violations(of: reduction, kinds, at: 1, gives: node.kind)
    case .allocate:
      return unless(
        kinds == [.number, .number] && node.kind == .number && covers(shapes[0], node.shape)
          && shapes[1] == node.shape, "it divides a coarser amount by a finer key")
    default: return []
    }
  }

  private func violations(
    of reduction: Reduction, _ kinds: [ValueKind], at place: Int, gives kind: ValueKind
  ) -> [String] {
    guard place < kinds.count else { return ["an operand is missing"] }
    let operand = kinds[place]
    let right: Bool
    switch reduction {
    case .sum, .mean, .product, .variance: right = operand == .number && kind == .number
    case .min, .max: right = (operand == .number || operand == .date) && kind == operand
    case .last: right = kind == operand
    case .count: right = kind == .number
    case .any, .all: right = operand == .flag && kind == .flag
    }
    return right ? [] : ["\(reduction.rawValue) does not take or give such values"]
  }

  /// Whether a row set is another one or above it.
  private func isAncestor(_ ancestor: Int, of rowSet: Int) -> Bool {
    var set: Int? = rowSet
    while let current = set {
      if current == ancestor { return true }
      set = rowSets[current].parent
    }
    return false
  }

  /// Whether every element of the finer shape lies in one element of the coarser.
  private func covers(_ coarse: Shape, _ fine: Shape) -> Bool {
    coarse.grain <= fine.grain && isAncestor(coarse.rows, of: fine.rows)
  }
}

extension Scalar {
  fileprivate var kind: ValueKind {
    switch self {
    case .number: .number
    case .flag: .flag
    case .text: .text
    case .date: .date
    }
  }
}
