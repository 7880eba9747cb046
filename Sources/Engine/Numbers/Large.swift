import Quantities
import RulePlan

/// A column of numbers that are neither small nor of any size: n × 10^e ÷ d, times a scale.
///
/// The lane between integers of 128 bits and fractions of any size: products of numbers with 34
/// digits, and quotients of columns, on their way to rest. Fractions are not brought to lowest
/// terms, so that nothing is allocated and no common divisor is sought.
struct Large {
  /// The integers n.
  var integers: [Int256]
  /// The powers of ten e; nil where all are 0.
  var exponents: [Int16]?
  /// The divisors d, above zero; nil where all are 1.
  var divisors: [UInt128]?
  /// What all are multiplied by.
  var scale: Scale

  var count: Int { integers.count }

  /// The power of ten of an element, that of the scale included.
  @inline(__always)
  func exponent(_ index: Int) -> Int { scale.exponent + (exponents.map { Int($0[index]) } ?? 0) }

  /// One number, exactly.
  subscript(index: Int) -> Rational {
    let integer = integers[index]
    if integer.isZero { return .zero }
    let magnitude = integer.magnitude
    let word = { (value: UInt128) in
      (BigInt(UInt64(truncatingIfNeeded: value >> 64)) << 64)
        + BigInt(UInt64(truncatingIfNeeded: value))
    }
    var numerator = ((word(magnitude.high) << 128) + word(magnitude.low)) * word(scale.p)
    var denominator = word(scale.q) * word(divisors?[index] ?? 1)
    let exponent = self.exponent(index)
    let power = BigInt(10).power(abs(exponent))
    if exponent < 0 { denominator *= power } else { numerator *= power }
    let number = Rational(numerator, over: denominator) ?? .zero
    return integer.isNegative != scale.isNegative ? -number : number
  }

  /// The numbers as a column: integers of 128 bits where all fit, else fractions.
  var numbers: Column.Numbers {
    let narrowed = divisors == nil ? integers.compactMap(\.narrowed) : []
    if narrowed.count == count, let aligned = Large.aligned(narrowed, exponents),
      let factor = scale.rational(timesTenTo: aligned.shift)
    {
      return .medium(aligned.integers, factor: factor)
    }
    return .wide(integers.indices.map { self[$0] })
  }

  /// Integers times powers of ten of their own, brought to one power; nil where they do not fit.
  static func aligned(
    _ integers: [Int128], _ exponents: [Int16]?
  ) -> (integers: [Int128], shift: Int)? {
    var least = Int16.max
    if let exponents {
      for (index, integer) in integers.enumerated() where integer != 0 {
        least = min(least, exponents[index])
      }
    }
    let shift = exponents == nil || least == .max ? 0 : Int(least)
    var result: [Int128] = []
    result.reserveCapacity(integers.count)
    let powers = powersOfTen
    for (index, integer) in integers.enumerated() {
      let own = integer == 0 ? 0 : exponents.map { Int($0[index]) - shift } ?? 0
      guard own < powers.count else { return nil }
      let (scaled, over) = integer.multipliedReportingOverflow(by: powers[own])
      if over { return nil }
      result.append(scaled)
    }
    return (result, shift)
  }

  /// At least as many binary digits as each magnitude has.
  var bitWidth: Int {
    var high: UInt128 = 0
    var low: UInt128 = 0
    for integer in integers {
      let magnitude = integer.magnitude
      high |= magnitude.high
      low |= magnitude.low
    }
    return UInt256(high: high, low: low).bitWidth
  }

  /// The elements at these places; what stands at negative places does not matter.
  func gathered(_ places: [Int32]) -> Large {
    Large(
      integers: mapped(places) { $0 < 0 ? .zero : integers[Int($0)] },
      exponents: exponents.map { all in mapped(places) { $0 < 0 ? 0 : all[Int($0)] } },
      divisors: divisors.map { all in mapped(places) { $0 < 0 ? 1 : all[Int($0)] } },
      scale: scale)
  }

  /// The numbers with zero wherever there is no value.
  func cleared(where states: [CellState]) -> Large {
    var result = self
    result.integers = mapped(integers, states) { $1.hasValue ? $0 : .zero }
    return result
  }
}

extension Operand {
  /// The numbers as a large column of so many elements; nil where they do not fit.
  func large(count: Int) -> Large? {
    switch self {
    case .uniform(let number):
      let one = [Int256](repeating: Int256(number.isZero ? 0 : 1), count: count)
      return Scale(number.isZero ? .one : number).map { Large(integers: one, scale: $0) }
    case .large(let large): return large
    case .narrow(let integers, let factor):
      guard let scale = Scale(factor) else { return nil }
      return Large(integers: mapped(integers) { Int256(Int128($0)) }, scale: scale)
    case .medium(let integers, let factor):
      guard let scale = Scale(factor) else { return nil }
      return Large(integers: mapped(integers) { Int256($0) }, scale: scale)
    case .wide(let fractions): return Large(fractions)
    }
  }
}

extension Large {
  /// Fractions whose numerators and denominators fit 128 bits; nil for others.
  init?(_ fractions: [Rational]) {
    var integers: [Int256] = []
    var divisors: [UInt128] = []
    integers.reserveCapacity(fractions.count)
    divisors.reserveCapacity(fractions.count)
    var isWhole = true
    for fraction in fractions {
      if let (n, d) = fraction.small {
        integers.append(Int256(Int128(n)))
        divisors.append(UInt128(d))
      } else if let n = fraction.numerator.exactInt128, let d = fraction.denominator.exactInt128 {
        integers.append(Int256(n))
        divisors.append(d.magnitude)
      } else {
        return nil
      }
      isWhole = isWhole && divisors.last == 1
    }
    self.init(integers: integers, divisors: isWhole ? nil : divisors, scale: .one)
  }
}
