import Diagnostics
import Quantities
import RulePlan

extension Compiler {
  /// Reads the tables that the methodology declares, and the shared ones that it names.
  mutating func bindTables() {
    for declaration in declarations where declaration.kind == "table" {
      bindTable(declaration)
    }
    bindWarmingPotentials()
    for declaration in declarations where declaration.kind == "table" {
      bindBoundary(declaration)
    }
  }

  /// The table of this name as the context calls it; shared tables are read on first use.
  mutating func table(_ name: String, in context: Declaration.Context) -> Int? {
    let own = context.tables[name] ?? name
    if let index = tableIndex[own] { return index }
    for path in library.paths
    where path.hasPrefix("factors/") && path.hasSuffix("/\(own).xml")
      || path == "factors/\(own).xml"
    {
      guard let bytes = library.files[path] else { continue }
      let (root, problems) = XMLReader.read(bytes, file: path)
      findings += problems
      guard let root, root.name == "table" else { continue }
      findings += VocabularyCheck.findings(root, file: path, isRoot: true)
      let context = Declaration.Context(file: path).entering(root)
      bindTable(Declaration(kind: "table", id: own, element: root, context: context))
      bindBoundary(Declaration(kind: "table", id: own, element: root, context: context))
      return tableIndex[own]
    }
    return places(own)
  }

  /// The regions of a `places` file as a table: place → region, dated by data month.
  private mutating func places(_ name: String) -> Int? {
    let path = "places/\(name).xml"
    guard let bytes = library.files[path] else { return nil }
    let (root, problems) = XMLReader.read(bytes, file: path)
    findings += problems
    guard let root, root.name == "places" else { return nil }
    let context = Declaration.Context(file: path).entering(root)
    var table = Table(
      id: name, title: root.label ?? Label(name),
      keys: [Table.Key(id: "place", title: Label("地区", en: "place"))],
      columns: [Table.Column(id: "region", title: Label("区域", en: "region"), kind: .text)],
      rows: [], dating: .dataMonth, citation: context.citation(note: root.noteText))
    for region in root.elements where region.name == "region" {
      let citation = context.entering(region).citation(note: region.noteText)
      let names = [region.attribute("provinces"), region.attribute("prefectures")]
        .compactMap { $0?.value }.flatMap { $0.split(separator: " ").map(String.init) }
      let cell = Table.Cell(
        .value(.text(region.attribute("id")?.value ?? "")), citation: citation)
      let from = day(region.attribute("from"), isEnd: false, path)
      let to = day(region.attribute("to"), isEnd: true, path)
      for name in names {
        table.rows.append(Table.Row(keys: [.text(name)], cells: [cell], from: from, to: to))
      }
    }
    tableIndex[name] = tables.count
    tables.append(table)
    columnUnits[tables.count - 1] = [nil]
    keyUnits[tables.count - 1] = [nil]
    return tables.count - 1
  }

  private mutating func bindTable(_ declaration: Declaration) {
    let element = declaration.element
    var keys: [Table.Key] = []
    var columns: [Table.Column] = []
    var keyList: [Unit?] = []
    var columnList: [Unit?] = []
    for child in element.elements {
      let id = child.attribute("id")?.value ?? ""
      let origin = Origin.source(file: declaration.context.file, range: child.tagRange)
      let text = child.attribute("unit")?.value
      if child.name == "key" {
        let match = Table.Key.Match(rawValue: child.attribute("match")?.value ?? "exact")
        let isNumber =
          text != nil || match == .linear || match == .atMost
          || child.attribute("type")?.value == "number"
        keys.append(
          Table.Key(
            id: id, title: child.label ?? Label(id), match: match ?? .exact, isNumber: isNumber,
            unit: text.map { UnitLabel($0) }))
        keyList.append(text.flatMap { unit($0, at: origin) })
      } else if child.name == "column" {
        let type = child.attribute("type")?.value ?? "number"
        columns.append(
          Table.Column(
            id: id, title: child.label ?? Label(id), kind: type == "number" ? .number : .text,
            unit: text.map { UnitLabel($0) }))
        columnList.append(
          type == "number" ? (text ?? "1").nonEmpty.flatMap { unit($0, at: origin) } : nil)
      }
    }
    let citation = declaration.context.entering(element).citation(note: element.noteText)
    var table = Table(
      id: declaration.id, title: element.label ?? Label(declaration.id), keys: keys,
      columns: columns, rows: [],
      dating: Table.Dating(rawValue: element.attribute("dated-by")?.value ?? "undated") ?? .undated,
      citation: citation)
    checkHead(element, declaration)
    unitColumns[table.id] = element.elements(named: "column")
      .filter { $0.attribute("type")?.value == "unit" }
      .compactMap { $0.attribute("id")?.value }
    for child in element.elements {
      let context = declaration.context.entering(element).entering(child)
      if child.name == "row" {
        if let row = row(child, of: table, columnList, context) {
          reportRepeated(row, child, table, context)
          table.rows.append(row)
        }
      } else if child.name == "grid" {
        table.rows += grid(child, of: table, columnList, context)
      }
    }
    reportUndatedRows(table, declaration)
    tableIndex[declaration.id] = tables.count
    tables.append(table)
    columnUnits[tables.count - 1] = columnList
    keyUnits[tables.count - 1] = keyList
  }

  private mutating func row(
    _ element: XMLElement, of table: Table, _ units: [Unit?], _ context: Declaration.Context
  ) -> Table.Row? {
    var keys: [Scalar] = []
    for key in table.keys {
      guard let attribute = element.attribute(key.id) else {
        report(
          .attributeMissing, .source(file: context.file, range: element.tagRange),
          ["name": key.id, "element": "row"])
        return nil
      }
      if key.isNumber {
        guard let number = Rational(decimal: attribute.value) else {
          reportNumber(attribute, context.file)
          return nil
        }
        keys.append(.number(number))
      } else {
        keys.append(.text(attribute.value))
      }
    }
    let known = Set(table.keys.map(\.id) + table.columns.map(\.id))
      .union(Vocabulary.everywhere).union(["from", "to", "note"])
    for attribute in element.attributes where !known.contains(attribute.name) {
      report(
        .attributeUnknown, .source(file: context.file, range: attribute.nameRange),
        [
          "name": attribute.name, "element": "row",
          "known": Nearest.names(to: attribute.name, among: known.sorted())
            .joined(separator: " "),
        ])
    }
    let citation = context.citation(note: element.noteText)
    let cells = zip(table.columns, units).map { column, unit -> Table.Cell in
      guard let attribute = element.attribute(column.id) else {
        return Table.Cell(.absent, citation: citation)
      }
      if column.kind == .text {
        return Table.Cell(.value(.text(attribute.value)), citation: citation)
      }
      return cell(attribute.value, attribute.valueRange, unit, context, citation)
    }
    checkUnits(element, of: table, context)
    let from = day(element.attribute("from"), isEnd: false, context.file)
    let to = day(element.attribute("to"), isEnd: true, context.file)
    if table.dating == .undated, element.attribute("from") != nil || element.attribute("to") != nil
    {
      report(
        .tableUndated, .source(file: context.file, range: element.tagRange), ["table": table.id])
    }
    return Table.Row(keys: keys, cells: cells, from: from, to: to)
  }

  private mutating func grid(
    _ element: XMLElement, of table: Table, _ units: [Unit?], _ context: Declaration.Context
  ) -> [Table.Row] {
    guard table.keys.count == 2, table.columns.count == 1 else {
      report(.tableGrid, .source(file: context.file, range: element.tagRange))
      return []
    }
    let across = table.keys[1].id
    let heads = (element.attribute(across)?.value ?? "").split(whereSeparator: \.isWhitespace)
      .compactMap { Rational(decimal: $0) }
    var rows: [Table.Row] = []
    for line in element.elements where line.name == "line" {
      let inner = context.entering(line)
      let texts = line.text.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let key = line.attribute(table.keys[0].id).flatMap({ Rational(decimal: $0.value) }),
        texts.count == heads.count
      else {
        report(
          .tableLine, .source(file: context.file, range: line.tagRange),
          ["expected": "\(heads.count)", "got": "\(texts.count)"])
        continue
      }
      let citation = inner.citation(note: line.noteText)
      for (head, text) in zip(heads, texts) {
        let content = cell(text, line.range, units.first ?? nil, context, citation)
        rows.append(Table.Row(keys: [.number(key), .number(head)], cells: [content]))
      }
    }
    return rows
  }

  private mutating func reportNumber(_ attribute: XMLAttribute, _ file: String) {
    report(.numberForm, .source(file: file, range: attribute.valueRange), ["got": attribute.value])
  }

  private mutating func day(_ attribute: XMLAttribute?, isEnd: Bool, _ file: String) -> Day? {
    guard let attribute, !attribute.value.isEmpty else { return nil }
    if let month = YearMonth(attribute.value) {
      return isEnd ? month.next.first : month.first
    }
    if let day = Day(attribute.value) { return isEnd ? day.advanced(by: 1) : day }
    report(.dateForm, .source(file: file, range: attribute.valueRange), ["got": attribute.value])
    return nil
  }

  /// `0.8 .. 1.0`, with units stripped by the caller.
  static func range(_ text: String) -> ClosedRange<Rational>? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    guard let low = Rational(decimal: String(text[..<dots.lowerBound]).trimmingBlanks),
      let high = Rational(decimal: String(text[dots.upperBound...]).trimmingBlanks), low <= high
    else { return nil }
    return low...high
  }

  private mutating func reportUndatedRows(_ table: Table, _ declaration: Declaration) {
    if table.dating != .undated, table.rows.contains(where: { $0.from == nil && $0.to == nil }) {
      report(.tableRowUndated, declaration.origin, ["table": table.id])
    }
  }

  private mutating func bindBoundary(_ declaration: Declaration) {
    guard let text = declaration.element.attribute("boundary")?.value,
      let own = tableIndex[declaration.id]
    else { return }
    let names = text.split(separator: ".").map(String.init)
    guard names.count == 3, let curve = table(names[0], in: declaration.context),
      let position = tables[curve].columns.firstIndex(where: { $0.id == names[1] }),
      let value = tables[curve].columns.firstIndex(where: { $0.id == names[2] })
    else {
      report(.boundaryForm, declaration.origin(of: "boundary"), ["got": text])
      return
    }
    tables[own].boundary = Table.Boundary(table: curve, position: position, value: value)
  }

  /// The edition's GWP set as a table keyed by gas.
  private mutating func bindWarmingPotentials() {
    guard let set = gwpSet else { return }
    let path = "gwp/\(set).xml"
    guard let bytes = library.files[path] else {
      report(.gwpUnknown, gwpOrigin, ["set": set])
      return
    }
    let (root, problems) = XMLReader.read(bytes, file: path)
    findings += problems
    guard let root else { return }
    let context = Declaration.Context(file: path).entering(root)
    let rows = root.elements.filter { $0.name == "gas" }.compactMap { gas -> Table.Row? in
      guard let id = gas.attribute("id")?.value, let text = gas.attribute("value")?.value,
        let value = Rational(decimal: text)
      else { return nil }
      let citation = context.entering(gas).citation(note: gas.noteText ?? gas.text.nonEmpty)
      return Table.Row(
        keys: [.text(id)], cells: [Table.Cell(.value(.number(value)), citation: citation)])
    }
    let name = "gwp-\(set)"
    tables.append(
      Table(
        id: name, title: root.label ?? Label("GWP（\(set)）"),
        keys: [Table.Key(id: "gas", title: Label("气体", en: "gas"))],
        columns: [
          Table.Column(
            id: "gwp", title: Label("全球变暖潜势", en: "global warming potential"), kind: .number,
            unit: UnitLabel("tCO2e(\(set))/t[gas]"))
        ], rows: rows, citation: context.citation(note: root.noteText)))
    tableIndex[name] = tables.count - 1
    columnUnits[tables.count - 1] = [unit("tCO2e(\(set))/t[gas]", at: .file(path))]
    keyUnits[tables.count - 1] = [nil]
  }
}

extension Scalar {
  /// The value as text, for messages.
  public var text: String {
    switch self {
    case .number(let number): number.description
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): text
    case .date(let day): day.description
    }
  }
}

extension String {
  /// The text without blanks at either end.
  var trimmingBlanks: String {
    var piece = self[...]
    while let first = piece.first, first.isWhitespace { piece = piece.dropFirst() }
    while let last = piece.last, last.isWhitespace { piece = piece.dropLast() }
    return String(piece)
  }

  /// The text, or nil where it is empty.
  var nonEmpty: String? { isEmpty ? nil : self }

  /// The first place of a text in this one.
  func firstRange(of text: String) -> Range<String.Index>? { self[...].firstRange(of: text) }
}

extension Substring {
  /// The first place of a text in this one.
  func firstRange(of text: String) -> Range<Substring.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}

extension FindingKind {
  static let numberForm = FindingKind(
    "rules.number", .error, zh: "“{got}”不是十进制数", en: "“{got}” is not a decimal number")
  static let dateForm = FindingKind(
    "rules.date", .error, zh: "“{got}”不是日期，请写 2024-03 或 2024-03-05",
    en: "“{got}” is not a date; write 2024-03 or 2024-03-05")
  static let tableUndated = FindingKind(
    "tables.undated", .error, zh: "表“{table}”的行有起止日期，但表没有写 dated-by",
    en: "rows of the table “{table}” are dated, but the table does not say dated-by")
  static let tableRowUndated = FindingKind(
    "tables.row-undated", .error, zh: "表“{table}”写了 dated-by，但有的行没有起止日期",
    en: "the table “{table}” says dated-by, but some of its rows have no dates")
  static let cellOutside = FindingKind(
    "tables.outside-range", .error, zh: "“{got}”的数值不在它自己的范围之内",
    en: "the value of “{got}” lies outside its own range")
  static let tableGrid = FindingKind(
    "tables.grid", .error, zh: "<grid> 只用于两个数值键、一列数值的表",
    en: "a <grid> needs a table of two keys and one column")
  static let tableLine = FindingKind(
    "tables.line", .error, zh: "这一行应有 {expected} 个数，实有 {got} 个",
    en: "this line should have {expected} numbers, it has {got}")
  static let tableRepeated = FindingKind(
    "tables.repeated-row", .error, zh: "表“{table}”中键“{key}”出现两次",
    en: "the key “{key}” occurs twice in the table “{table}”")
  static let boundaryForm = FindingKind(
    "tables.boundary", .error, zh: "boundary 应写作“表.位置列.数值列”，不是“{got}”",
    en: "boundary is written “table.position.value”, not “{got}”")
  static let gwpUnknown = FindingKind(
    "gwp.unknown-set", .error, zh: "规则库中没有GWP集“{set}”", en: "the library has no GWP set “{set}”")
}
