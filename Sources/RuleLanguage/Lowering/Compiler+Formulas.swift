import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  // MARK: formulas

  mutating func formula(_ index: Int, _ declaration: Declaration) -> Known? {
    let isFigure = declaration.kind == "figure"
    let alternatives = declaration.alternatives
    guard let shape = shape(declaration, isFigure: isFigure), let kind = kind(declaration),
      let (_, percent) = declaredUnit(declaration)
    else { return nil }
    let place = Place(shape: shape, context: declaration.context)
    var value: Typed
    var chosen: Int?
    var text: String?
    if alternatives.isEmpty {
      let content = (declaration.element.elements(named: "value").first ?? declaration.element)
        .content
      guard let (tree, lowered) = lowerTree(content, place),
        let fitted = fit(
          lowered, declaration, kind: kind, percent: percent,
          origin: origin(content, declaration.context), of: tree)
      else { return nil }
      text = tree.text
      value = broadcast(fitted, to: shape)
    } else {
      guard
        let (choice, taken) = choose(
          declaration, alternatives, entered: nil, percent: percent, shape: shape)
      else { return nil }
      value = choice
      chosen = taken
    }
    guard let occurring = occurs(value, declaration, place, isFigure: isFigure) else { return nil }
    let rounding = self.rounding(declaration)
    value = kind == .number ? rested(occurring, rounding) : occurring
    let role: Named.Role =
      isFigure
      ? Named.Role(rawValue: declaration.element.attribute("role")?.value ?? "figure")
        ?? .figure : .formula
    var named = makeNamed(declaration, role, node: value.node, shape: shape)
    named.formula = text
    named.rounding = rounding
    named.chosen = chosen
    named.alternatives = alternatives.map(describe)
    return finish(index, named, value, percent: percent, declaration)
  }

  mutating func rounding(_ declaration: Declaration) -> Rounding? {
    guard let attribute = declaration.element.attribute("round") else { return nil }
    guard let rule = Rounding(attribute: attribute.value) else {
      report(
        .attributeValue, declaration.origin(of: "round"),
        ["name": "round", "got": attribute.value, "expected": "2 | 2 half-up | 4 digits"])
      return nil
    }
    return rule
  }

  /// The value rounded as declared, or brought to rest.
  mutating func rested(_ value: Typed, _ rule: Rounding?) -> Typed {
    guard value.kind == .number else { return value }
    if rule == nil, case .round = nodes[value.node].operation { return value }
    if rule == nil, case .input = nodes[value.node].operation { return value }
    var result = value
    result.node = emit(
      .round(rule ?? .rest), [value.node], value.shape, .number, label: nodes[value.node].label,
      unit: nodes[value.node].unit)
    return result
  }

  // MARK: balances and allocations

  mutating func balance(_ index: Int, _ declaration: Declaration) -> Known? {
    func names(_ attribute: String) -> [Expression] {
      guard let found = declaration.element.attribute(attribute) else { return [] }
      return found.value.split(separator: " ").map { name in
        Expression(node: .name(String(name)), range: found.valueRange)
      }
    }
    let range = declaration.element.tagRange
    guard let opening = names("opening").first, let closing = names("closing").first,
      let shape = shape(declaration, isFigure: false),
      let (_, percent) = declaredUnit(declaration)
    else { return nil }
    var (tree, added, taken) = (opening, names("inflow"), names("outflow") + [closing])
    if let made = declaration.element.attribute("made") {
      needsNewer("made=", at: declaration.origin(of: "made"), declaration.context)
      // What was made is what left and what is left, without what came in and what was there.
      if made.value == "yes" {
        (tree, added, taken) = (closing, names("outflow"), names("inflow") + [opening])
      }
    }
    for term in added { tree = Expression(node: .binary(.plus, tree, term), range: range) }
    for term in taken { tree = Expression(node: .binary(.minus, tree, term), range: range) }
    let place = Place(shape: shape, context: declaration.context)
    guard let lowered = lower(tree, place),
      let fitted = fit(lowered, declaration, percent: percent, origin: declaration.origin)
    else { return nil }
    let rounding = self.rounding(declaration)
    guard
      let occurring = occurs(broadcast(fitted, to: shape), declaration, place, isFigure: false)
    else { return nil }
    let value = rested(occurring, rounding)
    var named = makeNamed(declaration, .formula, node: value.node, shape: shape)
    named.formula = tree.text
    named.rounding = rounding
    if declaration.element.attribute("prior")?.value == "yes" {
      addPriorCheck(declaration, opening: opening.text, closing: closing.text, place)
    }
    return finish(index, named, value, percent: percent, declaration)
  }

  mutating func allocation(_ index: Int, _ declaration: Declaration) -> Known? {
    let element = declaration.element
    guard element.attribute("over") != nil else { return nil }
    guard let over = rowSetIndex[element.attribute("over")?.value ?? ""] else {
      report(
        .rowsUnknown, declaration.origin(of: "over"),
        [
          "name": element.attribute("over")?.value ?? "",
          "known": rowSets.map(\.id).joined(separator: " "),
        ])
      return nil
    }
    guard let parent = rowSets[over].parent, let (_, percent) = declaredUnit(declaration),
      let grain = Grain(
        name: element.attribute("evaluated")?.value ?? declaration.context.evaluated
          ?? "year"),
      let decimals = Int(element.attribute("decimals")?.value ?? "")
    else { return nil }
    let whole = Place(shape: Shape(rows: parent, grain: grain), context: declaration.context)
    let parts = Place(shape: Shape(rows: over, grain: grain), context: declaration.context)
    guard let of = element.attribute("of"), let total = lower(of, whole, expecting: .number),
      let key = element.attribute("key"), let weight = lower(key, parts, expecting: .number),
      let fitted = fit(total, declaration, percent: percent, origin: declaration.origin(of: "of"))
    else { return nil }
    let residue = Residue(rawValue: element.attribute("residue")?.value ?? "largest") ?? .largest
    let totalNode = rested(broadcast(fitted, to: whole.shape), nil).node
    let keyNode = broadcast(weight, to: parts.shape).node
    let node = emit(
      .allocate(decimals: decimals, residue: residue), [totalNode, keyNode], parts.shape, .number,
      label: declaration.name, unit: element.attribute("unit")?.value)
    let shares = Typed(node: node, shape: parts.shape, kind: .number, unit: fitted.unit)
    guard let value = occurs(shares, declaration, parts, isFigure: false) else { return nil }
    var named = makeNamed(declaration, .formula, node: value.node, shape: parts.shape)
    named.formula = "\(of.value) × \(key.value) ÷ Σ \(key.value)"
    return finish(index, named, value, percent: percent, declaration)
  }
}
