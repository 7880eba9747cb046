import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

extension ChecklistBuilder {
  /// Fired checks that no value stands for, in the row of the form that the check names.
  mutating func addChecks() {
    var groups: [Int: [FiredCheck]] = [:]
    for (index, fired) in material.fired.enumerated() where !placed.contains(index) {
      groups[fired.check, default: []].append(fired)
    }
    for (index, fired) in groups.sorted(by: { $0.key < $1.key }) {
      let check = plan.checks[index]
      guard let first = fired.first else { continue }
      var item = Checklist.Item(
        title: first.finding.message(.chinese), address: first.place,
        acceptance: check.acceptance?.zh ?? "原因写明或数据改正后复算通过")
      item.record = ["检查 \(check.id) 不通过，\(fired.count) 处"]
      item.doubts = fired.prefix(6).map { fired in
        let place = fired.place.isEmpty ? "" : "\(fired.place)："
        return place + fired.finding.message(.chinese)
      }
      if fired.count > 6 { item.doubts.append("…… 另有 \(fired.count - 6) 处") }
      item.look = ["核对该处数据的原始记录"]
      item.evidence = ["原始记录与情况说明"]
      item.risk += Self.risk(first.finding.severity)
      item.hasFiredCheck = true
      add(item, to: check.reviewRow.flatMap { Checklist.Subject(rawValue: $0) } ?? .other)
    }
  }

  mutating func addIdentity() {
    let header = material.filing.header
    var item = Checklist.Item(
      title: "单位名称、统一社会信用代码、行业、地址", acceptance: "与营业执照及上年度报告一致")
    item.record = [
      "名称：\(header.enterprise ?? "未填")", "统一社会信用代码：\(header.creditCode ?? "未填")",
    ]
    item.record += header.further.map { "\($0.name)：\($0.value)" }
    if let code = header.creditCode {
      if let finding = CreditCode.check(code, at: .none) {
        item.doubts.append(finding.message(.chinese))
        item.risk += 2
      }
    } else {
      item.doubts.append("未填统一社会信用代码")
      item.risk += 1
    }
    if header.enterprise == nil {
      item.doubts.append("未填单位名称")
      item.risk += 1
    }
    item.look = ["组织机构图、生产工艺流程图、厂区平面图", "本年度名称、法人、产权有无变化"]
    item.evidence = ["营业执照", "组织机构图", "工艺流程图", "上年度排放报告"]
    add(item, to: .basics)
  }

  /// The facilities, and every statement that something does not occur.
  mutating func addBoundary() {
    let rows = evaluation.dataset.rows
    if rows.count > 1 {
      var item = Checklist.Item(
        title: "\(plan.rowSets[1].title.zh)清单是否完整", acceptance: "报告的设施与现场、台账一致，无遗漏，无重复")
      item.record = rows[1].keys.indices.map { row in
        let key = rows[1].keys[row]
        let title = material.rowTitle(row, 1).map { "（\($0)）" } ?? ""
        let from = rows[1].from.indices.contains(row) ? rows[1].from[row] : nil
        let to = rows[1].to.indices.contains(row) ? rows[1].to[row] : nil
        let life = [from.map { "自 \($0)" }, to.map { "至 \($0) 前" }].compactMap { $0 }
        if !life.isEmpty { item.doubts.append("\(key) \(life.joined(separator: "，"))：投产、停产日期的证明") }
        return key + title + life.map { " " + $0 }.joined()
      }
      item.look = ["现场巡视主要、辅助、附属设施", "与固定资产台账、能源审计报告对照"]
      item.evidence = ["厂区平面图", "固定资产台账", "能源消费统计报表"]
      add(item, to: .boundary)
    }
    addNotOccurring()
  }

  /// Every statement that something does not occur, on one line of the form.
  private mutating func addNotOccurring() {
    let statements = material.filing.notOccurring
    guard !statements.isEmpty else { return }
    var item = Checklist.Item(
      title: "声明不涉及的排放源和数据（\(statements.count) 项）", acceptance: "现场与账目均未见该排放源或数据")
    item.record = statements.map { statement in
      "\(title(of: statement.target))：\(statement.reason.isEmpty ? "未写理由" : statement.reason)"
    }
    item.doubts = statements.filter(\.reason.isEmpty).map { "\(title(of: $0.target))没有写明不涉及的原因" }
    if !item.doubts.isEmpty { item.risk += 1 }
    item.look = ["现场设施清单与采购、销售账目中有无这些项"]
    item.evidence = ["设施清单", "采购与销售明细账"]
    add(item, to: .boundary)
  }

  private func title(of target: CellAddress) -> String {
    let name = target.name.isEmpty ? target.steps.last?.rowSet ?? "" : target.name
    let title =
      plan.rowSets.first { $0.id == name }?.title.zh
      ?? material.method.sources.first { $0.id == name }?.title.zh
      ?? plan.named.first { $0.id == name || $0.symbol == name }?.title.zh ?? name
    guard let key = target.steps.last?.key else { return title }
    return "\(key) \(title)"
  }

  /// Clauses that no program can check for a verifier, readings that were chosen, and holes.
  mutating func addClauses() {
    for clause in material.method.clauses {
      switch clause.status {
      case "not-computable":
        var item = Checklist.Item(
          title: clause.title, acceptance: "符合“\(clause.reference)”的要求，并有文件证明")
        item.record = ["条款：\(clause.reference)", "程序不能判断，由\(Self.person(clause.who))判断"]
        if !clause.text.isEmpty { item.record.append(Self.line(clause.text)) }
        item.look = ["查阅文件，询问负责人"]
        item.evidence = ["相关制度与记录"]
        if clause.who == "verifier" { item.risk += 1 }
        add(item, to: Self.subject(of: clause))
      case "contradictory":
        var item = Checklist.Item(
          title: "条款读法：\(clause.title)", acceptance: "主管部门或指南原文确认该读法")
        item.record = ["条款：\(clause.reference)", Self.line(clause.text)]
        item.doubts = ["文本有矛盾，程序采用了一种读法"]
        item.look = ["指南原文"]
        item.evidence = ["指南原文"]
        item.risk += 1
        add(item, to: .method)
      default: continue
      }
    }
    let holes = material.method.holes
    guard !holes.isEmpty else { return }
    var item = Checklist.Item(
      title: "转写规则时未见原文之处（\(holes.count) 项）", acceptance: "与指南原文核对后确认")
    item.record = holes.map { Self.line($0.text) }
    item.look = ["指南原文中的相应条款"]
    item.evidence = ["指南原文"]
    add(item, to: .method)
  }

  /// Rule files break their lines where the editor ends.
  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func person(_ who: String?) -> String {
    switch who {
    case "filer": "填报者"
    case "authority": "主管部门"
    default: "核查人员"
    }
  }

  /// The row of the form by the words that all guidelines use for these subjects.
  private static func subject(of clause: Method.Clause) -> Checklist.Subject {
    let words = clause.reference + clause.title
    if words.contains("边界") { return .boundary }
    if words.contains("监测计划") || words.contains("质量控制计划") { return .plan }
    if words.contains("质量") || words.contains("存档") { return .quality }
    return .other
  }

  /// What the methodology says about measuring, to be compared with the enterprise's own plan.
  mutating func addMonitoring() {
    var item = Checklist.Item(
      title: "各参数的监测方法、频次和记录", acceptance: "实际执行与计划和指南的规定一致")
    for (index, named) in plan.named.enumerated() where named.role == .input {
      guard let measurement = named.measurement,
        (0..<evaluation.count(of: named.node)).contains(where: {
          evaluation.state(named.node, $0).hasValue && isEntered(index, $0)
        })
      else { continue }
      var words = [measurement.how, measurement.every.map { FrequencyWords.text($0) }]
      words += [measurement.record, measurement.standard]
      let line = words.compactMap { $0 }.joined(separator: "；")
      item.record.append("\(named.title.zh)（\(named.addressName)）：\(line)")
    }
    item.look = ["数据质量控制计划中的同一参数", "仪表检定有效期和实际频次"]
    item.evidence = ["数据质量控制计划", "检定或校准证书"]
    add(item, to: .execution)
    var plan = Checklist.Item(
      title: "计划的版本、备案和内容", acceptance: "计划已备案，内容与指南一致，修订有原因并在修订后执行")
    plan.record = ["指南要求监测的参数 \(item.record.count) 个（逐项见下一行）"]
    plan.look = ["版本号、修订日期和原因", "计划中的边界、设施、参数与指南和填报数据是否一致"]
    plan.evidence = ["备案的计划及历次修订", "内部审批记录"]
    add(plan, to: .plan)
  }

  func isEntered(_ named: Int, _ element: Int) -> Bool {
    guard let input = inputs[plan.named[named].id] else { return false }
    return material.entry(input, element) != nil
  }

  /// What was found while reading and computing and belongs to no check.
  mutating func addFindings() {
    let codes = Set(material.fired.map(\.finding.code))
    var groups: [String: [Finding]] = [:]
    for finding in material.findings where finding.severity != .remark {
      if !codes.contains(finding.code) { groups[finding.code, default: []].append(finding) }
    }
    for (code, findings) in groups.sorted(by: { $0.key < $1.key }) {
      guard let first = findings.first else { continue }
      var item = Checklist.Item(
        title: "填报问题 \(code)：\(findings.count) 处", acceptance: "更正后重新计算，不再出现该问题")
      item.doubts = findings.prefix(6).map { finding in
        let message = finding.message(.chinese)
        if case .address(let address) = finding.origin { return "\(address)：\(message)" }
        return message
      }
      if findings.count > 6 { item.doubts.append("…… 另有 \(findings.count - 6) 处") }
      item.look = ["报告原件中的相应数据"]
      item.evidence = ["更正后的数据与原始记录"]
      item.risk += Self.risk(first.severity)
      item.hasFiredCheck = first.severity == .error
      // Doubtful laboratory reports belong to the documents that are kept.
      add(item, to: code.hasPrefix("laboratory.") ? .quality : .other)
    }
  }
}
