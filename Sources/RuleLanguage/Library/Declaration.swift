import Diagnostics
import RulePlan

/// An element of a rule file that declares something, with what it inherits.
struct Declaration {
  /// The element's name: `input`, `formula`, `rows` ….
  let kind: String
  /// Permanent identifier.
  let id: String
  let element: XMLElement
  var context: Context
  /// The alternatives that a user of its module or a later edition adds.
  var added: [Added] = []

  /// The name that formulas use: the symbol, or the id where there is none.
  var name: String { element.attribute("symbol")?.value ?? id }

  /// Where a finding about it points to.
  var origin: Origin { .source(file: context.file, range: element.tagRange) }

  /// Where a finding about one of its attributes points to.
  func origin(of attribute: String) -> Origin {
    guard let found = element.attribute(attribute) else { return origin }
    return .source(file: context.file, range: found.valueRange)
  }

  /// What a declaration inherits from the elements around it.
  struct Context {
    var file: String
    /// The version of the language that the file states.
    var language = "1"
    var clause: String?
    var source: String?
    var evidence: Evidence?
    /// The enclosing row set, by id.
    var rows: String?
    /// Default grain of inputs.
    var entered: String?
    /// Default grain of formulas.
    var evaluated: String?
    /// The enclosing emission source, by id.
    var emissionSource: String?
    /// The row set of what is not inside rows.
    var per = "facility"
    /// Tables that a module calls by another name.
    var tables: [String: String] = [:]
    /// The module the declaration comes from.
    var module: String?

    /// The context with what an element says for itself.
    func entering(_ element: XMLElement) -> Context {
      var inner = self
      if let language = element.attribute("language")?.value { inner.language = language }
      if let clause = element.attribute("clause")?.value { inner.clause = clause }
      // On emission sources `source` would be ambiguous; the attribute always cites.
      if let source = element.attribute("source")?.value { inner.source = source }
      if let text = element.attribute("evidence")?.value, let evidence = Evidence(rawValue: text) {
        inner.evidence = evidence
      }
      return inner
    }

    /// Where the declaration stands in the document and how well that is known.
    func citation(note: String?) -> Citation {
      Citation(
        clause: clause, source: source, evidence: evidence ?? .recalled, note: note)
    }
  }
}

extension XMLElement {
  /// The element's titles: Chinese, and English where there is one.
  var label: Label? {
    var zh: String?
    var en: String?
    for title in elements where title.name == "title" {
      // A title is one line, however it is broken in the file.
      let text = title.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if title.attribute("xml:lang")?.value == "en" { en = text } else { zh = text }
    }
    if zh == nil, let title = attribute("title")?.value { zh = title }
    guard let chinese = zh ?? en else { return nil }
    return Label(chinese, en: en)
  }

  /// The element's notes, joined.
  var noteText: String? {
    let notes = elements.filter { $0.name == "note" }.map(\.text)
    if notes.isEmpty { return attribute("note").map { Prose.flowed($0.value) } }
    return notes.map(Prose.flowed).joined(separator: " ")
  }
}
