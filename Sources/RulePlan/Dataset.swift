import Quantities

/// A filing laid out as columns for one plan: what the evaluator reads.
public struct Dataset: Sendable {
  /// The reporting period and its slots.
  public var period: Period
  /// The rows of each row set, in the order of ``Plan/rowSets``.
  public var rows: [Rows]
  /// The column of each input, in the order of ``Plan/inputs``.
  public var columns: [Column]
  /// Emission sources that are declared 不涉及, and where.
  public var declaredSources: [DeclaredSource] = []

  /// Makes a data set.
  public init(period: Period, rows: [Rows], columns: [Column]) {
    self.period = period
    self.rows = rows
    self.columns = columns
  }

  /// An emission source that does not occur below a row.
  public struct DeclaredSource: Hashable, Sendable {
    /// The source, by ``Named/source``.
    public var source: String
    /// The row set of the row below which it does not occur; 0 for the filing.
    public var rows: Int
    /// The row.
    public var row: Int

    /// Makes a statement.
    public init(source: String, rows: Int, row: Int) {
      self.source = source
      self.rows = rows
      self.row = row
    }
  }

  /// The rows of one row set.
  public struct Rows: Sendable {
    /// The key of each row; unique below one parent.
    public var keys: [String]
    /// The parent row of each row, ascending; empty for the filing.
    public var parents: [Int32]
    /// First day of each row's validity; nil when always.
    public var from: [Day?]
    /// Day after the last day of each row's validity.
    public var to: [Day?]
    /// For each parent row: declared 不涉及, so that having no rows means nothing.
    public var declaredNone: [Bool]
    /// The keys with their codes; made by whoever lays the rows out where few keys are shared by
    /// many rows, as those of a table are. Nil where nobody did.
    public var codedKeys: Texts?
    /// The units of keys that the table of the row set does not have, by row. For people who read:
    /// the numbers are in them already.
    public var units: [Int: String] = [:]

    /// Makes rows.
    public init(
      keys: [String], parents: [Int32], from: [Day?] = [], to: [Day?] = [],
      declaredNone: [Bool] = [], codedKeys: Texts? = nil
    ) {
      self.keys = keys
      self.parents = parents
      self.from = from
      self.to = to
      self.declaredNone = declaredNone
      self.codedKeys = codedKeys
    }

    /// How many rows there are.
    public var count: Int { keys.count }
  }
}

/// Values over the rows and slots of a shape: row-major, slot fastest.
public struct Column: Sendable {
  /// The values; elements without a value hold anything.
  public var values: Values
  /// The state of each element; nil when all are given.
  public var states: [CellState]?

  /// Makes a column.
  public init(_ values: Values, states: [CellState]? = nil) {
    self.values = values
    self.states = states
  }

  /// The values of a column by kind.
  public enum Values: Sendable {
    /// Exact numbers.
    case numbers(Numbers)
    /// Yes or no.
    case flags([Bool])
    /// Texts and choices.
    case texts(Texts)
    /// Days.
    case dates([Day])
    /// Rows of a row set; −1 where there is none.
    case references([Int32])
  }

  /// Exact numbers in the narrowest lane that holds them.
  ///
  /// In the narrow lanes a number is an integer times a factor that the column shares, so that a
  /// product with a constant such as 44/12 only changes the factor.
  public enum Numbers: Sendable {
    /// Integers of 64 bits times the factor.
    case narrow([Int64], factor: Rational)
    /// Integers of 128 bits times the factor.
    case medium([Int128], factor: Rational)
    /// Fractions of any size.
    case wide([Rational])
  }

  /// How many elements there are.
  public var count: Int {
    switch values {
    case .numbers(.narrow(let integers, _)): integers.count
    case .numbers(.medium(let integers, _)): integers.count
    case .numbers(.wide(let fractions)): fractions.count
    case .flags(let flags): flags.count
    case .texts(let texts): texts.count
    case .dates(let days): days.count
    case .references(let rows): rows.count
    }
  }

  /// The state of one element.
  public func state(_ index: Int) -> CellState { states?[index] ?? .given }
}
