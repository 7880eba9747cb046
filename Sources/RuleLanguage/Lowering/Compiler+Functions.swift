import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  // MARK: functions of values

  mutating func call(
    _ name: String, _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    switch name {
    case "round": return round(arguments, tree, place)
    case "given", "absent", "occurs": return state(name, arguments, tree, place)
    case "prior": return prior(arguments, tree, place)
    case "previous": return previous(arguments, tree, place)
    case "choice": return choice(arguments, tree, place)
    case "low", "high": return bound(name, arguments, tree, place)
    case "abs", "dry": return one(name, arguments, tree, place)
    case "min", "max": return extreme(name, arguments, tree, place)
    case "days", "overlap": return dates(name, arguments, tree, place)
    case "days-after", "years-after": return later(name, arguments, tree, place)
    case "year": return yearOf(arguments, tree, place)
    case "unique": return unique(arguments, tree, place)
    case "gwp": return nil
    case "sqrt", "ln", "exp":
      report(.powerRounded, at(tree, place), ["got": tree.text], clause: place.context.clause)
      return nil
    default:
      let known = [
        "round", "given", "absent", "occurs", "prior", "previous", "choice", "low", "high",
        "abs", "dry", "min", "max", "days",
        "days-after", "years-after", "year", "unique", "overlap", "sqrt", "ln", "exp", "molar",
        "gwp", "carbon", "filing", "external", "evidence",
      ]
      report(
        .functionUnknown, at(tree, place),
        ["name": name, "known": Nearest.names(to: name, among: known).joined(separator: " ")])
      return nil
    }
  }

  mutating func count(
    _ arguments: [Expression], _ wanted: Int, _ name: String, _ tree: Expression, _ place: Place
  ) -> Bool {
    if arguments.count == wanted { return true }
    report(
      .argumentCount, at(tree, place),
      ["name": name, "expected": "\(wanted)", "got": "\(arguments.count)"])
    return false
  }

  private mutating func round(
    _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard case .text(let text) = arguments.last?.node, let rule = Rounding(attribute: text) else {
      report(
        .attributeValue, at(tree, place),
        ["name": "round", "got": tree.text, "expected": "round(x, 2) | round(x, 2, half-up)"])
      return nil
    }
    if let irrational = irrational(arguments[0], rule, tree, place) { return irrational.value }
    guard var value = lower(arguments[0], place), demand(value, .number, arguments[0], place) != nil
    else { return nil }
    value.node = emit(
      .round(rule), [value.node], value.shape, .number, label: tree.label, unit: value.unit.text)
    return value
  }

  private struct Attempt { var value: Typed? }

  /// A function that is not rational, directly inside a `round`; nil when it is none.
  private mutating func irrational(
    _ inner: Expression, _ rule: Rounding, _ tree: Expression, _ place: Place
  ) -> Attempt? {
    let function: Irrational
    var operands: [Expression]
    switch inner.node {
    case .call(let name, let arguments):
      guard let found = Irrational(rawValue: name), found != .power else { return nil }
      function = found
      operands = arguments
      guard count(arguments, 1, name, inner, place) else { return Attempt(value: nil) }
    case .binary(.power, let base, let exponent):
      if case .number(let number, _) = exponent.node, number.isInteger { return nil }
      function = .power
      operands = [base, exponent]
    default: return nil
    }
    let values = operands.map { lower($0, place) }
    var typed: [Typed] = []
    for (value, operand) in zip(values, operands) {
      guard let value, demand(value, .number, operand, place) != nil else {
        return Attempt(value: nil)
      }
      let root = function == .squareRoot ? value.unit.squareRoot : (value.unit == .one ? .one : nil)
      guard root != nil else {
        report(.unitBare, at(operand, place), ["got": value.unit.text, "what": operand.text])
        return Attempt(value: nil)
      }
      typed.append(value)
    }
    let unit = function == .squareRoot ? typed[0].unit.squareRoot ?? .one : .one
    var shape = typed[0].shape
    if typed.count == 2 {
      guard let joint = joinShapes(typed[0], typed[1], tree, place) else {
        return Attempt(value: nil)
      }
      typed = [joint.0, joint.1]
      shape = joint.2
    }
    let node = emit(
      .irrational(function, rule), typed.map(\.node), shape, .number, label: tree.label,
      unit: unit.text)
    return Attempt(value: Typed(node: node, shape: shape, kind: .number, unit: unit))
  }

  private mutating func state(
    _ name: String, _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard count(arguments, 1, name, tree, place), let value = lower(arguments[0], place) else {
      return nil
    }
    let states: Set<CellState> =
      switch name {
      case "given": [.given, .substituted]
      case "absent": [.absent]
      default: [.given, .substituted, .absent, .poisoned]
      }
    let node = emit(.state(states), [value.node], value.shape, .flag, label: tree.label)
    return Typed(node: node, shape: value.shape, kind: .flag)
  }

  /// Last year's value, from the filing of the period before.
  mutating func prior(
    _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard count(arguments, 1, "prior", tree, place) else { return nil }
    if case .call("choice", let names) = arguments[0].node {
      return priorChoice(names, arguments[0], tree, place)
    }
    guard case .name(let name) = arguments[0].node, let index = byName[name],
      let known = known(index)
    else {
      report(.priorName, at(arguments[0], place), ["got": arguments[0].text])
      return nil
    }
    let shape = Shape(rows: known.value.shape.rows, grain: .year)
    let input = Input(
      id: declarations[index].id, facet: .prior, field: nil, shape: shape, kind: known.value.kind)
    var value = known.value
    value.node = emit(
      .input(inputNumber(input)), [], shape, value.kind, label: tree.label,
      unit: known.value.unit.text)
    value.shape = shape
    // A value declared in % is read as the fraction.
    if let (_, percent) = declaredUnit(declarations[index]), percent {
      let hundredth = emit(.constant(.number(Rational.ratio(1, 100))), [], .filing)
      let wide = broadcast(Typed(node: hundredth, shape: .filing, kind: .number), to: shape)
      value.node = emit(
        .multiply, [value.node, wide.node], shape, .number, label: tree.label, unit: "1")
    }
    return value
  }

  private mutating func one(
    _ name: String, _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard count(arguments, 1, name, tree, place), let value = lower(arguments[0], place),
      demand(value, .number, arguments[0], place) != nil
    else { return nil }
    return one(name, value, arguments[0], tree, place)
  }

  private mutating func one(
    _ name: String, _ operand: Typed, _ argument: Expression, _ tree: Expression, _ place: Place
  ) -> Typed? {
    var value = operand
    if name == "abs" {
      value.node = emit(
        .magnitude, [value.node], value.shape, .number, label: tree.label, unit: value.unit.text)
      return value
    }
    // dry(M): the dry mass in a mass of given basis, from its share of moisture.
    let mass = value.unit.exponents.first { $0.value == -1 && $0.key.dimension == "mass" }
    guard value.unit.exponents.count == 2, value.unit.scale == .one, let mass,
      let basis = mass.key.basis, mass.key.species == nil
    else {
      report(.dryUnit, at(argument, place), ["got": value.unit.text])
      return nil
    }
    let one = emit(.constant(.number(.one)), [], .filing, .number, label: "1")
    let wide = broadcast(Typed(node: one, shape: .filing, kind: .number), to: value.shape)
    let result = Unit.plain(
      scale: .one,
      exponents: [
        UnitAtom(dimension: "mass", species: nil, basis: "d"): 1,
        UnitAtom(dimension: "mass", species: nil, basis: basis): -1,
      ])
    value.node = emit(
      .subtract, [wide.node, value.node], value.shape, .number, label: tree.label,
      unit: result.text)
    value.unit = result
    return value
  }

  private mutating func extreme(
    _ name: String, _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard count(arguments, 2, name, tree, place) else { return nil }
    let first = lower(arguments[0], place)
    let second = lower(arguments[1], place)
    guard let first, let second, demand(first, .number, arguments[0], place) != nil,
      demand(second, .number, arguments[1], place) != nil
    else { return nil }
    guard let unit = joined(first.unit, second.unit) else {
      reportUnits(
        got: second.unit, expected: first.unit, at(arguments[1], place), what: arguments[1].text,
        of: arguments[1], clause: place.context.clause)
      return nil
    }
    guard let (a, b, shape) = joinShapes(first, second, tree, place) else { return nil }
    let node = emit(
      name == "min" ? .least : .greatest, [a.node, b.node], shape, .number, label: tree.label,
      unit: unit.text)
    return Typed(node: node, shape: shape, kind: .number, unit: unit)
  }

  private mutating func dates(
    _ name: String, _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard count(arguments, name == "days" ? 2 : 4, name, tree, place) else { return nil }
    var values: [Typed] = []
    for argument in arguments {
      guard let value = lower(argument, place), demand(value, .date, argument, place) != nil else {
        return nil
      }
      values.append(value)
    }
    var shape = values[0].shape
    for value in values.dropFirst() {
      guard
        let joint = joinShapes(
          Typed(node: values[0].node, shape: shape, kind: .date), value, tree, place)
      else { return nil }
      shape = joint.2
    }
    let operands = values.map { broadcast($0, to: shape).node }
    let node = emit(
      name == "days" ? .days : .overlap, operands, shape, .number, label: tree.label, unit: "1")
    // The days of a span that fall into each slot: a share of it divides an amount along time.
    let degrees = name == "overlap" ? Degrees(daysOver: shape) : Degrees()
    return Typed(node: node, shape: shape, kind: .number, degrees: degrees)
  }

  // MARK: functions of words

  mutating func special(
    _ name: String, _ word: String, _ tree: Expression, _ place: Place
  ) -> Typed? {
    switch name {
    case "slot-start", "slot-end":
      let shape = Shape(rows: 0, grain: place.shape.grain)
      let node = emit(
        name == "slot-start" ? .slotStart : .slotEnd, [], shape, .date, label: name)
      return Typed(node: node, shape: shape, kind: .date)
    case "molar": return molar(word, tree, place)
    case "carbon": return carbon(word, tree, place)
    case "gwp": return warmingPotential(word, tree, place)
    case "filing": return filing(word, tree, place)
    case "external": return external(word, tree, place)
    default: return nil
    }
  }

  private mutating func molar(_ word: String, _ tree: Expression, _ place: Place) -> Typed? {
    let parts = word.split(whereSeparator: { $0 == "/" || $0 == "÷" }).map {
      String($0).trimmingBlanks
    }
    guard parts.count == 2, let ratio = MolarTable.ratio(parts[0], parts[1]) else {
      report(.molarUnknown, at(tree, place), ["got": word])
      return nil
    }
    let unit = Unit.plain(
      scale: .one,
      exponents: [
        UnitAtom(dimension: "mass", species: parts[0], basis: nil): 1,
        UnitAtom(dimension: "mass", species: parts[1], basis: nil): -1,
      ])
    let node = emit(
      .constant(.number(ratio)), [], .filing, .number, label: tree.label, unit: unit.text)
    return Typed(node: node, shape: .filing, kind: .number, unit: unit)
  }

  private mutating func carbon(_ word: String, _ tree: Expression, _ place: Place) -> Typed? {
    guard let share = MolecularFormula.carbonShare(word) else {
      report(.molarUnknown, at(tree, place), ["got": word])
      return nil
    }
    let unit = Self.carbonUnit
    let node = emit(
      .constant(.number(share)), [], .filing, .number, label: tree.label, unit: unit.text)
    return Typed(node: node, shape: .filing, kind: .number, unit: unit)
  }

  private mutating func warmingPotential(
    _ word: String, _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard let set = gwpSet, let table = tableIndex["gwp-\(set)"] else {
      report(.gwpMissing, at(tree, place))
      return nil
    }
    guard var unit = columnUnits[table]?.first ?? nil else { return nil }
    let operand: Typed
    if let rows = rowSetIndex[word] {
      guard contains(rows, place.shape.rows) else {
        report(
          .shapeRows, at(tree, place), ["name": word, "rows": rowSets[place.shape.rows].id])
        return nil
      }
      let shape = Shape(rows: rows, grain: .year)
      operand = Typed(node: emit(.key, [], shape, .text, label: word), shape: shape, kind: .text)
      unit = unit.renaming(key: "gas", to: word)
    } else {
      let gases = tables[table].rows.compactMap { row in
        if case .text(let gas) = row.keys[0] { gas } else { nil }
      }
      guard gases.contains(word) else {
        report(
          .gwpGas, at(tree, place),
          [
            "got": word, "set": set,
            "known": Nearest.names(to: word, among: gases).joined(separator: " "),
          ])
        return nil
      }
      let node = emit(.constant(.text(word)), [], .filing, .text, label: word)
      operand = Typed(node: node, shape: .filing, kind: .text)
      unit = unit.mapped { atom in
        atom.species == "[gas]"
          ? UnitAtom(dimension: atom.dimension, species: word, basis: atom.basis) : atom
      }
    }
    let node = emit(
      .lookup(table: table, column: 0), [operand.node], operand.shape, .number, label: tree.label,
      unit: unit.text)
    return Typed(node: node, shape: operand.shape, kind: .number, unit: unit)
  }

  private mutating func filing(_ word: String, _ tree: Expression, _ place: Place) -> Typed? {
    let kinds: [String: ValueKind] = [
      "date": .date, "purpose": .text, "region": .text, "year": .number,
    ]
    guard let kind = kinds[word] else {
      report(
        .attributeValue, at(tree, place),
        ["name": "filing", "got": word, "expected": "date purpose region year"])
      return nil
    }
    let input = Input(id: "filing", facet: .filing, field: word, shape: .filing, kind: kind)
    let node = emit(.input(inputNumber(input)), [], .filing, kind, label: tree.label)
    return Typed(node: node, shape: .filing, kind: kind)
  }

  mutating func evidence(
    _ value: Expression, _ field: String, _ tree: Expression, _ place: Place
  ) -> Typed? {
    let kinds: [String: ValueKind] = [
      "report": .text, "laboratory": .text, "accredited": .flag, "sampled": .date,
      "received": .date, "tested": .date, "issued": .date, "basis": .text, "standard": .text,
      "sample": .text,
    ]
    guard case .name(let name) = value.node, let index = byName[name], let kind = kinds[field],
      declarations[index].kind == "input"
    else {
      report(
        .evidenceForm, at(tree, place),
        ["got": tree.text, "known": kinds.keys.sorted().joined(separator: " ")])
      return nil
    }
    // An alternative's condition may ask for the evidence behind the very input it belongs to.
    guard let shape = inputShape(declarations[index]) else { return nil }
    let input = Input(
      id: declarations[index].id, facet: .evidence, field: field, shape: shape, kind: kind)
    let node = emit(.input(inputNumber(input)), [], shape, kind, label: tree.label)
    let typed = Typed(node: node, shape: shape, kind: kind)
    guard contains(shape.rows, place.shape.rows), shape.grain <= place.shape.grain else {
      report(
        .shapeRows, at(tree, place), ["name": name, "rows": rowSets[place.shape.rows].id])
      return nil
    }
    return typed
  }

  private func inputShape(_ declaration: Declaration) -> Shape? {
    let element = declaration.element
    let rows =
      element.attribute("per")?.value ?? declaration.context.rows ?? declaration.context.per
    guard let index = rowSetIndex[rows] else { return nil }
    let name =
      element.attribute("entered")?.value ?? grain("entered", declaration.context, index) ?? "year"
    guard let grain = Grain(name: name) else { return nil }
    return Shape(rows: index, grain: grain)
  }
}

extension Unit {
  /// The unit whose square this is; nil where there is none.
  var squareRoot: Unit? {
    guard exponents.values.allSatisfy({ $0 % 2 == 0 }), scale == .one else { return nil }
    return Unit.plain(scale: .one, exponents: exponents.mapValues { $0 / 2 })
  }
}

extension FindingKind {
  static let functionUnknown = FindingKind(
    "names.function-unknown", .error, zh: "没有函数“{name}”；相近的有：{known}",
    en: "there is no function “{name}”; near ones: {known}")
  static let argumentCount = FindingKind(
    "formula.argument-count", .error, zh: "“{name}”要 {expected} 个参数，写了 {got} 个",
    en: "“{name}” takes {expected} arguments, {got} are written")
  static let priorName = FindingKind(
    "formula.prior-name", .error, zh: "prior(…) 里只能写一个量的名称，不是“{got}”",
    en: "prior(…) takes the name of a value, not “{got}”")
  static let dryUnit = FindingKind(
    "units.dry", .error, zh: "dry(…) 要的是水分含量，单位形如 tH2O/t@ar，不是“{got}”",
    en: "dry(…) takes a share of moisture in a unit such as tH2O/t@ar, not {got}")
  static let molarUnknown = FindingKind(
    "units.molar-unknown", .error, zh: "摩尔质量表中没有“{got}”",
    en: "the table of molar masses has no “{got}”")
  static let gwpMissing = FindingKind(
    "gwp.missing", .error, zh: "方法学没有指定GWP集，请写 <gwp set=\"…\"/>",
    en: "the methodology names no GWP set; write <gwp set=\"…\"/>")
  static let gwpGas = FindingKind(
    "gwp.gas-unknown", .error, zh: "GWP集“{set}”中没有气体“{got}”；相近的有：{known}",
    en: "the GWP set “{set}” has no gas “{got}”; near ones: {known}")
  static let evidenceForm = FindingKind(
    "formula.evidence", .error, zh: "evidence(…) 要一个输入的名称和一个字段：{known}",
    en: "evidence(…) takes the name of an input and a field: {known}")
  static let keyUnit = FindingKind(
    "units.key-unit", .error, zh: "表“{table}”没有给出“{key}”的单位",
    en: "the table “{table}” gives no unit for “{key}”")
  static let unitBare = FindingKind(
    "units.not-bare", .error, zh: "{what}须是无量纲数，其单位是“{got}”；请写 {what} in 单位",
    en: "{what} must be a bare number, it is in {got}; write “{what} in UNIT”")
}
