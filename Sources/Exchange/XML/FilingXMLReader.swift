import Accounting
import Diagnostics
import OfficeFiles

/// Makes a filing of the events of an XML text, record by record.
final class FilingXMLReader {
  /// An element that is open.
  private struct Frame {
    var shape: RecordShape
    var members: [JSONValue.Member]
    /// The place of each list in the members.
    var lists: [String: Int] = [:]
  }

  private let file: String
  private let limits: FilingXMLLimits
  private var walk: XMLTagWalk
  /// Why reading cannot go on; nil while it can.
  private var problem: Finding?
  private var assembly: FilingAssembly?
  private var frames: [Frame] = []
  /// The list that the record belongs to whose frame is the outermost, and where it begins.
  private var list = ""
  private var place = 0
  /// The field whose text is being read.
  private var field: RecordShape.Field?
  private var content = ""
  /// How many elements are open inside one that is not known.
  private var skipped = 0

  private init(_ bytes: [UInt8], file: String, limits: FilingXMLLimits) {
    self.file = file
    self.limits = limits
    walk = XMLTagWalk(bytes)
  }

  /// Reads a whole text.
  static func read(
    _ bytes: [UInt8], file: String, limits: FilingXMLLimits
  ) -> (Filing?, [Finding]) {
    let reader = FilingXMLReader(bytes, file: file, limits: limits)
    let handler = XMLStream.Handler(
      start: { element in
        reader.start(element)
        return reader.problem == nil
      },
      text: { text in
        reader.text(text)
        return reader.problem == nil
      },
      end: { _ in
        reader.end()
        return reader.problem == nil
      })
    let own = XMLStreamLimits(
      depth: limits.depth, elements: .max, attributes: limits.attributes, text: limits.text)
    do throws(XMLStreamProblem) {
      try XMLStream.read(bytes, handler, limits: own)
    } catch {
      return (nil, [reader.finding(error)])
    }
    return reader.finish()
  }

  private func finding(_ problem: XMLStreamProblem) -> Finding {
    switch problem {
    case .illFormed(let line, let message):
      let detail = message.trimmed
      return Finding(.filingXMLIllFormed, at: walk.origin(line: line, file), ["detail": detail])
    case .documentType(let line):
      return Finding(.filingXMLDoctype, at: walk.origin(line: line, file))
    case .tooMuch(let line):
      let limit = "\(limits.depth)/\(limits.attributes)/\(limits.text)"
      return Finding(.filingXMLLimit, at: walk.origin(line: line, file), ["limit": limit])
    }
  }

  private func finish() -> (Filing?, [Finding]) {
    if let problem { return (nil, [problem]) }
    guard var assembly else { return (nil, [finding(.illFormed(line: 1, message: ""))]) }
    self.assembly = nil
    return assembly.finish()
  }

  private func start(_ element: XMLStreamElement) {
    let offset = walk.next()
    if skipped > 0 { return skipped += 1 }
    if element.attributes.reduce(0, { $0 + $1.value.utf8.count }) > limits.text {
      let limit = "\(limits.depth)/\(limits.attributes)/\(limits.text)"
      problem = Finding(.filingXMLLimit, at: origin(offset), ["limit": limit])
      return
    }
    let name = element.name
    let members = element.attributes.map { name, value in
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
        content = ""
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

  private func text(_ text: String) {
    if skipped > 0 { return }
    if field != nil {
      content += text
    } else if !text.utf8.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }), !frames.isEmpty {
      let got = String(text.trimmed.prefix(40))
      assembly?.report(
        Finding(
          .filingXMLText, at: origin(place),
          ["record": frames[frames.count - 1].shape.title, "got": got]))
    }
  }

  private func end() {
    if skipped > 0 { return skipped -= 1 }
    if let field {
      self.field = nil
      let text = XMLCharacters.restored(content)
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
  static let filingXMLLimit = FindingKind(
    "filing.xml-limit", .error, zh: "XML 超过上限 {limit}（层数/属性个数/文字字节数，或文件大小），没有读入",
    en: "the XML exceeds {limit} (levels, attributes, bytes of text, or size); nothing was read")
  static let filingXMLIllFormed = FindingKind(
    "filing.xml-ill-formed", .error, zh: "XML 在此处不合语法（{detail}）",
    en: "the XML is not well-formed here ({detail})")
  static let filingXMLDoctype = FindingKind(
    "filing.xml-doctype", .error, zh: "填报数据不得带文档类型声明（DOCTYPE）",
    en: "a filing must not have a document type (DOCTYPE)")
}
