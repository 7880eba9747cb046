import Diagnostics
import Quantities
import Reporting
import RulePlan

/// The evidence of a month as a document and for programs.
struct MonthDocument {
  let package: MonthPackage
  let material: ReportMaterial

  func document(_ skeleton: Skeleton) -> Document {
    var facts = ReportFacts.facts(
      method: package.calculation.method, filing: package.calculation.bound.filing,
      revision: package.calculation.plan.revision, hash: material.hash)
    facts["enterprise"] = facts["enterprise"] ?? "报告主体（未填名称）"
    facts["month"] = package.month.description
    facts["today"] = package.today.description
    facts["status"] = package.status(.chinese)
    facts["deadline"] = package.deadline?.description ?? "未见时限规定"
    var banners: [String] = []
    if package.calculation.method.standing == "unofficial" { banners.append("非官方演示：不得用于存证") }
    if !package.isComplete { banners.append("内容不全：\(package.missing.count) 项待补") }
    return SkeletonFiller(
      facts: facts, conditions: [(package.daysLeft ?? 0) < 0 ? "late" : "on-time"], part: blocks
    ).document(skeleton, banners: banners)
  }

  private func blocks(_ part: Skeleton.Part) -> [Block] {
    let caption = part.options["caption"] ?? ""
    switch part.name {
    case "month-clocks": return clocks(caption)
    case "month-items": return items(caption)
    case "month-reports": return reports(caption)
    case "month-values": return values(caption)
    case "month-states": return states(caption)
    case "month-findings": return findings(caption)
    default: return []
    }
  }

  private func table(
    _ caption: String, _ heads: [String], _ rows: [[TableCell]], _ widths: [Int]
  ) -> Block {
    .table(
      DocumentTable(
        caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
        widths: widths))
  }

  // MARK: parts

  private func clocks(_ caption: String) -> [Block] {
    let clocks = package.clocks.clocks
    guard !clocks.isEmpty else {
      return [.paragraph([.text("规则库里没有适用于这个月份的存证时限；请以当地主管部门通知为准。")])]
    }
    let rows = clocks.map { clock -> [TableCell] in
      let deadline = clock.deadline(package.month)
      let left = package.today.days(to: deadline)
      return [
        TableCell(clock.title, .rowHeading), TableCell(clock.region ?? "全国"),
        TableCell("月度结束后 \(clock.days) 个自然日"), TableCell(deadline.description),
        TableCell(left < 0 ? "已过 \(-left) 天" : "还有 \(left) 天", .number),
        TableCell(clock.citation.source ?? "—"),
      ]
    }
    return [
      table(caption, ["时限", "地区", "规定", "最后一天", "以今天计", "来源"], rows, [22, 10, 18, 14, 12, 24])
    ]
  }

  private func items(_ caption: String) -> [Block] {
    var rows: [[TableCell]] = []
    for item in package.items {
      rows.append([
        TableCell(
          [.text(item.title + "　"), .strong(item.isComplete ? "齐" : "不全")], .groupHeading,
          columns: 6)
      ])
      if item.parameters.isEmpty {
        rows.append([TableCell("本方法学没有这一项，或没有这样的设施", .text, columns: 6)])
      }
      for parameter in item.parameters {
        let isStated = parameter.place != nil
        let proof =
          !isStated && parameter.state == .complete
          ? "—"
          : !parameter.documents.isEmpty
            ? parameter.documents.map { "■ \($0.words)" }.joined(separator: "；")
            : item.isLaboratory
              ? parameter.sample.map { "检测报告 \($0.id)" } ?? "检测报告：未登记"
              : parameter.ledger.map { "\($0)（□\u{A0}盖章扫描件）" } ?? "台账（□\u{A0}盖章扫描件）"
        rows.append([
          TableCell([.strong(parameter.state.title)]), TableCell(parameter.title, .rowHeading),
          TableCell(material.placeName(parameter.address)), TableCell(parameter.text, .number),
          TableCell(parameter.place.map { OriginText.text($0) } ?? "—"),
          TableCell(parameter.state == .notOccurring ? "—" : proof),
        ])
      }
    }
    var blocks = [
      table(caption, ["状态", "参数", "设施、品种", "数值", "填报位置", "支撑材料"], rows, [7, 20, 24, 15, 18, 16])
    ]
    if let source = package.clocks.source {
      blocks.append(.paragraph([.small("存证内容的来源：\(source)")]))
    } else {
      blocks.append(
        .paragraph([.small("规则库里没有这个行业和月份的存证内容规定；上表列出方法学的全部按月数据。")]))
    }
    return blocks
  }

  private func reports(_ caption: String) -> [Block] {
    if package.reports.isEmpty { return [] }
    let rows = package.reports.map { report -> [TableCell] in
      [
        TableCell(report.sample.id, .rowHeading), TableCell(field(report, "report")),
        TableCell(field(report, "laboratory")),
        TableCell([field(report, "received"), field(report, "issued")].joined(separator: " / ")),
        TableCell(report.parameters.joined(separator: "、")),
        TableCell(
          report.faults.isEmpty
            ? [.text("未发现问题")] : report.faults.flatMap { [.strong($0), .lineBreak] }),
      ]
    }
    return [
      table(
        caption, ["样品", "报告编号", "检测机构", "收样 / 报告日期", "用于", "检查"], rows,
        [11, 16, 18, 15, 20, 20])
    ]
  }

  private func field(_ report: MonthPackage.Report, _ name: String) -> String {
    guard let value = report.sample.fields.first(where: { $0.name == name })?.value else {
      return "—"
    }
    switch value {
    case .text(let text): return text
    case .date(let day): return day.description
    case .flag(let flag): return flag ? "是" : "否"
    default: return "—"
    }
  }

  private func values(_ caption: String) -> [Block] {
    let list = PlatformList(material, skeleton: platform)
    let entries = list.entries(month: package.month.description)
    if entries.isEmpty { return [.paragraph([.text("这个月还没有数据。")])] }
    return PlatformList.tables(entries, "\(package.month) \(caption)")
  }

  /// The digits of the platform, where the library states them.
  var platform = Skeleton(
    id: "none", document: "platform-list", title: "",
    citation: Citation(clause: nil, source: nil, evidence: .derived), items: [])

  private func states(_ caption: String) -> [Block] {
    let events = package.states.of(package.month)
    let rows = events.map { event in
      [
        TableCell(event.action.title, .rowHeading), TableCell(event.on.description),
        TableCell(event.by), TableCell(event.reason.isEmpty ? "—" : event.reason),
        TableCell([.code(String(event.sha256.prefix(16)))]),
      ]
    }
    let lock = package.states.isLocked(package.month) ? "已锁定：改动须先退回，或写明原因补报。" : "未锁定。"
    var blocks: [Block] = [.paragraph([.text(lock), .small("　本月数据 SHA-256 \(package.hash)")])]
    if !rows.isEmpty {
      blocks.append(
        table(
          caption, ["事项", "日期", "办理人", "原因", "数据 SHA-256（前 16 位）"], rows, [12, 16, 16, 34, 22]))
    }
    return blocks
  }

  private func findings(_ caption: String) -> [Block] {
    if package.findings.isEmpty { return [] }
    let words: [Severity: String] = [.error: "错误", .warning: "警告", .remark: "提示"]
    let rows = package.findings.map { finding in
      [
        TableCell([.strong(words[finding.severity] ?? "")]),
        TableCell(material.placeWords(of: finding)),
        TableCell(finding.message(.chinese)),
      ]
    }
    return [table(caption, ["程度", "位置", "内容"], rows, [10, 38, 52])]
  }

  // MARK: for programs and terminals

  /// The package for programs.
  var json: JSON {
    .members([
      "month": .text(package.month.description), "today": .text(package.today.description),
      "methodology": .text(package.calculation.method.id),
      "enterprise": .optional(package.calculation.bound.filing.header.enterprise),
      "status": .text(package.status(.chinese)), "complete": .flag(package.isComplete),
      "locked": .flag(package.states.isLocked(package.month)), "sha256": .text(package.hash),
      "deadline": .optional(package.deadline?.description),
      "days-left": .optional(package.daysLeft),
      "clocks": .array(
        package.clocks.clocks.map { clock in
          .members([
            "id": .text(clock.id), "title": .text(clock.title), "stage": .text(clock.stage),
            "region": .optional(clock.region), "days": .integer(clock.days),
            "deadline": .text(clock.deadline(package.month).description),
            "evidence": .text(clock.citation.evidence.rawValue),
          ])
        }),
      "items": .array(package.items.map(item)),
      "reports": .array(
        package.reports.map { report in
          .members([
            "sample": .text(report.sample.id), "parameters": .texts(report.parameters),
            "faults": .texts(report.faults),
          ])
        }),
      "values": PlatformList.json(
        PlatformList(material, skeleton: platform).entries(month: package.month.description)),
      "events": .array(
        package.states.of(package.month).map { event in
          .members([
            "action": .text(event.action.rawValue), "on": .text(event.on.description),
            "by": .text(event.by), "reason": .text(event.reason), "sha256": .text(event.sha256),
          ])
        }),
    ])
  }

  private func item(_ item: MonthPackage.Item) -> JSON {
    .members([
      "title": .text(item.title), "complete": .flag(item.isComplete),
      "proof": .text(item.isLaboratory ? "laboratory" : "ledger"),
      "parameters": .array(
        item.parameters.map { parameter in
          .members([
            "title": .text(parameter.title), "address": .text(parameter.address),
            "state": .text(parameter.state.rawValue), "text": .text(parameter.text),
            "place": .optional(parameter.place.map { OriginText.text($0) }),
            "ledger": .optional(parameter.ledger), "sample": .optional(parameter.sample?.id),
            "documents": .texts(parameter.documents.map(\.words)),
          ])
        }),
    ])
  }

  /// What a terminal shows.
  func text(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var text = say("月度存证 ", "evidence of ") + package.month.description
    text += say("，截至 ", ", on ") + package.today.description + "\n"
    text += package.status(language) + "\n"
    for clock in package.clocks.clocks {
      text += "  \(clock.deadline(package.month))  \(clock.title)（\(clock.region ?? "全国")）\n"
    }
    if package.clocks.clocks.isEmpty {
      text += say("  规则库里没有这个月份的存证时限\n", "  the library has no clock for this month\n")
    }
    var table = TextTable()
    for item in package.items {
      let missing = item.parameters.filter { $0.state == .missing || $0.state == .incomplete }
      table.add([
        "  " + (item.isComplete ? say("齐", "complete") : say("不全", "gaps")), item.title,
        missing.prefix(4).map { "\($0.address)（\($0.text)）" }.joined(separator: "，")
          + (missing.count > 4 ? " …" : ""),
      ])
    }
    text += "\n" + table.text
    for report in package.reports where !report.faults.isEmpty {
      text += "  \(report.sample.id)：\(report.faults.joined(separator: "；"))\n"
    }
    return text
  }
}
