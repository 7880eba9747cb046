/// Charts as inline SVG.
enum HTMLChart {
  static func text(_ chart: Chart) -> String {
    let caption = HTMLText.plain(chart.caption)
    let shapes = ChartShapes(chart)
    let words = chart.bars.map { "\($0.label) \($0.text)" }.joined(separator: "；")
    let name = HTMLText.escaped("\(chart.caption)：\(words)")
    var drawing = "<svg viewBox=\"0 0 \(shapes.width) \(shapes.height)\" role=\"img\" "
    drawing += "aria-label=\"\(name)\">\n"
    for shape in shapes.shapes { drawing += text(shape) }
    return "<figure><figcaption>\(caption)</figcaption>\n\(drawing)</svg>\n</figure>\n"
  }

  private static func text(_ shape: ChartShapes.Shape) -> String {
    switch shape {
    case .bar(let x, let y, let width, let height, let look):
      let fill =
        switch look {
        case .full: "fill=\"#2f6f4f\""
        case .hollow: "fill=\"#fff\" stroke=\"#2f6f4f\" stroke-width=\"2\""
        case .grey: "fill=\"#6b6b6b\""
        }
      return "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" \(fill)/>\n"
    case .label(let text, let x, let y, let size, let anchor):
      return "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" text-anchor=\"\(anchor.rawValue)\">"
        + "\(words(text, size))</text>\n"
    case .rule(let x1, let y1, let x2, let y2):
      return "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"#454545\"/>\n"
    }
  }

  /// SVG knows no index: a smaller piece stands lower, and the next one on the line again.
  private static func words(_ text: String, _ size: Int) -> String {
    var result = ""
    var shift = 0
    for piece in TextPieces.plain(text) {
      let wanted = piece.rise == .below ? size / 4 : piece.rise == .above ? -size / 3 : 0
      let escaped = HTMLText.escaped(piece.text)
      if wanted == 0, shift == 0 {
        result += escaped
      } else {
        let small = wanted == 0 ? "" : " font-size=\"\(size * 2 / 3)\""
        result += "<tspan dy=\"\(wanted - shift)\"\(small)>\(escaped)</tspan>"
      }
      shift = wanted
    }
    return result
  }
}
