import Diagnostics
import Quantities
import RulePlan

// Conditions: flags that decide whether a result is creditable, and what they come to together.
extension Compiler {
  /// The id of the flag that all conditions come to.
  static let creditable = "creditable"

  /// A condition as a value that formulas may read.
  mutating func condition(_ index: Int, _ declaration: Declaration) -> Known? {
    needsNewer("<condition>", "1.2", at: declaration.origin, declaration.context)
    let element = declaration.element
    guard let shape = conditionShape(declaration), let holds = element.attribute("holds") else {
      return nil
    }
    let place = Place(shape: shape, context: declaration.context)
    guard let flag = lower(holds, place, expecting: .flag),
      let value = occurs(broadcast(flag, to: shape), declaration, place, isFigure: false)
    else { return nil }
    var named = makeNamed(declaration, .condition, node: value.node, shape: shape)
    named.formula = holds.value
    let (message, acceptance) = words(declaration)
    named.condition = Named.Condition(
      kind: element.attribute("kind")?.value ?? "applicability",
      decidesRows: element.attribute("decides")?.value == "rows", message: message,
      acceptance: acceptance)
    if named.condition?.decidesRows == true, shape.rows == 0 {
      report(
        .attributeValue, declaration.origin(of: "decides"),
        ["name": "decides", "got": "rows", "expected": "result"])
    }
    return finish(index, named, value, percent: false, declaration)
  }

  private mutating func conditionShape(_ declaration: Declaration) -> Shape? {
    let context = declaration.context
    let around = context.rows ?? (context.emissionSource == nil ? "filing" : context.per)
    let rowsName = declaration.element.attribute("per")?.value ?? around
    guard let rows = rowSetIndex[rowsName] else {
      report(
        .rowsUnknown, declaration.origin(of: "per"),
        ["name": rowsName, "known": rowSets.map(\.id).joined(separator: " ")])
      return nil
    }
    let name =
      declaration.element.attribute("evaluated")?.value ?? grain("evaluated", context, rows)
    return Grain(name: name ?? "year").map { Shape(rows: rows, grain: $0) }
  }

  /// What is said where a condition or check fails, and when the point is closed.
  func words(_ declaration: Declaration) -> (message: Label, acceptance: Label?) {
    func label(_ name: String) -> Label? {
      let texts = declaration.element.elements(named: name)
      let english = texts.first { $0.attribute("xml:lang")?.value == "en" }?.text
      return texts.first { $0.attribute("xml:lang") == nil }.map { Label($0.text, en: english) }
    }
    let title = declaration.element.label?.zh ?? declaration.id
    let messages = declaration.element.elements(named: "message")
    let english = messages.first { $0.attribute("xml:lang")?.value == "en" }?.text
    return (label("message") ?? Label(title, en: english), label("accept"))
  }

  /// What fires where the condition does not hold.
  mutating func bindCondition(_ declaration: Declaration, _ index: Int) -> Check.Test? {
    guard let known = known(index) else { return nil }
    let shape = known.value.shape
    return .fires(
      emit(.not, [known.value.node], shape, .flag, label: "not (\(declaration.name))"))
  }

  /// Makes the flag that all conditions of the result come to, for each vintage, and looks at what
  /// a reduction method needs.
  mutating func decideCredit() {
    checkReductions()
    let target = Shape(rows: 0, grain: .calendarYear)
    var together: Int?
    var titles: [String] = []
    for declaration in declarations where declaration.kind == "condition" {
      guard let index = byName[declaration.name], let known = known(index) else { continue }
      if named[known.named].condition?.decidesRows == true {
        checkIsRead(declaration)
        continue
      }
      titles.append(declaration.name)
      let flag = decided(known.value, target)
      together = together.map { emit(.and, [$0, flag], target, .flag) } ?? flag
    }
    guard let together else { return }
    if let other = byName[Self.creditable] {
      report(
        .nameDuplicate, declarations[other].origin(of: "id"), ["name": Self.creditable])
      return
    }
    // A node of its own: with one condition, that condition has its own name.
    let yes = emit(.constant(.flag(true)), [], .filing, .flag, label: "yes")
    let wide = emit(.broadcast, [yes], target, .flag, label: "yes")
    let node = emit(.and, [wide, together], target, .flag, label: Self.creditable)
    var value = Named(
      id: Self.creditable, symbol: Self.creditable, title: Label("是否可核证", en: "creditable"),
      role: .creditable, node: node, unit: nil,
      citation: Citation(clause: nil, source: nil, evidence: .derived))
    value.formula = titles.joined(separator: " and ")
    named.append(value)
  }

  /// A condition for each vintage: what is not applicable stands in nobody's way.
  private mutating func decided(_ value: Typed, _ target: Shape) -> Int {
    let shape = value.shape
    let none = emit(.state([.notOccurring]), [value.node], shape, .flag)
    let yes = emit(.constant(.flag(true)), [], .filing, .flag, label: "yes")
    let wide = shape == .filing ? yes : emit(.broadcast, [yes], shape, .flag, label: "yes")
    var node = emit(
      .select, [none, wide, value.node], shape, .flag, label: nodes[value.node].label)
    let coarse = Shape(rows: 0, grain: min(shape.grain, target.grain))
    if shape != coarse {
      node = emit(.reduce(.all), [node], coarse, .flag, label: nodes[value.node].label)
    }
    if coarse == target { return node }
    return emit(.broadcast, [node], target, .flag, label: nodes[value.node].label)
  }

  /// A condition about rows that no formula reads leaves nothing out.
  private mutating func checkIsRead(_ declaration: Declaration) {
    let names = Set([declaration.name, declaration.id])
    for other in declarations where other.id != declaration.id || other.kind != declaration.kind {
      for text in texts(of: other) where Self.words(of: text).contains(where: names.contains) {
        return
      }
    }
    report(.conditionUnused, declaration.origin, ["name": declaration.name])
  }

  private static func words(of text: String) -> [String] {
    guard text.utf8.count <= Parser.longest else { return [] }
    var lexer = Lexer(text)
    var found: [String] = []
    while true {
      let token = lexer.next()
      if token.kind == .end { return found }
      if token.kind == .name { found.append(token.text) }
    }
  }

  /// A reduction is the result of the whole filing, vintage by vintage, and there is one.
  private mutating func checkReductions() {
    var first: Declaration?
    for declaration in declarations where declaration.kind == "figure" {
      guard declaration.element.attribute("role")?.value == "reduction",
        let index = byName[declaration.name], let known = known(index)
      else { continue }
      if known.value.shape != Shape(rows: 0, grain: .calendarYear) {
        report(.reductionShape, declaration.origin, ["name": declaration.name])
      }
      if let first {
        report(
          .reductionTwice, declaration.origin, ["name": declaration.name],
          notes: [Finding.Note(.declaredHere, at: first.origin)])
      }
      first = first ?? declaration
    }
  }
}

extension FindingKind {
  static let conditionUnused = FindingKind(
    "rules.condition-unused", .error,
    zh: "条件“{name}”只决定各行是否计入，却没有公式用到它：请在汇总中写 where {name}",
    en: "the condition “{name}” decides about rows and no formula reads it: write where {name}")
  static let reductionShape = FindingKind(
    "rules.reduction-shape", .error,
    zh: "减排量“{name}”应是整个项目逐自然年的一个值：per=\"filing\" evaluated=\"calendar-year\"",
    en: "the reduction “{name}” is one value for each calendar year of the whole filing")
  static let reductionTwice = FindingKind(
    "rules.reduction-twice", .error, zh: "减排量只能有一个，“{name}”是第二个",
    en: "there is one reduction; “{name}” is a second one")
}
