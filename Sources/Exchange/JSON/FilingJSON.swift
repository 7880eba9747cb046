import Accounting
import Diagnostics
import Quantities

/// A filing as JSON, without loss.
///
/// A cell has its address in `at` and one of `value` (a number or yes/no), `text`, `date`,
/// `notOccurring` (the reason) or `substituted` with `rule`. Numbers keep the digits in which they
/// were written; a string of digits is as good as a number.
public enum FilingJSON {
  /// The identifier of the format.
  public static let format = "mrv-filing/1"

  // MARK: Writing

  /// The JSON text of a filing; places where cells were written are not kept.
  public static func write(_ filing: Filing) -> String {
    let header = filing.header
    return JSONValue.members([
      ("format", .text(format)),
      ("enterprise", header.enterprise.map { .text($0) }),
      ("creditCode", header.creditCode.map { .text($0) }),
      ("methodology", header.methodology.map { .text($0) }),
      ("period", .text(filing.period.description)),
      ("filedOn", header.filedOn.map { .text($0.description) }),
      ("purpose", header.purpose.map { .text($0) }),
      ("region", header.region.map { .text($0) }),
      (
        "further",
        list(header.further) { .members([("name", .text($0.name)), ("value", .text($0.value))]) }
      ),
      ("rows", list(filing.rows, row)),
      ("cells", list(filing.cells, cell)),
      (
        "notOccurring",
        list(filing.notOccurring) {
          .members([("at", .text($0.target.description)), ("reason", .text($0.reason))])
        }
      ),
      ("samples", list(filing.samples, sample)),
    ]).written()
  }

  private static func list<T>(_ parts: [T], _ write: (T) -> JSONValue) -> JSONValue? {
    parts.isEmpty ? nil : .array(parts.map(write))
  }

  private static func row(_ row: Filing.Row) -> JSONValue {
    .members([
      ("row", .text(CellAddress(steps: row.steps, name: "").description)),
      ("title", row.title.map { .text($0) }), ("from", row.from.map { .text($0.description) }),
      ("through", row.through.map { .text($0.description) }),
    ])
  }

  private static func cell(_ entry: Filing.Entry) -> JSONValue {
    let stage: JSONValue? = entry.cell.stage == .reported ? nil : .text(entry.cell.stage.id)
    return .members(
      [("at", .text(entry.address.description))] + value(entry.cell.value) + [("stage", stage)])
  }

  private static func value(_ value: CellValue) -> [(String, JSONValue?)] {
    switch value {
    case .number(let number, let decimals, let unit):
      [("value", .number(number.text(decimals: decimals))), ("unit", unit.map { .text($0) })]
    case .text(let text): [("text", .text(text))]
    case .flag(let flag): [("value", .flag(flag))]
    case .date(let day): [("date", .text(day.description))]
    case .notOccurring(let reason): [("notOccurring", .text(reason))]
    case .substituted(let number, let unit, let rule):
      [
        ("substituted", .number(number.description)), ("unit", unit.map { .text($0) }),
        ("rule", .text(rule)),
      ]
    }
  }

  private static func sample(_ sample: Filing.Sample) -> JSONValue {
    .members([
      ("id", .text(sample.id)),
      (
        "fields",
        .array(sample.fields.map { .members([("name", .text($0.name))] + value($0.value)) })
      ),
    ])
  }

  // MARK: Reading

  /// Reads a filing; nil where the text is no JSON, no filing, or states no period.
  public static func read(_ bytes: [UInt8], file: String) -> (Filing?, [Finding]) {
    var findings: [Finding] = []
    guard let json = JSONValue.read(bytes, file: file, findings: &findings) else {
      return (nil, findings)
    }
    var reader = FilingJSONReader(file: file)
    let filing = reader.filing(json)
    return (filing, reader.findings.all)
  }
}

/// Makes a filing of JSON data.
private struct FilingJSONReader {
  let file: String
  var findings = FindingList()

  init(file: String) { self.file = file }

  mutating func filing(_ json: JSONValue) -> Filing? {
    guard json["format"]?.text == FilingJSON.format else {
      findings.append(
        Finding(
          .jsonFormat, at: .file(file),
          ["expected": FilingJSON.format, "got": json["format"]?.text ?? ""]))
      return nil
    }
    guard let period = json["period"]?.text.flatMap({ ValueText.period($0) }) else {
      findings.append(Finding(.filingNoPeriod, at: .file(file)))
      return nil
    }
    var filing = Filing(header: header(json), period: period)
    for part in json["rows"]?.elements ?? [] {
      guard let address = address(part["row"], "rows") else { continue }
      filing.rows.append(
        Filing.Row(
          steps: address.steps, title: part["title"]?.text,
          from: day(part["from"], address.description),
          through: day(part["through"], address.description),
          origin: .address(address.description)))
    }
    for part in json["cells"]?.elements ?? [] { cell(part, &filing) }
    for part in json["notOccurring"]?.elements ?? [] {
      guard let address = address(part["at"], "notOccurring") else { continue }
      filing.notOccurring.append(
        Filing.Statement(
          address, reason: part["reason"]?.text ?? "", origin: .address(address.description)))
    }
    for part in json["samples"]?.elements ?? [] {
      guard let id = part["id"]?.text else {
        wrong("samples", "id")
        continue
      }
      var sample = Filing.Sample(id: id, fields: [], origin: .file(file))
      for field in part["fields"]?.elements ?? [] {
        guard let name = field["name"]?.text, let value = value(field, at: id) else { continue }
        sample.fields.append(Filing.Field(name, value))
      }
      filing.samples.append(sample)
    }
    checkNames(json)
    return filing
  }

  /// A finding for each member that no filing has.
  private mutating func checkNames(_ json: JSONValue) {
    let known: Set<String> = [
      "format", "enterprise", "creditCode", "methodology", "period", "filedOn", "purpose",
      "region", "further", "rows", "cells", "notOccurring", "samples",
    ]
    for member in json.members ?? [] where !known.contains(member.name) {
      let near = Suggestions.nearest(member.name, among: known)
      findings.append(
        Finding(
          .jsonUnknownName, at: .file(file),
          ["got": member.name].merging(Suggestions.arguments(near)) { a, _ in a }))
    }
  }

  private mutating func header(_ json: JSONValue) -> Filing.Header {
    var header = Filing.Header(origin: .file(file))
    header.enterprise = json["enterprise"]?.text
    header.creditCode = json["creditCode"]?.text
    header.methodology = json["methodology"]?.text
    header.filedOn = day(json["filedOn"], "filedOn")
    header.purpose = json["purpose"]?.text
    header.region = json["region"]?.text
    for part in json["further"]?.elements ?? [] {
      guard let name = part["name"]?.text, let value = part["value"]?.text else { continue }
      header.further.append(Filing.Attribute(name, value))
    }
    return header
  }

  private mutating func cell(_ part: JSONValue, _ filing: inout Filing) {
    guard let address = address(part["at"], "cells"),
      let value = value(part, at: address.description)
    else { return }
    let stage = part["stage"]?.text.flatMap { Stage(named: $0) } ?? .reported
    filing.cells.append(
      Filing.Entry(
        address, Cell(value, origin: .address(address.description), stage: stage)))
  }

  private mutating func address(_ json: JSONValue?, _ list: String) -> CellAddress? {
    guard let text = json?.text else {
      wrong(list, list == "rows" ? "row" : "at")
      return nil
    }
    var found: [Finding] = []
    let address = CellAddress(text, at: .file(file), findings: &found)
    for finding in found { findings.append(finding) }
    return address
  }

  private mutating func wrong(_ list: String, _ name: String) {
    findings.append(Finding(.jsonMember, at: .file(file), ["list": list, "name": name]))
  }

  private mutating func day(_ json: JSONValue?, _ place: String) -> Day? {
    guard let json else { return nil }
    if let day = json.text.flatMap({ Day($0) }) { return day }
    findings.append(Finding(.filingDate, at: .address(place), ["got": json.text ?? ""]))
    return nil
  }

  private mutating func value(_ part: JSONValue, at place: String) -> CellValue? {
    let unit = part["unit"]?.text
    if case .flag(let flag) = part["value"] { return .flag(flag) }
    if let number = part["value"]?.decimal {
      return .number(number, decimals: decimals(part["value"]), unit: unit)
    }
    if let text = part["text"]?.text { return .text(text) }
    if part["date"] != nil { return day(part["date"], place).map { .date($0) } }
    if let reason = part["notOccurring"]?.text { return .notOccurring(reason: reason) }
    if let number = part["substituted"]?.decimal {
      return .substituted(number, unit: unit, rule: part["rule"]?.text ?? "")
    }
    findings.append(Finding(.jsonValue, at: .address(place), ["place": place]))
    return nil
  }

  private func decimals(_ json: JSONValue?) -> Int {
    switch json {
    case .number(let digits), .text(let digits): CellText.decimals(digits)
    default: 0
    }
  }
}

extension FindingKind {
  static let jsonFormat = FindingKind(
    "json.format", .error, zh: "不是填报数据：format 应为 {expected}，读到“{got}”",
    en: "this is no filing: format must be {expected}, not “{got}”")
  static let jsonUnknownName = FindingKind(
    "json.unknown-name", .error, zh: "填报数据没有“{got}”{hint}", en: "a filing has no “{got}”{hintEn}")
  static let jsonMember = FindingKind(
    "json.member", .error, zh: "“{list}”中的一项缺少“{name}”", en: "an element of “{list}” lacks “{name}”"
  )
  static let jsonValue = FindingKind(
    "json.value", .error, zh: "{place} 没有可读的值：应有 value、text、date、notOccurring 或 substituted",
    en: "{place} has no value: write value, text, date, notOccurring or substituted")
}
