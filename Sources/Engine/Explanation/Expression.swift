import Quantities
import RulePlan

/// The formula of one step as tokens with a symbol, a unit and a number each.
///
/// Steps without a name are written out down to the next named value, input, constant, look-up,
/// reduction or choice; those are the operands that are explained next.
struct Expression {
  /// What stands in one column of the printed formula.
  struct Token {
    var symbol: String
    var unit = ""
    var number: String
  }

  /// The steps to be explained next, each once, in the order of appearance.
  private(set) var operands: [ExplanationNode] = []
  private(set) var tokens: [Token] = []
  private let digits: Int

  init(_ step: ExplanationNode, digits: Int) {
    self.digits = digits
    switch step.operation {
    case .input, .constant, .key, .row, .slotStart, .slotEnd: return
    case .lookup:
      operands = step.children.filter { Self.isExplained($0) }
    case .reduce, .collect, .bucket, .window, .shift, .choose, .select, .firstGiven, .follow,
      .allocate, .chosen:
      if let label = step.label { tokens = [Token(symbol: label, number: terms(step))] }
      operands = step.children
    default: write(step, isRoot: true, binding: 0)
    }
  }

  /// Symbols, units, numbers: three lines with columns that line up; none where there is nothing
  /// to compute.
  var lines: [String] {
    if tokens.isEmpty { return [] }
    let rows = [tokens.map(\.symbol), tokens.map(\.unit), tokens.map(\.number)]
    let widths = tokens.map { token in
      max(token.symbol.displayWidth, token.unit.displayWidth, token.number.displayWidth)
    }
    return rows.compactMap { row in
      if row.allSatisfy(\.isEmpty) { return nil }
      var line = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.displayWidth)
      }.joined(separator: " ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The terms of a short sum with their signs, else the result.
  private func terms(_ step: ExplanationNode) -> String {
    guard case .reduce(.sum) = step.operation, step.omitted == 0, step.children.count <= 12 else {
      return Self.result(step, digits)
    }
    return step.children.map { Self.result($0, digits) }.joined(separator: " + ")
  }

  private mutating func write(_ step: ExplanationNode, isRoot: Bool, binding: Int) {
    guard isRoot || Self.isBetween(step) else { return leaf(step) }
    let children = step.children
    if step.omitted > 0 || step.isRepeated {
      // A root that was cut short is no operand of itself.
      return isRoot ? () : leaf(step)
    }
    switch step.operation {
    case .round: if let child = children.first { write(child, isRoot: false, binding: binding) }
    case .add: infix(children, "+", 1, binding)
    case .subtract: infix(children, "−", 1, binding)
    case .multiply: infix(children, "×", 2, binding)
    case .divide: infix(children, "÷", 2, binding)
    case .compare(let comparison): infix(children, comparison.rawValue, 0, binding)
    case .and: infix(children, "and", 0, binding)
    case .or: infix(children, "or", 0, binding)
    case .negate:
      operatorToken("−")
      if let child = children.first { write(child, isRoot: false, binding: 3) }
    case .power(let exponent):
      if let child = children.first { write(child, isRoot: false, binding: 4) }
      operatorToken("^\(exponent)")
    case .least: call("min", children)
    case .greatest: call("max", children)
    case .irrational(let function, _): call(function.rawValue, children)
    case .occursWhere:
      if let value = children.last(where: { $0.place == 1 }) {
        write(value, isRoot: false, binding: binding)
      }
    default: call(step.operation.name, children)
    }
  }

  private mutating func infix(
    _ children: [ExplanationNode], _ sign: String, _ own: Int, _ binding: Int
  ) {
    guard children.count == 2 else { return children.forEach { leaf($0) } }
    let needsParentheses = own < binding
    if needsParentheses { operatorToken("(") }
    write(children[0], isRoot: false, binding: own)
    operatorToken(sign)
    write(children[1], isRoot: false, binding: own + 1)
    if needsParentheses { operatorToken(")") }
  }

  private mutating func call(_ name: String, _ children: [ExplanationNode]) {
    operatorToken(name + "(")
    for (index, child) in children.enumerated() {
      if index > 0 { operatorToken(",") }
      write(child, isRoot: false, binding: 0)
    }
    operatorToken(")")
  }

  private mutating func operatorToken(_ text: String) {
    tokens.append(Token(symbol: text, number: text))
  }

  private mutating func leaf(_ step: ExplanationNode) {
    let unit = step.kind == .constant && step.named == nil ? "" : step.unit ?? ""
    tokens.append(
      Token(symbol: Self.symbol(step), unit: unit, number: Self.result(step, digits)))
    if Self.isExplained(step),
      !operands.contains(where: { $0.node == step.node && $0.element == step.element })
    {
      operands.append(step)
    }
  }

  /// Whether a step is written out within the formula of its reader.
  private static func isBetween(_ step: ExplanationNode) -> Bool {
    step.named == nil && step.kind == .formula
  }

  /// Whether there is anything to say about a step beyond its number.
  private static func isExplained(_ step: ExplanationNode) -> Bool {
    step.named != nil || (step.kind != .constant && step.kind != .position)
  }

  /// The name of a step in a formula.
  static func symbol(_ step: ExplanationNode) -> String {
    if let named = step.named { return named.symbol.isEmpty ? named.id : named.symbol }
    if step.kind == .constant, let label = step.label { return label }
    if step.kind == .constant, let value = step.value { return text(value, 40) }
    return step.label ?? step.operation.name
  }

  /// The value of a step as text: a rounded number with its declared decimals.
  static func result(_ step: ExplanationNode, _ digits: Int) -> String {
    guard let value = step.value else {
      switch step.state {
      case .notOccurring: return "∅"
      case .poisoned: return "!"
      default: return "?"
      }
    }
    if step.kind == .constant, step.named == nil, let label = step.label {
      return molarRatio(label) ?? label
    }
    if case .number(let number) = value, case .decimals(let decimals)? = step.rounding?.precision,
      decimals >= 0
    {
      return number.text(decimals: decimals)
    }
    return text(value, digits)
  }

  /// `molar(CO2/C)` as the guidelines print it: `44/12`.
  private static func molarRatio(_ label: String) -> String? {
    guard label.hasPrefix("molar("), label.hasSuffix(")") else { return nil }
    let parts = label.dropFirst(6).dropLast().split(whereSeparator: { $0 == "/" || $0 == "÷" })
    guard parts.count == 2, let above = MolarTable.masses[String(parts[0])],
      let below = MolarTable.masses[String(parts[1])]
    else { return nil }
    return "\(above)/\(below)"
  }

  /// A value as text, numbers with at most so many significant digits.
  static func text(_ value: Value, _ digits: Int) -> String {
    switch value {
    case .number(let number): Self.number(number, digits)
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): "“\(text)”"
    case .date(let day): day.description
    case .reference(let row): "#\(row + 1)"
    }
  }

  /// A number, exactly where it has so many digits at most, else cut with `…`.
  static func number(_ number: Rational, _ digits: Int) -> String {
    let short = number.rounded(Rounding(.halfEven, .digits(digits)))
    return short == number ? number.description : short.description + "…"
  }
}

extension String {
  /// Columns that the text takes on a terminal: two for each wide character.
  var displayWidth: Int {
    unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        width + 2
      default: width + (scalar.properties.generalCategory == .nonspacingMark ? 0 : 1)
      }
    }
  }
}
