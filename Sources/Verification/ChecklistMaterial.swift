import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// What a checklist is made of: a calculation, as values.
public struct ChecklistMaterial: Sendable {
  /// The methodology.
  public var method: Method
  /// The columns.
  public var evaluation: Evaluation
  /// The checks that fired.
  public var fired: [FiredCheck]
  /// All findings.
  public var findings: [Finding]
  /// The filing as it was written.
  public var filing: Filing
  /// The cell behind an element of an input's column.
  public var entry: @Sendable (_ input: Int, _ element: Int) -> Filing.Entry?
  /// The name that the filing gives a row.
  public var rowTitle: @Sendable (_ row: Int, _ rowSet: Int) -> String?
  /// The value of an element as people read it, with its unit.
  public var text: @Sendable (_ named: Int, _ element: Int) -> String

  /// How many of many records are looked at.
  public var sampling = SamplingRule.unknown
  /// What the enterprise reports of results, by index into ``RulePlan/Plan/named``, in the result's
  /// own unit, with half of its last digit.
  public var reported: [Int: (number: Rational, tolerance: Rational)] = [:]
  /// What a share of the total makes a difference material; zero for any.
  public var materiality = Rational.zero

  /// Makes the material.
  public init(
    method: Method, evaluation: Evaluation, fired: [FiredCheck], findings: [Finding],
    filing: Filing, entry: @escaping @Sendable (Int, Int) -> Filing.Entry?,
    rowTitle: @escaping @Sendable (Int, Int) -> String?,
    text: @escaping @Sendable (Int, Int) -> String
  ) {
    self.method = method
    self.evaluation = evaluation
    self.fired = fired
    self.findings = findings
    self.filing = filing
    self.entry = entry
    self.rowTitle = rowTitle
    self.text = text
  }

  var plan: Plan { evaluation.plan }
}
