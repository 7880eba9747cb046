import Diagnostics

/// One row of a CSV table; its fields share one buffer.
public struct CSVRecord: Sendable {
  /// The row as a spreadsheet counts it, from 1; a field with line breaks is in one row.
  public internal(set) var row: Int
  /// The text of all fields, one after the other, in UTF-8.
  var storage: [UInt8] = []
  /// Where each field ends in the storage.
  var ends: [Int] = []

  init(row: Int) { self.row = row }

  /// How many fields the row has.
  public var count: Int { ends.count }

  /// The bytes of the field in a column, counted from 1; empty where the row is shorter.
  public func bytes(_ column: Int) -> ArraySlice<UInt8> {
    guard column >= 1, column <= ends.count else { return [] }
    return storage[(column == 1 ? 0 : ends[column - 2])..<ends[column - 1]]
  }

  /// The text of the field in a column, counted from 1; empty where the row is shorter.
  public func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

  /// The texts of all fields.
  public var texts: [String] { (0..<count).map { text($0 + 1) } }

  /// Whether no field holds anything.
  public var isBlank: Bool { storage.isEmpty }

  mutating func clear(row: Int) {
    self.row = row
    storage.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

/// How a CSV file writes characters as bytes.
public enum CSVEncoding: String, Sendable, CaseIterable {
  /// UTF-8, with or without byte order mark.
  case utf8 = "UTF-8"
  /// GB 18030, which contains GBK and GB 2312: what a Chinese Excel writes as "CSV".
  case gb18030 = "GB18030"
}

/// How much a CSV file may hold before reading stops.
public struct CSVLimits: Sendable {
  /// Bytes of one field in UTF-8.
  public var field: Int
  /// Fields of one row.
  public var columns: Int
  /// Rows.
  public var rows: Int

  /// Makes limits; by default 1 MiB, 16,384 columns and ten million rows.
  public init(field: Int = 1 << 20, columns: Int = 16_384, rows: Int = 10_000_000) {
    self.field = field
    self.columns = columns
    self.rows = rows
  }
}

/// What reading a CSV file came to.
public struct CSVOutcome: Sendable {
  /// The encoding that was found; UTF-8 for a file of ASCII characters only.
  public internal(set) var encoding = CSVEncoding.utf8
  /// The separator that was found: `,`, `;` or tab.
  public internal(set) var separator: Character = ","
  /// How many rows were handed out; blank lines are not among them.
  public internal(set) var rows = 0
  /// Whether the file was read to its end.
  public internal(set) var isComplete = false
  /// What is wrong with the file.
  public internal(set) var findings: [Finding] = []
}
