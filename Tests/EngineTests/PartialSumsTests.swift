import Quantities
import RulePlan
import Testing

@testable import Engine

/// Sums that grow block by block against sums of fractions.
@Suite("partial sums") struct PartialSumsTests {
  static let tenth = Rational.ratio(1, 10)

  /// Integers of 128 bits near the edge, then some of 64 bits with the same factor.
  static var blocks: [Column] {
    let most = Int128.max / 2
    return [
      Column(.numbers(.medium([most, most, 7], factor: tenth))),
      Column(.numbers(.narrow([Int64](repeating: .max, count: 3), factor: tenth))),
      Column(.numbers(.medium([most, -most, most], factor: tenth))),
      Column(.numbers(.wide([.ratio(1, 3), .ratio(2, 3), .ratio(-1, 7)]))),
    ]
  }

  static func total(_ blocks: [Column]) -> Rational {
    blocks.reduce(.zero) { sum, block in
      guard case .numbers(let numbers) = block.values else { return sum }
      return (0..<block.count).reduce(sum) { $0 + numbers[$1] }
    }
  }

  @Test("exact beyond 128 bits, whatever the order and the shares")
  func large() {
    var together = PartialSums()
    for block in Self.blocks { together.add(block, to: [0, 0, 0], count: 1) }
    var merged = PartialSums()
    for block in Self.blocks.reversed() {
      var own = PartialSums()
      own.add(block, to: [0, 0, 0], count: 1)
      merged.merge(own, [0], count: 1)
    }
    let expected = Value.number(Self.total(Self.blocks))
    #expect(together.column(count: 1).value(0) == expected)
    #expect(merged.column(count: 1).value(0) == expected)
  }

  @Test("states join as in a sum of the whole")
  func states() {
    var sums = PartialSums()
    let column = Column(
      .numbers(.narrow([1, 2, 3, 4], factor: .one)),
      states: [.given, .absent, .notOccurring, .poisoned])
    sums.add(column, to: [0, 1, 2, 3], count: 4)
    let result = sums.column(count: 5)
    #expect(
      (0..<5).map { result.state($0) }
        == [.given, .absent, .notOccurring, .poisoned, .notOccurring])
    #expect(result.value(0) == .number(.one))
  }
}
