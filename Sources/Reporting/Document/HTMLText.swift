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
        let isControl =
          scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
          || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        let turns =
          (0x202A...0x202E).contains(scalar.value)
          || (0x2066...0x2069).contains(scalar.value)
        if isControl || turns { result += "\u{FFFD}" } else { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// Running text with indices and exponents.
  static func plain(_ text: String) -> String { html(TextPieces.plain(text)) }

  /// A formula: names are set upright with what follows `_` as a subscript.
  static func formula(_ text: String) -> String { html(TextPieces.formula(text)) }

  private static func html(_ pieces: [TextPiece]) -> String {
    var result = ""
    for piece in pieces {
      let text = escaped(piece.text)
      switch piece.rise {
      case .none: result += text
      case .below: result += "<sub>\(text)</sub>"
      case .above: result += "<sup>\(text)</sup>"
      }
    }
    return result
  }
}
