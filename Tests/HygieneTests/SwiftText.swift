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

  private let source: [UInt8]
  private let keep: Keep
  private var index = 0
  private var result: [UInt8] = []

  /// The source with comments, and unless they are kept strings, blanked out.
  static func strip(_ text: String, keeping keep: Keep = .code) -> String {
    var reader = SwiftText(text, keep)
    reader.code(isInterpolation: false)
    return String(decoding: reader.result, as: UTF8.self)
  }

  private init(_ text: String, _ keep: Keep) {
    source = Array(text.utf8)
    self.keep = keep
  }

  private func at(_ character: Unicode.Scalar) -> Bool {
    index < source.count && source[index] == UInt8(ascii: character)
  }

  private func starts(with text: String) -> Bool {
    source[index...].starts(with: text.utf8)
  }

  private mutating func put(_ character: Unicode.Scalar) { result.append(UInt8(ascii: character)) }

  private mutating func blank() {
    if at("\n") { put("\n") }
    index += 1
  }

  private mutating func copy() {
    result.append(source[index])
    index += 1
  }

  /// Reads code up to the parenthesis that closes an interpolation, or to the end.
  private mutating func code(isInterpolation: Bool) {
    var depth = 0
    while index < source.count {
      if at("/"), starts(with: "//") {
        while index < source.count, !at("\n") { index += 1 }
      } else if at("/"), starts(with: "/*") {
        comment()
      } else if at("\"") || at("#") && (starts(with: "#\"") || starts(with: "##\"")) {
        string()
      } else {
        if at("(") { depth += 1 }
        if at(")") {
          if depth == 0, isInterpolation { return }
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
    put(" ")
  }

  private mutating func string() {
    var hashes = ""
    while at("#") {
      hashes.append("#")
      index += 1
    }
    let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    let (close, escape, open) = (quote + hashes, "\\" + hashes, "\\" + hashes + "(")
    index += quote.count
    put("\"")
    while index < source.count, !starts(with: close) {
      if at("\\"), starts(with: open) {
        index += open.count
        put("(")
        code(isInterpolation: true)
        put(")")
        if index < source.count { index += 1 }
      } else if at("\\"), starts(with: escape) {
        index += escape.count
        if index < source.count { body() }
      } else {
        body()
      }
    }
    index = min(index + close.count, source.count)
    put("\"")
  }

  private mutating func body() {
    if keep == .codeAndStrings { copy() } else { blank() }
  }
}
