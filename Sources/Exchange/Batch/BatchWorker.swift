import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Turns chunks of a table into data sets; each thread has one of its own.
///
/// Values become integers with a shared number of decimals as they are read: no text is made of a
/// cell unless something is wrong with it.
public struct BatchWorker: Sendable {
  /// Lines of one period that have been read.
  struct Builder {
    var numbers: [NumberColumn]
    var others: [OtherColumn]
    var parents: [Int32] = []
    var groups: [[Int32]]
    var lines: [Int32] = []
  }

  let table: BatchTable
  let needs: BatchNeeds
  private let source: LineSource
  /// The row sets above the lines from the outermost, without the filing.
  let chain: [Int]
  /// The column of the key of each of them; −1 where there is none.
  let keyColumns: [Int]
  let enterpriseColumn: Int
  let yearColumn: Int
  let unitColumn: Int
  /// The column of the lines' own key; −1 where there is none.
  let rowKeyColumn: Int
  let numbers: [BatchNumber]
  let others: [(input: Int, column: Int)]
  /// How many levels of groups there are below the enterprise.
  let depth: Int
  let isInPath: [Bool]
  var units: BatchUnits

  var enterprises = KeyPool()
  var years = KeyPool()
  var keys: [KeyPool]
  var unitTexts = KeyPool()
  /// The period of each spelling of a year; −1 where it is none.
  var periodOfYear: [Int32] = []
  var periods: [Period] = []
  var groupPairs: [PairInterner]
  var firstSeen: [[(chunk: Int, line: Int)]]
  /// Rows above the lines, told apart by the keys that are read only.
  var paths: [PairInterner]
  /// For each column of numbers, by path and unit, what the unit comes to.
  var factors: [[UInt8]]
  var builders: [Builder] = []
  /// The lines of the period that was last read; taken out of ``builders`` for speed.
  var current = Builder(numbers: [], others: [], groups: [])
  var currentPeriod: Int32 = -1
  /// The year of the line before and its period; −1 where it was none.
  var lastYear: [UInt8] = []
  var lastPeriod: Int32 = -1
  var findings = BatchFindings()
  /// The keys of the lines read here.
  var rowKeys = BatchRowKeys()
  /// Enterprises with their periods of which something cannot be used, at level 0.
  public internal(set) var spoiled: Set<Int32> = []
  /// How many lines each chunk has that was read here.
  public private(set) var lineCounts: [Int: Int] = [:]
  /// How many lines were taken in.
  public internal(set) var taken = 0
  private var buffer: [UInt8] = []
  /// The groups of the line that is being read, by level.
  var lineGroups: [Int32]
  var chunk = 0
  var line = 0

  /// Above so many different paths they are numbered anew with the next chunk.
  private static let mostPaths = 1 << 14

  /// Makes a worker on a source that others may share.
  public init(_ table: BatchTable, _ needs: BatchNeeds, units: UnitCatalogue, source: BatchSource) {
    self.table = table
    self.needs = needs
    self.source = source.lines
    let plan = table.plan
    chain = Array(RowTree(plan.rowSets).chains[table.rowSet].dropLast())
    func column(_ content: BatchTable.Content) -> Int {
      table.columns.firstIndex(of: content) ?? -1
    }
    keyColumns = chain.map { table.place(of: .key($0)) ?? -1 }
    enterpriseColumn = column(.enterprise)
    yearColumn = column(.year)
    unitColumn = table.place(of: .unit) ?? -1
    rowKeyColumn = table.place(of: .key(table.rowSet)) ?? -1
    var units = BatchUnits(plan: plan, rowSet: table.rowSet, units: units)
    (numbers, others) = table.fields(needs.inputs, &units)
    self.units = units
    depth = (chain.firstIndex(of: needs.innermost) ?? -1) + 1
    let unitSets = Set(
      numbers.filter { $0.factor == nil }.flatMap { number -> [Int] in
        let named = plan.named[number.named]
        return ((named.unit?.parts ?? []) + (named.shownAs?.parts ?? [])).map(\.rows)
      })
    isInPath = chain.map { needs.keySets.contains($0) || unitSets.contains($0) }
    let tableKeys = TableKeys(plan)
    keys = chain.map { set in
      guard case .table(let table, extensible: false) = plan.rowSets[set].keys else {
        return KeyPool()
      }
      return KeyPool { tableKeys.contains($0, table) }
    }
    groupPairs = (0...depth).map { _ in PairInterner() }
    lineGroups = [Int32](repeating: 0, count: depth + 1)
    firstSeen = (0...depth).map { _ in [] }
    paths = chain.map { _ in PairInterner() }
    factors = numbers.map { _ in [] }
    if let period = table.period { periods = [period] }
  }

  /// The data sets of the next chunk, one for each period in it; nil at the end of the file.
  public mutating func next() -> [BatchBlock]? {
    var bytes = buffer
    buffer = []
    defer { buffer = bytes }
    guard let chunk = source.next(into: &bytes) else { return nil }
    self.chunk = chunk.number
    line = 0
    if paths.contains(where: { $0.count > Self.mostPaths }) {
      paths = chain.map { _ in PairInterner() }
      factors = numbers.map { _ in [] }
    }
    if chunk.hasQuotes {
      readQuoted(Array(bytes[..<chunk.count]))
    } else {
      bytes.withUnsafeBufferPointer { readPlain(UnsafeBufferPointer(rebasing: $0[..<chunk.count])) }
    }
    lineCounts[chunk.number] = line
    var blocks: [BatchBlock] = []
    if currentPeriod >= 0 { swap(&current, &builders[Int(currentPeriod)]) }
    currentPeriod = -1
    for period in builders.indices where !builders[period].lines.isEmpty {
      var lines = Builder(numbers: [], others: [], groups: [])
      swap(&lines, &builders[period])
      blocks.append(block(&lines, period))
      swap(&lines, &builders[period])
    }
    return blocks
  }

  // MARK: Lines

  /// Cuts a chunk without quotes.
  private mutating func readPlain(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Local, so that lines can be cut into them while everything else changes.
    var starts = [Int](repeating: 0, count: table.columns.count + 1)
    var ends = starts
    starts.withUnsafeMutableBufferPointer { starts in
      ends.withUnsafeMutableBufferPointer { ends in
        readPlain(bytes, starts, ends)
      }
    }
  }

  private mutating func readPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ starts: UnsafeMutableBufferPointer<Int>,
    _ ends: UnsafeMutableBufferPointer<Int>
  ) {
    let separator = table.separator
    let least = max(separator, 0x0A)
    let most = ends.count - 1
    let first = chunk == 0 ? table.headingRow : 0
    var index = 0
    if chunk == 0, bytes.count > 2, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      index = 3
    }
    while index < bytes.count {
      var field = 0
      let start = index
      starts[0] = start
      while index < bytes.count {
        let byte = bytes[index]
        if byte > least {
          index &+= 1
          continue
        }
        if byte == separator {
          ends[field] = index
          if field < most { field &+= 1 }
          starts[field] = index &+ 1
        } else if byte == 0x0A {
          break
        }
        index &+= 1
      }
      var end = index
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      ends[field] = max(end, starts[field])
      if end > start, line >= first {
        take(BatchCells(bytes: bytes, starts: starts, ends: ends, count: field + 1))
      }
      line += 1
      index += 1
    }
  }

  /// Cuts a chunk with quotes, as tables of filings are cut.
  private mutating func readQuoted(_ bytes: [UInt8]) {
    var text = bytes
    if chunk == 0, text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    var parser = CSVParser(file: table.path, limits: CSVLimits(), separator: table.separator)
    let most = table.columns.count + 1
    func each(_ record: CSVRecord) -> Bool {
      line = record.row - 1
      guard chunk > 0 || record.row > table.headingRow else { return true }
      var ends = Array(record.ends.prefix(most))
      var starts = [0] + ends.dropLast()
      record.storage.withUnsafeBufferPointer { bytes in
        starts.withUnsafeMutableBufferPointer { starts in
          ends.withUnsafeMutableBufferPointer { ends in
            take(BatchCells(bytes: bytes, starts: starts, ends: ends, count: ends.count))
          }
        }
      }
      return true
    }
    if parser.consume(text, each) { _ = parser.finish(each) }
    line = parser.rows
    for finding in parser.found {
      guard case .cell(_, _, let row, let column) = finding.origin else { continue }
      findings.add(
        finding.kind, chunk: chunk, line: row - 1, column: column, finding.arguments)
    }
  }
}

/// The cells of one line where they stand.
struct BatchCells {
  let bytes: UnsafeBufferPointer<UInt8>
  let starts: UnsafeMutableBufferPointer<Int>
  let ends: UnsafeMutableBufferPointer<Int>
  /// How many there are.
  let count: Int

  /// What stands in a column, from 0; nothing where the line has no such cell.
  @inline(__always)
  subscript(column: Int) -> UnsafeBufferPointer<UInt8> {
    guard column >= 0, column < count else { return UnsafeBufferPointer(rebasing: bytes[0..<0]) }
    return UnsafeBufferPointer(rebasing: bytes[starts[column]..<ends[column]])
  }

  /// Whether nothing stands in any of them.
  var isBlank: Bool {
    (0..<count).allSatisfy { column in
      self[column].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
  }
}
