import Typesetting

/// Sizes of type on pages.
///
/// - Source: GB/T 9704-2012 §5.2.3, §7.3 (3号 = 16 pt, 22 lines in 225 mm, title 2号), seen in
///   transcriptions. Free families stand for 仿宋, 黑体, 楷体 and 小标宋.
struct PageStyle {
  /// The size of running text.
  var body: Double
  /// From line to line.
  var pitch: Double
  /// The size of the title.
  var title: Double
  /// Whether paragraphs begin two characters in.
  var hasIndent: Bool

  /// What is filed.
  static let official = PageStyle(
    body: 16, pitch: 225 * PageSetup.millimetre / 22, title: 22, hasIndent: true)
  /// What people work with: checklists, pages of methods.
  static let working = PageStyle(body: 11, pitch: 18, title: 18, hasIndent: false)

  static let tint = Ink(0.93, 0.94, 0.94)
  static let soft = Ink(0.25, 0.25, 0.25)
  static let mark = Ink(0.48, 0.12, 0.12)
  static let bar = Ink(0.18, 0.44, 0.31)
  static let grey = Ink(0.42, 0.42, 0.42)

  func heading(_ level: Int) -> TextStyle {
    switch level {
    case 1: TextStyle(.serif, title, isBold: true)
    case 2: TextStyle(.sans, hasIndent ? body : 14, isBold: true)
    case 3: TextStyle(.serif, hasIndent ? body : 12, isBold: true)
    default: TextStyle(.serif, body, isBold: true)
    }
  }
}
