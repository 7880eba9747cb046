import Accounting
import Engine
import Quantities
import RulePlan

extension ReportMaterial {
  /// What a document made of this material says about itself.
  public func properties(_ kind: DocumentProperties.Kind) -> DocumentProperties {
    var properties = DocumentProperties()
    properties.kind = kind
    properties.author = filing.header.enterprise
    properties.subject = method.title.zh
    properties.date = filing.header.filedOn
    let facts: [(String, String?)] = [
      ("enterprise", filing.header.enterprise), ("credit-code", filing.header.creditCode),
      ("region", filing.header.region), ("period", filing.period.description),
      ("filed-on", filing.header.filedOn?.description), ("methodology", method.id),
      ("methodology-title", method.title.zh), ("document-number", method.document.number),
      ("standing", method.standing), ("revision", "\(plan.revision)"), ("plan-hash", hash),
    ]
    properties.facts = facts.compactMap { id, value in
      value.map { DocumentProperties.Fact(id, $0) }
    }
    return properties
  }

  /// All named values with all their digits, in the order of the rules.
  public func figures() -> [DocumentFigure] {
    plan.named.filter { $0.role != .constant }.flatMap { named in
      (0..<evaluation.count(of: named.node)).map { figure(named, $0) }
    }
  }

  private func figure(_ named: Named, _ element: Int) -> DocumentFigure {
    let state = evaluation.state(named.node, element)
    var figure = DocumentFigure(
      id: named.id, symbol: named.symbol, title: named.title.zh, role: named.role.rawValue,
      address: evaluation.address(of: named, element), state: Self.word(state),
      evidence: named.citation.evidence.rawValue)
    let shape = plan.nodes[named.node].shape
    figure.rows = rows(shape, element)
    if shape.grain != .year {
      let address = evaluation.address(of: shape, element, name: "")
      figure.slot = address.split(separator: "/").last.map(String.init)
    }
    figure.value = state.hasValue ? value(named, element) : nil
    let unit = unitText(named, element)
    figure.unit = unit.isEmpty || figure.value == nil ? nil : unit
    if let chosen = named.chosen, case .text(let way)? = evaluation.value(chosen, element) {
      figure.alternative = way
    }
    figure.clause = named.citation.clause
    return figure
  }

  private static func word(_ state: CellState) -> String {
    switch state {
    case .given: "given"
    case .substituted: "substituted"
    case .notOccurring: "not-occurring"
    case .absent: "absent"
    case .poisoned: "poisoned"
    }
  }

  private func rows(_ shape: Shape, _ element: Int) -> [DocumentFigure.Row] {
    evaluation.path(of: shape, element).map { step in
      .init(
        set: plan.rowSets[step.set].id, key: evaluation.dataset.rows[step.set].keys[step.row])
    }
  }

  private func value(_ named: Named, _ element: Int) -> String? {
    switch evaluation.value(named.node, element) {
    case .number(let number): return NumberDisplay.full(number)
    case .flag(let flag): return flag ? "true" : "false"
    case .text(let text): return text
    case .date(let day): return day.description
    case .reference(let row):
      guard case .reference(let set) = plan.nodes[named.node].kind, row >= 0 else { return nil }
      return evaluation.dataset.rows[set].keys[row]
    case nil: return nil
    }
  }
}
