import Diagnostics

/// Lays out elements of a rule file.
struct ElementLayout {
  /// The widest line, in columns, where a break is possible.
  static let width = 100
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// What stands inside an element.
  private struct Piece {
    enum Content {
      case element(XMLElement)
      case comment(Range<Int>)
      case text([String], isFormula: Bool)
    }

    var content: Content
    /// Whether a line break stands before it.
    var isOnNewLine: Bool
    /// Whether an empty line stands before it.
    var followsBlank: Bool
  }

  /// An element with its indentation, over as many lines as it needs, without a last line break.
  func block(_ element: XMLElement, parent: String?, indent: Int) -> String {
    let pad = Self.blanks(indent)
    let pieces = pieces(element, parent)
    if pieces.isEmpty { return pad + tag(element, indent: indent, end: "/>") }
    if let line = oneLine(element, parent, pieces, indent) { return pad + line }
    let close = "</\(Self.name(element))>"
    let open = pad + tag(element, indent: indent, end: ">")
    if pieces.count == 1, case .text(let lines, false) = pieces[0].content,
      !pieces[0].isOnNewLine
    {
      let rest = lines.dropFirst().map { "\n" + ($0.isEmpty ? "" : Self.blanks(indent + 4) + $0) }
      return open + (lines.first ?? "") + rest.joined() + close
    }
    var text = open
    for (index, piece) in pieces.enumerated() {
      if case .comment(let range) = piece.content, !piece.isOnNewLine, index > 0 {
        text += " " + raw(range)
        continue
      }
      text += piece.followsBlank && index > 0 ? "\n\n" : "\n"
      text += self.text(of: piece, element, indent + 2)
    }
    return text + "\n" + pad + close
  }

  private func text(of piece: Piece, _ element: XMLElement, _ indent: Int) -> String {
    let pad = Self.blanks(indent)
    switch piece.content {
    case .element(let child): return block(child, parent: element.name, indent: indent)
    case .comment(let range): return pad + shifted(range, to: indent)
    case .text(let lines, let isFormula):
      let parts =
        isFormula
        ? CanonicalFormula.lines(
          lines.joined(separator: " "), first: Self.width - indent,
          width: Self.width - indent - 2) : lines
      return parts.enumerated().map { index, line in
        if line.isEmpty { return "" }
        return Self.blanks(indent + (isFormula && index > 0 ? 2 : 0)) + line
      }.joined(separator: "\n")
    }
  }

  // MARK: one line

  /// The element on one line, where it stood on one, or is a formula that fits.
  private func oneLine(
    _ element: XMLElement, _ parent: String?, _ pieces: [Piece], _ indent: Int
  ) -> String? {
    let wasOneLine = !bytes[element.range].contains(0x0A)
    if pieces.count == 1, case .text(let lines, let isFormula) = pieces[0].content {
      guard lines.count == 1, let text = lines.first else { return nil }
      let line = bareTag(element) + ">" + text + "</\(Self.name(element))>"
      let fits = indent + Columns.count(line) <= Self.width
      return isFormula || wasOneLine ? (fits ? line : nil) : nil
    }
    guard wasOneLine, let line = flat(element, parent, pieces),
      indent + Columns.count(line) <= Self.width
    else { return nil }
    return line
  }

  private func flat(_ element: XMLElement, _ parent: String?, _ pieces: [Piece]) -> String? {
    var line = bareTag(element)
    if pieces.isEmpty { return line + "/>" }
    line += ">"
    for piece in pieces {
      switch piece.content {
      case .element(let child):
        guard let inner = flat(child, element.name, self.pieces(child, element.name)) else {
          return nil
        }
        line += inner
      case .comment(let range): line += raw(range)
      case .text(let lines, _):
        guard lines.count == 1 else { return nil }
        line += lines[0]
      }
    }
    return line + "</\(Self.name(element))>"
  }

  // MARK: tags

  private func bareTag(_ element: XMLElement) -> String {
    ([Self.name(element)] + attributes(element)).joined(separator: " ").withOpening
  }

  private func tag(_ element: XMLElement, indent: Int, end: String) -> String {
    let whole = bareTag(element) + end
    if indent + Columns.count(whole) <= Self.width { return whole }
    var lines = ["<" + Self.name(element)]
    var column = indent + Columns.count(lines[0])
    let next = indent + 4
    let sorted = AttributeOrder.sorted(element)
    for (attribute, text) in zip(sorted, attributes(element)) {
      let length = Columns.count(text)
      if column + 1 + length + end.count <= Self.width
        || lines == ["<" + Self.name(element)]
          && next + length > Self.width && column + 1 + length <= Self.width
      {
        lines[lines.count - 1] += " " + text
        column += 1 + length
        continue
      }
      let parts = broken(attribute, text, of: element, indent: next)
      lines += parts
      column = Columns.count(parts.last ?? "") + (parts.count > 1 ? next + 2 : next)
    }
    return joined(lines, element, next) + end
  }

  /// Lines of a tag with their indentation; those inside a formula are two blanks further in.
  private func joined(_ lines: [String], _ element: XMLElement, _ indent: Int) -> String {
    var text = ""
    var isInside = false
    for (index, line) in lines.enumerated() {
      if index > 0 { text += "\n" + Self.blanks(indent + (isInside ? 2 : 0)) }
      text += line
      if line.filter({ $0 == "\"" }).count % 2 == 1 { isInside.toggle() }
    }
    return text
  }

  private func broken(
    _ attribute: XMLAttribute, _ text: String, of element: XMLElement, indent: Int
  ) -> [String] {
    guard FormulaPlaces.isFormula(attribute: attribute.name, of: element.name),
      indent + Columns.count(text) > Self.width
    else { return [text] }
    let head = attribute.name + "=\""
    var lines = CanonicalFormula.lines(
      String(text.dropFirst(head.count)), first: Self.width - indent - head.count,
      width: Self.width - indent - 3)
    lines[0] = head + lines[0]
    return lines
  }

  /// Name and value of each attribute, in the order of writing.
  private func attributes(_ element: XMLElement) -> [String] {
    AttributeOrder.sorted(element).map { attribute in
      var value = attribute.value
      if FormulaPlaces.isFormula(attribute: attribute.name, of: element.name) {
        value = CanonicalFormula.text(of: value) ?? Self.words(value)
      } else if bytes[attribute.valueRange].contains(0x0A) {
        value = Self.words(value)
      }
      return "\(attribute.name)=\"\(Escaping.attribute(value))\""
    }
  }

  // MARK: content

  private func pieces(_ element: XMLElement, _ parent: String?) -> [Piece] {
    let texts = Self.merged(element.children).filter { child in
      if case .text(let text) = child { return !text.value.utf8.allSatisfy(isXMLSpace) }
      return false
    }
    let isFormula =
      FormulaPlaces.isFormula(textOf: element.name, in: parent) && texts.count == 1
    var pieces: [Piece] = []
    var breaks = 0
    for child in Self.merged(element.children) {
      switch child {
      case .element(let inner): add(.element(inner), &pieces, &breaks)
      case .comment(let range, _): add(.comment(range), &pieces, &breaks)
      case .text(let text):
        let bytes = Array(text.value.utf8)
        breaks += bytes.prefix(while: isXMLSpace).filter { $0 == 0x0A }.count
        let body = text.trimmed.value
        if body.isEmpty { continue }
        let canonical = isFormula ? CanonicalFormula.text(of: body) : nil
        let lines = canonical.map { [Escaping.text($0)] } ?? Self.lines(Escaping.text(body))
        add(.text(lines, isFormula: canonical != nil), &pieces, &breaks)
        breaks = bytes.reversed().prefix(while: isXMLSpace).filter { $0 == 0x0A }.count
      }
    }
    return pieces
  }

  /// The children with texts that follow each other joined: a CDATA section is a text of its own.
  private static func merged(_ children: [XMLContent]) -> [XMLContent] {
    var result: [XMLContent] = []
    for child in children {
      if case .text(let text) = child, case .text(let before) = result.last {
        result[result.count - 1] = .text(XMLText(joining: [before, text]))
      } else {
        result.append(child)
      }
    }
    return result
  }

  private func add(_ content: Piece.Content, _ pieces: inout [Piece], _ breaks: inout Int) {
    pieces.append(Piece(content: content, isOnNewLine: breaks > 0, followsBlank: breaks > 1))
    breaks = 0
  }

  // MARK: comments

  private func raw(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self).replacing("\r\n", with: "\n")
  }

  /// A comment whose later lines move as far as its first one.
  private func shifted(_ range: Range<Int>, to indent: Int) -> String {
    let start = bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let old = String(decoding: bytes[start..<range.lowerBound], as: UTF8.self).count
    let lines = raw(range).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      if index == 0 { return Self.trailing(line) }
      let own = line.prefix { $0 == " " }.count
      let body = Self.trailing(line.dropFirst(own))
      return body.isEmpty ? "" : Self.blanks(max(0, own + indent - old)) + body
    }.joined(separator: "\n")
  }

  // MARK: small things

  private static func name(_ element: XMLElement) -> String {
    element.prefix.map { $0 + ":" + element.name } ?? element.name
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// The words of a text with one blank between them.
  private static func words(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\t" || $0 == "\n" }.joined(separator: " ")
  }

  /// The lines without blanks at either end; several empty ones become one.
  private static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let body = trailing(line.drop { $0 == " " || $0 == "\t" })
      if body.isEmpty, lines.last?.isEmpty == true { continue }
      lines.append(body)
    }
    return lines
  }

  private static func trailing(_ line: Substring) -> String {
    var line = line
    while let last = line.last, last == " " || last == "\t" { line = line.dropLast() }
    return String(line)
  }
}

extension String {
  fileprivate var withOpening: String { "<" + self }
}

/// Characters that XML needs written as references, and those that nobody could see.
enum Escaping {
  static func text(_ value: String) -> String {
    escaped(value) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: nil
      }
    }
  }

  static func attribute(_ value: String) -> String {
    escaped(value) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case "\"": "&quot;"
      case "\n": "&#10;"
      case "\t": "&#9;"
      default: nil
      }
    }
  }

  private static func escaped(
    _ value: String, _ reference: (Unicode.Scalar) -> String?
  ) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      if let text = reference(scalar) {
        result += text
      } else if scalar == "\r" || FindingKind.suspicious(scalar.value) != nil {
        result += "&#x" + String(scalar.value, radix: 16, uppercase: true) + ";"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
