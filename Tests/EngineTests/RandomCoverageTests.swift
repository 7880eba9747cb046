import Foundation
import RulePlan
import Testing

@testable import Engine

/// The stored plans, which a second program has answered, have every operation in them.
@Suite struct RandomCoverageTests {
  private static let cases = ConformanceTests.seeds.map { RandomPlans.make(seed: UInt64($0)) }

  /// The operation without what it carries.
  private static func word(_ operation: RulePlan.Operation) -> String {
    String(String(describing: operation).prefix { $0 != "(" })
  }

  /// The operations as they are declared, so that one that is added is missed here.
  private static func declared() throws -> Set<String> {
    let path = ConformanceTests.folder.deletingLastPathComponent()
      .appendingPathComponent("Sources/RulePlan/Operation.swift")
    let lines = try String(contentsOf: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("public enum Operation") })
    let body = lines[lines.index(after: start)...].prefix { $0 != "}" }
    return Set(
      body.filter { $0.hasPrefix("  case ") }
        .map { String($0.dropFirst(7).prefix { $0.isLetter }) })
  }

  /// A node that has no value anywhere proves little.
  @Test func `every operation gives values`() throws {
    var found: Set<String> = []
    for example in Self.cases {
      let evaluation = Evaluator(plan: example.plan).evaluate(example.data)
      for (index, node) in example.plan.nodes.enumerated()
      where (0..<evaluation.count(of: index)).contains(where: {
        evaluation.state(index, $0).hasValue
      }) {
        found.insert(Self.word(node.operation))
      }
    }
    let declared = try Self.declared()
    #expect(declared.count > 40)
    #expect(declared.subtracting(found).sorted() == [])
    #expect(found.subtracting(declared).sorted() == [])
  }

  @Test func `what operations carry has every value`() {
    var reductions: Set<Reduction> = []
    var windows: Set<Reduction> = []
    var comparisons: Set<Comparison> = []
    var functions: Set<Irrational> = []
    var residues: Set<Residue> = []
    var grains: Set<Grain> = []
    var states: Set<CellState> = []
    for node in Self.cases.flatMap(\.plan.nodes) {
      grains.insert(node.shape.grain)
      switch node.operation {
      case .reduce(let reduction): reductions.insert(reduction)
      case .window(let reduction, _): windows.insert(reduction)
      case .compare(let comparison): comparisons.insert(comparison)
      case .irrational(let function, _): functions.insert(function)
      case .allocate(_, let residue): residues.insert(residue)
      case .state(let asked): states.formUnion(asked)
      default: break
      }
    }
    #expect(reductions == Set(Reduction.allCases))
    #expect(windows == Set(Reduction.allCases))
    #expect(comparisons == Set(Comparison.allCases))
    #expect(functions == Set(Irrational.allCases))
    #expect(residues == Set(Residue.allCases))
    #expect(grains == Set(Grain.allCases))
    #expect(states == Set(CellState.allCases))
  }
}
