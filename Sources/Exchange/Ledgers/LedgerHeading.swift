/// Where the headings of a ledger stand.
struct LedgerHeading {
  var row: Int
  /// Headings by column; line breaks and blanks at the ends are taken away.
  var texts: [Int: String]

  /// The top of a sheet.
  static let depth = 40

  /// Finds the line of headings: the first one with most texts that have values below.
  static func find(_ lines: [(row: Int, texts: [Int: String])]) -> LedgerHeading? {
    var best: (heading: LedgerHeading, score: Int)?
    for (index, line) in lines.enumerated().prefix(30) {
      let words = line.texts.filter { !isValue($0.value) }
      guard words.count >= 2, words.count * 2 > line.texts.count else { continue }
      let below = lines.dropFirst(index + 1).prefix(5)
      let values = below.reduce(0) { sum, next in
        sum + words.keys.filter { next.texts[$0].map(isValue) ?? false }.count
      }
      let score = words.count * 2 + values * 3
      if values > 0, score > best?.score ?? 0 {
        best = (LedgerHeading(row: line.row, texts: words.mapValues(clean)), score)
      }
    }
    return best?.heading
  }

  /// The headings of a given row.
  static func at(_ row: Int, _ lines: [(row: Int, texts: [Int: String])]) -> LedgerHeading? {
    lines.first { $0.row == row }.map { LedgerHeading(row: row, texts: $0.texts.mapValues(clean)) }
  }

  /// The column of a heading.
  func column(_ heading: String) -> Int? {
    let folded = SheetLayout.folded(heading)
    return texts.filter { SheetLayout.folded($0.value) == folded }.keys.min()
  }

  static func clean(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
  }

  /// Whether a text is a number or a period.
  static func isValue(_ text: String) -> Bool {
    if CellText.period(text.trimmed) != nil { return true }
    return NumberText.read(text, at: .none).value != nil
  }
}
