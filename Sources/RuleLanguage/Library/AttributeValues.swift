import Diagnostics
import Quantities
import RulePlan

/// The attributes whose values come from a fixed list or have a fixed form.
enum AttributeValues {
  /// What may stand in an attribute: one of these words, or a text of this form.
  enum Rule {
    case words([String])
    case form(String, @Sendable (String) -> Bool)

    /// What to write, for the message.
    var expected: String {
      switch self {
      case .words(let words): words.joined(separator: " ")
      case .form(let text, _): text
      }
    }

    /// Whether a value is one of those.
    func accepts(_ value: String) -> Bool {
      switch self {
      case .words(let words): words.contains(value)
      case .form(_, let test): test(value)
      }
    }
  }

  /// The rule of an attribute; nil where any text may stand, or where the compiler looks at it.
  static func rule(_ attribute: String, of element: String) -> Rule? {
    byElement["\(element) \(attribute)"] ?? (tableNamed.contains(element) ? nil : byName[attribute])
  }

  /// Elements whose attributes are named by the columns of a table.
  private static let tableNamed: Set<String> = ["row", "grid"]
  private static let yesNo = Rule.words(["yes", "no"])
  private static let grain = Rule.words(Grain.allCases.map(\.name))
  private static let month = Rule.form("2024-03") { YearMonth($0) != nil }
  private static let decimal = Rule.form("0.5") { Rational(decimal: $0) != nil }
  private static let whole = Rule.form("0 1 2 …") { Int($0).map { $0 >= 0 } ?? false }

  private static let byName: [String: Rule] = [
    "extensible": yesNo, "validity": yesNo, "required": yesNo, "printed": yesNo, "prior": yesNo,
    "made": yesNo, "personal": yesNo,
    "fires": yesNo, "entered": grain, "evaluated": grain, "decimals": whole, "revision": whole,
    "xml:lang": .words(["en"]),
    "standing": .words(["transcribed", "unofficial", "registered"]),
    "scope": .words(["direct", "indirect", "removal"]),
    "scenario": .words(["baseline", "project", "leakage"]),
    "decides": .words(["result", "rows"]),
    "role": .words([
      "figure", "total", "memo", "intensity", "baseline", "project", "leakage", "reduction",
    ]),
    "residue": .words(["largest", "last"]),
    "match": .words(["exact", "at-most", "linear"]),
    "dated-by": .words(["data-month", "filing-date"]),
    "severity": .words(["error", "warning", "remark"]),
    "who": .words(["filer", "verifier", "authority"]),
    "over-time": .form("sum | mean | mean weighted by X | last | min | max", isOverTime),
  ]

  private static let byElement: [String: Rule] = [
    "input kind": .words(["activity", "factor", "coefficient", "production", "attribute"]),
    "condition kind": .words([
      "applicability", "additionality", "inclusiveness", "eligibility", "exclusion", "period",
      "size", "monitoring",
    ]),
    "stage status": .words(["evaluated", "filed", "revised", "expired"]),
    "stage date": .form("2024-03-05 | 2024-03") { Day($0) != nil || YearMonth($0) != nil },
    "parameter kind": .words(["table"]),
    "key type": .words(["number", "text"]),
    "column type": .words(["number", "text", "unit"]),
    "check row": .words([
      "basics", "boundary", "method", "activity", "factor", "emission", "production", "quality",
    ]),
    "applies from": month, "applies to": month,
    "document date": .form("2024-03-05 | 2024-03") { Day($0) != nil || YearMonth($0) != nil },
    "form columns": .words(["month"]),
    "check at-least": whole, "check count": whole, "check share": decimal,
    "check limit": decimal, "check within": decimal,
  ]

  private static func isOverTime(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    if words.count == 4 { return words[0] == "mean" && words[1] == "weighted" && words[2] == "by" }
    return words.count == 1 && ["sum", "mean", "last", "min", "max"].contains(words[0])
  }
}
