/// Charts as inline SVG. Numbers stand beside the bars, so that nothing is told by length alone.
enum HTMLChart {
  static func text(_ chart: Chart) -> String {
    let caption = HTMLText.escaped(chart.caption)
    let drawing =
      chart.isWaterfall ? waterfall(chart) : chart.isUpright ? upright(chart) : lying(chart)
    return "<figure><figcaption>\(caption)</figcaption>\n\(drawing)</figure>\n"
  }

  /// Bars to the right of their labels; removals go to the left of the zero line.
  private static func lying(_ chart: Chart) -> String {
    let height = chart.bars.count * 28 + 8
    let hasRemovals = chart.bars.contains { ($0.length ?? 0) < 0 }
    let zero = hasRemovals ? 430 : 330
    let scale = hasRemovals ? 290 : 390
    var result = open(width: 900, height: height, chart)
    for (place, bar) in chart.bars.enumerated() {
      let top = place * 28 + 6
      let length = (bar.length ?? 0) * scale / 1000
      let left = length < 0 ? zero + length : zero
      result += label(bar.label, x: 0, y: top + 14, anchor: "start")
      if bar.length != nil {
        let width = max(abs(length), 1)
        result += rectangle(x: left, y: top, width: width, height: 18, isRemoval: length < 0)
      }
      result += label(bar.text, x: zero + max(length, 0) + 8, y: top + 14, anchor: "start")
    }
    result += "<line x1=\"\(zero)\" y1=\"0\" x2=\"\(zero)\" y2=\"\(height)\" stroke=\"#454545\"/>\n"
    return result + "</svg>\n"
  }

  /// Bars that begin where the ones before ended, tied by thin lines; increases are filled,
  /// decreases are hollow, wholes are grey.
  private static func waterfall(_ chart: Chart) -> String {
    let (left, width) = (330, 440)
    let height = chart.bars.count * 28 + 8
    func place(_ thousandths: Int) -> Int { left + thousandths * width / 1000 }
    var result = open(width: 900, height: height, chart)
    for (index, bar) in chart.bars.enumerated() {
      let top = index * 28 + 6
      let end = bar.start + (bar.length ?? 0)
      let (from, to) = (place(min(bar.start, end)), place(max(bar.start, end)))
      result += label(bar.label, x: 0, y: top + 14, anchor: "start")
      if bar.isWhole {
        result += "<rect x=\"\(from)\" y=\"\(top)\" width=\"\(max(to - from, 1))\" height=\"18\" "
        result += "fill=\"#6b6b6b\"/>\n"
      } else {
        result += rectangle(
          x: from, y: top, width: max(to - from, 1), height: 18, isRemoval: end < bar.start)
      }
      if index + 1 < chart.bars.count {
        let x = place(end)
        result += "<line x1=\"\(x)\" y1=\"\(top + 18)\" x2=\"\(x)\" y2=\"\(top + 28)\" "
        result += "stroke=\"#454545\"/>\n"
      }
      result += label(bar.text, x: to + 8, y: top + 14, anchor: "start")
    }
    result += "<line x1=\"\(left)\" y1=\"0\" x2=\"\(left)\" y2=\"\(height)\" "
    return result + "stroke=\"#454545\"/>\n</svg>\n"
  }

  private static func upright(_ chart: Chart) -> String {
    let count = max(chart.bars.count, 1)
    let step = min(900 / count, 110)
    let hasRemovals = chart.bars.contains { ($0.length ?? 0) < 0 }
    let ground = hasRemovals ? 130 : 190
    let scale = hasRemovals ? 100 : 160
    var result = open(width: 900, height: 220, chart)
    for (place, bar) in chart.bars.enumerated() {
      let middle = place * step + step / 2
      let length = (bar.length ?? 0) * scale / 1000
      if bar.length != nil {
        result += rectangle(
          x: middle - step * 3 / 10, y: length < 0 ? ground : ground - length,
          width: step * 6 / 10, height: max(abs(length), 1), isRemoval: length < 0)
      }
      result += label(
        bar.text, x: middle, y: ground - max(length, 0) - 6, anchor: "middle", size: 11)
      result += label(bar.label, x: middle, y: 210, anchor: "middle", size: 12)
    }
    result += "<line x1=\"0\" y1=\"\(ground)\" x2=\"\(step * count)\" y2=\"\(ground)\" "
    return result + "stroke=\"#454545\"/>\n</svg>\n"
  }

  private static func open(width: Int, height: Int, _ chart: Chart) -> String {
    let words = chart.bars.map { "\($0.label) \($0.text)" }.joined(separator: "；")
    return "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\""
      + HTMLText.escaped("\(chart.caption)：\(words)") + "\">\n"
  }

  private static func rectangle(
    x: Int, y: Int, width: Int, height: Int, isRemoval: Bool
  ) -> String {
    let fill =
      isRemoval ? "fill=\"#fff\" stroke=\"#2f6f4f\" stroke-width=\"2\"" : "fill=\"#2f6f4f\""
    return "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" \(fill)/>\n"
  }

  private static func label(
    _ text: String, x: Int, y: Int, anchor: String, size: Int = 14
  ) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" text-anchor=\"\(anchor)\">"
      + "\(HTMLText.escaped(text))</text>\n"
  }
}
