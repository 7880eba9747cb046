import Diagnostics
import Engine
import Quantities
import Reporting
import RulePlan

/// The readable page of a methodology: what it asks for, computes and checks, and how well each
/// part is known. To be laid beside the official document.
struct MethodDocument {
  private let method: Method
  private let plan: Plan
  private let page: MethodPage
  private let words: FormulaWords
  private let history: [Block]

  /// - Parameter history: what came before and after, and when it applies.
  init(_ method: Method, _ plan: Plan, history: [Block] = []) {
    self.method = method
    self.plan = plan
    page = MethodPage(method, plan, .chinese)
    words = FormulaWords(plan)
    self.history = history
  }

  /// The page.
  func document() -> Document {
    var banners: [String] = []
    if method.standing == "unofficial" {
      banners.append("非官方演示：方法学只凭记忆写成，不得用于报送")
    }
    var document = Document(
      title: method.title.zh, banners: banners,
      blocks: identity() + sources() + inputs() + formulas() + checks() + forms() + clauses()
        + holes() + history + tables())
    document.properties.kind = .method
    document.properties.author = method.document.issuer
    document.properties.subject = method.id
    return document
  }

  // MARK: identity and sources

  private func identity() -> [Block] {
    let lines: [(String, String?)] = [
      ("标识", method.id), ("英文标题", method.title.en), ("文号", method.document.number),
      ("发布机关", method.document.issuer), ("日期", method.document.date),
      ("适用的数据月份", MethodNames.applies(method)), ("状态", standing),
      ("转写修订", "\(plan.revision)"), ("程序哈希", plan.hash),
    ]
    let registered = (method.registration?.lines(.chinese) ?? []).map {
      ($0.name, $0.text as String?)
    }
    let rows = (lines + registered).compactMap { name, value in
      value.map { [TableCell(name, .rowHeading), TableCell($0)] }
    }
    let counts = Dictionary(grouping: EvidenceList(plan, method).items, by: \.citation.evidence)
    let known = Evidence.allCases.compactMap { evidence -> [TableCell]? in
      guard let count = counts[evidence]?.count else { return nil }
      return [
        TableCell(
          "\(MethodPage.evidenceWord(evidence))（\(evidence.rawValue)）", .rowHeading),
        TableCell(evidence.meaning),
        TableCell("\(count)", .number),
      ]
    }
    return [
      .heading(1, [.text(method.title.zh)]),
      .table(DocumentTable(caption: "标识", head: [], rows: rows)),
      .table(
        DocumentTable(
          caption: "来源状态：各要素的出处", head: [heads(["状态", "含义", "要素数"])], rows: known)),
    ]
  }

  private var standing: String {
    switch method.standing {
    case "transcribed": "结构取自至少一份来源（transcribed）"
    case "unofficial": "结构只凭记忆（unofficial），不得用于报送"
    default: Method.standing(method.standing, .chinese)
    }
  }

  private func sources() -> [Block] {
    let rows = method.sources.map { source in
      [
        TableCell(source.title.zh, .rowHeading), TableCell(source.gas ?? ""),
        TableCell(scope(source)),
        TableCell(source.citation.clause ?? ""), TableCell(page.evidence(source.citation)),
      ]
    }
    return section(
      "排放源", ["排放源", "气体", "范围", "条款", "来源状态"], widths: [30, 10, 10, 40, 10], rows)
  }

  private func scope(_ source: Method.Source) -> String {
    let scope = ["direct": "直接", "indirect": "间接", "removal": "清除"][source.scope ?? ""] ?? ""
    return [source.scenarioWord, scope].filter { !$0.isEmpty }.joined(separator: "，")
  }

  // MARK: inputs and formulas

  private func inputs() -> [Block] {
    var blocks: [Block] = []
    var rows: [[TableCell]] = []
    var group = ""
    func close() {
      if rows.isEmpty { return }
      let head = heads(["符号", "名称", "单位", "频次", "取值方式", "测量与记录", "来源状态"])
      blocks.append(
        .table(
          DocumentTable(
            caption: group, head: [head], rows: rows, widths: [12, 14, 11, 6, 21, 27, 9])))
      rows = []
    }
    for named in plan.named where named.role == .input {
      let place = page.place(of: named)
      if place != group {
        close()
        group = place
      }
      rows.append(input(named))
    }
    close()
    return blocks.isEmpty ? [] : [heading("要填的数据")] + blocks
  }

  private func input(_ named: Named) -> [TableCell] {
    var ways: [Inline] = []
    for alternative in named.alternatives {
      if !ways.isEmpty { ways.append(.lineBreak) }
      ways.append(.text(way(alternative)))
      if let formula = alternative.formula, !formula.isEmpty {
        ways += [.text("："), .formula(words.text(formula))]
      }
    }
    let unit = (named.shownAs ?? named.unit).map { words.unit($0) } ?? ""
    return [
      TableCell([.formula(named.addressName)], .rowHeading), TableCell(named.title.zh),
      TableCell(unit),
      TableCell(page.grainName(plan.nodes[named.node].shape.grain)), TableCell(ways),
      TableCell(named.measurement.map { page.words($0) } ?? ""),
      TableCell(page.evidence(named.citation)),
    ]
  }

  private func formulas() -> [Block] {
    let groups: [(String, [Named.Role])] = [
      ("常数", [.constant]), ("公式", [.formula]),
      ("条件", [.condition]),
      (
        "结果",
        [.baseline, .project, .leakage, .reduction, .figure, .total, .memo, .intensity]
      ),
    ]
    return groups.flatMap { title, roles -> [Block] in
      let rows = plan.named.filter { roles.contains($0.role) }.map { formula($0) }
      return section(
        title, ["符号", "名称", "公式", "单位", "修约", "条款", "来源状态"],
        widths: [12, 18, 28, 10, 8, 15, 9], rows)
    }
  }

  private func formula(_ named: Named) -> [TableCell] {
    var content: [Inline] = []
    if let formula = named.formula { content.append(.formula(words.text(formula))) }
    if case .constant(let value) = page.constant(named.node), named.role == .constant {
      content = [.formula(value.plainText)]
    }
    for alternative in named.alternatives {
      if !content.isEmpty { content.append(.lineBreak) }
      content += [
        .text("\(way(alternative))："), .formula(words.text(alternative.formula ?? "")),
      ]
    }
    let role = FigureText.role(named.role, .chinese)
    let unit = named.unit.map { words.unit($0) } ?? ""
    let rounding = named.rounding.flatMap { $0 == .rest ? nil : words.rounding($0) } ?? ""
    return [
      TableCell([.formula(named.addressName)], .rowHeading),
      TableCell(named.title.zh + (role.isEmpty ? "" : "（\(role)）")), TableCell(content),
      TableCell(unit), TableCell(rounding),
      TableCell(named.citation.clause ?? ""), TableCell(page.evidence(named.citation)),
    ]
  }

  /// A way to obtain a value; the commonest where its rule file gives it no title.
  private func way(_ alternative: Named.Alternative) -> String {
    if alternative.title.zh != alternative.id { return alternative.title.zh }
    let known = [
      "measured": "实测", "default": "缺省值", "supplier": "供应商提供", "daily": "逐日", "monthly": "逐月",
      "ledger": "台账",
    ]
    return known[alternative.id] ?? alternative.id
  }

  // MARK: tables, checks, clauses

  private func tables() -> [Block] {
    if plan.tables.isEmpty { return [] }
    return [heading("表")]
      + plan.tables.map { table in
        let page = TablePage(table, .chinese)
        let numbers = page.numberColumns
        let rows = page.rows.map { row in
          row.enumerated().map { column, text in
            let last = column == row.count - 1
            let shown = last ? Evidence(rawValue: text).map(MethodPage.evidenceWord) ?? text : text
            return TableCell(shown, numbers.contains(column) ? .number : .text)
          }
        }
        var blocks: [Block] = [
          .table(DocumentTable(caption: table.title.zh, head: [heads(page.heads)], rows: rows))
        ]
        if let source = table.citation.source {
          blocks.append(.paragraph([.small("来源：" + source)]))
        }
        if let note = table.citation.note { blocks.append(.paragraph([.small(note)])) }
        let summary: [Inline] = [
          .text("\(table.title.zh) "), .code(table.id), .small(" \(table.rows.count) 行"),
        ]
        return .details(summary: summary, blocks)
      }
  }

  private func checks() -> [Block] {
    // Those that follow from ordered alternatives say the same for each value.
    let own = plan.checks.filter { !$0.id.hasPrefix("alternative-") }
    let rows = own.map { check in
      [
        TableCell([.code(check.id)], .rowHeading),
        TableCell((Severity(rawValue: check.severity) ?? .warning).name(.chinese)),
        TableCell(check.message.zh.replacing(/\{([^{}]*)\}/) { " \($0.1) " }),
        TableCell(check.acceptance?.zh ?? ""),
      ]
    }
    var blocks = section(
      "核查规则", ["规则", "级别", "提示", "接受标准"], widths: [24, 8, 40, 28], rows)
    let ways = plan.checks.count - own.count
    if ways > 0 {
      blocks.append(
        .paragraph([.text("另有 \(ways) 个量有几种取值方式：申报的方式条件不满足、落到后一种时，各有一条警告。")]))
    }
    return blocks
  }

  private func forms() -> [Block] {
    let rows = method.forms.map { form in
      let columns = form.columns.map { column in
        column.unit.map { "\(column.title)（\($0)）" } ?? column.title
      }
      return [
        TableCell(
          form.title.zh + (form.condition.map { "（仅当 \(words.plainText($0.text))）" } ?? ""),
          .rowHeading),
        TableCell(columns.joined(separator: "、") + (form.hasMonths ? "、各月、全期" : "")),
      ]
    }
    return section("报告表格", ["表", "栏目"], widths: [40, 60], rows)
  }

  private func clauses() -> [Block] {
    let rows = method.clauses.map { clause in
      [
        TableCell(clause.reference, .rowHeading), TableCell(clause.title),
        TableCell(page.status(clause.status)), TableCell(clause.by.joined(separator: " ")),
        TableCell(
          [clause.who.map(who), clause.text].compactMap { $0 }.joined(separator: " ")),
      ]
    }
    return section(
      "条款清单", ["条款", "内容", "状态", "由何实现", "说明"], widths: [18, 28, 10, 22, 22], rows)
  }

  /// Who checks what cannot be computed.
  private func who(_ word: String) -> String {
    let names = ["filer": "由填报企业核对", "verifier": "由核查人员核对", "authority": "由主管部门核对"]
    return word.split(separator: " ").map { names[String($0)] ?? String($0) }
      .joined(separator: "、")
  }

  private func holes() -> [Block] {
    if method.holes.isEmpty { return [] }
    return [
      heading("缺口：没有人见到原文的内容"),
      .list(method.holes.map { [.code($0.id), .text(" " + TextWrap.normalised($0.text))] }),
    ]
  }

  // MARK: small things

  private func heading(_ text: String) -> Block { .heading(2, [.text(text)]) }

  private func heads(_ names: [String]) -> [TableCell] {
    names.map { TableCell($0, .columnHeading) }
  }

  private func section(
    _ title: String, _ names: [String], widths: [Int], _ rows: [[TableCell]]
  ) -> [Block] {
    if rows.isEmpty { return [] }
    let table = DocumentTable(caption: title, head: [heads(names)], rows: rows, widths: widths)
    return [heading(title), .table(table)]
  }
}

extension Evidence {
  /// What the word means.
  fileprivate var meaning: String {
    switch self {
    case .primary: "读自官方原文"
    case .secondary: "转录或独立的公开来源"
    case .recalled: "凭记忆，不是官方数字"
    case .definition: "定义"
    case .derived: "由其他数字算出"
    }
  }
}
