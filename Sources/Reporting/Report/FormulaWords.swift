import RulePlan

/// Formulas in the words of the reader.
struct FormulaWords: Sendable {
  private static let words = [
    "if": "若", "then": "则", "else": "否则", "and": "且", "or": "或", "not": "非", "sum": "∑",
    "mean": "平均", "product": "∏", "count": "计数", "weighted": "加权", "over": "按", "where": "其中",
    "given": "已填", "absent": "缺", "occurs": "涉及", "this": "本", "one": "属于",
    "filing": "填报", "state": "状态", "reduce": "汇总", "choose": "取值", "select": "选择",
    "month": "月", "day": "日", "quarter": "季", "year": "年",
  ]

  /// What each word is called.
  private let titles: [String: String]

  init(_ plan: Plan) {
    var titles = Self.words
    for set in plan.rowSets where titles[set.id] == nil && set.id.contains(where: \.isLowercase) {
      titles[set.id] = set.title.zh
    }
    self.titles = titles
  }

  /// The formula with the words of the rule language in Chinese and row sets by their titles.
  func text(_ formula: String) -> String {
    let isOurs = { (character: Character) in
      character.isLetter || character.isNumber || character == "_" || character == "-"
    }
    var result = ""
    var word = ""
    var isOpenSum = false
    var isAfterColon = false
    func flush() {
      if word == "of", isOpenSum {
        while result.last == " " { result.removeLast() }
        result += "："
        isOpenSum = false
        isAfterColon = true
      } else if word == "by", isOpenSum {
        result += "，加权"
      } else {
        result += titles[word] ?? word
      }
      if word == "over" { isOpenSum = true }
      word = ""
    }
    for character in formula {
      if isOurs(character) {
        word.append(character)
      } else {
        flush()
        if character != " " || !isAfterColon { result.append(character) }
        isAfterColon = false
      }
    }
    flush()
    return result
  }
}
