import Accounting
import Quantities
import Reporting
import RulePlan
import Verification

/// Puts a checklist into the frames of the verification guide: 文件评审表, 现场核查清单, 不符合项清单, 核查结论
/// and the report.
struct ChecklistDocument {
  let calculation: Calculation
  let checklist: Checklist
  let material: ReportMaterial
  let rules: VerificationRules

  /// For each node the decimals that the rules give its value.
  var decimals: [Int?] { material.decimals }

  /// The document of a frame.
  func document(_ skeleton: Skeleton) -> Document {
    let titles = SubjectTitles(skeleton)
    return SkeletonFiller(facts: facts, part: { blocks($0, titles) })
      .document(skeleton, banners: banners)
  }

  var banners: [String] {
    var banners: [String] = ["程序预填，供核查人员使用；不能代替核查"]
    if calculation.method.standing == "unofficial" {
      banners.append("非官方演示：方法学只凭记忆写成")
    }
    return banners
  }

  /// The unit of the total as people write it, `tCO2e` for `tCO2e(sar)`.
  var unit: String {
    let total = calculation.plan.named.first { $0.role == .total }
    return total?.unit.map { String($0.text.prefix { $0 != "(" }) } ?? "t"
  }

  var facts: [String: String] {
    var facts = ReportFacts.facts(
      method: calculation.method, filing: calculation.bound.filing,
      revision: calculation.plan.revision, hash: material.hash)
    facts["enterprise"] = facts["enterprise"] ?? "重点排放单位（未填名称）"
    var total = checklist.total.map { "\($0.text(decimals: 2)) \(unit)" } ?? "不能计算"
    if checklist.isPartial { total = "不能计算；下列份额按能算出的 \(total) 计" }
    facts["total"] = total
    let reported = checklist.comparisons.first { $0.isTotal && $0.reported != nil }
    facts["reported-total"] = reported?.reported.map { "\(Self.number($0)) \(unit)" }
    let share = (rules.materiality.share * Rational(100)).text(decimals: 2) + "%"
    facts["materiality"] =
      rules.materiality.share.isZero
      ? rules.materiality.title : "\(share)（\(rules.materiality.title)）"
    facts["sampling"] = rules.sampling.title
    facts["findings"] = "\(material.findings.count)"
    let rows = material.evaluation.dataset.rows
    if rows.count > 1 {
      facts["facilities"] = rows[1].keys.indices.map { row in
        material.rowTitle(row, 1) ?? rows[1].keys[row]
      }.joined(separator: "、")
    }
    return facts
  }

  func blocks(_ part: Skeleton.Part, _ titles: SubjectTitles) -> [Block] {
    let caption = part.options["caption"] ?? ""
    let review = ChecklistReview(checklist: checklist, unit: unit, titles: titles)
    let numbers = ChecklistNumbers(document: self)
    switch part.name {
    case "check-top": return review.top(caption)
    case "check-review": return review.review(caption)
    case "check-site": return review.site(caption)
    case "check-items": return review.items(titles.subjects(part.options["subject"] ?? ""))
    case "check-nonconformities":
      return review.nonconformities(caption, blank: part.options["blank"])
    case "check-matrix": return review.matrix(caption, part.rows)
    case "check-numbers": return numbers.comparisons(caption)
    case "check-records": return numbers.records(caption)
    case "check-sampling": return numbers.sampling(caption)
    case "check-confirmation": return numbers.confirmation(caption)
    case "check-two-columns": return numbers.twoColumns(caption)
    case "check-steps": return steps(caption)
    case "check-bans": return bans(caption)
    default: return []
    }
  }

  /// The steps with their terms, to be dated and signed.
  private func steps(_ caption: String) -> [Block] {
    let rows = rules.steps.map { step in
      [
        TableCell(step.order, .number), TableCell(step.title, .rowHeading), TableCell(step.who),
        TableCell(step.text), TableCell(step.days.map { "\($0) 个工作日" } ?? "—"), TableCell("　"),
      ]
    }
    if rows.isEmpty { return [] }
    let heads = ["", "步骤", "承担", "要求", "时限", "完成日期、签名"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [7, 16, 16, 35, 11, 15])),
      .paragraph([
        .small("步骤见于转录；时限、人数和保存年限凭记忆，以指南原文为准。")
      ]),
    ]
  }

  private func bans(_ caption: String) -> [Block] {
    let rows = rules.bans.map { ban in
      [
        TableCell(ban.title, .rowHeading), TableCell(ban.citation.source ?? "—"),
        TableCell("□\u{A0}符合　□\u{A0}不符合"),
      ]
    }
    if rows.isEmpty { return [] }
    let heads = ["要求", "来源", "核查组自查"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [56, 24, 20]))
    ]
  }

  static func number(_ number: Rational) -> String {
    number.text(atMost: 6)
  }
}

/// What a frame calls the rows of the desk review.
struct SubjectTitles {
  private var titles: [Checklist.Subject: String] = [:]

  init(_ skeleton: Skeleton) {
    for part in skeleton.parts where part.name == "check-review" {
      for row in part.rows {
        for subject in subjects(row["subject"] ?? "") { titles[subject] = row["title"] }
      }
    }
  }

  /// The title of a row; its identifier where the frame has none.
  func title(_ subject: Checklist.Subject) -> String { titles[subject] ?? subject.rawValue }

  /// The rows that a list of words names.
  func subjects(_ words: String) -> [Checklist.Subject] {
    words.split(separator: " ").compactMap { Checklist.Subject(rawValue: String($0)) }
  }
}
