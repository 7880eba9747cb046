import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// Compiles the checks that the methodology declares.
  mutating func bindChecks() {
    for declaration in declarations where ["check", "condition"].contains(declaration.kind) {
      bind(declaration)
    }
  }

  private mutating func bind(_ declaration: Declaration) {
    let element = declaration.element
    let context = declaration.context
    let isCondition = declaration.kind == "condition"
    let test =
      isCondition
      ? byName[declaration.name].flatMap { bindCondition(declaration, $0) } : test(declaration)
    guard let test else { return }
    let messages = element.elements(named: "message")
    let (label, acceptance) = words(declaration)
    let severity = element.attribute("severity")?.value ?? Self.severity(of: declaration)
    var arguments: [String: Int] = [:]
    for message in messages {
      for name in Self.placeholders(in: message.text, opening: "{", closing: "}") {
        if let index = byName[name] {
          if let known = known(index) { arguments[name] = self.named[known.named].node }
        } else if rowSetIndex[name] == nil {
          reportName(name, .source(file: context.file, range: message.tagRange))
        }
      }
    }
    checks.append(
      Check(
        id: declaration.id, severity: severity, message: label, arguments: arguments, test: test,
        reviewRow: element.attribute("row")?.value, acceptance: acceptance,
        citation: context.entering(element).citation(note: element.noteText)))
  }

  /// What decides about the result stops it; a row that is left out is worth a look.
  private static func severity(of declaration: Declaration) -> String {
    let decidesResult = declaration.element.attribute("decides")?.value != "rows"
    return declaration.kind == "condition" && decidesResult ? "error" : "warning"
  }

  private mutating func test(_ declaration: Declaration) -> Check.Test? {
    let element = declaration.element
    let figureRows =
      declaration.context.rows
      ?? (declaration.context.emissionSource == nil ? "filing" : declaration.context.per)
    let rowsName = element.attribute("per")?.value ?? figureRows
    guard let rows = rowSetIndex[rowsName] else {
      report(
        .rowsUnknown, declaration.origin(of: "per"),
        ["name": rowsName, "known": rowSets.map(\.id).joined(separator: " ")])
      return nil
    }
    let grainName = element.attribute("evaluated")?.value ?? declaration.context.evaluated ?? "year"
    guard let grain = Grain(name: grainName) else { return nil }
    let place = Place(shape: Shape(rows: rows, grain: grain), context: declaration.context)
    if let holds = element.attribute("holds") {
      _ = parameters("", declaration, and: ["holds", "per", "evaluated"])
      guard let flag = lower(holds, place, expecting: .flag) else { return nil }
      let wide = broadcast(flag, to: place.shape)
      return .fires(emit(.not, [wide.node], place.shape, .flag, label: "not (\(holds.value))"))
    }
    guard let detector = element.attribute("detector") else {
      report(.attributeMissing, declaration.origin, ["name": "holds", "element": "check"])
      return nil
    }
    guard Self.detectors.contains(detector.value) else {
      report(
        .attributeValue, declaration.origin(of: "detector"),
        [
          "name": "detector", "got": detector.value,
          "expected": Self.detectors.joined(separator: " "),
        ])
      return nil
    }
    var operands: [Int] = []
    for name in (element.attribute("of")?.value ?? "").split(separator: " ") {
      guard let index = byName[String(name)] else {
        reportName(String(name), declaration.origin(of: "of"))
        return nil
      }
      guard let known = known(index) else { return nil }
      operands.append(self.named[known.named].node)
    }
    return .detector(
      detector.value, operands: operands, parameters: parameters(detector.value, declaration))
  }

  /// The parameters of a detector; one that it does not have would do nothing and is told.
  private mutating func parameters(
    _ detector: String, _ declaration: Declaration, and own: [String] = ["detector", "of"]
  ) -> [String: String] {
    let known = Self.parameters[detector] ?? []
    let others: Set<String> = Vocabulary.everywhere.union(["id", "severity", "row"]).union(own)
    var parameters: [String: String] = [:]
    for attribute in declaration.element.attributes where !others.contains(attribute.name) {
      guard known.contains(attribute.name) else {
        report(
          .attributeUnknown,
          .source(file: declaration.context.file, range: attribute.nameRange),
          [
            "name": attribute.name,
            "element": detector.isEmpty ? "check holds" : "check \(detector)",
            "known": (known + own).joined(separator: " "),
          ])
        continue
      }
      parameters[attribute.name] = attribute.value
    }
    return parameters
  }

  /// The parameters of each detector.
  private static let parameters = [
    "repeated": ["at-least"], "consecutive": ["at-least"], "last-digit": ["count", "share"],
    "outlier": ["limit"], "parts-differ": ["within"],
  ]

  /// The closed catalogue of detectors that `Verification` knows.
  static let detectors = [
    "repeated", "consecutive", "date-order", "last-digit", "outlier", "parts-differ",
  ]

  private mutating func reportName(_ name: String, _ origin: Origin) {
    let near = Nearest.names(to: name, among: byName.keys.sorted())
    report(.nameUnknown, origin, ["name": name, "known": near.joined(separator: " ")])
  }

  // MARK: checks that declarations bring along

  /// A value taken from a lower alternative than the filer stated leaves a finding.
  mutating func addAlternativeCheck(
    _ declaration: Declaration, choice: Int, chosen: Int, shape: Shape, ids: [String]
  ) {
    let stated = emit(.state([.given, .substituted]), [choice], shape, .flag)
    let differs = emit(.compare(.notEqual), [choice, chosen], shape, .flag)
    let taken = emit(.state([.given, .substituted]), [chosen], shape, .flag)
    let fell = emit(
      .and, [emit(.and, [stated, taken], shape, .flag), differs], shape, .flag,
      label: "\(declaration.name)@choice ≠ \(declaration.name)")
    checks.append(
      Check(
        id: "alternative-\(declaration.id)", severity: "warning",
        message: Label(
          "{name}申报的取值方式是“{stated}”，条件不满足，实际取“{taken}”",
          en: "{name} states “{stated}”, whose condition fails; “{taken}” is taken"),
        arguments: ["stated": choice, "taken": chosen], test: .fires(fell), reviewRow: "factor",
        citation: declaration.context.citation(note: nil)))
  }

  /// The opening stock must be last year's closing stock.
  mutating func addPriorCheck(
    _ declaration: Declaration, opening: String, closing: String, _ place: Place
  ) {
    let range = declaration.element.tagRange
    let text = "\(opening) = prior(\(closing))"
    let (tree, _) = Parser.parse(text, file: place.context.file, base: range.lowerBound)
    let yearly = Place(
      shape: Shape(rows: place.shape.rows, grain: .year), context: place.context)
    guard let tree, let flag = lower(tree, yearly) else { return }
    let wide = broadcast(flag, to: yearly.shape)
    let fires = emit(.not, [wide.node], yearly.shape, .flag, label: "not (\(text))")
    checks.append(
      Check(
        id: "balance-\(declaration.id)", severity: "error",
        message: Label(
          "{name}的期初存量不等于上年经核定的期末存量",
          en: "the opening stock of {name} is not last year's verified closing stock"),
        arguments: [:], test: .fires(fires), reviewRow: "activity",
        citation: declaration.context.citation(note: nil)))
  }
}
