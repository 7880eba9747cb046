import Diagnostics
import Engine
import Quantities
import RulePlan

/// What a calculation says of each vintage: how much, whether it is creditable, and why not.
public struct Credit: Sendable {
  /// One calendar year of the monitoring period.
  public struct Vintage: Sendable {
    /// The year: `2024`.
    public let name: String
    /// The slot among the calendar years of the period.
    public let slot: Int
    /// The quantity, negative where the project emits more than the baseline; nil where something
    /// is missing.
    public let quantity: Rational?
    /// Whether all conditions hold; nil where that is not decided.
    public let isCreditable: Bool?
    /// The conditions in the way, or not decided, of the vintage.
    public let reasons: [Reason]
  }

  /// A condition that does not hold, or is not decided, somewhere.
  public struct Reason: Sendable {
    /// The condition, among the plan's named values.
    public let named: Int
    /// Whether it does not hold; else it is not decided.
    public let fails: Bool
    /// The addresses of the elements, in order; all of them.
    public let addresses: [String]
  }

  /// The result.
  public let reduction: Named
  /// Whether the method has conditions.
  public let hasConditions: Bool
  /// The vintages in order of time.
  public let vintages: [Vintage]
  /// The sum of the vintages that are creditable.
  public var creditable: Rational {
    vintages.reduce(.zero) { sum, vintage in
      vintage.isCreditable == true ? sum + (vintage.quantity ?? .zero) : sum
    }
  }

  /// Reads a calculation; nil where the method has no reduction.
  public init?(_ calculation: Calculation) {
    let plan = calculation.plan
    let evaluation = calculation.evaluation
    guard let reduction = plan.named.first(where: { $0.role == .reduction }) else { return nil }
    self.reduction = reduction
    let together = plan.named.first { $0.role == .creditable }
    hasConditions = together != nil
    let period = evaluation.dataset.period
    let reasons = plan.named.indices.flatMap { Self.reasons($0, plan, evaluation) }
    vintages = (0..<evaluation.count(of: reduction.node)).map { slot in
      var isCreditable: Bool?
      if case .flag(let flag)? = together.flatMap({ evaluation.value($0.node, slot) }) {
        isCreditable = flag
      }
      return Vintage(
        name: period.name(.calendarYear, slot), slot: slot,
        quantity: evaluation.number(reduction.node, slot), isCreditable: isCreditable,
        reasons: reasons.filter { $0.slots.contains(slot) }.map(\.reason))
    }
  }

  private typealias Found = (reason: Reason, slots: Set<Int>)

  /// Where a condition of the result fails or is open, with the vintages that this concerns.
  private static func reasons(_ index: Int, _ plan: Plan, _ evaluation: Evaluation) -> [Found] {
    let named = plan.named[index]
    guard let condition = named.condition, !condition.decidesRows else { return [] }
    let shape = plan.nodes[named.node].shape
    let period = evaluation.dataset.period
    var found: [Bool: [Int: [String]]] = [:]
    for element in 0..<evaluation.count(of: named.node) {
      let fails: Bool
      switch evaluation.state(named.node, element) {
      case .notOccurring: continue
      case .absent, .poisoned: fails = false
      default:
        if evaluation.value(named.node, element) == .flag(true) { continue }
        fails = true
      }
      let address = evaluation.address(of: named, element)
      for slot in slots(shape, element, evaluation, period) {
        found[fails, default: [:]][slot, default: []].append(address)
      }
    }
    return [true, false].flatMap { fails in
      (found[fails] ?? [:]).sorted { $0.key < $1.key }.map { slot, addresses in
        (Reason(named: index, fails: fails, addresses: addresses), [slot])
      }
    }
  }

  /// The vintages that an element says something about.
  private static func slots(
    _ shape: Shape, _ element: Int, _ evaluation: Evaluation, _ period: Period
  ) -> [Int] {
    let years = period.slotCount(.calendarYear)
    guard shape.grain != .year else { return Array(0..<years) }
    let map = period.coarser(from: shape.grain.division, to: .calendarYear)
    return [Int(map[element % map.count])]
  }
}

extension Credit.Vintage {
  /// The verdict in words: `可核证`, `不可核证，因为…`, `待定：…`.
  public func verdict(_ plan: Plan, _ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    func list(_ reasons: [Credit.Reason]) -> String {
      reasons.map { reason in
        let named = plan.named[reason.named]
        let message = named.condition?.message
        let text = language == .english ? message?.en ?? message?.zh : message?.zh
        let count = reason.addresses.count
        let rows = plan.nodes[named.node].shape.rows == 0
        let places = rows ? "" : say("（\(count) 处）", " (\(count) places)")
        return (text ?? named.title.zh) + places
      }.joined(separator: say("；", "; "))
    }
    switch isCreditable {
    case true: return say("可核证", "creditable")
    case false:
      return say("不可核证，因为：", "not creditable because: ") + list(reasons.filter(\.fails))
    default:
      if quantity == nil, reasons.isEmpty { return say("未算出", "not computed") }
      return reasons.isEmpty
        ? "" : say("待定，尚缺：", "undecided, missing: ") + list(reasons.filter { !$0.fails })
    }
  }
}
