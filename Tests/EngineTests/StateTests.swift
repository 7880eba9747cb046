import Quantities
import RulePlan
import Testing

@testable import Engine

/// The table of section 3 of `Documentation/Semantics.md`, row by row.
@Suite("States")
struct StateTests {
  /// Six fuels, so that pairs of states stand side by side.
  static func builder() -> PlanBuilder {
    var builder = PlanBuilder()
    builder.rows[2] = Dataset.Rows(
      keys: ["a", "b", "c", "d", "e", "f"], parents: .init(repeating: 0, count: 6))
    return builder
  }

  static func binary(
    _ operation: Operation, _ left: [String], _ right: [String], _ kind: ValueKind = .number,
    gives: ValueKind? = nil
  ) -> [String] {
    var builder = builder()
    let a = builder.input(left, PlanBuilder.year, kind)
    let b = builder.input(right, PlanBuilder.year, kind)
    let node = builder.add(operation, [a, b], PlanBuilder.year, gives ?? kind)
    #expect(builder.plan.violations() == [])
    return builder.result(node)
  }

  static let left = ["1", "-", "-", "?", "!", "~4"]
  static let right = ["0", "2", "-", "-", "?", "2"]

  @Test("not occurring counts as nothing in sums")
  func addition() {
    #expect(Self.binary(.add, Self.left, Self.right) == ["1", "2", "-", "?", "!", "6"])
    #expect(Self.binary(.subtract, Self.left, Self.right) == ["1", "-2", "-", "?", "!", "2"])
  }

  @Test("not occurring makes products, extremes and comparisons not occurring")
  func strict() {
    #expect(Self.binary(.multiply, Self.left, Self.right) == ["0", "-", "-", "?", "!", "8"])
    #expect(Self.binary(.least, Self.left, Self.right) == ["0", "-", "-", "?", "!", "2"])
    #expect(
      Self.binary(.compare(.greater), Self.left, Self.right, gives: .flag)
        == ["yes", "-", "-", "?", "!", "yes"])
  }

  @Test("0 ÷ 0 is not occurring, x ÷ 0 poisons")
  func division() {
    #expect(
      Self.binary(.divide, ["1", "0", "7", "-", "?", "0"], ["0", "0", "2", "0", "0", "5"])
        == ["!", "-", "3.5", "-", "?", "0"])
  }

  @Test("and, or are three-valued")
  func logic() {
    let left = ["yes", "no", "no", "yes", "no", "-"]
    let right = ["?", "?", "-", "-", "!", "?"]
    #expect(Self.binary(.and, left, right, .flag) == ["?", "no", "no", "-", "!", "?"])
    #expect(Self.binary(.or, left, right, .flag) == ["yes", "?", "-", "yes", "!", "?"])
  }

  @Test("state is always yes or no, not keeps the state")
  func stateAndNot() {
    var builder = Self.builder()
    let input = builder.input(["yes", "no", "-", "?", "!", "~yes"], PlanBuilder.year, .flag)
    let not = builder.add(.not, [input], PlanBuilder.year, .flag)
    let state = builder.add(.state([.absent, .substituted]), [input], PlanBuilder.year, .flag)
    #expect(builder.result(not) == ["no", "yes", "-", "?", "!", "no"])
    #expect(builder.result(state) == ["no", "no", "no", "yes", "no", "yes"])
  }

  @Test("choices look at what they take")
  func choices() {
    var builder = Self.builder()
    let flag = builder.input(["yes", "no", "-", "?", "!", "yes"], PlanBuilder.year, .flag)
    let a = builder.input(["1", "!", "1", "1", "1", "?"], PlanBuilder.year)
    let b = builder.input(["!", "2", "2", "2", "2", "3"], PlanBuilder.year)
    let select = builder.add(.select, [flag, a, b], PlanBuilder.year)
    let occurs = builder.add(.occursWhere, [flag, a], PlanBuilder.year)
    let first = builder.add(.firstGiven, [a, b], PlanBuilder.year)
    #expect(builder.result(select) == ["1", "2", "-", "?", "!", "?"])
    #expect(builder.result(occurs) == ["1", "-", "-", "?", "!", "?"])
    #expect(builder.result(first) == ["1", "!", "1", "1", "1", "3"])
  }

  @Test("choose passes over what stands before the stated alternative")
  func choose() {
    var builder = Self.builder()
    let stated = builder.input(["?", "b", "b", "-", "z", "a"], PlanBuilder.year, .text)
    let holds = builder.input(["yes", "yes", "yes", "?", "yes", "no"], PlanBuilder.year, .flag)
    let a = builder.input(["1", "1", "1", "1", "1", "1"], PlanBuilder.year)
    let b = builder.input(["2", "2", "-", "2", "2", "!"], PlanBuilder.year)
    let always = builder.add(.constant(.flag(true)), [], PlanBuilder.year, .flag)
    let operands = [stated, holds, a, always, b]
    let value = builder.add(.choose(["a", "b"]), operands, PlanBuilder.year)
    let name = builder.add(.chosen(["a", "b"]), operands, PlanBuilder.year, .text)
    builder.name(value, "NCV")
    #expect(builder.result(value) == ["1", "2", "-", "2", "!", "!"])
    #expect(builder.result(name) == ["a", "b", "-", "b", "!", "!"])
    #expect(
      builder.evaluation().problems.filter { $0.node == value }.map(\.reason)
        == [.unknownAlternative("z")])
  }

  @Test("more alternatives than eight bits count")
  func manyAlternatives() {
    var builder = Self.builder()
    let ids = (0..<200).map { "a\($0)" }
    let stated = builder.input(["?", "?", "a7", "?", "?", "a63"], PlanBuilder.year, .text)
    let always = builder.add(.constant(.flag(true)), [], PlanBuilder.year, .flag)
    let none = builder.input(["?", "?", "?", "?", "?", "?"], PlanBuilder.year)
    let middle = builder.input(["?", "2", "?", "-", "?", "6"], PlanBuilder.year)
    let last = builder.input(["1", "1", "1", "1", "?", "1"], PlanBuilder.year)
    let values = (0..<200).map { $0 == 199 ? last : $0 == 63 ? middle : none }
    let operands = [stated] + values.flatMap { [always, $0] }
    let value = builder.add(.choose(ids), operands, PlanBuilder.year)
    let name = builder.add(.chosen(ids), operands, PlanBuilder.year, .text)
    let first = builder.add(.firstGiven, values, PlanBuilder.year)
    #expect(builder.plan.violations() == [])
    #expect(builder.result(value) == ["1", "2", "1", "1", "?", "6"])
    #expect(builder.result(name) == ["a199", "a63", "a199", "a199", "?", "a63"])
    #expect(builder.result(first) == ["1", "2", "1", "1", "?", "6"])
  }

  @Test(
    "reductions",
    arguments: [
      ("1 2 - 4 - -", Reduction.sum, "7"), ("- - - - - -", .sum, "-"),
      ("1 ? 1 1 1 1", .sum, "?"), ("1 ? ! 1 1 1", .sum, "!"), ("2 3 - - - -", .product, "6"),
      ("1 2 - 6 - -", .mean, "3"), ("3 1 - 2 - -", .min, "1"), ("3 1 - 2 - ?", .max, "?"),
      ("3 1 ? ? - -", .last, "1"), ("? - - - - -", .last, "?"), ("1 2 3 4 - -", .variance, "5/3"),
      ("4 - - - - -", .variance, "?"), ("1 ? - 0 - -", .count, "2"), ("1 ! - 0 - -", .count, "!"),
    ])
  func reductions(cells: String, reduction: Reduction, expected: String) {
    var builder = Self.builder()
    let input = builder.input(cells.split(separator: " ").map(String.init), PlanBuilder.year)
    let node = builder.add(.reduce(reduction), [input], .filing)
    #expect(builder.result(node) == [expected])
  }

  @Test("a set without rows is nothing only where declared")
  func missingRows() {
    var builder = PlanBuilder()
    builder.rows[1] = Dataset.Rows(keys: ["F1", "F2"], parents: [0, 0])
    builder.rows[2] = Dataset.Rows(keys: ["煤"], parents: [0], declaredNone: [false, true])
    let input = builder.input(["5"], PlanBuilder.year)
    let facility = builder.add(.reduce(.sum), [input], Shape(rows: 1, grain: .year))
    let filing = builder.add(.reduce(.sum), [input], .filing)
    #expect(builder.result(facility) == ["5", "-"])
    #expect(builder.result(filing) == ["5"])
    builder.rows[2].declaredNone = []
    #expect(builder.result(facility) == ["5", "?"])
    #expect(builder.result(filing) == ["?"])
    // Told is the facility without rows, though the other one has some.
    let below = Missing.rows(rowSet: 2, below: Shape(rows: 1, grain: .year), element: 1)
    #expect(builder.evaluation().missing(for: filing, 0) == [below])
  }

  @Test("an error does not hide what is missing beside it")
  func missingBesideAnError() {
    var builder = Self.builder()
    let input = builder.input(["1", "!", "1", "?", "1", "1"], PlanBuilder.year)
    let sum = builder.add(.reduce(.sum), [input], .filing)
    #expect(builder.result(sum) == ["!"])
    #expect(builder.evaluation().missing(for: sum, 0) == [.cell(input: 0, element: 3)])
  }

  @Test("what is wrong in an alternative that is not taken leaves no problem")
  func relevance() {
    var builder = PlanBuilder()
    let flag = builder.input(["yes", "no"], PlanBuilder.year, .flag)
    let one = builder.input(["1", "1"], PlanBuilder.year)
    let zero = builder.input(["0", "0"], PlanBuilder.year)
    let quotient = builder.add(.divide, [one, zero], PlanBuilder.year, label: "1 ÷ 0")
    let taken = builder.add(.select, [flag, one, quotient], PlanBuilder.year)
    builder.name(taken, "E")
    let evaluation = builder.evaluation()
    #expect(
      evaluation.problems == [Problem(node: quotient, element: 1, reason: .divisionByZero)])
    #expect(evaluation.findings().map(\.code) == ["arithmetic.division-by-zero"])
    #expect(
      evaluation.findings().map(\.origin) == [.address("facility[F1]/fuel[天然气]/E")])
  }
}
