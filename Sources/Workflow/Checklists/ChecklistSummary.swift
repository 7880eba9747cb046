import Accounting
import Diagnostics
import Quantities
import Reporting
import RulePlan
import Verification

/// One table over several filings, for a verifier who has to choose where to begin.
struct ChecklistSummary {
  /// A filing with its checklist.
  struct Entry {
    /// What the verifier calls it: the name of its folder or file.
    var name: String
    var review: Documents.Review

    /// Tonnes × reasons to doubt, over all items.
    var weight: Rational {
      review.checklist.rows.flatMap(\.items).reduce(.zero) { sum, item in
        sum + (item.tonnes ?? .zero) * Rational(item.risk - 1)
      }
    }

    /// How many values a result waits for.
    var missing: Int { review.checklist.rows.flatMap(\.items).count { $0.isMissing } }
  }

  private let entries: [Entry]

  /// Ranks filings: those with missing data first, then by what is in doubt.
  init(_ entries: [Entry]) {
    self.entries = entries.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if (a.missing > 0) != (b.missing > 0) { return a.missing > 0 }
      return a.weight != b.weight ? b.weight < a.weight : left.offset < right.offset
    }.map(\.element)
  }

  func document(_ skeleton: Skeleton) -> Document {
    SkeletonFiller(facts: ["count": "\(entries.count)"]) { part in
      let caption = part.options["caption"] ?? ""
      switch part.name {
      case "summary-table": return [table(caption)]
      case "summary-top": return [top(caption)]
      case "summary-laboratories": return laboratories(caption)
      default: return []
      }
    }.document(skeleton, banners: ["程序预填，供核查人员使用；不能代替核查"])
  }

  private func table(_ caption: String) -> Block {
    let rows = entries.enumerated().map { place, entry -> [TableCell] in
      let review = entry.review
      let header = review.calculation.bound.filing.header
      let checklist = review.checklist
      let total = checklist.total.map { $0.text(decimals: 2) } ?? "不能计算"
      let difference = checklist.comparisons.first { $0.isTotal && $0.difference != nil }?
        .difference
      let errors = review.material.findings.count { $0.severity == .error }
      let warnings = review.material.findings.count { $0.severity == .warning }
      return [
        TableCell("\(place + 1)", .number),
        TableCell(
          [.text(header.enterprise ?? "（未填名称）"), .lineBreak, .code(entry.name)], .rowHeading),
        TableCell([
          .text(review.calculation.method.id), .lineBreak,
          .small(review.calculation.bound.filing.period.description),
        ]),
        TableCell(checklist.isPartial ? "不能计算（部分 \(total)）" : total, .number),
        TableCell(difference.map { $0.text(decimals: 2) } ?? "—", .number),
        TableCell("\(entry.missing) / \(errors) / \(warnings)", .number),
        TableCell(entry.weight.text(decimals: 0), .number),
        TableCell(ChecklistReview.ranked(checklist).first.map(Self.words) ?? "—"),
      ]
    }
    let heads = ["", "单位", "方法、报告期", "总量 t", "填报－复算 t", "缺数据 / 错误 / 警告", "存疑吨数 × 疑点", "首要疑点"]
    return .table(
      DocumentTable(
        caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
        widths: [4, 17, 16, 13, 9, 9, 10, 22]))
  }

  private static func words(_ item: Checklist.Item) -> String {
    "\(item.title)：\(item.doubts.first ?? "数值影响大")"
  }

  private func top(_ caption: String) -> Block {
    let items = entries.flatMap { entry in
      ChecklistReview.ranked(entry.review.checklist).prefix(20).map { (entry, $0) }
    }
    let sorted = items.enumerated().sorted { left, right in
      let (a, b) = (left.element.1, right.element.1)
      if a.isMissing != b.isMissing { return a.isMissing }
      return a.weight != b.weight ? b.weight < a.weight : left.offset < right.offset
    }.prefix(20).map(\.element)
    let rows = sorted.enumerated().map { place, pair -> [TableCell] in
      let (entry, item) = pair
      let share = item.share.map { ($0 * Rational(100)).text(decimals: 2) + "%" } ?? "—"
      return [
        TableCell("\(place + 1)", .number),
        TableCell(entry.review.calculation.bound.filing.header.enterprise ?? entry.name),
        TableCell([.text(item.title), .lineBreak, .code(item.address)], .rowHeading),
        TableCell(item.tonnes?.text(decimals: 1) ?? "—", .number), TableCell(share, .number),
        TableCell("\(item.risk)", .number), TableCell(item.doubts.first ?? "数值影响大"),
      ]
    }
    let heads = ["", "单位", "数据", "影响 t", "占其总量", "风险", "首要疑点"]
    return .table(
      DocumentTable(
        caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
        widths: [4, 18, 30, 11, 9, 6, 22]))
  }

  // MARK: laboratories

  /// A laboratory report of one of the filings.
  private struct Report {
    var entry: Int
    var laboratory: String
    var number: String
    var day: String
    /// The digits at the end of the number, and what stands before them.
    var running: (stem: String, value: Int)?
  }

  /// Reports of one laboratory for several enterprises that bear the same number, or consecutive
  /// numbers of the same day.
  ///
  /// - Source: the case of a laboratory that issued back-dated monthly reports, MEE 2022-03-14.
  private func laboratories(_ caption: String) -> [Block] {
    let reports = entries.indices.flatMap { self.laboratoryReports(of: $0) }
    var rows: [[TableCell]] = []
    for (place, one) in reports.enumerated() {
      for other in reports[(place + 1)...]
      where other.entry != one.entry && other.laboratory == one.laboratory {
        var word: String?
        if other.number == one.number {
          word = "报告编号相同"
        } else if other.day == one.day, let a = one.running, let b = other.running,
          a.stem == b.stem, abs(a.value - b.value) <= 2
        {
          word = "同一日期，编号连续"
        }
        guard let word, rows.count < 200 else { continue }
        rows.append([
          TableCell(one.laboratory, .rowHeading), TableCell(name(one.entry)),
          TableCell(one.number), TableCell(name(other.entry)), TableCell(other.number),
          TableCell(one.day), TableCell(word),
        ])
      }
    }
    if rows.isEmpty { return [] }
    let heads = ["检测机构", "单位甲", "报告编号", "单位乙", "报告编号", "日期", "疑点"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [18, 17, 14, 17, 14, 10, 10]))
    ]
  }

  private func name(_ entry: Int) -> String {
    entries[entry].review.calculation.bound.filing.header.enterprise ?? entries[entry].name
  }

  private func laboratoryReports(of entry: Int) -> [Report] {
    entries[entry].review.calculation.bound.filing.samples.compactMap { sample in
      func text(_ names: [String]) -> String {
        for name in names {
          switch sample.fields.first(where: { $0.name == name })?.value {
          case .text(let text)?: return text
          case .date(let day)?: return day.description
          default: continue
          }
        }
        return ""
      }
      let number = text(["report"])
      let laboratory = text(["laboratory"])
      guard !number.isEmpty, !laboratory.isEmpty else { return nil }
      var report = Report(
        entry: entry, laboratory: laboratory, number: number, day: text(["tested", "issued"]))
      let digits = String(number.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
      if let value = Int(digits) {
        report.running = (String(number.dropLast(digits.count)), value)
      }
      return report
    }
  }
}
