import CXML2
import Diagnostics
import Synchronization

/// Checks files against the RELAX NG schema that editors use.
///
/// The binder's own findings are what authors see; a test holds both to the same corpus, because
/// libxml2's messages name a line at best.
public enum RelaxNGSchema {
  /// Validates a document; both texts are UTF-8.
  ///
  /// Schemas that include others are refused: nothing is loaded from elsewhere.
  public static func validate(
    _ bytes: [UInt8], against schema: [UInt8], file: String, schemaFile: String = "rule.rng"
  ) -> [Finding] {
    let (grammar, grammarFindings) = XMLReader.read(schema, file: schemaFile)
    guard let grammar else { return grammarFindings }
    if let inclusion = firstInclusion(grammar) {
      return [
        Finding(
          .xmlSchemaUnusable, at: .source(file: schemaFile, range: inclusion.tagRange),
          ["message": "<\(inclusion.name)>"])
      ]
    }
    let (root, findings) = XMLReader.read(bytes, file: file)
    if root == nil { return findings }
    // libxml2 sets up its table of data types without a lock of its own.
    return lock.withLock { _ in
      Validation(file: file, schemaFile: schemaFile, bytes: bytes).run(schema: schema)
    }
  }

  private static let lock = Mutex(())

  private static func firstInclusion(_ element: XMLElement) -> XMLElement? {
    if element.name == "include" || element.name == "externalRef" { return element }
    for child in element.elements {
      if let found = firstInclusion(child) { return found }
    }
    return nil
  }
}

/// One validation with the messages that it collects.
private final class Validation {
  private let file: String
  private let schemaFile: String
  private let bytes: [UInt8]
  private var findings: [Finding] = []
  private var isReadingSchema = true

  init(file: String, schemaFile: String, bytes: [UInt8]) {
    self.file = file
    self.schemaFile = schemaFile
    self.bytes = bytes
  }

  func run(schema: [UInt8]) -> [Finding] {
    withExtendedLifetime(self) {
      guard let parser = Self.withCharacters(schema, xmlRelaxNGNewMemParserCtxt) else {
        return [unusable("")]
      }
      defer { xmlRelaxNGFreeParserCtxt(parser) }
      let sink = Unmanaged.passUnretained(self).toOpaque()
      xmlRelaxNGSetParserStructuredErrors(parser, Self.collect, sink)
      // The parser keeps a pointer to the bytes only while it parses.
      let parsed = schema.withUnsafeBytes { _ in xmlRelaxNGParse(parser) }
      guard let parsed else { return findings.isEmpty ? [unusable("")] : findings }
      defer { xmlRelaxNGFree(parsed) }
      isReadingSchema = false
      validate(parsed, sink)
      return findings
    }
  }

  private func validate(_ schema: xmlRelaxNGPtr, _ sink: UnsafeMutableRawPointer) {
    let flags = XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue
    let quiet = XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let options = Int32(flags | quiet)
    let document = Self.withCharacters(bytes) { xmlReadMemory($0, $1, nil, "UTF-8", options) }
    guard let document else { return }
    defer { xmlFreeDoc(document) }
    guard let context = xmlRelaxNGNewValidCtxt(schema) else { return }
    defer { xmlRelaxNGFreeValidCtxt(context) }
    xmlRelaxNGSetValidStructuredErrors(context, Self.collect, sink)
    if xmlRelaxNGValidateDoc(context, document) != 0, findings.isEmpty {
      findings.append(Finding(.xmlSchema, at: .file(file), ["message": "?"]))
    }
  }

  private static func withCharacters<Result>(
    _ bytes: [UInt8], _ body: (UnsafePointer<CChar>?, Int32) -> Result
  ) -> Result {
    bytes.withUnsafeBytes {
      body($0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: $0.count))
    }
  }

  private static let collect: xmlStructuredErrorFunc = { data, error in
    guard let data, let error else { return }
    Unmanaged<Validation>.fromOpaque(data).takeUnretainedValue().add(error)
  }

  private func add(_ error: xmlErrorPtr) {
    let text = error.pointee.message.map { String(cString: $0) } ?? ""
    let message = String(text.prefix { $0 != "\n" })
    if isReadingSchema {
      findings.append(unusable(message))
    } else {
      let range = line(Int(error.pointee.line))
      findings.append(
        Finding(.xmlSchema, at: .source(file: file, range: range), ["message": message]))
    }
  }

  private func unusable(_ message: String) -> Finding {
    Finding(.xmlSchemaUnusable, at: .file(schemaFile), ["message": message])
  }

  /// The bytes of a line without white space at either end; one-based.
  private func line(_ number: Int) -> Range<Int> {
    var start = 0
    for _ in 1..<max(1, number) {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return start..<start }
      start = end + 1
    }
    let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    let first = bytes[start..<end].firstIndex { !isXMLSpace($0) } ?? end
    let last = bytes[first..<end].lastIndex { !isXMLSpace($0) } ?? first
    return first..<min(end, last + 1)
  }
}

extension FindingKind {
  static let xmlSchema = FindingKind(
    "xml.schema", .error,
    zh: "不合 RELAX NG 模式：{message}", en: "does not match the RELAX NG schema: {message}")
  static let xmlSchemaUnusable = FindingKind(
    "xml.schema-unusable", .error,
    zh: "RELAX NG 模式不可用：{message}", en: "the RELAX NG schema cannot be used: {message}")
}
