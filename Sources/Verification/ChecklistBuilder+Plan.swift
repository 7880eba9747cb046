import Accounting
import Quantities
import RulePlan

extension ChecklistBuilder {
  /// The enterprise's own plan against the method: what it leaves out, and meters whose calibration
  /// does not cover the period.
  mutating func addPlan() {
    let filed = material.filing.monitoringPlan
    if !filed.isEmpty {
      var item = Checklist.Item(
        title: "计划与指南的参数逐项对照", acceptance: "指南要求的参数都写进计划，频次不低于指南")
      let wanted = plan.named.enumerated().filter { index, named in
        named.role == .input && named.measurement != nil && isUsed(index)
      }.map(\.element)
      let names = Set(filed.parameters.map(\.at.name))
      let absent = wanted.filter { !names.contains($0.id) && !names.contains($0.symbol) }
      let last = filed.versions.last
      item.record = ["计划写明 \(filed.parameters.count) 个参数"]
      if let last { item.record.append("现行版本 \(last.number)\(last.on.map { "，\($0)" } ?? "")") }
      if !absent.isEmpty {
        item.doubts.append(
          "计划没有写：" + absent.map { "\($0.title.zh)（\($0.addressName)）" }.joined(separator: "、"))
        item.risk += 1
      }
      if let last, let from = last.from, from > material.filing.period.start {
        item.doubts.append("现行版本自 \(from) 执行，报告期内之前的数据按哪一版须说明")
        item.risk += 1
      }
      item.look = ["计划中每个参数的来源、方法、频次、仪表、缺失处理和责任部门"]
      item.evidence = ["备案的计划"]
      add(item, to: .plan)
    }
    addMeters()
  }

  /// What the register says of a value: record, department, documents.
  func describeRecords(
    _ named: Int, _ elements: Range<Int>, _ item: inout Checklist.Item
  ) {
    guard let input = inputs[plan.named[named].id], !material.filing.records.isEmpty else {
      return
    }
    var departments: [String] = []
    var documents: [String] = []
    for element in elements {
      guard var address = material.entry(input, element)?.address else { continue }
      let own = registered[address]
      address.period = nil
      guard let record = own ?? registered[address] else { continue }
      if let department = record.department, !departments.contains(department) {
        departments.append(department)
      }
      for id in record.evidence where !documents.contains(id) { documents.append(id) }
      if let source = record.record, !item.evidence.contains(source) {
        item.evidence.append(source)
      }
    }
    if !departments.isEmpty {
      item.record.append("责任部门：\(departments.joined(separator: "、"))")
    }
    if !documents.isEmpty {
      let more = documents.count > 4 ? " 等 \(documents.count) 份" : ""
      item.record.append("支撑材料：\(documents.prefix(4).joined(separator: "、"))\(more)")
    }
  }

  private func isUsed(_ index: Int) -> Bool {
    let node = plan.named[index].node
    return (0..<evaluation.count(of: node)).contains {
      evaluation.state(node, $0).hasValue && isEntered(index, $0)
    }
  }

  private mutating func addMeters() {
    let meters = material.filing.meters
    guard !meters.isEmpty else { return }
    var item = Checklist.Item(
      title: "计量器具的检定和校准（\(meters.count) 台）", acceptance: "报告期内每台都在有效期内且合格，超期的按保守值处理")
    for meter in meters {
      let name = meter.title.map { "\(meter.id) \($0)" } ?? meter.id
      let last = meter.calibrations.compactMap(\.through).max()
      item.record.append("\(name)：\(last.map { "有效期至 \($0)" } ?? "没有写有效期")")
      item.doubts += gaps(of: meter).map { "\(name)：\($0)" }
      for calibration in meter.calibrations {
        if let result = calibration.result, result.contains("不合格") {
          item.doubts.append("\(name)：\(calibration.on.map { "\($0) " } ?? "")检定不合格")
        }
      }
    }
    item.risk += min(item.doubts.count, 3)
    item.look = ["铭牌与台账的型号、编号、精度是否一致", "检定证书的日期和结论"]
    item.evidence = ["计量器具台账", "检定或校准证书"]
    add(item, to: .execution)
  }

  /// The parts of the period that no calibration covers.
  private func gaps(of meter: Filing.Meter) -> [String] {
    let period = material.filing.period
    let covered = meter.calibrations.compactMap { calibration -> (from: Day, through: Day)? in
      guard let on = calibration.on, let through = calibration.through else { return nil }
      return (on, through)
    }.sorted { ($0.from, $0.through) < ($1.from, $1.through) }
    guard !covered.isEmpty else { return ["没有检定记录"] }
    var gaps: [String] = []
    var day = period.start
    for part in covered where day < period.end {
      if part.from > day, part.from < period.end {
        gaps.append("\(day) 至 \(part.from.advanced(by: -1)) 没有有效检定")
      }
      if part.from < period.end { day = max(day, part.through.advanced(by: 1)) }
    }
    if day < period.end { gaps.append("\(day) 至 \(period.end.advanced(by: -1)) 没有有效检定") }
    return gaps
  }
}
