import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// Explanations as parts of a document.
struct ExplanationBlocks {
  let material: ReportMaterial
  /// Terms of one sum and steps of one card; a page stays readable, and everything is still in
  /// the machine-readable explanation.
  private static let limits = ExplanationLimits(depth: 40, terms: 24, steps: 400)
  /// Significant digits in formulas; the result itself stands with all its digits.
  private static let digits = 12

  private let evidence: EvidenceIndex
  private var lookups: ReportLookups { material.lookups }

  init(_ material: ReportMaterial) {
    self.material = material
    evidence = EvidenceIndex(material.filing)
  }

  // MARK: cards

  /// What a value opens to, made once for all documents of a calculation.
  func card(_ place: ValuePlace) -> [Block] {
    lookups.card(place) { makeCard(place) }
  }

  private func makeCard(_ place: ValuePlace) -> [Block] {
    let named = material.plan.named[place.named]
    let step = lookups.explanations.explain(
      named.node, element: place.element, limits: Self.limits)
    var blocks: [Block] = [.paragraph(heading(step))]
    if step.state == .notOccurring, let reason = material.reason(named, place.element) {
      blocks.append(.paragraph([.text("不涉及的原因：\(reason.isEmpty ? "未写" : reason)")]))
    }
    if step.state == .absent || step.state == .poisoned { blocks += missing(step) }
    return blocks + body(step)
  }

  /// Symbol, full value, unit, title, address.
  private func heading(_ step: ExplanationNode) -> [Inline] {
    var line: [Inline] = []
    if let title = step.named?.title.zh { line.append(.strong(title + " ")) }
    let symbol = lookups.words.text(Self.symbol(step))
    line += [.formula(symbol), .text(" = \(fullValue(step))")]
    if let unit = unit(step), step.value != nil { line.append(.small(" \(unit)")) }
    if step.named != nil, !step.address.isEmpty, step.address != Self.symbol(step) {
      line += [.text("　"), .code(step.address)]
    }
    return line
  }

  /// The unit of a step for people; nil for pure numbers.
  private func unit(_ step: ExplanationNode) -> String? {
    guard let unit = step.unit, unit != "1" else { return nil }
    return material.ownUnits(unit)
  }

  /// Everything below the heading; a source that the reader has just seen is not told again.
  private func body(_ step: ExplanationNode, above: Citation? = nil) -> [Block] {
    var blocks: [Block] = []
    let formula = ExplanationFormula(step, digits: Self.digits)
    if let text = step.alternative?.formula ?? step.named?.formula {
      let words = lookups.words.text(text)
      blocks.append(.paragraph([.formula("\(Self.symbol(step)) = \(words)")]))
    }
    if formula.terms.count > 1 {
      blocks.append(
        .equation(
          formula.terms.map { term in
            EquationTerm(
              symbol: Self.signs[term.symbol] ?? lookups.words.text(term.symbol),
              unit: material.ownUnits(term.unit),
              number: Self.signs[term.number] ?? term.number)
          }))
    }
    blocks += facts(step, above: above)
    let told = citation(of: step) ?? above
    let operands = formula.operands.filter { Self.isShown($0, of: step) }
    // A step without a name that only hands its value on says nothing that is not said here.
    if operands.count == 1, let only = operands.first, only.named == nil, !only.isRepeated,
      only.value == step.value
    {
      return blocks + body(only, above: told)
    }
    for operand in operands {
      let inner =
        operand.isRepeated ? [.paragraph([.small("见上文同名的一项。")])] : body(operand, above: told)
      let summary = heading(operand)
      blocks.append(inner.isEmpty ? .paragraph(summary) : .details(summary: summary, inner))
    }
    if step.omitted > 0 {
      blocks.append(.paragraph([.small("另有 \(step.omitted) 项未列。")]))
    }
    return blocks
  }

  /// Conditions and stated choices say nothing that the taken alternative does not say.
  private static func isShown(_ operand: ExplanationNode, of step: ExplanationNode) -> Bool {
    switch step.operation {
    case .choose: return operand.place > 0 && operand.place % 2 == 0
    default: return operand.kind != .position
    }
  }

  // MARK: facts

  /// Rounding, way of obtaining, table cells, clause, origin: one line each.
  private func facts(_ step: ExplanationNode, above: Citation?) -> [Block] {
    var points: [[Inline]] = []
    if let rounding = step.rounding, rounding != .rest {
      let before = step.beforeRounding.map { "修约前 \(NumberDisplay.full($0))；" } ?? ""
      points.append([.text("修约：\(before)\(ReportWords.rounding(rounding))")])
    }
    if let way = step.alternative {
      points.append([.text("取值方式：\(way.words)")])
    }
    for cell in step.cells {
      let share = cell.weight == .one ? "" : "，占 \(NumberDisplay.text(cell.weight, decimals: nil))"
      points.append([.text("查表：《\(cell.table.zh)》\(TableWords.cell(cell))\(share)")])
      points.append(citation(cell.cell.citation))
    }
    points += origin(step)
    if let own = citation(of: step), own != above { points.append(citation(own)) }
    return points.isEmpty ? [] : [.list(points)]
  }

  private func citation(of step: ExplanationNode) -> Citation? {
    step.alternative?.citation ?? step.named?.citation
  }

  private func citation(_ citation: Citation) -> [Inline] {
    var words: [String] = []
    if let clause = citation.clause { words.append("条款：\(ReportWords.clause(clause))") }
    if let source = citation.source { words.append("出处：\(source)") }
    words.append("来源状态：\(ReportWords.evidence(citation.evidence))（\(citation.evidence.rawValue)）")
    return [.small(words.joined(separator: "；"))]
  }

  /// Where an entered value was written, and the laboratory report behind it.
  private func origin(_ step: ExplanationNode) -> [[Inline]] {
    guard case .input(let index) = step.operation,
      let entry = material.entry(index, step.element)
    else { return [] }
    var points: [[Inline]] = []
    var line: [Inline] = [.text("填报：\(Self.words(entry.cell.value))")]
    line += [.text("，"), .code(OriginText.text(entry.cell.origin))]
    if entry.cell.stage != .reported { line.append(.text("（\(entry.cell.stage.title)）")) }
    points.append(line)
    if let sample = evidence.sample(entry.address) {
      let fields = sample.fields.map {
        "\(Self.fieldNames[$0.name] ?? $0.name) \(Self.words($0.value))"
      }
      points.append([.text("检测报告 \(sample.id)：\(fields.joined(separator: "，"))")])
    }
    return points
  }

  private static let fieldNames = [
    "report": "报告编号", "laboratory": "检测机构", "accredited": "有资质", "sampled": "采样",
    "received": "收样", "tested": "检测", "issued": "出具", "basis": "基准", "standard": "标准",
  ]

  private static func words(_ value: CellValue) -> String {
    switch value {
    case .number(let number, let decimals, let unit):
      number.text(decimals: decimals) + (unit.map { " \($0)" } ?? "")
    case .text(let text): text
    case .flag(let flag): flag ? "是" : "否"
    case .date(let day): day.description
    case .notOccurring(let reason): "不涉及（\(reason)）"
    case .substituted(let number, let unit, let rule):
      number.description + (unit.map { " \($0)" } ?? "") + "（按“\(rule)”代入）"
    }
  }

  /// What is missing or unusable below a value that could not be computed.
  private func missing(_ step: ExplanationNode) -> [Block] {
    var points: [[Inline]] = []
    for missing in material.evaluation.missing(for: step.node, step.element) {
      points.append(words(missing))
    }
    var stack = [step]
    var seen: Set<String> = []
    while let next = stack.popLast() {
      if next.problem != nil {
        let place = place(next)
        if seen.insert(place).inserted {
          points.append([.code(place), .text("　数值无法使用，见附录“检查发现”")])
        }
      }
      stack += next.children.reversed().filter { $0.state == .poisoned }
    }
    guard !points.isEmpty else { return [] }
    let rest = points.count - 12
    if rest > 0 { points = points.prefix(12) + [[.text("…… 另有 \(rest) 处")]] }
    return [.paragraph([.text("缺少或不能使用的数据：")]), .list(points)]
  }

  private func words(_ missing: Missing) -> [Inline] {
    let plan = material.plan
    switch missing {
    case .cell(let input, let element):
      let declared = plan.inputs[input]
      let named = plan.named.first { $0.id == declared.id }
      let facet = declared.facet == .value ? "" : "@\(declared.facetName)"
      let name = (named?.addressName ?? declared.id) + facet
      let address = material.evaluation.address(of: declared.shape, element, name: name)
      return [.code(address), .text("　\(named?.title.zh ?? "")")]
    case .rows(let set, let shape, let element):
      let name = plan.rowSets[set].id
      return [
        .code(material.evaluation.address(of: shape, element, name: name)),
        .text("　\(plan.rowSets[set].title.zh)：没有一行；确实没有的，请声明不涉及"),
      ]
    case .tableCell(let table, let column, _, _):
      let title = "《\(plan.tables[table].title.zh)》\(plan.tables[table].columns[column].title.zh)"
      return [.text("\(title)：表中没有这个值，须实测或另取")]
    case .before(let node, let element):
      let address = material.evaluation.address(of: plan.nodes[node].shape, element, name: "")
      return [
        .code(address), .text("　\(plan.nodes[node].label ?? "")：报告期内此前没有可用的值，须另选取值方式"),
      ]
    }
  }

  /// The address of a step, also where it only reads what was filed.
  private func place(_ step: ExplanationNode) -> String {
    guard step.named == nil, case .input(let index) = step.operation else { return step.address }
    let id = material.plan.inputs[index].id
    let name = material.plan.named.first { $0.id == id }?.addressName ?? id
    let shape = material.plan.nodes[step.node].shape
    return material.evaluation.address(of: shape, step.element, name: name)
  }

  // MARK: paper

  /// A row of the annex of derivations: name, formula with numbers, clause; nil for a value that is
  /// only handed on.
  func derivation(_ named: Named, _ element: Int) -> [TableCell]? {
    let step = lookups.explanations.explain(
      named.node, element: element, limits: ExplanationLimits(depth: 12, terms: 24, steps: 200))
    let formula = ExplanationFormula(step, digits: 10)
    if formula.terms.count <= 1, formula.operands.count == 1,
      formula.operands[0].value == step.value
    {
      return nil
    }
    var content: [Inline] = []
    let text = step.alternative?.formula ?? named.formula
    if let text {
      let words = lookups.words.text(text)
      content += [.formula("\(Self.symbol(step)) = \(words)"), .lineBreak]
    }
    let numbers = formula.terms.map { term in
      let number = term.number.isEmpty ? term.symbol : term.number
      return Self.signs[number] ?? number
    }
    if formula.terms.count > 1 {
      content += [.text("= \(numbers.joined(separator: " "))"), .lineBreak]
    } else if step.kind == .reduction || step.children.contains(where: { $0.kind == .reduction }) {
      let terms = formula.operands.prefix(8).compactMap { operand -> String? in
        guard case .number(let number)? = operand.value else { return nil }
        return NumberDisplay.text(number, decimals: nil)
      }
      if terms.count > 1 {
        let more = formula.operands.count + step.omitted > 8 ? " + …" : ""
        content += [.text("各项：\(terms.joined(separator: "；"))\(more)"), .lineBreak]
      }
    }
    let unit = unit(step).map { " \($0)" } ?? ""
    content.append(.strong("= \(shortValue(step))\(unit)"))
    if let rounding = named.rounding {
      content.append(.small("（\(ReportWords.rounding(rounding))）"))
    }
    let shape = material.plan.nodes[named.node].shape
    let place = material.placeName(shape, element)
    var name = TableCell(
      [named.title.zh == named.addressName ? .formula(named.addressName) : .text(named.title.zh)]
        + (place.isEmpty ? [] : [.lineBreak, .small(place)]), .rowHeading)
    name.anchor = step.address
    return [
      name,
      TableCell(content), TableCell(ReportWords.clause(named.citation.clause)),
    ]
  }

  // MARK: words

  /// What formulas with numbers call by the words of the language; `min` and `max` stand as in
  /// formulas with symbols.
  private static let signs = [
    "and": "且", "or": "或", "not(": "非(", "days(": "天数(", "year(": "年份(",
    "overlap(": "重叠天数(", "magnitude(": "绝对值(", "year-of(": "年份(",
  ]

  static func symbol(_ step: ExplanationNode) -> String {
    step.named?.addressName ?? step.label ?? "值"
  }

  /// The value as it stands in formulas; all digits of long ones are in the files for programs.
  private func shortValue(_ step: ExplanationNode) -> String {
    guard case .number(let number)? = step.value, (number.decimalPlaces ?? 99) > 8 else {
      return fullValue(step)
    }
    return number.text(digits: Self.digits) + "…"
  }

  private func fullValue(_ step: ExplanationNode) -> String {
    switch step.value {
    case .number(let number): return NumberDisplay.full(number)
    case .flag(let flag): return flag ? "是" : "否"
    case .text(let text): return text
    case .date(let day): return day.description
    case .reference(let row):
      guard case .reference(let set) = material.plan.nodes[step.node].kind, row >= 0 else {
        return "—"
      }
      return material.evaluation.dataset.rows[set].keys[row]
    case nil: return ReportWords.state(step.state)
    }
  }
}
