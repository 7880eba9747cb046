import Quantities

/// A table of a guideline: fuels, gases, steam, classes.
public struct Table: Sendable {
  /// Permanent identifier.
  public var id: String
  /// The title that people see.
  public var title: Label
  /// The columns that are looked up by.
  public var keys: [Key]
  /// The columns that are looked up.
  public var columns: [Column]
  /// The rows, in printed order.
  public var rows: [Row]
  /// What a row's validity is compared with.
  public var dating: Dating
  /// Whether a filing may use keys that the table does not have: a look-up of such a key is absent.
  public var isExtensible = false
  /// For a table of two numeric keys: the phase boundary it must not be interpolated across.
  public var boundary: Boundary?
  /// Where it stands.
  public var citation: Citation

  /// Makes a table.
  public init(
    id: String, title: Label, keys: [Key], columns: [Column], rows: [Row],
    dating: Dating = .undated, boundary: Boundary? = nil, citation: Citation
  ) {
    self.id = id
    self.title = title
    self.keys = keys
    self.columns = columns
    self.rows = rows
    self.dating = dating
    self.boundary = boundary
    self.citation = citation
  }

  /// The table without the columns of bounds that formulas ask for: what the document prints.
  public var printed: Table {
    let places = columns.indices.filter { !columns[$0].isBound }
    if places.count == columns.count { return self }
    var table = self
    table.columns = places.map { columns[$0] }
    table.rows = rows.map { row in
      var row = row
      row.cells = places.map { row.cells[$0] }
      return row
    }
    return table
  }

  /// A column that is looked up by.
  public struct Key: Hashable, Sendable {
    /// How a sought key finds a row.
    public enum Match: String, Sendable {
      /// The same text, or the same number.
      case exact
      /// The largest key that is not larger.
      case atMost = "at-most"
      /// Linear interpolation between neighbours; outside the table is a finding.
      case linear
    }

    /// Name of the column.
    public var id: String
    /// The title that people see.
    public var title: Label
    /// How it is matched.
    public var match: Match
    /// Whether keys are numbers.
    public var isNumber: Bool
    /// The unit of a numeric key.
    public var unit: UnitLabel?

    /// Makes a key column.
    public init(
      id: String, title: Label, match: Match = .exact, isNumber: Bool = false,
      unit: UnitLabel? = nil
    ) {
      self.id = id
      self.title = title
      self.match = match
      self.isNumber = isNumber
      self.unit = unit
    }
  }

  /// A column that is looked up.
  public struct Column: Hashable, Sendable {
    /// Name of the column.
    public var id: String
    /// The title that people see.
    public var title: Label
    /// What its cells hold: numbers or texts.
    public var kind: ValueKind
    /// The unit of its numbers.
    public var unit: UnitLabel?

    /// Whether it holds the ends of the ranges of another column: `of.low`. No formula can name a
    /// column of a rule file with a point in its name.
    public var isBound: Bool { id.hasSuffix(".low") || id.hasSuffix(".high") }

    /// Makes a column.
    public init(id: String, title: Label, kind: ValueKind, unit: UnitLabel? = nil) {
      self.id = id
      self.title = title
      self.kind = kind
      self.unit = unit
    }
  }

  /// One row.
  public struct Row: Sendable {
    /// The keys, one for each key column.
    public var keys: [Scalar]
    /// The cells, one for each column.
    public var cells: [Cell]
    /// First day of validity.
    public var from: Day?
    /// Day after the last day of validity.
    public var to: Day?

    /// Makes a row.
    public init(keys: [Scalar], cells: [Cell], from: Day? = nil, to: Day? = nil) {
      self.keys = keys
      self.cells = cells
      self.from = from
      self.to = to
    }
  }

  /// One cell.
  public struct Cell: Sendable {
    /// What stands in it.
    public enum Content: Hashable, Sendable {
      /// A value.
      case value(Scalar)
      /// The row exists, the cell is empty: an input is demanded.
      case absent
      /// A printed value that must not be used until it has been seen in the official text.
      case doubtful(String)
      /// 不涉及: the document says that there is none, for this reason.
      case notOccurring(String)
    }

    /// What stands in it.
    public var content: Content
    /// The range that the document prints beside the value.
    public var range: ClosedRange<Rational>?
    /// Where it stands and how well that is known.
    public var citation: Citation

    /// Makes a cell.
    public init(_ content: Content, range: ClosedRange<Rational>? = nil, citation: Citation) {
      self.content = content
      self.range = range
      self.citation = citation
    }
  }

  /// What a row's validity is compared with.
  public enum Dating: String, Sendable {
    /// Rows have no validity.
    case undated
    /// First day of the time slot of the data.
    case dataMonth = "data-month"
    /// The day on which the filing is submitted.
    case filingDate = "filing-date"
  }

  /// A curve that separates two phases in a table of two numeric keys.
  ///
  /// For key 1 (the pressure) it gives the value of key 0 (the temperature) on the boundary and the
  /// looked-up value on its upper side. Below the boundary a look-up is refused; a cell pair that
  /// straddles it ends on the boundary instead.
  public struct Boundary: Hashable, Sendable {
    /// The table of the curve, keyed by key 1.
    public var table: Int
    /// Its column with the boundary value of key 0.
    public var position: Int
    /// Its column with the looked-up value on the upper side.
    public var value: Int

    /// Makes a boundary.
    public init(table: Int, position: Int, value: Int) {
      self.table = table
      self.position = position
      self.value = value
    }
  }
}
