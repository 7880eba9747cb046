import Diagnostics

/// A table for a terminal: columns two blanks apart, Chinese characters two columns wide.
struct TextTable {
  private var rows: [[String]] = []
  /// Columns whose cells stand at the right.
  private let right: Set<Int>
  private var hasHead = false

  init(right: Set<Int> = []) {
    self.right = right
  }

  /// Whether nothing was added but perhaps a head.
  var isEmpty: Bool { rows.count <= (hasHead ? 1 : 0) }

  /// Makes the first row a head with a rule below it.
  mutating func head(_ cells: [String]) {
    rows.insert(cells, at: 0)
    hasHead = true
  }

  /// Adds a row; control characters are made visible.
  mutating func add(_ cells: [String]) {
    rows.append(cells.map { TerminalText.printable($0) })
  }

  /// The lines, each ended by a line break and without blanks at its end.
  var text: String {
    let count = rows.map(\.count).max() ?? 0
    var widths = [Int](repeating: 0, count: count)
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], TerminalText.width(cell))
      }
    }
    var text = ""
    for (index, row) in rows.enumerated() {
      text += line(row, widths)
      if index == 0, hasHead {
        text += widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n"
      }
    }
    return text
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in row.enumerated() {
      let blanks = String(repeating: " ", count: widths[column] - TerminalText.width(cell))
      line += (column > 0 ? "  " : "") + (right.contains(column) ? blanks + cell : cell + blanks)
    }
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }
}

/// Breaks texts into lines for a terminal.
enum TextWrap {
  /// The text in lines of at most `width` columns, each behind `indent` blanks.
  ///
  /// Lines break at blanks and beside Chinese characters, never before closing punctuation.
  static func lines(_ text: String, width: Int = 100, indent: Int = 0) -> String {
    let pad = String(repeating: " ", count: indent)
    let room = max(20, width - indent)
    var result: [String] = []
    var current = ""
    var used = 0
    for piece in pieces(TerminalText.printable(normalised(text))) {
      let size = TerminalText.width(piece)
      if used > 0, used + size > room {
        result.append(current)
        current = ""
        used = 0
      }
      if used == 0, piece == " " { continue }
      current += piece
      used += size
    }
    if !current.isEmpty || result.isEmpty { result.append(current) }
    return result.map { line in
      pad + line.trimmingBlanksAtEnd + "\n"
    }.joined()
  }

  /// The text on one line.
  static func normalised(_ text: String) -> String { Prose.flowed(text) }

  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var word = ""
    for character in text {
      if character == " " {
        if !word.isEmpty { pieces.append(word) }
        pieces.append(" ")
        word = ""
      } else if TerminalText.width(character) == 2 {
        if !word.isEmpty, !closing.contains(character) {
          pieces.append(word)
          word = ""
        }
        word.append(character)
        if !opening.contains(character) {
          if closing.contains(character), let last = pieces.last, word.count == 1, last != " " {
            pieces[pieces.count - 1] = last + word
          } else {
            pieces.append(word)
          }
          word = ""
        }
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { pieces.append(word) }
    return pieces
  }

  private static let closing: Set<Character> = [
    "，", "。", "；", "：", "、", "）", "》", "”", "？", "！", "〕",
  ]
  private static let opening: Set<Character> = ["（", "《", "“", "〔"]
}

extension String {
  /// The text without blanks at its end.
  var trimmingBlanksAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
