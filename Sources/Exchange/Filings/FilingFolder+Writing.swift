import Accounting
import Quantities
import RulePlan

extension FilingFolder {
  /// Writes a filing as a folder of tables.
  ///
  /// From them ``read(_:plan:units:period:)`` makes the same filing. A cell that its table cannot
  /// hold exactly stands in `cells.csv`. Names become symbols.
  public static func write(_ filing: Filing, plan: Plan) -> [FilingFile] {
    var writer = FolderWriter(filing: filing, plan: plan)
    return writer.files()
  }
}

/// Distributes the cells of a filing over tables.
private struct FolderWriter {
  /// The place of a line in the table of a row set.
  private struct LineKey: Hashable {
    var steps: [CellAddress.Step]
    var period: String?
  }

  /// One line of a table.
  private struct Line {
    var key: LineKey
    var row: Filing.Row?
    var cells: [SheetLayout.Content: CSVCell] = [:]
  }

  /// The lines of one table.
  private struct Sheet {
    var lines: [Line] = []
    var places: [LineKey: Int] = [:]

    mutating func line(_ key: LineKey) -> Int {
      if let place = places[key] { return place }
      places[key] = lines.count
      lines.append(Line(key: key))
      return lines.count - 1
    }
  }

  let filing: Filing
  let plan: Plan
  let layouts: [Int: SheetLayout]
  private let names: NameIndex
  private let tree: RowTree
  private var sheets: [Int: Sheet] = [:]
  private var rest: [[CSVCell]] = []
  private var register: [String: [String: String]] = [:]
  private var registerOrder: [String] = []
  /// The addresses of lines that could not take the place of their address.
  private var registerAddresses: [String: String] = [:]

  init(filing: Filing, plan: Plan) {
    self.filing = filing
    self.plan = plan
    layouts = FilingFolder.layouts(plan)
    names = NameIndex(plan)
    tree = RowTree(plan.rowSets)
  }

  mutating func files() -> [FilingFile] {
    for row in filing.rows { add(row) }
    for entry in filing.cells where !addToSheet(entry) && !addToRegister(entry) { addToRest(entry) }
    for record in filing.records { addToRegister(record) }
    for statement in filing.notOccurring {
      rest.append([
        .text(statement.target.description), .empty, .empty, .text("不涉及"),
        .text(CellText.spelled(statement.reason)), .empty, .empty,
      ])
    }
    for (number, stage) in filing.stages.enumerated() {
      for entry in stage.cells { addToRest(entry, stage: (stage, number + 1)) }
    }
    var files = [header()]
    for set in layouts.keys.sorted() { if let file = sheet(set) { files.append(file) } }
    if !rest.isEmpty {
      files.append(
        Tables.file(
          FilingFile.cells,
          (["地址", "值", "单位", "状态", "说明", "阶段"] + (filing.stages.isEmpty ? [] : ["修改"]))
            .map { .text($0) },
          filing.stages.isEmpty ? rest.map { Array($0.prefix(6)) } : rest))
    }
    if !registerOrder.isEmpty { files.append(registerFile()) }
    if !filing.samples.isEmpty { files.append(samplesFile()) }
    return files + RecordTables.files(filing)
  }

  private func header() -> FilingFile {
    let header = filing.header
    var items: [(String, String?)] = [
      ("报告主体", header.enterprise), ("统一社会信用代码", header.creditCode),
      ("方法学", header.methodology), ("报告期", filing.period.description),
      ("填报日期", header.filedOn?.description), ("用途", header.purpose), ("地区", header.region),
    ]
    let revision = header.revision
    items += [
      ("报告版本号", revision.number), ("报告版本日期", revision.on?.description),
      ("报告编制人", revision.author), ("本版修改理由", revision.reason),
      ("前一版本", revision.follows), ("监测计划名称", filing.monitoringPlan.title),
    ]
    items += header.further.map { ($0.name, $0.value) }
    return Tables.file(
      FilingFile.header, [.text("项目"), .text("内容")],
      items.compactMap { name, value in value.map { [.text(name), .text(CellText.spelled($0))] } })
  }

  // MARK: Tables of row sets

  private mutating func add(_ row: Filing.Row) {
    guard let last = row.steps.last, let set = tree.byID[last.rowSet], layouts[set] != nil,
      isInChain(row.steps, set), row.title.map(Self.isPlainTitle) ?? true
    else {
      let days = [row.from, row.through].map { $0?.description ?? "" }.joined(separator: "..")
      rest.append([
        .text(CellAddress(steps: row.steps, name: "").description),
        .text(row.title.map { CellText.spelled($0) } ?? ""), .empty,
        .text(ListReader.rowState), .text(days == ".." ? "" : days), .empty, .empty,
      ])
      return
    }
    let line = sheets[set, default: Sheet()].line(LineKey(steps: row.steps, period: nil))
    sheets[set]?.lines[line].row = row
  }

  private func isInChain(_ steps: [CellAddress.Step], _ set: Int) -> Bool {
    var before = -1
    for step in steps {
      guard let index = tree.byID[step.rowSet],
        let depth = tree.chains[set].firstIndex(of: index), depth > before,
        !step.key.isEmpty, step.key.trimmed == step.key,
        CSVWriter.restored(step.key) == step.key,
        !LineWords.isTotal(step.key), !LineWords.isNone(step.key)
      else { return false }
      before = depth
    }
    return true
  }

  /// Whether a table can hold the title as it is, and does not take the line for a sum.
  private static func isPlainTitle(_ title: String) -> Bool {
    CellText.spelled(title) == title && !LineWords.isTotal(title)
  }

  private mutating func addToSheet(_ entry: Filing.Entry) -> Bool {
    guard entry.cell.stage == .reported, let input = input(entry.address) else { return false }
    let set = plan.inputs[input].shape.rows
    guard let layout = layouts[set], layout.named[input] != nil,
      isInChain(entry.address.steps, set),
      // A line that does not say which row it means is read only where there is one row.
      set == 0 || entry.address.steps.last?.rowSet == plan.rowSets[set].id,
      entry.address.period == nil || layout.columns.contains(.period),
      let cell = cell(entry.cell.value, plan.inputs[input].kind)
    else { return false }
    let key = LineKey(steps: entry.address.steps, period: entry.address.period)
    let line = sheets[set, default: Sheet()].line(key)
    guard sheets[set]?.lines[line].cells[.input(input)] == nil else { return false }
    sheets[set]?.lines[line].cells[.input(input)] = cell
    return true
  }

  /// The input whose column takes a cell; nil where no table has one.
  private func input(_ address: CellAddress) -> Int? {
    guard let target = names.target(address.name).map({ names.targets[$0] }) else { return nil }
    switch address.facet {
    case nil: return target.value
    case "prior":
      return target.prior.first { layouts[plan.inputs[$0].shape.rows]?.named[$0] != nil }
    case "prior-choice": return target.priorChoice
    default: return nil
    }
  }

  /// The cell of a table that reads back as the value; nil where there is none.
  private func cell(_ value: CellValue, _ kind: ValueKind) -> CSVCell? {
    switch (value, kind) {
    case (.notOccurring(let reason), _): return reason.isEmpty ? .text("不涉及") : nil
    case (.number(let number, let decimals, let unit), .number):
      let digits = number.text(decimals: decimals)
      guard let unit else { return .number(digits) }
      let text = "\(digits) \(unit)"
      let reading = NumberText.read(text, at: .none)
      return reading.unit == unit && reading.value == number ? .text(text) : nil
    case (.flag(let flag), .flag): return .text(flag ? "是" : "否")
    case (.date(let day), .date): return .text(day.description)
    case (.text(let text), .text), (.text(let text), .reference):
      let isPlain = !text.isEmpty && text == text.trimmed && text != "不涉及"
      return isPlain && CSVWriter.restored(text) == text ? .text(text) : nil
    default: return nil
    }
  }

  private func sheet(_ set: Int) -> FilingFile? {
    guard let layout = layouts[set], let sheet = sheets[set] else { return nil }
    let lines = sheet.lines.map { line in
      layout.columns.map { column -> CSVCell in
        switch column {
        case .key(let set):
          let id = plan.rowSets[set].id
          return (line.key.steps.first { $0.rowSet == id }?.key).map { .text($0) } ?? .empty
        case .title: return line.row?.title.map { .text($0) } ?? .empty
        case .from: return line.row?.from.map { .text($0.description) } ?? .empty
        case .through: return line.row?.through.map { .text($0.description) } ?? .empty
        case .period: return line.key.period.map { .text($0) } ?? .empty
        case .unit: return .empty
        case .input: return line.cells[column] ?? .empty
        }
      }
    }
    return Tables.file(
      FilingFolder.name(layout) + ".csv", layout.columns.map { .text(layout.heading($0)) }, lines)
  }

  // MARK: Lists

  private mutating func addToRegister(_ entry: Filing.Entry) -> Bool {
    guard let facet = entry.address.facet, entry.cell.stage == .reported,
      facet == "choice" || facet == "sample" || Filing.evidenceFields.contains(facet),
      let text = Tables.field(facet, entry.cell.value)
    else { return false }
    var address = entry.address
    address.facet = nil
    let name = address.description
    if register[name] == nil { registerOrder.append(name) }
    guard register[name]?[facet] == nil else { return false }
    register[name, default: [:]][facet] = text
    return true
  }

  private mutating func addToRegister(_ record: Filing.DataRecord) {
    let address = record.at.description
    var name = address
    // A line takes one record; a second one of the same value gets a line of its own.
    while let line = register[name], ListReader.recordFields.contains(where: { line[$0] != nil }) {
      name += "\n"
    }
    if register[name] == nil { registerOrder.append(name) }
    registerAddresses[name] = address
    func list(_ texts: [String]) -> String? {
      texts.isEmpty ? nil : CellText.spelled(texts)
    }
    let fields = [
      ("record", record.record.map { CellText.spelled($0) }),
      ("cross-checks", list(record.crossChecks)), ("evidence", list(record.evidence)),
      ("meters", list(record.meters)),
      ("department", record.department.map { CellText.spelled($0) }),
      ("remark", record.note.map { CellText.spelled($0) }),
    ]
    for (field, text) in fields { register[name, default: [:]][field] = text }
  }

  private func registerFile() -> FilingFile {
    let fields = ["choice", "sample"] + ListReader.recordFields + Filing.evidenceFields
    let used = fields.filter { field in register.values.contains { $0[field] != nil } }
    let lines = registerOrder.map { address in
      [CSVCell.text(registerAddresses[address] ?? address)]
        + used.map { field in register[address]?[field].map { .text($0) } ?? .empty }
    }
    return Tables.file(
      FilingFile.register, [.text("地址")] + used.map { .text(Tables.title($0)) }, lines)
  }

  private func samplesFile() -> FilingFile {
    let used = Filing.evidenceFields.filter { field in
      filing.samples.contains { $0.fields.contains { $0.name == field } }
    }
    let hasEvidence = filing.samples.contains { $0.evidence != nil }
    let lines = filing.samples.map { sample in
      [CSVCell.text(CellText.spelled(sample.id))]
        + (hasEvidence
          ? [sample.evidence.map { .text(CellText.spelled($0)) } ?? .empty] : [])
        + used.map { field in
          guard let value = sample.fields.first(where: { $0.name == field })?.value else {
            return .empty
          }
          return .text(Tables.field(field, value) ?? CellText.spelled(value))
        }
    }
    return Tables.file(
      FilingFile.samples,
      [.text("样品")] + (hasEvidence ? [.text(Tables.title("evidence"))] : [])
        + used.map { .text(Tables.title($0)) }, lines)
  }

  private mutating func addToRest(
    _ entry: Filing.Entry, stage overlay: (stage: Overlay, number: Int)? = nil
  ) {
    var unit = CSVCell.empty
    var state = CSVCell.empty
    var note = CSVCell.empty
    var value = CSVCell.text(CellText.spelled(entry.cell.value))
    switch entry.cell.value {
    case .number(_, _, let text):
      unit = text.map { .text($0) } ?? .empty
      value = .number(CellText.spelled(entry.cell.value))
    case .substituted(_, let text, let rule):
      unit = text.map { .text($0) } ?? .empty
      state = .text("替代")
      note = .text(CellText.spelled(rule))
      value = .number(CellText.spelled(entry.cell.value))
    case .notOccurring(let reason): note = .text(CellText.spelled(reason))
    case .text, .flag, .date: break
    }
    let stage = overlay?.stage.stage ?? entry.cell.stage
    rest.append([
      .text(entry.address.description), value, unit, state, note,
      stage == .reported ? .empty : .text(stage.title),
      overlay.map { .number(String($0.number)) } ?? .empty,
    ])
  }
}

/// Spells tables and the fields of lists.
enum Tables {
  static func file(_ name: String, _ heading: [CSVCell], _ lines: [[CSVCell]]) -> FilingFile {
    var writer = CSVWriter()
    writer.add(heading)
    for line in lines { writer.add(line) }
    return FilingFile(name: name, bytes: writer.bytes)
  }

  static func title(_ column: String) -> String {
    ListReader.titles.first { $0.0 == column }?.1 ?? column
  }

  /// The spelling of a field that reads back as the value; nil where there is none.
  static func field(_ field: String, _ value: CellValue) -> String? {
    let isDay = Filing.evidenceDays.contains(field)
    switch value {
    case .date(let day): return isDay ? day.description : nil
    case .flag(let flag): return field == "accredited" ? (flag ? "是" : "否") : nil
    case .text(let text):
      let isPlain =
        !text.isEmpty && text == text.trimmed && !text.hasPrefix("\"")
        && CSVWriter.restored(text) == text
      if isPlain, field != "accredited", !isDay || CellText.day(text) == nil { return text }
      let spelled = CellText.spelled(value)
      return spelled.hasPrefix("\"") || field == "accredited" ? spelled : nil
    case .number, .notOccurring, .substituted: return nil
    }
  }
}
