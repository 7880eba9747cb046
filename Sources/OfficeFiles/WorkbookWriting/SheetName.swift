/// Names of sheets as spreadsheets take them.
public enum SheetName {
  /// The longest name.
  public static let longest = 31

  private static let forbidden: [Character: Character] = [
    "[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼",
  ]

  /// A name like the wanted one: without forbidden characters, short enough, and not yet taken.
  public static func made(from wanted: String, besides taken: [String]) -> String {
    var name = String(wanted.map { forbidden[$0] ?? $0 }.filter { !$0.isNewline })
    while name.hasPrefix("'") { name.removeFirst() }
    name = cut(name, longest)
    while name.hasSuffix("'") { name.removeLast() }
    if name.isEmpty { name = "表" }
    let known = Set(taken.map { $0.lowercased() })
    if !known.contains(name.lowercased()) { return name }
    var count = 2
    while true {
      let ending = "_\(count)"
      let candidate = cut(name, longest - ending.count) + ending
      if !known.contains(candidate.lowercased()) { return candidate }
      count += 1
    }
  }

  /// The start of a text that has at most so many units of UTF-16, as spreadsheets count.
  private static func cut(_ text: String, _ length: Int) -> String {
    var result = ""
    for character in text {
      if result.utf16.count + character.utf16.count > length { break }
      result.append(character)
    }
    return result
  }

  /// The name as formulas write it, `'二〇二四 表'!` in quotes, without the range behind it.
  public static func quoted(_ name: String) -> String {
    "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
      + "'!"
  }
}

/// The letters of columns and the names of cells.
public enum CellName {
  /// The letters of a column, from 0: `A`, `Z`, `AA`.
  public static func column(_ index: Int) -> String {
    var rest = index + 1
    var letters: [UInt8] = []
    while rest > 0 {
      letters.append(UInt8(65 + (rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// The name of a cell, from 0: `C5`; `$C$5` where it is fixed.
  public static func cell(row: Int, column: Int, isFixed: Bool = false) -> String {
    isFixed ? "$\(self.column(column))$\(row + 1)" : "\(self.column(column))\(row + 1)"
  }

  /// The name of a range with fixed ends: `$A$1:$A$20`.
  public static func range(_ range: CellRange) -> String {
    cell(row: range.rows.lowerBound, column: range.columns.lowerBound, isFixed: true) + ":"
      + cell(row: range.rows.upperBound, column: range.columns.upperBound, isFixed: true)
  }
}
