/// Where formulas stand in rule files.
public enum FormulaPlaces {
  /// Attributes that hold a formula, by element.
  static let attributes: [String: Set<String>] = [
    "check": ["holds"], "condition": ["holds", "when"],
    "source": ["applies"], "alternative": ["when"], "input": ["when"],
    "form": ["when"], "formula": ["when"], "figure": ["when"], "allocate": ["of", "key"],
    "balance": ["when"],
  ]

  /// Whether an attribute holds a formula.
  static func isFormula(attribute: String, of element: String) -> Bool {
    attributes[element]?.contains(attribute) ?? false
  }

  /// Whether the text of an element is a formula; `<value>` is one inside formulas and figures.
  static func isFormula(textOf element: String, in parent: String?) -> Bool {
    switch element {
    case "formula", "figure", "alternative": true
    case "value": parent == "formula" || parent == "figure"
    default: false
    }
  }

  /// All texts of a tree that should be formulas, in written order; empty ones are left out.
  public static func all(in root: XMLElement) -> [XMLText] {
    var list: [XMLText] = []
    collect(root, parent: nil, &list)
    return list
  }

  private static func collect(_ element: XMLElement, parent: String?, _ list: inout [XMLText]) {
    for attribute in element.attributes
    where isFormula(attribute: attribute.name, of: element.name) && !attribute.value.isEmpty {
      list.append(attribute.text)
    }
    if isFormula(textOf: element.name, in: parent), !element.text.isEmpty {
      list.append(element.content)
    }
    for child in element.elements { collect(child, parent: element.name, &list) }
  }
}
