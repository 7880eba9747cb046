import Accounting
import Diagnostics

/// A filing as XML, without loss: the records of ``FilingJSON`` as elements, one after the other.
///
/// A text is an attribute, a long text, a list of texts or a record inside a record an element.
/// `Documentation/schema/filing.xsd` describes the format.
public enum FilingXML {
  /// The XML text of a filing; places where cells were written are not kept.
  public static func write(_ filing: Filing) -> String {
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<filing"
    add("format", FilingJSON.format, to: &out)
    for member in RecordWriter.object(FilingHead(filing)).members ?? [] {
      add(member.name, member.value.plainText ?? "", to: &out)
    }
    out += ">\n"
    var writer = XMLListWriter()
    var filing = filing
    filing.visitLists(&writer)
    return out + writer.text + "</filing>\n"
  }

  /// Reads a filing; nil where the text is no XML, no filing, or states no period.
  ///
  /// The text is read as a stream: no tree, no network, no document type, hence no entities.
  public static func read(
    _ bytes: [UInt8], file: String, limits: FilingXMLLimits = FilingXMLLimits()
  ) -> (Filing?, [Finding]) {
    guard bytes.count <= limits.bytes else {
      let limit = String(limits.bytes >> 20) + " MiB"
      return (nil, [Finding(.filingXMLLimit, at: .file(file), ["limit": limit])])
    }
    guard XMLTagWalk.isUTF8(bytes) else {
      return (nil, [Finding(.filingXMLEncoding, at: .file(file))])
    }
    return FilingXMLReader.read(bytes, file: file, limits: limits)
  }

  fileprivate static func add(_ name: String, _ value: String, to out: inout String) {
    out += " \(name)=\"\(XMLCharacters.escaped(value))\""
  }

  /// A record as an element.
  static func element(_ object: JSONValue, _ shape: RecordShape, level: Int) -> String {
    let blanks = String(repeating: "  ", count: level)
    var out = blanks + "<" + shape.element
    var inner = ""
    for member in object.members ?? [] {
      let kind = shape.fields.first { $0.id == member.name }?.kind
      switch (member.value, kind) {
      case (.array(let items), .records(let shape)):
        for item in items { inner += element(item, shape, level: level + 1) }
      case (.array(let items), _):
        for item in items { inner += text(member.name, item, level: level + 1) }
      case (_, .prose): inner += text(member.name, member.value, level: level + 1)
      case (.flag(let flag), _): add(member.name, flag ? "true" : "false", to: &out)
      default: add(member.name, member.value.plainText ?? "", to: &out)
      }
    }
    return out + (inner.isEmpty ? "/>\n" : ">\n" + inner + blanks + "</\(shape.element)>\n")
  }

  private static func text(_ name: String, _ value: JSONValue, level: Int) -> String {
    let blanks = String(repeating: "  ", count: level)
    let content = XMLCharacters.escaped(value.plainText ?? "").replacing("&#10;", with: "\n")
    return "\(blanks)<\(name)>\(content)</\(name)>\n"
  }
}

/// How much an XML filing may hold before reading stops.
public struct FilingXMLLimits: Sendable {
  /// Bytes of the file.
  public var bytes: Int
  /// Elements inside one another; a filing needs four.
  public var depth: Int
  /// Attributes of one element.
  public var attributes: Int
  /// Bytes of one text, and of the attributes of one element.
  public var text: Int

  /// Makes limits; by default 256 MiB, 8 levels, 64 attributes and 1 MiB of text.
  public init(
    bytes: Int = 256 << 20, depth: Int = 8, attributes: Int = 64, text: Int = 1 << 20
  ) {
    self.bytes = bytes
    self.depth = depth
    self.attributes = attributes
    self.text = text
  }
}

/// Writes every list as elements.
private struct XMLListWriter: FilingListVisitor {
  private(set) var text = ""

  mutating func list<R: FilingRecord>(_ name: String, _ records: inout [R]) {
    if records.isEmpty { return }
    let shape = RecordDescriber.shape(R.self)
    for record in records {
      text += FilingXML.element(RecordWriter.object(record), shape, level: 1)
    }
  }

  mutating func single<R: FilingRecord>(_ name: String, _ record: inout R, isEmpty: Bool) {
    if isEmpty { return }
    text += FilingXML.element(
      RecordWriter.object(record), RecordDescriber.shape(R.self), level: 1)
  }
}

extension FindingKind {
  static let filingXMLEncoding = FindingKind(
    "filing.xml-encoding", .error, zh: "XML 填报数据须用 UTF-8 编码",
    en: "a filing in XML must be encoded in UTF-8")
}
