/// Text made safe for HTML.
enum HTMLText {
  /// The text with every character that means something in HTML escaped; characters that XML
  /// cannot hold, and direction marks that would turn what follows, become U+FFFD.
  ///
  /// - Parameter keepsLines: whether line breaks and tabs are written as references, as they must
  ///   be in the attributes of XML, where a reader takes them for blanks.
  static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    var text = text
    return text.withUTF8 { bytes in
      var result: [UInt8] = []
      var start = 0
      var index = 0
      while index < bytes.count {
        guard isSpecial[Int(bytes[index])],
          let (entity, length) = entity(bytes, index, keepsLines)
        else {
          index += 1
          continue
        }
        result += bytes[start..<index]
        result += entity.utf8
        index += length
        start = index
      }
      if result.isEmpty { return String(decoding: bytes, as: UTF8.self) }
      return String(decoding: result + bytes[start...], as: UTF8.self)
    }
  }

  /// The first bytes of everything that may have to be escaped.
  private static let isSpecial: [Bool] = (0..<256).map { byte in
    byte < 0x20 || [0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F, 0xC2, 0xE2, 0xEF].contains(byte)
  }

  /// What is written instead of the character at a place, and how many bytes it replaces; nil where
  /// the character stays.
  private static func entity(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ keepsLines: Bool
  ) -> (String, Int)? {
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    switch bytes[index] {
    case UInt8(ascii: "&"): return ("&amp;", 1)
    case UInt8(ascii: "<"): return ("&lt;", 1)
    case UInt8(ascii: ">"): return ("&gt;", 1)
    case UInt8(ascii: "\""): return ("&quot;", 1)
    case UInt8(ascii: "'"): return ("&#39;", 1)
    case UInt8(ascii: "\n"): return keepsLines ? ("&#10;", 1) : nil
    case UInt8(ascii: "\t"): return keepsLines ? ("&#9;", 1) : nil
    // U+0080 to U+009F, U+202A to U+202E, U+2066 to U+2069, U+FFFE, U+FFFF.
    case 0xC2: return (0x80...0x9F).contains(byte(1)) ? ("\u{FFFD}", 2) : nil
    case 0xE2:
      let turns =
        byte(1) == 0x80 && (0xAA...0xAE).contains(byte(2))
        || byte(1) == 0x81 && (0xA6...0xA9).contains(byte(2))
      return turns ? ("\u{FFFD}", 3) : nil
    case 0xEF: return byte(1) == 0xBF && byte(2) >= 0xBE ? ("\u{FFFD}", 3) : nil
    default: return ("\u{FFFD}", 1)
    }
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
