import Accounting
import Diagnostics
import Engine
import Exchange
import Quantities
import RulePlan

/// Fills the columns that a plan takes from other methodologies or earlier editions.
enum Externals {
  /// Computes what is referred to and puts its values into the data set.
  ///
  /// The other methodology sees the part of the filing that lies in its own data months. Elements
  /// it has no value for stay absent.
  static func fill(
    _ dataset: inout Dataset, _ plan: Plan, _ bound: BoundFiling, _ methodology: String,
    _ library: MethodLibrary, _ depth: Int, _ earlier: inout [Calculation]
  ) -> [Finding] {
    // As it was bound, with its stages over its cells: those outside the months are left out, too.
    let filing = bound.filing
    var findings: [Finding] = []
    for (index, input) in plan.inputs.enumerated() where input.facet == .external {
      let parts = input.id.split(separator: "#").map(String.init)
      guard parts.count == 2 else { continue }
      if let stated = stated(index, plan, filing, dataset, library, &findings) {
        dataset.columns[index] = stated
        continue
      }
      if depth >= 8 {
        return [Finding(.methodChain, at: .none, ["got": input.id])]
      }
      // The same names mean the same things only in editions of one sector; of other methodologies
      // the filing must say that it is made for them too.
      let isEdition = folder(parts[0]) == folder(methodology)
      let isNamed = filing.header.further.contains { $0.name == "also" && $0.value == parts[0] }
      guard isEdition || isNamed else { continue }
      let known = earlier.first { $0.plan.methodology == parts[0] }
      guard let part = restricted(filing, to: library.compile(parts[0]).method) else { continue }
      let calculation: Calculation
      if let known {
        calculation = known
      } else {
        switch Calculation.run(part, under: parts[0], in: library, depth: depth + 1) {
        case .success(let result): calculation = result
        case .failure(let failure):
          findings += failure.findings
          continue
        }
        earlier.append(calculation)
        // The other methodology sees cells that are meant for this one; that is no mistake.
        findings += calculation.findings.filter {
          !$0.code.hasPrefix("intake.unknown") && $0.code != "editions.months-outside"
        }
      }
      guard
        let figure = calculation.plan.named.first(where: {
          $0.id == parts[1] || $0.symbol == parts[1]
        })
      else {
        findings.append(Finding(.methodUnknown, at: .none, ["got": input.id, "known": parts[0]]))
        continue
      }
      dataset.columns[index] = column(input, bound, dataset, calculation, figure)
    }
    return findings
  }

  private static func folder(_ methodology: String) -> Substring {
    methodology.prefix(upTo: methodology.lastIndex(of: "/") ?? methodology.startIndex)
  }

  /// The column of a figure that the filing states, converted to the unit that the other
  /// methodology gives it; without a unit it is taken to be in that one. A unit of another kind
  /// poisons it.
  private static func stated(
    _ index: Int, _ plan: Plan, _ filing: Filing, _ dataset: Dataset, _ library: MethodLibrary,
    _ findings: inout [Finding]
  ) -> Column? {
    let input = plan.inputs[index]
    let name = Filing.Header.externalPrefix + input.id
    guard let text = filing.header.further.first(where: { $0.name == name })?.value,
      let number = ValueText.number(text)
    else { return nil }
    let count =
      dataset.rows[input.shape.rows].count
      * dataset.period.slotCount(input.shape.grain.division)
    let wanted = plan.nodes.first { $0.operation == .input(index) }?.unit ?? "1"
    guard let factor = library.units.factor(from: number.unit ?? wanted, to: wanted) else {
      findings.append(
        Finding(
          .externalUnit, at: filing.header.origin,
          ["name": input.id, "got": number.unit ?? "", "expected": wanted]))
      let states = [CellState](repeating: .poisoned, count: count)
      return Column(.numbers(.wide([Rational](repeating: .zero, count: count))), states: states)
    }
    let value = number.value * factor
    return Column(.numbers(.wide([Rational](repeating: value, count: count))))
  }

  /// The filing's part in the data months of an edition; nil where there is none.
  static func restricted(_ filing: Filing, to method: Method?) -> Filing? {
    guard let method else { return filing }
    let from = method.applies.from.flatMap { YearMonth($0) } ?? filing.period.from
    let through = method.applies.through.flatMap { YearMonth($0) } ?? filing.period.through
    guard
      let period = Period(
        from: max(from, filing.period.from), through: min(through, filing.period.through))
    else { return nil }
    if period == filing.period { return filing }
    var part = filing
    part.period = period
    part.cells = filing.cells.filter { entry in
      guard let text = entry.address.period, let cell = Period(prefixing: text) else { return true }
      return period.start <= cell.start && cell.end <= period.end
    }
    return part
  }

  private static func column(
    _ input: Input, _ bound: BoundFiling, _ dataset: Dataset, _ other: Calculation, _ figure: Named
  ) -> Column {
    let count =
      dataset.rows[input.shape.rows].count
      * dataset.period.slotCount(input.shape.grain.division)
    var numbers = [Rational](repeating: .zero, count: count)
    var states = [CellState](repeating: .absent, count: count)
    let otherShape = other.plan.nodes[figure.node].shape
    for element in 0..<count {
      let address = bound.address(of: figure.symbol, input.shape, element)
      guard let place = other.bound.element(address, in: otherShape) else { continue }
      states[element] = other.evaluation.state(figure.node, place)
      if let number = other.evaluation.number(figure.node, place) { numbers[element] = number }
    }
    return Column(.numbers(.wide(numbers)), states: states)
  }
}

extension Period {
  /// The months that an address's period touches: `2022-03-15` lies in March.
  init?(prefixing text: String) {
    if let month = YearMonth(String(text.prefix(7))) {
      self.init(from: month, through: month)
    } else if text.count == 4, let year = Int(text) {
      self.init(year: year)
    } else {
      return nil
    }
  }
}

extension FindingKind {
  static let externalUnit = FindingKind(
    "intake.external-unit", .error, zh: "external {name} 应以 {expected} 计，“{got}”不能换算成它",
    en: "external {name} is measured in {expected}; “{got}” does not convert to it")
}
