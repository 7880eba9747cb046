/// Charts as inline SVG.
enum HTMLChart {
  static func text(_ chart: Chart) -> String {
    let caption = HTMLText.escaped(chart.caption)
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
    case .bar(let x, let y, let width, let height, let isHollow):
      let fill =
        isHollow ? "fill=\"#fff\" stroke=\"#2f6f4f\" stroke-width=\"2\"" : "fill=\"#2f6f4f\""
      return "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" \(fill)/>\n"
    case .label(let text, let x, let y, let size, let anchor):
      return "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" text-anchor=\"\(anchor.rawValue)\">"
        + "\(HTMLText.escaped(text))</text>\n"
    case .rule(let x1, let y1, let x2, let y2):
      return "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"#454545\"/>\n"
    }
  }
}
