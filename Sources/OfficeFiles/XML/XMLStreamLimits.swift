/// What a streamed XML document may hold before reading stops.
public struct XMLStreamLimits: Sendable {
  /// The deepest nesting of elements.
  public var depth: Int
  /// The most elements.
  public var elements: Int
  /// The most attributes of one element.
  public var attributes: Int
  /// The most bytes of one text between two tags.
  public var text: Int

  /// Limits for the parts of office files.
  public static let office = XMLStreamLimits(
    depth: 100, elements: 100_000_000, attributes: 100, text: 1 << 20)

  /// Limits of your own.
  public init(depth: Int, elements: Int, attributes: Int, text: Int) {
    self.depth = depth
    self.elements = elements
    self.attributes = attributes
    self.text = text
  }
}

/// Why reading a streamed XML document ended early.
public enum XMLStreamProblem: Error, Hashable, Sendable {
  /// It is not well-formed, from this line on.
  case illFormed(line: Int, message: String)
  /// It has a document type or declares entities.
  case documentType(line: Int)
  /// It is deeper, longer or wider than allowed.
  case tooMuch(line: Int)
}

/// An element as it begins.
public struct XMLStreamElement: Hashable, Sendable {
  /// The name without prefix.
  public var name: String
  /// The namespace; nil where there is none.
  public var namespace: String?
  /// The attributes in their order, names without prefix.
  public var attributes: [(name: String, value: String)]

  /// The value of an attribute.
  public subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// Same names, namespaces and attributes.
  public static func == (left: XMLStreamElement, right: XMLStreamElement) -> Bool {
    left.name == right.name && left.namespace == right.namespace
      && left.attributes.elementsEqual(right.attributes, by: ==)
  }

  /// By name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
