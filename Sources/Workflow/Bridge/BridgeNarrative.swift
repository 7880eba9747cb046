import Accounting
import Quantities

/// 波动说明: the enterprise's paragraph about the difference. Facts only; the reasons are those that
/// the filing gives, and where it gives none there is room for them.
struct BridgeNarrative {
  let bridge: Bridge
  /// What the filings say, the second side's first.
  let explanations: [Filing.Explanation]
  private let table: BridgeTable

  init(_ bridge: Bridge, explanations: [Filing.Explanation]) {
    self.bridge = bridge
    self.explanations = explanations
    table = BridgeTable(bridge: bridge)
  }

  /// How many steps are told one by one.
  private static let told = 12

  /// The paragraphs: the difference, its causes one by one, the rest.
  func paragraphs() -> [String] {
    let (first, second) = (bridge.first, bridge.second)
    let unit = " " + table.unit
    var head = "\(second.label)的\(bridge.title)为 \(table.plain(second.value))\(unit)，"
    if bridge.difference == .zero {
      head += "与\(first.label)相同。"
    } else {
      head += "比\(first.label)（\(table.plain(first.value))\(unit)）\(direction(bridge.difference)) "
      head += "\(table.plain(table.shownDifference.magnitude))\(unit)（\(table.share)）。"
    }
    if bridge.steps.isEmpty { return [head] }
    let chosen = chosen()
    let causes = chosen.enumerated().map { number, index in
      "（\(number + 1)）" + sentence(bridge.steps[index])
    }
    let rest = bridge.steps.indices.filter { !chosen.contains($0) && !isRounding($0) }
    var end = ""
    // Printed amounts add up to the printed difference.
    var left = table.shownDifference
    for index in bridge.steps.indices where !rest.contains(index) {
      left -= table.shown(bridge.steps[index].amount)
    }
    if !rest.isEmpty {
      let sum = rest.reduce(Rational.zero) { $0 + bridge.steps[$1].amount }
      left -= table.shown(sum)
      end += "其余 \(rest.count) 项合计 \(table.signed(sum))\(unit)；"
    }
    for index in bridge.steps.indices where isRounding(index) {
      end += "数值修约 \(table.signed(bridge.steps[index].amount))\(unit)；"
    }
    if left != .zero { end += "按 \(bridge.decimals) 位小数显示所差 \(table.signed(left))\(unit)；" }
    end += "以上各项之和等于总变化。各项的数按核算规则的次序逐项替换算得。"
    return [head + "引起变化的有："] + causes + [end]
  }

  private func isRounding(_ index: Int) -> Bool { bridge.steps[index].kind == .rounding }

  /// The steps that are told, in their order: the largest, down to a hundredth of all that moved.
  private func chosen() -> [Int] {
    let all = bridge.steps.reduce(Rational.zero) { $0 + $1.amount.magnitude }
    let large = bridge.steps.indices.filter { index in
      !isRounding(index) && bridge.steps[index].amount.magnitude * Rational(100) >= all
    }
    let sorted = large.sorted { left, right in
      let (a, b) = (bridge.steps[left].amount.magnitude, bridge.steps[right].amount.magnitude)
      return a == b ? left < right : a > b
    }
    return sorted.prefix(Self.told).sorted()
  }

  private func direction(_ amount: Rational) -> String { amount < .zero ? "减少" : "增加" }

  private func sentence(_ step: Bridge.Step) -> String {
    let what = step.changes.map(BridgeKindWords.sentence).joined(separator: "，")
    let amount =
      "使结果\(direction(step.amount)) \(table.plain(step.amount.magnitude)) \(table.unit)"
    let reasons = step.changes.flatMap(reasons)
    if !reasons.isEmpty { return "\(what)，\(amount)。原因：\(reasons.joined(separator: "；"))。" }
    return "\(what)，\(amount)。" + (step.changes.contains(where: isOwn) ? "原因：＿＿＿＿＿＿（请填写）。" : "")
  }

  /// Whether the enterprise can say why; what the rules changed, the rules say.
  private func isOwn(_ change: Bridge.Change) -> Bool {
    switch change.kind {
    case .came, .gone, .days, .value, .choice, .reported: true
    case .period, .attribute, .factor, .potential, .formula, .remainder, .rounding: false
    }
  }

  /// What the filings say about a change: of its row, of its name, or of the row alone.
  private func reasons(_ change: Bridge.Change) -> [String] {
    var found: [String] = []
    for explanation in explanations {
      let at = explanation.at
      let isNamed =
        at.name == change.name || at.name == change.symbol
        || at.isRow && at.steps.last?.key == change.keys.last
      let keys = at.steps.map(\.key)
      guard isNamed, !(at.name.isEmpty && at.steps.isEmpty),
        keys.isEmpty || change.keys.suffix(keys.count) == keys[...]
      else { continue }
      var text = explanation.text.split(whereSeparator: \.isNewline).joined(separator: "")
      while let last = text.last, "。；;.".contains(last) { text.removeLast() }
      if !text.isEmpty, !found.contains(text) { found.append(text) }
    }
    return found
  }
}
