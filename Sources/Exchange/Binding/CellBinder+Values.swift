import Accounting
import Diagnostics
import Quantities

extension CellBinder {
  /// A value as text: what was written, for keys and choices that look like numbers or days.
  static func text(_ value: CellValue) -> String? {
    switch value {
    case .text(let text): text
    case .number(let number, let decimals, let unit): number.text(decimals: decimals) + (unit ?? "")
    case .flag(let flag): flag ? "yes" : "no"
    case .date(let day): day.description
    case .notOccurring, .substituted: nil
    }
  }

  static func flag(_ value: CellValue) -> Bool? {
    switch value {
    case .flag(let flag): flag
    case .text(let text): ValueText.flag(text)
    default: nil
    }
  }

  static func day(_ value: CellValue) -> Day? {
    switch value {
    case .date(let day): day
    case .text(let text): Day(text)
    default: nil
    }
  }
}

extension FindingKind {
  static let intakeUnknownName = FindingKind(
    "intake.unknown-name", .error, zh: "该方法学没有数据项“{got}”{hint}",
    en: "the methodology has no value “{got}”{hintEn}")
  static let intakeComputed = FindingKind(
    "intake.computed", .error, zh: "“{name}”由公式计算得出，不能填报",
    en: "“{name}” is computed and cannot be entered")
  static let intakeNoChoice = FindingKind(
    "intake.no-choice", .error, zh: "“{name}”没有可选的取值方式",
    en: "“{name}” has no alternatives to choose from")
  static let intakeUnknownFacet = FindingKind(
    "intake.unknown-facet", .error,
    zh: "“{name}”没有“@{facet}”；“@”之后可写 choice、prior、sample 或证据字段",
    en: "“{name}” has no “@{facet}”; after “@” stands choice, prior, sample or an evidence field")
  static let intakeUnknownSample = FindingKind(
    "intake.unknown-sample", .error, zh: "没有样品“{got}”{hint}",
    en: "there is no sample “{got}”{hintEn}")
  static let intakeOutside = FindingKind(
    "intake.outside-period", .error, zh: "“{got}”不在报告期 {period} 内",
    en: "“{got}” is outside the reporting period {period}")
  static let intakeGrain = FindingKind(
    "intake.grain", .error, zh: "“{name}”应填{expected}，如：{example}",
    en: "“{name}” takes {expectedEn}; write {example}")
  static let intakeWrongRows = FindingKind(
    "intake.wrong-rows", .error, zh: "“{name}”不属于这一行，应写作 {expected}",
    en: "“{name}” does not belong to this row; write {expected}")
  static let intakeDuplicate = FindingKind(
    "intake.duplicate", .error, zh: "{address} 重复填报，只取第一个值",
    en: "{address} is given twice; the first value counts")
  static let intakeUnknownUnit = FindingKind(
    "intake.unknown-unit", .error, zh: "不认识单位“{got}”，应为 {expected} 或可换算的单位",
    en: "the unit “{got}” is not known; write {expected} or one that converts to it")
  static let intakeUnit = FindingKind(
    "intake.unit", .error, zh: "“{name}”的单位应为 {expected}，“{got}”不能换算成它{hint}",
    en: "“{name}” is measured in {expected}; “{got}” does not convert to it{hintEn}")
  static let intakePlausible = FindingKind(
    "intake.plausible", .warning, zh: "{name} {got}{unit} 超出常见范围 {from} … {to}{unit}，请核对",
    en: "{nameEn} {got}{unit} is outside the usual range {from} … {to}{unit}")
  static let intakeChoice = FindingKind(
    "intake.choice", .error, zh: "“{got}”不在可选项中：{known}{hint}",
    en: "“{got}” is none of {known}{hintEn}")
  static let intakeUnknownRow = FindingKind(
    "intake.unknown-row", .error, zh: "“{rows}”（{id}）中没有名为“{got}”的行{hint}",
    en: "there is no row “{got}” in {id}{hintEn}")
  static let intakeKind = FindingKind(
    "intake.kind", .error, zh: "“{name}”应填{expected}", en: "“{name}” must be {expectedEn}")
}
