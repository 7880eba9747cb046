import CPangoCairo

/// Text broken into lines.
final class TextBlock {
  /// One line: where it begins, and what of the text it holds.
  struct Line {
    var x: Double
    var width: Double
    var bytes: Range<Int>
  }

  private let layout: OpaquePointer
  /// The lines.
  private(set) var lines: [Line] = []
  /// From line to line, in points.
  let pitch: Double
  private let size: Double
  private let links: [(bytes: Range<Int>, target: String)]
  private let notes: [(byte: Int, runs: [TextRun])]

  /// The height of all lines.
  var height: Double { Double(lines.count) * pitch }

  /// Breaks text into lines.
  ///
  /// - Parameters:
  ///   - width: the width of the lines; nil for one line as long as the text.
  ///   - pitch: from line to line.
  ///   - firstIndent: by how much the first line is shorter.
  init(
    _ runs: [TextRun], width: Double?, pitch: Double, alignment: TextAlignment = .left,
    firstIndent: Double = 0, fonts: FontBook
  ) {
    guard let layout = pango_layout_new(fonts.context) else {
      preconditionFailure("Pango made no layout; please report")
    }
    self.layout = layout
    self.pitch = pitch
    size = runs.map(\.style.size).max() ?? 10
    var text = ""
    var links: [(Range<Int>, String)] = []
    var notes: [(Int, [TextRun])] = []
    let attributes = pango_attr_list_new()
    defer { pango_attr_list_unref(attributes) }
    var start = 0
    for run in runs {
      let words = fonts.printable(run.text, in: run.style.face)
      text += words
      let end = start + words.utf8.count
      Self.add(run.style, start..<end, to: attributes)
      Self.replace(words, run.style, from: start, in: attributes)
      // An index stands with its name; a very long one may be divided.
      if run.style.rise == .below, words.count <= 10, let last = text.dropLast(words.count).last {
        let from = start - last.utf8.count
        Self.add(pango_attr_allow_breaks_new(0), from..<end, to: attributes)
      }
      if let link = run.link { links.append((start..<end, link)) }
      if let note = run.note { notes.append((start, note)) }
      start = end
    }
    self.links = links
    self.notes = notes
    Self.add(pango_attr_fallback_new(0), 0..<start, to: attributes)
    pango_layout_set_text(layout, text, Int32(start))
    pango_layout_set_attributes(layout, attributes)
    if let width { pango_layout_set_width(layout, Self.units(max(width, 1))) }
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    pango_layout_set_indent(layout, Self.units(firstIndent))
    switch alignment {
    case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
    case .center: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
    }
    lines = Self.lines(of: layout)
  }

  /// Sets what the page would lose in a family that keeps it.
  private static func replace(
    _ words: String, _ style: TextStyle, from start: Int, in attributes: OpaquePointer?
  ) {
    guard style.face != .serif else { return }
    var place = start
    for scalar in words.unicodeScalars {
      let end = place + UTF8.width(scalar)
      if let family = LostGlyphs.family(of: scalar, in: style) {
        add(pango_attr_family_new(family), place..<end, to: attributes)
      }
      place = end
    }
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// The footnotes whose marks stand in these lines.
  func notes(in range: Range<Int>) -> [[TextRun]] {
    guard !notes.isEmpty, !range.isEmpty else { return [] }
    let bytes =
      lines[range.lowerBound].bytes
      .lowerBound..<lines[range.upperBound - 1].bytes
      .upperBound
    return notes.filter { bytes.contains($0.byte) }.map(\.runs)
  }

  /// Draws lines, the first one's top at `y`.
  func draw(_ range: Range<Int>, x: Double, y: Double, on canvas: Canvas) {
    for (place, index) in range.enumerated() {
      guard let line = pango_layout_get_line_readonly(layout, Int32(index)) else { continue }
      let top = y + Double(place) * pitch
      // The middle of a Chinese character is 0.38 of its size above the base line.
      let base = top + pitch / 2 + size * 0.38
      canvas.show(line, x: x + lines[index].x, base: base)
      for link in links {
        let own = link.bytes.clamped(to: lines[index].bytes)
        guard !own.isEmpty else { continue }
        for span in Self.spans(of: own, in: line, at: lines[index].x) {
          canvas.link(
            to: link.target, x: x + span.lowerBound, y: top,
            width: span.upperBound - span.lowerBound, height: pitch)
        }
      }
    }
  }

  /// The width of the longest line.
  var width: Double { lines.map(\.width).max() ?? 0 }

  // MARK: Pango

  private static func units(_ points: Double) -> Int32 { Int32(points * Double(PANGO_SCALE)) }

  private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }

  private static func lines(of layout: OpaquePointer) -> [Line] {
    guard let iterator = pango_layout_get_iter(layout) else { return [] }
    defer { pango_layout_iter_free(iterator) }
    var lines: [Line] = []
    repeat {
      guard let line = pango_layout_iter_get_line_readonly(iterator) else { continue }
      var box = PangoRectangle()
      pango_layout_iter_get_line_extents(iterator, nil, &box)
      let start = Int(line.pointee.start_index)
      lines.append(
        Line(
          x: points(box.x), width: points(box.width),
          bytes: start..<start + max(Int(line.pointee.length), 1)))
    } while pango_layout_iter_next_line(iterator) != 0
    return lines
  }

  private static func spans(
    of bytes: Range<Int>, in line: UnsafeMutablePointer<PangoLayoutLine>, at left: Double
  ) -> [ClosedRange<Double>] {
    var ranges: UnsafeMutablePointer<Int32>?
    var count: Int32 = 0
    pango_layout_line_get_x_ranges(
      line, Int32(bytes.lowerBound), Int32(bytes.upperBound), &ranges, &count)
    guard let ranges else { return [] }
    defer { g_free(ranges) }
    // Ranges count from the left edge of the layout, lines are drawn from where they begin.
    return (0..<Int(count)).map { place in
      let from = points(ranges[2 * place])
      return from...max(from, points(ranges[2 * place + 1]))
    }
  }

  private static func add(_ style: TextStyle, _ bytes: Range<Int>, to list: OpaquePointer?) {
    let isSmall = style.rise != .none
    var own = style
    if isSmall { own.size = style.size * 0.66 }
    let description = FontBook.description(own)
    defer { pango_font_description_free(description) }
    add(pango_attr_font_desc_new(description), bytes, to: list)
    func part(_ value: Double) -> UInt16 { UInt16((value * 65535).rounded()) }
    let ink = style.ink
    add(
      pango_attr_foreground_new(part(ink.red), part(ink.green), part(ink.blue)), bytes, to: list)
    guard isSmall else { return }
    let rise = style.rise == .above ? 0.34 : -0.16
    add(pango_attr_rise_new(units(style.size * rise)), bytes, to: list)
  }

  private static func add(
    _ attribute: UnsafeMutablePointer<PangoAttribute>?, _ bytes: Range<Int>,
    to list: OpaquePointer?
  ) {
    guard let attribute else { return }
    attribute.pointee.start_index = UInt32(bytes.lowerBound)
    attribute.pointee.end_index = UInt32(bytes.upperBound)
    pango_attr_list_insert(list, attribute)
  }
}
