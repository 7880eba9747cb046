import Accounting
import Diagnostics
import RulePlan

/// Looks over the names of rows in a folder of tables: one row under two spellings splits in two.
enum KeyCheck {
  /// Warnings about names that differ in blanks, width or case only.
  static func alike(_ cells: [Filing.Entry]) -> [Finding] {
    var known: [String: [String: String]] = [:]
    var told: Set<CellAddress.Step> = []
    var findings: [Finding] = []
    for entry in cells {
      for step in entry.address.steps where !told.contains(step) {
        let folded = folded(step.key)
        guard let first = known[step.rowSet]?[folded] else {
          known[step.rowSet, default: [:]][folded] = step.key
          continue
        }
        guard first != step.key else { continue }
        told.insert(step)
        findings.append(
          Finding(
            .filingAlikeKeys, at: entry.cell.origin, ["got": step.key, "known": first]))
      }
    }
    return findings
  }

  private static func folded(_ key: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in key.unicodeScalars where !scalar.properties.isWhitespace {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      scalars.append(isWide ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar)
    }
    return String(scalars).lowercased()
  }

  /// Statements of the register about rows that no table has, and those that remain.
  ///
  /// Left in, they would make rows of which every value is missing.
  static func strays(
    _ register: [Filing.Entry], tables: [Filing.Entry], rows: [Filing.Row], plan: Plan
  ) -> (kept: [Filing.Entry], findings: [Finding]) {
    var known: [String: Set<String>] = [:]
    for step in tables.flatMap(\.address.steps) + rows.flatMap(\.steps) {
      known[step.rowSet, default: []].insert(step.key)
    }
    // Rows that the rules make themselves need no line in a table.
    for set in plan.rowSets {
      if case .derived = set.keys { known[set.id] = nil }
    }
    var kept: [Filing.Entry] = []
    var findings: [Finding] = []
    for entry in register {
      let stray = entry.address.steps.first { known[$0.rowSet]?.contains($0.key) == false }
      guard entry.address.facet != nil, let stray else {
        kept.append(entry)
        continue
      }
      let near = Suggestions.nearest(stray.key, among: known[stray.rowSet] ?? [])
      findings.append(
        Finding(
          .filingStrayRow, at: entry.cell.origin,
          ["got": stray.key, "table": stray.rowSet], near: near))
    }
    return (kept, findings)
  }
}

extension FindingKind {
  static let filingAlikeKeys = FindingKind(
    "filing.alike-names", .warning, zh: "“{got}”和“{known}”只差空格、全半角或大小写，算作两行；若是同一个，请写成一样",
    en: "“{got}” and “{known}” differ in blanks, width or case only and are two rows")
  static let filingStrayRow = FindingKind(
    "filing.stray-row", .error, zh: "{table}.csv 里没有“{got}”这一行，此处的登记没有读入{hint}",
    en: "{table}.csv has no row “{got}”: what is stated here was not read{hintEn}")
}
