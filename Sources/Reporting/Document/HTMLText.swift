/// Text made safe for HTML.
enum HTMLText {
  /// The text with every character that means something in HTML escaped; characters that XML
  /// cannot hold become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default:
        // Direction marks of a foreign text must not turn what follows it.
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        let turns =
          (0x202A...0x202E).contains(scalar.value)
          || (0x2066...0x2069).contains(scalar.value)
        if isControl || turns { result += "\u{FFFD}" } else { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// A formula: names are set upright with what follows `_` as a subscript.
  static func formula(_ text: String) -> String {
    var result = ""
    var word = ""
    func flush() {
      let parts = word.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
        result += "\(escaped(String(parts[0])))<sub>\(escaped(String(parts[1])))</sub>"
      } else {
        result += escaped(word)
      }
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        word.append(character)
      } else {
        flush()
        result += escaped(String(character))
      }
    }
    flush()
    return result
  }
}
