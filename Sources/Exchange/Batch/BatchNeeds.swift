import RulePlan

/// What a computation line by line wants of a table.
public struct BatchNeeds: Sendable {
  /// The inputs of the lines' row set that are read.
  public let inputs: Set<Int>
  /// The row sets above whose keys are read.
  public let keySets: Set<Int>
  /// The innermost row set above in which results are told apart.
  public let innermost: Int

  /// Values of the whole filing that all enterprises have in common, by input.
  public let given: [Int: Column]

  /// Makes needs.
  public init(
    inputs: Set<Int>, keySets: Set<Int>, innermost: Int, given: [Int: Column] = [:]
  ) {
    self.given = given
    self.inputs = inputs
    self.keySets = keySets
    self.innermost = innermost
  }
}
