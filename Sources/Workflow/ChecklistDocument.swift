import Accounting
import Quantities
import Reporting
import RulePlan
import Verification

/// Sets a checklist as the forms 文件评审表 and 现场核查清单.
///
/// - Source: 《企业温室气体排放报告核查指南（试行）》, seen in transcriptions.
struct ChecklistDocument {
  let calculation: Calculation
  let checklist: Checklist

  func document() -> Document {
    let header = calculation.bound.filing.header
    let name = header.enterprise ?? "重点排放单位（未填名称）"
    var banners: [String] = ["程序预填，供核查人员使用；不能代替核查"]
    if calculation.method.standing == "unofficial" {
      banners.append("非官方演示：方法学只凭记忆写成")
    }
    var blocks: [Block] = [.heading(1, [.text("\(name) 核查工作表")]), head()]
    blocks += top()
    blocks += review()
    blocks += [.pageBreak, .heading(2, [.text("现场核查清单")])]
    blocks += site()
    return Document(title: "\(name) 核查工作表", banners: banners, blocks: blocks)
  }

  /// The unit of the total as people write it, `tCO2e` for `tCO2e(sar)`.
  private var unit: String {
    let total = calculation.plan.named.first { $0.role == .total }
    return total?.unit.map { String($0.text.prefix { $0 != "(" }) } ?? "t"
  }

  private func head() -> Block {
    let header = calculation.bound.filing.header
    var total = checklist.total.map { "\($0.text(decimals: 2)) \(unit)" } ?? "不能计算"
    if checklist.isPartial { total = "不能计算；下列份额按能算出的 \(total) 计" }
    let lines: [[(String, String)]] = [
      [
        ("重点排放单位名称", header.enterprise ?? "（未填）"),
        ("统一社会信用代码", header.creditCode ?? "（未填）"),
      ],
      [
        ("核算和报告依据", calculation.method.title.zh),
        ("报告期", calculation.bound.filing.period.description),
      ],
      [("程序复算的总量", total), ("核查组成员", "")],
      [("文件评审日期", ""), ("现场核查日期", "")],
    ]
    let rows = lines.map { line in
      line.flatMap { [TableCell($0.0, .rowHeading), TableCell($0.1)] }
    }
    return .table(
      DocumentTable(caption: "基本信息", head: [], rows: rows, widths: [18, 32, 18, 32]))
  }

  // MARK: the most important

  /// What a verifier with an hour looks at.
  private func top() -> [Block] {
    let items = checklist.rows.flatMap(\.items).filter { $0.tonnes != nil || $0.isMissing }
    let first = items.enumerated().sorted {
      if $0.element.isMissing != $1.element.isMissing { return $0.element.isMissing }
      return $0.element.weight != $1.element.weight
        ? $1.element.weight < $0.element.weight : $0.offset < $1.offset
    }.prefix(10)
    guard !first.isEmpty else { return [] }
    let rows = first.enumerated().map { place, entry -> [TableCell] in
      let item = entry.element
      return [
        TableCell("\(place + 1)", .number), TableCell(item.title, .rowHeading),
        TableCell(tonnes(item), .number), TableCell(share(item), .number),
        TableCell("\(item.risk)", .number),
        TableCell(item.doubts.first ?? "数值影响大"),
      ]
    }
    let head = ["", "数据", "影响 \(unit)", "占总量", "风险", "首要疑点"]
    return [
      .heading(2, [.text("最先核查的十项")]),
      .paragraph([
        .small(
          "按“影响 × 风险”排序。影响：该数据变动 0.1% 时总量变动的 1000 倍；"
            + "风险从 1 起，每有一个疑点（缺数据、低级别取值方式、凭记忆的缺省值、未通过的检查等）递增。")
      ]),
      .table(
        DocumentTable(
          caption: "影响最大、风险最高的数据", head: [head.map { TableCell($0, .columnHeading) }],
          rows: rows, widths: [5, 33, 13, 10, 7, 32])),
    ]
  }

  private func tonnes(_ item: Checklist.Item) -> String {
    item.tonnes.map { $0.text(decimals: 1) } ?? "—"
  }

  private func share(_ item: Checklist.Item) -> String {
    item.share.map { ($0 * Rational(100)).text(decimals: 2) + "%" } ?? "—"
  }

  // MARK: desk review

  private func review() -> [Block] {
    let head = ["核查内容", "文件评审记录", "存在疑问的信息或需要现场重点关注的内容"]
    let rows = checklist.rows.flatMap { row in
      [[TableCell(row.subject.title, .groupHeading, columns: 3)]] + review(row)
    }
    return [
      .heading(2, [.text("文件评审表")]),
      .table(
        DocumentTable(
          caption: "文件评审表（程序预填）", head: [head.map { TableCell($0, .columnHeading) }],
          rows: rows, widths: [27, 33, 40])),
    ]
  }

  private func review(_ row: Checklist.Row) -> [[TableCell]] {
    var rows: [[TableCell]] = row.items.map { item in
      [
        TableCell(title(item), .rowHeading), TableCell(record(item)), TableCell(doubts(item)),
      ]
    }
    if row.rest.count > 0 {
      rows.append([
        TableCell("其余 \(row.rest.count) 项", .rowHeading),
        TableCell("每项影响很小（0.5% 以下），合计 \(row.rest.tonnes.text(decimals: 1)) \(unit)"),
        TableCell("按抽样核对"),
      ])
    }
    return rows.isEmpty ? [[TableCell("没有需要记录的内容", .text, columns: 3)]] : rows
  }

  private func title(_ item: Checklist.Item) -> [Inline] {
    var title: [Inline] = [.text(item.title)]
    if !item.address.isEmpty { title += [.lineBreak, .code(item.address)] }
    if item.tonnes != nil {
      title += [.lineBreak, .small("影响 \(tonnes(item)) \(unit)，占 \(share(item))；风险 \(item.risk)")]
    }
    return title
  }

  private func record(_ item: Checklist.Item) -> [Inline] {
    var lines: [Inline] = item.record.flatMap { [.text($0), .lineBreak] }
    if item.doubts.isEmpty { lines.append(.small("程序未发现疑点。")) }
    return lines
  }

  private func doubts(_ item: Checklist.Item) -> [Inline] {
    var lines: [Inline] = item.doubts.flatMap { [.strong("疑：\($0)"), .lineBreak] }
    if !item.look.isEmpty { lines += [.text("看：\(item.look.joined(separator: "；"))"), .lineBreak] }
    if !item.evidence.isEmpty {
      lines += [.text("索取：\(unique(item.evidence).joined(separator: "、"))"), .lineBreak]
    }
    lines.append(.text("合格标准：\(item.acceptance)"))
    return lines
  }

  private func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  // MARK: on site

  /// Doubtful and weighty items only: what is in order on paper is not looked at again.
  private func site() -> [Block] {
    let rows = checklist.rows.flatMap { row in
      row.items.filter { isForSite($0, row.subject) }.map { item -> [TableCell] in
        [
          TableCell(row.subject.title), TableCell(question(item), .rowHeading),
          TableCell(sampling(item)), TableCell("□ 查　□ 问　□ 看　□ 验"), TableCell(""),
        ]
      }
    }
    let head = ["内容", "存疑或需重点关注", "抽样建议", "方法", "现场核查记录"]
    return [
      .paragraph([
        .small(
          "抽样：影响不到总量 5% 且无疑点的逐月数据可抽查不少于 30% 的月份，先看数值最大的；"
            + "发现不符依次扩大到 50%、80%、全部。其他数据全部核对。")
      ]),
      .table(
        DocumentTable(
          caption: "现场核查清单（\(rows.count) 项）", head: [head.map { TableCell($0, .columnHeading) }],
          rows: rows.isEmpty ? [[TableCell("没有需要现场核查的内容", .text, columns: 5)]] : rows,
          widths: [14, 36, 18, 12, 20])),
      .paragraph([.text("现场核查人员（签字）：　　　　　　　　　　日期：")]),
    ]
  }

  private func isForSite(_ item: Checklist.Item, _ subject: Checklist.Subject) -> Bool {
    if subject == .plan { return false }
    return !item.doubts.isEmpty || item.risk > 1 || item.share.map { $0 >= .ratio(1, 20) } ?? false
  }

  private func question(_ item: Checklist.Item) -> [Inline] {
    var lines: [Inline] = [.text(item.title)]
    if let doubt = item.doubts.first { lines += [.lineBreak, .small("疑：\(doubt)")] }
    if !item.evidence.isEmpty {
      lines += [.lineBreak, .small("索取：\(unique(item.evidence).joined(separator: "、"))")]
    }
    lines += [.lineBreak, .small("合格标准：\(item.acceptance)")]
    return lines
  }

  private func sampling(_ item: Checklist.Item) -> String {
    guard let sampling = item.sampling else { return "全部核对" }
    if sampling.count == sampling.slots { return "\(sampling.slots) 个期间全部核对" }
    let first = sampling.first.joined(separator: "、")
    return "\(sampling.slots) 个期间抽 \(sampling.count) 个，先看 \(first)"
  }
}
