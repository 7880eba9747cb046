/// Prints findings as text for a terminal, a log or an editor.
///
/// A finding reads
///
///     rules/a.xml:12:8: 错误 units.scale: 质量单位应为 t
///      12 |   <formula unit="kg">
///         |                  ^~
///       说明 rules/b.xml:3:1: 此处要求 t
///         3 | <input unit="t">
///           | ^~~~~
///       修改: 写成 t
///       依据: 条款 5.2.1
///
/// Nothing depends on colour.
public struct FindingPrinter: Sendable {
  /// The text of a file by its name; nothing where it cannot be shown.
  public typealias Sources = @Sendable (String) -> SourceText?

  /// The language of messages and of the words around them.
  public let language: Language
  private let sources: Sources
  /// Lines wider than this are cut around the place.
  private static let widest = 140

  /// Makes a printer.
  public init(_ language: Language, sources: @escaping Sources = { _ in nil }) {
    self.language = language
    self.sources = sources
  }

  /// The findings in printed order, each ended by a line break.
  public func text(_ findings: [Finding]) -> String {
    findings.inPrintedOrder.map { text($0) }.joined()
  }

  /// One finding, ended by a line break.
  public func text(_ finding: Finding) -> String {
    let place = place(finding.origin).map { $0 + ": " } ?? ""
    let severity = finding.severity.name(language)
    let message = TerminalText.printable(finding.message(language))
    var lines = ["\(place)\(severity) \(finding.code): \(message)"]
    lines += excerpt(finding.origin)
    for note in finding.notes {
      let place = self.place(note.origin).map { " " + $0 } ?? ""
      let caption = note.caption.text(language).filled(with: finding.arguments)
      lines.append("  \(word("说明", "note"))\(place): \(TerminalText.printable(caption))")
      lines += excerpt(note.origin).map { "  " + $0 }
    }
    if let fix = finding.fix {
      let title = fix.title.text(language).filled(with: finding.arguments)
      lines.append("  \(word("修改", "fix")): \(TerminalText.printable(title))")
    }
    if let clause = finding.clause {
      lines.append("  \(word("依据", "clause")): \(TerminalText.printable(clause))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How many findings there are of each severity, in one line without line break.
  public func summary(_ findings: [Finding]) -> String {
    let parts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      if count == 0 { return nil }
      let plural = count == 1 ? "" : "s"
      return word(
        "\(count) 个\(severity.name(.chinese))", "\(count) \(severity.name(.english))\(plural)")
    }
    return parts.isEmpty ? word("没有问题", "nothing found") : parts.joined(separator: word("，", ", "))
  }

  /// The place in words; nothing for ``Origin/none``.
  public func place(_ origin: Origin) -> String? {
    switch origin {
    case .none: return nil
    case .file(let file): return TerminalText.printable(file)
    case .address(let address): return TerminalText.printable(address)
    case .source(let file, let range):
      let name = TerminalText.printable(file)
      guard let source = sources(file) else { return "\(name)@\(range.lowerBound)" }
      let position = source.position(at: range.lowerBound)
      return "\(name):\(position.line):\(position.column)"
    case .cell(let file, let sheet, let row, let column):
      let name = TerminalText.printable(file + (sheet.map { "[\($0)]" } ?? ""))
      let cell = Origin.cellName(row: row, column: column)
      return word(
        "\(name) 第\(row)行 第\(column)列 (\(cell))", "\(name) row \(row) column \(column) (\(cell))")
    }
  }

  private func word(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }

  // MARK: The source line

  /// The line with its number and the underline; nothing where the text is not at hand.
  private func excerpt(_ origin: Origin) -> [String] {
    guard case .source(let file, let range) = origin, let source = sources(file) else { return [] }
    let number = source.position(at: range.lowerBound).line
    let line = source.lineRange(number)
    let marked = range.clamped(to: line)
    let (before, after) = Self.cut(
      before: shown(source.text(line.lowerBound..<marked.lowerBound)),
      marked: shown(source.text(marked)),
      after: shown(source.text(marked.upperBound..<line.upperBound)))
    let text = before + shown(source.text(marked)) + after
    let gutter = String(number).count + 1
    let blanks = String(repeating: " ", count: gutter)
    let indent = String(repeating: " ", count: TerminalText.width(before))
    let width = max(1, TerminalText.width(shown(source.text(marked))))
    let underline = "^" + String(repeating: "~", count: width - 1)
    return [" \(number) | \(text)", "\(blanks) | \(indent)\(underline)"]
  }

  private func shown(_ text: String) -> String {
    let whole = text.unicodeScalars.first == "\u{FEFF}" ? String(text.dropFirst()) : text
    return TerminalText.printable(whole.replacing("\t", with: "    "))
  }

  /// Shortens what stands before and behind the place in a long line.
  private static func cut(
    before: String, marked: String, after: String
  ) -> (before: String, after: String) {
    guard TerminalText.width(before + marked + after) > widest else { return (before, after) }
    let room = max(20, widest - TerminalText.width(marked)) / 2
    let kept = before.count > room ? "…" + before.suffix(room) : before
    return (kept, after.count > room ? after.prefix(room) + "…" : after)
  }
}

extension Severity {
  /// The word for the severity.
  public func name(_ language: Language) -> String {
    switch (self, language) {
    case (.error, .chinese): "错误"
    case (.warning, .chinese): "警告"
    case (.remark, .chinese): "提示"
    case (_, .english): rawValue
    }
  }
}

extension Wording {
  /// The text in one language.
  public func text(_ language: Language) -> String { language == .chinese ? zh : en }
}

extension Origin {
  /// A cell as spreadsheets name it, `C12`; row and column count from 1.
  public static func cellName(row: Int, column: Int) -> String {
    var letters = ""
    var rest = column
    while rest > 0 {
      let digit = (rest - 1) % 26
      letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(digit))) + letters
      rest = (rest - 1) / 26
    }
    return letters + String(row)
  }
}
