import Diagnostics
import Quantities

/// Finds the places of a rule file where a fault can be put in.
public struct RuleFaults {
  private let bytes: [UInt8]
  private let source: SourceText
  private var formulas = FormulaFaults()
  private var list: [RuleFault] = []

  /// All faults of a file, in order of their places; none where the file is not well-formed.
  ///
  /// Digits of tables are not among them: a second transcription proves those.
  public static func all(in bytes: [UInt8], file: String) -> [RuleFault] {
    guard let root = XMLReader.read(bytes, file: file).root else { return [] }
    var faults = RuleFaults(bytes, file)
    faults.formulas.references = references(in: root)
    faults.walk(root, parent: nil)
    return faults.list.enumerated()
      .sorted {
        ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
      }
      .map(\.element)
  }

  private init(_ bytes: [UInt8], _ file: String) {
    self.bytes = bytes
    source = SourceText(file: file, bytes: bytes)
  }

  /// For each reference input, the others to the same rows.
  private static func references(in root: XMLElement) -> [String: [String]] {
    var byRows: [String: [String]] = [:]
    func collect(_ element: XMLElement) {
      if element.name == "input", element.attribute("type")?.value == "reference" {
        let name = element.attribute("symbol") ?? element.attribute("id")
        byRows[element.attribute("to")?.value ?? "", default: []].append(name?.value ?? "")
      }
      element.elements.forEach(collect)
    }
    collect(root)
    var result: [String: [String]] = [:]
    for names in byRows.values {
      for name in names { result[name] = names.filter { $0 != name } }
    }
    return result
  }

  private mutating func walk(_ element: XMLElement, parent: String?) {
    attributes(element)
    texts(element, parent: parent)
    if element.name == "balance" { balance(element) }
    alternatives(element)
    for child in element.elements { walk(child, parent: element.name) }
  }

  // MARK: formulas

  private mutating func texts(_ element: XMLElement, parent: String?) {
    let texts = element.children.compactMap { child -> XMLText? in
      guard case .text(let text) = child, !text.trimmed.value.isEmpty else { return nil }
      return text.trimmed
    }
    guard texts.count == 1, let text = texts.first else { return }
    if FormulaPlaces.isFormula(textOf: element.name, in: parent) {
      formula(text.value, text.range) { Escaping.text($0) }
    } else if element.name == "constant" || element.name == "value" && parent == "constant" {
      let other = FormulaFaults.otherDigit(text.value)
      if Rational(decimal: other) != nil {
        add(.constantDigit, text.range, other, text.value, other)
      }
    }
  }

  private mutating func formula(
    _ text: String, _ range: Range<Int>, _ escape: (String) -> String
  ) {
    guard let tree = Parser.parse(text, file: "", base: 0).0 else { return }
    let own = tree.text
    for variant in formulas.all(of: tree) {
      let other = variant.tree.text
      let (before, after) = Difference.shortened(own, other)
      add(variant.kind, range, escape(other), before, after)
    }
  }

  // MARK: attributes

  private mutating func attributes(_ element: XMLElement) {
    // Which sheets are printed moves no value; no case could tell.
    if element.name == "form" { return }
    for attribute in element.attributes {
      if FormulaPlaces.isFormula(attribute: attribute.name, of: element.name) {
        formula(attribute.value, attribute.valueRange) { Escaping.attribute($0) }
      }
      for (kind, other) in Self.others(attribute, element) where other != attribute.value {
        let name = attribute.name
        add(
          kind, attribute.valueRange, Escaping.attribute(other), "\(name)=\"\(attribute.value)\"",
          "\(name)=\"\(other)\"")
      }
    }
    if element.name == "allocate", element.attribute("residue") == nil,
      let first = element.attributes.first
    {
      add(
        .residue, first.range.lowerBound..<first.range.lowerBound, "residue=\"last\" ",
        "residue=\"largest\"", "residue=\"last\"")
    }
  }

  /// What a value may be mistaken for, by attribute.
  private static func others(
    _ attribute: XMLAttribute, _ element: XMLElement
  ) -> [(RuleFault.Kind, String)] {
    let value = attribute.value
    let isValue = Vocabulary.values.contains(element.name)
    switch attribute.name {
    case "unit" where isValue || element.name == "column" || element.name == "key":
      return SiblingUnits.of(value).map { (.unit, $0) }
    case "round" where isValue:
      return FormulaFaults.otherDecimals(value).map { (.decimals, $0) }
    case "decimals" where element.name == "allocate":
      return FormulaFaults.otherDecimals(value).map { (.decimals, $0) }
    case "made": return [(.balanceMade, value == "yes" ? "no" : "yes")]
    case "residue": return [(.residue, value == "last" ? "largest" : "last")]
    case "over-time":
      return [(.overTime, value == "sum" ? "mean" : value.hasPrefix("mean ") ? "mean" : "sum")]
    case "when", "applies":
      guard FormulaPlaces.isFormula(attribute: attribute.name, of: element.name) else { return [] }
      return [(.negatedCondition, "not (\(value))")]
    case "from", "to":
      guard ["row", "applies"].contains(element.name), let other = nextMonth(value) else {
        return []
      }
      return [(.month, other)]
    case "at-least", "within", "limit", "share":
      guard element.name == "check", Rational(decimal: value) != nil else { return [] }
      return [(.digit, FormulaFaults.otherDigit(value))]
    default: return []
    }
  }

  /// A month or a day one month later.
  private static func nextMonth(_ text: String) -> String? {
    if let month = YearMonth(text) { return month.next.description }
    guard Day(text) != nil, let month = YearMonth(String(text.prefix(7))) else { return nil }
    let other = month.next.description + text.dropFirst(7)
    return Day(other) == nil ? month.next.description + "-28" : other
  }

  // MARK: elements

  /// Inflow for outflow, opening for closing.
  private mutating func balance(_ element: XMLElement) {
    for (one, other) in [("inflow", "outflow"), ("opening", "closing")] {
      guard let first = element.attribute(one), let second = element.attribute(other),
        first.value != second.value
      else { continue }
      let span =
        min(
          first.range.lowerBound, second.range.lowerBound)..<max(
          first.range.upperBound, second.range.upperBound)
      let (left, right) =
        first.range.lowerBound < second.range.lowerBound ? (first, second) : (second, first)
      let middle = source.text(left.range.upperBound..<right.range.lowerBound)
      add(
        .balanceSides, span,
        "\(left.name)=\"\(Escaping.attribute(right.value))\"\(middle)"
          + "\(right.name)=\"\(Escaping.attribute(left.value))\"",
        "\(one)=\"\(first.value)\" \(other)=\"\(second.value)\"",
        "\(one)=\"\(second.value)\" \(other)=\"\(first.value)\"")
    }
  }

  private mutating func alternatives(_ element: XMLElement) {
    // Added ones that stand before another stand last instead.
    if element.name == "add", let before = element.attribute("before") {
      add(
        .alternativeOrder, before.range, "", "before=\"\(before.value)\"", "last")
    }
    let list = element.elements(named: "alternative")
    for (first, second) in zip(list, list.dropFirst()) {
      let middle = source.text(first.range.upperBound..<second.range.lowerBound)
      let (one, other) = (first.attribute("id")?.value ?? "", second.attribute("id")?.value ?? "")
      add(
        .alternativeOrder, first.range.lowerBound..<second.range.upperBound,
        source.text(second.range) + middle + source.text(first.range), "\(one), \(other)",
        "\(other), \(one)")
    }
  }

  private mutating func add(
    _ kind: RuleFault.Kind, _ range: Range<Int>, _ replacement: String, _ before: String,
    _ after: String
  ) {
    list.append(
      RuleFault(
        kind: kind, file: source.file, range: range, replacement: replacement,
        line: source.position(at: range.lowerBound).line, before: before, after: after))
  }
}
