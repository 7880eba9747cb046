import Accounting
import Quantities
import RulePlan

/// What frames may name in braces and in fields.
public enum ReportFacts {
  /// Every fact that a frame may name; `header:…` names an item of the filing's header beside.
  public static let names: Set<String> = [
    "enterprise", "credit-code", "period", "year", "filed-on", "region", "method", "method-id",
    "document", "issuer", "issued-on", "applies", "entity", "plan", "rule", "total", "total-title",
    "unit", "facilities", "month", "deadline", "today", "status", "materiality", "sampling",
    "findings", "reported-total", "difference", "production", "count", "revision",
  ]

  /// The facts of a filing and its methodology.
  public static func facts(
    method: Method, filing: Filing?, revision: Int, hash: String
  ) -> [String: String] {
    var facts: [String: String] = [
      "method": method.title.zh, "method-id": method.id,
      "document": method.document.number ?? "", "issuer": method.document.issuer ?? "",
      "issued-on": method.document.date ?? "",
      "applies": method.appliesWords,
      "entity": method.terms["reporting-entity"] ?? "报告主体",
      "rule": "\(method.id)，第 \(revision) 版转写，\(hash)",
    ]
    if let plan = method.terms["monitoring-plan"] ?? method.terms["plan"] { facts["plan"] = plan }
    guard let filing else { return facts }
    let header = filing.header
    facts["period"] = filing.period.description
    facts["year"] = year(filing.period)
    facts["enterprise"] = header.enterprise
    facts["credit-code"] = header.creditCode
    facts["filed-on"] = header.filedOn?.description
    facts["region"] = header.region
    for item in header.further { facts["header:\(item.name)"] = item.value }
    for signature in filing.signatures where facts["header:\(signature.role)"] == nil {
      facts["header:\(signature.role)"] = signature.name
    }
    if let revision = header.revision.number { facts["revision"] = revision }
    return facts
  }

  /// `2024年度`, or the months of a part of a year.
  static func year(_ period: Period) -> String {
    let isYear =
      period.from.month == 1 && period.through.month == 12
      && period.from.year == period.through.year
    return isYear
      ? "\(period.from.year)年度"
      : "\(period.from.year)年\(period.from.month)月至"
        + "\(period.through.year)年\(period.through.month)月"
  }
}

extension Method {
  /// The months of the data that the edition is for: `2023-01 起`.
  package var appliesWords: String {
    switch applies {
    case (let from?, let through?): "\(from) 至 \(through)"
    case (let from?, nil): "\(from) 起"
    case (nil, let through?): "至 \(through)"
    case (nil, nil): "不限"
    }
  }
}
