import Quantities
import RulePlan

// Operations that make one value of many, and many of one.
extension SpreadWalk {
  mutating func reduced(_ index: Int, _ node: Node) -> [Knowledge] {
    let count = layout.count(node.shape)
    let all = [Knowledge](repeating: .unknown, count: count)
    switch node.operation {
    case .reduce(let reduction):
      let source = node.operands[0]
      let folding = Folding(layout, from: plan.nodes[source].shape, to: node.shape)
      var groups = [[Int]](repeating: [], count: count)
      folding.forEach { groups[$1].append($0) }
      return folded(index, reduction, source, node.operands.dropFirst().first, groups)
    case .collect(let reduction), .bucket(let reduction):
      // Where terms belong must be known.
      guard columns[node.operands[0]] == nil else { return all }
      return folded(
        index, reduction, node.operands[1], node.operands.dropFirst(2).first, groups(index, node))
    case .window(let reduction, let window):
      let states = node.operands.map { evaluation.columns[$0]?.states }
      let groups = (0..<count).map { layout.places(of: window, before: $0, node.shape, states) }
      if window.givenOnly,
        node.operands.contains(where: { columns[$0]?.contains(.unknown) == true })
      {
        return all
      }
      return folded(index, reduction, node.operands[0], node.operands.dropFirst().first, groups)
    default: return all
    }
  }

  /// The terms of each element; a term whose place is unknown has been settled by the evaluation.
  private func groups(_ index: Int, _ node: Node) -> [[Int]] {
    var dependencies = Dependencies(evaluation)
    return (0..<layout.count(node.shape)).map { element in
      var isPlaced = false
      return dependencies.of(index, element).compactMap { dependency in
        if dependency.place == 0 { isPlaced = hasValue(dependency.node, dependency.element) }
        return dependency.place == 1 && isPlaced ? dependency.element : nil
      }
    }
  }

  private func folded(
    _ index: Int, _ reduction: Reduction, _ source: Int, _ weight: Int?, _ groups: [[Int]]
  ) -> [Knowledge] {
    groups.enumerated().map { element, members in
      let nodes = [source] + (weight.map { [$0] } ?? [])
      let knowns = nodes.flatMap { node in members.map { known(node, $0) } }
      if knowns.allSatisfy({ $0 == .exact }) { return .exact }
      if knowns.contains(.unknown) { return .unknown }
      guard hasValue(index, element) else {
        // Weights that add up to nothing may add up to something; a condition may decide.
        let isWeighted = weight.map { node in members.contains { known(node, $0) != .exact } }
        return isWeighted == true || reduction == .any || reduction == .all ? .unknown : .exact
      }
      let terms = members.filter { member in nodes.allSatisfy { hasValue($0, member) } }
      return folded(reduction, source, weight, terms, of: members)
    }
  }

  private func folded(
    _ reduction: Reduction, _ source: Int, _ weight: Int?, _ terms: [Int], of members: [Int]
  ) -> Knowledge {
    let ranges = terms.compactMap { range(source, $0) }
    switch reduction {
    case .count:
      let open = terms.count { known(source, $0) == .open }
      let sure = terms.count {
        known(source, $0) != .open && evaluation.value(source, $0) != .flag(false)
      }
      return open == 0 ? .exact : .between(Rational(sure), Rational(sure + open))
    case .any, .all:
      let decisive = Value.flag(reduction == .any)
      if terms.contains(where: {
        known(source, $0) == .exact && evaluation.value(source, $0) == decisive
      }) {
        return .exact
      }
      return terms.count == members.count ? .open : .unknown
    case .last: return terms.last.map { known(source, $0) } ?? .exact
    default: break
    }
    guard ranges.count == terms.count, !ranges.isEmpty else { return .unknown }
    switch reduction {
    case .sum:
      return .between(
        ranges.reduce(.zero) { $0 + $1.low.resting() },
        ranges.reduce(.zero) { $0 + $1.high.resting() })
    case .min:
      return Self.ends(ranges.map(\.low).min(), ranges.map(\.high).min())
    case .max:
      return Self.ends(ranges.map(\.low).max(), ranges.map(\.high).max())
    case .product:
      return ranges.reduce(Knowledge.between(.one, .one)) { product, range in
        guard case .between(let low, let high) = product else { return .unknown }
        return Self.hull(
          [low, high].flatMap { [$0 * range.low, $0 * range.high] })
      }
    case .mean:
      guard let weight else {
        let count = Rational(ranges.count)
        return Self.widened(
          ranges.reduce(.zero) { $0 + $1.low.resting() }.divided(by: count),
          ranges.reduce(.zero) { $0 + $1.high.resting() }.divided(by: count))
      }
      return weightedMean(ranges, terms.compactMap { range(weight, $0) })
    default: return .unknown
    }
  }

  private static func ends(_ low: Rational?, _ high: Rational?) -> Knowledge {
    guard let low, let high else { return .unknown }
    return .between(low, high)
  }

  /// Terms of a mean rest at 34 digits, so that a quotient can be off by less than this.
  private static func widened(_ low: Rational?, _ high: Rational?) -> Knowledge {
    guard let low, let high, let tiny = Rational(10).power(-30) else { return .unknown }
    return .between(low - low.magnitude * tiny, high + high.magnitude * tiny)
  }

  /// The least and greatest mean: weights are largest where values are on its own side.
  private func weightedMean(_ values: [Range], _ weights: [Range]) -> Knowledge {
    guard weights.count == values.count, weights.allSatisfy({ $0.low.signum >= 0 }),
      weights.contains(where: { $0.low.signum > 0 })
    else { return .unknown }
    let low = Self.extremeMean(values.map(\.low), weights, isGreatest: false)
    let high = Self.extremeMean(values.map(\.high), weights, isGreatest: true)
    return Self.widened(low, high)
  }

  private static func extremeMean(
    _ values: [Rational], _ weights: [Range], isGreatest: Bool
  ) -> Rational? {
    // In order of falling (rising) values the first so many have their largest weights.
    let order = values.indices.sorted {
      isGreatest ? values[$0] > values[$1] : values[$0] < values[$1]
    }
    var (sum, total) = (Rational.zero, Rational.zero)
    for index in order {
      sum = sum + values[index] * weights[index].low
      total = total + weights[index].low
    }
    var best = sum.divided(by: total)
    for index in order {
      let more = weights[index].high - weights[index].low
      sum = sum + values[index] * more
      total = total + more
      guard let mean = sum.divided(by: total), let known = best else { return nil }
      best = isGreatest ? max(known, mean) : min(known, mean)
    }
    return best
  }

  // MARK: allocation

  func allocated(_ index: Int, _ node: Node, _ decimals: Int) -> [Knowledge] {
    let folding = Folding(layout, from: node.shape, to: plan.nodes[node.operands[0]].shape)
    var result = [Knowledge](repeating: .exact, count: layout.count(node.shape))
    var groups = [[Int]](repeating: [], count: folding.upperCount)
    folding.forEach { groups[$1].append($0) }
    for (group, members) in groups.enumerated() {
      let amount = known(node.operands[0], group)
      let keys = members.map { known(node.operands[1], $0) }
      if amount == .exact, keys.allSatisfy({ $0 == .exact }) { continue }
      let receivers = members.filter { hasValue(node.operands[1], $0) }
      let isUnknown = amount == .unknown || keys.contains(.unknown)
      for member in members {
        if isUnknown || (receivers.contains(member) && !hasValue(index, member)) {
          result[member] = .unknown
        } else if receivers.contains(member) {
          result[member] = share(node, group, member, receivers, decimals)
        }
      }
    }
    return result
  }

  /// What one row gets: rounded towards zero, or with the residue of all.
  private func share(
    _ node: Node, _ group: Int, _ member: Int, _ receivers: [Int], _ decimals: Int
  ) -> Knowledge {
    guard let amount = range(node.operands[0], group), let own = range(node.operands[1], member),
      let unit = Rational(10).power(-decimals)
    else { return .unknown }
    let others = receivers.filter { $0 != member }.compactMap { range(node.operands[1], $0) }
    let least = others.reduce(Rational.zero) { $0 + $1.low }
    let most = others.reduce(Rational.zero) { $0 + $1.high }
    guard others.count == receivers.count - 1, own.low.signum >= 0,
      others.allSatisfy({ $0.low.signum >= 0 }),
      let low = own.low.divided(by: own.low + most),
      let high = own.high.divided(by: own.high + least)
    else { return .unknown }
    let ends = [amount.low, amount.high].flatMap { [$0 * low, $0 * high] }
    guard case .between(let bottom, let top) = Self.hull(ends) else { return .unknown }
    let slack = unit * Rational(receivers.count)
    return .between(bottom - slack, top + slack)
  }
}
