import Engine
import Quantities
import RulePlan

/// The chapter of totals: each total by its terms, with shares, and the course over the months.
struct Totals {
  let material: ReportMaterial
  let values: ValueCells
  /// What the tables are called before the total's own title.
  let caption: String

  /// A term of a total.
  struct Term {
    var node: Int
    var sign: Int
    var title: [Inline]
    var plain: String
    var place: ValuePlace?
  }

  var plan: Plan { material.plan }
  var evaluation: Evaluation { material.evaluation }

  func blocks() -> [Block] {
    var blocks: [Block] = []
    let totals = plan.named.indices.filter {
      plan.named[$0].role == .total && plan.nodes[plan.named[$0].node].shape == .filing
    }
    for (place, total) in totals.enumerated() { blocks += chapter(total, number: place + 1) }
    if totals.isEmpty { blocks.append(.paragraph([.text("本方法没有总量；各量见下文。")])) }
    blocks += months(totals)
    if let total = totals.first { blocks += years(total) }
    return blocks
  }

  // MARK: a total

  private func chapter(_ total: Int, number: Int) -> [Block] {
    let named = plan.named[total]
    let unit = UnitWords.text(material.unitText(named, 0))
    let terms = shownTerms(named)
    let whole = evaluation.number(named.node, 0)
    var rows = terms.map { term -> [TableCell] in
      let number = evaluation.number(term.node, 0).map { term.sign < 0 ? -$0 : $0 }
      let share = number.flatMap { number in whole.map { NumberDisplay.share(number, of: $0) } }
      return [
        TableCell(term.title, .rowHeading), TableCell(value(term, number, unit), .number),
        TableCell(share ?? "—", .number),
      ]
    }
    let filled = values.cell(total, 0, decimals: nil, unit: nil)
    rows.append([
      TableCell([.strong(named.title.zh)], .rowHeading), TableCell(filled.content, .number),
      TableCell(whole == nil ? "—" : "100.00%", .number),
    ])
    let table = DocumentTable(
      caption: "\(caption)\(number > 1 ? ".\(number)" : "") \(named.title.zh)（\(unit)）",
      head: [
        ["排放源", "排放量（\(unit)）", "占总量"].map { TableCell($0, .columnHeading) }
      ], rows: rows, widths: [56, 26, 18])
    var blocks: [Block] = [.table(table)]
    if let chart = bars(terms, whole, unit) { blocks.append(.chart(chart)) }
    return blocks
  }

  private func value(_ term: Term, _ number: Rational?, _ unit: String) -> [Inline] {
    let state = evaluation.state(term.node, 0)
    let text =
      number.map { NumberDisplay.text($0, decimals: decimals(term.node, unit)) }
      ?? ReportWords.state(state)
    guard let place = term.place else { return [.text(text)] }
    return values.opening(place, shown: [.text(text)])
  }

  /// The decimals of the rules, else two for masses.
  func decimals(_ node: Int, _ unit: String) -> Int? {
    material.lookups.decimals[node] ?? (unit.hasPrefix("t") ? 2 : nil)
  }

  /// The terms of a total; a total that is no sum of its own is shown by the figures that add up
  /// to it, or by the terms of its reduction.
  func shownTerms(_ total: Named) -> [Term] {
    let own = terms(total)
    guard own.count < 2 else { return own }
    let figures = figures(adding: total)
    return figures.isEmpty ? own : figures
  }

  /// The filing's own figures, if exactly these add up to the total.
  private func figures(adding total: Named) -> [Term] {
    guard let whole = evaluation.number(total.node, 0) else { return [] }
    let unit = material.unitText(total, 0)
    let figures = plan.named.indices.filter { index in
      let value = plan.named[index]
      return value.role == .figure && plan.nodes[value.node].shape == .filing
        && material.unitText(value, 0) == unit && evaluation.number(value.node, 0) != nil
    }
    let sum = figures.reduce(Rational.zero) {
      $0 + (evaluation.number(plan.named[$1].node, 0) ?? .zero)
    }
    // The figures came to rest on their own: the 34th digit may differ.
    guard (sum - whole).magnitude <= whole.magnitude * .ratio(1, 1_000_000_000) else { return [] }
    return figures.map { index in
      let value = plan.named[index]
      return Term(
        node: value.node, sign: 1, title: [.text(value.title.zh)], plain: value.title.zh,
        place: ValuePlace(named: index, element: 0))
    }
  }

  /// The terms of the sum that a total is, each a node of the filing's shape.
  private func terms(_ named: Named) -> [Term] {
    var terms: [Term] = []
    var owners: [Int: Int] = [:]
    for (index, value) in plan.named.enumerated() { owners[value.node] = index }
    var stack = plan.nodes[named.node].operands.map { ($0, 1) }
    if plan.nodes[named.node].operation.isSum { stack = split(named.node, 1) }
    stack.reverse()
    while let (node, sign) = stack.popLast() {
      let own = plan.nodes[node]
      guard own.shape == .filing, own.kind == .number else { continue }
      if owners[node] == nil, own.operation.isSum || own.operation.isPassing {
        stack += split(node, sign).reversed()
      } else {
        terms.append(term(node, sign, owners))
      }
    }
    return terms
  }

  private func split(_ node: Int, _ sign: Int) -> [(Int, Int)] {
    let operands = plan.nodes[node].operands
    switch plan.nodes[node].operation {
    case .subtract: return [(operands[0], sign), (operands[1], -sign)]
    case .negate: return [(operands[0], -sign)]
    case .add, .round, .broadcast: return operands.map { ($0, sign) }
    default: return []
    }
  }

  private func term(_ node: Int, _ sign: Int, _ owners: [Int: Int]) -> Term {
    var owner = owners[node]
    if owner == nil, let number = evaluation.number(node, 0), !number.isZero {
      // A term written out in the total may have a name of its own beside it.
      owner = plan.named.firstIndex { value in
        plan.nodes[value.node].shape == .filing && evaluation.number(value.node, 0) == number
          && [.figure, .memo].contains(value.role)
      }
    }
    let minus = sign < 0 ? "减：" : ""
    if let owner {
      let value = plan.named[owner]
      return Term(
        node: node, sign: sign, title: [.text(minus + value.title.zh)],
        plain: minus + value.title.zh, place: ValuePlace(named: owner, element: 0))
    }
    let label = plan.nodes[node].label ?? "其他项"
    return Term(
      node: node, sign: sign, title: [.text(minus), .formula(material.lookups.words.text(label))],
      plain: minus + material.lookups.words.text(label),
      place: nil)
  }

  private func bars(_ terms: [Term], _ whole: Rational?, _ unit: String) -> Chart? {
    let numbers = terms.map { term in
      evaluation.number(term.node, 0).map { term.sign < 0 ? -$0 : $0 }
    }
    guard let longest = numbers.compactMap({ $0?.magnitude }).max(), !longest.isZero else {
      return nil
    }
    let bars = zip(terms, numbers).map { term, number -> Chart.Bar in
      guard let number else {
        let words = ReportWords.state(evaluation.state(term.node, 0))
        return Chart.Bar(label: Self.short(term.plain), length: nil, text: words)
      }
      let share = whole.map { "（\(NumberDisplay.share(number, of: $0))）" } ?? ""
      return Chart.Bar(
        label: Self.short(term.plain), length: Self.thousandths(number, of: longest),
        text: number.text(decimals: decimals(term.node, unit) ?? 2) + share)
    }
    return Chart(caption: "各排放源（\(unit)）", bars: bars)
  }

  /// Labels have room for about twenty characters.
  static func short(_ text: String) -> String {
    text.count > 22 ? text.prefix(21) + "…" : text
  }

  static func thousandths(_ number: Rational, of longest: Rational) -> Int {
    let part = (number * Rational(1000)).divided(by: longest) ?? .zero
    return Int(part.text(decimals: 0)) ?? 0
  }

  // MARK: months

  /// Month values of emissions that no other month value of emissions is made from.
  private func months(_ totals: [Int]) -> [Block] {
    let monthly = plan.named.indices.filter { index in
      let value = plan.named[index]
      let shape = plan.nodes[value.node].shape
      return shape.grain == .month && [.formula, .figure, .total].contains(value.role)
        && (value.unit?.text.hasPrefix("tCO2") ?? false) && value.unit?.parts.isEmpty == true
        && value.unit?.text.contains("/") == false
    }
    let tops = monthly.filter { index in
      !monthly.contains { reads($0, index) } && totals.contains { reads($0, index) }
    }
    return tops.prefix(2).compactMap { index in course(plan.named[index]).map { .chart($0) } }
  }

  private func reads(_ reader: Int, _ value: Int) -> Bool {
    guard reader != value else { return false }
    let wanted = plan.named[value].node
    var stack = [plan.named[reader].node]
    var seen: Set<Int> = []
    while let node = stack.popLast() {
      for operand in plan.nodes[node].operands where operand >= wanted {
        if operand == wanted { return true }
        if seen.insert(operand).inserted { stack.append(operand) }
      }
    }
    return false
  }

  private func course(_ named: Named) -> Chart? {
    let shape = plan.nodes[named.node].shape
    let slots = evaluation.element(of: shape, row: 1, slot: 0)
    let rows = evaluation.dataset.rows[shape.rows].count
    guard slots > 1, rows > 0 else { return nil }
    var sums: [Rational?] = []
    for slot in 0..<slots {
      let numbers = (0..<rows).map { row in
        let element = evaluation.element(of: shape, row: row, slot: slot)
        let state = evaluation.state(named.node, element)
        return (evaluation.number(named.node, element), state)
      }
      let isWhole = numbers.allSatisfy { $0.0 != nil || $0.1 == .notOccurring }
      let given = numbers.compactMap(\.0)
      sums.append(isWhole && !given.isEmpty ? given.reduce(.zero, +) : nil)
    }
    guard let longest = sums.compactMap({ $0?.magnitude }).max(), !longest.isZero else {
      return nil
    }
    let bars = sums.enumerated().map { slot, sum -> Chart.Bar in
      let name = evaluation.dataset.period.name(.month, slot)
      guard let sum else { return Chart.Bar(label: name, length: nil, text: "缺") }
      return Chart.Bar(
        label: name, length: Self.thousandths(sum, of: longest), text: sum.text(decimals: 0))
    }
    let unit = UnitWords.text(material.unitText(named, 0))
    return Chart(caption: "各月\(named.title.zh)（\(unit)）", bars: bars, isUpright: true)
  }
}

extension Operation {
  fileprivate var isSum: Bool {
    switch self {
    case .add, .subtract, .negate: true
    default: false
    }
  }

  fileprivate var isPassing: Bool {
    switch self {
    case .round, .broadcast: true
    default: false
    }
  }
}
