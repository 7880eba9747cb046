import Diagnostics

/// The place of a value in a filing: `facility[F1]/kiln[K1]/2024-03/FR1@choice`.
///
/// One notation serves filings, cases, findings and explanations. Row keys may hold any character
/// but a line end; `]` and `\` in them are written `\]` and `\\`.
public struct CellAddress: Hashable, Sendable {
  /// One row on the way to the cell.
  public struct Step: Hashable, Sendable {
    /// Identifier of the row set.
    public var rowSet: String
    /// Key of the row.
    public var key: String

    /// Makes a step.
    public init(_ rowSet: String, _ key: String) {
      self.rowSet = rowSet
      self.key = key
    }
  }

  /// The rows from the outside; ancestors may be missing where there is only one row.
  public var steps: [Step]
  /// `2024`, `2024-Q1`, `2024-03` or `2024-03-15`; nil for the whole reporting period.
  public var period: String?
  /// Symbol or identifier of the value; empty where the address means a row,
  /// perhaps in one period.
  public var name: String
  /// What follows `@`: `choice`, `prior`, `sample` or a field of the evidence.
  public var facet: String?

  /// Makes an address.
  public init(
    steps: [Step] = [], period: String? = nil, name: String, facet: String? = nil
  ) {
    self.steps = steps
    self.period = period
    self.name = name
    self.facet = facet
  }

  /// Whether the address means a row and names no value.
  public var isRow: Bool { name.isEmpty }
}

extension CellAddress: CustomStringConvertible {
  /// The address as written.
  public var description: String {
    var parts = steps.map(\.description)
    if let period { parts.append(period) }
    if !name.isEmpty { parts.append(name) }
    let path = parts.joined(separator: "/")
    return facet.map { path + "@" + $0 } ?? path
  }
}

extension CellAddress.Step: CustomStringConvertible {
  /// The step as written, with the brackets of its key escaped.
  public var description: String { Origin.step(rowSet, key) }
}
