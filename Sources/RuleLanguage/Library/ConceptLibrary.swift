import Diagnostics

/// The library's names for measured things: what joins methodologies, editions and years.
struct ConceptLibrary {
  /// The unit of each concept, as written; its kind is what counts.
  private(set) var units: [String: String] = [:]
  /// What is wrong with the file.
  private(set) var findings: [Finding] = []
  /// Whether the library has concepts at all.
  var isEmpty: Bool { units.isEmpty }

  /// Reads `concepts/concepts.xml`.
  init(_ library: RuleFiles) {
    let path = "concepts/concepts.xml"
    guard let bytes = library.files[path] else { return }
    let (root, problems) = XMLReader.read(bytes, file: path)
    findings = problems
    for element in root?.elements ?? [] where element.name == "concept" {
      units[element.attribute("id")?.value ?? ""] = element.attribute("unit")?.value ?? "1"
    }
  }
}
