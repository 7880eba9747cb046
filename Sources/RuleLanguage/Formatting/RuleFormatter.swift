import Diagnostics

/// Writes rule files in their canonical layout; what they mean does not change.
///
/// Two blanks a level, attributes in a fixed order and wrapped at 100 columns, formulas in
/// canonical spelling where they can be read. Comments, notes, titles and single blank lines are
/// kept. Formatting twice gives the same as formatting once.
public enum RuleFormatter {
  /// The canonical layout of one file.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name in findings.
  /// - Returns: the text, ending in a line break; nil where the file is not well-formed, with the
  ///   findings that say why. Formulas that cannot be read are left as they are, without a finding:
  ///   the compiler reports them.
  public static func format(_ bytes: [UInt8], file: String) -> (text: String?, findings: [Finding])
  {
    let (root, findings) = XMLReader.read(bytes, file: file)
    guard let root else { return (nil, findings) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    for piece in outside(bytes, 0..<root.range.lowerBound) { text += piece + "\n" }
    text += ElementLayout(bytes).block(root, parent: nil, indent: 0) + "\n"
    for piece in outside(bytes, root.range.upperBound..<bytes.count) { text += piece + "\n" }
    return (text, findings)
  }

  /// Comments and instructions before or behind the root element; the XML declaration is not among
  /// them.
  private static func outside(_ bytes: [UInt8], _ range: Range<Int>) -> [String] {
    var pieces: [String] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let end: Int
      if bytes.hasText("<!--", at: index) {
        end = bytes.end(of: "-->", from: index + 4, within: range.upperBound)
      } else if bytes.hasText("<?", at: index) {
        end = bytes.end(of: "?>", from: index + 2, within: range.upperBound)
      } else {
        index += 1
        continue
      }
      let text = String(decoding: bytes[index..<end], as: UTF8.self)
      if !text.hasPrefix("<?xml ") { pieces.append(text.replacing("\r\n", with: "\n")) }
      index = end
    }
    return pieces
  }
}
