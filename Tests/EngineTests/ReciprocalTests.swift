import Quantities
import Testing

@testable import Engine

/// Rounding by a reciprocal against the same on exact fractions, which take another way.
@Suite("reciprocals") struct ReciprocalTests {
  static let modes: [Rounding.Mode] = [.halfEven, .halfUp, .down, .up]

  /// integer × factor ÷ unit, rounded, × step.
  private func exact(
    _ integer: Int64, _ factor: Int64, _ unit: Int64, _ step: Int64, _ mode: Rounding.Mode
  ) -> Rational {
    let quotient = Rational(integer) * Rational(factor) * Rational.ratio(1, Int(unit))
    return quotient.rounded(Rounding(mode, .decimals(0))) * Rational(step)
  }

  @Test("units at the edges of powers of two and ten, numbers around multiples and ties")
  func edges() {
    var units: Set<Int64> = [1, 2, 3, 5, 6, 7, 10, 12, 3_000_000, 641, 6_700_417]
    for power in 2..<61 {
      units.formUnion([(1 << power) - 1, 1 << power, (1 << power) + 1])
    }
    var ten: Int64 = 10
    while ten < 1_000_000_000_000_000_000 {
      units.formUnion([ten, ten - 1, ten + 1, 3 * ten])
      ten *= 10
    }
    for unit in units.sorted() where unit < Int64.max / 4 {
      let most = (Int64.max - 2 * unit) / unit - 1
      var integers: [Int64] = []
      for multiple in [0, 1, 2, 3, 4, 5, most] where multiple <= most {
        for offset in [-1, 0, 1, unit / 2 - 1, unit / 2, unit / 2 + 1] {
          integers += [multiple * unit + offset, -(multiple * unit + offset)]
        }
      }
      check(integers, 1, unit, 1)
    }
  }

  @Test("random numbers, factors and units")
  func random() {
    var generator = SplitMix(state: 20_261_120)
    for _ in 0..<300 {
      let unit = Int64.random(in: 1...(1 << Int64.random(in: 1...60)), using: &generator)
      let factor = Int64.random(in: 1...(1 << Int64.random(in: 1...20)), using: &generator)
      let most = (Int64.max - unit) / factor
      let integers = (0..<20).map { _ in
        Int64.random(in: -most...most, using: &generator)
          >> Int64.random(in: 0...40, using: &generator)
      }
      check(integers, factor, unit, 1)
      check(integers.map { $0 % 1000 }, factor, unit, [2, 5].randomElement(using: &generator) ?? 2)
    }
  }

  private func check(_ integers: [Int64], _ factor: Int64, _ unit: Int64, _ step: Int64) {
    for mode in Self.modes {
      let found = Reciprocal(unit).divided(integers, factor, step, mode)
      for (integer, result) in zip(integers, found)
      where Rational(result) != exact(integer, factor, unit, step, mode) {
        Issue.record("\(integer) × \(factor) ÷ \(unit) × \(step) \(mode): \(result)")
        return
      }
    }
  }
}
