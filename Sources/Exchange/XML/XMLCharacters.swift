/// Texts in XML: what it cannot hold is written as `_xHHHH_`.
///
/// - Source: ECMA-376-1, 22.9.2.19 `ST_Xstring`, where spreadsheets do the same.
enum XMLCharacters {
  /// The text for an attribute or an element.
  static func escaped(_ text: String) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count)
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\t", "\n", "\r": out += "&#\(scalar.value);"
      case "_" where isEscape(scalars[index...]): out += "_x005F_"
      case _ where isForbidden(scalar): out += "_x" + hexadecimal(scalar.value) + "_"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// The text that ``escaped(_:)`` was given, after XML's own references are resolved.
  static func restored(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    var out = ""
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      if isEscape(scalars[index...]) {
        let digits = String(String.UnicodeScalarView(scalars[(index + 2)..<(index + 6)]))
        if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) {
          out.unicodeScalars.append(scalar)
          index += 7
          continue
        }
      }
      out.unicodeScalars.append(scalars[index])
      index += 1
    }
    return out
  }

  /// Whether a text begins with `_xHHHH_`.
  private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let start = scalars.startIndex
    guard scalars.count >= 7, scalars[start] == "_", scalars[start + 1] == "x",
      scalars[start + 6] == "_"
    else { return false }
    return scalars[(start + 2)..<(start + 6)].allSatisfy {
      ("0"..."9").contains($0) || ("A"..."F").contains($0)
    }
  }

  /// - Source: XML 1.0, production 2, `Char`.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value)
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
