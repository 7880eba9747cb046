import CPangoCairo

/// The fonts of one run: which are there, and which characters they have.
public final class FontBook {
  let context: OpaquePointer
  private let map: UnsafeMutablePointer<PangoFontMap>
  private var coverage: [Face: OpaquePointer] = [:]
  private var known: [Face: [Unicode.Scalar: Bool]] = [:]
  /// Characters that no family has; 〓 stands in their place.
  public private(set) var unknown: Set<Unicode.Scalar> = []

  /// Opens the fonts of the system.
  public init() {
    // Each thread has one map that keeps its fonts open: the next document finds them there.
    guard let map = pango_cairo_font_map_get_default(),
      let context = pango_font_map_create_context(map)
    else { preconditionFailure("Pango made no font map; please report") }
    self.map = map
    self.context = context
    pango_context_set_language(context, pango_language_from_string("zh-cn"))
    // A line of text has the same width on paper as on every screen.
    pango_context_set_round_glyph_positions(context, 0)
    pango_cairo_context_set_resolution(context, 72)
  }

  deinit {
    for found in coverage.values { g_object_unref(UnsafeMutableRawPointer(found)) }
    g_object_unref(UnsafeMutableRawPointer(context))
  }

  /// The families that this system lacks; pages cannot be made then.
  public func missingFamilies() -> [String] {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
    var count: Int32 = 0
    pango_font_map_list_families(map, &list, &count)
    guard let list else { return Face.allCases.map(\.rawValue) }
    defer { g_free(list) }
    var names: Set<String> = []
    for index in 0..<Int(count) {
      guard let family = list[index], let name = pango_font_family_get_name(family) else {
        continue
      }
      names.insert(String(cString: name))
    }
    return Face.allCases.map(\.rawValue).filter { !names.contains($0) }
  }

  /// The text with 〓, the printers' sign for a missing type, where the family has no glyph.
  func printable(_ text: String, in face: Face) -> String {
    // ASCII is in every family; control characters must not reach Pango's line breaking.
    if text.utf8.allSatisfy({ (32...126).contains($0) }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E, 0xA0, 0x2028: result.append(scalar)
      case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0x200B...0x200F:
        result.append(" ")
      default:
        if has(scalar, face) {
          result.append(scalar)
        } else {
          unknown.insert(scalar)
          result.append("〓")
        }
      }
    }
    return String(result)
  }

  private func has(_ scalar: Unicode.Scalar, _ face: Face) -> Bool {
    if let found = known[face]?[scalar] { return found }
    let isThere = covers(scalar, face)
    known[face, default: [:]][scalar] = isThere
    return isThere
  }

  private func covers(_ scalar: Unicode.Scalar, _ face: Face) -> Bool {
    if coverage[face] == nil {
      let description = Self.description(TextStyle(face, 10))
      defer { pango_font_description_free(description) }
      guard let font = pango_context_load_font(context, description) else { return false }
      defer { g_object_unref(font) }
      coverage[face] = pango_font_get_coverage(font, pango_context_get_language(context))
    }
    guard let coverage = coverage[face] else { return false }
    return pango_coverage_get(coverage, Int32(bitPattern: scalar.value)) == PANGO_COVERAGE_EXACT
  }

  static func description(_ style: TextStyle) -> OpaquePointer? {
    let description = pango_font_description_new()
    pango_font_description_set_family(description, style.face.rawValue)
    pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
    pango_font_description_set_weight(
      description, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    return description
  }
}
