import Accounting
import Engine
import RulePlan

/// How values were obtained (取值方式), in words.
struct WayWords {
  let material: ReportMaterial
  private let evidence: EvidenceIndex
  /// For each node of the plan, whether a value of the filing enters it.
  private let isFed: [Bool]

  init(material: ReportMaterial) {
    self.material = material
    evidence = EvidenceIndex(material.filing)
    var isFed: [Bool] = []
    for node in material.plan.nodes {
      if case .input(let input) = node.operation {
        isFed.append(material.plan.inputs[input].facet == .value)
      } else {
        isFed.append(node.operands.contains { isFed[$0] })
      }
    }
    self.isFed = isFed
  }

  /// How the elements of a named value were obtained: each way with how often, where there are
  /// several.
  func text(_ index: Int, _ elements: some Sequence<Int>) -> String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for element in elements
    where material.evaluation.state(
      material.plan.named[index].node, element
    ).hasValue {
      let word = way(index, element)
      if counts[word] == nil { order.append(word) }
      counts[word, default: 0] += 1
    }
    if order.count == 1, let only = order.first { return only }
    return order.map { "\($0) \(counts[$0] ?? 0) 期" }.joined(separator: "，")
  }

  /// How one element was obtained.
  func way(_ index: Int, _ element: Int, _ known: Kind? = nil) -> String {
    let named = material.plan.named[index]
    if material.evaluation.state(named.node, element) == .substituted { return "代入值" }
    if let taken = alternative(index, element), named.alternatives.count > 1 {
      return taken.words
    }
    switch known ?? kind(index, element) {
    case .measured: return "实测值"
    case .printed: return "缺省值"
    case .computed: return "计算值"
    }
  }

  /// The three words that the national platform knows.
  enum Kind: String {
    case measured = "实测值"
    case printed = "缺省值"
    case computed = "计算值"
  }

  /// Whether an element was supplied, taken from a table of the method, or computed.
  func kind(_ index: Int, _ element: Int) -> Kind {
    let named = material.plan.named[index]
    switch named.role {
    case .constant: return .printed
    case .input, .formula: break
    default: return .computed
    }
    if entry(index, element) != nil, alternative(index, element)?.formula == nil {
      return .measured
    }
    if named.alternatives.count < 2, named.role == .formula {
      return isFed[named.node] ? .computed : .printed
    }
    // A value that only tables and printed constants enter is a default.
    var stack = [
      material.lookups.explanations.explain(named.node, element: element, limits: Self.few)
    ]
    var isPrinted = false
    while let step = stack.popLast() {
      if !step.cells.isEmpty || step.named?.role == .constant { isPrinted = true }
      // The stated choice is an input without a name; it is not what the value is made of.
      if step.kind == .input, step.named != nil, step.node != named.node { return .computed }
      stack += step.children
    }
    return isPrinted ? .printed : .computed
  }

  /// Enough to see what kind of value it is.
  private static let few = ExplanationLimits(depth: 16, terms: 4, steps: 200)

  /// Where an element comes from: the record, the table of the method, or a formula.
  func source(_ index: Int, _ element: Int, _ known: Kind? = nil) -> String {
    let named = material.plan.named[index]
    switch known ?? kind(index, element) {
    case .measured:
      if let own = entry(index, element).flatMap({ evidence.record($0.address)?.record }) {
        return own
      }
      if let record = named.measurement?.record { return record }
      return entry(index, element).map { OriginText.text($0.cell.origin) } ?? "填报"
    case .computed: return "按公式计算"
    case .printed:
      var stack = [
        material.lookups.explanations.explain(named.node, element: element, limits: Self.few)
      ]
      while let step = stack.popLast() {
        if let cell = step.cells.first {
          let clause = cell.cell.citation.clause.map { "，\(ReportWords.clause($0))" } ?? ""
          return "缺省值：\(cell.table.zh)\(clause)"
        }
        stack += step.children
      }
      return "缺省值：\(ReportWords.clause(named.citation.clause))"
    }
  }

  private func alternative(_ index: Int, _ element: Int) -> Named.Alternative? {
    let named = material.plan.named[index]
    guard let chosen = named.chosen,
      case .text(let id)? = material.evaluation.value(chosen, element)
    else { return nil }
    return named.alternatives.first { $0.id == id }
  }

  /// The cell of the filing behind an element.
  func entry(_ index: Int, _ element: Int) -> Filing.Entry? {
    material.entry(material.plan.named[index], element)
  }
}

extension Named.Alternative {
  /// The title; rule files leave out that of the commonest ways.
  package var words: String {
    guard title.zh == id else { return title.zh }
    switch id {
    case "measured": return "实测值"
    case "default": return "缺省值"
    case "supplier": return "供应商提供值"
    case "entered": return "填报值"
    case "daily": return "按日实测"
    case "monthly": return "按月统计"
    default: return id
    }
  }
}
