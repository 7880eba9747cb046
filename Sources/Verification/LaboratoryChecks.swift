import Accounting
import Diagnostics
import Quantities

/// Looks over the laboratory reports of a filing for what the forgeries of 2022 had in common.
///
/// - Source: the ministry's cases of 2022-03-14 (published transcriptions): changed dates of
///   sending, testing and reporting, changed report numbers, one batch sent and twelve monthly
///   reports.
public struct LaboratoryChecks {
  /// A report with the months whose values it bears out.
  private struct Report {
    var id: String
    var number: String
    var laboratory: String
    var days: [String: Day]
    var months: Set<String>
    var origin: Origin
    /// The digits at the end of the number, and what stands before them.
    var running: (stem: String, value: Int)?
  }

  private let reports: [Report]
  private let filing: Filing

  private init(_ filing: Filing) {
    self.filing = filing
    var months: [String: Set<String>] = [:]
    // Without samples no cell can name one; there may be millions of cells.
    let cells = filing.samples.isEmpty ? CellList() : filing.cells
    for entry in cells where entry.address.facet == "sample" {
      guard case .text(let id) = entry.cell.value, let period = entry.address.period else {
        continue
      }
      months[id, default: []].insert(String(period.prefix(7)))
    }
    let documents = Dictionary(
      filing.evidence.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    reports = filing.samples.map { sample in
      // What the sample leaves out stands in its document.
      let fields = sample.fields + (sample.evidence.flatMap { documents[$0]?.fields } ?? [])
      var report = Report(
        id: sample.id, number: "", laboratory: "", days: [:], months: months[sample.id] ?? [],
        origin: sample.origin)
      for field in fields {
        switch field.value {
        case .text(let text) where field.name == "report" && report.number.isEmpty:
          report.number = text
        case .text(let text) where field.name == "laboratory" && report.laboratory.isEmpty:
          report.laboratory = text
        case .date(let day) where report.days[field.name] == nil: report.days[field.name] = day
        default: continue
        }
      }
      let digits = String(report.number.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
      if let value = Int(digits) {
        report.running = (String(report.number.dropLast(digits.count)), value)
      }
      return report
    }
  }

  /// What is doubtful about the laboratory reports of a filing.
  public static func findings(_ filing: Filing) -> [Finding] {
    let checks = LaboratoryChecks(filing)
    return checks.dates() + checks.repeated() + checks.consecutive() + checks.sameDay()
      + checks.sameFile()
  }

  private static let order: [(name: String, zh: String, en: String)] = [
    ("sampled", "采样日期", "the day of sampling"), ("received", "收样日期", "the day of receipt"),
    ("tested", "检测日期", "the day of testing"), ("issued", "报告日期", "the day of the report"),
  ]

  /// 采样 ≤ 收样 ≤ 检测 ≤ 报告.
  private func dates() -> [Finding] {
    reports.flatMap { report -> [Finding] in
      let days = Self.order.compactMap { step in report.days[step.name].map { (step, $0) } }
      return zip(days, days.dropFirst()).compactMap { earlier, later in
        guard later.1 < earlier.1 else { return nil }
        return Finding(
          .laboratoryDates, at: report.origin,
          [
            "sample": report.id, "later": later.0.zh, "laterEn": later.0.en,
            "day": later.1.description, "earlier": earlier.0.zh, "earlierEn": earlier.0.en,
            "before": earlier.1.description,
          ])
      }
    }
  }

  /// One report number on several samples.
  private func repeated() -> [Finding] {
    let groups = Dictionary(grouping: reports.filter { !$0.number.isEmpty }) {
      "\($0.laboratory)\u{0}\($0.number)"
    }
    return groups.sorted { $0.key < $1.key }.compactMap { _, group in
      guard group.count > 1, let last = group.last else { return nil }
      return Finding(
        .laboratoryRepeated, at: last.origin,
        [
          "number": last.number, "count": "\(group.count)",
          "samples": group.map(\.id).joined(separator: " "),
        ])
    }
  }

  /// Reports of three or more months with numbers one after the other.
  private func consecutive() -> [Finding] {
    let groups = Dictionary(grouping: reports.filter { $0.running != nil && !$0.months.isEmpty }) {
      "\($0.laboratory)\u{0}\($0.running?.stem ?? "")"
    }
    return groups.sorted { $0.key < $1.key }.flatMap { _, group -> [Finding] in
      let sorted = group.sorted { ($0.running?.value ?? 0) < ($1.running?.value ?? 0) }
      var runs: [[Report]] = []
      for report in sorted {
        if let last = runs.last?.last?.running?.value, let value = report.running?.value,
          value - last == 1
        {
          runs[runs.count - 1].append(report)
        } else {
          runs.append([report])
        }
      }
      return runs.compactMap { run in
        let months = Set(run.flatMap(\.months))
        guard months.count >= 3, run.count >= 3, let first = run.first, let last = run.last else {
          return nil
        }
        return Finding(
          .laboratoryConsecutive, at: first.origin,
          ["count": "\(months.count)", "from": first.number, "to": last.number])
      }
    }
  }

  /// Samples of three or more months that were received, tested or reported on one day.
  private func sameDay() -> [Finding] {
    Self.order.dropFirst().flatMap { step -> [Finding] in
      let groups = Dictionary(grouping: reports.filter { $0.days[step.name] != nil }) {
        $0.days[step.name] ?? Day(number: 0)
      }
      return groups.sorted { $0.key < $1.key }.compactMap { day, group in
        let months = Set(group.flatMap(\.months))
        guard months.count >= 3, group.count >= 3, let first = group.first else { return nil }
        return Finding(
          .laboratorySameDay, at: first.origin,
          [
            "count": "\(months.count)", "what": step.zh, "whatEn": step.en,
            "day": day.description,
          ])
      }
    }
  }

  /// Documents with different numbers and the same content.
  private func sameFile() -> [Finding] {
    let groups = Dictionary(grouping: filing.evidence.filter { $0.sha256 != nil }) {
      $0.sha256?.lowercased() ?? ""
    }
    return groups.sorted { $0.key < $1.key }.compactMap { _, group in
      guard let last = group.last, Set(group.map { $0.report ?? $0.id }).count > 1 else {
        return nil
      }
      return Finding(
        .laboratorySameFile, at: last.origin,
        ["documents": group.map(\.id).joined(separator: " ")])
    }
  }
}

extension FindingKind {
  static let laboratoryDates = FindingKind(
    "laboratory.dates", .warning, zh: "样品 {sample} 的{later}（{day}）早于{earlier}（{before}）",
    en: "sample {sample}: {laterEn} ({day}) lies before {earlierEn} ({before})")
  static let laboratoryRepeated = FindingKind(
    "laboratory.repeated-number", .warning, zh: "报告编号 {number} 用在 {count} 个样品上：{samples}",
    en: "the report number {number} stands on {count} samples: {samples}")
  static let laboratoryConsecutive = FindingKind(
    "laboratory.consecutive-numbers", .warning,
    zh: "{count} 个月的检测报告编号连续（{from} 至 {to}），可能是一次送检、分月出具",
    en: "the reports of {count} months bear consecutive numbers ({from} to {to})")
  static let laboratorySameDay = FindingKind(
    "laboratory.same-day", .warning, zh: "{count} 个月的样品{what}相同（{day}）",
    en: "the samples of {count} months have the same day ({day}) as {whatEn}")
  static let laboratorySameFile = FindingKind(
    "laboratory.same-file", .warning, zh: "编号不同的支撑材料文件内容完全相同：{documents}",
    en: "documents of different numbers have the same content: {documents}")
}
