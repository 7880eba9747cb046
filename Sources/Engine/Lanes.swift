import Quantities
import RulePlan

/// The numbers of an operand as a kernel sees them.
enum Operand {
  /// The same number everywhere, always given.
  case uniform(Rational)
  /// Integers of 64 bits times a factor that is not zero.
  case narrow([Int64], Rational)
  /// Integers of 128 bits times a factor that is not zero.
  case medium([Int128], Rational)
  /// Integers of 256 bits with powers of ten and divisors; asked for by arithmetic alone.
  case large(Large)
  /// Fractions of any size.
  case wide([Rational])

  /// One number, exactly.
  subscript(index: Int) -> Rational {
    switch self {
    case .uniform(let number): number
    case .narrow(let integers, let factor): Rational(Int(integers[index])) * factor
    case .medium(let integers, let factor): Rational(integers[index]) * factor
    case .large(let large): large[index]
    case .wide(let fractions): fractions[index]
    }
  }

  /// The numbers as a column of so many elements.
  func numbers(count: Int) -> Column.Numbers {
    switch self {
    case .uniform(let number): .uniform(number, count: count)
    case .narrow(let integers, let factor): .narrow(integers, factor: factor)
    case .medium(let integers, let factor): .medium(integers, factor: factor)
    case .large(let large): large.numbers
    case .wide(let fractions): .wide(fractions)
    }
  }

  /// At least the largest magnitude of the integers; nil for fractions.
  var bound: UInt128? {
    switch self {
    case .uniform: 1
    case .narrow(let integers, _): UInt128(bits(integers))
    case .medium(let integers, _): bits(integers)
    case .large, .wide: nil
    }
  }

  /// The shared factor; the number itself where it is the same everywhere; nil for fractions.
  var factor: Rational? {
    switch self {
    case .uniform(let number): number
    case .narrow(_, let factor), .medium(_, let factor): factor
    case .large, .wide: nil
    }
  }

  /// The integers with 64 bits each, where they are stored so.
  func narrowIntegers(count: Int) -> [Int64]? {
    switch self {
    case .uniform: [Int64](repeating: 1, count: count)
    case .narrow(let integers, _): integers
    case .medium, .large, .wide: nil
    }
  }

  /// The integers with 128 bits each.
  func mediumIntegers(count: Int) -> [Int128]? {
    switch self {
    case .uniform: [Int128](repeating: 1, count: count)
    case .narrow(let integers, _): mapped(integers) { Int128($0) }
    case .medium(let integers, _): integers
    case .large, .wide: nil
    }
  }
}

extension Column.Numbers {
  /// The same number everywhere.
  static func uniform(_ number: Rational, count: Int) -> Column.Numbers {
    number.isZero
      ? .narrow([Int64](repeating: 0, count: count), factor: Rational(1))
      : .narrow([Int64](repeating: 1, count: count), factor: number)
  }
}

extension Machine {
  /// The numbers of an earlier node for arithmetic, which knows large columns.
  func term(_ node: Int) -> Operand { larges[node].map { .large($0) } ?? operand(node) }

  /// The numbers of an earlier node for a kernel.
  func operand(_ node: Int) -> Operand {
    if let value = uniforms[node], case .number(let number) = value { return .uniform(number) }
    switch numbers(node) {
    case .narrow(let integers, let factor) where !factor.isZero: return .narrow(integers, factor)
    case .medium(let integers, let factor) where !factor.isZero: return .medium(integers, factor)
    case .narrow(let integers, _):
      return .wide(.init(repeating: Rational(0), count: integers.count))
    case .medium(let integers, _):
      return .wide(.init(repeating: Rational(0), count: integers.count))
    case .wide(let fractions): return .wide(fractions)
    }
  }
}

/// A factor of which two factors are whole multiples.
///
/// - Returns: the factor and the two multiples; nil where one is zero or 64 bits do not suffice.
func commonFactor(_ a: Rational, _ b: Rational) -> (factor: Rational, p: Int64, q: Int64)? {
  if a == b { return (a, 1, 1) }
  guard let (an, ad) = a.small, let (bn, bd) = b.small, an != 0, bn != 0 else { return nil }
  let (left, overflowLeft) = an.multipliedReportingOverflow(by: bd)
  let (right, overflowRight) = bn.multipliedReportingOverflow(by: ad)
  guard !overflowLeft, !overflowRight, left != .min, right != .min else { return nil }
  let divisor = greatestCommonDivisor(left, right)
  guard let factor = a.divided(by: Rational(Int(left / divisor))) else { return nil }
  return (factor, left / divisor, right / divisor)
}

/// The greatest common divisor of two numbers other than zero; positive.
func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
  var (a, b) = (abs(a), abs(b))
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

/// A number at least as large as the magnitude of each element, below twice the largest.
func bits(_ integers: [Int64]) -> UInt64 {
  var union: Int64 = 0
  for integer in integers { union |= integer ^ (integer >> 63) }
  let magnitude = UInt64(bitPattern: union)
  return magnitude == 0 ? 1 : (UInt64.max >> UInt64(magnitude.leadingZeroBitCount)) &+ 1
}

/// A number at least as large as the magnitude of each element, at most about twice the largest.
func bits(_ integers: [Int128]) -> UInt128 {
  var union: Int128 = 0
  for integer in integers { union |= integer ^ (integer >> 127) }
  let magnitude = UInt128(truncatingIfNeeded: union)
  return magnitude == 0 ? 1 : (UInt128.max >> UInt128(magnitude.leadingZeroBitCount)) &+ 1
}

/// The product of bounds; nil where it does not fit.
func product(_ a: UInt128, _ b: UInt128) -> UInt128? {
  let (result, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow ? nil : result
}

/// The sum of bounds; nil where it does not fit.
func total(_ a: UInt128, _ b: UInt128) -> UInt128? {
  let (result, overflow) = a.addingReportingOverflow(b)
  return overflow ? nil : result
}

/// Whether integers with this bound fit 64 bits.
func fitsNarrow(_ bound: UInt128) -> Bool { bound <= UInt128(Int64.max) }

/// Whether integers with this bound fit 128 bits.
func fitsMedium(_ bound: UInt128) -> Bool { bound <= UInt128(Int128.max) }

/// The elements, each put through the body, in one tight loop.
@inline(__always)
func mapped<A, R>(_ a: [A], _ body: (A) -> R) -> [R] {
  let count = a.count
  return [R](unsafeUninitializedCapacity: count) { out, initialized in
    a.withUnsafeBufferPointer { a in
      for index in 0..<count { out.initializeElement(at: index, to: body(a[index])) }
    }
    initialized = count
  }
}

/// The elements of three arrays of the same length, each triple put through the body.
@inline(__always)
func mapped<A, B, C, R>(_ a: [A], _ b: [B], _ c: [C], _ body: (A, B, C) -> R) -> [R] {
  let count = a.count
  precondition(
    b.count == count && c.count == count, "Engine: columns differ in length; please report")
  return [R](unsafeUninitializedCapacity: count) { out, initialized in
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeBufferPointer { c in
          for index in 0..<count {
            out.initializeElement(at: index, to: body(a[index], b[index], c[index]))
          }
        }
      }
    }
    initialized = count
  }
}

/// The elements of two arrays of the same length, each pair put through the body.
@inline(__always)
func mapped<A, B, R>(_ a: [A], _ b: [B], _ body: (A, B) -> R) -> [R] {
  let count = a.count
  precondition(b.count == count, "Engine: columns differ in length; please report")
  return [R](unsafeUninitializedCapacity: count) { out, initialized in
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        for index in 0..<count { out.initializeElement(at: index, to: body(a[index], b[index])) }
      }
    }
    initialized = count
  }
}
