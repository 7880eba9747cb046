import Reporting

/// The parts that frames may ask for, beside those of the annual report.
enum DocumentParts {
  /// All names.
  static let names: Set<String> = MonitoringPlanDocument.parts.union(check).union(summary)
    .union(month).union(credit).union(["platform"])

  static let check: Set<String> = [
    "check-top", "check-numbers", "check-review", "check-records", "check-sampling", "check-site",
    "check-nonconformities", "check-matrix", "check-confirmation", "check-two-columns",
    "check-items", "check-steps", "check-bans",
  ]
  static let credit: Set<String> = [
    "credit-identity", "credit-sources", "credit-conditions", "credit-vintages",
    "credit-participants", "credit-measured", "credit-values", "credit-clauses", "credit-records",
  ]
  static let summary: Set<String> = ["summary-table", "summary-top", "summary-laboratories"]
  static let month: Set<String> = [
    "month-clocks", "month-items", "month-reports", "month-values", "month-states",
    "month-findings",
  ]
}
