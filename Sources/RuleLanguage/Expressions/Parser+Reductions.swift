import Diagnostics
import RulePlan

// Reductions: over axes, over slots before.
extension Parser {
  mutating func reduction(_ reduction: Reduction, from start: Int) -> Expression {
    advance()
    var fold = Expression.Fold(reduction: reduction, axes: [])
    if let window = window() {
      fold.window = window
      return self.windowed(fold, from: start)
    }
    repeat {
      guard token.kind == .name else {
        fail(.formulaExpected, token.range, ["expected": "rows, month …", "got": token.text])
        return nothing()
      }
      let range = (base + token.range.lowerBound)..<(base + token.range.upperBound)
      fold.axes.append((token.text, range))
      advance()
    } while take(",")
    while !failed {
      if take("by") {
        let grain = token.text
        expectName("month …")
        expect("of")
        fold.bucket = (grain, binary(atLeast: 8))
      } else if take("where") {
        fold.condition = expression()
      } else if take("weighted") {
        expect("by")
        fold.weight = binary(atLeast: 6)
      } else {
        break
      }
    }
    return body(fold, from: start)
  }

  /// `previous 3 month` or `previous 3 given month`; nil where axes follow.
  private mutating func window() -> (window: Window, grain: String, range: Range<Int>)? {
    var ahead = lexer
    guard isWord("previous"), ahead.next().kind == .number else { return nil }
    let first = here
    advance()
    let count = token
    advance()
    let isGiven = take("given")
    let grain = token
    expectName("month, quarter, day")
    guard let slots = Int(count.text), (1...Self.longestWindow).contains(slots) else {
      fail(.formulaWindow, count.range, ["got": count.text, "limit": "\(Self.longestWindow)"])
      return nil
    }
    return (
      Window(slots: slots, givenOnly: isGiven), grain.text,
      first..<(base + grain.range.upperBound)
    )
  }

  /// A reduction over a window: a weight may stand before the body, nothing else.
  private mutating func windowed(_ start: Expression.Fold, from begin: Int) -> Expression {
    var fold = start
    if take("weighted") {
      expect("by")
      fold.weight = binary(atLeast: 6)
    }
    if !isWord("of") { expect("of") }
    return body(fold, from: begin)
  }

  private mutating func body(_ start: Expression.Fold, from begin: Int) -> Expression {
    var fold = start
    let reduction = fold.reduction
    var end = here
    if take("of") {
      let flags: Set<Reduction> = [.any, .all, .count]
      let body = binary(atLeast: flags.contains(reduction) ? 3 : 6)
      fold.body = body
      end = body.range.upperBound
      if take("weighted") {
        expect("by")
        let weight = binary(atLeast: 6)
        fold.weight = weight
        end = weight.range.upperBound
      }
    } else if reduction != .count {
      expect("of")
    }
    return made(.reduction(fold), from: begin, to: end)
  }
}

extension FindingKind {
  static let formulaWindow = FindingKind(
    "formula.window", .error, zh: "previous 后面是 1 到 {limit} 的整数，不是“{got}”",
    en: "previous takes a whole number from 1 to {limit}, not “{got}”")
}
