import CXML2
import Diagnostics

/// How much an XML filing may hold before reading stops.
public struct FilingXMLLimits: Sendable {
  /// Bytes of the file.
  public var bytes: Int
  /// Elements inside one another; a filing needs four.
  public var depth: Int
  /// Attributes of one element.
  public var attributes: Int
  /// Bytes of the texts of one element.
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

/// What is told of an XML text while it is read.
protocol XMLEventReader: AnyObject {
  /// A start tag; the offset is where it begins.
  func start(_ name: String, _ attributes: [(name: String, value: String)], at offset: Int)
  /// Text inside the innermost element, in pieces.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
  /// An end tag.
  func end()
  /// Why reading cannot go on; nil while it can.
  var problem: Finding? { get set }
}

/// Reads XML as a stream of events: no tree, no network, no document types, hence no entities.
///
/// libxml2's pointers stay in this file.
final class XMLEvents {
  private let bytes: [UInt8]
  private let file: String
  private let limits: FilingXMLLimits
  private let reader: any XMLEventReader
  private var context: xmlParserCtxtPtr?
  private var base: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
  private var depth = 0
  private var length = 0

  private init(
    _ bytes: [UInt8], file: String, limits: FilingXMLLimits, reader: any XMLEventReader
  ) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
    self.reader = reader
  }

  /// libxml2 wants this once before threads use it.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// Reads a text to its end or to the first problem, which the reader then has.
  static func read(
    _ bytes: [UInt8], file: String, limits: FilingXMLLimits, to reader: any XMLEventReader
  ) {
    _ = isReady
    guard bytes.count <= limits.bytes else {
      reader.problem = Finding(
        .filingXMLLimit, at: .file(file),
        ["what": "文件字节数", "whatEn": "bytes", "limit": String(limits.bytes)])
      return
    }
    guard isUTF8(bytes) else {
      reader.problem = Finding(.filingXMLEncoding, at: .file(file))
      return
    }
    let events = XMLEvents(bytes, file: file, limits: limits, reader: reader)
    withExtendedLifetime(events) { events.parse() }
  }

  /// Whether libxml2 will read the bytes as UTF-8; another encoding has no exact places.
  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let head = bytes[start...].prefix(200)
    guard let first = head.first, first < 0x80, first != 0x4C, !head.prefix(4).contains(0) else {
      return bytes.isEmpty
    }
    let end = head.firstIndex(of: UInt8(ascii: ">")) ?? head.endIndex
    let declaration = String(decoding: head[..<end], as: UTF8.self).lowercased()
    guard declaration.hasPrefix("<?xml"),
      let name = declaration.firstRange(of: "encoding")
    else { return true }
    let value = declaration[name.upperBound...].drop { " =\t\r\n".contains($0) }
    return value.hasPrefix("\"utf-8\"") || value.hasPrefix("'utf-8'")
  }

  private func parse() {
    let skipped = base
    bytes.withUnsafeBytes { buffer in
      let body = UnsafeRawBufferPointer(rebasing: buffer.dropFirst(skipped))
      guard !body.isEmpty,
        let context = xmlCreateMemoryParserCtxt(
          body.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: body.count))
      else { return illFormed(at: skipped, nil) }
      self.context = context
      defer {
        xmlFreeParserCtxt(context)
        self.context = nil
      }
      let options = XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue
      xmlCtxtUseOptions(context, Int32(options))
      context.pointee.sax.pointee = Self.handler()
      context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
      xmlParseDocument(context)
      // A handler that is told of every fault leaves none for this; it is for what it missed.
      if context.pointee.wellFormed != 1 { illFormed(at: bytes.count, nil) }
    }
  }

  private func stop(_ finding: Finding) {
    if reader.problem == nil { reader.problem = finding }
    if let context { xmlStopParser(context) }
  }

  private func limit(_ zh: String, _ en: String, _ limit: Int, at offset: Int) {
    stop(
      Finding(
        .filingXMLLimit, at: place(offset),
        ["what": zh, "whatEn": en, "limit": String(limit)]))
  }

  private func illFormed(at offset: Int, _ message: String?) {
    let detail = (message ?? "").trimmed
    stop(Finding(.filingXMLIllFormed, at: place(offset), ["detail": detail]))
  }

  private func place(_ offset: Int) -> Origin {
    let start = min(max(0, offset), bytes.count)
    return .source(file: file, range: start..<min(bytes.count, start + 1))
  }

  /// How far libxml2 has read.
  private var position: Int {
    context.map { min(bytes.count, base + max(0, xmlByteConsumed($0))) } ?? bytes.count
  }

  /// Where the tag begins that libxml2 has just read: no attribute can hold a bare `<`.
  private var tagStart: Int {
    var index = min(position, bytes.count - 1)
    while index > 0, bytes[index] != UInt8(ascii: "<") { index -= 1 }
    return index
  }

  // MARK: Callbacks

  fileprivate func startElement(_ name: String, _ attributes: [(name: String, value: String)]) {
    if reader.problem != nil { return }
    depth += 1
    length = 0
    let start = tagStart
    if depth > limits.depth { return limit("嵌套层数", "levels", limits.depth, at: start) }
    if attributes.count > limits.attributes {
      return limit("属性个数", "attributes", limits.attributes, at: start)
    }
    let size = attributes.reduce(0) { $0 + $1.value.utf8.count }
    if size > limits.text { return limit("文字字节数", "bytes of text", limits.text, at: start) }
    reader.start(name, attributes, at: start)
    if reader.problem != nil, let context { xmlStopParser(context) }
  }

  fileprivate func endElement() {
    if reader.problem != nil { return }
    depth -= 1
    length = 0
    reader.end()
  }

  fileprivate func characters(_ text: UnsafeBufferPointer<UInt8>) {
    if reader.problem != nil { return }
    length += text.count
    if length > limits.text {
      return limit("文字字节数", "bytes of text", limits.text, at: position)
    }
    reader.text(text)
  }

  fileprivate func doctype() {
    stop(Finding(.filingXMLDoctype, at: place(position)))
  }

  fileprivate func report(_ error: xmlErrorPtr) {
    guard error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    illFormed(at: position, error.pointee.message.map { String(cString: $0) })
  }

  private static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { data, name, _, _, _, _, count, _, attributes in
      guard let events = XMLEvents.from(data), let name else { return }
      events.startElement(
        String(cString: name), XMLEvents.attributes(attributes, Int(count)))
    }
    handler.endElementNs = { data, _, _, _ in XMLEvents.from(data)?.endElement() }
    let characters: charactersSAXFunc = { data, text, count in
      guard let text else { return }
      XMLEvents.from(data)?.characters(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.characters = characters
    handler.ignorableWhitespace = characters
    handler.cdataBlock = characters
    handler.internalSubset = { data, _, _, _ in XMLEvents.from(data)?.doctype() }
    handler.serror = { data, error in
      guard let error else { return }
      XMLEvents.from(data)?.report(error)
    }
    return handler
  }

  private static func from(_ data: UnsafeMutableRawPointer?) -> XMLEvents? {
    data.map { Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  /// libxml2 gives five pointers an attribute: name, prefix, namespace, value, end of value.
  private static func attributes(
    _ pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int
  ) -> [(name: String, value: String)] {
    guard let pointers else { return [] }
    return (0..<count).map { index in
      let name = pointers[index * 5].map { String(cString: $0) } ?? ""
      guard let start = pointers[index * 5 + 3], let end = pointers[index * 5 + 4] else {
        return (name, "")
      }
      // Without entity substitution libxml2 leaves an ampersand as a reference, however written.
      let value = String(
        decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
      return (name, value.replacing("&#38;", with: "&"))
    }
  }
}

extension FindingKind {
  static let filingXMLLimit = FindingKind(
    "filing.xml-limit", .error, zh: "{what}超过上限 {limit}，没有读入",
    en: "there are more than {limit} {whatEn}; nothing was read")
  static let filingXMLIllFormed = FindingKind(
    "filing.xml-ill-formed", .error, zh: "XML 在此处不合语法（{detail}）",
    en: "the XML is not well-formed here ({detail})")
  static let filingXMLEncoding = FindingKind(
    "filing.xml-encoding", .error, zh: "XML 填报数据须用 UTF-8 编码",
    en: "a filing in XML must be encoded in UTF-8")
  static let filingXMLDoctype = FindingKind(
    "filing.xml-doctype", .error, zh: "填报数据不得带文档类型声明（DOCTYPE）",
    en: "a filing must not have a document type (DOCTYPE)")
}
