import Diagnostics
import Testing

@testable import RuleLanguage

/// The compiler's vocabulary and the schema for editors accept the same files.
@Suite struct SchemaAgreementTests {
  static let schema = Array((RuleCorpus.text("Documentation/schema/methodology.rng") ?? "").utf8)

  /// What the schema says of a file.
  private func schemaAccepts(_ text: String) -> Bool {
    RelaxNGSchema.validate(Array(text.utf8), against: Self.schema, file: "a.xml").isEmpty
  }

  /// What the vocabulary says of a file.
  private func vocabularyAccepts(_ text: String) -> Bool {
    let (root, findings) = XMLReader.read(Array(text.utf8), file: "a.xml")
    guard let root else { return false }
    return (findings + VocabularyCheck.findings(root, file: "a.xml", isRoot: true)).isEmpty
  }

  @Test func `every rule file is accepted by both`() {
    for path in RuleCorpus.files.paths where path != "mrv-library.xml" {
      let bytes = RuleCorpus.files.files[path] ?? []
      let found = RelaxNGSchema.validate(bytes, against: Self.schema, file: path)
      #expect(found.map { $0.message(.english) } == [], "\(path) \(found.map(\.origin))")
      if let root = XMLReader.read(bytes, file: path).root {
        #expect(
          VocabularyCheck.findings(root, file: path, isRoot: true).map(\.code) == [], "\(path)")
      }
    }
  }

  // MARK: generated files

  /// Elements of catalogues, which the schema leaves to the program, and roots of their own.
  static let leftOut: Set<String> = ["gas", "gwp"]
  /// Elements whose attributes are named by a table.
  static let open: Set<String> = ["row", "grid", "line"]
  static let elements = Vocabulary.rules.keys.filter { !leftOut.contains($0) }.sorted()

  /// Around an element: what stands outside, from the root inwards.
  private static let around: [String: (before: String, after: String)] = [
    "alternative": ("<formula id='a'>", "</formula>"), "bind": ("<use module='a'>", "</use>"),
    "measured": ("<input id='a'>", "</input>"), "cross-check": ("<input id='a'>", "</input>"),
    "clause": ("<clauses>", "</clauses>"), "key": ("<table id='a'>", "</table>"),
    "row": ("<table id='a'>", "</table>"), "grid": ("<table id='a'>", "</table>"),
    "column": ("<table id='a'>", "</table>"), "value": ("<formula id='a'>", "</formula>"),
    "message": ("<check id='a' holds='yes'><message/>", "</check>"),
    "accept": ("<check id='a' holds='yes'><message/>", "</check>"),
    "example": ("<check id='a' holds='yes'><message/>", "</check>"),
    "heading": ("<form id='a'>", "</form>"),
    "stage": ("<registration number='a'>", "</registration>"),
    "line": ("<form id='a'>", "</form>"), "each": ("<form id='a'>", "</form>"),
    "cell": ("<form id='a'><each rows='a'>", "</each></form>"),
  ]

  /// Values that both sides accept, by attribute; others are `a`.
  private static let samples: [String: String] = [
    "language": "1", "standing": "unofficial", "revision": "1", "evidence": "recalled",
    "xml:lang": "en", "from": "2024-01", "to": "2024-02", "entered": "month", "evaluated": "month",
    "extensible": "yes", "validity": "yes", "required": "yes", "printed": "yes", "prior": "yes",
    "made": "yes",
    "decimals": "2", "over-time": "sum", "residue": "last", "role": "total", "scope": "direct",
    "severity": "error", "fires": "yes", "match": "exact", "dated-by": "data-month",
    "boundary": "a.b.c", "scenario": "leakage", "decides": "rows",
    "personal": "yes", "date": "2024-01-01", "columns": "month",
  ]

  /// Elements with a message.
  private static let speaking: Set<String> = ["check", "condition"]

  private static func sample(_ attribute: String, of element: String) -> String {
    switch (element, attribute) {
    case ("input", "to"), ("bind", "to"), ("add", "to"): "a"
    case (_, "type"): element == "input" ? "flag" : "text"
    case ("input", "kind"): "activity"
    case ("parameter", "kind"): "table"
    case ("check", "row"): "activity"
    case ("condition", "kind"): "size"
    case ("stage", "status"): "filed"
    case ("clause", "status"): "not-computable"
    case ("clause", "who"): "filer"
    default: samples[attribute] ?? "a"
    }
  }

  /// A file with one element in it, which has these attributes and this content.
  private func file(
    _ element: String, _ attributes: [String], _ content: String = "", extra: String = ""
  ) -> String {
    let written = attributes.map { " \($0)='\(Self.sample($0, of: element))'" }.joined() + extra
    var inner = content
    if element == "methodology" { inner = "<title>a</title>" + content }
    if Self.speaking.contains(element) { inner = "<message/>" + content }
    let own = "<\(element)\(written)>\(inner)</\(element)>"
    if Vocabulary.roots.contains(element), element != "table" { return own }
    let (before, after) = Self.around[element] ?? ("", "")
    let place = element == "parameter" ? "module" : "methodology"
    let root =
      place == "module"
      ? "<module language='1' id='a'>" : "<methodology language='1' id='a' standing='unofficial'>"
    return root + before + own + after + "</\(place)>"
  }

  /// What the element needs to be accepted.
  private func needed(_ element: String) -> [String] {
    let rule = Vocabulary.rules[element]
    var list = (rule?.required ?? []).sorted()
    if element == "check" { list.append("holds") }
    if element == "clause" { list.append("who") }
    if element == "column" { list.append("id") }
    return list
  }

  private func bothAccept(_ text: String) {
    #expect(vocabularyAccepts(text), "the vocabulary refuses \(text)")
    #expect(schemaAccepts(text), "the schema refuses \(text)")
  }

  private func bothRefuse(_ text: String) {
    #expect(!vocabularyAccepts(text), "the vocabulary accepts \(text)")
    #expect(!schemaAccepts(text), "the schema accepts \(text)")
  }

  @Test(arguments: elements) func `an element alone, and with each optional attribute`(
    _ element: String
  ) {
    bothAccept(file(element, needed(element)))
    let base = needed(element)
    let more = (Vocabulary.rules[element]?.optional ?? []).sorted()
      .filter { !base.contains($0) && Self.fits($0, element) && $0 != "source" }
    // Singly: libxml2 takes time without end over a dozen optional attributes that are all there.
    for attribute in more { bothAccept(file(element, base + [attribute])) }
  }

  /// Attributes that stand only with others, or on the other element of the same name.
  private static func fits(_ attribute: String, _ element: String) -> Bool {
    switch element {
    case "check":
      ![
        "detector", "of", "at-least", "within", "limit", "count", "share",
      ].contains(attribute)
    case "clause": attribute != "by"
    case "table": attribute != "language"
    // The line of a grid may have a note, that of a form may not.
    case "line": attribute != "note"
    default: true
    }
  }

  @Test(arguments: elements) func `a missing, an unknown and a misplaced part`(_ element: String) {
    let base = needed(element)
    for attribute in Vocabulary.rules[element]?.required ?? [] {
      bothRefuse(file(element, base.filter { $0 != attribute }))
    }
    if !Self.open.contains(element) { bothRefuse(file(element, base, extra: " zzz='1'")) }
    bothRefuse(file(element, base, "<zzz/>"))
    let children = Vocabulary.rules[element]?.children ?? []
    for child in ["methodology", "bind", "cell", "title", "note"]
    where !children.contains(child) {
      let attributes = needed(child).map { " \($0)='\(Self.sample($0, of: child))'" }.joined()
      bothRefuse(file(element, base, "<\(child)\(attributes)/>"))
    }
    if Vocabulary.rules[element]?.text != true { bothRefuse(file(element, base, "text")) }
  }

  @Test(arguments: elements) func `each child that may stand inside`(_ element: String) {
    for child in (Vocabulary.rules[element]?.children ?? []).sorted() {
      // The line of a form, which is another element of the same name.
      if element == "grid", child == "line" { continue }
      var needs = needed(child)
      if child == "gwp" { needs = ["set"] }
      if child == "column", element == "form" { needs = [] }
      let attributes = needs.map { " \($0)='\(Self.sample($0, of: child))'" }.joined()
      let inner = Self.speaking.contains(child) ? "<message/>" : ""
      bothAccept(file(element, needed(element), "<\(child)\(attributes)>\(inner)</\(child)>"))
    }
  }
}
