import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// Reads a unit; a mistake leaves a finding.
  mutating func unit(_ text: String, at origin: Origin) -> Unit? {
    switch units.parse(withOwnWarmingSet(text)) {
    case .success(let unit): return unit
    case .failure(let problem):
      report(
        problem.kind == .coalEquivalent ? .unitCoalEquivalent : .unitUnknown, origin,
        ["got": problem.piece, "known": problem.suggestions.joined(separator: " ")])
      return nil
    }
  }

  /// A bare `CO2e` means the edition's own GWP set.
  private func withOwnWarmingSet(_ text: String) -> String {
    gwpSet.map { text.withWarmingSet($0) } ?? text
  }

  /// The unit that an element declares; 1 where it declares none.
  mutating func declaredUnit(_ declaration: Declaration) -> (unit: Unit, percent: Bool)? {
    guard let text = declaration.element.attribute("unit")?.value else { return (.one, false) }
    guard let parsed = unit(text, at: declaration.origin(of: "unit")) else { return nil }
    return text.contains("%") ? (parsed.withoutPercent, true) : (parsed, false)
  }

  /// The unit as people read it, with its keyed parts resolved to row sets.
  func label(_ text: String?, rows: Int) -> UnitLabel? {
    guard let text else { return nil }
    var parts: [UnitLabel.Part] = []
    for name in Self.placeholders(in: text, opening: "unit(", closing: ")") {
      guard let set = keyed(name, from: rows), let table = keyTable(set) else { continue }
      let column = tables[table].columns.firstIndex { $0.id == "unit" }
      parts.append(
        UnitLabel.Part(placeholder: "unit(\(name))", rows: set, table: table, column: column))
    }
    for name in Self.placeholders(in: text, opening: "[", closing: "]") {
      guard let set = keyed(name, from: rows) else { continue }
      parts.append(UnitLabel.Part(placeholder: "[\(name)]", rows: set))
    }
    return UnitLabel(text, parts: parts)
  }

  private func keyed(_ name: String, from rows: Int) -> Int? {
    if let set = rowSetIndex[name] { return set }
    return ancestry(rows).first { set in
      guard let table = keyTable(set) else { return false }
      return tables[table].keys.contains { $0.id == name }
    }
  }

  /// The table whose keys the rows of a row set have.
  func keyTable(_ rows: Int) -> Int? {
    switch rowSets[rows].keys {
    case .free: nil
    case .table(let table, _): table
    case .derived(let table, _, _): table
    }
  }

  static func placeholders(in text: String, opening: String, closing: Character)
    -> [String]
  {
    var names: [String] = []
    var rest = text[...]
    while let start = rest.firstRange(of: opening) {
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: closing) else { break }
      names.append(String(rest[..<end]))
      rest = rest[end...]
    }
    return names
  }

  /// Whether two units are the same once CO2 counts as CO2e; the common one.
  func joined(_ left: Unit, _ right: Unit) -> Unit? {
    if left == right { return left }
    if left.asEquivalent(of: right) == right { return right }
    if right.asEquivalent(of: left) == left { return left }
    return nil
  }

  /// Tells in what two units differ.
  ///
  /// - Parameter tree: the part of a formula that has the wrong unit, if it is one.
  mutating func reportUnits(
    got: Unit, expected: Unit, _ origin: Origin, what: String, of tree: Expression? = nil,
    notes: [Finding.Note] = [], clause: String? = nil
  ) {
    // Written out, because `to` binds to the last factor of a product.
    let written = tree.map {
      Expression(node: .unit($0, .to, expected.text, $0.range), range: $0.range)
    }
    let arguments = [
      "got": got.text, "expected": expected.text, "what": what,
      "hint": written?.label ?? "to \(expected.text)",
    ]
    let kind: FindingKind =
      if got.hasSameKind(as: expected) {
        .unitScale
      } else if got.withoutBasis == expected.withoutBasis {
        .unitBasis
      } else if got.withoutGWPSet == expected.withoutGWPSet {
        .unitGWPSet
      } else if got.withoutSpecies == expected.withoutSpecies {
        .unitSpecies
      } else {
        .unitKind
      }
    report(kind, origin, arguments, notes: notes, clause: clause)
  }
}

extension Unit {
  /// The unit without its percent: what a value in % is read as.
  var withoutPercent: Unit { Unit.plain(scale: scale * Rational(100), exponents: exponents) }

  /// A unit of which only kind and size are known; its text is made of its atoms.
  static func plain(scale: Rational, exponents: [UnitAtom: Int]) -> Unit {
    if exponents.isEmpty, scale == .one { return .one }
    func written(_ atom: UnitAtom, _ power: Int) -> String {
      let base = atom.dimension == "mass" ? "t" : atom.dimension
      let name = base + (atom.species ?? "") + (atom.basis.map { "@" + $0 } ?? "")
      return power == 1 ? name : "\(name)^\(power)"
    }
    let above = exponents.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    let below = exponents.filter { $0.value < 0 }.sorted { $0.key < $1.key }
    let top = above.isEmpty ? "1" : above.map { written($0.key, $0.value) }.joined(separator: "·")
    let bottom = below.map { written($0.key, -$0.value) }.joined(separator: "·")
    let name = below.isEmpty ? top : below.count == 1 ? "\(top)/\(bottom)" : "\(top)/(\(bottom))"
    return Unit(name, scale: scale, exponents: exponents)
  }

  /// The unit with tCO2 turned into the CO2e of another unit, where only that differs.
  func asEquivalent(of other: Unit) -> Unit {
    let mass = UnitAtom(dimension: "mass", species: "CO2", basis: nil)
    guard let power = exponents[mass],
      let target = other.exponents.keys.first(where: {
        $0.dimension == "mass" && ($0.species ?? "").hasPrefix("CO2e")
          && other.exponents[$0] == power
      }), exponents[target] == nil
    else { return self }
    var changed = exponents
    changed[mass] = nil
    changed[target] = power
    return Unit.plain(scale: scale, exponents: changed)
  }

  /// The unit without bases: to tell whether only a basis differs.
  var withoutBasis: Unit {
    mapped { UnitAtom(dimension: $0.dimension, species: $0.species, basis: nil) }
  }

  /// The unit without species and bases.
  var withoutSpecies: Unit {
    mapped { UnitAtom(dimension: $0.dimension, species: nil, basis: $0.basis) }
  }

  /// The unit with every CO2e made the same.
  var withoutGWPSet: Unit {
    mapped { atom in
      (atom.species ?? "").hasPrefix("CO2e")
        ? UnitAtom(dimension: atom.dimension, species: "CO2e", basis: nil) : atom
    }
  }

  /// The unit with its atoms replaced; equal ones join.
  func mapped(_ change: (UnitAtom) -> UnitAtom) -> Unit {
    var result: [UnitAtom: Int] = [:]
    for (atom, power) in exponents { result[change(atom), default: 0] += power }
    return Unit.plain(scale: scale, exponents: result.filter { $0.value != 0 })
  }

  /// The unit with a keyed part called by another name.
  func renaming(key: String, to rows: String) -> Unit {
    mapped { atom in
      let dimension = atom.dimension == "unit(\(key))" ? "unit(\(rows))" : atom.dimension
      let species = atom.species == "[\(key)]" ? "[\(rows)]" : atom.species
      return UnitAtom(dimension: dimension, species: species, basis: atom.basis)
    }
  }

  /// Whether a part of it depends on the key of a row set.
  func depends(on rows: String) -> Bool {
    exponents.keys.contains { $0.dimension == "unit(\(rows))" || $0.species == "[\(rows)]" }
  }
}

extension FindingKind {
  static let unitUnknown = FindingKind(
    "units.unknown", .error, zh: "没有单位“{got}”；相近的有：{known}",
    en: "there is no unit “{got}”; near ones: {known}")
  static let unitCoalEquivalent = FindingKind(
    "units.coal-equivalent", .error, zh: "吨标准煤不是单位：折标系数是带日期的表，请查表换算",
    en: "tce is not a unit: its factor is a dated table, look it up")
  static let unitScale = FindingKind(
    "units.scale", .error, zh: "{what}的单位是“{got}”，应为“{expected}”：量纲相同而大小不同，请写“{hint}”",
    en: "{what} is in {got}, not {expected}: same kind, other size; write “{hint}”")
  static let unitBasis = FindingKind(
    "units.basis", .error, zh: "{what}的基准不同：是“{got}”，应为“{expected}”",
    en: "{what} has another basis: {got} instead of {expected}")
  static let unitGWPSet = FindingKind(
    "units.gwp-set", .error, zh: "{what}用了不同的GWP：“{got}”与“{expected}”不能相加",
    en: "{what} rests on another GWP set: {got} and {expected} do not add up")
  static let unitSpecies = FindingKind(
    "units.species", .error, zh: "{what}的物质不同：是“{got}”，应为“{expected}”；是否漏了 molar(…) 或 gwp(…)",
    en: "{what} is of another substance: {got}, not {expected}; is molar(…) or gwp(…) missing")
  static let unitKind = FindingKind(
    "units.kind", .error, zh: "{what}的单位是“{got}”，应为“{expected}”",
    en: "{what} is in {got}, not {expected}")
}
