/// How a cell looks.
public struct CellFormat: Hashable, Sendable {
  /// The number format in the spreadsheet's own code: `0.00`, `yyyy-mm-dd`, `@`.
  public var numberFormat: String?
  /// The face; the spreadsheet's usual one where it is nil.
  public var fontName: String?
  /// The size in points.
  public var fontSize: Double?
  /// The colour of the text, `0xRRGGBB`.
  public var fontColor: Int?
  /// The colour behind it.
  public var fill: Int?
  /// Whether the text is bold.
  public var isBold = false
  /// Whether the text is slanted.
  public var isItalic = false
  /// Whether long texts take several lines.
  public var wraps = false
  /// Whether the cell may be changed on a protected sheet.
  public var isUnlocked = false
  /// The lines around the cell.
  public var border = Border.none
  /// The colour of the lines.
  public var borderColor: Int?
  /// From left to right.
  public var horizontal = Horizontal.general
  /// From top to bottom.
  public var vertical = Vertical.center
  /// By how many steps the text is indented.
  public var indent = 0

  /// The usual look.
  public init() {}

  /// The lines around a cell.
  public enum Border: Hashable, Sendable {
    /// None.
    case none
    /// Thin lines.
    case thin
    /// Thick lines.
    case medium
    /// A thin line below.
    case bottom
  }

  /// Alignment from left to right.
  public enum Horizontal: Hashable, Sendable {
    /// Texts left, numbers right.
    case general
    /// Left.
    case left
    /// In the middle.
    case center
    /// Right.
    case right
  }

  /// Alignment from top to bottom.
  public enum Vertical: Hashable, Sendable {
    /// Top.
    case top
    /// In the middle.
    case center
    /// Bottom.
    case bottom
  }

  /// The same with some properties changed.
  public func with(_ change: (inout CellFormat) -> Void) -> CellFormat {
    var copy = self
    change(&copy)
    return copy
  }
}

/// What may be entered in a range of cells.
public struct CellValidation: Sendable {
  /// Where it holds.
  public var range: CellRange
  /// What may be entered.
  public var rule: Rule
  /// Whether anything else is refused; otherwise it is only pointed out.
  public var isStrict: Bool
  /// What is shown while the cell is selected.
  public var prompt: String?
  /// What is shown when something else is entered.
  public var message: String?

  /// Makes a validation.
  public init(
    _ range: CellRange, _ rule: Rule, isStrict: Bool = true, prompt: String? = nil,
    message: String? = nil
  ) {
    self.range = range
    self.rule = rule
    self.isStrict = isStrict
    self.prompt = prompt
    self.message = message
  }

  /// What may be entered.
  public enum Rule: Hashable, Sendable {
    /// One of these; together they may have 255 characters.
    case list([String])
    /// One of the cells of a range: `=清单!$A$1:$A$20`.
    case range(String)
    /// A number.
    case number
    /// A day.
    case date
    /// Anything; there is only a prompt.
    case any
  }
}

/// A format that holds where a formula is true.
public struct ConditionalFormat: Sendable {
  /// Where it holds.
  public var range: CellRange
  /// A formula about the first cell of the range, with `=`.
  public var formula: String
  /// What changes.
  public var format: CellFormat

  /// Makes a condition.
  public init(_ range: CellRange, when formula: String, _ format: CellFormat) {
    self.range = range
    self.formula = formula
    self.format = format
  }
}

/// A remark on a cell.
public struct CellComment: Hashable, Sendable {
  /// The row, from 0.
  public var row: Int
  /// The column, from 0.
  public var column: Int
  /// What it says.
  public var text: String

  /// Makes a remark.
  public init(row: Int, column: Int, _ text: String) {
    self.row = row
    self.column = column
    self.text = text
  }
}

/// A chart over ranges of a workbook.
public struct WorkbookChart: Sendable {
  /// What it looks like.
  public enum Kind: Hashable, Sendable {
    /// Upright bars.
    case column
    /// Upright bars on top of each other.
    case stackedColumn
    /// Lying bars.
    case bar
    /// A line.
    case line
    /// Shares of a whole.
    case pie
  }

  /// One row of values.
  public struct Series: Sendable {
    /// Its name.
    public var name: String
    /// Where the names of the values stand: `=表!$A$2:$A$9`.
    public var categories: String
    /// Where the values stand.
    public var values: String
    /// Its colour; the spreadsheet's choice where it is nil.
    public var color: Int?

    /// Makes a series.
    public init(_ name: String, categories: String, values: String, color: Int? = nil) {
      self.name = name
      self.categories = categories
      self.values = values
      self.color = color
    }
  }

  /// What it looks like.
  public var kind: Kind
  /// The title above it.
  public var title: String?
  /// What the values measure.
  public var valueTitle: String?
  /// The rows of values.
  public var series: [Series]
  /// The row of its upper left corner, from 0.
  public var row: Int
  /// The column of its upper left corner, from 0.
  public var column: Int
  /// Width over the usual 480 pixels.
  public var widthScale: Double
  /// Height over the usual 288 pixels.
  public var heightScale: Double

  /// Makes a chart.
  public init(
    _ kind: Kind, title: String? = nil, valueTitle: String? = nil, series: [Series], row: Int,
    column: Int, widthScale: Double = 1, heightScale: Double = 1
  ) {
    self.kind = kind
    self.title = title
    self.valueTitle = valueTitle
    self.series = series
    self.row = row
    self.column = column
    self.widthScale = widthScale
    self.heightScale = heightScale
  }
}
