import Diagnostics

/// Collects findings; of one kind only so many.
///
/// A column of a million wrong cells is one mistake.
struct FindingList {
  /// How many findings of one kind are kept.
  static let limit = 100

  private var kept: [Finding] = []
  private var counts: [String: Int] = [:]
  private var first: [String: Finding] = [:]

  mutating func append(_ finding: Finding) {
    let count = counts[finding.code, default: 0] + 1
    counts[finding.code] = count
    if count <= Self.limit {
      kept.append(finding)
    } else if count == Self.limit + 1 {
      first[finding.code] = finding
    }
  }

  /// The findings, with one that counts the rest for each kind that had more.
  var all: [Finding] {
    kept
      + first.sorted { $0.key < $1.key }.map { code, finding in
        let rest = (counts[code] ?? 0) - Self.limit
        return Finding(
          .intakeMore, at: finding.origin, ["code": code, "count": String(rest)],
          severity: finding.severity)
      }
  }
}

extension FindingKind {
  static let intakeMore = FindingKind(
    "intake.more", .warning, zh: "还有 {count} 处同类问题（{code}），从此处起未逐一列出",
    en: "{count} more of the same kind ({code}) from here on are not listed")
}
