import CXML2
import Diagnostics

/// One of libxml2's complaints in words that an author of rules can act on.
struct XMLProblem {
  private let code: Int32
  private let first: String
  private let second: String
  private let message: String

  init(code: Int32, first: String, second: String, message: String) {
    self.code = code
    self.first = first
    self.second = second
    self.message = String(message.prefix { $0 != "\n" })
  }

  static let empty = XMLProblem(
    code: Int32(bitPattern: XML_ERR_DOCUMENT_EMPTY.rawValue), first: "", second: "", message: "")

  /// The finding for a problem whose place is known.
  func finding(file: String, range: Range<Int>, notes: [Finding.Note] = []) -> Finding {
    finding(wording, file: file, range: range, notes: notes)
  }

  private func finding(
    _ wording: Wording, file: String, range: Range<Int>, notes: [Finding.Note] = []
  ) -> Finding {
    Finding(
      .xmlIllFormed, at: .source(file: file, range: range),
      ["problem-zh": wording.zh, "problem-en": wording.en], notes: notes)
  }

  /// The finding for a problem that libxml2 noticed at `offset`.
  func finding(
    in bytes: [UInt8], file: String, near offset: Int, open: (name: String, range: Range<Int>)?
  ) -> Finding {
    let notes: [Finding.Note] =
      switch parserError {
      case XML_ERR_TAG_NAME_MISMATCH, XML_ERR_TAG_NOT_FINISHED, XML_ERR_CDATA_NOT_FINISHED:
        open.map {
          [
            Finding.Note(
              Wording(
                zh: "<\($0.name)> 从这里开始", en: "<\($0.name)> starts here"),
              at: .source(file: file, range: $0.range))
          ]
        } ?? []
      default: []
      }
    if parserError == XML_ERR_NAME_REQUIRED, let mark = markBefore(offset, bytes) {
      return finding(
        mark.byte == UInt8(ascii: "&") ? Self.ampersand : Self.lessThan, file: file,
        range: mark.index..<(mark.index + 1))
    }
    return finding(file: file, range: place(near: offset, bytes), notes: notes)
  }

  /// The place to underline: the tag or the byte that is wrong rather than where libxml2 stood.
  private func place(near offset: Int, _ bytes: [UInt8]) -> Range<Int> {
    let here = offset..<min(offset + 1, bytes.count)
    switch parserError {
    case XML_ERR_TAG_NAME_MISMATCH:
      guard let mark = markBefore(offset, bytes), mark.byte == UInt8(ascii: "<") else {
        return here
      }
      let end = bytes.end(of: ">", from: mark.index, within: min(bytes.count, offset + 64))
      return mark.index..<end
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY, XML_ERR_ENTITYREF_SEMICOL_MISSING:
      guard let mark = markBefore(offset - 1, bytes), mark.byte == UInt8(ascii: "&") else {
        return here
      }
      return mark.index..<max(mark.index + 1, offset)
    case XML_ERR_ATTRIBUTE_REDEFINED:
      return lastWord(Array(first.utf8), before: offset, bytes) ?? here
    default: return here
    }
  }

  /// The last occurrence of a name behind a blank.
  private func lastWord(_ word: [UInt8], before offset: Int, _ bytes: [UInt8]) -> Range<Int>? {
    guard !word.isEmpty else { return nil }
    var start = offset - word.count
    while start > 0, bytes[start] != UInt8(ascii: "<") {
      if isXMLSpace(bytes[start - 1]), bytes[start...].starts(with: word) {
        return start..<(start + word.count)
      }
      start -= 1
    }
    return nil
  }

  /// The last `<` or `&` at or before an offset.
  private func markBefore(_ offset: Int, _ bytes: [UInt8]) -> (index: Int, byte: UInt8)? {
    var index = min(offset, bytes.count - 1)
    let limit = max(0, offset - 300)
    while index >= limit, index >= 0 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { return (index, byte) }
      index -= 1
    }
    return nil
  }

  private var parserError: xmlParserErrors { xmlParserErrors(UInt32(bitPattern: code)) }

  private static let lessThan = Wording(
    zh: "文字中不能直接写 <；比较请写 ≤、≥ 或 less than、more than",
    en: "< cannot stand in text; write ≤, ≥ or the words less than, more than")
  private static let ampersand = Wording(
    zh: "文字中不能直接写 &；请写 &amp; 或 and",
    en: "& cannot stand in text; write &amp; or and")

  private var wording: Wording {
    switch parserError {
    case XML_ERR_DOCUMENT_EMPTY: Wording(zh: "文件里没有元素", en: "the file has no element")
    case XML_ERR_DOCUMENT_END:
      Wording(zh: "根元素之后不得再有内容", en: "nothing may follow the root element")
    case XML_ERR_TAG_NAME_MISMATCH:
      Wording(
        zh: "开始的是 <\(first)>，结束的却是 </\(second)>",
        en: "<\(first)> is closed by </\(second)>")
    case XML_ERR_TAG_NOT_FINISHED:
      Wording(zh: "元素没有结束标签", en: "an element is not closed")
    case XML_ERR_GT_REQUIRED:
      Wording(
        zh: "标签没有以 > 结束；若要写小于，请写 less than",
        en: "the tag does not end with >; for a comparison write less than")
    case XML_ERR_LT_IN_ATTRIBUTE: Self.lessThan
    case XML_ERR_ENTITYREF_SEMICOL_MISSING: Self.ampersand
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
      Wording(
        zh: "没有 &\(first); 这个实体；只有 &lt; &gt; &amp; &quot; &apos;",
        en: "there is no entity &\(first); – only &lt; &gt; &amp; &quot; &apos;")
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
      Wording(zh: "属性值必须写在引号里", en: "an attribute value must stand in quotes")
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
      Wording(zh: "属性值缺少结束的引号", en: "the closing quote of an attribute value is missing")
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      Wording(zh: "属性没有值", en: "an attribute has no value")
    case XML_ERR_ATTRIBUTE_REDEFINED:
      Wording(zh: "属性 \(first) 写了两次", en: "the attribute \(first) is given twice")
    default: rareWording
    }
  }

  private var rareWording: Wording {
    switch parserError {
    case XML_ERR_SPACE_REQUIRED:
      Wording(zh: "属性之间缺少空格", en: "a blank is missing between attributes")
    case XML_ERR_COMMENT_NOT_FINISHED:
      Wording(zh: "注释没有以 --> 结束", en: "a comment is not closed by -->")
    case XML_ERR_HYPHEN_IN_COMMENT:
      Wording(zh: "注释里不得有 --", en: "a comment must not hold --")
    case XML_ERR_CDATA_NOT_FINISHED:
      Wording(zh: "CDATA 没有以 ]]> 结束", en: "a CDATA section is not closed by ]]>")
    case XML_ERR_MISPLACED_CDATA_END:
      Wording(zh: "文字中不能写 ]]>", en: "]]> cannot stand in text")
    case XML_ERR_PI_NOT_FINISHED, XML_ERR_PI_NOT_STARTED:
      Wording(zh: "处理指令没有以 ?> 结束", en: "an instruction is not closed by ?>")
    case XML_ERR_RESERVED_XML_NAME:
      Wording(
        zh: "<?xml …?> 只能在文件的最前面，其前不得有空行",
        en: "<?xml …?> must be at the very start of the file, without a line before it")
    case XML_ERR_INVALID_CHAR, XML_ERR_INVALID_HEX_CHARREF, XML_ERR_INVALID_DEC_CHARREF,
      XML_ERR_INVALID_CHARREF:
      Wording(zh: "XML 不容许这个字符", en: "XML does not allow this character")
    case XML_ERR_NAME_REQUIRED, XML_NS_ERR_QNAME, XML_NS_ERR_COLON:
      Wording(zh: "此处应当是名称", en: "a name must stand here")
    case XML_ERR_VERSION_MISSING, XML_ERR_EQUAL_REQUIRED, XML_ERR_STRING_NOT_STARTED,
      XML_ERR_STRING_NOT_CLOSED, XML_ERR_XMLDECL_NOT_FINISHED, XML_ERR_ENCODING_NAME,
      XML_ERR_STANDALONE_VALUE, XML_ERR_UNKNOWN_VERSION, XML_WAR_UNKNOWN_VERSION:
      Wording(
        zh: "文件首行应为 <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        en: "the first line must be <?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      Wording(
        zh: "前缀 \(first) 没有声明；规则文件的元素没有前缀",
        en: "the prefix \(first) is not declared; elements of rule files have none")
    default:
      Wording(zh: "libxml2 报告：\(message)", en: "libxml2 says: \(message)")
    }
  }
}

extension FindingKind {
  static let xmlIllFormed = FindingKind(
    "xml.ill-formed", .error,
    zh: "XML 格式有误：{problem-zh}", en: "the XML is not well-formed: {problem-en}")
}
