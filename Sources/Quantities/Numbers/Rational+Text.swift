extension Rational {
  /// Reads a decimal number: sign `+`, `-` or `−`, digits, `.` digits, `e` or `E` exponent.
  ///
  /// Nil for anything else (blanks, thousands separators, full-width digits, `NaN`), for exponents
  /// beyond ±999 and texts of more than 10,000 bytes.
  public init?(decimal text: some StringProtocol) {
    var bytes = DecimalBytes(text)
    guard bytes.remaining <= 10_000 else { return nil }
    let negative = bytes.takeSign()
    guard let whole = bytes.takeDigits() else { return nil }
    var fraction: ArraySlice<UInt8> = []
    if bytes.take(0x2E) {
      guard let digits = bytes.takeDigits() else { return nil }
      fraction = digits
    }
    var exponent = 0
    if bytes.take(0x65) || bytes.take(0x45) {
      let below = bytes.takeSign()
      guard let digits = bytes.takeDigits(), let value = Rational.exponent(digits) else {
        return nil
      }
      exponent = below ? -value : value
    }
    guard bytes.isAtEnd else { return nil }
    self.init(negative: negative, whole, fraction, exponent: exponent)
  }

  private static func exponent(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      value = value * 10 + Int(digit - 0x30)
      if value > 999 { return nil }
    }
    return value
  }

  private init(
    negative: Bool, _ whole: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>, exponent: Int
  ) {
    let power = exponent - fraction.count
    if whole.count + fraction.count <= 18, power <= 0, power >= -18 {
      var value = 0
      for digit in whole { value = value * 10 + Int(digit - 0x30) }
      for digit in fraction { value = value * 10 + Int(digit - 0x30) }
      self = Rational.ratio(negative ? -value : value, Int(Decimals.powerOfTen(-power)))
      return
    }
    let value = BigInt(negative: negative, digits: ArraySlice(Array(whole) + Array(fraction)))
    if power >= 0 {
      self.init(value * BigInt.tenTo(power))
    } else {
      self.init(value, tenths: -power)
    }
  }

  /// The least number of decimals that write the number exactly; nil where no number does.
  public var decimalPlaces: Int? {
    if isInteger { return 0 }
    let twos = denominator.trailingZeroBits
    var rest = denominator >> twos
    var fives = 0
    while true {
      // What fits a word needs no long division, and that is nearly everything.
      if rest.limbs.count == 1, var word = rest.limbs.first {
        while word.isMultiple(of: 5) {
          word /= 5
          fives += 1
        }
        return word == 1 ? max(twos, fives) : nil
      }
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: BigInt(5))
      if !remainder.isZero { break }
      rest = quotient
      fives += 1
    }
    return rest == .one ? max(twos, fives) : nil
  }

  /// The number with this many decimals, half-even; never shows a minus before nothing but zeros.
  public func text(decimals: Int) -> String {
    let places = min(max(decimals, 0), Rational.widestPrecision)
    return rounded(Rounding(.halfEven, .decimals(decimals))).fixed(places)
  }

  /// All digits of a number that has at most so many decimals; with more, rounded to as many.
  public func text(atMost decimals: Int) -> String {
    decimalPlaces.map { $0 <= decimals } ?? false ? description : text(decimals: decimals)
  }

  /// The number with this many significant digits, half-even, without exponent.
  public func text(digits: Int) -> String {
    let count = min(max(digits, 1), Rational.widestPrecision)
    let value = rounded(Rounding(.halfEven, .digits(count)))
    if value.isZero { return "0" }
    return value.fixed(max(0, count - 1 - value.decimalExponent))
  }

  /// A number of at most `places` decimals written with exactly so many.
  func fixed(_ places: Int) -> String {
    let scaled = numerator * BigInt.tenTo(places)
    let whole = scaled.quotientAndRemainder(dividingBy: denominator).quotient
    var digits = whole.digits
    if places > 0 {
      let missing = places + 1 - digits.utf8.count
      if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
      let point = digits.utf8.index(digits.endIndex, offsetBy: -places)
      digits = "\(digits[..<point]).\(digits[point...])"
    }
    return signum < 0 ? "-" + digits : digits
  }
}

extension Rational: CustomStringConvertible {
  /// The exact decimal number, or `n/d` where no decimal number is exact.
  public var description: String {
    guard let places = decimalPlaces else { return "\(numerator)/\(denominator)" }
    return fixed(places)
  }
}
