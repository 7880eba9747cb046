import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// What the method says beside its program.
  mutating func method(_ id: String, _ layers: [(file: String, root: XMLElement)]) -> Method {
    let root = layers.last?.root
    var method = Method(
      id: id, title: root?.label ?? Label(id),
      standing: root?.attribute("standing")?.value ?? "unofficial")
    for layer in layers {
      for element in layer.root.elements {
        switch element.name {
        case "document":
          method.document = (
            element.attribute("number")?.value, element.attribute("issuer")?.value,
            element.attribute("date")?.value
          )
        case "applies":
          checkSpan(element, layer.file)
          method.applies = (
            element.attribute("from")?.value.nonEmpty, element.attribute("to")?.value.nonEmpty
          )
        // That of the base belongs to the base.
        case "registration" where layer.file == layers.last?.file:
          method.registration = registration(element, layer)
        case "term":
          method.terms[element.attribute("name")?.value ?? ""] = element.attribute("text")?.value
        default: break
        }
      }
    }
    for declaration in declarations { describe(declaration, in: &method) }
    return method
  }

  private mutating func describe(_ declaration: Declaration, in method: inout Method) {
    let element = declaration.element
    let citation = declaration.context.entering(element).citation(note: element.noteText)
    switch declaration.kind {
    case "source":
      method.sources.append(
        Method.Source(
          id: declaration.id, title: element.label ?? Label(declaration.id),
          gas: element.attribute("gas")?.value, scope: element.attribute("scope")?.value,
          citation: citation))
      method.sources[method.sources.count - 1].scenario = scenario(declaration)
    case "clause":
      let by = (element.attribute("by")?.value ?? "").split(separator: " ").map(String.init)
      checkClause(by, declaration)
      method.clauses.append(
        Method.Clause(
          reference: element.attribute("ref")?.value ?? "",
          title: element.attribute("title")?.value ?? "",
          status: element.attribute("status")?.value ?? "hole", by: by,
          who: element.attribute("who")?.value, text: Prose.flowed(element.text), citation: citation
        ))
    case "hole":
      method.holes.append(
        Method.Hole(
          id: declaration.id, text: Prose.flowed(element.text), clause: citation.clause))
    case "form":
      if let form = form(declaration) { method.forms.append(form) }
    case "check", "condition":
      for example in element.elements(named: "example") {
        let content = example.content
        method.examples.append(
          Method.Example(
            check: declaration.id, fires: example.attribute("fires")?.value == "yes",
            text: content.value,
            declaration: Named.Declaration(file: declaration.context.file, range: example.range),
            start: content.isVerbatim ? content.range.lowerBound : nil))
      }
    default: break
    }
  }

  private mutating func scenario(_ declaration: Declaration) -> String? {
    guard let attribute = declaration.element.attribute("scenario") else { return nil }
    needsNewer("scenario", "1.2", at: declaration.origin(of: "scenario"), declaration.context)
    return attribute.value
  }

  /// The end of a period of application lies behind its beginning.
  private mutating func checkSpan(_ element: XMLElement, _ file: String) {
    guard let from = element.attribute("from"), let to = element.attribute("to"),
      let first = YearMonth(from.value), let last = YearMonth(to.value), last.first < first.first
    else { return }
    report(
      .attributeValue, .source(file: file, range: to.valueRange),
      ["name": "to", "got": to.value, "expected": "≥ \(from.value)"])
  }

  private mutating func checkClause(_ by: [String], _ declaration: Declaration) {
    let status = declaration.element.attribute("status")?.value ?? ""
    let known = ["formalised", "not-computable", "contradictory", "hole"]
    if !known.contains(status) {
      report(
        .attributeValue, declaration.origin(of: "status"),
        ["name": "status", "got": status, "expected": known.joined(separator: " ")])
    }
    let ids = Set(declarations.map(\.id)).union(declarations.map(\.name))
      .union(declarations.flatMap { $0.element.elements.compactMap { $0.attribute("id")?.value } })
      .union(declarations.flatMap { $0.alternatives.map(\.id) })
    for id in by where !ids.contains(id) {
      report(
        .nameUnknown, declaration.origin(of: "by"),
        [
          "name": id,
          "known": Nearest.names(to: id, among: ids.sorted()).joined(separator: " "),
        ])
    }
    if status == "formalised", by.isEmpty {
      report(.attributeMissing, declaration.origin, ["name": "by", "element": "clause"])
    }
  }

  private mutating func form(_ declaration: Declaration) -> Form? {
    let element = declaration.element
    let columns = element.elements(named: "column").map { column in
      (
        title: column.attribute("title")?.value ?? column.label?.zh ?? "",
        unit: column.attribute("unit")?.value
      )
    }
    var form = Form(
      id: declaration.id, title: element.label ?? Label(declaration.id), columns: columns,
      lines: lines(element, declaration, rows: 0),
      hasMonths: element.attribute("columns")?.value == "month")
    years(element, declaration, into: &form)
    form.condition = condition(of: declaration)
    return form
  }

  /// When a form concerns a filing, and what documents say where it does not.
  private mutating func condition(of declaration: Declaration) -> Form.Condition? {
    let element = declaration.element
    guard let when = element.attribute("when") else {
      if element.attribute("otherwise") != nil {
        report(.attributeMissing, declaration.origin, ["name": "when", "element": "form"])
      }
      return nil
    }
    needsNewer("when (form)", "1.3", at: declaration.origin(of: "when"), declaration.context)
    guard let otherwise = element.attribute("otherwise")?.value,
      otherwise.contains(where: { !$0.isWhitespace })
    else {
      report(.attributeMissing, declaration.origin, ["name": "otherwise", "element": "form"])
      return nil
    }
    let place = Place(shape: .filing, context: declaration.context)
    guard let flag = lower(when, place, expecting: .flag) else { return nil }
    return Form.Condition(
      node: broadcast(flag, to: .filing).node, text: when.value, otherwise: otherwise)
  }

  /// What the cells of a form say about the column of the whole period.
  private mutating func years(
    _ element: XMLElement, _ declaration: Declaration, into form: inout Form
  ) {
    for child in element.elements {
      years(child, declaration, into: &form)
      guard let year = child.attribute("year"),
        let name = child.attribute("value") ?? child.attribute("figure"),
        let month = byName[name.value].flatMap({ known($0) })
      else { continue }
      let place = Origin.source(file: declaration.context.file, range: year.range)
      needsNewer("year", at: place, declaration.context)
      if year.value == "sum" {
        form.years[month.named] = .sum
      } else if let value = byName[year.value].flatMap({ known($0) }) {
        form.years[month.named] = .value(value.named)
      } else if byName[year.value] == nil {
        reportUnknown(year, declaration)
      }
    }
  }

  private mutating func reportUnknown(_ attribute: XMLAttribute, _ declaration: Declaration) {
    let near = Nearest.names(to: attribute.value, among: byName.keys.sorted())
    report(
      .nameUnknown, .source(file: declaration.context.file, range: attribute.valueRange),
      ["name": attribute.value, "known": near.joined(separator: " ")])
  }

  private mutating func lines(
    _ element: XMLElement, _ declaration: Declaration, rows: Int
  ) -> [Form.Line] {
    var lines: [Form.Line] = []
    for child in element.elements {
      switch child.name {
      case "heading": lines.append(.heading(child.text))
      case "line":
        if let cell = cell(child, declaration) {
          lines.append(.fixed(label: child.attribute("label")?.value ?? "", cells: [cell]))
        }
      case "each":
        guard let name = child.attribute("rows")?.value, let inner = rowSetIndex[name] else {
          report(
            .rowsUnknown, .source(file: declaration.context.file, range: child.tagRange),
            [
              "name": child.attribute("rows")?.value ?? "",
              "known": rowSets.map(\.id).joined(separator: " "),
            ])
          continue
        }
        let labelled = child.elements(named: "cell").compactMap { cell -> Form.Line? in
          guard let label = cell.attribute("label")?.value,
            let value = self.cell(cell, declaration)
          else { return nil }
          return .fixed(label: label, cells: [value])
        }
        let plain = child.elements(named: "cell").filter { $0.attribute("label") == nil }
          .compactMap { self.cell($0, declaration) }
        lines.append(
          .each(
            rows: inner, cells: plain, lines: labelled + self.lines(child, declaration, rows: inner)
          ))
      default: break
      }
    }
    return lines
  }

  private mutating func cell(_ element: XMLElement, _ declaration: Declaration) -> Form.Cell? {
    if let text = element.attribute("text")?.value { return .text(text) }
    if element.attribute("key") != nil { return .key }
    guard
      let attribute = element.attribute("figure") ?? element.attribute("value")
    else { return .key }
    guard let index = byName[attribute.value], let known = known(index) else {
      if byName[attribute.value] == nil { reportUnknown(attribute, declaration) }
      return nil
    }
    return .value(
      known.named, decimals: element.attribute("decimals").flatMap { Int($0.value) },
      unit: element.attribute("unit")?.value)
  }
}
