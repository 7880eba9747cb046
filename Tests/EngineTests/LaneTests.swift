import Quantities
import RulePlan
import Testing

@testable import Engine

@Suite("All representations of numbers give the same digits")
struct LaneTests {
  @Test("random plans in all lanes", arguments: 0..<12)
  func random(block: Int) {
    for seed in (block * 25)..<(block * 25 + 25) {
      let example = RandomPlans.make(seed: UInt64(seed))
      #expect(example.plan.violations() == [])
      var evaluator = Evaluator(plan: example.plan)
      let automatic = evaluator.evaluate(example.data)
      evaluator.lanes = .medium
      let medium = evaluator.evaluate(example.data)
      evaluator.lanes = .large
      let large = evaluator.evaluate(example.data)
      evaluator.lanes = .wide
      let wide = evaluator.evaluate(example.data)
      #expect(automatic.problems == wide.problems, "seed \(seed)")
      #expect(large.problems == wide.problems, "seed \(seed)")
      for node in example.plan.nodes.indices {
        for element in 0..<automatic.count(of: node) {
          let a = automatic.value(node, element)
          let m = medium.value(node, element)
          let l = large.value(node, element)
          let w = wide.value(node, element)
          #expect(
            a == w && m == w && l == w
              && automatic.state(node, element) == wide.state(node, element),
            "seed \(seed) n\(node) \(example.plan.nodes[node].operation.name)[\(element)]")
          if a != w || m != w || l != w { return }
        }
      }
    }
  }

  @Test("keeping only the roots changes nothing")
  func roots() {
    for seed in 500..<520 {
      let example = RandomPlans.make(seed: UInt64(seed))
      // Problems are told of what reaches a named value, and numbers have names here.
      let numbers = example.plan.nodes.indices.filter { example.plan.nodes[$0].kind == .number }
      let roots: Set<Int> = [numbers[numbers.count - 1], numbers[numbers.count / 2]]
      let evaluator = Evaluator(plan: example.plan)
      let all = evaluator.evaluate(example.data)
      let few = evaluator.evaluate(example.data, keeping: .roots(roots))
      #expect(Set(few.problems).isSubset(of: all.problems))
      let poisons = roots.contains { root in
        (0..<all.count(of: root)).contains { all.state(root, $0) == .poisoned }
      }
      #expect(few.problems.isEmpty == !poisons)
      for node in example.plan.nodes.indices {
        #expect((few.columns[node] != nil) == roots.contains(node))
        guard roots.contains(node) else { continue }
        for element in 0..<all.count(of: node) {
          #expect(few.value(node, element) == all.value(node, element))
          #expect(few.state(node, element) == all.state(node, element))
        }
      }
    }
  }
}
