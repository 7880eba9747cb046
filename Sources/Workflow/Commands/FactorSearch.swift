import Diagnostics
import RuleLanguage
import RulePlan

/// Looks for factors in every table of the rule library, whichever methodology it belongs to.
struct FactorSearch {
  let library: MethodLibrary

  /// A row of a table that holds the word.
  private struct Hit {
    let table: String
    let file: String
    let cells: String
    let dates: String
    let evidence: String
  }

  func show(_ call: Invocation) throws -> ExitCode {
    let tables = self.tables()
    guard call.operands.count > 1 else {
      var page = TextTable(right: [2])
      for table in tables {
        page.add([
          table.id, table.title(call.language), "\(table.rows.count)", table.evidence, table.file,
        ])
      }
      page.head([
        call.say("表", "table"), call.say("标题", "title"), call.say("行", "rows"),
        call.say("证据", "evidence"), call.say("文件", "file"),
      ])
      call.console.out(page.text)
      return .clean
    }
    let word = call.operands[1]
    var hits: [Hit] = []
    for table in tables { hits += self.hits(word, table, call.language) }
    if hits.isEmpty {
      throw CommandStop.failed(
        Wording(zh: "没有一张表里有“\(word)”", en: "no table holds “\(word)”"))
    }
    if call.isJSON {
      call.console.out(json(hits).text(linesTo: 1) + "\n")
      return .clean
    }
    var file = ""
    for hit in hits {
      if hit.file + hit.table != file {
        call.line("\(file.isEmpty ? "" : "\n")\(hit.table)  \(hit.file)")
        file = hit.file + hit.table
      }
      let rest = [hit.dates, hit.evidence].filter { !$0.isEmpty }.joined(
        separator: call.say("；", "; "))
      call.console.out(TextWrap.lines(hit.cells + call.say("；", "; ") + rest, indent: 2))
    }
    return .clean
  }

  private func json(_ hits: [Hit]) -> JSON {
    .array(
      hits.map {
        .members([
          "table": .text($0.table), "file": .text($0.file), "row": .text($0.cells),
          "dates": $0.dates.isEmpty ? nil : .text($0.dates), "evidence": .text($0.evidence),
        ])
      })
  }

  // MARK: tables as written

  /// A table as it stands in its file, of a methodology that compiles or not.
  private struct Written {
    let element: XMLElement
    let file: String
    /// Evidence of the elements around it.
    let evidence: String

    var id: String { element.attribute("id")?.value ?? "" }
    var rows: [XMLElement] { element.elements(named: "row") }
    var isDated: Bool { element.attribute("dated-by") != nil }

    func title(_ language: Language) -> String {
      let titles = element.elements(named: "title")
      let english = titles.first { $0.attribute("xml:lang")?.value == "en" }
      let chinese = titles.first { $0.attribute("xml:lang") == nil }
      return (language == .english ? english ?? chinese : chinese)?.text ?? id
    }
  }

  private func tables() -> [Written] {
    library.files.paths.filter { $0.hasSuffix(".xml") }.flatMap { path -> [Written] in
      guard let bytes = library.files.files[path], let root = XMLReader.read(bytes, file: path).0
      else { return [] }
      return Self.tables(root, path, evidence: "recalled")
    }
  }

  private static func tables(
    _ element: XMLElement, _ file: String, evidence: String
  ) -> [Written] {
    let own = element.attribute("evidence")?.value ?? evidence
    if element.name == "table" { return [Written(element: element, file: file, evidence: own)] }
    return element.elements.flatMap { tables($0, file, evidence: own) }
  }

  private func hits(_ word: String, _ table: Written, _ language: Language) -> [Hit] {
    let keys = table.element.elements(named: "key").compactMap { $0.attribute("id")?.value }
    let columns = table.element.elements(named: "column").compactMap { column in
      column.attribute("id").map { (id: $0.value, unit: column.attribute("unit")?.value ?? "") }
    }
    let isWhole = table.id.contains(word) || table.title(language).contains(word)
    let rows = table.rows
    return rows.compactMap { row in
      let texts = keys.compactMap { row.attribute($0)?.value }
      guard isWhole || texts.contains(where: { $0.contains(word) }) else { return nil }
      let cells = columns.compactMap { column -> String? in
        guard let value = row.attribute(column.id)?.value else { return nil }
        let unit = column.unit.isEmpty || column.unit == "1" ? "" : " " + column.unit
        return "\(column.id) \(value)\(unit)"
      }
      let values =
        cells.isEmpty ? (language == .chinese ? "没有数值" : "no value") : cells.joined(separator: ", ")
      return Hit(
        table: "\(table.id)  \(table.title(language))", file: table.file,
        cells: texts.joined(separator: " ") + (language == .chinese ? "：" : ": ") + values,
        dates: dates(row, among: rows, keys, language),
        evidence: row.attribute("evidence")?.value ?? table.evidence)
    }
  }

  /// The validity as written, and which row took its place.
  private func dates(
    _ row: XMLElement, among rows: [XMLElement], _ keys: [String], _ language: Language
  ) -> String {
    let from = row.attribute("from")?.value
    let through = row.attribute("to")?.value
    guard from != nil || through != nil else { return "" }
    var text = "\(from ?? "…") – \(through ?? "…")"
    guard let own = from else { return text }
    let later = rows.filter { other in
      keys.allSatisfy { other.attribute($0)?.value == row.attribute($0)?.value }
    }
    .compactMap { $0.attribute("from")?.value }.filter { $0 > own }.min()
    if let later {
      text += language == .chinese ? "（\(later) 起被替代）" : " (superseded from \(later))"
    }
    return text
  }
}
