import Accounting
import Engine
import Exchange
import Quantities
import RuleLanguage
import RulePlan

/// Converts the energy of a filing into standard coal, by the dated table that a regime names.
struct ScopeEnergy {
  /// One line of the regime: values of an energy and where their heat stands.
  private struct Use {
    let carrier: String
    /// Identifiers in order of preference; the first that the methodology has counts.
    let ways: [String]
    /// Identifiers of the heat of combustion by amount, in order of preference; none where the
    /// values are energy.
    let heats: [String]
  }

  /// A row of the table of conversion.
  private struct Row {
    let carrier: String
    let from: YearMonth?
    let through: YearMonth?
    let unit: String
    /// Tonnes of standard coal by unit.
    let factor: Rational?
    /// The heat of a tonne of standard coal in GJ.
    let heat: Rational?
  }

  private var uses: [Use] = []
  private var rows: [Row] = []
  /// What the enterprise's own statement is called in the header of its filing.
  private var stated: String?
  private let units: UnitCatalogue

  init(_ library: MethodLibrary) {
    units = library.units
    for root in RegimeClocks.regimes(library) {
      guard let energy = root.elements(named: "energy").first else { continue }
      stated = energy.attribute("stated")?.value
      uses = energy.elements(named: "use").map { element in
        Use(
          carrier: element.attribute("carrier")?.value ?? "",
          ways: Self.ways(element, "values"), heats: Self.ways(element, "heat"))
      }
      rows = Self.rows(energy.attribute("table")?.value ?? "", in: library)
      break
    }
  }

  /// `a | b`: the identifiers in order of preference.
  private static func ways(_ element: XMLElement, _ name: String) -> [String] {
    (element.attribute(name)?.value ?? "").split(separator: "|").map {
      $0.split(separator: " ").joined()
    }
  }

  private static func rows(_ table: String, in library: MethodLibrary) -> [Row] {
    guard let root = library.element("factors/\(table).xml") else { return [] }
    return root.elements(named: "row").map { element in
      func text(_ name: String) -> String? { element.attribute(name)?.value }
      return Row(
        carrier: text("carrier") ?? "", from: text("from").flatMap { YearMonth($0) },
        through: text("to").flatMap { YearMonth($0) }, unit: text("unit") ?? "",
        factor: text("tce").flatMap { Rational(decimal: $0) },
        heat: text("heat").flatMap { Rational(decimal: $0) })
    }
  }

  /// Tonnes of standard coal; what the enterprise states goes first.
  func size(of calculation: Calculation) -> ScopeYear.Size {
    if let own = statement(calculation.bound.filing) { return own }
    if uses.isEmpty || rows.isEmpty { return .init(nil, "tce", [.noConversion]) }
    var total = Rational.zero
    var taken: [String] = []
    var missing: [String] = []
    for use in uses {
      guard let named = Self.first(use.ways, in: calculation.plan) else { continue }
      switch amount(named, use, calculation) {
      case .success(let tonnes):
        guard let tonnes else { continue }
        total = total + tonnes
        taken.append(named.title.zh)
      case .failure(let gap): missing.append(gap.what)
      }
    }
    if !missing.isEmpty {
      return .init(nil, "tce", [.converted(taken), .unconverted(missing)])
    }
    return taken.isEmpty
      ? .init(nil, "tce", [.noConversion]) : .init(total, "tce", [.converted(taken)])
  }

  /// What the enterprise states in the header of its filing; nil where it states nothing.
  private func statement(_ filing: Filing) -> ScopeYear.Size? {
    guard let text = filing.header.further.first(where: { $0.name == stated })?.value else {
      return nil
    }
    let words = text.split { $0.isWhitespace }.joined()
    guard let number = ValueText.number(words),
      number.unit.map({ ["tce", "吨标准煤", "吨标煤"].contains($0) }) ?? true
    else { return .init(nil, "tce", [.unreadable(text)]) }
    return .init(number.value, "tce", [.stated])
  }

  /// The first of some values that a methodology has.
  private static func first(_ ids: [String], in plan: Plan) -> Named? {
    ids.lazy.compactMap { id in plan.named.first { $0.id == id } }.first
  }

  /// Something that cannot be converted.
  private struct Gap: Error {
    let what: String
  }

  /// The sum over all elements of a value; nil where none occurs.
  private func amount(
    _ named: Named, _ use: Use, _ calculation: Calculation
  ) -> Result<Rational?, Gap> {
    let evaluation = calculation.evaluation
    let plan = calculation.plan
    let shape = plan.nodes[named.node].shape
    let heat = Self.first(use.heats, in: plan)
    if !use.heats.isEmpty, heat == nil { return .failure(Gap(what: named.title.zh)) }
    let slots = calculation.bound.filing.period.slotCount(shape.grain.division)
    var sum: Rational?
    for element in 0..<evaluation.count(of: named.node) {
      if evaluation.state(named.node, element) == .notOccurring { continue }
      let place = calculation.bound.address(of: named.symbol, shape, element)
      let month = slotMonth(calculation.bound.filing.period, shape.grain, element % slots)
      guard let number = evaluation.number(named.node, element),
        let row = row(use.carrier, month)
      else { return .failure(Gap(what: place.description)) }
      if number == Rational.zero {
        sum = sum ?? Rational.zero
        continue
      }
      var value = number
      var unit = named.unit.map { evaluation.unitText($0, of: shape, element) } ?? "1"
      if let heat {
        let own = plan.nodes[heat.node].shape
        guard let upper = evaluation.element(element, of: shape, in: own),
          let calorific = evaluation.number(heat.node, upper)
        else { return .failure(Gap(what: "\(place) × \(heat.symbol)")) }
        value = value * calorific
        unit = "(\(unit))·(\(heat.unit.map { evaluation.unitText($0, of: own, upper) } ?? "1"))"
      }
      guard let factor = units.factor(from: unit, to: row.unit) else {
        return .failure(Gap(what: "\(place) (\(unit))"))
      }
      let converted = value * factor
      if let tonnes = row.factor {
        sum = (sum ?? Rational.zero) + converted * tonnes
      } else if let heat = row.heat, let tonnes = converted.divided(by: heat) {
        sum = (sum ?? Rational.zero) + tonnes
      } else {
        return .failure(Gap(what: use.carrier))
      }
    }
    return .success(sum)
  }

  /// The month in which a slot ends.
  private func slotMonth(_ period: Period, _ grain: Grain, _ slot: Int) -> YearMonth {
    let division = grain.division
    let last = max(0, period.slotCount(division) - 1)
    return period.slotRange(division, min(slot, last)).end.advanced(by: -1).yearMonth
  }

  private func row(_ carrier: String, _ month: YearMonth) -> Row? {
    rows.first { row in
      row.carrier == carrier && (row.from.map { $0 <= month } ?? true)
        && (row.through.map { month <= $0 } ?? true)
    }
  }
}
