import Quantities
import RulePlan
import Testing

@testable import Engine

@Suite("Integers of 256 bits agree with fractions of any size")
struct LargeTests {
  /// A number with about so many binary digits, often next to a power of ten or two.
  private static func magnitude(_ bits: Int, _ random: inout SplitMix) -> UInt128 {
    if bits <= 0 { return 1 }
    if Int.random(in: 0..<3, using: &random) == 0 {
      let power = powersOfTen[min(bits * 3 / 10, 37)]
      return UInt128(power) + UInt128(Int.random(in: 0...2, using: &random)) - (power > 1 ? 1 : 0)
    }
    let top: UInt128 = 1 << UInt128(min(bits, 126))
    return top | (UInt128.random(in: 0..<top, using: &random))
  }

  private static func number(_ bits: Int, _ random: inout SplitMix) -> Rational {
    let value = Int128(magnitude(bits, &random))
    return Rational(Bool.random(using: &random) ? value : -value)
  }

  /// A fraction n × 10^e ÷ d with at most so many digits in n and d.
  private static func fraction(_ random: inout SplitMix) -> Rational {
    let n = number(Int.random(in: 0...126, using: &random), &random)
    let d = number(Int.random(in: 0...100, using: &random), &random)
    let ten = Rational(10).power(Int.random(in: -20...20, using: &random)) ?? .one
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return n
    case 1: return n * ten
    case 2: return n.divided(by: Rational(Int.random(in: 1...12, using: &random))) ?? n
    default: return n.divided(by: d) ?? n
    }
  }

  private static func column(_ count: Int, _ random: inout SplitMix) -> Operand {
    let bits = Int.random(in: 1...120, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let integers = (0..<count).map { _ in
        Int64.random(in: -9_999_999...99_999_999, using: &random)
      }
      return .narrow(integers, Rational.ratio(44, 1200))
    case 1:
      let integers = (0..<count).map { _ in
        number(Int.random(in: 0...bits, using: &random), &random).numerator.exactInt128 ?? 0
      }
      return .medium(integers, Rational(10).power(-34) ?? .one)
    case 2: return .uniform(fraction(&random))
    default: return .wide((0..<count).map { _ in fraction(&random) })
    }
  }

  @Test("products, quotients, sums", arguments: 0..<20)
  func arithmetic(block: Int) {
    var random = SplitMix(state: UInt64(block) + 77)
    var computed = 0
    for _ in 0..<60 {
      let count = 5
      let left = Self.column(count, &random)
      let right = Self.column(count, &random)
      guard let a = left.large(count: count), let b = right.large(count: count) else { continue }
      let product = Large.product(a, b)
      let sum = Large.sum(a, b, negates: false)
      let difference = Large.sum(a, b, negates: true)
      let quotient = Large.quotient(a, b) { !b.integers[$0].isZero }
      for index in 0..<count {
        let (x, y) = (left[index], right[index])
        #expect(a[index] == x && b[index] == y)
        if let product { #expect(product[index] == x * y) }
        if let sum { #expect(sum[index] == x + y) }
        if let difference { #expect(difference[index] == x - y) }
        if let quotient, !y.isZero { #expect(quotient[index] == x.divided(by: y)) }
        computed += [product, sum, difference, quotient].compactMap { $0 }.count
      }
    }
    #expect(computed > 300)
  }

  @Test("coming to rest and rounding to decimals", arguments: 0..<20)
  func rounding(block: Int) {
    var random = SplitMix(state: UInt64(block) + 5_000)
    var computed = 0
    for _ in 0..<60 {
      let count = 4
      let left = Self.column(count, &random)
      let right = Self.column(count, &random)
      guard let a = left.large(count: count), let b = right.large(count: count) else { continue }
      let number =
        Bool.random(using: &random)
        ? Large.product(a, b) : Large.quotient(a, b) { !b.integers[$0].isZero }
      guard let number else { continue }
      let mode = Rounding.Mode.allCases[Int.random(in: 0..<4, using: &random)]
      let decimals = Int.random(in: -4...18, using: &random)
      let step = [1, 2, 5][Int.random(in: 0..<3, using: &random)]
      let rule = Rounding(mode, .decimals(decimals), step: step)
      let rested = number.rested { _ in true }
      let rounded = number.rounded(rule, decimals: decimals) { _ in true }
      for index in 0..<count {
        if let rested {
          #expect(rested[index] == number[index].rounded(.rest), "\(number[index])")
          computed += 1
        }
        if let rounded {
          #expect(
            Rational(rounded[index]) * tenToThe(-decimals) == number[index].rounded(rule),
            "\(number[index]) \(rule)")
          computed += 1
        }
      }
    }
    #expect(computed > 100)
  }

  @Test("numbers next to a tie, and next to one digit more")
  func boundaries() throws {
    let nines = try #require(Rational(10).power(34)) - Rational(1)
    let tenth = try #require(Rational(10).power(33))
    for text in ["0.49", "0.5", "0.51", "0", "1", "0.4999", "0.5001"] {
      let tail = try #require(Rational(decimal: text))
      for head in [nines, nines - Rational(1), tenth, Rational(2), Rational(1)] {
        for divisor in [1, 3, 7, 12] {
          let exact: Rational = tail + head
          guard let divided = exact.divided(by: Rational(divisor)),
            let large = Large([divided, -divided]),
            let rested = large.rested(where: { _ in true })
          else {
            Issue.record("no result for \(exact) ÷ \(divisor)")
            continue
          }
          #expect(rested[0] == divided.rounded(.rest), "\(divided)")
          #expect(rested[1] == -divided.rounded(.rest), "\(divided)")
        }
      }
    }
  }

  @Test("lengths of numbers next to powers of ten are right")
  func lengths() {
    for exponent in 35...70 {
      for offset in [-1, 0, 1] {
        // 10^exponent + offset, as 10^a × 10^b would be rounded: through a quotient by 1.
        let a = powersOfTen[exponent / 2]
        let b = powersOfTen[exponent - exponent / 2]
        let wide = a.magnitude.multipliedFullWidth(by: b.magnitude)
        let (low, over) =
          offset < 0
          ? wide.low.subtractingReportingOverflow(1)
          : wide.low.addingReportingOverflow(UInt128(offset))
        let high = over ? (offset < 0 ? wide.high - 1 : wide.high + 1) : wide.high
        let large = Large(
          integers: [Int256(UInt256(high: high, low: low), isNegative: offset == 0)], scale: .one)
        #expect(large.rested { _ in true }?[0] == large[0].rounded(.rest))
      }
    }
  }

  @Test("sums of numbers with different powers of ten", arguments: 0..<10)
  func folded(block: Int) {
    var random = SplitMix(state: UInt64(block) + 900)
    for _ in 0..<40 {
      let terms = (0..<6).map { _ in Self.fraction(&random).rounded(.rest) }
      guard let large = Large(terms), let rested = large.rested(where: { _ in true }),
        let column = rested.large(count: 6),
        let sums = column.folded(Folding(rows: 6, upperRows: 2, rowMap: [0, 0, 0, 1, 1, 1]))
      else { continue }
      #expect(sums[0] == terms[0] + terms[1] + terms[2])
      #expect(sums[1] == terms[3] + terms[4] + terms[5])
    }
  }
}
