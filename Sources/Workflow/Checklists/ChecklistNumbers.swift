import Engine
import Quantities
import Reporting
import RulePlan
import Verification

/// The numbers of a verification: expected, reported, difference; records; samples; confirmation.
struct ChecklistNumbers {
  let document: ChecklistDocument

  private var checklist: Checklist { document.checklist }

  /// Expected, reported, difference, share of the total, against the materiality.
  func comparisons(_ caption: String) -> [Block] {
    let total = checklist.total
    let rows = checklist.comparisons.map { comparison -> [TableCell] in
      let difference = comparison.difference
      let isEmission = comparison.unit.hasPrefix("tCO2") && !comparison.unit.contains("/")
      let share = difference.flatMap { part -> Rational? in
        guard isEmission, let total, !total.isZero else { return nil }
        return part.magnitude.divided(by: total)
      }
      return [
        TableCell(comparison.title, .rowHeading),
        TableCell(comparison.expected.map { digits($0, comparison) } ?? "不能计算", .number),
        TableCell(comparison.reported.map(ChecklistDocument.number) ?? "", .number),
        TableCell(difference.map { digits($0, comparison) } ?? "", .number),
        TableCell(share.map(Self.percent) ?? "", .number),
        TableCell(UnitWords.text(comparison.unit)), TableCell(verdict(comparison, share)),
      ]
    }
    if rows.isEmpty { return [] }
    let head = ["结果", "复算值", "填报值", "差异（填报－复算）", "占总量", "单位", "判断"]
    var blocks: [Block] = [
      .table(
        DocumentTable(
          caption: caption, head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [26, 15, 14, 14, 9, 9, 13]))
    ]
    if checklist.comparisons.allSatisfy({ $0.reported == nil }) {
      let total = checklist.comparisons.first(where: \.isTotal) ?? checklist.comparisons[0]
      let symbol = document.calculation.plan.named[total.named].addressName
      blocks.append(
        .paragraph([
          .small("填报数据没有写明报告值。在 filing.csv 里加一行“报告值 \(symbol),数值”，这里就会对照。")
        ]))
    }
    return blocks
  }

  private func verdict(_ comparison: Checklist.Comparison, _ share: Rational?) -> String {
    if comparison.expected == nil { return "缺数据，不能复算" }
    guard let isRounding = comparison.isRounding else { return "" }
    if isRounding { return comparison.difference?.isZero == true ? "一致" : "一致（修约差）" }
    let limit = document.rules.materiality.share
    guard let share, !limit.isZero else { return "不一致" }
    return share > limit ? "不一致，超过重要性水平" : "不一致，低于重要性水平"
  }

  private static func digits(_ number: Rational) -> String {
    number.text(atMost: 4)
  }

  /// Tonnes with two decimals; intensities and other results with four.
  private func digits(_ number: Rational, _ comparison: Checklist.Comparison) -> String {
    let plan = document.calculation.plan
    let ruled = document.decimals[plan.named[comparison.named].node]
    if let ruled, ruled <= 4, let places = number.decimalPlaces, places <= ruled {
      return number.text(decimals: ruled)
    }
    let isMass = comparison.unit.hasPrefix("t") && !comparison.unit.contains("/")
    return number.text(atMost: isMass ? 2 : 4)
  }

  static func percent(_ share: Rational) -> String {
    (share * Rational(100)).text(decimals: 2) + "%"
  }

  // MARK: records and samples

  func records(_ caption: String) -> [Block] {
    let rows = checklist.records.enumerated().map { place, record -> [TableCell] in
      [
        TableCell("\(place + 1)", .number), TableCell(record.name, .rowHeading),
        TableCell(record.parameters.joined(separator: "、")),
        TableCell(record.crossChecks.isEmpty ? "—" : record.crossChecks.joined(separator: "、")),
        TableCell(record.tonnes.text(decimals: 1), .number),
        TableCell("□\u{A0}已取得　□\u{A0}一致　□\u{A0}不一致"),
      ]
    }
    if rows.isEmpty { return [] }
    let head = ["", "记录", "支撑的参数", "交叉核对", "影响 \(document.unit)", "核查记录"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [5, 20, 28, 20, 11, 16]))
    ]
  }

  func sampling(_ caption: String) -> [Block] {
    let rule = document.rules.sampling
    let items = checklist.rows.flatMap(\.items).filter { $0.sampling != nil }
    let whole = items.count { $0.sampling.map { $0.count == $0.slots } ?? false }
    var rows: [[String]] = [
      ["抽样规定", rule.title],
      ["来源", "\(rule.citation.source ?? "—")（\(Self.evidence(rule.citation.evidence))）"],
      ["逐月数据", "\(items.count) 项，其中全部核对 \(whole) 项，抽样 \(items.count - whole) 项（逐项见下表）"],
      ["抽样步骤", rule.words],
    ]
    if let sites = document.rules.sites {
      let data = document.material.evaluation.dataset.rows
      let count = data.count > 1 ? data[1].count : 1
      let root = SamplingRule.squareRoot(of: count)
      rows.append(["场所", "\(sites)。本填报有 \(count) 个场所：至少看 \(root) 个"])
    }
    return [
      .table(
        DocumentTable(
          caption: caption, head: [],
          rows: rows.map { [TableCell($0[0], .rowHeading), TableCell($0[1])] }, widths: [18, 82]))
    ]
  }

  private static func evidence(_ evidence: Evidence) -> String {
    switch evidence {
    case .primary: "官方文本"
    case .secondary: "转录或公开来源"
    case .recalled: "凭记忆，未见原文"
    case .definition: "定义"
    case .derived: "推得"
    }
  }

  // MARK: conclusion

  /// First and last submission: emissions and production data.
  func confirmation(_ caption: String) -> [Block] {
    let header = document.calculation.bound.filing.header
    var rows: [[TableCell]] = [
      [
        TableCell("（一）初次提交的排放报告和数据", .groupHeading, columns: 3)
      ],
      line("报告日期", header.filedOn?.description ?? "", ""),
    ]
    for comparison in checklist.comparisons where comparison.isTotal {
      let computed = comparison.expected.map { "（程序复算 \(digits($0, comparison))）" } ?? ""
      rows.append(
        line(
          "初次提交报告中的\(comparison.title)",
          comparison.reported.map(ChecklistDocument.number) ?? computed, comparison.unit))
    }
    let production = self.production()
    rows += production.map { line("与配额分配相关的生产数据：\($0.title)", $0.value, $0.unit) }
    rows.append([TableCell("（二）最终提交的排放报告和数据", .groupHeading, columns: 3)])
    rows.append(line("最终报告日期", "", ""))
    for comparison in checklist.comparisons where comparison.isTotal {
      rows.append(line("经核查后的\(comparison.title)", "", comparison.unit))
    }
    rows += production.map { line("经核查后的生产数据：\($0.title)", "", $0.unit) }
    let head = ["项目", "数值", "单位"].map { TableCell($0, .columnHeading) }
    return [
      .table(DocumentTable(caption: caption, head: [head], rows: rows, widths: [60, 25, 15]))
    ]
  }

  private func line(_ label: String, _ value: String, _ unit: String) -> [TableCell] {
    [
      TableCell(label, .rowHeading), TableCell(value.isEmpty ? "　" : value, .number),
      TableCell(unit.isEmpty ? "—" : UnitWords.text(unit)),
    ]
  }

  /// Production data of each row over the whole period.
  private func production() -> [(title: String, value: String, unit: String)] {
    let material = document.material
    let plan = document.calculation.plan
    let years = YearValues(material: material)
    var result: [(title: String, value: String, unit: String)] = []
    for (index, named) in plan.named.enumerated() where named.inputKind == "production" {
      guard case .number = plan.nodes[named.node].kind else { continue }
      let shape = plan.nodes[named.node].shape
      let slots = material.evaluation.element(of: shape, row: 1, slot: 0)
      for row in 0..<material.evaluation.dataset.rows[shape.rows].count {
        let elements = row * slots..<(row + 1) * slots
        guard elements.contains(where: { material.evaluation.state(named.node, $0).hasValue })
        else { continue }
        let name = material.rowName(Shape(rows: shape.rows, grain: .year), row)
        let value = years.value(index, row: row).map(Self.digits) ?? "逐期见报告"
        let unit = named.unit.map {
          material.evaluation.unitText($0, of: shape, elements.lowerBound)
        }
        result.append(("\(name.isEmpty ? "" : name + " ")\(named.title.zh)", value, unit ?? ""))
      }
    }
    return result
  }

  /// Totals: as first reported, as verified, and why they differ.
  func twoColumns(_ caption: String) -> [Block] {
    let rows = checklist.comparisons.filter(\.isTotal).map { comparison -> [TableCell] in
      [
        TableCell("\(comparison.title)（\(UnitWords.text(comparison.unit))）", .rowHeading),
        TableCell(comparison.reported.map(ChecklistDocument.number) ?? "　", .number),
        TableCell(comparison.expected.map(Self.digits) ?? "不能计算", .number),
        TableCell("　", .number), TableCell("　"),
      ]
    }
    let head = ["排放量", "初始报告值", "程序复算值", "经核查值", "差异原因"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [32, 16, 18, 14, 20]))
    ]
  }
}
