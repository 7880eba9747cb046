import RulePlan

extension Expression {
  /// The formula in canonical spelling: what `mrv fmt` writes and explanations show.
  public var text: String { written(inside: 0) }

  /// The canonical spelling of a part that is short enough to stand in an explanation; nil for
  /// longer ones, whose parts explain them. Without a bound, long formulas would cost the square
  /// of their length.
  var label: String? { range.count <= 240 ? text : nil }

  private func written(inside minimum: Int) -> String {
    switch node {
    case .number(_, let text): return text
    case .text(let text): return "\"\(text)\""
    case .flag(let flag): return flag ? "yes" : "no"
    case .name(let name): return name
    case .member(let value, let name): return value.written(inside: 9) + "." + name
    case .lookup(let table, let keys, let column):
      return "\(table)[\(keys.map(\.text).joined(separator: ", "))].\(column)"
    case .call("round", let arguments) where arguments.count == 2:
      guard case .text(let rule) = arguments[1].node else { return "" }
      return "round(\(arguments[0].text), \(Self.roundingArguments(rule)))"
    case .call(let name, let arguments):
      return "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
    case .special(let name, "") where name.hasPrefix("slot-"): return name
    case .special("external", let word): return "external(\"\(word)\")"
    case .special(let name, let word): return "\(name)(\(word))"
    case .evidence(let value, let field): return "evidence(\(value.text), \(field))"
    case .unary(.minus, let value):
      return parenthesised("−" + value.written(inside: 7), 7, minimum)
    case .unary(.not, let value):
      return parenthesised("not " + value.written(inside: 3), 3, minimum)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, inside: minimum)
    case .unit(let value, let use, let unit, _):
      // A chain is read from the left, as it is printed: `x in t in kg`.
      return parenthesised("\(value.written(inside: 8)) \(use.rawValue) \(unit)", 8, minimum)
    case .conditional(let condition, let yes, let no):
      let text = "if \(condition.text) then \(yes.text) else \(no.text)"
      return parenthesised(text, 0, minimum)
    case .oneOf(let value, let words):
      let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
      return parenthesised("\(value.written(inside: 5)) one of (\(list))", 4, minimum)
    case .this(let name): return "this \(name)"
    case .reduction(let fold): return reduction(fold, inside: minimum)
    }
  }

  private func binary(
    _ operation: Binary, _ left: Expression, _ right: Expression, inside minimum: Int
  ) -> String {
    let own = operation.precedence
    let leftLevel = operation == .power || own == 4 ? own + 1 : own
    let rightLevel = operation == .power ? own : own + 1
    let sign = operation == .power ? "^" : " \(operation.rawValue) "
    let text = left.written(inside: leftLevel) + sign + right.written(inside: rightLevel)
    return parenthesised(text, own, minimum)
  }

  private func reduction(_ fold: Fold, inside minimum: Int) -> String {
    var text = "\(fold.reduction.rawValue) over \(fold.axes.map(\.name).joined(separator: ", "))"
    if let (window, grain, _) = fold.window {
      text += "previous \(window.slots) \(window.givenOnly ? "given " : "")\(grain)"
    }
    if let bucket = fold.bucket {
      text += " by \(bucket.grain) of \(bucket.date.written(inside: 8))"
    }
    if let condition = fold.condition {
      // A reduction at its end would take the words that follow for its own.
      text += " where " + (condition.endsOpen ? "(\(condition.text))" : condition.text)
    }
    if let weight = fold.weight { text += " weighted by \(weight.written(inside: 6))" }
    if let body = fold.body {
      text += " of \(body.written(inside: fold.reduction.isOfConditions ? 3 : 6))"
    }
    // A reduction reaches as far as a product does, one of conditions as far as a comparison, so
    // anything tighter needs parentheses.
    let reach = fold.body != nil && fold.reduction.isOfConditions ? 3 : 5
    return parenthesised(text, reach, minimum)
  }

  /// Whether its text ends with that of a reduction.
  private var endsOpen: Bool {
    switch node {
    case .reduction: true
    case .binary(_, _, let right): right.endsOpen
    case .unary(_, let value): value.endsOpen
    case .conditional(_, _, let no): no.endsOpen
    default: false
    }
  }

  private func parenthesised(_ text: String, _ own: Int, _ minimum: Int) -> String {
    own < minimum ? "(\(text))" : text
  }

  private static func roundingArguments(_ rule: String) -> String {
    let words = rule.split(separator: " ").map(String.init)
    if words.count > 1, words[1] == "digits" {
      return ([words[0] + " digits"] + words.dropFirst(2)).joined(separator: ", ")
    }
    return words.joined(separator: ", ").replacingMinus
  }
}

extension String {
  /// ASCII minus as the formula language spells it.
  fileprivate var replacingMinus: String {
    String(map { $0 == "-" ? "−" : $0 })
  }
}

extension Reduction {
  /// Whether what is reduced may be a comparison.
  fileprivate var isOfConditions: Bool { self == .any || self == .all || self == .count }
}
