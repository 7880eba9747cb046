import Accounting
import Diagnostics
import Quantities

/// Writes a record as the members of a JSON object.
struct RecordWriter: FieldCoder {
  private(set) var members: [JSONValue.Member] = []

  /// The object of a record.
  static func object<R: FilingRecord>(_ record: R) -> JSONValue {
    var writer = RecordWriter()
    var record = record
    record.code(&writer)
    return .object(writer.members)
  }

  mutating func field(
    _ field: RecordShape.Field, _ value: @autoclosure () -> JSONValue?, take: (JSONValue) -> Bool
  ) {
    if let value = value() { members.append(.init(field.id, value)) }
  }

  mutating func records<R: FilingRecord>(_ id: String, _ title: String, _ records: inout [R]) {
    if !records.isEmpty { members.append(.init(id, .array(records.map(Self.object)))) }
  }

  mutating func value(_ value: inout CellValue) {
    func add(_ name: String, _ value: JSONValue?) {
      if let value { members.append(.init(name, value)) }
    }
    switch value {
    case .number(let number, let decimals, let unit):
      add("value", .number(number.text(decimals: decimals)))
      add("unit", unit.map { .text($0) })
    case .text(let text): add("text", .text(text))
    case .flag(let flag): add("value", .flag(flag))
    case .date(let day): add("date", .text(day.description))
    case .notOccurring(let reason): add("notOccurring", .text(reason))
    case .substituted(let number, let unit, let rule):
      add("substituted", .number(number.description))
      add("unit", unit.map { .text($0) })
      add("rule", .text(rule))
    }
  }
}

/// Reads a record from the members of a JSON object.
struct RecordReader: FieldCoder {
  private let object: JSONValue
  private let origin: Origin
  private let title: String
  /// Where single fields were written, if not at the record's own place.
  private let places: [String: Origin]
  private var known: Set<String> = []
  private(set) var findings: [Finding] = []
  private var isUsable = true

  /// The record that an object states; nil where what tells it from others is missing or wrong.
  static func read<R: FilingRecord>(
    _: R.Type, _ object: JSONValue, at origin: Origin, places: [String: Origin] = [:],
    findings: inout FindingList
  ) -> R? {
    guard object.members != nil else {
      findings.append(
        Finding(
          .filingRecord, at: origin, ["record": R.recordTitle, "recordEn": R.element]))
      return nil
    }
    var record = R(blankAt: origin)
    var reader = RecordReader(object, R.recordTitle, at: origin, places: places)
    record.code(&reader)
    reader.reportUnknown()
    for finding in reader.findings { findings.append(finding) }
    return reader.isUsable ? record : nil
  }

  private init(
    _ object: JSONValue, _ title: String, at origin: Origin, places: [String: Origin]
  ) {
    self.object = object
    self.title = title
    self.origin = origin
    self.places = places
  }

  mutating func field(
    _ field: RecordShape.Field, _ value: @autoclosure () -> JSONValue?, take: (JSONValue) -> Bool
  ) {
    known.insert(field.id)
    guard let read = object[field.id], read != .null else {
      if field.isRequired { lacks(field) }
      return
    }
    if take(read) { return }
    if field.isRequired { isUsable = false }
    let place = places[field.id] ?? origin
    if case .address = field.kind, let text = read.text {
      // Says which part of the address is wrong.
      var found: [Finding] = []
      _ = CellAddress(text, at: place, findings: &found)
      if !found.isEmpty {
        findings += found
        return
      }
    }
    let expected = field.kind.expected
    findings.append(
      Finding(
        .filingField, at: place,
        [
          "name": field.title, "nameEn": field.id, "got": read.shown,
          "expected": expected.zh, "expectedEn": expected.en,
        ]))
  }

  private mutating func lacks(_ field: RecordShape.Field) {
    isUsable = false
    findings.append(
      Finding(
        .filingFieldMissing, at: origin,
        ["record": title, "name": field.title, "nameEn": field.id]))
  }

  mutating func records<R: FilingRecord>(_ id: String, _ title: String, _ records: inout [R]) {
    known.insert(id)
    guard let read = object[id], read != .null else { return }
    var list = FindingList()
    records = (read.elements ?? [read]).compactMap {
      Self.read(R.self, $0, at: origin, places: places, findings: &list)
    }
    findings += list.all
  }

  mutating func value(_ value: inout CellValue) {
    known.formUnion(["value", "unit", "text", "date", "notOccurring", "substituted", "rule"])
    guard let read = readValue() else {
      isUsable = false
      findings.append(
        Finding(.jsonValue, at: origin, ["place": object["at"]?.text ?? title]))
      return
    }
    value = read
  }

  private func readValue() -> CellValue? {
    let unit = object["unit"]?.text
    switch object["value"] {
    case .flag(let flag): return .flag(flag)
    case .text("true"): return .flag(true)
    case .text("false"): return .flag(false)
    case .number(let digits), .text(let digits):
      guard let number = Rational(decimal: digits) else { return nil }
      return .number(number, decimals: CellText.decimals(digits), unit: unit)
    default: break
    }
    if let text = object["text"]?.text { return .text(text) }
    if let day = object["date"] { return day.text.flatMap { Day($0) }.map { .date($0) } }
    if let reason = object["notOccurring"]?.text { return .notOccurring(reason: reason) }
    if let number = object["substituted"]?.decimal {
      return .substituted(number, unit: unit, rule: object["rule"]?.text ?? "")
    }
    return nil
  }

  private mutating func reportUnknown() {
    for member in object.members ?? [] where !known.contains(member.name) {
      let near = Suggestions.nearest(member.name, among: known)
      findings.append(
        Finding(
          .filingUnknownField, at: places[member.name] ?? origin,
          ["record": title, "got": member.name], near: near))
    }
  }
}

/// Lists the fields of a record.
struct RecordDescriber: FieldCoder {
  private(set) var fields: [RecordShape.Field] = []

  /// The shape of a kind of record.
  static func shape<R: FilingRecord>(_: R.Type) -> RecordShape {
    var describer = RecordDescriber()
    var record = R(blankAt: .none)
    record.code(&describer)
    return RecordShape(element: R.element, title: R.recordTitle, fields: describer.fields)
  }

  mutating func field(
    _ field: RecordShape.Field, _ value: @autoclosure () -> JSONValue?, take: (JSONValue) -> Bool
  ) {
    fields.append(field)
  }

  mutating func records<R: FilingRecord>(_ id: String, _ title: String, _ records: inout [R]) {
    let shape = Self.shape(R.self)
    fields.append(.init(id: id, title: title, kind: .records(shape), isRequired: false))
  }

  mutating func value(_ value: inout CellValue) {
    fields.append(.init(id: "value", title: "值", kind: .value, isRequired: true))
  }
}

extension JSONValue {
  /// The value in a message, not too long.
  fileprivate var shown: String {
    let text = plainText ?? written(isIndented: false).trimmed
    return text.count > 60 ? text.prefix(60) + "…" : text
  }
}

extension FieldKind {
  /// What has to stand in such a field.
  fileprivate var expected: Wording {
    switch self {
    case .text, .prose: Wording(zh: "文字", en: "a text")
    case .day: Wording(zh: "日期，如 2024-03-15", en: "a day such as 2024-03-15")
    case .flag: Wording(zh: "是或否（true、false）", en: "true or false")
    case .word(let words):
      Wording(
        zh: words.map { "\($0.title)（\($0.id)）" }.joined(separator: "、"),
        en: words.map(\.id).joined(separator: ", "))
    case .period: Wording(zh: "报告期，如 2024 或 2022-01..2022-04", en: "2024 or 2022-01..2022-04")
    case .address: Wording(zh: "地址，如 facility[一厂]/…", en: "an address such as facility[F1]/x")
    case .texts: Wording(zh: "一列文字", en: "a list of texts")
    case .addresses: Wording(zh: "一列地址", en: "a list of addresses")
    case .value: Wording(zh: "值", en: "a value")
    case .records: Wording(zh: "一列记录", en: "a list of records")
    }
  }
}

extension FindingKind {
  static let filingRecord = FindingKind(
    "filing.record", .error, zh: "“{record}”的每一项应写作带名称的各字段",
    en: "each {recordEn} must be an object of named fields")
  static let filingField = FindingKind(
    "filing.field", .error, zh: "“{name}”应为{expected}；读到“{got}”",
    en: "{nameEn} must be {expectedEn}, not “{got}”")
  static let filingFieldMissing = FindingKind(
    "filing.field-missing", .error, zh: "“{record}”中的一项缺少“{name}”（{nameEn}），这一项没有读入",
    en: "a {record} lacks {nameEn} and was not read")
  static let filingUnknownField = FindingKind(
    "filing.unknown-field", .error, zh: "“{record}”没有字段“{got}”{hint}",
    en: "{record} has no field “{got}”{hintEn}")
  static let jsonValue = FindingKind(
    "json.value", .error, zh: "{place} 没有可读的值：应有 value、text、date、notOccurring 或 substituted",
    en: "{place} has no value: write value, text, date, notOccurring or substituted")
}
