import Testing

@testable import Quantities

@Suite struct NumberTextTests {
  @Test func texts() throws {
    for row in try answers("texts", least: 1500) {
      let x = try fraction(row[0])
      #expect(x.decimalPlaces.map { "\($0)" } ?? "-" == row[1])
      #expect(x.description == row[2])
      #expect(x.text(decimals: try #require(Int(row[3]))) == row[4])
      #expect(x.text(digits: try #require(Int(row[5]))) == row[6])
    }
  }

  @Test func reading() throws {
    for row in try answers("parses", least: 600) {
      #expect(spelled(Rational(decimal: row[0])) == row[1], "\(row[0])")
    }
  }

  @Test(arguments: [
    "", " ", "1 ", " 1", "1,000", "１", "NaN", "inf", ".5", "5.", "1e", "e5", "1e+", "1.2.3",
    "--1", "+-1", "1e1000", "1e-1000", "0x10", "1_000", "1e1.5", "١", "−", "1−", "1/2", "1٫5",
  ])
  func refused(_ text: String) { #expect(Rational(decimal: text) == nil) }

  @Test func bounds() {
    #expect(Rational(decimal: String(repeating: "9", count: 10_001)) == nil)
    #expect(Rational(decimal: String(repeating: "9", count: 10_000)) != nil)
    #expect(Rational(decimal: "1e999")?.description.count == 1000)
    #expect(Rational(decimal: "-0") == .zero)
    #expect(Rational(decimal: "0e-999") == .zero)
    #expect(BigInt("12a") == nil)
    #expect(BigInt("") == nil)
    #expect(BigInt("-0") == .zero)
  }

  @Test func roundingAttributes() {
    let spellings: [(String, Rounding)] = [
      ("2", Rounding(.halfEven, .decimals(2))),
      ("-3", Rounding(.halfEven, .decimals(-3))),
      ("2 half-up", Rounding(.halfUp, .decimals(2))),
      ("4 digits", Rounding(.halfEven, .digits(4))),
      ("4 digits down", Rounding(.down, .digits(4))),
      ("1 interval 0.5", Rounding(.halfEven, .decimals(1), step: 5)),
      ("0 interval 0.2 up", Rounding(.up, .decimals(0), step: 2)),
    ]
    for (text, rule) in spellings {
      #expect(Rounding(attribute: text) == rule)
      #expect(rule.text == text)
    }
    #expect(Rounding(attribute: "2 half-even") == Rounding(.halfEven, .decimals(2)))
    for text in ["", "two", "2 digit", "0 digits", "1 interval 0.3", "2 up down", "+2", "101"] {
      #expect(Rounding(attribute: text) == nil, "\(text)")
    }
  }
}
