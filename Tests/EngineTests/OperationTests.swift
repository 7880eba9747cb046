import Quantities
import RulePlan
import Testing

@testable import Engine

/// Values of operations; expected digits from Python's `fractions` or by hand.
@Suite("Operations")
struct OperationTests {
  @Test("a product with 44/12 comes to rest at 34 digits")
  func rest() {
    var builder = PlanBuilder()
    let input = builder.input(["0.25", "26.18"], PlanBuilder.year)
    let ratio = builder.add(
      .constant(.number(PlanBuilder.rational("44/12"))), [], PlanBuilder.year)
    let product = builder.add(.multiply, [input, ratio], PlanBuilder.year)
    let rest = builder.add(.round(.rest), [product], PlanBuilder.year)
    let sum = builder.add(.reduce(.sum), [rest], .filing)
    #expect(
      builder.result(rest) == [
        "0.9166666666666666666666666666666667", "95.99333333333333333333333333333333",
      ])
    #expect(builder.result(sum) == ["96.9099999999999999999999999999999967"])
  }

  @Test(
    "rounding in the integer lanes",
    arguments: [
      ("half-even", 1, ["0.2", "-0.4"]), ("half-up", 1, ["0.3", "-0.4"]),
      ("down", 1, ["0.2", "-0.3"]), ("up", 1, ["0.3", "-0.4"]), ("half-even", 5, ["0", "-0.5"]),
    ])
  func rounding(mode: String, step: Int, expected: [String]) throws {
    var builder = PlanBuilder()
    let input = builder.input(["0.25", "-0.36"], PlanBuilder.year)
    let rule = Rounding(try #require(Rounding.Mode(rawValue: mode)), .decimals(1), step: step)
    let node = builder.add(.round(rule), [input], PlanBuilder.year)
    #expect(builder.result(node) == expected)
  }

  @Test("products leave the narrow lanes before they overflow")
  func overflow() {
    var builder = PlanBuilder()
    let input = builder.input(["9000000000000000000", "-3"], PlanBuilder.year)
    var node = input
    for _ in 0..<3 { node = builder.add(.multiply, [node, input], PlanBuilder.year) }
    // 9^4 × 10^72
    #expect(builder.result(node) == ["6561" + String(repeating: "0", count: 72), "81"])
  }

  @Test("months to a year, weighted by another column")
  func weightedMean() {
    var builder = PlanBuilder()
    let value = builder.input(["20", "26", "1", "1"], PlanBuilder.month)
    let weight = builder.input(["1", "2", "0", "0"], PlanBuilder.month)
    let mean = builder.add(.reduce(.mean), [value, weight], PlanBuilder.year)
    #expect(builder.result(mean) == ["24", "-"])
  }

  @Test("rows refer to rows by key")
  func references() {
    var builder = PlanBuilder()
    let key = builder.input(["天然气", "油"], PlanBuilder.year, .text)
    let value = builder.input(["7", "8"], PlanBuilder.year)
    let match = builder.add(.match(2), [key], PlanBuilder.year, .reference(2))
    let follow = builder.add(.follow, [match, value], PlanBuilder.year)
    let collect = builder.add(.collect(.sum), [match, value], PlanBuilder.year)
    #expect(builder.result(match) == ["1", "?"])
    #expect(builder.result(follow) == ["8", "?"])
    #expect(builder.result(collect) == ["-", "7"])
  }

  @Test("dated rows fall into months")
  func bucket() {
    var builder = PlanBuilder()
    let day = builder.input(["2024-02-29", "2024-02-01"], PlanBuilder.year, .date)
    let value = builder.input(["7", "8"], PlanBuilder.year)
    let facility = Shape(rows: 1, grain: .month)
    let sum = builder.add(.bucket(.sum), [day, value], facility)
    #expect(builder.result(sum) == ["-", "15"])
    let outside = builder.input(["2024-03-01", "2024-02-01"], PlanBuilder.year, .date)
    let wrong = builder.add(.bucket(.sum), [outside, value], facility)
    #expect(builder.result(wrong) == ["!", "!"])
  }

  @Test("shares add up exactly")
  func allocate() {
    var builder = PlanBuilder()
    let amount = builder.input(["100"], Shape(rows: 1, grain: .year))
    let keys = builder.input(["1", "2"], PlanBuilder.year)
    let largest = builder.add(
      .allocate(decimals: 2, residue: .largest), [amount, keys], PlanBuilder.year)
    #expect(builder.result(largest) == ["33.33", "66.67"])
  }

  @Test("days and overlaps")
  func days() {
    var builder = PlanBuilder()
    let shape = Shape(rows: 0, grain: .month)
    let start = builder.add(.slotStart, [], shape, .date)
    let end = builder.add(.slotEnd, [], shape, .date)
    let from = builder.input(["2024-01-20", "2024-03-01"], shape, .date)
    let to = builder.input(["2024-02-10", "2024-02-03"], shape, .date)
    let days = builder.add(.days, [start, end], shape)
    let overlap = builder.add(.overlap, [start, end, from, to], shape)
    let back = builder.add(.days, [from, to], shape)
    #expect(builder.result(days) == ["31", "29"])
    #expect(builder.result(overlap) == ["12", "0"])
    #expect(builder.result(back) == ["21", "-27"])
  }
}
