import Accounting
import Diagnostics
import Exchange
import RulePlan

/// What stands in documents for the names of people: `参与者1`, `参与者2` …
///
/// Documents are made of a filing in which keys, names and texts that a methodology marks as
/// personal have been replaced before anything is computed, so that no part of a document can know
/// them. Equal texts get equal pseudonyms: what the rules compare stays the same.
struct Pseudonyms {
  private let plan: Plan
  /// Pseudonyms by row set and key.
  private var keys: [String: [String: String]] = [:]
  /// Pseudonyms by input and text.
  private var texts: [String: [String: String]] = [:]
  private var sets: [String: RowSet] = [:]
  private var inputs: [String: Named] = [:]
  /// Texts that refer to rows of a personal row set, by name of the input.
  private var references: [String: RowSet] = [:]

  /// Nil where the methodology marks nothing as personal.
  init?(_ plan: Plan) {
    self.plan = plan
    for set in plan.rowSets where set.isPersonal { sets[set.id] = set }
    for named in plan.named where named.isPersonal {
      for name in [named.id, named.symbol] { inputs[name] = named }
    }
    for named in plan.named {
      guard case .reference(let set) = plan.nodes[named.node].kind, plan.rowSets[set].isPersonal
      else { continue }
      for name in [named.id, named.symbol] { references[name] = plan.rowSets[set] }
    }
    if sets.isEmpty, inputs.isEmpty { return nil }
  }

  /// The filing without what tells who somebody is.
  mutating func replaced(_ filing: Filing) -> Filing {
    var result = filing
    for index in result.rows.indices {
      if let last = result.rows[index].steps.last, sets[last.rowSet] != nil {
        result.rows[index].title = nil
      }
      result.rows[index].steps = steps(result.rows[index].steps)
    }
    for index in result.cells.indices {
      let name = result.cells[index].address.name
      result.cells[index].address.steps = steps(result.cells[index].address.steps)
      guard let text = Self.text(result.cells[index].cell.value) else { continue }
      if let named = inputs[name], plan.nodes[named.node].kind == .text {
        result.cells[index].cell.value = .text(pseudonym(of: text, named))
      } else if let set = references[name] {
        result.cells[index].cell.value = .text(key(text, set))
      }
    }
    for index in result.notOccurring.indices {
      result.notOccurring[index].target.steps = steps(result.notOccurring[index].target.steps)
    }
    for index in result.explanations.indices {
      result.explanations[index].at.steps = steps(result.explanations[index].at.steps)
    }
    return result
  }

  /// What was written; a telephone number may have been read as a number.
  private static func text(_ value: CellValue) -> String? {
    switch value {
    case .text(let text): text
    case .number(let number, _, _): number.description
    case .date(let day): day.description
    case .flag, .notOccurring, .substituted: nil
    }
  }

  private mutating func steps(_ steps: [CellAddress.Step]) -> [CellAddress.Step] {
    steps.map { step in
      sets[step.rowSet].map { CellAddress.Step(step.rowSet, key(step.key, $0)) } ?? step
    }
  }

  private mutating func key(_ key: String, _ set: RowSet) -> String {
    let known = keys[set.id] ?? [:]
    if let found = known[key] { return found }
    let name = "\(set.title.zh)\(known.count + 1)"
    keys[set.id, default: [:]][key] = name
    return name
  }

  private mutating func pseudonym(of text: String, _ named: Named) -> String {
    let known = texts[named.id] ?? [:]
    if let found = known[text] { return found }
    let name = "\(named.title.zh)\(known.count + 1)（个人信息，不列示）"
    texts[named.id, default: [:]][text] = name
    return name
  }
}

extension Calculation {
  /// The same calculation of a filing without what tells who somebody is; itself where the
  /// methodology marks nothing as personal.
  func withoutPersonalData(_ library: MethodLibrary) -> Calculation {
    guard var pseudonyms = Pseudonyms(plan) else { return self }
    let filing = pseudonyms.replaced(bound.filing)
    // With the rules at hand, so that nothing can fail and let the names through.
    let runner = MethodLibrary.Runner(plan, library.units)
    return Calculation(filing, method, plan, runner, library)
  }

  /// What was found while the files were read, as documents may tell it: where people are named,
  /// only how much there was.
  func tellable(_ reading: [Finding]) -> [Finding] {
    guard Pseudonyms(plan) != nil, !reading.isEmpty else { return reading }
    return [
      Finding(.personalLeftOut, at: .none, ["count": "\(reading.count)"])
    ]
  }
}

extension FindingKind {
  static let personalLeftOut = FindingKind(
    "documents.personal", .remark,
    zh: "读取填报数据时另有 {count} 项发现，可能含个人信息，不列入文书；mrv calculate 逐项列出",
    en: "{count} findings of reading the filing may name people and stand in no document;"
      + " mrv calculate lists them")
}
