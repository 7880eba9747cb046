import Diagnostics

extension Parser {
  /// Parses a formula that was read from a file.
  ///
  /// A formula with `&lt;` in it or with the line breaks of Windows is shorter than what stands in
  /// the file; the places of its parts are those in the file all the same.
  static func parse(_ text: XMLText, file: String) -> (Expression?, [Finding]) {
    if text.isVerbatim { return parse(text.value, file: file, base: text.range.lowerBound) }
    let (tree, problems) = parse(text.value, file: file, base: 0)
    let findings = problems.map { problem in
      guard case .source(_, let range) = problem.origin else { return problem }
      return Finding(
        problem.kind, at: .source(file: file, range: text.sourceRange(range)), problem.arguments)
    }
    return (tree?.placed(text.sourceRange), findings)
  }
}

extension Expression {
  /// The tree with every range moved.
  func placed(_ place: (Range<Int>) -> Range<Int>) -> Expression {
    func moved(_ tree: Expression) -> Expression { tree.placed(place) }
    let inner: Node =
      switch node {
      case .number, .text, .flag, .name, .special, .this: node
      case .member(let value, let name): .member(moved(value), name)
      case .lookup(let table, let keys, let column):
        .lookup(table: table, keys: keys.map(moved), column: column)
      case .call(let name, let arguments): .call(name, arguments.map(moved))
      case .evidence(let value, let field): .evidence(moved(value), field)
      case .unary(let operation, let value): .unary(operation, moved(value))
      case .binary(let operation, let left, let right):
        .binary(operation, moved(left), moved(right))
      case .unit(let value, let use, let unit, let range):
        .unit(moved(value), use, unit, place(range))
      case .conditional(let condition, let yes, let no):
        .conditional(moved(condition), moved(yes), moved(no))
      case .oneOf(let value, let words): .oneOf(moved(value), words)
      case .reduction(let fold): .reduction(fold.placed(place))
      }
    return Expression(node: inner, range: place(range))
  }
}

extension Expression.Fold {
  fileprivate func placed(_ place: (Range<Int>) -> Range<Int>) -> Expression.Fold {
    Expression.Fold(
      reduction: reduction, axes: axes.map { ($0.name, place($0.range)) },
      window: window.map { ($0.window, $0.grain, place($0.range)) },
      bucket: bucket.map { ($0.grain, $0.date.placed(place)) },
      condition: condition?.placed(place), weight: weight?.placed(place), body: body?.placed(place))
  }
}
