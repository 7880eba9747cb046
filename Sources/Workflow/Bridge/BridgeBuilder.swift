import Engine
import Quantities
import RulePlan

/// Computes a bridge: data first, under the first side's rules, then rules, then roundings.
struct BridgeBuilder {
  let first: Calculation
  let second: Calculation
  let units: UnitCatalogue
  let figure: Named
  let otherFigure: Named
  let words: BridgeWords
  private let model: BridgeModel
  private let named: [Int?]

  init(
    _ first: Calculation, _ second: Calculation, units: UnitCatalogue, figure: String?
  ) throws(BridgeProblem) {
    self.first = first
    self.second = second
    self.units = units
    guard let own = first.plan.figure(figure) else {
      throw .noFigure(figure ?? "", methodology: first.plan.methodology)
    }
    let same = second.plan.named.first { $0.id == own.id }
    guard let other = same ?? second.plan.figure(figure) else {
      throw .noFigure(figure ?? own.symbol, methodology: second.plan.methodology)
    }
    self.figure = own
    otherFigure = other
    let sets = BridgeModel.sets(second.plan, in: first.plan)
    let identity = first.plan.rowSets.indices.map { Optional($0) }
    let facts = BridgeFacts(plan: first.plan, dataset: first.evaluation.dataset, sets: identity)
    let others = BridgeFacts(plan: second.plan, dataset: second.evaluation.dataset, sets: sets)
    let inputs = BridgeModel.inputs(first.plan, second.plan, sets: sets)
    named = BridgeModel.named(first.plan, second.plan)
    let converter = BridgeUnits(first: first, second: second, units: units)
    model = BridgeModel(
      plan: first.plan, first: facts, second: others, inputs: inputs,
      factor: { [named] input, path in converter.factor(input, path, facts, others, named) })
    words = BridgeWords(
      first: first, second: second, facts: facts, others: others, named: named, units: converter)
  }

  /// A move from one state of the data to the next.
  private enum Move {
    case period
    case came([RowPath])
    case gone([RowPath])
    case days(RowPath)
    case items([BridgeState.Item])
  }

  func build(labels: (String, String)) throws(BridgeProblem) -> Bridge {
    let unit = first.evaluation.unitText(figure, 0)
    let otherUnit = second.evaluation.unitText(otherFigure, 0)
    guard let factor = units.factor(from: otherUnit, to: unit) else {
      throw .units(unit, otherUnit)
    }
    guard let start = first.evaluation.number(figure.node, 0) else {
      throw .noValue(side: labels.0)
    }
    guard let end = second.evaluation.number(otherFigure.node, 0).map({ $0 * factor }) else {
      throw .noValue(side: labels.1)
    }
    var bridge = Bridge(
      title: figure.title.zh, symbol: figure.symbol, unit: unit,
      decimals: Self.decimals(figure, otherFigure),
      first: .init(
        label: labels.0, methodology: first.plan.methodology,
        period: first.evaluation.dataset.period, value: start),
      second: .init(
        label: labels.1, methodology: second.plan.methodology,
        period: second.evaluation.dataset.period, value: end),
      steps: [], silent: [])
    if !walk(&bridge, factor, isRounded: false) { _ = walk(&bridge, factor, isRounded: true) }
    return bridge
  }

  /// The bridge from figures as they were reported to what is recomputed.
  ///
  /// - Parameter reported: by index in the plan's named values, in their units.
  func build(reported: [Int: Rational]) throws(BridgeProblem) -> Bridge {
    guard let start = first.evaluation.number(figure.node, 0) else {
      throw .noValue(side: "重算")
    }
    var ledger = BridgeLedger(value: start)
    var rules = BridgeRules(
      plan: first.plan, dataset: first.evaluation.dataset, figure: figure.node, words: words)
    rules.walk(.reported(reported), &ledger)
    let index = first.plan.named.firstIndex { $0.id == figure.id }
    let end = index.flatMap { reported[$0] } ?? ledger.value
    ledger.finish(end, BridgeWords.sumDiffers())
    let period = first.evaluation.dataset.period
    func side(_ label: String, _ value: Rational) -> Bridge.Side {
      .init(label: label, methodology: first.plan.methodology, period: period, value: value)
    }
    // The way was computed from the recomputed figures; it is read the other way round.
    func turned(_ change: Bridge.Change) -> Bridge.Change {
      var change = change
      (change.from, change.to) = (change.to, change.from)
      return change
    }
    return Bridge(
      title: figure.title.zh, symbol: figure.symbol, unit: first.evaluation.unitText(figure, 0),
      decimals: Self.decimals(figure, figure), first: side("报告值", end),
      second: side("重算值", start),
      steps: ledger.steps.map {
        Bridge.Step(changes: $0.changes.map(turned), amount: -$0.amount)
      }, silent: ledger.silent.map(turned))
  }

  /// Decimals that amounts are shown with: two, or those of the figure if it has more.
  private static func decimals(_ figure: Named, _ other: Named) -> Int {
    let own = [figure, other].compactMap { named -> Int? in
      if case .decimals(let count)? = named.rounding?.precision { return count }
      return nil
    }
    return max(2, own.max() ?? 2)
  }

  /// Fills in the steps; no where a side has no value without its roundings.
  private func walk(_ bridge: inout Bridge, _ factor: Rational, isRounded: Bool) -> Bool {
    let plan = isRounded ? first.plan : first.plan.withoutRoundings()
    let otherPlan = isRounded ? second.plan : second.plan.withoutRoundings()
    let others =
      isRounded
      ? second.evaluation : Evaluator(plan: otherPlan).evaluate(second.evaluation.dataset)
    var state = BridgeState(model)
    let evaluator = Evaluator(plan: plan)
    func value() -> Rational? {
      evaluator.evaluate(state.dataset, keeping: .roots([figure.node])).number(figure.node, 0)
    }
    guard let start = value(), let end = others.number(otherFigure.node, 0).map({ $0 * factor })
    else { return false }
    var ledger = BridgeLedger(value: start)
    for move in moves() {
      for step in apply(move, to: &state) { ledger.add(step, value()) }
    }
    if plan.hash != otherPlan.hash || ledger.value != end {
      var rules = BridgeRules(
        plan: plan, dataset: state.dataset, figure: figure.node, words: words)
      let source = BridgeRules.Source.methodology(
        others, named: named, facts: model.second, units: words.units)
      rules.walk(source, &ledger)
    }
    ledger.finish(end, words.last(figure))
    let rounding = (bridge.second.value - end) - (bridge.first.value - start)
    if rounding != .zero { ledger.add(words.rounding(), amount: rounding) }
    bridge.steps = ledger.steps
    bridge.silent = ledger.silent
    return true
  }

  // MARK: Data

  private func apply(_ move: Move, to state: inout BridgeState) -> [Bridge.Change] {
    switch move {
    case .period:
      state.takePeriod()
      return [words.period()]
    case .came(let paths):
      state.add(paths)
      return [words.rows(paths, .came)]
    case .gone(let paths):
      state.remove(paths)
      return [words.rows(paths, .gone)]
    case .days(let path):
      state.takeDays(path)
      return [words.days(path)]
    case .items(let items):
      state.take(items)
      return [words.items(items)]
    }
  }

  /// Everything that differs in the data, in the order in which it is exchanged.
  private func moves() -> [Move] {
    var moves: [Move] = []
    if model.first.dataset.period != model.second.dataset.period { moves.append(.period) }
    let (firstRows, secondRows) = (model.first.rows, model.second.rows)
    let items = items()
    moves += items.filter(isAttribute).map { .items($0) }
    // Rows come before others go, so that no table stands empty on the way.
    moves += tops(model.second, firstRows).map { .came($0) }
    moves += tops(model.first, secondRows).map { .gone($0) }
    for (set, paths) in model.first.paths.enumerated() {
      guard let other = model.second.sets.firstIndex(where: { $0 == set }) else { continue }
      for (row, path) in paths.enumerated() {
        guard let otherRow = secondRows[path],
          model.first.validity(set, row) != model.second.validity(other, otherRow)
        else { continue }
        moves.append(.days(path))
      }
    }
    return moves + items.filter { !isAttribute($0) }.map { .items($0) }
  }

  /// How many rows below one another are told one by one; more go together, so that two filings of
  /// ten thousand rows have a bridge that can be read, and in time.
  static let most = 60

  /// Rows that only one side has, below rows that both have.
  private func tops(_ facts: BridgeFacts, _ other: [RowPath: Int]) -> [[RowPath]] {
    facts.paths.flatMap { paths -> [[RowPath]] in
      let own = paths.filter { path in
        guard path.set > 0, other[path] == nil,
          let parent = model.plan.rowSets[path.set].parent
        else { return false }
        return other[RowPath(set: parent, keys: Array(path.keys.dropLast()))] != nil
      }
      return own.count > Self.most ? [own] : own.map { [$0] }
    }
  }

  private func isAttribute(_ items: [BridgeState.Item]) -> Bool {
    model.plan.inputs.contains { $0.id == items.first?.id && $0.facet == .filing }
  }

  /// The values of rows that both sides have and that differ, in the order of the rules.
  private func items() -> [[BridgeState.Item]] {
    let period = model.second.dataset.period
    var rank: [String: Int] = [:]
    for (index, named) in model.plan.named.enumerated() { rank[named.id] = index }
    var inputs: [String: [Int]] = [:]
    var order: [String] = []
    for (index, input) in model.plan.inputs.enumerated() where input.facet != .validity {
      if inputs[input.id] == nil { order.append(input.id) }
      inputs[input.id, default: []].append(index)
    }
    let last = model.plan.named.count
    let sorted = order.enumerated().sorted {
      (rank[$0.element] ?? last, $0.offset) < (rank[$1.element] ?? last, $1.offset)
    }
    var items: [[BridgeState.Item]] = []
    for (_, id) in sorted {
      let own = inputs[id] ?? []
      guard let set = own.first.map({ model.plan.inputs[$0].shape.rows }) else { continue }
      let changed = model.first.paths[set].filter { path in
        model.second.rows[path] != nil && own.contains { differs($0, path, period) }
      }.map { BridgeState.Item(id: id, path: $0) }
      items += changed.count > Self.most ? [changed] : changed.map { [$0] }
    }
    return items
  }

  private func differs(_ input: Int, _ path: RowPath, _ period: Period) -> Bool {
    let count = period.slotCount(model.plan.inputs[input].shape.grain.division)
    return (0..<count).contains { slot in
      guard let second = model.secondFact(input, path, slot, period) else { return false }
      return model.firstFact(input, path, slot, period).map { $0 != second } ?? false
    }
  }
}

/// The steps so far.
struct BridgeLedger {
  /// The figure where the last step ended.
  private(set) var value: Rational
  private(set) var steps: [Bridge.Step] = []
  private(set) var silent: [Bridge.Change] = []
  /// Changes after which the figure had no value.
  private var pending: [Bridge.Change] = []

  init(value: Rational) { self.value = value }

  /// Takes a change and the figure after it; without one the change waits for the next.
  mutating func add(_ change: Bridge.Change, _ now: Rational?) {
    pending.append(change)
    guard let now else { return }
    add(now - value)
    value = now
  }

  /// Takes a change with its amount.
  mutating func add(_ change: Bridge.Change, amount: Rational) {
    steps.append(Bridge.Step(changes: [change], amount: amount))
  }

  private mutating func add(_ amount: Rational) {
    if amount == .zero {
      // Where people read the same on both sides, only the paper behind it differs.
      silent += pending.filter { $0.kind != .value || $0.from != $0.to }
    } else {
      steps.append(Bridge.Step(changes: pending, amount: amount))
    }
    pending = []
  }

  /// Ends at a value; what is left over goes with the changes that wait, else it is a remainder.
  mutating func finish(_ end: Rational, _ remainder: Bridge.Change) {
    if end != value || !pending.isEmpty {
      if pending.isEmpty { pending.append(remainder) }
      add(end - value)
    }
    value = end
  }
}
