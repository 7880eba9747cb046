/// How texts of other people come onto a terminal: measured in columns and without control codes.
package enum TerminalText {
  /// How many columns a character takes: 2 for Chinese, Japanese, Korean and full-width ones.
  ///
  /// Characters whose width depends on the font (`×`, `≤`) count as one column.
  package static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if character.unicodeScalars.count == 1 {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: return 0
      default: break
      }
    }
    return isWide(scalar.value) ? 2 : 1
  }

  /// How many columns a text takes.
  package static func width(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  /// East Asian Width W and F of Unicode's UAX 11, without the rare historic scripts.
  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// The text with characters that would move the cursor, colour or re-order made visible.
  ///
  /// A file's name or cell must not be able to rewrite what the terminal shows.
  package static func printable(_ text: some StringProtocol) -> String {
    if text.unicodeScalars.allSatisfy({ !isHidden($0.value) }) { return String(text) }
    var result = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar.value) {
        result += "⟨U+" + String(scalar.value, radix: 16, uppercase: true) + "⟩"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isHidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }
}
