import CPangoCairo

/// A drawing of lines, boxes and words: a chart, an equation.
public struct Drawing: Sendable {
  /// Something in a drawing.
  public enum Mark: Sendable {
    /// A box with or without a ground and an edge.
    case box(x: Double, y: Double, width: Double, height: Double, fill: Ink?, edge: Ink?)
    /// A straight line.
    case line(x1: Double, y1: Double, x2: Double, y2: Double, Ink)
    /// One line of text; `y` is its base line, `x` where it begins, ends or has its middle.
    case text([TextRun], x: Double, y: Double, TextAlignment)
  }

  /// The width in points.
  public var width: Double
  /// The height in points.
  public var height: Double
  /// What is drawn, in order.
  public var marks: [Mark]

  /// Makes a drawing.
  public init(width: Double, height: Double, marks: [Mark] = []) {
    self.width = width
    self.height = height
    self.marks = marks
  }

  /// Draws everything, in its own coordinates.
  func draw(on canvas: Canvas, fonts: FontBook) {
    for mark in marks {
      switch mark {
      case .box(let x, let y, let width, let height, let fill, let edge):
        if let fill { canvas.fill(x: x, y: y, width: width, height: height, fill) }
        if let edge { canvas.frame(x: x, y: y, width: width, height: height, edge, weight: 1) }
      case .line(let x1, let y1, let x2, let y2, let ink):
        canvas.line(from: (x1, y1), to: (x2, y2), ink, weight: 0.75)
      case .text(let runs, let x, let y, let alignment):
        let size = runs.map(\.style.size).max() ?? 10
        let block = TextBlock(runs, width: nil, pitch: size, fonts: fonts)
        let left: Double
        switch alignment {
        case .left: left = x
        case .center: left = x - block.width / 2
        case .right: left = x - block.width
        }
        // The block puts its base line 0.88 of its size below its top.
        block.draw(0..<min(block.lines.count, 1), x: left, y: y - size * 0.88, on: canvas)
      }
    }
  }

  /// The drawing as a PNG picture, for formats that hold no drawings.
  ///
  /// - Parameter scale: pixels for each point.
  /// - Returns: nil where no memory is left for it.
  public func png(scale: Double, fonts: FontBook) -> [UInt8]? {
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32((width * scale).rounded()), Int32((height * scale).rounded()))
    guard let surface, let context = cairo_create(surface) else { return nil }
    defer {
      cairo_destroy(context)
      cairo_surface_destroy(surface)
    }
    let canvas = Canvas(context, hasLinks: false)
    canvas.moved(x: 0, y: 0, scale: scale) {
      canvas.fill(x: 0, y: 0, width: width, height: height, .white)
      draw(on: canvas, fonts: fonts)
    }
    let sink = ByteSink()
    let status = withExtendedLifetime(sink) {
      cairo_surface_write_to_png_stream(
        surface, takeBytes, Unmanaged.passUnretained(sink).toOpaque())
    }
    return status == CAIRO_STATUS_SUCCESS ? sink.bytes : nil
  }
}

/// Where Cairo puts the bytes of a file.
final class ByteSink {
  var bytes: [UInt8] = []
}

/// Takes bytes from Cairo into the ``ByteSink`` behind `context`.
func takeBytes(
  _ context: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ length: UInt32
) -> cairo_status_t {
  guard let context, let data else { return CAIRO_STATUS_WRITE_ERROR }
  let sink = Unmanaged<ByteSink>.fromOpaque(context).takeUnretainedValue()
  sink.bytes += UnsafeBufferPointer(start: data, count: Int(length))
  return CAIRO_STATUS_SUCCESS
}
