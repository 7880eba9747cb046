extension BigInt {
  /// The largest whole number whose square is at most this one, which is not negative.
  ///
  /// - Source: Newton's method from above; R. Crandall and C. Pomerance, Prime Numbers, 9.2.11.
  var squareRoot: BigInt {
    if signum <= 0 { return .zero }
    var root = BigInt.one << ((bitWidth + 1) / 2)
    while true {
      let next = (root + quotientAndRemainder(dividingBy: root).quotient) >> 1
      if next >= root { return root }
      root = next
    }
  }

  /// The root of a positive number where it is whole; nil elsewhere.
  func exactRoot(_ degree: Int) -> BigInt? {
    if self == .one { return self }
    guard signum > 0, degree >= 2, degree < bitWidth else { return nil }
    // An odd prime factor aside, 2 must occur a multiple of `degree` times: a cheap refusal.
    guard trailingZeroBits.isMultiple(of: degree) else { return nil }
    if bitWidth / degree < 64 { return exactShortRoot(degree) }
    let below = BigInt(degree - 1)
    let whole = BigInt(degree)
    var root = BigInt.one << ((bitWidth + degree - 1) / degree)
    while true {
      let power = root.power(degree - 1)
      let next = (below * root + quotientAndRemainder(dividingBy: power).quotient)
        .quotientAndRemainder(dividingBy: whole).quotient
      if next >= root { return power * root == self ? root : nil }
      root = next
    }
  }

  /// The root bit by bit: Newton's method is slow where the degree is high.
  private func exactShortRoot(_ degree: Int) -> BigInt? {
    var root = BigInt.zero
    var bit = bitWidth / degree
    while bit >= 0 {
      let trial = root + (.one << bit)
      let power = trial.power(degree)
      if power == self { return trial }
      if power < self { root = trial }
      bit -= 1
    }
    return nil
  }
}
