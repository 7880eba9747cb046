/// A workbook to be written: sheets with cells, widths, choices, remarks.
///
/// A value without clock or machine in it: the same workbook becomes the same bytes.
public struct Workbook: Sendable {
  /// The sheets in their order; a workbook has at least one.
  public var sheets: [WorkbookSheet]
  /// Names for ranges of cells.
  public var names: [DefinedName]
  /// What the file says about itself.
  public var properties: Properties

  /// Makes a workbook.
  public init(
    sheets: [WorkbookSheet] = [], names: [DefinedName] = [], properties: Properties = Properties()
  ) {
    self.sheets = sheets
    self.names = names
    self.properties = properties
  }

  /// What the file says about itself.
  public struct Properties: Sendable {
    /// The title.
    public var title: String?
    /// The subject.
    public var subject: String?
    /// Who made it.
    public var author: String?
    /// Keywords, by blanks.
    public var keywords: String?
    /// A longer text.
    public var comments: String?
    /// Named texts; readers of our own workbooks find them again.
    public var custom: [(name: String, value: String)]
    /// The time at which it is said to be made, in seconds since 1970; never the clock's.
    public var created: Int

    /// Nothing stated, made on 2000-01-01.
    public init() {
      custom = []
      created = 946_684_800
    }
  }

  /// A name for a range: `清单!$A$1:$A$20`, with the sheet's name quoted where it has to be.
  public struct DefinedName: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The range or formula, without `=`.
    public var formula: String

    /// Makes a name.
    public init(_ name: String, _ formula: String) {
      self.name = name
      self.formula = formula
    }
  }
}

/// One sheet of a workbook to be written.
public struct WorkbookSheet: Sendable {
  /// The name on the tab; ``SheetName`` makes one that spreadsheets take.
  public var name: String
  /// Whether it shows only to those who unhide it.
  public var isHidden: Bool
  /// Widths and formats of whole columns.
  public var columns: [Column]
  /// The rows from the top.
  public var rows: [WorkbookRow]
  /// Makes the rows below ``rows``, one at a time, so that long tables need no memory.
  public var further: (@Sendable (_ emit: (WorkbookRow) -> Void) -> Void)?
  /// Ranges that look like one cell; the content is that of the first.
  ///
  /// Over several rows only in sheets without ``further`` rows.
  public var merges: [CellRange]
  /// What may be chosen or entered where.
  public var validations: [CellValidation]
  /// Formats that depend on the content.
  public var conditions: [ConditionalFormat]
  /// Remarks that show when the pointer rests on a cell.
  public var comments: [CellComment]
  /// Charts.
  public var charts: [WorkbookChart]
  /// How many rows and columns stay in view.
  public var frozen: (rows: Int, columns: Int)
  /// The range with filter buttons.
  public var filter: CellRange?
  /// The colour of the tab, `0xRRGGBB`.
  public var tabColor: Int?
  /// Whether cells that are not unlocked refuse changes; there is no password.
  public var isProtected: Bool
  /// How the sheet is printed.
  public var print: PrintSetup

  /// Makes an empty sheet.
  public init(_ name: String) {
    self.name = name
    isHidden = false
    (columns, rows, merges, validations, conditions) = ([], [], [], [], [])
    (comments, charts) = ([], [])
    frozen = (0, 0)
    isProtected = false
    self.print = PrintSetup()
  }

  /// Width and format of neighbouring columns.
  public struct Column: Sendable {
    /// The columns, from 0.
    public var columns: ClosedRange<Int>
    /// The width in characters.
    public var width: Double
    /// The format of cells that have none of their own.
    public var format: CellFormat?
    /// Whether the columns are hidden.
    public var isHidden: Bool

    /// Makes a width.
    public init(
      _ columns: ClosedRange<Int>, width: Double, format: CellFormat? = nil,
      isHidden: Bool = false
    ) {
      self.columns = columns
      self.width = width
      self.format = format
      self.isHidden = isHidden
    }
  }

  /// How a sheet is printed, on A4.
  public struct PrintSetup: Sendable {
    /// Whether the long edge is the upper one.
    public var isLandscape = false
    /// Whether the columns are made to fit one page.
    public var fitsWidth = true
    /// How many rows from the top are repeated on each page.
    public var repeatedRows = 0
    /// The header and footer in the spreadsheet's own code: `&C&"仿宋"第 &P 页`.
    public var header: String?
    /// See ``header``.
    public var footer: String?

    /// A4 upright, one page wide.
    public init() {}
  }
}

/// A row of a sheet to be written.
public struct WorkbookRow: Sendable {
  /// The cells from the first column.
  public var cells: [WorkbookCell]
  /// The height in points; the usual one where it is nil.
  public var height: Double?

  /// Makes a row.
  public init(_ cells: [WorkbookCell], height: Double? = nil) {
    self.cells = cells
    self.height = height
  }
}

/// A cell to be written.
public struct WorkbookCell: Hashable, Sendable {
  /// What it holds.
  public var content: Content
  /// How it looks.
  public var format: CellFormat?

  /// Makes a cell.
  public init(_ content: Content, _ format: CellFormat? = nil) {
    self.content = content
    self.format = format
  }

  /// A text; it is never run as a formula, whatever it begins with.
  public static func text(_ text: String, _ format: CellFormat? = nil) -> WorkbookCell {
    WorkbookCell(text.isEmpty ? .empty : .text(text), format)
  }

  /// A decimal number such as `-12.50`; what is none is written as a text.
  public static func number(_ digits: String, _ format: CellFormat? = nil) -> WorkbookCell {
    WorkbookCell(.number(digits), format)
  }

  /// Nothing.
  public static let empty = WorkbookCell(.empty)

  /// What a cell holds.
  public enum Content: Hashable, Sendable {
    /// Nothing but a format.
    case empty
    /// A text.
    case text(String)
    /// A decimal number; spreadsheets keep its nearest binary double.
    case number(String)
    /// Yes or no.
    case flag(Bool)
    /// A day.
    case date(SheetDate)
    /// A formula without `=` and the value that is shown until it is computed anew.
    case formula(String, cached: Cached)
  }

  /// The value stored beside a formula.
  public enum Cached: Hashable, Sendable {
    /// A decimal number.
    case number(String)
    /// A text.
    case text(String)
  }
}

/// A rectangle of cells; rows and columns from 0, both ends belong to it.
public struct CellRange: Hashable, Sendable {
  /// The rows.
  public var rows: ClosedRange<Int>
  /// The columns.
  public var columns: ClosedRange<Int>

  /// Makes a rectangle.
  public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.rows = rows
    self.columns = columns
  }
}
