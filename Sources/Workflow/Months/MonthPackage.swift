import Accounting
import Diagnostics
import Engine
import Exchange
import Quantities
import Reporting
import RulePlan

/// The evidence of one month, 月度存证: what belongs to it, what is there, by when it is due.
struct MonthPackage {
  /// A parameter of an item at one row.
  struct Parameter {
    /// How far it is there.
    enum State: String {
      case complete
      case missing
      case notOccurring = "not-occurring"
      case incomplete

      /// The Chinese word.
      var title: String {
        switch self {
        case .complete: "齐"
        case .missing: "缺"
        case .notOccurring: "不涉及"
        case .incomplete: "不全"
        }
      }
    }

    var title: String
    var address: String
    var state: State
    /// The value as it is written, or what is missing.
    var text: String
    /// Where it was written; nil where nothing was.
    var place: Origin?
    /// The ledger that bears it out.
    var ledger: String?
    /// The laboratory report behind it.
    var sample: Filing.Sample?
    /// Documents of the evidence index that are registered for it.
    var documents: [Filing.EvidenceItem] = []
  }

  /// One thing that belongs to the month.
  struct Item {
    var title: String
    var isLaboratory: Bool
    var parameters: [Parameter]

    /// Whether nothing is missing.
    var isComplete: Bool {
      parameters.allSatisfy { $0.state == .complete || $0.state == .notOccurring }
    }
  }

  /// A laboratory report and what is wrong with it.
  struct Report {
    var sample: Filing.Sample
    var parameters: [String]
    var faults: [String]
  }

  let calculation: Calculation
  let month: YearMonth
  let today: Day
  let clocks: RegimeClocks
  let states: MonthStates
  private(set) var items: [Item] = []
  private(set) var reports: [Report] = []
  private(set) var findings: [Finding] = []

  init(
    _ calculation: Calculation, _ month: YearMonth, on today: Day, _ library: MethodLibrary,
    _ states: MonthStates, found: [Finding]
  ) {
    self.calculation = calculation
    self.month = month
    self.today = today
    self.states = states
    clocks = RegimeClocks(
      library, sector: Regimes.sector(of: calculation.method.id), month: month,
      region: calculation.bound.filing.header.region)
    items = MonthItems(calculation, month).items(clocks.items)
    reports = MonthReports(calculation, month, clocks).reports(items)
    findings = found.filter { concerns($0) } + changed
  }

  /// The hash of the month's data as they are.
  var hash: String { MonthStates.hash(calculation.bound.filing, month) }

  /// What is missing, in words.
  var missing: [String] {
    items.flatMap { item in
      item.parameters.filter { $0.state == .missing || $0.state == .incomplete }
        .map { "\(item.title)：\($0.title) \($0.address)（\($0.text)）" }
    } + reports.flatMap { report in report.faults.map { "检测报告 \(report.sample.id)：\($0)" } }
  }

  /// Whether everything that belongs to the month is there.
  var isComplete: Bool { missing.isEmpty }

  /// The last day for the enterprise; nil where no regime has a clock.
  var deadline: Day? { clocks.own?.deadline(month) }

  /// Days that are left; negative when it is over.
  var daysLeft: Int? { deadline.map { today.days(to: $0) } }

  /// Where the month stands, in words.
  func status(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    let clock =
      daysLeft.map {
        $0 < 0
          ? say("，已超过时限 \(-$0) 天", ", \(-$0) days late")
          : say("，距时限还有 \($0) 天", ", \($0) days left")
      } ?? ""
    guard let last = states.of(month).last else {
      return
        (isComplete
        ? say("未提交，内容齐全", "not submitted, complete")
        : say(
          "未提交，内容不全（缺 \(missing.count) 项）", "not submitted, \(missing.count) things missing"))
        + clock
    }
    let who = say("（\(last.on)，\(last.by)）", " (\(last.on), \(last.by))")
    switch last.action {
    case .submitted, .supplemented:
      let words = say("已\(last.action.title)\(who)，已锁定", "\(last.action.rawValue)\(who), locked")
      return last.sha256 == hash
        ? words : words + say("；锁定后数据有改动", "; the data have changed since")
    case .returned:
      return say("已退回\(who)：\(last.reason)；改正后须补报", "returned\(who): \(last.reason)") + clock
    }
  }

  /// Data that changed under the lock.
  private var changed: [Finding] {
    guard states.isLocked(month), let last = states.of(month).last, last.sha256 != hash else {
      return []
    }
    return [
      Finding(
        .monthChanged, at: .file(MonthStates.fileName),
        ["month": month.description, "on": last.on.description])
    ]
  }

  /// Findings of the month: at its addresses, and those of reading that no month can be told of.
  private func concerns(_ finding: Finding) -> Bool {
    guard case .address(let address) = finding.origin else { return finding.severity == .error }
    let parts = address.split(separator: "/").map(String.init)
    return parts.contains { $0 == month.description || $0.hasPrefix(month.description + "-") }
  }
}

/// Finds what belongs to a month in a calculation.
private struct MonthItems {
  let calculation: Calculation
  let month: YearMonth
  private let index: EvidenceIndex

  init(_ calculation: Calculation, _ month: YearMonth) {
    self.calculation = calculation
    self.month = month
    index = EvidenceIndex(calculation.bound.filing)
  }

  private var plan: Plan { calculation.plan }
  private var evaluation: Evaluation { calculation.evaluation }

  /// The items of a regime; without any, every month value of the method by its source.
  func items(_ wanted: [RegimeClocks.Item]) -> [MonthPackage.Item] {
    guard wanted.isEmpty else {
      return wanted.map { item in
        let groups = self.groups { named in
          item.values.contains(named.id)
            || named.concept.map { item.concepts.contains($0) } ?? false
        }
        return MonthPackage.Item(
          title: item.title, isLaboratory: item.proof == "laboratory",
          parameters: groups.flatMap { parameters($0, isLaboratory: item.proof == "laboratory") })
      }
    }
    var order: [String] = []
    var bySource: [String: [Group]] = [:]
    for group in groups({ $0.role == .input }) {
      let id = group.named.first.map { plan.named[$0].source ?? "" } ?? ""
      if bySource[id] == nil { order.append(id) }
      bySource[id, default: []].append(group)
    }
    return order.map { id in
      let title = calculation.method.sources.first { $0.id == id }?.title.zh
      return MonthPackage.Item(
        title: title ?? "其他按月数据", isLaboratory: false,
        parameters: (bySource[id] ?? []).flatMap { parameters($0, isLaboratory: false) })
    }
  }

  /// Values that stand for the same thing: one of them is enough.
  private struct Group {
    var named: [Int]
    var rows: Int
  }

  private func groups(_ isWanted: (Named) -> Bool) -> [Group] {
    var order: [String] = []
    var groups: [String: Group] = [:]
    for (place, named) in plan.named.enumerated() {
      let shape = plan.nodes[named.node].shape
      guard shape.grain == .month || shape.grain == .day, isWanted(named),
        case .number = plan.nodes[named.node].kind
      else { continue }
      let key = "\(shape.rows) \(named.concept ?? named.id)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: Group(named: [], rows: shape.rows)].named.append(place)
    }
    return order.compactMap { groups[$0] }
  }

  /// One parameter for each row that the group's values have.
  private func parameters(_ group: Group, isLaboratory: Bool) -> [MonthPackage.Parameter] {
    let rows = evaluation.dataset.rows[group.rows].count
    return (0..<rows).map { row in
      let found = group.named.map { ($0, state($0, row)) }
      let best =
        found.first { $0.1.state == .complete } ?? found.first { $0.1.state == .incomplete }
        ?? found.first { $0.1.state == .notOccurring } ?? found.first { isUsed($0.0, row) }
        ?? found.first
      guard var result = best?.1, let place = best?.0 else {
        return MonthPackage.Parameter(title: "", address: "", state: .missing, text: "未填")
      }
      if result.state == .missing {
        result.title = group.named.map { plan.named[$0].title.zh }.joined(separator: " 或 ")
      }
      result.ledger = result.ledger ?? plan.named[place].measurement?.record
      return result
    }
  }

  /// Whether the filer gives a value in another month: that way is asked for again.
  private func isUsed(_ place: Int, _ row: Int) -> Bool {
    let node = plan.named[place].node
    let slots = evaluation.element(of: plan.nodes[node].shape, row: 1, slot: 0)
    return (row * slots..<(row + 1) * slots).contains { evaluation.state(node, $0).hasValue }
  }

  private func state(_ place: Int, _ row: Int) -> MonthPackage.Parameter {
    let named = plan.named[place]
    let shape = plan.nodes[named.node].shape
    let slots = evaluation.element(of: shape, row: 1, slot: 0)
    let division: TimeDivision = shape.grain == .day ? .day : .month
    let elements = (0..<slots).filter { slot in
      let name = evaluation.dataset.period.name(division, slot)
      return name == month.description || name.hasPrefix(month.description + "-")
    }.map { row * slots + $0 }
    let given = elements.filter { evaluation.state(named.node, $0).hasValue }
    let none = elements.filter { evaluation.state(named.node, $0) == .notOccurring }
    let rowAddress = evaluation.address(
      of: Shape(rows: shape.rows, grain: .year), row, name: "")
    var parameter = MonthPackage.Parameter(
      title: named.title.zh,
      address: [rowAddress, month.description, named.addressName].filter { !$0.isEmpty }
        .joined(separator: "/"), state: .missing, text: "未填")
    let input = plan.inputs.firstIndex {
      $0.id == named.id && $0.facet == .value && $0.shape == shape
    }
    let entry = input.flatMap { input in
      elements.lazy.compactMap { calculation.bound.entry(input, $0) }.first
    }
    parameter.place = entry?.cell.origin
    parameter.sample = entry.flatMap { index.sample($0.address) }
    parameter.documents = entry.map { index.documents($0.address) } ?? []
    parameter.ledger = entry.flatMap { index.record($0.address)?.record }
    if elements.isEmpty || none.count == elements.count {
      parameter.state = elements.isEmpty ? .missing : .notOccurring
      parameter.text = elements.isEmpty ? "报告期不含这个月" : "不涉及"
    } else if given.count + none.count == elements.count {
      parameter.state = .complete
      parameter.text = text(named, elements, given, entry)
    } else if !given.isEmpty {
      parameter.state = .incomplete
      parameter.text = "\(elements.count) 天中有 \(given.count) 天"
    }
    return parameter
  }

  /// The value as it was written, or as the method has it where nothing was.
  private func text(
    _ named: Named, _ elements: [Int], _ given: [Int], _ entry: Filing.Entry?
  ) -> String {
    guard elements.count == 1, let only = given.first else { return "\(given.count) 天齐全" }
    let shape = plan.nodes[named.node].shape
    if case .number(let number, let decimals, let written)? = entry?.cell.value {
      let label = named.shownAs ?? named.unit
      let unit = written ?? label.map { evaluation.unitText($0, of: shape, only) } ?? ""
      let places = max(decimals, number.decimalPlaces ?? decimals)
      return "\(number.text(decimals: min(places, 12))) \(unit == "1" ? "" : unit)"
    }
    let number = evaluation.number(named.node, only)
    let digits = number?.text(atMost: 6)
    let unit = named.unit.map { evaluation.unitText($0, of: shape, only) } ?? ""
    let source = named.role == .input ? "（缺省值）" : "（计算值）"
    return "\(digits ?? "") \(unit == "1" ? "" : unit)\(source)"
  }
}

/// Looks at the laboratory reports of a month.
private struct MonthReports {
  let calculation: Calculation
  let month: YearMonth
  let clocks: RegimeClocks

  init(_ calculation: Calculation, _ month: YearMonth, _ clocks: RegimeClocks) {
    self.calculation = calculation
    self.month = month
    self.clocks = clocks
  }

  func reports(_ items: [MonthPackage.Item]) -> [MonthPackage.Report] {
    var order: [String] = []
    var reports: [String: MonthPackage.Report] = [:]
    var without: [String] = []
    for item in items {
      for parameter in item.parameters where parameter.state == .complete {
        guard let sample = parameter.sample else {
          // A default needs no report.
          if item.isLaboratory, parameter.place != nil {
            without.append("\(parameter.title) \(parameter.address)")
          }
          continue
        }
        if reports[sample.id] == nil {
          order.append(sample.id)
          reports[sample.id] = MonthPackage.Report(
            sample: sample, parameters: [], faults: faults(sample))
        }
        reports[sample.id]?.parameters.append(parameter.title)
      }
    }
    var result = order.compactMap { reports[$0] }
    if !without.isEmpty {
      result.append(
        MonthPackage.Report(
          sample: Filing.Sample(id: "（未登记）", fields: []), parameters: without,
          faults: ["没有登记检测报告：请在 samples.csv 写报告，在 register.csv 写明哪些数用它"]))
    }
    return result
  }

  private func faults(_ sample: Filing.Sample) -> [String] {
    var faults: [String] = []
    func field(_ name: String) -> CellValue? { sample.fields.first { $0.name == name }?.value }
    func day(_ name: String) -> Day? {
      if case .date(let day)? = field(name) { return day }
      return nil
    }
    let absent = clocks.fields.filter { field($0) == nil }
    if !absent.isEmpty {
      faults.append("缺少：" + absent.map { Self.titles[$0] ?? $0 }.joined(separator: "、"))
    }
    if case .flag(false)? = field("accredited") { faults.append("报告没有 CMA 或 CNAS 标志") }
    let dates = Filing.evidenceDays.compactMap { name in
      day(name).map { (name, $0) }
    }
    for (earlier, later) in zip(dates, dates.dropFirst()) where later.1 < earlier.1 {
      faults.append(
        "\(Self.titles[later.0] ?? "")（\(later.1)）早于\(Self.titles[earlier.0] ?? "")（\(earlier.1)）")
    }
    if let sampled = day("sampled"), sampled < month.first {
      faults.append("采样日期 \(sampled) 早于本月")
    }
    if let issued = day("issued"), let deadline = clocks.own?.deadline(month), issued > deadline {
      faults.append("报告日期 \(issued) 晚于时限 \(deadline)")
    }
    faults += repeated(sample)
    return faults
  }

  /// The same report number behind another month, as in the forgeries of 2022.
  private func repeated(_ sample: Filing.Sample) -> [String] {
    guard case .text(let number)? = sample.fields.first(where: { $0.name == "report" })?.value,
      !number.isEmpty
    else { return [] }
    let others = calculation.bound.filing.samples.filter { other in
      other.id != sample.id
        && other.fields.contains { $0.name == "report" && $0.value == .text(number) }
    }
    let same = calculation.bound.filing.cells.filter {
      $0.address.facet == "sample" && $0.cell.value == .text(sample.id)
        && $0.address.period.map { !$0.hasPrefix(month.description) } ?? false
    }
    var faults = others.map { "与样品 \($0.id) 的报告编号相同（\(number)）" }
    if !same.isEmpty { faults.append("同一份报告还用于其他月份（\(same.count) 个数）") }
    return faults
  }

  private static let titles = [
    "report": "报告编号", "laboratory": "检测机构", "accredited": "CMA/CNAS 资质", "sampled": "采样日期",
    "received": "收样日期", "tested": "检测日期", "issued": "报告日期", "basis": "基准",
    "standard": "检测标准", "same-sample": "同一样品",
  ]
}
