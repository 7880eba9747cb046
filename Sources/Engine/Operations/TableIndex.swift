import Quantities
import RulePlan
import Synchronization

/// The tables of a plan made ready for looking up, each when it is first asked for.
final class TableIndexes: Sendable {
  private let plan: Plan
  private let known: Mutex<[TableIndex?]>

  init(_ plan: Plan) {
    self.plan = plan
    known = Mutex(Array(repeating: nil, count: plan.tables.count))
  }

  subscript(table: Int) -> TableIndex {
    if let index = known.withLock({ $0[table] }) { return index }
    let index = TableIndex(table, of: plan)
    known.withLock { $0[table] = index }
    return index
  }
}

/// A table made ready for looking up.
struct TableIndex: Sendable {
  /// A sought key tuple without its linear keys.
  struct Exact: Hashable, Sendable {
    var keys: [Scalar]
  }

  /// A row of the table that takes part in an answer, with its share in it.
  struct Contribution: Hashable, Sendable {
    var table: Int
    var row: Int
    var column: Int
    var weight: Rational
  }

  /// What was found.
  enum Answer {
    /// A cell, or cells in proportion.
    case cells([Contribution])
    /// Nothing usable.
    case failure(Problem.Reason)
  }

  let table: Table
  let number: Int
  /// Places of the keys that are matched exactly, at most, and linearly.
  let exactPlaces: [Int]
  let atMostPlaces: [Int]
  let linearPlaces: [Int]
  /// Rows by their exact keys, in printed order.
  let rows: [Exact: [Int]]
  /// The curve of the phase boundary, by key 1.
  private let curve: [(row: Int, key: Rational, position: Rational)]

  init(_ number: Int, of plan: Plan) {
    let table = plan.tables[number]
    self.table = table
    self.number = number
    curve =
      table.boundary.map { boundary in
        plan.tables[boundary.table].rows.enumerated().compactMap { index, row in
          guard let key = row.keys.first?.number, let position = row.cells[boundary.position].number
          else { return nil }
          return (index, key, position)
        }
      } ?? []
    func places(_ match: Table.Key.Match) -> [Int] {
      table.keys.indices.filter { table.keys[$0].match == match }
    }
    exactPlaces = places(.exact)
    atMostPlaces = places(.atMost)
    linearPlaces = places(.linear)
    var rows: [Exact: [Int]] = [:]
    let exact = exactPlaces
    for (index, row) in table.rows.enumerated() {
      rows[Exact(keys: exact.map { row.keys[$0] }), default: []].append(index)
    }
    self.rows = rows
  }

  /// The sought keys as a person would write them.
  func text(_ keys: [Scalar]) -> String { keys.map(\.text).joined(separator: ", ") }

  /// Finds the cells that answer for these keys, on a day for a dated table.
  func find(_ keys: [Scalar], day: Day?, column: Int) -> Answer {
    let exact = Exact(keys: exactPlaces.map { keys[$0] })
    var candidates = rows[exact] ?? []
    if let day {
      candidates = candidates.filter { row in
        let row = table.rows[row]
        return (row.from.map { $0 <= day } ?? true) && (row.to.map { day < $0 } ?? true)
      }
    }
    if candidates.isEmpty { return .failure(.keyNotFound(table: number, key: text(keys))) }
    for place in atMostPlaces {
      guard let sought = keys[place].number else { continue }
      let values = candidates.compactMap { table.rows[$0].keys[place].number }
      guard let best = values.filter({ $0 <= sought }).max() else {
        return .failure(.outsideTable(table: number, key: text(keys)))
      }
      candidates = candidates.filter { table.rows[$0].keys[place].number == best }
    }
    switch linearPlaces.count {
    case 0:
      guard candidates.count == 1 else {
        return .failure(.ambiguousRow(table: number, key: text(keys)))
      }
      return .cells([share(candidates[0], column, .one)])
    case 1: return linear(candidates, keys, column)
    default: return bilinear(candidates, keys, column)
    }
  }

  private func share(_ row: Int, _ column: Int, _ weight: Rational) -> Contribution {
    Contribution(table: number, row: row, column: column, weight: weight)
  }

  private func linear(_ candidates: [Int], _ keys: [Scalar], _ column: Int) -> Answer {
    let place = linearPlaces[0]
    guard let sought = keys[place].number,
      let ends = bracket(candidates.map { ($0, table.rows[$0].keys[place].number) }, sought)
    else { return .failure(.outsideTable(table: number, key: text(keys))) }
    if ends.isAmbiguous { return .failure(.ambiguousRow(table: number, key: text(keys))) }
    return .cells(ends.shares.map { share($0.place, column, $0.weight) })
  }

  /// Two neighbours and their shares, or one place exactly hit.
  struct Bracket {
    var shares: [(place: Int, weight: Rational)]
    var isAmbiguous = false
  }

  /// The neighbours of a sought number among keys; nil outside them.
  func bracket(_ keys: [(Int, Rational?)], _ sought: Rational) -> Bracket? {
    var below: (place: Int, key: Rational)?
    var above: (place: Int, key: Rational)?
    var hits = 0
    for case (let place, let key?) in keys {
      if key == sought {
        hits += 1
        below = (place, key)
        above = below
        continue
      }
      if hits > 0 { continue }
      if key < sought, below.map({ $0.key < key }) ?? true { below = (place, key) }
      if sought < key, above.map({ key < $0.key }) ?? true { above = (place, key) }
    }
    guard let below, let above else { return nil }
    if hits > 0 { return Bracket(shares: [(below.place, .one)], isAmbiguous: hits > 1) }
    guard let upper = (sought - below.key).divided(by: above.key - below.key) else { return nil }
    return Bracket(shares: [(below.place, .one - upper), (above.place, upper)])
  }
}

extension TableIndex {
  /// A point of a grid line: a cell of the table, or the place where the line meets the boundary.
  private struct Point {
    var position: Rational
    var shares: [Contribution]
  }

  /// Bilinear interpolation, first along key 0 on both neighbouring lines of key 1, then between.
  private func bilinear(_ candidates: [Int], _ keys: [Scalar], _ column: Int) -> Answer {
    let outside = Answer.failure(.outsideTable(table: number, key: text(keys)))
    let (first, second) = (linearPlaces[0], linearPlaces[1])
    guard let x = keys[first].number, let y = keys[second].number else { return outside }
    var lines: [Rational: [Int]] = [:]
    for row in candidates {
      if let key = table.rows[row].keys[second].number { lines[key, default: []].append(row) }
    }
    let ordinates = lines.keys.sorted()
    guard let ends = bracket(ordinates.enumerated().map { ($0, $1) }, y) else { return outside }
    let start = curve.map(\.key).min()
    if let start, y < start { return outside }
    if let boundary = boundary(at: y), x < boundary.position {
      let position = boundary.position.description
      return .failure(.belowBoundary(table: number, key: text(keys), boundary: position))
    }
    var result: [Contribution] = []
    for (place, weight) in ends.shares {
      let ordinate = ordinates[place]
      if let start, ordinate < start { return outside }
      guard let points = line(at: ordinate, lines[ordinate] ?? [], x, column),
        let neighbours = bracket(points.enumerated().map { ($0, $1.position) }, x)
      else { return outside }
      if neighbours.isAmbiguous { return .failure(.ambiguousRow(table: number, key: text(keys))) }
      for neighbour in neighbours.shares {
        result += points[neighbour.place].shares.map { share in
          var share = share
          share.weight = share.weight * neighbour.weight * weight
          return share
        }
      }
    }
    return .cells(result)
  }

  /// The points of one line of key 1 on the upper side of the boundary.
  ///
  /// Where the sought place lies below the boundary on this line, though not at the sought key 1,
  /// the line has only its boundary point, moved to the sought place: nothing is extrapolated.
  private func line(at ordinate: Rational, _ rows: [Int], _ x: Rational, _ column: Int)
    -> [Point]?
  {
    let first = linearPlaces[0]
    let points = rows.compactMap { row in
      table.rows[row].keys[first].number.map {
        Point(position: $0, shares: [share(row, column, .one)])
      }
    }
    guard var boundary = boundary(at: ordinate) else { return points }
    if x < boundary.position {
      boundary.position = x
      return [boundary]
    }
    return points.filter { boundary.position < $0.position } + [boundary]
  }

  /// The boundary at a value of key 1; nil above the end of the curve, where there is none.
  private func boundary(at ordinate: Rational) -> Point? {
    guard let boundary = table.boundary else { return nil }
    let keys = curve.enumerated().map { ($0, Optional($1.key)) }
    guard let ends = bracket(keys, ordinate) else { return nil }
    var point = Point(position: .zero, shares: [])
    for (place, weight) in ends.shares {
      point.position += curve[place].position * weight
      point.shares.append(
        Contribution(
          table: boundary.table, row: curve[place].row, column: boundary.value, weight: weight))
    }
    return point
  }
}

extension Scalar {
  /// The number; nil for other values.
  var number: Rational? {
    if case .number(let number) = self { return number }
    return nil
  }

  /// The value as a person would write it.
  var text: String {
    switch self {
    case .number(let number): number.description
    case .flag(let flag): flag ? "是" : "否"
    case .text(let text): text
    case .date(let day): day.description
    }
  }
}

extension Table.Cell {
  /// The number that stands in the cell; nil where none can be used.
  var number: Rational? {
    if case .value(let value) = content { return value.number }
    return nil
  }
}
