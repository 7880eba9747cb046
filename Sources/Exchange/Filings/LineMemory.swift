import Accounting

/// What the keys of lines mean, by the bytes of their cells.
struct KeyMemory {
  /// What the keys of a line mean.
  struct Meaning {
    /// The row, by its place in ``CellTable/paths``.
    var path: Int32
    /// Whether the row set's own key is given.
    var isOwn: Bool
    /// Whether it says that there is nothing of the kind.
    var isNone: Bool
    /// The first column whose key stands for a sum.
    var totalColumn: Int?
  }

  private var interner = ByteInterner()
  private var meanings: [Meaning] = []
  private var scratch: [UInt8] = []
  private var isScratchPlain = true
  /// Rows by their steps; made when two spellings may mean the same.
  private var bySteps: [[CellAddress.Step]: Int32]?
  /// For each row, its place among those that were found; −1 where it was not.
  private var places: [Int32] = []
  private var isTold: [Bool] = []
  private var toldKeys: Set<String> = []
  /// How many rows were found.
  private(set) var noted = 0

  /// The meaning of the keys in a line, where they were there before; else ``remember(_:)`` takes
  /// it.
  mutating func known(_ record: CSVRecord, _ columns: [Int]) -> Meaning? {
    scratch.removeAll(keepingCapacity: true)
    isScratchPlain = true
    for column in columns {
      let bytes = record.bytes(column + 1)
      isScratchPlain = isScratchPlain && Self.isPlain(bytes)
      scratch.append(contentsOf: bytes)
      // The reader lets no such byte through.
      scratch.append(0)
    }
    let number = Int(scratch.withUnsafeBufferPointer { interner.number($0) })
    return number < meanings.count ? meanings[number] : nil
  }

  mutating func remember(_ meaning: Meaning) { meanings.append(meaning) }

  /// The place of a row in the table; steps that are the same text are the same row.
  mutating func path(of steps: [CellAddress.Step], in table: inout CellTable) -> Int32 {
    if isScratchPlain, bySteps == nil { return add(steps, to: &table) }
    var known =
      bySteps
      ?? Dictionary(
        table.paths.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    bySteps = nil
    let path = known[steps] ?? add(steps, to: &table)
    known[steps] = path
    bySteps = known
    return path
  }

  private mutating func add(_ steps: [CellAddress.Step], to table: inout CellTable) -> Int32 {
    places.append(-1)
    isTold.append(false)
    return table.add(path: steps)
  }

  /// Whether bytes stand for a text that nothing else stands for: no blanks at the ends, nothing
  /// to be left out, no letters that can be written in two ways.
  private static func isPlain(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    if first <= 0x20 || first == 0x27 || last <= 0x20 { return false }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
      } else if (0xE4...0xE9).contains(byte) {
        // Chinese characters from U+4000 to U+9FFF.
        index += 3
      } else {
        return false
      }
    }
    return true
  }

  /// The place of a row among those that were found; nil where it is new and takes the other.
  mutating func place(of meaning: Meaning, orElse next: Int) -> Int? {
    let path = Int(meaning.path)
    if places[path] >= 0 { return Int(places[path]) }
    places[path] = Int32(next)
    noted += 1
    return nil
  }

  /// Whether nothing has been told of a key yet, in this row or another.
  mutating func tell(_ meaning: Meaning, _ key: String) -> Bool {
    let path = Int(meaning.path)
    if isTold[path] { return false }
    isTold[path] = true
    return toldKeys.insert(key).inserted
  }
}

/// What the periods of lines mean, by the bytes of their cells.
struct PeriodMemory {
  /// What a written period means.
  struct Meaning {
    enum Kind {
      case plain
      /// A spreadsheet had made a number of it.
      case serial
      case blank
      case unreadable
    }

    var kind: Kind
    /// By its place in ``CellTable/periods``.
    var place: Int32 = -1
    /// The same for values a month.
    var month: Int32 = -1
  }

  private var interner = ByteInterner()
  var meanings: [Meaning] = []
  /// The last line of which was said that its first day stands for a month.
  var lastFirstDay = 0

  /// The place of the meaning in ``meanings``; their count where it is new.
  mutating func number(of bytes: ArraySlice<UInt8>) -> Int { interner.number(of: bytes) }
}

/// Which titles of lines say that they are sums.
struct TitleMemory {
  private var interner = ByteInterner()
  private var areTotals: [Bool] = []

  mutating func isTotal(_ bytes: ArraySlice<UInt8>) -> Bool {
    let number = interner.number(of: bytes)
    if number == areTotals.count {
      areTotals.append(LineWords.isTotal(String(decoding: bytes, as: UTF8.self)))
    }
    return areTotals[number]
  }
}

/// What the cells of a column hold, by their bytes.
struct ValueMemory {
  private var interner = ByteInterner()
  /// By number; nil where it is found out each time.
  var contents: [CellTable.Content?] = []

  /// The place of the content in ``contents``; their count where it is new.
  mutating func number(of bytes: ArraySlice<UInt8>) -> Int { interner.number(of: bytes) }
}

extension ByteInterner {
  /// The number of these bytes.
  mutating func number(of bytes: ArraySlice<UInt8>) -> Int {
    Int(bytes.withUnsafeBufferPointer { number($0) })
  }
}
