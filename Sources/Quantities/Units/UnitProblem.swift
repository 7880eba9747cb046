/// What is wrong with a unit text.
public struct UnitProblem: Error, Hashable, Sendable {
  /// The kinds of mistake.
  public enum Kind: String, Sendable, CaseIterable {
    /// No unit has this name.
    case unknownUnit
    /// The unit is known and carries a species, but no species has this name.
    case unknownSpecies
    /// The unit is known; it cannot carry the species that follows.
    case speciesNotAllowed
    /// tce, kgce, 吨标准煤: not a unit but a dated table of conversion factors.
    case coalEquivalent
    /// `CO2e` without the set of warming potentials in parentheses.
    case missingWarmingSet
    /// `a/b·c`: parentheses must say what the stroke divides by.
    case ambiguousDivision
    /// A power that is no whole number, zero, or beyond ±20 (±99 for powers of ten).
    case badPower
    /// Something else where a unit was expected; the piece may be empty at the end of the text.
    case syntax
    /// More than 200 characters or 8 levels of parentheses.
    case tooLong
  }

  /// The kind of mistake.
  public let kind: Kind
  /// The piece of the text that is wrong, as written.
  public let piece: String
  /// Where the piece begins, in characters from 0.
  public let offset: Int
  /// Known names that are near, the nearest first; may be empty.
  public let suggestions: [String]

  /// Makes a problem.
  public init(_ kind: Kind, piece: String, offset: Int, suggestions: [String] = []) {
    self.kind = kind
    self.piece = piece
    self.offset = offset
    self.suggestions = suggestions
  }
}
