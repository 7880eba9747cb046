import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// What can be wrong with a declaration whether or not a formula reads it.
  mutating func checkDeclarations() {
    for declaration in declarations {
      checkSymbol(declaration)
      switch declaration.kind {
      case "input": checkInput(declaration)
      case "source": checkSource(declaration)
      case "form": checkFormUnits(declaration.element, declaration)
      default: break
      }
      checkShownUnit(declaration)
    }
  }

  /// A symbol must be readable in a formula as one name.
  private mutating func checkSymbol(_ declaration: Declaration) {
    guard let symbol = declaration.element.attribute("symbol") else { return }
    let tree = Parser.parse(symbol.value, file: "", base: 0).0
    if case .name(let name)? = tree?.node, name == symbol.value { return }
    report(
      .attributeValue, declaration.origin(of: "symbol"),
      [
        "name": "symbol", "got": symbol.value,
        "expected": "FC NCV E_CO2 (no blanks, signs or words of the language)",
      ])
  }

  private mutating func checkInput(_ declaration: Declaration) {
    let element = declaration.element
    let type = element.attribute("type")?.value ?? "number"
    for (name, owner) in [("of", "choice"), ("to", "reference")] {
      if type == owner, element.attribute(name) == nil {
        report(.attributeMissing, declaration.origin, ["name": name, "element": "input"])
      } else if type != owner, element.attribute(name) != nil {
        report(
          .attributeValue, declaration.origin(of: element.attribute("type") == nil ? name : "type"),
          ["name": "type", "got": type, "expected": owner])
      }
    }
    // One word is no choice: it names a table.
    if type == "choice", let of = element.attribute("of"), !of.value.contains(" "),
      table(of.value, in: declaration.context) == nil
    {
      report(.tableUnknown, declaration.origin(of: "of"), ["name": of.value])
    }
    let content = element.content
    if !content.value.isEmpty {
      report(.textUnexpected, origin(content, declaration.context), ["element": "input"])
    }
  }

  private mutating func checkSource(_ declaration: Declaration) {
    guard let per = declaration.element.attribute("per"), rowSetIndex[per.value] == nil else {
      return
    }
    report(
      .rowsUnknown, declaration.origin(of: "per"),
      ["name": per.value, "known": rowSets.map(\.id).joined(separator: " ")])
  }

  /// What people write must be convertible to what is declared.
  private mutating func checkShownUnit(_ declaration: Declaration) {
    guard let shown = declaration.element.attribute("shown-as"),
      let unit = unit(shown.value, at: declaration.origin(of: "shown-as")),
      let (declared, _) = declaredUnit(declaration)
    else { return }
    // Units that depend on a row's key are known row by row only; people leave out what a share
    // is of.
    let isKeyed = declared.exponents.keys.contains { $0.dimension.hasPrefix("unit(") }
    let (plain, wanted) = (unit.withoutSpecies.withoutBasis, declared.withoutSpecies.withoutBasis)
    if isKeyed || plain.exponents == wanted.exponents { return }
    reportUnits(
      got: unit, expected: declared, declaration.origin(of: "shown-as"), what: "shown-as")
  }

  private mutating func checkFormUnits(_ element: XMLElement, _ declaration: Declaration) {
    for child in element.elements {
      if let attribute = child.attribute("unit"), !attribute.value.isEmpty {
        _ = unit(
          attribute.value,
          at: .source(file: declaration.context.file, range: attribute.valueRange))
      }
      checkFormUnits(child, declaration)
    }
  }
}
