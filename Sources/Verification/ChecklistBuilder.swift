import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// Makes a checklist of a calculation.
///
/// Nothing in it comes from anywhere but the methodology and the filing: inputs with their records
/// and cross-checks, fired checks, alternatives, evidence of the elements, clauses.
public struct ChecklistBuilder {
  let material: ChecklistMaterial
  let plan: Plan
  let evaluation: Evaluation
  /// For each input of the plan that holds values, by identifier.
  let inputs: [String: Int]
  /// The lines of the register by the value that they speak of.
  let registered: [CellAddress: Filing.DataRecord]
  /// The results that tonnes are tonnes of, and their sum.
  let targets: [Int]
  let total: Rational?
  var items: [Checklist.Subject: [Checklist.Item]] = [:]
  /// Addresses of values that a result waits for.
  let missed: Set<String>
  /// Which fired checks found their item.
  var placed: Set<Int> = []
  /// The tonnes that rest on all rows of a named input.
  var tonnes: [Int: Rational] = [:]

  private init(_ material: ChecklistMaterial) {
    self.material = material
    plan = material.plan
    evaluation = material.evaluation
    var inputs: [String: Int] = [:]
    for (index, input) in material.plan.inputs.enumerated() where input.facet == .value {
      inputs[input.id] = index
    }
    self.inputs = inputs
    registered = Dictionary(
      material.filing.records.map { ($0.at, $0) }, uniquingKeysWith: { first, _ in first })
    let results = Self.results(material.evaluation)
    targets = results
    missed = Self.missed(material)
    total =
      results.isEmpty
      ? nil
      : results.reduce(Rational.zero) {
        $0 + (material.evaluation.number($1, 0) ?? .zero).magnitude
      }
  }

  /// The checklist of a calculation.
  public static func build(_ material: ChecklistMaterial) -> Checklist {
    var builder = ChecklistBuilder(material)
    builder.addValues()
    builder.addChecks()
    builder.addIdentity()
    builder.addBoundary()
    builder.addClauses()
    builder.addMonitoring()
    builder.addPlan()
    builder.addFindings()
    builder.addComparisons()
    return builder.finished()
  }

  /// The first total of the filing that has a value, else the figures that have one.
  private static func results(_ evaluation: Evaluation) -> [Int] {
    let plan = evaluation.plan
    let named = plan.named.filter {
      plan.nodes[$0.node].shape == .filing && ($0.unit?.text.hasPrefix("tCO2") ?? false)
        && evaluation.number($0.node, 0) != nil
    }
    if let total = named.first(where: { $0.role == .total }) { return [total.node] }
    return named.filter { $0.role == .figure }.map(\.node)
  }

  /// The values that a result waits for, and those that somebody found fault with.
  private static func missed(_ material: ChecklistMaterial) -> Set<String> {
    var missed = material.evaluation.awaited()
    for finding in material.findings where finding.severity != .remark {
      if case .address(let address) = finding.origin { missed.insert(address) }
    }
    return missed
  }

  mutating func add(_ item: Checklist.Item, to subject: Checklist.Subject) {
    items[subject, default: []].append(item)
  }

  private func finished() -> Checklist {
    let rows = Checklist.Subject.allCases.map { subject in
      var items = items[subject] ?? []
      let order = items.indices.sorted { left, right in
        let (a, b) = (items[left], items[right])
        if a.isMissing != b.isMissing { return a.isMissing }
        if a.weight != b.weight { return b.weight < a.weight }
        if a.risk != b.risk { return b.risk < a.risk }
        return left < right
      }
      items = order.map { items[$0] }
      // A hundred values that move a tonne between them are one line of the form.
      let small = items.filter { isSmall($0) }
      items.removeAll { isSmall($0) }
      let tonnes = small.reduce(Rational.zero) { $0 + ($1.tonnes ?? .zero) }
      return Checklist.Row(subject: subject, items: items, rest: (small.count, tonnes))
    }
    let isPartial = targets.first.map { target in
      !plan.named.contains { $0.node == target && $0.role == .total }
    }
    return Checklist(
      rows: rows, total: total, isPartial: isPartial ?? false, comparisons: comparisons(),
      records: records())
  }

  private func isSmall(_ item: Checklist.Item) -> Bool {
    guard let share = item.share, !item.isMissing, !item.hasFiredCheck else { return false }
    if item.doubts.isEmpty { return share < .ratio(1, 200) }
    return item.risk <= 3 && share < .ratio(1, 1000)
  }
}

// MARK: values

extension ChecklistBuilder {
  /// One item for each input and row that has a value or lacks one.
  fileprivate mutating func addValues() {
    var places: [ChecklistInfluence.Place] = []
    for (index, named) in plan.named.enumerated() where named.role == .input {
      guard named.inputKind != "attribute", case .number = plan.nodes[named.node].kind else {
        continue
      }
      let shape = plan.nodes[named.node].shape
      for row in 0..<evaluation.dataset.rows[shape.rows].count {
        let elements = self.elements(shape, row)
        let isStated = elements.contains { evaluation.state(named.node, $0).hasValue }
        let isMissed = elements.contains {
          let state = evaluation.state(named.node, $0)
          let isLost = state == .poisoned || missed.contains(evaluation.address(of: named, $0))
          return !state.hasValue && isLost
        }
        if isStated || isMissed { places.append(.init(named: index, row: row)) }
      }
    }
    let tonnes = ChecklistInfluence(evaluation, targets: targets).tonnes(places)
    for place in places {
      let named = plan.named[place.named]
      if let part = tonnes[place] {
        self.tonnes[place.named] = (self.tonnes[place.named] ?? .zero) + part
      }
      add(valueItem(place, tonnes[place]), to: subject(of: named))
    }
  }

  private func subject(of named: Named) -> Checklist.Subject {
    switch named.inputKind {
    case "factor", "coefficient": .factor
    case "production": .production
    default: .activity
    }
  }

  func elements(_ shape: Shape, _ row: Int) -> Range<Int> {
    let slots = evaluation.element(of: shape, row: 1, slot: 0)
    return row * slots..<(row + 1) * slots
  }

  private mutating func valueItem(
    _ place: ChecklistInfluence.Place, _ tonnes: Rational?
  ) -> Checklist.Item {
    let named = plan.named[place.named]
    let shape = plan.nodes[named.node].shape
    let elements = self.elements(shape, place.row)
    let rowAddress = evaluation.address(
      of: Shape(rows: shape.rows, grain: .year), place.row, name: "")
    var item = Checklist.Item(
      title: "\(rowName(shape.rows, place.row))\(named.title.zh)（\(named.addressName)）",
      address: rowAddress.isEmpty ? named.addressName : "\(rowAddress)/\(named.addressName)",
      acceptance: "数值、单位、期间与原始记录一致；差异有原因说明并已改正")
    item.tonnes = tonnes
    if let tonnes, let total { item.share = tonnes.divided(by: total) }
    item.record = record(place.named, elements)
    describeMeasurement(named, &item)
    describeRecords(place.named, elements, &item)
    weighAlternatives(named, elements, &item)
    weighStates(named, elements, &item)
    attachChecks(named, shape, elements, &item)
    if item.isMissing { (item.tonnes, item.share) = (nil, nil) }
    item.sampling = sampling(named, elements, item.share, hasDoubts: !item.doubts.isEmpty)
    return item
  }

  /// What was filed: the value, or the values of the first and the last slot.
  private func record(_ named: Int, _ elements: Range<Int>) -> [String] {
    let node = plan.named[named].node
    let given = elements.filter { evaluation.state(node, $0).hasValue }
    guard let first = given.first, let last = given.last else { return ["未填报"] }
    if elements.count == 1 {
      let word = isEntered(named, first) ? "填报值" : "采用值（非直接填报）"
      return ["\(word) \(material.text(named, first))"]
    }
    let numbers = given.compactMap { evaluation.number(node, $0) }
    let shape = plan.nodes[node].shape
    var lines = ["\(given.count) / \(elements.count) 个期间有数值"]
    if let low = numbers.min(), let high = numbers.max(),
      let lowest = given.first(where: { evaluation.number(node, $0) == low }),
      let highest = given.first(where: { evaluation.number(node, $0) == high })
    {
      lines.append(
        "最小 \(material.text(named, lowest))（\(slotName(shape, lowest))），"
          + "最大 \(material.text(named, highest))（\(slotName(shape, highest))）")
    } else {
      lines.append("\(material.text(named, first)) … \(material.text(named, last))")
    }
    return lines
  }

  func slotName(_ shape: Shape, _ element: Int) -> String {
    let address = evaluation.address(of: shape, element, name: "")
    guard shape.grain != .year else { return "" }
    return address.split(separator: "/").last.map(String.init) ?? address
  }

  private func describeMeasurement(_ named: Named, _ item: inout Checklist.Item) {
    guard let measurement = named.measurement else {
      item.evidence.append("填报数据的来源文件")
      return
    }
    if let record = measurement.record { item.evidence.append(record) }
    if !measurement.crossChecks.isEmpty {
      item.look.append("与\(measurement.crossChecks.joined(separator: "、"))交叉核对")
      item.evidence += measurement.crossChecks
    }
    if let how = measurement.how { item.look.append("现场查看：\(how)") }
    if let every = measurement.every { item.look.append("监测频次：\(FrequencyWords.text(every))") }
    if let standard = measurement.standard { item.look.append("标准：\(standard)") }
  }
}
