import Accounting
import Diagnostics

/// A filing as XML, without loss: the records of ``FilingJSON`` as elements, one after the other.
///
/// A text is an attribute, a long text, a list of texts or a record inside a record an element.
/// `Documentation/schema/filing.rng` describes the format.
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
  public static func read(
    _ bytes: [UInt8], file: String, limits: FilingXMLLimits = FilingXMLLimits()
  ) -> (Filing?, [Finding]) {
    let reader = FilingXMLReader(file: file)
    XMLEvents.read(bytes, file: file, limits: limits, to: reader)
    return reader.finish()
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

/// Makes a filing of the events of an XML text, record by record.
private final class FilingXMLReader: XMLEventReader {
  /// An element that is open.
  private struct Frame {
    var shape: RecordShape
    var members: [JSONValue.Member]
    /// The place of each list in the members.
    var lists: [String: Int] = [:]
  }

  let file: String
  var problem: Finding?
  private var assembly: FilingAssembly?
  private var frames: [Frame] = []
  /// The list that the record belongs to whose frame is the outermost, and where it begins.
  private var list = ""
  private var place = 0
  /// The field whose text is being read.
  private var field: RecordShape.Field?
  private var content: [UInt8] = []
  /// How many elements are open inside one that is not known.
  private var skipped = 0

  init(file: String) { self.file = file }

  func finish() -> (Filing?, [Finding]) {
    if let problem { return (nil, [problem]) }
    guard var assembly else { return (nil, []) }
    self.assembly = nil
    return assembly.finish()
  }

  func start(_ name: String, _ attributes: [(name: String, value: String)], at offset: Int) {
    if skipped > 0 { return skipped += 1 }
    let members = attributes.map { name, value in
      JSONValue.Member(name, .text(XMLCharacters.restored(value)))
    }
    if assembly == nil { return startFiling(name, members, at: offset) }
    if field != nil { return unknown(name, "文字", [], at: offset) }
    guard let open = frames.last else {
      let parts = FilingAssembly.shapes.parts
      guard let part = parts.first(where: { $0.shape.element == name }) else {
        let known = parts.map(\.shape.element)
        return unknown(name, FilingHead.recordTitle, known, at: offset)
      }
      (list, place) = (part.name, offset)
      frames.append(Frame(shape: part.shape, members: members))
      return
    }
    for field in open.shape.fields {
      switch field.kind {
      case .records(let shape) where shape.element == name:
        frames.append(Frame(shape: shape, members: members))
        return
      case .prose where field.id == name, .texts where field.id == name,
        .addresses where field.id == name:
        self.field = field
        content = []
        return
      default: continue
      }
    }
    let known = open.shape.fields.compactMap(\.element)
    unknown(name, open.shape.title, known, at: offset)
  }

  private func startFiling(_ name: String, _ members: [JSONValue.Member], at offset: Int) {
    let format = members.first { $0.name == "format" }?.value.plainText
    guard name == FilingHead.element, format == FilingJSON.format else {
      problem = Finding(
        .filingXMLFormat, at: origin(offset),
        ["expected": FilingJSON.format, "got": name == FilingHead.element ? format ?? "" : name])
      return
    }
    assembly = FilingAssembly(
      head: .object(members.filter { $0.name != "format" }), at: origin(offset))
  }

  private func unknown(_ name: String, _ record: String, _ known: [String], at offset: Int) {
    skipped = 1
    let near = Suggestions.arguments(Suggestions.nearest(name, among: known))
    assembly?.report(
      Finding(
        .filingUnknownField, at: origin(offset),
        ["record": record, "got": name].merging(near) { a, _ in a }))
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if skipped > 0 { return }
    if field != nil {
      content += bytes
    } else if !bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }), !frames.isEmpty {
      let got = String(decoding: bytes.prefix(40), as: UTF8.self).trimmed
      assembly?.report(
        Finding(
          .filingXMLText, at: origin(place),
          ["record": frames[frames.count - 1].shape.title, "got": got]))
    }
  }

  func end() {
    if skipped > 0 { return skipped -= 1 }
    if let field {
      self.field = nil
      let text = XMLCharacters.restored(String(decoding: content, as: UTF8.self))
      return put(.text(text), field.id, isList: !field.kind.isProse)
    }
    guard let frame = frames.popLast() else { return }
    let object = JSONValue.object(frame.members)
    if let outer = frames.last {
      let id = outer.shape.fields.first { $0.kind.element == frame.shape.element }?.id
      return put(object, id ?? frame.shape.element, isList: true)
    }
    assembly?.add(object, to: list, at: origin(place))
  }

  /// Puts a value into the innermost open element.
  private func put(_ value: JSONValue, _ id: String, isList: Bool) {
    let last = frames.count - 1
    guard last >= 0 else { return }
    if isList, let place = frames[last].lists[id] {
      frames[last].members[place].value.append(value)
      return
    }
    frames[last].lists[id] = frames[last].members.count
    frames[last].members.append(.init(id, isList ? .array([value]) : value))
  }

  private func origin(_ offset: Int) -> Origin {
    .source(file: file, range: offset..<(offset + 1))
  }
}

extension FieldKind {
  fileprivate var isProse: Bool {
    if case .prose = self { return true }
    return false
  }

  /// The element of the records inside; nil for everything else.
  fileprivate var element: String? {
    if case .records(let shape) = self { return shape.element }
    return nil
  }
}

extension RecordShape.Field {
  /// What the field is called as an element; nil where it is an attribute.
  fileprivate var element: String? {
    switch kind {
    case .records(let shape): shape.element
    case .prose, .texts, .addresses: id
    default: nil
    }
  }
}

extension JSONValue {
  /// Adds an element to an array in place.
  fileprivate mutating func append(_ value: JSONValue) {
    guard case .array(var elements) = self else { return }
    self = .null
    elements.append(value)
    self = .array(elements)
  }
}

extension FindingKind {
  static let filingXMLFormat = FindingKind(
    "filing.xml-format", .error, zh: "不是填报数据：应为 <filing format=\"{expected}\">，读到“{got}”",
    en: "this is no filing: write <filing format=\"{expected}\">, not “{got}”")
  static let filingXMLText = FindingKind(
    "filing.xml-text", .error, zh: "“{record}”里有不属于任何字段的文字“{got}”",
    en: "{record} holds a text that belongs to no field: “{got}”")
}
