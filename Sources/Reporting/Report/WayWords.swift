import Accounting
import Engine
import RulePlan

/// How values were obtained (取值方式), in words.
struct WayWords {
  let material: ReportMaterial

  /// How the elements of a named value were obtained: each way with how often, where there are
  /// several.
  func text(_ index: Int, _ elements: some Sequence<Int>) -> String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for element in elements where material.evaluation.state(
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
  func way(_ index: Int, _ element: Int) -> String {
    let named = material.plan.named[index]
    if material.evaluation.state(named.node, element) == .substituted { return "代入值" }
    if let taken = alternative(index, element), named.alternatives.count > 1 {
      return taken.title.zh
    }
    switch kind(index, element) {
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
    if named.role == .constant { return .printed }
    if entry(index, element) != nil, alternative(index, element)?.formula == nil {
      return .measured
    }
    let step = material.evaluation.explain(named.node, element: element, limits: .none)
    guard named.role == .input || named.alternatives.count > 1 else { return .computed }
    // A way that only looks something up is a default; one that reads other values computes.
    var stack = [step]
    var hasTable = false
    while let step = stack.popLast() {
      if !step.cells.isEmpty { hasTable = true }
      if step.named?.role == .input, step.node != named.node { return .computed }
      stack += step.children
    }
    return hasTable ? .printed : .computed
  }

  private func alternative(_ index: Int, _ element: Int) -> Named.Alternative? {
    let named = material.plan.named[index]
    guard let chosen = named.chosen, case .text(let id)? = material.evaluation.value(chosen, element)
    else { return nil }
    return named.alternatives.first { $0.id == id }
  }

  /// The cell of the filing behind an element.
  func entry(_ index: Int, _ element: Int) -> Filing.Entry? {
    let named = material.plan.named[index]
    let shape = material.plan.nodes[named.node].shape
    let input = material.plan.inputs.firstIndex {
      $0.id == named.id && $0.facet == .value && $0.shape == shape
    }
    return input.flatMap { material.entry($0, element) }
  }
}
