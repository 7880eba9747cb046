import Engine
import Quantities
import RulePlan

/// What people read of the things that differ.
struct BridgeWords: Sendable {
  let first: Calculation
  let second: Calculation
  let facts: BridgeFacts
  let others: BridgeFacts
  /// For each named value of the first plan that of the second.
  let named: [Int?]
  let units: BridgeUnits

  private var plan: Plan { first.plan }

  // MARK: Changes

  func period() -> Bridge.Change {
    var change = change(.period, "报告期")
    change.from = first.evaluation.dataset.period.description
    change.to = second.evaluation.dataset.period.description
    let months = [first, second].map { $0.evaluation.dataset.period.slotCount(.month) }
    change.note =
      (months[0] == months[1] ? "" : "只在一个报告期里的月份随之计入或去掉；") + "按日期取用的因子随之变化"
    return change
  }

  func rows(_ paths: [RowPath], _ kind: Bridge.Kind) -> Bridge.Change {
    guard paths.count != 1, let first = paths.first else {
      return paths.first.map { row($0, kind) } ?? Self.remainder()
    }
    var change = change(kind, plan.rowSets[first.set].title.zh)
    change.name = plan.rowSets[first.set].id
    change.row = "\(paths.count) 行"
    (change.from, change.to) = kind == .came ? ("无", change.row) : (change.row, "无")
    return change
  }

  private func row(_ path: RowPath, _ kind: Bridge.Kind) -> Bridge.Change {
    var change = change(kind, plan.rowSets[path.set].title.zh, path)
    change.name = plan.rowSets[path.set].id
    change.from = kind == .came ? "无" : "有"
    change.to = kind == .came ? "有" : "无"
    return change
  }

  func days(_ path: RowPath) -> Bridge.Change {
    func text(_ facts: BridgeFacts) -> String {
      guard let set = facts.sets.firstIndex(where: { $0 == path.set }), let row = facts.rows[path]
      else { return "—" }
      let days = facts.validity(set, row)
      let last = days.to.map { $0.advanced(by: -1).description } ?? ""
      return days == BridgeValidity() ? "全期" : "\(days.from?.description ?? "")至\(last)"
    }
    var change = change(.days, plan.rowSets[path.set].title.zh + "起止日期", path)
    change.name = plan.rowSets[path.set].id
    (change.from, change.to) = (text(facts), text(others))
    return change
  }

  func items(_ items: [BridgeState.Item]) -> Bridge.Change {
    guard items.count != 1, let first = items.first,
      let index = plan.named.firstIndex(where: { $0.id == first.id })
    else { return items.first.map(item) ?? Self.remainder() }
    var change = value(index, nil, .value)
    change.row = "\(items.count) 行"
    return change
  }

  private func item(_ item: BridgeState.Item) -> Bridge.Change {
    guard let index = plan.named.firstIndex(where: { $0.id == item.id }) else {
      return attribute(item)
    }
    var change = value(index, item.path, .value)
    let ways = (way(first, index, item.path, facts), way(second, named[index], item.path, others))
    if let from = ways.0, let to = ways.1, from != to {
      change.kind = .choice
      change.note = ([change.note] + ["取值方式：\(from) → \(to)"]).filter { !$0.isEmpty }
        .joined(separator: "；")
    }
    return change
  }

  /// A value that was put in place: of one row, or of all.
  func rule(_ index: Int, _ path: RowPath?, _ source: BridgeRules.Source) -> Bridge.Change {
    if case .reported(let values) = source { return reported(index, values[index]) }
    return rule(index, path)
  }

  /// A figure that was reported.
  private func reported(_ index: Int, _ value: Rational?) -> Bridge.Change {
    let own = plan.named[index]
    var change = change(.reported, own.title.zh)
    (change.symbol, change.name) = (own.symbol, own.id)
    change.from = text(first, index, RowPath(set: 0, keys: []), facts)
    let unit = first.evaluation.unitText(own, 0)
    change.to = value.map { Self.number($0) + (unit == "1" ? "" : " " + unit) } ?? "—"
    change.note = "报告值与重算值不同"
    return change
  }

  /// A value of the other rules.
  private func rule(_ index: Int, _ path: RowPath?) -> Bridge.Change {
    let own = plan.named[index]
    let paths = path.map { [$0] } ?? facts.paths[plan.nodes[own.node].shape.rows]
    var change = value(index, paths.count == 1 ? paths[0] : nil, .factor)
    switch own.role {
    case .input: change.note = "规则给出的缺省值或取值方式不同"
    case .constant: change.note = "规则中的常数不同"
    case .formula, .figure, .total, .memo, .intensity, .baseline, .project, .leakage, .reduction,
      .condition, .creditable:
      let isSame = named[index].map { own.formula == second.plan.named[$0].formula } ?? false
      let usesPotentials = own.formula?.contains("gwp(") == true && isSame
      change.kind = usesPotentials ? .potential : isSame ? .factor : .formula
      change.note =
        usesPotentials
        ? "全球增温潜势不同" : isSame ? "公式相同，式中取用的因子不同" : "公式或其中取用的因子不同"
    }
    return change
  }

  /// What is left when everything that the figure is computed from is the other side's.
  func last(_ figure: Named) -> Bridge.Change {
    // A total that is one figure and nothing else is that figure.
    if let index = plan.named.firstIndex(where: {
      $0.node == figure.node && $0.id != figure.id && $0.role != .total
    }) {
      return rule(index, nil)
    }
    guard let index = plan.named.firstIndex(where: { $0.id == figure.id }),
      let match = named[index], second.plan.named[match].formula != figure.formula
    else { return Self.remainder() }
    var change = rule(index, nil)
    change.note = "合成的方式不同"
    return change
  }

  func rounding() -> Bridge.Change {
    var change = change(.rounding, "数值修约")
    change.note = "两个结果各自按规则修约，与不修约时之差"
    return change
  }

  static func remainder() -> Bridge.Change {
    Bridge.Change(
      kind: .remainder, title: "其余", symbol: "", row: "", from: "", to: "",
      note: "只在一个版本中有、不能逐项替换的部分", name: "", keys: [])
  }

  /// The total that was reported is not what the reported figures add up to.
  static func sumDiffers() -> Bridge.Change {
    var change = remainder()
    change.title = "报告的总量与各项之和不同"
    change.note = "各项按规则合成之值与报告的总量之差"
    return change
  }

  private func change(_ kind: Bridge.Kind, _ title: String, _ path: RowPath? = nil)
    -> Bridge.Change
  {
    Bridge.Change(
      kind: kind, title: title, symbol: "", row: path.map(rowName) ?? "", from: "", to: "",
      note: "", name: "", keys: path?.keys ?? [])
  }

  private func attribute(_ item: BridgeState.Item) -> Bridge.Change {
    func text(_ facts: BridgeFacts, _ inputs: [Input]) -> String {
      guard let input = inputs.firstIndex(where: { $0.id == item.id }),
        let row = facts.rows[item.path]
      else { return "—" }
      switch facts.fact(input, row: row, slot: 0).value {
      case .number(let number): return Self.number(number)
      case .flag(let flag): return flag ? "是" : "否"
      case .text(let text): return text
      case .date(let day): return day.description
      case .row(let path): return path?.keys.last ?? "—"
      case nil: return "—"
      }
    }
    let input = plan.inputs.first { $0.id == item.id }
    let titles = ["date": "填报日期", "purpose": "用途", "region": "地区", "year": "年份"]
    let isOfFiling = input?.facet == .filing
    let title = input?.field.flatMap { titles[$0] } ?? item.id
    var change = change(
      isOfFiling ? .attribute : .value, isOfFiling ? title : "其他方法学的结果", item.path)
    change.name = item.id
    if isOfFiling, input?.field == "date" { change.note = "按填报日期取用的因子随之变化" }
    change.from = text(facts, plan.inputs)
    change.to = text(others, second.plan.inputs)
    return change
  }

  // MARK: Values

  /// A named value on both sides, in a row or, without one, as a whole.
  private func value(_ index: Int, _ path: RowPath?, _ kind: Bridge.Kind) -> Bridge.Change {
    let own = plan.named[index]
    var change = change(kind, own.title.zh, path)
    change.symbol = own.symbol
    change.name = own.id
    guard let path else { return change }
    change.from = text(first, index, path, facts)
    change.to = named[index].map { text(second, $0, path, others) } ?? "—"
    return change
  }

  /// The value of a row over the whole period.
  private func text(
    _ calculation: Calculation, _ index: Int, _ path: RowPath, _ facts: BridgeFacts
  ) -> String {
    let named = calculation.plan.named[index]
    let shape = calculation.plan.nodes[named.node].shape
    guard let row = facts.rows[path] else { return "—" }
    let slots = facts.dataset.period.slotCount(shape.grain.division)
    let elements = (0..<slots).map { facts.element(shape, row: row, slot: $0) }
    let evaluation = calculation.evaluation
    var numbers: [Rational] = []
    var unit = ""
    for element in elements {
      guard case .number(let number)? = evaluation.value(named.node, element) else { continue }
      let shown = units.shown(number, named, evaluation.unitText(named, element))
      numbers.append(shown.0)
      unit = shown.1 == "1" ? "" : " " + shown.1
    }
    guard let least = numbers.min(), let most = numbers.max() else {
      return other(calculation, named, elements)
    }
    if numbers.count == 1 || least == most { return Self.number(least) + unit }
    if ["activity", "production"].contains(named.inputKind ?? "") || named.role == .figure {
      return Self.number(numbers.reduce(.zero, +)) + unit + "（合计）"
    }
    return "\(Self.number(least))～\(Self.number(most))\(unit)"
  }

  /// What stands there instead of numbers.
  private func other(
    _ calculation: Calculation, _ named: Named, _ elements: [Int]
  ) -> String {
    let evaluation = calculation.evaluation
    for element in elements {
      guard let value = evaluation.value(named.node, element) else { continue }
      let text = FigureText.exact(value, calculation, named)
      return text == "yes" ? "是" : text == "no" ? "否" : text
    }
    switch elements.first.map({ evaluation.state(named.node, $0) }) {
    case .notOccurring: return "不涉及"
    case .poisoned: return "有错误"
    default: return "无"
    }
  }

  /// The title of the way that a value of a row was obtained in; nil where there is no choice.
  private func way(
    _ calculation: Calculation, _ index: Int?, _ path: RowPath, _ facts: BridgeFacts
  ) -> String? {
    guard let index, let chosen = calculation.plan.named[index].chosen,
      let row = facts.rows[path]
    else { return nil }
    let shape = calculation.plan.nodes[chosen].shape
    let slots = facts.dataset.period.slotCount(shape.grain.division)
    var titles: [String] = []
    for slot in 0..<slots {
      let element = facts.element(shape, row: row, slot: slot)
      guard case .text(let id)? = calculation.evaluation.value(chosen, element) else { continue }
      let title = calculation.plan.named[index].alternatives.first { $0.id == id }?.title.zh ?? id
      if !titles.contains(title) { titles.append(title) }
    }
    return titles.isEmpty ? nil : titles.joined(separator: "、")
  }

  /// A row in words, with the names that the filings give.
  private func rowName(_ path: RowPath) -> String {
    func name(_ calculation: Calculation, _ facts: BridgeFacts) -> String? {
      guard let row = facts.rows[path], let set = facts.sets.firstIndex(where: { $0 == path.set })
      else { return nil }
      return calculation.bound.title(row: row, of: set)
    }
    guard let own = path.keys.last else { return "" }
    let title = name(second, others) ?? name(first, facts) ?? own
    return (path.keys.dropLast() + [title]).joined(separator: " · ")
  }

  /// All digits of a short number, else as many as people read.
  static func number(_ number: Rational) -> String {
    if let places = number.decimalPlaces, places <= 6 { return number.description }
    return number.magnitude < Rational(100) ? number.text(digits: 6) : number.text(decimals: 4)
  }
}
