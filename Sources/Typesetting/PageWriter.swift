import CPangoCairo

/// The pages of a PDF: their frames, marks, numbers and footnotes.
final class PageWriter {
  /// Where text stands on a page.
  struct Frame {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  let canvas: Canvas
  let fonts: FontBook
  let setup: PageSetup
  private let surface: OpaquePointer
  private let sink = ByteSink()
  private var outline: [(level: Int, id: Int32)] = []
  /// Footnotes that wait for the end of the page.
  private var notes: [TextBlock] = []

  /// The number of the page that is open; zero before the first one.
  private(set) var number = 0
  /// Whether the open page lies on its side.
  private(set) var isLandscape = false
  /// Where the next item begins.
  var y = 0.0

  init(_ setup: PageSetup, _ metadata: PageMetadata, fonts: FontBook) {
    self.setup = setup
    self.fonts = fonts
    let target = Unmanaged.passUnretained(sink).toOpaque()
    guard
      let surface = cairo_pdf_surface_create_for_stream(
        takeBytes, target, setup.size.width, setup.size.height),
      let context = cairo_create(surface)
    else { preconditionFailure("Cairo made no PDF; please report") }
    self.surface = surface
    canvas = Canvas(context, hasLinks: true)
    let fields: [(cairo_pdf_metadata_t, String)] = [
      (CAIRO_PDF_METADATA_TITLE, metadata.title), (CAIRO_PDF_METADATA_AUTHOR, metadata.author),
      (CAIRO_PDF_METADATA_SUBJECT, metadata.subject),
      (CAIRO_PDF_METADATA_CREATOR, metadata.creator),
      (CAIRO_PDF_METADATA_CREATE_DATE, metadata.created),
      (CAIRO_PDF_METADATA_MOD_DATE, metadata.created),
    ]
    for (field, value) in fields where !value.isEmpty {
      cairo_pdf_surface_set_metadata(surface, field, value)
    }
  }

  deinit {
    cairo_destroy(canvas.context)
    cairo_surface_destroy(surface)
  }

  /// Ends the file.
  func bytes() -> [UInt8] {
    finishPage()
    cairo_surface_finish(surface)
    let status = cairo_surface_status(surface)
    precondition(
      status == CAIRO_STATUS_SUCCESS,
      "Cairo: \(String(cString: cairo_status_to_string(status))); please report")
    return sink.bytes
  }

  // MARK: pages

  /// The frame of the page with a number.
  func frame(landscape: Bool, number: Int) -> Frame {
    let outer = setup.size.width - setup.binding - setup.width
    let isOdd = number % 2 == 1
    if landscape {
      // The upright page turned right: its left edge is above now.
      let bottom = setup.size.height - setup.top - setup.height
      return Frame(
        x: bottom, y: isOdd ? setup.binding : outer, width: setup.height, height: setup.width)
    }
    return Frame(
      x: isOdd ? setup.binding : outer, y: setup.top, width: setup.width, height: setup.height)
  }

  var frame: Frame { frame(landscape: isLandscape, number: max(number, 1)) }

  /// What is left on the page.
  var room: Double {
    number == 0 ? 0 : frame.y + frame.height - y - notesHeight(notes)
  }

  /// Whether nothing stands on the page yet.
  var isAtTop: Bool { number > 0 && y <= frame.y + 0.01 }

  func newPage(landscape: Bool) {
    finishPage()
    number += 1
    isLandscape = landscape
    let size = setup.size
    cairo_pdf_surface_set_size(
      surface, landscape ? size.height : size.width, landscape ? size.width : size.height)
    y = frame.y
    drawMark()
  }

  private func finishPage() {
    guard number > 0 else { return }
    drawNotes()
    drawNumber()
    cairo_show_page(canvas.context)
  }

  /// The words of every page: above the text, in the middle.
  private func drawMark() {
    guard !setup.mark.isEmpty else { return }
    let frame = frame
    let size = setup.mark.map(\.style.size).max() ?? 10
    let block = TextBlock(
      setup.mark, width: frame.width, pitch: size * 1.4, alignment: .center, fonts: fonts)
    let lines = min(block.lines.count, isLandscape ? 2 : 3)
    let height = Double(lines) * block.pitch
    block.draw(0..<lines, x: frame.x, y: frame.y - height - 8, on: canvas)
  }

  /// `— 3 —` at the outer side, one character in; of a page on its side it stands where it stands
  /// on the others, so that it is found when leafing through.
  private func drawNumber() {
    let style = setup.number
    let block = TextBlock(
      [TextRun("— \(number) —", style)], width: nil, pitch: style.size, fonts: fonts)
    let below = 7 * PageSetup.millimetre
    let isOdd = number % 2 == 1
    let frame = frame
    if isLandscape {
      // The upright page's lower edge is at the left, its right edge below.
      let far = isOdd ? frame.y + frame.height - style.size - block.width : frame.y + style.size
      canvas.moved(x: frame.x - below, y: far, turned: true) {
        block.draw(0..<1, x: 0, y: 0, on: canvas)
      }
    } else {
      let x = isOdd ? frame.x + frame.width - block.width - style.size : frame.x + style.size
      block.draw(0..<1, x: x, y: frame.y + frame.height + below, on: canvas)
    }
  }

  // MARK: footnotes

  private static let noteGap = 8.0

  private func notesHeight(_ notes: [TextBlock]) -> Double {
    notes.isEmpty ? 0 : notes.map(\.height).reduce(Self.noteGap, +)
  }

  /// Footnotes as they would stand on this page.
  func blocks(for notes: [[TextRun]]) -> [TextBlock] {
    notes.map { runs in
      let size = runs.map(\.style.size).max() ?? 9
      return TextBlock(runs, width: frame.width, pitch: size * 1.4, fonts: fonts)
    }
  }

  /// The room that further footnotes would take.
  func height(adding blocks: [TextBlock]) -> Double {
    blocks.isEmpty ? 0 : notesHeight(notes + blocks) - notesHeight(notes)
  }

  func add(notes blocks: [TextBlock]) { notes += blocks }

  private func drawNotes() {
    guard !notes.isEmpty else { return }
    let frame = frame
    var top = frame.y + frame.height - notesHeight(notes)
    canvas.line(
      from: (frame.x, top + 3), to: (frame.x + frame.width / 3, top + 3), Ink(0.3, 0.3, 0.3))
    top += Self.noteGap
    for note in notes {
      note.draw(0..<note.lines.count, x: frame.x, y: top, on: canvas)
      top += note.height
    }
    notes = []
  }

  // MARK: bookmarks

  /// A bookmark that leads to a place on the open page.
  func add(_ bookmark: Paragraph.Bookmark, at y: Double) {
    while let last = outline.last, last.level >= bookmark.level { outline.removeLast() }
    let place = "page=\(number) pos=[0 \(Canvas.text(y))]"
    let parent = outline.last?.id ?? Int32(CAIRO_PDF_OUTLINE_ROOT)
    let id = cairo_pdf_surface_add_outline(
      surface, parent, bookmark.title, place, CAIRO_PDF_OUTLINE_FLAG_OPEN)
    outline.append((bookmark.level, id))
  }
}
