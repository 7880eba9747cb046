/// The order in which attributes are written.
enum AttributeOrder {
  /// What a thing is comes first, then its place, its unit, its rules; where it comes from last.
  private static let order: [String] = [
    "language", "id", "ref", "name", "module", "rows", "xml:lang", "revision", "standing",
    "extends", "set", "number", "issuer", "region", "batch", "supersedes", "superseded-by", "date",
    "symbol", "title", "label", "role", "kind",
    "concept", "gas", "value", "scope", "scenario", "type", "severity", "decides", "fires",
    "status", "by", "who", "text",
    "match", "replaces", "per", "key", "where", "entered", "evaluated", "extensible", "validity",
    "personal",
    "detector", "of", "to", "before", "over", "opening", "inflow", "outflow", "closing", "prior",
    "unit",
    "shown-as", "decimals", "year", "round", "residue", "over-time", "plausible", "required",
    "printed",
    "dated-by", "boundary", "dimension", "scale", "alias", "row", "how", "every",
    "record", "standard", "at-least", "within", "limit", "count", "share",
    "columns", "figure", "applies", "when", "holds", "from", "evidence", "clause",
    "source", "note",
  ]

  private static let rank: [String: Int] = Dictionary(
    order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

  /// Elements whose attributes are named by a table: columns keep the order they were written in.
  private static let written: Set<String> = ["row", "grid", "line"]

  /// The attributes in the order in which they are written; unknown ones follow as they stood.
  static func sorted(_ element: XMLElement) -> [XMLAttribute] {
    if written.contains(element.name) { return element.attributes }
    let last = order.count
    return element.attributes.enumerated()
      .sorted { left, right in
        let (a, b) = (place(left.element, element), place(right.element, element))
        return (a ?? last, left.offset) < (b ?? last, right.offset)
      }.map(\.element)
  }

  private static func place(_ attribute: XMLAttribute, _ element: XMLElement) -> Int? {
    // `from … to …` are a span, except on inputs, where `to` names rows.
    if attribute.name == "to", element.attribute("from") != nil {
      return rank["from"]
    }
    return rank[attribute.name]
  }
}
