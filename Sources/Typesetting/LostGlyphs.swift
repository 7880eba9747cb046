/// Characters that cairo 1.16 draws as empty boxes in a PDF, though the font has them.
///
/// Its writer of CFF subsets takes the arguments of curves for hints where the first `hintmask`
/// of a glyph stands behind a curve, reads on at the wrong byte and leaves out the subroutine
/// that holds the rest of the glyph. Of the characters in the families of ``Face`` this befalls
/// these; the text of the file has them, the page does not.
///
/// - Source: all glyphs of fonts-noto-cjk 20220127 gone through in the way in which cairo reads
///   them, and 如 set alone by Pango.
enum LostGlyphs {
  /// The family that a character is set in instead of that of its style; nil for all others.
  ///
  /// The Japanese glyphs of these two are other ones in the same file, and look the same.
  static func family(of scalar: Unicode.Scalar, in style: TextStyle) -> String? {
    switch (scalar, style.face, style.isBold) {
    case ("如", .sans, false), ("奴", .sans, true): "Noto Sans CJK JP"
    case ("如", .mono, false), ("奴", .mono, true): "Noto Sans Mono CJK JP"
    // One glyph for all languages.
    case ("烪", .sans, true), ("烪", .mono, true): Face.serif.rawValue
    default: nil
    }
  }
}
