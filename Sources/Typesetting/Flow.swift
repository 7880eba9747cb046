/// What flows over the pages.
public enum FlowItem: Sendable {
  /// A paragraph or heading.
  case paragraph(Paragraph)
  /// A table.
  case table(FlowTable)
  /// A drawing in the middle of the column.
  case drawing(Drawing)
  /// The next item starts a page.
  case pageBreak
}

/// A paragraph or heading.
public struct Paragraph: Sendable {
  /// An entry of the table of contents that readers show beside the pages.
  public struct Bookmark: Hashable, Sendable {
    /// 1 for chapters, more for what is below them.
    public var level: Int
    /// The words.
    public var title: String

    /// Makes a bookmark.
    public init(level: Int, title: String) {
      self.level = level
      self.title = title
    }
  }

  /// The text.
  public var runs: [TextRun]
  /// Where lines stand.
  public var alignment = TextAlignment.left
  /// From line to line, in points.
  public var pitch: Double
  /// By how much the first line is shorter.
  public var firstIndent = 0.0
  /// By how much all lines stand further right.
  public var indent = 0.0
  /// Room above, but not at the top of a page.
  public var before = 0.0
  /// Room below.
  public var after = 0.0
  /// Whether it stands on the page of what follows.
  public var keepsWithNext = false
  /// The bookmark that leads here.
  public var bookmark: Bookmark?
  /// The name by which links lead here.
  public var destination: String?
  /// The colour of a bar at the left of all lines.
  public var bar: Ink?

  /// Makes a paragraph; further properties are set on the result.
  public init(_ runs: [TextRun], pitch: Double) {
    self.runs = runs
    self.pitch = pitch
  }
}

/// A table whose head stands on each of its pages.
public struct FlowTable: Sendable {
  /// A cell.
  public struct Cell: Sendable {
    /// The text.
    public var runs: [TextRun]
    /// Where lines stand.
    public var alignment: TextAlignment
    /// How many columns it takes.
    public var columns: Int
    /// How many rows it takes.
    public var rows: Int
    /// The ground.
    public var fill: Ink?
    /// The name by which links lead here.
    public var destination: String?

    /// Makes a cell.
    public init(
      _ runs: [TextRun], _ alignment: TextAlignment = .left, columns: Int = 1, rows: Int = 1,
      fill: Ink? = nil, destination: String? = nil
    ) {
      self.runs = runs
      self.alignment = alignment
      self.columns = columns
      self.rows = rows
      self.fill = fill
      self.destination = destination
    }
  }

  /// A row.
  public struct Row: Sendable {
    /// The cells that begin in it.
    public var cells: [Cell]
    /// Whether it stands on the page of the row below.
    public var keepsWithNext: Bool

    /// Makes a row.
    public init(_ cells: [Cell], keepsWithNext: Bool = false) {
      self.cells = cells
      self.keepsWithNext = keepsWithNext
    }
  }

  /// What the table shows; stands above it.
  public var caption: [TextRun]
  /// What follows the caption on further pages.
  public var continued: [TextRun] = []
  /// The widths of the columns in points.
  public var columns: [Double]
  /// The rows that stand at the top of each page.
  public var head: [Row]
  /// The rows.
  public var rows: [Row]
  /// From line to line, in points.
  public var pitch: Double
  /// Room between text and lines, in points.
  public var padding = 3.0
  /// Whether it needs a page on its side.
  public var isLandscape = false
  /// The name by which links lead here.
  public var destination: String?

  /// Makes a table; further properties are set on the result.
  public init(
    caption: [TextRun], columns: [Double], head: [Row], rows: [Row], pitch: Double
  ) {
    self.caption = caption
    self.columns = columns
    self.head = head
    self.rows = rows
    self.pitch = pitch
  }
}

/// The pages that text flows over.
///
/// - Source: GB/T 9704-2012 §5: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm; §7.5: the page
///   number stands 7 mm below, at the outer side. Seen in transcriptions.
public struct PageSetup: Sendable {
  /// The size of an upright page.
  public var size = PageSize.a4
  /// Above the text.
  public var top = 37 * PageSetup.millimetre
  /// At the bound side: left of odd pages, right of even ones.
  public var binding = 28 * PageSetup.millimetre
  /// The width of the text.
  public var width = 156 * PageSetup.millimetre
  /// The height of the text.
  public var height = 225 * PageSetup.millimetre
  /// The words that stand above the text of every page.
  public var mark: [TextRun] = []
  /// How page numbers look.
  public var number = TextStyle(.serif, 14)

  /// A millimetre in points.
  public static let millimetre = 72 / 25.4

  /// The page of official documents.
  public static let official = PageSetup()
}

/// What the file says about itself.
public struct PageMetadata: Sendable {
  /// The title.
  public var title = ""
  /// Who files it.
  public var author = ""
  /// What it is about.
  public var subject = ""
  /// The program that made it.
  public var creator = ""
  /// When it was made, `2024-03-31T00:00:00Z`: given, never read from a clock.
  public var created = ""

  /// Makes metadata of nothing.
  public init() {}
}
