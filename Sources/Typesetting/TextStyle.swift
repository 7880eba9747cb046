/// The families that pages are set in: free, and complete for simplified Chinese.
///
/// They are pinned by name. Another family, put in silently by the system, would bring Japanese
/// shapes of characters or empty boxes.
public enum Face: String, Sendable, CaseIterable {
  /// Text, in place of the official 仿宋 and 小标宋, which are not free.
  case serif = "Noto Serif CJK SC"
  /// Headings and tables, in place of 黑体. Its digits are all of one width.
  case sans = "Noto Sans CJK SC"
  /// Addresses and codes.
  case mono = "Noto Sans Mono CJK SC"
}

/// A colour by its parts of red, green and blue in 0…1.
public struct Ink: Hashable, Sendable {
  /// Red.
  public var red: Double
  /// Green.
  public var green: Double
  /// Blue.
  public var blue: Double

  /// Makes a colour.
  public init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour of text.
  public static let black = Ink(0, 0, 0)
  /// The colour of paper.
  public static let white = Ink(1, 1, 1)
}

/// How a run of text looks.
public struct TextStyle: Hashable, Sendable {
  /// Where it stands.
  public enum Rise: Hashable, Sendable {
    /// On the line.
    case none
    /// Below, smaller: an index.
    case below
    /// Above, smaller: an exponent, the mark of a footnote.
    case above
  }

  /// The family.
  public var face: Face
  /// The size in points.
  public var size: Double
  /// Whether it is bold.
  public var isBold: Bool
  /// The colour.
  public var ink: Ink
  /// Where it stands.
  public var rise: Rise

  /// Makes a style.
  public init(
    _ face: Face, _ size: Double, isBold: Bool = false, ink: Ink = .black, rise: Rise = .none
  ) {
    self.face = face
    self.size = size
    self.isBold = isBold
    self.ink = ink
    self.rise = rise
  }
}

/// A piece of text in one style.
public struct TextRun: Hashable, Sendable {
  /// The text; U+2028 starts a line.
  public var text: String
  /// How it looks.
  public var style: TextStyle
  /// The destination in the same document that it leads to.
  public var link: String?
  /// What stands at the foot of the page, where the run is the mark of a footnote.
  public var note: [TextRun]?

  /// Makes a run.
  public init(_ text: String, _ style: TextStyle, link: String? = nil, note: [TextRun]? = nil) {
    self.text = text
    self.style = style
    self.link = link
    self.note = note
  }
}

/// Where lines stand between the edges.
public enum TextAlignment: Sendable {
  /// At the left.
  case left
  /// In the middle.
  case center
  /// At the right.
  case right
}
