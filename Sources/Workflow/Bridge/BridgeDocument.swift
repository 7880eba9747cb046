import Quantities
import Reporting

/// A bridge as a document: the paragraph, a waterfall, the table.
struct BridgeDocument {
  let bridge: Bridge
  let narrative: BridgeNarrative
  /// The enterprise.
  let enterprise: String?
  private let table: BridgeTable

  init(_ bridge: Bridge, _ narrative: BridgeNarrative, enterprise: String?) {
    self.bridge = bridge
    self.narrative = narrative
    self.enterprise = enterprise
    table = BridgeTable(bridge: bridge)
  }

  func document() -> Document {
    let name = enterprise.map { $0 + " " } ?? ""
    let title = "\(name)\(bridge.title)差异归因"
    var blocks: [Block] = [
      .heading(1, [.text(title)]),
      .paragraph([
        .text("A：\(bridge.first.label)（\(bridge.first.methodology)，\(bridge.first.period)）"),
        .lineBreak,
        .text("B：\(bridge.second.label)（\(bridge.second.methodology)，\(bridge.second.period)）"),
      ]),
      .heading(2, [.text("一、波动说明")]),
    ]
    blocks += narrative.paragraphs().map { .paragraph([.text($0)]) }
    blocks.append(.heading(2, [.text("二、差异图")]))
    blocks.append(.chart(chart()))
    blocks.append(.heading(2, [.text("三、差异表")]))
    blocks.append(.table(steps()))
    blocks.append(.paragraph([.small(BridgeTable.order.zh)]))
    if !bridge.silent.isEmpty {
      blocks.append(.heading(2, [.text("四、不影响结果的不同")]))
      blocks.append(.list(bridge.silent.map { [.text(BridgeKindWords.sentence($0))] }))
    }
    return Document(title: title, blocks: blocks)
  }

  // MARK: Table

  private func steps() -> DocumentTable {
    var rows = [whole("A", bridge.first)]
    for line in table.lines {
      for (index, change) in line.changes.enumerated() {
        let isLast = index == line.changes.count - 1
        var title: [Inline] = [.text(BridgeKindWords.title(change))]
        if !change.note.isEmpty { title += [.lineBreak, .small(change.note)] }
        rows.append([
          TableCell(index == 0 ? line.number : "", .number),
          TableCell(BridgeKindWords.kind(change.kind)), TableCell(title, .rowHeading),
          TableCell(change.row), TableCell(change.from), TableCell(change.to),
          TableCell(isLast ? line.amount : "并入下项", .number),
          TableCell(isLast ? table.plain(line.running) : "", .number),
        ])
      }
    }
    rows.append(whole("B", bridge.second))
    let head = ["序号", "类别", "项目", "行", "A", "B", "影响（\(table.unit)）", "累计（\(table.unit)）"]
    return DocumentTable(
      caption: "表1 由 A 到 B 的逐项差异，合计 \(table.signed(table.shownDifference)) \(table.unit)",
      head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
      widths: [5, 8, 25, 13, 14, 14, 10, 11])
  }

  private func whole(_ name: String, _ side: Bridge.Side) -> [TableCell] {
    [
      TableCell(""), TableCell(""), TableCell([.strong("\(name) \(side.label)")], .rowHeading),
      TableCell(""), TableCell(""), TableCell(""), TableCell(""),
      TableCell([.strong(table.plain(side.value))], .number),
    ]
  }

  // MARK: Chart

  /// How many steps the chart shows one by one.
  private static let shown = 20

  private func chart() -> Chart {
    let steps = merged()
    var running = bridge.first.value
    var ends = [running]
    for step in steps {
      running += step.amount
      ends.append(running)
    }
    let (low, high) = range(ends)
    func place(_ value: Rational) -> Int {
      let share = (value - low).divided(by: high - low) ?? .zero
      return Int((share * Rational(1000)).text(decimals: 0)) ?? 0
    }
    var bars = [
      Chart.Bar(
        label: "A " + bridge.first.label, from: 0, to: place(bridge.first.value),
        text: table.plain(bridge.first.value), isWhole: true)
    ]
    for (index, step) in steps.enumerated() {
      bars.append(
        Chart.Bar(
          label: step.label, from: place(ends[index]), to: place(ends[index + 1]),
          text: table.signed(step.amount)))
    }
    bars.append(
      Chart.Bar(
        label: "B " + bridge.second.label, from: 0, to: place(bridge.second.value),
        text: table.plain(bridge.second.value), isWhole: true))
    let cut = low == .zero ? "" : "；横轴从 \(table.plain(low)) 起，不从零起"
    var chart = Chart(
      caption: "图1 由 A 到 B（\(table.unit)；实心为增加，空心为减少\(cut)）", bars: bars)
    chart.isWaterfall = true
    return chart
  }

  /// From where to where the axis goes: from zero unless that would hide the steps.
  private func range(_ ends: [Rational]) -> (Rational, Rational) {
    let least = ends.min() ?? .zero
    let most = ends.max() ?? .zero
    let span = most - least
    if least <= .zero || span * Rational(3) >= most {
      let low = min(least, .zero)
      return (low, most > low ? most : low + .one)
    }
    // Rounded down in steps of the span's size, so that the axis begins at a plain number.
    let margin = span == .zero ? most * .ratio(1, 10) : span
    var (step, places) = (Rational.one, 0)
    while step * Rational(10) <= margin { (step, places) = (step * Rational(10), places - 1) }
    while step > margin, places < 30 { (step, places) = (step * .ratio(1, 10), places + 1) }
    let low = (least - margin).rounded(Rounding(.down, .decimals(places)))
    return (max(low, .zero), most > low ? most : low + .one)
  }

  private struct Merged {
    var label: String
    var amount: Rational
  }

  /// The steps of the chart: the largest in their order, small ones taken together behind them.
  private func merged() -> [Merged] {
    func label(_ step: Bridge.Step) -> String {
      guard let change = step.changes.last else { return "" }
      let more = step.changes.count > 1 ? "等 \(step.changes.count) 项" : ""
      let row = change.keys.last.map { $0 + " " } ?? ""
      let text = row + BridgeKindWords.title(change) + more
      return text.count > 24 ? text.prefix(23) + "…" : text
    }
    let sorted = bridge.steps.indices.sorted { left, right in
      let (a, b) = (bridge.steps[left].amount.magnitude, bridge.steps[right].amount.magnitude)
      return a == b ? left < right : a > b
    }
    let chosen = Set(sorted.prefix(Self.shown))
    var merged: [Merged] = []
    var rest = Merged(label: "其余 \(bridge.steps.count - chosen.count) 项", amount: .zero)
    for (index, step) in bridge.steps.enumerated() {
      if chosen.contains(index) {
        merged.append(Merged(label: label(step), amount: step.amount))
      } else {
        rest.amount += step.amount
      }
    }
    return bridge.steps.count > chosen.count ? merged + [rest] : merged
  }
}
