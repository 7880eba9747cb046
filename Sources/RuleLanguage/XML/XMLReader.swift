import CXML2
import Diagnostics

/// Reads a rule file into a tree that knows its places.
///
/// libxml2 checks that the file is well-formed; nothing is loaded from elsewhere, no entity beyond
/// the five of XML is known, and a document type is refused. Safe to call from any thread.
public enum XMLReader {
  /// Reads a whole file.
  ///
  /// - Returns: the root element, or nothing where the file is not well-formed or passes a limit,
  ///   and what is wrong. Only characters that cannot be seen leave findings beside a root.
  public static func read(
    _ bytes: [UInt8], file: String, limits: XMLLimits = .ruleFile
  ) -> (root: XMLElement?, findings: [Finding]) {
    var screen = XMLScreen(bytes, file: file, limits: limits)
    screen.run()
    if screen.isRefused { return (nil, screen.findings) }
    let builder = XMLTreeBuilder(bytes, file: file, limits: limits)
    let isWellFormed = XMLParsing.run(builder)
    return (isWellFormed ? builder.root : nil, screen.findings + builder.findings)
  }
}

/// One run of libxml2's parser over the bytes of a builder.
private final class XMLParsing {
  let builder: XMLTreeBuilder
  private let context: xmlParserCtxtPtr
  /// How many bytes at the start libxml2 does not see.
  private let skipped: Int
  private var hasFatal = false

  private init(_ builder: XMLTreeBuilder, _ context: xmlParserCtxtPtr, skipped: Int) {
    self.builder = builder
    self.context = context
    self.skipped = skipped
  }

  /// libxml2 wants this once before threads use it.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// Parses and returns whether the document is well-formed and within the limits.
  static func run(_ builder: XMLTreeBuilder) -> Bool {
    _ = isReady
    let skipped = builder.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return builder.bytes.withUnsafeBytes { buffer in
      let body = UnsafeRawBufferPointer(rebasing: buffer.dropFirst(skipped))
      guard !body.isEmpty,
        let context = xmlCreateMemoryParserCtxt(
          body.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: body.count))
      else {
        builder.add(XMLProblem.empty.finding(file: builder.file, range: 0..<0))
        return false
      }
      defer { xmlFreeParserCtxt(context) }
      let parsing = XMLParsing(builder, context, skipped: skipped)
      return withExtendedLifetime(parsing) { parsing.parse() }
    }
  }

  private func parse() -> Bool {
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue))
    context.pointee.sax.pointee = Self.handler()
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    xmlParseDocument(context)
    return context.pointee.wellFormed == 1 && !hasFatal && !builder.isStopped
  }

  /// Stops after a limit has been passed.
  private func stopIfNeeded() {
    if builder.isStopped { xmlStopParser(context) }
  }

  private func report(_ error: xmlErrorPtr) {
    // Warnings of libxml2 concern namespaces; we have none.
    guard error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue, !hasFatal, !builder.isStopped
    else { return }
    hasFatal = true
    let offset = skipped + max(0, xmlByteConsumed(context))
    let problem = XMLProblem(
      code: error.pointee.code, first: Self.string(error.pointee.str1),
      second: Self.string(error.pointee.str2), message: Self.string(error.pointee.message))
    builder.add(
      problem.finding(
        in: builder.bytes, file: builder.file, near: min(offset, builder.bytes.count),
        open: builder.openElement))
  }

  // MARK: Callbacks

  private static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { data, name, prefix, _, _, _, count, _, attributes in
      guard let parsing = XMLParsing.from(data), let name else { return }
      parsing.builder.startElement(
        name: String(cString: name), prefix: prefix.map { String(cString: $0) },
        values: XMLParsing.values(attributes, Int(count)))
      parsing.stopIfNeeded()
    }
    handler.endElementNs = { data, _, _, _ in XMLParsing.from(data)?.builder.endElement() }
    let characters: charactersSAXFunc = { data, text, count in
      guard let parsing = XMLParsing.from(data), let text else { return }
      parsing.builder.characters(UnsafeBufferPointer(start: text, count: Int(count)))
      parsing.stopIfNeeded()
    }
    handler.characters = characters
    handler.ignorableWhitespace = characters
    handler.cdataBlock = characters
    handler.comment = { data, _ in XMLParsing.from(data)?.builder.comment() }
    handler.processingInstruction = { data, _, _ in
      XMLParsing.from(data)?.builder.processingInstruction()
    }
    handler.serror = { data, error in
      guard let error else { return }
      XMLParsing.from(data)?.report(error)
    }
    return handler
  }

  private static func from(_ data: UnsafeMutableRawPointer?) -> XMLParsing? {
    data.map { Unmanaged<XMLParsing>.fromOpaque($0).takeUnretainedValue() }
  }

  /// libxml2 gives five pointers an attribute: name, prefix, namespace, value, end of value.
  private static func values(
    _ pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int
  ) -> [String] {
    guard let pointers else { return [] }
    return (0..<count).map { index in
      guard let start = pointers[index * 5 + 3], let end = pointers[index * 5 + 4] else {
        return ""
      }
      let bytes = UnsafeBufferPointer(start: start, count: end - start)
      let value = String(decoding: bytes, as: UTF8.self)
      // Without entity substitution libxml2 leaves an ampersand as a reference, however written.
      return bytes.contains(0x26) ? value.replacing("&#38;", with: "&") : value
    }
  }

  private static func string(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}

/// Every finding that reading XML may leave; the documentation generator and the tests list them.
public enum XMLFindings {
  /// All kinds, in order of their codes.
  public static let all: [FindingKind] = [
    .xmlAttributeTooLong, .xmlControlCharacter, .xmlDoctype, .xmlEncoding, .xmlIllFormed,
    .xmlInvisibleCharacter, .xmlSchema, .xmlSchemaUnusable, .xmlTooDeep, .xmlTooLarge,
    .xmlTooManyAttributes, .xmlTooManyElements, .xmlTooMuchText,
  ]
}
