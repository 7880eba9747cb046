extension Named.Role {
  /// Whether it is a number that people look for: everything computed that is no step on the way.
  public var isFigure: Bool {
    switch self {
    case .figure, .total, .memo, .intensity, .baseline, .project, .leakage, .reduction: true
    case .input, .constant, .formula, .condition, .creditable: false
    }
  }
}

extension Named {
  /// What kind of condition it is, and what it decides.
  public struct Condition: Hashable, Sendable {
    /// `applicability`, `additionality`, `inclusiveness`, `eligibility`, `exclusion`, `period`,
    /// `size`, `monitoring`.
    public var kind: String
    /// Whether it decides about its row alone and not about the result.
    public var decidesRows: Bool
    /// What is said where it does not hold.
    public var message: Label
    /// What a verifier looks at, and when the point is closed.
    public var acceptance: Label?

    /// Makes a condition.
    public init(kind: String, decidesRows: Bool, message: Label, acceptance: Label? = nil) {
      self.kind = kind
      self.decidesRows = decidesRows
      self.message = message
      self.acceptance = acceptance
    }
  }
}
