import Quantities
import RulePlan

// × ÷ − |x| and whole powers: an operand not occurring makes the result not occurring.
extension Machine {
  mutating func multiplication(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let left = term(node.operands[0])
    let right = term(node.operands[1])
    if case .uniform(let a) = left, case .uniform(let b) = right {
      return setUniform(index, .number(a * b))
    }
    let states = strict(node.operands, count: count)
    set(index, multiplied(left, right, states, count: count), states)
  }

  /// Whether integers of 256 bits may be used.
  var usesLarge: Bool { lanes != .wide }

  /// left × right in the narrowest lane that holds it.
  func multiplied(
    _ left: Operand, _ right: Operand, _ states: States, count: Int
  ) -> Operand {
    if case .uniform(let number) = left { return scaled(right, by: number, count: count) }
    if case .uniform(let number) = right { return scaled(left, by: number, count: count) }
    if let a = left.factor, let b = right.factor, let x = left.bound, let y = right.bound,
      let bound = product(x, y), fitsMedium(bound)
    {
      if fitsNarrow(bound), case .narrow(let m, _) = left, case .narrow(let n, _) = right {
        return .narrow(mapped(m, n) { $0 &* $1 }, a * b)
      }
      if case .narrow(let m, _) = left, case .narrow(let n, _) = right {
        return .medium(mapped(m, n) { Int128($0) &* Int128($1) }, a * b)
      }
      if let m = left.mediumIntegers(count: count), let n = right.mediumIntegers(count: count) {
        return .medium(mapped(m, n) { $0 &* $1 }, a * b)
      }
    }
    if usesLarge, let a = left.large(count: count), let b = right.large(count: count),
      let product = Large.product(a, b)
    {
      return .large(product)
    }
    return .wide(
      (0..<count).map { states[$0].hasValue ? left[$0] * right[$0] : .zero })
  }

  /// A column times one number: in the integer lanes only the factor changes.
  private func scaled(_ operand: Operand, by number: Rational, count: Int) -> Operand {
    if number.isZero { return .narrow([Int64](repeating: 0, count: count), .one) }
    switch operand {
    case .uniform(let other): return .uniform(other * number)
    case .narrow(let integers, let factor): return .narrow(integers, factor * number)
    case .medium(let integers, let factor): return .medium(integers, factor * number)
    case .large, .wide:
      if usesLarge, let product = operand.large(count: count)?.times(number) {
        return .large(product)
      }
      return .wide((0..<count).map { operand[$0] * number })
    }
  }

  mutating func division(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let left = term(node.operands[0])
    let right = term(node.operands[1])
    var states = strict(node.operands, count: count)
    if case .uniform(let divisor) = right, let inverse = Rational.one.divided(by: divisor) {
      if case .uniform(let number) = left { return setUniform(index, .number(number * inverse)) }
      return set(index, scaled(left, by: inverse, count: count), states)
    }
    if let quotient = largeQuotient(index, left, right, &states) {
      return set(index, .large(quotient), states)
    }
    var quotients = [Rational](repeating: .zero, count: count)
    for element in 0..<count where states[element].hasValue {
      let dividend = left[element]
      if let quotient = dividend.divided(by: right[element]) {
        quotients[element] = quotient
      } else if dividend.isZero {
        states[element] = .notOccurring
      } else {
        states[element] = .poisoned
        record(index, element, .divisionByZero)
      }
    }
    set(index, .numbers(.wide(quotients)), states)
  }

  /// left ÷ right with 256 bits; nil where they do not do.
  private mutating func largeQuotient(
    _ index: Int, _ left: Operand, _ right: Operand, _ states: inout States
  ) -> Large? {
    let given = states
    let count = given.count
    guard usesLarge, let a = left.large(count: count), let b = right.large(count: count),
      let quotient = Large.quotient(
        a, b, where: { given[$0].hasValue && !b.integers[$0].isZero })
    else { return nil }
    for element in 0..<count where b.integers[element].isZero && given[element].hasValue {
      if a.integers[element].isZero {
        states[element] = .notOccurring
      } else {
        states[element] = .poisoned
        record(index, element, .divisionByZero)
      }
    }
    return quotient
  }

  mutating func sign(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let number = operand(node.operands[0])
    let negates = node.operation == .negate
    if case .uniform(let value) = number {
      return setUniform(index, .number(negates ? -value : value.magnitude))
    }
    let states = strict(node.operands, count: count)
    let result: Column.Numbers
    switch number {
    case .uniform(let value): result = .uniform(value, count: count)
    case .narrow(let integers, let factor) where negates:
      result = .narrow(integers, factor: -factor)
    case .medium(let integers, let factor) where negates:
      result = .medium(integers, factor: -factor)
    case .narrow(let integers, let factor) where bits(integers) <= UInt64(Int64.max):
      result = .narrow(mapped(integers) { $0 < 0 ? 0 &- $0 : $0 }, factor: factor.magnitude)
    case .medium(let integers, let factor) where fitsMedium(bits(integers)):
      result = .medium(mapped(integers) { $0 < 0 ? 0 &- $0 : $0 }, factor: factor.magnitude)
    default:
      result = .wide((0..<count).map { negates ? -number[$0] : number[$0].magnitude })
    }
    set(index, .numbers(result), states)
  }

  mutating func power(_ index: Int, _ node: Node, _ exponent: Int) {
    let count = layout.count(node.shape)
    let base = operand(node.operands[0])
    var states = strict(node.operands, count: count)
    if exponent == 2, base.bound != nil {
      return set(index, multiplied(base, base, states, count: count), states)
    }
    var powers = [Rational](repeating: .zero, count: count)
    for element in 0..<count where states[element].hasValue {
      let number = base[element]
      if let power = number.power(exponent) {
        powers[element] = power
      } else {
        states[element] = .poisoned
        record(index, element, number.isZero ? .divisionByZero : .overflow)
      }
    }
    set(index, .numbers(.wide(powers)), states)
  }

  mutating func irrational(
    _ index: Int, _ node: Node, _ function: Irrational, _ rounding: Rounding
  ) {
    let count = layout.count(node.shape)
    let operands = node.operands.map { operand($0) }
    var states = strict(node.operands, count: count)
    var values = [Rational](repeating: .zero, count: count)
    for element in 0..<count where states[element].hasValue {
      let x = operands[0][element]
      let inDomain: Bool
      let value: Rational?
      switch function {
      case .squareRoot:
        inDomain = x.signum >= 0
        value = inDomain ? Functions.squareRoot(x, rounding) : nil
      case .logarithm:
        inDomain = x.signum > 0
        value = inDomain ? Functions.logarithm(x, rounding) : nil
      case .exponential:
        inDomain = true
        value = Functions.exponential(x, rounding)
      case .power:
        inDomain = x.signum > 0
        value = inDomain ? Functions.power(x, operands[1][element], rounding) : nil
      }
      if let value {
        values[element] = value
      } else {
        states[element] = .poisoned
        record(index, element, inDomain ? .overflow : .domain(function.rawValue))
      }
    }
    set(index, .numbers(.wide(values)), states)
  }
}
