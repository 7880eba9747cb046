import Diagnostics
import Quantities

/// The cells of one table file as columns of small values.
///
/// A table of a million cells says the same names, files and rows again and again; here a cell
/// takes some fifteen bytes. ``CellList`` hands out each as a ``Filing/Entry``.
public struct CellTable: Sendable {
  /// A column of the file whose cells are kept.
  public struct Column: Hashable, Sendable {
    /// The symbol of the value.
    public var name: String
    /// The place in the file, from 1.
    public var position: Int
    /// The unit of its numbers; nil where none is given.
    public var unit: String?
    /// Whether the first day of a month stands for the month.
    public var readsMonths: Bool
    /// What follows `@` in the addresses of its cells; nil for the values themselves.
    public var facet: String?

    /// Makes a column.
    public init(
      name: String, position: Int, unit: String?, readsMonths: Bool, facet: String? = nil
    ) {
      self.facet = facet
      self.name = name
      self.position = position
      self.unit = unit
      self.readsMonths = readsMonths
    }
  }

  /// A line of the file.
  public struct Line: Sendable {
    /// The row of the filing, by its place in ``CellTable/paths``.
    public var path: Int32
    /// The period as written, by its place in ``CellTable/periods``; −1 for none.
    public var period: Int32
    /// The period of columns that read months.
    public var month: Int32
    /// The line of the file, from 1.
    public var row: Int32

    /// Makes a line.
    public init(path: Int32, period: Int32, month: Int32, row: Int32) {
      self.path = path
      self.period = period
      self.month = month
      self.row = row
    }
  }

  /// What a cell holds.
  public enum Content: Hashable, Sendable {
    /// An integer over a power of ten, in the unit of the column.
    case decimal(Int64, decimals: Int)
    /// A text, by its place in ``CellTable/texts``.
    case text(Int)
    /// A day.
    case date(Day)
    /// Whatever else.
    case other(CellValue)
  }

  /// The file.
  public private(set) var file: String
  /// The sheet, where the file is a workbook.
  public private(set) var sheet: String?
  /// The columns.
  public let columns: [Column]
  /// The rows that lines name, from the outside; each once.
  public private(set) var paths: [[CellAddress.Step]] = []
  /// The periods that lines name; each once.
  public private(set) var periods: [String] = []
  /// The texts of cells; each once.
  public private(set) var texts: [String] = []
  /// The lines that have cells.
  public private(set) var lines: [Line] = []
  /// Lines that name a row or a period and have no cells, the first of them: where something
  /// that is missing belongs.
  public private(set) var blankLines: [Line] = []
  /// For each line, its first cell.
  private var starts: [Int32] = []
  private var columnOf: [UInt16] = []
  /// Decimals of a number up to ``mostDecimals``, else what the cell holds instead.
  private var kinds: [UInt8] = []
  /// The integer of a number, the number of a day, the place of a text or of another value.
  private var numbers: [Int64] = []
  private var others: [CellValue] = []

  /// How many blank lines are kept.
  private static let mostBlankLines = 10_000
  /// The most decimals that a number in ``Content/decimal(_:decimals:)`` may have.
  public static let mostDecimals = 18
  private static let date: UInt8 = 253
  private static let text: UInt8 = 254
  private static let other: UInt8 = 255

  /// Makes an empty table.
  public init(file: String, columns: [Column]) {
    self.file = file
    self.columns = columns
  }

  /// How many cells there are.
  public var count: Int { kinds.count }

  // MARK: Making

  /// Takes a row of the filing and gives its place.
  public mutating func add(path: [CellAddress.Step]) -> Int32 {
    paths.append(path)
    return Int32(paths.count - 1)
  }

  /// Takes a period and gives its place.
  public mutating func add(period: String) -> Int32 {
    periods.append(period)
    return Int32(periods.count - 1)
  }

  /// Takes a text and gives its place.
  public mutating func add(text: String) -> Int {
    texts.append(text)
    return texts.count - 1
  }

  /// Begins a line; one that gets no cell is left out when the next begins.
  public mutating func begin(_ line: Line) {
    end()
    if let last = starts.last, Int(last) == kinds.count {
      lines[lines.count - 1] = line
    } else {
      lines.append(line)
      starts.append(Int32(kinds.count))
    }
  }

  /// Ends the line that was begun last; one without cells is no line.
  public mutating func end() {
    guard let last = starts.last, Int(last) == kinds.count, let line = lines.last,
      blankLines.last?.row != line.row, blankLines.count < Self.mostBlankLines
    else { return }
    blankLines.append(line)
  }

  /// Adds a cell to the line that was begun last.
  public mutating func append(_ content: Content, column: Int) {
    columnOf.append(UInt16(column))
    switch content {
    case .decimal(let integer, let decimals):
      kinds.append(UInt8(decimals))
      numbers.append(integer)
    case .text(let place):
      kinds.append(Self.text)
      numbers.append(Int64(place))
    case .date(let day):
      kinds.append(Self.date)
      numbers.append(Int64(day.number))
    case .other(let value):
      kinds.append(Self.other)
      numbers.append(Int64(others.count))
      others.append(value)
    }
  }

  /// Leaves out the cells of lines.
  public mutating func remove(_ isOut: (Line) -> Bool) {
    var kept = CellTable(file: file, columns: columns)
    kept.sheet = sheet
    kept.paths = paths
    kept.periods = periods
    kept.texts = texts
    kept.blankLines = blankLines
    for (number, line) in lines.enumerated() where !isOut(line) {
      kept.begin(line)
      for cell in cells(of: number) { kept.append(content(cell), column: column(cell)) }
    }
    self = kept
  }

  /// Moves the places of lines to another file or sheet, which is the same for all of them.
  mutating func move(_ moved: (Origin) -> Origin) {
    var place = (file: file, sheet: sheet)
    func move(_ lines: inout [Line]) {
      for index in lines.indices {
        let origin = Origin.cell(file: file, sheet: sheet, row: Int(lines[index].row), column: 1)
        guard case .cell(let file, let sheet, let row, _) = moved(origin) else { continue }
        lines[index].row = Int32(row)
        place = (file, sheet)
      }
    }
    move(&lines)
    move(&blankLines)
    (file, sheet) = place
  }

  // MARK: Reading

  /// The cells of a line.
  public func cells(of line: Int) -> Range<Int> {
    let end = line + 1 < starts.count ? Int(starts[line + 1]) : kinds.count
    return Int(starts[line])..<end
  }

  /// The column of a cell, by its place in ``columns``.
  public func column(_ cell: Int) -> Int { Int(columnOf[cell]) }

  /// What a cell holds.
  public func content(_ cell: Int) -> Content {
    switch kinds[cell] {
    case Self.text: .text(Int(numbers[cell]))
    case Self.date: .date(Day(number: Int32(numbers[cell])))
    case Self.other: .other(others[Int(numbers[cell])])
    case let decimals: .decimal(numbers[cell], decimals: Int(decimals))
    }
  }

  /// The period of a cell; −1 for none.
  public func period(_ line: Line, _ column: Int) -> Int32 {
    columns[column].readsMonths ? line.month : line.period
  }

  /// A cell as it is handed out.
  public func entry(_ cell: Int) -> Filing.Entry {
    var low = 0
    var high = starts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if Int(starts[middle]) <= cell { low = middle } else { high = middle - 1 }
    }
    return entry(cell, lines[low])
  }

  /// A cell of a line as it is handed out.
  public func entry(_ cell: Int, _ line: Line) -> Filing.Entry {
    let column = columns[column(cell)]
    let period = period(line, self.column(cell))
    let address = CellAddress(
      steps: paths[Int(line.path)], period: period < 0 ? nil : periods[Int(period)],
      name: column.name, facet: column.facet)
    let origin = Origin.cell(
      file: file, sheet: sheet, row: Int(line.row), column: column.position)
    return Filing.Entry(address, Cell(value(cell, column.unit), origin: origin))
  }

  private func value(_ cell: Int, _ unit: String?) -> CellValue {
    switch content(cell) {
    case .decimal(let integer, let decimals):
      .number(Self.number(integer, decimals), decimals: decimals, unit: unit)
    case .text(let place): .text(texts[place])
    case .date(let day): .date(day)
    case .other(let value): value
    }
  }

  /// An integer over a power of ten.
  public static func number(_ integer: Int64, _ decimals: Int) -> Rational {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    return decimals == 0 ? Rational(integer) : Rational.ratio(Int(integer), scale)
  }
}
