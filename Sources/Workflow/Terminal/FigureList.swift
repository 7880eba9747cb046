import Diagnostics
import Engine
import Quantities
import RulePlan

/// The figures of a calculation: one line each, or one for each row and slot.
struct FigureList {
  /// One element of a figure.
  struct Line {
    let named: Named
    let address: String
    let state: CellState
    let value: Value?
    let unit: String?
    /// Whether the figure has but this one value.
    let isSingle: Bool
    /// How low and high the value can be when numbers are known to their written digits only.
    let limits: ClosedRange<Rational>?

    /// Whether people read it in per cent: a pure number whose rule says so.
    var isShare: Bool { named.shownAs?.text == "%" && (unit ?? "1") == "1" }
  }

  let calculation: Calculation
  let lines: [Line]
  /// What the vintages of a reduction come to; nil for an inventory.
  let credit: Credit?
  private let listsAll: Bool
  /// Whether limits were asked for.
  private let hasLimits: Bool
  /// How many values of one figure people are shown, unless they want all.
  private static let listed = 8

  /// The figures of a calculation; with `all` also what was computed on the way.
  ///
  /// With `printed`, the units of the library, each has its limits under the written digits.
  init(_ calculation: Calculation, all: Bool = false, printed: UnitCatalogue? = nil) {
    self.calculation = calculation
    credit = Credit(calculation)
    listsAll = all
    hasLimits = printed != nil
    let spread = printed.map {
      calculation.evaluation.spread(calculation.bound.printedHalves($0))
    }
    lines = calculation.plan.named.flatMap { named -> [Line] in
      switch named.role {
      case let role where role.isFigure: Self.lines(named, calculation, spread)
      case .creditable: Self.lines(named, calculation, spread)
      case .condition where calculation.plan.nodes[named.node].shape.rows == 0:
        Self.lines(named, calculation, spread)
      case .formula, .condition: all ? Self.lines(named, calculation, spread) : []
      default: []
      }
    }
  }

  private static func lines(
    _ named: Named, _ calculation: Calculation, _ spread: Spread?
  ) -> [Line] {
    let shape = calculation.plan.nodes[named.node].shape
    let evaluation = calculation.evaluation
    let count = evaluation.count(of: named.node)
    return (0..<count).map { element in
      Line(
        named: named, address: evaluation.address(of: named, element),
        state: evaluation.state(named.node, element),
        value: evaluation.value(named.node, element),
        unit: named.unit.map { evaluation.unitText($0, of: shape, element) },
        isSingle: count == 1, limits: spread?.limits(named.node, element))
    }
  }

  /// The table for people: totals last.
  func text(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var table = TextTable(right: hasLimits ? [2, 3, 4] : [2])
    func row(
      _ cells: [String], _ limits: ClosedRange<Rational>?, by factor: Rational = .one
    ) -> [String] {
      guard hasLimits else { return cells }
      let low = limits.map { FigureText.outward($0.lowerBound * factor, isLow: true) } ?? "—"
      let high = limits.map { FigureText.outward($0.upperBound * factor, isLow: false) } ?? "—"
      return cells.prefix(3) + [low, high] + cells.dropFirst(3)
    }
    let decimals = calculation.plan.printedDecimals()
    let counts = Dictionary(grouping: lines, by: \.named.id).mapValues(\.count)
    var told: Set<String> = []
    for line in lines {
      let title = line.named.title
      let count = counts[line.named.id] ?? 0
      if !listsAll, count > Self.listed {
        if told.insert(line.named.id).inserted {
          let cells = [
            line.named.addressName, language == .english ? title.en ?? title.zh : title.zh,
            say("\(count) 个值", "\(count) values"), line.named.unit?.text ?? "",
            say("见 --all", "see --all"),
          ]
          table.add(row(cells, nil))
        }
        continue
      }
      let factor = line.isShare ? Rational(100) : .one
      var shown = line.value
      if case .number(let number)? = shown { shown = .number(number * factor) }
      let cells = [
        line.isSingle ? line.named.addressName : line.address,
        language == .english ? title.en ?? title.zh : title.zh,
        FigureText.text(
          shown, calculation, line.named, language,
          decimals: decimals[line.named.node].map { max($0 - (line.isShare ? 2 : 0), 0) }),
        line.isShare ? "%" : line.unit == "1" ? "" : line.unit ?? "",
        FigureText.state(line.state, language) + FigureText.role(line.named.role, language),
      ]
      table.add(row(cells, line.limits, by: factor))
    }
    if table.isEmpty { return say("方法学没有结果\n", "the methodology has no figures\n") }
    var head = [
      say("符号", "symbol"), say("名称", "title"), say("值", "value"), say("单位", "unit"),
      say("说明", "remarks"),
    ]
    if hasLimits { head.insert(contentsOf: [say("下限", "low"), say("上限", "high")], at: 3) }
    table.head(head)
    return table.text
  }

  /// The results for programs: numbers as texts with all their digits.
  func json(_ reading: FilingReader.Reading, _ missing: MissingList) -> JSON {
    .members([
      "methodology": .text(reading.methodology), "plan": .text(calculation.plan.hash),
      "standing": .text(calculation.method.standing),
      "period": .text(reading.filing.period.description),
      "enterprise": .optional(reading.filing.header.enterprise),
      "figures": .array(
        lines.map { line in
          .members([
            "id": .text(line.named.id), "symbol": .text(line.named.symbol),
            "address": .text(line.address), "role": .text(line.named.role.rawValue),
            "state": .text(line.state.name), "unit": .optional(line.unit),
            "value": line.value.map { .text(FigureText.exact($0, calculation, line.named)) },
            "low": line.limits.map { .text(FigureText.outward($0.lowerBound, isLow: true)) },
            "high": line.limits.map { .text(FigureText.outward($0.upperBound, isLow: false)) },
          ])
        }),
      "credit": credit.map { $0.json(calculation.plan) },
      "missing": missing.json,
    ])
  }
}

/// Values and states as people read them.
enum FigureText {
  /// The value with at most six decimals; `≈` stands before what is longer.
  ///
  /// - Parameter decimals: the decimals that the rules give the value.
  static func text(
    _ value: Value?, _ calculation: Calculation, _ named: Named, _ language: Language,
    decimals: Int? = nil
  ) -> String {
    guard let value else { return "—" }
    if case .flag(let flag) = value, language == .chinese { return flag ? "是" : "否" }
    guard case .number(let number) = value else { return exact(value, calculation, named) }
    if let decimals, let places = number.decimalPlaces, places <= decimals {
      return number.text(decimals: decimals)
    }
    return short(number)
  }

  /// A number with at most six decimals; `≈` stands before what is longer.
  static func short(_ number: Rational) -> String {
    if let places = number.decimalPlaces, places <= 6 { return number.description }
    // Small values keep significant digits: six decimals would leave nothing of them.
    let isSmall = number.magnitude * Rational(100) < .one
    return "≈" + (isSmall ? number.text(digits: 6) : number.text(decimals: 6))
  }

  /// A limit with at most six decimals, rounded away from what it encloses.
  static func outward(_ number: Rational, isLow: Bool) -> String {
    if let places = number.decimalPlaces, places <= 6 { return number.description }
    let mode: Rounding.Mode = (number.signum < 0) == isLow ? .up : .down
    return number.rounded(Rounding(mode, .decimals(6))).description
  }

  /// The value with all its digits.
  static func exact(_ value: Value, _ calculation: Calculation, _ named: Named) -> String {
    switch value {
    case .number(let number): return number.description
    case .flag(let flag): return flag ? "yes" : "no"
    case .text(let text): return text
    case .date(let day): return day.description
    case .reference(let row):
      guard case .reference(let set) = calculation.plan.nodes[named.node].kind, row >= 0 else {
        return "—"
      }
      return calculation.evaluation.dataset.rows[set].keys[row]
    }
  }

  /// A word for the state; nothing where a value was computed.
  static func state(_ state: CellState, _ language: Language) -> String {
    switch (state, language) {
    case (.given, _): ""
    case (.substituted, .chinese): "替代值 "
    case (.substituted, .english): "substituted "
    case (.notOccurring, .chinese): "不涉及 "
    case (.notOccurring, .english): "not occurring "
    case (.absent, .chinese): "缺数据 "
    case (.absent, .english): "absent "
    case (.poisoned, .chinese): "有错误，未算出 "
    case (.poisoned, .english): "not computed: see errors "
    }
  }

  /// A word for what stands beside the figures.
  static func role(_ role: Named.Role, _ language: Language) -> String {
    switch (role, language) {
    case (.total, .chinese): "总量"
    case (.total, .english): "total"
    case (.memo, .chinese): "备查"
    case (.memo, .english): "memo item"
    case (.intensity, .chinese): "强度"
    case (.intensity, .english): "intensity"
    case (.baseline, .chinese): "基准线"
    case (.baseline, .english): "baseline"
    case (.project, .chinese): "项目"
    case (.project, .english): "project"
    case (.leakage, .chinese): "泄漏"
    case (.leakage, .english): "leakage"
    case (.reduction, .chinese): "减排量"
    case (.reduction, .english): "reduction"
    case (.condition, .chinese): "条件"
    case (.condition, .english): "condition"
    default: ""
    }
  }
}
