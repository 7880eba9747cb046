/// Powers of ten that fit into a machine word.
enum Decimals {
  /// 10 to the power of 0 … 19.
  static let powersOfTen: [UInt64] = {
    var powers: [UInt64] = [1]
    for i in 0..<19 { powers.append(powers[i] * 10) }
    return powers
  }()

  /// 10 to the power of `exponent`, 0 … 19.
  static func powerOfTen(_ exponent: Int) -> UInt64 { powersOfTen[exponent] }
}
