/// An exact fraction, always in lowest terms with a denominator above zero.
///
/// Numerators and denominators below 2^63 are kept in the value itself; larger ones on the heap.
/// A value has one representation, so equality and hashing are those of the number.
public struct Rational: Hashable, Sendable {
  enum Storage: Hashable, Sendable {
    /// Magnitude of the numerator at most 2^63 − 1, denominator 1 … 2^63 − 1.
    case small(Int64, Int64)
    /// Whatever does not fit.
    case big(BigFraction)
  }

  /// A fraction on the heap.
  final class BigFraction: Hashable, Sendable {
    let numerator: BigInt
    let denominator: BigInt

    init(_ numerator: BigInt, _ denominator: BigInt) {
      self.numerator = numerator
      self.denominator = denominator
    }

    static func == (left: BigFraction, right: BigFraction) -> Bool {
      left === right
        || (left.numerator == right.numerator && left.denominator == right.denominator)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(numerator)
      hasher.combine(denominator)
    }
  }

  let storage: Storage

  init(storage: Storage) { self.storage = storage }

  /// Takes a fraction known to be in lowest terms with a denominator above zero.
  init(lowestTerms numerator: BigInt, _ denominator: BigInt) {
    if let n = numerator.exactInt64, n != .min, let d = denominator.exactInt64 {
      storage = .small(n, d)
    } else {
      storage = .big(BigFraction(numerator, denominator))
    }
  }

  /// Brings a fraction with a denominator above zero to lowest terms.
  init(reducing numerator: BigInt, _ denominator: BigInt) {
    let common = BigInt.gcd(numerator, denominator)
    if common == .one {
      self.init(lowestTerms: numerator, denominator)
    } else {
      self.init(
        lowestTerms: numerator.quotientAndRemainder(dividingBy: common).quotient,
        denominator.quotientAndRemainder(dividingBy: common).quotient)
    }
  }

  /// Makes a whole number.
  public init(_ value: Int) { self.init(Int64(value)) }

  /// Makes a whole number.
  public init(_ value: Int64) {
    storage = value == .min ? .big(BigFraction(BigInt(value), .one)) : .small(value, 1)
  }

  /// Makes a whole number.
  public init(_ value: Int128) {
    if let narrow = Int64(exactly: value) {
      self.init(narrow)
    } else {
      self.init(storage: .big(BigFraction(BigInt(value), .one)))
    }
  }

  /// Makes a whole number.
  public init(_ value: BigInt) { self.init(lowestTerms: value, .one) }

  /// Makes a fraction; nil where the denominator is zero.
  public init?(_ numerator: BigInt, over denominator: BigInt) {
    if denominator.isZero { return nil }
    if denominator.isNegative {
      self.init(reducing: -numerator, -denominator)
    } else {
      self.init(reducing: numerator, denominator)
    }
  }

  /// The fraction of two literals.
  ///
  /// - Precondition: `d` is not zero.
  public static func ratio(_ n: Int, _ d: Int) -> Rational {
    precondition(d != 0, "Rational.ratio: denominator zero; please report")
    if n != .min, d != .min {
      let (n, d) = d < 0 ? (0 - n, 0 - d) : (n, d)
      let common = Limbs.gcd(UInt64(n.magnitude), UInt64(d))
      let divisor = Int64(common)
      return Rational(storage: .small(Int64(n) / divisor, Int64(d) / divisor))
    }
    let sign = d < 0 ? -1 : 1
    return Rational(reducing: BigInt(n) * BigInt(sign), BigInt(d) * BigInt(sign))
  }

  /// 0.
  public static let zero = Rational(0)
  /// 1.
  public static let one = Rational(1)

  /// Numerator in lowest terms; carries the sign.
  public var numerator: BigInt {
    switch storage {
    case .small(let n, _): BigInt(n)
    case .big(let fraction): fraction.numerator
    }
  }

  /// Denominator in lowest terms, above zero.
  public var denominator: BigInt {
    switch storage {
    case .small(_, let d): BigInt(d)
    case .big(let fraction): fraction.denominator
    }
  }

  /// Numerator and denominator where both are below 2^63 in magnitude.
  public var small: (numerator: Int64, denominator: Int64)? {
    if case .small(let n, let d) = storage { return (n, d) }
    return nil
  }

  /// The number as a machine integer; nil where it is none or does not fit.
  public var exactInt: Int? {
    switch storage {
    case .small(let n, let d): d == 1 ? Int(exactly: n) : nil
    case .big(let fraction):
      fraction.denominator == .one
        ? fraction.numerator.exactInt64.flatMap { Int(exactly: $0) } : nil
    }
  }

  /// −1, 0 or 1.
  public var signum: Int {
    switch storage {
    case .small(let n, _): Int(n.signum())
    case .big(let fraction): fraction.numerator.signum
    }
  }

  /// Whether the number is 0.
  public var isZero: Bool {
    if case .small(0, _) = storage { return true }
    return false
  }

  /// Whether the number is whole.
  public var isInteger: Bool {
    switch storage {
    case .small(_, let d): d == 1
    case .big(let fraction): fraction.denominator == .one
    }
  }

  /// The number without its sign.
  public var magnitude: Rational { signum < 0 ? -self : self }
}

extension Rational: ExpressibleByIntegerLiteral {
  /// Makes the number of a literal.
  public init(integerLiteral value: Int) { self.init(value) }
}
