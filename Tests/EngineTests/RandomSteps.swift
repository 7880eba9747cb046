import Quantities
import RulePlan

extension RandomPlans {
  /// Adds one random operation.
  mutating func step() {
    let shape = self.shape()
    switch Int.random(in: 0..<46, using: &random) {
    case 0..<4: binary([.add, .subtract], shape)
    case 4..<8: binary([.multiply], shape)
    case 8, 9: binary([.divide], shape)
    case 10, 11: binary([.least, .greatest], shape)
    case 12: unary(pick([.negate, .magnitude]), shape)
    case 13..<17: unary(.round(rounding()), shape)
    case 17: unary(.power(pick([-1, 0, 2, 3])), shape)
    case 18: irrational(shape)
    case 19: compare(shape)
    case 20:
      add(pick([.and, .or]), [operand(.flag, shape), operand(.flag, shape)], shape, .flag)
    case 21: add(.not, [operand(.flag, shape)], shape, .flag)
    case 22:
      let states = Set(CellState.allCases.filter { _ in chance(40) })
      add(.state(states), [operand(pick([.number, .flag]), shape)], shape, .flag)
    case 23, 24: choice(shape)
    case 25: choose(shape)
    case 26, 27: lookup(shape)
    case 28..<33: reduce(shape)
    case 33: match(shape)
    case 34: follow(shape)
    case 35: collect(shape)
    case 36: bucket(shape)
    case 37: days(shape)
    case 38: allocate(shape)
    case 39: shift(shape)
    case 40, 41: window(shape)
    case 42: later(.daysAfter, shape)
    case 43: later(.yearsAfter, shape)
    case 44: add(.yearOf, [operand(.date, shape)], shape, size: 20)
    default: unique(shape)
    }
  }

  mutating func rounding() -> Rounding {
    if chance(40) { return .rest }
    let mode = pick(Rounding.Mode.allCases)
    if chance(30) { return Rounding(mode, .digits(Int.random(in: 1...12, using: &random))) }
    let decimals = Int.random(in: -2...6, using: &random)
    return Rounding(mode, .decimals(decimals), step: pick([1, 1, 1, 2, 5]))
  }

  private mutating func binary(_ operations: [Operation], _ shape: Shape) {
    add(pick(operations), [operand(.number, shape), operand(.number, shape)], shape)
  }

  private mutating func unary(_ operation: Operation, _ shape: Shape) {
    let node = operand(.number, shape)
    var size = sizes[node] + 1
    if case .power = operation { size *= 3 }
    if case .round(.rest) = operation { size = 115 }
    add(operation, [node], shape, size: size)
  }

  private mutating func irrational(_ shape: Shape) {
    let function = pick(Irrational.allCases)
    // Small operands only: exp of a number with 16 digits has no end.
    let small = add(
      .constant(.number(Rational.ratio(Int.random(in: -20...400, using: &random), 10))), [], shape,
      size: 20)
    let input = addInput(.number, shape)
    let floor = add(.constant(.number(Rational(-30))), [], shape, size: 20)
    let bounded = add(.greatest, [floor, input], shape, size: 30)
    let least = add(.least, [small, bounded], shape, size: 30)
    let rule = Rounding(.halfEven, .decimals(Int.random(in: 0...8, using: &random)))
    let operands = function == .power ? [least, small] : [least]
    add(.irrational(function, rule), operands, shape, size: 200)
  }

  private mutating func compare(_ shape: Shape) {
    let kind: ValueKind = pick([.number, .number, .number, .date, .text])
    let comparison: Comparison =
      kind == .text ? pick([.equal, .notEqual]) : pick(Comparison.allCases)
    add(.compare(comparison), [operand(kind, shape), operand(kind, shape)], shape, .flag)
  }

  private mutating func choice(_ shape: Shape) {
    let kind: ValueKind = pick([.number, .number, .flag, .text, .date])
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      let operands = [operand(.flag, shape), operand(kind, shape), operand(kind, shape)]
      add(.select, operands, shape, kind)
    case 1: add(.occursWhere, [operand(.flag, shape), operand(kind, shape)], shape, kind)
    default:
      let operands = (0..<Int.random(in: 1...3, using: &random)).map { _ in operand(kind, shape) }
      add(.firstGiven, operands, shape, kind)
    }
  }

  private mutating func choose(_ shape: Shape) {
    let ids = ["a", "b", "c"]
    var operands = [operand(.text, shape)]
    for _ in ids { operands += [operand(.flag, shape), operand(.number, shape)] }
    add(.choose(ids), operands, shape)
    add(.chosen(ids), operands, shape, .text)
  }

  private mutating func lookup(_ shape: Shape) {
    let table = Int.random(in: 0..<5, using: &random)
    let keys = RandomTables.tables[table].keys.map { key -> Int in
      guard key.isNumber else { return operand(.text, shape) }
      let input = addInput(.number, shape)
      return chance(30) ? operand(.number, shape) : input
    }
    let dated = RandomTables.tables[table].dating == .undated ? [] : [operand(.date, shape)]
    add(.lookup(table: table, column: 0), keys + dated, shape, size: 120)
  }

  private mutating func reduce(_ shape: Shape) {
    let reduction = pick(Reduction.allCases)
    let kind: ValueKind
    switch reduction {
    case .any, .all: kind = .flag
    case .min, .max: kind = pick([.number, .number, .date])
    case .count, .last: kind = pick([.number, .flag, .text])
    default: kind = .number
    }
    guard let source = operand(kind, finerThan: shape) else { return }
    var operands = [source]
    if reduction == .mean, chance(60) { operands.append(operand(.number, nodes[source].shape)) }
    let size = reduction == .product ? 280 : 200
    add(.reduce(reduction), operands, shape, reduction == .count ? .number : kind, size: size)
  }

  private mutating func shift(_ shape: Shape) {
    let kind: ValueKind = pick([.number, .number, .flag, .text, .date])
    var operands = [operand(kind, shape)]
    let distance = pick([1, 1, 2, 5])
    if distance == 1, chance(60) {
      operands.append(operand(kind, Shape(rows: shape.rows, grain: .year)))
    }
    let size = operands.map { sizes[$0] }.reduce(8, +)
    add(.shift(distance), operands, shape, kind, size: size)
  }

  private mutating func window(_ shape: Shape) {
    let reduction = pick(Reduction.allCases)
    let kind: ValueKind
    switch reduction {
    case .any, .all: kind = .flag
    case .min, .max: kind = pick([.number, .number, .date])
    case .count, .last: kind = pick([.number, .flag, .text])
    default: kind = .number
    }
    var operands = [operand(kind, shape)]
    if reduction == .mean, chance(60) { operands.append(operand(.number, shape)) }
    let window = Window(slots: pick([1, 2, 3, 12]), givenOnly: chance(50))
    let size = reduction == .product ? 280 : 200
    add(
      .window(reduction, window), operands, shape, reduction == .count ? .number : kind,
      size: size)
  }

  private mutating func match(_ shape: Shape) {
    if chance(30) { add(.row, [], shape, .reference(shape.rows)) }
    let target = Int.random(in: 1...3, using: &random)
    add(.match(target), [operand(.text, shape)], shape, .reference(target))
  }

  private mutating func follow(_ shape: Shape) {
    let target = Int.random(in: 1...3, using: &random)
    let grain: Grain = chance(50) ? shape.grain : .year
    let value = operand(.number, Shape(rows: target, grain: grain))
    let reference = operand(.reference(target), shape)
    add(.follow, [reference, value], shape, size: sizes[value])
  }

  private mutating func collect(_ shape: Shape) {
    let source = Shape(rows: pick([2, 3, 4]), grain: pick([.month, .year]))
    let grain: Grain = source.grain == .month ? pick([.year, .quarter, .month]) : .year
    let reference = operand(.reference(shape.rows), Shape(rows: source.rows, grain: .year))
    var operands = [
      chance(50) || source.grain == .year
        ? reference : add(.broadcast, [reference], source, .reference(shape.rows)),
      operand(.number, source),
    ]
    let reduction = pick([Reduction.sum, .sum, .mean, .max, .count, .last, .product])
    if reduction == .mean { operands.append(operand(.number, source)) }
    if nodes[operands[0]].shape.rows != source.rows { return }
    add(.collect(reduction), operands, Shape(rows: shape.rows, grain: grain), size: 250)
  }

  private mutating func bucket(_ shape: Shape) {
    let source = Shape(rows: 4, grain: .year)
    let target = Shape(rows: pick([0, 1, 2, 4]), grain: shape.grain)
    let operands = [operand(.date, source), operand(.number, source)]
    add(.bucket(pick([.sum, .sum, .mean, .max, .count])), operands, target, size: 200)
  }

  private mutating func days(_ shape: Shape) {
    let dates = (0..<4).map { _ in operand(.date, shape) }
    if chance(50) {
      add(.days, Array(dates.prefix(2)), shape)
    } else {
      add(.overlap, dates, shape)
    }
  }

  /// A day moved by a whole number most of the time, now and then out of the calendar.
  private mutating func later(_ operation: Operation, _ shape: Shape) {
    let most = operation == .yearsAfter ? 30 : 800
    let far = chance(10) ? 12_000 : most
    let whole = Rational(Int.random(in: -far...far, using: &random))
    let number =
      chance(80)
      ? add(.constant(.number(whole)), [], shape, size: 20) : operand(.number, shape)
    // The last day of February is where years differ.
    let leap = Scalar.date(Day("2024-02-29") ?? period.start)
    let day = chance(30) ? add(.constant(leap), [], shape, .date) : operand(.date, shape)
    add(operation, [day, number], shape, .date)
  }

  /// What was entered stands in no other row, or does.
  private mutating func unique(_ shape: Shape) {
    let rows = Shape(rows: pick([1, 2, 3, 4]), grain: pick([.year, .month]))
    let kind: ValueKind = pick([.text, .date, .reference(pick([1, 2, 3]))])
    add(.unique, [addInput(kind, rows)], rows, .flag)
  }

  private mutating func allocate(_ shape: Shape) {
    let amount = operand(.number, Shape(rows: pick([0, 0, min(shape.rows, 1)]), grain: .year))
    let key = add(.magnitude, [operand(.number, shape)], shape)
    let operands = [amount, chance(85) ? key : operand(.number, shape)]
    let decimals = Int.random(in: 0...4, using: &random)
    add(
      .allocate(decimals: decimals, residue: pick([.largest, .last])), operands, shape, size: 200)
  }
}

/// Tables of every kind of key.
enum RandomTables {
  private static let citation = Citation(clause: nil, source: nil, evidence: .definition)

  private static func table(
    _ id: String, _ keys: [Table.Key], _ rows: [([Scalar], [String])], dated: Bool = false,
    spans: [(String?, String?)] = [], boundary: Table.Boundary? = nil
  ) -> Table {
    let count = rows.first?.1.count ?? 1
    var table = Table(
      id: id, title: Label(id), keys: keys,
      columns: (0..<count).map { Table.Column(id: "c\($0)", title: Label("列"), kind: .number) },
      rows: rows.enumerated().map { index, row in
        Table.Row(
          keys: row.0, cells: row.1.map(cell),
          from: spans.isEmpty ? nil : spans[index].0.flatMap { Day($0) },
          to: spans.isEmpty ? nil : spans[index].1.flatMap { Day($0) })
      },
      dating: dated ? .dataMonth : .undated, boundary: boundary, citation: citation)
    table.isExtensible = dated
    return table
  }

  private static func cell(_ text: String) -> Table.Cell {
    if text.isEmpty { return Table.Cell(.absent, citation: citation) }
    if text == "none" { return Table.Cell(.notOccurring("无"), citation: citation) }
    if text.hasSuffix("?") { return Table.Cell(.doubtful(text), citation: citation) }
    return Table.Cell(.value(.number(Rational(decimal: text) ?? .zero)), citation: citation)
  }

  private static func key(_ match: Table.Key.Match, number: Bool = true) -> Table.Key {
    Table.Key(id: "k", title: Label("键"), match: match, isNumber: number)
  }

  private static func n(_ text: String) -> Scalar { .number(Rational(decimal: text) ?? .zero) }

  static let tables: [Table] = [
    table(
      "texts", [key(.exact, number: false)],
      [
        ([.text("a")], ["26.18"]), ([.text("b")], ["3.5"]), ([.text("c")], [""]),
        ([.text("d")], ["9?"]),
      ]),
    table(
      "bands", [key(.exact, number: false), key(.atMost)],
      [
        ([.text("a"), n("0")], ["1"]), ([.text("a"), n("20")], ["2.5"]),
        ([.text("b"), n("-5")], ["7?"]), ([.text("b"), n("10.5")], ["8"]),
        ([.text("c"), n("0")], ["none"]),
      ]),
    table(
      "line", [key(.linear)],
      [
        ([n("-3")], ["10"]), ([n("0")], ["11"]), ([n("10")], ["11.5"]), ([n("50")], [""]),
        ([n("70")], ["3"]), ([n("100")], ["-4"]), ([n("200")], ["none"]), ([n("300")], ["1"]),
      ]),
    table(
      "dated", [key(.exact, number: false)],
      [([.text("a")], ["1"]), ([.text("a")], ["2"]), ([.text("b")], ["3"])], dated: true,
      spans: [(nil, "2024-01-15"), ("2024-01-15", "2024-02-10"), ("2023-12-01", nil)]),
    table(
      "steam", [key(.linear), key(.linear)], grid,
      boundary: Table.Boundary(table: 5, position: 0, value: 1)),
    table(
      "saturation", [key(.linear)],
      [([n("0")], ["5", "100"]), ([n("30")], ["20", "110"]), ([n("60")], ["33", "118.5"])]),
  ]

  private static let grid: [([Scalar], [String])] = ["0", "30", "60", "100"].flatMap { y in
    ["0", "10", "25", "40", "90"].enumerated().map { place, x in
      ([n(x), n(y)], [x == "90" && y == "30" ? "55?" : "\(place * 13 + y.count).25"])
    }
  }
}
