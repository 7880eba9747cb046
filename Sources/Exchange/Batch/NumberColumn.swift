import Quantities
import RulePlan

/// A column of numbers being filled from bytes: integers that share so many decimals.
struct NumberColumn {
  /// What became of a cell.
  enum Outcome {
    /// It is taken.
    case taken
    /// It is taken; its value has to be looked at.
    case doubtful
    /// It is no plain decimal of at most 18 digits.
    case other
  }

  private var integers: [Int64] = []
  private var states: [CellState] = []
  /// Values that no integer of 64 bits holds, by element.
  private var others: [(element: Int, value: Rational)] = []
  private var decimals = 0
  private var isWhole = true
  /// Values outside these are looked at; nil where none has to be.
  private let sure: ClosedRange<Rational>?
  /// The same as integers at the decimals of the moment.
  private var low = Int64.min
  private var high = Int64.max

  private static let powers: [Int64] = (0...18).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// - Parameter sure: values in it need no second look; nil where no value does.
  init(sure: ClosedRange<Rational>?) {
    self.sure = sure
    setLimits()
  }

  /// How many elements there are.
  var count: Int { integers.count }

  /// Adds what stands in a cell.
  @inline(__always)
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    let length = bytes.count
    if length == 0 {
      addState(.absent)
      return .taken
    }
    if length > 20 { return .other }
    let isNegative = bytes[0] == 0x2D
    var index = isNegative ? 1 : 0
    let first = index
    var value: UInt64 = 0
    var point = -1
    while index < length {
      let digit = bytes[index] &- 0x30
      if digit < 10 {
        value = value &* 10 &+ UInt64(digit)
      } else {
        guard digit == 0xFE, point < 0, index > first else { return .other }
        point = index
      }
      index &+= 1
    }
    let digits = length - first - (point < 0 ? 0 : 1)
    guard digits > 0, digits <= 18, point != length - 1 else { return .other }
    let places = point < 0 ? 0 : length - 1 - point
    let integer = isNegative ? 0 - Int64(value) : Int64(value)
    return places == decimals ? add(integer) : add(integer, places)
  }

  @inline(__always)
  private mutating func add(_ integer: Int64) -> Outcome {
    integers.append(integer)
    states.append(.given)
    return integer < low || integer > high ? .doubtful : .taken
  }

  /// Adds a number with other decimals than the column has.
  private mutating func add(_ integer: Int64, _ places: Int) -> Outcome {
    if places < decimals {
      let (scaled, over) = integer.multipliedReportingOverflow(by: Self.powers[decimals - places])
      if !over { return add(scaled) }
      add(Rational.ratio(Int(integer), Int(Self.powers[places])))
      return .doubtful
    }
    let power = Self.powers[places - decimals]
    var scaled: [Int64] = []
    scaled.reserveCapacity(integers.capacity)
    for own in integers {
      let (product, over) = own.multipliedReportingOverflow(by: power)
      if over {
        add(Rational.ratio(Int(integer), Int(Self.powers[places])))
        return .doubtful
      }
      scaled.append(product)
    }
    integers = scaled
    decimals = places
    setLimits()
    return add(integer)
  }

  /// Adds a number of any kind.
  mutating func add(_ value: Rational) {
    others.append((integers.count, value))
    integers.append(0)
    states.append(.given)
  }

  /// Adds an element without a value.
  @inline(__always)
  mutating func addState(_ state: CellState) {
    integers.append(0)
    states.append(state)
    isWhole = false
  }

  /// The last value.
  var last: Rational {
    if let other = others.last, other.element == integers.count - 1 { return other.value }
    return Rational(integers[integers.count - 1]) * tenth(decimals)
  }

  /// Replaces the last element.
  mutating func replaceLast(_ value: Rational?, _ state: CellState) {
    let element = integers.count - 1
    if others.last?.element == element { others.removeLast() }
    integers[element] = 0
    states[element] = state
    if let value { others.append((element, value)) } else { isWhole = false }
  }

  /// The column so far, times a factor; the next one begins.
  mutating func take(times factor: Rational, capacity: Int) -> Column {
    defer {
      integers = []
      states = []
      others = []
      integers.reserveCapacity(capacity)
      states.reserveCapacity(capacity)
      decimals = 0
      isWhole = true
      setLimits()
    }
    let unit = tenth(decimals) * factor
    let own = isWhole ? nil : states
    guard !others.isEmpty else {
      return Column(.numbers(.narrow(integers, factor: unit)), states: own)
    }
    var fractions = integers.map { Rational($0) * unit }
    for other in others { fractions[other.element] = other.value * factor }
    return Column(.numbers(.narrowest(fractions)), states: own)
  }

  private func tenth(_ decimals: Int) -> Rational { Rational.ratio(1, Int(Self.powers[decimals])) }

  private mutating func setLimits() {
    guard let sure else { return }
    let scale = Rational(Self.powers[decimals])
    let (lower, upper) = (sure.lowerBound * scale, sure.upperBound * scale)
    // Bounds beyond 64 bits let all pass or none.
    low = Self.integer(lower, lower.signum > 0 ? .up : .down) ?? (lower.signum < 0 ? .min : .max)
    high = Self.integer(upper, upper.signum > 0 ? .down : .up) ?? (upper.signum > 0 ? .max : .min)
  }

  private static func integer(_ value: Rational, _ mode: Rounding.Mode) -> Int64? {
    let rounded = value.rounded(Rounding(mode, .decimals(0)))
    guard let small = rounded.small, small.denominator == 1 else { return nil }
    return small.numerator
  }
}
