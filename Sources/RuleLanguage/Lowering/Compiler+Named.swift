import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// The named value with this index among the declarations, compiled on first use.
  mutating func known(_ index: Int) -> Known? {
    guard Vocabulary.values.contains(declarations[index].kind) else { return nil }
    switch compiled[index] {
    case .done(let value): return value
    case .running:
      let declaration = declarations[index]
      let round = chain[(chain.firstIndex(of: index) ?? 0)...] + [index]
      report(
        .nameCycle, declaration.origin,
        [
          "name": declaration.name,
          "round": round.map { declarations[$0].name }.joined(separator: " → "),
        ], clause: declaration.context.clause)
      compiled[index] = .done(nil)
      return nil
    case nil: break
    }
    // Names are followed by recursion: a chain without end must not exhaust the stack.
    if chain.count >= Self.longestChain {
      let declaration = declarations[index]
      report(
        .nameChain, declaration.origin,
        ["name": declaration.name, "limit": "\(Self.longestChain)"])
      compiled[index] = .done(nil)
      return nil
    }
    chain.append(index)
    defer { chain.removeLast() }
    compiled[index] = .running
    let value = compile(index)
    if case .running = compiled[index] { compiled[index] = .done(value) }
    if case .done(let final) = compiled[index] { return final }
    return value
  }

  mutating func compile(_ index: Int) -> Known? {
    let declaration = declarations[index]
    switch declaration.kind {
    case "input": return input(index, declaration)
    case "constant": return constant(index, declaration)
    case "balance": return balance(index, declaration)
    case "allocate": return allocation(index, declaration)
    case "condition": return condition(index, declaration)
    default: return formula(index, declaration)
    }
  }

  // MARK: shapes and kinds

  mutating func shape(_ declaration: Declaration, isFigure: Bool) -> Shape? {
    let element = declaration.element
    let context = declaration.context
    let rowsName =
      element.attribute("per")?.value ?? (isFigure ? "filing" : context.rows ?? context.per)
    guard let rows = rowSetIndex[rowsName] else {
      report(
        .rowsUnknown, declaration.origin(of: "per"),
        ["name": rowsName, "known": rowSets.map(\.id).joined(separator: " ")])
      return nil
    }
    let isInput = declaration.kind == "input"
    let attribute = isInput ? "entered" : "evaluated"
    let name =
      element.attribute(attribute)?.value
      ?? (isFigure ? yearly(declaration) : grain(attribute, context, rows))
    if name == Grain.calendarYear.name {
      needsNewer("calendar-year", "1.2", at: declaration.origin, context)
    }
    // A wrong grain has been reported where it is written, on this element or the rows around it.
    guard let grain = Grain(name: name ?? "year") else { return nil }
    return Shape(rows: rows, grain: grain)
  }

  /// Scenarios and their difference are told vintage by vintage.
  private func yearly(_ declaration: Declaration) -> String? {
    let role = declaration.element.attribute("role").flatMap { Named.Role(rawValue: $0.value) }
    switch role {
    case .baseline, .project, .leakage, .reduction: return Grain.calendarYear.name
    default: return nil
    }
  }

  /// The default grain of what stands in a context: that of the rows around it as the last edition
  /// declares them, else what those further out say; nil where nobody says.
  func grain(_ attribute: String, _ context: Declaration.Context, _ rows: Int) -> String? {
    if let around = context.rows.flatMap({ rowSetIndex[$0] }),
      let own = rowDeclarations[around]?.element.attribute(attribute)?.value
    {
      return own
    }
    // A source that is declared per row set counts as standing inside it.
    return (attribute == "entered" ? context.entered : context.evaluated)
      ?? rowDeclarations[rows]?.element.attribute(attribute)?.value
  }

  mutating func kind(_ declaration: Declaration) -> ValueKind? {
    let type = declaration.element.attribute("type")?.value ?? "number"
    switch type {
    case "number": return .number
    case "flag": return .flag
    case "text", "choice": return .text
    case "date": return .date
    case "reference":
      guard let name = declaration.element.attribute("to")?.value else { return nil }
      guard let rows = rowSetIndex[name] else {
        report(
          .rowsUnknown, declaration.origin(of: "to"),
          ["name": name, "known": rowSets.map(\.id).joined(separator: " ")])
        return nil
      }
      return .reference(rows)
    default:
      report(
        .attributeValue, declaration.origin(of: "type"),
        ["name": "type", "got": type, "expected": "number choice flag date text reference"])
      return nil
    }
  }

  private mutating func choices(_ declaration: Declaration) -> [String] {
    guard declaration.element.attribute("type")?.value == "choice",
      let text = declaration.element.attribute("of")?.value
    else { return [] }
    if !text.contains(" "), let index = table(text, in: declaration.context) {
      return tables[index].rows.compactMap { row in
        if case .text(let key) = row.keys.first { key } else { nil }
      }
    }
    return text.split(separator: " ").map(String.init)
  }

  // MARK: inputs

  private mutating func input(_ index: Int, _ declaration: Declaration) -> Known? {
    guard let shape = shape(declaration, isFigure: false), let kind = kind(declaration),
      let (unit, percent) = declaredUnit(declaration)
    else { return nil }
    let unitText = declaration.element.attribute("unit")?.value
    let entered = emit(
      .input(
        inputNumber(
          Input(id: declaration.id, shape: shape, kind: kind, choices: choices(declaration)))),
      [], shape, kind, label: declaration.name, unit: unitText)
    var value = Typed(node: entered, shape: shape, kind: kind, unit: unit)
    let known = choices(declaration)
    if kind == .text, !known.isEmpty { value.choices = Set(known) }
    let isAmount = ["activity", "production"].contains(
      declaration.element.attribute("kind")?.value ?? "")
    if isAmount, kind == .number {
      value.degrees = Degrees(amountOver: shape, ancestry(shape.rows))
    }
    var result = value
    var chosen: Int?
    let alternatives = declaration.alternatives
    if !alternatives.isEmpty {
      guard
        let (choice, taken) = choose(
          declaration, alternatives, entered: value, percent: percent, shape: shape)
      else { return nil }
      result = choice
      chosen = taken
    }
    var named = makeNamed(declaration, .input, node: result.node, shape: shape)
    named.chosen = chosen
    named.alternatives = alternatives.map(describe)
    named.inputKind = declaration.element.attribute("kind")?.value
    named.plausible = plausible(declaration, percent: percent)
    named.measurement = measurement(declaration.element)
    named.isPersonal = isPersonal(declaration)
    return finish(index, named, result, percent: percent, declaration)
  }

  /// The index of an input among the plan's; made on first use.
  mutating func inputNumber(_ input: Input) -> Int {
    var key = "\(input.id)|\(input.facet.rawValue)|\(input.field ?? "")"
    // A figure of another methodology may be read at several shapes.
    if input.facet == .external { key += "|\(input.shape.rows).\(input.shape.grain)" }
    if let index = inputIndex[key] { return index }
    inputs.append(input)
    inputIndex[key] = inputs.count - 1
    return inputs.count - 1
  }

  mutating func choose(
    _ declaration: Declaration, _ alternatives: [Declaration.Alternative], entered: Typed?,
    percent: Bool,
    shape: Shape
  ) -> (Typed, chosen: Int)? {
    let ids = alternatives.map(\.id)
    let choiceInput = inputNumber(
      Input(id: declaration.id, facet: .choice, shape: shape, kind: .text, choices: ids))
    var operands = [
      emit(.input(choiceInput), [], shape, .text, label: "\(declaration.name)@choice")
    ]
    var typed: Typed?
    var failed = false
    for alternative in alternatives {
      let context = alternative.context
      let place = Place(shape: shape, context: context)
      var condition = emit(.constant(.flag(true)), [], .filing, .flag)
      if let when = alternative.element.attribute("when") {
        guard let flag = lower(when, place, expecting: .flag) else {
          failed = true
          continue
        }
        condition = flag.node
        let wide = broadcast(flag, to: shape)
        condition = wide.node
      } else {
        condition = emit(.broadcast, [condition], shape, .flag)
      }
      var value = entered
      let text = alternative.element.content
      if !text.value.isEmpty || entered == nil {
        guard let (tree, lowered) = lowerTree(text, place),
          let fitted = fit(
            lowered, declaration, percent: percent, origin: origin(text, context), of: tree)
        else {
          failed = true
          continue
        }
        value = rested(broadcast(fitted, to: shape), nil)
      }
      guard let value else { continue }
      operands += [condition, value.node]
      typed = value
    }
    guard !failed, var result = typed else { return nil }
    result.node = emit(
      .choose(ids), operands, shape, result.kind, label: declaration.name,
      unit: declaration.element.attribute("unit")?.value)
    result.shape = shape
    let chosen = emit(.chosen(ids), operands, shape, .text, label: "\(declaration.name)@choice")
    addAlternativeCheck(declaration, choice: operands[0], chosen: chosen, shape: shape, ids: ids)
    return (result, chosen)
  }

  func describe(_ alternative: Declaration.Alternative) -> Named.Alternative {
    let element = alternative.element
    return Named.Alternative(
      id: alternative.id, title: element.label ?? Label(alternative.id),
      formula: element.text.nonEmpty,
      citation: alternative.context.citation(note: element.noteText))
  }

  private mutating func plausible(
    _ declaration: Declaration, percent: Bool
  ) -> ClosedRange<Rational>? {
    guard let attribute = declaration.element.attribute("plausible") else { return nil }
    // `8 GJ/t .. 30 GJ/t`: the unit may be repeated, it is the declared one.
    var text = attribute.value
    if let unit = declaration.element.attribute("unit")?.value.nonEmpty, unit != "1", unit != "%" {
      while let found = text.firstRange(of: unit) { text.removeSubrange(found) }
    }
    var scale = Rational.one
    if text.contains("%") {
      text = text.filter { $0 != "%" }
      if !percent { scale = Rational.ratio(1, 100) }
    }
    guard let range = Self.range(text) else {
      report(
        .attributeValue, declaration.origin(of: "plausible"),
        ["name": "plausible", "got": attribute.value, "expected": "60 % .. 69 %"])
      return nil
    }
    return (range.lowerBound * scale)...(range.upperBound * scale)
  }

  private func measurement(_ element: XMLElement) -> Named.Measurement? {
    let checks = element.elements(named: "cross-check").compactMap { $0.attribute("record")?.value }
    guard let measured = element.elements(named: "measured").first else {
      return checks.isEmpty ? nil : Named.Measurement(crossChecks: checks)
    }
    return Named.Measurement(
      how: measured.attribute("how")?.value, every: measured.attribute("every")?.value,
      record: measured.attribute("record")?.value,
      standard: measured.attribute("standard")?.value, crossChecks: checks)
  }

  // MARK: constants

  private mutating func constant(_ index: Int, _ declaration: Declaration) -> Known? {
    let content = (declaration.element.elements(named: "value").first ?? declaration.element)
      .content
    let place = origin(content, declaration.context)
    guard let (unit, percent) = declaredUnit(declaration) else { return nil }
    guard let number = Rational(decimal: content.value) else {
      report(.numberForm, place, ["got": content.value])
      return nil
    }
    checkStoichiometry(unit, number, declaration, place)
    let node = emit(
      .constant(.number(number)), [], .filing, .number, label: declaration.name,
      unit: declaration.element.attribute("unit")?.value)
    let named = makeNamed(declaration, .constant, node: node, shape: .filing)
    let value = Typed(node: node, shape: .filing, kind: .number, unit: unit)
    return finish(index, named, value, percent: percent, declaration)
  }

  /// A constant that turns one species into another by mass must be the molar ratio, or be printed.
  private mutating func checkStoichiometry(
    _ unit: Unit, _ number: Rational, _ declaration: Declaration, _ place: Origin
  ) {
    let masses = unit.exponents.filter { $0.key.dimension == "mass" && $0.key.basis == nil }
    guard unit.exponents.count == 2, masses.count == 2, unit.scale == .one,
      let top = masses.first(where: { $0.value == 1 })?.key.species,
      let bottom = masses.first(where: { $0.value == -1 })?.key.species,
      let expected = MolarTable.ratio(top, bottom)
    else { return }
    if declaration.element.attribute("printed")?.value == "yes" { return }
    if number != expected {
      report(
        .stoichiometry, place,
        ["got": number.description, "expected": "molar(\(top)/\(bottom)) = \(expected)"],
        clause: declaration.context.clause)
    }
  }

  // MARK: fitting and finishing

  /// The value in the declared unit; a difference leaves a finding.
  mutating func fit(
    _ value: Typed, _ declaration: Declaration, kind: ValueKind = .number, percent: Bool,
    origin: Origin, of tree: Expression? = nil
  ) -> Typed? {
    let wanted = declaration.element.attribute("type") == nil ? kind : value.kind
    if let declared = self.kindOf(declaration), !sameKind(declared, value.kind) {
      report(
        .kindDiffers, origin,
        ["got": value.kind.name, "expected": declared.name, "what": declaration.name],
        clause: declaration.context.clause)
      return nil
    }
    guard value.kind == .number, wanted == .number else { return value }
    guard let (unit, _) = declaredUnit(declaration) else { return nil }
    var result = value
    if joined(value.unit, unit) != unit {
      let note = Finding.Note(.unitDeclaredHere, at: declaration.origin(of: "unit"))
      reportUnits(
        got: value.unit, expected: unit, origin, what: declaration.name, of: tree,
        notes: [note], clause: declaration.context.clause)
      return nil
    }
    if percent {
      let hundred = emit(.constant(.number(Rational(100))), [], .filing)
      let wide = emit(.broadcast, [hundred], value.shape)
      result.node = emit(
        .multiply, [value.node, value.shape == .filing ? hundred : wide], value.shape, .number,
        label: nodes[value.node].label, unit: "%")
    }
    result.unit = unit
    return result
  }

  mutating func kindOf(_ declaration: Declaration) -> ValueKind? {
    declaration.element.attribute("type") == nil ? .number : kind(declaration)
  }

  func sameKind(_ left: ValueKind, _ right: ValueKind) -> Bool { left == right }

  func makeNamed(
    _ declaration: Declaration, _ role: Named.Role, node: Int, shape: Shape
  ) -> Named {
    let element = declaration.element
    let context = declaration.context.entering(element)
    var named = Named(
      id: declaration.id, symbol: declaration.name,
      title: element.label ?? Label(declaration.name), role: role, node: node,
      unit: label(element.attribute("unit")?.value, rows: shape.rows),
      citation: context.citation(note: element.noteText))
    named.shownAs = label(element.attribute("shown-as")?.value, rows: shape.rows)
    named.source = context.emissionSource
    named.concept = element.attribute("concept")?.value
    named.declaration = Named.Declaration(file: context.file, range: element.range)
    return named
  }

  /// A concept must be known, and what binds to it must measure the same kind of thing.
  private mutating func checkConcept(_ declaration: Declaration, _ value: Typed) {
    guard let attribute = declaration.element.attribute("concept"), !concepts.isEmpty else {
      return
    }
    guard let text = concepts.units[attribute.value] else {
      let near = Nearest.names(to: attribute.value, among: concepts.units.keys.sorted())
      report(
        .conceptUnknown, declaration.origin(of: "concept"),
        ["got": attribute.value, "known": near.joined(separator: " ")])
      return
    }
    guard value.kind == .number, case .success(let unit) = units.parse(text) else { return }
    // What depends on a row's key (tonnes or cubic metres of a fuel) fits any unit of the concept.
    let isKeyed = value.unit.exponents.keys.contains {
      $0.dimension.hasPrefix("unit(") || ($0.species ?? "").hasPrefix("[")
    }
    if !isKeyed,
      value.unit.withoutSpecies.withoutBasis.exponents
        != unit.withoutSpecies.withoutBasis.exponents
    {
      report(
        .conceptUnit, declaration.origin(of: "concept"),
        ["name": attribute.value, "got": value.unit.text, "expected": text])
    }
  }

  /// Records a named value and says how formulas read it.
  mutating func finish(
    _ index: Int, _ named: Named, _ value: Typed, percent: Bool, _ declaration: Declaration
  ) -> Known {
    checkConcept(declaration, value)
    let overTime = declaration.element.attribute("over-time")?.value
    var named = named
    named.overTime = overTime
    self.named.append(named)
    var read = value
    if percent {
      let node = emit(.constant(.number(Rational.ratio(1, 100))), [], .filing)
      let wide = value.shape == .filing ? node : emit(.broadcast, [node], value.shape)
      read.node = emit(
        .multiply, [value.node, wide], value.shape, .number, label: named.symbol, unit: "1")
    }
    return Known(
      named: self.named.count - 1, value: read,
      overTime: overTime, declaration: index)
  }
}

extension ValueKind {
  /// The name in messages.
  var name: String {
    switch self {
    case .number: "number"
    case .flag: "flag"
    case .text: "text"
    case .date: "date"
    case .reference: "reference"
    }
  }
}

extension Wording {
  static let unitDeclaredHere = Wording(zh: "单位在这里声明", en: "the unit is declared here")
}

extension FindingKind {
  static let nameCycle = FindingKind(
    "names.cycle", .error, zh: "“{name}”的公式绕了一圈又用到它自己：{round}",
    en: "the formula of “{name}” comes back to itself: {round}")
  static let nameChain = FindingKind(
    "names.chain-too-long", .error, zh: "从“{name}”往回的公式链超过 {limit} 步，请缩短",
    en: "the chain of formulas back from “{name}” is longer than {limit}; shorten it")
  static let kindDiffers = FindingKind(
    "kinds.differ", .error, zh: "{what}应是{expected}，实为{got}",
    en: "{what} should be a {expected}, it is a {got}")
  static let conceptUnknown = FindingKind(
    "concepts.unknown", .error, zh: "概念表中没有“{got}”；相近的有：{known}",
    en: "there is no concept “{got}”; near ones: {known}")
  static let conceptUnit = FindingKind(
    "concepts.unit", .error, zh: "概念“{name}”以{expected}计量，这里的单位是{got}",
    en: "the concept “{name}” is measured in {expected}, this is in {got}")
  static let stoichiometry = FindingKind(
    "units.stoichiometry", .error, zh: "物质换算系数“{got}”不等于摩尔质量比，应为 {expected}",
    en: "the factor {got} between two substances is not their molar ratio; it should be {expected}")
}
