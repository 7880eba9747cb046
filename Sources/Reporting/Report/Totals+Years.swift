import Quantities
import RulePlan

/// How a total and its terms changed over the years.
extension Totals {
  /// A table and two charts of the first total; nothing where no earlier year is known.
  func years(_ total: Int) -> [Block] {
    let named = plan.named[total]
    let earlier = material.earlier.filter { $0.values[named.id] != nil }
    guard let last = earlier.last, let now = evaluation.number(named.node, 0) else { return [] }
    let unit = UnitWords.text(material.unitText(named, 0))
    let places = decimals(named.node, unit) ?? 2
    let period = material.filing.period.description
    var blocks: [Block] = [.table(comparison(total, last, unit))]
    let points = earlier.map { ($0.period, $0.values[named.id] ?? .zero) } + [(period, now)]
    if let chart = course(points, "历年\(named.title.zh)（\(unit)）", places) {
      blocks.append(.chart(chart))
    }
    if let chart = changes(total, last, unit) { blocks.append(.chart(chart)) }
    let sources = earlier.map { "\($0.period)：\($0.source)" }.joined(separator: "；")
    let own = material.method.id
    let others = earlier.filter { $0.methodology.map { $0 != own } ?? false }.map(\.period)
    let doubt =
      others.isEmpty ? "" : "。\(others.joined(separator: "、")) 按另一版方法学核算，口径可能不同，用 mrv bridge 说明"
    blocks.append(.paragraph([.small("往年数据来源：\(sources)\(doubt)。")]))
    return blocks
  }

  /// What is compared: the terms that have a name, then the total.
  private func compared(_ total: Int) -> [(index: Int, isWhole: Bool)] {
    shownTerms(plan.named[total]).compactMap(\.place).map { ($0.named, false) } + [(total, true)]
  }

  private func comparison(_ total: Int, _ last: EarlierYear, _ unit: String) -> DocumentTable {
    let rows = compared(total).map { index, isWhole -> [TableCell] in
      let named = plan.named[index]
      let before = last.values[named.id]
      let now = evaluation.number(named.node, 0)
      let places = decimals(named.node, unit) ?? 2
      let state = ReportWords.state(evaluation.state(named.node, 0))
      let change = before.flatMap { before in now.map { $0 - before } }
      let share = change.flatMap { change in
        before.flatMap { $0.isZero ? nil : Self.signed(change, over: $0.magnitude) }
      }
      let title: Inline = isWhole ? .strong(named.title.zh) : .text(named.title.zh)
      return [
        TableCell([title], .rowHeading),
        TableCell(before.map { $0.text(decimals: places) } ?? "—", .number),
        TableCell(now.map { $0.text(decimals: places) } ?? state, .number),
        TableCell(change.map { Self.signed($0, places) } ?? "—", .number),
        TableCell(share ?? "—", .number),
      ]
    }
    let heads = ["排放源", last.period, material.filing.period.description, "变化", "变化率"]
    return DocumentTable(
      caption: "与上一期比较：\(plan.named[total].title.zh)（\(unit)）",
      head: [heads.map { TableCell($0, .columnHeading) }], rows: rows, widths: [36, 18, 18, 16, 12])
  }

  /// Upright bars, one for each year.
  private func course(
    _ points: [(period: String, number: Rational)], _ caption: String, _ places: Int
  ) -> Chart? {
    guard let longest = points.map(\.number.magnitude).max(), !longest.isZero else { return nil }
    let bars = points.map { point in
      Chart.Bar(
        label: point.period, length: Self.thousandths(point.number, of: longest),
        text: point.number.text(decimals: min(places, 2)))
    }
    return Chart(caption: caption, bars: bars, isUpright: true)
  }

  /// What each term changed: increases to the right, decreases to the left.
  private func changes(_ total: Int, _ last: EarlierYear, _ unit: String) -> Chart? {
    let changes = compared(total).compactMap { index, _ -> (Named, Rational)? in
      let named = plan.named[index]
      guard let before = last.values[named.id], let now = evaluation.number(named.node, 0) else {
        return nil
      }
      return (named, now - before)
    }
    // One bar alone says nothing that the table does not say.
    guard changes.count > 1, let longest = changes.map({ $0.1.magnitude }).max(), !longest.isZero
    else { return nil }
    let bars = changes.map { named, change in
      Chart.Bar(
        label: Self.short(named.title.zh), length: Self.thousandths(change, of: longest),
        text: Self.signed(change, min(decimals(named.node, unit) ?? 2, 2)))
    }
    return Chart(caption: "比 \(last.period) 的变化（\(unit)）", bars: bars)
  }

  private static func signed(_ number: Rational, _ places: Int) -> String {
    (number.signum > 0 ? "+" : "") + number.text(decimals: places)
  }

  private static func signed(_ part: Rational, over whole: Rational) -> String {
    (part.signum > 0 ? "+" : "") + NumberDisplay.share(part, of: whole)
  }
}
