/// Swift source with what is not code blanked out; lines stay where they are.
///
/// A reader for tests: it knows comments (nested), strings (raw, of several lines) and
/// interpolations, which are code. Regex literals are taken for code.
struct SwiftText {
  /// What is left of a source text.
  enum Keep {
    /// Code alone; strings are empty.
    case code
    /// Code and the text of strings.
    case codeAndStrings
  }

  private let source: [Character]
  private let keep: Keep
  private var index = 0
  private var result = ""

  /// The source with comments, and unless they are kept strings, blanked out.
  static func strip(_ text: String, keeping keep: Keep = .code) -> String {
    var reader = SwiftText(text, keep)
    reader.code(until: nil)
    return reader.result
  }

  private init(_ text: String, _ keep: Keep) {
    source = Array(text)
    self.keep = keep
  }

  private func starts(with text: String) -> Bool {
    var position = index
    for character in text {
      guard position < source.count, source[position] == character else { return false }
      position += 1
    }
    return true
  }

  private mutating func blank() {
    if source[index] == "\n" { result.append("\n") }
    index += 1
  }

  private mutating func copy() {
    result.append(source[index])
    index += 1
  }

  /// Reads code up to the parenthesis that closes an interpolation, or to the end.
  private mutating func code(until close: Character?) {
    var depth = 0
    while index < source.count {
      if starts(with: "//") {
        while index < source.count, source[index] != "\n" { index += 1 }
      } else if starts(with: "/*") {
        comment()
      } else if source[index] == "\"" || starts(with: "#\"") || starts(with: "##\"") {
        string()
      } else {
        if source[index] == "(" { depth += 1 }
        if source[index] == ")" {
          if depth == 0, close != nil { return }
          depth -= 1
        }
        copy()
      }
    }
  }

  private mutating func comment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        index += 2
      } else if starts(with: "*/") {
        depth -= 1
        index += 2
      } else {
        blank()
      }
    } while depth > 0 && index < source.count
    result.append(" ")
  }

  private mutating func string() {
    var hashes = ""
    while index < source.count, source[index] == "#" {
      hashes.append("#")
      index += 1
    }
    let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    index += quote.count
    result.append("\"")
    while index < source.count, !starts(with: quote + hashes) {
      if starts(with: "\\\(hashes)(") {
        index += hashes.count + 2
        result.append("(")
        code(until: ")")
        result.append(")")
        if index < source.count { index += 1 }
      } else if starts(with: "\\\(hashes)") {
        index += hashes.count + 1
        if index < source.count { body() }
      } else {
        body()
      }
    }
    index = min(index + quote.count + hashes.count, source.count)
    result.append("\"")
  }

  private mutating func body() {
    if keep == .codeAndStrings { copy() } else { blank() }
  }
}
