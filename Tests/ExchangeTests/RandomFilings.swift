import Accounting
import Quantities

/// Filings with something of everything, from a seed.
struct RandomFilings {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }
  private mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
  private mutating func maybe<T>(_ make: (inout RandomFilings) -> T) -> T? {
    below(3) == 0 ? nil : make(&self)
  }
  private mutating func list<T>(_ most: Int, _ make: (inout RandomFilings) -> T) -> [T] {
    (0..<below(most + 1)).map { _ in make(&self) }
  }

  private static let texts = [
    "华南检测", "a", " 前后有空格 ", "=1+1", "'=x", "-5", "\"引号\"", "逗号,分号;", "a\nb", "a\r\nb\rc", "\t制表",
    "<tag attr=\"x\">&amp;</tag>", "]]>", "_x0041_", "&#38;", "不涉及", "yes", "2024-03-05", "007",
    "é😀𠮷", "\\n\\", "是", "合计", "1.50 t", "e\u{301}", "\"\u{301}", "\\\u{301}x", "\u{3000}全角",
  ]

  mutating func text() -> String { pick(Self.texts) + (below(2) == 0 ? "" : pick(Self.texts)) }
  private mutating func optional() -> String? { maybe { $0.text() } }
  private mutating func day() -> Day? { maybe { Day(number: Int32(19_000 + $0.below(1000))) } }

  private mutating func steps() -> [CellAddress.Step] {
    let facility = CellAddress.Step("facility", pick(["A", "B", "东厂]1", "=厂"]))
    switch below(3) {
    case 0: return [facility]
    case 1: return [facility, .init("fuel", pick(["烟煤", "天然气"]))]
    default: return [facility, .init("unit", pick(["#1", "2\\x", " 3"]))]
    }
  }

  mutating func address(_ facet: String? = nil) -> CellAddress {
    CellAddress(
      steps: steps(), period: pick([nil, "2024", "2024-Q1", "2024-03", "2024-03-15"]),
      name: pick(["FC", "C", "S", "Q", "new", "unknown", "class"]), facet: facet)
  }

  private mutating func value() -> CellValue {
    let decimals = below(5)
    let number = Rational.ratio(below(2_000_000) - 1_000_000, [1, 10, 100, 1000, 10000][decimals])
    switch below(6) {
    case 0: return .text(text())
    case 1: return .flag(below(2) == 0)
    case 2: return .date(Day(number: Int32(19_000 + below(1000))))
    case 3: return .notOccurring(reason: below(2) == 0 ? "" : text())
    case 4: return .substituted(number, unit: maybe { $0.pick(["t", "GJ"]) }, rule: text())
    default:
      return .number(number, decimals: decimals, unit: maybe { $0.pick(["t", "kg", "GJ/t"]) })
    }
  }

  private mutating func entries(_ most: Int) -> [Filing.Entry] {
    var seen: Set<CellAddress> = []
    return list(most) { random in
      let facet = random.pick([nil, nil, "choice", "sample", "report", "issued", "prior"])
      return Filing.Entry(random.address(facet), Cell(random.value()))
    }.filter { seen.insert($0.address).inserted }
  }

  private mutating func change() -> Filing.BoundaryChange {
    Filing.BoundaryChange(
      pick(Filing.BoundaryChange.Kind.allCases), on: day(), before: optional(), note: optional())
  }

  private mutating func part(_ number: Int) -> Filing.BoundaryPart {
    var part = Filing.BoundaryPart(
      id: "P\(number)", kind: pick(Filing.BoundaryPart.Kind.allCases),
      partOf: list(2) { $0.text() })
    part.title = optional()
    part.row = below(2) == 0 ? [] : steps()
    part.isIncluded = pick([nil, true, false])
    part.note = optional()
    part.changes = list(3) { $0.change() }
    return part
  }

  private mutating func meter(_ number: Int) -> Filing.Meter {
    var meter = Filing.Meter(id: "M\(number)" + text(), title: optional())
    (meter.type, meter.model, meter.serial) = (optional(), optional(), optional())
    (meter.accuracy, meter.place, meter.every) = (optional(), optional(), optional())
    (meter.subMeterOf, meter.note) = (optional(), optional())
    meter.measures = list(3) { $0.address() }
    meter.calibrations = list(3) { random in
      var calibration = Filing.Calibration(on: random.day(), through: random.day())
      calibration.certificate = random.text()
      calibration.laboratory = random.optional()
      calibration.result = random.optional()
      return calibration
    }
    return meter
  }

  private mutating func document(_ number: Int) -> Filing.EvidenceItem {
    var item = Filing.EvidenceItem(id: "E\(number)", title: optional())
    (item.type, item.file, item.sha256) = (optional(), optional(), optional())
    (item.report, item.laboratory, item.accreditation) = (optional(), optional(), optional())
    (item.sampled, item.received, item.tested, item.issued) = (day(), day(), day(), day())
    (item.standard, item.note) = (optional(), optional())
    return item
  }

  private mutating func record() -> Filing.DataRecord {
    var record = Filing.DataRecord(at: address(), record: text())
    record.crossChecks = list(3) { $0.text() }
    record.evidence = list(2) { $0.text() }
    record.meters = list(2) { $0.text() }
    (record.department, record.note) = (optional(), optional())
    return record
  }

  private mutating func plan() -> MonitoringPlan {
    MonitoringPlan(
      title: optional(),
      versions: list(3) { random in
        var version = MonitoringPlan.Version(number: random.text(), on: random.day())
        version.from = random.day()
        (version.changes, version.reason) = (random.optional(), random.optional())
        version.author = random.optional()
        return version
      },
      parameters: list(3) { random in
        var entry = MonitoringPlan.Parameter(at: random.address(), title: random.optional())
        (entry.record, entry.how, entry.every) = (
          random.optional(), random.optional(), random.optional()
        )
        (entry.recordedEvery, entry.standard) = (random.optional(), random.optional())
        entry.meters = random.list(2) { $0.text() }
        (entry.ifMissing, entry.department) = (random.optional(), random.optional())
        entry.note = random.optional()
        return entry
      },
      sections: list(2) { MonitoringPlan.Section(title: $0.text(), text: $0.text()) })
  }

  private mutating func header() -> Filing.Header {
    var header = Filing.Header()
    (header.enterprise, header.region) = (optional(), optional())
    header.creditCode = maybe { _ in "91350100M000100Y43" }
    header.methodology = "test/small/1"
    header.filedOn = day()
    header.purpose = maybe { _ in "annual-report" }
    (header.revision.number, header.revision.author) = (optional(), optional())
    (header.revision.on, header.revision.reason) = (day(), optional())
    header.further = list(3) { Filing.Attribute("项\($0.below(9))", $0.text()) }
    return header
  }

  /// One filing; cells of the base are those that a folder keeps as they are.
  mutating func filing(period: Period) -> Filing {
    var filing = Filing(header: header(), period: period, cells: entries(12))
    // Each row once; what is said of a choice or a sample needs its row.
    var seen: Set<[CellAddress.Step]> = []
    let paths = filing.cells.map(\.address.steps) + list(4) { $0.steps() }
    filing.rows = paths.filter { seen.insert($0).inserted }.map { path in
      Filing.Row(steps: path, title: optional(), from: day(), through: day())
    }
    filing.notOccurring = list(3) { Filing.Statement($0.address(), reason: $0.text()) }
    filing.samples = (0..<below(3)).map { number in
      var sample = Filing.Sample(id: "S\(number)", fields: [])
      sample.fields = [Filing.Field("report", .text("R-\(below(9))"))]
      if let day = day() { sample.fields.append(Filing.Field("issued", .date(day))) }
      sample.evidence = optional()
      return sample
    }
    filing.records = list(5) { $0.record() }
    filing.evidence = (0..<below(4)).map { document($0) }
    filing.meters = (0..<below(4)).map { meter($0) }
    filing.boundary = (0..<below(4)).map { part($0) }
    filing.monitoringPlan = plan()
    filing.explanations = list(4) { random in
      Filing.Explanation(
        at: random.address(), random.pick(Filing.Explanation.Kind.allCases), random.text())
    }
    filing.signatures = list(3) { random in
      var signature = Filing.Signature(role: random.text(), name: random.optional())
      (signature.on, signature.statement) = (random.day(), random.optional())
      return signature
    }
    filing.stages = list(3) { random in
      var stage = Overlay(
        stage: random.pick([.verified, .reviewed, .approved]), author: random.text(),
        reason: random.text(), cells: random.entries(3))
      stage.on = random.day()
      return stage
    }
    return filing
  }
}

extension Filing {
  /// What differs from another filing, list by list.
  func differences(_ other: Filing?) -> [String] {
    guard let other else { return ["nothing was read"] }
    func pairs<T: Equatable>(_ left: [T], _ right: [T]) -> [String] {
      left == right
        ? []
        : left.filter { !right.contains($0) }.map { "− \($0)" }
          + right.filter { !left.contains($0) }.map { "+ \($0)" } + ["order or count"]
    }
    return pairs([header], [other.header]) + pairs(rows, other.rows)
      + pairs(Array(cells), Array(other.cells))
      + pairs(notOccurring, other.notOccurring) + pairs(samples, other.samples)
      + pairs(records, other.records) + pairs(evidence, other.evidence)
      + pairs(meters, other.meters) + pairs(boundary, other.boundary)
      + pairs([monitoringPlan], [other.monitoringPlan]) + pairs(explanations, other.explanations)
      + pairs(signatures, other.signatures) + pairs(stages, other.stages)
      + (self == other ? [] : ["differs"])
  }

  /// The filing without places; cells and register sorted where a folder has an order of its own.
  func canonical(sorted: Bool) -> Filing {
    var filing = self
    func bare(_ entry: Entry) -> Entry {
      Entry(entry.address, Cell(entry.cell.value, stage: entry.cell.stage))
    }
    filing.header.origin = .none
    filing.rows = filing.rows.map { row in
      Row(steps: row.steps, title: row.title, from: row.from, through: row.through)
    }
    filing.cells = CellList(filing.cells.map(bare))
    filing.notOccurring = filing.notOccurring.map { Statement($0.target, reason: $0.reason) }
    for index in filing.samples.indices { filing.samples[index].origin = .none }
    for index in filing.records.indices { filing.records[index].origin = .none }
    for index in filing.evidence.indices { filing.evidence[index].origin = .none }
    for index in filing.explanations.indices { filing.explanations[index].origin = .none }
    for index in filing.signatures.indices { filing.signatures[index].origin = .none }
    for index in filing.meters.indices {
      filing.meters[index].origin = .none
      for inner in filing.meters[index].calibrations.indices {
        filing.meters[index].calibrations[inner].origin = .none
      }
    }
    for index in filing.boundary.indices {
      filing.boundary[index].origin = .none
      for inner in filing.boundary[index].changes.indices {
        filing.boundary[index].changes[inner].origin = .none
      }
    }
    for index in filing.stages.indices {
      filing.stages[index].origin = .none
      filing.stages[index].cells = filing.stages[index].cells.map(bare)
    }
    func bare(_ plan: inout MonitoringPlan) {
      for index in plan.versions.indices { plan.versions[index].origin = .none }
      for index in plan.parameters.indices { plan.parameters[index].origin = .none }
      for index in plan.sections.indices { plan.sections[index].origin = .none }
    }
    bare(&filing.monitoringPlan)
    guard sorted else { return filing }
    // A row that is only named is declared by the cells that name it.
    let named = Set(filing.cells.map(\.address.steps))
    filing.rows = filing.rows.filter { row in
      row.title != nil || row.from != nil || row.through != nil || !named.contains(row.steps)
    }
    filing.rows.sort { "\($0)" < "\($1)" }
    filing.cells.sort { "\($0)" < "\($1)" }
    filing.records.sort { "\($0)" < "\($1)" }
    return filing
  }
}
