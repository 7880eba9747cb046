import Accounting
import Diagnostics
import Quantities
import RulePlan

extension LedgerReader {
  /// One value of several lines, by the declared rule; nil with a finding where there is none.
  mutating func reduce(
    _ group: [Raw], _ column: LedgerMap.Value, _ target: Target
  ) -> (number: Rational, decimals: Int)? {
    guard let first = group.first else { return nil }
    let decimals = group.map(\.decimals).max() ?? 0
    findGaps(group, column, target)
    guard group.count > 1 else { return (first.number, first.decimals) }
    guard let rule = column.rule else {
      findings.append(
        Finding(
          .mapNoRule, at: group[1].origin,
          [
            "heading": column.heading, "count": String(group.count),
            "address": target.address.description,
          ]))
      return nil
    }
    let sum = group.reduce(Rational.zero) { $0 + $1.number }
    switch rule {
    case .sum: return (sum, decimals)
    case .last: return group.last.map { ($0.number, $0.decimals) }
    case .largest: return group.max { $0.number < $1.number }.map { ($0.number, $0.decimals) }
    case .smallest: return group.min { $0.number < $1.number }.map { ($0.number, $0.decimals) }
    case .mean(let count):
      return sum.divided(by: Rational(group.count)).map { rounded($0, count ?? decimals + 2) }
    case .weighted(_, let count):
      guard !group.contains(where: { $0.weight == nil }) else {
        let place = group.first { $0.weight == nil }?.origin ?? first.origin
        findings.append(Finding(.mapNoWeight, at: place, ["heading": column.heading]))
        return nil
      }
      let weights = group.reduce(Rational.zero) { $0 + ($1.weight ?? .zero) }
      let products = group.reduce(Rational.zero) { $0 + $1.number * ($1.weight ?? .zero) }
      guard let mean = products.divided(by: weights) else {
        findings.append(Finding(.mapZeroWeight, at: first.origin, ["heading": column.heading]))
        return nil
      }
      return rounded(mean, count ?? decimals + 2)
    }
  }

  private func rounded(_ number: Rational, _ decimals: Int) -> (Rational, Int) {
    (number.rounded(Rounding(.halfEven, .decimals(decimals))), decimals)
  }

  /// Tells where days of a month have no line, or several.
  private mutating func findGaps(_ group: [Raw], _ column: LedgerMap.Value, _ target: Target) {
    guard let name = target.address.period, name.utf8.count == 7, let month = YearMonth(name)
    else { return }
    let days = group.compactMap { Day($0.period) }
    // Lines of months, not of days.
    guard days.count == group.count, Set(days).count > 1 else { return }
    let count = Set(days).count
    if count < month.days {
      findings.append(
        Finding(
          .mapDays, at: group[0].origin,
          [
            "heading": column.heading, "month": name, "got": String(count),
            "expected": String(month.days),
          ]))
    }
  }
}

extension LedgerReader {
  /// Tells where a value of more than a month is made of lines of months and some have no line.
  mutating func findMissingMonths(
    _ group: [Raw], _ column: LedgerMap.Value, _ target: Target, _ period: Period?
  ) {
    guard let period, target.address.period == nil, let first = group.first else { return }
    switch column.rule {
    case .sum, .mean, .weighted: break
    case .last, .largest, .smallest, nil: return
    }
    let months = Set(group.compactMap { $0.period.utf8.count == 7 ? YearMonth($0.period) : nil })
    // Lines of days: a month may have none. One month alone says something of the whole period.
    guard months.count > 1 else { return }
    let missing = period.months.filter { !months.contains($0) }
    guard !missing.isEmpty else { return }
    findings.append(
      Finding(
        .mapMonths, at: first.origin,
        [
          "heading": column.heading, "address": target.address.description,
          "missing": missing.map(\.description).joined(separator: "、"),
          "got": String(months.count),
        ]))
  }
}

/// The lines of a ledger that went into values, as a table that is kept beside the filing.
struct LedgerLines {
  private var writer = CSVWriter()
  private let ledger: String

  init(file: String) {
    ledger = file.split(separator: "/").last.map(String.init) ?? file
    writer.add(
      ["台账", "工作表", "行", "期间", "列", "原值", "单位", "汇总方式", "填入地址", "填入值"].map { .text($0) })
  }

  mutating func add(
    _ group: [LedgerReader.Raw], _ address: CellAddress, _ column: LedgerMap.Value,
    _ value: (number: Rational, decimals: Int)?
  ) {
    for raw in group {
      writer.add([
        .text(ledger), raw.sheet.isEmpty ? .empty : .text(raw.sheet), .number(String(raw.row)),
        raw.period.isEmpty ? .empty : .text(raw.period), .text(column.heading), .text(raw.text),
        column.unit.map { .text($0) } ?? .empty,
        group.count > 1 ? column.rule.map { .text($0.text) } ?? .empty : .empty,
        .text(address.description),
        value.map { .number($0.number.text(decimals: $0.decimals)) } ?? .empty,
      ])
    }
  }

  func file() -> FilingFile { FilingFile(name: "台账明细.csv", bytes: writer.bytes) }
}

extension FindingKind {
  static let mapNoPeriod = FindingKind(
    "map.no-period", .error, zh: "对照表没有报告期；请写一行：报告期,,2024，或用 --period",
    en: "the map states no reporting period; write 报告期,,2024 or use --period")
  static let mapOutside = FindingKind(
    "map.outside", .warning, zh: "台账里有报告期 {period} 以外的数据（如 {got}），没有读入",
    en: "the ledger has values outside {period} ({got} and perhaps more); they were not read")
  static let mapMonths = FindingKind(
    "map.months", .warning,
    zh: "“{heading}”（{address}）没有 {missing} 的行，只按 {got} 个月汇总；确实没有的请在台账里写 0",
    en: "“{heading}” ({address}) has no line of {missing}: it is made of {got} months only; write 0"
      + " in the ledger where there is none")
  static let mapNoHeading = FindingKind(
    "map.no-heading", .error, zh: "工作表“{sheet}”没有找到标题行；请在对照表写一行：标题行,3",
    en: "no line of headings was found on “{sheet}”; write 标题行,3 into the map")
  static let mapSheet = FindingKind(
    "map.sheet", .error, zh: "台账里没有工作表“{got}”{hint}", en: "the ledger has no sheet “{got}”{hintEn}")
  static let mapColumn = FindingKind(
    "map.column", .error, zh: "台账里没有标题为“{got}”的列{hint}",
    en: "the ledger has no column headed “{got}”{hintEn}")
  static let mapUnread = FindingKind(
    "map.unread", .warning, zh: "台账的列“{got}”不在对照表里，没有读入；确实不需要的，在对照表写一行：不读,{got}",
    en: "the column “{got}” is not in the map and was not read; write 不读,{got} if it is not needed")
  static let mapRowSet = FindingKind(
    "map.row-set", .error, zh: "对照表的名称列对应“{got}”，方法学里没有这种行{hint}",
    en: "the methodology has no rows “{got}”{hintEn}")
  static let mapTarget = FindingKind(
    "map.target", .error, zh: "方法学里没有可填的“{got}”{hint}",
    en: "the methodology has no input “{got}”{hintEn}")
  static let mapNoKey = FindingKind(
    "map.no-key", .error, zh: "这一格没有名称，不知道是哪一个，这一行没有读入",
    en: "this cell names no row; the line was not read")
  static let mapUnit = FindingKind(
    "map.unit", .error, zh: "“{got}”后面的单位 {unit} 与对照表的单位不同，没有读入",
    en: "the unit {unit} of “{got}” is not that of the map; it was not read")
  static let mapNoRule = FindingKind(
    "map.no-rule", .error, zh: "“{heading}”有 {count} 行都属于 {address}，对照表没有写怎样汇总；请写 合计、加权 列标题 等",
    en: "{count} lines of “{heading}” belong to {address} and the map has no rule to combine them")
  static let mapNoWeight = FindingKind(
    "map.no-weight", .error, zh: "“{heading}”按加权平均汇总，但这一行没有权数，整月没有读入",
    en: "“{heading}” is a weighted mean and this line has no weight; the period was not read")
  static let mapZeroWeight = FindingKind(
    "map.zero-weight", .error, zh: "“{heading}”的权数合计为零，算不出加权平均",
    en: "the weights of “{heading}” add up to zero")
  static let mapDays = FindingKind(
    "map.days", .warning, zh: "“{heading}”在 {month} 只有 {got} 天有数，应有 {expected} 天，请核对是否缺记录",
    en: "“{heading}” has {got} days of {month}, which has {expected}; are records missing?")
}
