extension Plan {
  /// SHA-256 over the canonical JSON of what the plan means, as 64 hexadecimal digits.
  ///
  /// Covered: the encoding version and the methodology's identifier; row sets with parents, keys
  /// and validity; tables with identifiers, kinds of match, kinds and units of columns, keys,
  /// cells, dates, dating and boundary; inputs; nodes with operation, operands, shape and kind;
  /// named values with identifier, symbol, role, node, unit, rounding, alternatives' identifiers
  /// and plausible range; checks with identifier, severity, test and the nodes of their messages.
  ///
  /// Not covered, because no digit, state or finding depends on it: titles, messages, formulas as
  /// text, labels and units of single nodes, citations and evidence, notes, printed ranges,
  /// measurement, declarations, the unit in which people enter a value, and the revision number.
  public var hash: String { SHA256.hexadecimal(json(.meaning).bytes()) }
}
