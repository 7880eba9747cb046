import Testing

@testable import Quantities

@Suite struct NumberTests {
  @Test func wholeNumbers() throws {
    for row in try answers("integers", least: 1200) {
      let (a, b) = (try big(row[0]), try big(row[1]))
      #expect("\(a)" == row[0])
      #expect("\(a + b)" == row[2])
      #expect("\(a - b)" == row[3])
      #expect("\(a * b)" == row[4])
      if row[5] != "-" {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        #expect("\(quotient)" == row[5], "\(a) ÷ \(b)")
        #expect("\(remainder)" == row[6], "\(a) mod \(b)")
      }
      #expect("\(BigInt.gcd(a, b))" == row[7], "gcd \(a) \(b)")
      #expect(sign(a, b) == Int(row[8]))
      #expect(a.exactInt64 == Int64(row[0]))
      #expect(a.exactInt128 == Int128(row[0]))
      if let narrow = Int128(row[0]) { #expect(BigInt(narrow) == a) }
      if let narrow = Int64(row[0]) { #expect(BigInt(narrow) == a) }
    }
  }

  @Test func powersAndShifts() throws {
    for row in try answers("powers", least: 200) {
      let a = try big(row[0])
      let (exponent, shift) = (try #require(Int(row[1])), try #require(Int(row[3])))
      #expect("\(a.power(exponent))" == row[2])
      #expect("\(a << shift)" == row[4])
      #expect("\(a >> shift)" == row[5])
    }
  }

  @Test func fractions() throws {
    for row in try answers("rationals", least: 1500) {
      let (a, b) = (try fraction(row[0]), try fraction(row[1]))
      #expect(spelled(a) == row[0])
      #expect(spelled(a + b) == row[2], "\(row[0]) + \(row[1])")
      #expect(spelled(a - b) == row[3], "\(row[0]) − \(row[1])")
      #expect(spelled(a * b) == row[4], "\(row[0]) × \(row[1])")
      #expect(spelled(a.divided(by: b)) == row[5], "\(row[0]) ÷ \(row[1])")
      #expect(sign(a, b) == Int(row[6]))
      #expect((a == b) == (row[6] == "0"))
      // One representation a value: what came about otherwise is equal and hashes alike.
      let again = (a + b) - b
      #expect(again == a)
      #expect(again.hashValue == a.hashValue)
      #expect((again.small == nil) == (a.small == nil))
    }
  }

  @Test func powersOfFractions() throws {
    #expect(Rational.ratio(-2, 3).power(-3) == .ratio(-27, 8))
    #expect(Rational.zero.power(-1) == nil)
    #expect(Rational.zero.power(0) == .one)
    #expect(Rational(-1).power(.max) == Rational(-1))
    #expect(Rational(-1).power(.min) == .one)
    #expect(Rational(2).power(.max) == nil)
    #expect(Rational(2).power(.min) == nil)
    #expect(Rational(Int.min) == Rational(Int64.min))
    #expect(Rational.ratio(.min, .min) == .one)
    #expect(Rational.ratio(.min, -1).description == "9223372036854775808")
    #expect(Rational(Int.min).exactInt == .min)
    #expect((-Rational(Int.min)).exactInt == nil)
    #expect(Rational(Int.min).magnitude == -Rational(Int.min))
    #expect(Rational.ratio(7, 2).exactInt == nil)
    #expect(Rational(BigInt(3), over: .zero) == nil)
  }

  @Test func roundings() throws {
    for row in try answers("roundings", least: 4000) {
      let x = try fraction(row[0])
      let rule = try rule(row[1], row[2], row[3], row[4])
      #expect(spelled(x.rounded(rule)) == row[5], "\(row)")
      if row[1...4] == ["half-even", "digits", "34", "1"] {
        #expect(spelled(x.resting()) == row[5])
      }
    }
  }

  @Test func restingIsRoundingTo34Digits() throws {
    for row in try answers("rationals", least: 1500) {
      for text in row[2...4] {
        let x = try fraction(text)
        #expect(x.resting() == x.rounded(.rest), "\(text)")
      }
    }
  }

  @Test func quotientsOfMachineIntegers() throws {
    for mode in Rounding.Mode.allCases {
      for n in Int128(-25)...25 {
        for d in Int128(1)...7 {
          let wide = roundedQuotient(BigInt(n), by: BigInt(d), mode)
          #expect(roundedQuotient(n, by: d, mode) == wide.exactInt128)
        }
      }
    }
    // Twice the remainder does not fit: the comparison must not overflow.
    #expect(roundedQuotient(Int128.max - 1, by: .max, .halfEven) == 1)
    #expect(roundedQuotient(Int128.min, by: .max, .down) == -1)
    #expect(roundedQuotient(Int128.min, by: .max, .up) == -2)
    #expect(roundedQuotient(Int128(-5), by: 2, .halfUp) == -3)
    #expect(roundedQuotient(Int128(-5), by: 2, .halfEven) == -2)
  }

  /// - Source: GB/T 8170—2008, the examples of 0.5 and 0.2 单位修约, as taught; recalled.
  @Test func intervals() throws {
    let half = Rounding(.halfEven, .decimals(1), step: 5)
    let halves = [("60.25", "60"), ("60.38", "60.5"), ("60.28", "60.5"), ("-60.75", "-61")]
    for (x, expected) in halves {
      let value = try #require(Rational(decimal: x))
      #expect(value.rounded(half).description == expected)
    }
    let twenty = Rounding(.halfEven, .decimals(-1), step: 2)
    for (x, expected) in [("830", "840"), ("842", "840"), ("832", "840"), ("-930", "-920")] {
      let value = try #require(Rational(decimal: x))
      #expect(value.rounded(twenty).description == expected)
    }
  }
}
