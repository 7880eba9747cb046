import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// A figure of another methodology, with the unit that it has there.
  ///
  /// Only the declaration is read; the other methodology is not compiled, so that two editions may
  /// refer to each other.
  mutating func external(_ word: String, _ tree: Expression, _ place: Place) -> Typed? {
    let parts = word.split(separator: "#").map(String.init)
    guard parts.count == 2, library.files[parts[0] + "/methodology.xml"] != nil else {
      let near = Nearest.names(to: parts.first ?? word, among: library.methodologies)
      report(
        .externalUnknown, at(tree, place),
        ["got": word, "known": near.joined(separator: " ")], clause: place.context.clause)
      return nil
    }
    var collector = Collector(library)
    collector.collect(parts[0])
    let values: Set<String> = ["input", "constant", "formula", "figure", "balance", "allocate"]
    let declared = collector.declarations.filter { values.contains($0.kind) }
    guard let figure = declared.first(where: { $0.id == parts[1] || $0.name == parts[1] }) else {
      let near = Nearest.names(to: parts[1], among: declared.map(\.id).sorted())
      report(
        .externalUnknown, at(tree, place),
        ["got": word, "known": near.joined(separator: " ")], clause: place.context.clause)
      return nil
    }
    var text = figure.element.attribute("unit")?.value ?? "1"
    let set = collector.layers.flatMap { $0.root.elements }.last { $0.name == "gwp" }?
      .attribute("set")?.value
    if let set { text = text.withWarmingSet(set) }
    guard let declared = unit(text, at: at(tree, place)) else { return nil }
    let input = Input(id: word, facet: .external, shape: place.shape, kind: .number)
    let node = emit(
      .input(inputNumber(input)), [], place.shape, .number, label: tree.label, unit: text)
    guard text.contains("%") else {
      return Typed(node: node, shape: place.shape, kind: .number, unit: declared)
    }
    let hundredth = emit(.constant(.number(Rational.ratio(1, 100))), [], .filing)
    let wide = broadcast(Typed(node: hundredth, shape: .filing, kind: .number), to: place.shape)
    let value = emit(
      .multiply, [node, wide.node], place.shape, .number, label: tree.label, unit: "1")
    return Typed(
      node: value, shape: place.shape, kind: .number, unit: declared.withoutPercent)
  }
}

extension String {
  /// The unit with every bare `CO2e` resting on a GWP set.
  func withWarmingSet(_ set: String) -> String {
    var result = ""
    var rest = self[...]
    while let found = rest.firstRange(of: "CO2e") {
      result += rest[..<found.upperBound]
      rest = rest[found.upperBound...]
      if rest.first != "(" { result += "(\(set))" }
    }
    return result + rest
  }
}

extension FindingKind {
  static let externalUnknown = FindingKind(
    "names.external-unknown", .error, zh: "规则库中没有方法学结果“{got}”；相近的有：{known}",
    en: "the rule library has no figure “{got}”; near ones: {known}")
}
