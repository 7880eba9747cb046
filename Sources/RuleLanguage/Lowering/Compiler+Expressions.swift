import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  // MARK: entry points

  /// The place of a text in its file.
  func origin(_ text: XMLText, _ context: Declaration.Context) -> Origin {
    let range = text.range
    return .source(
      file: context.file, range: range.isEmpty ? range.lowerBound..<(range.lowerBound + 1) : range)
  }

  /// Parses and lowers a formula.
  mutating func lowerTree(_ text: XMLText, _ place: Place) -> (Expression, Typed)? {
    let (tree, problems) = Parser.parse(text, file: place.context.file)
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
    let (tree, problems) = Parser.parse(attribute.text, file: place.context.file)
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
    // What nests deeply has a small frame of its own: the stack limits how deep that may go.
    let value: Typed? =
      switch tree.node {
      case .binary(let operation, let left, let right):
        binary(operation, left, right, tree, place)
      case .call(let name, let arguments): call(name, arguments, tree, place)
      default: lowerPart(tree, place)
      }
    guard let value, isReadable(value, tree, place) else { return nil }
    return value
  }

  /// Whether a value may be read at a place as it is: nothing repeats a finer value over a coarser
  /// shape.
  private mutating func isReadable(_ value: Typed, _ tree: Expression, _ place: Place) -> Bool {
    if !contains(value.shape.rows, place.shape.rows) {
      report(
        contains(place.shape.rows, value.shape.rows) ? .shapeReduce : .shapeRows, at(tree, place),
        [
          "name": tree.text, "rows": rowSets[place.shape.rows].id,
          "axis": rowSets[value.shape.rows].id,
        ], clause: place.context.clause)
      return false
    }
    if value.shape.grain > place.shape.grain {
      report(
        .shapeTime, at(tree, place),
        [
          "name": tree.text, "axis": value.shape.grain.name, "grain": place.shape.grain.name,
        ], clause: place.context.clause)
      return false
    }
    return true
  }

  private mutating func lowerPart(_ tree: Expression, _ place: Place) -> Typed? {
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
    case .binary, .call: return nil
    case .special(let name, let word): return special(name, word, tree, place)
    case .evidence(let value, let field): return evidence(value, field, tree, place)
    case .unary(let operation, let value): return unary(operation, value, tree, place)
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
      return Typed(
        node: emit(.key, [], shape, .text, label: name), shape: shape, kind: .text,
        choices: knownKeys(rows))
    }
    let all = Array(byName.keys) + Array(rowSetIndex.keys)
    report(
      .nameUnknown, at(tree, place),
      ["name": name, "known": Nearest.names(to: name, among: all.sorted()).joined(separator: " ")],
      clause: place.context.clause)
    return nil
  }

  /// The keys that the rows of a row set can have; nil where the filing names them.
  private func knownKeys(_ rows: Int) -> Set<String>? {
    let index: Int
    let column: Int
    switch rowSets[rows].keys {
    case .free, .table(_, extensible: true): return nil
    case .table(let table, _): (index, column) = (table, 0)
    case .derived(let table, let key, _): (index, column) = (table, key)
    }
    return Set(
      tables[index].rows.compactMap { row in
        if case .text(let key) = row.keys[column] { key } else { nil }
      })
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
    if known.value.kind != .number, reduction != .last {
      report(
        .kindDiffers, declarations[known.declaration].origin(of: "over-time"),
        ["got": known.value.kind.name, "expected": "number", "what": tree.text])
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
}

extension FindingKind {
  static let choiceUnknown = FindingKind(
    "names.choice-unknown", .error, zh: "“{name}”不会是“{got}”；可能的值：{known}",
    en: "“{name}” is never “{got}”; it can be: {known}")
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
    "shapes.needs-reduction", .error,
    zh: "“{name}”每个{axis}各有一个值，请写明如何汇总，如 sum over {axis} of {name}",
    en: "“{name}” has a value for each {axis}; say how they become one: sum over {axis} of {name}")
  static let shapeTime = FindingKind(
    "shapes.needs-time", .error,
    zh: "“{name}”按{axis}给出，而公式按{grain}计算：请写 sum over {axis} of {name}，或给输入加 over-time",
    en:
      "“{name}” is given by {axis}, the formula by {grain}: write a reduction or add over-time"
  )
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
