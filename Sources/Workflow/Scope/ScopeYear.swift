import Accounting
import Engine
import Quantities
import RulePlan

/// What a filing says about one year of an enterprise, as far as programmes ask for it.
public struct ScopeYear: Sendable {
  /// A size: its value, and what stands in the way of one.
  public struct Size: Sendable, Hashable {
    /// The value; nil where there is none.
    public var value: Rational?
    /// The unit it is in.
    public var unit: String
    /// Where it comes from, or why it is missing.
    public var remarks: [Remark] = []

    /// Makes a size.
    public init(_ value: Rational?, _ unit: String, _ remarks: [Remark] = []) {
      self.value = value
      self.unit = unit
      self.remarks = remarks
    }
  }

  /// What has to be said about a size.
  public enum Remark: Sendable, Hashable {
    /// The filing covers only so many months of the year.
    case months(Int)
    /// The methodology has no total, or several.
    case noTotal
    /// The total lacks data.
    case totalAbsent
    /// Gases beside the one that is compared are in the total.
    case otherGases
    /// The methodology does not say which emissions are indirect.
    case noScope
    /// Indirect emissions that are not in the value.
    case withoutIndirect
    /// The enterprise states it.
    case stated
    /// What the enterprise states is no number of tonnes of standard coal.
    case unreadable(String)
    /// Converted from the values of the filing that are named.
    case converted([String])
    /// Values that have no conversion, or lack data.
    case unconverted([String])
    /// The regimes say nothing about how to convert.
    case noConversion
  }

  /// The calendar year.
  public var year: Int
  /// The methodology that was computed.
  public var methodology: String
  /// The sector, as regimes call it.
  public var sector: String
  /// The total.
  public var emissions: Size
  /// The total without indirect emissions.
  public var direct: Size
  /// Comprehensive energy consumption in tonnes of standard coal.
  public var energy: Size

  /// Makes a year of sizes that are known.
  public init(
    year: Int, methodology: String, sector: String, emissions: Size, direct: Size, energy: Size
  ) {
    self.year = year
    self.methodology = methodology
    self.sector = sector
    self.emissions = emissions
    self.direct = direct
    self.energy = energy
  }

  /// Takes the year of a filing out of its calculation; nil where it lies in several years.
  init?(_ calculation: Calculation, _ energy: ScopeEnergy) {
    let period = calculation.bound.filing.period
    guard period.from.year == period.through.year else { return nil }
    year = period.from.year
    methodology = calculation.plan.methodology
    sector = Regimes.sector(of: methodology)
    let months = period.months.count
    let part: [Remark] = months < 12 ? [.months(months)] : []
    (emissions, direct) = Self.totals(calculation)
    self.energy = energy.size(of: calculation)
    emissions.remarks += part
    direct.remarks += part
    self.energy.remarks += part
  }

  /// The size that a criterion compares.
  public func size(_ criterion: Programme.Criterion) -> Size {
    var size =
      switch criterion.metric {
      case .emissions: emissions
      case .direct: direct
      case .energy: energy
      }
    if criterion.gas == nil { size.remarks.removeAll { $0 == .otherGases } }
    return size
  }

  // MARK: totals

  private static func totals(_ calculation: Calculation) -> (Size, Size) {
    let plan = calculation.plan
    let evaluation = calculation.evaluation
    let totals = plan.named.filter {
      $0.role == .total && plan.nodes[$0.node].shape == .filing
    }
    guard totals.count == 1, let total = totals.first else {
      return (Size(nil, "tCO2e", [.noTotal]), Size(nil, "tCO2e", [.noTotal]))
    }
    let unit = total.unit?.text ?? "tCO2e"
    guard let value = evaluation.number(total.node, 0) else {
      return (Size(nil, unit, [.totalAbsent]), Size(nil, unit, [.totalAbsent]))
    }
    let sources = calculation.method.sources
    let gases = Set(sources.compactMap(\.gas).flatMap { $0.split(separator: " ") })
    let others: [Remark] = gases.count > 1 ? [.otherGases] : []
    let indirect = Set(sources.filter { $0.scope == "indirect" }.map(\.id))
    if indirect.isEmpty { return (Size(value, unit, others), Size(nil, unit, [.noScope])) }
    var sum = Rational.zero
    for named in terms(of: total.node, plan, from: indirect) {
      if let number = evaluation.number(named.node, 0) {
        sum = sum + number
      } else if evaluation.state(named.node, 0) == .absent {
        return (Size(value, unit, others), Size(nil, unit, [.totalAbsent]))
      }
    }
    return (
      Size(value, unit, others), Size(value - sum, unit, others + [.withoutIndirect])
    )
  }

  /// The figures of some sources that a total is made of, none of them a part of another.
  private static func terms(of total: Int, _ plan: Plan, from sources: Set<String>) -> [Named] {
    let below = reached(from: total, plan)
    let figures = plan.named.filter { named in
      named.role == .figure && below.contains(named.node)
        && plan.nodes[named.node].shape == .filing
        && named.source.map { sources.contains($0) } ?? false
        && named.unit?.text.hasPrefix("tCO2") == true
    }
    let parts = figures.reduce(into: Set<Int>()) { $0.formUnion(reached(from: $1.node, plan)) }
    return figures.filter { !parts.contains($0.node) }
  }

  /// The nodes that a node is computed from, without itself.
  private static func reached(from node: Int, _ plan: Plan) -> Set<Int> {
    var found: Set<Int> = []
    var stack = plan.nodes[node].operands
    while let next = stack.popLast() {
      if found.insert(next).inserted { stack += plan.nodes[next].operands }
    }
    return found
  }
}
