import Quantities

extension Column.Numbers {
  /// Numbers in the narrowest lane that holds them all exactly.
  ///
  /// Decimals of at most 18 places become integers times a power of ten.
  public init(exactly fractions: [Rational]) {
    var places = 0
    for fraction in fractions {
      guard let own = fraction.decimalPlaces, own <= 18 else {
        self = .wide(fractions)
        return
      }
      places = Swift.max(places, own)
    }
    let scale = (0..<places).reduce(Rational.one) { scale, _ in scale * Rational(10) }
    var integers: [Int64] = []
    integers.reserveCapacity(fractions.count)
    for fraction in fractions {
      guard let (integer, one) = (fraction * scale).small, one == 1 else {
        self = .wide(fractions)
        return
      }
      integers.append(integer)
    }
    self = .narrow(integers, factor: scale.reciprocal ?? .one)
  }

  /// One number, exactly, whatever its state.
  public subscript(index: Int) -> Rational {
    switch self {
    case .narrow(let integers, let factor): Rational(integers[index]) * factor
    case .medium(let integers, let factor): Rational(integers[index]) * factor
    case .wide(let fractions): fractions[index]
    }
  }
}
