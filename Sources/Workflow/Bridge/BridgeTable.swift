import Diagnostics
import Quantities
import RulePlan

/// A bridge as people and programs read it. Amounts are rounded for display; the line 显示舍入
/// takes up what that leaves, so that the printed amounts add up to the printed difference.
struct BridgeTable {
  let bridge: Bridge

  /// One line of the table.
  struct Line {
    var number: String
    /// What was exchanged: value, row, from, to.
    var changes: [Bridge.Change]
    var amount: String
    /// The amount as shown.
    var shown: Rational
    /// The figure after the step, by the amounts as shown.
    var running: Rational
  }

  private var decimals: Int { bridge.decimals }

  /// The unit as people read it: which set CO2e is of stands with the methodology.
  var unit: String {
    guard let open = bridge.unit.firstRange(of: "CO2e("),
      let close = bridge.unit[open.lowerBound...].firstIndex(of: ")")
    else { return bridge.unit }
    return bridge.unit[..<open.lowerBound] + "CO2e" + bridge.unit[close...].dropFirst()
  }

  /// A number as shown, with a sign.
  func signed(_ number: Rational) -> String {
    let text = number.text(decimals: decimals)
    return number > .zero && !text.hasPrefix("-") ? "+" + text : text
  }

  /// A number as shown.
  func plain(_ number: Rational) -> String { number.text(decimals: decimals) }

  /// A number as it is shown.
  func shown(_ number: Rational) -> Rational {
    number.rounded(Rounding(.halfEven, .decimals(decimals)))
  }

  /// The difference as it follows from the two printed values.
  var shownDifference: Rational { shown(bridge.second.value) - shown(bridge.first.value) }

  /// What rounding for display leaves.
  var displayRemainder: Rational {
    shownDifference - bridge.steps.reduce(.zero) { $0 + shown($1.amount) }
  }

  /// All lines, with that of the display where it is needed.
  var lines: [Line] {
    var running = shown(bridge.first.value)
    var lines = bridge.steps.enumerated().map { index, step -> Line in
      let amount = shown(step.amount)
      running += amount
      return Line(
        number: String(index + 1), changes: step.changes, amount: signed(step.amount),
        shown: amount, running: running)
    }
    if displayRemainder != .zero {
      let change = Bridge.Change(
        kind: .rounding, title: "显示舍入", symbol: "", row: "", from: "", to: "",
        note: "各项按 \(decimals) 位小数显示所差", name: "display", keys: [])
      lines.append(
        Line(
          number: "", changes: [change], amount: signed(displayRemainder),
          shown: displayRemainder, running: shown(bridge.second.value)))
    }
    return lines
  }

  /// The difference as a share of the first value.
  var share: String {
    let part = bridge.difference.divided(by: bridge.first.value.magnitude)
    return part.map { share in
      let text = (share * Rational(100)).text(decimals: 2)
      return (share > .zero ? "+" : "") + text + "%"
    } ?? "—"
  }

  // MARK: Text

  func text(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var table = TextTable(right: [5])
    table.add(["", "A  " + bridge.first.label, "", "", "", plain(bridge.first.value)])
    for line in lines {
      for (index, change) in line.changes.enumerated() {
        table.add([
          index == 0 ? line.number : "", BridgeKindWords.title(change), change.row, change.from,
          change.to, index == line.changes.count - 1 ? line.amount : say("同上", "together"),
        ])
      }
    }
    table.add(["", "B  " + bridge.second.label, "", "", "", plain(bridge.second.value)])
    table.head([
      "", say("项目", "cause"), say("行", "row"), "A", "B", say("影响", "amount") + " (\(unit))",
    ])
    var text = "\(bridge.title) \(bridge.symbol)\n\n" + table.text + "\n"
    text += say("B − A = ", "B − A = ") + signed(shownDifference) + " \(unit) (\(share))\n"
    text += TextWrap.lines(say(Self.order.zh, Self.order.en))
    if !bridge.silent.isEmpty {
      let count = bridge.silent.count
      text += say("\n另有 \(count) 项不同，不影响结果：\n", "\n\(count) more differ without effect:\n")
      for change in bridge.silent.prefix(10) {
        text += TextWrap.lines(BridgeKindWords.sentence(change), indent: 2)
      }
      if count > 10 { text += "  …\n" }
    }
    return text
  }

  /// How the order of the steps is told.
  static let order = Wording(
    zh: "次序：先报告期和填报信息，再边界（新增、退出、起止日期），再按规则文件的次序逐行替换数据，"
      + "最后替换规则（按计算次序）和修约；先替换的保持替换后的值。次序不同，各项的数会不同，合计不变。",
    en:
      "Order: period and filing first, then the boundary, then data row by row in the order of the"
      + " rules, then the rules themselves in the order of computation, then roundings; what was"
      + " exchanged stays so. Another order gives other amounts and the same sum.")

  // MARK: JSON

  func json() -> JSON {
    func side(_ side: Bridge.Side) -> JSON {
      .members([
        "label": .text(side.label), "methodology": .text(side.methodology),
        "period": .text(side.period.description), "value": .text(side.value.description),
      ])
    }
    func change(_ change: Bridge.Change) -> JSON {
      .members([
        "kind": .text(change.kind.rawValue), "name": .text(change.name),
        "title": .text(change.title), "symbol": .text(change.symbol), "row": .text(change.row),
        "keys": .array(change.keys.map { .text($0) }), "from": .text(change.from),
        "to": .text(change.to), "note": .text(change.note),
      ])
    }
    return .members([
      "figure": .text(bridge.symbol), "title": .text(bridge.title), "unit": .text(bridge.unit),
      "a": side(bridge.first), "b": side(bridge.second),
      "difference": .text(bridge.difference.description), "order": .text(Self.order.zh),
      "steps": .array(
        bridge.steps.map { step in
          .members([
            "amount": .text(step.amount.description),
            "changes": .array(step.changes.map(change)),
          ])
        }),
      "without-effect": .array(bridge.silent.map(change)),
    ])
  }
}

/// The words for what differs.
enum BridgeKindWords {
  /// The kind's name in a table.
  static func kind(_ kind: Bridge.Kind) -> String {
    switch kind {
    case .period: "报告期"
    case .attribute: "填报信息"
    case .came, .gone, .days: "边界"
    case .value: "数据"
    case .choice: "取值方式"
    case .factor: "因子"
    case .potential: "增温潜势"
    case .formula: "公式"
    case .reported: "报告值"
    case .remainder: "其余"
    case .rounding: "修约"
    }
  }

  /// Title and symbol.
  static func title(_ change: Bridge.Change) -> String {
    let name =
      change.symbol.isEmpty || change.symbol == change.title
      ? change.title : "\(change.title) \(change.symbol)"
    switch change.kind {
    case .came: return "新增 " + name
    case .gone: return "退出 " + name
    case .choice: return name + "（取值方式）"
    case .factor, .potential, .formula: return "\(name)（\(kind(change.kind))）"
    default: return name
    }
  }

  /// The change in a sentence, without its amount.
  static func sentence(_ change: Bridge.Change) -> String {
    let row = change.row.isEmpty ? "" : change.row + " "
    switch change.kind {
    case .came: return "新增\(change.title) \(change.row)"
    case .gone: return "\(change.title) \(change.row) 退出"
    case .rounding, .remainder: return "\(change.title)（\(change.note)）"
    default: break
    }
    let name = change.symbol.isEmpty ? change.title : "\(change.title) \(change.symbol) "
    let values = change.from.isEmpty && change.to.isEmpty ? "" : "由 \(change.from) 变为 \(change.to)"
    let note = change.note.isEmpty ? "" : "（\(change.note)）"
    return row + name + (values.isEmpty ? "不同" : values) + note
  }
}
