import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  // MARK: operators

  /// The two values over their joint shape; nil after a finding.
  mutating func joinShapes(
    _ left: Typed, _ right: Typed, _ tree: Expression, _ place: Place
  ) -> (Typed, Typed, Shape)? {
    let rows: Int
    if contains(left.shape.rows, right.shape.rows) {
      rows = right.shape.rows
    } else if contains(right.shape.rows, left.shape.rows) {
      rows = left.shape.rows
    } else {
      report(
        .shapeRows, at(tree, place),
        [
          "name": rowSets[left.shape.rows].id, "rows": rowSets[right.shape.rows].id,
        ], clause: place.context.clause)
      return nil
    }
    let shape = Shape(rows: rows, grain: max(left.shape.grain, right.shape.grain))
    return (broadcast(left, to: shape), broadcast(right, to: shape), shape)
  }

  mutating func unary(
    _ operation: Expression.Unary, _ operand: Expression, _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard var value = lower(operand, place),
      demand(value, operation == .not ? .flag : .number, operand, place) != nil
    else { return nil }
    value.node = emit(
      operation == .not ? .not : .negate, [value.node], value.shape, value.kind, label: tree.label,
      unit: nodes[value.node].unit)
    return value
  }

  mutating func binary(
    _ operation: Expression.Binary, _ left: Expression, _ right: Expression, _ tree: Expression,
    _ place: Place
  ) -> Typed? {
    if operation == .power { return power(left, right, tree, place) }
    // Both sides are lowered before giving up, so that one run reports the mistakes of both.
    let first = lower(left, place)
    let second = lower(right, place)
    guard let first, let second else { return nil }
    guard let (a, b, shape) = joinShapes(first, second, tree, place) else { return nil }
    switch operation {
    case .plus, .minus: return sum(operation, (left, a), (right, b), shape, tree, place)
    case .times, .over: return product(operation, (left, a), (right, b), shape, tree, place)
    case .and, .or:
      guard demand(first, .flag, left, place) != nil, demand(second, .flag, right, place) != nil
      else { return nil }
      let node = emit(
        operation == .and ? .and : .or, [a.node, b.node], shape, .flag, label: tree.label)
      return Typed(node: node, shape: shape, kind: .flag)
    default: return comparison(operation, (left, a), (right, b), shape, tree, place)
    }
  }

  private mutating func sum(
    _ operation: Expression.Binary, _ left: (Expression, Typed), _ right: (Expression, Typed),
    _ shape: Shape, _ tree: Expression, _ place: Place
  ) -> Typed? {
    if left.1.kind == .date, right.1.kind == .date, operation == .minus {
      let node = emit(
        .days, [right.1.node, left.1.node], shape, .number, label: tree.label, unit: "1")
      return Typed(node: node, shape: shape, kind: .number)
    }
    guard demand(left.1, .number, left.0, place) != nil,
      demand(right.1, .number, right.0, place) != nil
    else { return nil }
    var unit = left.1.unit
    if operation == .minus, left.1.unit.isAffine, left.1.unit == right.1.unit {
      unit = Unit.difference(left.1.unit, right.1.unit) ?? unit
    } else if let joint = joined(left.1.unit, right.1.unit) {
      unit = joint
    } else {
      reportSummands(left, right, operation, place)
      return nil
    }
    let node = emit(
      operation == .plus ? .add : .subtract, [left.1.node, right.1.node], shape, .number,
      label: tree.label, unit: unit.text)
    return Typed(
      node: node, shape: shape, kind: .number, unit: unit,
      degrees: left.1.degrees.plus(right.1.degrees))
  }

  private mutating func reportSummands(
    _ left: (Expression, Typed), _ right: (Expression, Typed), _ operation: Expression.Binary,
    _ place: Place
  ) {
    let caption = Wording(
      zh: "与它\(operation == .plus ? "相加" : "相减")的是 \(left.1.unit.text)",
      en: "it is \(operation == .plus ? "added to" : "subtracted from") \(left.1.unit.text)")
    reportUnits(
      got: right.1.unit, expected: left.1.unit, at(right.0, place), what: right.0.text,
      of: right.0, notes: [Finding.Note(caption, at: at(left.0, place))],
      clause: place.context.clause)
  }

  private mutating func product(
    _ operation: Expression.Binary, _ left: (Expression, Typed), _ right: (Expression, Typed),
    _ shape: Shape, _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard demand(left.1, .number, left.0, place) != nil,
      demand(right.1, .number, right.0, place) != nil
    else { return nil }
    for (part, value) in [left, right] where value.unit.isAffine {
      report(.unitAffine, at(part, place), ["got": value.unit.text])
      return nil
    }
    reportPowerOfTen(left, right, place)
    let unit =
      operation == .times ? left.1.unit.times(right.1.unit) : left.1.unit.over(right.1.unit)
    let node = emit(
      operation == .times ? .multiply : .divide, [left.1.node, right.1.node], shape, .number,
      label: tree.label, unit: unit.text)
    return Typed(
      node: node, shape: shape, kind: .number, unit: unit,
      degrees: operation == .times
        ? left.1.degrees.times(right.1.degrees) : left.1.degrees.over(right.1.degrees))
  }

  /// A bare power of ten in a product is a unit conversion in disguise.
  private mutating func reportPowerOfTen(
    _ left: (Expression, Typed), _ right: (Expression, Typed), _ place: Place
  ) {
    for (part, other) in [(left, right), (right, left)] {
      guard case .number(let number, let text) = part.0.node, other.1.unit != .one,
        text.filter({ $0 != "0" && $0 != "." }) == "1"
      else { continue }
      // Shares such as 0.01 are common in checks; from a thousand on it is a conversion.
      if number >= Rational(1000) || number <= Rational.ratio(1, 1000) {
        report(.unitPowerOfTen, at(part.0, place), ["got": text])
      }
    }
  }

  private mutating func comparison(
    _ operation: Expression.Binary, _ left: (Expression, Typed), _ right: (Expression, Typed),
    _ shape: Shape, _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard sameKind(left.1.kind, right.1.kind) else {
      report(
        .kindDiffers, at(right.0, place),
        ["got": right.1.kind.name, "expected": left.1.kind.name, "what": right.0.text])
      return nil
    }
    let comparison: Comparison =
      switch operation {
      case .equal: .equal
      case .notEqual: .notEqual
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      default: .greaterOrEqual
      }
    if !checkChoice(left, right, place) || !checkChoice(right, left, place) { return nil }
    if left.1.kind == .number {
      if joined(left.1.unit, right.1.unit) == nil {
        reportUnits(
          got: right.1.unit, expected: left.1.unit, at(right.0, place), what: right.0.text,
          of: right.0, clause: place.context.clause)
        return nil
      }
    } else if left.1.kind != .date, comparison != .equal, comparison != .notEqual {
      report(.orderless, at(tree, place), ["got": left.1.kind.name])
      return nil
    }
    let node = emit(
      .compare(comparison), [left.1.node, right.1.node], shape, .flag, label: tree.label)
    return Typed(node: node, shape: shape, kind: .flag)
  }

  private mutating func power(
    _ base: Expression, _ exponent: Expression, _ tree: Expression, _ place: Place
  ) -> Typed? {
    var sign = 1
    var plain = exponent
    if case .unary(.minus, let inner) = exponent.node {
      sign = -1
      plain = inner
    }
    guard case .number(let number, _) = plain.node, let whole = number.exactInt, whole <= 64 else {
      report(.powerRounded, at(tree, place), ["got": tree.text], clause: place.context.clause)
      return nil
    }
    guard var value = lower(base, place), demand(value, .number, base, place) != nil else {
      return nil
    }
    guard let unit = value.unit.power(sign * whole) else {
      report(.powerRounded, at(tree, place), ["got": tree.text], clause: place.context.clause)
      return nil
    }
    value.unit = unit
    value.node = emit(
      .power(sign * whole), [value.node], value.shape, .number, label: tree.label,
      unit: value.unit.text)
    return value
  }

  mutating func conditional(
    _ condition: Expression, _ yes: Expression, _ no: Expression, _ tree: Expression, _ place: Place
  ) -> Typed? {
    let flag = lower(condition, place)
    let first = lower(yes, place)
    let second = lower(no, place)
    guard let flag, let first, let second, demand(flag, .flag, condition, place) != nil else {
      return nil
    }
    guard sameKind(first.kind, second.kind) else {
      report(
        .kindDiffers, at(no, place),
        ["got": second.kind.name, "expected": first.kind.name, "what": no.text])
      return nil
    }
    var unit = first.unit
    if first.kind == .number {
      guard let joint = joined(first.unit, second.unit) else {
        reportUnits(
          got: second.unit, expected: first.unit, at(no, place), what: no.text,
          of: no, clause: place.context.clause)
        return nil
      }
      unit = joint
    }
    guard let (a, b, _) = joinShapes(first, second, tree, place),
      let (wideFlag, _, shape) = joinShapes(flag, a, tree, place)
    else { return nil }
    let node = emit(
      .select,
      [
        broadcast(wideFlag, to: shape).node, broadcast(a, to: shape).node,
        broadcast(b, to: shape).node,
      ], shape, first.kind, label: tree.label, unit: unit.text)
    return Typed(
      node: node, shape: shape, kind: first.kind, unit: unit,
      degrees: first.degrees.plus(second.degrees))
  }

  /// A choice that is compared with a word it can never be is a branch that is never taken.
  private mutating func checkChoice(
    _ choice: (Expression, Typed), _ other: (Expression, Typed), _ place: Place
  ) -> Bool {
    guard let known = choice.1.choices, case .text(let word) = other.0.node else { return true }
    return isAmong(known, word, other.0, choice.0, place)
  }

  private mutating func isAmong(
    _ known: Set<String>, _ word: String, _ tree: Expression, _ choice: Expression, _ place: Place
  ) -> Bool {
    if known.contains(word) { return true }
    report(
      .choiceUnknown, at(tree, place),
      [
        "got": word, "name": choice.text,
        "known": known.count <= 12
          ? known.sorted().joined(separator: " ")
          : Nearest.names(to: word, among: known.sorted()).joined(separator: " "),
      ], clause: place.context.clause)
    return false
  }

  mutating func oneOf(
    _ value: Expression, _ words: [String], _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard let left = lower(value, place), demand(left, .text, value, place) != nil else {
      return nil
    }
    if let known = left.choices {
      for word in words where !isAmong(known, word, tree, value, place) { return nil }
    }
    var result: Int?
    for word in words {
      let text = emit(.constant(.text(word)), [], .filing, .text, label: "\"\(word)\"")
      let wide = broadcast(Typed(node: text, shape: .filing, kind: .text), to: left.shape)
      let equal = emit(.compare(.equal), [left.node, wide.node], left.shape, .flag)
      result = result.map { emit(.or, [$0, equal], left.shape, .flag) } ?? equal
    }
    guard let result else { return nil }
    nodes[result].label = tree.text
    return Typed(node: result, shape: left.shape, kind: .flag)
  }

  mutating func unitUse(
    _ operand: Expression, _ use: Expression.UnitUse, _ text: String, _ range: Range<Int>,
    _ tree: Expression, _ place: Place
  ) -> Typed? {
    let origin = Origin.source(file: place.context.file, range: range)
    guard let value = lower(operand, place), demand(value, .number, operand, place) != nil,
      let wanted = unit(text, at: origin)
    else { return nil }
    if use == .as {
      guard value.unit == .one, wanted.withoutBasis == .one else {
        report(.unitCast, origin, ["got": value.unit.text, "expected": text])
        return nil
      }
      var result = value
      result.unit = wanted
      return result
    }
    if value.unit.isAffine, value.unit == wanted, use == .in {
      return Typed(node: value.node, shape: value.shape, kind: .number)
    }
    guard let factor = value.unit.factor(to: wanted) else {
      reportUnits(
        got: value.unit, expected: wanted, at(operand, place), what: operand.text,
        clause: place.context.clause)
      return nil
    }
    var result = value
    result.unit = use == .to ? wanted : .one
    if factor == .one { return result }
    let constant = emit(
      .constant(.number(factor)), [], .filing, .number, label: "\(factor)",
      unit: wanted.over(value.unit).text)
    let wide = broadcast(Typed(node: constant, shape: .filing, kind: .number), to: value.shape)
    result.node = emit(
      .multiply, [value.node, wide.node], value.shape, .number, label: tree.label,
      unit: result.unit.text)
    return result
  }
}
