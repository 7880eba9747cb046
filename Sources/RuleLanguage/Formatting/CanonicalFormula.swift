/// The canonical spelling of formulas, and how long ones are broken into lines.
public enum CanonicalFormula {
  /// The formula as `mrv fmt` writes it, on one line; nil where it cannot be read, or where the
  /// canonical spelling would not mean the same.
  public static func text(of formula: String) -> String? {
    guard let tree = Parser.parse(formula, file: "", base: 0).0 else { return nil }
    let text = tree.text
    guard let again = Parser.parse(text, file: "", base: 0).0, again.form == tree.form else {
      return nil
    }
    return text
  }

  /// Words before which a line may end; a break elsewhere would tear names from their brackets.
  private static let openers: Set<String> = [
    "+", "−", "×", "÷", "=", "≠", "≤", "≥", "and", "or", "then", "else", "of", "where", "less",
    "more", "weighted",
  ]

  /// The formula broken into lines of a width; the first line may be of another.
  static func lines(_ formula: String, first: Int, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(formula) {
      let limit = lines.isEmpty ? first : width
      if !line.isEmpty, Columns.count(line) + 1 + Columns.count(piece) > limit {
        lines.append(line)
        line = piece
      } else {
        line += line.isEmpty ? piece : " " + piece
      }
    }
    return lines + [line]
  }

  /// Runs of words that stay together; blanks inside quotation marks are no breaks.
  private static func pieces(_ formula: String) -> [String] {
    var pieces: [String] = []
    var quoted = false
    for word in formula.split(separator: " ", omittingEmptySubsequences: false) {
      if !quoted, openers.contains(String(word)) || pieces.isEmpty {
        pieces.append(String(word))
      } else {
        pieces[pieces.count - 1] += " " + word
      }
      let marks = word.replacing("&quot;", with: "\"").filter { $0 == "\"" }.count
      if marks % 2 == 1 { quoted.toggle() }
    }
    return pieces
  }
}

/// Widths as editors show them.
enum Columns {
  /// How many columns a text takes; Chinese characters take two.
  static func count(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension Expression {
  /// The structure without places: two formulas with the same form mean the same.
  package var form: String {
    switch node {
    case .number(let number, _): "#\(number)"
    case .text(let text): "\"\(text)\""
    case .flag(let flag): "\(flag)"
    case .name(let name): "`\(name)`"
    case .member(let value, let name): "(. \(value.form) \(name))"
    case .lookup(let table, let keys, let column):
      "(look \(table) [\(keys.map(\.form).joined(separator: " "))] \(column))"
    case .call(let name, let arguments):
      "(\(name) \(arguments.map(\.form).joined(separator: " ")))"
    case .special(let name, let word): "(special \(name) \(word))"
    case .evidence(let value, let field): "(evidence \(value.form) \(field))"
    case .unary(let operation, let value): "(\(operation.rawValue) \(value.form))"
    case .binary(let operation, let left, let right):
      "(\(operation.rawValue) \(left.form) \(right.form))"
    case .unit(let value, let use, let unit, _): "(\(use.rawValue) \(value.form) \(unit))"
    case .conditional(let condition, let yes, let no):
      "(if \(condition.form) \(yes.form) \(no.form))"
    case .oneOf(let value, let words): "(one-of \(value.form) \(words))"
    case .this(let name): "(this \(name))"
    case .reduction(let fold): fold.form
    }
  }
}

extension Expression.Fold {
  fileprivate var form: String {
    var text = "(\(reduction.rawValue) over \(axes.map(\.name).joined(separator: ","))"
    if let (window, grain, _) = window {
      text += "previous \(window.slots) \(window.givenOnly) \(grain)"
    }
    if let bucket { text += " by \(bucket.grain) \(bucket.date.form)" }
    if let condition { text += " where \(condition.form)" }
    if let weight { text += " weighted \(weight.form)" }
    if let body { text += " of \(body.form)" }
    return text + ")"
  }
}
