import CXML2
@preconcurrency import Glibc

/// Reads XML as a stream of tags and texts, in constant memory.
///
/// Nothing is loaded from elsewhere and no entity beyond the five of XML is known: a document type
/// stops the reading before libxml2 sees what it declares. Used within one function.
public final class XMLStream {
  /// What is to be done with the pieces; an answer of no stops the reading.
  public struct Handler {
    /// An element begins.
    public var start: (XMLStreamElement) -> Bool
    /// A text, whole between two tags, with references resolved.
    public var text: (String) -> Bool
    /// An element ends.
    public var end: (String) -> Bool

    /// Makes a handler.
    public init(
      start: @escaping (XMLStreamElement) -> Bool,
      text: @escaping (String) -> Bool = { _ in true },
      end: @escaping (String) -> Bool = { _ in true }
    ) {
      self.start = start
      self.text = text
      self.end = end
    }
  }

  private let limits: XMLStreamLimits
  private let delegate: any XMLStreamDelegate
  private var context: xmlParserCtxtPtr?
  private var depth = 0
  private var elements = 0
  private var text: [UInt8] = []
  private var isStopped = false
  private var problem: XMLStreamProblem?

  /// libxml2 wants this once before threads use it.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// Makes a reader that hands pieces to closures.
  public convenience init(_ handler: Handler, limits: XMLStreamLimits = .office) {
    self.init(delegate: StringDelegate(handler), limits: limits)
  }

  /// Makes a reader that hands pieces to a delegate of this target, without making strings.
  init(delegate: any XMLStreamDelegate, limits: XMLStreamLimits = .office) {
    _ = Self.isReady
    self.limits = limits
    self.delegate = delegate
    var handler = Self.saxHandler()
    context = xmlCreatePushParserCtxt(
      &handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    if let context {
      xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue))
    } else {
      fail(.illFormed(line: 0, message: "out of memory"))
    }
  }

  deinit {
    if let context { xmlFreeParserCtxt(context) }
  }

  /// The line that is being read, from 1.
  public var line: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 0 }

  /// Takes the next bytes of the document; no where reading has stopped.
  public func add(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard !isStopped, let context else { return false }
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return true }
    xmlParseChunk(
      context, base.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count), 0)
    return !isStopped
  }

  /// Ends the document.
  ///
  /// - Throws: what was wrong with it. Stopped by an answer of no, nothing is wrong.
  public func finish() throws(XMLStreamProblem) {
    if !isStopped, let context { xmlParseChunk(context, nil, 0, 1) }
    if let problem { throw problem }
  }

  /// Reads a whole document.
  public static func read(
    _ bytes: [UInt8], _ handler: Handler, limits: XMLStreamLimits = .office
  ) throws(XMLStreamProblem) {
    let stream = XMLStream(handler, limits: limits)
    _ = bytes.withUnsafeBytes { stream.add($0) }
    try stream.finish()
  }

  private func fail(_ problem: XMLStreamProblem) {
    if self.problem == nil, !isStopped { self.problem = problem }
    stop()
  }

  private func stop() {
    isStopped = true
    if let context { xmlStopParser(context) }
  }

  // MARK: Events

  private func flushText() {
    guard !text.isEmpty else { return }
    let goesOn = text.withUnsafeBytes { delegate.text($0) }
    text.removeAll(keepingCapacity: true)
    if !goesOn { stop() }
  }

  private func start(_ tag: XMLTag) {
    flushText()
    if isStopped { return }
    depth += 1
    elements += 1
    if depth > limits.depth || elements > limits.elements || tag.count > limits.attributes {
      return fail(.tooMuch(line: line))
    }
    if !delegate.start(tag) { stop() }
  }

  private func end(_ name: XMLName) {
    flushText()
    if isStopped { return }
    depth -= 1
    if !delegate.end(name) { stop() }
  }

  private func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isStopped, depth > 0 else { return }
    if text.count + bytes.count > limits.text { return fail(.tooMuch(line: line)) }
    text += bytes
  }

  private func report(_ error: xmlErrorPtr) {
    guard error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    let message = error.pointee.message.map { String(cString: $0) } ?? ""
    let line = Int(error.pointee.line)
    let code = UInt32(error.pointee.code)
    let limits = [XML_ERR_NAME_TOO_LONG, XML_ERR_INTERNAL_ERROR].map(\.rawValue)
    if limits.contains(code) { return fail(.tooMuch(line: line)) }
    fail(.illFormed(line: line, message: String(message.prefix { !$0.isNewline })))
  }

  // MARK: Callbacks

  private static func from(_ data: UnsafeMutableRawPointer?) -> XMLStream? {
    data.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func saxHandler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.internalSubset = { data, _, _, _ in
      guard let stream = XMLStream.from(data) else { return }
      stream.fail(.documentType(line: stream.line))
    }
    handler.startElementNs = { data, name, _, namespace, _, _, count, _, attributes in
      guard let name else { return }
      XMLStream.from(data)?.start(
        XMLTag(
          name: XMLName(pointer: name), space: namespace, attributes: attributes,
          count: Int(count)))
    }
    handler.endElementNs = { data, name, _, _ in
      guard let name else { return }
      XMLStream.from(data)?.end(XMLName(pointer: name))
    }
    let characters: charactersSAXFunc = { data, text, count in
      guard let text else { return }
      XMLStream.from(data)?.characters(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.characters = characters
    handler.ignorableWhitespace = characters
    handler.cdataBlock = characters
    handler.serror = { data, error in
      guard let error else { return }
      XMLStream.from(data)?.report(error)
    }
    return handler
  }

  /// Makes strings of the pieces.
  private final class StringDelegate: XMLStreamDelegate {
    let handler: Handler

    init(_ handler: Handler) { self.handler = handler }

    func start(_ tag: XMLTag) -> Bool { handler.start(tag.element) }
    func text(_ bytes: UnsafeRawBufferPointer) -> Bool {
      handler.text(String(decoding: bytes, as: UTF8.self))
    }
    func end(_ name: XMLName) -> Bool { handler.end(name.string) }
  }
}

/// Who takes the pieces without making strings of them; the pointers live for one call.
protocol XMLStreamDelegate: AnyObject {
  func start(_ tag: XMLTag) -> Bool
  func text(_ bytes: UnsafeRawBufferPointer) -> Bool
  func end(_ name: XMLName) -> Bool
}

/// The name of an element, without prefix.
struct XMLName {
  let pointer: UnsafePointer<xmlChar>

  var string: String { String(cString: pointer) }

  /// Whether it is an ASCII name.
  func isNamed(_ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    return strncmp(
      UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self),
      UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self), count + 1) == 0
  }
}

/// An element as it begins, in libxml2's memory.
struct XMLTag {
  let name: XMLName
  let space: UnsafePointer<xmlChar>?
  let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  let count: Int

  /// The bytes of an attribute's value; references other than the ampersand's are resolved.
  func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    guard let attributes else { return nil }
    // libxml2 gives five pointers an attribute: name, prefix, namespace, value, end of value.
    for index in 0..<count {
      guard let own = attributes[index * 5], XMLName(pointer: own).isNamed(name),
        let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4]
      else { continue }
      return UnsafeBufferPointer(start: start, count: end - start)
    }
    return nil
  }

  /// An attribute's value.
  subscript(name: StaticString) -> String? { bytes(name).map(Self.string) }

  /// Without entity substitution libxml2 leaves an ampersand as a reference, however written.
  private static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.split(separator: "&#38;", omittingEmptySubsequences: false).joined(separator: "&")
  }

  /// A copy of everything.
  var element: XMLStreamElement {
    var list: [(name: String, value: String)] = []
    for index in 0..<count {
      guard let attributes, let own = attributes[index * 5],
        let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4]
      else { continue }
      list.append(
        (
          String(cString: own),
          Self.string(UnsafeBufferPointer(start: start, count: end - start))
        ))
    }
    return XMLStreamElement(
      name: name.string, namespace: space.map { String(cString: $0) }, attributes: list)
  }
}
