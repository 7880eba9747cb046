import Diagnostics
import RulePlan

/// Words in the keys of tables that say something about the line instead of naming a row.
enum LineWords {
  private static let totals: Set<String> = [
    "合计", "总计", "小计", "共计", "累计", "总和", "全年合计", "全年累计", "年度合计", "total", "subtotal", "sum",
  ]

  /// Whether a key stands for the sum of the lines above; read as a row it would count twice.
  static func isTotal(_ text: String) -> Bool {
    totals.contains(String(text.filter { !$0.isWhitespace && $0 != ":" && $0 != "：" }).lowercased())
  }

  /// Whether a key says that there is nothing of the kind.
  static func isNone(_ text: String) -> Bool {
    ["不涉及", "无", "not occurring"].contains(text.trimmed.lowercased())
  }

  /// Whether a value counts something; temperatures may lie below zero.
  static func isNeverNegative(_ named: Named) -> Bool {
    guard ["activity", "factor", "production"].contains(named.inputKind ?? "") else { return false }
    return named.unit?.text.contains("°C") != true
  }

  /// The remark about a key that the table of the row set does not have; nil where it has it.
  static func ownKey(_ key: String, _ set: Int, _ plan: Plan, at origin: Origin) -> Finding? {
    guard case .table(let table, extensible: true) = plan.rowSets[set].keys else { return nil }
    var known: [String] = []
    for row in plan.tables[table].rows {
      guard let text = row.keys.first.map(TableKeys.text) else { continue }
      if text == key { return nil }
      if !known.contains(text) { known.append(text) }
    }
    let near = known.count <= 12 ? known : Suggestions.nearest(key, among: known)
    return Finding(
      .filingOwnKey, at: origin,
      ["got": key, "table": plan.tables[table].title.zh], near: near)
  }
}

extension FindingKind {
  static let filingTotalRow = FindingKind(
    "filing.total-row", .warning, zh: "“{got}”行没有读入：合计由程序算，读入就重复计算了",
    en: "the line “{got}” was not read: totals are computed, and read it would count twice")
  static let filingNoKey = FindingKind(
    "filing.no-key", .error,
    zh: "这一行没有填“{column}”，没有读入；每行都要填（合并的单元格存成 CSV 后只有第一行有内容）",
    en: "the line has no “{column}” and was not read; each line needs it (merged cells lose it)")
  static let filingOwnKey = FindingKind(
    "filing.own-key", .remark, zh: "《{table}》里没有“{got}”，没有缺省值可用，所需参数须自行填报{hint}",
    en: "“{got}” is not in the table “{table}”: without defaults it needs its own values{hintEn}"
  )
}
