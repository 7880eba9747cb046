import Quantities

/// The results of an earlier period, to compare those of a report with.
public struct EarlierYear: Hashable, Sendable {
  /// The period: `2024`.
  public var period: String
  /// Where the numbers come from, in words.
  public var source: String
  /// The methodology that they were computed under; nil where somebody only stated them.
  public var methodology: String?
  /// Results of the whole filing by identifier, each in the unit of the report's methodology.
  public var values: [String: Rational]

  /// Makes a year.
  public init(
    period: String, source: String, methodology: String? = nil, values: [String: Rational]
  ) {
    self.period = period
    self.source = source
    self.methodology = methodology
    self.values = values
  }
}
