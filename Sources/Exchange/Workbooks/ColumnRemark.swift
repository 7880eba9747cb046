import Quantities
import RulePlan

/// What is said about a column: who measures it, from which record, what stands in for it.
struct ColumnRemark {
  let plan: Plan
  let layout: SheetLayout
  let content: SheetLayout.Content

  init(_ plan: Plan, _ layout: SheetLayout, _ content: SheetLayout.Content) {
    self.plan = plan
    self.layout = layout
    self.content = content
  }

  /// A few words above the heading.
  var short: String {
    switch content {
    case .key(let set): return key(set)
    case .title: return "全称，可不填"
    case .from, .through: return "报告期内启用或停用的才填"
    case .period: return "已填好，不用改"
    case .unit: return "各“[按…]”列的单位"
    case .input(let input) where plan.inputs[input].sheetFacet != nil:
      return "照上年报告填；上年没有这一项的不填"
    case .input(let input):
      guard let named = layout.named[input].map({ plan.named[$0] }) else { return "" }
      return value(plan.inputs[input], named).joined(separator: "；")
    }
  }

  private func key(_ set: Int) -> String {
    if set != layout.rowSet { return "选上级表里已写的名称" }
    switch plan.rowSets[set].keys {
    case .free: return "自己起名，各表写法一致"
    case .table(_, let extensible): return extensible ? "从下拉表选；表外的可自己写" : "从下拉表选"
    case .derived: return "由规则规定"
    }
  }

  private func value(_ input: Input, _ named: Named) -> [String] {
    var parts: [String] = []
    switch input.kind {
    case .flag: parts.append("选 是 或 否")
    case .date: parts.append("日期，如 2024-03-15")
    case .text where !input.choices.isEmpty: parts.append("从下拉表选")
    case .reference: parts.append("选另一张表里的名称")
    case .number, .text: break
    }
    if let how = named.measurement?.how { parts.append(how) }
    if let record = named.measurement?.record { parts.append("依据：\(record)") }
    if named.alternatives.contains(where: { $0.formula != nil }) { parts.append("没有实测值可不填") }
    return parts
  }

  /// Everything, as a remark on the heading.
  var long: String {
    guard case .input(let input) = content, let named = layout.named[input].map({ plan.named[$0] })
    else { return "" }
    var lines = ["\(named.title.zh)（\(named.symbol)）"]
    if let unit = (named.shownAs ?? named.unit)?.text, unit != "1" { lines.append("单位：\(unit)") }
    if let measured = named.measurement {
      let how = [measured.how, measured.every.map { "频次：\(every($0))" }].compactMap { $0 }
      if !how.isEmpty { lines.append("监测：" + how.joined(separator: "，")) }
      if let record = measured.record { lines.append("记录：\(record)") }
      if let standard = measured.standard { lines.append("标准：\(standard)") }
      if !measured.crossChecks.isEmpty {
        lines.append("交叉核对：" + measured.crossChecks.joined(separator: "、"))
      }
    }
    if named.alternatives.count > 1 || named.alternatives.first?.formula != nil {
      lines.append("取值方式（依次）：")
      for way in named.alternatives {
        lines.append("· \(RegisterSheet.label(way))" + (way.formula == nil ? "" : "（不用填）"))
      }
    }
    if let clause = named.citation.clause { lines.append("条款：\(clause)") }
    if let range = named.plausible { lines.append("一般范围：" + span(range, named)) }
    return lines.joined(separator: "\n")
  }

  /// The range of values that raise no question, in the unit in which people enter them.
  private func span(_ range: ClosedRange<Rational>, _ named: Named) -> String {
    let isPercent = named.shownAs?.text == "%"
    let factor = Rational(isPercent ? 100 : 1)
    let unit = isPercent ? "%" : named.unit.map { $0.text == "1" ? "" : " \($0.text)" } ?? ""
    return "\(range.lowerBound * factor)–\(range.upperBound * factor)\(unit)"
  }

  private func every(_ word: String) -> String {
    switch word {
    case "day": "每日"
    case "batch": "每批次"
    case "month": "每月"
    case "quarter": "每季度"
    case "year": "每年"
    default: word
    }
  }
}
