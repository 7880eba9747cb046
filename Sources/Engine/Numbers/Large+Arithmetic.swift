import Quantities

extension Large {
  /// left × right; nil where a part does not fit.
  static func product(_ left: Large, _ right: Large) -> Large? {
    guard let scale = left.scale.times(right.scale) else { return nil }
    var integers = [Int256]()
    integers.reserveCapacity(left.count)
    for index in 0..<left.count {
      let (a, b) = (left.integers[index], right.integers[index])
      let (x, y) = (a.magnitude, b.magnitude)
      let wide =
        y.high == 0
        ? x.multiplied(by: y.low) : x.high == 0 ? y.multiplied(by: x.low) : nil
      guard let wide else { return nil }
      integers.append(Int256(wide, isNegative: a.isNegative != b.isNegative))
    }
    guard let divisors = multiplied(left.divisors, right.divisors),
      let exponents = added(left.exponents, right.exponents)
    else { return nil }
    return Large(
      integers: integers, exponents: exponents, divisors: divisors, scale: scale)
  }

  /// The numbers times one that is not zero; nil where the scale does not fit.
  func times(_ factor: Rational) -> Large? {
    guard let own = Scale(factor), let scale = scale.times(own) else { return nil }
    var result = self
    result.scale = scale
    return result
  }

  /// left ÷ right where `holds` is true and right is not zero; nil where a part does not fit.
  static func quotient(_ left: Large, _ right: Large, where holds: (Int) -> Bool) -> Large? {
    guard let inverse = right.scale.reciprocal, let scale = left.scale.times(inverse) else {
      return nil
    }
    var integers = [Int256](repeating: .zero, count: left.count)
    var divisors = [UInt128](repeating: 1, count: left.count)
    for index in 0..<left.count where holds(index) {
      let divisor = right.integers[index]
      let size = divisor.magnitude
      guard size.high == 0,
        let integer = left.integers[index].multiplied(by: right.divisors?[index] ?? 1),
        case let (whole, over) = size.low.multipliedReportingOverflow(
          by: left.divisors?[index] ?? 1), !over, whole != 0
      else { return nil }
      integers[index] = divisor.isNegative ? -integer : integer
      divisors[index] = whole
    }
    guard let exponents = added(left.exponents, right.exponents.map { $0.map { 0 &- $0 } }) else {
      return nil
    }
    return Large(
      integers: integers, exponents: exponents, divisors: divisors, scale: scale)
  }

  /// left ± right; nil where a part does not fit.
  static func sum(_ left: Large, _ right: Large, negates: Bool) -> Large? {
    let (a, b) = (left.scale, right.scale)
    let common = Scale.gcd(a.q, b.q)
    let (q, over) = (a.q / common).multipliedReportingOverflow(by: b.q)
    let (p1, over1) = a.p.multipliedReportingOverflow(by: b.q / common)
    let (p2, over2) = b.p.multipliedReportingOverflow(by: a.q / common)
    if over || over1 || over2 { return nil }
    let isSubtracted = (a.isNegative != b.isNegative) != negates
    let powers = unsignedPowersOfTen
    let lowest = min(a.exponent, b.exponent)
    let isAlike = left.divisors == right.divisors
    var integers = [Int256]()
    integers.reserveCapacity(left.count)
    var exponents = left.exponents == nil && right.exponents == nil ? nil : [Int16]()
    for index in 0..<left.count {
      let (first, second) = (left.exponent(index), right.exponent(index))
      let least = exponents == nil ? lowest : min(first, second)
      let across = isAlike ? (1, 1) : (left.divisors?[index] ?? 1, right.divisors?[index] ?? 1)
      guard
        let x = left.integers[index].scaled(p1, across.1, ten: first - least, powers),
        let y = right.integers[index].scaled(p2, across.0, ten: second - least, powers),
        let sum = x.adding(isSubtracted ? -y : y), let own = Int16(exactly: least - lowest)
      else { return nil }
      integers.append(sum)
      exponents?.append(own)
    }
    let products = isAlike ? left.divisors : multiplied(left.divisors, right.divisors)
    guard let divisors = products else { return nil }
    return Large(
      integers: integers, exponents: exponents, divisors: divisors,
      scale: Scale(over: q, isNegative: a.isNegative, exponent: lowest))
  }

  /// Sums of numbers without divisors into the groups of a folding; nil where one does not fit.
  func folded(_ folding: Folding) -> Large? {
    if divisors != nil { return nil }
    var least = Int16.max
    if let exponents {
      for (index, integer) in integers.enumerated() where !integer.isZero {
        least = min(least, exponents[index])
      }
    }
    if exponents == nil || least == .max { least = 0 }
    var sums = [Int256](repeating: .zero, count: folding.upperCount)
    let powers = unsignedPowersOfTen
    var fits = true
    folding.forEach { fine, coarse in
      let integer = integers[fine]
      if integer.isZero { return }
      let own = exponents.map { Int($0[fine]) - Int(least) } ?? 0
      guard let term = integer.magnitude.timesTen(to: own, powers),
        let sum = sums[coarse].adding(Int256(term, isNegative: integer.isNegative))
      else {
        fits = false
        return
      }
      sums[coarse] = sum
    }
    var own = scale
    own.exponent += Int(least)
    return fits && sums.allSatisfy { $0.high != .min } ? Large(integers: sums, scale: own) : nil
  }

  /// The products of divisors, nil inside where there are none; nil where one does not fit.
  private static func multiplied(_ left: [UInt128]?, _ right: [UInt128]?) -> [UInt128]?? {
    guard let left else { return .some(right) }
    guard let right else { return .some(left) }
    var products: [UInt128] = []
    products.reserveCapacity(left.count)
    for index in left.indices {
      let (product, over) = left[index].multipliedReportingOverflow(by: right[index])
      if over { return nil }
      products.append(product)
    }
    return .some(products)
  }

  /// The sums of exponents, nil inside where there are none; nil where one does not fit.
  private static func added(_ left: [Int16]?, _ right: [Int16]?) -> [Int16]?? {
    guard let left else { return .some(right) }
    guard let right else { return .some(left) }
    var sums: [Int16] = []
    sums.reserveCapacity(left.count)
    for index in left.indices {
      let (sum, over) = left[index].addingReportingOverflow(right[index])
      if over { return nil }
      sums.append(sum)
    }
    return .some(sums)
  }
}

extension Int256 {
  /// The number times two others and a power of ten; nil where it does not fit.
  @inline(__always)
  fileprivate func scaled(
    _ first: UInt128, _ second: UInt128, ten exponent: Int, _ powers: [UInt128]
  ) -> Int256? {
    if isZero { return self }
    return magnitude.multiplied(by: first)?.multiplied(by: second)?
      .timesTen(to: exponent, powers).map { Int256($0, isNegative: isNegative) }
  }
}
