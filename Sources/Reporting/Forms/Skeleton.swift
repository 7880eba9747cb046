import RulePlan

/// The frame of a printed document, as data: headings, fixed words, tables to be filled in, and
/// the places at which the program puts what it knows.
///
/// Frames stand in the rule library below `forms`; no sector's wording is part of the program.
public struct Skeleton: Sendable {
  /// Permanent identifier.
  public var id: String
  /// Which document it is the frame of: `annual-report`, `monitoring-plan` ….
  public var document: String
  /// The title, with facts in braces: `{enterprise} {year}温室气体排放报告`.
  public var title: String
  /// The methodologies that it is for, by the beginning of their identifiers; empty for all.
  public var methods: [String]
  /// First and last data month that it is for, `2021-01`; nil when open.
  public var months: (from: String?, through: String?)
  /// Where the frame was seen and how well it is known.
  public var citation: Citation
  /// The content, in order.
  public var items: [Item]

  /// Makes a frame; the rest is set on the result.
  public init(id: String, document: String, title: String, citation: Citation, items: [Item]) {
    self.id = id
    self.document = document
    self.title = title
    self.citation = citation
    self.items = items
    methods = []
    months = (nil, nil)
  }

  /// Something of a frame.
  public indirect enum Item: Sendable {
    /// A chapter with its own content.
    case section(Section)
    /// A paragraph, with facts in braces.
    case text(String, Tone)
    /// Points below each other.
    case list([String])
    /// Pairs of a label and what is known of it.
    case fields(Fields)
    /// A table of fixed words and lines to be filled in by hand.
    case grid(Grid)
    /// What the program supplies.
    case part(Part)
    /// The next item starts a page.
    case pageBreak
    /// Only where a condition holds.
    case when(String, [Item])
  }

  /// How a paragraph is set.
  public enum Tone: Sendable {
    /// As any other.
    case plain
    /// Beside the matter.
    case small
    /// Framed, not to be passed over.
    case warning
  }

  /// A chapter.
  public struct Section: Sendable {
    /// How a chapter is counted.
    public enum Numbering: String, Sendable {
      /// 一、（一） 1.
      case chapter
      /// 附录一.
      case appendix
      /// Not at all.
      case none
    }

    /// The heading without its number.
    public var title: String
    /// How it is counted.
    public var numbering: Numbering
    /// Whether it is left out where nothing stands in it.
    public var isOptional: Bool
    /// What may be referred to.
    public var anchor: String?
    /// The content.
    public var items: [Item]

    /// Makes a chapter.
    public init(
      title: String, numbering: Numbering = .chapter, isOptional: Bool = false,
      anchor: String? = nil, items: [Item]
    ) {
      self.title = title
      self.numbering = numbering
      self.isOptional = isOptional
      self.anchor = anchor
      self.items = items
    }
  }

  /// Pairs of a label and what is known of it.
  public struct Fields: Sendable {
    /// What the table shows.
    public var caption: String
    /// How many pairs stand on a line.
    public var columns: Int
    /// The pairs.
    public var fields: [Field]

    /// Makes pairs.
    public init(caption: String, columns: Int = 1, fields: [Field]) {
      self.caption = caption
      self.columns = columns
      self.fields = fields
    }
  }

  /// A label and where its content comes from.
  public struct Field: Sendable {
    /// The label as printed.
    public var label: String
    /// Facts and items of the filing's header (`header:法定代表人`), the first known one counts.
    public var sources: [String]
    /// What stands where nothing is known; empty to be filled in by hand.
    public var missing: String

    /// Makes a pair.
    public init(label: String, sources: [String] = [], missing: String = "") {
      self.label = label
      self.sources = sources
      self.missing = missing
    }
  }

  /// A table of fixed words and empty lines.
  public struct Grid: Sendable {
    /// What the table shows.
    public var caption: String
    /// The heads of the columns; empty without any.
    public var heads: [String]
    /// Shares of the width in per cent; empty to let the format decide.
    public var widths: [Int]
    /// Fixed lines.
    public var rows: [[String]]
    /// How many empty lines follow.
    public var blanks: Int

    /// Makes a table.
    public init(
      caption: String, heads: [String], widths: [Int] = [], rows: [[String]] = [], blanks: Int = 0
    ) {
      self.caption = caption
      self.heads = heads
      self.widths = widths
      self.rows = rows
      self.blanks = blanks
    }
  }

  /// What the program supplies, with what the frame says about it.
  public struct Part: Sendable {
    /// Which part.
    public var name: String
    /// What else the frame says: `caption`, `kind`, `forms` ….
    public var options: [String: String]
    /// Lines of the frame inside the part, each by attribute.
    public var rows: [[String: String]]

    /// Makes a part.
    public init(name: String, options: [String: String] = [:], rows: [[String: String]] = []) {
      self.name = name
      self.options = options
      self.rows = rows
    }
  }

  /// Whether the frame is for a methodology and month, and how closely: more is closer.
  public func fit(methodology: String, month: String) -> Int? {
    if let from = months.from, month < from { return nil }
    if let through = months.through, through < month { return nil }
    if methods.isEmpty { return 0 }
    return methods.filter { methodology == $0 || methodology.hasPrefix($0) }.map(\.count).max()
  }
}

extension Skeleton {
  /// The parts that the program supplies, in their order, those of chapters and conditions, too.
  public var parts: [Part] {
    func parts(_ items: [Item]) -> [Part] {
      items.flatMap { item -> [Part] in
        switch item {
        case .part(let part): [part]
        case .section(let section): parts(section.items)
        case .when(_, let inner): parts(inner)
        default: []
        }
      }
    }
    return parts(items)
  }
}

extension Skeleton.Item {
  /// A part with a caption.
  public static func captioned(_ name: String, _ caption: String) -> Skeleton.Item {
    .part(Skeleton.Part(name: name, options: ["caption": caption]))
  }
}
