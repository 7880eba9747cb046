import Diagnostics

/// Builds the tree from libxml2's events, in step with a walk over the bytes.
///
/// libxml2 says what comes next and that it is well-formed; the walk finds the bytes of it. The two
/// cannot drift apart: an event is reported only for text that libxml2 has accepted so far.
final class XMLTreeBuilder {
  private struct Frame {
    var prefix: String?
    var name: String
    var attributes: [XMLAttribute]
    var tagRange: Range<Int>
    var nameRange: Range<Int>
    var isEmptyTag: Bool
    var children: [XMLContent] = []
  }

  let bytes: [UInt8]
  let file: String
  private let limits: XMLLimits
  private var frames: [Frame] = []
  /// The first byte that no event has covered yet.
  private var cursor: Int
  /// libxml2's reading of the text since the last event.
  private var pending: [UInt8] = []
  private var elementCount = 0
  private var textCount = 0

  private(set) var root: XMLElement?
  private(set) var findings: [Finding] = []
  /// Set when a limit is passed; the caller stops the parser.
  private(set) var isStopped = false

  init(_ bytes: [UInt8], file: String, limits: XMLLimits) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let hasDeclaration =
      bytes.hasText("<?xml", at: start) && start + 5 < bytes.count && isXMLSpace(bytes[start + 5])
    cursor = hasDeclaration ? bytes.end(of: "?>", from: start, within: bytes.count) : start
  }

  /// The name and start tag of the innermost open element.
  var openElement: (name: String, range: Range<Int>)? {
    frames.last.map { ($0.name, $0.tagRange) }
  }

  func add(_ finding: Finding) { findings.append(finding) }

  private func stop(_ kind: FindingKind, _ range: Range<Int>, limit: Int) {
    isStopped = true
    add(Finding(kind, at: .source(file: file, range: range), ["limit": String(limit)]))
  }

  // MARK: Events

  /// A start tag; `values` are libxml2's readings of the attributes without `xmlns`.
  func startElement(name: String, prefix: String?, values: [String]) {
    let open = advance()
    elementCount += 1
    let (tag, isEmptyTag, spans) = scanTag(from: open)
    let written = (prefix.map { $0.utf8.count + 1 } ?? 0) + name.utf8.count
    let nameRange = (open + 1)..<min(bytes.count, open + 1 + written)
    if frames.count >= limits.depth {
      return stop(.xmlTooDeep, nameRange, limit: limits.depth)
    }
    if elementCount > limits.elements {
      return stop(.xmlTooManyElements, nameRange, limit: limits.elements)
    }
    frames.append(
      Frame(
        prefix: prefix, name: name, attributes: attributes(spans, values), tagRange: tag,
        nameRange: nameRange, isEmptyTag: isEmptyTag))
    cursor = tag.upperBound
  }

  func endElement() {
    guard !frames.isEmpty else { return }
    if frames.last?.isEmptyTag == false {
      cursor = bytes.end(of: ">", from: advance(), within: bytes.count)
    }
    let frame = frames.removeLast()
    let element = XMLElement(
      name: frame.name, prefix: frame.prefix, attributes: frame.attributes,
      children: frame.children, range: frame.tagRange.lowerBound..<cursor,
      tagRange: frame.tagRange, nameRange: frame.nameRange)
    if frames.isEmpty { root = element } else { append(.element(element)) }
  }

  /// A piece of text or of a CDATA section, as libxml2 reads it.
  func characters(_ text: UnsafeBufferPointer<UInt8>) {
    textCount += text.count
    if textCount > limits.text {
      return stop(.xmlTooMuchText, cursor..<cursor, limit: limits.text)
    }
    pending += text
  }

  func comment() {
    let open = advance()
    let end = bytes.end(of: "-->", from: open + 4, within: bytes.count)
    let inner = min(open + 4, end)..<max(min(open + 4, end), end - 3)
    append(.comment(range: open..<end, text: String(decoding: bytes[inner], as: UTF8.self)))
    cursor = end
  }

  func processingInstruction() {
    let open = advance()
    cursor = bytes.end(of: "?>", from: open + 2, within: bytes.count)
  }

  private func append(_ child: XMLContent) {
    if !frames.isEmpty { frames[frames.count - 1].children.append(child) }
  }

  // MARK: Walking

  /// Takes up the text before the next tag, comment or instruction and returns where that begins.
  private func advance() -> Int {
    var texts: [XMLText] = []
    var start = cursor
    var index = cursor
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      guard bytes.hasText("<![CDATA[", at: index) else { break }
      if start < index { texts.append(decode(start..<index, .text)) }
      let end = bytes.end(of: "]]>", from: index + 9, within: bytes.count)
      texts.append(decode((index + 9)..<max(index + 9, end - 3), .section))
      index = end
      start = end
    }
    if start < index { texts.append(decode(start..<index, .text)) }
    takeUp(texts, cursor..<index)
    cursor = index
    return index
  }

  /// Adds texts to the open element, after comparing them with libxml2's reading.
  private func takeUp(_ texts: [XMLText], _ range: Range<Int>) {
    defer { pending.removeAll(keepingCapacity: true) }
    if frames.isEmpty { return }
    var read: [UInt8] = []
    for text in texts { read += text.value.utf8 }
    if read == pending {
      for text in texts { append(.text(text)) }
    } else {
      append(.text(Self.opaque(String(decoding: pending, as: UTF8.self), range)))
    }
  }

  private func decode(_ range: Range<Int>, _ place: XMLTextDecoder.Place) -> XMLText {
    var decoder = XMLTextDecoder(bytes, range, place)
    let text = decoder.decode()
    for (scalar, range) in decoder.references {
      guard let kind = FindingKind.suspicious(scalar) else { continue }
      add(
        Finding(kind, at: .source(file: file, range: range), ["character": codePoint(scalar)]))
    }
    return text
  }

  /// A text of which only the whole place is known.
  private static func opaque(_ value: String, _ range: Range<Int>) -> XMLText {
    let piece = XMLText.Piece(
      value: 0..<value.utf8.count, source: range, isVerbatim: false)
    return XMLText(value: value, pieces: [piece], range: range)
  }

  private typealias AttributeSpan = (name: Range<Int>, value: Range<Int>)

  /// The end of a start tag, whether it is `<name/>`, and where its attributes lie.
  private func scanTag(from open: Int) -> (Range<Int>, Bool, [AttributeSpan]) {
    var spans: [AttributeSpan] = []
    var index = open + 1
    while index < bytes.count, !isNameEnd(bytes[index]) { index += 1 }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ">"):
        return (open..<(index + 1), bytes[index - 1] == UInt8(ascii: "/"), spans)
      case UInt8(ascii: "/"), 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "="):
        index += 1
      default:
        let name = index
        while index < bytes.count, !isNameEnd(bytes[index]) { index += 1 }
        let nameEnd = index
        while index < bytes.count, isXMLSpace(bytes[index]) || bytes[index] == UInt8(ascii: "=") {
          index += 1
        }
        guard index < bytes.count, index > name else { return (open..<bytes.count, false, spans) }
        let quote = bytes[index]
        let value = index + 1
        index = value
        while index < bytes.count, bytes[index] != quote { index += 1 }
        spans.append((name..<nameEnd, min(value, index)..<index))
        index += 1
      }
    }
    return (min(open, bytes.count)..<bytes.count, false, spans)
  }

  private func isNameEnd(_ byte: UInt8) -> Bool {
    isXMLSpace(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "/")
  }

  private func attributes(_ spans: [AttributeSpan], _ values: [String]) -> [XMLAttribute] {
    var result: [XMLAttribute] = []
    for span in spans {
      let name = String(decoding: bytes[span.name], as: UTF8.self)
      if name == "xmlns" || name.hasPrefix("xmlns:") { continue }
      var text = decode(span.value, .attribute)
      if result.count < values.count, values[result.count] != text.value {
        text = Self.opaque(values[result.count], span.value)
      }
      result.append(
        XMLAttribute(name: name, text: text, nameRange: span.name, valueRange: span.value))
    }
    return result
  }
}

extension FindingKind {
  static let xmlTooDeep = FindingKind(
    "xml.too-deep", .error,
    zh: "元素嵌套不得深于 {limit} 层",
    en: "elements may be nested at most {limit} deep")
  static let xmlTooManyElements = FindingKind(
    "xml.too-many-elements", .error,
    zh: "一个文件的元素不得多于 {limit} 个",
    en: "a file may have at most {limit} elements")
  static let xmlTooMuchText = FindingKind(
    "xml.too-much-text", .error,
    zh: "一个文件的文字不得多于 {limit} 字节",
    en: "a file may have at most {limit} bytes of text")
}
