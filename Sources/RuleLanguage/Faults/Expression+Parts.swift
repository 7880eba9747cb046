extension Expression {
  /// The expressions directly inside, in written order.
  var parts: [Expression] {
    switch node {
    case .number, .text, .flag, .name, .special, .this: []
    case .member(let value, _), .evidence(let value, _), .unary(_, let value): [value]
    case .unit(let value, _, _, _), .oneOf(let value, _): [value]
    case .lookup(_, let keys, _): keys
    case .call(_, let arguments): arguments
    case .binary(_, let left, let right): [left, right]
    case .conditional(let condition, let yes, let no): [condition, yes, no]
    case .reduction(let fold):
      [fold.bucket?.date, fold.condition, fold.weight, fold.body].compactMap { $0 }
    }
  }

  /// The expression with one of its ``parts`` replaced.
  func replacing(part index: Int, with other: Expression) -> Expression {
    var parts = self.parts
    guard parts.indices.contains(index) else { return self }
    parts[index] = other
    let changed: Node
    switch node {
    case .number, .text, .flag, .name, .special, .this: changed = node
    case .member(_, let name): changed = .member(parts[0], name)
    case .evidence(_, let field): changed = .evidence(parts[0], field)
    case .unary(let operation, _): changed = .unary(operation, parts[0])
    case .unit(_, let use, let unit, let range): changed = .unit(parts[0], use, unit, range)
    case .oneOf(_, let words): changed = .oneOf(parts[0], words)
    case .lookup(let table, _, let column):
      changed = .lookup(table: table, keys: parts, column: column)
    case .call(let name, _): changed = .call(name, parts)
    case .binary(let operation, _, _): changed = .binary(operation, parts[0], parts[1])
    case .conditional: changed = .conditional(parts[0], parts[1], parts[2])
    case .reduction(let fold): changed = .reduction(fold.with(parts: parts))
    }
    return Expression(node: changed, range: range)
  }
}

extension Expression.Fold {
  /// The reduction with the parts that it has replaced, in the order of ``Expression/parts``.
  fileprivate func with(parts: [Expression]) -> Expression.Fold {
    var rest = parts[...]
    var other = self
    if let bucket, let date = rest.popFirst() { other.bucket = (bucket.grain, date) }
    if condition != nil { other.condition = rest.popFirst() }
    if weight != nil { other.weight = rest.popFirst() }
    if body != nil { other.body = rest.popFirst() }
    return other
  }
}
