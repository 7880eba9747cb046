import Quantities
import RulePlan
import Testing

@testable import Engine

/// Limits of what follows from inputs that are known within limits.
@Suite("Spread")
struct SpreadTests {
  /// The data with each inexact number moved by a share of its half, one share for each.
  static func moved(
    _ data: Dataset, _ halves: [Int: [Int: Rational]], _ random: inout SplitMix
  ) -> Dataset {
    var other = data
    let shares = [-1, 1, 0].map { Rational($0) } + [.ratio(-1, 3), .ratio(4, 7)]
    for (input, own) in halves.sorted(by: { $0.key < $1.key }) {
      guard case .numbers(let numbers) = data.columns[input].values else { continue }
      let all = (0..<data.columns[input].count).map { element -> Rational in
        guard let half = own[element], let share = shares.randomElement(using: &random) else {
          return numbers[element]
        }
        return numbers[element] + half * share
      }
      other.columns[input] = Column(.numbers(.wide(all)), states: data.columns[input].states)
    }
    return other
  }

  /// Every number of a random plan stays within its limits, and what is called exact stays.
  @Test("random plans", arguments: 0..<120)
  func sound(seed: Int) {
    let example = RandomPlans.make(seed: UInt64(7_000 + seed), steps: 30)
    var random = SplitMix(state: UInt64(seed))
    var halves: [Int: [Int: Rational]] = [:]
    for (index, input) in example.plan.inputs.enumerated() where input.kind == .number {
      guard case .numbers(let numbers) = example.data.columns[index].values, seed % 3 != index % 4
      else { continue }
      for element in 0..<example.data.columns[index].count where !numbers[element].isZero {
        let share = Rational.ratio(1, [3, 20, 1_000].randomElement(using: &random) ?? 3)
        halves[index, default: [:]][element] = numbers[element].magnitude * share
      }
    }
    let evaluator = Evaluator(plan: example.plan)
    let middle = evaluator.evaluate(example.data)
    let spread = middle.spread(halves)
    for _ in 0..<4 {
      let other = evaluator.evaluate(Self.moved(example.data, halves, &random))
      for node in example.plan.nodes.indices {
        for element in 0..<middle.count(of: node) {
          let name = "seed \(seed) n\(node)[\(element)] \(example.plan.nodes[node].operation.name)"
          if spread.isExact(node, element) {
            #expect(
              other.state(node, element) == middle.state(node, element)
                && other.value(node, element) == middle.value(node, element), "\(name)")
          } else if let limits = spread.limits(node, element) {
            let number = other.number(node, element)
            #expect(
              number.map { limits.contains($0) } == true, "\(name) \(limits) \(number as Any)")
          }
        }
      }
    }
  }

  @Test("limits by hand")
  func byHand() {
    // Two fuels: 10.0 and 20 t; their means are weighted by amounts of 1 and 3.
    var builder = PlanBuilder()
    let use = builder.input(["10", "20"], PlanBuilder.year)
    let weight = builder.input(["1", "3"], PlanBuilder.year)
    let mean = builder.add(.reduce(.mean), [use, weight], .filing)
    let sum = builder.add(.reduce(.sum), [use], .filing)
    let rounded = builder.add(.round(Rounding(.halfEven, .decimals(0))), [sum], .filing)
    let ratio = builder.add(.divide, [sum, mean], .filing)
    builder.name(ratio, "r")
    let tenth = Rational.ratio(1, 10)
    let spread = builder.evaluation().spread([0: [0: tenth, 1: tenth * Rational(5)]])
    func text(_ node: Int) -> String {
      guard let limits = spread.limits(node, 0) else { return "?" }
      return "\(limits.lowerBound.text(decimals: 6)) \(limits.upperBound.text(decimals: 6))"
    }
    #expect(text(sum) == "29.400000 30.600000")
    #expect(text(rounded) == "29.000000 31.000000")
    // (9.9 + 3 × 19.5) ÷ 4 and (10.1 + 3 × 20.5) ÷ 4
    #expect(text(mean) == "17.100000 17.900000")
    // 29.4 ÷ 17.9 and 30.6 ÷ 17.1
    #expect(text(ratio) == "1.642458 1.789474")
  }
}
