import Accounting
import Diagnostics
import Quantities

/// How an enterprise's own ledger is read: their sheets, columns, names and units, and ours.
///
/// Kept as a table that people read and edit: a line for each statement, in CSV.
public struct LedgerMap: Hashable, Sendable {
  /// The methodology that our names are of.
  public var methodology: String?
  /// The reporting period.
  public var period: Period?
  /// The sheets that are read.
  public var sheets: [Sheet] = []

  /// A map of nothing yet.
  public init() {}

  /// How one sheet is read.
  public struct Sheet: Hashable, Sendable {
    /// Its name; of a CSV file it does not matter.
    public var name: String
    /// The row of the headings, from 1; found where it is nil.
    public var headingRow: Int?
    /// The heading of the column with days or months; nil where all lines are of the whole period.
    public var periodColumn: String?
    /// The columns with names of rows: heading and row set.
    public var keys: [(heading: String, rowSet: String)] = []
    /// Rows that all values belong to.
    public var fixed: [CellAddress.Step] = []
    /// What their names are called with us: row set, their name, ours; the row set may be empty.
    public var names: [Renaming] = []
    /// The columns with values.
    public var values: [Value] = []
    /// Columns that are known and not read, with what people should know.
    public var unread: [String: String] = [:]

    /// Makes a sheet that nothing is read of yet.
    public init(_ name: String) { self.name = name }

    /// Same statements.
    public static func == (left: Sheet, right: Sheet) -> Bool {
      left.name == right.name && left.headingRow == right.headingRow
        && left.periodColumn == right.periodColumn && left.keys.elementsEqual(right.keys, by: ==)
        && left.fixed == right.fixed && left.names == right.names && left.values == right.values
        && left.unread == right.unread
    }

    /// By name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  /// A name of theirs and what it is with us.
  public struct Renaming: Hashable, Sendable {
    /// Their name.
    public var theirs: String
    /// Our name.
    public var ours: String
  }

  /// A column with values.
  public struct Value: Hashable, Sendable {
    /// Its heading.
    public var heading: String
    /// The value with us: a symbol, perhaps behind rows: `fuel[烟煤]/FC`.
    public var target: CellAddress
    /// The unit of the column; that of the target where it is nil.
    public var unit: String?
    /// How several lines of a period become one value; nil where there is to be one line.
    public var rule: Rule?
    /// What people should know.
    public var note: String = ""
    /// The line of the map, from 1.
    public var line: Int = 0
  }

  /// How several lines of a period become one value.
  public enum Rule: Hashable, Sendable {
    /// 合计.
    case sum
    /// 加权: the mean weighted by the column of this heading.
    case weighted(by: String, decimals: Int?)
    /// 平均: the plain mean.
    case mean(decimals: Int?)
    /// 最后: that of the last line.
    case last
    /// 最大.
    case largest
    /// 最小.
    case smallest
  }
}
