import Quantities
import RulePlan

/// Sums by group that grow block by block; exact, so that the order of blocks does not matter.
public struct PartialSums: Sendable {
  /// Sums of integers that share a factor.
  private struct Lane {
    let factor: Rational
    /// Whether all terms have 64 bits: of those no number of terms leaves 128 bits.
    let isNarrow: Bool
    var sums: [Int128]
  }

  private var lanes: [Lane] = []
  /// What no lane of integers holds.
  private var wide: [Int: Rational] = [:]
  /// For each group a bit for each state that a term had.
  private var states: [UInt8] = []

  /// Makes sums of nothing.
  public init() {}

  /// Adds the terms of a block.
  ///
  /// - Parameter groups: the group of each term, below `count`.
  public mutating func add(_ column: Column, to groups: [Int32], count: Int) {
    extend(to: count)
    note(column.states, groups)
    guard case .numbers(let numbers) = column.values else { return }
    switch numbers {
    case .narrow(let integers, let factor):
      let lane = lane(factor, isNarrow: true)
      lanes[lane].sums.withUnsafeMutableBufferPointer { sums in
        if let states = column.states {
          for (element, group) in groups.enumerated() where states[element].hasValue {
            // 2^63 × 2^64 terms fit 128 bits.
            sums[Int(group)] &+= Int128(integers[element])
          }
        } else {
          for (element, group) in groups.enumerated() {
            sums[Int(group)] &+= Int128(integers[element])
          }
        }
      }
    case .medium(let integers, let factor):
      let lane = lane(factor, isNarrow: false)
      for (element, group) in groups.enumerated() where column.state(element).hasValue {
        add(integers[element], to: Int(group), lane)
      }
    case .wide(let fractions):
      for (element, group) in groups.enumerated() where column.state(element).hasValue {
        wide[Int(group), default: .zero] += fractions[element]
      }
    }
  }

  /// Counts the terms of a block that have a value; of flags those that hold.
  public mutating func count(_ column: Column, to groups: [Int32], count: Int) {
    extend(to: count)
    let lane = lane(.one, isNarrow: true)
    for (element, group) in groups.enumerated() {
      let state = column.state(element)
      // A count waits for nothing: only poison shows.
      states[Int(group)] |= state == .poisoned ? Self.bit(.poisoned) : Self.bit(.given)
      guard state.hasValue else { continue }
      if case .flags(let flags) = column.values, !flags[element] { continue }
      lanes[lane].sums[Int(group)] += 1
    }
  }

  /// Takes in flags of which one decides: `no` in an `all`, `yes` in an `any`.
  public mutating func decide(
    _ column: Column, to groups: [Int32], count: Int, decisive: Bool
  ) {
    extend(to: count)
    note(column.states, groups)
    guard case .flags(let flags) = column.values else { return }
    let lane = lane(.one, isNarrow: true)
    for (element, group) in groups.enumerated()
    where flags[element] == decisive && column.state(element).hasValue {
      lanes[lane].sums[Int(group)] += 1
    }
  }

  /// The flags that ``decide(_:to:count:decisive:)`` came to; poison goes through, then a decisive
  /// one stands, then absent, then not occurring.
  public func truths(count: Int, decisive: Bool) -> Column {
    var flags = [Bool](repeating: !decisive, count: count)
    for lane in lanes {
      for (group, sum) in lane.sums.enumerated() where sum != 0 { flags[group] = decisive }
    }
    let states = (0..<count).map { group -> CellState in
      let bits = group < self.states.count ? self.states[group] : 0
      if bits & Self.bit(.poisoned) != 0 { return .poisoned }
      if flags[group] == decisive { return .given }
      return [CellState.absent, .notOccurring].first { bits & Self.bit($0) != 0 } ?? .given
    }
    return Column(.flags(flags), states: states.contains { $0 != .given } ? states : nil)
  }

  /// Adds the sums of other blocks.
  ///
  /// - Parameter places: for each group of the other the group here, below `count`.
  public mutating func merge(_ other: PartialSums, _ places: [Int32], count: Int) {
    extend(to: count)
    for (group, bits) in other.states.enumerated() { states[Int(places[group])] |= bits }
    for theirs in other.lanes {
      let lane = lane(theirs.factor, isNarrow: theirs.isNarrow)
      for (group, sum) in theirs.sums.enumerated() where sum != 0 {
        add(sum, to: Int(places[group]), lane)
      }
    }
    for (group, sum) in other.wide { wide[Int(places[group]), default: .zero] += sum }
  }

  /// The sums as a column.
  public func column(count: Int) -> Column {
    var numbers = [Rational](repeating: .zero, count: count)
    for lane in lanes {
      for (group, sum) in lane.sums.enumerated() where sum != 0 {
        numbers[group] += Rational(sum) * lane.factor
      }
    }
    for (group, sum) in wide { numbers[group] += sum }
    let states = (0..<count).map { group -> CellState in
      let bits = group < self.states.count ? self.states[group] : 0
      for state in [CellState.poisoned, .absent] where bits & Self.bit(state) != 0 { return state }
      return bits & (Self.bit(.given) | Self.bit(.substituted)) != 0 ? .given : .notOccurring
    }
    return Column(
      .numbers(Column.Numbers(exactly: numbers)),
      states: states.contains { $0 != .given } ? states : nil)
  }

  private static func bit(_ state: CellState) -> UInt8 { 1 << state.rawValue }

  private mutating func extend(to count: Int) {
    guard states.count < count else { return }
    let missing = count - states.count
    states += [UInt8](repeating: 0, count: missing)
    for lane in lanes.indices { lanes[lane].sums += [Int128](repeating: 0, count: missing) }
  }

  private mutating func note(_ own: [CellState]?, _ groups: [Int32]) {
    states.withUnsafeMutableBufferPointer { states in
      if let own {
        for (element, group) in groups.enumerated() {
          states[Int(group)] |= 1 << own[element].rawValue
        }
      } else {
        for group in groups { states[Int(group)] |= 1 }
      }
    }
  }

  private mutating func lane(_ factor: Rational, isNarrow: Bool) -> Int {
    let known = lanes.firstIndex { $0.factor == factor && $0.isNarrow == isNarrow }
    if let known { return known }
    lanes.append(
      Lane(
        factor: factor, isNarrow: isNarrow, sums: [Int128](repeating: 0, count: states.count)))
    return lanes.count - 1
  }

  private mutating func add(_ integer: Int128, to group: Int, _ lane: Int) {
    let (sum, over) = lanes[lane].sums[group].addingReportingOverflow(integer)
    if over {
      wide[group, default: .zero] += Rational(integer) * lanes[lane].factor
    } else {
      lanes[lane].sums[group] = sum
    }
  }
}
