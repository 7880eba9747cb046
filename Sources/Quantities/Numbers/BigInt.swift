/// A whole number of any size.
///
/// Schoolbook methods: the numbers of an inventory have tens of digits, not thousands.
public struct BigInt: Hashable, Sendable {
  /// Whether the number is below zero; never set for zero.
  let isNegative: Bool
  /// The magnitude, least significant limb first, without zero limbs on top.
  let limbs: [UInt64]

  init(negative: Bool, limbs: [UInt64]) {
    self.limbs = limbs
    self.isNegative = negative && !limbs.isEmpty
  }

  /// Makes the number of a machine integer.
  public init(_ value: Int) {
    self.init(negative: value < 0, limbs: value == 0 ? [] : [UInt64(value.magnitude)])
  }

  /// Makes the number of a 64-bit integer.
  public init(_ value: Int64) {
    self.init(negative: value < 0, limbs: value == 0 ? [] : [value.magnitude])
  }

  /// Makes the number of a 64-bit integer without sign.
  public init(_ value: UInt64) {
    self.init(negative: false, limbs: value == 0 ? [] : [value])
  }

  /// Makes the number of a 128-bit integer.
  public init(_ value: Int128) {
    let magnitude = value.magnitude
    var limbs = [
      UInt64(truncatingIfNeeded: magnitude), UInt64(truncatingIfNeeded: magnitude >> 64),
    ]
    Limbs.trim(&limbs)
    self.init(negative: value < 0, limbs: limbs)
  }

  /// 0.
  public static let zero = BigInt(0)
  /// 1.
  public static let one = BigInt(1)

  /// Whether the number is 0.
  public var isZero: Bool { limbs.isEmpty }
  /// Whether the number is a multiple of 2.
  public var isEven: Bool { limbs.isEmpty || limbs[0] & 1 == 0 }
  /// −1, 0 or 1.
  public var signum: Int { limbs.isEmpty ? 0 : isNegative ? -1 : 1 }
  /// The number without its sign.
  public var magnitude: BigInt { BigInt(negative: false, limbs: limbs) }
  /// Binary digits of the magnitude; 0 for zero.
  public var bitWidth: Int { Limbs.bitWidth(limbs) }
  /// Zero bits below the lowest one of the magnitude; 0 for zero.
  public var trailingZeroBits: Int { Limbs.trailingZeroBits(limbs) }

  /// The number as a 64-bit integer; nil where it does not fit.
  public var exactInt64: Int64? {
    if limbs.isEmpty { return 0 }
    if limbs.count > 1 { return nil }
    if !isNegative { return Int64(exactly: limbs[0]) }
    return limbs[0] <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- limbs[0]) : nil
  }

  /// The number as a 128-bit integer; nil where it does not fit.
  public var exactInt128: Int128? {
    if limbs.count > 2 { return nil }
    var magnitude: UInt128 = 0
    if limbs.count > 1 { magnitude = UInt128(limbs[1]) << 64 }
    if let low = limbs.first { magnitude |= UInt128(low) }
    if !isNegative { return Int128(exactly: magnitude) }
    return magnitude <= 1 << 127 ? Int128(truncatingIfNeeded: 0 &- magnitude) : nil
  }
}

extension BigInt: Comparable {
  /// Order by value.
  public static func < (left: BigInt, right: BigInt) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    let order = Limbs.compare(left.limbs, right.limbs)
    return left.isNegative ? order > 0 : order < 0
  }
}

extension BigInt: ExpressibleByIntegerLiteral {
  /// Makes the number of a literal.
  public init(integerLiteral value: Int) { self.init(value) }
}
