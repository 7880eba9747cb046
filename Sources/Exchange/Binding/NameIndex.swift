import Accounting
import Diagnostics
import RulePlan

/// What a name in a filing means, by symbol or identifier.
struct NameIndex: Sendable {
  /// The columns that belong to one name.
  struct Target: Sendable {
    /// Index into ``Plan/named``; nil for figures of other methodologies.
    var named: Int?
    /// The column of the value; nil where the value is computed.
    var value: Int?
    /// The column of the stated choice.
    var choice: Int?
    /// The columns of the evidence by field.
    var evidence: [String: Int] = [:]
    /// The columns of last year's value, one for each stage.
    var prior: [Int] = []
    /// The column of last year's choice.
    var priorChoice: Int?

    /// Whether a filing states anything under this name.
    var isEntered: Bool {
      value != nil || choice != nil || !evidence.isEmpty || !prior.isEmpty || priorChoice != nil
    }
  }

  let targets: [Target]
  private let byName: [String: Int]
  private let byID: [String: Int]

  init(_ plan: Plan) {
    var targets: [Target] = []
    var byID: [String: Int] = [:]
    for (index, named) in plan.named.enumerated() {
      byID[named.id] = targets.count
      targets.append(Target(named: index))
    }
    for (index, input) in plan.inputs.enumerated() {
      if input.facet == .validity || input.facet == .filing { continue }
      if byID[input.id] == nil {
        byID[input.id] = targets.count
        targets.append(Target())
      }
      guard let target = byID[input.id] else { continue }
      switch input.facet {
      case .value, .external: targets[target].value = index
      case .choice: targets[target].choice = index
      case .evidence: targets[target].evidence[input.field ?? ""] = index
      case .prior where input.field == "choice": targets[target].priorChoice = index
      case .prior: targets[target].prior.append(index)
      case .validity, .filing: break
      }
    }
    var byName = byID
    for (index, named) in plan.named.enumerated() where byName[named.symbol] == nil {
      byName[named.symbol] = byID[named.id] ?? index
    }
    self.targets = targets
    self.byName = byName
    self.byID = byID
  }

  func target(_ name: String) -> Int? { byName[name] }

  /// The index in ``RulePlan/Plan/named`` of the value with an identifier.
  func named(_ id: String) -> Int? { byID[id].flatMap { targets[$0].named } }

  /// The names of what a filing may enter, for suggestions.
  func entered(_ plan: Plan) -> [String] {
    byName.filter { targets[$0.value].isEntered }.map(\.key)
  }
}
