/// How a table is set on paper: size of type, side of the page, widths, and division where even
/// the longer side is too short.
struct TablePlan {
  /// A table that fits; the whole one, or some columns of it behind its first ones.
  struct Part {
    var table: DocumentTable
    /// The widths of its columns in points.
    var widths: [Double]
  }

  /// The size of type in points.
  var size: Double
  /// Whether it needs a page on its side.
  var isLandscape: Bool
  /// The parts, in order.
  var parts: [Part]

  /// Room in which tables are set, in points.
  struct Paper {
    /// The width of the text of an upright page.
    var upright: Double
    /// The width of the text of a page on its side.
    var lying: Double

    /// The 版心 of GB/T 9704: 156 mm × 225 mm.
    static let official = Paper(upright: 156 * 72 / 25.4, lying: 225 * 72 / 25.4)
  }

  /// 五号, 小五, 六号; below that nobody can read.
  private static let trials: [(size: Double, isLandscape: Bool)] = [
    (10.5, false), (9, false), (9, true), (7.5, true),
  ]
  /// Left and right of text in a cell, in points.
  static func padding(_ size: Double) -> Double { size < 8 ? 2.5 : size < 10 ? 3 : 4 }
  /// Tables with more text than this, in sizes of type, are for looking up: smaller type.
  private static let long = 2400.0

  init(_ table: DocumentTable, paper: Paper = .official) {
    let grid = TableGrid(table)
    let needs = ColumnNeeds(grid)
    let isLong =
      grid.cells.reduce(0) { $0 + TextWidth.of(TextRenderer.inline($1.cell.content)) } > Self.long
    for trial in Self.trials where trial.size < 10 || !isLong {
      let room = trial.isLandscape ? paper.lying : paper.upright
      if let widths = needs.widths(in: room, size: trial.size, hints: table.widths) {
        size = trial.size
        isLandscape = trial.isLandscape
        parts = [Part(table: table, widths: widths)]
        return
      }
    }
    size = 9
    isLandscape = true
    parts = Self.divided(table, grid, needs, paper.lying, size)
  }

  private static func divided(
    _ table: DocumentTable, _ grid: TableGrid, _ needs: ColumnNeeds, _ room: Double,
    _ size: Double
  ) -> [Part] {
    let first = leading(grid)
    let fixed = needs.least(0..<first, size: size)
    func fits(_ columns: Range<Int>) -> Bool {
      columns.count <= 1 || fixed + needs.least(columns, size: size) <= room
    }
    // As few parts as fit, and the columns evenly among them.
    let count = grid.columns - first
    var groups: [Range<Int>] = []
    for parts in 2...max(count, 2) {
      groups = (0..<parts).map { part in
        first + count * part / parts..<first + count * (part + 1) / parts
      }.filter { !$0.isEmpty }
      if groups.allSatisfy(fits) { break }
    }
    if groups.isEmpty { groups = [0..<0] }
    return groups.enumerated().map { place, group in
      var part = slice(table, grid, keeping: first, group)
      if groups.count > 1 { part.caption += "（\(place + 1)/\(groups.count)）" }
      let own = needs.picked(Array(0..<first) + Array(group))
      let widths =
        own.widths(in: room, size: size, hints: [])
        ?? [Double](
          repeating: room / Double(max(own.count, 1)), count: own.count)
      return Part(table: part, widths: widths)
    }
  }

  /// The columns that say what a row is about: those before the first numbers, three at most.
  private static func leading(_ grid: TableGrid) -> Int {
    let firstNumber = grid.cells.filter { $0.cell.kind == .number }.map(\.column).min() ?? 1
    return min(max(firstNumber, 1), 3, max(grid.columns - 1, 0))
  }

  /// The first columns and some more, as a table of its own.
  private static func slice(
    _ table: DocumentTable, _ grid: TableGrid, keeping first: Int, _ group: Range<Int>
  ) -> DocumentTable {
    var part = table
    part.widths = []
    let rows = (0..<grid.rows).map { row in
      grid.cells(in: row).compactMap { placed -> TableCell? in
        let own = placed.column..<placed.column + placed.columns
        let kept = own.clamped(to: 0..<first).count + own.clamped(to: group).count
        guard kept > 0 else { return nil }
        var cell = placed.cell
        cell.columns = kept
        return cell
      }
    }
    part.head = Array(rows[..<grid.headRows])
    part.rows = Array(rows[grid.headRows...])
    return part
  }
}

/// The room that the columns of a table want, in sizes of the type.
struct ColumnNeeds {
  private var least: [Double]
  private var natural: [Double]
  /// Columns in which nothing is written yet keep the room that was meant for a hand.
  private var isBlank: [Bool]
  private var hasHead: Bool

  /// How many columns.
  var count: Int { least.count }

  init(_ grid: TableGrid) {
    least = [Double](repeating: 1, count: grid.columns)
    natural = least
    isBlank = [Bool](repeating: true, count: grid.columns)
    hasHead = grid.headRows > 0
    for placed in grid.cells where placed.columns == 1 {
      let text = TextRenderer.inline(placed.cell.content)
      let line = TextWidth.longestLine(text)
      if placed.row >= grid.headRows, line > 1 { isBlank[placed.column] = false }
      let isNumber = placed.cell.kind == .number
      let word = TextWidth.longestWord(text)
      let need = isNumber ? min(line, 16) : max(min(word, 9), min(line, 4.5))
      least[placed.column] = max(least[placed.column], need)
      natural[placed.column] = max(natural[placed.column], min(line, 26))
    }
  }

  private init(least: [Double], natural: [Double]) {
    self.least = least
    self.natural = natural
    isBlank = least.map { _ in false }
    hasHead = true
  }

  /// The needs of some columns.
  func picked(_ columns: [Int]) -> ColumnNeeds {
    ColumnNeeds(least: columns.map { least[$0] }, natural: columns.map { natural[$0] })
  }

  /// The least width of columns in points.
  func least(_ columns: Range<Int>, size: Double) -> Double {
    least[columns].reduce(0) { $0 + Self.points($1, size) }
  }

  private static func points(_ need: Double, _ size: Double) -> Double {
    need * size + 2 * TablePlan.padding(size) + 1
  }

  /// Widths that fill the room; nil where it is too narrow.
  ///
  /// - Parameter hints: shares in per cent that the author of the table wishes.
  func widths(in room: Double, size: Double, hints: [Int]) -> [Double]? {
    let low = least.map { Self.points($0, size) }
    let high = natural.map { Self.points($0, size) }
    guard !low.isEmpty, low.reduce(0, +) <= room else { return low.isEmpty ? [] : nil }
    if hints.count == count { return wished(low, high, room, hints) }
    let wanted = high.reduce(0, +)
    if wanted <= room { return high.map { $0 * room / wanted } }
    let slack = zip(high, low).map { max($0 - $1, 0) }
    let whole = slack.reduce(0, +)
    let left = room - low.reduce(0, +)
    return zip(low, slack).map { $0 + (whole > 0 ? left * $1 / whole : 0) }
  }

  /// The wished shares, no column narrower than it can be, and none wider than its words need where
  /// others could use the room.
  private func wished(
    _ low: [Double], _ high: [Double], _ room: Double, _ hints: [Int]
  ) -> [Double] {
    var fixed = [Bool](repeating: false, count: count)
    var widths = low
    for _ in 0...2 * count {
      let free = room - zip(widths, fixed).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
      let shares = zip(hints, fixed).reduce(0) { $0 + ($1.1 ? 0 : max($1.0, 1)) }
      guard shares > 0 else { break }
      var narrow: [Int] = []
      var wide: [Int] = []
      for column in widths.indices where !fixed[column] {
        widths[column] = free * Double(max(hints[column], 1)) / Double(shares)
        if widths[column] < low[column] { narrow.append(column) }
        let enough = max(high[column] * 1.04, low[column])
        if hasHead, !isBlank[column], widths[column] > enough { wide.append(column) }
      }
      // What lacks room is served first.
      for column in narrow {
        widths[column] = low[column]
        fixed[column] = true
      }
      if !narrow.isEmpty { continue }
      if wide.isEmpty { return widths }
      for column in wide {
        widths[column] = max(high[column] * 1.04, low[column])
        fixed[column] = true
      }
    }
    let whole = widths.reduce(0, +)
    return whole < room && whole > 0 ? widths.map { $0 * room / whole } : widths
  }
}
