import Accounting
import Engine
import Quantities
import Reporting
import RulePlan

/// The parts of documents that only reductions have.
struct CreditParts: Sendable {
  let credit: Credit
  let calculation: Calculation
  let material: ReportMaterial

  private var plan: Plan { calculation.plan }
  private var evaluation: Evaluation { calculation.evaluation }

  /// What a frame asks for; nothing where there is nothing to say.
  func blocks(_ part: Skeleton.Part) -> [Block] {
    let caption = part.options["caption"] ?? ""
    let kinds = (part.options["kinds"] ?? "").split(separator: " ").map(String.init)
    switch part.name {
    case "credit-identity": return identity(caption)
    case "credit-sources": return sources(caption)
    case "credit-conditions":
      return conditions(caption, kinds, isForReview: part.options["for"] == "reviewer")
    case "credit-vintages": return vintages(caption)
    case "credit-participants": return participants(caption)
    case "credit-measured": return measured(caption)
    case "credit-values":
      return CreditValues(calculation: calculation, material: material).blocks(caption)
    case "credit-clauses": return clauses(caption, part.options["who"])
    case "credit-records": return records(caption)
    default: return []
    }
  }

  // MARK: method and boundary

  private func identity(_ caption: String) -> [Block] {
    let method = calculation.method
    var lines: [(name: String, text: String)] = [
      ("方法学", method.title.zh), ("标识", method.id),
      ("适用的核算月份", method.appliesWords),
    ]
    lines += method.registration?.lines(.chinese) ?? []
    lines.append(("规则版本", "第 \(plan.revision) 版转写，\(material.hash)"))
    return Block.table(
      caption, ["项目", "内容"], [26, 74],
      lines.map { [TableCell($0.name, .rowHeading), TableCell($0.text)] })
  }

  private func sources(_ caption: String) -> [Block] {
    let scopes = ["direct": "直接排放", "indirect": "间接排放", "removal": "清除"]
    let rows = calculation.method.sources.map { source in
      [
        TableCell(source.scenarioWord.isEmpty ? "—" : source.scenarioWord, .rowHeading),
        TableCell(source.title.zh), TableCell(source.gas ?? "—"),
        TableCell(scopes[source.scope ?? ""] ?? "—"), TableCell(source.citation.clause ?? "—"),
      ]
    }
    return Block.table(
      caption, ["情景", "排放源或碳库", "气体", "范围", "条款"], [14, 36, 10, 14, 26], rows)
  }

  // MARK: conditions

  private func conditions(
    _ caption: String, _ kinds: [String], isForReview: Bool
  ) -> [Block] {
    let order = Named.Condition.kinds.map(\.id)
    let formulas = FormulaWords(plan)
    let found = plan.named.filter { named in
      named.condition.map { kinds.isEmpty || kinds.contains($0.kind) } ?? false
    }.sorted { left, right in
      let places = [left, right].map { order.firstIndex(of: $0.condition?.kind ?? "") ?? 99 }
      return places[0] < places[1]
    }
    let rows = found.map { named -> [TableCell] in
      let condition = named.condition
      let outcome = outcome(named)
      // The message says what is wrong; where nothing is, it would mislead.
      let isOpen = outcome.contains("不符合") || outcome.contains("待定")
      let fired = calculation.checks.filter { plan.checks[$0.check].id == named.id }
        .map { $0.finding.message(.chinese) }
      let words = isOpen ? fired.prefix(1) + (fired.count > 1 ? ["共 \(fired.count) 处"] : []) : []
      let remarks = (words + [condition?.acceptance?.zh].compactMap { $0 })
        .joined(separator: "；")
      var cells = [
        TableCell(condition?.title ?? "", .rowHeading),
        TableCell([
          .text(named.title.zh), .lineBreak,
          .formula(named.formula.map { formulas.text($0) } ?? ""),
        ]),
        TableCell(named.citation.clause ?? "—"), TableCell(outcome), TableCell(remarks),
      ]
      if isForReview { cells.append(TableCell("□ 符合　□ 不符合")) }
      return cells
    }
    let heads = ["类别", "条件", "条款", "程序判定", isForReview ? "审核要点" : "说明"]
    return isForReview
      ? Block.table(caption, heads + ["审核意见"], [11, 31, 12, 15, 17, 14], rows)
      : Block.table(caption, heads, [12, 36, 14, 16, 22], rows)
  }

  /// What came of a condition: one word, or how often it holds.
  private func outcome(_ named: Named) -> String {
    var counts: [String: Int] = [:]
    let period = evaluation.dataset.period
    let shape = plan.nodes[named.node].shape
    let count = evaluation.count(of: named.node)
    let words = (0..<count).map { element -> String in
      switch evaluation.state(named.node, element) {
      case .notOccurring: "不适用"
      case .absent: "待定（缺数据）"
      case .poisoned: "待定（有错误）"
      default: evaluation.value(named.node, element) == .flag(true) ? "符合" : "不符合"
      }
    }
    if shape.rows == 0, shape.grain == .calendarYear, Set(words).count > 1 {
      return words.enumerated().map { "\(period.name(.calendarYear, $0)) \($1)" }
        .joined(separator: "；")
    }
    for word in words { counts[word, default: 0] += 1 }
    if counts.count == 1, let only = counts.keys.first { return only }
    let order = ["不符合", "待定（缺数据）", "待定（有错误）", "符合", "不适用"]
    return order.compactMap { word in counts[word].map { "\(word) \($0)" } }
      .joined(separator: "；")
  }

  // MARK: results

  private func vintages(_ caption: String) -> [Block] {
    let roles: [(role: Named.Role, head: String)] = [
      (.baseline, "基准线"), (.project, "项目"), (.leakage, "泄漏"),
    ]
    let columns = roles.flatMap { entry in
      plan.named.filter {
        $0.role == entry.role
          && plan.nodes[$0.node].shape == Shape(rows: 0, grain: .calendarYear)
      }.map { (named: $0, head: "\(entry.head) \($0.addressName)") }
    }
    func number(_ number: Rational?) -> TableCell {
      TableCell(number.map { $0.text(atMost: 4) } ?? "—", .number)
    }
    var rows = credit.vintages.map { vintage in
      [TableCell(vintage.name, .rowHeading)]
        + columns.map { number(evaluation.number($0.named.node, vintage.slot)) }
        + [
          number(vintage.quantity),
          TableCell(credit.hasConditions ? vintage.verdict(plan, .chinese) : "方法学没有条件"),
        ]
    }
    let known = credit.vintages.compactMap(\.quantity)
    if credit.vintages.count > 1, known.count == credit.vintages.count {
      let blanks = [TableCell](repeating: TableCell(""), count: columns.count)
      rows.append(
        [TableCell("合计", .rowHeading)] + blanks
          + [number(known.reduce(.zero, +)), TableCell("")])
    }
    if credit.hasConditions {
      let blanks = [TableCell](repeating: TableCell(""), count: columns.count)
      rows.append(
        [TableCell("可核证合计", .rowHeading)] + blanks + [number(credit.creditable), TableCell("")])
    }
    let unit = credit.reduction.unit.map { UnitWords.text($0.text) } ?? ""
    let share = columns.isEmpty ? 20 : 44 / (columns.count + 1)
    let widths = [12] + [Int](repeating: share, count: columns.count + 1)
    return Block.table(
      "\(caption)（\(unit)）",
      ["年份"] + columns.map(\.head) + ["减排量 \(credit.reduction.addressName)", "结论"],
      widths + [100 - widths.reduce(0, +)], rows)
  }

  /// How many rows of each set there are, and how many a condition left out.
  private func participants(_ caption: String) -> [Block] {
    let rows = plan.rowSets.indices.dropFirst(2).flatMap { set -> [[TableCell]] in
      let conditions = plan.named.filter {
        $0.condition?.decidesRows == true && plan.nodes[$0.node].shape.rows == set
      }
      let own = plan.rowSets[set]
      let count = evaluation.dataset.rows[set].keys.count
      guard !conditions.isEmpty || own.isPersonal else { return [] }
      let head = [
        TableCell(own.title.zh, .rowHeading), TableCell("\(count)", .number), TableCell("—"),
        TableCell(own.isPersonal ? "个人信息不列示" : ""),
      ]
      return [head]
        + conditions.map {
          [TableCell(""), TableCell(""), TableCell($0.title.zh), TableCell(outcome($0))]
        }
    }
    return Block.table(caption, ["参与对象", "数量", "计入条件", "判定"], [22, 14, 34, 30], rows)
  }

  // MARK: monitoring and papers

  private func measured(_ caption: String) -> [Block] {
    let rows = plan.named.filter { $0.role == .input && !$0.isPersonal }.map { named in
      let measurement = named.measurement
      let page = MethodPage(calculation.method, plan, .chinese)
      let ways = named.alternatives.map(\.words).joined(separator: " → ")
      return [
        TableCell([.formula(named.addressName)], .rowHeading), TableCell(named.title.zh),
        TableCell(CreditValues.unit(named)),
        TableCell(measurement?.how ?? (ways.isEmpty ? "填报" : ways)),
        TableCell(
          measurement?.every.map { FrequencyWords.text($0) }
            ?? page.grainName(plan.nodes[named.node].shape.grain)),
        TableCell(measurement?.record ?? "—"),
        TableCell((measurement?.crossChecks ?? []).joined(separator: "、")),
      ]
    }
    return Block.table(
      caption, ["符号", "数据或参数", "单位", "监测方法", "频次", "记录", "交叉核对"],
      [11, 21, 10, 18, 10, 16, 14], rows)
  }

  /// The papers that somebody has to put together, each once.
  private func records(_ caption: String) -> [Block] {
    var seen: [String] = []
    var uses: [String: [String]] = [:]
    for named in plan.named where named.role == .input {
      let papers =
        [named.measurement?.record].compactMap { $0 }
        + (named.measurement?.crossChecks ?? [])
      for paper in papers {
        if uses[paper] == nil { seen.append(paper) }
        uses[paper, default: []].append(named.title.zh)
      }
    }
    for named in plan.named {
      guard let paper = named.condition?.acceptance?.zh else { continue }
      if uses[paper] == nil { seen.append(paper) }
      uses[paper, default: []].append(named.title.zh)
    }
    return Block.table(
      caption, ["材料", "用于", "是否备齐"], [42, 40, 18],
      seen.map { paper in
        [
          TableCell(paper, .rowHeading), TableCell((uses[paper] ?? []).joined(separator: "、")),
          TableCell("□ 是　□ 否"),
        ]
      })
  }

  private func clauses(_ caption: String, _ who: String?) -> [Block] {
    let rows = calculation.method.clauses.filter { clause in
      ["not-computable", "hole"].contains(clause.status)
        && (who == nil || clause.who == nil || clause.who == who)
    }.map { clause in
      [
        TableCell(clause.reference, .rowHeading), TableCell(clause.title),
        TableCell(TextWrap.normalised(clause.text)), TableCell("□ 符合　□ 不符合"),
      ]
    }
    return Block.table(caption, ["条款", "名称", "内容", "意见"], [14, 26, 42, 18], rows)
  }
}
