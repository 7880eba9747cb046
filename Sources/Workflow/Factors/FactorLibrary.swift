import Diagnostics
import RuleLanguage
import RulePlan

/// All numbers of a rule library that are given and not computed, as they stand in their files:
/// rows of tables, global warming potentials, constants; of methodologies that compile or not.
struct FactorLibrary {
  /// A table, a set of potentials, or the constants of a file.
  struct Group {
    let id: String
    let title: Label
    let file: String
    let clause: String?
    let source: String?
    let note: String?
    /// `filing-date` or `data-month` where rows hold from one day to another.
    let dating: String?
    var entries: [Entry] = []
  }

  /// A row of a table, a gas, or a constant.
  struct Entry {
    /// What it is found by: keys of the row, title and symbol of a constant.
    let keys: [String]
    let values: [Value]
    let from: String?
    let through: String?
    let evidence: String
    /// Where they differ from those of the group.
    let clause: String?
    let source: String?
    let note: String?
  }

  /// A number with the column it stands in.
  struct Value {
    let column: String
    let title: String
    let unit: String
    let text: String
    /// Whether it is a number: neither text nor a blank.
    var isNumber = true

    /// The value with its unit.
    var words: String { unit.isEmpty || unit == "1" ? text : "\(text) \(unit)" }
  }

  /// The groups in order of their files.
  let groups: [Group]

  init(_ library: MethodLibrary) {
    // What was made up to show the language is nobody's factor.
    let own = library.files.paths.filter {
      $0.hasSuffix(".xml") && !$0.hasPrefix("illustrative/")
    }
    groups = own.flatMap { path -> [Group] in
      guard let root = library.element(path) else { return [] }
      var reader = Reader(file: path)
      reader.read(root, Inherited())
      return reader.groups + reader.constants
    }
  }

  // MARK: reading

  /// What the elements around one say about it.
  private struct Inherited {
    var evidence = "recalled"
    var clause: String?
    var source: String?

    func with(_ element: XMLElement) -> Inherited {
      Inherited(
        evidence: element.attribute("evidence")?.value ?? evidence,
        clause: element.attribute("clause")?.value ?? clause,
        source: element.attribute("source")?.value ?? source)
    }
  }

  private struct Reader {
    let file: String
    var groups: [Group] = []
    /// The constants of the file; none or one group.
    var constants: [Group] = []

    mutating func read(_ element: XMLElement, _ outer: Inherited) {
      let own = outer.with(element)
      switch element.name {
      case "table": groups.append(table(element, own))
      case "gwp" where element.attribute("id") != nil: groups.append(potentials(element, own))
      case "constant": add(element, own)
      default: for child in element.elements { read(child, own) }
      }
    }

    private func group(_ element: XMLElement, _ own: Inherited) -> Group {
      let id = element.attribute("id")?.value ?? ""
      return Group(
        id: id, title: FactorLibrary.title(element) ?? Label(id), file: file, clause: own.clause,
        source: own.source, note: FactorLibrary.note(element),
        dating: element.attribute("dated-by")?.value)
    }

    private func entry(
      _ element: XMLElement, _ outer: Inherited, keys: [String], values: [Value]
    ) -> Entry {
      let own = outer.with(element)
      return Entry(
        keys: keys, values: values, from: element.attribute("from")?.value,
        through: element.attribute("to")?.value, evidence: own.evidence,
        clause: own.clause == outer.clause ? nil : own.clause,
        source: own.source == outer.source ? nil : own.source, note: FactorLibrary.note(element))
    }

    private func table(_ element: XMLElement, _ own: Inherited) -> Group {
      var group = self.group(element, own)
      let keys = element.elements(named: "key").compactMap { $0.attribute("id")?.value }
      let columns = element.elements(named: "column")
      let units = columns.first { $0.attribute("type")?.value == "unit" }?.attribute("id")?.value
      for row in element.elements(named: "row") {
        let unit = units.flatMap { row.attribute($0)?.value }
        let values = columns.compactMap { column -> Value? in
          guard let id = column.attribute("id")?.value, id != units,
            let text = row.attribute(id)?.value
          else { return nil }
          var shown = column.attribute("unit")?.value ?? ""
          if let unit { for key in keys { shown = shown.replacing("unit(\(key))", with: unit) } }
          for key in keys {
            shown = shown.replacing("[\(key)]", with: row.attribute(key)?.value ?? "")
          }
          return Value(
            column: id, title: FactorLibrary.title(column)?.zh ?? id, unit: shown, text: text,
            isNumber: (column.attribute("type")?.value ?? "number") == "number" && text != "—")
        }
        group.entries.append(
          entry(row, own, keys: keys.compactMap { row.attribute($0)?.value }, values: values))
      }
      for grid in element.elements(named: "grid") { group.entries += lines(grid, element, own) }
      return group
    }

    /// The lines of a table of two numeric keys: each by its key, the values by those of the other.
    private func lines(
      _ grid: XMLElement, _ table: XMLElement, _ own: Inherited
    ) -> [Entry] {
      let column = table.elements(named: "column").first
      let keys = table.elements(named: "key")
      guard
        let across = keys.first(where: { grid.attribute($0.attribute("id")?.value ?? "") != nil }),
        let name = across.attribute("id")?.value, let heads = grid.attribute(name)?.value
      else { return [] }
      let other = keys.first { $0.attribute("id")?.value != name }
      return grid.elements(named: "line").map { line in
        let texts = line.text.split { $0.isWhitespace }
        let values = zip(heads.split(separator: " "), texts).map { head, text in
          Value(
            column: "\(name)=\(head)", title: "\(head) \(across.attribute("unit")?.value ?? "")",
            unit: column?.attribute("unit")?.value ?? "", text: String(text))
        }
        let key = other?.attribute("id").flatMap { line.attribute($0.value)?.value } ?? ""
        let unit = other?.attribute("unit")?.value ?? ""
        return entry(line, own, keys: ["\(key) \(unit)"], values: values)
      }
    }

    private func potentials(_ element: XMLElement, _ own: Inherited) -> Group {
      var group = self.group(element, own)
      for gas in element.elements(named: "gas") {
        guard let id = gas.attribute("id")?.value, let value = gas.attribute("value")?.value else {
          continue
        }
        group.entries.append(
          entry(
            gas, own, keys: [id],
            values: [
              Value(column: "gwp", title: "GWP", unit: "tCO2e(\(group.id))/t\(id)", text: value)
            ]))
      }
      return group
    }

    private mutating func add(_ element: XMLElement, _ own: Inherited) {
      let id = element.attribute("id")?.value ?? ""
      let title = FactorLibrary.title(element)
      if constants.isEmpty {
        constants = [
          Group(
            id: "constants", title: Label("常数", en: "Constants"), file: file, clause: nil,
            source: nil, note: nil, dating: nil)
        ]
      }
      let symbol = element.attribute("symbol")?.value
      constants[0].entries.append(
        Entry(
          keys: [title?.zh ?? id, symbol ?? id],
          values: [
            Value(
              column: id, title: symbol ?? id, unit: element.attribute("unit")?.value ?? "",
              text: TextWrap.normalised(element.text))
          ], from: nil, through: nil, evidence: own.evidence, clause: own.clause,
          source: own.source, note: FactorLibrary.note(element)))
    }
  }

  private static func title(_ element: XMLElement) -> Label? {
    let titles = element.elements(named: "title")
    let chinese = titles.first { $0.attribute("xml:lang") == nil }?.text
    let english = titles.first { $0.attribute("xml:lang")?.value == "en" }?.text
    guard let text = chinese ?? element.attribute("title")?.value ?? english else { return nil }
    return Label(TextWrap.normalised(text), en: english.map(TextWrap.normalised))
  }

  private static func note(_ element: XMLElement) -> String? {
    element.elements(named: "note").first.map { TextWrap.normalised($0.text) }
  }
}
