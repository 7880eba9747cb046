import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  // MARK: entry points

  /// The place of a text in its file.
  func origin(_ text: XMLText, _ context: Declaration.Context) -> Origin {
    let range = text.range
    return .source(file: context.file, range: range.isEmpty ? range.lowerBound..<(range.lowerBound + 1) : range)
  }

  /// Parses and lowers a formula.
  mutating func lowerTree(_ text: XMLText, _ place: Place) -> (Expression, Typed)? {
    let (tree, problems) = Parser.parse(
      text.value, file: place.context.file, base: text.range.lowerBound)
    findings += problems
    guard let tree, let typed = lower(tree, place) else { return nil }
    return (tree, typed)
  }

  /// Parses and lowers a formula, without its tree.
  mutating func lower(_ text: XMLText, _ place: Place) -> Typed? { lowerTree(text, place)?.1 }

  /// Parses and lowers the formula in an attribute and demands a kind of value.
  mutating func lower(
    _ attribute: XMLAttribute, _ place: Place, expecting kind: ValueKind
  ) -> Typed? {
    let (tree, problems) = Parser.parse(
      attribute.value, file: place.context.file, base: attribute.valueRange.lowerBound)
    findings += problems
    guard let tree, let typed = lower(tree, place) else { return nil }
    return demand(typed, kind, tree, place)
  }

  // MARK: expressions

  /// Lowers an expression; nil after a finding.
  mutating func lower(_ tree: Expression, _ place: Place) -> Typed? {
    // Formulas that read formulas are followed by recursion; together they must not exhaust the
    // stack.
    guard depth < Self.deepestTree else {
      report(.formulaStack, at(tree, place), ["limit": "\(Self.deepestTree)"])
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    switch tree.node {
    case .number(let number, let text):
      let node = emit(.constant(.number(number)), [], .filing, .number, label: text, unit: "1")
      return Typed(node: node, shape: .filing, kind: .number)
    case .text(let text):
      let node = emit(.constant(.text(text)), [], .filing, .text, label: "\"\(text)\"")
      return Typed(node: node, shape: .filing, kind: .text)
    case .flag(let flag):
      let node = emit(.constant(.flag(flag)), [], .filing, .flag, label: flag ? "yes" : "no")
      return Typed(node: node, shape: .filing, kind: .flag)
    case .name(let name): return self.name(name, tree, place)
    case .member(let value, let name): return member(value, name, tree, place)
    case .lookup(let table, let keys, let column):
      return lookup(table, keys, column, tree, place)
    case .call(let name, let arguments): return call(name, arguments, tree, place)
    case .special(let name, let word): return special(name, word, tree, place)
    case .evidence(let value, let field): return evidence(value, field, tree, place)
    case .unary(let operation, let value): return unary(operation, value, tree, place)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, tree, place)
    case .unit(let value, let use, let unit, let range):
      return unitUse(value, use, unit, range, tree, place)
    case .conditional(let condition, let yes, let no):
      return conditional(condition, yes, no, tree, place)
    case .oneOf(let value, let words): return oneOf(value, words, tree, place)
    case .this(let name):
      report(.thisOutside, at(tree, place), ["name": name])
      return nil
    case .reduction(let fold): return reduction(fold, tree, place)
    }
  }

  func at(_ tree: Expression, _ place: Place) -> Origin {
    .source(
      file: place.context.file,
      range: tree.range.isEmpty
        ? tree.range.lowerBound..<(tree.range.lowerBound + 1) : tree.range)
  }

  mutating func demand(
    _ value: Typed, _ kind: ValueKind, _ tree: Expression, _ place: Place
  ) -> Typed? {
    if value.kind == kind { return value }
    report(
      .kindDiffers, at(tree, place),
      ["got": value.kind.name, "expected": kind.name, "what": tree.text],
      clause: place.context.clause)
    return nil
  }

  // MARK: names

  private mutating func name(_ name: String, _ tree: Expression, _ place: Place) -> Typed? {
    if let index = byName[name] {
      guard let known = known(index) else { return nil }
      return read(known, tree, place)
    }
    if let rows = rowSetIndex[name] {
      guard contains(rows, place.shape.rows) else {
        report(
          .shapeRows, at(tree, place), ["name": name, "rows": rowSets[place.shape.rows].id],
          clause: place.context.clause)
        return nil
      }
      let shape = Shape(rows: rows, grain: .year)
      return Typed(node: emit(.key, [], shape, .text, label: name), shape: shape, kind: .text)
    }
    let all = Array(byName.keys) + Array(rowSetIndex.keys)
    report(
      .nameUnknown, at(tree, place),
      ["name": name, "known": Nearest.names(to: name, among: all.sorted()).joined(separator: " ")],
      clause: place.context.clause)
    return nil
  }

  /// The value of a named thing as a formula at this place reads it.
  mutating func read(_ known: Known, _ tree: Expression, _ place: Place) -> Typed? {
    var value = known.value
    if !contains(value.shape.rows, place.shape.rows) {
      let isBelow = contains(place.shape.rows, value.shape.rows)
      report(
        isBelow ? .shapeReduce : .shapeRows, at(tree, place),
        [
          "name": tree.text, "rows": rowSets[place.shape.rows].id,
          "axis": rowSets[value.shape.rows].id,
        ], clause: place.context.clause)
      return nil
    }
    if value.shape.grain > place.shape.grain {
      guard let over = known.overTime else {
        report(
          .shapeTime, at(tree, place),
          [
            "name": tree.text, "axis": value.shape.grain.name, "grain": place.shape.grain.name,
          ], clause: place.context.clause)
        return nil
      }
      guard let reduced = overTime(known, over, to: place.shape.grain, tree, place) else {
        return nil
      }
      value = reduced
    }
    return value
  }

  /// The aggregate of a finer value that a coarser formula reads.
  private mutating func overTime(
    _ known: Known, _ rule: String, to grain: Grain, _ tree: Expression, _ place: Place
  ) -> Typed? {
    let words = rule.split(separator: " ").map(String.init)
    guard let first = words.first, let reduction = Reduction(rawValue: first) else {
      report(
        .attributeValue, declarations[known.declaration].origin(of: "over-time"),
        ["name": "over-time", "got": rule, "expected": "sum | mean | mean weighted by X | last"])
      return nil
    }
    var operands = [known.value.node]
    if words.count == 4, words[1] == "weighted", words[2] == "by" {
      let weightTree = Expression(node: .name(words[3]), range: tree.range)
      let inner = Place(shape: known.value.shape, context: place.context)
      guard let weight = lower(weightTree, inner) else { return nil }
      operands.append(broadcast(weight, to: known.value.shape).node)
    }
    let shape = Shape(rows: known.value.shape.rows, grain: grain)
    var value = known.value
    value.node = emit(
      .reduce(reduction), operands, shape, value.kind, label: "\(tree.text) (\(rule))",
      unit: nodes[value.node].unit)
    value.shape = shape
    return rested(value, nil)
  }

  private mutating func member(
    _ base: Expression, _ name: String, _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard let reference = lower(base, place) else { return nil }
    guard case .reference(let rows) = reference.kind else {
      report(
        .kindDiffers, at(base, place),
        ["got": reference.kind.name, "expected": "reference", "what": base.text])
      return nil
    }
    let grain = place.shape.grain
    let inner = Place(shape: Shape(rows: rows, grain: grain), context: place.context)
    let nameTree = Expression(node: .name(name), range: tree.range)
    guard let target = lower(nameTree, inner) else { return nil }
    let joint = max(reference.shape.grain, target.shape.grain)
    let wideTarget = broadcast(target, to: Shape(rows: rows, grain: joint))
    let shape = Shape(rows: reference.shape.rows, grain: joint)
    let wideReference = broadcast(reference, to: shape)
    var value = target
    value.node = emit(
      .follow, [wideReference.node, wideTarget.node], shape, target.kind, label: tree.label,
      unit: nodes[target.node].unit)
    value.shape = shape
    return value
  }

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

  private mutating func unary(
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

  private mutating func binary(
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
    if left.1.isWild {
      unit = right.1.unit
    } else if !right.1.isWild {
      if operation == .minus, left.1.unit.isAffine, left.1.unit == right.1.unit {
        unit = Unit.difference(left.1.unit, right.1.unit) ?? unit
      } else if let joint = joined(left.1.unit, right.1.unit) {
        unit = joint
      } else {
        reportSummands(left, right, operation, place)
        return nil
      }
    }
    let node = emit(
      operation == .plus ? .add : .subtract, [left.1.node, right.1.node], shape, .number,
      label: tree.label, unit: unit.text)
    return Typed(
      node: node, shape: shape, kind: .number, unit: unit,
      isWild: left.1.isWild && right.1.isWild)
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
      notes: [Finding.Note(caption, at: at(left.0, place))], clause: place.context.clause)
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
      isWild: left.1.isWild || right.1.isWild)
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
    if left.1.kind == .number {
      if !left.1.isWild, !right.1.isWild, joined(left.1.unit, right.1.unit) == nil {
        reportUnits(
          got: right.1.unit, expected: left.1.unit, at(right.0, place), what: right.0.text,
          clause: place.context.clause)
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

  private mutating func conditional(
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
    if first.isWild {
      unit = second.unit
    } else if first.kind == .number, !second.isWild {
      guard let joint = joined(first.unit, second.unit) else {
        reportUnits(
          got: second.unit, expected: first.unit, at(no, place), what: no.text,
          clause: place.context.clause)
        return nil
      }
      unit = joint
    }
    guard let (a, b, branches) = joinShapes(first, second, tree, place),
      let (wideFlag, _, shape) = joinShapes(flag, a, tree, place)
    else { return nil }
    _ = branches
    let node = emit(
      .select,
      [
        broadcast(wideFlag, to: shape).node, broadcast(a, to: shape).node,
        broadcast(b, to: shape).node,
      ], shape, first.kind, label: tree.label, unit: unit.text)
    return Typed(
      node: node, shape: shape, kind: first.kind, unit: unit,
      isWild: first.isWild && second.isWild)
  }

  private mutating func oneOf(
    _ value: Expression, _ words: [String], _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard let left = lower(value, place), demand(left, .text, value, place) != nil else {
      return nil
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

  private mutating func unitUse(
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

/// The findings about expressions.
public enum ExpressionFindings {
  /// Every kind, for the catalogue.
  public static let all: [FindingKind] = [
    .nameUnknown, .shapeRows, .shapeReduce, .shapeTime, .thisOutside, .orderless, .powerRounded,
    .unitAffine, .unitPowerOfTen, .unitCast, .formulaStack,
  ]
}

extension FindingKind {
  static let formulaStack = FindingKind(
    "formula.too-deep-together", .error, zh: "公式连同它引用的公式超过 {limit} 层，请缩短公式链",
    en: "the formula and those that it reads are more than {limit} levels deep; shorten the chain")
  static let nameUnknown = FindingKind(
    "names.unknown", .error, zh: "没有名为“{name}”的量；相近的有：{known}",
    en: "nothing is called “{name}”; near ones: {known}")
  static let shapeRows = FindingKind(
    "shapes.siblings", .error, zh: "“{name}”与“{rows}”互不从属，不能直接一起计算",
    en: "“{name}” and “{rows}” do not contain each other; they cannot be combined directly")
  static let shapeReduce = FindingKind(
    "shapes.needs-reduction", .error, zh: "“{name}”每个{axis}各有一个值，请写明如何汇总，如 sum over {axis} of {name}",
    en: "“{name}” has a value for each {axis}; say how they become one: sum over {axis} of {name}")
  static let shapeTime = FindingKind(
    "shapes.needs-time", .error,
    zh: "“{name}”按{axis}给出，而公式按{grain}计算：请写 sum over {axis} of {name}，或给输入加 over-time",
    en: "“{name}” is given by {axis}, the formula by {grain}: write sum over {axis} of {name} or add over-time")
  static let thisOutside = FindingKind(
    "shapes.this-outside", .error, zh: "this {name} 只能写在汇总的 where 条件里，形如 where x = this {name}",
    en: "“this {name}” stands only in the condition of a reduction: where x = this {name}")
  static let orderless = FindingKind(
    "kinds.orderless", .error, zh: "{got}没有大小，只能用 = 或 ≠ 比较",
    en: "a {got} has no order; compare with = or ≠")
  static let powerRounded = FindingKind(
    "numbers.power-unrounded", .error, zh: "非整数次幂须直接写在 round(…) 里，如 round({got}, 4)",
    en: "a power that is not whole stands directly inside round(…): round({got}, 4)")
  static let unitAffine = FindingKind(
    "units.affine", .error, zh: "温度“{got}”有零点，不能相乘除；请先相减得到温差",
    en: "a temperature in {got} has an offset and cannot be multiplied; subtract two of them first")
  static let unitPowerOfTen = FindingKind(
    "units.bare-power-of-ten", .warning, zh: "裸写的 {got} 像是单位换算，请写 to 单位",
    en: "the bare {got} looks like a unit conversion; write “to UNIT”")
  static let unitCast = FindingKind(
    "units.cast", .error, zh: "as 只能给无量纲数标明基准之比（如 t@d/t@ar），不能把“{got}”变成“{expected}”",
    en: "“as” only states the basis of a ratio (t@d/t@ar); it cannot turn {got} into {expected}")
}
