import Quantities
import RulePlan

// Look-ups with keys that are known within limits.
extension SpreadWalk {
  /// The most places of a table that are looked at for one element.
  private static let mostPlaces = 10_000

  mutating func lookedUp(
    _ node: Node, _ element: Int, table number: Int, column: Int
  ) -> Knowledge {
    let operands = node.operands.map { known($0, element) }
    if operands.allSatisfy({ $0 == .exact }) { return .exact }
    if operands.contains(.unknown) { return .unknown }
    for (node, known) in zip(node.operands, operands)
    where known == .exact && !hasValue(node, element) { return .exact }
    let table = plan.tables[number]
    var places: [[Scalar]] = [[]]
    for (position, operand) in node.operands.enumerated() {
      guard let choices = breaks(table, position, operand, element),
        places.count * choices.count <= Self.mostPlaces
      else { return .unknown }
      places = places.flatMap { place in choices.map { place + [$0] } }
    }
    let index = tables[number] ?? TableIndex(number, of: plan)
    tables[number] = index
    return hull(index, places, column, node.kind)
  }

  /// Where a look-up can have its least and greatest value along one key: at the ends of its range
  /// and at what is printed between them; between two such places it runs straight or stays.
  private mutating func breaks(
    _ table: Table, _ position: Int, _ operand: Int, _ element: Int
  ) -> [Scalar]? {
    guard case .between(let low, let high) = known(operand, element) else {
      return evaluation.value(operand, element)?.scalar.map { [$0] }
    }
    guard position < table.keys.count, table.keys[position].match != .exact else { return nil }
    var numbers = table.rows.compactMap { $0.keys[position].number }
    if let boundary = table.boundary {
      // The phase boundary bends where its curve is printed and cuts each line at its own place.
      numbers += plan.tables[boundary.table].rows.compactMap { $0.keys.first?.number }
      numbers += edges(table, boundary)
    }
    let between = Set(numbers).filter { low < $0 && $0 < high }.sorted()
    return ([low] + between + [high]).map { .number($0) }
  }

  /// The places of the boundary on the lines of a table.
  private mutating func edges(_ table: Table, _ boundary: Table.Boundary) -> [Rational] {
    let curve = tables[boundary.table] ?? TableIndex(boundary.table, of: plan)
    tables[boundary.table] = curve
    return Set(table.rows.compactMap { $0.keys.last?.number }).compactMap { line in
      guard
        case .cells(let cells) = curve.find(
          [.number(line)], day: nil, column: boundary.position)
      else { return nil }
      return plan.total(cells)
    }
  }

  private func hull(
    _ index: TableIndex, _ places: [[Scalar]], _ column: Int, _ kind: ValueKind
  ) -> Knowledge {
    let count = index.table.keys.count
    var numbers: [Rational] = []
    var texts: Set<String> = []
    for place in places {
      var day: Day?
      if place.count > count, case .date(let last) = place[count] { day = last }
      guard
        case .cells(let cells) = index.find(Array(place.prefix(count)), day: day, column: column)
      else { return .unknown }
      for cell in cells {
        guard case .value(let value) = plan.cell(cell).content else { return .unknown }
        if case .text(let text) = value { texts.insert(text) }
      }
      numbers.append(plan.total(cells))
    }
    if kind == .number { return Self.hull(numbers.map { $0 }) }
    return texts.count == 1 ? .exact : .unknown
  }
}

extension Value {
  /// The value as a key of a table.
  fileprivate var scalar: Scalar? {
    switch self {
    case .number(let number): .number(number)
    case .flag(let flag): .flag(flag)
    case .text(let text): .text(text)
    case .date(let day): .date(day)
    case .reference: nil
    }
  }
}
