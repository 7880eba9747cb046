/// What a number format of a spreadsheet makes of a number.
enum NumberFormat: Hashable {
  /// A number with so many decimals; nil where the format shows as many as there are.
  case number(decimals: Int?)
  /// A percentage.
  case percent(decimals: Int?)
  /// A day.
  case date
  /// A month of a year, without a day.
  case month

  /// A format of the list that every spreadsheet knows by number.
  ///
  /// - Source: ECMA-376-1, 18.8.30; 27 to 36 and 50 to 58 are days in Chinese.
  init(builtIn id: Int) {
    switch id {
    case 1, 3: self = .number(decimals: 0)
    case 2, 4, 39, 40: self = .number(decimals: 2)
    case 9: self = .percent(decimals: 0)
    case 10: self = .percent(decimals: 2)
    case 17, 27, 36, 50, 57: self = .month
    case 14...16, 22, 28...31, 34, 35, 51...54, 58: self = .date
    default: self = .number(decimals: nil)
    }
  }

  /// A format by its code: `yyyy"年"m"月"`, `0.00%`.
  init(code: String) {
    self = code.lowercased() == "general" ? .number(decimals: nil) : Self.meaning(Self.plain(code))
  }

  /// The first section, for positive numbers, without texts, colours and paddings.
  private static func plain(_ code: String) -> [Character] {
    var kept: [Character] = []
    var isQuoted = false
    var isSkipped = false
    var isBracketed = false
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
        case ";": return kept
        default: kept.append(character)
        }
      }
    }
    return kept
  }

  private static func meaning(_ code: [Character]) -> NumberFormat {
    let letters = Set(code)
    let hasPlaceholder = letters.contains("0") || letters.contains("#")
    if letters.contains("%") { return .percent(decimals: decimals(code)) }
    if letters.contains("d") { return .date }
    if letters.contains("y") { return letters.contains("m") ? .month : .date }
    if letters.contains("e"), !hasPlaceholder { return letters.contains("m") ? .month : .date }
    let isTime = letters.contains("h") || letters.contains("s")
    if letters.contains("m"), !isTime, !hasPlaceholder { return .date }
    let isPlain = hasPlaceholder && !letters.contains("e") && !letters.contains("/")
    return .number(decimals: isPlain ? decimals(code) : nil)
  }

  /// The digits that always stand behind the point; nil where the format scales or has none.
  private static func decimals(_ code: [Character]) -> Int? {
    guard let last = code.lastIndex(where: { "0#?".contains($0) }) else { return nil }
    if code[last...].contains(",") { return nil }
    guard let point = code.firstIndex(of: ".") else { return 0 }
    return code[point...].dropFirst().prefix { $0 == "0" }.count
  }
}
