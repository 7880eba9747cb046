/// The formula of one step taken apart, for pages that set it themselves.
public struct ExplanationFormula: Sendable {
  /// A symbol with its unit and number; for a sign, symbol and number are the same.
  public struct Term: Hashable, Sendable {
    /// The symbol or sign.
    public let symbol: String
    /// The unit; empty for signs and pure numbers.
    public let unit: String
    /// The number, with at most the digits asked for.
    public let number: String
  }

  /// The formula from left to right; empty where there is nothing to compute.
  public let terms: [Term]
  /// The steps to be explained next, each once, in the order of appearance.
  public let operands: [ExplanationNode]

  /// Takes the formula of a step apart; numbers have at most so many significant digits.
  public init(_ step: ExplanationNode, digits: Int) {
    let expression = Expression(step, digits: digits)
    terms = expression.tokens.map { Term(symbol: $0.symbol, unit: $0.unit, number: $0.number) }
    operands = expression.operands
  }
}
