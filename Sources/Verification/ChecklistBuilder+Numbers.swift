import Engine
import Quantities
import RulePlan

extension ChecklistBuilder {
  /// Results of the whole filing: what was computed beside what was reported.
  func comparisons() -> [Checklist.Comparison] {
    return plan.named.indices.compactMap { index in
      let named = plan.named[index]
      guard named.role.isFigure, plan.nodes[named.node].shape == .filing,
        case .number = plan.nodes[named.node].kind
      else { return nil }
      let reported = material.reported[index]
      let unit = named.unit.map { evaluation.unitText($0, of: .filing, 0) } ?? ""
      return Checklist.Comparison(
        named: index, title: named.title.zh, unit: unit == "1" ? "" : unit,
        expected: evaluation.number(named.node, 0), reported: reported?.number,
        tolerance: reported?.tolerance ?? .zero, isTotal: named.role == .total)
    }
  }

  /// An item for each result that was reported, or that cannot be computed.
  mutating func addComparisons() {
    for comparison in comparisons() {
      let named = plan.named[comparison.named]
      guard comparison.reported != nil || comparison.isTotal else { continue }
      var item = Checklist.Item(
        title: "\(comparison.title)（\(named.addressName)）", address: named.addressName,
        acceptance: "填报值与按填报数据复算的值一致，或差异已说明并改正")
      item.record = ["复算值 \(material.text(comparison.named, 0))"]
      item.look = ["排放报告中的同一数值"]
      item.evidence = ["排放报告（签字盖章版）"]
      guard let difference = comparison.difference else {
        if comparison.expected == nil { item.doubts = ["缺数据，不能复算"] }
        add(item, to: .emission)
        continue
      }
      item.record.append("填报值 \(Self.digits(comparison.reported)) \(comparison.unit)")
      item.record.append("差异 \(Self.digits(difference)) \(comparison.unit)")
      let whole = total ?? comparison.expected?.magnitude
      if comparison.isRounding != true {
        item.tonnes = comparison.unit.hasPrefix("tCO2") ? difference.magnitude : nil
        item.share = item.tonnes.flatMap { part in whole.flatMap { part.divided(by: $0) } }
        let isMaterial = item.share.map { $0 > material.materiality } ?? true
        item.risk += isMaterial ? 3 : 1
        item.hasFiredCheck = true
        item.doubts.append(
          isMaterial ? "填报值与复算值不一致，超过重要性水平" : "填报值与复算值不一致，低于重要性水平")
      }
      add(item, to: .emission)
    }
  }

  private static func digits(_ number: Rational?) -> String {
    number?.text(atMost: 6) ?? "—"
  }

  /// The records that the method names, those on which most tonnes rest first.
  func records() -> [Checklist.Record] {
    var order: [String] = []
    var records: [String: Checklist.Record] = [:]
    for (index, named) in plan.named.enumerated() where named.role == .input {
      guard let measurement = named.measurement, let name = measurement.record,
        (0..<evaluation.count(of: named.node)).contains(where: {
          evaluation.state(named.node, $0).hasValue && isEntered(index, $0)
        })
      else { continue }
      var record =
        records[name]
        ?? Checklist.Record(name: name, parameters: [], crossChecks: [], tonnes: .zero)
      if records[name] == nil { order.append(name) }
      record.parameters.append("\(named.title.zh)（\(named.addressName)）")
      for other in measurement.crossChecks where !record.crossChecks.contains(other) {
        record.crossChecks.append(other)
      }
      record.tonnes = record.tonnes + (tonnes[index] ?? .zero)
      records[name] = record
    }
    return order.compactMap { records[$0] }.enumerated().sorted {
      $0.element.tonnes != $1.element.tonnes
        ? $1.element.tonnes < $0.element.tonnes : $0.offset < $1.offset
    }.map(\.element)
  }
}
