import Quantities
import Reporting
import Verification

/// The items of a checklist in the tables of the verification guide.
struct ChecklistReview {
  let checklist: Checklist
  let unit: String
  let titles: SubjectTitles

  // MARK: the most important

  /// What a verifier with an hour looks at.
  func top(_ caption: String) -> [Block] {
    let first = Self.ranked(checklist).prefix(10)
    guard !first.isEmpty else { return [] }
    let rows = first.enumerated().map { place, item -> [TableCell] in
      [
        TableCell("\(place + 1)", .number), TableCell(item.title, .rowHeading),
        TableCell(tonnes(item), .number), TableCell(share(item), .number),
        TableCell("\(item.risk)", .number), TableCell(item.doubts.first ?? "数值影响大"),
      ]
    }
    let head = ["", "数据", "影响 \(unit)", "占总量", "风险", "首要疑点"]
    return [
      .paragraph([
        .small(
          "按“影响 × 风险”排序。影响：该数据变动 0.1% 时总量变动的 1000 倍；"
            + "风险从 1 起，每有一个疑点（缺数据、低级别取值方式、凭记忆的缺省值、未通过的检查等）递增。")
      ]),
      .table(
        DocumentTable(
          caption: caption, head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [5, 33, 13, 10, 7, 32])),
    ]
  }

  /// Items that move tonnes or are missing, the weightiest first.
  static func ranked(_ checklist: Checklist) -> [Checklist.Item] {
    let items = checklist.rows.flatMap(\.items).filter { $0.tonnes != nil || $0.isMissing }
    return items.enumerated().sorted {
      if $0.element.isMissing != $1.element.isMissing { return $0.element.isMissing }
      return $0.element.weight != $1.element.weight
        ? $1.element.weight < $0.element.weight : $0.offset < $1.offset
    }.map(\.element)
  }

  func tonnes(_ item: Checklist.Item) -> String {
    item.tonnes.map { $0.text(decimals: 1) } ?? "—"
  }

  func share(_ item: Checklist.Item) -> String {
    item.share.map { ($0 * Rational(100)).text(decimals: 2) + "%" } ?? "—"
  }

  // MARK: desk review

  func review(_ caption: String) -> [Block] {
    let head = ["核查内容", "文件评审记录", "存在疑问的信息或需要现场重点关注的内容"]
    let rows = checklist.rows.flatMap { row in
      [[TableCell(titles.title(row.subject), .groupHeading, columns: 3)]] + review(row)
    }
    return [
      .table(
        DocumentTable(
          caption: caption, head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [27, 33, 40]))
    ]
  }

  private func review(_ row: Checklist.Row) -> [[TableCell]] {
    var rows: [[TableCell]] = row.items.map { item in
      [TableCell(title(item), .rowHeading), TableCell(record(item)), TableCell(doubts(item))]
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
      title += [
        .lineBreak, .small("影响 \(tonnes(item)) \(unit)，占 \(share(item))；风险 \(item.risk)"),
      ]
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
      lines += [.text("索取：\(Self.unique(item.evidence).joined(separator: "、"))"), .lineBreak]
    }
    lines.append(.text("合格标准：\(item.acceptance)"))
    return lines
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// Rows of the desk review as chapters of a report.
  func items(_ subjects: [Checklist.Subject]) -> [Block] {
    let rows = checklist.rows.filter { subjects.contains($0.subject) }.flatMap { row in
      row.items.map { item -> [TableCell] in
        [
          TableCell(title(item), .rowHeading), TableCell(record(item)),
          TableCell(
            item.doubts.isEmpty ? [.text("—")] : item.doubts.flatMap { [.text($0), .lineBreak] }),
          TableCell("　"),
        ]
      }
    }
    let closing: Block = .paragraph([.text("核查组认为：＿＿＿＿＿＿＿＿")])
    guard !rows.isEmpty else { return [.paragraph([.text("程序没有需要记录的内容。")]), closing] }
    let head = ["核查内容", "程序记录", "疑点", "核查组查阅的证据和结论"]
    return [
      .table(
        DocumentTable(
          caption: "程序预填", head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [26, 26, 24, 24])),
      closing,
    ]
  }

  // MARK: on site

  /// Doubtful and weighty items only: what is in order on paper is not looked at again.
  func site(_ caption: String) -> [Block] {
    let rows = checklist.rows.flatMap { row in
      row.items.filter { isForSite($0, row.subject) }.map { item -> [TableCell] in
        [
          TableCell(titles.title(row.subject)), TableCell(question(item), .rowHeading),
          TableCell(sampling(item)), TableCell("□\u{A0}查　□\u{A0}问　□\u{A0}看　□\u{A0}验"),
          TableCell("　"),
        ]
      }
    }
    let head = ["内容", "存疑或需重点关注", "抽样建议", "方法", "现场核查记录"]
    return [
      .table(
        DocumentTable(
          caption: "\(caption)（\(rows.count) 项）",
          head: [head.map { TableCell($0, .columnHeading) }],
          rows: rows.isEmpty ? [[TableCell("没有需要现场核查的内容", .text, columns: 5)]] : rows,
          widths: [14, 36, 18, 12, 20]))
    ]
  }

  private func isForSite(_ item: Checklist.Item, _ subject: Checklist.Subject) -> Bool {
    if subject == .plan || subject == .execution { return false }
    return !item.doubts.isEmpty || item.risk > 1 || item.share.map { $0 >= .ratio(1, 20) } ?? false
  }

  private func question(_ item: Checklist.Item) -> [Inline] {
    var lines: [Inline] = [.text(item.title)]
    if let doubt = item.doubts.first { lines += [.lineBreak, .small("疑：\(doubt)")] }
    if !item.evidence.isEmpty {
      lines += [
        .lineBreak, .small("索取：\(Self.unique(item.evidence).joined(separator: "、"))"),
      ]
    }
    lines += [.lineBreak, .small("合格标准：\(item.acceptance)")]
    return lines
  }

  private func sampling(_ item: Checklist.Item) -> String {
    guard let sampling = item.sampling else { return "全部核对" }
    if sampling.count == sampling.slots { return "\(sampling.slots) 个期间全部核对" }
    let first = sampling.first.joined(separator: "、")
    let more = sampling.steps.dropFirst().map(String.init).joined(separator: "、")
    let next = more.isEmpty ? "" : "；发现不符依次扩大到 \(more) 个"
    return "\(sampling.slots) 个期间抽 \(sampling.count) 个，先看 \(first)\(next)"
  }

  // MARK: nonconformities and conclusion

  /// What the machine found wrong: missing data, checks that fired, figures that differ.
  static func isNonconformity(_ item: Checklist.Item) -> Bool {
    (item.isMissing || item.hasFiredCheck) && !item.doubts.isEmpty
  }

  func nonconformities(_ caption: String, blank: String?) -> [Block] {
    var rows: [[TableCell]] = []
    for row in checklist.rows {
      for item in row.items where Self.isNonconformity(item) {
        var words: [Inline] = [.text(item.title)]
        if !item.address.isEmpty { words += [.lineBreak, .code(item.address)] }
        for doubt in item.doubts { words += [.lineBreak, .text(doubt)] }
        if item.tonnes != nil {
          words += [.lineBreak, .small("影响 \(tonnes(item)) \(unit)，占 \(share(item))")]
        }
        words += [.lineBreak, .small("合格标准：\(item.acceptance)")]
        rows.append([
          TableCell("\(rows.count + 1)", .number), TableCell(words, .rowHeading),
          TableCell("　"), TableCell("□\u{A0}是　□\u{A0}否"),
        ])
      }
    }
    let count = rows.count
    for _ in 0..<min(max(blank.flatMap { Int($0) } ?? 2, 0), 20) {
      rows.append([
        TableCell("\(rows.count + 1)", .number), TableCell("　"), TableCell("　"),
        TableCell("□\u{A0}是　□\u{A0}否"),
      ])
    }
    let head = ["序号", "不符合项描述", "整改措施及相关证据", "整改措施是否符合要求"]
    return [
      .table(
        DocumentTable(
          caption: "\(caption)（程序发现 \(count) 项，待核查人员确认）",
          head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [7, 46, 30, 17]))
    ]
  }

  /// The seven rows against what became of their nonconformities.
  func matrix(_ caption: String, _ lines: [[String: String]]) -> [Block] {
    let rows = lines.map { line -> [TableCell] in
      let subjects = titles.subjects(line["subject"] ?? "")
      let found = checklist.rows.filter { subjects.contains($0.subject) }.flatMap(\.items)
        .count { Self.isNonconformity($0) }
      return [
        TableCell(line["title"] ?? "", .rowHeading), TableCell(found == 0 ? "　" : "发 \(found) 项"),
        TableCell("　"), TableCell("　"), TableCell("　"),
      ]
    }
    let head = ["核查内容", "符合要求", "不符合项已整改且满足要求", "不符合项整改但不满足要求", "不符合项未整改"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [head.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [32, 14, 18, 18, 18]))
    ]
  }
}
