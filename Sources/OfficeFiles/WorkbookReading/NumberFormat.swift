/// What a number format of a spreadsheet makes of a number.
enum NumberFormat: Hashable {
  /// A number.
  case number
  /// A percentage.
  case percent
  /// A day.
  case date

  /// A format of the list that every spreadsheet knows by number.
  ///
  /// - Source: ECMA-376-1, 18.8.30; 27 to 36 and 50 to 58 are days in Chinese.
  init(builtIn id: Int) {
    switch id {
    case 9, 10: self = .percent
    case 14...17, 22, 27...31, 34...36, 50...54, 57, 58: self = .date
    default: self = .number
    }
  }

  /// A format by its code: `yyyy"年"m"月"`, `0.00%`.
  init(code: String) {
    var letters: Set<Character> = []
    var hasPercent = false
    var isQuoted = false
    var isSkipped = false
    var isBracketed = false
    // Only the section for positive numbers.
    for character in code.lowercased() {
      if isSkipped {
        isSkipped = false
      } else if isQuoted {
        isQuoted = character != "\""
      } else if isBracketed {
        isBracketed = character != "]"
      } else {
        switch character {
        case "\"": isQuoted = true
        case "\\", "_", "*": isSkipped = true
        case "[": isBracketed = true
        case "%": hasPercent = true
        case ";":
          self = Self.meaning(letters, hasPercent)
          return
        default: letters.insert(character)
        }
      }
    }
    self = code.lowercased() == "general" ? .number : Self.meaning(letters, hasPercent)
  }

  private static func meaning(_ letters: Set<Character>, _ hasPercent: Bool) -> NumberFormat {
    if hasPercent { return .percent }
    if letters.contains("y") || letters.contains("d") { return .date }
    let hasPlaceholder = letters.contains("0") || letters.contains("#")
    if letters.contains("e"), !hasPlaceholder { return .date }
    let isTime = letters.contains("h") || letters.contains("s")
    return letters.contains("m") && !isTime && !hasPlaceholder ? .date : .number
  }
}
