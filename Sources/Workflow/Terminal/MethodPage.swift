import Diagnostics
import Engine
import Quantities
import RulePlan

/// A methodology as a page for a terminal.
struct MethodPage {
  let method: Method
  let plan: Plan
  let language: Language

  init(_ method: Method, _ plan: Plan, _ language: Language) {
    self.method = method
    self.plan = plan
    self.language = language
  }

  func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

  /// The title in the language of messages, where there is one.
  func title(_ label: Label) -> String { language == .english ? label.en ?? label.zh : label.zh }

  /// The whole page.
  func text() -> String {
    head() + sources() + inputs() + formulas() + tables() + checks() + forms() + clauses() + holes()
  }

  private func section(_ title: String, _ body: String) -> String {
    body.isEmpty ? "" : "\n\(title)\n\(body)"
  }

  private func head() -> String {
    var text = "\(title(method.title))\n\(method.id)\n"
    let document = [method.document.number, method.document.issuer, method.document.date]
      .compactMap { $0 }
    if !document.isEmpty { text += document.joined(separator: say("，", ", ")) + "\n" }
    text += say("数据月份 ", "data months ") + MethodNames.applies(method)
    text += say("；状态 ", "; standing ") + Method.standing(method.standing, language)
    text += say("；转写修订 ", "; revision ") + "\(plan.revision)\n"
    text += say("程序哈希 ", "plan ") + plan.hash + "\n"
    for line in method.registration?.lines(language) ?? [] {
      text += line.name + say("：", ": ") + line.text + "\n"
    }
    return text
  }

  private func sources() -> String {
    var table = TextTable()
    for source in method.sources {
      table.add([
        "  " + source.id, title(source.title), source.gas ?? "",
        scenario(source) + scope(source.scope),
        source.citation.evidence.rawValue,
      ])
    }
    return section(say("排放源", "Sources"), table.text)
  }

  private func scenario(_ source: Method.Source) -> String {
    guard let scenario = source.scenario else { return "" }
    let word = say(source.scenarioWord, scenario)
    return source.scope == nil ? word : word + say("，", ", ")
  }

  private func scope(_ scope: String?) -> String {
    switch scope {
    case "direct": say("直接", "direct")
    case "indirect": say("间接", "indirect")
    case "removal": say("清除", "removal")
    default: ""
    }
  }

  // MARK: inputs

  private func inputs() -> String {
    let inputs = plan.named.filter { $0.role == .input }
    var body = ""
    var group: String?
    for input in inputs {
      let place = place(of: input)
      if place != group {
        body += "  \(place)\n"
        group = place
      }
      body += self.input(input)
    }
    return section(say("要填的数据", "Data to supply"), body)
  }

  /// The source and the rows that an input belongs to.
  func place(of named: Named) -> String {
    let shape = plan.nodes[named.node].shape
    var parts: [String] = []
    if let id = named.source {
      parts.append(method.sources.first { $0.id == id }.map { title($0.title) } ?? id)
    }
    let rows = plan.rowSets[shape.rows]
    parts.append(
      shape.rows == 0
        ? say("全企业", "the enterprise") : "\(title(rows.title))（\(rows.id)）")
    return "[" + parts.joined(separator: " / ") + "]"
  }

  private func input(_ input: Named) -> String {
    let grain = plan.nodes[input.node].shape.grain
    var words = ["\(input.addressTitle)  \(title(input.title))"]
    if let unit = input.shownAs ?? input.unit, unit.text != "1" { words.append(unit.text) }
    words.append(grainName(grain))
    words.append(evidence(input.citation))
    var text = "    " + words.joined(separator: say("，", ", ")) + "\n"
    if !input.alternatives.isEmpty {
      let list = input.alternatives.map { alternative in
        let name = "\(alternative.id) \(title(alternative.title))"
        let formula = alternative.formula.flatMap { $0.isEmpty ? nil : $0 }
        return formula.map { "\(name) = \($0)" } ?? name
      }
      text += wrapped(say("取值方式：", "alternatives: ") + list.joined(separator: " → "))
    }
    if let measurement = input.measurement { text += self.measurement(measurement) }
    if let range = input.plausible {
      text += wrapped(
        say("合理范围：", "plausible: ") + "\(range.lowerBound) – \(range.upperBound)"
          + (input.unit.map { $0.text == "1" ? "" : " " + $0.text } ?? ""))
    }
    return text
  }

  private func measurement(_ measurement: Named.Measurement) -> String {
    let text = words(measurement)
    return text.isEmpty ? "" : wrapped(say("测量：", "measured: ") + text)
  }

  private func frequency(_ every: String) -> String {
    let words = [
      "hour": "每小时", "day": "每日", "week": "每周", "batch": "每批次", "month": "每月",
      "quarter": "每季", "year": "每年",
    ]
    // Longer wordings are the edition's own.
    return language == .chinese ? words[every] ?? "频次 \(every)" : "every \(every)"
  }

  /// How an input is measured, in one line.
  func words(_ measurement: Named.Measurement) -> String {
    var parts: [String] = []
    if let how = measurement.how { parts.append(how) }
    if let every = measurement.every { parts.append(frequency(every)) }
    if let record = measurement.record { parts.append(say("记录 ", "record ") + record) }
    if let standard = measurement.standard { parts.append(say("标准 ", "standard ") + standard) }
    if !measurement.crossChecks.isEmpty {
      parts.append(say("核对 ", "compare with ") + measurement.crossChecks.joined(separator: "、"))
    }
    return parts.joined(separator: say("；", "; "))
  }

  func grainName(_ grain: Grain) -> String {
    switch grain {
    case .year: say("每期", "a period")
    case .calendarYear: say("每自然年", "a calendar year")
    case .quarter: say("每季", "a quarter")
    case .month: say("每月", "a month")
    case .day: say("每日", "a day")
    }
  }

  // MARK: formulas

  private func formulas() -> String {
    var constants = ""
    var body = ""
    var figures = ""
    var conditions = ""
    for named in plan.named {
      switch named.role {
      case .input: continue
      case .constant: constants += formula(named)
      case .formula: body += formula(named)
      case .condition: conditions += formula(named)
      case .creditable: continue
      default: figures += formula(named)
      }
    }
    return section(say("常数", "Constants"), constants) + section(say("公式", "Formulas"), body)
      + section(say("条件", "Conditions"), conditions)
      + section(say("结果", "Figures"), figures)
  }

  private func formula(_ named: Named) -> String {
    var words = ["\(named.addressTitle)  \(title(named.title))"]
    let role = FigureText.role(named.role, language)
    if !role.isEmpty { words.append(role) }
    if let unit = named.unit, unit.text != "1" { words.append(unit.text) }
    if let rounding = named.rounding, rounding != .rest {
      words.append(say("修约 ", "rounded ") + rounding.words)
    }
    words.append(evidence(named.citation))
    var text = "    " + words.joined(separator: say("，", ", ")) + "\n"
    if let formula = named.formula { text += wrapped("= " + formula) }
    if named.role == .constant, case .constant(let value) = constant(named.node) {
      text += wrapped("= " + value.plainText)
    }
    for alternative in named.alternatives {
      let formula = alternative.formula ?? ""
      text += wrapped("\(alternative.id)：\(formula)")
    }
    if let clause = named.citation.clause { text += wrapped(say("依据：", "clause: ") + clause) }
    return text
  }

  /// The operation behind a resting node.
  func constant(_ node: Int) -> Operation {
    var index = node
    while case .round = plan.nodes[index].operation, let inner = plan.nodes[index].operands.first {
      index = inner
    }
    return plan.nodes[index].operation
  }

  func evidence(_ citation: Citation) -> String {
    language == .chinese ? Self.evidenceWord(citation.evidence) : citation.evidence.rawValue
  }

  /// How well something is known, in a Chinese word.
  static func evidenceWord(_ evidence: Evidence) -> String {
    switch evidence {
    case .primary: "原文"
    case .secondary: "转述"
    case .recalled: "凭记忆"
    case .definition: "定义"
    case .derived: "推算"
    }
  }

  func wrapped(_ text: String) -> String { TextWrap.lines(text, indent: 8) }

  // MARK: the rest

  private func tables() -> String {
    var table = TextTable(right: [2])
    for item in plan.tables {
      table.add([
        "  " + item.id, title(item.title), "\(item.rows.count)", say("行", "rows"),
        evidence(item.citation),
      ])
    }
    return section(say("表（--table ID 显示全部行）", "Tables (--table ID shows the rows)"), table.text)
  }

  private func checks() -> String {
    var body = ""
    for check in plan.checks {
      let severity = (Severity(rawValue: check.severity) ?? .warning).name(language)
      body += "    \(check.id)  \(severity)\n" + wrapped(title(check.message))
      if let acceptance = check.acceptance {
        body += wrapped(say("接受标准：", "accepted when: ") + title(acceptance))
      }
    }
    return section(say("核查规则", "Checks"), body)
  }

  private func forms() -> String {
    var table = TextTable()
    for form in method.forms { table.add(["  " + form.id, title(form.title)]) }
    return section(say("报告表", "Forms"), table.text)
  }

  private func clauses() -> String {
    var body = ""
    for clause in method.clauses {
      body += "    \(status(clause.status))  \(clause.reference)\n"
      var rest = clause.title
      if !clause.by.isEmpty { rest += say("；由 ", "; by ") + clause.by.joined(separator: " ") }
      if let who = clause.who { rest += say("；检查者 ", "; checked by ") + who }
      if !rest.isEmpty { body += wrapped(rest) }
      if !clause.text.isEmpty { body += wrapped(clause.text) }
    }
    return section(say("条款清单", "Clauses"), body)
  }

  func status(_ status: String) -> String {
    switch (status, language) {
    case ("formalised", .chinese): "已形式化"
    case ("not-computable", .chinese): "不可计算"
    case ("contradictory", .chinese): "原文矛盾"
    case ("hole", .chinese): "缺口"
    default: status
    }
  }

  private func holes() -> String {
    var body = ""
    for hole in method.holes {
      body += "    \(hole.id)\n" + wrapped(hole.text)
    }
    return section(say("缺口：没有人见到原文的内容", "Holes: what nobody has seen"), body)
  }
}

extension Named {
  /// The symbol, with the identifier where it differs.
  var addressTitle: String { symbol.isEmpty || symbol == id ? id : "\(symbol)（\(id)）" }
}
