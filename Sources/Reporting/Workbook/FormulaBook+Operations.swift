import Engine
import Foundation
import Quantities
import RulePlan

extension FormulaBook {
  /// The formula of an element, whatever it is called.
  mutating func body(_ place: Place) throws(Unsupported) -> SheetTerm {
    let node = material.plan.nodes[place.node]
    switch node.operation {
    case .constant(let scalar): return try constant(scalar)
    case .input(let input):
      if let cell = entered(input, place.element) { return cell }
      return try literal(place)
    case .broadcast, .firstGiven, .occursWhere, .follow, .choose, .shift:
      return try passed(place)
    case .select: return try selected(place)
    case .add: return try sum(place, "+")
    case .subtract: return try sum(place, "-")
    case .multiply: return try binary(place, "*")
    case .divide: return try binary(place, "/")
    case .negate, .magnitude, .power, .irrational, .least, .greatest:
      return try function(place, node)
    case .round(let rounding): return try rounded(place, rounding)
    case .compare, .and, .or, .not, .state: return try condition(place, node)
    case .lookup: return try lookup(place)
    case .reduce(let kind): return try reduced(place, kind, value: 0)
    case .window(let kind, _): return try reduced(place, kind, value: 0)
    case .collect(let kind), .bucket(let kind): return try reduced(place, kind, value: 1)
    case .allocate: throw Unsupported(reason: "分摊及尾差由程序处理：写出数值")
    default: return try literal(place)
    }
  }

  // MARK: values

  private func constant(_ scalar: Scalar) throws(Unsupported) -> SheetTerm {
    switch scalar {
    case .number(let number): return SheetTerm(number)
    case .flag(let flag): return SheetTerm(flag ? "TRUE" : "FALSE", flag ? 1 : 0)
    case .text(let text): return SheetTerm(SheetTerm.quoted(text), 0)
    case .date: throw Unsupported(reason: "日期：写出数值")
    }
  }

  /// The value as it stands now.
  private func literal(_ place: Place) throws(Unsupported) -> SheetTerm {
    switch material.evaluation.value(place.node, place.element) {
    case .number(let number): return SheetTerm(number)
    case .flag(let flag): return SheetTerm(flag ? "TRUE" : "FALSE", flag ? 1 : 0)
    case .text(let text): return SheetTerm(SheetTerm.quoted(text), 0)
    case .date, .reference, nil: throw Unsupported(reason: "日期或引用：写出数值")
    }
  }

  private func hasValue(_ source: Dependency) -> Bool {
    material.evaluation.state(source.node, source.element).hasValue
  }

  /// What a choice or a repetition handed on: the last source that decided it.
  private mutating func passed(_ place: Place) throws(Unsupported) -> SheetTerm {
    guard let taken = sources(place).last else { return try literal(place) }
    return try term(taken.node, taken.element)
  }

  // MARK: arithmetic

  private mutating func binary(_ place: Place, _ sign: String) throws(Unsupported) -> SheetTerm {
    let sources = self.sources(place)
    let left = try term(sources[0].node, sources[0].element)
    let right = try term(sources[1].node, sources[1].element)
    return .binary(left, sign, right)
  }

  /// What does not occur counts as nothing.
  private mutating func sum(_ place: Place, _ sign: String) throws(Unsupported) -> SheetTerm {
    let sources = self.sources(place)
    switch (hasValue(sources[0]), hasValue(sources[1])) {
    case (true, true): return try binary(place, sign)
    case (true, false): return try term(sources[0].node, sources[0].element)
    case (false, true):
      let right = try term(sources[1].node, sources[1].element)
      return sign == "+" ? right : SheetTerm("(-\(right.text))", -right.value)
    case (false, false): return try literal(place)
    }
  }

  private mutating func function(_ place: Place, _ node: Node) throws(Unsupported) -> SheetTerm {
    var terms: [SheetTerm] = []
    for source in sources(place) where hasValue(source) {
      terms.append(try term(source.node, source.element))
    }
    guard let x = terms.first else { return try literal(place) }
    switch node.operation {
    case .negate: return SheetTerm("(-\(x.text))", -x.value)
    case .magnitude: return SheetTerm("ABS(\(x.text))", x.value.magnitude)
    case .power(let exponent):
      return SheetTerm("POWER(\(x.text),\(exponent))", pow(x.value, Double(exponent)))
    case .least, .greatest:
      let isLeast = node.operation == .least
      let value = isLeast ? terms.map(\.value).min() : terms.map(\.value).max()
      let list = terms.map(\.text).joined(separator: ",")
      return SheetTerm("\(isLeast ? "MIN" : "MAX")(\(list))", value ?? 0)
    case .irrational(let kind, let rounding): return try irrational(kind, terms, rounding)
    default: return try literal(place)
    }
  }

  private func irrational(
    _ kind: Irrational, _ terms: [SheetTerm], _ rounding: Rounding
  ) throws(Unsupported) -> SheetTerm {
    let x = terms[0]
    let made: SheetTerm
    switch kind {
    case .power:
      guard terms.count == 2 else { throw Unsupported(reason: "用到没有数值的量：写出数值") }
      made = SheetTerm("POWER(\(x.text),\(terms[1].text))", pow(x.value, terms[1].value))
    case .squareRoot: made = SheetTerm("SQRT(\(x.text))", x.value.squareRoot())
    case .logarithm: made = SheetTerm("LN(\(x.text))", log(x.value))
    case .exponential: made = SheetTerm("EXP(\(x.text))", exp(x.value))
    }
    guard let result = SheetRounding.rounded(made, rounding) else {
      throw Unsupported(reason: "\(ReportWords.rounding(rounding))，电子表格写不出：写出数值")
    }
    return result
  }

  /// A rounding that only brings a value to rest changes nothing a spreadsheet could see.
  private mutating func rounded(
    _ place: Place, _ rounding: Rounding
  ) throws(Unsupported) -> SheetTerm {
    let source = sources(place)[0]
    var inner = try term(source.node, source.element)
    if rounding == .rest { return inner }
    // The number stands several times in the formula.
    if inner.text.count > 24 || inner.text.contains("(") {
      inner = step(Place(node: source.node, element: source.element), inner)
    }
    guard let result = SheetRounding.rounded(inner, rounding) else {
      throw Unsupported(reason: "\(ReportWords.rounding(rounding))，电子表格写不出：写出数值")
    }
    return result
  }

  // MARK: conditions

  private mutating func selected(_ place: Place) throws(Unsupported) -> SheetTerm {
    let node = material.plan.nodes[place.node]
    let sources = self.sources(place)
    guard let taken = sources.last, sources.count == 2 else { return try literal(place) }
    let yes = (node.operands[1], place.element)
    let no = (node.operands[2], place.element)
    let value = try term(taken.node, taken.element)
    // Where the branch that is not taken has no value, only the taken one can be written.
    guard case .flag(let holds)? = material.evaluation.value(node.operands[0], place.element),
      node.kind == .number,
      let test = try? term(node.operands[0], place.element),
      let first = try? term(yes.0, yes.1), let second = try? term(no.0, no.1)
    else { return value }
    _ = holds
    return SheetTerm("IF(\(test.text),\(first.text),\(second.text))", value.value)
  }

  private mutating func condition(_ place: Place, _ node: Node) throws(Unsupported) -> SheetTerm {
    guard case .flag(let flag)? = material.evaluation.value(place.node, place.element) else {
      throw Unsupported(reason: "用到没有数值的量：写出数值")
    }
    let now = SheetTerm(flag ? "TRUE" : "FALSE", flag ? 1 : 0)
    var terms: [SheetTerm] = []
    for source in sources(place) {
      guard hasValue(source), let term = try? term(source.node, source.element) else { return now }
      terms.append(term)
    }
    let list = terms.map(\.text).joined(separator: ",")
    switch node.operation {
    case .compare(let comparison):
      let kind = material.plan.nodes[node.operands[0]].kind
      guard terms.count == 2, kind == .number || kind == .text else { return now }
      let sign = ["≠": "<>", "≤": "<=", "≥": ">="][comparison.rawValue] ?? comparison.rawValue
      return SheetTerm("(\(terms[0].text)\(sign)\(terms[1].text))", now.value)
    case .and: return SheetTerm("AND(\(list))", now.value)
    case .or: return SheetTerm("OR(\(list))", now.value)
    case .not: return SheetTerm("NOT(\(list))", now.value)
    default: return now
    }
  }

  // MARK: reductions

  private mutating func reduced(
    _ place: Place, _ kind: Reduction, value operand: Int
  ) throws(Unsupported) -> SheetTerm {
    var values: [SheetTerm] = []
    var weights: [SheetTerm] = []
    let hasWeights = material.plan.nodes[place.node].operands.count > operand + 1
    var sources = self.sources(place).filter { $0.place >= operand }[...]
    while let first = sources.popFirst() {
      let weight = hasWeights ? sources.popFirst() : nil
      guard hasValue(first), weight.map(hasValue) ?? true else { continue }
      values.append(try term(first.node, first.element))
      if let weight { weights.append(try term(weight.node, weight.element)) }
    }
    guard !values.isEmpty else { return try literal(place) }
    let numbers = values.map(\.value)
    switch kind {
    case .sum: return SheetList.call("SUM", values, numbers.reduce(0, +))
    case .mean: return mean(values, weights)
    case .min: return SheetList.call("MIN", values, numbers.min() ?? 0)
    case .max: return SheetList.call("MAX", values, numbers.max() ?? 0)
    case .product: return SheetList.call("PRODUCT", values, numbers.reduce(1, *))
    case .last: return values[values.count - 1]
    case .variance:
      guard values.count <= 250 else { throw Unsupported(reason: "方差的项数过多：写出数值") }
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let squares = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      return SheetList.call("VAR", values, squares / Double(max(numbers.count - 1, 1)))
    case .count, .any, .all: return try literal(place)
    }
  }

  private func mean(_ values: [SheetTerm], _ weights: [SheetTerm]) -> SheetTerm {
    let count = SheetTerm("\(values.count)", Double(values.count))
    if weights.isEmpty {
      let sum = SheetList.call("SUM", values, values.map(\.value).reduce(0, +))
      return .binary(sum, "/", count)
    }
    let products = zip(values, weights).map { SheetTerm.binary($0, "*", $1) }
    let above = SheetList.call("SUM", products, products.map(\.value).reduce(0, +))
    let below = SheetList.call("SUM", weights, weights.map(\.value).reduce(0, +))
    return .binary(above, "/", below)
  }
}

/// Functions over lists of terms.
enum SheetList {
  /// The most arguments of a function in any spreadsheet is 255.
  private static let most = 200

  /// A function of terms; neighbouring cells become a range.
  static func call(_ name: String, _ terms: [SheetTerm], _ value: Double) -> SheetTerm {
    var arguments = ranges(terms.map(\.outer))
    while arguments.count > most {
      arguments = stride(from: 0, to: arguments.count, by: most).map { start in
        let part = arguments[start..<min(start + most, arguments.count)]
        return "\(name)(\(part.joined(separator: ",")))"
      }
    }
    return SheetTerm("\(name)(\(arguments.joined(separator: ",")))", value)
  }

  /// `'计算'!E5, '计算'!E6, '计算'!E7` as `'计算'!E5:E7`.
  static func ranges(_ texts: [String]) -> [String] {
    var result: [String] = []
    var start: (column: String, first: Int, last: Int)?
    func close() {
      guard let open = start else { return }
      let cell = "\(open.column)\(open.first)"
      let end = open.column.split(separator: "!").last.map(String.init) ?? open.column
      result.append(open.first == open.last ? cell : "\(cell):\(end)\(open.last)")
      start = nil
    }
    for text in texts {
      if let found = text.wholeMatch(of: /('[^'()]+'!)?([A-Z]+)([0-9]+)/),
        let row = Int(found.3)
      {
        let column = (found.1.map(String.init) ?? "") + String(found.2)
        if let open = start, open.column == column, open.last + 1 == row {
          start = (column, open.first, row)
          continue
        }
        close()
        start = (column, row, row)
      } else {
        close()
        result.append(text)
      }
    }
    close()
    return result
  }
}
