import Diagnostics

/// A piece of a formula.
struct Token {
  enum Kind: Equatable {
    case number
    case text
    case name
    case symbol
    case end
  }

  let kind: Kind
  /// Canonical spelling: `×` for `*`, the content of a quoted text without its quotes.
  let text: String
  /// Half-open range of UTF-8 offsets in the formula.
  let range: Range<Int>
}

/// Cuts a formula into tokens; ASCII and full-width twins become canonical symbols.
struct Lexer {
  private let scalars: [(scalar: Unicode.Scalar, offset: Int)]
  private let length: Int
  private(set) var position = 0
  private(set) var problems: [(range: Range<Int>, character: String)] = []

  init(_ text: String) {
    var offset = 0
    var list: [(Unicode.Scalar, Int)] = []
    list.reserveCapacity(text.unicodeScalars.count)
    for scalar in text.unicodeScalars {
      list.append((scalar, offset))
      offset += scalar.utf8.count
    }
    scalars = list
    length = offset
  }

  /// The token that starts at the current position; `.end` when nothing is left.
  mutating func next() -> Token {
    skipBlanks()
    guard position < scalars.count else {
      return Token(kind: .end, text: "", range: length..<length)
    }
    let start = position
    let scalar = scalars[position].scalar
    if Self.isDigit(scalar) { return number(from: start) }
    if Self.isNameStart(scalar) { return name(from: start) }
    if scalar == "\"" || scalar == "“" || scalar == "”" || scalar == "＂" {
      return quoted(from: start)
    }
    return symbol(from: start)
  }

  /// A unit: everything up to a blank, a comma or an unmatched parenthesis.
  mutating func unit() -> Token {
    skipBlanks()
    let start = position
    var depth = 0
    var text = ""
    while position < scalars.count {
      let scalar = scalars[position].scalar
      if scalar.properties.isWhitespace || scalar == "," { break }
      if scalar == "(" { depth += 1 }
      if scalar == ")" {
        if depth == 0 { break }
        depth -= 1
      }
      text.unicodeScalars.append(scalar)
      position += 1
    }
    return Token(kind: .name, text: text, range: range(start))
  }

  /// The raw text up to the parenthesis that closes an opened one; the parenthesis is taken.
  mutating func rawArgument() -> Token? {
    skipBlanks()
    let start = position
    var depth = 0
    var text = ""
    while position < scalars.count {
      let scalar = scalars[position].scalar
      if scalar == "(" || scalar == "（" { depth += 1 }
      if scalar == ")" || scalar == "）" {
        if depth == 0 {
          let result = Token(kind: .name, text: Self.trimmed(text), range: range(start))
          position += 1
          return result
        }
        depth -= 1
      }
      text.unicodeScalars.append(scalar)
      position += 1
    }
    return nil
  }

  private mutating func skipBlanks() {
    while position < scalars.count, scalars[position].scalar.properties.isWhitespace {
      position += 1
    }
  }

  private func range(_ start: Int) -> Range<Int> {
    let from = start < scalars.count ? scalars[start].offset : length
    let to = position < scalars.count ? scalars[position].offset : length
    return from..<max(from, to)
  }

  private mutating func number(from start: Int) -> Token {
    var text = ""
    var seenPoint = false
    while position < scalars.count {
      let scalar = scalars[position].scalar
      if Self.isDigit(scalar) {
        text.unicodeScalars.append(Self.asciiDigit(scalar))
      } else if scalar == ".", !seenPoint, position + 1 < scalars.count,
        Self.isDigit(scalars[position + 1].scalar)
      {
        seenPoint = true
        text += "."
      } else {
        break
      }
      position += 1
    }
    return Token(kind: .number, text: text, range: range(start))
  }

  private mutating func name(from start: Int) -> Token {
    var text = ""
    while position < scalars.count {
      let scalar = scalars[position].scalar
      let joins =
        scalar == "-" && position + 1 < scalars.count
        && (Self.isNameStart(scalars[position + 1].scalar) || isTableName(from: position + 1))
      guard Self.isNameStart(scalar) || Self.isDigit(scalar) || joins else { break }
      text.unicodeScalars.append(scalar)
      position += 1
    }
    return Token(kind: .name, text: text, range: range(start))
  }

  /// Whether what follows a hyphen, `2013` in `fuels-2013[…]`, ends a table's name.
  ///
  /// A bracket never follows a number, so that no difference is taken for a name.
  private func isTableName(from start: Int) -> Bool {
    var isFirst = true
    for (scalar, _) in scalars[start...] {
      if isFirst {
        guard Self.isDigit(scalar) else { return false }
        isFirst = false
      } else if scalar == "-" {
        isFirst = true
      } else if !Self.isDigit(scalar), !Self.isNameStart(scalar) {
        return scalar == "[" || scalar == "［"
      }
    }
    return false
  }

  /// Whether a name is one that only a bracket behind it makes a name.
  static func hasDigitBehindHyphen(_ name: String) -> Bool {
    zip(name.unicodeScalars, name.unicodeScalars.dropFirst()).contains {
      $0 == "-" && isDigit($1)
    }
  }

  private mutating func quoted(from start: Int) -> Token {
    let closers: Set<Unicode.Scalar> = ["\"", "“", "”", "＂"]
    position += 1
    var text = ""
    while position < scalars.count {
      let scalar = scalars[position].scalar
      position += 1
      if closers.contains(scalar) {
        return Token(kind: .text, text: text, range: range(start))
      }
      text.unicodeScalars.append(scalar)
    }
    problems.append((range(start), "\""))
    return Token(kind: .text, text: text, range: range(start))
  }

  private mutating func symbol(from start: Int) -> Token {
    let scalar = scalars[position].scalar
    let following = position + 1 < scalars.count ? scalars[position + 1].scalar : " "
    position += 1
    func pair(_ text: String) -> Token {
      position += 1
      return Token(kind: .symbol, text: text, range: range(start))
    }
    if scalar == "<" && following == "=" { return pair("≤") }
    if scalar == ">" && following == "=" { return pair("≥") }
    if scalar == "!" && following == "=" { return pair("≠") }
    if scalar == "<" && following == ">" { return pair("≠") }
    if scalar == "=" && following == "=" { return pair("=") }
    if let text = Self.canonical[scalar] {
      return Token(kind: .symbol, text: text, range: range(start))
    }
    problems.append((range(start), String(Character(scalar))))
    return next()
  }

  private static let canonical: [Unicode.Scalar: String] = [
    "+": "+", "＋": "+", "-": "−", "−": "−", "－": "−", "–": "−", "×": "×", "*": "×", "＊": "×",
    "·": "×", "⋅": "×", "∙": "×", "÷": "÷", "/": "÷", "／": "÷", "∕": "÷", "^": "^", "＾": "^",
    "(": "(", "（": "(", ")": ")", "）": ")", "[": "[", "［": "[", "]": "]", "］": "]",
    ",": ",", "，": ",", ".": ".", "=": "=", "＝": "=", "≠": "≠", "≤": "≤", "≦": "≤", "⩽": "≤",
    "≥": "≥", "≧": "≥", "⩾": "≥", "<": "less than", "＜": "less than", ">": "more than",
    "＞": "more than",
  ]

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || ("０"..."９").contains(scalar)
  }

  private static func asciiDigit(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.value >= 0xFF10 else { return scalar }
    return Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30))
  }

  private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }

  private static func trimmed(_ text: String) -> String {
    var piece = text[...]
    while let first = piece.first, first.isWhitespace { piece = piece.dropFirst() }
    while let last = piece.last, last.isWhitespace { piece = piece.dropLast() }
    return String(piece)
  }
}
