import Testing

@testable import Reporting

/// Charts: nothing is drawn over anything else.
@Suite struct ChartTests {
  /// A chart of changes with bars to both sides, and one of amounts.
  @Test(arguments: [[293, 0, -1000, -742], [1000, 28, 562], [-1000, -3]])
  func barsStandBesideTheirLabels(_ lengths: [Int]) {
    let bars = lengths.map { length in
      Chart.Bar(label: "CH4净排放量（二氧化碳当量）", length: length, text: "-1139.09")
    }
    for measure in [ChartShapes.Measure.screen, .page] {
      let shapes = ChartShapes(Chart(caption: "变化", bars: bars), measure)
      // Twelve wide characters and three narrow ones.
      let label = 12 * measure.type + 3 * measure.type / 2
      for shape in shapes.shapes {
        guard case .bar(let x, _, let width, _, _) = shape else { continue }
        #expect(x >= label, "\(lengths)")
        #expect(x + width <= shapes.width, "\(lengths)")
      }
    }
  }
}
