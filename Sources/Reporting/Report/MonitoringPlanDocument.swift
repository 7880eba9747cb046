import Accounting
import Engine
import Quantities
import RulePlan

/// The plan by which data are measured (监测计划, 数据质量控制计划, 数据质量控制方案), filled as far as the
/// method and the filing know.
public struct MonitoringPlanDocument {
  private let method: Method
  private let plan: Plan
  /// The calculation of the filing; nil for a blank plan of the method.
  private let material: ReportMaterial?
  private let units: @Sendable (_ label: UnitLabel) -> String
  private var name = ""

  /// The parts that a frame of a plan may ask for.
  public static let parts: Set<String> = [
    "plan-name", "plan-versions", "plan-boundary", "plan-parameters", "plan-defaults",
    "plan-meters", "plan-sections",
  ]

  /// Makes the plan of a method, or of a filing under it.
  public init(method: Method, plan: Plan, material: ReportMaterial?) {
    self.method = method
    self.plan = plan
    self.material = material
    units = { label in
      if label.text == "1" { return "—" }
      // What depends on a row's key has no unit of its own before there are rows.
      let text = label.text { $0.table == nil ? "" : "计量单位" }
      return UnitWords.text(text ?? label.text)
    }
  }

  /// What the edition calls the plan: its own word, else that of its data months.
  public static func name(_ method: Method, _ skeleton: Skeleton, month: String) -> String {
    if let word = method.terms["monitoring-plan"] ?? method.terms["plan"] { return word }
    let rows = skeleton.parts.filter { $0.name == "plan-name" }.flatMap(\.rows)
    let row = rows.first { row in
      (row["from"].map { $0 <= month } ?? true) && (row["to"].map { month <= $0 } ?? true)
    }
    return row?["text"] ?? "监测计划"
  }

  /// The document.
  ///
  /// - Parameter month: the last data month, by which the plan is named.
  public func document(_ skeleton: Skeleton, month: String) -> Document {
    var facts = ReportFacts.facts(
      method: method, filing: material?.filing, revision: plan.revision,
      hash: material?.hash ?? plan.hash)
    var own = self
    own.name = Self.name(method, skeleton, month: month)
    facts["plan"] = own.name
    if facts["enterprise"] == nil {
      facts["enterprise"] = material == nil ? "＿＿＿＿＿＿＿＿" : "报告主体（未填名称）"
    }
    let filler = SkeletonFiller(
      facts: facts, conditions: [material == nil ? "without-filing" : "with-filing"],
      part: { own.blocks($0) })
    var banners: [String] = []
    if method.standing == "unofficial" { banners.append("非官方演示：不得用于备案") }
    return filler.document(skeleton, banners: banners)
  }

  private func blocks(_ part: Skeleton.Part) -> [Block] {
    let caption = part.options["caption"] ?? ""
    let blank = part.options["blank"].flatMap { Int($0) } ?? 2
    switch part.name {
    case "plan-versions": return [.table(versions(caption, blank))]
    case "plan-boundary":
      let own = material.map { FilingTables($0).boundary("\(caption)：组成") } ?? []
      return [boundary(caption)] + own
    case "plan-sections": return sections()
    case "facilities":
      let blocks = material.map { BoundaryBlocks(material: $0).facilities(caption: caption) } ?? []
      return blocks.isEmpty ? [Self.blank(caption, ["类别", "编号", "名称", "安装位置"], 4)] : blocks
    case "sources":
      return material.map { BoundaryBlocks(material: $0).sources(caption: caption) }
        ?? sources(caption)
    case "plan-parameters":
      let kinds = (part.options["kinds"] ?? "").split(separator: " ").map(String.init)
      return parameters(Set(kinds), caption)
    case "plan-defaults": return defaults(caption)
    case "plan-meters": return meters(caption, blank)
    default: return []
    }
  }

  private static func blank(_ caption: String, _ heads: [String], _ count: Int) -> Block {
    let line = [TableCell](repeating: TableCell("　"), count: heads.count)
    return .table(
      DocumentTable(
        caption: caption, head: [heads.map { TableCell($0, .columnHeading) }],
        rows: [[TableCell]](repeating: line, count: max(count, 1))))
  }

  private func versions(_ caption: String, _ blank: Int) -> DocumentTable {
    let heads = ["版本号", "制定（修订）时间", "执行日期", "修订内容和原因", "制定人、批准人"]
    let line = [TableCell](repeating: TableCell("　"), count: heads.count)
    let known = (material?.filing.monitoringPlan.versions ?? []).map { version in
      let words = [version.changes, version.reason.map { "原因：\($0)" }].compactMap { $0 }
      return [
        TableCell(version.number, .rowHeading), TableCell(version.on?.description ?? "　"),
        TableCell(version.from?.description ?? "　"),
        TableCell(words.isEmpty ? "　" : words.joined(separator: "；")),
        TableCell(version.author ?? "　"),
      ]
    }
    let blanks = [[TableCell]](repeating: line, count: known.isEmpty ? max(blank, 1) : 1)
    return DocumentTable(
      caption: caption, head: [heads.map { TableCell($0, .columnHeading) }],
      rows: known + blanks, widths: [12, 18, 15, 38, 17])
  }

  /// What the filed plan tells in prose.
  private func sections() -> [Block] {
    (material?.filing.monitoringPlan.sections ?? []).flatMap { section -> [Block] in
      [.heading(3, [.text(section.title)]), .paragraph([.text(section.text)])]
    }
  }

  private func boundary(_ caption: String) -> Block {
    let entity = method.terms["reporting-entity"] ?? "报告主体"
    let sources = method.sources.map(\.title.zh).joined(separator: "、")
    let rows = [
      ("核算边界", "\(entity)生产系统及其直接服务的辅助、附属系统（按《\(method.title.zh)》）：请补充说明"),
      ("纳入的排放源", sources.isEmpty ? "　" : sources), ("边界与上年相比的变化及原因", "　"),
    ]
    return .table(
      DocumentTable(
        caption: caption, head: [],
        rows: rows.map { [TableCell($0.0, .rowHeading), TableCell($0.1)] }, widths: [26, 74]))
  }

  private func sources(_ caption: String) -> [Block] {
    let rows = method.sources.map { source in
      [
        TableCell(source.title.zh, .rowHeading), TableCell(source.gas ?? "—"),
        TableCell(BoundaryBlocks.scope(source.scope)), TableCell("□\u{A0}涉及　□\u{A0}不涉及，原因："),
      ]
    }
    if rows.isEmpty { return [] }
    let heads = ["排放源", "温室气体", "直接或间接", "是否涉及"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [34, 16, 16, 34]))
    ]
  }

  // MARK: parameters

  /// A table for each emission source.
  private func parameters(_ kinds: Set<String>, _ caption: String) -> [Block] {
    var order: [String] = []
    var groups: [String: [[TableCell]]] = [:]
    for named in plan.named {
      guard named.role == .input, let kind = named.inputKind, kinds.contains(kind),
        case .number = plan.nodes[named.node].kind
      else { continue }
      let source = named.source ?? ""
      if groups[source] == nil { order.append(source) }
      let entries = filed(named)
      groups[source, default: []] +=
        entries.isEmpty ? [line(named, nil)] : entries.map { line(named, $0) }
    }
    let heads = [
      "参数", "单位", "取值方式（依次）", "测量设备：名称、型号、精度、检定频次", "监测和记录频次", "数据来源与交叉核对", "缺失时的处理", "负责部门",
    ]
    return order.map { source in
      let title = method.sources.first { $0.id == source }?.title.zh
      return .table(
        DocumentTable(
          caption: title.map { "\(caption)：\($0)" } ?? caption,
          head: [heads.map { TableCell($0, .columnHeading) }], rows: groups[source] ?? [],
          widths: [15, 9, 16, 16, 10, 14, 12, 8]))
    }
  }

  /// What the filed plan says of a parameter, one entry for each row that it speaks of.
  private func filed(_ named: Named) -> [MonitoringPlan.Parameter] {
    material?.filing.monitoringPlan.parameters.filter {
      $0.at.name == named.id || $0.at.name == named.symbol
    } ?? []
  }

  private func line(_ named: Named, _ filed: MonitoringPlan.Parameter?) -> [TableCell] {
    let shape = plan.nodes[named.node].shape
    var title: [Inline] = named.inline
    let row = filed?.at.steps.map(\.key).joined(separator: " · ") ?? ""
    if !row.isEmpty {
      title += [.lineBreak, .small(row)]
    } else if shape.rows > 1 {
      title += [.lineBreak, .small("每个\(plan.rowSets[shape.rows].title.zh)")]
    }
    let measurement = named.measurement
    let every = filed?.every ?? measurement?.every.map { FrequencyWords.text($0) }
    let recorded = filed?.recordedEvery ?? FrequencyWords.text("\(shape.grain)")
    var records: [Inline] = [.text(filed?.record ?? measurement?.record ?? "　")]
    for record in measurement?.crossChecks ?? [] {
      records += [.lineBreak, .small("交叉核对：\(record)")]
    }
    return [
      TableCell(title, .rowHeading),
      TableCell((named.shownAs ?? named.unit).map { units($0) } ?? "—"),
      TableCell(filed?.how.map { [.text($0)] } ?? ways(named)),
      TableCell(device(named, filed)),
      TableCell(every.map { "监测\($0)，记录\(recorded)" } ?? "记录\(recorded)"), TableCell(records),
      TableCell(filed?.ifMissing ?? missing(named)), TableCell(filed?.department ?? "　"),
    ]
  }

  /// The meters that the filing names for a parameter, else what the method asks for.
  private func device(_ named: Named, _ filed: MonitoringPlan.Parameter?) -> [Inline] {
    let meters = (material?.filing.meters ?? []).filter { meter in
      filed?.meters.contains(meter.id) ?? false
        || meter.measures.contains { $0.name == named.id || $0.name == named.symbol }
    }
    var words: [Inline] = []
    for meter in meters {
      let parts = [
        meter.title ?? meter.type ?? meter.id, meter.model, meter.accuracy,
        meter.every.map { "检定 \($0)" },
      ]
      if !words.isEmpty { words.append(.lineBreak) }
      words.append(.text(parts.compactMap { $0 }.joined(separator: "，")))
    }
    if words.isEmpty { words = [.text(named.measurement?.how ?? "　")] }
    if let standard = filed?.standard ?? named.measurement?.standard {
      words += [.lineBreak, .small(standard)]
    }
    return words
  }

  private func ways(_ named: Named) -> [Inline] {
    if named.alternatives.count < 2 { return [.text("实测、统计")] }
    var words: [Inline] = []
    for (place, way) in named.alternatives.enumerated() {
      if place > 0 { words.append(.lineBreak) }
      words.append(.text("\(place + 1) \(way.words)"))
    }
    return words
  }

  /// What follows where data are missing: the lower ways, in their order.
  private func missing(_ named: Named) -> String {
    let lower = named.alternatives.dropFirst().map(\.words)
    guard !lower.isEmpty else { return "　" }
    return "依次采用：\(lower.joined(separator: "、"))"
  }

  /// Values that come from the method itself: constants and tables.
  private func defaults(_ caption: String) -> [Block] {
    var rows: [[TableCell]] = []
    for named in plan.named where named.role == .constant {
      guard case .constant(.number(let number)) = plan.nodes[named.node].operation else { continue }
      rows.append([
        TableCell(named.inline, .rowHeading),
        TableCell(number.description), TableCell(named.unit.map { units($0) } ?? "—"),
        TableCell(ReportWords.clause(named.citation.clause)),
      ])
    }
    for table in plan.tables {
      rows.append([
        TableCell("表：\(table.title.zh)", .rowHeading), TableCell("\(table.rows.count) 行"),
        TableCell("—"), TableCell(ReportWords.clause(table.citation.clause)),
      ])
    }
    if rows.isEmpty { return [] }
    let heads = ["参数", "数值", "单位", "条款"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [42, 18, 16, 24]))
    ]
  }

  private func meters(_ caption: String, _ blank: Int) -> [Block] {
    let heads = ["编号", "名称", "型号、出厂编号", "准确度等级", "安装位置", "对应参数", "检定、校准频次", "本次有效期至"]
    let filed = material.map { FilingTables($0).meters(caption) } ?? []
    if !filed.isEmpty { return filed }
    var rows: [[TableCell]] = []
    var known: Set<String> = []
    for named in plan.named where named.role == .input {
      guard let how = named.measurement?.how, known.insert(how).inserted else { continue }
      let values = plan.named.filter { $0.measurement?.how == how }.map(\.title.zh)
      rows.append(
        [
          "　", how, "　", "　", "　", values.joined(separator: "、"), "　", "　",
        ].map { TableCell($0) })
    }
    let line = [TableCell](repeating: TableCell("　"), count: heads.count)
    if rows.isEmpty { rows = [[TableCell]](repeating: line, count: max(blank, 1)) }
    return [
      .table(
        DocumentTable(
          caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [8, 18, 14, 10, 14, 16, 10, 10]))
    ]
  }
}
