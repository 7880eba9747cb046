import Diagnostics
import RulePlan

extension Method.Registration {
  /// What the last stage says: `备案 2017-09-12`.
  func state(_ language: Language) -> String {
    guard let stage = stages.last else { return "" }
    return [Self.word(stage.status, language), stage.date].compactMap { $0 }.joined(separator: " ")
  }

  /// The number, the state and whether another took its place, on one line.
  func line(_ language: Language) -> String {
    let text = [number ?? "", state(language)].filter { !$0.isEmpty }.joined(separator: " ")
    guard supersededBy != nil else { return text }
    return text + (language == .chinese ? "，已被取代" : ", superseded")
  }

  /// All that is stated, line by line: name and text.
  func lines(_ language: Language) -> [(name: String, text: String)] {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var lines = [
      (say("备案编号", "registered as"), number ?? say("编号未见", "number not seen"))
    ]
    if let region { lines.append((say("适用地区", "region"), region)) }
    if let batch { lines.append((say("批次", "batch"), batch)) }
    for stage in stages {
      let parts = [
        stage.date ?? say("日期未见", "date not seen"), stage.document,
        language == .chinese
          ? MethodPage.evidenceWord(stage.citation.evidence) : stage.citation.evidence.rawValue,
      ]
      lines.append(
        (
          Self.word(stage.status, language),
          parts.compactMap { $0 }.joined(separator: say("，", ", "))
        ))
    }
    if let supersedes { lines.append((say("取代", "supersedes"), supersedes)) }
    if let supersededBy { lines.append((say("被取代", "superseded by"), supersededBy)) }
    return lines
  }

  /// The stages of a method in the words of the authority.
  static func word(_ status: String, _ language: Language) -> String {
    switch (status, language) {
    case ("evaluated", .chinese): "专家评估"
    case ("filed", .chinese): "备案"
    case ("revised", .chinese): "修订"
    case ("expired", .chinese): "失效"
    default: status
    }
  }
}

extension Method {
  /// What the structure of the method is known from.
  static func standing(_ standing: String, _ language: Language) -> String {
    switch (standing, language) {
    case ("registered", .chinese): "只登记，未见公式"
    case ("registered", .english): "registered only, formulas not seen"
    default: standing
    }
  }
}

extension Named.Condition {
  /// The kinds of conditions in the order in which a method states them.
  static let kinds: [(id: String, zh: String, en: String)] = [
    ("applicability", "适用条件", "applicability"), ("additionality", "额外性", "additionality"),
    ("inclusiveness", "普惠性", "inclusiveness"), ("eligibility", "参与主体与区域", "eligibility"),
    ("exclusion", "避免重复申报", "no double claim"), ("period", "计入期与核算周期", "period"),
    ("size", "规模", "size"), ("monitoring", "监测要求", "monitoring"),
  ]

  /// The kind in Chinese, as documents print it.
  var title: String { Self.kinds.first { $0.id == kind }?.zh ?? kind }
}

extension Method.Source {
  /// The scenario in Chinese; empty for an inventory.
  var scenarioWord: String {
    ["baseline": "基准线", "project": "项目活动", "leakage": "泄漏"][scenario ?? ""] ?? ""
  }
}
