/// An element of a rule file, with the bytes that it was read from.
///
/// All ranges are half-open ranges of UTF-8 offsets from the first byte of the file; a byte order
/// mark counts.
public struct XMLElement: Sendable {
  /// The name without prefix: `input`.
  public let name: String
  /// The prefix before the colon, where one is written.
  public let prefix: String?
  /// The attributes in written order; `xmlns` declarations are not among them.
  public let attributes: [XMLAttribute]
  /// Elements, texts and comments in written order.
  public let children: [XMLContent]
  /// From `<` of the start tag to `>` of the end tag.
  public let range: Range<Int>
  /// The start tag, or the whole empty-element tag.
  public let tagRange: Range<Int>
  /// The name in the start tag, with prefix.
  public let nameRange: Range<Int>

  /// Makes an element.
  public init(
    name: String, prefix: String? = nil, attributes: [XMLAttribute], children: [XMLContent],
    range: Range<Int>, tagRange: Range<Int>, nameRange: Range<Int>
  ) {
    self.name = name
    self.prefix = prefix
    self.attributes = attributes
    self.children = children
    self.range = range
    self.tagRange = tagRange
    self.nameRange = nameRange
  }

  /// The attribute of this name as it is written, `xml:lang` with its prefix.
  public func attribute(_ name: String) -> XMLAttribute? {
    attributes.first { $0.name == name }
  }

  /// The child elements in written order.
  public var elements: [XMLElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The child elements of this name in written order.
  public func elements(named name: String) -> [XMLElement] {
    elements.filter { $0.name == name }
  }

  /// All texts directly inside, joined and without white space at either end, with their places.
  ///
  /// Texts of child elements are not part of it. If there is no text, the range is the empty one
  /// behind the start tag.
  public var content: XMLText {
    let texts = children.compactMap { if case .text(let text) = $0 { text } else { nil } }
    if texts.isEmpty {
      return XMLText(value: "", pieces: [], range: tagRange.upperBound..<tagRange.upperBound)
    }
    return XMLText(joining: texts).trimmed
  }

  /// The value of ``content``.
  public var text: String { content.value }
}

/// An attribute with the bytes that it was read from.
public struct XMLAttribute: Sendable {
  /// The name as it is written, with prefix: `id`, `xml:lang`.
  public let name: String
  /// The value with its places; not trimmed.
  public let text: XMLText
  /// The name.
  public let nameRange: Range<Int>
  /// What stands between the quotes.
  public let valueRange: Range<Int>

  /// Makes an attribute.
  public init(name: String, text: XMLText, nameRange: Range<Int>, valueRange: Range<Int>) {
    self.name = name
    self.text = text
    self.nameRange = nameRange
    self.valueRange = valueRange
  }

  /// The value: references resolved, line breaks and tabs read as blanks.
  public var value: String { text.value }

  /// From the first byte of the name to the closing quote.
  public var range: Range<Int> { nameRange.lowerBound..<(valueRange.upperBound + 1) }
}

/// What an element may hold.
public enum XMLContent: Sendable {
  /// A child element.
  case element(XMLElement)
  /// A text or a CDATA section; white space between elements is a text too.
  case text(XMLText)
  /// A comment: its bytes with `<!--` and `-->`, and the text between.
  case comment(range: Range<Int>, text: String)

  /// The bytes of the child.
  public var range: Range<Int> {
    switch self {
    case .element(let element): element.range
    case .text(let text): text.range
    case .comment(let range, _): range
    }
  }
}
