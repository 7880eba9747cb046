import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// Makes the row sets: the filing, the facilities, and those that the methodology declares.
  mutating func bindRows() {
    rowSets = [
      RowSet(id: "filing", title: Label("报告主体", en: "filing"), parent: nil),
      RowSet(id: "facility", title: Label("设施", en: "facility"), parent: 0),
    ]
    rowSetIndex = ["filing": 0, "facility": 1]
    var waiting = declarations.filter { $0.kind == "rows" }
    // A row set may stand before the one it belongs to; each round binds those with known parents.
    while !waiting.isEmpty {
      let ready = waiting.filter { rowSetIndex[parentName($0)] != nil }
      if ready.isEmpty { break }
      waiting.removeAll { rowSetIndex[parentName($0)] != nil }
      for declaration in ready { bindRow(declaration) }
    }
    for declaration in waiting {
      report(
        .rowsUnknown, declaration.origin(of: "per"),
        ["name": parentName(declaration), "known": rowSets.map(\.id).joined(separator: " ")])
    }
    // One mistake, one finding: what stands in these rows is read as if they were a facility's.
    for declaration in waiting { bindRow(declaration) }
  }

  private func parentName(_ declaration: Declaration) -> String {
    declaration.element.attribute("per")?.value ?? declaration.context.rows
      ?? declaration.context.per
  }

  private mutating func bindRow(_ declaration: Declaration) {
    let element = declaration.element
    if Grain(name: declaration.id) != nil {
      report(
        .attributeValue, declaration.origin(of: "id"),
        ["name": "id", "got": declaration.id, "expected": "month day quarter year: axes of time"])
    }
    var keys = RowSet.Keys.free
    if let key = element.attribute("key") {
      let path = key.value.split(separator: ".").map(String.init)
      guard let first = path.first, let table = table(first, in: declaration.context) else {
        report(.tableUnknown, declaration.origin(of: "key"), ["name": key.value])
        append(declaration, keys: .free)
        return
      }
      let isExtensible = element.attribute("extensible")?.value == "yes"
      keys = .table(table, extensible: isExtensible)
      if isExtensible { tables[table].isExtensible = true }
      if path.count == 2 {
        guard let derived = derivedKeys(table, path[1], declaration) else {
          append(declaration, keys: .free)
          return
        }
        keys = derived
      }
    }
    append(declaration, keys: keys)
  }

  private mutating func append(_ declaration: Declaration, keys: RowSet.Keys) {
    let element = declaration.element
    let index = rowSets.count
    rowSets.append(
      RowSet(
        id: declaration.id, title: element.label ?? Label(declaration.id),
        parent: rowSetIndex[parentName(declaration)] ?? 1, keys: keys,
        hasValidity: element.attribute("validity")?.value == "yes",
        group: declaration.context.emissionSource))
    rowSets[index].isPersonal = isPersonal(declaration)
    rowSetIndex[declaration.id] = index
    rowDeclarations[index] = declaration
  }

  /// Whether what is entered tells who somebody is.
  mutating func isPersonal(_ declaration: Declaration) -> Bool {
    guard let attribute = declaration.element.attribute("personal") else { return false }
    needsNewer("personal", "1.2", at: declaration.origin(of: "personal"), declaration.context)
    // Another text can stand for a text; another number would give another result.
    let isText = declaration.element.attribute("type")?.value == "text"
    if declaration.kind == "input", attribute.value == "yes", !isText {
      report(
        .attributeValue, declaration.origin(of: "personal"),
        ["name": "personal", "got": attribute.value, "expected": "no (type=\"text\": yes)"])
    }
    return attribute.value == "yes"
  }

  private mutating func derivedKeys(
    _ table: Int, _ column: String, _ declaration: Declaration
  ) -> RowSet.Keys? {
    guard let keyColumn = tables[table].keys.firstIndex(where: { $0.id == column }) else {
      report(
        .columnUnknown, declaration.origin(of: "key"),
        ["name": column, "table": tables[table].id, "known": columnNames(table)])
      return nil
    }
    var fixed: [Int: Int] = [:]
    let names = (declaration.element.attribute("where")?.value ?? "").split(separator: " ")
    for name in names {
      guard let rows = rowSetIndex[String(name)],
        let other = tables[table].keys.firstIndex(where: { $0.id == name })
      else {
        report(
          .rowsUnknown, declaration.origin(of: "where"),
          ["name": String(name), "known": rowSets.map(\.id).joined(separator: " ")])
        return nil
      }
      fixed[other] = rows
    }
    return .derived(table: table, keyColumn: keyColumn, fixed: fixed)
  }

  func columnNames(_ table: Int) -> String {
    (tables[table].keys.map(\.id) + tables[table].columns.map(\.id)).joined(separator: " ")
  }
}

extension FindingKind {
  static let rowsUnknown = FindingKind(
    "names.rows-unknown", .error, zh: "没有行集“{name}”；已有：{known}",
    en: "there is no row set “{name}”; there are: {known}")
  static let tableUnknown = FindingKind(
    "names.table-unknown", .error, zh: "没有表“{name}”", en: "there is no table “{name}”")
  static let columnUnknown = FindingKind(
    "names.column-unknown", .error, zh: "表“{table}”没有列“{name}”；已有：{known}",
    en: "the table “{table}” has no column “{name}”; there are: {known}")
}
