/// How much an XML file may hold before reading stops.
///
/// The numbers keep a hostile file from costing more than a fraction of a second.
public struct XMLLimits: Sendable {
  /// Bytes of the file.
  public var bytes: Int
  /// Elements inside one another.
  public var depth: Int
  /// Elements in all.
  public var elements: Int
  /// Attributes of one element.
  public var attributes: Int
  /// Bytes of one attribute value as it stands in the file.
  public var attributeLength: Int
  /// Bytes of text in all, white space included.
  public var text: Int

  /// Makes limits.
  public init(
    bytes: Int, depth: Int, elements: Int, attributes: Int, attributeLength: Int, text: Int
  ) {
    self.bytes = bytes
    self.depth = depth
    self.elements = elements
    self.attributes = attributes
    self.attributeLength = attributeLength
    self.text = text
  }

  /// The limits for rule files: 4 MiB, 32 deep, 200,000 elements.
  public static let ruleFile = XMLLimits(
    bytes: 4 << 20, depth: 32, elements: 200_000, attributes: 128, attributeLength: 64 << 10,
    text: 3 << 20)
}
