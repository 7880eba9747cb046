import Accounting
import Quantities
import RulePlan

extension BoundFiling {
  /// How far each number of a filing can be off when no more is known than its written digits: half
  /// a unit of the last one, in the unit in which the plan computes.
  ///
  /// `1000 t` is 999.5 to 1000.5 t, `1000.0 t` is 999.95 to 1000.05 t. A written zero is exact, and
  /// so are figures of other methodologies.
  /// - Returns: by input and element.
  public func printedHalves(_ units: UnitCatalogue) -> [Int: [Int: Rational]] {
    var conversion = UnitConversion(plan: plan, units: units)
    var halves: [Int: [Int: Rational]] = [:]
    for (index, input) in plan.inputs.enumerated()
    where input.kind == .number && (input.facet == .value || input.facet == .prior) {
      let named = names.target(input.id).flatMap { names.targets[$0].named }
      let slots = filing.period.slotCount(input.shape.grain.division)
      for element in sources[index].indices {
        guard let entry = entry(index, element), let written = Self.written(entry.cell.value),
          let unit = Rational(10).power(-written.decimals),
          case .factor(let factor) = conversion.convert(
            written.unit, named: named, row: Int32(element / slots), set: input.shape.rows,
            tree: tree)
        else { continue }
        halves[index, default: [:]][element] = (unit * factor * .ratio(1, 2)).magnitude
      }
    }
    return halves
  }

  private static func written(_ value: CellValue) -> (decimals: Int, unit: String?)? {
    switch value {
    case .number(_, let decimals, let unit): (decimals, unit)
    case .substituted(let number, let unit, _): (number.decimalPlaces ?? 0, unit)
    default: nil
    }
  }
}
