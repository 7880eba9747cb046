import Diagnostics

/// The cells of a filing in the order in which they were written.
///
/// Whole tables are kept as columns (``CellTable``), single cells as they are; to everybody who
/// does not care it is a collection of entries. A change takes a table apart.
public struct CellList: Sendable {
  /// A run of cells that are kept in the same way.
  public enum Piece: Sendable {
    /// Cells by themselves.
    case entries([Filing.Entry])
    /// The cells of a table.
    case table(CellTable)

    /// How many cells there are.
    public var count: Int {
      switch self {
      case .entries(let entries): entries.count
      case .table(let table): table.count
      }
    }
  }

  /// The runs, none empty.
  public private(set) var pieces: [Piece] = []
  /// For each run, its first cell.
  public private(set) var starts: [Int] = []
  /// How many cells there are.
  public private(set) var count = 0

  /// Makes a list without cells.
  public init() {}

  /// Adds the cells of a table.
  public mutating func append(_ table: CellTable) { append(.table(table)) }

  /// Adds the cells of another list.
  public mutating func append(contentsOf other: CellList) {
    for piece in other.pieces {
      if case .entries(let entries) = piece {
        append(contentsOf: entries)
      } else {
        append(piece)
      }
    }
  }

  /// Adds cells.
  public mutating func append(contentsOf entries: [Filing.Entry]) {
    guard !entries.isEmpty else { return }
    guard case .entries(var known)? = pieces.last else { return append(.entries(entries)) }
    pieces.removeLast()
    known.append(contentsOf: entries)
    pieces.append(.entries(known))
    count += entries.count
  }

  private mutating func append(_ piece: Piece) {
    guard piece.count > 0 else { return }
    pieces.append(piece)
    starts.append(count)
    count += piece.count
  }

  /// Gives all cells away, without copying where they are kept by themselves.
  public mutating func takeAll() -> [Filing.Entry] {
    if pieces.count == 1, case .entries(let entries) = pieces[0] {
      self = CellList()
      return entries
    }
    let all = Array(self)
    self = CellList()
    return all
  }

  /// The same cells at other places; a table stays one.
  ///
  /// - Parameter moved: gives the new place of an old one; columns stay.
  public func moving(_ moved: (Origin) -> Origin) -> CellList {
    var result = CellList()
    for piece in pieces {
      switch piece {
      case .entries(var entries):
        for index in entries.indices {
          entries[index].cell.origin = moved(entries[index].cell.origin)
        }
        result.append(contentsOf: entries)
      case .table(var table):
        table.move(moved)
        result.append(table)
      }
    }
    return result
  }

  /// The run that a cell lies in, and its place there.
  private func place(_ index: Int) -> (piece: Int, cell: Int) {
    var piece = 0
    while piece + 1 < starts.count, starts[piece + 1] <= index { piece += 1 }
    return (piece, index - starts[piece])
  }
}

extension CellList: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
  /// 0.
  public var startIndex: Int { 0 }
  /// How many cells there are.
  public var endIndex: Int { count }

  /// A cell.
  public subscript(index: Int) -> Filing.Entry {
    get {
      let (piece, cell) = place(index)
      switch pieces[piece] {
      case .entries(let entries): return entries[cell]
      case .table(let table): return table.entry(cell)
      }
    }
    set {
      let (piece, cell) = place(index)
      if case .entries(var entries) = pieces[piece] {
        pieces[piece] = .entries([])
        entries[cell] = newValue
        pieces[piece] = .entries(entries)
      } else {
        replaceSubrange(index..<(index + 1), with: CollectionOfOne(newValue))
      }
    }
  }

  /// Replaces cells; tables are taken apart.
  public mutating func replaceSubrange(
    _ range: Range<Int>, with entries: some Collection<Filing.Entry>
  ) {
    if range.lowerBound == count { return append(contentsOf: Array(entries)) }
    var all = Array(self)
    all.replaceSubrange(range, with: entries)
    self = CellList()
    append(contentsOf: all)
  }

  /// Adds a cell.
  public mutating func append(_ entry: Filing.Entry) { append(contentsOf: [entry]) }
}

extension CellList: Hashable, ExpressibleByArrayLiteral {
  /// Whether both have the same cells, however they are kept.
  public static func == (left: CellList, right: CellList) -> Bool { left.elementsEqual(right) }

  /// Takes all cells.
  public func hash(into hasher: inout Hasher) {
    for entry in self { hasher.combine(entry) }
  }

  /// Makes a list of cells.
  public init(arrayLiteral entries: Filing.Entry...) { append(contentsOf: entries) }
}
