import Typesetting

/// How high a piece of text stands: below the line in CO₂ and E_燃烧, above it in m³ and 10⁴.
typealias TextRise = TextStyle.Rise

/// A piece of text that stands at one height.
struct TextPiece: Hashable, Sendable {
  var text: String
  var rise: TextRise

  init(_ text: String, _ rise: TextRise = .none) {
    self.text = text
    self.rise = rise
  }
}

/// Text with its indices and exponents set where they belong. The letters stay what they are, so
/// that a search for `CO2` finds them.
enum TextPieces {
  /// Running text: chemical formulas (CO2), square and cubic metres (Nm3), powers (10^4).
  static func plain(_ text: String) -> [TextPiece] {
    // Nearly all cells are numbers or words without a digit behind a letter.
    guard needsCare(text) else { return [TextPiece(text)] }
    var result: [TextPiece] = []
    var word = ""
    func flush() {
      if !word.isEmpty {
        // CaMg(CO3)2: the digits behind the bracket count what stands in it.
        let isCount = result.last?.rise == TextRise.none && result.last?.text.hasSuffix(")") == true
        let hasInner = result.dropLast().last?.rise == .below
        let counts = isCount && hasInner && word.allSatisfy(\.isNumber) && result.last?.text == ")"
        append(counts ? [TextPiece(word, .below)] : self.word(word), to: &result)
      }
      word = ""
    }
    var characters = text[...]
    while let character = characters.popFirst() {
      if character == "^" {
        flush()
        let exponent = characters.prefix { $0.isASCII && ($0.isNumber || $0 == "-") }
        if exponent.isEmpty {
          append([TextPiece("^")], to: &result)
        } else {
          append([TextPiece(String(exponent), .above)], to: &result)
          characters = characters.dropFirst(exponent.count)
        }
      } else if character.isASCII, character.isLetter || character.isNumber {
        word.append(character)
      } else {
        flush()
        append([TextPiece(String(character))], to: &result)
      }
    }
    flush()
    return result
  }

  /// A formula: in names what follows `_` is an index, and so are the digits of CO2; behind any
  /// sign what stands in `_{…}`.
  static func formula(_ text: String) -> [TextPiece] {
    var result: [TextPiece] = []
    var word = ""
    func flush() {
      let parts = word.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
        append([TextPiece(String(parts[0])), TextPiece(String(parts[1]), .below)], to: &result)
      } else if !word.isEmpty {
        append(plain(word), to: &result)
      }
      word = ""
    }
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "_", rest.first == "{", let end = rest.firstIndex(of: "}") {
        flush()
        append([TextPiece(String(rest[rest.startIndex..<end].dropFirst()), .below)], to: &result)
        rest = rest[end...].dropFirst()
      } else if character == "^", rest.first?.isNumber == true {
        flush()
        let exponent = rest.prefix { $0.isASCII && $0.isNumber }
        append([TextPiece(String(exponent), .above)], to: &result)
        rest = rest.dropFirst(exponent.count)
      } else if character.isLetter || character.isNumber || character == "_" || character == "." {
        word.append(character)
      } else {
        flush()
        append([TextPiece(String(character))], to: &result)
      }
    }
    flush()
    return result
  }

  // MARK: words

  private static func needsCare(_ text: String) -> Bool {
    var wasLetter = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "^") { return true }
      let isDigit = (48...57).contains(byte)
      if isDigit, wasLetter { return true }
      wasLetter = (65...90).contains(byte) || (97...122).contains(byte)
    }
    return false
  }

  private static func append(_ pieces: [TextPiece], to result: inout [TextPiece]) {
    for piece in pieces {
      if let last = result.last, last.rise == piece.rise {
        result[result.count - 1].text += piece.text
      } else {
        result.append(piece)
      }
    }
  }

  /// A word of ASCII letters and digits.
  private static func word(_ word: String) -> [TextPiece] {
    metres(word) ?? species(word) ?? [TextPiece(word)]
  }

  private static let lengths: Set<String> = ["m", "Nm", "km", "cm", "dm", "mm", "sm", "Sm"]

  /// `Nm3`, `m2`.
  private static func metres(_ word: String) -> [TextPiece]? {
    guard let last = word.last, last == "2" || last == "3",
      lengths.contains(String(word.dropLast()))
    else { return nil }
    return [TextPiece(String(word.dropLast())), TextPiece(String(last), .above)]
  }

  private static let elements: Set<String> = [
    "H", "B", "C", "N", "O", "F", "Na", "Mg", "Al", "Si", "P", "S", "Cl", "K", "Ca", "Ti", "Cr",
    "Mn", "Fe", "Ni", "Cu", "Zn", "Br", "Sr", "I", "Ba", "Li",
  ]
  private static let molecules: Set<String> = ["H2", "O2", "N2", "O3", "Cl2", "F2"]

  /// `CO2`, `tCO2e`, `Na2CO3`; nil for what is no chemical formula: `K1`, `F1`.
  private static func species(_ word: String) -> [TextPiece]? {
    var body = word[...]
    var before = ""
    for prefix in ["kg", "t", "g", "k"] where body.hasPrefix(prefix) {
      let rest = body.dropFirst(prefix.count)
      if rest.first?.isUppercase == true {
        before = prefix
        body = rest
        break
      }
    }
    var after = ""
    if body.last == "e" {
      after = "e"
      body = body.dropLast()
    }
    guard let pieces = formula(of: body) else { return nil }
    return (before.isEmpty ? [] : [TextPiece(before)]) + pieces
      + (after.isEmpty ? [] : [TextPiece(after)])
  }

  private static func formula(of word: Substring) -> [TextPiece]? {
    var pieces: [TextPiece] = []
    var symbols = 0
    var rest = word
    while let first = rest.first {
      guard first.isUppercase else { return nil }
      var symbol = String(rest.removeFirst())
      if let next = rest.first, next.isLowercase { symbol.append(rest.removeFirst()) }
      guard elements.contains(symbol) else { return nil }
      symbols += 1
      append([TextPiece(symbol)], to: &pieces)
      let count = rest.prefix { $0.isNumber }
      if !count.isEmpty {
        guard let number = Int(count), (2...99).contains(number) else { return nil }
        append([TextPiece(String(count), .below)], to: &pieces)
        rest = rest.dropFirst(count.count)
      }
    }
    guard pieces.contains(where: { $0.rise == .below }) else { return nil }
    return symbols > 1 || molecules.contains(String(word)) ? pieces : nil
  }
}
