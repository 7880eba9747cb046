import CPangoCairo

/// What is drawn on: a page of a PDF, or a picture.
///
/// Coordinates are points from the upper left corner.
final class Canvas {
  let context: OpaquePointer
  /// Whether destinations and links are kept; a picture has none.
  private let hasLinks: Bool
  /// The destinations that will be there; a link to another would spoil the file.
  var destinations: Set<String> = []

  init(_ context: OpaquePointer, hasLinks: Bool) {
    self.context = context
    self.hasLinks = hasLinks
  }

  func show(_ line: UnsafeMutablePointer<PangoLayoutLine>, x: Double, base: Double) {
    cairo_move_to(context, x, base)
    pango_cairo_show_layout_line(context, line)
  }

  func fill(x: Double, y: Double, width: Double, height: Double, _ ink: Ink) {
    set(ink)
    cairo_rectangle(context, x, y, width, height)
    cairo_fill(context)
  }

  func frame(
    x: Double, y: Double, width: Double, height: Double, _ ink: Ink, weight: Double = 0.5
  ) {
    set(ink)
    cairo_set_line_width(context, weight)
    cairo_rectangle(context, x, y, width, height)
    cairo_stroke(context)
  }

  func line(from: (Double, Double), to: (Double, Double), _ ink: Ink, weight: Double = 0.5) {
    set(ink)
    cairo_set_line_width(context, weight)
    cairo_move_to(context, from.0, from.1)
    cairo_line_to(context, to.0, to.1)
    cairo_stroke(context)
  }

  /// Draws with the coordinates moved, stretched, and turned to the right.
  func moved(
    x: Double, y: Double, scale: Double = 1, turned: Bool = false, _ draw: () -> Void
  ) {
    cairo_save(context)
    cairo_translate(context, x, y)
    if turned { cairo_rotate(context, Double.pi / 2) }
    cairo_scale(context, scale, scale)
    draw()
    cairo_restore(context)
  }

  /// A place that links lead to.
  func destination(_ name: String, x: Double, y: Double) {
    guard hasLinks else { return }
    cairo_tag_begin(context, CAIRO_TAG_DEST, "name='\(name)' x=\(Self.text(x)) y=\(Self.text(y))")
    cairo_tag_end(context, CAIRO_TAG_DEST)
  }

  func link(to name: String, x: Double, y: Double, width: Double, height: Double) {
    guard hasLinks, destinations.contains(name) else { return }
    let box = [x, y, width, height].map(Self.text).joined(separator: " ")
    cairo_tag_begin(context, CAIRO_TAG_LINK, "dest='\(name)' rect=[\(box)]")
    cairo_tag_end(context, CAIRO_TAG_LINK)
  }

  private func set(_ ink: Ink) { cairo_set_source_rgb(context, ink.red, ink.green, ink.blue) }

  /// A length with one decimal, in ASCII whatever the locale.
  static func text(_ points: Double) -> String {
    let tenths = Int((points * 10).rounded())
    let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return "\(tenths < 0 ? "-" : "")\(whole).\(rest)"
  }
}
