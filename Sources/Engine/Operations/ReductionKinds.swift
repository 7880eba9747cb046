import Quantities
import RulePlan

// The wide lane of reductions, one kind after the other.
extension Machine {
  /// Sum, mean, product and variance of numbers.
  mutating func accumulate(
    _ index: Int, _ reduction: Reduction, _ source: Int, weight: Int?, _ grouping: Grouping
  ) {
    let operands = [source] + (weight.map { [$0] } ?? [])
    let elementStates = strict(operands, count: grouping.targets.count)
    var states = groupedStates(elementStates, grouping)
    let numbers = operand(source)
    let weights = weight.map { operand($0) }
    var terms = [Terms](repeating: Terms(), count: grouping.count)
    for (element, target) in grouping.targets.enumerated()
    where target >= 0 && elementStates[element].hasValue {
      let number = numbers[element]
      terms[Int(target)].add(number, weights?[element], reduction)
    }
    var results = [Rational](repeating: .zero, count: grouping.count)
    // Nothing to multiply by leaves what it multiplies: no abatement lets everything through.
    if reduction == .product {
      for group in 0..<grouping.count where states[group] == .notOccurring {
        states[group] = .given
      }
    }
    for group in 0..<grouping.count where states[group] == .given {
      if let result = terms[group].result(reduction, isWeighted: weight != nil) {
        results[group] = result
      } else {
        states[group] = reduction == .variance ? .absent : .notOccurring
      }
    }
    set(index, .numbers(.wide(results)), states)
  }

  /// How many are given, or how many hold.
  mutating func countGiven(_ index: Int, _ source: Int, _ grouping: Grouping) {
    let column = self.column(source)
    var counts = [Int64](repeating: 0, count: grouping.count)
    var states = States(count: grouping.count)
    for group in 0..<grouping.count where grouping.marks[group] == .poisoned {
      states[group] = .poisoned
    }
    for (element, target) in grouping.targets.enumerated() where target >= 0 {
      let state = column.state(element)
      if state == .poisoned { states[Int(target)] = .poisoned }
      guard state.hasValue else { continue }
      if case .flags(let flags) = column.values, !flags[element] { continue }
      counts[Int(target)] += 1
    }
    set(index, .numbers(.narrow(counts, factor: .one)), states)
  }

  /// Whether one holds or all hold, three-valued.
  mutating func quantify(_ index: Int, _ source: Int, _ grouping: Grouping, isAny: Bool) {
    let flags = self.flags(source)
    let sourceStates = States(self.states(source), count: flags.count)
    var folded = [Ternary](repeating: Ternary(isAny ? .no : .yes), count: grouping.count)
    for (element, target) in grouping.targets.enumerated() where target >= 0 {
      let term = Ternary(sourceStates[element], flags[element])
      folded[Int(target)].combine(term, decisive: isAny ? .yes : .no)
    }
    var states = States(count: grouping.count)
    for group in 0..<grouping.count {
      states[group] = grouping.marks[group] == .poisoned ? .poisoned : folded[group].state
    }
    set(index, .flags(folded.map { $0.value == .yes }), states)
  }

  /// The last element with a value, of any kind.
  mutating func takeLast(_ index: Int, _ source: Int, _ grouping: Grouping) {
    let column = self.column(source)
    var last = [Int32](repeating: -1, count: grouping.count)
    var worst = [CellState](repeating: .notOccurring, count: grouping.count)
    for (element, target) in grouping.targets.enumerated() where target >= 0 {
      let state = column.state(element)
      if state.hasValue { last[Int(target)] = Int32(element) }
      worst[Int(target)] = worst[Int(target)].joined(state)
    }
    var states = States(count: grouping.count)
    for group in 0..<grouping.count {
      let state = worst[group].joined(grouping.marks.forced(group))
      states[group] = state == .absent && last[group] >= 0 ? .given : state
    }
    set(index, column.values.gathered(last), states)
  }

  /// The smallest or largest number or day.
  mutating func takeExtreme(_ index: Int, _ source: Int, _ grouping: Grouping, isMax: Bool) {
    let column = self.column(source)
    let states = groupedStates(States(column.states, count: column.count), grouping)
    var best = [Int32](repeating: -1, count: grouping.count)
    for (element, target) in grouping.targets.enumerated()
    where target >= 0 && column.state(element).hasValue {
      let rival = best[Int(target)]
      let precedes =
        isMax
        ? column.values.isLess(Int(rival), element)
        : column.values.isLess(element, Int(rival))
      if rival < 0 || precedes { best[Int(target)] = Int32(element) }
    }
    set(index, column.values.gathered(best), states)
  }
}

/// What is needed of the terms of one group in a sum, mean, product or variance.
struct Terms {
  var count = 0
  var sum = Rational.zero
  var weight = Rational.zero
  var squares = Rational.zero
  var product = Rational.one

  mutating func add(_ number: Rational, _ weight: Rational?, _ reduction: Reduction) {
    count += 1
    switch reduction {
    case .sum: sum += number.resting()
    case .mean:
      if let weight {
        sum += (weight * number).resting()
        self.weight += weight.resting()
      } else {
        sum += number.resting()
      }
    case .product: product *= number
    default:
      sum += number
      squares += number * number
    }
  }

  /// The value of the group; nil where it has none.
  func result(_ reduction: Reduction, isWeighted: Bool) -> Rational? {
    switch reduction {
    case .sum: return sum
    case .product: return product
    case .mean: return sum.divided(by: isWeighted ? weight : Rational(count))
    default:
      guard count > 1, let square = (sum * sum).divided(by: Rational(count)) else { return nil }
      return (squares - square).divided(by: Rational(count - 1))
    }
  }
}

extension Column.Values {
  /// The elements at these places; what stands at negative places does not matter.
  func gathered(_ places: [Int32]) -> Column.Values {
    switch self {
    case .numbers(.narrow(let integers, let factor)):
      .numbers(.narrow(mapped(places) { $0 < 0 ? 0 : integers[Int($0)] }, factor: factor))
    case .numbers(.medium(let integers, let factor)):
      .numbers(.medium(mapped(places) { $0 < 0 ? 0 : integers[Int($0)] }, factor: factor))
    case .numbers(.wide(let fractions)):
      .numbers(.wide(mapped(places) { $0 < 0 ? .zero : fractions[Int($0)] }))
    case .flags(let flags): .flags(mapped(places) { $0 >= 0 && flags[Int($0)] })
    case .texts(let texts):
      texts.codes.isEmpty
        ? .texts(Texts(repeating: "", count: places.count))
        : .texts(
          Texts(pool: texts.pool, codes: mapped(places) { $0 < 0 ? 0 : texts.codes[Int($0)] }))
    case .dates(let days):
      .dates(mapped(places) { $0 < 0 ? Day(number: 0) : days[Int($0)] })
    case .references(let rows): .references(mapped(places) { $0 < 0 ? -1 : rows[Int($0)] })
    }
  }

  /// Whether one element is less than another; numbers and days only.
  func isLess(_ a: Int, _ b: Int) -> Bool {
    guard a >= 0, b >= 0 else { return false }
    switch self {
    case .numbers(.narrow(let integers, let factor)):
      return factor.signum < 0 ? integers[b] < integers[a] : integers[a] < integers[b]
    case .numbers(let numbers): return numbers[a] < numbers[b]
    case .dates(let days): return days[a] < days[b]
    case .flags, .texts, .references: return false
    }
  }
}
