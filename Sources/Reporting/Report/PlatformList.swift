import Accounting
import Engine
import Quantities
import RulePlan

/// 平台填报清单: what to type into which box of the platform, rounded as it is rounded there.
public struct PlatformList: Sendable {
  /// One box.
  public struct Entry: Sendable {
    /// The address of the value.
    public var address: String
    /// The emission source that it belongs to; empty for none.
    public var source: String
    /// The row in words: plant, unit, fuel.
    public var place: String
    /// The parameter with its symbol.
    public var parameter: String
    /// The month, or nil for the whole period.
    public var period: String?
    /// 实测值, 缺省值 or 计算值.
    public var way: String
    /// The way as the method calls it.
    public var wayTitle: String
    /// What to type.
    public var value: String
    /// The exact value, where it differs from what is typed.
    public var exact: String?
    /// The unit.
    public var unit: String
    /// The record that it comes from.
    public var record: String
    /// The proof to attach: laboratory reports, ledgers.
    public var attachment: String
  }

  /// How many decimals a box takes.
  private struct Digits {
    var unit: String
    var isComputed: Bool?
    var decimals: Int
    var isAtMost: Bool
  }

  private let material: ReportMaterial
  private let ways: WayWords
  private let evidence: EvidenceIndex
  private let digits: [Digits]

  /// Makes the list of a calculation with the digits that a frame states.
  public init(_ material: ReportMaterial, skeleton: Skeleton) {
    self.material = material
    ways = WayWords(material: material)
    evidence = EvidenceIndex(material.filing)
    digits = skeleton.parts.filter { $0.name == "platform" }.flatMap(\.rows)
      .compactMap { row in
        guard let decimals = row["decimals"].flatMap({ Int($0) }) else { return nil }
        return Digits(
          unit: row["unit"] ?? "*", isComputed: row["computed"].map { $0 == "yes" },
          decimals: min(max(decimals, 0), 12), isAtMost: row["unit"] ?? "*" == "*")
      }
  }

  // MARK: entries

  /// Every box, by period, then in the method's order.
  ///
  /// - Parameter month: only this month; nil for all periods.
  public func entries(month: String? = nil) -> [Entry] {
    let plan = material.plan
    let evaluation = material.evaluation
    var byPeriod: [String: [Entry]] = [:]
    for index in plan.named.indices {
      let named = plan.named[index]
      let shape = plan.nodes[named.node].shape
      guard named.role != .constant, case .number = plan.nodes[named.node].kind,
        shape.grain == .month || shape.grain == .year, isForPlatform(named)
      else { continue }
      let slots = evaluation.element(of: shape, row: 1, slot: 0)
      for element in 0..<evaluation.count(of: named.node)
      where evaluation.state(named.node, element).hasValue && evaluation.exists(shape, element) {
        let period =
          shape.grain == .month ? evaluation.dataset.period.name(.month, element % slots) : nil
        if let month, period != month { continue }
        byPeriod[period ?? "", default: []].append(entry(index, element, period))
      }
    }
    return byPeriod.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// Inputs, results, and what the method computes from several ways to obtain it.
  private func isForPlatform(_ named: Named) -> Bool {
    if named.role == .input { return true }
    if [.figure, .total, .intensity].contains(named.role) { return true }
    // Intermediate values stand in the forms where the method prints them.
    return material.method.forms.contains { form in
      Self.names(form.lines).contains { material.plan.named[$0].id == named.id }
    }
  }

  private static func names(_ lines: [Form.Line]) -> [Int] {
    lines.flatMap { line -> [Int] in
      switch line {
      case .heading: []
      case .fixed(_, let cells): cells.compactMap(\.named)
      case .each(_, let cells, let inner): cells.compactMap(\.named) + names(inner)
      }
    }
  }

  private func entry(_ index: Int, _ element: Int, _ period: String?) -> Entry {
    let named = material.plan.named[index]
    let shape = material.plan.nodes[named.node].shape
    let kind = ways.kind(index, element)
    let (value, exact, unit) = typed(named, element, isComputed: kind == .computed)
    let cell = ways.entry(index, element)
    var attachments: [String] = []
    if let sample = cell.flatMap({ evidence.sample($0.address) }) {
      attachments.append("检测报告 \(sample.reportNumber)")
    }
    let documents = cell.map { evidence.documents($0.address) } ?? []
    attachments += documents.map(\.words)
    if documents.isEmpty, kind == .measured, let record = named.measurement?.record {
      attachments.append("\(record)（盖章扫描件）")
    }
    return Entry(
      address: material.evaluation.address(of: named, element),
      source: material.method.sources.first { $0.id == named.source }?.title.zh ?? "",
      place: shape.rows == 0 ? "全企业" : material.rowName(shape, element),
      parameter: "\(named.title.zh) \(named.addressName)", period: period, way: kind.rawValue,
      wayTitle: ways.way(index, element, kind), value: value, exact: exact, unit: unit,
      record: ways.source(index, element, kind),
      attachment: attachments.joined(separator: "；"))
  }

  /// The text to type, the exact value where it differs, and the unit.
  private func typed(
    _ named: Named, _ element: Int, isComputed: Bool
  ) -> (String, String?, String) {
    let (shown, factor) = material.printed(named, element)
    let number = (material.evaluation.number(named.node, element) ?? .zero) * (factor ?? .one)
    let unit = UnitWords.text(factor == nil ? material.unitText(named, element) : shown)
    let rule = digits.first {
      ($0.unit == "*" || $0.unit == unit) && ($0.isComputed.map { $0 == isComputed } ?? true)
    }
    var decimals = rule?.decimals ?? 4
    if rule?.isAtMost ?? true, let places = number.decimalPlaces {
      decimals = min(decimals, places)
    }
    let text = number.text(decimals: decimals)
    let isSame = Rational(decimal: text) == number
    let exact = (number.decimalPlaces ?? 99) <= 12 ? number.description : number.text(decimals: 8)
    return (text, isSame ? nil : exact, unit)
  }

  // MARK: document

  /// The list as a document: the boxes of the year, then those of each month.
  ///
  /// - Parameter entries: all boxes, where they are known already.
  public func document(_ skeleton: Skeleton, entries: [Entry]? = nil) -> Document {
    let facts = ReportFacts.facts(
      method: material.method, filing: material.filing, revision: material.plan.revision,
      hash: material.hash)
    let filler = SkeletonFiller(facts: facts) { part in
      part.name == "platform" ? Self.blocks(entries ?? self.entries()) : []
    }
    var banners: [String] = []
    if material.method.standing == "unofficial" { banners.append("非官方演示：不得用于报送") }
    if material.findings.contains(where: { $0.severity == .error }) {
      banners.append("有未解决的错误：数字不可直接填报")
    }
    return filler.document(skeleton, banners: banners)
  }

  static func blocks(_ entries: [Entry]) -> [Block] {
    var order: [String] = []
    var groups: [String: [Entry]] = [:]
    for entry in entries {
      let key = entry.period ?? "全年"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(entry)
    }
    return order.flatMap { period -> [Block] in
      [.heading(2, [.text(period == "全年" ? "全年的格子" : "\(period) 的格子")])]
        + tables(groups[period] ?? [], period)
    }
  }

  /// For each emission source what is typed, then what the platform computes from it.
  public static func tables(_ entries: [Entry], _ period: String) -> [Block] {
    var order: [String] = []
    var groups: [String: [Entry]] = [:]
    for entry in entries {
      if groups[entry.source] == nil { order.append(entry.source) }
      groups[entry.source, default: []].append(entry)
    }
    return order.flatMap { source -> [Block] in
      let title = source.isEmpty ? "汇总和生产数据" : source
      let typed = (groups[source] ?? []).filter { $0.way != WayWords.Kind.computed.rawValue }
      let computed = (groups[source] ?? []).filter { $0.way == WayWords.Kind.computed.rawValue }
      var blocks: [Block] = []
      if !typed.isEmpty {
        let heads = ["设施、品种", "参数", "取值方式", "平台填写值", "单位", "数据来源", "支撑材料"]
        blocks.append(
          .table(
            DocumentTable(
              caption: "\(period)：\(title)（要填的）",
              head: [heads.map { TableCell($0, .columnHeading) }], rows: typed.map(line),
              widths: [16, 20, 11, 14, 10, 14, 15])))
      }
      if !computed.isEmpty {
        let heads = ["设施、品种", "参数", "应显示的数值", "单位"]
        blocks.append(
          .table(
            DocumentTable(
              caption: "\(period)：\(title)（由平台计算，用来核对）",
              head: [heads.map { TableCell($0, .columnHeading) }], rows: computed.map(check),
              widths: [30, 36, 22, 12])))
      }
      return blocks
    }
  }

  private static func check(_ entry: Entry) -> [TableCell] {
    [
      TableCell(entry.place, .rowHeading), TableCell(entry.parameter),
      TableCell([.strong(entry.value)], .number),
      TableCell(entry.unit.isEmpty ? "—" : entry.unit),
    ]
  }

  private static func value(_ entry: Entry) -> [Inline] {
    entry.exact.map { [.strong(entry.value), .lineBreak, .small("精确值 \($0)")] }
      ?? [.strong(entry.value)]
  }

  private static func line(_ entry: Entry) -> [TableCell] {
    var way: [Inline] = [.text(entry.way)]
    if entry.wayTitle != entry.way { way += [.lineBreak, .small(entry.wayTitle)] }
    return [
      TableCell(entry.place, .rowHeading), TableCell(entry.parameter), TableCell(way),
      TableCell(value(entry), .number), TableCell(entry.unit.isEmpty ? "—" : entry.unit),
      TableCell(entry.record), TableCell(entry.attachment),
    ]
  }

  /// The list for programs.
  package static func json(_ entries: [Entry]) -> JSON {
    .array(
      entries.map { entry in
        .members([
          "address": .text(entry.address), "period": .optional(entry.period),
          "source": .text(entry.source), "place": .text(entry.place),
          "parameter": .text(entry.parameter), "way": .text(entry.way),
          "alternative": .text(entry.wayTitle), "value": .text(entry.value),
          "exact": .optional(entry.exact), "unit": .text(entry.unit),
          "record": .text(entry.record), "attachment": .text(entry.attachment),
        ])
      })
  }
}

extension Form.Cell {
  /// The named value that the cell shows.
  fileprivate var named: Int? {
    if case .value(let index, _, _) = self { return index }
    return nil
  }
}
