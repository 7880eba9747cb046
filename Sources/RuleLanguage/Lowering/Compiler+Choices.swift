import Diagnostics
import Quantities
import RulePlan

// Which alternative (取值方式) was taken.
extension Compiler {
  /// The id of the alternative that a value was taken from.
  mutating func choice(_ arguments: [Expression], _ tree: Expression, _ place: Place) -> Typed? {
    guard let (index, ids) = alternatives(arguments, tree, place), let known = known(index),
      let node = named[known.named].chosen
    else { return nil }
    return Typed(node: node, shape: nodes[node].shape, kind: .text, choices: Set(ids))
  }

  /// The alternative that was taken last year, from the filing of the period before.
  mutating func priorChoice(
    _ names: [Expression], _ inner: Expression, _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard let (index, ids) = alternatives(names, inner, place), let known = known(index) else {
      return nil
    }
    let shape = Shape(rows: known.value.shape.rows, grain: .year)
    let input = Input(
      id: declarations[index].id, facet: .prior, field: "choice", shape: shape, kind: .text,
      choices: ids)
    let node = emit(.input(inputNumber(input)), [], shape, .text, label: tree.label)
    return Typed(node: node, shape: shape, kind: .text, choices: Set(ids))
  }

  /// The declaration that a name means and its alternatives; nil with a finding where it has none.
  private mutating func alternatives(
    _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> (index: Int, ids: [String])? {
    needsNewer("choice(…)", at: at(tree, place), place.context)
    guard count(arguments, 1, "choice", tree, place) else { return nil }
    if case .name(let name) = arguments[0].node, let index = byName[name] {
      let ids = declarations[index].alternatives.map(\.id)
      if !ids.isEmpty { return (index, ids) }
    }
    report(.choiceName, at(arguments[0], place), ["got": arguments[0].text])
    return nil
  }
}

extension FindingKind {
  static let choiceName = FindingKind(
    "formula.choice-name", .error,
    zh: "choice(…) 里要写一个有几种取值方式（alternative）的量的名称，不是“{got}”",
    en: "choice(…) takes the name of a value that has alternatives, not “{got}”")
}
