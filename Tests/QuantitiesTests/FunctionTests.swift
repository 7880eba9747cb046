import Testing

@testable import Quantities

@Suite struct FunctionTests {
  private func value(_ name: String, _ x: Rational, _ y: Rational, _ rule: Rounding) -> Rational? {
    switch name {
    case "sqrt": Functions.squareRoot(x, rule)
    case "ln": Functions.logarithm(x, rule)
    case "exp": Functions.exponential(x, rule)
    default: Functions.power(x, y, rule)
    }
  }

  @Test func values() throws {
    for row in try answers("functions", least: 1500) {
      let rule = try rule(row[3], row[4], row[5], row[6])
      let result = value(row[0], try fraction(row[1]), try fraction(row[2]), rule)
      #expect(spelled(result) == row[7], "\(row)")
    }
  }

  @Test func domains() {
    let rule = Rounding.rest
    #expect(Functions.squareRoot(Rational(-1), rule) == nil)
    #expect(Functions.logarithm(.zero, rule) == nil)
    #expect(Functions.logarithm(Rational(-3), rule) == nil)
    #expect(Functions.power(Rational(-8), .ratio(1, 3), rule) == nil)
    #expect(Functions.power(.zero, .ratio(1, 2), rule) == nil)
    #expect(Functions.power(.zero, Rational(-1), rule) == nil)
    #expect(Functions.power(Rational(-2), Rational(3), rule) == Rational(-8))
    #expect(Functions.power(.zero, Rational(2), rule) == .zero)
    #expect(Functions.exponential(Rational(2303), rule) == nil)
    #expect(Functions.exponential(Rational(2302), rule) != nil)
    #expect(Functions.power(Rational(10), Rational(1001), rule) == nil)
    #expect(Functions.power(Rational(10), Rational(1000), rule) != nil)
    #expect(Functions.power(.ratio(3, 2), Rational(1_000_000), rule) == nil)
    #expect(Functions.exponential(.one, Rounding(.halfEven, .decimals(1001))) == nil)
  }

  @Test func roundingOfVanishingValues() {
    let places = Rounding(.halfEven, .decimals(2))
    #expect(Functions.exponential(Rational(-5000), places) == .zero)
    #expect(
      Functions.exponential(Rational(-5000), Rounding(.up, .decimals(2))) == .ratio(1, 100))
    #expect(Functions.exponential(Rational(-5000), .rest) == nil)
    #expect(Functions.power(.ratio(1, 3), Rational(9_000_000), places) == .zero)
  }

  /// Values beside a boundary: the enclosure must say on which side.
  @Test func besideOne() throws {
    let tiny = try #require(Rational(decimal: "1e-999"))
    #expect(Functions.exponential(tiny, .rest) == .one)
    #expect(Functions.exponential(tiny, Rounding(.up, .decimals(2))) == .ratio(101, 100))
    #expect(Functions.exponential(-tiny, Rounding(.down, .decimals(2))) == .ratio(99, 100))
    #expect(Functions.exponential(tiny * tiny, Rounding(.up, .decimals(0))) == Rational(2))
    // ln(1 + t) is just below t, ln(1 − t) just beyond −t.
    #expect(Functions.logarithm(.one + tiny, .rest) == tiny)
    let down = Rounding(.down, .digits(3))
    let below = try #require(Rational(decimal: "0.999e-999"))
    #expect(Functions.logarithm(.one + tiny, down) == below)
    #expect(Functions.logarithm(.one - tiny, down) == -tiny)
    #expect(Functions.power(.one + tiny, .ratio(1, 2), .rest) == .one)
    let up = Rounding(.up, .digits(3))
    #expect(Functions.power(.one + tiny, .ratio(1, 2), up) == .ratio(101, 100))
  }

  /// A long y must not lose the digits of y·ln x: (1 + 10⁻²⁰)^(10²⁰) is e less e/2·10⁻²⁰.
  @Test func longExponents() throws {
    let many = try #require(Rational(decimal: "1e20"))
    let few = try #require(Rational(decimal: "1e-20"))
    let result = Functions.power(.one + few, many, Rounding(.halfEven, .decimals(30)))
    // Python, decimal with 100 digits: ((1 + Decimal(10)**-20).ln() * Decimal(10)**20).exp()
    #expect(result?.text(decimals: 30) == "2.718281828459045235346696062210")
  }
}
