import Accounting
import Diagnostics
import Quantities

/// Reads the files of a filing that are lists: header, cells, register, samples.
struct ListReader {
  var header = Filing.Header()
  var period: Period?
  var cells: [Filing.Entry] = []
  var notOccurring: [Filing.Statement] = []
  var samples: [Filing.Sample] = []
  var rows: [Filing.Row] = []
  var records: [Filing.DataRecord] = []
  /// Cells of stages, by the number of the stage in its own table.
  var stageCells: [Int: [Filing.Entry]] = [:]
  var planTitle: String?
  var findings: FindingList

  init(findings: FindingList) { self.findings = findings }

  /// Headings of the fields of the evidence.
  static let fieldTitles = [
    ("report", "报告编号"), ("laboratory", "检测机构"), ("accredited", "具备资质"), ("sampled", "采样日期"),
    ("received", "收样日期"), ("tested", "检测日期"), ("issued", "报告日期"), ("basis", "基准"),
    ("standard", "检测标准"),
  ]

  /// What the columns of lists are called.
  static let titles =
    [
      ("address", "地址"), ("value", "值"), ("unit", "单位"), ("state", "状态"), ("note", "说明"),
      ("stage", "阶段"), ("choice", "取值方式"), ("sample", "样品"), ("item", "项目"), ("content", "内容"),
      ("overlay", "修改"), ("record", "数据来源"), ("cross-checks", "交叉核对"), ("evidence", "支撑材料"),
      ("meters", "计量器具"), ("department", "责任部门"), ("remark", "备注"),
    ] + fieldTitles

  /// What a line of the register says beside the choice and the evidence that rules read.
  static let recordFields = [
    "record", "cross-checks", "evidence", "meters", "department", "remark",
  ]

  /// The state of a line that declares a row: its title and its days.
  static let rowState = "行"

  private static let byTitle = Dictionary(
    titles.flatMap { [($0.0, $0.0), ($0.1, $0.0)] }, uniquingKeysWith: { first, _ in first })

  /// What a heading means: the column's identifier, or an unknown text.
  static func column(_ heading: String) -> String? {
    byTitle[CSVWriter.restored(heading).trimmed]
  }

  /// Reads a list with named columns; each line is handed out with its texts by column.
  private mutating func lines(
    _ bytes: [UInt8], file: String, known: [String],
    _ each: (inout ListReader, ListLine) -> Void
  ) {
    var columns: [String?] = []
    var hasHeading = false
    let outcome = CSVReader.read(.bytes(bytes), file: file) { record in
      if hasHeading {
        var line = ListLine(file: file, row: record.row)
        for index in columns.indices {
          guard let name = columns[index] else { continue }
          line.add(name, CSVWriter.restored(record.text(index + 1)).trimmed, column: index + 1)
        }
        if !line.isBlank { each(&self, line) }
        return true
      }
      hasHeading = true
      for index in 0..<record.count {
        let heading = CSVWriter.restored(record.text(index + 1)).trimmed
        let column = Self.column(heading).flatMap { known.contains($0) ? $0 : nil }
        columns.append(column)
        if column == nil, !heading.isEmpty {
          let expected = Self.titles.filter { known.contains($0.0) }.map(\.1)
          let near = Suggestions.nearest(heading, among: expected)
          findings.append(
            Finding(
              .filingUnknownColumn,
              at: .cell(file: file, sheet: nil, row: record.row, column: index + 1),
              ["got": heading], near: near))
        }
      }
      return true
    }
    for finding in outcome.findings { findings.append(finding) }
  }

  // MARK: Header

  private static let headerItems: [String: String] = [
    "报告主体": "enterprise", "企业名称": "enterprise", "单位名称": "enterprise",
    "统一社会信用代码": "credit-code", "方法学": "methodology", "报告期": "period", "填报日期": "date",
    "用途": "purpose", "地区": "region", "name": "enterprise", "enterprise": "enterprise",
    "credit-code": "credit-code", "methodology": "methodology", "method": "methodology",
    "period": "period", "date": "date", "purpose": "purpose", "region": "region",
    "报告版本号": "revision", "报告版本日期": "revision-on", "报告编制人": "revision-author",
    "本版修改理由": "revision-reason", "前一版本": "revision-follows", "监测计划名称": "plan",
  ]

  /// What people call the purposes that rules ask for.
  private static let purposes = [
    "年度报告": "annual-report", "年度排放报告": "annual-report", "月度存证": "monthly-filing",
    "补充数据表": "supplementary-form",
  ]

  /// Reads 项目, 内容.
  mutating func readHeader(_ bytes: [UInt8], file: String) {
    header.origin = .file(file)
    lines(bytes, file: file, known: ["item", "content"]) { reader, line in
      reader.headerItem(line["item"], line["content"], line.origin("content"))
    }
  }

  /// Whether a text is the name of an item of the header.
  static func isHeaderItem(_ text: String) -> Bool { headerItems[text] != nil }

  private mutating func headerItem(_ name: String, _ value: String, _ origin: Origin) {
    if name.isEmpty || value.isEmpty { return }
    switch Self.headerItems[name] {
    case "enterprise": header.enterprise = CellText.restored(value)
    case "credit-code":
      header.creditCode = value
      // The binder checks the digits and points here.
      header.origin = origin
    case "methodology": header.methodology = CellText.restored(value)
    case "purpose": header.purpose = Self.purposes[value] ?? CellText.restored(value)
    case "region": header.region = CellText.restored(value)
    case "date":
      header.filedOn = CellText.requiredDay(value, at: origin, findings: &findings)
    case "period":
      let name = value.hasSuffix("年度") ? String(value.dropLast()) : value
      let month = CellText.period(name).flatMap { ValueText.period($0.name) }
      guard let read = ValueText.period(value) ?? month else {
        findings.append(Finding(.filingReportingPeriod, at: origin, ["got": value]))
        return
      }
      period = read
    case "revision": header.revision.number = CellText.restored(value)
    case "revision-on":
      header.revision.on = CellText.requiredDay(value, at: origin, findings: &findings)
    case "revision-author": header.revision.author = CellText.restored(value)
    case "revision-reason": header.revision.reason = CellText.restored(value)
    case "revision-follows": header.revision.follows = CellText.restored(value)
    case "plan": planTitle = CellText.restored(value)
    default: header.further.append(Filing.Attribute(name, CellText.restored(value)))
    }
  }

  // MARK: Cells, register, samples

  /// Reads 地址, 值, 单位 and, where they are, 状态, 说明, 阶段.
  mutating func readCells(_ bytes: [UInt8], file: String) {
    let known = ["address", "value", "unit", "state", "note", "stage", "overlay"]
    lines(bytes, file: file, known: known) { reader, line in
      if Self.isHeaderItem(line["address"]) {
        return reader.headerItem(line["address"], line["value"], line.origin("value"))
      }
      reader.cell(line)
    }
  }

  private mutating func cell(_ line: ListLine) {
    guard let address = address(line) else { return }
    let text = line["value"]
    let origin = line.origin("value")
    var stage = Stage.reported
    if !line["stage"].isEmpty {
      guard let named = Stage(named: line["stage"]) else {
        let known = Stage.allCases.map(\.title).joined(separator: "、")
        findings.append(
          Finding(.filingStage, at: line.origin("stage"), ["got": line["stage"], "known": known]))
        return
      }
      stage = named
    }
    let note = CellText.restored(line["note"])
    if line["state"] == Self.rowState { return row(address, line) }
    let isNone = line["state"] == "不涉及" || line["state"] == "not occurring"
    if text.isEmpty, isNone {
      notOccurring.append(
        Filing.Statement(address, reason: note, origin: line.origin("address")))
      return
    }
    if text.isEmpty { return }
    var value: CellValue
    if text == "不涉及" || text == "not occurring" {
      value = .notOccurring(reason: note)
    } else if let read = CellText.value(text, at: origin, findings: &findings) {
      value = read
    } else {
      return
    }
    if case .number(let number, let decimals, let unit) = value {
      let unit = unit ?? (line["unit"].isEmpty ? nil : line["unit"])
      value = .number(number, decimals: decimals, unit: unit)
      if line["state"] == "替代" || line["state"] == "substituted" {
        value = .substituted(number, unit: unit, rule: note)
      }
    }
    guard !line["overlay"].isEmpty else {
      return cells.append(Filing.Entry(address, Cell(value, origin: origin, stage: stage)))
    }
    guard let number = Int(line["overlay"]), number > 0 else {
      findings.append(
        Finding(.filingStageNumber, at: line.origin("overlay"), ["got": line["overlay"]]))
      return
    }
    // The stage's own table says which stage it is.
    stageCells[number, default: []].append(Filing.Entry(address, Cell(value, origin: origin)))
  }

  /// A line that declares a row which its own table cannot hold.
  private mutating func row(_ address: CellAddress, _ line: ListLine) {
    var row = Filing.Row(steps: address.steps, origin: line.origin("address"))
    row.title = line["value"].isEmpty ? nil : CellText.restored(line["value"])
    let note = line["note"]
    let days = note.replacing("..", with: "|")
      .split(separator: "|", omittingEmptySubsequences: false).map { String($0).trimmed }
    if days.count > 2 {
      findings.append(Finding(.filingDate, at: line.origin("note"), ["got": note]))
    } else {
      func day(_ text: String?) -> Day? {
        guard let text, !text.isEmpty else { return nil }
        return CellText.requiredDay(text, at: line.origin("note"), findings: &findings)
      }
      row.from = day(days.first)
      row.through = day(days.dropFirst().first)
    }
    rows.append(row)
  }

  private mutating func address(_ line: ListLine) -> CellAddress? {
    var found: [Finding] = []
    let address = CellAddress(line["address"], at: line.origin("address"), findings: &found)
    for finding in found { findings.append(finding) }
    return address
  }

  /// Reads 地址, 取值方式, 样品 and the fields of the evidence.
  mutating func readRegister(_ bytes: [UInt8], file: String) {
    let fields = ["choice", "sample"] + Filing.evidenceFields
    let known = ["address"] + fields + Self.recordFields
    lines(bytes, file: file, known: known) { reader, line in
      guard let base = reader.address(line) else { return }
      reader.record(base, line)
      for field in fields where !line[field].isEmpty {
        guard
          let value = reader.fieldValue(field, line[field], line.origin(field))
        else { continue }
        var address = base
        address.facet = field
        reader.cells.append(
          Filing.Entry(address, Cell(value, origin: line.origin(field))))
      }
    }
  }

  /// What the line says beside choice and evidence.
  private mutating func record(_ address: CellAddress, _ line: ListLine) {
    guard Self.recordFields.contains(where: { !line[$0].isEmpty }) else { return }
    func text(_ name: String) -> String? {
      line[name].isEmpty ? nil : CellText.restored(line[name])
    }
    var record = Filing.DataRecord(
      at: address, record: text("record"), origin: line.origin("address"))
    record.crossChecks = RecordTable.texts(line["cross-checks"])
    record.evidence = RecordTable.texts(line["evidence"])
    record.meters = RecordTable.texts(line["meters"])
    record.department = text("department")
    record.note = text("remark")
    records.append(record)
  }

  private mutating func fieldValue(
    _ field: String, _ text: String, _ origin: Origin
  ) -> CellValue? {
    if Filing.evidenceDays.contains(field),
      let day = CellText.day(text, at: origin, findings: &findings)
    {
      return .date(day)
    }
    if field != "accredited", !text.hasPrefix("\"") { return .text(text) }
    return CellText.value(text, at: origin, findings: &findings)
  }

  /// Reads 样品 and the fields of the evidence.
  mutating func readSamples(_ bytes: [UInt8], file: String) {
    let known = ["sample", "evidence"] + Filing.evidenceFields
    lines(bytes, file: file, known: known) { reader, line in
      var sample = Filing.Sample(
        id: CellText.restored(line["sample"]), fields: [], origin: line.origin("sample"))
      if !line["evidence"].isEmpty { sample.evidence = CellText.restored(line["evidence"]) }
      for field in Filing.evidenceFields where !line[field].isEmpty {
        if let value = reader.fieldValue(field, line[field], line.origin(field)) {
          sample.fields.append(Filing.Field(field, value))
        }
      }
      if reader.samples.contains(where: { $0.id == sample.id }) {
        reader.findings.append(
          Finding(.filingSampleTwice, at: line.origin("sample"), ["got": sample.id]))
      }
      reader.samples.append(sample)
    }
  }
}

/// One line of a list: its texts by column.
struct ListLine {
  let file: String
  let row: Int
  private var texts: [String: (text: String, column: Int)] = [:]

  init(file: String, row: Int) {
    self.file = file
    self.row = row
  }

  mutating func add(_ name: String, _ text: String, column: Int) { texts[name] = (text, column) }

  subscript(name: String) -> String { texts[name]?.text ?? "" }

  var isBlank: Bool { texts.values.allSatisfy { $0.text.isEmpty } }

  func origin(_ name: String) -> Origin {
    .cell(file: file, sheet: nil, row: row, column: texts[name]?.column ?? 1)
  }
}

extension FindingKind {
  static let filingReportingPeriod = FindingKind(
    "filing.reporting-period", .error, zh: "报告期“{got}”应写作 2024、2024-03 或 2022-01..2022-04",
    en: "the reporting period “{got}” must be written 2024, 2024-03 or 2022-01..2022-04")
  static let filingStage = FindingKind(
    "filing.stage", .error, zh: "没有阶段“{got}”，应为 {known}",
    en: "“{got}” is none of the stages {known}")
  static let filingStageNumber = FindingKind(
    "filing.stage-number", .error, zh: "“修改”应为 stages.csv 中的行序号（第一行为 1），读到“{got}”",
    en: "the change must be the number of a line of stages.csv, not “{got}”")
  static let filingSampleTwice = FindingKind(
    "filing.sample-twice", .error, zh: "样品“{got}”重复登记", en: "the sample “{got}” is listed twice")
}
