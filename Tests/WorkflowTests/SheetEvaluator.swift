import Foundation
import OfficeFiles

/// Computes the formulas of a workbook as a spreadsheet does, from their text alone.
///
/// - Source: ISO/IEC 29500-1 §18.17 for the grammar; ECMA's names of functions.
final class SheetEvaluator {
  /// A value.
  enum Value: Equatable {
    case number(Double)
    case text(String)
    case flag(Bool)
    case list([Value])
    case empty

    var number: Double {
      switch self {
      case .number(let number): number
      case .flag(let flag): flag ? 1 : 0
      default: .nan
      }
    }

    /// The numbers that a function over ranges sees.
    var numbers: [Double] {
      switch self {
      case .number(let number): [number]
      case .list(let values): values.flatMap(\.numbers)
      default: []
      }
    }
  }

  private let sheets: [String: [[WorkbookCell]]]
  private var known: [String: Value] = [:]

  init(_ workbook: Workbook) {
    sheets = Dictionary(
      uniqueKeysWithValues: workbook.sheets.map { ($0.name, $0.rows.map(\.cells)) })
  }

  /// The value of a cell, rows and columns from 0.
  func value(_ sheet: String, _ row: Int, _ column: Int) -> Value {
    guard let rows = sheets[sheet], row < rows.count, column < rows[row].count else {
      return .empty
    }
    let key = "\(sheet)!\(row),\(column)"
    if let found = known[key] { return found }
    let result: Value
    switch rows[row][column].content {
    case .empty: result = .empty
    case .text(let text): result = .text(text)
    case .number(let digits): result = .number(Double(digits) ?? .nan)
    case .flag(let flag): result = .flag(flag)
    case .date: result = .empty
    case .formula(let formula, _):
      var reader = Reader(text: Array(formula), sheet: sheet, book: self)
      result = reader.comparison()
      precondition(reader.isAtEnd, "not read to its end: \(formula)")
    }
    known[key] = result
    return result
  }

  fileprivate func column(_ sheet: String, _ column: Int) -> [Value] {
    (0..<(sheets[sheet]?.count ?? 0)).map { value(sheet, $0, column) }
  }

  /// Reads and computes one formula.
  private struct Reader {
    let text: [Character]
    let sheet: String
    let book: SheetEvaluator
    var place = 0

    var isAtEnd: Bool { place == text.count }

    private func peek(_ words: String) -> Bool {
      text[place...].starts(with: Array(words))
    }

    private mutating func take(_ words: String) -> Bool {
      guard peek(words) else { return false }
      place += words.count
      return true
    }

    mutating func comparison() -> Value {
      let left = sum()
      for sign in ["<>", "<=", ">=", "=", "<", ">"] where take(sign) {
        let right = sum()
        switch sign {
        case "=": return .flag(left == right)
        case "<>": return .flag(left != right)
        case "<=": return .flag(left.number <= right.number)
        case ">=": return .flag(left.number >= right.number)
        case "<": return .flag(left.number < right.number)
        default: return .flag(left.number > right.number)
        }
      }
      return left
    }

    private mutating func sum() -> Value {
      var left = product()
      while true {
        if take("+") {
          left = .number(left.number + product().number)
        } else if take("-") {
          left = .number(left.number - product().number)
        } else {
          return left
        }
      }
    }

    private mutating func product() -> Value {
      var left = factor()
      while true {
        if take("*") {
          left = .number(left.number * factor().number)
        } else if take("/") {
          left = .number(left.number / factor().number)
        } else {
          return left
        }
      }
    }

    private mutating func factor() -> Value {
      if take("-") { return .number(-factor().number) }
      if take("(") {
        let inner = comparison()
        precondition(take(")"), "bracket")
        return inner
      }
      if take("\"") { return .text(string("\"")) }
      if peek("'") { return reference(sheetName()) }
      if text[place].isNumber {
        let start = place
        while place < text.count, text[place].isNumber || text[place] == "." { place += 1 }
        return .number(Double(String(text[start..<place])) ?? .nan)
      }
      let start = place
      while place < text.count, text[place].isLetter { place += 1 }
      let word = String(text[start..<place])
      if word == "TRUE" || word == "FALSE" { return .flag(word == "TRUE") }
      if take("(") { return call(word) }
      place = start
      return reference(sheet)
    }

    private mutating func string(_ end: Character) -> String {
      var result = ""
      while place < text.count {
        let character = text[place]
        place += 1
        if character == end {
          guard place < text.count, text[place] == end else { return result }
          place += 1
        }
        result.append(character)
      }
      return result
    }

    private mutating func sheetName() -> String {
      place += 1
      let name = string("'")
      precondition(take("!"), "sheet")
      return name
    }

    private mutating func cell() -> (row: Int?, column: Int) {
      _ = take("$")
      var column = 0
      while place < text.count, let value = text[place].asciiValue, (65...90).contains(value) {
        column = column * 26 + Int(value) - 64
        place += 1
      }
      _ = take("$")
      let start = place
      while place < text.count, text[place].isNumber { place += 1 }
      return (Int(String(text[start..<place])).map { $0 - 1 }, column - 1)
    }

    private mutating func reference(_ sheet: String) -> Value {
      let first = cell()
      guard take(":") else { return book.value(sheet, first.row ?? -1, first.column) }
      let last = cell()
      guard let top = first.row, let bottom = last.row else {
        return .list(book.column(sheet, first.column))
      }
      return .list(
        (top...bottom).flatMap { row in
          (first.column...last.column).map { book.value(sheet, row, $0) }
        })
    }

    private mutating func call(_ name: String) -> Value {
      var arguments: [Value] = []
      while !take(")") {
        arguments.append(comparison())
        _ = take(",")
      }
      return Functions.call(name, arguments)
    }
  }
}

/// The functions of spreadsheets that our formulas use.
private enum Functions {
  static func call(_ name: String, _ arguments: [SheetEvaluator.Value]) -> SheetEvaluator.Value {
    let numbers = arguments.flatMap(\.numbers)
    switch name {
    case "SUM": return .number(numbers.reduce(0, +))
    case "PRODUCT": return .number(numbers.reduce(1, *))
    case "MIN": return .number(numbers.min() ?? 0)
    case "MAX": return .number(numbers.max() ?? 0)
    case "VAR":
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let squares = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      return .number(squares / Double(numbers.count - 1))
    case "ABS": return .number(abs(arguments[0].number))
    case "MOD":
      let (x, y) = (arguments[0].number, arguments[1].number)
      return .number(x - y * (x / y).rounded(.down))
    case "POWER": return .number(pow(arguments[0].number, arguments[1].number))
    case "SQRT": return .number(sqrt(arguments[0].number))
    case "LN": return .number(log(arguments[0].number))
    case "EXP": return .number(exp(arguments[0].number))
    case "ROUND": return rounded(arguments) { ($0 + 0.5).rounded(.down) }
    case "ROUNDDOWN": return rounded(arguments) { $0.rounded(.down) }
    case "ROUNDUP": return rounded(arguments) { ($0 - 1e-9).rounded(.up) }
    case "IF": return arguments[0] == .flag(true) ? arguments[1] : arguments[2]
    case "AND": return .flag(arguments.allSatisfy { $0 == .flag(true) })
    case "OR": return .flag(arguments.contains(.flag(true)))
    case "NOT": return .flag(arguments[0] == .flag(false))
    case "INDEX":
      guard case .list(let values) = arguments[0] else { return .empty }
      return values[Int(arguments[1].number) - 1]
    case "MATCH":
      guard case .list(let values) = arguments[1], let place = values.firstIndex(of: arguments[0])
      else { return .number(.nan) }
      return .number(Double(place + 1))
    default: preconditionFailure("no function \(name)")
    }
  }

  /// Spreadsheets round what a number looks like in 15 digits, not its last bits.
  private static func rounded(
    _ arguments: [SheetEvaluator.Value], _ round: (Double) -> Double
  ) -> SheetEvaluator.Value {
    let places = Int(arguments[1].number)
    let digits = String(format: "%.14e", abs(arguments[0].number))
    let scaled = Double(digits.replacing("e", with: "e")).map { $0 * pow(10, Double(places)) }
    let near = scaled.flatMap { Double(String(format: "%.14e", $0)) } ?? .nan
    let result = round(near) / pow(10, Double(places))
    return .number(arguments[0].number < 0 ? -result : result)
  }
}
