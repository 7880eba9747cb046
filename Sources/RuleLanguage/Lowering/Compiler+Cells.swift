import Diagnostics
import Quantities
import RulePlan

// What stands in the cells of tables of numbers.
extension Compiler {
  /// A cell: `26.18`, `0.8 (0.8 .. 1.0)`, `3217.8?`, `—`, `不涉及 (reason)`, `carbon(C2H4)`.
  mutating func cell(
    _ text: String, _ range: Range<Int>, _ unit: Unit?, _ context: Declaration.Context,
    _ citation: Citation
  ) -> Table.Cell {
    let place = Origin.source(file: context.file, range: range)
    let trimmed = text.trimmingBlanks
    if trimmed.isEmpty || trimmed == "—" { return Table.Cell(.absent, citation: citation) }
    if trimmed.hasPrefix("不涉及") { return none(trimmed, place, context, citation) }
    if trimmed.hasPrefix("carbon(") { return molecule(trimmed, place, unit, context, citation) }
    if trimmed.hasSuffix("?") {
      return Table.Cell(.doubtful(String(trimmed.dropLast())), citation: citation)
    }
    var main = trimmed[...]
    var limits: ClosedRange<Rational>?
    if let open = trimmed.firstIndex(of: "("), trimmed.hasSuffix(")") {
      main = trimmed[..<open]
      let inner = trimmed[trimmed.index(after: open)...].dropLast()
      limits = Self.range(String(inner))
      if limits == nil { report(.numberForm, place, ["got": trimmed]) }
    }
    guard let number = Rational(decimal: String(main).trimmingBlanks) else {
      report(.numberForm, place, ["got": trimmed])
      return Table.Cell(.absent, citation: citation)
    }
    if let limits, !limits.contains(number) {
      report(.cellOutside, place, ["got": trimmed])
    }
    return Table.Cell(.value(.number(number)), range: limits, citation: citation)
  }

  /// `不涉及 (reason)`: the document says that there is none.
  private mutating func none(
    _ text: String, _ place: Origin, _ context: Declaration.Context, _ citation: Citation
  ) -> Table.Cell {
    needsNewer("不涉及", at: place, context)
    var reason = text.dropFirst("不涉及".count).description.trimmingBlanks
    if let first = reason.first, let last = reason.last, "(（".contains(first), ")）".contains(last) {
      reason = reason.dropFirst().dropLast().description.trimmingBlanks
    } else {
      reason = ""
    }
    if reason.isEmpty { report(.cellReason, place, ["got": text]) }
    return Table.Cell(.notOccurring(reason), citation: citation)
  }

  /// `carbon(C2H4)`: the carbon in a molecule, tC/t.
  private mutating func molecule(
    _ text: String, _ place: Origin, _ unit: Unit?, _ context: Declaration.Context,
    _ citation: Citation
  ) -> Table.Cell {
    needsNewer("carbon(…)", at: place, context)
    let word = text.dropFirst("carbon(".count).dropLast().description.trimmingBlanks
    guard text.hasSuffix(")"), let share = MolecularFormula.carbonShare(word) else {
      report(.molarUnknown, place, ["got": word])
      return Table.Cell(.absent, citation: citation)
    }
    if let unit, unit != Self.carbonUnit {
      reportUnits(got: Self.carbonUnit, expected: unit, place, what: text, clause: context.clause)
    }
    return Table.Cell(.value(.number(share)), citation: citation)
  }

  /// tC/t, the unit of `carbon(…)`.
  static let carbonUnit = Unit.plain(
    scale: .one,
    exponents: [
      UnitAtom(dimension: "mass", species: "C", basis: nil): 1,
      UnitAtom(dimension: "mass", species: nil, basis: nil): -1,
    ])
}

extension FindingKind {
  static let cellReason = FindingKind(
    "tables.reason-missing", .error, zh: "“{got}”要写明理由：不涉及 (本表注明无此项)",
    en: "“{got}” needs its reason: 不涉及 (the table says that there is none)")
}
