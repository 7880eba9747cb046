/// A document before it has a format: headings, paragraphs, tables, charts, foldable parts.
///
/// Everything that is printed goes through this model, so that all formats say the same.
public struct Document: Sendable {
  /// The title of the whole.
  public var title: String
  /// What formats with a place for it say about the document itself.
  public var properties = DocumentProperties()
  /// The values behind the document, for programs; empty where it has none.
  public var figures: [DocumentFigure] = []
  /// Makes the sheets of the calculation behind the document; nil where there is none.
  public var calculation: (@Sendable () -> CalculationSheets)?
  /// Lines that stand on every page: 非官方演示, 试算稿.
  public var banners: [String]
  /// The content, in order.
  public var blocks: [Block]

  /// Makes a document.
  public init(title: String, banners: [String] = [], blocks: [Block] = []) {
    self.title = title
    self.banners = banners
    self.blocks = blocks
  }
}

/// A part of a document that stands on lines of its own.
public indirect enum Block: Sendable {
  /// A heading of level 1…4, with an anchor where something refers to it.
  case heading(Int, [Inline], anchor: String? = nil)
  /// A paragraph.
  case paragraph([Inline])
  /// A formula: each term with its unit and its number beneath.
  case equation([EquationTerm])
  /// A list of points.
  case list([[Inline]])
  /// A table.
  case table(DocumentTable)
  /// Bars in proportion.
  case chart(Chart)
  /// A framed remark.
  case note(Tone, [Block])
  /// A part that is folded away under one line; printing unfolds nothing.
  case details(summary: [Inline], anchor: String? = nil, [Block])
  /// Blocks that something refers to.
  case anchored(String, [Block])
  /// Blocks that make sense only where values can be opened; paper leaves them out.
  case interactive([Block])
  /// The next block starts a page.
  case pageBreak
}

extension Block {
  /// A table with one line of headings; nothing where it has no rows.
  public static func table(
    _ caption: String, _ heads: [String], _ widths: [Int], _ rows: [[TableCell]]
  ) -> [Block] {
    if rows.isEmpty { return [] }
    return [
      .table(
        DocumentTable(
          caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: widths))
    ]
  }
}

/// How a remark is meant; never told by colour alone.
public enum Tone: String, Sendable {
  /// Worth knowing.
  case plain
  /// Doubtful.
  case warning
  /// Wrong.
  case error
}

/// A term of a formula, or a sign between terms.
public struct EquationTerm: Hashable, Sendable {
  /// The symbol or the sign.
  public var symbol: String
  /// The unit; empty for a sign.
  public var unit: String
  /// The number; empty for a sign.
  public var number: String

  /// Makes a term.
  public init(symbol: String, unit: String, number: String) {
    self.symbol = symbol
    self.unit = unit
    self.number = number
  }
}

extension EquationTerm {
  /// Whether it is a sign between terms.
  var isSign: Bool { unit.isEmpty && (number.isEmpty || number == symbol) }
}

/// A piece of a line.
public indirect enum Inline: Hashable, Sendable {
  /// Text as it is.
  case text(String)
  /// Emphasised text.
  case strong(String)
  /// Text beside the matter: units, clauses.
  case small(String)
  /// A formula or symbol; what follows `_` in a name is set as a subscript.
  case formula(String)
  /// An address, a file, a code.
  case code(String)
  /// A reference to an anchor of the same document.
  case link(String, to: String)
  /// A value that opens to the blocks behind it.
  case opening([Inline], Card)
  /// A remark at the foot of the page, or of the document where there are no pages.
  case footnote([Inline])
  /// The next piece starts a line.
  case lineBreak
}

extension [Inline] {
  /// Whether all of a line is beside the matter.
  var isAside: Bool { allSatisfy { if case .small = $0 { true } else { false } } }
}

/// What a value opens to.
public struct Card: Hashable, Sendable {
  /// What it is, for people who hear the page.
  public var name: String
  /// The content.
  public var blocks: [Block]
  /// The address of the value, as in ``DocumentFigure/address``; nil where it has none.
  public var address: String?

  /// Makes a card.
  public init(_ name: String, _ blocks: [Block], address: String? = nil) {
    self.name = name
    self.blocks = blocks
    self.address = address
  }

  /// Cards are told apart by their names, which hold the address of the value.
  public static func == (left: Card, right: Card) -> Bool { left.name == right.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A table with spans.
public struct DocumentTable: Sendable {
  /// What the table shows.
  public var caption: String
  /// The head, usually one row.
  public var head: [[TableCell]]
  /// The body; a row shorter than the head ends where it ends.
  public var rows: [[TableCell]]
  /// Shares of the width of the columns in per cent; empty to let the format decide.
  public var widths: [Int]

  /// Makes a table.
  public init(
    caption: String, head: [[TableCell]], rows: [[TableCell]], widths: [Int] = []
  ) {
    self.caption = caption
    self.head = head
    self.rows = rows
    self.widths = widths
  }
}

/// A cell of a table.
public struct TableCell: Sendable {
  /// What kind of cell it is.
  public enum Kind: Sendable {
    /// A value; numbers stand at the right.
    case number
    /// Text.
    case text
    /// The heading of its row.
    case rowHeading
    /// The heading of its column.
    case columnHeading
    /// A heading across the rows that follow.
    case groupHeading
  }

  /// The content.
  public var content: [Inline]
  /// What kind of cell it is.
  public var kind: Kind
  /// How many columns it takes.
  public var columns: Int
  /// How many rows it takes.
  public var rows: Int
  /// The anchor by which something refers to the cell.
  public var anchor: String?

  /// Makes a cell.
  public init(_ content: [Inline], _ kind: Kind = .text, columns: Int = 1, rows: Int = 1) {
    self.content = content
    self.kind = kind
    self.columns = columns
    self.rows = rows
  }

  /// Makes a cell of plain text.
  public init(_ text: String, _ kind: Kind = .text, columns: Int = 1, rows: Int = 1) {
    self.init([.text(text)], kind, columns: columns, rows: rows)
  }
}

/// Bars in proportion to their values, one a line, or upright for months.
public struct Chart: Sendable {
  /// A bar.
  public struct Bar: Sendable {
    /// What it stands for.
    public var label: String
    /// Its length in thousandths of the longest bar; below zero for removals; nil without a value.
    public var length: Int?
    /// What is printed beside it.
    public var text: String
    /// Where it begins, in thousandths of the width; for a waterfall.
    public var start = 0
    /// Whether it stands for a whole and not for a step; for a waterfall.
    public var isWhole = false

    /// Makes a bar.
    public init(label: String, length: Int?, text: String) {
      self.label = label
      self.length = length
      self.text = text
    }

    /// Makes a bar of a waterfall, from one place to another in thousandths of the width.
    public init(label: String, from start: Int, to end: Int, text: String, isWhole: Bool = false) {
      self.init(label: label, length: end - start, text: text)
      self.start = start
      self.isWhole = isWhole
    }
  }

  /// What the chart shows.
  public var caption: String
  /// The bars.
  public var bars: [Bar]
  /// Whether bars stand upright, for a course in time.
  public var isUpright: Bool
  /// Whether each bar begins where the one before ended.
  public var isWaterfall = false

  /// Makes a chart.
  public init(caption: String, bars: [Bar], isUpright: Bool = false) {
    self.caption = caption
    self.bars = bars
    self.isUpright = isUpright
  }
}

/// One file of a set of documents.
public struct DocumentFile: Sendable {
  /// Its name without folders: `report.html`.
  public var name: String
  /// Its content.
  public var bytes: [UInt8]

  /// Makes a file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
