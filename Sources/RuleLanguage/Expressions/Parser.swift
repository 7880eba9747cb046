import Diagnostics
import Quantities
import RulePlan

/// Reads a formula. Mistakes become findings; a formula with one has no tree.
public struct Parser {
  /// The longest formula that is read, in UTF-8 bytes.
  public static let longest = 4096
  /// The deepest nesting that is read.
  public static let deepest = 64
  /// The most words and signs that are read: a tree of them is never deeper than that.
  public static let mostTokens = 800
  /// The most slots that `previous` goes back.
  public static let longestWindow = 366

  var lexer: Lexer
  var token: Token
  private var depth = 0
  private var tokens = 0
  private let file: String
  let base: Int
  var failed = false
  private var findings: [Finding] = []

  /// Reads one formula.
  ///
  /// - Parameters:
  ///   - text: the formula.
  ///   - file: the file it stands in.
  ///   - base: UTF-8 offset of its first byte in the file.
  /// - Returns: the tree, nil when there is a finding of severity error; and the findings.
  public static func parse(_ text: String, file: String, base: Int) -> (Expression?, [Finding]) {
    guard text.utf8.count <= longest else {
      let place = Origin.source(file: file, range: base..<(base + 1))
      return (nil, [Finding(.formulaTooLong, at: place, ["limit": "\(longest)"])])
    }
    var parser = Parser(text, file: file, base: base)
    let tree = parser.whole()
    return (parser.failed ? nil : tree, parser.findings)
  }

  private init(_ text: String, file: String, base: Int) {
    lexer = Lexer(text)
    token = lexer.next()
    self.file = file
    self.base = base
  }

  private mutating func whole() -> Expression? {
    if token.kind == .end {
      fail(.formulaEmpty, token.range)
      return nil
    }
    let tree = expression()
    if !failed, token.kind != .end {
      fail(.formulaUnexpected, token.range, ["got": token.text])
    }
    if let problem = lexer.problems.first {
      // What the parser made of the rest only follows from it.
      findings = []
      failed = false
      fail(.formulaCharacter, problem.range, ["got": problem.character])
    }
    return tree
  }

  // MARK: tokens

  mutating func advance() {
    token = lexer.next()
    tokens += 1
    if tokens == Self.mostTokens {
      fail(.formulaTooMany, token.range, ["limit": "\(Self.mostTokens)"])
    }
  }

  private func isSymbol(_ text: String) -> Bool { token.kind == .symbol && token.text == text }

  func isWord(_ text: String) -> Bool { token.kind == .name && token.text == text }

  mutating func take(_ text: String) -> Bool {
    guard isSymbol(text) || isWord(text) else { return false }
    advance()
    return true
  }

  mutating func expect(_ text: String) {
    if !take(text) {
      let got = token.kind == .end ? "…" : token.text
      fail(.formulaExpected, token.range, ["expected": text, "got": got])
    }
  }

  mutating func expectName(_ what: String) {
    guard token.kind == .name else {
      let got = token.kind == .end ? "…" : token.text
      fail(.formulaExpected, token.range, ["expected": what, "got": got])
      return
    }
    advance()
  }

  mutating func fail(
    _ kind: FindingKind, _ range: Range<Int>, _ arguments: [String: String] = [:]
  ) {
    if failed { return }
    failed = true
    let start = base + range.lowerBound
    let end = max(start + 1, base + range.upperBound)
    findings.append(Finding(kind, at: .source(file: file, range: start..<end), arguments))
  }

  func made(_ node: Expression.Node, from start: Int, to end: Int) -> Expression {
    Expression(node: node, range: start..<max(start, end))
  }

  var here: Int { base + token.range.lowerBound }

  func nothing() -> Expression {
    Expression(node: .number(.zero, "0"), range: here..<here)
  }

  // MARK: grammar

  mutating func expression() -> Expression { binary(atLeast: 1) }

  mutating func binary(atLeast minimum: Int) -> Expression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest {
      fail(.formulaTooDeep, token.range, ["limit": "\(Self.deepest)"])
      return nothing()
    }
    var left = prefix(atLeast: minimum)
    while !failed {
      if minimum <= 4, isWord("one") {
        left = oneOf(left)
        if isWord("one") { fail(.formulaChained, token.range) }
        continue
      }
      guard let operation = operation(), operation.precedence >= minimum else { break }
      skipOperation(operation)
      let next = operation == .power ? operation.precedence : operation.precedence + 1
      let right = binary(atLeast: next)
      if operation.precedence == 4, let again = self.operation(), again.precedence == 4 {
        fail(.formulaChained, token.range)
      }
      left = made(
        .binary(operation, left, right), from: left.range.lowerBound, to: right.range.upperBound)
    }
    return left
  }

  private func operation() -> Expression.Binary? {
    switch token.kind {
    case .symbol: Expression.Binary(rawValue: token.text)
    case .name:
      switch token.text {
      case "and": .and
      case "or": .or
      case "less": .less
      case "more": .greater
      default: nil
      }
    default: nil
    }
  }

  private mutating func skipOperation(_ operation: Expression.Binary) {
    let spelled = token.kind == .name
    advance()
    if spelled, operation == .less || operation == .greater { expect("than") }
  }

  private mutating func prefix(atLeast minimum: Int) -> Expression {
    let start = here
    if isSymbol("−") {
      advance()
      let operand = binary(atLeast: 7)
      return made(.unary(.minus, operand), from: start, to: operand.range.upperBound)
    }
    if isWord("not") {
      advance()
      let operand = binary(atLeast: 3)
      return made(.unary(.not, operand), from: start, to: operand.range.upperBound)
    }
    return postfix()
  }

  private mutating func postfix() -> Expression {
    var value = primary()
    while !failed {
      if isSymbol(".") {
        advance()
        let name = token
        guard name.kind == .name else {
          fail(.formulaExpected, name.range, ["expected": "名称 name", "got": name.text])
          break
        }
        advance()
        let end = base + name.range.upperBound
        if case .lookup(let table, let keys, "") = value.node {
          value = made(
            .lookup(table: table, keys: keys, column: name.text), from: value.range.lowerBound,
            to: end)
        } else {
          value = made(.member(value, name.text), from: value.range.lowerBound, to: end)
        }
      } else if token.kind == .name, let use = Expression.UnitUse(rawValue: token.text) {
        if case .lookup(_, _, "") = value.node { break }
        // The lexer already stands behind the keyword: units have a spelling of their own.
        let unit = lexer.unit()
        advance()
        if unit.text.isEmpty {
          fail(.formulaExpected, unit.range, ["expected": "单位 unit", "got": token.text])
        }
        if unit.text.count(where: { $0 == "(" }) != unit.text.count(where: { $0 == ")" }) {
          fail(.formulaExpected, unit.range, ["expected": ")", "got": unit.text])
        }
        let place = (base + unit.range.lowerBound)..<(base + unit.range.upperBound)
        value = made(
          .unit(value, use, unit.text, place), from: value.range.lowerBound, to: place.upperBound)
      } else {
        break
      }
    }
    if !failed, case .lookup(let table, _, "") = value.node {
      fail(.formulaColumnMissing, token.range, ["table": table])
    }
    return value
  }

  private mutating func primary() -> Expression {
    let start = here
    let first = token
    switch first.kind {
    case .number:
      advance()
      guard let value = Rational(decimal: first.text) else {
        fail(.formulaUnexpected, first.range, ["got": first.text])
        return nothing()
      }
      return made(.number(value, first.text), from: start, to: base + first.range.upperBound)
    case .text:
      advance()
      return made(.text(first.text), from: start, to: base + first.range.upperBound)
    case .symbol where first.text == "(":
      advance()
      let inner = expression()
      expect(")")
      return Expression(node: inner.node, range: inner.range)
    case .name:
      return word(first, from: start)
    default:
      let got = first.kind == .end ? "…" : first.text
      fail(.formulaExpected, first.range, ["expected": "数值 value", "got": got])
      return nothing()
    }
  }

  private mutating func word(_ first: Token, from start: Int) -> Expression {
    switch first.text {
    case "yes", "no":
      advance()
      return made(.flag(first.text == "yes"), from: start, to: base + first.range.upperBound)
    case "if": return conditional(from: start)
    case "this":
      advance()
      let name = token
      guard name.kind == .name else {
        fail(.formulaExpected, name.range, ["expected": "rows", "got": name.text])
        return nothing()
      }
      advance()
      return made(.this(name.text), from: start, to: base + name.range.upperBound)
    case "slot-start", "slot-end":
      advance()
      return made(.special(first.text, ""), from: start, to: base + first.range.upperBound)
    default: break
    }
    advance()
    if isWord("over"), let reduction = Reduction(rawValue: first.text) {
      return self.reduction(reduction, from: start)
    }
    if isSymbol("(") { return call(first, from: start) }
    if isSymbol("[") {
      advance()
      let keys = list(closing: "]")
      return made(.lookup(table: first.text, keys: keys, column: ""), from: start, to: here)
    }
    return made(.name(first.text), from: start, to: base + first.range.upperBound)
  }

  private mutating func list(closing: String) -> [Expression] {
    var items: [Expression] = []
    if take(closing) { return items }
    repeat { items.append(expression()) } while !failed && take(",")
    expect(closing)
    return items
  }

  private mutating func call(_ name: Token, from start: Int) -> Expression {
    // `molar(CO2/C)` and its like take words, not values: the lexer stands behind the parenthesis.
    if ["molar", "gwp", "carbon", "filing", "external"].contains(name.text) {
      guard let raw = lexer.rawArgument() else {
        fail(.formulaExpected, token.range, ["expected": ")", "got": "…"])
        return nothing()
      }
      advance()
      // By scalars: a mark that combines with a quote must not hide it.
      let quotes: Set<Unicode.Scalar> = ["\"", "“", "”"]
      let word = String(
        String.UnicodeScalarView(raw.text.unicodeScalars.filter { !quotes.contains($0) })
      )
      .trimmingBlanks
      return made(.special(name.text, word), from: start, to: base + raw.range.upperBound + 1)
    }
    advance()
    if name.text == "evidence" {
      let value = expression()
      expect(",")
      let field = token
      expectName("字段 field")
      let end = base + token.range.upperBound
      expect(")")
      return made(.evidence(value, field.text), from: start, to: end)
    }
    if name.text == "round" { return rounding(from: start) }
    let arguments = list(closing: ")")
    return made(.call(name.text, arguments), from: start, to: here)
  }

  private mutating func rounding(from start: Int) -> Expression {
    var arguments = [expression()]
    expect(",")
    let sign = take("−") ? "-" : ""
    guard token.kind == .number else {
      fail(.formulaExpected, token.range, ["expected": "位数 digits", "got": token.text])
      return nothing()
    }
    var rule = sign + token.text
    advance()
    if isWord("digits") {
      rule += " digits"
      advance()
    }
    if take(",") {
      rule += " " + token.text
      expectName("half-up …")
    }
    let end = base + token.range.upperBound
    expect(")")
    arguments.append(made(.text(rule), from: end, to: end))
    return made(.call("round", arguments), from: start, to: end)
  }

  private mutating func conditional(from start: Int) -> Expression {
    advance()
    let condition = expression()
    expect("then")
    let yes = expression()
    expect("else")
    let no = expression()
    return made(.conditional(condition, yes, no), from: start, to: no.range.upperBound)
  }

  private mutating func oneOf(_ left: Expression) -> Expression {
    advance()
    expect("of")
    expect("(")
    var words: [String] = []
    repeat {
      if token.kind == .text || token.kind == .name {
        words.append(token.text)
        advance()
      } else {
        fail(.formulaExpected, token.range, ["expected": "\"…\"", "got": token.text])
      }
    } while !failed && take(",")
    let end = base + token.range.upperBound
    expect(")")
    return made(.oneOf(left, words), from: left.range.lowerBound, to: end)
  }
}

extension FindingKind {
  static let formulaTooLong = FindingKind(
    "formula.too-long", .error,
    zh: "公式过长：最多 {limit} 字节，请拆成几个有名称的公式",
    en: "the formula is too long: at most {limit} bytes; split it into named formulas")
  static let formulaTooDeep = FindingKind(
    "formula.too-deep", .error,
    zh: "公式嵌套过深：最多 {limit} 层，请拆成几个有名称的公式",
    en: "the formula is nested too deeply: at most {limit} levels; split it into named formulas")
  static let formulaTooMany = FindingKind(
    "formula.too-many-parts", .error, zh: "公式的词和符号超过 {limit} 个，请拆成几个有名称的公式",
    en: "the formula has more than {limit} words and signs; split it into named formulas")
  static let formulaEmpty = FindingKind(
    "formula.empty", .error, zh: "这里应有公式", en: "a formula is expected here")
  static let formulaUnexpected = FindingKind(
    "formula.unexpected", .error, zh: "公式到此应已结束，却出现“{got}”",
    en: "the formula should end here, but “{got}” follows")
  static let formulaExpected = FindingKind(
    "formula.expected", .error, zh: "此处应为“{expected}”，实为“{got}”",
    en: "“{expected}” is expected here, not “{got}”")
  static let formulaCharacter = FindingKind(
    "formula.character", .error, zh: "公式中不能有字符“{got}”",
    en: "the character “{got}” cannot stand in a formula")
  static let formulaChained = FindingKind(
    "formula.chained-comparison", .error, zh: "比较不能连写，请用 and 连接两个比较",
    en: "comparisons cannot be chained; join two of them with “and”")
  static let formulaColumnMissing = FindingKind(
    "formula.column-missing", .error, zh: "查表“{table}[…]”之后应写“.列名”",
    en: "a look-up “{table}[…]” needs “.column” behind it")
}
