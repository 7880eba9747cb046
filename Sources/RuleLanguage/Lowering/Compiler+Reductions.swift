import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// The axes of a reduction, resolved.
  private struct Axes {
    /// Row sets that go away, the outermost first.
    var rows: [Int] = []
    /// Grains that go away.
    var grains: [Grain] = []
  }

  mutating func reduction(
    _ fold: Expression.Fold, _ tree: Expression, _ place: Place
  ) -> Typed? {
    if fold.window != nil { return window(fold, tree, place) }
    guard let axes = axes(fold, place) else { return nil }
    let deepest = axes.rows.last ?? place.shape.rows
    let bodyGrain = axes.grains.max() ?? (fold.bucket == nil ? place.shape.grain : .year)
    let inner = Place(shape: Shape(rows: deepest, grain: bodyGrain), context: place.context)
    let (tie, condition) = separate(fold.condition, deepest, place)
    let isBelow = contains(place.shape.rows, deepest)
    if !isBelow, axes.rows.first.map({ contains($0, place.shape.rows) }) != true, tie == nil {
      report(
        .axisUntied, at(tree, place),
        ["axis": rowSets[deepest].id, "rows": rowSets[place.shape.rows].id],
        clause: place.context.clause)
      return nil
    }
    guard var parts = parts(fold, condition, inner, tree, place) else { return nil }
    if !checkKeyedUnit(parts.value, axes, fold, tree, place) { return nil }
    checkCountedAgain(parts.value, naturalRows: parts.naturalRows, axes, fold, tree, place)
    let grain = resultGrain(axes, fold, parts.value, place)
    if let tie {
      return collect(tie, fold, &parts, grain, tree, inner, place)
    }
    let rows = axes.rows.isEmpty ? parts.value.shape.rows : resultRows(axes, place)
    guard let rows else {
      report(
        .axisMissing, at(tree, place),
        ["axis": missing(axes, place).map { rowSets[$0].id }.joined(separator: ", ")],
        clause: place.context.clause)
      return nil
    }
    let shape = Shape(rows: rows, grain: grain)
    if let bucket = fold.bucket {
      return self.bucket(bucket, fold, parts, shape, tree, inner, place)
    }
    let node = emit(
      .reduce(fold.reduction), parts.operands, shape, parts.kind, label: tree.label,
      unit: parts.unit.text)
    return Typed(
      node: node, shape: shape, kind: parts.kind, unit: parts.unit,
      degrees: parts.value.degrees.reduced(to: shape, ancestry(shape.rows)))
  }

  // MARK: axes

  private mutating func axes(_ fold: Expression.Fold, _ place: Place) -> Axes? {
    var axes = Axes()
    var failed = false
    for axis in fold.axes {
      if let grain = Grain(name: axis.name), grain != .year {
        axes.grains.append(grain)
      } else if let rows = rowSetIndex[axis.name] {
        axes.rows.append(rows)
      } else {
        report(
          .rowsUnknown, .source(file: place.context.file, range: axis.range),
          [
            "name": axis.name,
            "known": (rowSets.map(\.id) + ["month", "day", "quarter"]).joined(separator: " "),
          ], clause: place.context.clause)
        failed = true
      }
    }
    if failed { return nil }
    axes.rows.sort { ancestry($0).count < ancestry($1).count }
    for (outer, inner) in zip(axes.rows, axes.rows.dropFirst()) where !contains(outer, inner) {
      report(
        .shapeRows, .source(file: place.context.file, range: fold.axes[0].range),
        ["name": rowSets[outer].id, "rows": rowSets[inner].id])
      return nil
    }
    return axes
  }

  /// The row set of the result; nil where an axis between is not named.
  private func resultRows(_ axes: Axes, _ place: Place) -> Int? {
    guard let first = axes.rows.first, let last = axes.rows.last else { return nil }
    let isShare = contains(first, place.shape.rows)
    if !isShare, !missing(axes, place).isEmpty { return nil }
    // All row sets between the outermost and the innermost axis must be named.
    let path = ancestry(last)
    guard let end = path.firstIndex(of: first) else { return nil }
    if Set(path[...end]) != Set(axes.rows) { return nil }
    return rowSets[first].parent
  }

  /// Row sets on the way from the result to the innermost axis that the formula does not name.
  private func missing(_ axes: Axes, _ place: Place) -> [Int] {
    guard let last = axes.rows.last else { return [] }
    return ancestry(last).prefix { $0 != place.shape.rows }
      .filter { !axes.rows.contains($0) && $0 != 0 }.reversed()
  }

  private func resultGrain(
    _ axes: Axes, _ fold: Expression.Fold, _ value: Typed, _ place: Place
  ) -> Grain {
    if let bucket = fold.bucket { return Grain(name: bucket.grain) ?? .month }
    guard let coarsest = axes.grains.min() else { return value.shape.grain }
    if place.shape.grain < coarsest { return place.shape.grain }
    // A share of the whole: `FC ÷ sum over month of FC` in a monthly formula.
    return coarsest == .day ? .month : .year
  }

  /// A sum over rows whose units differ means nothing.
  private mutating func checkKeyedUnit(
    _ value: Typed, _ axes: Axes, _ fold: Expression.Fold, _ tree: Expression, _ place: Place
  ) -> Bool {
    guard value.kind == .number, fold.reduction != .count else { return true }
    for rows in axes.rows where value.unit.depends(on: rowSets[rows].id) {
      report(
        .unitKeyedSum, at(tree, place), ["unit": value.unit.text, "rows": rowSets[rows].id],
        clause: place.context.clause)
      return false
    }
    return true
  }

  /// An amount that is summed along an axis it does not have is counted again for each row of it.
  private mutating func checkCountedAgain(
    _ value: Typed, naturalRows: Int, _ axes: Axes, _ fold: Expression.Fold, _ tree: Expression,
    _ place: Place
  ) {
    guard fold.reduction == .sum, value.kind == .number else { return }
    // A factor by row (an emission factor for each gas) makes different things of one amount; a
    // factor by month does not make the year's amount a month's.
    let varying = ancestry(naturalRows)
    let names =
      axes.rows.filter { value.degrees.repeats(along: $0) && !varying.contains($0) }
      .map { rowSets[$0].id }
      + axes.grains.filter { value.degrees.repeats(along: $0) }.map(\.name)
    guard !names.isEmpty else { return }
    report(
      .amountRepeated, at(tree, place), ["axis": names.joined(separator: ", ")],
      clause: place.context.clause)
  }

  // MARK: what is reduced

  struct Parts {
    var value: Typed
    var operands: [Int]
    var kind: ValueKind
    var unit: Unit
    /// The row set of the body before it is repeated over the axes.
    var naturalRows: Int
  }

  private mutating func parts(
    _ fold: Expression.Fold, _ condition: Expression?, _ inner: Place, _ tree: Expression,
    _ place: Place
  ) -> Parts? {
    let value: Typed?
    if let body = fold.body {
      value = lower(body, inner)
    } else {
      let node = emit(.constant(.flag(true)), [], .filing, .flag, label: "yes")
      value = Typed(node: node, shape: .filing, kind: .flag)
    }
    let flag = condition.map { lower($0, inner) }
    var weight = fold.weight.map { lower($0, inner) }
    guard var value else { return nil }
    let naturalRows = value.shape.rows
    if let flag {
      guard let flag, let condition, demand(flag, .flag, condition, inner) != nil else {
        return nil
      }
      guard let (wideFlag, wideValue, shape) = joinShapes(flag, value, tree, inner) else {
        return nil
      }
      value.node = counting(fold.reduction, wideFlag.node, wideValue, shape)
      value.shape = shape
      // A row that is left out is left out with its weight: an absent one does not count either.
      if case .some(.some(var masked)) = weight {
        guard let (wideFlag, wideWeight, shape) = joinShapes(flag, masked, tree, inner) else {
          return nil
        }
        masked.node = counting(.mean, wideFlag.node, wideWeight, shape)
        masked.shape = shape
        weight = masked
      }
    }
    // Without an axis of time the natural grain is kept; rows are always spelled out.
    let hasTime = fold.axes.contains { Grain(name: $0.name) != nil }
    var shape = Shape(
      rows: inner.shape.rows, grain: hasTime ? inner.shape.grain : value.shape.grain)
    var operands: [Int] = []
    if let weight {
      guard let weight, let expression = fold.weight,
        demand(weight, .number, expression, inner) != nil
      else { return nil }
      if !hasTime { shape.grain = max(shape.grain, weight.shape.grain) }
      operands = [broadcast(value, to: shape).node, broadcast(weight, to: shape).node]
    } else {
      operands = [broadcast(value, to: shape).node]
    }
    value.shape = shape
    return result(fold.reduction, value, operands, naturalRows, tree, place)
  }

  /// What takes part in a reduction under a condition.
  ///
  /// A row left out of an `any` is a no, one left out of an `all` a yes; elsewhere it does not
  /// occur.
  private mutating func counting(
    _ reduction: Reduction, _ condition: Int, _ value: Typed, _ shape: Shape
  ) -> Int {
    switch reduction {
    case .any: return emit(.and, [condition, value.node], shape, .flag)
    case .all:
      let left = emit(.not, [condition], shape, .flag)
      return emit(.or, [left, value.node], shape, .flag)
    default:
      return emit(
        .occursWhere, [condition, value.node], shape, value.kind, label: nodes[value.node].label,
        unit: nodes[value.node].unit)
    }
  }

  mutating func result(
    _ reduction: Reduction, _ value: Typed, _ operands: [Int], _ naturalRows: Int,
    _ tree: Expression, _ place: Place
  ) -> Parts? {
    let wanted: ValueKind?
    switch reduction {
    case .any, .all: wanted = .flag
    case .count, .last: wanted = nil
    default: wanted = .number
    }
    if let wanted, value.kind != wanted {
      report(
        .kindDiffers, at(tree, place),
        ["got": value.kind.name, "expected": wanted.name, "what": tree.text])
      return nil
    }
    let kind: ValueKind = reduction == .count ? .number : value.kind
    var unit = value.unit
    switch reduction {
    case .count: unit = .one
    case .variance: unit = value.unit.power(2) ?? .one
    case .product where value.unit != .one:
      report(.unitBare, at(tree, place), ["got": value.unit.text, "what": tree.text])
      return nil
    default: break
    }
    return Parts(
      value: value, operands: operands, kind: kind, unit: unit, naturalRows: naturalRows)
  }

  // MARK: ties

  private struct Tie {
    /// What names the row: a reference or a key.
    var expression: Expression
    /// The row set of the result.
    var rows: Int
  }

  /// Takes `x = this rows` out of a condition.
  private func separate(
    _ condition: Expression?, _ deepest: Int, _ place: Place
  ) -> (Tie?, Expression?) {
    guard let condition else { return (nil, nil) }
    switch condition.node {
    case .binary(.equal, let left, let right):
      if case .this(let name) = right.node, let rows = rowSetIndex[name] {
        return (Tie(expression: left, rows: rows), nil)
      }
      if case .this(let name) = left.node, let rows = rowSetIndex[name] {
        return (Tie(expression: right, rows: rows), nil)
      }
      return (nil, condition)
    case .binary(.and, let left, let right):
      let (first, firstRest) = separate(left, deepest, place)
      let (second, secondRest) = separate(right, deepest, place)
      let rest: Expression?
      if let firstRest, let secondRest {
        rest = Expression(node: .binary(.and, firstRest, secondRest), range: condition.range)
      } else {
        rest = firstRest ?? secondRest
      }
      return (first ?? second, rest)
    default: return (nil, condition)
    }
  }

  private mutating func collect(
    _ tie: Tie, _ fold: Expression.Fold, _ parts: inout Parts, _ grain: Grain, _ tree: Expression,
    _ inner: Place, _ place: Place
  ) -> Typed? {
    guard contains(tie.rows, place.shape.rows) else {
      report(
        .shapeRows, at(tree, place),
        ["name": rowSets[tie.rows].id, "rows": rowSets[place.shape.rows].id])
      return nil
    }
    guard var reference = lower(tie.expression, inner) else { return nil }
    if reference.kind == .text {
      reference.node = emit(
        .match(tie.rows), [reference.node], reference.shape, .reference(tie.rows),
        label: tie.expression.text)
      reference.kind = .reference(tie.rows)
    }
    guard demand(reference, .reference(tie.rows), tie.expression, inner) != nil else { return nil }
    let wide = broadcast(reference, to: parts.value.shape)
    let shape = Shape(rows: tie.rows, grain: grain)
    let node = emit(
      .collect(fold.reduction), [wide.node] + parts.operands, shape, parts.kind, label: tree.label,
      unit: parts.unit.text)
    let lines = ancestry(shape.rows)
    return Typed(
      node: node, shape: shape, kind: parts.kind, unit: parts.unit,
      degrees: parts.value.degrees.reduced(to: shape, lines).divided(over: shape, lines))
  }

  private mutating func bucket(
    _ bucket: (grain: String, date: Expression), _ fold: Expression.Fold, _ parts: Parts,
    _ shape: Shape, _ tree: Expression, _ inner: Place, _ place: Place
  ) -> Typed? {
    guard let grain = Grain(name: bucket.grain), grain != .year else {
      report(
        .attributeValue, at(tree, place),
        ["name": "by", "got": bucket.grain, "expected": "month quarter day"])
      return nil
    }
    guard let date = lower(bucket.date, inner), demand(date, .date, bucket.date, inner) != nil
    else { return nil }
    let wide = broadcast(date, to: parts.value.shape)
    let node = emit(
      .bucket(fold.reduction), [wide.node] + parts.operands, shape, parts.kind, label: tree.label,
      unit: parts.unit.text)
    let lines = ancestry(shape.rows)
    return Typed(
      node: node, shape: shape, kind: parts.kind, unit: parts.unit,
      degrees: parts.value.degrees.reduced(to: shape, lines).divided(over: shape, lines))
  }
}

extension FindingKind {
  static let axisUntied = FindingKind(
    "shapes.axis-untied", .error, zh: "“{axis}”不在“{rows}”之下，汇总时须写 where … = this {rows} 说明如何对应",
    en: "“{axis}” is not below “{rows}”; say which rows belong: where … = this {rows}")
  static let axisMissing = FindingKind(
    "shapes.axis-missing", .error, zh: "汇总还跨过了“{axis}”，请一并写在 over 后面",
    en: "the reduction also goes over “{axis}”; name it behind “over”")
  static let amountRepeated = FindingKind(
    "shapes.counted-again", .warning,
    zh: "被汇总的数量并不按“{axis}”分开，逐{axis}相加会重复计算；若是按份额分摊，请先除以总量",
    en: "what is summed is not divided by {axis}: it is counted again each time; divide it first")
  static let unitKeyedSum = FindingKind(
    "units.keyed-sum", .error, zh: "单位“{unit}”随“{rows}”而变，不能跨“{rows}”汇总",
    en: "the unit “{unit}” depends on “{rows}”; values cannot be reduced over it")
}
