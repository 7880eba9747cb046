/// The shapes of a chart, for every format that draws.
///
/// Numbers stand beside the bars, so that nothing is told by length or colour alone.
struct ChartShapes {
  /// Where a label stands.
  enum Anchor: String {
    /// It begins there.
    case start
    /// It has its middle there.
    case middle
  }

  /// How a bar is filled; never the only thing that tells.
  enum Look {
    /// An amount or an increase.
    case full
    /// A removal or a decrease.
    case hollow
    /// A whole between the steps of a waterfall.
    case grey
  }

  /// A shape.
  enum Shape {
    /// A bar.
    case bar(x: Int, y: Int, width: Int, height: Int, Look)
    /// A label; `y` is its base line.
    case label(String, x: Int, y: Int, size: Int, Anchor)
    /// A line.
    case rule(x1: Int, y1: Int, x2: Int, y2: Int)
  }

  /// Measures of one format.
  struct Measure {
    var width: Int
    var type: Int
    var row: Int
    var upright: Int

    /// Screens.
    static let screen = Measure(width: 900, type: 14, row: 28, upright: 220)
    /// The 版心 of a page, in points.
    static let page = Measure(width: 442, type: 9, row: 20, upright: 150)
  }

  let width: Int
  let height: Int
  private(set) var shapes: [Shape] = []

  init(_ chart: Chart, _ measure: Measure = .screen) {
    width = measure.width
    if chart.isWaterfall {
      height = chart.bars.count * measure.row + 8
      waterfall(chart, measure)
    } else if chart.isUpright {
      height = measure.upright
      upright(chart, measure)
    } else {
      height = chart.bars.count * measure.row + 8
      lying(chart, measure)
    }
  }

  /// Bars to the right of their labels; removals go to the left of the zero line.
  private mutating func lying(_ chart: Chart, _ measure: Measure) {
    let removal = -(chart.bars.compactMap(\.length).min() ?? 0)
    let (zero, scale) = removal > 0 ? between(chart, measure, removal) : beside(chart, measure)
    let thick = measure.row * 18 / 28
    for (place, bar) in chart.bars.enumerated() {
      let top = place * measure.row + 6
      let base = top + thick - 4 * measure.type / 14
      let length = (bar.length ?? 0) * scale / 1000
      let left = length < 0 ? zero + length : zero
      shapes.append(.label(bar.label, x: 0, y: base, size: measure.type, .start))
      if bar.length != nil {
        let width = max(abs(length), 1)
        shapes.append(
          .bar(x: left, y: top, width: width, height: thick, length < 0 ? .hollow : .full))
      }
      shapes.append(
        .label(bar.text, x: zero + max(length, 0) + 8, y: base, size: measure.type, .start))
    }
    shapes.append(.rule(x1: zero, y1: 0, x2: zero, y2: height))
  }

  /// The zero line and the length of the longest bar, where no bar goes to the left.
  private func beside(_ chart: Chart, _ measure: Measure) -> (zero: Int, scale: Int) {
    let zero = measure.width * 330 / 900
    // What is printed behind the longest bar must not run out of the drawing.
    let room = measure.width - zero - 10 - Self.room(chart.bars.map(\.text), measure)
    return (zero, max(min(measure.width * 390 / 900, room), 40))
  }

  /// The same where bars go to the left too: they end before the labels.
  private func between(
    _ chart: Chart, _ measure: Measure, _ removal: Int
  ) -> (zero: Int, scale: Int) {
    let most = max(chart.bars.compactMap(\.length).max() ?? 0, 0)
    let labels = Self.room(chart.bars.map(\.label), measure) + 12
    let room = measure.width - labels - 18 - Self.room(chart.bars.map(\.text), measure)
    let scale = max(min(room * 1000 / (removal + most), measure.width * 390 / 900), 40)
    return (labels + removal * scale / 1000, scale)
  }

  /// The width of the longest of some texts.
  private static func room(_ texts: [String], _ measure: Measure) -> Int {
    Int((texts.map { TextWidth.of($0) }.max() ?? 0) * Double(measure.type))
  }

  /// Bars that begin where the ones before ended, tied by thin lines.
  private mutating func waterfall(_ chart: Chart, _ measure: Measure) {
    let left = measure.width * 330 / 900
    let words = chart.bars.map { TextWidth.of($0.text) }.max() ?? 0
    let room = measure.width - left - 10 - Int(words * Double(measure.type))
    let width = max(min(measure.width * 440 / 900, room), 40)
    let thick = measure.row * 18 / 28
    func place(_ thousandths: Int) -> Int { left + thousandths * width / 1000 }
    for (index, bar) in chart.bars.enumerated() {
      let top = index * measure.row + 6
      let base = top + thick - 4 * measure.type / 14
      let end = bar.start + (bar.length ?? 0)
      let (from, to) = (place(min(bar.start, end)), place(max(bar.start, end)))
      let look = bar.isWhole ? Look.grey : end < bar.start ? .hollow : .full
      shapes.append(.label(bar.label, x: 0, y: base, size: measure.type, .start))
      shapes.append(.bar(x: from, y: top, width: max(to - from, 1), height: thick, look))
      if index + 1 < chart.bars.count {
        let x = place(end)
        shapes.append(.rule(x1: x, y1: top + thick, x2: x, y2: top + measure.row))
      }
      shapes.append(.label(bar.text, x: to + 8, y: base, size: measure.type, .start))
    }
    shapes.append(.rule(x1: left, y1: 0, x2: left, y2: height))
  }

  private mutating func upright(_ chart: Chart, _ measure: Measure) {
    let count = max(chart.bars.count, 1)
    let step = min(measure.width / count, measure.width * 110 / 900)
    let hasRemovals = chart.bars.contains { ($0.length ?? 0) < 0 }
    let foot = measure.upright - 10 * measure.type / 14
    let ground = hasRemovals ? measure.upright * 130 / 220 : measure.upright * 190 / 220
    let scale = hasRemovals ? measure.upright * 100 / 220 : measure.upright * 160 / 220
    for (place, bar) in chart.bars.enumerated() {
      let middle = place * step + step / 2
      let length = (bar.length ?? 0) * scale / 1000
      if bar.length != nil {
        shapes.append(
          .bar(
            x: middle - step * 3 / 10, y: length < 0 ? ground : ground - length,
            width: step * 6 / 10, height: max(abs(length), 1), length < 0 ? .hollow : .full))
      }
      let small = measure.type * 12 / 14
      shapes.append(
        .label(
          bar.text, x: middle, y: ground - max(length, 0) - 6 * measure.type / 14,
          size: measure.type * 11 / 14, .middle))
      shapes.append(.label(bar.label, x: middle, y: foot, size: small, .middle))
    }
    shapes.append(.rule(x1: 0, y1: ground, x2: step * count, y2: ground))
  }
}
