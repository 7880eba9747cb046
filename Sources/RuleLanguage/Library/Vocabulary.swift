/// The elements of rule files with the attributes and children that each may have.
///
/// The RelaxNG schema in `Documentation/schema` says the same for editors; a test holds the two
/// together.
public enum Vocabulary {
  /// What one element may carry.
  public struct Rule: Sendable {
    /// Attributes that must be there.
    public let required: Set<String>
    /// Attributes that may be there.
    public let optional: Set<String>
    /// Elements that may stand inside.
    public let children: Set<String>
    /// Whether text may stand inside.
    public let text: Bool
    /// Whether attributes are named by the columns of a table.
    public let open: Bool
  }

  /// The versions of the language that this program reads, the first one first.
  public static let languages = ["1", "1.1", "1.2", "1.3"]

  /// Elements that may be the root of a file.
  public static let roots: Set<String> = [
    "methodology", "module", "part", "table", "units", "gwp", "concepts", "places", "regime",
    "library", "skeleton",
  ]

  /// Attributes that every element may carry; they are inherited.
  public static let everywhere: Set<String> = ["clause", "source", "evidence"]

  static let declarations: Set<String> = [
    "source", "rows", "input", "constant", "formula", "figure", "balance", "allocate", "table",
    "check", "condition", "form", "clauses", "hole", "remove",
  ]

  /// What may be put into the rows or sources of a module or a base edition.
  private static let addable: Set<String> = [
    "rows", "input", "constant", "formula", "figure", "balance", "allocate",
  ]

  /// Declarations that name a value which formulas may read.
  static let values: Set<String> = [
    "input", "constant", "formula", "figure", "balance", "allocate", "condition",
  ]

  /// Values that may be taken from one of several alternatives.
  static let alternating: Set<String> = ["input", "formula", "figure"]

  /// What every named value may carry.
  private static let value: Set<String> = ["symbol", "unit", "concept", "shown-as"]
  /// What a computed value may carry beside.
  private static let computed = value.union(["round", "per", "evaluated", "when", "type"])

  /// Attributes of the column of a form; that of a table has an id and a type.
  static let formColumn: Set<String> = everywhere.union(["title", "unit"])
  /// Attributes of the line of a form; those of the line of a grid are named by its table.
  static let formLine: Set<String> = everywhere.union([
    "label", "figure", "value", "unit", "decimals", "year",
  ])

  /// The rule of each element.
  public static let rules: [String: Rule] = [
    "methodology": rule(
      ["language", "id", "standing"], ["revision", "extends"],
      declarations.union([
        "title", "document", "applies", "gwp", "term", "use", "note", "registration", "add",
      ])),
    "registration": rule(
      [], ["number", "region", "batch", "supersedes", "superseded-by"], ["stage", "note"]),
    "stage": rule(["status"], ["date", "document"], ["note"]),
    "module": rule(
      ["language", "id"], [], declarations.union(["title", "parameter", "note", "use"])),
    "part": rule(["language"], [], declarations.union(["title", "note", "use", "add"])),
    "document": rule([], ["number", "issuer", "date"], ["note"]),
    "applies": rule(["from"], ["to"], ["note"]),
    "gwp": rule([], ["set", "language", "id"], ["title", "gas", "note"]),
    "gas": rule(["id", "value"], [], ["title", "note"], text: true),
    "term": rule(["name", "text"], [], ["note"]),
    "use": rule(["module"], [], ["bind", "add", "note"]),
    "add": rule(["to"], ["before"], addable.union(["alternative", "note"])),
    "bind": rule(["name", "to"], [], ["note"]),
    "parameter": rule(["name", "kind"], [], ["note"], text: true),
    "remove": rule(["id"], [], ["note"]),
    "title": rule([], ["xml:lang"], [], text: true),
    "note": rule([], ["xml:lang"], [], text: true),
    "clauses": rule([], [], ["clause", "note"]),
    "clause": rule(["ref", "status"], ["title", "by", "who"], ["note"], text: true),
    "hole": rule(["id"], [], ["note"], text: true),
    "source": rule(
      ["id"], ["gas", "scope", "scenario", "per", "applies", "replaces"],
      declarations.union(["title", "note", "use"])),
    "rows": rule(
      ["id"],
      ["per", "key", "where", "entered", "evaluated", "extensible", "validity", "personal"],
      declarations.union(["title", "note"])),
    "input": rule(
      ["id"],
      value.union([
        "kind", "type", "per", "entered", "over-time", "plausible", "decimals", "of", "to",
        "required", "personal",
      ]),
      ["title", "note", "measured", "cross-check", "alternative"], text: true),
    "measured": rule([], ["how", "every", "record", "standard"], ["note"]),
    "cross-check": rule(["record"], [], ["note"]),
    "alternative": rule(
      ["id"], ["when", "title"], ["title", "note"], text: true),
    "constant": rule(
      ["id"], ["symbol", "unit", "printed", "concept", "shown-as"],
      ["title", "note", "value"],
      text: true),
    "value": rule([], [], [], text: true),
    "formula": rule(
      ["id"], computed.union(["over-time"]), ["title", "note", "alternative", "value"], text: true),
    "figure": rule(
      ["id"], computed.union(["role"]), ["title", "note", "alternative", "value"], text: true),
    "balance": rule(
      ["id", "opening", "closing"],
      computed.subtracting(["type"]).union(["inflow", "outflow", "prior", "made", "over-time"]),
      ["title", "note"]),
    "allocate": rule(
      ["id", "of", "over", "key", "decimals"],
      value.union(["evaluated", "when", "residue", "over-time"]),
      ["title", "note"]),
    "table": rule(
      ["id"], ["language", "dated-by", "boundary"],
      ["title", "note", "key", "column", "row", "grid"]),
    "key": rule(["id"], ["title", "match", "unit", "type"], ["title", "note"]),
    "column": rule([], ["id", "title", "unit", "type"], ["title", "note"]),
    "row": rule([], ["from", "to", "note"], ["note"], open: true),
    "grid": rule([], [], ["line", "note"], open: true),
    "line": rule(
      [], ["label", "figure", "value", "unit", "decimals", "year", "note"], ["note"], text: true,
      open: true
    ),
    "check": rule(
      ["id"],
      [
        "severity", "holds", "detector", "of", "per", "evaluated", "row", "at-least", "within",
        "limit", "count", "share",
      ],
      ["title", "message", "accept", "example", "note"]),
    "condition": rule(
      ["id", "kind", "holds"], ["symbol", "per", "evaluated", "when", "decides"],
      ["title", "message", "accept", "example", "note"]),
    "message": rule([], ["xml:lang"], [], text: true),
    "accept": rule([], ["xml:lang"], [], text: true),
    "example": rule(["fires"], [], [], text: true),
    "form": rule(
      ["id"], ["columns", "when", "otherwise"],
      ["title", "column", "line", "each", "note", "heading"]),
    "heading": rule([], ["xml:lang"], [], text: true),
    "each": rule(["rows"], [], ["cell", "each", "line", "note"]),
    "cell": rule(
      [], ["key", "label", "figure", "value", "unit", "decimals", "text", "year"], []),
  ]

  private static func rule(
    _ required: Set<String>, _ optional: Set<String>, _ children: Set<String>, text: Bool = false,
    open: Bool = false
  ) -> Rule {
    Rule(
      required: required, optional: optional.union(everywhere), children: children, text: text,
      open: open)
  }
}
